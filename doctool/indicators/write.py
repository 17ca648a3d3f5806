"""Indicators as an Excel workbook that an office goes on with: headings with notes, lists to choose from, print set-up.

Reading it back (`load.py`) gives the same model. The same model gives the same bytes: no clock, fixed times.
"""

from __future__ import annotations

import io
from collections.abc import Iterator, Sequence
from dataclasses import dataclass
from decimal import Decimal
from typing import Any, get_args

from doctool.indicators.headings import CATATAN, INDIKATOR, PROGRAM, TINGKAT_KOLOM, Kolom, Lembar, plain_heading
from doctool.indonesian import angka, baca_angka
from doctool.model.kantor import Kantor
from doctool.model.kinerja import Akumulasi, Arah, Beranggaran, Indikator, Kinerja, PenanggungJawab, Rumus, Sasaran
from doctool.text_book import text_book

#: Excel's codes of paper: A4, and Folio (8.5 x 13 inches), which offices call F4.
_PAPER = {"A4": 9, "F4": 14}
#: Digits that a number of Excel carries.
_EXCEL_DIGITS = 15
#: Rows below the last that have their lists and formats too.
_SPARE_ROWS = 60
_HEAD_ROW = 3
#: Height of a line of 10 pt, and of Excel's highest row, in points.
_LINE, _HIGHEST = 13.0, 409.0
_LISTS_SHEET = "Daftar"
_GUIDE = (
    "1. Lembar Indikator: satu baris satu indikator. Sel Sasaran yang kosong berarti sama dengan yang di atasnya.",
    "2. Lembar Program: baris Program, lalu Kegiatan, lalu Sub Kegiatan. Pagu dan realisasi diisi pada yang terbawah.",
    "3. Lembar Catatan: petunjuk tambahan yang tercetak di formulir bidang itu. Boleh kosong.",
    "4. Arahkan penunjuk ke judul kolom untuk melihat penjelasannya. Kolom berpilihan punya daftar di selnya.",
    "5. Angka ditulis biasa (95,5). Persen ditulis tanpa tanda %, sebab satuannya sudah ada di kolom Satuan.",
    "6. Tanda - berarti tidak ada target; sel kosong berarti belum diisi, bukan nol.",
    "7. Rumus turun-selisih = (2T - R) / T x 100, turun-banding = T / R x 100 (T target, R realisasi).",
    "8. Kolom boleh dipindah, baris boleh ditambah; judul kolom jangan diubah. Periksa dengan: doctool periksa BERKAS",
)


def write_workbook(kinerja: Kinerja, kantor: Kantor, *, contoh: bool = False) -> bytes:
    """`kinerja` as xlsx; `contoh`: its rows are said to be an example."""
    buffer = io.BytesIO()
    with text_book(buffer, f"Indikator kinerja {kantor.nama} tahun {kinerja.tahun}", kantor.nama) as book:
        writer = _Writer(book, kantor)
        writer.guide(kinerja.tahun, contoh=contoh)
        writer.table(Lembar.INDIKATOR, INDIKATOR, "INDIKATOR KINERJA", _indicator_rows(kinerja.sasaran))
        writer.table(Lembar.PROGRAM, PROGRAM, "PROGRAM, KEGIATAN DAN SUB KEGIATAN", _budget_rows(kinerja))
        notes = [{"bidang": key, "catatan": text} for key, text in kinerja.catatan.items()]
        writer.table(Lembar.CATATAN, CATATAN, "CATATAN UNTUK FORMULIR", notes)
        writer.lists()
    return buffer.getvalue()


def _indicator_rows(sasaran: Sequence[Sasaran]) -> list[dict[str, Any]]:
    return [{"sasaran": part.uraian, **_indicator(one)} for part in sasaran for one in part.indikator]


def _indicator(one: Indikator) -> dict[str, Any]:
    return {
        "kode": one.kode, "uraian": one.uraian, "satuan": one.satuan, "arah": one.arah, "rumus": one.rumus or "",
        "akumulasi": one.akumulasi, "target": one.target.teks,
        **{f"target_triwulan/{at}": target.teks for at, target in enumerate(one.target_triwulan)},
        "target_kumulatif": "ya" if one.target_kumulatif else "", "bobot": one.bobot,
        "tingkatan": "; ".join(one.tingkatan), "pembilang": one.pembilang, "penyebut": one.penyebut,
        **_answers(one.penanggung_jawab), "sumber_data": one.sumber_data, "bukti_dukung": one.bukti_dukung,
    }  # fmt: skip


