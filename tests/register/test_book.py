"""The printed books: what stands where, text that stays text, valid files, the same bytes."""

from __future__ import annotations

import io
from dataclasses import replace
from datetime import date
from pathlib import Path

import pdfplumber
import pytest
from openpyxl import load_workbook
from PIL import Image

from doctool.catalog.load import load_kantor
from doctool.convert.libreoffice import convert_to_pdf, find_soffice
from doctool.loaded import LoadedKantor
from doctool.register import incoming, outgoing
from doctool.register.book import incoming_book, outgoing_book
from doctool.register.import_outgoing import import_outgoing
from doctool.register.numbering import Wishes, number_letters
from doctool.register.records import Surat, TerimaSurat
from tests.gate import check_xlsx
from tests.register.books import OWN_SERIES, RULES, book, letter, take_many

ROOT = Path(__file__).resolve().parents[2]
NASTY = ("=1+1", "+62", "-", "@SUM(A1)", "#N/A", "a & b <c> \"d\"", "'x", "😀", "=HYPERLINK(\"http://x\")")


@pytest.fixture(scope="module")
def office() -> LoadedKantor:
    return load_kantor(ROOT / "doctool" / "data" / "contoh" / "sop_catalog" / "contoh")


def outgoing_data(folder: Path, office: LoadedKantor, many: int = 0) -> bytes:
    with book(folder) as register:
        for text in NASTY:
            outgoing.take(register, RULES, letter(hal=text, tujuan=text))
        outgoing.cancel(register, "2", "salah tujuan")
        outgoing.reserve(register, RULES, letter(16))
        outgoing.take(register, RULES, letter(14, penandatangan="kadis", lampiran="1 berkas"), insert=True)
        take_many(register, [letter(17, hal=f"Surat {number}") for number in range(many)])
        return outgoing_book(office, outgoing.lines(register), "TAHUN 2024")


def incoming_data(folder: Path, office: LoadedKantor) -> bytes:
    with book(folder) as register:
        incoming.record(register, TerimaSurat(date(2024, 7, 15), "Bappeda", "050/1", date(2024, 7, 12), "Data"))
        incoming.dispose(
            register, 1, year=2024, dari="Kadis", kepada=("Sekretaris", "Kabid"), isi="Tindak lanjuti",
            tanggal=date(2024, 7, 16), batas=date(2024, 7, 20),
        )
        incoming.finish(register, 1, year=2024, tanggal=date(2024, 7, 18), kepada="Kabid", catatan="dijawab")
        incoming.record(register, TerimaSurat(date(2024, 7, 17), "Camat", sifat="Segera"))
        return incoming_book(office, incoming.letters(register), "TAHUN 2024")


def cells(data: bytes) -> list[list[object]]:
    return [list(row) for row in load_workbook(io.BytesIO(data)).active.iter_rows(values_only=True)]


def test_the_book_of_letters_sent(tmp_path: Path, office: LoadedKantor) -> None:
    rows = cells(outgoing_data(tmp_path, office))
    texts = [row[0] for row in rows]
    assert texts[:2] == ["PEMERINTAH KABUPATEN CONTOH", "DINAS PERPUSTAKAAN DAN KEARSIPAN"]
    assert "BUKU AGENDA SURAT KELUAR" in texts
    assert "TAHUN 2024" in texts
    at = texts.index("No. Urut")
    assert rows[at] == [
        "No. Urut", "Nomor Surat", "Tanggal Surat", "Tujuan", "Hal", "Lampiran", "Klasifikasi", "Keterangan",
    ]
    assert rows[at + 1] == ["1", "2", "3", "4", "5", "6", "7", "8"]
    first, *rest = rows[at + 2 :]
    assert first == [
        "0.a", "400.12/000.a/D19/2024", "14 Juli 2024", None, None, "1 berkas", "400.12",
        "Sisipan; ttd. Kepala Dinas Perpustakaan dan Kearsipan",
    ]
    assert [row[4] for row in rest[: len(NASTY)]] == list(NASTY)
    assert rest[1][7] == "BATAL: salah tujuan"
    assert rest[len(NASTY)][7] == "Dipesan"


