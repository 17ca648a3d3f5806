"""Pelaksana in a table: chosen by name where names tell them apart, else by code."""

from __future__ import annotations

import re
from collections.abc import Sequence

from doctool.steps.plain import Data, safe


class Lanes:
    """The pelaksana of one procedure, and what they are called in its table."""

    def __init__(self, lanes: Sequence[Data]) -> None:
        self.codes = [str(one.get("kode", "")) for one in lanes]
        self.names = [str(one.get("nama", "")) for one in lanes]
        known = [_plain(one) for one in self.names]
        codes = {_plain(code): at for at, code in enumerate(self.codes)}
        tell = len(set(known)) == len(known) and all(codes.get(name, at) == at for at, name in enumerate(known))
        #: Whether the table shows names; else codes.
        self.by_name = tell and all(safe(name) and "\n" not in name for name in self.names)
        self._shown = dict(zip(self.codes, self.names if self.by_name else self.codes, strict=True))
        self._meant = {_plain(name): code for name, code in zip(self.names, self.codes, strict=True)} if tell else {}
        self._meant |= {_plain(code): code for code in self.codes}

    @property
    def choices(self) -> list[str]:
        """What the table offers."""
        return [self._shown[code] for code in self.codes]

    def shown(self, code: str) -> str:
        """What the pelaksana with `code` is called in the table."""
        return self._shown.get(code, code)

    def meant(self, text: str) -> str | None:
        """The code of the pelaksana called `text`; None where there is none."""
        return text if text in self.codes else self._meant.get(_plain(text))


def _plain(text: str) -> str:
    return " ".join(text.casefold().split())


def code_for(name: str, taken: Sequence[str]) -> str:
    """A short code for the pelaksana called `name`, none of `taken`."""
    words = re.findall(r"[a-z0-9]+", name.casefold())
    base = "-".join(words)[:30].strip("-") or "pelaksana"
    if not base[0].isalpha():
        base = f"p-{base}"
    code, count = base, 1
    while code in taken:
        count += 1
        code = f"{base}-{count}"
    return code
