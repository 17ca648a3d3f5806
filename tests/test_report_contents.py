"""The contents of a report hold the pages on which headings and captions really stand, as printed there.

Pages are found without doctool's own means: the text of each page is read from the PDF, its printed number is the end
of its footer, and a heading stands on the page that has its text outside the lists.
"""

from __future__ import annotations

import io
import re
import shutil
from dataclasses import replace
from functools import cache

import pdfplumber
import pytest
from lxml import etree

from doctool import report_contents
from doctool.errors import ContentError
from doctool.model.dokumen import Bagian, Blok, DaftarIsi, Dokumen, Gambar, GantiHalaman, Tabel, TandaTangan
from doctool.report_contents import RenderedDocument, render_document
from doctool.write.document_plan import plan_of
from tests.write.docx_text import NS, W, paragraphs, text, tree
from tests.write.sample_report import (
    ISI,
    alinea,
    batang,
    judul,
    keterangan,
    laporan,
    picture,
    sel,
    wide,
)  # fmt: skip

pytestmark = [
    pytest.mark.libreoffice,
    pytest.mark.skipif(shutil.which("soffice") is None, reason="LibreOffice is not installed"),
]
LISTS: tuple[Blok, ...] = (
    judul(1, "DAFTAR ISI", bernomor=False), DaftarIsi("isi"), judul(1, "DAFTAR TABEL", bernomor=False),
    DaftarIsi("tabel"), judul(1, "DAFTAR GAMBAR", bernomor=False), DaftarIsi("gambar"),
)  # fmt: skip


def with_front(front_pages: int, *chapters: Bagian) -> Dokumen:
    """Lists and so many pages more in Roman numbers, then the chapters from 1 on."""
    more: list[Blok] = []
    for number in range(front_pages):
        more += [GantiHalaman(), alinea(f"Halaman depan {number}")]
    front = Bagian((*LISTS, *more), halaman="romawi", mulai=1)
    return Dokumen("Laporan", (front, *chapters), kaki="Laporan Kinerja", status="DRAF 1")


def chapter(number: int, sections: int = 4) -> tuple[Blok, ...]:
    made: list[Blok] = [judul(1, f"BAB KE-{number}", f"bab:{number}")]
    for place in range(1, sections + 1):
        made += [judul(2, f"Subbab {number} dan {place}"), *([alinea(ISI)] * 3)]
    return tuple(made)


def many_headings() -> Dokumen:
    """Contents over three pages."""
    chapters = tuple(Bagian(chapter(number, 12), mulai=1 if number == 1 else None) for number in range(1, 9))
    return with_front(0, *chapters)


def lying_in_the_middle() -> Dokumen:
    """Wide tables within chapters, one of them longer than a page, and a section that is lying as a whole."""
    first = (*chapter(1), wide("t:1", "Tabel lebar pertama", 60), *chapter(2), wide("t:2", "Tabel lebar kedua"))
    lying = (judul(1, "Bagian melintang"), *[alinea(ISI)] * 20, judul(2, "Akhir bagian melintang"), batang())
    return with_front(1, Bagian(first, mulai=1), Bagian(lying, melintang=True), Bagian(chapter(9)))


def numbers_that_start_over() -> Dokumen:
    """Each section with its own numbers: 1 after an even and an odd page, pages without number between."""
    annex = (judul(1, "Lampiran bernomor romawi", bernomor=False), *[alinea(ISI)] * 12, judul(2, "Akhir lampiran"))
    return with_front(
        3, Bagian(chapter(1), mulai=1), Bagian((alinea("Pemisah"),), halaman="tidak", tengah=True, kepala=False),
        Bagian(chapter(2, 2), mulai=11), Bagian(annex, halaman="romawi", mulai=1),
    )  # fmt: skip


def headings_in_front() -> Dokumen:
    """Headings of an ikhtisar before the first chapter and of one between chapters: no program may count them."""
    early = (judul(1, "IKHTISAR", bernomor=False), judul(2, "Ringkasan awal"), alinea(ISI), judul(3, "Rincian awal"))
    late = (judul(1, "IKHTISAR KEDUA", bernomor=False), judul(2, "Ringkasan tengah"), *[alinea(ISI)] * 3)
    front = Bagian((*LISTS, *early), halaman="romawi", mulai=1)
    return Dokumen(
        "Laporan", (front, Bagian((*chapter(1), *late, *chapter(2)), mulai=1)), kaki="Laporan Kinerja", status="DRAF 1"
    )  # fmt: skip


