"""Who received a packet and when: the lines of ekspedisi.jsonl, and the rows of the Daftar Ekspedisi.

A line is never changed or removed: a correction is a new line, and what holds is the last one of a recipient. Pure:
text in, nouns out.
"""

from __future__ import annotations

import json
from collections.abc import Iterable, Sequence
from dataclasses import dataclass
from datetime import date
from typing import Literal, get_args

from pydantic import Field, ValidationError, field_validator

from doctool.border.json_text import read_json
from doctool.findings import Where
from doctool.model.dasar import Rekaman
from doctool.packets.check_code import check_sum
from doctool.packets.cover import contents_text, counted
from doctool.packets.manifest import BerkasManifes, Manifes, PenerimaManifes
from doctool.refusal import error as fault
from doctool.refusal import refuse

LOG_FILE = "ekspedisi.jsonl"
Cara = Literal["langsung", "whatsapp", "pos", "surel"]
CARA: tuple[str, ...] = get_args(Cara)


class CatatanEkspedisi(Rekaman):
    """A line: the recipient's key, the day, who took the packet, how; what it held then (`kode`: the sum over its
    pieces); `batal`: why the line before it does not count; `dicatat`: the day of writing it down."""

    penerima: str = Field(min_length=1)
    tanggal: str = ""
    diterima_oleh: str = ""
    cara: Cara | Literal[""] = ""
    nomor: str = ""
    revisi: str = ""
    kode: str = ""
    batal: str = ""
    catatan: str = ""
    dicatat: str = ""

    @field_validator("tanggal", "dicatat")
    @classmethod
    def _is_day(cls, value: str) -> str:
        if value:
            date.fromisoformat(value)
        return value

    def says_the_same(self, other: CatatanEkspedisi) -> bool:
        """Whether `other` records the same handing over, whenever it was written down, and all that this one notes."""
        bare = {"dicatat": "", **({} if self.catatan else {"catatan": ""})}
        return self.model_copy(update=bare) == other.model_copy(update=bare)


@dataclass(frozen=True, slots=True)
class BarisEkspedisi:
    """A row of the Daftar Ekspedisi: the recipient, what its packet holds as it is printed, its last record (None: not
    yet received), whether its packet was made anew with other content since; `paket`: of which packet."""

    urut: int
    kunci: str
    nama: str
    folder: str
    isi: str
    nomor: str
    catatan: CatatanEkspedisi | None = None
    berubah: bool = False
    paket: str = ""


def read_log(data: bytes, file: str) -> tuple[CatatanEkspedisi, ...]:
    """The lines of ekspedisi.jsonl; `file` is named in messages.

    A last line that a power cut left unfinished counts as not written. Raises ContentError for any other damage: what
    was handed over is not forgotten in silence.
    """
    found: list[CatatanEkspedisi] = []
    lines = data.split(b"\n")
    for number, line in enumerate(lines, start=1):
        if not line.strip():
            continue
        try:
            found.append(CatatanEkspedisi.model_validate(read_json(line.decode("utf-8"))))
        except (ValueError, ValidationError) as error:
            if number == len(lines):
                break
            hint = "pulihkan dari salinan; catatan ini tidak ditimpa agar tidak ada yang hilang"
            raise refuse(file, [fault("Z04", Where(file, number, 1), "catatan ekspedisi rusak", hint)]) from error
    return tuple(found)


def as_line(record: CatatanEkspedisi) -> bytes:
    """A line of ekspedisi.jsonl."""
    said = {key: value for key, value in record.model_dump().items() if value}
    return (json.dumps(said, ensure_ascii=False) + "\n").encode("utf-8")


def latest(records: Iterable[CatatanEkspedisi]) -> dict[str, CatatanEkspedisi]:
    """What holds for each recipient; those whose last record was taken back are left out."""
    found: dict[str, CatatanEkspedisi] = {}
    for one in records:
        if one.batal:
            found.pop(one.penerima, None)
        else:
            found[one.penerima] = one
    return found


def pieces_sum(files: Iterable[BerkasManifes], penerima: PenerimaManifes) -> str:
    """The sum over the pieces of a recipient among its `files`, as its cover sheet prints it."""
    start = f"{penerima.folder}/"
    return check_sum((one.nama.removeprefix(start), one.sha256) for one in files if one.jenis == "potongan")


def handover_rows(manifes: Manifes, records: Iterable[CatatanEkspedisi]) -> tuple[BarisEkspedisi, ...]:
    """The rows of a packet, in the order of its recipients."""
    known, files = latest(records), manifes.per_penerima()
    rows = []
    for number, one in enumerate(manifes.penerima, start=1):
        pieces = [file for file in files[one.kunci] if file.jenis == "potongan"]
        record = known.get(one.kunci)
        changed = record is not None and bool(record.kode) and record.kode != pieces_sum(pieces, one)
        rows.append(BarisEkspedisi(
            number, one.kunci, one.nama, one.folder, _contents(files[one.kunci]), one.nomor, record, changed,
            manifes.paket,
        ))  # fmt: skip
    return tuple(rows)


def _contents(files: Sequence[BerkasManifes]) -> str:
    """What a recipient's pieces are: "2 berkas, 5 lembar". Where not all are counted, their one PDF knows more."""
    pieces = [(one.nama, one.halaman) for one in files if one.jenis == "potongan"]
    joined = sum(one.halaman for one in files if one.jenis == "gabungan")
    if joined and not counted(pieces)[1]:
        return f"{len(pieces)} berkas, satu PDF {joined} lembar"
    return contents_text(pieces, "lembar")
