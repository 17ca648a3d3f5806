"""What stands within a paragraph of a Dokumen, as runs: looks, links, references, footnotes, pictures in a line."""

from __future__ import annotations

from collections.abc import Iterable
from typing import assert_never
from urllib.parse import quote, urlsplit

from doctool.model.dokumen import Angka, CatatanKaki, GambarSebaris, GantiBaris, Rujukan, Sebaris, Teks
from doctool.write.document_ink import Ink, Room
from doctool.write.document_picture import inline_picture
from doctool.write.document_plan import Caption, number_word, reference_text
from doctool.write.document_xml import field, line_break, run, text_run
from doctool.write.package import OFFICE, Part
from doctool.write.xml import Element, el

#: Addresses that a link may lead to; of any other only the text is printed.
_SCHEMES = {"http", "https", "mailto"}
_SAFE = "/:?#[]@!$&'()*+,;=%-._~"
_HEIGHTS = {"naik": "superscript", "turun": "subscript"}


def runs(ink: Ink, isi: Iterable[Sebaris], room: Room, part: Part | None = None) -> list[Element]:
    """The content of a paragraph. `part` is the one that it stands in (None: the document itself)."""
    return [one for piece in isi for one in _piece(ink, piece, room, part or ink.document)]


def reference(ink: Ink, rujukan: Rujukan) -> list[Element]:
    """What a reference prints: a live field; for a key that nothing has, the key itself, marked as unfilled."""
    found = ink.plan.targets.get(rujukan.kunci)
    if found is None:
        return [unfilled(ink, f"[lihat: {rujukan.kunci}]")]
    if isinstance(found, Caption) or not found.number:
        return field(f"REF {found.target} \\h", reference_text(found))
    word = number_word(found)
    before = [text_run(word)] if word else []
    if found.level > 1:
        return [*before, *field(f"REF {found.target} \\n \\h", found.number.rstrip("."))]
    # The bookmark is around the number that the heading's own field prints.
    return [*before, *field(f"REF {found.target} \\h", found.number)]


def unfilled(ink: Ink, text: str) -> Element:
    """Text that stands where something is still to come."""
    return text_run(text, style=ink.style("Belum Terisi"))


def _piece(ink: Ink, piece: Sebaris, room: Room, part: Part) -> list[Element]:
    match piece:
        case Teks():
            return [_text(ink, piece, part)] if piece.teks else []
        case GantiBaris():
            return [line_break()]
        case Rujukan():
            return reference(ink, piece)
        case Angka():
            return [unfilled(ink, f"[angka: {piece.nama}]")]
        case CatatanKaki():
            return _note(ink, piece, room, part)
        case GambarSebaris():
            return [inline_picture(ink, piece.data, (piece.lebar_mm, piece.tinggi_mm), piece.keterangan, room, part)]
        case _:
            assert_never(piece)


def _note(ink: Ink, note: CatatanKaki, room: Room, part: Part) -> list[Element]:
    """The mark of a footnote; a note on a note, which Word does not have, is told within it in brackets."""
    if part is ink.notes_part:
        inside = [one for line in note.isi for one in runs(ink, line.isi, room, part)]
        return [text_run(" ("), *inside, text_run(")")]
    mark = el("w:footnoteReference", {"w:id": ink.note(note)})
    return [run(mark, style=ink.style("footnote reference"))]


def _text(ink: Ink, teks: Teks, part: Part) -> Element:
    address = _address(teks.tautan)
    looks = [
        *([el("w:b"), el("w:bCs")] if teks.tebal else []),
        *([el("w:i"), el("w:iCs")] if teks.miring else []),
        el("w:strike") if teks.coret else None,
        el("w:u", {"w:val": "single"}) if teks.garis_bawah else None,
        el("w:vertAlign", {"w:val": _HEIGHTS[teks.posisi]}) if teks.posisi else None,
    ]
    made = text_run(teks.teks, *looks, style=ink.style("Hyperlink") if address else "")
    if not address:
        return made
    return el("w:hyperlink", {"r:id": part.relate_outside(f"{OFFICE}hyperlink", address), "w:history": 1}, made)


def _address(link: str) -> str:
    """`link` as a URI that Word accepts (RFC 3986); "" for one that leads nowhere outside."""
    try:
        scheme = urlsplit(link.strip()).scheme.lower()
    except ValueError:
        return ""
    return quote(link.strip(), safe=_SAFE) if scheme in _SCHEMES else ""
