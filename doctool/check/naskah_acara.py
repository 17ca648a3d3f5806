"""The rule of letters about the meeting that an undangan calls to (N18): nobody can come without time and place."""

from __future__ import annotations

from collections.abc import Iterator

from doctool.check.letter_context import LetterContext, letter_check
from doctool.check.rule import Problem
from doctool.findings import Severity
from doctool.model.surat import Undangan

#: What stands for nothing in a field.
_BLANK = " \t\n\u00a0-–—"


@letter_check("N18")
def meeting_complete(ctx: LetterContext) -> Iterator[Problem]:
    """An undangan says when, where and to what; what one without a date of its own still lacks is only a warning."""
    if not isinstance(ctx.naskah, Undangan):
        return
    acara = ctx.naskah.acara
    severity = Severity.WARNING if ctx.naskah.tanggal.kosong else Severity.ERROR
    given = {"tanggal": acara.tanggal.teks, "waktu": acara.waktu, "tempat": acara.tempat, "acara": acara.acara}
    for key, text in given.items():
        if not text.strip(_BLANK):
            what = "nama acara" if key == "acara" else f"{key} acara"
            hint = f"isi {what}; selama belum pasti, kosongkan tanggal suratnya"
            yield Problem(("acara", key), f"{what} belum diisi", hint, text, severity=severity)
