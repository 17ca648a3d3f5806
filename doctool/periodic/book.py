"""A report as an Excel workbook: real numbers, sums and differences as formulas with their results in the file."""

from __future__ import annotations

from collections.abc import Sequence
from datetime import date
from decimal import Decimal

from doctool.house_workbook import Column, HouseBook, HouseSheet, house_of
from doctool.loaded import cell_name
from doctool.periodic import shown
from doctool.periodic.document import SAMPLE, title
from doctool.periodic.document_tables import day_heading, last_heads
from doctool.periodic.periods import hari_tanggal
from doctool.periodic.reckoned import Hitungan, Nilai, Ukuran

REPORT, DAYS = "Laporan", "Rincian harian"
_GREY, _LINE_PT, _PAD_PT = "#F2F2F2", 12.0, 5.0
#: Columns before the days: number, name, unit.
_FIRST = (Column("No.", 5, True), Column("Uraian", 40), Column("Satuan", 11, True))


def report_book(made: Hitungan) -> bytes:
    """The workbook of a report; the same figures give the same bytes."""
    book = HouseBook(house_of(made.loaded.office), f"{title(made)} {made.periode.nama}")
    _report(book, made)
    if made.periode.jenis == "bulanan":
        _day_sheet(book, made)
    return book.bytes()


def _report(book: HouseBook, made: Hitungan) -> None:
    days = made.hari if made.periode.jenis == "mingguan" else ()
    heads = [one.heading for one in _FIRST] + [day_heading(day) for day in days] + last_heads(made)
    widths = [one.width for one in _FIRST] + [9.0] * len(days) + [13.0] * 5
    sheet = book.sheet(REPORT, widths)
    top = sheet.letterhead()
    sample = [SAMPLE] if made.loaded.berkala.contoh else []
    period = f"{made.periode.label}: {made.periode.nama}"
    top = sheet.titles([made.periode.judul.upper(), made.loaded.berkala.judul.upper(), period, *sample], top)
    row = sheet.heads(heads, top, 30)
    number = 0
    for group in made.kelompok:
        _across(sheet, row, group.nama)
        row += 1
        first = row
        for one in group.baris:
            number += 1
            _Line(sheet, made, one, days, row).write(f"{number}.")
            row += 1
        if group.jumlah is not None:
            _Line(sheet, made, group.jumlah, days, row).write("", (first, row - 1))
            row += 1
    for note in [*shown.notes(made), *_remarks(made)]:
        look = book.look(font_size=9, align="left", valign="top", text_wrap=True)
        sheet.inner.merge_range(row, 0, row, len(widths) - 1, "", look)
        sheet.inner.write_string(row, 0, note, look)
        row += 1
    sheet.page(top, left=f"{made.periode.judul} {made.periode.nama}")


def _remarks(made: Hitungan) -> list[str]:
    said = made.isian.keterangan
    return [f"Keterangan {hari_tanggal(day)}: {said[day]}" for day in made.periode.hari() if said.get(day)]


class _Line:
    """A row of the report: `group` are the first and last row that a sum adds up."""

    def __init__(self, sheet: HouseSheet, made: Hitungan, one: Ukuran, days: Sequence[date], row: int) -> None:
        self.sheet, self.made, self.one, self.days, self.row = sheet, made, one, days, row
        self.look: dict[str, object] = {"bold": True, "bg_color": _GREY} if one.rincian is None else {}

    def write(self, number: str, group: tuple[int, int] | None = None) -> None:
        """Write every cell."""
        sheet, one = self.sheet, self.one
        for column, (text, side) in enumerate(((number, "center"), (one.nama, "left"), (one.satuan, "center"))):
            indent = {"indent": 1} if side == "left" else {}
            sheet.text(self.row, column, text, align=side, valign="vcenter", **indent, **self.look)
        column = len(_FIRST)
        for day in self.days:
            self._figure(column, Nilai(one.harian[day]), shown.sehari(self.made, one, day), self._sum(column, group))
            column += 1
        self._figure(column, one.kini, shown.nilai(one.kini, one.desimal), self._now(column, group), bold=True)
        self._figure(column + 1, one.lalu, shown.nilai(one.lalu, one.desimal), self._sum(column + 1, group))
        self._difference(column + 2)
        if self.made.periode.jenis == "bulanan":
            self._figure(column + 3, Nilai(one.rata_rata), shown.rata_rata(one), "", decimals=max(one.desimal, 1))
        else:
            self._figure(column + 3, one.bulan, shown.nilai(one.bulan, one.desimal), self._sum(column + 3, group))
        self._figure(column + 4, one.tahun, shown.nilai(one.tahun, one.desimal), self._sum(column + 4, group))

    def _sum(self, column: int, group: tuple[int, int] | None) -> str:
        """The formula of a group's sum, "" for a thing."""
        return f"=SUM({_cell(group[0], column)}:{_cell(group[1], column)})" if group is not None else ""

    def _now(self, column: int, group: tuple[int, int] | None) -> str:
        """The formula of the period: the sum of its days, or of the group; "" for what is not added up."""
        if group is not None:
            return self._sum(column, group)
        if self.one.bulan is None:
            return ""
        if self.days:
            return f"=SUM({_cell(self.row, len(_FIRST))}:{_cell(self.row, column - 1)})"
        if self.made.periode.jenis == "bulanan":
            at = 2 + self.made.baris.index(self.one)
            first, last = _DAYS_TOP + 2, _DAYS_TOP + 1 + len(self.made.hari)
            return f"=SUM('{DAYS}'!{_cell(first, at)}:{_cell(last, at)})"
        return ""

    def _difference(self, column: int) -> None:
        one = self.one
        whole = one.kini.lengkap and one.lalu.lengkap
        formula = f"={_cell(self.row, column - 2)}-{_cell(self.row, column - 1)}"
        value = Nilai(one.selisih, () if whole else (*one.kini.kurang, *one.lalu.kurang))
        self._figure(column, value, shown.selisih(one), formula, signed=True)

    def _figure(
        self, column: int, value: Nilai | None, text: str, formula: str, *, bold: bool = False, signed: bool = False,
        decimals: int | None = None,
    ) -> None:
        """A number or the formula that gives it; a text where there is none."""
        look: dict[str, object] = {**self.look, **({"bold": True} if bold else {})}
        if value is None or value.angka is None:
            look["italic"] = text == shown.KOSONG
            self.sheet.text(self.row, column, text, align="center", valign="vcenter", **look)
            return
        form = _format(self.one.desimal if decimals is None else decimals, star=not value.lengkap, signed=signed)
        write_number(self.sheet, (self.row, column), value.angka, form, formula, **look)


