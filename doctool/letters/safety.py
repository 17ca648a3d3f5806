"""Characters that cannot stand in a Word file: refused with their place, never dropped."""

from __future__ import annotations

import re
from collections.abc import Iterator, Mapping
from typing import Any

from pydantic import BaseModel

from doctool.errors import ContentError
from doctool.findings import Finding, Severity, Where
from doctool.loaded import LoadedNaskah, Path, Positions

#: Control characters but tab and line end, halves of characters, and what Unicode keeps for no character.
FORBIDDEN = re.compile("[\x00-\x08\x0b-\x1f\x7f-\x9f\ud800-\udfff\ufdd0-\ufdef\ufffe\uffff]")
CODE = "Y05"
_HINT = "hapus karakter itu, lalu ketik ulang bila perlu"


def refuse_control_characters(loaded: LoadedNaskah, nomor: str | None, *, with_office: bool = True) -> None:
    """ContentError with a finding for each text of the letter or of its office that cannot be printed.

    The texts of an office are many: not `with_office` where they were looked at for another letter.
    """
    office = loaded.office
    found = [
        *_findings(texts(loaded.naskah), loaded.positions),
        *(_findings(texts(office.kantor), office.positions) if with_office else ()),
        *_findings([((), nomor or "")], Positions("nomor surat")),
    ]
    if found:
        raise ContentError(f"{found[0].where}: {found[0].message}", tuple(found), hint=_HINT)


def texts(value: Any, path: Path = ()) -> Iterator[tuple[Path, str]]:
    """Every text in `value` and where it stands, in order."""
    if isinstance(value, str):
        yield path, value
    elif isinstance(value, BaseModel):
        for name in type(value).model_fields:
            yield from texts(getattr(value, name), (*path, name))
    elif isinstance(value, Mapping):
        for key, item in value.items():
            yield from texts(key, (*path, key))
            yield from texts(item, (*path, key))
    elif isinstance(value, tuple | list):
        for index, item in enumerate(value):
            yield from texts(item, (*path, index))


def _findings(found: Any, positions: Positions) -> Iterator[Finding]:
    for path, text in found:
        match = FORBIDDEN.search(text)
        if match is not None:
            where: Where = positions.where(path)
            number = ord(match[0])
            name = "byte nol" if number == 0 else f"karakter kendali U+{number:04X}"
            key = next((step for step in reversed(path) if isinstance(step, str)), "nomor")
            message = f"{name} pada {key}, sesudah {match.start()} huruf, tidak dapat dicetak"
            yield Finding(
                CODE, Severity.ERROR, where, message, _HINT,
                text=ascii(text[max(0, match.start() - 20) : match.end() + 20])[1:-1],
            )
