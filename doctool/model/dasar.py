"""What every part of the model is made of: strict frozen records and the small text types.

Values come from YAML as text, lists and mappings (doctool.catalog.source) and are typed here. Three things
stay apart everywhere: a key that is absent (None), a value left empty ("" or an empty tuple) and "-".
"""

from __future__ import annotations

import re
from typing import Annotated, Any, Literal, TypeVar

from pydantic import BaseModel, BeforeValidator, ConfigDict, Field, WithJsonSchema, model_validator
from pydantic_core import PydanticCustomError

T = TypeVar("T")


def salah(pesan: str, saran: str, di: str | tuple[str | int, ...] = "", teks: str = "") -> PydanticCustomError:
    """A fault to raise from a validator: message and hint in Bahasa Indonesia, `di` the key it is about, or the
    path to it (below the record at hand), `teks` the offending text."""
    return PydanticCustomError("aturan_model", "{pesan}", {"pesan": pesan, "saran": saran, "di": di, "teks": teks})


def _tanpa_isi(value: Any) -> Any:
    return None if value == "" else value


def _deret_kosong(value: Any) -> Any:
    return () if value == "" else value


def _kamus_kosong(value: Any) -> Any:
    return {} if value == "" else value


#: A value that may be left empty (`jam_kerja_sehari:`), which is the same as leaving its key out.
AtauKosong = Annotated[T | None, BeforeValidator(_tanpa_isi)]
#: A list; its key may be left empty (`revisi:`).
Deret = Annotated[tuple[T, ...], BeforeValidator(_deret_kosong)]


def _one_or_more(value: Any) -> Any:
    return (value,) if isinstance(value, str) and value else () if value == "" else value


#: A list of texts that may be written as one text: `jika: {eselon: III}` is `{eselon: [III]}`.
SatuAtauLebih = Annotated[
    tuple[str, ...],
    BeforeValidator(_one_or_more),
    WithJsonSchema({"anyOf": [{"type": "string"}, {"type": "array", "items": {"type": "string"}}]}),
]
#: A mapping with keys of the author's choice; may be left empty.
Kamus = Annotated[dict[str, T], BeforeValidator(_kamus_kosong)]


class Rekaman(BaseModel):
    """Base of all records: unknown keys are errors, nothing changes after reading."""

    model_config = ConfigDict(extra="forbid", frozen=True)

    @model_validator(mode="before")
    @classmethod
    def _left_empty(cls, value: Any) -> Any:
        return {} if value == "" else value


def dari_teks(*kunci: str, kosong: bool = False) -> Any:
    """The validator of a record whose short form is a text for the keys `kunci`; an empty text too where `kosong`."""

    def record(value: Any) -> Any:
        return dict.fromkeys(kunci, value) if isinstance(value, str) and (value or kosong) else value

    return model_validator(mode="before")(staticmethod(record))


class Tertulis(BaseModel):
    """A text as written, of which a subclass reads what it can; "" is an empty place."""

    model_config = ConfigDict(frozen=True, extra="forbid")

    teks: str

    @property
    def kosong(self) -> bool:
        """An empty place."""
        return not self.teks.strip()

    @property
    def setrip(self) -> bool:
        """Written "-": there is none, on purpose."""
        return self.teks.strip() in {"-", "–", "—"}


_BENAR = {"ya", "benar", "true"}
_SALAH = {"tidak", "salah", "false"}


def _ya_tidak(value: Any) -> Any:
    if isinstance(value, str):
        lowered = value.strip().lower()
        if lowered in _BENAR:
            return True
        if lowered in _SALAH:
            return False
        raise PydanticCustomError("ya_tidak", "ya atau tidak")
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
    if isinstance(value, list):
        if not all(isinstance(item, str) for item in value):
            return tuple(value)  # the items' own type check then names the one that is no text
        return tuple(line for item in value for line in _item_lines(item, alone=len(value) == 1))
    return value


def _item_lines(item: str, alone: bool) -> tuple[str, ...]:
    """A list item as lines: the first with its own marker or else "-", any further ones as they are."""
    lines = [part.strip() for part in item.splitlines() if part.strip()]
    if not lines:
        return ()
    first = lines[0]
    marked = split_marker(first)[0] or (alone and first == "-")
    return (first if marked else f"- {first}", *lines[1:])


_WHOLE = re.compile(r"[0-9]{1,9}")


def bilangan(text: str) -> int | None:
    """The whole number that `text` writes in digits, at most nine; None for anything else ("²", "3a", "")."""
    return int(text) if _WHOLE.fullmatch(text) else None


#: The text of a cell: lines (paragraphs), a line may begin with a marker (see `split_marker`).
#: In YAML a text (each line a paragraph) or a list (each item a line, marked "-" unless it brings a marker
#: of its own). In Python a tuple of lines as they are.
Isi = Annotated[
    tuple[str, ...],
    BeforeValidator(_lines),
    WithJsonSchema({"anyOf": [{"type": "string"}, {"type": "array", "items": {"type": "string"}}]}),
]


class Butir(Rekaman):
    """One item of a list on the identity sheet; `sop` addresses another SOP (`kantor/slug` or `slug`)."""

    teks: str = Field(description="Teks butir seperti dicetak.")
    sop: str | None = Field(None, description="Alamat SOP lain: kantor/slug atau slug.")

    _from_text = dari_teks("teks", kosong=True)


class DaftarButir(Rekaman):
    """A list on the identity sheet.

    In YAML a list (numbered as the office does), a text (paragraphs without markers, "-" included), or a
    mapping where the marker or the number of columns differs from the house style.
    """

    butir: Deret[Butir] = Field((), description="Butir-butir daftar.")
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
