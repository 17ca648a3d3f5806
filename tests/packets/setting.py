"""A workspace with a small packet, for the tests of packets."""

from __future__ import annotations

from collections.abc import Sequence
from datetime import date
from pathlib import Path

from doctool.catalog.index import Workspace
from doctool.findings import Finding, Severity
from doctool.packet_checking import check
from doctool.packet_sources import OpenPacket, open_packet
from doctool.packets.nouns import Rencana
from tests.letters.office import make_workspace, write

DAY = date(2026, 1, 5)
PAKET = """\
judul: Paket Contoh
tanggal: 5 Januari 2026
penerima: penerima.csv
isi:
  - {judul: Surat Pengantar, surat: surat.yaml}
  - {judul: Petunjuk, berkas: petunjuk.txt, jika: {eselon: III}}
"""
SURAT = """\
jenis: pengantar
kepada:
  - {yth: "{jabatan}", di: Tempat}
kiriman:
  - {naskah: "Data {nama}", banyaknya: 1 (satu) berkas}
penandatangan: kadis
"""
PENERIMA = """\
Nama;Jabatan;Eselon
Bidang Satu;Kepala Bidang Satu;III
Bidang Dua;Kepala Bidang Dua;III
Seksi Tiga;Kepala Seksi Tiga;IV
"""


def make_packet(
    root: Path, *, paket: str = PAKET, surat: str = SURAT, penerima: str | bytes = PENERIMA, file: str = "penerima.csv",
    nama: str = "contoh",
) -> Path:
    """paket.yaml of a packet in a new workspace at `root`."""
    if not (root / "sop_catalog").exists():
        make_workspace(root)
    folder = root / "data" / "kab-contoh" / "paket" / nama
    write(folder / "surat.yaml", surat)
    write(folder / "petunjuk.txt", "Petunjuk.\n")
    data = penerima.encode("utf-8") if isinstance(penerima, str) else penerima
    (folder / file).write_bytes(data)
    return write(folder / "paket.yaml", paket.replace("penerima.csv", file))


def opened(path: Path, day: date = DAY) -> OpenPacket:
    """The packet, planned."""
    root = path.parents[4]
    return open_packet(Workspace(root), path, day, root / "output")


def checked(path: Path, day: date = DAY) -> Rencana:
    """The packet, planned and checked."""
    one = opened(path, day)
    return check(one, path.parents[4] / "output", day)


def table(rows: Sequence[Sequence[str]]) -> str:
    """Rows as a CSV file, every cell quoted."""
    return "".join(";".join('"' + cell.replace('"', '""') + '"' for cell in row) + "\r\n" for row in rows)


def errors(found: Sequence[Finding]) -> list[Finding]:
    """The findings that are errors."""
    return [one for one in found if one.severity is Severity.ERROR]
