"""A Word file from outside, opened with care: whether it is one, and the parts of it that hold text."""

from __future__ import annotations

from dataclasses import dataclass

from lxml import etree

from doctool.border.word import NoWordFileError, WordPackage, open_package, refuse_foreign

_RELATIONS = "{http://schemas.openxmlformats.org/officeDocument/2006/relationships}"
_W = "{http://schemas.openxmlformats.org/wordprocessingml/2006/main}"
_DOCUMENT, _CORE = "word/document.xml", "docProps/core.xml"
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
    package = open_package(data)
    if _DOCUMENT not in package.names:
        raise NoWordFileError("berkas ini bukan berkas Word (.docx) yang utuh")
    if any(package.read(name) is None for name in package.names if name.endswith((".xml", ".rels"))):
        raise NoWordFileError("berkas ini rusak atau bukan Word (.docx)")
    refuse_foreign(package)
    document = package.xml(_DOCUMENT)
    if document.find(f"{_W}body") is None:
        raise NoWordFileError("berkas Word ini tidak berisi dokumen")
    roles = _roles(package, document)
    parts = [Part("badan", document)]
    for label in ("kepala halaman", "kaki halaman", "catatan kaki"):
        for name in sorted(name for name, role in roles.items() if role.startswith(label)):
            parts.append(Part(roles[name], package.xml(name)))
    for start, label in _NOT_FILLED:
        for name in sorted(package.names):
            if name.startswith(f"word/{start}") and name.endswith(".xml") and _has_tag(package.read(name)):
                parts.append(Part(label, package.xml(name), filled=False))
    return WordFile(tuple(parts), _properties(package))


def _roles(package: WordPackage, document: etree._Element) -> dict[str, str]:
    """What the headers, footers and notes are called, by the names of their parts."""
    links = {key: (one.kind, one.target) for key, one in package.relations(_DOCUMENT).items() if not one.external}
    roles: dict[str, str] = {}
    labels = {"header": "kepala halaman", "footer": "kaki halaman", "footnotes": "catatan kaki"}
    for kind, name in links.values():
        if kind in labels and name in package.names:
            roles[name] = labels[kind]
    sections = list(document.iter(f"{_W}sectPr"))
    for number, section in enumerate(sections, 1):
        for reference in section.iter(f"{_W}headerReference", f"{_W}footerReference"):
            kind, name = links.get(reference.get(f"{_RELATIONS}id") or "", ("", ""))
            if name in roles and roles[name] == labels.get(kind):
                which = _KINDS.get(reference.get(f"{_W}type") or "", "")
                roles[name] += which + (f" (bagian {number})" if len(sections) > 1 else "")
    return roles


def _properties(package: WordPackage) -> dict[str, str]:
    """The texts of docProps/core.xml that are filled."""
    if _CORE not in package.names:
        return {}
    found = {}
    for element in package.xml(_CORE):
        name = _PROPERTIES.get(etree.QName(element).localname) if isinstance(element.tag, str) else None
        if name is not None and element.text:
            found[name] = element.text
    return found


def _has_tag(data: bytes | None) -> bool:
    return data is not None and (b"{{" in data or b"{%" in data)
