"""The one way in for Word files from outside: whether it is one, and its parts, of which only the sound are given.

A Word file (ECMA-376) is a ZIP archive of XML parts that name one another in relations. Before anything in it is
believed its directory is looked at (number, names and sizes of the parts), and no XML part with a document type or an
entity is read (`border.xml`). What is no Word file is told by its content, never by its name. Texts are Bahasa
Indonesia.
"""

from __future__ import annotations

import io
import posixpath
import zipfile
from dataclasses import dataclass, field
from functools import cached_property
from typing import TYPE_CHECKING
from urllib.parse import unquote

from doctool.border.archive import DAMAGED, ArchiveError, Fault, open_archive, xml_entries
from doctool.border.limits import TEMPLATE, WORD, Limits
from doctool.border.xml import XmlError, has_dtd, parse_xml

if TYPE_CHECKING:
    from lxml import etree

SAVE_AS = "buka di Word, lalu simpan dengan Save As sebagai Word Document (.docx)"

_OLE = b"\xd0\xcf\x11\xe0\xa1\xb1\x1a\xe1"
_ENCRYPTED = "EncryptedPackage".encode("utf-16-le")
#: What other files begin with (small letters), and what they are.
_FOREIGN = (
    (b"%pdf", "berkas PDF"), (b"{\\rtf", "berkas RTF"), (b"<?xml", "berkas XML"), (b"<html", "halaman web"),
    (b"<!doc", "halaman web"), (b"<head", "halaman web"), (b"<meta", "halaman web"), (b"mime-", "arsip halaman web"),
    (b"\x89png", "gambar"), (b"\xff\xd8\xff", "gambar"), (b"rar!", "arsip RAR"), (b"7z\xbc\xaf", "arsip 7z"),
)  # fmt: skip
_TYPES = {
    b"spreadsheetml": "berkas Excel", b"presentationml": "berkas PowerPoint",
    b"ms-word.document.macroenabled": "berkas Word dengan makro (.docm)",
    b"ms-word.template.macroenabled": "templat Word dengan makro (.dotm)",
    b"wordprocessingml.template.main": "templat Word (.dotx)",
}  # fmt: skip
_TYPE = b"wordprocessingml.document.main+xml"
_MAIN = "word/document.xml"
#: What a Word file may refer to outside: the address of a link, the template it was made of; neither is ever opened.
_HARMLESS = {"hyperlink", "attachedTemplate"}
#: Files of other programs within: objects, buttons, texts that Word would take in.
_EMBEDDING = {"oleObject", "package", "control", "aFChunk"}
_STRICT = "http://purl.oclc.org/ooxml/wordprocessingml/main"


_UNLINK = "di Word pilih File, Info, Edit Links to Files, Break Link; gambarnya sisipkan lagi dengan Insert, Pictures"
_DETACH = "klik objeknya, Cut, lalu Paste Special sebagai gambar (Picture)"
#: No office program writes one: the file is not opened again to mend it, its sender is asked.
_NO_OFFICE = "minta pengirim menyimpannya ulang dari Word sebagai .docx; jangan dibuka bila asalnya tidak jelas"


class NoWordFileError(Exception):
    """Not a Word file that can be read; `hint` says what to do. Both are Bahasa Indonesia."""

    def __init__(self, message: str, hint: str = SAVE_AS) -> None:
        super().__init__(message)
        self.hint = hint


@dataclass(frozen=True, slots=True)
class Relation:
    """What a part refers to: the last word of its kind ("image"), the part's name or the address outside."""

    kind: str
    target: str
    external: bool = False


@dataclass(frozen=True)
class WordPackage:
    """The parts of a Word file by name."""

    data: bytes
    names: frozenset[str]
    _kept: dict[str, bytes | None] = field(default_factory=dict, repr=False)

    @cached_property
    def main(self) -> str:
        """The name of the part with the document's text."""
        if "_rels/.rels" in self.names:
            for one in self.relations("").values():
                if one.kind == "officeDocument" and one.target in self.names:
                    return one.target
        return _MAIN

    def read(self, name: str) -> bytes | None:
        """The bytes of a part; None where it is absent or damaged."""
        if name not in self.names:
            return None
        if name not in self._kept:
            try:
                with zipfile.ZipFile(io.BytesIO(self.data)) as archive:
                    self._kept[name] = archive.read(name)
            except DAMAGED:
                self._kept[name] = None
        return self._kept[name]

    def xml(self, name: str) -> etree._Element:
        """The root of a part. NoWordFileError where it is absent, damaged or not to be trusted."""
        content = self.read(name)
        if content is None:
            raise NoWordFileError(f"berkas Word ini rusak ({name[:80]})")
        try:
            root = parse_xml(content, comments=False)
        except XmlError as error:
            if error.dtd:
                raise _with_dtd(name) from error
            raise NoWordFileError(f"berkas Word ini rusak ({name[:80]})") from error
        if root.tag == f"{{{_STRICT}}}document":
            hint = "buka di Word, pilih Save As, jenis Word Document (.docx), bukan Strict Open XML Document"
            raise NoWordFileError("berkas ini disimpan sebagai Strict Open XML Document", hint)
        return root

    def relations(self, name: str) -> dict[str, Relation]:
        """What the part `name` refers to, by id; "" for the file itself."""
        folder, base = posixpath.split(name)
        part = posixpath.join(folder, "_rels", f"{base}.rels")
        found: dict[str, Relation] = {}
        for link in self.xml(part) if part in self.names else ():
            target = link.get("Target") or ""
            external = link.get("TargetMode") == "External"
            if not external:
                target = posixpath.normpath(posixpath.join("/", folder, unquote(target))).lstrip("/")
            found[link.get("Id") or ""] = Relation((link.get("Type") or "").rpartition("/")[2], target, external)
        return found


