"""The one way in for workbooks from outside: what a file is, its content says, and only what is safe to open is opened.

An Excel file (ECMA-376) and an OpenDocument sheet are ZIP archives; before anything in them is believed, their
directory is looked at (number, names and sizes of the parts), each XML part is unpacked once within its limit, and a
document type or an entity in one is refused: neither program writes any, and they are how a small file becomes a
large one or reads another. Files with macros are refused whatever their name says. Reasons are Bahasa Indonesia.
"""

from __future__ import annotations

import html
import io
import posixpath
import re
import zipfile
from collections.abc import Collection
from dataclasses import dataclass
from enum import StrEnum
from functools import cached_property
from pathlib import Path

from doctool.border.archive import DAMAGED, ArchiveError, Fault, open_archive, xml_entries
from doctool.border.foreign import SAVE_AS, ole_reason, other_kind
from doctool.border.limits import WORKBOOK
from doctool.border.plain_file import TooLongError, read_plain
from doctool.border.xml import XmlError, has_dtd, parse_xml
from doctool.errors import ContentError, system_reason
from doctool.fingerprint import digest

_OLE = bytes.fromhex("D0CF11E0A1B11AE1")
_ODS = b"application/vnd.oasis.opendocument.spreadsheet"
#: Where other files lie within a workbook, and the relations by which programs find them wherever they lie.
_EMBEDDED = re.compile(r"/(?:embeddings|activeX)/|^Object ")
_EMBEDDING = {"oleObject", "package", "control"}
#: What an OpenDocument sheet shows or takes from elsewhere (ODF 1.3 part 3, 19.918 xlink:href), and addresses outside.
_HREF = re.compile(
    rb"<(?:draw:(?:image|object|object-ole|plugin|floating-frame)|table:(?:table-source|cell-range-source))\b"
    rb"""[^<>]*?\bxlink:href\s*=\s*["']([^"'<]*)["']"""
)
_AWAY = re.compile(r"[a-z][a-z0-9+.-]*:|/|\.\./", re.IGNORECASE)


#: Of what a file points to outside so many are told.
_MOST_TOLD = 5
#: No office program writes one: the file is not opened again to mend it, its sender is asked.
_NO_OFFICE = "minta pengirim menyimpannya ulang dari Excel sebagai .xlsx; jangan dibuka bila asalnya tidak jelas"


class Kind(StrEnum):
    """The kinds of workbook that are read."""

    XLSX = "xlsx"
    XLS = "xls"
    ODS = "ods"


class RefusedError(ContentError):
    """A file that is not opened: `reason` goes after "berkas ini ", `hint` says what to do."""

    def __init__(self, file: str, reason: str, hint: str = SAVE_AS) -> None:
        super().__init__(f'berkas "{file}" {reason}', hint=hint)
        self.reason = reason


@dataclass(frozen=True)
class Incoming:
    """A workbook that may be opened: its name as shown, its kind and bytes.

    `damaged` are parts that cannot be unpacked, `links` what it refers to outside of itself (hyperlinks of texts
    apart; pictures too), `embedded` other files within it; nobody opens either.
    """

    name: str
    kind: Kind
    data: bytes
    parts: tuple[str, ...] = ()
    damaged: frozenset[str] = frozenset()
    links: tuple[str, ...] = ()
    embedded: tuple[str, ...] = ()

    @cached_property
    def sha256(self) -> str:
        """SHA-256 of the bytes, in hexadecimal."""
        return digest(self.data)

    def foreign(self) -> tuple[tuple[str, str], ...]:
        """What is to be told of its links and of the files within it: message and what to do."""
        told = [(f'berkas ini menunjuk ke berkas lain: "{one[:80]}"; tidak dibuka', "hapus tautannya")
                for one in self.links[:_MOST_TOLD]]  # fmt: skip
        if self.embedded:
            told.append(("ada berkas lain di dalam berkas ini; tidak dibuka", "kirim bukti dukung terpisah"))
        return tuple(told)

    @cached_property
    def unpacked_xml(self) -> int:
        """The unpacked size of its XML parts, the sheets and their texts."""
        with open_archive(self.data, WORKBOOK) as archive:
            return sum(one.file_size for one in archive.infolist() if one.filename.endswith(".xml"))

    def read(self, part: str) -> bytes | None:
        """A part of the archive, None where it is absent or damaged."""
        if part not in self.parts or part in self.damaged:
            return None
        with zipfile.ZipFile(io.BytesIO(self.data)) as archive:
            return archive.read(part)


