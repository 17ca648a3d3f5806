"""Make the template of the form isian data kinerja: templates/xlsx/form-isian.xlsx, and the same file in the package.

    python -m scripts.make_form_template

The same bytes come out every time. An office edits its copy in Excel (docs/formulir.md): one row for each kind of row,
placeholders {{ ... }} in cells, and the validations, colours and allowed ranges of those rows, which the forms repeat.
"""

from __future__ import annotations

import io
from collections.abc import Iterator, Mapping
from datetime import UTC, datetime
from pathlib import Path
from typing import Any

from PIL import Image
from xlsxwriter import Workbook
from xlsxwriter.utility import xl_col_to_name, xl_range

from doctool.forms.field_map import (
    AWAL_KODE,
    KOLOM_ANGGARAN,
    KOLOM_KINERJA,
    LEMBAR_ANGGARAN,
    LEMBAR_IDENTITAS,
    LEMBAR_KINERJA,
    REALISASI_TW,
    Jenis,
    Kolom,
)

ROOT = Path(__file__).resolve().parent.parent
NAME = "form-isian.xlsx"
FOLDERS = (ROOT / "templates" / "xlsx", ROOT / "doctool" / "data" / "templates")
_TIME = datetime(1980, 1, 1, tzinfo=UTC)
_FONT = "Arial"
#: What is to be filled in, what is reckoned, heads; light enough for grey printers.
_OPEN, _FORMULA, _HEAD, _RULE = "FFF8DC", "F2F2F2", "D9E2EC", "7F7F7F"
_PAPER_A4 = 9
#: Height of the box of the crest in pixels of 96 to the inch.
_CREST_PX = 52
#: Points of the type of the tables, and millimetres of the margins.
_POINTS, _MARGIN_MM, _TOP_MM, _BOTTOM_MM, _FOOTER_MM = 9, 6, 9, 12, 6

#: Widths in characters; together they fill a page of A4 on its side so that type of 9 points prints as 7.
_WIDTHS = {
    "kunci": 5.7, "nomor": 2.4, "sasaran": 10.5, "indikator": 15.4, "satuan": 7.8, "formula": 8.4, "target": 5.6,
    "target_tw": 3.8, "realisasi_tw": 5, "realisasi_tahun": 7, "capaian": 6.2, "kategori": 6.8, "pendorong": 9.3,
    "hambatan": 9.3, "solusi": 9.3, "sumber_data": 8.4, "penanggung_jawab": 9.6, "bukti_dukung": 8.8,
}  # fmt: skip
_MONEY_WIDTHS = {
    "kunci": 7, "kode_rekening": 17, "uraian": 50, "pagu": 17, "realisasi": 17, "persen": 10, "keterangan": 30,
}  # fmt: skip
_CENTRED = {"kunci", "nomor", "satuan", "kategori"}
#: The patterns of the rows: their name, kind, and how their cells are filled.
_PATTERNS = (
    ("indikator", Jenis.INDIKATOR), ("indikator_persen", Jenis.INDIKATOR), ("indikator_tingkat", Jenis.INDIKATOR),
    ("perbandingan", Jenis.PERBANDINGAN), ("pembilang", Jenis.PEMBILANG), ("penyebut", Jenis.PENYEBUT),
)  # fmt: skip
_MONEY_PATTERNS = (
    ("program", Jenis.PROGRAM), ("kegiatan", Jenis.KEGIATAN), ("rincian", Jenis.RINCIAN),
)  # fmt: skip
_RECKONED = {"realisasi_tahun", "capaian", "kategori", "persen"}
_OF_PARTS = {"indikator", *REALISASI_TW}
_STORIES = ("pendorong", "hambatan", "solusi")

