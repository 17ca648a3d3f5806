"""A workspace with one or more small offices, for the tests of letters."""

from __future__ import annotations

from pathlib import Path

KANTOR = """\
nama: Dinas Contoh
pemerintah: Pemerintah Kabupaten Contoh
wilayah: Kabupaten Contoh
kop: {baris: [PEMERINTAH KABUPATEN CONTOH, DINAS CONTOH]}
pejabat:
  kadis: {jabatan: Kepala Dinas, nama: "Budi Contoh, S.Sos.", pangkat: Pembina Tingkat I, golongan: IV/b,
    nip: 196501011990011001}
  sekretaris: {jabatan: Sekretaris, nama: Siti Contoh, nip: 197502022000122002}
penomoran: {klasifikasi: "400.12", unit: DUK}
"""
NOTA = """\
jenis: nota-dinas
tanggal: 5 Januari 2026
hal: Permintaan Data
kepada: [Kepala Bidang]
isi:
  - Isi nota dinas.
penandatangan: kadis
"""


def make_workspace(root: Path, *codes: str) -> Path:
    """Offices `codes` (one, "kab-contoh", where none is named) in a workspace at `root`."""
    for code in codes or ("kab-contoh",):
        folder = root / "sop_catalog" / code
        folder.mkdir(parents=True)
        (folder / "kantor.yaml").write_text(KANTOR, encoding="utf-8", newline="\n")
    return root


def write(path: Path, text: str) -> Path:
    """`text` at `path`, making its folder."""
    path.parent.mkdir(parents=True, exist_ok=True)
    path.write_text(text, encoding="utf-8", newline="\n")
    return path
