"""Laporan kinerja as data (data/<kantor>/laporan/<nama>/laporan.yaml): outline, texts, lampiran and who signs.

The outline is the one that PermenPANRB 53/2014 recommends (Lampiran II): Bab I Pendahuluan, Bab II Perencanaan Kinerja,
Bab III Akuntabilitas Kinerja with seven analyses of each sasaran and the budget, Bab IV Penutup, and lampiran. The
office leaves out, adds and reorders; figures, tables and charts come from the rekap and are never typed.
"""

from __future__ import annotations

from typing import Literal

from pydantic import Field

from doctool.model.dasar import AtauKosong, Deret, Kamus, Rekaman, YaTidak, dari_teks
from doctool.model.kinerja import Bilangan, Target
from doctool.model.tanggal import Tanggal

#: Where reports lie: data/<kantor>/laporan/<nama>/laporan.yaml, and beside the indicators what they are compared with.
LAPORAN_FOLDER, LAPORAN_FILE, PEMBANDING_FILE = "laporan", "laporan.yaml", "pembanding.yaml"
#: The seven analyses of a sasaran (PermenPANRB 53/2014, Bab III A.1 to 7), by key.
Analisis = Literal["target", "tahun-lalu", "renstra", "standar-nasional", "penyebab", "efisiensi", "program"]

#: Known parts of the outline. "lain" is a part of the office's own; "sasaran" are the analyses of every sasaran.
JenisBagian = Literal[
    "sampul", "pernyataan-reviu", "kata-pengantar", "ikhtisar", "daftar-isi", "daftar-tabel", "daftar-gambar",
    "pendahuluan", "gambaran-umum", "aspek-strategis", "isu-strategis",
    "perencanaan", "rencana-strategis", "perjanjian-kinerja",
    "akuntabilitas", "sasaran", "realisasi-anggaran",
    "penutup", "kesimpulan", "langkah-perbaikan", "lain",
]  # fmt: skip


#: Their titles where the office gives none, as the outline has them.
JUDUL_BAGIAN: dict[str, str] = {
    "pernyataan-reviu": "Pernyataan Telah Direviu",
    "kata-pengantar": "Kata Pengantar",
    "ikhtisar": "Ikhtisar Eksekutif",
    "daftar-isi": "Daftar Isi",
    "daftar-tabel": "Daftar Tabel",
    "daftar-gambar": "Daftar Gambar",
    "pendahuluan": "Pendahuluan",
    "gambaran-umum": "Gambaran Umum Organisasi",
    "aspek-strategis": "Aspek Strategis Organisasi",
    "isu-strategis": "Permasalahan Utama (Isu Strategis)",
    "perencanaan": "Perencanaan Kinerja",
    "rencana-strategis": "Rencana Strategis",
    "perjanjian-kinerja": "Perjanjian Kinerja",
    "akuntabilitas": "Akuntabilitas Kinerja",
    "sasaran": "Capaian Kinerja Organisasi",
    "realisasi-anggaran": "Realisasi Anggaran",
    "penutup": "Penutup",
    "kesimpulan": "Kesimpulan",
    "langkah-perbaikan": "Langkah Perbaikan",
}

#: Titles of the seven analyses, in their order.
JUDUL_ANALISIS: dict[Analisis, str] = {
    "target": "Perbandingan Target dan Realisasi Kinerja Tahun Ini",
    "tahun-lalu": "Perbandingan dengan Tahun Lalu dan Beberapa Tahun Terakhir",
    "renstra": "Perbandingan dengan Target Jangka Menengah",
    "standar-nasional": "Perbandingan dengan Standar Nasional",
    "penyebab": "Penyebab Keberhasilan atau Kegagalan dan Solusi yang Dilakukan",
    "efisiensi": "Efisiensi Penggunaan Sumber Daya",
    "program": "Program dan Kegiatan yang Menunjang",
}


class BagianLaporan(Rekaman):
    """A part of the outline with its texts and the parts below it.

    A part that is left out stays in the outline with `ditiadakan`, the reason: "tidak ada" said aloud.
    """

    jenis: JenisBagian = Field("lain", description="Bagian menurut sistematika; lain: bagian kantor sendiri.")
    judul: str = Field("", description="Judul bagian; kosong: judul baku menurut sistematika.")
    teks: Deret[str] = Field((), description="Berkas teks (.md atau .docx), relatif terhadap laporan.yaml, berurutan.")
    isi: Deret[BagianLaporan] = Field((), description="Bagian di bawahnya.")
    ditiadakan: str = Field("", description="Alasan bagian ini tidak dibuat.")

    _from_text = dari_teks("jenis")


