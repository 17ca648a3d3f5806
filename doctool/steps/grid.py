"""A sheet that came in as cells under headings: texts as an author means them, and what is wrong with its cells."""

from __future__ import annotations

import difflib
from collections.abc import Collection, Sequence
from dataclasses import dataclass, field

from doctool.border.text import FORBIDDEN, forbidden_message
from doctool.findings import Finding, Severity, Where
from doctool.forms.cells import Cell, Rupa, Sheet
from doctool.forms.shown import day, shown
from doctool.loaded import cell_name
from doctool.refusal import error
from doctool.steps.headings import Kolom, known_headings, plain_heading
from doctool.steps.plain import LONGEST, cleaned

#: The headings stand in one of the first rows.
FIRST_ROWS = 20
_AS_TEXT = "atur format sel itu sebagai Text (Teks), lalu ketik ulang isinya"


@dataclass
class Grid:
    """A sheet with its headings found: `columns` are the places of keys, `head` the row of the headings.

    `findings` are what reading its cells found.
    """

    file: str
    sheet: Sheet
    known: tuple[Kolom, ...]
    head: int = 0
    columns: dict[str, int] = field(default_factory=dict)
    findings: list[Finding] = field(default_factory=list)
    _told: set[tuple[int, int]] = field(default_factory=set)

    @property
    def refused(self) -> bool:
        """Whether something is wrong with the sheet."""
        return any(one.severity is Severity.ERROR for one in self.findings)

    def where(self, row: int, column: int) -> Where:
        """The place of a cell."""
        return Where(self.file, row, column, cell_name(self.sheet.name, row, column))

    def at(self, row: int, key: str) -> Where:
        """The place of the cell of `key` in a row; of the row's first where the sheet has no such column."""
        return self.where(row, self.columns.get(key, 1))

    def tell(self, row: int, key: str, message: str, hint: str, text: str = "", code: str = "D18") -> None:
        """Note an error at a cell, one for each cell."""
        place = (row, self.columns.get(key, 1))
        if place not in self._told:
            self._told.add(place)
            self.findings.append(error(code, self.where(*place), message, hint, text))

    def find_head(self, needed: Collection[str], complete: bool) -> bool:
        """Find the row of headings: the one that names most columns, all of `needed` among them.

        Columns that are missing (`complete`: every one), doubled or unknown are told. False where there is none.
        """
        names = known_headings(self.known)
        best: dict[int, str] = {}
        rows = sorted({row for row, _ in self.sheet.cells if row <= FIRST_ROWS})
        for row in rows:
            found = {at: names[text] for at, text in self._texts(row) if text in names}
            lower = {} if complete else self._second_row(row + 1, names)
            if set(lower) & set(found):
                lower = {}
            if len({*found.values(), *lower.values()}) > len(set(best.values())):
                best, self.head = found | lower, row + int(bool(lower))
        for at, key in sorted(best.items()):
            if key in self.columns:
                title = self.sheet.text(self.head, at)
                where = self.where(self.head, at)
                self.findings.append(error("D17", where, f'kolom "{title}" ada dua kali', "hapus salah satu", title))
            self.columns.setdefault(key, at)
        if len(best) < 2 or (not complete and not set(needed) <= set(self.columns)):
            return False
        self._columns(names, [one for one in self.known if complete or one.key in needed])
        return True

    def _second_row(self, row: int, names: dict[str, str]) -> dict[int, str]:
        """The second row of a person's headings (Waktu and Output below Mutu Baku); a row that says more is none."""
        texts = [(at, text) for at, text in self._texts(row) if text]
        return {at: names[text] for at, text in texts} if all(text in names for _, text in texts) else {}

    def _texts(self, row: int) -> list[tuple[int, str]]:
        columns = sorted(column for at, column in self.sheet.cells if at == row)
        return [(at, plain_heading(self.sheet.text(row, at))) for at in columns]

    def _columns(self, names: dict[str, str], wanted: Sequence[Kolom]) -> None:
        for one in wanted:
            if one.key not in self.columns:
                message = f'kolom "{one.judul}" tidak ada'
                hint = f'kembalikan judul kolom "{one.judul}" di baris {self.head}, atau ekspor ulang tabelnya'
                self.findings.append(error("D17", self.where(self.head, 1), message, hint))
        taken = set(self.columns.values())
        for at in sorted({at for row, at in self.sheet.cells if row >= self.head} - taken):
            row = min(row for row, column in self.sheet.cells if column == at and row >= self.head)
            text = self.sheet.text(row, at)
            if not text or plain_heading(self.sheet.text(self.head, at)) in names:
                continue
            near = difflib.get_close_matches(plain_heading(text), sorted(names), n=1, cutoff=0.8)
            title = next((one.judul for one in self.known if near and names[near[0]] == one.key), "")
            hint = f'maksudnya "{title}"?' if title else "isinya tidak dibaca; pindahkan bila harus ikut"
            self.findings.append(
                Finding("D19", Severity.WARNING, self.where(row, at), "kolom ini tidak dikenal", hint, text)
            )

    def rows(self) -> list[int]:
        """The rows below the headings with content in a column that is read; hidden ones are told."""
        inside = set(self.columns.values())
        found = sorted({
            row for (row, column), cell in self.sheet.cells.items()
            if row > self.head and column in inside and (cell.text.strip() or cell.formula or cell.rupa is Rupa.GALAT)
        })
        hidden = [row for row in found if row in self.sheet.hidden_rows]
        if hidden:
            self.findings.append(error(
                "D18", self.where(hidden[0], 1),
                f"baris {', '.join(map(str, hidden[:5]))} disembunyikan, padahal berisi",
                "tampilkan (Unhide, atau hapus saringannya), lalu hapus barisnya bila tidak dipakai",
            ))  # fmt: skip
        return found

    def text(self, row: int, key: str, *, dates: bool = False) -> str:
        """The text of a cell, "" for none; what cannot be taken as it is, is told. `dates`: a date may stand there."""
        column = self.columns.get(key)
        if column is None:
            return ""
        cell = self.sheet.at(row, column)
        if cell.rupa is Rupa.TANGGAL and dates:
            return day(cell.text)
        problem = self._problem(cell)
        if problem is not None:
            self.tell(row, key, *problem, cell.text[:60])
            return ""
        if cell.rupa is Rupa.LOGIKA:
            return "ya" if cell.text == "TRUE" else "tidak"
        return cleaned(shown(cell))

    @staticmethod
    def _problem(cell: Cell) -> tuple[str, str] | None:
        """What is wrong with a cell, and what to do."""
        if cell.rupa is Rupa.GALAT:
            return f"sel ini berisi galat ({cell.text})", "hapus rumusnya, lalu ketik isinya"
        if cell.formula and cell.rupa is Rupa.KOSONG:
            return "rumus di sel ini belum dihitung", "ketik isinya, bukan rumus"
        if cell.rupa is Rupa.TANGGAL:
            return f'isi sel ini diubah Excel menjadi tanggal ("{day(cell.text)}")', _AS_TEXT
        text = cleaned(cell.text)
        if len(text) > LONGEST:
            return f"teks di sel ini lebih panjang dari {LONGEST} huruf", "pendekkan teksnya"
        char = FORBIDDEN.search(text)
        return (forbidden_message(char[0]), "hapus karakter itu, lalu ketik ulang bila perlu") if char else None

    def merged(self, rows: Collection[int], below: Collection[int] = ()) -> None:
        """Tell merged cells that hide which row or column a text belongs to; rows in `below` go with the one above."""
        inside = {column: key for key, column in self.columns.items()}
        for top, left, bottom, right in sorted(self.sheet.merged):
            across = [inside[column] for column in range(left, right + 1) if column in inside]
            if bottom <= self.head or not across or top not in rows:
                continue
            lower = [row for row in rows if top < row <= bottom and row not in below]
            if right > left or lower:
                self.tell(top, across[0], "sel ini gabungan beberapa kolom atau baris",
                          "pisahkan (Unmerge Cells), lalu isi tiap selnya", self.sheet.text(top, left))
