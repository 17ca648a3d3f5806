"""A book of an invented office, for tests."""

from __future__ import annotations

from collections.abc import Sequence
from datetime import date
from pathlib import Path

from doctool.model.penomoran import Penomoran
from doctool.register.database import Register
from doctool.register.numbering import Numbered, Wishes, number_letters
from doctool.register.records import Surat

DAY = date(2024, 7, 15)
RULES = Penomoran(klasifikasi="400.12", unit="D19")
OWN_SERIES = Penomoran.model_validate({
    "klasifikasi": "400.12", "unit": "D19",
    "jenis": {"nota-dinas": {"pola": "ND/{urut}/{tahun}", "deret_menurut": ["jenis"]}},
})


def book(folder: Path, today: date = DAY, *, trial: bool = False, keep: int = 30) -> Register:
    """The book of the office k in the workspace `folder`."""
    return Register.of(folder, "k", today=today, trial=trial, keep=keep)


def letter(day: int = 15, jenis: str = "surat-dinas", month: int = 7, year: int = 2024, **about: str) -> Surat:
    """A letter of a day in July 2024."""
    return Surat(jenis, date(year, month, day), **about)


def take_many(register: Register, letters: Sequence[Surat], *, insert: bool = False) -> list[Numbered]:
    """Numbers for `letters` in one go, all of whose data are there."""
    return number_letters(register, RULES, letters, Wishes(lambda key: False, insert))