_TITLES = ("FORM ISIAN DATA KINERJA TAHUN {{ tahun }}", "{{ unit_kapital }} – {{ periode }}")
_MONEY_TITLES = ("REALISASI ANGGARAN TAHUN {{ tahun }}", "{{ unit_kapital }} – {{ periode }}")
_HINT = "Isi sel kuning saja; sel lain terkunci atau dihitung sendiri. Petunjuk ada di bawah tabel."
_GUIDE = tuple("""\
Petunjuk pengisian
1.  Isi realisasi dengan angka saja, misalnya 95,5: tanpa satuan, tanpa tanda %, tanpa huruf. Yang belum diukur \
dibiarkan kosong, jangan diisi 0.
2.  Indikator berupa perbandingan diisi pada baris pembilang dan penyebut; realisasinya dihitung sendiri. R realisasi, \
T target, P pembilang, Y penyebut; "setahun" menyebut cara menggabungkan triwulan.
3.  Realisasi {{ periode_kecil }}, capaian dan kategori dihitung sendiri. n/a berarti tidak dapat dihitung, misalnya \
karena target tidak ditetapkan. Bila capaian kurang dari 100, isi hambatan dan solusinya.
4.  {{ petunjuk_anggaran }}Jangan menambah, menghapus atau memindahkan baris dan kolom; kode \
formulir dan kolom kode dipakai saat formulir dibaca kembali.
5.  Kembalikan berkas Excel ini beserta bukti dukungnya paling lambat {{ hari_pengembalian }} hari kerja sejak \
diterima. Nama berkas boleh diganti.
{{ aturan_pita }}""".splitlines())
_MONEY_GUIDE = ("Isi realisasi dalam rupiah penuh, misalnya 125000000; yang belum ada realisasinya dibiarkan kosong.",)
_SIGNING = (
    "{{ tempat }}, ……………………………… {{ tahun }}\n{{ jabatan_penandatangan }},\n\n\n\n\n", "{{ nama_penandatangan }}",
    "\n{{ pangkat_nip_penandatangan }}",
)
#: Points of the signature block: one row, which no page break divides.
_SIGNING_PT = 96


