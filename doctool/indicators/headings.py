"""The headings of a workbook of indicators: what offices call a column, and the key that it fills.

The keys of the model always work as headings ("sumber_data", "Sumber Data"); the other names are those of perjanjian
kinerja, rencana aksi and DPA as offices print them.
"""

from __future__ import annotations

import re
from dataclasses import dataclass
from enum import StrEnum
from functools import lru_cache
from typing import Literal

from doctool.model.kinerja import TRIWULAN

#: How a cell is read: as text, as a short code, as a number of the model, as a target, as a list.
Bentuk = Literal["teks", "kode", "bilangan", "target", "daftar", "pilihan"]


class Lembar(StrEnum):
    """The kinds of sheet."""

    INDIKATOR = "Indikator"
    PROGRAM = "Program"
    CATATAN = "Catatan"


@dataclass(frozen=True, slots=True)
class Kolom:
    """A column: its key ("target_triwulan/0" for the first of a list), the heading it is written with, how a cell is
    read, its width in characters, and what the workbook's own note says of it."""

    key: str
    judul: str
    bentuk: Bentuk = "teks"
    lebar: float = 14
    catatan: str = ""


_BIDANG = "Kunci atau nama bidang seperti di kantor.yaml."
INDIKATOR = (
    Kolom("sasaran", "Sasaran", lebar=30, catatan="Kosong berarti sama dengan sasaran di atasnya; boleh digabung."),
    Kolom("kode", "Kode", "kode", 9, "Unik, misalnya IKU-1; tercetak di formulir. Jangan diubah di tengah tahun."),
    Kolom("uraian", "Indikator", lebar=34, catatan="Seperti tertulis dalam perjanjian kinerja."),
    Kolom("satuan", "Satuan", lebar=11, catatan="Misalnya %, indeks, menit, dokumen, predikat."),
    Kolom("arah", "Arah", "pilihan", 9, "naik: makin tinggi makin baik; turun: makin rendah makin baik; rentang."),
    Kolom("rumus", "Rumus", "pilihan", 13,
          "Wajib untuk arah turun: turun-selisih = (2T-R)/T, turun-banding = T/R. Selain itu boleh kosong."),
    Kolom("akumulasi", "Akumulasi", "pilihan", 11,
          "Cara realisasi triwulan menjadi realisasi tahun: jumlah, terakhir, rata-rata. Kosong: terakhir."),
    Kolom("target", "Target Setahun", "target", 11,
          "Bilangan (95,5), rentang (80-90), tingkat (A), atau - bila tidak ada."),
    *(Kolom(f"target_triwulan/{at}", f"Target TW {name}", "target", 9, "Tulis - bila triwulan ini tanpa target.")
      for at, name in enumerate(TRIWULAN)),
    Kolom("target_kumulatif", "Target Kumulatif", "pilihan", 11,
          "ya: target triwulan ditulis kumulatif (25, 50, 75, 100). Kosong: tidak."),
    Kolom("bobot", "Bobot", "bilangan", 8, "Bobot dalam rata-rata; kosong semua berarti sama berat."),
    Kolom("tingkatan", "Urutan Tingkat", "daftar", 16, "Dari yang terendah, dipisah titik koma: D; C; B; A."),
    Kolom("pembilang", "Pembilang", lebar=26, catatan="Untuk indikator berupa perbandingan; isi bersama penyebutnya."),
    Kolom("penyebut", "Penyebut", lebar=26),
    Kolom("penanggung_jawab/bidang", "Penanggung Jawab", "pilihan", 24, _BIDANG),
    Kolom("penanggung_jawab/seksi", "Seksi", lebar=22, catatan="Seksi atau subbagian, bila formulir dibagi lagi."),
    Kolom("sumber_data", "Sumber Data", lebar=22),
    Kolom("bukti_dukung", "Bukti Dukung", lebar=22),
)  # fmt: skip
PROGRAM = (
    Kolom("tingkat", "Tingkat", "pilihan", 14, "Program, Kegiatan atau Sub Kegiatan; urut dari atas ke bawah."),
    Kolom("kode", "Kode Rekening", "kode", 18),
    Kolom("uraian", "Uraian", lebar=52),
    Kolom("pagu", "Pagu (Rp)", "bilangan", 18, "Kosong bila dirinci di baris-baris bawahnya."),
    Kolom("realisasi", "Realisasi (Rp)", "bilangan", 18, "Boleh kosong; kosong berarti belum ada, bukan nol."),
    Kolom("penanggung_jawab/bidang", "Penanggung Jawab", "pilihan", 26, _BIDANG),
    Kolom("penanggung_jawab/seksi", "Seksi", lebar=24),
)
CATATAN = (
    Kolom("bidang", "Bidang", "pilihan", 30, _BIDANG),
    Kolom("catatan", "Catatan", lebar=80, catatan="Petunjuk tambahan yang tercetak di formulir bidang itu."),
)
KOLOM: dict[Lembar, tuple[Kolom, ...]] = {
    Lembar.INDIKATOR: INDIKATOR, Lembar.PROGRAM: PROGRAM, Lembar.CATATAN: CATATAN,
}
#: The levels of the budget in three columns of their own, as a DPA prints them, instead of Tingkat and Uraian.
TINGKAT_KOLOM = ("program", "kegiatan", "sub_kegiatan")
#: A sheet is of a kind if it has one column of each group.
_NEEDED: dict[Lembar, tuple[frozenset[str], ...]] = {
    Lembar.INDIKATOR: (frozenset({"uraian"}), frozenset({"target", "sasaran", "satuan"})),
    Lembar.PROGRAM: (frozenset({"uraian", *TINGKAT_KOLOM}), frozenset({"pagu"})),
    Lembar.CATATAN: (frozenset({"bidang"}), frozenset({"catatan"})),
}
_PER_QUARTER = (
    "target tw {0}, target triwulan {0}, target tribulan {0}, target {0}, tw {0}, triwulan {0}, tribulan {0}, "
    "target triwulan tw {0}, target kinerja triwulan {0}, target kinerja tw {0}"
)
_OTHERS: dict[Lembar, dict[str, str]] = {
    Lembar.INDIKATOR: {
        "sasaran": "sasaran strategis, sasaran program, sasaran kinerja, tujuan sasaran",
        "kode": "kode indikator, kode iku",
        "uraian": "indikator kinerja, indikator kinerja utama, indikator kinerja sasaran, indikator sasaran, iku, "
                  "nama indikator, uraian indikator",
        "satuan": "satuan ukuran, sat",
        "arah": "arah indikator, polarisasi, sifat indikator",
        "rumus": "rumus capaian, formula, formula capaian",
        "akumulasi": "cara akumulasi, perhitungan triwulan",
        "target": "target, target tahun, target tahunan, target kinerja, target setahun",
        "bobot": "bobot persen",
        "tingkatan": "tingkatan, urutan tingkatan, urutan predikat",
        "penanggung_jawab/bidang": "bidang, bidang penanggung jawab, unit penanggung jawab, penanggungjawab, pj",
        "penanggung_jawab/seksi": "subbagian, seksi subbagian, sub bagian, seksi sub bagian",
        "sumber_data": "sumber",
        "bukti_dukung": "bukti pendukung, data dukung, dokumen pendukung",
    },
    Lembar.PROGRAM: {
        "tingkat": "level, jenis",
        "kode": "kode, no rekening, nomor rekening",
        "uraian": "nama, program kegiatan sub kegiatan, program kegiatan, nama program kegiatan sub kegiatan, "
                  "program kegiatan subkegiatan",
        "pagu": "pagu, anggaran, anggaran rp, pagu anggaran, pagu anggaran rp, jumlah anggaran",
        "realisasi": "realisasi, realisasi anggaran, realisasi anggaran rp, realisasi keuangan",
        "penanggung_jawab/bidang": "bidang, bidang penanggung jawab, unit penanggung jawab, penanggungjawab, pj",
        "penanggung_jawab/seksi": "subbagian, seksi subbagian, sub bagian",
        "program": "nama program",
        "kegiatan": "nama kegiatan",
        "sub_kegiatan": "subkegiatan, nama sub kegiatan",
    },
    Lembar.CATATAN: {"bidang": "kunci bidang, penanggung jawab", "catatan": "petunjuk, catatan formulir"},
}  # fmt: skip
#: Columns that are there for people: the number of the row.
DIABAIKAN = frozenset({"no", "no urut", "nomor", "nomor urut"})
#: What offices write for the choices of the model.
PILIHAN: dict[str, dict[str, str]] = {
    "arah": {
        "positif": "naik", "makin tinggi makin baik": "naik", "semakin tinggi semakin baik": "naik", "maksimal": "naik",
        "negatif": "turun", "makin rendah makin baik": "turun", "semakin rendah semakin baik": "turun",
        "minimal": "turun",
    },
    "rumus": {"r t": "naik", "2t r t": "turun-selisih", "t r": "turun-banding"},
    "akumulasi": {"rata rata": "rata-rata", "kumulatif": "jumlah", "sum": "jumlah", "posisi akhir": "terakhir"},
    "tingkat": {"program": "program", "kegiatan": "kegiatan", "sub kegiatan": "sub_kegiatan",
                "subkegiatan": "sub_kegiatan"},
}  # fmt: skip


