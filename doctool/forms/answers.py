"""The answer cells of a table: read once each, with what is wrong about the cell itself (merged, hidden, doubled)."""

from __future__ import annotations

from collections.abc import Collection, Mapping
from dataclasses import replace

from doctool.forms.cells import Place
from doctool.forms.field_map import LEMBAR_KINERJA
from doctool.forms.notes import Notes
from doctool.forms.shown import shown
from doctool.forms.table import Table
from doctool.forms.values import Reader
from doctool.model.pengembalian import Jawaban


class Answers:
    """The answers of one table."""

    def __init__(self, table: Table, notes: Notes) -> None:
        self.table, self.notes = table, notes
        self.sheet = table.sheet
        self._open = {table.columns[one.field] for one in table.fields if one.terbuka and one.field in table.columns}
        self._hidden_told: set[tuple[str, int]] = set()
        self._rows = {one for rows in table.rows.values() for one in rows}
        first, last = min(self._rows, default=0), max(self._rows, default=0)
        left, right = min(self._open, default=0), max(self._open, default=0)
        self._ranges = [one for one in dict.fromkeys(self.sheet.merged)
                        if one[0] <= last and one[2] >= first and one[1] <= right and one[3] >= left]  # fmt: skip

    def row(self, key: str, label: str) -> int:
        """The row of a key, 0 where it is missing; one that is there twice is noted, and read where they agree."""
        rows = self.table.rows.get(key, [])
        if key in self.table.swapped:
            row = self.table.swapped[key][0]
            message = f'kode tertukar: baris {row} berkode {key}, tetapi uraiannya bukan "{label[:60]}"; tidak dibaca'
            self.notes.error("F14", message, "kembalikan kode dan uraian seperti formulir yang dikirim",
                             cell=self.sheet.name_of(row, max(self.table.columns["kunci"], 1)))  # fmt: skip
            return 0
        if not rows:
            place = "baris indikator" if self.table.name == LEMBAR_KINERJA else "baris anggaran"
            self.notes.error("F11", f'{place} {key} ("{label[:60]}") tidak ada lagi',
                             "isi formulir yang dikirim, jangan hapus barisnya", cell=self.table.place)  # fmt: skip
            return 0
        filled = [row for row in rows if self._answered(row)]
        if len(rows) > 1:
            differ = len({self._content(row) for row in filled}) > 1
            used = "isinya berbeda, jadi tidak ada yang dipakai" if differ else f"dibaca baris {(filled or rows)[0]}"
            message = f"kode {key} ada di baris {', '.join(map(str, rows[:5]))}; {used}"
            where = self.sheet.name_of(rows[0], 1)
            self.notes.error("F12", message, "hapus baris salinannya, lalu kirim ulang", cell=where)
            if differ:
                return 0
        return (filled or rows)[0]

    def _answered(self, row: int) -> bool:
        return any(self.sheet.text(row, column) for column in self._open)

    def _content(self, row: int) -> tuple[str, ...]:
        return tuple(shown(self.sheet.at(row, column)) for column in sorted(self._open))

    def read(self, row: int, name: str, what: str, reader: Reader) -> Jawaban:
        """The answer in the field `name` of a row, read by `reader`; empty where there is no such cell any more."""
        column = self.table.columns.get(name)
        if not row or column is None:
            return Jawaban()
        where = self.sheet.name_of(row, column)
        answer, remarks = reader(self.sheet.at(row, column), where)
        self.notes.remarks(remarks, what, where, answer.tertulis)
        if (row, column) in self.sheet.doubled:
            self.notes.error("F45", f"{what}: selnya tertulis dua kali dalam berkas", "buka di Excel lalu simpan ulang",
                             cell=where)  # fmt: skip
            answer = replace(answer, keadaan="salah", nilai=None, teks="")
        if self._merged((row, column)):
            hint = "pisahkan selnya (Unmerge Cells), lalu isi masing-masing"
            self.notes.error("F17", f"{what}: selnya digabung dengan sel lain", hint, cell=where, text=answer.tertulis)
            answer = replace(answer, keadaan="salah", nilai=None, teks="")
        if answer.keadaan != "kosong":
            self._hidden(row, column)
        return answer

    def _merged(self, place: Place) -> bool:
        """Whether a cell is merged so that its value could be another's: not the first of its range, or one of several
        cells to be filled in."""
        row, column = place
        for top, left, bottom, right in self._ranges:
            inside = top <= row <= bottom and left <= column <= right
            if not inside or (top, left, bottom, right) == (row, column) * 2:
                continue
            if (top, left) != place:
                return True
            columns = sum(left <= one <= right for one in self._open)
            if columns > 1 or sum(top <= one <= bottom for one in self._rows) > 1:
                return True
        return False

    def _hidden(self, row: int, column: int) -> None:
        told = ("baris", row) if row in self.sheet.hidden_rows else ("kolom", column)
        if told[0] == "kolom" and column not in self.sheet.hidden_columns:
            return
        if told not in self._hidden_told:
            self._hidden_told.add(told)
            message = f"{told[0]} ini tersembunyi; isinya tetap dibaca"
            hint = "tampilkan agar terlihat saat diperiksa"
            self.notes.warning("F41", message, hint, cell=self.sheet.name_of(row, column))

    def leftovers(self, keys: Collection[str], used: Mapping[str, Collection[str]]) -> None:
        """Note what stands in cells of known rows that nobody reads."""
        for key in keys:
            for row in self.table.rows.get(key, []):
                for name, column in self.table.columns.items():
                    cell = self.sheet.at(row, column)
                    if name not in used[key] and not cell.formula and cell.text.strip():
                        self.notes.warning(
                            "F43", f'{key}: "{shown(cell)[:60]}" di sel yang bukan isian; tidak dibaca',
                            "pindahkan ke sel yang tersedia", cell=self.sheet.name_of(row, column), text=shown(cell),
                        )
