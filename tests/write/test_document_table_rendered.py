"""Tables as LibreOffice draws them: no word is cut, no row stands alone, notes stay with their table."""

from __future__ import annotations

import io
import shutil

import pdfplumber
import pytest

from doctool.model.dokumen import Bagian, Baris, Blok, Dokumen, Tabel
from doctool.report_contents import lay_out
from doctool.write.document import write_document
from tests.write.sample_report import alinea, keterangan, nomor, sel, target_realisasi

pytestmark = [
    pytest.mark.libreoffice,
    pytest.mark.skipif(shutil.which("soffice") is None, reason="LibreOffice is not installed"),
]
CODES = ("2.12.01.2.01.0001", "2.12.01.2.02.0001", "2.12.05.2.01.0001")
WORDS = ("Pertanggungjawaban", "pengaduan", "kependudukan", "IKU-10", "(IKU-4)", "93-99", "5.343.500.000", "100,00")


def pages(*blok: Blok) -> list[str]:
    data, _ = lay_out(write_document(Dokumen("Laporan", (Bagian(blok),))))
    with pdfplumber.open(io.BytesIO(data)) as pdf:
        return [page.extract_text() for page in pdf.pages]


def narrow() -> Tabel:
    head = Baris(tuple(map(sel, ("No.", "Kode", "Indikator kinerja", "Satuan", "Target", "Pagu (Rp)", "Serapan (%)"))),
                 "kepala")  # fmt: skip
    name = "Persentase kepemilikan dokumen kependudukan dan Pertanggungjawaban (IKU-4) serta IKU-10"
    body = [
        Baris((sel(f"1.{at}"), sel(code), sel(name), sel("pengaduan"), sel("93-99"), nomor("5343500000", 0),
               nomor("100")))
        for at, code in enumerate(CODES, 1)
    ]  # fmt: skip
    return Tabel((1, 1, 90, 1, 1, 1, 1), (head, *body), "", keterangan("Sempit"))


def test_no_word_of_a_table_is_cut() -> None:
    (page,) = pages(narrow())
    found = page.split()
    for word in (*CODES, *WORDS, "No.", "Serapan", "Target"):
        assert word in found, word


def test_a_small_table_goes_to_the_next_page_whole_and_its_notes_with_it() -> None:
    filler = [alinea("Kalimat pengisi halaman. " * 26) for _ in range(3)]
    first, second = pages(*filler, target_realisasi(4))
    assert "Persentase penduduk" not in first
    assert second.count("Persentase penduduk") == 4
    assert "Sumber: rekapitulasi" in second


def test_no_row_of_a_long_table_stands_alone_on_its_last_page() -> None:
    for rows in range(30, 34):
        shown = pages(target_realisasi(rows))
        assert "Sumber: rekapitulasi" in shown[-1]
        assert "Persentase penduduk" in shown[-1]
        assert not any(page.strip().splitlines()[-2].startswith("Sasaran") for page in shown[:-1])
