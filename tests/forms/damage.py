"""What people do to a form before they send it back: each kind of damage, with what a reading of it must say.

A damage is given a filled form and a source of chance, changes the form, and promises: which codes of findings must be
among those of the reading (one of them), and which answers may differ (`touched`), with what they may be. Every other
answer must be as it was entered.
"""

from __future__ import annotations

import random
from collections.abc import Callable
from dataclasses import dataclass, field, replace
from decimal import Decimal
from functools import cache
from itertools import pairwise

from openpyxl.utils import column_index_from_string

from doctool.forms.content import Form, forms_for
from doctool.forms.expected import Expected
from doctool.forms.field_map import REALISASI_TW, Jenis, buat_kode
from doctool.forms.number_rules import rule_of
from doctool.model.triwulan import factor, quarters_measured, reckon_until
from tests.forms.edit import MAIN, Book, letters
from tests.forms.returned import EMPTY, Answer, Entries, places, sample, sound_entries, wanted, write
from tests.forms.samples import compiled, loaded, office, random_year

Key = tuple[str, str]
FORM, MONEY = "Form Isian", "Anggaran"


@dataclass(frozen=True)
class Case:
    """A filled form: its bytes, the cells to be filled in, and what was entered."""

    expected: Expected
    form: Form
    entries: Entries
    data: bytes
    places: dict[Key, tuple[str, int, int]]
    wanted: dict[Key, Answer]

    @property
    def columns(self) -> dict[str, int]:
        """The columns of the sheet of indicators by field."""
        return {name: column_index_from_string(at) for name, at in compiled().columns[FORM].items()}

    def cell(self, key: Key) -> str:
        """A cell to be filled in, as findings name it."""
        sheet, row, column = self.places[key]
        return f"{sheet}!{letters(column)}{row}"

    @property
    def rows(self) -> dict[str, int]:
        """The rows of the sheet of indicators by key."""
        return {key: row for (key, _), (sheet, row, _) in self.places.items() if sheet == FORM}


@cache
def case(seed: int, rows: int = 0) -> Case:
    """A random form, filled in."""
    expected, form = sample(seed, rows)
    entries = sound_entries(form, seed)
    return Case(expected, form, entries, write(form, entries), places(form), wanted(form, entries))


@dataclass
class Damaged:
    """The damaged form and what its reading must say. `touched`: answers that may differ, by what they may be (None:
    anything, as long as it is told). `refused`: it need not be recognised. `also`: one of these codes too; `instead`:
    what was entered in the place of the first answers."""

    data: bytes
    codes: frozenset[str] = frozenset()
    touched: dict[Key, Answer | None] = field(default_factory=dict)
    refused: bool = False
    known: Expected | None = None
    also: frozenset[str] = frozenset()
    instead: dict[Key, Answer] = field(default_factory=dict)


Damage = Callable[[Case, random.Random], Damaged]
DAMAGES: dict[str, Damage] = {}
WRONG: Answer = ("salah", None, "")
NONE: Answer = ("tidak diukur", None, "")


def damage(name: str) -> Callable[[Damage], Damage]:
    """Register a kind of damage."""
    def keep(made: Damage) -> Damage:
        DAMAGES[name] = made
        return made

    return keep


def _numbers(one: Case) -> list[Key]:
    """The cells that take a number."""
    graded = {row.kunci for row in one.form.indicators if row.pattern == "indikator_tingkat"}
    return [key for key in one.places if key[1].startswith("realisasi") and key[0] not in graded]


def _percent(one: Case, key: Key) -> bool:
    row = next((row for row in one.form.indicators if row.kunci == key[0]), None)
    return row is not None and row.jenis is Jenis.INDIKATOR and factor(row.indikator.satuan) == 100


def _whole(one: Case, key: Key) -> bool:
    """Whether a cell takes whole numbers only, so that a point can but group thousands."""
    row = next((row for row in one.form.indicators if row.kunci == key[0]), None)
    return row is None or row.jenis is not Jenis.INDIKATOR or rule_of(row.indikator).counts