DOCUMENTS = {
    "sample": laporan,
    "sample-f4": lambda: laporan(status="", kertas="F4"),
    "many-headings": many_headings,
    "lying": lying_in_the_middle,
    "start-over": numbers_that_start_over,
    "front-headings": headings_in_front,
}


@cache
def rendered(name: str) -> RenderedDocument:
    return render_document(DOCUMENTS[name]())


@cache
def pages(name: str) -> tuple[list[str], ...]:
    """The lines of each page of the PDF."""
    pdf = rendered(name).pdf
    assert pdf is not None
    with pdfplumber.open(io.BytesIO(pdf)) as file:
        return tuple((page.extract_text() or "").split("\n") for page in file.pages)


def entries_of(docx: bytes) -> list[list[str]]:
    """Label (where there is one), title and number of every entry of the contents and lists in the Word file."""
    lines = [words for style, words in paragraphs(docx) if style.startswith(("TOC", "TableofFig"))]
    return [[part.strip() for part in words.split("\t")] for words in lines if "\t" in words]


def printed_number(lines: list[str], kaki: str) -> str:
    """The page number that stands after the footer's text on the last line."""
    found = re.fullmatch(rf"{re.escape(kaki)} ([ivxlc]+|\d+)", lines[-1])
    return found[1] if found else ""


@pytest.mark.parametrize("name", DOCUMENTS)
def test_every_entry_has_the_printed_number_of_the_page_of_its_heading_or_caption(name: str) -> None:
    result, dokumen = rendered(name), DOCUMENTS[name]()
    plan = plan_of(dokumen)
    dotted = [any(re.search(r"\.{8} ?[ivxlc\d]+$", one) for one in lines) for lines in pages(name)]
    in_lists = {number for number, found in enumerate(dotted) if found}
    shown = {parts[-2]: parts[-1] for parts in entries_of(result.docx)}
    texts = [one.text for one in plan.headings if one.level <= 3] + [one.text for one in plan.captions]
    assert set(shown) == set(texts)
    assert len(set(texts)) == len(texts)
    real: dict[str, str] = {}
    written = {one.upper(): one for one in shown}  # chapters are printed in capitals
    for number, lines in enumerate(pages(name)):
        for line in lines:
            words = re.sub(r"^(\d[\d.]*|(Tabel|Gambar) [\d.]+) ", "", line)
            words = words if words in shown else written.get(words, words)
            if words in shown and (number not in in_lists or words.startswith("DAFTAR")):
                real.setdefault(words, printed_number(lines, dokumen.kaki))
    assert real == shown
    assert result.rounds <= 4


@pytest.mark.parametrize("name", DOCUMENTS)
def test_the_pdf_shows_the_contents_that_the_word_file_has(name: str) -> None:
    """Label, title and number of every entry stand in one line of the PDF."""
    lines = {re.sub(r"\s?\.{3,}\s?", " ... ", line) for page in pages(name) for line in page}
    wanted = {f"{' '.join(parts[:-1])} ... {parts[-1]}" for parts in entries_of(rendered(name).docx)}
    assert len(wanted) > 5
    assert wanted - lines == set()


def test_chapters_go_on_counting_after_headings_without_numbers() -> None:
    lines = {line for page in pages("front-headings") for line in page}
    assert {"2.1 Subbab 2 dan 1", "2.4 Subbab 2 dan 4", "BAB II", "Ringkasan awal", "Rincian awal"} <= lines
    assert "Ringkasan tengah" in lines


def test_long_contents_really_run_over_several_pages() -> None:
    dotted = [sum("......" in one for one in lines) for lines in pages("many-headings")]
    assert sum(lines > 10 for lines in dotted) >= 3


def test_pages_count_as_they_should_across_lying_pages_and_restarts() -> None:
    lying = [printed_number(lines, "Laporan Kinerja") for lines in pages("lying")]
    first = lying.index("1")
    assert lying[:first] == ["i", "ii", "iii", "iv"]
    assert lying[first:] == [str(number) for number in range(1, len(lying) - first + 1)]
    over = [printed_number(lines, "Laporan Kinerja") for lines in pages("start-over")]
    assert "" in over
    gap = over.index("")
    assert over[gap + 1 :][:2] == ["11", "12"]
    assert over[-2:] in (["i", "ii"], ["ii", "iii"])


