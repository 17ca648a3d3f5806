"""Handing packets over: who received what and when, in ekspedisi.jsonl beside paket.yaml, and the Daftar Ekspedisi.

The record lies with the data, not in the output folder, which may be deleted at any time.
"""

from __future__ import annotations

from collections.abc import Iterable, Iterator, Sequence
from dataclasses import dataclass, replace
from datetime import date
from pathlib import Path
from typing import TYPE_CHECKING, cast

from doctool import atomic, lock
from doctool.border.limits import JSON_BYTES
from doctool.border.plain_file import read_plain
from doctool.catalog.messages import did_you_mean
from doctool.catalog.source import shown_path
from doctool.errors import ContentError, DoctoolError, system_reason
from doctool.findings import Finding
from doctool.model.tanggal import Tanggal
from doctool.packet_places import packet_folder
from doctool.packets.handover import (
    CARA,
    LOG_FILE,
    BarisEkspedisi,
    Cara,
    CatatanEkspedisi,
    as_line,
    handover_rows,
    latest,
    pieces_sum,
    read_log,
)  # fmt: skip
from doctool.packets.load import find_paket
from doctool.packets.manifest import MANIFEST_FILE, Manifes, PenerimaManifes, from_json
from doctool.packets.names import identity
from doctool.register.records import clean
from doctool.register.workbook import Row, Table, fault, read_table

if TYPE_CHECKING:
    from doctool.catalog.index import Workspace
    from doctool.loaded import LoadedKantor

_HEADINGS = {
    "penerima": ("Penerima", "Kepada"),
    "tanggal": ("Tanggal", "Tanggal diterima", "Tgl", "Diterima tanggal"),
    "nama": ("Nama penerima", "Diterima oleh", "Penerima (nama)"),
    "kunci": ("Kunci",),
    "paket": ("Paket",),
    "cara": ("Cara", "Dikirim lewat"),
    "nomor_urut": ("No.", "Nomor urut"),
    "isi": ("Isi paket",),
    "nomor": ("Nomor surat",),
    "tanda": ("Tanda tangan", "Paraf"),
}


_AS_DAY = "tulis seperti 9 Januari 2026 atau 2026-01-09"
_TO_COME = "periksa tahun dan bulannya; kosongkan tanggal dan nama bila belum diterima"


@dataclass(frozen=True)
class Ekspedisi:
    """A packet that was made, with the record of its handing over. `log`: ekspedisi.jsonl."""

    nama: str
    office: LoadedKantor
    out: Path
    log: Path
    manifes: Manifes
    catatan: tuple[CatatanEkspedisi, ...]

    @property
    def kosong(self) -> bool:
        """Whether nothing was made: every recipient failed."""
        return not self.manifes.penerima

    @property
    def folder(self) -> Path:
        """Where the packet's files are."""
        return packet_folder(self.out, self.office.kode, self.nama)

    @property
    def baris(self) -> tuple[BarisEkspedisi, ...]:
        """The rows of the Daftar Ekspedisi."""
        return handover_rows(self.manifes, self.catatan)


def open_handover(workspace: Workspace, text: str, out: Path) -> Ekspedisi:
    """The packet that `text` names, as it was made in the output folder `out`. Raises DoctoolError."""
    path = find_paket(workspace, text).absolute()
    nama, kantor = path.parent.name, path.parents[2].name
    manifes, log = read_manifest_of(out, kantor, nama), path.parent / LOG_FILE
    return Ekspedisi(nama, workspace.load_kantor(kantor), out, log, manifes, read_records(log))


def read_manifest_of(out: Path, kantor: str, nama: str) -> Manifes:
    """The manifest of a packet that was made in the output folder `out`. Raises DoctoolError."""
    file = packet_folder(out, kantor, nama) / MANIFEST_FILE
    try:
        return from_json(read_plain(file, JSON_BYTES), str(file))
    except (FileNotFoundError, NotADirectoryError) as error:
        hint = f"buat dahulu dengan: doctool paket buat {kantor}/{nama}"
        raise DoctoolError(f'paket "{kantor}/{nama}" belum dibuat di "{out}"', hint) from error
    except OSError as error:
        raise DoctoolError(f'"{file}" tidak dapat dibaca: {system_reason(error)}', "periksa hak aksesnya") from error