def open_package(data: bytes, limits: Limits = WORD) -> WordPackage:
    """The Word file `data`. NoWordFileError where it is none, a damaged one, or one not to be trusted."""
    if len(data) > limits.file:
        raise NoWordFileError(f"berkas ini lebih besar dari {limits.file // 1_000_000} MB", "perkecil gambarnya")
    if not data.strip(b"\x00"):
        raise NoWordFileError("berkas ini kosong", "salin lagi dari asalnya")
    if data.startswith(_OLE):
        if _ENCRYPTED in data:
            raise NoWordFileError("berkas Word ini berkata sandi", "buka di Word, hapus kata sandinya, lalu simpan")
        raise NoWordFileError("berkas ini Word lama (.doc) walau namanya .docx")
    head = data[:200].lstrip(b"\xef\xbb\xbf\xff\xfe \t\r\n").replace(b"\0", b"").lower()
    for start, what in _FOREIGN:
        if data[:8].lower().startswith(start) or head.startswith(start):
            raise NoWordFileError(f"berkas ini bukan Word (.docx), melainkan {what}")
    try:
        with open_archive(data, limits) as archive:
            names = frozenset(archive.namelist())
            _refuse_others(archive, names)
    except ArchiveError as error:
        raise _refused(error) from error
    except DAMAGED as error:
        raise NoWordFileError("berkas ini rusak atau bukan Word (.docx)") from error
    return WordPackage(data, names)


def open_whole(data: bytes, limits: Limits = TEMPLATE) -> WordPackage:
    """`open_package` for a file whose parts others will read: every XML part is whole and has no document type.

    Raises NoWordFileError.
    """
    package = open_package(data, limits)
    with open_archive(data, limits) as archive:
        hidden = {info.filename for info in xml_entries(archive)}
    for name in sorted(package.names):
        if name.lower().endswith((".xml", ".rels")):
            package.xml(name)
        elif name in hidden and has_dtd(package.read(name) or b""):
            raise _with_dtd(name)
    if package.main != _MAIN or _MAIN not in package.names:
        raise NoWordFileError("berkas ini bukan berkas Word (.docx) yang utuh")
    refuse_foreign(package)
    return package


def refuse_foreign(package: WordPackage) -> None:
    """NoWordFileError for a template that refers to anything outside, or holds a file of another program: both would
    go out with every letter made from it. A chart may have its workbook."""
    for name in sorted(package.names):
        folder, base = posixpath.split(name)
        if posixpath.basename(folder) != "_rels" or not base.endswith(".rels"):
            continue
        source = posixpath.join(posixpath.dirname(folder), base.removesuffix(".rels")) if base != ".rels" else ""
        for one in package.relations(source).values():
            if one.external and one.kind not in _HARMLESS:
                message = f'berkas ini menautkan gambar atau berkas di luar ("{one.target[:80]}")'
                raise NoWordFileError(message, _UNLINK)
            if not one.external and one.kind in _EMBEDDING and not (one.kind == "package" and "chart" in base.lower()):
                raise NoWordFileError("berkas ini memuat objek tertanam (OLE), yaitu berkas lain di dalamnya", _DETACH)


def _with_dtd(part: str) -> NoWordFileError:
    message = f'berkas ini memuat deklarasi XML (DTD) di "{part[:80]}", yang tidak pernah ada dalam berkas Word biasa'
    return NoWordFileError(message, _NO_OFFICE)


def _refused(problem: ArchiveError) -> NoWordFileError:
    if problem.fault is Fault.DAMAGED:
        return NoWordFileError("berkas ini rusak atau bukan Word (.docx)")
    if problem.fault is Fault.LOCKED:
        return NoWordFileError("berkas ini berkata sandi", "buka kuncinya dahulu, lalu simpan lagi")
    if problem.fault is Fault.NAME:
        return NoWordFileError(f'berkas ini berisi bagian dengan nama yang tidak wajar ("{problem.part[:60]}")')
    return NoWordFileError("isi berkas ini terlalu besar", "perkecil gambarnya")


def _refuse_others(archive: zipfile.ZipFile, names: frozenset[str]) -> None:
    """Other files that are zip archives too, and macros."""
    if "mimetype" in names and archive.read("mimetype").startswith(b"application/vnd.oasis"):
        raise NoWordFileError("berkas ini bukan Word (.docx), melainkan OpenDocument (.odt)")
    types = archive.read("[Content_Types].xml").lower() if "[Content_Types].xml" in names else b""
    for sign, what in _TYPES.items():
        if sign in types and _TYPE not in types:
            raise NoWordFileError(f"berkas ini bukan Word (.docx), melainkan {what}")
    if any(one.lower().endswith("vbaproject.bin") for one in names):
        raise NoWordFileError("berkas Word ini berisi makro")
    if _TYPE not in types:
        raise NoWordFileError("berkas ini bukan berkas Word (.docx) yang utuh")