def test_each_series_and_each_gap_has_a_line(tmp_path: Path, office: LoadedKantor) -> None:
    with book(tmp_path) as register:
        outgoing.start(register, OWN_SERIES, 413, year=2024)
        for day in (15, 16):
            outgoing.take(register, OWN_SERIES, letter(day, hal=f"Surat {day}"))
            outgoing.take(register, OWN_SERIES, letter(day, "nota-dinas", hal=f"Nota {day}"))
        outgoing.start(register, OWN_SERIES, 420, year=2024, reason="dipakai di Sekretariat")
        before = Surat("surat-dinas", date(2024, 7, 14), hal="Lama", nomor="400.12/007/D19/2024")
        number_letters(register, OWN_SERIES, [before], Wishes(lambda key: False))
        outgoing.take(register, OWN_SERIES, letter(17, hal="Surat 17"))
        lines, gaps = outgoing.lines(register), outgoing.unwritten(register, year=2024)
        data = outgoing_book(office, lines, "TAHUN 2024", gaps)
    rows = cells(data)
    at = [row[0] for row in rows].index("No. Urut")
    began = "tidak ada di buku ini: buku agenda ini dimulai dari nomor 413."
    assert [row[0] for row in rows[at + 2 :]] == [
        "Deret umum", f"Nomor urut 1 sampai 6 {began}", "7", f"Nomor urut 8 sampai 412 {began}", "413", "414",
        "Nomor urut 415 sampai 419 tidak ada di buku ini: dipakai di Sekretariat.", "420", "Deret nota dinas", "1", "2",
    ]
    (tmp_path / "buku.xlsx").write_bytes(data)
    with book(tmp_path / "lain") as register:  # what parts the book is no letter
        made = import_outgoing(register, OWN_SERIES, tmp_path / "buku.xlsx")
    assert made.added == 6
    assert [one.code for one in made.warnings] == ["X10"] * 5


def test_a_book_of_letters_received_begun_late_says_so(tmp_path: Path, office: LoadedKantor) -> None:
    with book(tmp_path) as register:
        incoming.start(register, 210, year=2024)
        incoming.record(register, TerimaSurat(date(2024, 7, 15), "Camat"))
        rows = cells(incoming_book(office, incoming.letters(register), "", incoming.unwritten(register, year=2024)))
    assert [row[0] for row in rows[-2:]] == [
        "No. Agenda 1 sampai 209 tidak ada di buku ini: buku agenda ini dimulai dari nomor 210.", "210"
    ]


def test_no_text_becomes_a_formula(tmp_path: Path, office: LoadedKantor) -> None:
    sheet = load_workbook(io.BytesIO(outgoing_data(tmp_path, office))).active
    kinds = {cell.data_type for row in sheet.iter_rows() for cell in row if cell.value is not None}
    assert kinds == {"s"}
    assert all(cell.quotePrefix for row in sheet.iter_rows() for cell in row if str(cell.value).startswith("=")
               and len(str(cell.value)) > 1)


def test_the_book_of_letters_received(tmp_path: Path, office: LoadedKantor) -> None:
    rows = cells(incoming_data(tmp_path, office))
    receivers = ("Sekretaris", "Kabid")
    assert rows[-2] == [
        "1", "15 Juli 2024", "Bappeda", "050/1", "12 Juli 2024", "Data", "-",
        "\n".join(f"16 Juli 2024: {who}: Tindak lanjuti (paling lambat 20 Juli 2024)" for who in receivers),
        "Selesai: Kabid; dijawab",
    ]
    assert rows[-1] == ["2", "17 Juli 2024", "Camat", "-", "-", None, "-", None, "Segera"]


def test_the_page_is_landscape_and_its_head_repeats(tmp_path: Path, office: LoadedKantor) -> None:
    sheet = load_workbook(io.BytesIO(outgoing_data(tmp_path, office))).active
    assert (sheet.page_setup.orientation, sheet.page_setup.paperSize) == ("landscape", 14)  # Folio for F4
    at = next(cell.row for cell in sheet["A"] if cell.value == "No. Urut")
    assert sheet.print_title_rows == f"${at}:${at + 1}"
    assert sheet.sheet_properties.pageSetUpPr.fitToPage
    assert (sheet.page_setup.fitToWidth or 1, sheet.page_setup.fitToHeight) == (1, 0)