def numbered(out: Path, kantor: str, nama: str) -> tuple[PenerimaManifes, ...]:
    """The recipients with a numbered letter in the packet as it was made in `out`; none where it was not, or where its
    manifest cannot be read."""
    try:
        return tuple(one for one in read_manifest_of(out, kantor, nama).penerima if one.nomor)
    except DoctoolError:
        return ()


def read_records(log: Path) -> tuple[CatatanEkspedisi, ...]:
    """The record of a packet's handing over; none where nothing was noted. Raises DoctoolError."""
    try:
        return read_log(read_plain(log, JSON_BYTES), shown_path(log))
    except FileNotFoundError:
        return ()
    except OSError as error:
        raise DoctoolError(f'"{log}" tidak dapat dibaca: {system_reason(error)}', "periksa hak aksesnya") from error


class _Known:
    """The recipients of a packet, found by key, name or folder; their files; what holds for each."""

    def __init__(self, found: Ekspedisi) -> None:
        self.revisi, self.paket = found.manifes.revisi, found.manifes.paket
        self.keys = {one.kunci: one for one in found.manifes.penerima}
        self.names: dict[str, list[PenerimaManifes]] = {}
        for one in found.manifes.penerima:
            for name in {identity(one.kunci), identity(one.nama), identity(one.folder)}:
                self.names.setdefault(name, []).append(one)
        self.files = found.manifes.per_penerima()
        self.latest = latest(found.catatan)

    def recipient(self, text: str) -> PenerimaManifes:
        """The recipient that `text` names. Raises DoctoolError."""
        if text in self.keys:
            return self.keys[text]
        named = self.names.get(identity(text), [])
        if len(named) == 1:
            return named[0]
        hint = did_you_mean(text, list(self.keys), "penerima yang ada") if self.keys else ""
        hint = hint or "sebutkan kuncinya; lihat dengan doctool paket ekspedisi"
        many = "beberapa penerima bernama" if named else "tidak ada penerima"
        raise DoctoolError(f'{many} "{text}" dalam paket ini', hint)

    def line(
        self, one: PenerimaManifes, by: str, day: date, today: date, cara: Cara, note: str = ""
    ) -> CatatanEkspedisi:
        """The line that says that `by` took the packet of `one`."""
        return CatatanEkspedisi(
            penerima=one.kunci, tanggal=day.isoformat(), diterima_oleh=by, cara=cara, nomor=one.nomor,
            revisi=self.revisi, kode=pieces_sum(self.files[one.kunci], one), catatan=note, dicatat=today.isoformat(),
        )  # fmt: skip


def received(
    found: Ekspedisi, keys: Sequence[str], by: str, day: date, today: date, *, cara: str = "langsung", note: str = ""
) -> list[CatatanEkspedisi]:
    """The lines that say that `by` took the packets of `keys` (keys, names or folders) on `day`.

    Raises DoctoolError."""
    if day > today:
        raise DoctoolError(f"tanggal {day.isoformat()} belum tiba", "periksa --tanggal")
    name = clean(by, "nama penerima")
    if not name:
        raise DoctoolError("nama yang menerima kosong", "sebutkan dengan --diterima-oleh")
    known, said = _Known(found), clean(note, "catatan")
    people = {one.kunci: one for one in map(known.recipient, keys)}
    return [known.line(one, name, day, today, cast("Cara", cara), said) for one in people.values()]


def taken_back(found: Ekspedisi, keys: Sequence[str], reason: str, today: date) -> list[CatatanEkspedisi]:
    """The lines that say that what is recorded of `keys` does not count. Raises DoctoolError."""
    known, said = _Known(found), clean(reason, "alasan")
    if not said:
        raise DoctoolError("alasan pembatalan kosong", 'tulis alasannya, misalnya --batal "salah orang"')
    people = {one.kunci: one for one in map(known.recipient, keys)}
    for one in people.values():
        if one.kunci not in known.latest:
            raise DoctoolError(f'paket untuk "{one.nama}" memang belum tercatat diterima', "periksa --penerima")
    return [CatatanEkspedisi(penerima=one, batal=said, dicatat=today.isoformat()) for one in people]