def _text(one: Case, draw: random.Random, key: Key, text: str, code: str, answer: Answer | None) -> Damaged:
    book = Book(one.data)
    sheet, row, column = one.places[key]
    book.sheet(sheet).put(row, column, "inlineStr", text)
    return Damaged(book.save(), frozenset({code} if code else ()), {key: answer})


@damage("teks bukan bilangan")
def _faulty_text(one: Case, draw: random.Random) -> Damaged:
    text = draw.choice([
        "±90", "80-90", "nihil", "abc", "1,250", "=5+3", "11.131.99.967,00", "5/10", "10²", "95,3,7", "O", "12 kg/m",
        "lihat lampiran", "> 90", "95 %%", "1e5", "x" * 20_000, "9" * 80,
    ])  # fmt: skip
    return _text(one, draw, draw.choice(_numbers(one)), text, "F20", WRONG)


@damage("kata ribu dan juta")
def _larger(one: Case, draw: random.Random) -> Damaged:
    key = draw.choice(_numbers(one))
    text = draw.choice(["Rp 5 juta", "Rp 1,5 M", "Rp 612,5 juta", "500 ribu", "5 rb", "12 lusin", "2 triliun", "3,5jt"])
    return _text(one, draw, key, text, "F20", WRONG)


@damage("isian bergeser satu kolom")
def _shifted(one: Case, draw: random.Random) -> Damaged:
    rows = [row.kunci for row in one.form.indicators if row.jenis is not Jenis.PERBANDINGAN]
    book, key = Book(one.data), draw.choice(rows)
    at, first = one.rows[key], one.columns[REALISASI_TW[0]]
    for column in range(first + 4, first, -1):
        book.form.set_content(at, column, book.form.content(at, column - 1))
    book.form.put(at, first, "", "")
    touched: dict[Key, Answer | None] = {(key, REALISASI_TW[0]): EMPTY}
    touched |= {(key, to): one.wanted[key, name] for name, to in pairwise(REALISASI_TW)}
    return Damaged(book.save(), frozenset({"F38"}), touched)


@damage("triwulan formulir dikosongkan")
def _own_quarter_emptied(one: Case, draw: random.Random) -> Damaged:
    book = Book(one.data)
    emptied = [key for key in one.places if key[1] in (REALISASI_TW[3], "hambatan")]
    for sheet, row, column in (one.places[key] for key in emptied):
        book.sheet(sheet).put(row, column, "", "")
    due = any(quarters_measured(row.indikator)[3] for row in one.form.indicators)
    return Damaged(book.save(), frozenset({"F30"} if due else ()), dict.fromkeys(emptied, EMPTY))


@damage("tidak diukur")
def _not_measured(one: Case, draw: random.Random) -> Damaged:
    text = draw.choice(["-", "n/a", "N/A", "–", "belum ada data", "tidak diukur"])
    key = draw.choice(_numbers(one))
    row = next((row for row in one.form.indicators if row.kunci == key[0]), None)
    due = row is None or quarters_measured(row.indikator)[REALISASI_TW.index(key[1])]
    return _text(one, draw, key, text, "F29" if due else "", NONE)


@damage("bilangan sebagai teks")
def _number_as_text(one: Case, draw: random.Random) -> Damaged:
    key = draw.choice(_numbers(one))
    text, value = draw.choice([
        ("12", 12), ("\u00a012 ", 12), ("１２", 12), ("seratus", 100), ("dua puluh lima", 25), ("95,00", 95), ("+7", 7),
        ("\u200b12", 12), ("95.0", 95), ("012", 12),
    ])  # fmt: skip
    return _text(one, draw, key, text, "", ("terisi", Decimal(value), ""))


@damage("titik ribuan")
def _grouped(one: Case, draw: random.Random) -> Damaged:
    key = draw.choice(_numbers(one))
    if _whole(one, key):
        return _text(one, draw, key, "1.250", "", ("terisi", Decimal(1250), ""))
    return _text(one, draw, key, "1.250", "F20", WRONG)


