"""What a Word file has around its text: sections that lie, columns, headers and footers."""

from __future__ import annotations

from dataclasses import dataclass, field
from itertools import pairwise

from doctool.border.word import NoWordFileError
from doctool.prose import word_report as code
from doctool.prose.word_context import COUNTED, Context
from doctool.prose.word_xml import Element, R, W, child, letters, val, whole

_LABELS = {"header": "kepala halaman", "footer": "kaki halaman"}


@dataclass(slots=True)
class _Section:
    properties: Element | None
    elements: list[Element] = field(default_factory=list)

    @property
    def lies(self) -> bool:
        size = child(self.properties, "pgSz")
        if size is None:
            return False
        return size.get(f"{W}orient") == "landscape" or whole(size.get(f"{W}w")) > whole(size.get(f"{W}h"))

    @property
    def columns(self) -> int:
        found = child(self.properties, "cols")
        return 1 if found is None else max(whole(found.get(f"{W}num"), 1), len(found.findall(f"{W}col")))


def read_sections(ctx: Context, body: Element) -> set[Element]:
    """Fill `ctx.lying`; the paragraphs after which a new upright page begins."""
    sections = [_Section(None)]
    number = 0
    for one in body.iter(f"{W}p", f"{W}tbl"):
        number += one.tag == f"{W}p" and one.getparent() is body
        sections[-1].elements.append(one)
        last = child(one, "pPr/sectPr") if one.tag == f"{W}p" else None
        if last is not None:
            sections[-1].properties = last
            _columns(ctx, sections[-1], f"badan, sampai alinea {number}")
            sections.append(_Section(None))
    sections[-1].properties = body.find(f"{W}sectPr")
    _columns(ctx, sections[-1], "badan, bagian terakhir")
    breaks: set[Element] = set()
    for here, after in pairwise(sections):
        kind = val(after.properties, "type", "nextPage")
        if not here.lies and not after.lies and kind not in ("continuous", "nextColumn") and here.elements:
            breaks.add(here.elements[-1])
    for section in sections:
        if section.lies:
            ctx.lying.update(section.elements)
    return breaks


def _columns(ctx: Context, section: _Section, place: str) -> None:
    if section.columns > 1:
        ctx.report.at(code.SECTION, place, f"teks {section.columns} kolom menjadi satu kolom")


def read_margins(ctx: Context, root: Element) -> None:
    """Tell of headers and footers with something in them."""
    texts: list[str] = []
    labels: list[str] = []
    seen: set[str] = set()
    for one in root.iter(f"{W}headerReference", f"{W}footerReference"):
        link = ctx.relations.get(one.get(f"{R}id") or "")
        if link is None or link.target in seen or link.kind not in _LABELS:
            continue
        seen.add(link.target)
        try:
            part = ctx.package.xml(link.target)
        except NoWordFileError as error:
            ctx.report.at(code.DAMAGED, _LABELS[link.kind], str(error))
            continue
        if next(part.iter(*COUNTED), None) is not None:
            texts.append(letters(part))
            labels.append(_LABELS[link.kind])
    if labels:
        message = "kepala dan kaki halaman berkas ini tidak dibawa, laporan punya sendiri"
        ctx.report.at(code.MARGINS, " dan ".join(dict.fromkeys(labels)), message, "", " / ".join(filter(None, texts)))
