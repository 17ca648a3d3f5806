"""Errors that mean "cannot go on", and the exit codes of the command line.

A problem in a document is not an exception but a `Finding` (doctool.findings): findings are collected,
exceptions end the work at hand. Messages are Bahasa Indonesia, one line, and say what to do next.
"""

from __future__ import annotations

import errno
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


#: What a user is told of an error that is doctool's own.
BUG = "ini kesalahan di dalam doctool, bukan pada berkas Anda"
BUG_HINT = "jalankan lagi dengan --debug lalu kirimkan seluruh keluarannya kepada pengelola doctool"

#: What the system's error numbers mean to a user.
_SYSTEM_REASONS = {
    errno.EACCES: "Anda tidak berhak",
    errno.EPERM: "Anda tidak berhak",
    errno.EROFS: "disk hanya dapat dibaca",
    errno.ENOSPC: "disk penuh",
    errno.EDQUOT: "jatah disk habis",
    errno.EIO: "disk atau jaringan bermasalah",
    errno.ENOENT: "tidak ada",
    errno.EEXIST: "sudah ada berkas dengan nama itu",
    errno.ENOTDIR: "bagian dari tempatnya adalah berkas, bukan folder",
    errno.EISDIR: "itu folder, bukan berkas",
    errno.ESPIPE: "bukan berkas biasa",
    errno.EFBIG: "terlalu besar",
    errno.ENAMETOOLONG: "namanya terlalu panjang",
    errno.ELOOP: "tautannya berputar",
    errno.EMFILE: "terlalu banyak berkas terbuka",
    errno.ENOEXEC: "bukan program",
    errno.ENOMEM: "memori habis",
}


def system_reason(error: OSError) -> str:
    """Why the operating system refused, in Bahasa Indonesia."""
    known = _SYSTEM_REASONS.get(error.errno or 0)
    return known or f"galat sistem {error.errno}: {error.strerror or error}"


def machine_error(error: OSError) -> DoctoolError:
    """An error of the machine (disk, network folder, permission) that no stage has put in words."""
    place = f'"{error.filename}": ' if error.filename else ""
    return DoctoolError(f"{place}{system_reason(error)}", "periksa disk, folder dan hak aksesnya, lalu ulangi")
