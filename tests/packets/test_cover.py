"""The cover sheet: what it says can be read on it, its QR read back, the same bytes whoever comes before."""

from __future__ import annotations

import io
import random
import shutil
import subprocess
import zipfile
from dataclasses import replace
from pathlib import Path

import docx
import pytest
from PIL import Image

from doctool.catalog.index import Workspace
from doctool.convert.libreoffice import convert_to_pdf, find_soffice
from doctool.loaded import LoadedKantor
from doctool.packets.check_code import LABEL, KodePeriksa, check_sum, printed, printed_in, read_code
from doctool.packets.cover import QR_MM, IsiPaket, LembarDepan, contents_text, qr_png, size_text
from doctool.packets.cover_press import CoverPress
from doctool.packets.verify import code_on
from tests.gate import check_docx
from tests.letters.office import KANTOR, write

CODE = KodePeriksa(
    "penyerahan-sop", "c0ffee" * 10 + "abcd", "kec-bergas", "470/12/Dukcapil/2026", "0123456789abcdef" * 4
)  # fmt: skip
COVER = LembarDepan(
    "Penyerahan SOP <2026> & lampirannya", 'Camat "Bergas" <Kab. Semarang>',
    (
        IsiPaket("Surat pengantar & tanda terima", "1_Surat.docx", 48_211, nomor="470/12/Dukcapil/2026"),
        IsiPaket("Salinan SOP", "2_SOP.pdf", 1_412_000, halaman=5),
        IsiPaket("Keputusan", "3_Keputusan.pdf", 900, catatan="ditandatangani elektronik"),
    ),
    CODE, "21 November 2026", 3, 40, "di Bergas\nJalan Raya 1",
)  # fmt: skip


@pytest.fixture
def office(tmp_path: Path) -> LoadedKantor:
    write(tmp_path / "sop_catalog" / "kab-contoh" / "kantor.yaml", KANTOR)
    return Workspace(tmp_path).load_kantor("kab-contoh")


def texts(data: bytes) -> list[str]:
    """Every line of the document, in tables too."""
    document = docx.Document(io.BytesIO(data))
    lines = [one.text for one in document.paragraphs]
    for table in document.tables:
        lines += [line.text for row in table.rows for cell in row.cells for line in cell.paragraphs]
    return lines


def test_the_cover_says_for_whom_what_and_its_code(office: LoadedKantor) -> None:
    lines = texts(CoverPress(office).docx(COVER))
    whole = "\n".join(lines)
    for said in (
        'Camat "Bergas" <Kab. Semarang>', "Jalan Raya 1", "PENYERAHAN SOP <2026> & LAMPIRANNYA", "470/12/Dukcapil/2026",
        "3 dari 40", "3 berkas, 5 halaman PDF", "Surat pengantar & tanda terima", "48 KB", "5 halaman",
        "ditandatangani elektronik", "3_Keputusan.pdf", LABEL, "revisi c0ffeec0ffee",
    ):  # fmt: skip
        assert said in whole
    assert printed_in(whole) == CODE.periksa
    assert "zq0" not in whole


def test_it_is_a_sound_word_file(office: LoadedKantor) -> None:
    assert check_docx(CoverPress(office).docx(COVER)) == []


def test_the_same_cover_gives_the_same_bytes_whatever_was_made_before(office: LoadedKantor) -> None:
    fresh = CoverPress(office).docx(COVER)
    press = CoverPress(office)
    others = [
        replace(COVER, penerima="Lain", alamat=""), replace(COVER, isi=COVER.isi[:1]), replace(COVER, urut=0),
        replace(COVER, kode=replace(CODE, nomor="")), replace(COVER, penerima="Camat Ungaran\x07 zq0001zq"),
    ]  # fmt: skip
    made = [press.docx(one) for one in others]
    assert press.docx(COVER) == fresh
    assert len({*made, fresh}) == 6
    assert "Camat Ungaran zq0001zq" in texts(made[-1])


