"""What every part of the model is made of: strict frozen records and the small text types.

Values come from YAML as text, lists and mappings (doctool.catalog.source) and are typed here. Three things
stay apart everywhere: a key that is absent (None), a value left empty ("" or an empty tuple) and "-".
"""

from __future__ import annotations

import re
from typing import Annotated, Any, Literal

from pydantic import BaseModel, BeforeValidator, ConfigDict, Field, WithJsonSchema, model_validator


class Rekaman(BaseModel):
    """Base of all records: unknown keys are errors, nothing changes after reading."""

    model_config = ConfigDict(extra="forbid", frozen=True)


_BENAR = {"ya", "benar", "true"}
_SALAH = {"tidak", "salah", "false"}


def _ya_tidak(value: Any) -> Any:
    if isinstance(value, str):
        lowered = value.strip().lower()
        if lowered in _BENAR:
            return True
        if lowered in _SALAH:
            return False
        raise ValueError(f'"{value}" bukan ya atau tidak')
    return value


#: A switch, written `ya` or `tidak` (also true/false).
YaTidak = Annotated[
    bool,
    BeforeValidator(_ya_tidak),
    WithJsonSchema({"anyOf": [{"type": "boolean"}, {"enum": ["ya", "tidak"]}]}),
]

_MARKER = re.compile(r"^(?P<marker>[-•–]|\d{1,2}[.)]|[a-z][.)])\s+(?P<text>\S.*)$")


def split_marker(line: str) -> tuple[str, str]:
    """A line of a cell as (marker, text): "- Surat" is ("-", "Surat"), "Surat" is ("", "Surat")."""
    found = _MARKER.match(line)
    if found is None:
        return "", line
    return found["marker"], found["text"]


def _lines(value: Any) -> Any:
    if isinstance(value, str):
        return tuple(part.strip() for part in value.splitlines() if part.strip())
    if isinstance(value, list | tuple):
        out: list[str] = []
        for item in value:
            if not isinstance(item, str):
                raise ValueError("butir harus berupa teks")
            out.append(item if len(value) == 1 and item == "-" else f"- {item}")
        return tuple(out)
    return value


#: The text of a cell: lines (paragraphs), a line may begin with a marker (see `split_marker`).
#: In YAML a text (each line a paragraph) or a list (each item a line with the marker "-").
Isi = Annotated[
    tuple[str, ...],
    BeforeValidator(_lines),
    WithJsonSchema({"anyOf": [{"type": "string"}, {"type": "array", "items": {"type": "string"}}]}),
]


class Butir(Rekaman):
    """One item of a list on the identity sheet; `sop` addresses another SOP (`kantor/slug` or `slug`)."""

    teks: str = Field(description="Teks butir seperti dicetak.")
    sop: str | None = Field(None, description="Alamat SOP lain: kantor/slug atau slug.")

    @model_validator(mode="before")
    @classmethod
    def _from_text(cls, value: Any) -> Any:
        return {"teks": value} if isinstance(value, str) else value


class DaftarButir(Rekaman):
    """A list on the identity sheet.

    In YAML a list (numbered as the office does), a text (paragraphs without markers, "-" included), or a
    mapping where the marker or the number of columns differs from the house style.
    """

    butir: tuple[Butir, ...] = Field((), description="Butir-butir daftar.")
    penanda: Literal["1.", "1", "1)", "a.", "a)", "-", "•", ""] | None = Field(
        None, description="Penanda butir: 1., 1, 1), a., a), -, • atau kosong. Bawaan: menurut kantor."
    )
    kolom: int = Field(1, ge=1, le=4, description="Jumlah kolom untuk daftar panjang.")

    @model_validator(mode="before")
    @classmethod
    def _from_short(cls, value: Any) -> Any:
        if isinstance(value, str):
            return {"butir": list(_lines(value)), "penanda": ""}
        if isinstance(value, list | tuple):
            return {"butir": list(value)}
        return value
