"""Pages that get the content of other PDFs' pages, and what leads to them."""

from __future__ import annotations

from io import BytesIO

import pytest
from pypdf import PdfReader, PdfWriter
from pypdf.generic import DictionaryObject, NameObject, NumberObject

from doctool.assemble.graft import Graft, graft_pages
from doctool.border.pdf import PdfError
from tests.assemble.pdfs import text_page


def made(*texts: str, size: tuple[int, int] = (300, 200), linked: bool = False) -> bytes:
    writer = PdfWriter()
    for text in texts:
        text_page(writer, text, *size)
    if linked:
        writer.add_named_destination("sop", 2)
        writer.add_outline_item(title="SOP", page_number=2)
        writer.root_object[NameObject("/StructTreeRoot")] = DictionaryObject()
        writer.pages[2][NameObject("/StructParents")] = NumberObject(0)
    out = BytesIO()
    writer.write(out)
    return out.getvalue()


def test_pages_say_the_new_text_and_are_still_led_to() -> None:
    base = made("depan", "isi", "kosong 1", "kosong 2", "kosong 3", linked=True)
    done = PdfReader(
        BytesIO(graft_pages(base, [Graft(2, made("lembar A", "lembar B")), Graft(4, made("lembar C"))])), strict=True
    )
    assert [page.extract_text() for page in done.pages] == ["depan", "isi", "lembar A", "lembar B", "lembar C"]
    assert done.get_destination_page_number(done.named_destinations["sop"]) == 2
    mark = done.outline[0]
    assert not isinstance(mark, list)
    assert done.get_destination_page_number(mark) == 2
    assert "/StructTreeRoot" not in done.root_object
    assert "/StructParents" not in done.pages[2]


@pytest.mark.parametrize(
    ("first", "pdf", "said"),
    [(1, made("a", "b"), "tidak ada"), (-1, made("a"), "tidak ada"), (0, made("a", size=(200, 300)), "lain ukurannya"),
     (0, b"%PDF-1.4 rusak", "rusak|PDF")],
)  # fmt: skip
def test_what_does_not_fit_is_refused(first: int, pdf: bytes, said: str) -> None:
    with pytest.raises(PdfError, match=said):
        graft_pages(made("depan", "kosong"), [Graft(first, pdf)])
