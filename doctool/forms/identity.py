"""The hidden sheet that says which form a file is, whatever its name, and where its fields stand (field_map)."""

from __future__ import annotations

from collections.abc import Iterable, Iterator, Mapping

from doctool.forms.cell_text import text_element
from doctool.forms.content import Form
from doctool.forms.field_map import (
    CATATAN_BARIS,
    CATATAN_KOLOM,
    IDENTITAS,
    LEMBAR_ANGGARAN,
    LEMBAR_KINERJA,
    PENANDA,
    TABEL,
    TARGET_TW,
    VERSI,
)

_START = (
    '<?xml version="1.0" encoding="UTF-8" standalone="yes"?>\n'
    '<worksheet xmlns="http://schemas.openxmlformats.org/spreadsheetml/2006/main"><sheetViews>'
    '<sheetView workbookViewId="0"/></sheetViews><sheetFormatPr defaultRowHeight="15"/><sheetData>'
)
_END = '</sheetData><sheetProtection sheet="1" objects="1" scenarios="1"/></worksheet>'
_LETTERS = "ABCDEFGHIJKLMNOPQRSTUVWXYZ"
_LOCKED = ("target", *TARGET_TW)


class IdentitySheet:
    """Writes the sheet for the forms of one template; `columns` are the letters of each field by sheet."""

    def __init__(self, columns: Mapping[str, Mapping[str, str]]) -> None:
        self._columns = columns
        #: The records of the columns, which differ by the heading of realisasi only.
        self._kept: dict[str, tuple[str, int]] = {}

    def write(self, form: Form, starts: Mapping[str, int]) -> str:
        """The sheet's XML, texts only; `starts`: the first rows of the tables."""
        said = (
            VERSI, form.kode, form.office.kode, str(form.tahun), form.bidang, form.seksi, str(form.sampai), form.sidik,
        )  # fmt: skip
        head = _rows(1, [PENANDA, *zip(IDENTITAS, said, strict=True)])
        first = len(IDENTITAS) + 2
        columns, count = self._of_columns(form.texts["judul_realisasi"], first)
        return f"{_START}{head}{columns}{_rows(first + count, _of_rows(form, starts))}{_END}"

    def _of_columns(self, heading: str, first: int) -> tuple[str, int]:
        found = self._kept.get(heading)
        if found is None:
            records = [
                (CATATAN_KOLOM, sheet, one.field, letters, _heading(one.field, one.judul, one.induk, heading))
                for sheet, table in TABEL.items()
                for one in table
                if (letters := self._columns[sheet].get(one.field, ""))
            ]
            found = self._kept[heading] = _rows(first, records), len(records)
        return found


def _of_rows(form: Form, starts: Mapping[str, int]) -> Iterator[tuple[str, ...]]:
    for number, row in enumerate(form.indicators, start=starts[LEMBAR_KINERJA]):
        locked = [str(row.values.get(name, "")) for name in _LOCKED]
        yield (CATATAN_BARIS, LEMBAR_KINERJA, row.kunci, row.jenis.value, str(number), *locked)
    for number, money in enumerate(form.money, start=starts[LEMBAR_ANGGARAN]):
        pagu = "" if money.pagu is None else f"{money.pagu:f}"
        yield CATATAN_BARIS, LEMBAR_ANGGARAN, money.kunci, money.jenis.value, str(number), pagu


def _rows(first: int, records: Iterable[tuple[str, ...]]) -> str:
    """Rows from `first` on, a record each."""
    return "".join([
        f'<row r="{number}" ht="15">{_cells(number, record)}</row>'
        for number, record in enumerate(records, start=first)
    ])


def _cells(number: int, record: tuple[str, ...]) -> str:
    return "".join([
        f'<c r="{letter}{number}" t="inlineStr"><is>{text_element(text)}</is></c>'
        for letter, text in zip(_LETTERS, record, strict=False)
        if text
    ])


def _heading(field: str, title: str, over: str, realisasi: str) -> str:
    if field == "realisasi_tahun":
        return realisasi
    return f"{over} {title}" if over else title
