"""The files that are made of the Drawing of an SOP, by name: what is built into the output folder and what is
published are the same bytes."""

from __future__ import annotations

from collections.abc import Collection, Mapping
from typing import TYPE_CHECKING
from urllib.parse import quote

if TYPE_CHECKING:
    from doctool.catalog.related import Register
    from doctool.drawing import Drawing
    from doctool.loaded import LoadedSop


def products(drawing: Drawing, slug: str, formats: Collection[str], links: Mapping[str, str]) -> dict[str, bytes]:
    """The bytes of `<slug>.docx`, `.xlsx`, `.html` and `<slug>.hal-<page>.svg`, as far as `formats` has them; `links`
    are the addresses, from one HTML file to others, of the SOPs that are named. A pdf is made of the docx."""
    from doctool.write.excel import write_xlsx
    from doctool.write.html import write_html
    from doctool.write.svg import write_svg
    from doctool.write.word import write_docx

    files: dict[str, bytes] = {}
    if "docx" in formats:
        files[f"{slug}.docx"] = write_docx(drawing)
    if "xlsx" in formats:
        files[f"{slug}.xlsx"] = write_xlsx(drawing)
    if "html" in formats:
        files[f"{slug}.html"] = write_html(drawing, links).encode("utf-8")
    if "svg" in formats:
        for number, text in enumerate(write_svg(drawing), 1):
            files[f"{slug}.hal-{number}.svg"] = text.encode("utf-8")
    return files


def html_links(loaded: LoadedSop, register: Register) -> dict[str, str]:
    """The addresses, from the HTML file of `loaded` to others, of the SOPs that keterkaitan names."""
    found: dict[str, str] = {}
    for text, other in register.related(loaded).items():
        folder = "" if other.office.kode == loaded.office.kode else f"../{quote(other.office.kode)}/"
        found[text] = f"{folder}{quote(other.slug)}.html"
    return found
