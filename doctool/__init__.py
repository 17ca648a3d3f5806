"""doctool."""