def plain_heading(text: str) -> str:
    """A heading as it is compared: lower case, words only ("Target (TW. I)" is "target tw i")."""
    return " ".join(re.findall(r"[^\W_]+", text.lower()))


@lru_cache
def known_headings(lembar: Lembar) -> dict[str, str]:
    """The headings of a kind of sheet, as `plain_heading` writes them, with their keys."""
    found: dict[str, str] = {}
    for column in KOLOM[lembar]:
        found.setdefault(plain_heading(column.judul), column.key)
        if "/" not in column.key:
            found.setdefault(plain_heading(column.key), column.key)
    for key, names in _OTHERS[lembar].items():
        for name in (key if "/" not in key else "", *names.split(", ")):
            found.setdefault(plain_heading(name), key)
    if lembar is Lembar.INDIKATOR:
        for at, roman in enumerate(TRIWULAN):
            for name in (*_PER_QUARTER.format(roman).split(", "), *_PER_QUARTER.format(at + 1).split(", ")):
                found.setdefault(plain_heading(name), f"target_triwulan/{at}")
    found.pop("", None)
    return found


def shape_of(lembar: Lembar, key: str) -> Bentuk:
    """How the cells of a column are read."""
    return next((one.bentuk for one in KOLOM[lembar] if one.key == key), "teks")


def title_of(lembar: Lembar, key: str) -> str:
    """The heading that a key is written with."""
    return next((one.judul for one in KOLOM[lembar] if one.key == key), key.replace("_", " ").capitalize())


def kind_fits(lembar: Lembar, keys: frozenset[str]) -> bool:
    """Whether a sheet with columns of these keys is of the kind `lembar`."""
    return all(group & keys for group in _NEEDED[lembar])
