"""What an answer cell says that is no number: a grade or a text, or a fault with advice; never a guess."""

from __future__ import annotations

import re
import unicodedata
from collections.abc import Callable

from doctool.findings import Severity
from doctool.forms.cells import Cell, Rupa
from doctool.forms.remarks import Remark, error, fault_of, warning
from doctool.forms.shown import day, quoted, shown
from doctool.forms.written import read_written, tidy
from doctool.model.kinerja import Indikator
from doctool.model.pengembalian import Jawaban, Keadaan

#: How an answer of one kind is read.
Reader = Callable[[Cell, str], tuple[Jawaban, list[Remark]]]
#: Control characters, halves of characters, and what turns the direction of writing.
_DROPPED = re.compile(
    "[\x00-\x08\x0b\x0c\x0e-\x1f\x7f-\x9f\ud800-\udfff\ufffe\uffff\u200e\u200f\u202a-\u202e\u2066-\u2069]"
)
_BULLET = re.compile(r"-\s+[^\W\d_]")
_WHOLE_DASHES = re.compile(r"[-–—]+")


def read_grade(cell: Cell, indikator: Indikator, where: str) -> tuple[Jawaban, list[Remark]]:
    """The grade in `cell`: one of the indicator's grades, or any text where they are not listed."""
    if cell.rupa is Rupa.KOSONG and not cell.formula:
        return Jawaban(sel=where), []
    written = shown(cell)
    fault = fault_of(cell)
    if fault is not None:
        return Jawaban("salah", tertulis=written, sel=where), [fault]
    said = tidy(written)
    if not said or (read_written(said).none and said.casefold() not in map(_folded, indikator.tingkatan)):
        if not said:
            return Jawaban("kosong", tertulis=written, sel=where), []
        remark = warning("F29", f'"{quoted(written)}" dibaca sebagai tidak diukur')
        return Jawaban("tidak diukur", tertulis=written, sel=where), [remark]
    found = next((one for one in indikator.tingkatan if _folded(one) == said.casefold()), "")
    if found or not indikator.tingkatan:
        return Jawaban("terisi", None, found or said, written, where), []
    known = ", ".join(indikator.tingkatan)
    return Jawaban("salah", None, "", written, where), [
        error("F27", f'"{quoted(written)}" bukan tingkat yang dikenal', f"tulis salah satu: {known}")
    ]


def _folded(text: str) -> str:
    return " ".join(text.split()).casefold()


def read_text(cell: Cell, where: str) -> tuple[Jawaban, list[Remark]]:
    """The text in `cell`, as it was written but for what cannot be printed."""
    if cell.rupa is Rupa.KOSONG and not cell.formula:
        return Jawaban(sel=where), []
    written = shown(cell) if cell.rupa is not Rupa.TANGGAL else day(cell.text)
    if cell.rupa is Rupa.GALAT:
        return Jawaban("salah", tertulis=written, sel=where), [error("F22", f"berisi galat {written}", "tulis teksnya")]
    remarks: list[Remark] = []
    text = _DROPPED.sub("", unicodedata.normalize("NFC", written.replace("\r\n", "\n").replace("\r", "\n"))).strip()
    if cell.formula:
        remarks.append(error("F23", f"berisi rumus {cell.formula[:40]}", "tulis teksnya, tanpa tanda = di depan"))
    elif cell.rupa is Rupa.TANGGAL:
        remarks.append(warning("F21", f"berisi tanggal {text}, mungkin diubah Excel dari yang diketik", "periksa"))
    elif _DROPPED.search(written):
        remarks.append(warning("F36", "berisi tanda yang tidak dapat dicetak; tanda itu dibuang"))
    if text.startswith(("=", "+", "-", "@")) and not _BULLET.match(text) and not _WHOLE_DASHES.fullmatch(text):
        remarks.append(warning("F35", f'"{quoted(text)}" diawali tanda {text[0]}; disimpan sebagai teks, tidak pernah '
                               "dihitung", "hapus tanda itu bila tidak perlu"))  # fmt: skip
    wrong = any(one.severity is Severity.ERROR for one in remarks)
    state: Keadaan = "salah" if wrong else "terisi" if text else "kosong"
    return Jawaban(state, None, text, written, where), remarks
