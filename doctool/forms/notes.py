"""What is found in a returned form, collected while it is read; each names its cell, the value and what to do."""

from __future__ import annotations

from collections.abc import Iterable

from doctool.findings import Finding, Severity, Where
from doctool.forms.remarks import Remark
from doctool.forms.shown import one_line

#: What people wrote is quoted in messages; no message is longer than this, nor more than a line.
_LONGEST = 500


def in_a_line(message: str) -> str:
    """A message in one line that can be printed, cut where it is very long."""
    line = one_line(message)
    return line if len(line) <= _LONGEST else f"{line[: _LONGEST - 1]}…"


class Notes:
    """The findings of one file."""

    def __init__(self, file: str) -> None:
        self.file = file
        self.findings: list[Finding] = []

    def error(self, code: str, message: str, hint: str = "", *, cell: str = "", text: str = "") -> None:
        """Something for which the form has to be mended."""
        self._add(code, Severity.ERROR, message, hint, cell, text)

    def warning(self, code: str, message: str, hint: str = "", *, cell: str = "", text: str = "") -> None:
        """Something that only has to be known."""
        self._add(code, Severity.WARNING, message, hint, cell, text)

    def remarks(self, remarks: Iterable[Remark], what: str, cell: str, text: str) -> None:
        """What was said of one cell, which is `what`."""
        for one in remarks:
            self._add(one.code, one.severity, f"{what}: {one.message}", one.advice, cell, text)

    def _add(self, code: str, severity: Severity, message: str, hint: str, cell: str, text: str) -> None:
        self.findings.append(Finding(code, severity, Where(self.file, cell=cell), in_a_line(message), hint, text[:200]))
