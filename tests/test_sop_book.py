"""A whole book, as Word file and as PDF: what is printed on its pages, counted without doctool's own means."""

from __future__ import annotations

import re
import shutil
from collections.abc import Sequence
from datetime import date
from functools import cache
from io import BytesIO
from pathlib import Path
from tempfile import mkdtemp

import pytest
from lxml import etree
from pypdf import PdfReader

from doctool import sop_book_pages
from doctool.book.choose import choose
from doctool.book.load import book_of
from doctool.catalog.index import Workspace
from doctool.convert import libreoffice
from doctool.errors import OutsideProgramError
from doctool.model.dokumen import Judul, tulisan
from doctool.pipeline import BuildResult
from doctool.report_contents import RenderedDocument
from doctool.sop_book import Book, BookOptions, build_book, put_together
from doctool.sop_book_pages import render_book
from doctool.write.document import Contents, write_document
from doctool.write.document_plan import plan_of
from doctool.write.word import write_docx
from tests.book.case import add_random, make, printed
from tests.gate import check_docx
from tests.write.docx_text import NS, W, paragraphs, parts, text, tree

TODAY = date(2026, 7, 1)
needs_office = pytest.mark.skipif(shutil.which("soffice") is None, reason="LibreOffice is not installed")
#: The footer of the front and of the sheets that name chapters.
FRONT = "Standar Operasional Prosedur (SOP) Dinas Contoh Kabupaten Contoh"
#: What may differ between a sheet alone and in a book: ids and links.
_OWN = {"id", "name", "{http://schemas.openxmlformats.org/officeDocument/2006/relationships}embed"}
ENTRY = re.compile(r"(?P<title>.*)\t\u00a0(?P<page>[0-9ivx]+|\.\.\.)$", re.DOTALL)
MANY = (*(f"kab-contoh/{slug}" for slug in ("ketujuh", "kesepuluh", "reviu", "tanpa-nomor")), "kota-contoh")


def together(root: Path, addresses: Sequence[str] = ()) -> Book:
    workspace = Workspace(root)
    loaded = book_of(workspace, "kab-contoh")
    chosen = choose(workspace, loaded, addresses, in_force=False)
    return put_together(loaded, chosen, TODAY, BookOptions(root / "output", tahun=2026))


@cache
def mixed() -> Book:
    """SOPs of four offices, A4 and F4, upright and lying, some of many pages, with covers of their own and without."""
    root = make(Path(mkdtemp(prefix="doctool-")))
    add_random(root, range(5))
    return together(root, (*MANY, "acak-*/*"))


@cache
def rendered() -> RenderedDocument:
    return render_book(mixed().tersusun)


@cache
def built() -> tuple[BuildResult, bytes, bytes]:
    """The files of such a book, by way of the pipeline."""
    root = make(Path(mkdtemp(prefix="doctool-")))
    add_random(root, range(4))
    options = BookOptions(root / "output", tahun=2026)
    result, made = build_book(Workspace(root), "kab-contoh", (*MANY, "acak-*/*"), TODAY, options)
    assert made is not None, result.reason
    docx, pdf = result.files
    return result, docx.read_bytes(), pdf.read_bytes()


def contents(docx: bytes) -> list[tuple[str, str]]:
    """The entries of the contents: title and printed page."""
    found = [ENTRY.fullmatch(said) for style, said in paragraphs(docx) if style.startswith("TOC")]
    return [(one["title"], one["page"]) for one in found if one is not None]


def ids(docx: bytes) -> list[str]:
    names = {**NS, "wps": "http://schemas.microsoft.com/office/word/2010/wordprocessingShape"}
    return [str(one) for one in tree(docx).xpath("//wp:docPr/@id | //wps:cNvPr/@id", namespaces=names)]


def tables(document: etree._Element) -> list[etree._Element]:
    """The tables of sheets, which have a name."""
    found = document.findall("w:body/w:tbl", NS)
    return [one for one in found if one.find("w:tblPr/w:tblCaption", NS) is not None]


def test_a_book_is_a_sound_word_file_the_same_every_time() -> None:
    made = mixed()
    docx = write_document(made.tersusun.dokumen)
    assert check_docx(docx, sdk=False) == []
    assert write_document(made.tersusun.dokumen) == docx
    found = ids(docx)
    assert len(found) == len(set(found)) > 100