@damage("semua sebagai teks")
def _all_as_text(one: Case, draw: random.Random) -> Damaged:
    book = Book(one.data)
    for key in _numbers(one):
        sheet, row, column = one.places[key]
        value = one.wanted[key][1]
        book.sheet(sheet).put(row, column, "inlineStr", f"{value:f}".replace(".", ","))
    return Damaged(book.save())


@damage("satuan di belakang")
def _with_unit(one: Case, draw: random.Random) -> Damaged:
    rows = [row for row in one.form.indicators if row.jenis is Jenis.INDIKATOR and row.pattern != "indikator_tingkat"]
    if not rows:
        return Damaged(one.data)
    row = draw.choice(rows)
    key = (row.kunci, draw.choice(REALISASI_TW))
    if _percent(one, key):
        return _text(one, draw, key, "95,37 %", "", ("terisi", Decimal("95.37"), ""))
    return _text(one, draw, key, f"12 {row.indikator.satuan}", "F28", ("terisi", Decimal(12), ""))


def _raw(one: Case, key: Key, kind: str, value: str, number_format: int = 0, formula: str = "") -> bytes:
    book = Book(one.data)
    sheet, row, column = one.places[key]
    style = book.style(number_format) if number_format else ""
    book.sheet(sheet).put(row, column, kind, value, style=style, formula=formula)
    return book.save()


@damage("tanggal")
def _date(one: Case, draw: random.Random) -> Damaged:
    key = draw.choice(_numbers(one))
    return Damaged(_raw(one, key, "n", str(draw.randint(1, 60_000)), 14), frozenset({"F21"}), {key: WRONG})


@damage("sel persen")
def _percent_cell(one: Case, draw: random.Random) -> Damaged:
    key = draw.choice(_numbers(one))
    data = _raw(one, key, "n", "0.9537", 10)
    if _percent(one, key):
        return Damaged(data, touched={key: ("terisi", Decimal("95.37"), "")})
    return Damaged(data, frozenset({"F24"}), {key: WRONG})


@damage("benar/salah")
def _boolean(one: Case, draw: random.Random) -> Damaged:
    key = draw.choice(_numbers(one))
    return Damaged(_raw(one, key, "b", draw.choice("01")), frozenset({"F22"}), {key: WRONG})


@damage("galat Excel")
def _error(one: Case, draw: random.Random) -> Damaged:
    key = draw.choice(list(one.places))
    value = draw.choice(["#REF!", "#DIV/0!", "#N/A", "#VALUE!", "#NAME?", "#NUM!"])
    return Damaged(_raw(one, key, "e", value), frozenset({"F22"}), {key: WRONG})


@damage("rumus di isian")
def _formula(one: Case, draw: random.Random) -> Damaged:
    key = draw.choice(list(one.places))
    formula = draw.choice(["12+13", "SUM(A1:A9)", "[1]Lembar1!A1", "WEBSERVICE(\"http://127.0.0.1\")", "L9*2"])
    return Damaged(_raw(one, key, "n", "25", formula=formula), frozenset({"F23"}), {key: None})


@damage("terlalu besar atau negatif")
def _out_of_range(one: Case, draw: random.Random) -> Damaged:
    key = draw.choice([key for key in _numbers(one) if _whole(one, key)] or _numbers(one))
    value = draw.choice(["-5", "1E+300", "9999999999999999", "-0.5"] if _whole(one, key) else ["1E+300"])
    return Damaged(_raw(one, key, "n", value), frozenset({"F25", "F26"}), {key: WRONG})


@damage("tidak bulat")
def _fraction(one: Case, draw: random.Random) -> Damaged:
    direct = [row for row in one.form.indicators if row.jenis is Jenis.INDIKATOR]
    strict = {row.kunci for row in direct if rule_of(row.indikator).strict}
    keys = [key for key in _numbers(one) if key[0] in strict]
    if not keys:
        return Damaged(one.data)
    key = draw.choice(keys)
    return Damaged(_raw(one, key, "n", "12.5"), frozenset({"F26"}), {key: WRONG})


