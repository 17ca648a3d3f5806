"""Findings about a Word file that is carried into a report (M20 to M44), each with its place as Word shows it."""

from __future__ import annotations

from collections.abc import Iterable
from dataclasses import dataclass, field

from doctool.findings import Finding, Severity, Where

REFUSED, DAMAGED, TRACKED, COMMENTS, MARGINS = "M20", "M21", "M22", "M23", "M24"
CONTENTS, CROSS_REFERENCE, PICTURE, PLACED, DRAWN = "M25", "M26", "M27", "M28", "M29"
BOX, EQUATION, CAPTION, HEADING, LIST = "M30", "M31", "M32", "M33", "M34"
TAB, HIDDEN, SECTION, TABLE, SYMBOL = "M35", "M36", "M37", "M38", "M39"
CONTROL, NOTE, LINK, OTHER, LOST = "M40", "M41", "M42", "M43", "M44"

_SHOWN = 5


@dataclass(slots=True)
class _Gathered:
    code: str
    message: str
    hint: str
    places: list[str] = field(default_factory=list)
    texts: list[str] = field(default_factory=list)


class Report:
    """Collects findings about the file `name`."""

    def __init__(self, name: str) -> None:
        self.name = name
        #: Labels of captions that were typed ("Tabel 1") and are gone.
        self.typed: list[str] = []
        self._findings: list[Finding] = []
        self._gathered: dict[tuple[str, str], _Gathered] = {}

    def where(self, place: str) -> Where:
        """`place` in this file."""
        return Where(self.name, place=place)

    def at(
        self, code: str, place: str, message: str, hint: str = "", text: str = "",
        severity: Severity = Severity.WARNING,
    ) -> None:
        """One finding; `text` is all the text that is not carried, or what is meant."""
        self._findings.append(Finding(code, severity, self.where(place), message, hint, text, "praktik"))

    def gather(self, code: str, place: str, message: str, hint: str = "", text: str = "") -> None:
        """One finding for all places of the same `code` and `message`, told at the first."""
        one = self._gathered.setdefault((code, message), _Gathered(code, message, hint))
        if place not in one.places:
            one.places.append(place)
        if text:
            one.texts.append(text)

    def take(self, findings: Iterable[Finding]) -> None:
        """Findings of others."""
        self._findings += findings

    def findings(self) -> tuple[Finding, ...]:
        """All findings: those of single places in the order they were met, then the gathered ones."""
        made = list(self._findings)
        for one in self._gathered.values():
            message = one.message
            if len(one.places) > 1:
                more = ", ".join(one.places[1:_SHOWN]) + (", ..." if len(one.places) > _SHOWN else "")
                message += f"; {len(one.places)} tempat, juga {more}"
            where = self.where(one.places[0])
            text = " / ".join(one.texts)
            made.append(Finding(one.code, Severity.WARNING, where, message, one.hint, text, "praktik"))
        return tuple(made)
