"""Terbitan: an SOP as it was published (sop_catalog/<kantor>/terbitan/<slug>/<n>/terbitan.json), never written again.

Beside the record lie the texts that it was made of (sop.yaml, kantor.yaml, the crest) and every file that was made.
Earlier ones are superseded because a later one is there; nothing is written into them.
"""

from __future__ import annotations

from dataclasses import dataclass, field
from datetime import date
from functools import cache

from pydantic import TypeAdapter

from doctool.errors import ContentError
from doctool.model.catatan import read_record

#: The folder of an office that holds what was published, the record in each published folder, and the SOP's text there.
TERBITAN_FOLDER, TERBITAN_FILE, TEKS_FILE = "terbitan", "terbitan.json", "sop.yaml"
#: What a folder is called while it is being filled; renaming it is the publishing.
SIAP = ".siap-"


@dataclass(frozen=True, slots=True)
class Terbitan:
    """The record of a published SOP.

    `nomor` counts what was published from 0 on, `nomor_revisi` is the number as the office writes it. `tanggal` is the
    day of publishing as 2026-01-12 ("" where nobody knows it), `berkas` the SHA-256 of every other file in the folder
    by name, `asal` that of the text at work that it was made of, `doctool` the version that made it. `luar`: it was
    published without doctool and only its text was taken in.
    """

    kantor: str
    slug: str
    nomor: int
    nomor_revisi: str
    nomor_sop: str
    nama_sop: str
    tanggal: str
    oleh: str = ""
    alasan: str = ""
    peraturan: tuple[str, ...] = ()
    berkas: dict[str, str] = field(default_factory=dict)
    asal: str = ""
    doctool: str = ""
    luar: bool = False
    versi: int = 1

    @property
    def alamat(self) -> str:
        """`kantor/slug@nomor`."""
        return f"{self.kantor}/{self.slug}@{self.nomor}"

    @property
    def hari(self) -> date | None:
        """The day of publishing."""
        return date.fromisoformat(self.tanggal) if self.tanggal else None

    @property
    def lembar(self) -> tuple[str, ...]:
        """The names of the files that were made: docx, xlsx, pdf, html, svg."""
        return tuple(name for name in self.berkas if name.startswith(f"{self.slug}."))


@cache
def _adapter() -> TypeAdapter[Terbitan]:
    return TypeAdapter(Terbitan)


def to_json(terbitan: Terbitan) -> bytes:
    """The record as JSON: the same record gives the same bytes."""
    return _adapter().dump_json(terbitan, indent=1) + b"\n"


def from_json(data: bytes, file: str) -> Terbitan:
    """The record in `data`. Raises ContentError where it is none."""
    wrong, hint = f'"{file}" bukan catatan terbitan SOP', "ambil lagi dari cadangan"
    found = read_record(_adapter(), data, wrong, hint)
    try:
        _ = found.hari
    except ValueError as error:
        raise ContentError(f"{wrong}: isinya tidak wajar di tanggal", hint=hint) from error
    return found