@damage("tingkat tidak dikenal")
def _grade(one: Case, draw: random.Random) -> Damaged:
    graded = [row.kunci for row in one.form.indicators if row.pattern == "indikator_tingkat"]
    if not graded:
        return Damaged(one.data)
    key = draw.choice(graded), draw.choice(REALISASI_TW)
    return _text(one, draw, key, draw.choice(["AAA", "Baik", "5", "A+"]), "F27", WRONG)


@damage("isi terkunci diubah")
def _locked(one: Case, draw: random.Random) -> Damaged:
    book = Book(one.data)
    rows = [row for row in one.form.indicators if row.jenis in (Jenis.INDIKATOR, Jenis.PERBANDINGAN)]
    row = draw.choice(rows)
    name = draw.choice(["indikator", "satuan", "target", "target_tw1", "target_tw4"])
    book.form.put(one.rows[row.kunci], one.columns[name], "inlineStr", f"{draw.randint(1000, 9999)} x")
    return Damaged(book.save(), frozenset({"F15"}))


@damage("pagu diubah")
def _pagu(one: Case, draw: random.Random) -> Damaged:
    book = Book(one.data)
    key = draw.choice([money.kunci for money in one.form.money if not money.parts])
    _, row, column = one.places[key, "realisasi"]
    book.money.put(row, column - 1, "n", "17")
    return Damaged(book.save(), frozenset({"F15"}))


@damage("rumus ditimpa")
def _overwritten(one: Case, draw: random.Random) -> Damaged:
    book = Book(one.data)
    row = draw.choice([row for row in one.form.indicators if row.jenis in (Jenis.INDIKATOR, Jenis.PERBANDINGAN)])
    names = ["capaian", "realisasi_tahun"]
    name = draw.choice([*names, *REALISASI_TW] if row.jenis is Jenis.PERBANDINGAN else names)
    book.form.put(one.rows[row.kunci], one.columns[name], "n", "97.5")
    return Damaged(book.save(), frozenset({"F16"}))


def _keys_of(one: Case, row: str) -> list[Key]:
    return [key for key in one.places if key[0] == row]


@damage("baris dihapus")
def _row_deleted(one: Case, draw: random.Random) -> Damaged:
    book = Book(one.data)
    key = draw.choice(list(one.rows))
    gone = one.rows[key]
    book.form.move(lambda row, column: (0 if row == gone else row - (row > gone), column))
    return Damaged(book.save(), frozenset({"F11"}), dict.fromkeys(_keys_of(one, key), EMPTY))


@damage("baris kosong disisipkan")
def _row_inserted(one: Case, draw: random.Random) -> Damaged:
    book = Book(one.data)
    at = draw.choice(list(one.rows.values()))
    book.form.move(lambda row, column: (row + (row >= at), column))
    return Damaged(book.save())


@damage("baris ditambahkan")
def _row_added(one: Case, draw: random.Random) -> Damaged:
    book = Book(one.data)
    at = draw.choice([*one.rows.values(), max(one.rows.values()) + 1])
    book.form.move(lambda row, column: (row + (row >= at), column))
    book.form.put(at, one.columns["indikator"], "inlineStr", "Indikator baru")
    book.form.put(at, one.columns["realisasi_tw1"], "n", "42")
    return Damaged(book.save(), frozenset({"F13"}))


@damage("baris digandakan")
def _row_doubled(one: Case, draw: random.Random) -> Damaged:
    book = Book(one.data)
    key = draw.choice(list(one.rows))
    at, differs = one.rows[key], draw.random() < 0.5
    book.form.move(lambda row, column: (row + (row > at), column))
    for column in one.columns.values():
        book.form.set_content(at + 1, column, book.form.content(at, column))
    touched: dict[Key, Answer | None] = {}
    if differs:
        name = draw.choice([name for key_, name in one.places if key_ == key])
        book.form.put(at + 1, one.columns[name], "inlineStr", "7")
        touched = dict.fromkeys(_keys_of(one, key), EMPTY)
    return Damaged(book.save(), frozenset({"F12"}), touched)