class _Sheet:
    """One visible sheet, from top to bottom; rows count from 0."""

    def __init__(self, book: Any, name: str, columns: tuple[Kolom, ...], widths: Mapping[str, float]) -> None:
        self.book = book
        self.inner = book.add_worksheet(name)
        self.columns = columns
        self.last = len(columns) - 1
        self.top = 0
        self.widths = [widths.get(one.field, widths.get(one.field.rstrip("1234"), 0)) for one in columns]
        for number, width in enumerate(self.widths):
            self.inner.set_column(number, number, width)
        self._formats: dict[tuple[tuple[str, object], ...], Any] = {}

    def look(self, **given: object) -> Any:
        """A format of a cell, made once."""
        key = tuple(sorted(given.items()))
        if key not in self._formats:
            plain = {"font_name": _FONT, "font_size": _POINTS, "valign": "vcenter"}
            self._formats[key] = self.book.add_format({**plain, **given})
        return self._formats[key]

    def at(self, field: str) -> int:
        """The column of a field."""
        return next(number for number, one in enumerate(self.columns) if one.field == field)

    def line(self, text: str, height: float, first: int = 0, last: int | None = None, **look: object) -> None:
        """A row with a text over columns `first` to `last` (None: all)."""
        self.inner.set_row(self.top, height)
        self.inner.merge_range(self.top, first, self.top, self.last if last is None else last, text, self.look(**look))
        self.top += 1

    def letterhead(self) -> None:
        """The kop, its crest and its rule."""
        self.crest()
        self.line("{{ baris.kop }}", 15, align="center", bold=True, font_size=11)
        self.inner.set_row(self.top, 4)
        for column in range(self.last + 1):
            self.inner.write_blank(self.top, column, None, self.look(top=6))
        self.top += 1

    def crest(self) -> None:
        """A picture that stands for the office's crest; the forms of an office without one have none."""
        blank = io.BytesIO()
        Image.new("RGBA", (_CREST_PX, _CREST_PX), (255, 255, 255, 0)).save(blank, "PNG")
        self.inner.insert_image(0, self.at("uraian") if len(self.columns) < 10 else 2, "lambang.png", {
            "image_data": blank, "description": "{{ lambang }}", "object_position": 2, "y_offset": 2, "x_offset": 4,
        })

    def heads(self, titles: tuple[str, ...], hint: str) -> None:
        """Titles, the code, the hint, and the heads of the table with its column numbers."""
        for number, title in enumerate(titles):
            self.line(title, 15 if number else 18, align="center", bold=True, font_size=10 if number else 12)
        half = self.last // 2
        grey = self.look(font_color="404040", italic=True, align="right")
        self.inner.set_row(self.top, 13)
        self.inner.merge_range(
            self.top, 0, self.top, half, f"{AWAL_KODE} {{{{ kode_formulir }}}}", self.look(bold=True)
        )
        self.inner.merge_range(self.top, half + 1, self.top, self.last, hint, grey)
        self.top += 1
        head = self.look(bold=True, align="center", text_wrap=True, border=1, border_color=_RULE, bg_color=_HEAD)
        self.inner.set_row(self.top, 14)
        self.inner.set_row(self.top + 1, 26)
        at = 0
        while at <= self.last:
            group = self.columns[at].induk
            end = at
            while group and end < self.last and self.columns[end + 1].induk == group:
                end += 1
            if group:
                self.inner.merge_range(self.top, at, self.top, end, group, head)
                for number in range(at, end + 1):
                    self.inner.write_string(self.top + 1, number, self.columns[number].judul, head)
            else:
                one = self.columns[at]
                title = "{{ judul_realisasi }}" if one.field == "realisasi_tahun" else one.judul
                self.inner.merge_range(self.top, at, self.top + 1, at, title, head)
            at = end + 1
        self.inner.set_row(self.top + 2, 11)
        small = self.look(align="center", shrink=True, border=1, border_color=_RULE, bg_color=_HEAD)
        for number in range(self.last + 1):
            self.inner.write_string(self.top + 2, number, f"({number + 1})", small)
        self.head = (self.top, self.top + 2)
        self.top += 3

    def pattern(self, name: str, kind: Jenis) -> None:
        """The row that stands for every row of a kind."""
        self.inner.set_row(self.top, 26)
        for number, column in enumerate(self.columns):
            self.inner.write_string(self.top, number, _content(name, kind, column), self._cell(name, kind, column))
        opened = [number for number, one in enumerate(self.columns) if kind in one.terbuka]
        for start, end in _runs(opened):
            area = xl_range(self.top, start, self.top, end)
            self.inner.unprotect_range(area, f"isian_{name}_{xl_col_to_name(start)}")
        self.top += 1

    def _cell(self, name: str, kind: Jenis, column: Kolom) -> Any:
        look: dict[str, object] = {"border": 1, "border_color": _RULE, "text_wrap": True, "valign": "top"}
        field = column.field
        if field in _CENTRED or field.startswith(("target", "realisasi_t", "capaian", "persen")):
            look["align"] = "center"
        if field == "kunci":
            look["font_color"] = "595959"
        if kind in column.terbuka:
            look["bg_color"] = _OPEN
        elif field in _RECKONED or (name == "perbandingan" and field in REALISASI_TW):
            look["bg_color"] = _FORMULA
        if field in ("capaian", "persen"):
            look["num_format"] = "0.00"
        elif name in ("pembilang", "penyebut") and field in REALISASI_TW:
            look["num_format"] = "#,##0"
        elif field.startswith(("target", "realisasi_tw")):
            look["num_format"] = "[>=10000]#,##0;General"
        elif field in ("pagu", "realisasi"):
            look |= {"num_format": "#,##0", "align": "right"}
        if field == "realisasi_tahun" or (name == "perbandingan" and field in REALISASI_TW):
            look["num_format"] = "0.00"
        if field in ("realisasi_tahun", "capaian") or field.startswith(("target", "realisasi_tw")):
            del look["text_wrap"]
            look["shrink"] = True
        if name in ("pembilang", "penyebut") and field == "indikator":
            look |= {"indent": 1, "italic": True}
        if name in ("program", "kegiatan"):
            look["bold"] = name == "program"
            look["bg_color"] = _FORMULA
        elif name == "rincian" and field == "uraian":
            look["indent"] = 1
        return self.look(**look)

    def closing(self, lines: tuple[str, ...], first: int, *, notes: bool) -> None:
        """Notes of the bidang; then instructions at the left and, from column `first` on, place, post, room to sign,
        name, pangkat and NIP, in one row: no page ends between them."""
        self.inner.set_row(self.top, 6)
        self.top += 1
        if notes:
            self.line("{{ baris.catatan }}", 13, text_wrap=True)
        before, name, after = _SIGNING
        plain, strong = self.look(), self.look(bold=True, underline=1)
        block = self.look(align="center", valign="top", text_wrap=True)
        left = self.look(valign="top", text_wrap=True)
        self.inner.set_row(self.top, _SIGNING_PT)
        self.inner.merge_range(self.top, 0, self.top, first - 1, "", left)
        if len(lines) > 1:
            title, rest = lines[0], "\n".join(("", *lines[1:]))
            self.inner.write_rich_string(self.top, 0, self.look(bold=True), title, plain, rest, left)
        else:
            self.inner.write_string(self.top, 0, lines[0], left)
        self.inner.merge_range(self.top, first, self.top, self.last, "", block)
        self.inner.write_rich_string(self.top, first, plain, before, strong, name, plain, after, block)
        self.top += 1

    def page(self, frozen: int, zoom: int) -> None:
        """Paper, margins, repeated heads, frozen panes, protection."""
        self.inner.set_paper(_PAPER_A4)
        self.inner.set_landscape()
        self.inner.fit_to_pages(1, 0)
        side, top, bottom = (one / 25.4 for one in (_MARGIN_MM, _TOP_MM, _BOTTOM_MM))
        self.inner.set_margins(left=side, right=side, top=top, bottom=bottom)
        self.inner.set_footer("&L&9{{ kode_formulir }}&R&9Halaman &P dari &N", {"margin": _FOOTER_MM / 25.4})
        self.inner.center_horizontally()
        self.inner.repeat_rows(*self.head)
        self.inner.print_area(0, 0, self.top - 1, self.last)
        self.inner.freeze_panes(self.head[1] + 1, frozen)
        self.inner.set_zoom(zoom)
        self.inner.hide_gridlines(2)
        self.inner.protect("", {"format_rows": True, "format_columns": True, "select_locked_cells": True})


