"""Write docs/gallery.md and its pictures: every lever of the sheets, each shown on an SOP of tests/data.

    python -m scripts.gallery
"""

from __future__ import annotations

import re
from dataclasses import replace
from functools import cache
from pathlib import Path

from lxml import etree

from doctool.catalog.load import load_path
from doctool.drawing import Box, Drawing, Page, PageKind
from doctool.layout.engine import lay_out
from doctool.loaded import LoadedSop
from doctool.units import pt
from doctool.write.fonts import fonts_of
from doctool.write.svg import WHITE, arrow, label_text, symbol
from doctool.write.svg_table import frame, table
from doctool.write.svg_text import font_family, number
from doctool.write.xml import el, root
from scripts.gallery_long import long_sop
from scripts.gallery_pictures import SECTIONS, Picture

ROOT = Path(__file__).resolve().parent.parent
SOPS = ROOT / "tests" / "data"
PAGE = ROOT / "docs" / "gallery.md"
FOLDER = ROOT / "docs" / "gallery"
#: White space around what a picture shows.
EDGE = pt(4)
#: A number with decimals within an attribute (texts between tags are left as they are).
FRACTION = re.compile(r"(?<=[\"MHV, ])\d+\.\d+(?=[^<>]*>)")

HEAD = """# Gallery: every lever of the sheets

Made by `make gallery` from the SOPs named under each picture (`tests/data/`); a test compares every byte and sees
that no picture breaks a rule of the layout. The SOPs are written as offices write them, in Bahasa Indonesia. A
picture shows one printed page, cut to the table or block in question.
"""


@cache
def drawing_of(picture: Picture) -> Drawing:
    """The whole document that `picture` shows a page of."""
    return lay_out(loaded_sop(picture))


def loaded_sop(picture: Picture) -> LoadedSop:
    """The SOP of `picture`, on its own paper if it names one."""
    loaded = load_path(SOPS / f"{picture.sop}.yaml")
    assert isinstance(loaded, LoadedSop)
    if picture.long:
        loaded = long_sop(loaded)
    if picture.paper:
        gaya = loaded.kantor.gaya.model_copy(update={"kertas": picture.paper})
        kantor = loaded.kantor.model_copy(update={"gaya": gaya})
        loaded = replace(loaded, office=replace(loaded.office, kantor=kantor))
    return loaded


def page_of(picture: Picture) -> Page:
    """The page that `picture` shows: the identity sheet, or a page of the flowchart counted from 1."""
    pages = drawing_of(picture).pages
    if picture.page == 0:
        return next(page for page in pages if page.kind is PageKind.IDENTITY)
    return [page for page in pages if page.kind is PageKind.FLOWCHART][picture.page - 1]


def svg_of(picture: Picture) -> str:
    """`picture` as SVG: text as text, numbers rounded to tenths of a point, nothing that is not seen."""
    drawing, page = drawing_of(picture), page_of(picture)
    font = fonts_of(drawing)[0]
    box = _shown(page, picture.most)
    drawn = root(
        "svg:svg",
        (),
        {
            "viewBox": " ".join(number(one) for one in (box.x, box.y, box.width, box.height)),
            "font-family": font_family(font),
        },
        el("svg:title", text=picture.title),
        el("svg:rect", {**frame(box), "fill": WHITE}),
    )
    drawn.extend([table(one, font, drawing.image_root, drawing.line_width) for one in page.tables])
    drawn.extend([arrow(line, drawing.line_width) for line in page.lines])
    for shape in page.shapes:
        drawn.extend(symbol(shape, drawing.line_width, font))
    drawn.extend([label_text(label, font) for label in page.labels])
    for one in drawn.iter():
        for name in ("class", "data-key"):
            if name in one.attrib:
                del one.attrib[name]
    etree.indent(drawn, space="")
    text = etree.tostring(drawn, encoding="unicode")
    return FRACTION.sub(lambda found: f"{float(found.group()):.1f}".removesuffix(".0"), text) + "\n"


def _shown(page: Page, most: int) -> Box:
    """The part of `page` that its tables take, at most `most` points high if that is not 0."""
    left, top = min(one.x for one in page.tables), min(one.y for one in page.tables)
    right = max(one.x + one.width for one in page.tables)
    bottom = max(one.y + one.height for one in page.tables)
    bottom = min(bottom, top + pt(most)) if most else bottom
    return Box(left - EDGE, top - EDGE, right - left + 2 * EDGE, bottom - top + 2 * EDGE)


def document() -> str:
    """The text of docs/gallery.md."""
    parts = [HEAD]
    for heading, pictures in SECTIONS:
        parts.append(f"## {heading}\n")
        for one in pictures:
            where = "identity sheet" if one.page == 0 else f"page {one.page} of the flowchart"
            picture = f"![{one.title}](gallery/{one.name}.svg)"
            parts.append(f"### {one.title}\n\n{one.text} (`{one.sop}`, {where})\n\n{picture}\n")
    return "\n".join(parts)


def all_pictures() -> tuple[Picture, ...]:
    """The pictures in the order of the page."""
    return tuple(one for _, pictures in SECTIONS for one in pictures)


def main() -> None:
    FOLDER.mkdir(exist_ok=True)
    made = {f"{one.name}.svg": svg_of(one) for one in all_pictures()}
    for stale in FOLDER.glob("*.svg"):
        if stale.name not in made:
            stale.unlink()
    for name, text in made.items():
        (FOLDER / name).write_text(text, encoding="utf-8", newline="\n")
    PAGE.write_text(document(), encoding="utf-8", newline="\n")


if __name__ == "__main__":
    main()