@damage("baris dipindahkan")
def _rows_moved(one: Case, draw: random.Random) -> Damaged:
    book = Book(one.data)
    rows = sorted(one.rows.values())
    mixed = rows[:]
    draw.shuffle(mixed)
    order = dict(zip(rows, mixed, strict=True))
    book.form.move(lambda row, column: (order.get(row, row), column))
    return Damaged(book.save())


@damage("kunci dua baris ditukar")
def _keys_swapped(one: Case, draw: random.Random) -> Damaged:
    book = Book(one.data)
    rows = [row for row in one.form.indicators if row.jenis is Jenis.INDIKATOR]
    if len(rows) < 2:
        return Damaged(one.data)
    left, right = draw.sample(rows, 2)
    for row, other in ((left, right), (right, left)):
        book.form.put(one.rows[row.kunci], one.columns["kunci"], "inlineStr", other.kunci)
    touched = dict.fromkeys([*_keys_of(one, left.kunci), *_keys_of(one, right.kunci)])
    return Damaged(book.save(), frozenset({"F14"}), touched)


@damage("kunci dirusak")
def _key_spoiled(one: Case, draw: random.Random) -> Damaged:
    book = Book(one.data)
    key = draw.choice(list(one.rows))
    book.form.put(one.rows[key], one.columns["kunci"], "inlineStr", draw.choice(["", "?", "IKU", "0"]))
    return Damaged(book.save(), frozenset({"F14"}))


@damage("kunci ditimpa kunci baris lain")
def _key_overwritten(one: Case, draw: random.Random) -> Damaged:
    book = Book(one.data)
    row, other = draw.sample([row.kunci for row in one.form.indicators if row.jenis is Jenis.INDIKATOR], 2)
    book.form.put(one.rows[row], one.columns["kunci"], "inlineStr", other)
    return Damaged(book.save(), frozenset({"F14"}))


@damage("kunci bagian ditukar")
def _part_keys_swapped(one: Case, draw: random.Random) -> Damaged:
    parts = [row.kunci for row in one.form.indicators if row.jenis in (Jenis.PEMBILANG, Jenis.PENYEBUT)]
    if len(parts) < 2:
        return Damaged(one.data)
    book = Book(one.data)
    left, right = draw.sample(parts, 2)
    for key, other in ((left, right), (right, left)):
        book.form.put(one.rows[key], one.columns["kunci"], "inlineStr", other)
    return Damaged(book.save(), frozenset({"F14"}), dict.fromkeys([*_keys_of(one, left), *_keys_of(one, right)], EMPTY))


@damage("kolom dihapus")
def _column_deleted(one: Case, draw: random.Random) -> Damaged:
    book = Book(one.data)
    name = draw.choice([name for name in one.columns if name != "kunci"])
    gone = one.columns[name]
    book.form.move(lambda row, column: (row, 0 if column == gone else column - (column > gone)))
    touched = dict.fromkeys([key for key in one.places if key[1] == name and one.places[key][0] == FORM], EMPTY)
    return Damaged(book.save(), frozenset({"F10"}), touched)


@damage("kolom kunci dihapus")
def _key_column_deleted(one: Case, draw: random.Random) -> Damaged:
    book = Book(one.data)
    book.form.move(lambda row, column: (row, column - 1))
    labels = [str(row.values["indikator"]) for row in one.form.indicators]
    alike = {row.kunci for row in one.form.indicators if labels.count(str(row.values["indikator"])) > 1}
    touched = {key: None for key in one.places if key[0] in alike}
    return Damaged(book.save(), frozenset({"F10", "F14", "F11"}), touched, refused=True)


@damage("kolom disisipkan")
def _column_inserted(one: Case, draw: random.Random) -> Damaged:
    book = Book(one.data)
    at, filled = draw.randint(1, 24), draw.random() < 0.5
    book.form.move(lambda row, column: (row, column + (column >= at)))
    if filled:
        for row in one.rows.values():
            book.form.put(row, at, "n", "1")
    return Damaged(book.save(), frozenset({"F43"} if filled else ()))