def _content(name: str, kind: Jenis, column: Kolom) -> str:
    """What stands in a cell of a pattern: its placeholder, or nothing where such rows have no such field."""
    if column.field == "kunci":
        return f"{{{{ baris.{name} }}}}"
    if kind in (Jenis.PEMBILANG, Jenis.PENYEBUT) and column.field not in _OF_PARTS:
        return ""
    return f"{{{{ {column.field} }}}}"


def _runs(numbers: list[int]) -> Iterator[tuple[int, int]]:
    """Numbers that follow one another, as first and last."""
    start = None
    for at, number in enumerate(numbers):
        if start is None:
            start = number
        if at + 1 == len(numbers) or numbers[at + 1] != number + 1:
            yield start, number
            start = None


def _validations(sheet: _Sheet, row: int, name: str) -> None:
    """What may be entered into a row of indicators."""
    first, last = sheet.at(REALISASI_TW[0]), sheet.at(REALISASI_TW[-1])
    number = {"input_title": "Realisasi", "error_title": "Bukan angka", "error_type": "stop"}
    rules: dict[str, dict[str, object]] = {
        "indikator": {
            "validate": "decimal", "criteria": "between", "minimum": -1e15, "maximum": 1e15, **number,
            "input_message": "Angka saja, misalnya 95,5. Belum diukur: biarkan kosong, jangan 0.",
            "error_message": "Isi dengan angka saja, misalnya 95,5: tanpa satuan, huruf atau tanda %. Bila belum "
            "diukur, kosongkan.",
        },
        "indikator_persen": {
            "validate": "decimal", "criteria": "between", "minimum": 0, "maximum": 100, **number,
            "input_message": "Persen antara 0 dan 100, angka saja, misalnya 95,5. Belum diukur: biarkan kosong.",
            "error_title": "Bukan persen 0 sampai 100",
            "error_message": "Isi persen dengan angka dari 0 sampai 100 tanpa tanda %, misalnya 95,5.",
        },
        "indikator_tingkat": {
            "validate": "list", "source": ["{{ tingkatan }}"], "input_title": "Realisasi",
            "input_message": "Pilih tingkat dari daftar. Belum dinilai: biarkan kosong.",
            "error_title": "Tingkat tidak dikenal", "error_message": "Pilih salah satu tingkat dari daftar.",
        },
        "pembilang": {
            "validate": "decimal", "criteria": "between", "minimum": 0, "maximum": 1e15, **number,
            "input_title": "Pembilang", "input_message": "Angka saja, tanpa titik ribuan, misalnya 125000.",
            "error_message": "Isi dengan angka 0 atau lebih, tanpa satuan atau huruf.",
        },
        "penyebut": {
            "validate": "decimal", "criteria": "between", "minimum": 0, "maximum": 1e15, **number,
            "input_title": "Penyebut", "input_message": "Angka saja, tanpa titik ribuan, misalnya 130000.",
            "error_message": "Isi dengan angka 0 atau lebih, tanpa satuan atau huruf.",
        },
    }  # fmt: skip
    if name in rules:
        sheet.inner.data_validation(row, first, row, last, rules[name])
    if name in ("pembilang", "penyebut"):
        return
    for start, end, what in (
        (sheet.at("pendorong"), sheet.at("solusi"), "Faktor pendorong, hambatan dan solusi"),
        (sheet.at("sumber_data"), sheet.at("sumber_data"), "Sumber data"),
        (sheet.at("bukti_dukung"), sheet.at("bukti_dukung"), "Bukti dukung"),
    ):
        sheet.inner.data_validation(row, start, row, end, {
            "validate": "length", "criteria": "<=", "value": 5000, "error_title": "Terlalu panjang",
            "error_message": f"{what} paling panjang 5.000 huruf.",
        })


