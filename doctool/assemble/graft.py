"""Pages of one PDF given the content of pages of others: a long book whose sheets were printed in several pieces.

What leads to a page (bookmarks, links of the contents, named places) stays as it was, because the pages themselves do.
"""

from __future__ import annotations

from collections.abc import Sequence
from dataclasses import dataclass
from io import BytesIO
from typing import TYPE_CHECKING

from doctool.border.pdf import PdfError, open_pdf

if TYPE_CHECKING:
    from pypdf import PageObject, PdfWriter

#: Sides of a page may differ by so many points: word processors round them.
_NEAR_PT = 0.5
#: What belongs to the old content of a page.
_OF_CONTENT = ("/StructParents", "/Annots", "/Group", "/Tabs")
#: The tree that describes the content of all pages; it would be wrong for those whose content is new.
_TAGS = ("/StructTreeRoot", "/MarkInfo")


@dataclass(frozen=True, slots=True)
class Graft:
    """A PDF whose pages are the content of as many pages, from the page `first` (index from 0) on."""

    first: int
    pdf: bytes


def graft_pages(base: bytes, grafts: Sequence[Graft]) -> bytes:
    """`base` with the content of `grafts` on its pages, which must have their sizes.

    Raises PdfError where a PDF cannot be read, has more pages than are there, or pages of another size.
    """
    from pypdf import PdfWriter
    from pypdf.generic import NameObject

    writer = PdfWriter(clone_from=open_pdf(base))
    for key in _TAGS:
        writer.root_object.pop(NameObject(key), None)
    for page in writer.pages:
        page.pop("/StructParents", None)
    for graft in grafts:
        source = open_pdf(graft.pdf)
        if graft.first < 0 or graft.first + len(source.pages) > len(writer.pages):
            raise PdfError(f"halaman {graft.first + 1} dan seterusnya tidak ada")
        for place, page in enumerate(source.pages, start=graft.first):
            _replace(writer, writer.pages[place], page, place)
    writer.compress_identical_objects(remove_duplicates=True, remove_unreferenced=True)
    out = BytesIO()
    writer.write(out)
    return out.getvalue()


def _replace(writer: PdfWriter, target: PageObject, source: PageObject, place: int) -> None:
    """Give `target` the content of `source`."""
    from pypdf.generic import NameObject

    sides = zip(target.mediabox, source.mediabox, strict=True)
    if any(abs(float(one) - float(other)) > _NEAR_PT for one, other in sides):
        raise PdfError(f"halaman {place + 1} lain ukurannya")
    for key in _OF_CONTENT:
        target.pop(key, None)
    for key in ("/Contents", "/Resources"):
        target.pop(key, None)
        value = source.get(key)
        if value is not None:
            copied = value.get_object().clone(writer)
            # What stood within the page itself is copied without an object of its own.
            target[NameObject(key)] = getattr(copied, "indirect_reference", None) or copied
