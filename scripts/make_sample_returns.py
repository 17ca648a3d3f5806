"""Fill the forms of a sample year and take them in, as bidang and sekretariat would.

They are kept in data/<kantor>/kinerja/<tahun>/pengembalian/.

The figures are invented and say so; the forms, the reading and what is kept are doctool's own. Run with `make samples`
after the indicators of the sample year (data/kota-probolinggo/kinerja/2025.yaml) or the form's template have changed.
"""

from __future__ import annotations

import shutil
import subprocess
import sys
import tempfile
from pathlib import Path
from typing import Any

import openpyxl

ROOT = Path(__file__).resolve().parents[1]
KANTOR, TAHUN, DITERIMA = "kota-probolinggo", 2025, "2026-01-09"
#: Realisasi of quarter I to IV by the key of its row.
REALISASI: dict[str, tuple[object, ...]] = {
    "IKU-1/P": (174_902, 175_760, 176_531, 177_413), "IKU-1/Y": (177_612, 178_105, 178_590, 179_024),
    "IKU-2/P": (79_412, 79_905, 80_377, 80_811), "IKU-2/Y": (79_806, 80_240, 80_655, 81_046),
    "IKU-3/P": (64_155, 64_520, 64_871, 65_204), "IKU-3/Y": (66_702, 66_815, 66_940, 67_058),
    "IKU-4/P": (412, 398, 405, 420), "IKU-4/Y": (468, 441, 447, 460),
    "IKU-5": (87.4, 88.1, 88.6, 88.9),
    "IKU-6": (47, 45, 43, 41),
    "IKU-7": (6, 8, 5, 4),
    "IKU-8/P": (12, 12, 11, 12), "IKU-8/Y": (12, 12, 12, 12),
    "IKU-9": (None, None, None, "BB"),
    "IKU-10": (18.4, 44.7, 70.2, 96.88),
}  # fmt: skip
#: Faktor pendorong, hambatan and solusi by the key of the indicator.
NARASI = {
    "IKU-1": ("Pelayanan keliling ke sekolah dan kelurahan", "", ""),
    "IKU-2": ("Pembaruan kartu keluarga bersamaan dengan layanan lain", "", ""),
    "IKU-3": (
        "Kerja sama dengan rumah sakit dan bidan",
        "Kelahiran di luar fasilitas kesehatan terlambat dilaporkan",
        "Penjangkauan melalui kader posyandu dan kelurahan",
    ),
    "IKU-4": ("Pelaporan kematian melalui kelurahan", "", ""),
    "IKU-5": ("Penambahan loket dan petugas informasi", "", ""),
    "IKU-6": (
        "Antrean daring",
        "Gangguan jaringan pada triwulan I dan II memperlama penerbitan",
        "Jalur cadangan jaringan dipasang pada triwulan III",
    ),
    "IKU-7": ("Kotak saran dan kanal aduan ditindaklanjuti pada hari yang sama", "", ""),
    "IKU-8": (
        "Jadwal pelaporan dipasang di ruang kerja",
        "Satu laporan triwulan III terlambat karena rekonsiliasi data",
        "Rekonsiliasi dimajukan lima hari kerja",
    ),
    "IKU-9": ("Tindak lanjut rekomendasi evaluasi tahun sebelumnya", "", ""),
    "IKU-10": ("Pelaksanaan kegiatan sesuai rencana kas", "", ""),
}  # fmt: skip
#: Realisasi of the money by the code of its row.
UANG = {
    "2.12.01.2.01.0001": 43_870_500, "2.12.01.2.01.0006": 33_415_000, "2.12.01.2.02.0001": 4_731_284_376,
    "2.12.01.2.06.0004": 92_748_300, "2.12.01.2.06.0009": 117_962_450, "2.12.01.2.08.0002": 171_305_918,
    "2.12.02.2.01.0002": 468_115_250, "2.12.02.2.02.0001": 73_240_000, "2.12.03.2.01.0002": 241_377_600,
    "2.12.04.2.01.0001": 118_450_000, "2.12.05.2.01.0001": 58_905_000,
}  # fmt: skip


def main() -> None:
    """Make, fill and take in the forms of the sample year."""
    shutil.rmtree(ROOT / "data" / KANTOR / "kinerja" / str(TAHUN), ignore_errors=True)
    with tempfile.TemporaryDirectory() as name:
        out = Path(name)
        which = ["--kantor", KANTOR, "--tahun", str(TAHUN)]
        _doctool("formulir", "buat", *which, "--triwulan", "4", "-o", str(out))
        forms = sorted((out / "formulir" / KANTOR / str(TAHUN)).glob("*.xlsx"))
        sent = ROOT / "output" / "kiriman-contoh"
        sent.mkdir(parents=True, exist_ok=True)
        for form in forms:
            _fill(form, sent / form.name)
        _doctool("formulir", "baca", str(sent), *which, "--tanggal", DITERIMA)
        shutil.rmtree(sent)


def _doctool(*arguments: str) -> None:
    subprocess.run([sys.executable, "-m", "doctool", *arguments], cwd=ROOT, check=True)


def _fill(form: Path, to: Path) -> None:
    """Fill in a form as a bidang does in Excel, and save it as `to`."""
    book = openpyxl.load_workbook(form)
    kinerja, money = book["Form Isian"], book["Anggaran"]
    columns = _columns(kinerja, 7)
    for row in range(8, kinerja.max_row + 1):
        key = str(kinerja.cell(row, 1).value or "")
        for place, value in enumerate(REALISASI.get(key, ())):
            kinerja.cell(row, columns["Realisasi triwulan"] + place).value = value
        for heading, text in zip(
            ("Faktor pendorong", "Hambatan/penyebab", "Solusi/tindak lanjut"), NARASI.get(key, ()), strict=False
        ):
            kinerja.cell(row, columns[heading]).value = text or None
    for row in range(1, money.max_row + 1):
        code = str(money.cell(row, 2).value or "")
        if code in UANG:
            money.cell(row, 5).value = UANG[code]
    book.save(to)


def _columns(sheet: Any, head: int) -> dict[str, int]:
    """Columns by their heading in the row `head`."""
    return {str(cell.value): cell.column for cell in sheet[head] if cell.value}


if __name__ == "__main__":
    main()
