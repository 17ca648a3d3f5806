"""Targets of a flow in a table: the author names the row by what stands in its column No, the model by id or number.

A kegiatan with an id is named by it in the model, so that the name stays when numbers shift; others by their printed
number. Some SOPs name kegiatan by number although they have ids; `by_number` keeps that.
"""

from __future__ import annotations

from collections import Counter
from collections.abc import Sequence
from dataclasses import dataclass

from doctool.model.dasar import bilangan
from doctool.model.prosedur import Kegiatan, Prosedur


class UnknownTargetError(ValueError):
    """A target that names no row, or several; `reason` says which, in Bahasa Indonesia."""

    def __init__(self, reason: str, hint: str) -> None:
        super().__init__(reason)
        self.reason, self.hint = reason, hint


def numbers(given: Sequence[str | None]) -> tuple[str, ...]:
    """The printed numbers of rows with these `nomor`."""
    rows = tuple(Kegiatan.model_construct(nomor=one) for one in given)
    return Prosedur.model_construct(kegiatan=rows).numbers()


@dataclass(frozen=True)
class Goals:
    """The rows of a procedure: what stands in No, the number printed, the id ("" for none); `codes` by what pelaksana
    are called in the table."""

    labels: tuple[str, ...]
    printed: tuple[str, ...]
    ids: tuple[str, ...]
    by_number: bool = False

    def shown(self, target: str) -> str:
        """`target` of the model as the table has it."""
        row_name, slash, lane = target.partition("/")
        at = self._at(row_name, self.ids)
        if at is None or self.by_number or not self._alone(at):
            return target
        return f"{self.labels[at]}{slash}{lane}"

    def meant(self, text: str) -> str:
        """The target of the model that `text` in the table means. Raises UnknownTargetError."""
        row_name, slash, lane = text.partition("/")
        name = row_name.strip()
        at = self._at(name, self.ids)
        if at is not None:
            return text
        found = [place for place, one in enumerate(self.labels) if one and _bare(one) == _bare(name)]
        if len(found) > 1:
            raise UnknownTargetError(f'No "{name}" ada di {len(found)} baris', "beri nomor yang berbeda di kolom No")
        if not found:
            known = ", ".join([one for one in self.labels if one][:12])
            raise UnknownTargetError(
                f'kegiatan "{name}" tidak ada di kolom No', f"tulis No kegiatan yang dituju: {known}"
            )
        to = self._name(found[0], name)
        return text if to == row_name else f"{to}{slash}{lane}"

    def _name(self, at: int, written: str) -> str:
        """How the model names the row at `at`, called `written` in the table."""
        if self.ids[at] and not self.by_number:
            return self.ids[at]
        number = self.printed[at]
        if _bare(number) == _bare(written):
            number = written
        same = [one for one in self.printed if one and _bare(one) == _bare(number)]
        if not number or len(same) != 1 or number in self.ids:
            if self.ids[at]:
                return self.ids[at]
            raise UnknownTargetError(
                f'kegiatan "{written}" dicetak tanpa nomor sendiri, jadi tidak dapat dituju',
                "beri kegiatan itu nama di kolom Id, lalu pakai sebagai tujuan",
            )
        return number

    def _alone(self, at: int) -> bool:
        label = _bare(self.labels[at])
        return bool(label) and Counter(map(_bare, self.labels))[label] == 1 and self.labels[at] not in self.ids

    @staticmethod
    def _at(name: str, among: Sequence[str]) -> int | None:
        return next((at for at, one in enumerate(among) if one and one == name), None)


def _bare(number: str) -> str:
    return number.strip().rstrip(".")


def is_number(label: str) -> bool:
    """Whether what stands in No is a plain number, which is counted anew when rows come or go."""
    return bilangan(_bare(label)) is not None