#: The row of the headings of the days' sheet.
_DAYS_TOP = 2


def _day_sheet(book: HouseBook, made: Hitungan) -> None:
    """What a month is made of: a row for each day, sums below."""
    rows = made.baris
    sheet = book.sheet(DAYS, [5, 24, *([10.0] * len(rows))])
    sheet.titles([f"RINCIAN HARIAN {made.periode.nama.upper()}"], 0)
    names = [f"{one.rincian.pendek if one.rincian else one.nama}\n({one.satuan})" for one in rows]
    first = sheet.heads(["No.", "Hari/Tanggal", *names], _DAYS_TOP, 30)
    for at, day in enumerate(made.hari):
        row = first + at
        sheet.text(row, 0, f"{at + 1}.", align="center")
        sheet.text(row, 1, hari_tanggal(day))
        for column, one in enumerate(rows, start=2):
            value = one.harian[day]
            if value is None:
                said = shown.sehari(made, one, day)
                sheet.text(row, column, said, align="center", italic=said == shown.KOSONG)
            else:
                write_number(sheet, (row, column), value, _format(one.desimal))
    last = first + len(made.hari)
    sheet.text(last, 0, "", bg_color=_GREY)
    sheet.text(last, 1, "Jumlah (sisa: keadaan akhir)", bold=True, bg_color=_GREY)
    for column, one in enumerate(rows, start=2):
        if one.kini.angka is None:
            sheet.text(last, column, shown.nilai(one.kini, one.desimal), align="center", bg_color=_GREY)
            continue
        formula = f"=SUM({_cell(first, column)}:{_cell(last - 1, column)})" if one.bulan is not None else ""
        form = _format(one.desimal, star=not one.kini.lengkap)
        write_number(sheet, (last, column), one.kini.angka, form, formula, bold=True, bg_color=_GREY)
    sheet.page(_DAYS_TOP, left=f"{made.periode.judul} {made.periode.nama}")


def write_number(
    sheet: HouseSheet, place: tuple[int, int], value: Decimal, form: str, formula: str = "", **look: object
) -> None:
    """A number in a bordered cell, or the formula whose result it is."""
    shape = sheet.book.look(font_size=9, border=1, align="right", num_format=form, **look)
    if formula:
        sheet.inner.write_formula(*place, formula, shape, float(value))
    else:
        sheet.inner.write_number(*place, float(value), shape)


def _across(sheet: HouseSheet, row: int, text: str) -> None:
    look = sheet.book.look(font_size=9, bold=True, align="left", indent=1, border=1, bg_color=_GREY)
    sheet.inner.merge_range(row, 0, row, len(sheet.widths) - 1, text, look)
    sheet.set_height(row, _LINE_PT + _PAD_PT)


def _cell(row: int, column: int) -> str:
    return cell_name("", row + 1, column + 1)


def _format(decimals: int, *, star: bool = False, signed: bool = False) -> str:
    """An Indonesian number format; a star for what lacks days, a sign for differences."""
    plain = "[$-421]#,##0" + (f".{'0' * decimals}" if decimals else "") + ('"*"' if star else "_*")
    bare = plain.removeprefix("[$-421]")
    return f"[$-421]+{bare};[$-421]-{bare};{plain}" if signed else plain
