"""A table of steps as an Excel workbook: made for authors, so that filling it in is quicker than drawing.

The same SOP gives the same bytes: no clock, fixed times in the package. Text stays text, whatever it looks like.
"""

from __future__ import annotations

import io
from collections.abc import Mapping, Sequence
from typing import Any

from doctool.cell_lines import line_count
from doctool.errors import ContentError
from doctool.loaded import LoadedSop
from doctool.steps.content import Isi, Langkah, content_of
from doctool.steps.guide import GUIDE
from doctool.steps.headings import (
    IDENTITAS,
    JUDUL_ISIAN,
    KOLOM_IDENTITAS,
    KOLOM_LAINNYA,
    KOLOM_LANGKAH,
    KOLOM_PELAKSANA,
    LAINNYA,
    PELAKSANA,
    PETUNJUK,
    PILIHAN,
    SIMPUL,
    Kolom,
)
from doctool.steps.plain import LONGEST
from doctool.steps.read import JUDUL_BAGIAN
from doctool.steps.read_identity import JUDUL_BAGIAN as SECTIONS
from doctool.text_book import text_book

_PAPER = {"A4": 9, "F4": 14}
#: Row of the headings, from 0; rows below the last that have their lists and borders too.
HEAD, SPARE, SPARE_LANES = 3, 40, 15
_LINE, _ROOM, _HIGHEST = 13.2, 5.0, 409.0
_HEAD_COLOUR, _GRID, _PALE = "#DDE7F0", "#9AA5B1", "#F4F6F8"
_SHAPES = {"mulai": "#E3F1E3", "selesai": "#E3F1E3", "keputusan": "#FFF3D6"}
_NODE_COLUMNS = frozenset(SIMPUL)

Cells = Mapping[str, str]


def write_table(loaded: LoadedSop) -> bytes:
    """The table of an SOP as xlsx. Raises ContentError where a text is too long for a cell."""
    isi = content_of(loaded.sop, loaded.address)
    buffer = io.BytesIO()
    title = f"Tabel langkah {loaded.sop.nama_sop or loaded.slug}"[:250]
    with text_book(buffer, title, loaded.kantor.nama) as book:
        writer = _Writer(book, loaded, isi)
        for one in isi.langkah:
            writer.steps(one)
        writer.lanes()
        writer.identity()
        writer.others()
        writer.guide()
    return buffer.getvalue()