def test_the_workbooks_are_valid(tmp_path: Path, office: LoadedKantor) -> None:
    assert check_xlsx(outgoing_data(tmp_path / "a", office), sdk=False) == []
    assert check_xlsx(incoming_data(tmp_path / "b", office), sdk=False) == []


def test_the_same_lines_give_the_same_bytes(tmp_path: Path, office: LoadedKantor) -> None:
    assert outgoing_data(tmp_path / "a", office) == outgoing_data(tmp_path / "b", office)


def test_a_text_higher_than_a_row_says_that_it_is_cut(tmp_path: Path, office: LoadedKantor) -> None:
    with book(tmp_path) as register:
        line = outgoing.take(register, RULES, Surat("x", date(2024, 7, 15), hal="kata " * 1000))
    data = outgoing_book(office, [line], "TAHUN 2024")
    sheet = load_workbook(io.BytesIO(data)).active
    text = str(sheet.cell(sheet.max_row, 5).value)
    assert text.endswith("… (terpotong; lengkapnya di buku agenda doctool)")
    assert 300 < sheet.row_dimensions[sheet.max_row].height <= 409


@pytest.mark.libreoffice
@pytest.mark.skipif(find_soffice() is None, reason="LibreOffice is not installed")
def test_the_printed_pages(tmp_path: Path, office: LoadedKantor) -> None:
    source = tmp_path / "buku.xlsx"
    source.write_bytes(outgoing_data(tmp_path, office, many=60))
    (made,) = convert_to_pdf([source], tmp_path)
    assert made.pdf is not None
    with pdfplumber.open(made.pdf) as pdf:
        pages = [page.extract_text() for page in pdf.pages]
        assert all(page.width > page.height for page in pdf.pages)
        for page in pdf.pages:
            words = page.extract_words(extra_attrs=["fontname"])
            edges = sorted({round(edge["x0"]) for edge in page.vertical_edges})
            foot = [word for word in words if word["top"] > page.height - 60]
            assert "Halaman" in {word["text"] for word in foot}
            assert all(edges[0] < word["x0"] and word["x1"] < edges[-1] for word in foot)
            numbers = [word for word in words if word["text"].startswith("400.12/")]
            assert {word["fontname"] for word in foot} == {word["fontname"] for word in numbers}
            assert all(min(abs(word["x0"] - edge) for edge in edges) > 3 for word in numbers)  # no text at a rule
    assert len(pages) > 1
    assert ["DINAS PERPUSTAKAAN" in page for page in pages] == [True] + [False] * (len(pages) - 1)
    assert all("Nomor Surat" in page and "Klasifikasi" in page for page in pages)
    assert all(f"Halaman {number} dari {len(pages)}" in page for number, page in enumerate(pages, start=1))
    whole = "\n".join(pages)
    assert all(f"400.12/{number:03d}/D19/2024" in whole for number in range(1, 71))
    assert all(f"Surat {number}" in whole for number in range(60))
    assert all(text in whole for text in ("=1+1", "+62", "@SUM(A1)", "#N/A", 'a & b <c> "d"'))


def test_the_crest_stands_above_the_rule(tmp_path: Path, office: LoadedKantor) -> None:
    Image.new("RGB", (300, 400), "black").save(tmp_path / "lambang.png", dpi=(300, 300))
    kop = office.kantor.kop.model_copy(update={"logo": "lambang.png"})
    kantor = office.kantor.model_copy(update={"kop": kop})
    data = outgoing_book(replace(office, kantor=kantor, folder=str(tmp_path)), [], "TAHUN 2024")
    assert check_xlsx(data, sdk=False) == []
    (crest,) = load_workbook(io.BytesIO(data)).active._images
    assert crest.anchor.to.row < len(kop.baris)  # rows count from 0: the last row of the kop at most
