"""The way in for ZIPs of packets from outside: their directory is looked at before anything is unpacked.

Nothing is ever written from a ZIP: its files are read piece by piece, at most as long as they say, for their hashes.
"""

from __future__ import annotations

import hashlib
import zipfile
from collections.abc import Iterable
from pathlib import Path

from doctool.border.archive import DAMAGED, ArchiveError, Fault, open_archive
from doctool.border.limits import JSON_BYTES, PACKET
from doctool.errors import ContentError, system_reason

_CHUNK = 1 << 20


class RefusedZipError(ContentError):
    """A ZIP that is not opened, and why."""

    def __init__(self, file: Path, reason: str) -> None:
        super().__init__(f'ZIP "{file}" {reason}', hint="minta dikirim ulang, seperti dibuat doctool paket buat")


class PacketZip:
    """A ZIP that may be opened. Names are those below the folder that holds its `manifest_file`."""

    def __init__(self, file: Path, manifest_file: str) -> None:
        """Look at the directory. Raises RefusedZipError."""
        self.file, self.manifest_file = file, manifest_file
        try:
            self._archive = open_archive(file, PACKET)
        except OSError as error:
            raise RefusedZipError(file, f"tidak dapat dibaca: {system_reason(error)}") from error
        except ArchiveError as error:
            raise RefusedZipError(file, _reason(error)) from error
        self._names = self._named()

    def close(self) -> None:
        """Let go of the file."""
        self._archive.close()

    @property
    def has_manifest(self) -> bool:
        """Whether a manifest is in it."""
        return self.manifest_file in self._names

    def manifest(self) -> bytes:
        """The bytes of its manifest. Raises RefusedZipError."""
        return self.read(self.manifest_file, JSON_BYTES)

    def read(self, name: str, most: int = PACKET.unpacked) -> bytes:
        """The bytes of a file. Raises RefusedZipError for one that is damaged or longer than `most`."""
        info = self._names[name]
        if info.file_size > most:
            raise RefusedZipError(self.file, f'berisi "{name[:80]}" yang terlalu besar')
        try:
            return self._archive.read(info)
        except DAMAGED as error:
            raise RefusedZipError(self.file, f'rusak pada "{name[:80]}"') from error

    def hashes(self) -> dict[str, str]:
        """The SHA-256 of every file by name; "" for one that is damaged."""
        return {name: self._hash(info) for name, info in sorted(self._names.items())}

    def _hash(self, info: zipfile.ZipInfo) -> str:
        digest = hashlib.sha256()
        try:
            with self._archive.open(info) as file:
                while piece := file.read(_CHUNK):
                    digest.update(piece)
        except DAMAGED:
            return ""
        return digest.hexdigest()

    def _named(self) -> dict[str, zipfile.ZipInfo]:
        """Its files by name, below the folder of the manifest (ZIPs packed again by hand have one around it)."""
        infos = [info for info in self._archive.infolist() if not info.is_dir()]
        names = {info.filename.replace("\\", "/"): info for info in infos}
        start = _start(names, self.manifest_file)
        return {name.removeprefix(start): info for name, info in names.items() if name.startswith(start)}


def _start(names: Iterable[str], manifest_file: str) -> str:
    """The folder that holds the manifest, "" for the top or where there is none."""
    found = [name.removesuffix(manifest_file) for name in names if name.rpartition("/")[2] == manifest_file]
    return min(found, key=lambda one: (one.count("/"), one), default="")


def _reason(problem: ArchiveError) -> str:
    """Why a ZIP is not opened, after its name."""
    part = problem.part[:60]
    return {
        Fault.DAMAGED: "rusak atau terpotong",
        Fault.LARGE: "isinya terlalu besar atau terlalu banyak",
        Fault.SWOLLEN: f'berisi "{part}" yang membengkak saat dibuka',
        Fault.LOCKED: "dilindungi kata sandi",
        Fault.NAME: f'berisi nama yang tidak wajar ("{part}")',
    }[problem.fault]