class _Writer:
    """The workbook being written."""

    def __init__(self, book: Any, loaded: LoadedSop, isi: Isi) -> None:
        self.book, self.loaded, self.isi = book, loaded, isi
        self.looks: dict[tuple[tuple[str, object], ...], Any] = {}

    def look(self, **wishes: object) -> Any:
        """A format, the same for the same wishes."""
        key = tuple(sorted(wishes.items()))
        if key not in self.looks:
            font = {"font_name": self.loaded.kantor.gaya.huruf, "font_size": 10, "valign": "top"}
            self.looks[key] = self.book.add_format({**font, **wishes})
        return self.looks[key]

    def _sheet(self, name: str, title: str, columns: Sequence[Kolom], *, rare: frozenset[str] = frozenset()) -> Any:
        """A sheet with title and headings; rare columns that are not in `rare` are folded away."""
        sheet = self.book.add_worksheet(name)
        sheet.hide_gridlines(2)
        sheet.write_string(0, 0, title, self.look(bold=True, font_size=14, font_color="#1F3A56"))
        sheet.write_string(1, 0, self._called(), self.look(font_color="#44546A"))
        sheet.set_row(HEAD, 32)
        head = self.look(bold=True, bg_color=_HEAD_COLOUR, border=1, border_color=_GRID, align="center",
                         valign="vcenter", text_wrap=True)
        for at, one in enumerate(columns):
            folded = one.jarang and one.key not in rare
            sheet.set_column(at, at, one.lebar, None, {"level": 1, "hidden": folded} if one.jarang else {})
            sheet.write_string(HEAD, at, one.judul, head)
            if one.catatan:
                lines = 2 + len(one.catatan) // 30 + one.catatan.count("\n")
                sheet.write_comment(HEAD, at, one.catatan, {"author": "doctool", "x_scale": 1.6, "y_scale": lines / 5})
        sheet.freeze_panes(HEAD + 1, 2 if columns is KOLOM_LANGKAH else 1)
        return sheet

    def _called(self) -> str:
        sop = self.loaded.sop
        name = " ".join((sop.nama_sop or self.loaded.slug).split())
        return " · ".join(filter(None, (name, " ".join((sop.nomor_sop or "").split()), self.loaded.kantor.nama)))

    def steps(self, steps: Langkah) -> None:
        """A sheet of steps."""
        used = frozenset(key for block in steps.kegiatan for cells in block for key in cells) - {"id", "lain"}
        sheet = self._sheet(steps.nama, "LANGKAH-LANGKAH SOP", KOLOM_LANGKAH, rare=used)
        if steps.nama != "Langkah":
            sheet.write_string(2, 1, JUDUL_BAGIAN, self.look(bold=True, align="right"))
            if steps.judul:
                sheet.write_string(2, 2, steps.judul, self.look(bold=True, num_format="@"))
        row = HEAD + 1
        for block in steps.kegiatan:
            for at, cells in enumerate(block):
                self._row(sheet, row, KOLOM_LANGKAH, cells, top=at == 0, bottom=at + 1 == len(block))
                row += 1
        last = row + SPARE
        for spare in range(row, last):
            self._row(sheet, spare, KOLOM_LANGKAH, {})
        end = HEAD + 1 + len(self.isi.pelaksana) + SPARE_LANES
        letter = "C" if steps.lajur.by_name else "B"
        self._choose(sheet, KOLOM_LANGKAH, "pelaksana", last, f"={PELAKSANA}!${letter}${HEAD + 2}:${letter}${end}")
        self._choose(sheet, KOLOM_LANGKAH, "bentuk", last, list(PILIHAN["bentuk"]))
        for key in ("paralel", "tetap"):
            self._choose(sheet, KOLOM_LANGKAH, key, last, list(PILIHAN["saklar"]))
        self._tints(sheet, last)
        self._paper(sheet, row - 1, len(KOLOM_LANGKAH) - 1)

    def _row(
        self, sheet: Any, row: int, columns: Sequence[Kolom], cells: Cells, *, top: bool = True, bottom: bool = True
    ) -> None:
        """A row of cells; one that goes with the row above (not `top`) or below has a faint line between them."""
        lines = 1
        for at, one in enumerate(columns):
            look: dict[str, object] = {"text_wrap": True, "border": 1, "border_color": _GRID}
            if one.bentuk != "teks":
                look["num_format"] = "@"
            if one.lebar <= 12:
                look["align"] = "center"
            for side, ends in (("top", top), ("bottom", bottom)):
                if not ends:
                    look[side] = 3 if one.key in _NODE_COLUMNS else 0
            if one.jarang:
                look["bg_color"] = _PALE
            text = cells.get(one.key, "")
            self._text(sheet, row, at, text, look)
            if one.key != "lain":
                lines = max(lines, line_count(text, one.lebar * 0.9))
        sheet.set_row(row, min(_HIGHEST, _LINE * lines + _ROOM))

    def _text(self, sheet: Any, row: int, at: int, text: str, look: Mapping[str, object]) -> None:
        if len(text) > LONGEST:
            message = f'"{" ".join(text[:60].split())}…" terlalu panjang untuk satu sel Excel'
            raise ContentError(message, hint="pendekkan teksnya di berkas YAML")
        if text:
            sheet.write_string(row, at, text, self.look(**look))
        else:
            sheet.write_blank(row, at, None, self.look(**look))

    def _choose(self, sheet: Any, columns: Sequence[Kolom], key: str, last: int, source: object) -> None:
        """A list to choose from; another answer is asked about, not refused: reading checks it anyway."""
        at = [one.key for one in columns].index(key)
        sheet.data_validation(HEAD + 1, at, last - 1, at, _choice(source))

    def _tints(self, sheet: Any, last: int) -> None:
        """Rows of decisions, of the beginning and the end in a colour of their own."""
        at = [one.key for one in KOLOM_LANGKAH].index("bentuk")
        letters = {key: chr(ord("A") + [one.key for one in KOLOM_LANGKAH].index(key)) for key in SIMPUL}
        first = HEAD + 2
        for shape, colour in _SHAPES.items():
            formula = f'=${letters["bentuk"]}{first}="{shape}"'
            if shape == "keputusan":
                filled = ",".join(f'${letters[key]}{first}<>""' for key in ("ya", "tidak", "keluar"))
                formula = f"=OR({formula[1:]},{filled})"
            sheet.conditional_format(HEAD + 1, at - 1, last - 1, at + 4, {
                "type": "formula", "criteria": formula, "format": self.book.add_format({"bg_color": colour}),
            })

    def lanes(self) -> None:
        """The sheet of pelaksana."""
        used = frozenset(key for cells in self.isi.pelaksana for key in cells)
        sheet = self._sheet(PELAKSANA, "PELAKSANA, DARI KOLOM PALING KIRI", KOLOM_PELAKSANA, rare=used)
        rows: list[Cells] = [*self.isi.pelaksana, *({} for _ in range(SPARE_LANES))]
        for row, cells in enumerate(rows, start=HEAD + 1):
            self._row(sheet, row, KOLOM_PELAKSANA, cells)
        last = HEAD + 1 + len(rows)
        for key in ("luar", "kelompok_baru"):
            self._choose(sheet, KOLOM_PELAKSANA, key, last, list(PILIHAN["saklar"]))
        self._paper(sheet, HEAD + len(self.isi.pelaksana), len(KOLOM_PELAKSANA) - 1)

    def identity(self) -> None:
        """The sheet of fields and lists."""
        sheet = self._sheet(IDENTITAS, "IDENTITAS SOP", KOLOM_IDENTITAS)
        row = HEAD + 1
        for number, (key, lines) in enumerate(self.isi.identitas):
            listed = key not in PILIHAN and number >= _FIRST_LIST
            if number in (0, _FIRST_LIST):
                self._section(sheet, row, SECTIONS[int(number > 0)])
                row += 1
            for at, cells in enumerate([*lines, {}] if listed and lines != ({},) else lines):
                label = {"isian": JUDUL_ISIAN[key]} if at == 0 else {}
                self._row(sheet, row, KOLOM_IDENTITAS, {**label, **cells}, top=at == 0)
                if key in PILIHAN:
                    sheet.data_validation(row, 1, row, 1, _choice(list(PILIHAN[key])))
                if listed and at == 0:
                    sheet.data_validation(row, 3, row, 3, _choice(list(PILIHAN["penanda"])))
                row += 1
        self._paper(sheet, row - 1, len(KOLOM_IDENTITAS) - 1)

    def _section(self, sheet: Any, row: int, name: str) -> None:
        for at in range(len(KOLOM_IDENTITAS)):
            self._text(sheet, row, at, name if at == 0 else "", {"bold": True, "bg_color": _PALE, "bottom": 1})

    def others(self) -> None:
        """The sheet of rare values."""
        sheet = self._sheet(LAINNYA, "ISI LAINNYA", KOLOM_LAINNYA)
        sheet.write_string(2, 0, "Jarang diubah. Ditulis doctool agar tidak ada isi SOP yang hilang.",
                           self.look(italic=True, font_color="#44546A"))
        for row, (path, text) in enumerate(self.isi.lainnya, start=HEAD + 1):
            self._row(sheet, row, KOLOM_LAINNYA, {"bagian": path, "isi": text})
        self._paper(sheet, HEAD + max(1, len(self.isi.lainnya)), len(KOLOM_LAINNYA) - 1)

    def guide(self) -> None:
        """The sheet that says how the others are filled in."""
        sheet = self.book.add_worksheet(PETUNJUK)
        sheet.hide_gridlines(2)
        sheet.set_column(0, 0, 24)
        sheet.set_column(1, 1, 84)
        sheet.write_string(0, 0, "PETUNJUK", self.look(bold=True, font_size=14, font_color="#1F3A56"))
        for row, (what, how) in enumerate(GUIDE, start=2):
            told = how.replace("{alamat}", self.loaded.address)
            sheet.write_string(row, 0, what, self.look(bold=True, text_wrap=True))
            sheet.write_string(row, 1, told, self.look(text_wrap=True))
            sheet.set_row(row, _LINE * line_count(told, 84 * 0.9) + _ROOM)
        self._paper(sheet, 1 + len(GUIDE), 1, repeat=False)

    def _paper(self, sheet: Any, last_row: int, last_column: int, *, repeat: bool = True) -> None:
        sheet.set_paper(_PAPER[self.loaded.kantor.gaya.kertas])
        sheet.set_landscape()
        sheet.set_margins(left=0.4, right=0.4, top=0.5, bottom=0.6)
        sheet.fit_to_pages(1, 0)
        sheet.print_area(0, 0, last_row, last_column)
        if repeat:
            sheet.repeat_rows(HEAD)
        sheet.set_footer("&L&8&A&R&8Halaman &P dari &N")


#: The place of the first list among the rows of the sheet Identitas.
_FIRST_LIST = list(JUDUL_ISIAN).index("dasar_hukum")


def _choice(source: object) -> dict[str, object]:
    return {
        "validate": "list", "source": source, "error_type": "warning", "error_title": "Di luar daftar",
        "error_message": "Isian ini tidak ada dalam daftar. Tetap dipakai?",
    }
