"""The sheets and columns of a table of steps: what they are called, how wide they are, what their notes say."""

from __future__ import annotations

import re
from dataclasses import dataclass
from typing import Literal

LANGKAH, PELAKSANA, IDENTITAS, LAINNYA, PETUNJUK = "Langkah", "Pelaksana", "Identitas", "Lainnya", "Petunjuk"
#: A place left empty on purpose, and a list without items: an empty cell says nothing at all.
KOSONG, DAFTAR_KOSONG = "(kosong)", "(daftar kosong)"
#: Stands where a value is too rare for its cell and is on the sheet Lainnya; as good as empty.
DI_LAINNYA = "(di lembar Lainnya)"
#: The marker of a list that has none.
TANPA = "tanpa"

#: How a cell is read: a text, a short one that Excel shall not turn into a number or date, a date, a switch.
Bentuk = Literal["teks", "kode", "tanggal", "saklar"]


@dataclass(frozen=True, slots=True)
class Kolom:
    """A column: its key, heading, width in characters, what its note says, other names that people give it."""

    key: str
    judul: str
    lebar: float
    bentuk: Bentuk = "teks"
    catatan: str = ""
    lain: tuple[str, ...] = ()
    jarang: bool = False


KOLOM_LANGKAH = (
    Kolom("nomor", "No", 5, "kode", "Nama baris di tabel ini, dipakai di kolom tujuan. Kosong boleh: dinomori sendiri.",
          ("no urut", "nomor", "nomor urut")),
    Kolom("uraian", "Uraian Kegiatan", 40, catatan="Satu kegiatan satu baris, mulai dengan kata kerja.",
          lain=("kegiatan", "uraian", "uraian prosedur", "aktivitas", "langkah", "langkah langkah", "uraian langkah",
                "prosedur", "tahapan")),
    Kolom("pelaksana", "Pelaksana", 20, "kode",
          "Pilih dari daftar (lembar Pelaksana). Pelaksana kedua dan seterusnya dari kegiatan yang sama: "
          "baris di bawahnya, No dan Uraian kosong.", ("pelaksana kegiatan", "petugas", "aktor")),
    Kolom("bentuk", "Bentuk", 11, "kode", "mulai, proses, keputusan atau selesai. Kosong: proses, atau keputusan "
          "bila ada Ya/Tidak.", ("simbol",)),
    Kolom("ya", "Ya ke", 8, "kode", "No kegiatan tujuan bila Ya. Beberapa: 5; 6. Pelaksana tertentu: 5/kode.", ("ya",)),
    Kolom("tidak", "Tidak ke", 8, "kode", "No kegiatan tujuan bila Tidak.", ("tidak",)),
    Kolom("keluar", "Jalan Keluar Lain", 17, "kode", "Keputusan dengan kata sendiri, satu baris satu jalan:\n"
          "Lengkap: 5\nTidak lengkap: 2", ("jalan keluar", "keluar")),
    Kolom("ke", "Lanjut ke", 9, "kode", "Kosong: kegiatan berikutnya.", ("ke", "lanjut")),
    Kolom("kelengkapan", "Kelengkapan", 24, catatan="Mutu baku. Beberapa butir: satu baris satu butir (Alt+Enter).",
          lain=("persyaratan", "persyaratan kelengkapan", "perlengkapan", "kelengkapan persyaratan",
                "mutu baku kelengkapan")),
    Kolom("waktu", "Waktu", 13, "kode", "Misalnya 15 menit, 2 jam, 1-5 hari kerja.",
          ("mutu baku waktu", "waktu penyelesaian")),
    Kolom("output", "Output", 24, catatan="Mutu baku: hasil kegiatan.", lain=("hasil", "keluaran", "mutu baku output")),
    Kolom("keterangan", "Keterangan", 18, lain=("ket",)),
    Kolom("teks", "Teks dalam Bentuk", 16, catatan="Kata di dalam gambar; biasanya kosong.", jarang=True),
    Kolom("paralel", "Bersamaan", 11, "saklar", "ya: para pelaksana kegiatan ini bekerja bersamaan.", jarang=True),
    Kolom("rujukan", "Rujukan SOP", 22, catatan="SOP lain yang disebut, satu baris satu SOP; alamatnya boleh di "
          "belakang: SOP Surat Masuk [[surat-masuk]]", jarang=True),
    Kolom("tetap", "Nomor Tetap", 9, "saklar", "ya: No dicetak persis seperti tertulis (juga bila kosong), "
          "tidak dihitung sendiri.", jarang=True),
    Kolom("id", "Id", 14, "kode", "Nama tetap kegiatan; tidak dicetak. Jangan ada yang sama.", jarang=True),
    Kolom("lain", "Lain-lain", 30, catatan="Isi yang jarang, ditulis doctool. Biarkan apa adanya.", jarang=True),
)  # fmt: skip
KOLOM_PELAKSANA = (
    Kolom("bagian", "Bagian", 9, "kode", "Nomor bagian prosedur (lembar Langkah 1, Langkah 2, ...).", jarang=True),
    Kolom("kode", "Kode", 16, "kode", "Nama pendek; kosong boleh, dibuat dari namanya."),
    Kolom("nama", "Nama Pelaksana", 42, "kode", "Seperti dicetak di kepala kolom."),
    Kolom("kelompok", "Kelompok", 26, "kode", "Judul di atas beberapa kolom yang berurutan; biasanya kosong."),
    Kolom("luar", "Pihak Luar", 11, "saklar", "ya: bukan pegawai kantor ini, misalnya pemohon."),
    Kolom("kelompok_baru", "Kelompok Baru", 14, "saklar", "ya: kelompok ini bukan lanjutan yang di atasnya walaupun "
          "judulnya sama.", jarang=True),
)  # fmt: skip
KOLOM_IDENTITAS = (
    Kolom("isian", "Isian", 26),
    Kolom("isi", "Isi", 84),
    Kolom("sop", "Alamat SOP", 24, "kode", "Bila butir ini menunjuk SOP lain: kantor/slug atau slug."),
    Kolom("penanda", "Penanda", 10, "kode", "Di baris pertama daftar: 1., 1, 1), a., a), -, •, atau tanpa. "
          "Kosong: menurut kantor."),
    Kolom("kolom", "Kolom", 8, "kode", "Di baris pertama daftar panjang: jumlah kolomnya, 1 sampai 4."),
)  # fmt: skip
KOLOM_LAINNYA = (
    Kolom("bagian", "Bagian", 44, "kode"),
    Kolom("isi", "Isi", 90),
)