def from_workbook(found: Ekspedisi, file: Path, today: date, cara: str = "langsung") -> list[CatatanEkspedisi]:
    """The lines of a Daftar Ekspedisi that came back filled in: rows with a day and a name.

    Rows left empty say nothing. Raises ContentError with every row that cannot be taken; then none is.
    """
    table = read_table(file, _HEADINGS, ("penerima", "tanggal", "nama"))
    known = _Known(found)
    lines: dict[str, CatatanEkspedisi] = {}
    faults: list[Finding] = []
    for row in table.rows:
        read = _row(known, table, row, today, cara)
        if isinstance(read, Finding):
            faults.append(read)
        elif read is not None and read.penerima in lines:
            where, hint = table.where(row.cells["penerima"]), "hapus salah satu"
            faults.append(fault("Z02", where, f'penerima "{read.penerima}" diisi di dua baris', hint, read.penerima))
        elif read is not None:
            lines[read.penerima] = read
    if faults:
        raise ContentError(f'daftar ekspedisi "{file}" tidak dicatat', tuple(faults), "perbaiki lalu baca lagi")
    before = known.latest
    return [one for key, one in lines.items() if key not in before or not _as_told(one, before[key])]


def _as_told(one: CatatanEkspedisi, known: CatatanEkspedisi) -> bool:
    """Whether a row says what is recorded, though the packet may have been made anew since."""
    return (one.tanggal, one.diterima_oleh, one.cara) == (known.tanggal, known.diterima_oleh, known.cara)


def record(found: Ekspedisi, lines: Iterable[CatatanEkspedisi], *, dry_run: bool = False) -> Ekspedisi:
    """Add `lines` to the record, but for those that say what it says already; the packet with all of them.

    The file is replaced in one step, under a lock. Raises DoctoolError.
    """
    if dry_run:
        return replace(found, catatan=(*found.catatan, *_new(found.catatan, lines)))
    with lock.hold(found.log.parent / ".doctool" / "kunci"):
        known = read_records(found.log)
        new = tuple(_new(known, lines))
        if new:
            atomic.write_bytes(found.log, b"".join(map(as_line, (*known, *new))), root=found.log.parent)
    return replace(found, catatan=(*known, *new))


def _new(known: Sequence[CatatanEkspedisi], lines: Iterable[CatatanEkspedisi]) -> Iterator[CatatanEkspedisi]:
    current = latest(known)
    for one in lines:
        before = current.get(one.penerima)
        if before is None or not one.says_the_same(before):
            yield one


def _row(known: _Known, table: Table, row: Row, today: date, cara: str) -> CatatanEkspedisi | Finding | None:
    """What a row says: a line, nothing, or what is wrong with it."""
    values = row.values
    day_text, name = values.get("tanggal", ""), values.get("nama", "")
    if not day_text and not name:
        return None
    of = values.get("paket", "")
    if of and of != known.paket:
        message = f'baris ini dari daftar paket "{of}", bukan "{known.paket}"'
        hint = f"catat dengan: doctool paket ekspedisi {of}"
        return fault("Z02", table.where(row.cells["penerima"]), message, hint, values["penerima"])
    try:
        one = known.recipient(values.get("kunci") or values["penerima"])
        name = clean(name, "nama penerima")
    except DoctoolError as error:
        return fault("Z02", table.where(row.cells["penerima"]), error.message, error.hint or "", values["penerima"])
    if not day_text or not name:
        missing, cell = ("tanggal", "tanggal") if not day_text else ("nama yang menerima", "nama")
        where = table.where(row.cells[cell])
        return fault("Z03", where, f"{one.nama}: {missing} belum diisi", "isi keduanya, atau kosongkan keduanya")
    day = Tanggal.model_validate(day_text).date
    if day is None or day > today:
        reason, hint = ("bukan tanggal", _AS_DAY) if day is None else ("belum tiba", _TO_COME)
        return fault("Z03", table.where(row.cells["tanggal"]), f'"{day_text}" {reason}', hint, day_text)
    how = values.get("cara", "").lower()
    if how and how not in CARA:
        hint = f"pilih: {', '.join(CARA)}"
        return fault("Z03", table.where(row.cells["cara"]), f'cara "{how}" tidak dikenal', hint, how)
    before = known.latest.get(one.kunci)
    usual = before.cara if before is not None and before.cara else cara
    return known.line(one, name, day, today, cast("Cara", how or usual))
