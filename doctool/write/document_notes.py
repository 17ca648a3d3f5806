"""The footnotes of a Word file: a part of its own, with the two rules above them (ECMA-376 part 1, 17.11)."""

from __future__ import annotations

from doctool.model.dokumen import CatatanKaki
from doctool.write.document_ink import Ink, Room
from doctool.write.document_text import runs
from doctool.write.document_xml import paragraph, run, text_run
from doctool.write.package import OFFICE
from doctool.write.xml import Element, el, name, root, serialize

_SEPARATOR, _CONTINUATION = -1, 0


def add_notes(ink: Ink, room: Room) -> None:
    """Give the package the part of its footnotes, if it has any, with a link from the document."""
    if not ink.notes:
        return
    part = root("w:footnotes", ("r", "a", "pic", "wp"))
    for number, kind, tag in (
        (_SEPARATOR, "separator", "w:separator"), (_CONTINUATION, "continuationSeparator", "w:continuationSeparator"),
    ):  # fmt: skip
        line = paragraph(ink.style("Normal"), [run(el(tag))])
        part.append(el("w:footnote", {"w:type": kind, "w:id": number}, line))
    for number, note in enumerate(ink.notes, 1):
        part.append(el("w:footnote", {"w:id": number}, *_note(ink, note, room)))
    ink.notes_part.data = serialize(part)
    ink.document.relate(f"{OFFICE}footnotes", ink.package.add(ink.notes_part).name)


def separators(settings: Element) -> None:
    """Tell the settings of the two rules; only where there are footnotes."""
    ends = [el("w:footnote", {"w:id": number}) for number in (_SEPARATOR, _CONTINUATION)]
    compat = settings.find(name("w:compat"))
    place = settings.index(compat) if compat is not None else len(settings)
    settings.insert(place, el("w:footnotePr", None, *ends))


def _note(ink: Ink, note: CatatanKaki, room: Room) -> list[Element]:
    style = ink.style("footnote text")
    mark = run(el("w:footnoteRef"), style=ink.style("footnote reference"))
    lines = [paragraph(style, runs(ink, one.isi, room, ink.notes_part)) for one in note.isi] or [paragraph(style)]
    lines[0][1:1] = [mark, text_run(" ")]
    return lines
