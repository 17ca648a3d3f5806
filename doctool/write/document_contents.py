"""The contents and the lists of tables and pictures: TOC fields whose entries are there from the start.

The page numbers are known only after the document has been laid out: they come from outside, as `Contents`.
Without them the list says so (ECMA-376 part 1, 17.16.5.68 TOC, 17.16.5.43 PAGEREF).
"""

from __future__ import annotations

from collections.abc import Mapping
from copy import copy
from dataclasses import dataclass
from typing import Literal

from doctool.cell_lines import text_width
from doctool.units import pt
from doctool.write.document_ink import Ink
from doctool.write.document_plan import CONTENTS_LEVELS, LABELS
from doctool.write.document_template import CONTENTS
from doctool.write.document_text import unfilled
from doctool.write.document_xml import field, keep_with_next, paragraph, run, text_run
from doctool.write.xml import Element, el

NOT_FILLED = "Nomor halaman belum diisi."
_NONE = {"isi": "Tidak ada judul.", "tabel": "Tidak ada tabel.", "gambar": "Tidak ada gambar."}
_NO_NUMBER = "..."
NO_BREAK = "\u00a0"
#: How far each level of contents without labels stands in, in twips.
_STEP = 284
#: Room between a label and its title, in twips.
_AFTER_LABEL = 120


@dataclass(frozen=True, slots=True)
class Contents:
    """The page number of each entry as it is printed ("iv", "12"), by the name of its bookmark. Entries without one, as
    where some numbers are known before any layout and others are not, are marked as not yet filled."""

    pages: Mapping[str, str]


@dataclass(frozen=True, slots=True)
class _Entry:
    bookmark: str
    style: str
    label: str
    text: str


def contents_list(ink: Ink, kind: Literal["isi", "tabel", "gambar"], contents: Contents | None) -> list[Element]:
    """The paragraphs of one list. `contents` None: marked as not yet filled."""
    entries = _entries(ink, kind)
    if not entries:
        return [paragraph(ink.style("table of figures"), [text_run(_NONE[kind])])]
    indents = _indents(ink, entries)
    of_sheets = any(one.lembar is not None for one in ink.dokumen.bagian)
    plain = kind == "isi" and of_sheets and not any(one.label for one in entries)
    if plain:
        _step_in(ink)
    made = [_line(ink, one, contents, indents.get(one.style), plain=plain) for one in entries]
    if contents is None or any(one.bookmark not in contents.pages for one in entries):
        made.insert(0, paragraph(ink.style(entries[0].style), [unfilled(ink, NOT_FILLED)]))
    code = f'TOC \\h \\z \\c "{LABELS[kind]}"' if kind != "isi" else f'TOC \\o "1-{CONTENTS_LEVELS}" \\h \\z \\u'
    begin = [
        run(el("w:fldChar", {"w:fldCharType": "begin"})),
        run(el("w:instrText", {"xml:space": "preserve"}, text=f" {code} ")),
        run(el("w:fldChar", {"w:fldCharType": "separate"})),
    ]
    made[0][1:1] = begin
    # The end stands alone, as Word writes it: within the last entry LibreOffice would take what follows for entries. It
    # is kept with that entry, else a list that fills its page to the last line would leave an empty one behind it.
    keep_with_next(made[-1])
    end = paragraph(ink.style("Sela"), [run(el("w:fldChar", {"w:fldCharType": "end"}))])
    return [*made, end]


def _entries(ink: Ink, kind: str) -> list[_Entry]:
    if kind == "isi":
        return [
            _Entry(one.bookmark, f"toc {one.level}", one.label, one.text)
            for one in ink.plan.headings
            if one.level <= CONTENTS_LEVELS
        ]
    return [
        _Entry(one.bookmark, "table of figures", one.label, one.text)
        for one in ink.plan.captions
        if one.kind == kind
    ]


def _indents(ink: Ink, entries: list[_Entry]) -> dict[str, Element]:
    """Where titles begin, by the style of their entries, where a label is wider than the style has room for."""
    font, size = ink.dokumen.huruf, ink.dokumen.ukuran_pt
    widest: dict[str, float] = {}
    for one in entries:
        widest[one.style] = max(widest.get(one.style, 0.0), text_width(one.label, font, size, bold=True))
    found = {}
    for style, width in widest.items():
        left, hanging = ink.template.indent(style)
        wanted = pt(width) + _AFTER_LABEL
        if wanted > hanging:
            found[style] = el("w:ind", {"w:left": left - hanging + wanted, "w:hanging": wanted})
    return found


def _step_in(ink: Ink) -> None:
    """Contents of sheets, which have long titles and no labels: each level begins a step further in, and a title goes
    on a step to the right."""
    for place, style in enumerate(CONTENTS):
        ink.template.set_indent(style, el("w:ind", {"w:left": _STEP * (place + 1), "w:hanging": _STEP}))


def _line(
    ink: Ink, entry: _Entry, contents: Contents | None, indent: Element | None, *, plain: bool = False
) -> Element:
    number = contents.pages.get(entry.bookmark, _NO_NUMBER) if contents else _NO_NUMBER
    title = f"{entry.label}\t{entry.text}" if entry.label else entry.text
    page = field(f"PAGEREF {entry.bookmark} \\h", number)
    # A title that just fills its line would else touch the number.
    before = text_run(f"\t{NO_BREAK}")
    link = el("w:hyperlink", {"w:anchor": entry.bookmark, "w:history": 1}, text_run(title), before, *page)
    # Without a label the tab before the page number must not stop where titles begin.
    flush = copy(indent) if entry.label else el("w:ind", {"w:left": 0, "w:firstLine": 0})
    return paragraph(ink.style(entry.style), [link], None if plain else flush)
