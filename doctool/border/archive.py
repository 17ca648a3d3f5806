"""ZIP archives from outside: their directory is looked at before anything in them is unpacked.

Kinds of office files, templates and packets are all archives (ECMA-376 part 2, ODF 1.3 part 2, APPNOTE.TXT). What
refuses one says so in the words of its reader; here stands only what is wrong.
"""

from __future__ import annotations

import io
import zipfile
import zlib
from collections.abc import Sequence
from enum import Enum
from pathlib import Path

from doctool.border.limits import Limits
from doctool.border.xml import looks_like_xml

#: What a damaged archive or part makes zipfile raise.
DAMAGED = (zipfile.BadZipFile, zlib.error, EOFError, OSError, ValueError, KeyError, NotImplementedError, RuntimeError)
_XML = (".xml", ".rels", ".vml")
#: What each entry of a directory begins with (APPNOTE.TXT 4.3.12).
_ENTRY = b"PK\x01\x02"


class Fault(Enum):
    """Why an archive is not opened."""

    DAMAGED = "damaged"
    LARGE = "too large"
    SWOLLEN = "made to swell"
    LOCKED = "encrypted"
    NAME = "a name that is twice there or leads out"


class ArchiveError(Exception):
    """An archive that is not opened; `part` is the name of the entry, "" for the whole."""

    def __init__(self, fault: Fault, part: str = "") -> None:
        super().__init__(fault.value)
        self.fault, self.part = fault, part


def open_archive(source: bytes | Path, limits: Limits) -> zipfile.ZipFile:
    """The archive `source` (bytes, or a file) whose directory keeps within `limits`; to be closed by the caller.

    Raises ArchiveError, and OSError for a file that cannot be read.
    """
    if isinstance(source, bytes) and source.count(_ENTRY) > 2 * limits.parts:
        raise ArchiveError(Fault.LARGE)
    try:
        archive = zipfile.ZipFile(io.BytesIO(source) if isinstance(source, bytes) else source)
    except DAMAGED as error:
        if isinstance(source, Path) and isinstance(error, OSError):
            raise
        raise ArchiveError(Fault.DAMAGED) from error
    try:
        _look_at(archive.infolist(), limits)
    except BaseException:
        archive.close()
        raise
    return archive


def xml_entries(archive: zipfile.ZipFile) -> list[zipfile.ZipInfo]:
    """The entries that are XML by their name or by what they begin with: readers find parts by their content type."""
    infos = archive.infolist()
    return [info for info in infos if info.filename.lower().endswith(_XML) or _begins_as_xml(archive, info)]


def _begins_as_xml(archive: zipfile.ZipFile, info: zipfile.ZipInfo) -> bool:
    # A drawing that somebody put in may have a document type; nobody parses it, and defusedxml would refuse it.
    if not info.file_size or ("/media/" in info.filename and info.filename.lower().endswith(".svg")):
        return False
    try:
        with archive.open(info) as part:
            return looks_like_xml(part.read(64))
    except DAMAGED:  # told, or passed over, by who reads it
        return False


def is_safe(name: str) -> bool:
    """Whether a name with "/" stays below the folder it is put in, on any system."""
    if "\\" in name or "\0" in name or ":" in name:
        return False
    return all(part not in ("", ".", "..") for part in name.split("/"))


def _look_at(infos: Sequence[zipfile.ZipInfo], limits: Limits) -> None:
    if len(infos) > limits.parts or sum(info.file_size for info in infos) > limits.unpacked:
        raise ArchiveError(Fault.LARGE)
    seen: set[str] = set()
    for info in infos:
        name = info.filename.replace("\\", "/").removesuffix("/")
        is_xml = name.lower().endswith(_XML)
        if info.file_size > (limits.xml if is_xml else limits.part):
            raise ArchiveError(Fault.LARGE, info.filename)
        swollen = info.file_size > max(limits.grace, limits.ratio * max(info.compress_size, 1))
        if swollen and (is_xml or not limits.xml_only):
            raise ArchiveError(Fault.SWOLLEN, info.filename)
        if info.flag_bits & 0x1:
            raise ArchiveError(Fault.LOCKED, info.filename)
        if not is_safe(name) or name.casefold() in seen:
            raise ArchiveError(Fault.NAME, info.filename)
        seen.add(name.casefold())