def test_the_sheets_are_those_of_the_sop_alone_but_for_ids_styles_and_page_numbers() -> None:
    chapter = mixed().tersusun.dokumen.bagian
    sheet = next(one.lembar for one in chapter if one.lembar is not None and "sop:" in str(one.isi))
    alone = tree(write_docx(sheet))
    in_book = tree(write_document(mixed().tersusun.dokumen))

    def look(table: etree._Element) -> str:
        """All of a table but its styles, ids and names."""
        return "\n".join(
            f"{one.tag} {sorted(pair for pair in one.items() if pair[0] not in _OWN)} {one.text or ''}"
            for one in table.iter() if one.tag != f"{W}pStyle"
        )

    wanted = [look(one) for one in tables(alone)]
    found = {look(one) for one in tables(in_book)}
    assert len(wanted) > 2
    assert [one in found for one in wanted] == [True] * len(wanted)


def test_a_revision_at_work_says_so_in_bold_at_the_foot(tmp_path: Path) -> None:
    root = make(tmp_path)
    place = root / "sop_catalog/kab-contoh/sop/reviu.yaml"
    place.write_text(place.read_text(encoding="utf-8") + "revisi: [{nomor: 1, alasan: Baru}]\n", encoding="utf-8")
    data = write_document(together(root, ("kab-contoh/reviu", "kab-contoh/ketujuh")).tersusun.dokumen)
    feet = [tree(data, name) for name in parts(data) if name.startswith("word/footer")]
    runs = {text(run): run for foot in feet for run in foot.iter(f"{W}r")}
    bold = {said: run.find("w:rPr/w:b", NS) is not None for said, run in runs.items()}
    assert bold["Draf dalam reviu, revisi 1, belum berlaku — SOP-12"]
    assert not bold["Draf — SOP-7"]


def test_every_text_of_every_sop_is_there_and_the_crest_of_an_office_once() -> None:
    made = mixed()
    docx = write_document(made.tersusun.dokumen)
    said = "\n".join(one for _, one in paragraphs(docx))
    for one in made.pilihan.sop:
        texts = [line for _, each in one.sop.prosedur() for row in each.kegiatan for line in row.uraian]
        assert texts != []
        assert [line for line in texts if line.removeprefix("- ") not in said] == []
    assert sum(name.startswith("word/media/") for name in parts(docx)) == 1


def test_an_office_template_does_not_move_the_sheets() -> None:
    """Sheets inherit nothing from the styles of the text."""
    docx = write_document(mixed().tersusun.dokumen)
    styles = tree(docx, "word/styles.xml")
    sheet, heading = (
        styles.xpath(f"//w:style[w:name/@w:val='{name}']", namespaces=NS)[0] for name in ("Lembar", "Judul Lembar")
    )
    assert sheet.find("w:basedOn", NS) is None
    body = tree(docx).find("w:body", NS)
    used = {one.get(f"{W}val") for table in tables(tree(docx)) for one in table.iter(f"{W}pStyle")}
    assert used == {sheet.get(f"{W}styleId")}
    seen = [one for one in body.iter(f"{W}p") if one.xpath("w:pPr/w:pStyle/@w:val", namespaces=NS) == [
        heading.get(f"{W}styleId")
    ]]  # fmt: skip
    levels = [one.xpath("string(w:pPr/w:outlineLvl/@w:val)", namespaces=NS) for one in seen]
    assert len(seen) == len(mixed().pilihan.sop)
    assert set(levels) == {"1"}
    assert "SOP-7 — Pelayanan ketujuh (draf)" in [text(one) for one in seen]


@pytest.mark.libreoffice
@needs_office
def test_the_contents_name_the_printed_page_of_each_sop_and_part() -> None:
    made, done = mixed(), rendered()
    assert done.pdf is not None
    pages = printed(done.pdf)
    listed = dict(contents(done.docx))
    for one in made.tersusun.dokumen.bagian:
        if one.lembar is not None and one.kaki:
            first = next(number for number, beside, _, _ in pages if beside == one.kaki)
            heading = next(each for each in one.isi if isinstance(each, Judul))
            assert listed[tulisan(heading.isi)] == first
    for title in ("Daftar Isi", "Daftar SOP dan Catatan Perubahan", "Penjelasan Singkat Penggunaan"):
        own = [number for number, _, _, said in pages if said.startswith(title.upper())]
        assert own[:1] == [listed[title]]
    assert "..." not in listed.values()


