"""The office files of the sample laporan kinerja: a text that a bidang wrote in Word, and lampiran of each kind.

All of it is invented and says so. Run with `make samples`; the PDF needs LibreOffice.
"""

from __future__ import annotations

import math
import tempfile
from datetime import datetime
from pathlib import Path

import openpyxl
from docx import Document
from docx.enum.text import WD_ALIGN_PARAGRAPH
from docx.shared import Pt
from PIL import Image, ImageDraw

from doctool.convert.libreoffice import convert_to_pdf

ROOT = Path(__file__).resolve().parents[1]
REPORT = ROOT / "data" / "kota-probolinggo" / "laporan" / "lkj-2025"
_WHEN = datetime(2026, 1, 12)  # noqa: DTZ001 - core properties know no zone
ISSUES = (
    ("Kepemilikan akta kelahiran belum merata", "Kelahiran di luar fasilitas kesehatan masih terlambat dilaporkan."),
    ("Jaringan pelayanan bergantung pada satu jalur", "Gangguan menghentikan penerbitan dokumen di semua loket."),
    (
        "Aktivasi Identitas Kependudukan Digital masih rendah",
        "Sebagian penduduk belum memiliki perangkat yang memadai.",
    ),
)
QUEUE = {"Januari": 4_210, "Februari": 3_980, "Maret": 4_365, "April": 4_122, "Mei": 3_870, "Juni": 4_510}


def main() -> None:
    """Write them."""
    (REPORT / "lampiran").mkdir(parents=True, exist_ok=True)
    _issues(REPORT / "teks" / "isu-strategis.docx")
    _decree(REPORT / "lampiran" / "keputusan-tim-penyusun.pdf")
    _survey(REPORT / "lampiran" / "survei-kepuasan.xlsx")
    _picture(REPORT / "lampiran" / "antrean-loket.png")


def _issues(path: Path) -> None:
    document = Document()
    document.core_properties.created = document.core_properties.modified = _WHEN
    document.core_properties.author = "Sub Bagian Program"
    document.add_paragraph(
        "Permasalahan utama dinas dihimpun dari evaluasi tahun sebelumnya dan rapat koordinasi para kepala bidang:"
    )
    for title, text in ISSUES:
        paragraph = document.add_paragraph(style="List Number")
        paragraph.add_run(title + ". ").bold = True
        paragraph.add_run(text)
    document.add_paragraph("Keterkaitannya dengan sasaran strategis sebagai berikut.")
    document.add_paragraph("Tabel 1. Permasalahan utama dan sasaran yang terkait", style="Caption")
    table = document.add_table(rows=1, cols=3, style="Table Grid")
    for cell, text in zip(table.rows[0].cells, ("No.", "Permasalahan", "Sasaran yang terkait"), strict=True):
        cell.paragraphs[0].add_run(text).bold = True
    targets = (
        "Meningkatnya kepemilikan dokumen kependudukan",
        "Meningkatnya mutu pelayanan dan data kependudukan",
        "Meningkatnya mutu pelayanan dan data kependudukan",
    )
    for number, ((title, _), target) in enumerate(zip(ISSUES, targets, strict=True), start=1):
        for cell, text in zip(table.add_row().cells, (str(number), title, target), strict=True):
            cell.text = text
    document.save(str(path))


def _decree(path: Path) -> None:
    document = Document()
    document.styles["Normal"].font.name = "Arial"
    document.styles["Normal"].font.size = Pt(11)
    for text in ("CONTOH", "KEPUTUSAN KEPALA DINAS KEPENDUDUKAN DAN PENCATATAN SIPIL KOTA PROBOLINGGO", "TENTANG",
                 "TIM PENYUSUN LAPORAN KINERJA TAHUN 2025"):  # fmt: skip
        paragraph = document.add_paragraph()
        paragraph.alignment = WD_ALIGN_PARAGRAPH.CENTER
        paragraph.add_run(text).bold = True
    document.add_paragraph(
        "Lembar ini contoh lampiran berupa PDF. Ganti dengan keputusan yang sudah ditandatangani; PDF yang bertanda "
        "tangan elektronik disertakan utuh dan tidak pernah diubah."
    )
    for text in ("Pengarah: Kepala Dinas", "Ketua: Sekretaris Dinas", "Sekretaris: Kepala Sub Bagian Program",
                 "Anggota: para Kepala Bidang"):  # fmt: skip
        document.add_paragraph(text, style="List Number")
    with tempfile.TemporaryDirectory() as name:
        source = Path(name) / "keputusan.docx"
        document.save(str(source))
        made = convert_to_pdf([source], Path(name))[0]
        if made.pdf is None:
            raise SystemExit(f"no PDF: {made.reason}")
        path.write_bytes(made.pdf.read_bytes())


def _survey(path: Path) -> None:
    book = openpyxl.Workbook()
    sheet = book.active
    sheet.title = "Survei"
    sheet.append(["CONTOH: nilai survei kepuasan masyarakat tahun 2025"])
    sheet.append([])
    sheet.append(["Unsur pelayanan", "Triwulan I", "Triwulan II", "Triwulan III", "Triwulan IV"])
    names = (
        "Persyaratan",
        "Prosedur",
        "Waktu pelayanan",
        "Biaya",
        "Produk",
        "Kompetensi",
        "Perilaku",
        "Sarana",
        "Pengaduan",
    )
    for at, name in enumerate(names):
        sheet.append([name, *(round(mean + 2.4 * math.sin(at + quarter), 2)
                              for quarter, mean in enumerate((87.4, 88.1, 88.6, 88.9)))])  # fmt: skip
    sheet.column_dimensions["A"].width = 28
    sheet.page_setup.orientation, sheet.page_setup.paperSize = "landscape", 9
    book.save(path)


def _picture(path: Path) -> None:
    width, height, base = 1800, 1080, 930
    image = Image.new("RGB", (width, height), "white")
    draw = ImageDraw.Draw(image)
    draw.text((60, 40), "CONTOH: pengunjung loket per bulan, semester I 2025", fill="black", font_size=52)
    for at, (month, count) in enumerate(QUEUE.items()):
        left, top = 140 + at * 270, base - count * 720 // 5_000
        draw.rectangle((left, top, left + 170, base), fill="#2F75B5")
        draw.text((left + 85, top - 50), f"{count:,}".replace(",", "."), fill="black", font_size=40, anchor="mm")
        draw.text((left + 85, base + 50), month, fill="black", font_size=40, anchor="mm")
    draw.line((80, base, width - 60, base), fill="black", width=3)
    image.save(path, dpi=(200, 200), optimize=True)


if __name__ == "__main__":
    main()
