"""What the commands that make many files have in common: progress, how paths are shown, exit codes."""

from __future__ import annotations

import os
from collections.abc import Sequence
from pathlib import Path
from typing import TYPE_CHECKING

import click

from doctool.cli.console import Console
from doctool.errors import ExitCode

if TYPE_CHECKING:
    from doctool.pipeline import BuildResult, Progress


def progress_line(console: Console) -> Progress | None:
    """A line on stderr that rewrites itself, on a terminal only."""
    if not console.progress_wanted():
        return None

    def show(done: int, total: int, what: str) -> None:
        click.echo(f"\r\x1b[K[{done}/{total}] {what}" if done < total else "\r\x1b[K", err=True, nl=False)

    return show


def short_path(path: Path) -> str:
    """`path` from here if it lies below here."""
    text, here = str(path), os.path.join(os.getcwd(), "")
    if text.startswith(here):
        return text[len(here) :]
    try:
        return str(path.relative_to(here))  # where the system takes case as one
    except ValueError:
        return text


def tell_files(console: Console, result: BuildResult, dry_run: bool) -> None:
    """The files that were made, in a dry run with what stood there before."""
    if result.files:
        states = [f"{result.states[path]:7} " if dry_run else "" for path in result.files]
        lines = (f"{state}{short_path(path)}" for state, path in zip(states, result.files, strict=True))
        console.result("\n".join(lines))


def tell_reason(console: Console, result: BuildResult) -> None:
    """Why something was not made, with its address where the reason does not begin with that or with a place."""
    places = (result.address, *(str(finding.where) for finding in result.findings))
    named = any(result.reason.startswith(f"{place}:") for place in places)
    console.problem(result.reason if named else f"{result.address}: {result.reason}", result.hint or None)


def exit_code(results: Sequence[BuildResult]) -> ExitCode:
    """0 all made; 3 some failed; where all failed for one cause: 1 the data, 4 the outside program, 70 a bug."""
    failed = [result for result in results if result.reason]
    if not failed:
        return ExitCode.OK
    if len(failed) == len(results):
        if all(result.content for result in failed):
            return ExitCode.FINDINGS
        if all(result.outside for result in failed):
            return ExitCode.OUTSIDE_PROGRAM
        if all(result.bug is not None for result in failed):
            return ExitCode.BUG
    return ExitCode.PARTIAL