def _answers(who: PenanggungJawab | None) -> dict[str, str]:
    return {"penanggung_jawab/bidang": who.bidang, "penanggung_jawab/seksi": who.seksi} if who is not None else {}


def _budget_rows(kinerja: Kinerja) -> list[dict[str, Any]]:
    rows: list[dict[str, Any]] = []
    for level, one in _levels(kinerja):
        rows.append({
            "tingkat": TINGKAT_KOLOM[level].replace("_", " ").title(), "kode": one.kode, "uraian": one.uraian,
            "pagu": one.pagu, "realisasi": one.realisasi, **_answers(one.penanggung_jawab),
        })
    return rows


def _levels(kinerja: Kinerja) -> Iterator[tuple[int, Beranggaran]]:
    for program in kinerja.program:
        yield 0, program
        for kegiatan in program.kegiatan:
            yield 1, kegiatan
            for sub in kegiatan.sub_kegiatan:
                yield 2, sub


def _height(cells: Sequence[tuple[str, float]]) -> float:
    """The height of a row, in points, in which texts stand in columns so many characters wide."""
    lines = [sum(1 + int(len(part) / (0.95 * width)) for part in text.split("\n")) for text, width in cells]
    return min(_HIGHEST, 3 + _LINE * max(lines, default=1))