@damage("kolom dipindahkan")
def _columns_moved(one: Case, draw: random.Random) -> Damaged:
    book = Book(one.data)
    single = [one.columns[name] for name in ("pendorong", "hambatan", "solusi", "sumber_data", "satuan", "capaian")]
    left, right = draw.sample(single, 2)
    swap = {left: right, right: left}
    book.form.move(lambda row, column: (row, swap.get(column, column)))
    return Damaged(book.save())


@damage("kolom digandakan")
def _column_doubled(one: Case, draw: random.Random) -> Damaged:
    book = Book(one.data)
    name = draw.choice(["pendorong", "hambatan", "solusi", "sumber_data", "satuan"])
    at = one.columns[name]
    book.form.move(lambda row, column: (row, column + (column > at)))
    for row in [*book.form.rows()]:
        book.form.set_content(row, at + 1, book.form.content(row, at))
    return Damaged(book.save(), frozenset({"F10"}))


@damage("judul kolom diubah")
def _heading(one: Case, draw: random.Random) -> Damaged:
    book = Book(one.data)
    name = draw.choice(["satuan", "pendorong", "hambatan", "solusi", "sumber_data", "bukti_dukung"])
    for row in range(1, min(one.rows.values())):
        cell = book.form.cell(row, one.columns[name])
        if cell.get("t") == "s":
            book.form.put(row, one.columns[name], "inlineStr", "Judul lain" if len(cell) and row > 5 else "")
    return Damaged(book.save(), frozenset({"F10"}))


@damage("sel digabung")
def _merged(one: Case, draw: random.Random) -> Damaged:
    book = Book(one.data)
    key = draw.choice([key for key in one.places if key[1] in REALISASI_TW[:3]])
    _, row, column = one.places[key]
    book.form.put(row, column + 1, "", "")
    book.form.merge(f"{letters(column)}{row}:{letters(column + 1)}{row}")
    after = key[0], REALISASI_TW[REALISASI_TW.index(key[1]) + 1]
    return Damaged(book.save(), frozenset({"F17"}), {key: WRONG, after: WRONG})


@damage("dikosongkan")
def _emptied(one: Case, draw: random.Random) -> Damaged:
    book = Book(one.data)
    for sheet, row, column in one.places.values():
        book.sheet(sheet).put(row, column, "", "")
    return Damaged(book.save(), frozenset({"F30"}), dict.fromkeys(one.places, EMPTY))


@damage("satu isian dikosongkan")
def _one_emptied(one: Case, draw: random.Random) -> Damaged:
    book = Book(one.data)
    key = draw.choice([key for key in one.places if key[1] in REALISASI_TW])
    sheet, row, column = one.places[key]
    book.sheet(sheet).put(row, column, "", "")
    needed = next(row.indikator for row in one.form.indicators if row.kunci == key[0]).target_triwulan
    told = not needed or all(target.tidak_ada for target in needed)
    told = told or not needed[REALISASI_TW.index(key[1])].tidak_ada or key[0][-2:] in ("/P", "/Y")
    return Damaged(book.save(), frozenset({"F31", "F32"} if told else ()), {key: EMPTY})


@damage("pembilang dan penyebut tertukar")
def _swapped(one: Case, draw: random.Random) -> Damaged:
    ratios = [row.kunci for row in one.form.indicators if row.jenis is Jenis.PERBANDINGAN]
    if not ratios:
        return Damaged(one.data)
    book, key, name = Book(one.data), draw.choice(ratios), draw.choice(REALISASI_TW)
    top, below = (key + "/P", name), (key + "/Y", name)
    for place, value in ((top, one.wanted[below]), (below, one.wanted[top])):
        _, row, column = one.places[place]
        book.form.put(row, column, "n", str(value[1]))
    return Damaged(book.save(), frozenset({"F25"}), {top: one.wanted[below], below: one.wanted[top]})


