"""A small good SOP and office as plain data, and findings of what a test makes of them."""

from __future__ import annotations

import copy
from collections.abc import Sequence
from datetime import date
from typing import Any

import yaml

from doctool.catalog.source import parse_yaml
from doctool.catalog.validation import validate
from doctool.check.run import check_catalog, check_sop
from doctool.findings import Finding
from doctool.loaded import LoadedKantor, LoadedSop
from doctool.model.kantor import Kantor
from doctool.model.sop import Sop

OFFICE: dict[str, Any] = {
    "nama": "Dinas Arsip",
    "pemerintah": "Pemerintah Kota Contoh",
    "kop": {"baris": ["PEMERINTAH KOTA CONTOH", "DINAS ARSIP"]},
    "pejabat": {
        "kepala": {
            "jabatan": "Kepala Dinas Arsip",
            "nama": "Dra. Sri Lestari, M.Si.",
            "pangkat": "Pembina Tk. I",
            "golongan": "IV/b",
            "nip": "19670719 199311 2 001",
        }
    },
}

GOOD: dict[str, Any] = {
    "status": "disahkan",
    "nomor_sop": "SOP/01/2024",
    "tanggal_pembuatan": "2 Januari 2024",
    "tanggal_revisi": "-",
    "tanggal_efektif": "1 Februari 2024",
    "disahkan_oleh": "kepala",
    "nama_sop": "Peminjaman Arsip",
    "dasar_hukum": [
        "Undang-Undang Nomor 43 Tahun 2009 tentang Kearsipan",
        "Peraturan Pemerintah Nomor 28 Tahun 2012 tentang Pelaksanaan UU Nomor 43 Tahun 2009 tentang Kearsipan",
        "Peraturan Daerah Kota Contoh Nomor 3 Tahun 2019 tentang Penyelenggaraan Kearsipan",
    ],
    "keterkaitan": ["SOP Penyusutan Arsip"],
    "peringatan": "Apabila SOP ini tidak dilaksanakan, maka arsip dapat hilang",
    "kualifikasi_pelaksana": ["Memahami tata kearsipan", "Mampu mengoperasikan komputer"],
    "peralatan_perlengkapan": ["Komputer", "Rak arsip"],
    "pencatatan_pendataan": ["Buku peminjaman arsip"],
    "pelaksana": [
        {"kode": "pemohon", "nama": "Pemohon", "luar": "ya"},
        {"kode": "arsiparis", "nama": "Arsiparis"},
        {"kode": "kasi", "nama": "Kepala Seksi"},
    ],
    "kegiatan": [
        {
            "id": "ajukan",
            "uraian": "Mengajukan permohonan peminjaman arsip",
            "pelaksana": "pemohon",
            "bentuk": "mulai",
            "kelengkapan": "Formulir peminjaman",
            "waktu": "10 menit",
            "output": "Permohonan peminjaman",
        },
        {
            "id": "cari",
            "uraian": "Mencari arsip yang diminta",
            "pelaksana": "arsiparis",
            "kelengkapan": "Permohonan peminjaman",
            "waktu": "30 menit",
            "output": "Arsip yang diminta",
        },
        {
            "id": "periksa",
            "uraian": "Memeriksa izin peminjaman",
            "pelaksana": "kasi",
            "ya": "serahkan",
            "tidak": "cari",
            "kelengkapan": "Permohonan peminjaman dan arsip yang diminta",
            "waktu": "1 jam",
            "output": "Izin peminjaman",
        },
        {
            "id": "serahkan",
            "uraian": "Menyerahkan arsip kepada pemohon",
            "pelaksana": "arsiparis",
            "bentuk": "selesai",
            "kelengkapan": "Izin peminjaman, arsip",
            "waktu": "10 menit",
            "output": "Bukti peminjaman",
        },
    ],
}


def sop(**changes: Any) -> dict[str, Any]:
    """The good SOP with other values at its top; None takes a key away."""
    data = copy.deepcopy(GOOD)
    data.update(changes)
    return {key: value for key, value in data.items() if value is not None}


def row(index: int, **changes: Any) -> dict[str, Any]:
    """The good SOP with other values in row `index`; None takes a key away."""
    data = copy.deepcopy(GOOD)
    data["kegiatan"][index].update(changes)
    data["kegiatan"][index] = {key: value for key, value in data["kegiatan"][index].items() if value is not None}
    return data


def office(**changes: Any) -> dict[str, Any]:
    """The good office with other values at its top."""
    return {**copy.deepcopy(OFFICE), **changes}


class _Plain(yaml.SafeDumper):
    """Writes shared values out each time: anchors are refused in an SOP."""

    def ignore_aliases(self, data: Any) -> bool:
        return True


def text_of(data: dict[str, Any]) -> str:
    """The YAML of `data`, one value a line."""
    return str(yaml.dump(data, Dumper=_Plain, allow_unicode=True, sort_keys=False, width=10_000))


def load(
    data: dict[str, Any], kantor: dict[str, Any] | None = None, slug: str = "contoh", kode: str = "k"
) -> LoadedSop:
    """`data` as read from k/sop/<slug>.yaml."""
    source = parse_yaml(text_of(kantor or OFFICE), f"{kode}/kantor.yaml")
    made, faults = validate(Kantor, source)
    assert made is not None, faults
    assert not faults
    loaded = LoadedKantor(kode, made, source.positions, f"/{kode}")
    source = parse_yaml(text_of(data), f"{kode}/sop/{slug}.yaml")
    one, faults = validate(Sop, source)
    assert one is not None, faults
    assert not faults
    return LoadedSop(slug, one, source.positions, loaded)


def check(
    data: dict[str, Any],
    kantor: dict[str, Any] | None = None,
    *,
    today: date | None = None,
    known: Sequence[LoadedSop] = (),
) -> list[Finding]:
    """The findings of `data`."""
    return check_sop(load(data, kantor), today=today, known=known)


def found(code: str, data: dict[str, Any], kantor: dict[str, Any] | None = None, **more: Any) -> list[Finding]:
    """The findings of `data` with `code`."""
    return [one for one in check(data, kantor, **more) if one.code == code]


def between(code: str, *sops: LoadedSop) -> list[Finding]:
    """The findings of a catalogue with `code`."""
    return [one for one in check_catalog(sops) if one.code == code]


def line_of(data: dict[str, Any], text: str) -> int:
    """The line of the YAML of `data` on which `text` first stands."""
    return next(number for number, line in enumerate(text_of(data).splitlines(), 1) if text in line)
