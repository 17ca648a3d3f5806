"""Rows by the text that they print: which rows bear another row's key, and which row one without a key is.

A key cell may be overwritten, sorted or deleted; the text of the row and the rows around it then say what it is. Where
two rows bear each other's keys nobody can tell whether keys or texts were changed: neither is read.
"""

from __future__ import annotations

from collections.abc import Callable, Mapping

from doctool.forms.field_map import AKHIR_PEMBILANG, AKHIR_PENYEBUT

Rows = dict[str, list[int]]


class RowLabels:
    """The rows of a table, by key, settled by their texts.

    `rows`: what is known by keys so far, changed in place; `texts`: the text of each filled row and `labels` the text
    of each key in the form's order, both plain. `swapped`: keys that stand in rows of others; `found`: keys of rows
    that are known by their text only.
    """

    def __init__(self, rows: Rows, texts: Mapping[int, str], labels: Mapping[str, str]) -> None:
        self.rows, self.texts, self.labels = rows, texts, labels
        self.order = list(labels)
        self.swapped: Rows = {}
        self.found: list[str] = []
        self._wanted: dict[str, list[str]] = {}
        for key, label in labels.items():
            self._wanted.setdefault(label, []).append(key)

    def settle(self, loose: list[int]) -> None:
        """Take keys from rows that are not theirs, and give the `loose` rows (without a key) theirs."""
        released = self._release(self._is_other)
        released += self._release(self._is_other_part)
        self._name([row for row in [*loose, *released] if self.texts.get(row) in self._wanted])
        for row in released:
            if all(row not in rows for rows in self.rows.values()):
                loose.append(row)

    def _release(self, is_other: Callable[[str, int], bool]) -> list[int]:
        """Rows whose key is surely another's, where that has its own row; else both keys are swapped."""
        others = {key: [row for row in rows if is_other(key, row)] for key, rows in self.rows.items()}
        released = []
        for key, strange in others.items():
            if strange and len(strange) < len(self.rows[key]):
                self.rows[key] = [row for row in self.rows[key] if row not in strange]
                released += strange
            elif strange:
                self.swapped[key] = self.rows.pop(key)
        return released

    def _is_other(self, key: str, row: int) -> bool:
        """Whether a row prints the text of another key."""
        text = self.texts.get(row, "")
        return bool(text) and text != self.labels[key] and text in self._wanted

    def _is_other_part(self, key: str, row: int) -> bool:
        """Whether a numerator or denominator stands below another indicator, where one with this text belongs whose
        key is not below its own either: texts alone do not tell two alike from each other."""
        claimed = self._part_at(row)
        if claimed in ("", key) or self.texts.get(row) != self.labels.get(claimed):
            return False
        return all(self._part_at(other) == key for other in self.rows.get(claimed, []))

    def _part_at(self, row: int) -> str:
        """The key of the part that belongs in a row, by the indicator above it; "" where none does."""
        for end, above in ((AKHIR_PEMBILANG, 1), (AKHIR_PENYEBUT, 2)):
            key = next((key + end for key, rows in self.rows.items() if row - above in rows), "")
            if key in self.labels:
                return key
        return ""

    def _name(self, loose: list[int]) -> None:
        """Name rows by their text where only one has it, else by the rows next to them."""
        alike: dict[str, list[int]] = {}
        for row in sorted(loose):
            alike.setdefault(self.texts[row], []).append(row)
        for text, rows in alike.items():
            if len(rows) == 1 and len(self._free(text)) == 1 and len(self._wanted[text]) == 1:
                self._take(self._free(text)[0], rows[0])
        waiting = [row for rows in alike.values() for row in rows if not self._has(row)]
        more = True
        while more:
            more = False
            for row in sorted(waiting):
                beside = [key for key in self._free(self.texts[row]) if self._is_beside(key, row)]
                if len(beside) == 1 and not self._has(row):
                    self._take(beside[0], row)
                    more = True

    def _free(self, text: str) -> list[str]:
        return [key for key in self._wanted[text] if key not in self.rows and key not in self.swapped]

    def _has(self, row: int) -> bool:
        return any(row in rows for rows in self.rows.values())

    def _take(self, key: str, row: int) -> None:
        self.rows[key] = [row]
        self.found.append(key)

    def _is_beside(self, key: str, row: int) -> bool:
        """Whether the row above is that of the key before, or the row below that of the key after."""
        place = self.order.index(key)
        before = self.rows.get(self.order[place - 1], []) if place else []
        after = self.rows.get(self.order[place + 1], []) if place + 1 < len(self.order) else []
        return row - 1 in before or row + 1 in after
