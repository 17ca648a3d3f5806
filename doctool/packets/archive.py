"""ZIPs of packets below a size: whole files, relative safe names, fixed times, the same bytes for the same files.

Files are stored as they are: Word, Excel and PDF files are packed already, so that sizes are known before anything is
written and no version of a compressor changes the bytes (APPNOTE.TXT 6.3.10). Every ZIP holds a manifest of just what
is in it, so that each can be checked alone.
"""

from __future__ import annotations

import hashlib
import io
import json
import zipfile
from collections.abc import Callable
from dataclasses import dataclass
from itertools import groupby
from pathlib import Path
from typing import IO

from doctool.errors import DoctoolError, system_reason
from doctool.findings import Finding, Severity, Where
from doctool.packets.manifest import MANIFEST_FILE, BerkasManifes, Manifes, PenerimaManifes, extract, stated, to_json

#: Bytes of a megabyte, of a ZIP's end, and of the two heads of a file beside its name twice.
MB = 1_000_000
_END, _HEADS = 22, 30 + 46
#: Room for the line ends and indents of an entry of the manifest.
_SPARE = 128
_MODE, _UNIX, _EPOCH = 0o644 << 16, 3, (1980, 1, 1, 0, 0, 0)
_CHUNK = 1 << 20


@dataclass(frozen=True, slots=True)
class Arsip:
    """A ZIP to be written: its file's name, the files in it, which part of how many it is (1 of 1: the whole)."""

    nama: str
    berkas: tuple[str, ...]
    bagian: int = 1
    dari: int = 1

    @property
    def sebutan(self) -> str:
        """ "2 dari 3", "" for the whole."""
        return f"{self.bagian} dari {self.dari}" if self.dari > 1 else ""


def plan_archives(manifes: Manifes, base: str, limit: int) -> tuple[tuple[Arsip, ...], tuple[Finding, ...]]:
    """The ZIPs for all files of `manifes` (ZIPs in it apart), each at most `limit` bytes; `base` is their name without
    ".zip".

    Files go whole, in order, and those of one recipient stay together where they fit into one ZIP. A file larger than
    the limit has a ZIP of its own, and a finding says so.
    """
    files = [one for one in manifes.berkas if one.jenis != "arsip"]
    size_of = _sizes(manifes)
    room = limit - _fixed(manifes)
    parts: list[list[BerkasManifes]] = []
    held = room + 1
    for _, group in groupby(files, key=lambda one: one.penerima):
        own = list(group)
        sizes = [size_of[one.nama] for one in own]
        if held + sum(sizes) > room and sum(sizes) <= room:
            held = room + 1  # together in the next one
        for one, size in zip(own, sizes, strict=True):
            if held + size > room:
                parts.append([])
                held = 0
            parts[-1].append(one)
            held += size
    count = len(parts)
    names = [f"{base}_{at}-dari-{count}.zip" for at in range(1, count + 1)] if count > 1 else [f"{base}.zip"]
    made = tuple(
        Arsip(name, tuple(one.nama for one in part), at, count)
        for at, (name, part) in enumerate(zip(names, parts, strict=False), start=1)
    )
    return made, tuple(_too_large(one, limit) for one in files if size_of[one.nama] > room)


def write_archive(arsip: Arsip, manifes: Manifes, source: Callable[[str], Path | bytes], out: IO[bytes]) -> None:
    """Write a ZIP to `out`, a file opened for writing; `source` gives the bytes of a file of the manifest, or where
    they are.

    Raises DoctoolError for a file that is no longer what the manifest says.
    """
    inside = extract(manifes, arsip.berkas, arsip.sebutan)
    with zipfile.ZipFile(out, "w", zipfile.ZIP_STORED) as archive:
        archive.writestr(_entry(MANIFEST_FILE), to_json(inside).encode("utf-8"))
        for one in inside.berkas:
            try:
                written = _copy(archive, one.nama, source(one.nama))
            except OSError as error:
                message = f'"{one.nama}" tidak dapat dimasukkan ke ZIP: {system_reason(error)}'
                raise DoctoolError(message, "jalankan lagi") from error
            if written != one.sha256:
                raise DoctoolError(f'"{one.nama}" berubah selama ZIP dibuat', "tutup berkas itu lalu jalankan lagi")


def _copy(archive: zipfile.ZipFile, name: str, source: Path | bytes) -> str:
    """Put a file into the ZIP piece by piece; its SHA-256."""
    digest = hashlib.sha256()
    with io.BytesIO(source) if isinstance(source, bytes) else source.open("rb") as file:
        entry = _entry(name)
        entry.file_size = len(source) if isinstance(source, bytes) else source.stat().st_size
        with archive.open(entry, "w") as out:
            while piece := file.read(_CHUNK):
                digest.update(piece)
                out.write(piece)
    return digest.hexdigest()


def _entry(name: str) -> zipfile.ZipInfo:
    """A file's head: no clock, no platform; zipfile marks names beyond ASCII as UTF-8 (APPNOTE.TXT appendix D)."""
    entry = zipfile.ZipInfo(name, _EPOCH)
    entry.create_system, entry.external_attr = _UNIX, _MODE
    return entry


def _fixed(manifes: Manifes) -> int:
    """Bytes of a ZIP without files; its manifest with room for the name of its part."""
    return _END + _HEADS + 2 * len(MANIFEST_FILE) + len(to_json(extract(manifes, ())).encode("utf-8")) + _SPARE


def _sizes(manifes: Manifes) -> dict[str, int]:
    """The bytes that each file adds to a ZIP, rather too many: itself, its heads, its lines in the manifest."""
    people = {one.kunci: _lines(one) for one in manifes.penerima}
    return {
        one.nama: one.ukuran + _HEADS + 2 * len(one.nama.encode("utf-8")) + _lines(one) + people.get(one.penerima, 0)
        for one in manifes.berkas
    }


def _lines(one: BerkasManifes | PenerimaManifes) -> int:
    """The bytes of a record in the manifest, rather too many."""
    return len(json.dumps(stated(one), ensure_ascii=False, separators=(",", ":")).encode("utf-8")) + _SPARE


def _too_large(one: BerkasManifes, limit: int) -> Finding:
    message = f"{one.ukuran / MB:.1f} MB, lebih besar dari batas satu ZIP ({limit / MB:.0f} MB)".replace(".", ",")
    hint = "berkas ini menjadi ZIP tersendiri; perkecil berkasnya, atau kirim dengan cara lain"
    return Finding("Z01", Severity.WARNING, Where(one.nama), message, hint)
