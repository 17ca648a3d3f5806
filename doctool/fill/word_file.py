"""A Word file from outside, opened with care: whether it is one, and the parts of it that hold text."""

from __future__ import annotations

import io
import zipfile
import zlib
from dataclasses import dataclass

from lxml import etree

#: Unpacked, a template of more than this is a mistake or an attack; a part of more than that as well.
MAX_UNPACKED, MAX_PART = 100_000_000, 30_000_000
_SAVE_AS = "buka di Word, lalu simpan dengan Save As sebagai Word Document (.docx)"
_RELATIONS = "{http://schemas.openxmlformats.org/officeDocument/2006/relationships}"
_W = "{http://schemas.openxmlformats.org/wordprocessingml/2006/main}"
_CORE = "docProps/core.xml"
#: What other files begin with, and what they are.
_FOREIGN = (
    (b"%PDF", "berkas PDF"),
    (b"{\\rtf", "berkas RTF"),
    (b"<?xml", "berkas XML"),
    (b"<html", "halaman web"),
    (b"<!DOC", "halaman web"),
)
_OLE = b"\xd0\xcf\x11\xe0\xa1\xb1\x1a\xe1"
_ENCRYPTED = "EncryptedPackage".encode("utf-16-le")
_TYPES = {
    b"spreadsheetml": "berkas Excel",
    b"presentationml": "berkas PowerPoint",
    b"ms-word.document.macroEnabled": "berkas Word dengan makro (.docm)",
    b"ms-word.template.macroEnabled": "templat Word dengan makro (.dotm)",
    b"wordprocessingml.template.main": "templat Word (.dotx)",
}
_TYPE = b"wordprocessingml.document.main+xml"
_PROPERTIES = {
    "title": "judul", "creator": "pengarang", "subject": "subjek", "description": "keterangan",
    "identifier": "pengenal", "language": "bahasa", "keywords": "kata kunci", "category": "kategori",
    "contentStatus": "status", "version": "versi", "lastModifiedBy": "penyunting terakhir",
}  # fmt: skip
_KINDS = {"first": " pertama", "even": " genap"}
_NOT_FILLED = (
    ("endnotes", "catatan akhir"), ("comments", "komentar"), ("charts/", "grafik"), ("diagrams/", "SmartArt"),
    ("glossary/", "blok bangunan"),
)  # fmt: skip


class NoWordFileError(Exception):
    """Not a Word file that can be filled; `hint` says what to do. Both are Bahasa Indonesia."""

    def __init__(self, message: str, hint: str) -> None:
        super().__init__(message)
        self.hint = hint


@dataclass(frozen=True, slots=True)
class Part:
    """A part of a Word file: what a user calls it, its root, and whether its tags are filled."""

    label: str
    root: etree._Element
    filled: bool = True


@dataclass(frozen=True, slots=True)
class WordFile:
    """The parts of a Word file with text, and its properties as texts by what a user calls them."""

    parts: tuple[Part, ...]
    properties: dict[str, str]


def open_word(data: bytes) -> WordFile:
    """The Word file `data`. NoWordFileError where it is none, or a damaged one."""
    contents = _unpack(data)
    document = _parse(contents, "word/document.xml")
    if document.find(f"{_W}body") is None:
        raise NoWordFileError("berkas Word ini tidak berisi dokumen", _SAVE_AS)
    roles = _roles(contents, document)
    parts = [Part("badan", document)]
    for label in ("kepala halaman", "kaki halaman", "catatan kaki"):
        for name in sorted(name for name, role in roles.items() if role.startswith(label)):
            parts.append(Part(roles[name], _parse(contents, name)))
    for start, label in _NOT_FILLED:
        for name in sorted(contents):
            if name.startswith(f"word/{start}") and name.endswith(".xml") and _has_tag(contents[name]):
                parts.append(Part(label, _parse(contents, name), filled=False))
    return WordFile(tuple(parts), _properties(contents))


