"""Errors that mean "cannot go on", and the exit codes of the command line.

A problem in a document is not an exception but a `Finding` (doctool.findings): findings are collected,
exceptions end the work at hand. Messages are Bahasa Indonesia, one line, and say what to do next.
"""

from __future__ import annotations

from enum import IntEnum
from typing import TYPE_CHECKING

if TYPE_CHECKING:
    from doctool.findings import Finding


class ExitCode(IntEnum):
    """Exit codes of the `doctool` command (docs/cli.md)."""

    OK = 0
    FINDINGS = 1
    USAGE = 2
    PARTIAL = 3
    OUTSIDE_PROGRAM = 4
    BUSY = 5
    BUG = 70
    INTERRUPTED = 130


class DoctoolError(Exception):
    """Base of every error a user may see; `str(error)` is a whole message in Bahasa Indonesia."""

    exit_code = ExitCode.USAGE

    def __init__(self, message: str, hint: str | None = None) -> None:
        super().__init__(message)
        self.message = message
        self.hint = hint


class ContentError(DoctoolError):
    """The user's data cannot be used; carries the findings that say why."""

    exit_code = ExitCode.FINDINGS

    def __init__(self, message: str, findings: tuple[Finding, ...] = (), hint: str | None = None) -> None:
        super().__init__(message, hint)
        self.findings = findings


class LayoutError(ContentError):
    """A sheet cannot be drawn correctly; nothing is drawn rather than something wrong."""


class OutsideProgramError(DoctoolError):
    """An outside program (LibreOffice) is missing or failed."""

    exit_code = ExitCode.OUTSIDE_PROGRAM


class WriteError(DoctoolError):
    """A file could not be written: open in another program, no permission, disk full."""

    exit_code = ExitCode.PARTIAL


class BusyError(DoctoolError):
    """Another run is using this output folder."""

    exit_code = ExitCode.BUSY
