"""Forms filled in as a bidang would, by several programs, and what a reading of them must give back."""

from __future__ import annotations

import io
import random
import subprocess
import tempfile
import unicodedata
from collections.abc import Mapping, Sequence
from datetime import date
from decimal import Decimal
from functools import cache
from pathlib import Path
from typing import Any

import openpyxl

from doctool.border.workbook import inspect
from doctool.convert.libreoffice import find_soffice
from doctool.forms.content import Form, forms_for
from doctool.forms.expected import Expected
from doctool.forms.field_map import LEMBAR_ANGGARAN, LEMBAR_KINERJA, REALISASI_TW, TABEL, Jenis
from doctool.forms.number_rules import rule_of
from doctool.forms.read import Bacaan, read_return
from doctool.model.pengembalian import Jawaban, Pengembalian
from tests.forms.samples import compiled, loaded, random_year

DAY = date(2026, 10, 5)
#: Texts as they stand in narratives; some would be formulas, some have signs that XML has other uses for.
TEXTS = (
    "Kekurangan tenaga verifikator", "baris satu\nbaris kedua", '"kutip" & <sudut>', "=1+1", "+62 811 000", "@SUM(A1)",
    "-5 orang pindah", "100% siap {hadir}", "emoji 🙂", "é dan ñ", "- butir satu\n- butir dua", "1.250", "0012", "TRUE",
)  # fmt: skip
#: Formats that forms come back in, with LibreOffice's filters.
SUFFIXES = {"xlsx": "xlsx:Calc MS Excel 2007 XML", "xls": "xls:MS Excel 97", "ods": "ods:calc8"}
#: What was entered, by the row's key and field.
Entries = dict[str, dict[str, Decimal | str]]
#: An answer: its state, number and text.
Answer = tuple[str, Decimal | None, str]
EMPTY: Answer = ("kosong", None, "")


@cache
def sample(seed: int, rows: int = 0) -> tuple[Expected, Form]:
    """Random indicators and the form of bidang dafduk."""
    expected = Expected(loaded(random_year(seed, rows)))
    return expected, forms_for(expected.loaded)[0]


def sound_entries(form: Form, seed: int) -> Entries:
    """What a careful bidang enters: every value fits its unit, hardly any two alike, narratives are filled in."""
    draw = random.Random(seed)
    made: Entries = {}
    for row in form.indicators:
        filled: dict[str, Decimal | str] = {}
        if row.jenis is not Jenis.PERBANDINGAN:
            for name in REALISASI_TW:
                filled[name] = _value(draw, row)
        if row.jenis in (Jenis.INDIKATOR, Jenis.PERBANDINGAN):
            filled |= {"pendorong": draw.choice(TEXTS), "hambatan": f"Hambatan {draw.random()}",
                       "solusi": draw.choice(TEXTS[:4]), "sumber_data": f"SIAK {draw.random()}"}  # fmt: skip
        made[row.kunci] = filled
    for money in form.money:
        if not money.parts:
            made[money.kunci] = {"realisasi": Decimal(draw.randint(0, 10**9)), "keterangan": draw.choice(TEXTS)}
    return made


def _value(draw: random.Random, row: Any) -> Decimal | str:
    if row.pattern == "indikator_tingkat":
        return str(draw.choice(row.indikator.tingkatan))
    if row.jenis is Jenis.PEMBILANG:
        return Decimal(draw.randint(1, 10_000))
    if row.jenis is Jenis.PENYEBUT:
        return Decimal(draw.randint(10_001, 99_999))
    rule = rule_of(row.indikator)
    if rule.strict:
        return Decimal(draw.randint(1, 99_999))
    return Decimal(draw.randint(101, 9_999)) / 100


def write(form: Form, entries: Mapping[str, Mapping[str, Decimal | str]]) -> bytes:
    """The form filled in by doctool itself."""
    return compiled().write(form, entries)