@damage("lembar identitas dihapus")
def _identity_gone(one: Case, draw: random.Random) -> Damaged:
    book = Book(one.data)
    book.remove_entry(2)
    del book.parts["xl/worksheets/sheet3.xml"]
    return Damaged(book.save(), frozenset({"F07"}))


def blank_code(book: Book, text: str) -> None:
    """Put `text` in the place of the code line of each sheet."""
    for sheet in (book.form, book.money):
        for row in sheet.rows().values():
            for cell in row:
                if "DT1-" in "".join(cell.itertext()):
                    row_number = int(row.get("r", "0"))
                    sheet.put(row_number, 1, "inlineStr" if text else "", text)


@damage("baris kode dihapus")
def _code_gone(one: Case, draw: random.Random) -> Damaged:
    book = Book(one.data)
    blank_code(book, "")
    return Damaged(book.save(), frozenset({"F07"}))


@damage("kode salah tulis")
def _code_mistyped(one: Case, draw: random.Random) -> Damaged:
    book = Book(one.data)
    blank_code(book, f"Kode formulir: {one.form.kode[:-1]}{'0' if one.form.kode[-1] != '0' else '1'}")
    return Damaged(book.save(), frozenset({"F06"}))


@damage("identitas dan kode dihapus")
def _all_identity_gone(one: Case, draw: random.Random) -> Damaged:
    book = Book(one.data)
    book.remove_entry(2)
    del book.parts["xl/worksheets/sheet3.xml"]
    blank_code(book, "")
    return Damaged(book.save(), frozenset({"F07"}))


@damage("kode formulir lain")
def _other_code(one: Case, draw: random.Random) -> Damaged:
    book = Book(one.data)
    other = buat_kode("kota-contoh", 2026, "piak", "", "ab" * 32)
    blank_code(book, f"Kode formulir: {other}")
    return Damaged(book.save(), frozenset({"F06"}))


@damage("tahun lain")
def _other_year(one: Case, draw: random.Random) -> Damaged:
    known = Expected(loaded({**random_year(1, 5), "tahun": draw.choice([2025, 2027])}))
    return Damaged(one.data, frozenset({"F04"}), refused=True, known=known)


@damage("kantor lain")
def _other_office(one: Case, draw: random.Random) -> Damaged:
    known = Expected(loaded(random_year(1, 5), replace(office(), kode="kab-lain")))
    return Damaged(one.data, frozenset({"F03"}), refused=True, known=known)


@damage("data berubah")
def _other_version(one: Case, draw: random.Random) -> Damaged:
    data = one.expected.loaded.kinerja.model_dump(mode="json")
    known = Expected(loaded({**data, "catatan": {"dafduk": f"catatan baru {draw.random()}"}}))
    assert forms_for(known.loaded)[0].sidik != one.form.sidik
    return Damaged(one.data, frozenset({"F08"}), known=known)


@damage("lembar diganti nama dan urutan")
def _sheets_renamed(one: Case, draw: random.Random) -> Damaged:
    book = Book(one.data)
    book.drop_names()
    entries = book.sheet_entries()
    for entry, name in zip(entries, ("Sheet1", "Rekap ANGGARAN", "Sheet3"), strict=True):
        entry.set("name", name)
    parent = entries[0].getparent()
    assert parent is not None
    parent.append(entries[draw.randint(0, 1)])
    return Damaged(book.save())


@damage("lembar disalin")
def _sheet_copied(one: Case, draw: random.Random) -> Damaged:
    book = Book(one.data)
    book.add_sheet("Form Isian (2)", book.form.save())
    return Damaged(book.save(), frozenset({"F09"}))


@damage("lembar lain ditambahkan")
def _sheet_added(one: Case, draw: random.Random) -> Damaged:
    book = Book(one.data)
    book.add_sheet("Catatan", _NOTE_SHEET)
    return Damaged(book.save(), frozenset({"F43"}))