class AnalisisSasaran(Rekaman):
    """The analyses of a sasaran: texts for the seven, and the programmes that support it.

    `naskah` are files that hold several analyses, each below its title as a heading of level 1 or 2.
    """

    naskah: Deret[str] = Field((), description="Berkas yang memuat analisis di bawah judulnya masing-masing.")
    teks: Kamus[Deret[str]] = Field(
        default_factory=dict,
        description="Berkas teks menurut analisis: target, tahun-lalu, renstra, standar-nasional, penyebab, efisiensi, "
        "program.",
    )
    ditiadakan: Kamus[str] = Field(default_factory=dict, description="Analisis yang tidak dibuat, dengan alasannya.")
    program: Deret[str] = Field((), description="Kode program, kegiatan atau sub kegiatan yang menunjang sasaran ini.")


#: The outline where the office gives none (PermenPANRB 53/2014, Lampiran II).
SISTEMATIKA: tuple[BagianLaporan, ...] = tuple(
    BagianLaporan.model_validate(part)
    for part in (
        "sampul", "kata-pengantar", "ikhtisar", "daftar-isi", "daftar-tabel", "daftar-gambar",
        {"jenis": "pendahuluan", "isi": ["gambaran-umum", "aspek-strategis", "isu-strategis"]},
        {"jenis": "perencanaan", "isi": ["rencana-strategis", "perjanjian-kinerja"]},
        {"jenis": "akuntabilitas", "isi": ["sasaran", "realisasi-anggaran"]},
        {"jenis": "penutup", "isi": ["kesimpulan", "langkah-perbaikan"]},
    )
)  # fmt: skip


class LampiranLaporan(Rekaman):
    """A lampiran: its title and the file (pdf, docx, xlsx, png, jpg)."""

    judul: str = Field(min_length=1, description="Judul lampiran seperti dicetak pada lembar pemisah.")
    berkas: str = Field("", description="Berkas lampiran, relatif terhadap laporan.yaml; kosong: dibuat doctool.")
    jenis: Literal["perjanjian-kinerja", "sk", "bukti-dukung", "lain"] = Field("lain", description="Jenis lampiran.")


class Laporan(Rekaman):
    """A laporan kinerja of an office, or of one of its bidang."""

    judul: str = Field("", description="Judul sampul; kosong: Laporan Kinerja Instansi Pemerintah.")
    tahun: int = Field(ge=2000, le=2100, description="Tahun yang dilaporkan.")
    triwulan: int = Field(4, ge=1, le=4, description="Sampai triwulan; 4 untuk laporan setahun.")
    bidang: str = Field("", description="Kunci bidang untuk laporan kinerja bidang; kosong: laporan dinas.")
    rekap: str = Field(
        "", description="Berkas JSON rekap, relatif terhadap laporan.yaml; kosong: dari formulir yang kembali."
    )
    contoh: YaTidak = Field(False, description="ya: setiap halaman menyebut bahwa angkanya contoh.")
    tempat: str = Field("", description="Tempat di depan tanggal; kosong: menurut kantor.")
    tanggal: AtauKosong[Tanggal] = Field(None, description="Tanggal laporan; kosong: tempat kosong.")
    penandatangan: str = Field("", description="Kunci pejabat yang menandatangani.")
    bagian: Deret[BagianLaporan] = Field((), description="Sistematika; kosong: sistematika PermenPANRB 53/2014.")
    sasaran: Kamus[AnalisisSasaran] = Field(
        default_factory=dict, description="Analisis menurut nomor sasaran dalam rekap: 1, 2, 3."
    )
    lampiran: Deret[LampiranLaporan] = Field((), description="Lampiran berurutan.")


class Riwayat(Rekaman):
    """An earlier year of an indicator."""

    target: Target | None = Field(None, description="Target tahun itu.")
    realisasi: Target = Field(description="Realisasi tahun itu: bilangan atau tingkat; - bila tidak diukur.")
    capaian: Bilangan = Field(None, description="Capaian tercetak pada laporan tahun itu, dalam persen.")


class TargetRenstra(Rekaman):
    """The target at the end of the Renstra."""

    tahun: int = Field(ge=2000, le=2100, description="Tahun akhir Renstra.")
    target: Target = Field(description="Target akhir Renstra.")


class StandarNasional(Rekaman):
    """A national standard with its source."""

    nilai: Target = Field(description="Nilai standar nasional; - bila tidak ada.")
    sumber: str = Field("", description="Sumber standar.")


class PembandingIndikator(Rekaman):
    """What an indicator is compared with."""

    riwayat: Kamus[Riwayat] = Field(default_factory=dict, description="Menurut tahun, misalnya 2023.")
    renstra: AtauKosong[TargetRenstra] = Field(None, description="Target akhir Renstra.")
    standar_nasional: AtauKosong[StandarNasional] = Field(None, description="Standar nasional.")


class Pembanding(Rekaman):
    """What the indicators of an office are compared with (data/<kantor>/kinerja/pembanding.yaml)."""

    indikator: Kamus[PembandingIndikator] = Field(default_factory=dict, description="Menurut kode indikator.")
