"""What the rules of letters look at: a letter with its office, and all its texts and dates with their places."""

from __future__ import annotations

from collections.abc import Callable, Iterator
from typing import Any

from pydantic import BaseModel

from doctool.check.rule import Path, Problem
from doctool.loaded import LoadedNaskah
from doctool.model.kantor import Kantor
from doctool.model.surat import Naskah, PenandatanganSurat
from doctool.model.tanggal import Tanggal


class LetterContext:
    """A letter under examination."""

    def __init__(self, loaded: LoadedNaskah) -> None:
        self.loaded = loaded
        self.naskah: Naskah = loaded.naskah
        self.kantor: Kantor = loaded.office.kantor
        leaves = tuple(_leaves(loaded.naskah, ()))
        #: Every text that may be printed, dates as they are written among them, with its path.
        self.texts = tuple((path, one if isinstance(one, str) else one.teks) for path, one in leaves)
        self.dates = tuple((path, one) for path, one in leaves if isinstance(one, Tanggal))

    def signer(self) -> PenandatanganSurat:
        """The signer, completed from kantor.yaml."""
        return self.kantor.lengkapi(self.naskah.penandatangan)

    def jabatan(self, name: str) -> str:
        """What a key of an official stands for; any other text is the jabatan itself."""
        official = self.kantor.pejabat.get(name)
        return official.jabatan if official is not None else name


LetterCheck = Callable[[LetterContext], Iterator[Problem]]

#: Every registered function with the code of its rule, in order of registration.
LETTER_CHECKS: list[tuple[str, LetterCheck]] = []


def letter_check(code: str) -> Callable[[LetterCheck], LetterCheck]:
    """Registers a function as (part of) the rule `code` for letters."""

    def register(function: LetterCheck) -> LetterCheck:
        LETTER_CHECKS.append((code, function))
        return function

    return register


def _leaves(value: Any, path: Path) -> Iterator[tuple[Path, str | Tanggal]]:
    if isinstance(value, str | Tanggal):
        yield path, value
    elif isinstance(value, BaseModel):
        for key in type(value).model_fields:
            yield from _leaves(getattr(value, key), (*path, key))
    elif isinstance(value, dict):
        for key, one in value.items():
            yield (*path, key), key
            yield from _leaves(one, (*path, key))
    elif isinstance(value, tuple):
        for index, one in enumerate(value):
            yield from _leaves(one, (*path, index))