@pytest.mark.libreoffice
@needs_office
def test_the_numbers_run_through_and_every_sheet_has_its_own_size() -> None:
    made, done = mixed(), rendered()
    assert done.pdf is not None
    pages = printed(done.pdf)
    arabic = [int(number) for number, *_ in pages if number.isdigit()]
    assert arabic == list(range(1, len(arabic) + 1))
    roman = [number for number, *_ in pages if number and not number.isdigit()]
    assert roman[:3] == ["i", "ii", "iii"]
    assert pages[0][0] == ""
    assert len({size for _, _, size, _ in pages}) == 4  # A4 and F4, upright and lying
    planned = [
        (round(page.width / 20), round(page.height / 20))
        for one in made.tersusun.dokumen.bagian if one.lembar is not None
        for page in one.lembar.pages
    ]  # fmt: skip
    sheets = [pages[0][2], *(size for number, beside, size, _ in pages if number.isdigit() and beside != FRONT)]
    near = [abs(a[0] - b[0]) <= 1 and abs(a[1] - b[1]) <= 1 for a, b in zip(sheets, planned, strict=True)]
    assert all(near)


@pytest.mark.libreoffice
@needs_office
def test_connectors_name_pages_of_the_book() -> None:
    done = rendered()
    assert done.pdf is not None
    pages = printed(done.pdf)
    named = [(number, target) for number, _, _, said in pages for target in re.findall(r"ke hal\. (\d+)", said)]
    assert named != []
    for number, target in named:
        back = next(said for printed_number, _, _, said in pages if printed_number == target)
        assert re.search(rf"dari hal\. (\d+, )*{number}\b", back) is not None


@pytest.mark.libreoffice
@needs_office
def test_the_pdf_has_bookmarks_for_every_part_sop_and_sheet_and_the_printed_labels() -> None:
    result, docx, pdf = built()
    assert result.reason == ""
    reader = PdfReader(BytesIO(pdf))
    pages = printed(pdf)
    found: list[tuple[int, str, int]] = []

    def walk(items: object, level: int) -> None:
        assert isinstance(items, list)
        for one in items:
            if isinstance(one, list):
                walk(one, level + 1)
            else:
                found.append((level, str(one.title), reader.get_destination_page_number(one) or 0))

    walk(reader.outline, 1)
    listed = dict(contents(docx))
    top = [title for level, title, _ in found if level == 1]
    assert top[:5] == [
        "Sampul", "KEPUTUSAN …………………………", "Daftar Isi", "Daftar SOP dan Catatan Perubahan",
        "Penjelasan Singkat Penggunaan",
    ]  # fmt: skip
    assert top[-2:] == ["Dinas Contoh Kabupaten Contoh", "Dinas Contoh Kota Contoh"]
    for _, title, page in found:
        if title in listed and not title.startswith("Dinas"):
            assert pages[page][0] == listed[title]
    below = [title for level, title, _ in found if level == 3]
    assert below[-5:] == ["Sampul", "Lembar identitas", "Diagram alir", "Lembar identitas", "Diagram alir"]
    numbered = [number or "Sampul" for number, *_ in pages]
    assert list(reader.page_labels) == numbered
    assert result.pages == len(pages)


def test_without_libreoffice_the_numbers_of_the_sheets_are_known(monkeypatch: pytest.MonkeyPatch) -> None:
    monkeypatch.setattr(libreoffice, "find_soffice", lambda: None)
    done = render_book(mixed().tersusun)
    assert done.pdf is None
    assert done.reason
    listed = contents(done.docx)
    assert ("Daftar Isi", "...") in listed
    numbers = [int(page) for _, page in listed if page.isdigit()]
    assert numbers == sorted(mixed().tersusun.nomor.values())
    assert any("Nomor halaman belum diisi" in said for _, said in paragraphs(done.docx))
    assert check_docx(done.docx, sdk=False) == []


def test_sheets_that_are_not_where_they_were_planned_are_an_error(monkeypatch: pytest.MonkeyPatch) -> None:
    made = mixed().tersusun

    def moved(*words: object, **more: object) -> RenderedDocument:
        known = {target.bookmark: "999" for target in plan_of(made.dokumen).targets.values()}
        return RenderedDocument(b"", b"", Contents(known), {})

    monkeypatch.setattr(sop_book_pages, "render_document", moved)
    with pytest.raises(OutsideProgramError, match="membagi lembar lain dari rencana"):
        render_book(made)
