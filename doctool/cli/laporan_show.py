"""What the commands that make a report say of it, and how they end."""

from __future__ import annotations

from collections import Counter
from collections.abc import Sequence
from typing import TYPE_CHECKING

from doctool.cli.building import exit_code, tell_files, tell_reason
from doctool.cli.console import Console
from doctool.errors import ExitCode
from doctool.findings import Finding, Severity

if TYPE_CHECKING:
    from doctool.pipeline import BuildResult

#: Findings of one kind that are all told on the screen.
_FEW = 8


def checked_code(results: Sequence[BuildResult], *, strict: bool) -> int:
    """The code of reports that were made: 1 where their data have errors (`strict`: any finding)."""
    if any(one.reason for one in results):
        return exit_code(results)
    errors = sum(one.count(Severity.ERROR) for one in results)
    return ExitCode.FINDINGS if errors or (strict and any(one.findings for one in results)) else ExitCode.OK


def tell_report(console: Console, result: BuildResult, summary: str, *, dry_run: bool) -> None:
    """Files, reason and findings of a report, and what is to be said of one that was put together ("": nothing)."""
    tell_files(console, result, dry_run)
    if result.reason:
        tell_reason(console, result)
    if result.bug is not None:
        console.trace(result.bug)
    tell_findings(console, result.findings)
    if summary:
        console.say(f"{result.address}: {summary}")


def tell_findings(console: Console, found: Sequence[Finding]) -> None:
    """Findings on stderr: all errors, and a few of each kind of warning."""
    from doctool.cli.show import finding_line

    counts = Counter(one.code for one in found)
    for one in found:
        if console.verbose or counts[one.code] <= _FEW or one.severity is Severity.ERROR:
            console.note(finding_line(one))
    for code, count in counts.items():
        if count > _FEW and not console.verbose:
            console.note(f"{code}: {count} temuan (semua dengan -v)")