def places(form: Form) -> dict[tuple[str, str], tuple[str, int, int]]:
    """The sheet, row and column of every cell to be filled in, by the row's key and field."""
    book = openpyxl.load_workbook(io.BytesIO(compiled().write(form)))
    found: dict[tuple[str, str], tuple[str, int, int]] = {}
    letters = compiled().columns
    for name, rows in ((LEMBAR_KINERJA, form.indicators), (LEMBAR_ANGGARAN, form.money)):
        at = {str(book[name].cell(row, 1).value): row for row in range(1, book[name].max_row + 1)}
        for one in rows:
            for column in TABEL[name]:
                if one.jenis in column.terbuka:
                    place = openpyxl.utils.column_index_from_string(letters[name][column.field])
                    found[one.kunci, column.field] = name, at[one.kunci], place
    return found


def fill_by_openpyxl(form: Form, entries: Entries) -> bytes:
    """The empty form filled in by openpyxl, as another program would save it."""
    book = openpyxl.load_workbook(io.BytesIO(compiled().write(form)))
    at = places(form)
    for key, fields in entries.items():
        for name, value in fields.items():
            sheet, row, column = at[key, name]
            cell = book[sheet].cell(row, column)
            cell.value = float(value) if isinstance(value, Decimal) else value
            if isinstance(value, str):
                cell.data_type = "s"
    out = io.BytesIO()
    book.save(out)
    return out.getvalue()


def read(data: bytes, *known: Expected, name: str = "Form (1) revisi fix.xlsx") -> Bacaan:
    """The reading of a file, as `doctool formulir baca` makes it. Raises RefusedError."""
    return read_return(inspect(data, name), known, diterima=DAY)


def answers(returned: Pengembalian) -> dict[tuple[str, str], Answer]:
    """Every answer of a reading by the row's key and field."""
    found: dict[tuple[str, str], Answer] = {}

    def put(key: str, name: str, one: Jawaban) -> None:
        found[key, name] = one.keadaan, one.nilai, one.teks

    for row in returned.indikator:
        parts = ((row.kode, row.realisasi), (row.kode + "/P", row.pembilang), (row.kode + "/Y", row.penyebut))
        for key, given in parts:
            for name, one in zip(REALISASI_TW, given, strict=False):
                put(key, name, one)
        for name, one in row.teks.items():
            put(row.kode, name, one)
    for line in returned.anggaran:
        put(line.kunci, "realisasi", line.realisasi)
        put(line.kunci, "keterangan", line.keterangan)
    return found


def wanted(form: Form, entries: Entries) -> dict[tuple[str, str], Answer]:
    """What a reading of the filled form must give."""
    made: dict[tuple[str, str], Answer] = {}
    for key, name in places(form):
        value = entries.get(key, {}).get(name, _sent(form, key, name))
        if isinstance(value, Decimal):
            made[key, name] = ("terisi", value, "")
        else:
            text = unicodedata.normalize("NFC", value).strip()
            made[key, name] = ("terisi" if text else "kosong", None, text)
    return made


def _sent(form: Form, key: str, name: str) -> Decimal | str:
    """What the office's data put into a cell to be filled in."""
    for row in form.indicators:
        if row.kunci == key:
            return row.values.get(name, "")
    return ""


def differences(got: Mapping[tuple[str, str], Answer], want: Mapping[tuple[str, str], Answer]) -> list[str]:
    """The answers that are not as entered."""
    return [f"{key}: {got.get(key)} instead of {want[key]}" for key in want if not same(got.get(key), want[key])]


def same(one: Answer | None, other: Answer) -> bool:
    """Whether two answers say the same; runs of blanks may have become one in another program."""
    return one is not None and (one[0], one[1], one[2].split()) == (other[0], other[1], other[2].split())


def through_libreoffice(files: Sequence[Path], folder: Path, suffix: str) -> list[Path]:
    """What LibreOffice saves of workbooks in another format, `SUFFIXES`; one call for all of them."""
    soffice = find_soffice()
    assert soffice is not None
    out = folder / suffix
    out.mkdir(parents=True, exist_ok=True)
    with tempfile.TemporaryDirectory(ignore_cleanup_errors=True) as profile:
        call = [str(soffice), f"-env:UserInstallation={Path(profile).as_uri()}", "--headless", "--convert-to"]
        call += [SUFFIXES[suffix], "--outdir", str(out), *map(str, files)]
        subprocess.run(call, timeout=120 + 3 * len(files), stdin=subprocess.DEVNULL, capture_output=True)
    made = [out / f"{file.stem}.{suffix}" for file in files]
    assert [one.name for one in made if not one.is_file()] == []
    return made
