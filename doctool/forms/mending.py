"""A form to send back: a fresh form of the unit with everything that was returned in it, the faulty cells marked.

Fresh, because what was damaged (moved rows, lost formulas, protection) is whole again in it, and because a return in
.xls or .ods becomes .xlsx. Values that could not be used stand in it as they were typed, so that they can be mended.
"""

from __future__ import annotations

import re
from collections.abc import Mapping, Sequence
from dataclasses import dataclass, field

from doctool.border.workbook import inspect
from doctool.findings import Finding
from doctool.forms.content import Form
from doctool.forms.field_map import (
    AKHIR_PEMBILANG,
    AKHIR_PENYEBUT,
    AKHIR_TANDA,
    AWAL_TANDA,
    LEMBAR_ANGGARAN,
    LEMBAR_KINERJA,
    REALISASI_TW,
)
from doctool.forms.formulas import Value
from doctool.forms.mark import LONGEST, Mark, mark_cells
from doctool.forms.mended_advice import advice_in_mended
from doctool.forms.open_book import open_book
from doctool.forms.records import Records, read_records
from doctool.forms.template import CompiledForm
from doctool.model.pengembalian import Jawaban, Pengembalian

#: A cell by the key of its row and its field.
Kunci = tuple[str, str]
_CELL = re.compile(r"(?P<sheet>.*)!(?P<column>[A-Z]{1,3})(?P<row>\d+)$")


@dataclass(slots=True)
class _Cells:
    """Where the cells of a return stand in the fresh form."""

    places: dict[str, str] = field(default_factory=dict)
    rows: dict[tuple[str, str], str] = field(default_factory=dict)
    columns: dict[tuple[str, str], str] = field(default_factory=dict)

    def find(self, cell: str) -> str:
        """The fresh cell ("Form Isian!L14") of a returned one; "" where it has none."""
        if cell in self.places:
            return self.places[cell]
        found = _CELL.match(cell)
        if found is None:
            return ""
        row = self.rows.get((found["sheet"], found["row"]), "")
        column = self.columns.get((found["sheet"], found["column"]), found["column"])
        return f"{found['sheet']}!{column}{row}" if row else ""


def mended(
    compiled: CompiledForm, form: Form, returned: Pengembalian, findings: Sequence[Finding]
) -> tuple[bytes, dict[str, str]]:
    """The workbook to send back: `form` with what `returned` says, marked where `findings` say; and where the cells of
    the findings stand in it."""
    data = compiled.write(form, entries_of(returned))
    records, _ = read_records(open_book(inspect(data, form.file_name)))
    if records is None:
        raise ValueError("formulir tanpa lembar identitas")
    cells = _cells(returned, records)
    places = {one.where.cell: cells.find(one.where.cell) for one in findings if cells.find(one.where.cell)}
    return mark_cells(data, _marks(returned, findings, cells), form.office.kantor.nama), places


def answers_of(returned: Pengembalian) -> dict[Kunci, Jawaban]:
    """Every answer of a return by the key of its row and its field."""
    found: dict[Kunci, Jawaban] = {}
    for row in returned.indikator:
        for key, given in ((row.kode, row.realisasi), (row.kode + AKHIR_PEMBILANG, row.pembilang),
                           (row.kode + AKHIR_PENYEBUT, row.penyebut)):  # fmt: skip
            found |= {(key, name): one for name, one in zip(REALISASI_TW, given, strict=False)}
        found |= {(row.kode, name): one for name, one in row.teks.items()}
    for line in returned.anggaran:
        found |= {(line.kunci, "realisasi"): line.realisasi, (line.kunci, "keterangan"): line.keterangan}
    return found


def entries_of(returned: Pengembalian) -> dict[str, dict[str, Value]]:
    """What is filled into the fresh form: values as they were understood, what was not as it was typed."""
    found: dict[str, dict[str, Value]] = {}
    for (key, name), one in answers_of(returned).items():
        value = one.hitungan if one.keadaan == "terisi" else one.tertulis or None
        if value is not None:
            found.setdefault(key, {})[name] = value
    return found


def _cells(returned: Pengembalian, records: Records) -> _Cells:
    """The places of the answers, and by them those of the rows and columns that they stand in."""
    rows = {key: (sheet, given[1]) for (sheet, key), given in records.rows.items()}
    columns = {(sheet, name): letters for (sheet, name), (letters, _) in records.columns.items()}
    found = _Cells()
    for (key, name), one in answers_of(returned).items():
        at = _CELL.match(one.sel)
        if at is None or key not in rows:
            continue
        sheet, row = rows[key]
        column = columns[sheet, name]
        found.places[one.sel] = f"{sheet}!{column}{row}"
        found.rows.setdefault((at["sheet"], at["row"]), row)
        found.columns.setdefault((at["sheet"], at["column"]), column)
    return found


def _marks(
    returned: Pengembalian, findings: Sequence[Finding], cells: _Cells
) -> Mapping[str, list[Mark]]:
    """One mark for each cell; what stands in no cell of the form is told at the first cell of its sheet."""
    texts: dict[str, list[str]] = {}
    rest: list[str] = []
    filled: set[str] = set()
    for one in findings:
        said = f"{_sentence(one.message)}{_typed(one)} {_sentence(advice_in_mended(one))}".strip()
        place = cells.find(one.where.cell)
        if place:
            texts.setdefault(place, []).append(said)
            filled.add(place)
        else:
            rest.append(f"{one.where.cell.rpartition('!')[2] or 'Berkas'}: {said}")
    for note in returned.komentar:
        place = cells.find(note.sel)
        if place:
            texts.setdefault(place, []).append(f"Komentar dalam berkas yang dikirim: {note.teks}")
    if rest:
        texts.setdefault(f"{LEMBAR_KINERJA}!A1", [])[:0] = ["Temuan lain dalam berkas yang dikirim:", *rest]
    found: dict[str, list[Mark]] = {LEMBAR_KINERJA: [], LEMBAR_ANGGARAN: []}
    for place, said_there in texts.items():
        sheet, _, cell = place.rpartition("!")
        text = "\n".join((AWAL_TANDA, *said_there))[: LONGEST - len(AKHIR_TANDA) - 1]
        found.setdefault(sheet, []).append(Mark(cell, f"{text}\n{AKHIR_TANDA}", place in filled))
    return found


def _typed(one: Finding) -> str:
    shown = one.text[:60]
    return f' (tertulis "{shown}")' if shown and shown not in one.message else ""


def _sentence(text: str) -> str:
    plain = " ".join(text.split()).rstrip(".;")
    return f"{plain[:1].upper()}{plain[1:]}." if plain else ""
