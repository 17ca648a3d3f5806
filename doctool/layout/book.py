"""What a book of SOPs asks of the layout beside the sheets: its cover, and the text in their bottom margin."""

from __future__ import annotations

from doctool.drawing import Drawing, Page, Properties, TextStyle
from doctool.layout.cover import CoverTexts, cover_sheet
from doctool.layout.footer import footer_words, revision_at_work
from doctool.layout.measure import text_width
from doctool.loaded import LoadedKantor, LoadedSop
from doctool.units import mm, pt

_FOOT_SIZE = pt(8)
#: Room kept for the page number.
_NUMBER = mm(15)


def book_cover(office: LoadedKantor, texts: CoverTexts) -> Drawing:
    """The cover of a book as a sheet of its own, upright. Raises LayoutError where its texts do not fit."""
    hint = "pendekkan judul dan subjudul buku, atau kurangi baris sampul di buku.yaml"
    page = cover_sheet(office, texts, 1, "buku", hint)
    return Drawing(Properties(" ".join(texts.title), office.kantor.nama), (page,), image_root=office.folder)


def foot_text(loaded: LoadedSop, pages: tuple[Page, ...]) -> str:
    """What stands beside the page number on the sheets of an SOP, on one line of 8 pt on the narrowest of `pages`;
    in bold for a revision at work."""
    style = TextStyle(loaded.kantor.gaya.huruf, _FOOT_SIZE, bold=revision_at_work(loaded))
    room = min(page.width - page.margin.left - page.margin.right for page in pages) - _NUMBER
    text = " ".join(footer_words(loaded).split())
    while text_width(text, style) > room:
        text = text.removesuffix("…")[:-1].rstrip() + "…"
    return text