@pytest.mark.parametrize("name", DOCUMENTS)
def test_no_field_shows_an_error_and_no_page_is_empty(name: str) -> None:
    for lines in pages(name):
        assert not re.search(r"Error|Galat|not found|Table of|Figure|Chapter", "\n".join(lines))
        assert [one for one in lines if one.strip() and one not in ("DRAF 1", "DRAF 2, untuk direviu")] != []


def test_the_draft_mark_is_on_every_page() -> None:
    assert all("DRAF 2, untuk direviu" in lines[0] for lines in pages("sample"))
    assert not any("DRAF" in line for lines in pages("sample-f4") for line in lines)


def test_numbers_and_references_of_the_pdf_are_those_of_the_word_file() -> None:
    """LibreOffice counts the fields itself; it comes to the results that are in the file."""
    lines = [line for page in pages("sample") for line in page]
    assert {"BAB I", "BAB II", "BAB III", "BAB IV", "1.2.1 Tugas dan Fungsi", "a. Tugas", "b. Fungsi"} <= set(lines)
    captions = {f"{one.label} {one.text}" for one in plan_of(laporan()).captions}
    assert captions <= set(lines)
    whole = " ".join(lines)
    assert "Uraian rinci ada di Bab III pada Subbab 3.1." in whole
    assert "Capaian disajikan pada Tabel 3.1 dan Gambar 3.1, sedangkan rincian bulanannya pada Tabel 3.2." in whole
    assert "lihat Bab I." in whole


def test_nothing_written_is_missing_in_the_pdf() -> None:
    """Every word of the document, its footnotes and its charts."""
    with pdfplumber.open(io.BytesIO(rendered("sample").pdf or b"")) as file:
        shown = set(" ".join(page.extract_text(layout=False) or "" for page in file.pages).split())
    docx = rendered("sample").docx
    words = text(tree(docx)) + " " + text(tree(docx, "word/footnotes.xml"))
    cleaned = {word for _, line in paragraphs(docx) for word in re.split(r"[\s.]+", line) if len(word) > 3}
    assert len(words) > 4000
    everything = "".join(sorted(shown)) + "".join(shown)
    assert {word for word in cleaned if word not in everything and not word[0].isdigit()} <= {"H2O,"}
    assert {"99,50", "57,25", "95,37", "71,30"} <= shown, "labels of charts, as Indonesian numbers"


def test_the_head_of_a_long_table_is_on_each_of_its_pages_and_the_notes_below_its_end() -> None:
    with_rows = [lines for lines in pages("sample") if any("dokumen jenis ke-" in one for one in lines)]
    assert len(with_rows) == 3
    assert all(any(one.endswith("Kategori") for one in lines) for lines in with_rows)
    assert any("Rata-rata capaian 95,37" in one for one in with_rows[-1])
    assert any(one.startswith("Rumus: capaian") for one in with_rows[-1])


def block(number: int) -> TandaTangan:
    return TandaTangan((f"Kota Contoh, {number} Februari 2027", "Kepala Dinas,"), ("SITI AMINAH", "NIP 19680101"))


def test_captions_signatures_and_figures_are_never_torn() -> None:
    """Ten starting heights each: the caption is on its table's page, the picture's on its picture's, the signature
    block in one piece with the paragraph before it."""
    parts: list[Bagian] = []
    small = Tabel((1, 1), tuple(sel_rows(6)), "", keterangan("Anggaran kecil"))
    for number in range(10):
        fill = tuple(alinea(f"Baris {line}") for line in range(24 + number))
        shot = Gambar(picture(), 60, 60, "", keterangan("Loket", "gambar"))
        closing = (alinea("Demikian disampaikan."), block(number))
        parts += [Bagian((*fill, small)), Bagian((*fill, shot)), Bagian((*fill, *closing))]
    result = render_document(Dokumen("Laporan", tuple(parts), spasi=1.0))
    assert result.pdf is not None
    torn = 0
    with pdfplumber.open(io.BytesIO(result.pdf)) as file:
        for page in file.pages:
            words = page.extract_text()
            torn += ("Anggaran kecil" in words) != ("Uraian 0" in words)
            torn += ("Loket" in words) != bool(page.images)
            torn += ("Demikian" in words) != ("NIP 19680101" in words)
            torn += ("Februari 2027" in words) != ("SITI AMINAH" in words)
        moved = len(file.pages)
    assert torn == 0
    assert moved > 36, "the heights are such that blocks have to move to a second page"


