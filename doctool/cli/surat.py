"""`doctool surat nomor` and `doctool surat masuk`: the groups of the register's commands."""

from __future__ import annotations

import click

from doctool.cli.groups import DocGroup


@click.group(
    cls=DocGroup,
    lazy={
        "ambil": "doctool.cli.surat_nomor:ambil",
        "pesan": "doctool.cli.surat_nomor:pesan",
        "batal": "doctool.cli.surat_nomor:batal",
        "lihat": "doctool.cli.surat_nomor:lihat",
        "mulai": "doctool.cli.surat_nomor:mulai",
        "baca": "doctool.cli.surat_buku:baca",
        "ekspor": "doctool.cli.surat_buku:ekspor",
        "periksa": "doctool.cli.surat_buku:periksa",
        "pulihkan": "doctool.cli.surat_buku:pulihkan",
        "tempat": "doctool.cli.surat_buku:tempat",
    },
    aliases={
        "take": "ambil", "reserve": "pesan", "cancel": "batal", "list": "lihat", "start": "mulai", "read": "baca",
        "export": "ekspor", "check": "periksa", "restore": "pulihkan", "place": "tempat",
    },
    epilog="\b\nContoh:\n  doctool surat nomor ambil --jenis nota-dinas --hal 'Permintaan data' --tujuan Sekretaris\n"
    "  doctool surat nomor lihat --tahun 2024",
)
def nomor() -> None:
    """Nomor surat dan buku agenda keluar: tidak pernah ada nomor yang dipakai dua kali."""


@click.group(
    cls=DocGroup,
    lazy={
        "catat": "doctool.cli.surat_masuk:catat",
        "ubah": "doctool.cli.surat_masuk:ubah",
        "batal": "doctool.cli.surat_masuk:batal",
        "lihat": "doctool.cli.surat_masuk_buku:lihat",
        "disposisi": "doctool.cli.surat_masuk:disposisi",
        "selesai": "doctool.cli.surat_masuk:selesai",
        "mulai": "doctool.cli.surat_masuk:mulai",
        "baca": "doctool.cli.surat_masuk_buku:baca",
        "ekspor": "doctool.cli.surat_masuk_buku:ekspor",
    },
    aliases={
        "record": "catat", "edit": "ubah", "cancel": "batal", "list": "lihat", "dispose": "disposisi",
        "finish": "selesai", "start": "mulai", "read": "baca", "export": "ekspor",
    },
    epilog="\b\nContoh:\n  doctool surat masuk catat --asal Bappeda --nomor 050/12/2024 --hal 'Permintaan data'\n"
    "  doctool surat masuk lihat --keadaan baru",
)
def masuk() -> None:
    """Buku agenda masuk: surat yang diterima dan disposisinya."""