def take_in(path: Path, name: str = "", kinds: Collection[Kind] = tuple(Kind)) -> Incoming:
    """The workbook at `path`, called `name`. Raises RefusedError."""
    shown = name or str(path)
    try:
        data = read_plain(path, WORKBOOK.file)
    except TooLongError as error:
        raise _too_long(shown) from error
    except OSError as error:
        reason = f"tidak dapat dibaca: {system_reason(error)}"
        raise RefusedError(shown, reason, "periksa nama dan tempatnya") from error
    return inspect(data, shown, kinds)


def inspect(data: bytes, name: str, kinds: Collection[Kind] = tuple(Kind)) -> Incoming:
    """The workbook whose bytes are `data`. Raises RefusedError with the reason and what to do."""
    if len(data) > WORKBOOK.file:
        raise _too_long(name)
    if data.startswith(_OLE):
        found = _ole(data, name)
    elif data.startswith(b"PK"):
        found = _zip(data, name)
    else:
        raise RefusedError(name, *other_kind(data))
    if found.kind not in kinds:
        wanted = ", ".join(f".{one}" for one in kinds)
        raise RefusedError(name, f"berformat .{found.kind}, yang dapat dibaca hanya {wanted}")
    return found


def _ole(data: bytes, name: str) -> Incoming:
    refused = ole_reason(data)
    if refused is not None:
        raise RefusedError(name, *refused)
    return Incoming(name, Kind.XLS, data)


def _zip(data: bytes, name: str) -> Incoming:
    try:
        with open_archive(data, WORKBOOK) as archive:
            infos = archive.infolist()
            damaged, links, within = _parts(archive, name)
            names = tuple(info.filename for info in infos)
            kind = _kind(archive, names, damaged, name)
    except ArchiveError as error:
        raise _refused(error, name) from error
    except DAMAGED as error:
        raise _damaged(name) from error
    embedded = tuple(one for one in names if one in within or _EMBEDDED.search(one))
    return Incoming(name, kind, data, names, frozenset(damaged), tuple(dict.fromkeys(links)), embedded)


def _too_long(name: str) -> RefusedError:
    return RefusedError(name, f"lebih besar dari {WORKBOOK.file // 1_000_000} MB", "hapus gambar dan lembar lainnya")


def _too_large(name: str) -> RefusedError:
    return RefusedError(name, "isinya terlalu besar sesudah dibuka", "salin isinya ke buku kerja baru, lalu simpan")


def _refused(problem: ArchiveError, name: str) -> RefusedError:
    if problem.fault is Fault.LOCKED:
        return RefusedError(name, "dilindungi kata sandi", "buka di Excel, hapus kata sandinya, lalu simpan ulang")
    if problem.fault is Fault.NAME:
        return RefusedError(name, f'berisi bagian dengan nama yang tidak wajar ("{problem.part[:60]}")')
    return _damaged(name) if problem.fault is Fault.DAMAGED else _too_large(name)


def _damaged(name: str) -> RefusedError:
    return RefusedError(name, "rusak", "minta dikirim ulang, atau buka di Excel lalu simpan ulang sebagai .xlsx")