def test_the_qr_is_read_back_from_the_word_file(office: LoadedKantor) -> None:
    reader = pytest.importorskip("zxingcpp")
    with zipfile.ZipFile(io.BytesIO(CoverPress(office).docx(COVER))) as archive:
        names = [name for name in archive.namelist() if name.startswith("word/media/")]
        pictures = [Image.open(io.BytesIO(archive.read(name))) for name in names]
    found = [one.text for picture in pictures for one in reader.read_barcodes(picture)]
    assert found == [CODE.text()]
    assert read_code(found[0]) == replace(CODE, revisi=CODE.revisi_pendek)


@pytest.mark.skipif(find_soffice() is None or shutil.which("pdftoppm") is None, reason="needs LibreOffice and poppler")
@pytest.mark.libreoffice
def test_the_printed_qr_is_large_enough_and_read_from_a_scan(office: LoadedKantor, tmp_path: Path) -> None:
    reader = pytest.importorskip("zxingcpp")
    source = tmp_path / "depan.docx"
    source.write_bytes(CoverPress(office).docx(COVER))
    pdf = convert_to_pdf([source], tmp_path)[0].pdf
    assert pdf is not None
    subprocess.run(["pdftoppm", "-r", "150", "-gray", "-png", str(pdf), str(tmp_path / "lembar")], check=True)
    pages = sorted(tmp_path.glob("lembar*.png"))
    assert len(pages) == 1
    found = reader.read_barcodes(Image.open(pages[0]))
    assert [one.text for one in found] == [CODE.text()]
    place = found[0].position
    width_mm = (place.top_right.x - place.top_left.x) / 150 * 25.4
    assert 25 <= width_mm <= QR_MM
    assert code_on(pdf.read_bytes(), "depan.pdf") == CODE.periksa


def test_any_code_can_be_read() -> None:
    reader = pytest.importorskip("zxingcpp")
    chance = random.Random(7)
    for number in range(40):
        code = KodePeriksa(
            f"paket-{'x' * chance.randrange(40)}", f"{chance.getrandbits(256):064x}", f"kunci-{number}",
            chance.choice(["", "470/1/2026", "B-12.3/Dukcapil/XI/2026 – Umum"]), f"{chance.getrandbits(256):064x}",
        )  # fmt: skip
        found = reader.read_barcodes(Image.open(io.BytesIO(qr_png(code.text()))))
        assert [one.text for one in found] == [code.text()]
        for said in (code.text(), code.text().replace("\n", " "), code.text().replace("\n", "\r\n")):
            assert read_code(said) == replace(code, revisi=code.revisi_pendek)


def test_the_sum_follows_names_and_contents_but_not_their_order() -> None:
    files = [("1_a.docx", "aa"), ("2_b.pdf", "bb")]
    total = check_sum(files)
    assert check_sum(reversed(files)) == total
    assert check_sum([("1_a.docx", "bb"), ("2_b.pdf", "aa")]) != total
    assert check_sum(files[:1]) != total
    assert printed_in(f"Kode: {printed(total)} selesai") == total
    assert printed_in(printed(total)[:-1]) == ""


def test_a_text_that_is_no_code_is_none() -> None:
    for text in ("", "https://contoh.go.id", "Kode periksa paket, bukan tanda tangan elektronik\nPaket: x"):
        assert read_code(text) is None


def test_sizes_are_printed_as_indonesian_numbers() -> None:
    said = [size_text(one) for one in (0, 400, 48_211, 999_400, 1_412_000)]
    assert said == ["1 KB", "1 KB", "48 KB", "999 KB", "1,4 MB"]


@pytest.mark.parametrize(
    ("files", "said"),
    [
        ([("1_Surat.docx", 0), ("2_Form.xlsx", 0)], "2 berkas"),
        ([("1_Surat.docx", 2), ("1_Surat.pdf", 2), ("2_SOP.pdf", 5)], "3 berkas, 7 halaman"),
        ([("1_Surat.docx", 0), ("1_Surat.pdf", 2), ("2_Form.xlsx", 0)], "3 berkas, 2 halaman PDF"),
    ],
)
def test_pages_are_counted_once_for_each_document_and_never_guessed(files: list[tuple[str, int]], said: str) -> None:
    assert contents_text(files, "halaman") == said
