"""The reliability scorecard: twenty-five tests with figures, run with `make scorecard`, told in docs/reliability.md."""