@damage("disembunyikan")
def _hidden(one: Case, draw: random.Random) -> Damaged:
    book = Book(one.data)
    filled = [key for key, answer in one.wanted.items() if answer[0] == "terisi"]
    key = draw.choice([key for key in filled if one.places[key][0] == FORM])
    _, row, column = one.places[key]
    if draw.random() < 0.5:
        book.form.hide_row(row)
    else:
        book.form.hide_column(column)
    return Damaged(book.save(), frozenset({"F41"}))


@damage("komentar")
def _comment(one: Case, draw: random.Random) -> Damaged:
    book = Book(one.data)
    book.comment("L12", "Angka ini masih sementara")
    return Damaged(book.save(), frozenset({"F42"}))


@damage("rumus di teks")
def _injection(one: Case, draw: random.Random) -> Damaged:
    key = draw.choice([key for key in one.places if key[1] in ("pendorong", "keterangan", "bukti_dukung")])
    text = draw.choice(INJECTIONS)
    answer: Answer = ("terisi", None, text)
    return _text(one, draw, key, text, "F35", answer)


@damage("isi di luar tempatnya")
def _stray(one: Case, draw: random.Random) -> Damaged:
    book = Book(one.data)
    parts = [key for key in one.rows if key.endswith(("/P", "/Y"))]
    if parts and draw.random() < 0.5:
        book.form.put(one.rows[draw.choice(parts)], one.columns["hambatan"], "inlineStr", "SDM kurang")
    else:
        book.form.put(draw.choice(list(one.rows.values())), 30, "inlineStr", "catatan di samping")
    return Damaged(book.save(), frozenset({"F43"}))


@damage("sangat jauh")
def _far_away(one: Case, draw: random.Random) -> Damaged:
    book = Book(one.data)
    book.form.put(1_048_576, 16_384, "n", "1")
    return Damaged(book.save(), frozenset({"F43"}))


@damage("hambatan dihapus")
def _unexplained(one: Case, draw: random.Random) -> Damaged:
    book = Book(one.data)
    keys = [key for key in one.places if key[1] == "hambatan"]
    for key in keys:
        _, row, column = one.places[key]
        book.form.put(row, column, "", "")
    return Damaged(book.save(), frozenset({"F33"}) if _falls_short(one) else frozenset(), dict.fromkeys(keys, EMPTY))


def _falls_short(one: Case) -> bool:
    """Whether an indicator does not reach its target."""
    for row in one.form.indicators:
        if row.jenis is Jenis.PERBANDINGAN:
            tops, lows = ([one.wanted[row.kunci + end, name][1] for name in REALISASI_TW] for end in ("/P", "/Y"))
            reached = reckon_until(row.indikator, list(zip(tops, lows, strict=True)))[2]
        elif row.jenis is Jenis.INDIKATOR:
            given = [one.wanted[row.kunci, name] for name in REALISASI_TW]
            reached = reckon_until(row.indikator, [value if value is not None else text for _, value, text in given])[2]
        else:
            continue
        if reached.tercapai is False:
            return True
    return False


#: What attackers put into cells (OWASP, CSV injection), and what people write that looks like it.
INJECTIONS = (
    "=1+1", '=HYPERLINK("http://127.0.0.1","klik")', "=cmd|' /C calc'!A0", "+62 811 000", "+1+cmd|' /C calc'!A0",
    "-5 orang", "-2+3+cmd|' /C calc'!A0", "@SUM(1+1)*cmd|' /C calc'!A0", '=WEBSERVICE("http://127.0.0.1")',
    '=DDE("cmd";"/C calc")', "@bidang", '=IMPORTXML(CONCAT("http://127.0.0.1"),"//a")', "=2+5+cmd|' /C calc'!A0",
    "-1-1", "+", "=",
)  # fmt: skip


_NOTE_SHEET = (
    f'<worksheet xmlns="{MAIN}"><sheetData><row r="1"><c r="A1" t="inlineStr"><is><t>catatan</t></is></c></row>'
    "</sheetData></worksheet>"
).encode()
