"""One recipient's packet to look at: which pieces it gets and why, the text of its letters, its files where asked.

No number is taken and nothing is kept; files stand apart from the packets, in <out>/paket/<kantor>/<nama>.pratinjau/.
"""

from __future__ import annotations

from dataclasses import dataclass, field
from pathlib import Path
from typing import TYPE_CHECKING

from doctool import atomic, lock
from doctool.catalog.messages import did_you_mean
from doctool.errors import ContentError, DoctoolError
from doctool.letters.text import text_of
from doctool.manifest import Manifest
from doctool.packet_checking import packet_folder
from doctool.packets.names import identity
from doctool.packets.tasks import run
from doctool.pipeline import NOTES, BuildResult, refuse_changed

if TYPE_CHECKING:
    from doctool.findings import Finding
    from doctool.packet_sources import OpenPacket
    from doctool.packets.nouns import Berkas, Kiriman, Rencana

#: What the folder of previews is called, after the packet's name.
ENDING = ".pratinjau"


@dataclass(frozen=True, slots=True)
class PieceShown:
    """A piece as a recipient gets it or not: `files` are its names, () where its condition does not fit; `text` is that
    of a letter."""

    judul: str
    jenis: str
    syarat: str
    files: tuple[str, ...] = ()
    text: str = ""


@dataclass(slots=True)
class Preview:
    """What one recipient gets. `written`: the files that were made to be looked at."""

    kunci: str
    nama: str
    folder: str
    jumlah: int
    pieces: list[PieceShown] = field(default_factory=list)
    findings: tuple[Finding, ...] = ()
    written: list[Path] = field(default_factory=list)


def preview(opened: OpenPacket, rencana: Rencana, kunci: str | None, out: Path, *, write: bool = False) -> Preview:
    """The packet of the recipient `kunci` (None: the first that can be made) of the checked plan `rencana`.

    Raises DoctoolError where there is none such, ContentError where its packet cannot be made.
    """
    kiriman = _chosen(rencana, kunci)
    files = opened.maker.files(kiriman)
    made = _made(opened, files)
    one = kiriman.penerima
    shown = Preview(one.kunci, one.nama, one.folder, len(rencana.kiriman) + len(rencana.gagal))
    own = {one.where, *one.cells.values()}
    shown.findings = tuple(finding for finding in rencana.temuan if finding.where in own)
    given = {piece.tempat: piece for piece in kiriman.bagian}
    for at, potongan in enumerate(opened.paket.paket.isi):
        syarat = "; ".join(f"{name}: {' atau '.join(values)}" for name, values in potongan.jika.items())
        piece = given.get(at)
        if piece is None:
            shown.pieces.append(PieceShown(potongan.judul, potongan.jenis, syarat))
            continue
        data = made[f"{one.kunci}/{at + 1}.docx"] if potongan.surat else b""
        text = text_of(data) if data else ""
        shown.pieces.append(PieceShown(piece.judul, potongan.jenis, syarat, piece.files(), text))
    if write:
        shown.written = _write(packet_folder(opened, out), one.folder, files, made, out)
    return shown


def _chosen(rencana: Rencana, kunci: str | None) -> Kiriman:
    if kunci is None:
        if rencana.kiriman:
            return rencana.kiriman[0]
        reasons = tuple(finding for one in rencana.gagal for finding in one.findings)
        raise ContentError("tidak ada penerima yang paketnya dapat dibuat", reasons, "perbaiki daftar penerimanya")
    wanted = identity(kunci)
    for one in rencana.kiriman:
        penerima = one.penerima
        if wanted in (penerima.kunci, identity(penerima.nama), str(penerima.urut), identity(penerima.folder)):
            return one
    for lost in rencana.gagal:
        if wanted in (lost.kunci, identity(lost.nama), str(lost.urut)):
            raise ContentError(f'paket untuk "{lost.nama}" tidak dapat dibuat: {lost.alasan}', lost.findings)
    hint = did_you_mean(kunci, [one.penerima.kunci for one in rencana.kiriman], "kunci penerima")
    raise DoctoolError(f'tidak ada penerima "{kunci}" dalam paket ini', hint or "lihat daftar penerimanya")


def _made(opened: OpenPacket, files: list[Berkas]) -> dict[str, bytes]:
    """The bytes of each task. Raises ContentError for one that cannot be made."""
    tasks = {one.tugas.id: one.tugas for one in files}
    made: dict[str, bytes] = {}
    for result in run(opened.maker.bundle(list(tasks.values()))):
        if result.error:
            raise ContentError(result.error, hint=result.hint or None)
        made[result.id] = result.data
    return made


def _write(target: Path, folder: str, files: list[Berkas], made: dict[str, bytes], out: Path) -> list[Path]:
    """The documents in a folder of their own; a PDF as the file of which it would be made."""
    place = target.with_name(f"{target.name}{ENDING}") / folder
    wanted = {place / f"{Path(one.nama).stem}.{one.tugas.bentuk}": made[one.tugas.id] for one in files}
    notes = out / NOTES
    with lock.hold(notes / "kunci"):
        manifest = Manifest(out, notes / "manifes.jsonl")
        atomic.sweep(out)
        refuse_changed(manifest, list(wanted), BuildResult(folder), overwrite=False)
        for path, data in wanted.items():
            manifest.write(path, data)
    return list(wanted)
