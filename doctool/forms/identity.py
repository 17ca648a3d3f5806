"""The hidden sheet that says which form a file is, whatever its name, and where its fields stand (field_map)."""

from __future__ import annotations

from collections.abc import Iterator, Mapping

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


def identity_sheet(form: Form, columns: Mapping[str, Mapping[str, str]], starts: Mapping[str, int]) -> str:
    """The sheet's XML, texts only. `columns`: the letters of each field by sheet; `starts`: the tables' first rows."""
    rows = "".join(
        f'<row r="{number}" ht="15">{_cells(number, record)}</row>'
        for number, record in enumerate(records(form, columns, starts), start=1)
    )
    return f"{_START}{rows}{_END}"


def _cells(number: int, record: tuple[str, ...]) -> str:
    return "".join([
        f'<c r="{letter}{number}" t="inlineStr"><is>{text_element(text)}</is></c>'
        for letter, text in zip(_LETTERS, record, strict=False)
        if text
    ])


def records(
    form: Form, columns: Mapping[str, Mapping[str, str]], starts: Mapping[str, int]
) -> Iterator[tuple[str, ...]]:
    """The records of the hidden sheet, in the order of field_map."""
    yield PENANDA
    said = (
        VERSI, form.kode, form.office.kode, str(form.tahun), form.bidang, form.seksi, str(form.sampai), form.sidik,
    )  # fmt: skip
    yield from zip(IDENTITAS, said, strict=True)
    for sheet, table in TABEL.items():
        for one in table:
            letters = columns[sheet].get(one.field, "")
            if letters:
                yield CATATAN_KOLOM, sheet, one.field, letters, _heading(one.field, one.judul, one.induk, form)
    for number, row in enumerate(form.indicators, start=starts[LEMBAR_KINERJA]):
        locked = tuple(str(row.values.get(name, "")) for name in ("target", *TARGET_TW))
        yield (CATATAN_BARIS, LEMBAR_KINERJA, row.kunci, row.jenis, str(number), *locked)
    for number, money in enumerate(form.money, start=starts[LEMBAR_ANGGARAN]):
        pagu = "" if money.pagu is None else f"{money.pagu:f}"
        yield CATATAN_BARIS, LEMBAR_ANGGARAN, money.kunci, money.jenis, str(number), pagu


def _heading(field: str, title: str, over: str, form: Form) -> str:
    if field == "realisasi_tahun":
        return form.texts["judul_realisasi"]
    return f"{over} {title}" if over else title
