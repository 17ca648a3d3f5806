"""The way in for ZIPs of packets from outside: their directory is looked at before anything is unpacked.

Nothing is ever written from a ZIP: its files are read piece by piece, at most as long as they say, for their hashes.
"""

from __future__ import annotations

import hashlib
import zipfile
from pathlib import Path

from doctool.border import DAMAGED, GRACE, MAX_RATIO
from doctool.errors import ContentError, system_reason
from doctool.packets.manifest import MANIFEST_FILE, MAX_BYTES, is_safe

#: Limits: 20,000 recipients with ten files each; 4 GB unpacked; a cover sheet or manifest is read whole.
MAX_FILES, MAX_UNPACKED = 200_000, 4_000_000_000
_CHUNK = 1 << 20


class RefusedZipError(ContentError):
    """A ZIP that is not opened, and why."""

    def __init__(self, file: Path, reason: str) -> None:
        super().__init__(f'ZIP "{file}" {reason}', hint="minta dikirim ulang, seperti dibuat doctool paket buat")


class PacketZip:
    """A ZIP that may be opened. Names are those below the folder that holds its manifest."""

    def __init__(self, file: Path) -> None:
        """Look at the directory. Raises RefusedZipError."""
        self.file = file
        try:
            self._archive = zipfile.ZipFile(file)
        except OSError as error:
            raise RefusedZipError(file, f"tidak dapat dibaca: {system_reason(error)}") from error
        except DAMAGED as error:
            raise RefusedZipError(file, "rusak atau terpotong") from error
        try:
            self._names = self._looked_at()
        except BaseException:
            self.close()
            raise

    def close(self) -> None:
        """Let go of the file."""
        self._archive.close()

    @property
    def has_manifest(self) -> bool:
        """Whether a manifest is in it."""
        return MANIFEST_FILE in self._names

    def manifest(self) -> bytes:
        """The bytes of its manifest. Raises RefusedZipError."""
        return self.read(MANIFEST_FILE, MAX_BYTES)

    def read(self, name: str, most: int = MAX_UNPACKED) -> bytes:
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

    def _looked_at(self) -> dict[str, zipfile.ZipInfo]:
        """Its files by name, below the folder of the manifest (ZIPs packed again by hand have one around it)."""
        infos = [info for info in self._archive.infolist() if not info.is_dir()]
        if len(infos) > MAX_FILES or sum(info.file_size for info in infos) > MAX_UNPACKED:
            raise RefusedZipError(self.file, "isinya terlalu besar atau terlalu banyak")
        names: dict[str, zipfile.ZipInfo] = {}
        seen: set[str] = set()
        for info in infos:
            name = info.filename.replace("\\", "/")
            if info.flag_bits & 0x1:
                raise RefusedZipError(self.file, "dilindungi kata sandi")
            if not is_safe(name) or name.casefold() in seen:
                raise RefusedZipError(self.file, f'berisi nama yang tidak wajar ("{info.filename[:60]}")')
            if info.file_size > GRACE and info.file_size > MAX_RATIO * max(info.compress_size, 1):
                raise RefusedZipError(self.file, f'berisi "{name[:60]}" yang membengkak saat dibuka')
            seen.add(name.casefold())
            names[name] = info
        start = _start(names)
        return {name.removeprefix(start): info for name, info in names.items() if name.startswith(start)}


def _start(names: dict[str, zipfile.ZipInfo]) -> str:
    """The folder that holds the manifest, "" for the top or where there is none."""
    found = [name.removesuffix(MANIFEST_FILE) for name in names if name.rpartition("/")[2] == MANIFEST_FILE]
    return min(found, key=lambda one: (one.count("/"), one), default="")