def _parts(archive: zipfile.ZipFile, name: str) -> tuple[set[str], list[str], set[str]]:
    """Unpack every XML part once: those that are damaged, what is pointed to outside, and the files within."""
    damaged: set[str] = set()
    links: list[str] = []
    within: set[str] = set()
    kind = [info for info in archive.infolist() if info.filename == "mimetype"]
    for info in (*xml_entries(archive), *kind):
        try:
            content = archive.read(info)
        except DAMAGED:
            damaged.add(info.filename)
            continue
        if has_dtd(content):
            where = info.filename[:60]
            reason = f'memuat deklarasi XML (DTD) di "{where}", yang tidak pernah ada dalam berkas Excel biasa'
            raise RefusedError(name, reason, _NO_OFFICE)
        if info.filename.lower().endswith(".rels"):
            _relations(info.filename, content, links, within)
        elif info.filename in ("content.xml", "styles.xml"):
            found = [html.unescape(one.decode("utf-8", "replace")) for one in _HREF.findall(content)]
            links += [one for one in found if _AWAY.match(one)]
    return damaged, links, within


def _relations(part: str, content: bytes, links: list[str], within: set[str]) -> None:
    """Add what the relations in `part` point to outside, but for the hyperlinks of texts, and the files within."""
    try:
        root = parse_xml(content, comments=False)
    except XmlError:  # who reads what they lead to says so
        return
    folder = posixpath.dirname(posixpath.dirname(part))
    for one in root.iterchildren("{*}Relationship"):
        kind, target = (one.get("Type") or "").rpartition("/")[2], one.get("Target") or ""
        if (one.get("TargetMode") or "").lower() == "external":
            links += [target] if kind != "hyperlink" else []
        elif kind in _EMBEDDING:
            within.add(posixpath.normpath(posixpath.join("/", folder, target)).lstrip("/"))


def _kind(archive: zipfile.ZipFile, names: tuple[str, ...], damaged: set[str], name: str) -> Kind:
    kind = archive.read("mimetype") if "mimetype" in names and "mimetype" not in damaged else b""
    if kind.startswith(b"application/vnd.oasis"):
        return _open_document(archive, names, damaged, name)
    if any(one.lower().endswith("vbaproject.bin") or "/macrosheets/" in one.lower() for one in names):
        raise _macros(name)
    if "xl/workbook.bin" in names:
        raise RefusedError(name, "berformat Excel biner (.xlsb)")
    for sign, reason in (("word/", "berkas Word"), ("ppt/", "berkas PowerPoint"), ("Index/", "berkas Apple Numbers")):
        if any(one.startswith(sign) for one in names):
            raise RefusedError(name, f"bukan buku kerja Excel, melainkan {reason}", "kirim formulir Excel-nya")
    if "[Content_Types].xml" not in names:
        reason = "bukan buku kerja Excel, melainkan arsip ZIP"
        raise RefusedError(name, reason, "buka arsipnya, kirim berkas di dalamnya")
    types = archive.read("[Content_Types].xml") if "[Content_Types].xml" not in damaged else b""
    if b"macroenabled" in types.lower() or b"vbaproject" in types.lower():
        raise _macros(name)
    return Kind.XLSX


def _open_document(archive: zipfile.ZipFile, names: tuple[str, ...], damaged: set[str], name: str) -> Kind:
    if not archive.read("mimetype").startswith(_ODS):
        raise RefusedError(name, "bukan lembar kerja, melainkan dokumen OpenDocument lain", "kirim formulir Excel-nya")
    manifest = "META-INF/manifest.xml"
    if manifest in names and manifest not in damaged and b"encryption-data" in archive.read(manifest):
        raise RefusedError(name, "dilindungi kata sandi", "buka di LibreOffice, hapus kata sandinya, lalu simpan ulang")
    if any(one.startswith(("Basic/", "Scripts/")) and not one.endswith("/") for one in names):
        raise _macros(name)
    return Kind.ODS


def _macros(name: str) -> RefusedError:
    return RefusedError(name, "berisi makro", "simpan sebagai .xlsx (tanpa makro)")
