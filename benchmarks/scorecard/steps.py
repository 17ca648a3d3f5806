"""Commands of doctool that an office would type, one after the other."""

from __future__ import annotations

from pathlib import Path

from benchmarks.scorecard.faults import doctool


class Steps:
    """Commands in the workspace `root`, and those that did not end as they should."""

    def __init__(self, root: Path) -> None:
        self.root = root
        self.faults: list[str] = []

    def do(self, line: str, *more: str, code: int = 0) -> None:
        """Run a command: the words of `line`, and `more`. It is to end with `code`."""
        run = doctool(self.root, *line.split(), *more)
        if run.returncode != code:
            said = run.stderr.decode("utf-8", "replace").strip()[-160:]
            self.faults.append(f"{line.split(' --')[0]}: {run.returncode}: {said}")