def _unpack(data: bytes) -> dict[str, bytes]:
    """The XML parts by name."""
    if not data.strip(b"\x00"):
        raise NoWordFileError("berkas ini kosong", "salin lagi templatnya, atau buat dengan doctool templat ekspor")
    if data.startswith(_OLE):
        if _ENCRYPTED in data:
            raise NoWordFileError("berkas Word ini berkata sandi", "buka di Word, hapus kata sandinya, lalu simpan")
        raise NoWordFileError("berkas ini Word lama (.doc) walau namanya .docx", _SAVE_AS)
    for start, what in _FOREIGN:
        if data.lstrip()[:5].lower().startswith(start.lower()):
            raise NoWordFileError(f"berkas ini bukan Word (.docx), melainkan {what}", _SAVE_AS)
    try:
        with zipfile.ZipFile(io.BytesIO(data)) as archive:
            entries = archive.infolist()
            if sum(entry.file_size for entry in entries) > MAX_UNPACKED:
                raise NoWordFileError("isi berkas ini terlalu besar", "perkecil gambarnya")
            _refuse_others(archive)
            return {
                entry.filename: archive.read(entry)
                for entry in entries
                if entry.filename.endswith((".xml", ".rels")) and entry.file_size <= MAX_PART
            }
    except (
        zipfile.BadZipFile,
        zlib.error,
        EOFError,
        NotImplementedError,
        RuntimeError,
        UnicodeError,
        OSError,
    ) as error:
        if isinstance(error, RuntimeError) and "password" in str(error):
            raise NoWordFileError("berkas ini berkata sandi", "buka kuncinya dahulu, lalu simpan lagi") from error
        raise NoWordFileError("berkas ini rusak atau bukan Word (.docx)", _SAVE_AS) from error


def _refuse_others(archive: zipfile.ZipFile) -> None:
    """Other files that are zip archives too."""
    names = set(archive.namelist())
    if "mimetype" in names and archive.read("mimetype").startswith(b"application/vnd.oasis"):
        raise NoWordFileError("berkas ini bukan Word (.docx), melainkan OpenDocument (.odt)", _SAVE_AS)
    types = archive.read("[Content_Types].xml") if "[Content_Types].xml" in names else b""
    for sign, what in _TYPES.items():
        if sign in types and _TYPE not in types:
            raise NoWordFileError(f"berkas ini bukan Word (.docx), melainkan {what}", _SAVE_AS)
    if "word/document.xml" not in names or _TYPE not in types:
        raise NoWordFileError("berkas ini bukan berkas Word (.docx) yang utuh", _SAVE_AS)


def _parse(contents: dict[str, bytes], name: str) -> etree._Element:
    parser = etree.XMLParser(resolve_entities=False, no_network=True, load_dtd=False)
    try:
        root = etree.fromstring(contents[name], parser)
    except (KeyError, etree.XMLSyntaxError) as error:
        raise NoWordFileError(f"berkas Word ini rusak ({name})", _SAVE_AS) from error
    if root.getroottree().docinfo.internalDTD is not None:
        raise NoWordFileError(f"berkas Word ini tidak wajar ({name} memuat DTD)", _SAVE_AS)
    return root


def _roles(contents: dict[str, bytes], document: etree._Element) -> dict[str, str]:
    """What the headers, footers and notes are called, by the names of their parts."""
    links: dict[str, tuple[str, str]] = {}
    if "word/_rels/document.xml.rels" in contents:
        for link in _parse(contents, "word/_rels/document.xml.rels"):
            kind = (link.get("Type") or "").rpartition("/")[2]
            if link.get("TargetMode") != "External":
                target = link.get("Target") or ""
                name = target.lstrip("/") if target.startswith("/") else f"word/{target}"
                links[link.get("Id") or ""] = (kind, name)
    roles: dict[str, str] = {}
    labels = {"header": "kepala halaman", "footer": "kaki halaman", "footnotes": "catatan kaki"}
    for kind, name in links.values():
        if kind in labels and name in contents:
            roles[name] = labels[kind]
    sections = list(document.iter(f"{_W}sectPr"))
    for number, section in enumerate(sections, 1):
        for reference in section.iter(f"{_W}headerReference", f"{_W}footerReference"):
            kind, name = links.get(reference.get(f"{_RELATIONS}id") or "", ("", ""))
            if name in roles and roles[name] == labels.get(kind):
                which = _KINDS.get(reference.get(f"{_W}type") or "", "")
                roles[name] += which + (f" (bagian {number})" if len(sections) > 1 else "")
    return roles


def _properties(contents: dict[str, bytes]) -> dict[str, str]:
    """The texts of docProps/core.xml that are filled."""
    if _CORE not in contents:
        return {}
    found = {}
    for element in _parse(contents, _CORE):
        name = _PROPERTIES.get(etree.QName(element).localname) if isinstance(element.tag, str) else None
        if name is not None and element.text:
            found[name] = element.text
    return found


def _has_tag(data: bytes) -> bool:
    return b"{{" in data or b"{%" in data