def _colours(sheet: _Sheet, book: Any, row: int) -> None:
    """Colours of a row of indicators: one rule that the forms repeat for each band, and what is still to be told."""
    capaian, kategori = xl_col_to_name(sheet.at("capaian")), xl_col_to_name(sheet.at("kategori"))
    band = book.add_format({"bg_color": "#E2EFDA"})
    sheet.inner.conditional_format(row, sheet.at("capaian"), row, sheet.at("kategori"), {
        "type": "formula", "criteria": f'=${kategori}{row + 1}="{{{{ pita }}}}"', "format": band,
    })
    hambatan = xl_col_to_name(sheet.at("hambatan"))
    missing = book.add_format({"bg_color": "#F8CBAD"})
    sheet.inner.conditional_format(row, sheet.at("hambatan"), row, sheet.at("solusi"), {
        "type": "formula", "format": missing,
        "criteria": f'=AND(ISNUMBER(${capaian}{row + 1}),${capaian}{row + 1}<100,LEN({hambatan}{row + 1})=0)',
    })


def _indicators(book: Any) -> None:
    sheet = _Sheet(book, LEMBAR_KINERJA, KOLOM_KINERJA, _WIDTHS)
    sheet.letterhead()
    sheet.heads(_TITLES, _HINT)
    for name, kind in _PATTERNS:
        row = sheet.top
        sheet.pattern(name, kind)
        _validations(sheet, row, name)
        if kind in (Jenis.INDIKATOR, Jenis.PERBANDINGAN):
            _colours(sheet, book, row)
    sheet.closing(_GUIDE, sheet.at("hambatan"), notes=True)
    sheet.page(frozen=sheet.at("satuan"), zoom=120)


def _money(book: Any) -> None:
    sheet = _Sheet(book, LEMBAR_ANGGARAN, KOLOM_ANGGARAN, _MONEY_WIDTHS)
    sheet.letterhead()
    sheet.heads(_MONEY_TITLES, _HINT.partition(" Petunjuk")[0])
    for name, kind in _MONEY_PATTERNS:
        sheet.pattern(name, kind)
    at = sheet.at("realisasi")
    sheet.inner.data_validation(sheet.top - 1, at, sheet.top - 1, at, {
        "validate": "decimal", "criteria": "between", "minimum": 0, "maximum": 1e15, "input_title": "Realisasi",
        "input_message": "Rupiah penuh, angka saja, misalnya 125000000.", "error_title": "Bukan angka",
        "error_message": "Isi realisasi dalam rupiah dengan angka saja, tanpa Rp dan tanpa huruf.",
    })
    total = {"bold": True, "border": 1, "border_color": _RULE, "bg_color": _HEAD}
    sheet.inner.set_row(sheet.top, 16)
    sheet.inner.merge_range(sheet.top, 0, sheet.top, sheet.at("uraian"), "Jumlah", sheet.look(align="center", **total))
    for field in ("pagu", "realisasi", "persen"):
        style = "0.00" if field == "persen" else "#,##0"
        align = "center" if field == "persen" else "right"
        placeholder = f"{{{{ jumlah_{field} }}}}"
        sheet.inner.write_string(
            sheet.top, sheet.at(field), placeholder, sheet.look(num_format=style, align=align, **total)
        )
    sheet.inner.write_blank(sheet.top, sheet.last, None, sheet.look(**total))
    sheet.top += 1
    sheet.closing(_MONEY_GUIDE, sheet.at("realisasi"), notes=False)
    sheet.page(frozen=0, zoom=110)


def make() -> bytes:
    """The template."""
    buffer = io.BytesIO()
    with Workbook(buffer, {"in_memory": True, "strings_to_formulas": False}) as book:
        book.set_properties({"title": "Templat form isian data kinerja", "author": "doctool", "created": _TIME})
        _indicators(book)
        _money(book)
        hidden = book.add_worksheet(LEMBAR_IDENTITAS)
        hidden.write_string(0, 0, "Lembar ini diisi doctool dengan identitas formulir; jangan dihapus.")
        hidden.hide()
        hidden.protect()
    return buffer.getvalue()


def main() -> None:
    """Write the template to both folders."""
    data = make()
    for folder in FOLDERS:
        folder.mkdir(parents=True, exist_ok=True)
        (folder / NAME).write_bytes(data)


if __name__ == "__main__":
    main()