#: The rows of the sheet Identitas: keys of the model with their titles. Lists have a row for each item.
ISIAN: dict[str, str] = {
    "status": "Status", "nomor_sop": "Nomor SOP", "tanggal_pembuatan": "Tanggal Pembuatan",
    "tanggal_revisi": "Tanggal Revisi", "revisi_rencana": "Tanggal Revisi adalah Rencana",
    "tanggal_efektif": "Tanggal Efektif", "tanggal_pengesahan": "Tanggal Pengesahan",
    "disahkan_oleh": "Disahkan oleh", "nama_sop": "Nama SOP", "judul_sampul": "Judul Sampul",
    "judul_identitas": "Judul Identitas", "judul_prosedur": "Judul Prosedur", "klasifikasi.sifat": "Sifat",
    "klasifikasi.cakupan": "Cakupan", "klasifikasi.kelengkapan": "Kelengkapan SOP", "klasifikasi.jenis": "Jenis",
}  # fmt: skip
DAFTAR: dict[str, str] = {
    "dasar_hukum": "Dasar Hukum", "keterkaitan": "Keterkaitan", "peringatan": "Peringatan",
    "kualifikasi_pelaksana": "Kualifikasi Pelaksana", "peralatan_perlengkapan": "Peralatan/Perlengkapan",
    "pencatatan_pendataan": "Pencatatan dan Pendataan",
}  # fmt: skip
CATATAN_KAKI = "catatan_kaki"
JUDUL_ISIAN = {**ISIAN, **DAFTAR, CATATAN_KAKI: "Catatan Kaki"}
#: Choices of cells.
PILIHAN: dict[str, tuple[str, ...]] = {
    "bentuk": ("mulai", "proses", "keputusan", "selesai"), "saklar": ("ya", "tidak"),
    "status": ("draft", "reviu", "disahkan", "dicabut"), "revisi_rencana": ("ya", "tidak"),
    "klasifikasi.sifat": ("teknis", "administratif"), "klasifikasi.cakupan": ("makro", "mikro"),
    "klasifikasi.kelengkapan": ("final", "parsial"), "klasifikasi.jenis": ("generik", "spesifik"),
    "penanda": ("1.", "1", "1)", "a.", "a)", "-", "•", TANPA),
}  # fmt: skip
#: Fields of kegiatan that are a text of their own, and those of a node.
TEKS_BARIS = ("uraian", "kelengkapan", "waktu", "output", "keterangan")
SIMPUL = ("pelaksana", "bentuk", "ya", "tidak", "keluar", "ke", "teks")


def plain_heading(text: str) -> str:
    """A heading as it is compared: lower case, words only."""
    return " ".join(re.findall(r"[^\W_]+", text.lower()))


def known_headings(columns: tuple[Kolom, ...]) -> dict[str, str]:
    """The headings of a sheet, as `plain_heading` writes them, with their keys."""
    found = {plain_heading(one.judul): one.key for one in columns}
    for one in columns:
        for name in one.lain:
            found.setdefault(plain_heading(name), one.key)
    return found
