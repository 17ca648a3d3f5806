"""A Drawing as one HTML document, complete in itself: to read and search on a screen, by eye or by ear, and to print.

Text stands in real tables, symbols and arrows are drawn over them in SVG at the planned places. Nothing is loaded
and nothing runs: the document's Content-Security-Policy forbids both. Every decision is in the Drawing.
"""

from __future__ import annotations

from collections.abc import Mapping

from lxml import etree

from doctool.drawing import Drawing, Page, PageKind
from doctool.write.fonts import fonts_of
from doctool.write.html_flow import Connectors, FlowWriter, backdrop
from doctool.write.html_style import StyleSheet, length, policy
from doctool.write.html_table import TableWriter
from doctool.write.html_text import node, paragraph
from doctool.write.svg import footer_box
from doctool.write.xml import Element

_KIND = {PageKind.COVER: "Sampul", PageKind.IDENTITY: "Identitas", PageKind.FLOWCHART: "Prosedur"}


def write_html(drawing: Drawing, links: Mapping[str, str] | None = None) -> str:
    """The text of one HTML file for `drawing`.

    `links` gives an address (a relative URL) for texts of the identity sheet that name another SOP.
    """
    css, base_font = StyleSheet(), fonts_of(drawing)[0]
    connectors = Connectors(drawing)
    sheets = [_sheet(page, drawing, css, base_font, connectors, links or {}) for page in drawing.pages]
    body = node(
        "body",
        None,
        node("a", {"class": "lewati", "href": "#isi"}, "Langsung ke isi"),
        _top(drawing),
        node("main", {"id": "isi", "tabindex": "-1"}, *sheets),
    )
    style = css.text(base_font)
    language = drawing.properties.language.partition("-")[0]
    document = node("html", {"lang": language}, _head(drawing, style), body)
    return "<!DOCTYPE html>\n" + etree.tostring(document, method="html", encoding="unicode") + "\n"


def _head(drawing: Drawing, style: str) -> Element:
    about = drawing.properties
    head = node("head", None, node("meta", {"charset": "utf-8"}))
    head.append(node("meta", {"http-equiv": "Content-Security-Policy", "content": policy(style)}))
    head.append(node("meta", {"name": "viewport", "content": "width=device-width, initial-scale=1"}))
    named = {"author": about.creator, "description": about.subject, "keywords": about.keywords}
    head.extend([node("meta", {"name": name, "content": value}) for name, value in named.items() if value])
    head.append(node("link", {"rel": "icon", "href": "data:,"}))
    head.append(node("title", None, about.title))
    head.append(node("style", None, style))
    for one in head:
        one.tail = "\n"
    head.tail = "\n"
    return head


def _top(drawing: Drawing) -> Element:
    """The head of the screen, not printed: title, list of pages, and the switch to real size."""
    items = [
        node("li", None, node("a", {"href": f"#hal-{page.number}"}, f"{page.number}. {_KIND[page.kind]}"))
        for page in drawing.pages
    ]
    switch = node("label", None, node("input", {"type": "checkbox", "id": "asli"}), " Ukuran kertas sebenarnya")
    top = node(
        "header",
        {"class": "atas"},
        node("h1", None, drawing.properties.title),
        node("nav", {"aria-label": "Daftar halaman"}, node("ul", None, *items)),
        switch,
    )
    top.tail = "\n"
    return top


def _sheet(
    page: Page, drawing: Drawing, css: StyleSheet, base_font: str, connectors: Connectors, links: Mapping[str, str]
) -> Element:
    flow = FlowWriter(page, css, base_font, drawing.line_width, connectors)
    tables = TableWriter(page, css, base_font, drawing.image_root, flow, links)
    name = f"hal-{page.number}"
    title = f"Halaman {page.number} dari {len(drawing.pages)}: {_KIND[page.kind].lower()}"
    sheet = node(
        "section",
        {"class": f"hal {css.paper(page)}", "id": name, "aria-labelledby": f"{name}-judul"},
        node("h2", {"class": "sr", "id": f"{name}-judul"}, title),
        backdrop(page),
        *[tables.table(drawn) for drawn in page.tables],
        *flow.loose_symbols(),
        flow.arrows(),
        _footer(page, css, base_font),
    )
    frame = node("div", {"class": "gulung"}, sheet)
    frame.tail = "\n"
    return frame


def _footer(page: Page, css: StyleSheet, base_font: str) -> Element | None:
    if page.footer is None:
        return None
    box = footer_box(page, page.footer.height)
    where = css.look(left=length(box.x), top=length(box.y), width=length(box.width))
    return paragraph(page.footer, css, base_font, name=f"kaki {where}")
