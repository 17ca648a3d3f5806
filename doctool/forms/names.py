"""What the template of a form may name in `{{ ... }}`, and what it prints."""

from __future__ import annotations

import re

from doctool.forms.field_map import KOLOM_ANGGARAN, KOLOM_KINERJA, LEMBAR_ANGGARAN, LEMBAR_KINERJA

#: A placeholder; braces may not stand in it.
PLACEHOLDER = re.compile(r"\{\{\s*([^{}]*?)\s*\}\}")
#: What looks like one and is none.
STRAY = re.compile(r"\{\{|\}\}|\{%|%\}|\{#|#\}")
#: Rows that are repeated are named by this before their kind.
ROW = "baris."
_UNTIL = "menurut triwulan formulir"

#: Texts of head, tail and footer.
TEXTS = {
    "kode_formulir": "kode formulir, misalnya DT1-kota-medan-2026-piak-a1b2c3d4; wajib ada di lembar Form Isian",
    "tahun": "tahun anggaran",
    "unit": "nama bidang, dengan seksinya bila formulir per seksi",
    "unit_kapital": "nama unit dengan huruf kapital",
    "bidang": "nama bidang",
    "seksi": "nama seksi, kosong bila formulir untuk seluruh bidang",
    "nama_kantor": "nama perangkat daerah",
    "pemerintah": "nama pemerintah daerah",
    "wilayah": "nama wilayah",
    "periode": f"TRIWULAN I SAMPAI IV, atau SAMPAI TRIWULAN II {_UNTIL}",
    "periode_kecil": f"tahun, atau sampai triwulan II {_UNTIL}",
    "judul_realisasi": f"Realisasi tahun, atau Realisasi s.d. triwulan II {_UNTIL}",
    "tempat": "tempat di depan tanggal",
    "jabatan_penandatangan": "jabatan kepala bidang atau kepala seksi",
    "nama_penandatangan": "namanya menurut kantor.yaml, atau titik-titik",
    "pangkat_penandatangan": "pangkatnya",
    "nip_penandatangan": "NIP-nya dengan tulisan NIP.",
    "pangkat_nip_penandatangan": "pangkat dan NIP dalam dua baris; satu baris bila pangkatnya kosong",
    "hari_pengembalian": "hari kerja untuk mengembalikan formulir",
    "petunjuk_anggaran": "petunjuk mengisi lembar Anggaran; kosong bila bidang tanpa anggaran",
    "aturan_pita": "aturan kategori capaian menurut kantor",
}
#: Sums below the table of the money.
TOTALS = {
    "jumlah_pagu": "jumlah pagu", "jumlah_realisasi": "jumlah realisasi", "jumlah_persen": "realisasi dalam persen",
}  # fmt: skip
#: Rows that are repeated: their kind and what they stand for, by sheet; those in HEAD may stand on both.
HEAD_ROWS = {"kop": "satu baris kop", "catatan": "satu baris catatan bidang dari data kinerja"}
TABLE_ROWS = {
    LEMBAR_KINERJA: {
        "indikator": "indikator yang realisasinya diisi langsung dengan angka",
        "indikator_persen": "yang sama, persen 0 sampai 100; bila tidak ada dipakai baris indikator",
        "indikator_tingkat": "yang sama, target berupa tingkat; bila tidak ada dipakai baris indikator",
        "perbandingan": "indikator yang realisasinya dihitung dari dua baris di bawahnya",
        "pembilang": "pembilangnya",
        "penyebut": "penyebutnya",
    },
    LEMBAR_ANGGARAN: {
        "program": "program yang dirinci di bawahnya", "kegiatan": "kegiatan yang dirinci di bawahnya",
        "rincian": "yang tidak dirinci lagi: realisasinya diisi",
    },
}
#: Rows that a template may leave out, and what is used in their stead.
INSTEAD = {"indikator_persen": "indikator", "indikator_tingkat": "indikator"}
#: Fields of the rows of each sheet, without the key.
FIELDS = {
    LEMBAR_KINERJA: tuple(one.field for one in KOLOM_KINERJA if one.field != "kunci"),
    LEMBAR_ANGGARAN: tuple(one.field for one in KOLOM_ANGGARAN if one.field != "kunci"),
}
#: In a list of a validation and in the formula of a conditional colour.
GRADES, BAND = "tingkatan", "pita"
CREST = "lambang"
