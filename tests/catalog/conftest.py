"""Small workspaces for the tests of the catalog."""

from __future__ import annotations

from collections.abc import Callable
from pathlib import Path

import pytest

KANTOR = """\
nama: Dinas Contoh
pemerintah: Pemerintah Kabupaten Contoh
kop: {baris: [PEMERINTAH KABUPATEN CONTOH, DINAS CONTOH]}
pejabat:
  kadis: {jabatan: Kepala Dinas, nama: Budi, nip: 196501011990011001}
"""
SOP = "nama_sop: Penerbitan KTP\npelaksana: [kadis]\nkegiatan:\n  - {uraian: Menerima, pelaksana: kadis}\n"

Make = Callable[..., Path]


@pytest.fixture
def workspace(tmp_path: Path) -> Make:
    """Makes a workspace: `workspace("kab-a/satu", "kab-b/dua", isi={"kab-a/satu": "..."})`; gives its root."""

    def make(*addresses: str, isi: dict[str, str] | None = None, kantor: str = KANTOR) -> Path:
        (tmp_path / "sop_catalog").mkdir(exist_ok=True)
        for address in addresses:
            office, _, slug = address.partition("/")
            folder = tmp_path / "sop_catalog" / office
            (folder / "sop").mkdir(parents=True, exist_ok=True)
            (folder / "kantor.yaml").write_text(kantor, encoding="utf-8", newline="\n")
            if slug:
                text = (isi or {}).get(address, SOP)
                (folder / "sop" / f"{slug}.yaml").write_text(text, encoding="utf-8", newline="\n")
        return tmp_path

    return make
