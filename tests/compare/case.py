"""A small SOP to change, and what is found between two of them."""

from __future__ import annotations

import copy
from collections.abc import Callable
from typing import Any

from doctool.compare.tell import Perbandingan, tell
from doctool.loaded import LoadedKantor, LoadedSop, Positions
from doctool.model.kantor import Kantor
from doctool.model.sop import Sop

Data = dict[str, Any]

OFFICE: Data = {
    "nama": "Dinas Contoh",
    "pemerintah": "Pemerintah Kota Contoh",
    "wilayah": "Kota Contoh",
    "kop": {"baris": ["PEMERINTAH KOTA CONTOH", {"teks": "DINAS CONTOH", "tebal": "ya"}]},
    "pejabat": {
        "kadis": {"jabatan": "Kepala Dinas", "nama": "Siti Aminah", "nip": "197001011995032001"},
        "kabid": {"jabatan": "Kepala Bidang", "nama": "Budi Santoso", "nip": "198001012005011001"},
    },
}
BASE: Data = {
    "nomor_sop": "065/1/2025",
    "tanggal_pembuatan": "2 Januari 2025",
    "tanggal_revisi": "-",
    "nama_sop": "Pelayanan Surat Pindah",
    "disahkan_oleh": "kadis",
    "dasar_hukum": [
        "Undang-Undang Nomor 24 Tahun 2013 tentang Administrasi Kependudukan;",
        "Peraturan Menteri Dalam Negeri Nomor 52 Tahun 2011 tentang Standar Operasional Prosedur.",
    ],
    "peralatan_perlengkapan": ["Komputer", "Printer"],
    "pelaksana": [
        {"kode": "pemohon", "nama": "Pemohon", "luar": "ya"}, {"kode": "loket", "nama": "Petugas Loket"},
        {"kode": "kabid", "nama": "Kepala Bidang"},
    ],
    "kegiatan": [
        {"uraian": "Menyerahkan berkas permohonan pindah.", "pelaksana": "pemohon", "bentuk": "mulai",
         "waktu": "5 menit", "kelengkapan": "Berkas", "output": "Berkas"},
        {"uraian": "Memeriksa kelengkapan berkas permohonan.", "pelaksana": "loket", "ya": "3", "tidak": "1",
         "waktu": "10 menit", "kelengkapan": "Berkas", "output": "Berkas lengkap"},
        {"uraian": "Mencetak surat keterangan pindah.", "pelaksana": "loket", "waktu": "15 menit", "output": "Surat"},
        {"uraian": "Menandatangani surat keterangan pindah.", "pelaksana": "kabid", "waktu": "1 hari kerja",
         "output": "Surat pindah"},
        {"uraian": "Menyerahkan surat keterangan pindah kepada pemohon.", "pelaksana": "loket", "bentuk": "selesai",
         "waktu": "5 menit", "output": "Surat pindah"},
    ],
}  # fmt: skip


def loaded(data: Data, office: Data | None = None) -> LoadedSop:
    kantor = LoadedKantor("contoh", Kantor.model_validate(office or OFFICE), Positions("contoh/kantor.yaml"), "")
    return LoadedSop("surat-pindah", Sop.model_validate(data), Positions("contoh/sop/surat-pindah.yaml"), kantor)


def between(change: Callable[[Data], object], base: Data | None = None) -> Perbandingan:
    """What is found when `change` was done to the base."""
    first = base or BASE
    second = copy.deepcopy(first)
    change(second)
    return tell(loaded(first), loaded(second))


def inserted(data: Data, at: int, row: Data) -> None:
    """A kegiatan put in before place `at` (from 0), the numbers in exits made right."""
    for one in data["kegiatan"]:
        for key in ("ya", "tidak", "ke"):
            if key in one and int(one[key]) > at:
                one[key] = str(int(one[key]) + 1)
    data["kegiatan"].insert(at, row)


def told(found: Perbandingan) -> list[tuple[str, str, str, str]]:
    """Place, what happened, old and new text of each change."""
    return [(one.letak, one.apa, one.semula, one.menjadi) for one in found.butir]
