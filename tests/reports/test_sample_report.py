"""The whole sample report as its reader has it: all parts of the outline, right numbers, clean files, Indonesian."""

from __future__ import annotations

import io
import re
import shutil
import zipfile
from pathlib import Path

import pytest
import yaml

from doctool.model.laporan import JUDUL_BAGIAN
from tests.gate import check_docx, check_xlsx
from tests.reports.sample import FOLDER, FOOTER, Files, dense, footer_number
from tests.write.docx_text import fields, paragraphs, parts, text, tree

pytestmark = [
    pytest.mark.libreoffice,
    pytest.mark.skipif(shutil.which("soffice") is None, reason="LibreOffice is not installed"),
]
ENGLISH = re.compile(r"\b(Table|Figure|Chapter|Page|Contents|Error|Bookmark|Source|Draft|January|February|March)\b")


def test_word_file_and_workbooks_of_its_charts_are_clean(sample: Files) -> None:
    assert check_docx(sample.docx) == []
    books = [data for name, data in parts(sample.docx).items() if name.endswith(".xlsx")]
    assert len(books) == 9
    for data in books:
        assert check_xlsx(data, sdk=False) == []


def test_every_part_of_the_outline_is_there_in_its_order(sample: Files, sample_root: Path) -> None:
    """PermenPANRB 53/2014, Lampiran II: what laporan.yaml names, as headings of the Word file."""
    report = yaml.safe_load((sample_root / FOLDER / "laporan.yaml").read_text(encoding="utf-8"))
    wanted: list[str] = []

    def walk(asked: list[object]) -> None:
        for one in asked:
            part = one if isinstance(one, dict) else {"jenis": one}
            wanted.append(part.get("judul") or JUDUL_BAGIAN.get(part["jenis"], ""))
            walk(part.get("isi", []))

    walk(report["bagian"])
    wanted.remove("")  # the cover has no heading
    headings = [words for style, words in paragraphs(sample.docx) if re.fullmatch(r"Heading[1-4]", style)]
    found = [re.sub(r"^BAB [IVX]+\n", "", words) for words in headings]
    places = [found.index(title) for title in wanted]
    assert places == sorted(places)
    for sasaran in report["sasaran"]:
        place = next(at for at, words in enumerate(found) if words.startswith(f"Sasaran {sasaran}: "))
        rest = found[place + 1 : place + 8]
        assert [any(word in title for title in rest) for word in (
            "Target dan Realisasi", "Tahun Lalu", "Jangka Menengah", "Standar Nasional", "Penyebab", "Efisiensi",
            "Program dan Kegiatan",
        )] == [True] * 7  # fmt: skip
    assert [title for title in found if title.startswith("Lampiran ")] == [
        f"Lampiran {number}: {one['judul']}" for number, one in enumerate(report["lampiran"], 1)
    ]
    assert "LAPORAN KINERJA" in sample.pages[0]
    assert not footer_number(sample.pages[0])


def test_every_entry_of_contents_and_lists_is_the_number_printed_on_the_page(sample: Files) -> None:
    wrong = []
    for entry in sample.entries:
        real = sample.real_number(entry)
        if real[:1] != [entry.number] or not entry.number:
            wrong.append((entry, real))
    assert wrong == []
    assert len(sample.entries) >= 50
    kinds = [entry.label.split(" ")[0] for entry in sample.entries]
    assert (kinds.count("BAB"), kinds.count("Tabel"), kinds.count("Gambar")) == (4, 26, 9)


def test_the_lists_name_every_heading_and_caption_once(sample: Files) -> None:
    styles = {"Heading1", "Heading2", "Heading3", "Caption", "KeteranganGambar"}
    written = [re.sub(r"^bab[ivx]+", "", dense(words)) for style, words in paragraphs(sample.docx) if style in styles]
    # The numbers of headings are those of a list, and not in their text.
    listed = [
        dense(one.title if one.label.split(" ")[0] not in ("Tabel", "Gambar") else f"{one.label}{one.title}")
        for one in sample.entries
    ]
    assert sorted(written) == sorted(listed)


def test_labels_of_pages_and_bookmarks_are_those_of_the_printed_pages(sample: Files) -> None:
    labels = list(sample.reader.page_labels)
    numbers = [footer_number(lines) for lines in sample.pages]
    assert labels[0] == "Sampul"
    assert [(label, number) for label, number in zip(labels[1:], numbers[1:], strict=True) if number != label] == [
        (labels[page], "") for page, number in enumerate(numbers) if page and not number
    ]
    inserted = [page for page, number in enumerate(numbers) if page and not number]
    assert len(inserted) == 3, "the pages of three attached lampiran"
    assert len(set(labels)) == len(labels)
    by_title = {
        dense(str(one.title)): labels[sample.reader.get_destination_page_number(one) or 0]  # type: ignore[arg-type]
        for one in _flat(sample.reader.outline)
    }
    chapters = [one for one in sample.entries if one.label.split(" ")[0] not in ("Tabel", "Gambar")]
    assert {dense(one.label + one.title): one.number for one in chapters}.items() <= by_title.items()


def _flat(outline: list[object]) -> list[object]:
    return [item for one in outline for item in (_flat(one) if isinstance(one, list) else [one])]


def test_roman_numbers_end_where_the_first_chapter_begins(sample: Files) -> None:
    numbers = [footer_number(lines) for lines in sample.pages]
    front = [number for number in numbers if number and not number.isdigit()]
    assert front == ["i", "ii", "iii", "iv", "v", "vi", "vii"][: len(front)]
    own = [int(number) for number in numbers if number.isdigit()]
    assert own[0] == 1
    assert own == sorted(set(own))
    assert "BAB I" in sample.pages[numbers.index("1")]


def test_no_english_and_no_field_that_failed_in_word_file_or_pdf(sample: Files) -> None:
    shown = text(tree(sample.docx)) + text(tree(sample.docx, "word/footnotes.xml"))
    assert ENGLISH.findall(shown) == []
    assert ENGLISH.findall("\n".join(line for lines in sample.pages for line in lines)) == []
    charts = [data for name, data in parts(sample.docx).items() if "/charts/chart" in name and name.endswith(".xml")]
    assert not any(re.search(rb"Series|Chart Title|Category \d", data) for data in charts)
    found = fields(tree(sample.docx))
    assert len(found) > 140
    assert [code for code, result in found if not result] == []
    archive = zipfile.ZipFile(io.BytesIO(sample.docx))
    assert b"updateFields" not in archive.read("word/settings.xml"), "Word would ask a question"
    assert b'w:dirty' not in archive.read("word/document.xml")


def test_numbers_money_and_dates_are_written_the_indonesian_way(sample: Files) -> None:
    own = "\n".join(line for lines in sample.pages for line in lines)
    assert re.findall(r"\d\.\d+ ?%|\d,\d{3}(?!\d)|Rp ?\d+,\d{3}|Rp \d|\d{4}-\d\d-\d\d", own) == []
    words = " ".join(own.split())
    assert "Rp6.348.500.000,00" in words
    assert "101,68%" in words
    assert re.findall(r"Rp[\d.]+(?![\d.,])", words) == [], "money in sentences has its cents"


def test_no_page_is_empty_and_each_says_that_its_figures_are_samples(sample: Files) -> None:
    for page, lines in enumerate(sample.pages):
        if footer_number(lines) or page == 0:
            assert lines[0].startswith("CONTOH: angka dalam laporan ini bukan data resmi"), page
            assert [line for line in lines[1:] if FOOTER not in line], page
