"""What the books hold, as plain records; and the text that may go into them."""

from __future__ import annotations

import re
import sqlite3
import unicodedata
from collections.abc import Callable
from dataclasses import dataclass, fields, replace
from datetime import date
from enum import StrEnum
from functools import lru_cache
from typing import Any, TypeVar

from doctool.errors import DoctoolError

#: Longest text of one field.
MAX_TEXT = 10_000
#: What no page can hold (XML 1.0, Char) or what turns the text around unseen (bidirectional overrides).
_FORBIDDEN = re.compile("[\x00-\x08\x0b\x0c\x0e-\x1f\x7f\ud800-\udfff\ufffe\uffff\u202a-\u202e\u2066-\u2069]")

R = TypeVar("R")


class Keadaan(StrEnum):
    """The state of a number; the values are printed and stored."""

    DIPESAN = "dipesan"
    TERBIT = "terbit"
    BATAL = "batal"


@dataclass(frozen=True, slots=True)
class Surat:
    """What a number is for. `kunci` is the letter's own key (its data file, and row): asked for again, the same
    letter keeps its number. `unit` may be the key of a bidang. "" in klasifikasi, unit, keamanan: the office's.
    `nomor` is a number that the letter brings; `bertanggal` False: it has no day yet, `tanggal` is that of its making.
    """

    jenis: str
    tanggal: date
    hal: str = ""
    tujuan: str = ""
    lampiran: str = ""
    penandatangan: str = ""
    klasifikasi: str = ""
    unit: str = ""
    keamanan: str = ""
    berkas: str = ""
    kunci: str = ""
    keterangan: str = ""
    nomor: str = ""
    bertanggal: bool = True


@dataclass(frozen=True, slots=True)
class SuratKeluar:
    """A line of the buku agenda keluar. `tanggal_urut` is the day the number was taken for; `tanggal` the letter's own
    day, never earlier, nor before or after its neighbours'. `sisipan` 1, 2, ... marks an insertion after `urut`."""

    id: int
    deret: str
    tahun: int
    urut: int
    sisipan: int
    nomor: str
    keadaan: Keadaan
    jenis: str
    klasifikasi: str
    unit: str
    keamanan: str
    tanggal_urut: date
    tanggal: date
    hal: str
    tujuan: str
    lampiran: str
    penandatangan: str
    berkas: str
    kunci: str
    keterangan: str
    alasan: str


@dataclass(frozen=True, slots=True)
class TerimaSurat:
    """A letter received, as the clerk reads it; `tanggal_surat` None where it has none."""

    diterima: date
    asal: str
    nomor_surat: str = ""
    tanggal_surat: date | None = None
    hal: str = ""
    lampiran: str = ""
    sifat: str = ""
    klasifikasi: str = ""
    keterangan: str = ""


@dataclass(frozen=True, slots=True)
class Disposisi:
    """What `kepada` is to do with a letter received: told by `dari` on `tanggal`, done on `selesai` (None: not yet)."""

    id: int
    dari: str
    kepada: str
    isi: str
    tanggal: date
    batas: date | None
    selesai: date | None
    catatan: str


@dataclass(frozen=True, slots=True)
class SuratMasuk:
    """A line of the buku agenda masuk: `agenda` is its No. Agenda in `tahun`; `batal` why it does not count, or ""."""

    id: int
    tahun: int
    agenda: int
    surat: TerimaSurat
    disposisi: tuple[Disposisi, ...] = ()
    batal: str = ""

    @property
    def keadaan(self) -> str:
        """batal, baru, didisposisi, or selesai when every disposisi is done."""
        if self.batal:
            return "batal"
        if not self.disposisi:
            return "baru"
        return "selesai" if all(one.selesai for one in self.disposisi) else "didisposisi"


def clean(text: str, name: str) -> str:
    """`text` on one line, in Unicode's composed form. Raises DoctoolError for what cannot be printed."""
    found = _FORBIDDEN.search(text)
    if found is not None:
        raise DoctoolError(
            f"{name} memuat tanda yang tidak dapat dicetak (U+{ord(found[0]):04X}) pada huruf ke-{found.start() + 1}",
            "hapus tanda itu, biasanya terbawa saat menyalin dari program lain",
        )
    line = " ".join(unicodedata.normalize("NFC", text).split())
    if len(line) > MAX_TEXT:
        raise DoctoolError(f"{name} terlalu panjang: {len(line)} huruf", f"paling panjang {MAX_TEXT} huruf")
    return text if line == text else line


def cleaned(record: R) -> R:
    """`record` with every text cleaned; itself where nothing changes."""
    texts = {
        field.name: cleaned_text
        for field in fields(record)  # type: ignore[arg-type]  # any of the dataclasses above
        if isinstance(value := getattr(record, field.name), str)
        and (cleaned_text := clean(value, field.name.replace("_", " "))) is not value
    }
    return replace(record, **texts) if texts else record  # type: ignore[type-var]


_READERS: dict[str, Callable[[Any], object]] = {
    "date": date.fromisoformat,
    "date | None": lambda text: date.fromisoformat(text) if text else None,
    "Keadaan": Keadaan,
}


def of_row(kind: type[R], row: sqlite3.Row) -> R:
    """The record of `kind` in the columns that bear the names of its fields; days and states are read from texts."""
    plan = _readers(kind)  # type: ignore[arg-type]  # a class is hashable
    return kind(**{name: reader(row[name]) if reader is not None else row[name] for name, reader in plan})


@lru_cache
def _readers(kind: type) -> tuple[tuple[str, Callable[[Any], object] | None], ...]:
    """The fields of a record, each with what reads it from a column, None where it is stored as it is."""
    return tuple((field.name, _READERS.get(str(field.type))) for field in fields(kind))