def sel_rows(count: int) -> list:  # type: ignore[type-arg]
    from doctool.model.dokumen import Baris

    head = Baris((sel("Uraian"), sel("Jumlah")), "kepala")
    return [head, *(Baris((sel(f"Uraian {number}"), sel("1"))) for number in range(count))]


def test_a_second_run_gives_the_same_word_file() -> None:
    assert render_document(laporan()).docx == rendered("sample").docx


def test_without_libreoffice_the_file_says_so_and_the_caller_learns_it(monkeypatch: pytest.MonkeyPatch) -> None:
    monkeypatch.setenv("DOCTOOL_SOFFICE", "/tiada/soffice")
    result = render_document(laporan())
    assert result.pdf is None
    assert "LibreOffice tidak ditemukan" in result.reason
    assert [words for _, words in paragraphs(result.docx)].count("Nomor halaman belum diisi.") == 3


def test_wide_labels_and_titles_that_fill_their_line_touch_nothing() -> None:
    """Gambar 1.10 is wider than the place of its label, and every length of title ends before the page number."""
    pictures = [
        Gambar(picture(), 20, 5, "", keterangan(f"{'Loket ' * (6 + number // 4)}{'i' * (number % 4 + 1)}", "gambar"))
        for number in range(24)
    ]  # fmt: skip
    front = Bagian((judul(1, "DAFTAR GAMBAR", bernomor=False), DaftarIsi("gambar")), halaman="romawi", mulai=1)
    body = Bagian((judul(1, "BAB SATU"), *pictures), mulai=1)
    result = render_document(Dokumen("Laporan", (front, body)))
    with pdfplumber.open(io.BytesIO(result.pdf or b"")) as file:
        lines = (file.pages[0].extract_text() or "").split("\n")
    shown = [line for line in lines if re.match(r"Gambar 1\.\d+", line)]
    assert len(shown) == 24
    assert [line for line in shown if not re.match(r"Gambar 1\.\d+ Loket", line)] == []
    numbers = [line for line in lines if re.search(r"\d$", line)]
    assert len(numbers) >= 24
    assert [line for line in numbers if not re.search(r"[ \xa0]\d+$", line)] == []


def test_the_end_of_a_list_is_never_alone_on_a_page() -> None:
    """The paragraph that ends the field has no height to speak of; alone on a page it would leave that page empty."""
    body = list(tree(rendered("sample").docx).iter(f"{W}p"))
    ends = [at for at, one in enumerate(body) if style(one) == "Sela" and one.find(".//w:fldChar", NS) is not None]
    assert len(ends) == 3
    assert [at for at in ends if body[at - 1].find("w:pPr/w:keepNext", NS) is None] == []


def style(paragraph: etree._Element) -> str:
    found = paragraph.find("w:pPr/w:pStyle", NS)
    return "" if found is None else str(found.get(f"{W}val"))


def test_pages_that_never_come_to_rest_are_an_error(monkeypatch: pytest.MonkeyPatch) -> None:
    dokumen = with_front(0, Bagian(chapter(1)))
    plan = plan_of(dokumen)
    calls: list[int] = []

    def restless(docx: bytes, timeout_s: float) -> tuple[bytes, dict[str, int]]:
        calls.append(1)
        sections = {f"_Bag{number:06}": number - 1 for number in range(1, 3)}
        return b"", {**dict.fromkeys(plan.bookmarks, len(calls) + 1), **sections}

    monkeypatch.setattr(report_contents, "lay_out", restless)
    with pytest.raises(ContentError, match="masih berubah"):
        render_document(dokumen)
    assert len(calls) == report_contents.MOST_ROUNDS


def test_a_longer_text_moves_exactly_the_entries_below_it() -> None:
    before = with_front(0, Bagian((*chapter(1, 2), *chapter(2, 2)), mulai=1))
    longer = (*chapter(1, 2), *[alinea(ISI)] * 8, *chapter(2, 2))
    after = replace(before, bagian=(before.bagian[0], Bagian(longer, mulai=1)))
    first, second = render_document(before).contents, render_document(after).contents
    assert first is not None
    assert second is not None
    moved = {one for one in first.pages if first.pages[one] != second.pages[one]}
    titles = {one.bookmark: one.text for one in plan_of(before).headings}
    assert {titles[one] for one in moved} == {"BAB KE-2", "Subbab 2 dan 1", "Subbab 2 dan 2"}