@dataclass
class _Writer:
    """The workbook being written."""

    book: Any
    kantor: Kantor

    def __post_init__(self) -> None:
        font = {"font_name": self.kantor.gaya.huruf, "font_size": 10}
        grid = {**font, "border": 1, "border_color": "#808080", "valign": "top", "text_wrap": True}
        add = self.book.add_format
        self.plain = add({**font, "valign": "top", "text_wrap": True})
        self.title = add({**font, "bold": True, "font_size": 13})
        self.subtitle = add({**font, "bold": True})
        self.head = add({**grid, "bold": True, "bg_color": "#D9E2F3", "align": "center", "valign": "vcenter"})
        self.input = add({**grid, "bold": True, "align": "center", "bg_color": "#FFF2CC"})
        self.text = add(grid)
        self.code = add({**grid, "num_format": "@"})
        self.number = add({**grid, "align": "right"})
        self.money = add({**grid, "num_format": "#,##0", "align": "right"})
        self.choices: list[tuple[str, list[str]]] = [
            ("arah", list(get_args(Arah))), ("rumus", list(get_args(Rumus))), ("akumulasi", list(get_args(Akumulasi))),
            ("target_kumulatif", ["ya", "tidak"]),
            ("tingkat", [one.replace("_", " ").title() for one in TINGKAT_KOLOM]),
            ("bidang", [self._bidang(key) for key in self.kantor.bidang]),
        ]

    def _bidang(self, key: str) -> str:
        """A bidang by its name, or by its key where the name does not lead back to it."""
        names = [plain_heading(name) for name in self.kantor.bidang.values()]
        name = self.kantor.bidang.get(key, "")
        keys = {plain_heading(one) for one in self.kantor.bidang} - {plain_heading(key)}
        alone = name.strip() and names.count(plain_heading(name)) == 1 and plain_heading(name) not in keys
        return name if alone else key

    def guide(self, tahun: int, *, contoh: bool) -> None:
        """The first sheet: the year, and how the workbook is filled in."""
        sheet = self.book.add_worksheet("Petunjuk")
        sheet.set_column(0, 0, 16)
        sheet.set_column(1, 1, 88)
        sheet.write_string(0, 0, "INDIKATOR KINERJA", self.title)
        sheet.write_string(1, 0, self.kantor.nama, self.subtitle)
        sheet.write_string(3, 0, "Tahun", self.subtitle)
        sheet.write_number(3, 1, tahun, self.input)
        row = 5
        if contoh:
            sheet.merge_range(row, 0, row, 1, "", self.plain)
            sheet.write_string(row, 0, "Isi buku kerja ini contoh; ganti dengan isi perjanjian kinerja.", self.subtitle)
            row += 1
        for text in _GUIDE:
            sheet.merge_range(row, 0, row, 1, "", self.plain)
            sheet.write_string(row, 0, text, self.plain)
            sheet.set_row(row, _height([(text, 125)]))
            row += 1
        self._paper(sheet, landscape=False)

    def table(self, lembar: Lembar, columns: Sequence[Kolom], title: str, rows: Sequence[dict[str, Any]]) -> None:
        """A sheet with a table: headings with notes, rows, lists to choose from."""
        sheet = self.book.add_worksheet(lembar.value)
        sheet.write_string(0, 0, title, self.title)
        sheet.write_string(1, 0, self.kantor.nama, self.subtitle)
        sheet.set_row(_HEAD_ROW, 32)
        last = _HEAD_ROW + len(rows) + _SPARE_ROWS
        for at, column in enumerate(columns):
            sheet.set_column(at, at, column.lebar)
            sheet.write_string(_HEAD_ROW, at, column.judul, self.head)
            if column.catatan:
                sheet.write_comment(_HEAD_ROW, at, column.catatan, {"x_scale": 2, "author": "doctool"})
            self._choose(sheet, column, at, last)
            for number in range(last - _HEAD_ROW):
                value = rows[number].get(column.key) if number < len(rows) else None
                self._cell(sheet, _HEAD_ROW + 1 + number, at, column, value)
        for number, row in enumerate(rows):
            shown = [(text, one.lebar) for one in columns if isinstance(text := row.get(one.key), str)]
            sheet.set_row(_HEAD_ROW + 1 + number, _height(shown))
        sheet.freeze_panes(_HEAD_ROW + 1, min(3, len(columns) - 1))
        if lembar is Lembar.INDIKATOR:
            sheet.repeat_columns(0, 2)
        sheet.repeat_rows(_HEAD_ROW)
        sheet.print_area(0, 0, _HEAD_ROW + max(1, len(rows)), len(columns) - 1)
        self._paper(sheet, landscape=True, wide=2 if lembar is Lembar.INDIKATOR else 1)

    def _choose(self, sheet: Any, column: Kolom, at: int, last: int) -> None:
        """A list of choices; another answer is asked about, not refused: reading checks it anyway."""
        name = "bidang" if column.key.endswith("bidang") else column.key
        known = dict(self.choices).get(name)
        if column.bentuk != "pilihan" or not known:
            return
        letter = chr(ord("A") + [one for one, _ in self.choices].index(name))
        sheet.data_validation(_HEAD_ROW + 1, at, last, at, {
            "validate": "list", "source": f"={_LISTS_SHEET}!${letter}$2:${letter}${len(known) + 1}",
            "error_type": "warning", "error_title": "Di luar daftar",
            "error_message": "Isian ini tidak ada dalam daftar. Tetap dipakai?",
        })

    def _cell(self, sheet: Any, row: int, at: int, column: Kolom, value: Any) -> None:
        shape = {"kode": self.code, "bilangan": self.money, "target": self.number}.get(column.bentuk, self.text)
        if column.key == "bobot":
            shape = self.number
        number = value if isinstance(value, Decimal) else None
        if column.bentuk == "target" and isinstance(value, str):
            read = baca_angka(value)
            number = read if read is not None and angka(read) == value else None
        if number is not None and len(number.as_tuple().digits) <= _EXCEL_DIGITS and abs(number) < 10**_EXCEL_DIGITS:
            sheet.write_number(row, at, float(number), shape)
        elif value is None or value == "":
            sheet.write_blank(row, at, None, shape)
        else:
            text = angka(value) if isinstance(value, Decimal) else value
            sheet.write_string(row, at, self._bidang(text) if column.key.endswith("bidang") else text, shape)

    def lists(self) -> None:
        """The hidden sheet with the lists to choose from."""
        sheet = self.book.add_worksheet(_LISTS_SHEET)
        for at, (name, words) in enumerate(self.choices):
            sheet.write_string(0, at, name, self.plain)
            for row, word in enumerate(words, start=1):
                sheet.write_string(row, at, word, self.plain)
        sheet.hide()

    def _paper(self, sheet: Any, *, landscape: bool, wide: int = 1) -> None:
        sheet.set_paper(_PAPER[self.kantor.gaya.kertas])
        if landscape:
            sheet.set_landscape()
        sheet.set_margins(left=0.5, right=0.5, top=0.6, bottom=0.6)
        sheet.fit_to_pages(wide, 0)
        sheet.set_footer("&L&8&F&R&8Halaman &P dari &N")
