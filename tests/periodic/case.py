"""A small office that counts three things a day; the table is given as text."""

from __future__ import annotations

from datetime import date
from pathlib import Path
from typing import Any

import yaml

from doctool.catalog.index import Workspace
from doctool.periodic.counts import Isian, read_counts
from doctool.periodic.load import LoadedBerkala, choose_berkala, load_berkala
from tests.letters.office import KANTOR, write

TODAY = date(2025, 12, 1)
OFFICE = KANTOR + "bidang: {piak: Bidang PIAK}\nkinerja: {libur: [2025-07-10]}\n"
FOLDER = Path("data/kab-contoh/laporan-berkala/layanan")
BERKALA: dict[str, Any] = {
    "judul": "Layanan", "bidang": "piak", "tabel": ["isian.csv"],
    "kelompok": [
        {"nama": "Kartu", "jumlah": "ya", "isi": [
            {"kode": "ktp", "nama": "Cetak KTP", "singkat": "KTP-el", "satuan": "keping"},
            {"kode": "kia", "nama": "Cetak KIA", "satuan": "keping", "kolom": ["Kartu Anak"]}]},
        {"nama": "Stok", "isi": [{"kode": "blanko", "nama": "Sisa blanko", "satuan": "keping", "jenis": "posisi"}]},
    ],
    "pembuat": {"jabatan": "Administrator"}, "mengetahui": "kadis",
    "penerima": {"sub-koord": "Sub Koordinator", "kabid": "Kepala Bidang"},
}  # fmt: skip
#: Thursday 10 July is a holiday; on Wednesday 9 nothing is filled in, on Friday 11 no KIA; Saturday 12 is extra.
TABLE = """\
Tanggal;KTP-el;Kartu Anak;Sisa blanko;Keterangan
2025-06-30;5;1;100;
2025-07-01;10;0;90;
2025-07-02;7;2;83;
2025-07-03;8;3;75;
2025-07-04;9;4;66;
2025-07-07;20;5;46;Jaringan terganggu
2025-07-08;1.200;6;40;
2025-07-09;;;;
2025-07-10;libur;-;;
2025-07-11;30;;500;
2025-07-12;2;1;498;
"""


def make(root: Path, table: str | bytes = TABLE, name: str = "isian.csv", office: str = OFFICE, **more: Any) -> Path:
    """The workspace at `root`; `more` replaces keys of berkala.yaml."""
    write(root / "sop_catalog" / "kab-contoh" / "kantor.yaml", office)
    write(root / FOLDER / "berkala.yaml", yaml.safe_dump({**BERKALA, **more}, allow_unicode=True, sort_keys=False))
    path = root / FOLDER / name
    path.write_bytes(table if isinstance(table, bytes) else table.encode("utf-8"))
    return root


def load(root: Path) -> LoadedBerkala:
    """The periodic reports of the workspace at `root`."""
    workspace = Workspace(root)
    return load_berkala(choose_berkala(workspace), workspace)


def counts(root: Path, today: date = TODAY) -> Isian:
    """The counts of the workspace at `root`."""
    return read_counts(load(root), today)
