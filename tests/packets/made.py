"""A packet as `doctool paket buat` leaves it, small and made by hand: two recipients, two pieces each, covers, list."""

from __future__ import annotations

import hashlib
from pathlib import Path

from doctool.catalog.index import Workspace
from doctool.loaded import LoadedKantor
from doctool.packets.check_code import KodePeriksa, check_sum
from doctool.packets.cover import IsiPaket, LembarDepan
from doctool.packets.cover_press import CoverPress
from doctool.packets.handover import handover_rows
from doctool.packets.handover_book import LIST_NAME, handover_book
from doctool.packets.manifest import BerkasManifes, JenisBerkas, Manifes, PenerimaManifes, build, to_json
from tests.letters.office import KANTOR, write

PAKET = """\
judul: Penyerahan SOP
penerima: [{nama: Bidang Pendaftaran, kunci: dafduk}, {nama: Sekretariat & Umum, kunci: sekretariat}]
isi:
  - {judul: Surat pengantar, berkas: a.docx}
"""
PEOPLE = {"dafduk": "Bidang Pendaftaran", "sekretariat": "Sekretariat & Umum"}
REVISI = "ab" * 32
DATA, OUT = Path("data/kab-contoh/paket/uji"), Path("output/paket/kab-contoh/uji")


def sha(data: bytes) -> str:
    return hashlib.sha256(data).hexdigest()


def entry(name: str, data: bytes, key: str = "", jenis: JenisBerkas = "potongan", pages: int = 0) -> BerkasManifes:
    return BerkasManifes(
        nama=name, sha256=sha(data), ukuran=len(data), penerima=key, jenis=jenis, potongan=name, halaman=pages
    )  # fmt: skip


def cover_of(key: str, number: str, pieces: dict[str, bytes]) -> LembarDepan:
    code = KodePeriksa("uji", REVISI, key, number, check_sum((name, sha(data)) for name, data in pieces.items()))
    isi = tuple(IsiPaket(name, name, len(data)) for name, data in pieces.items())
    return LembarDepan("Penyerahan SOP", PEOPLE[key], isi, code, "21 November 2026", list(PEOPLE).index(key) + 1, 2)


def make(root: Path) -> tuple[Manifes, LoadedKantor]:
    """Write workspace and packet below `root`; the manifest and the office."""
    write(root / "sop_catalog" / "kab-contoh" / "kantor.yaml", KANTOR)
    write(root / DATA / "paket.yaml", PAKET)
    office = Workspace(root).load_kantor("kab-contoh")
    press = CoverPress(office)
    files: dict[str, bytes] = {}
    entries: list[BerkasManifes] = []
    people: list[PenerimaManifes] = []
    for at, key in enumerate(PEOPLE, start=1):
        folder, number = f"{at:03}_{key.title()}", f"470/{at}/2026"
        pieces = {"1_Surat.docx": b"surat " + key.encode(), "2_Form.xlsx": b"form " + key.encode()}
        cover = cover_of(key, number, pieces)
        docx = press.docx(cover)
        for name, data in pieces.items():
            files[f"{folder}/{name}"] = data
            entries.append(entry(f"{folder}/{name}", data, key, pages=3 if name.startswith("1") else 0))
        files[f"{folder}/00_Lembar-Depan.docx"] = docx
        entries.append(entry(f"{folder}/00_Lembar-Depan.docx", docx, key, "lembar-depan"))
        people.append(PenerimaManifes(
            kunci=key, nama=PEOPLE[key], folder=folder, nomor=number, kode=cover.kode.text()
        ))  # fmt: skip
    said = {"paket": "uji", "judul": "Penyerahan SOP", "revisi": REVISI, "kantor": "kab-contoh"}
    book = handover_book(office, said["judul"], handover_rows(build(**said, penerima=people, berkas=entries), ()))
    files[f"{LIST_NAME}.xlsx"] = book
    entries.append(entry(f"{LIST_NAME}.xlsx", book, jenis="daftar"))
    manifes = build(**said, penerima=people, berkas=entries)
    files["manifes.json"] = to_json(manifes).encode("utf-8")
    for name, data in files.items():
        place = root / OUT / name
        place.parent.mkdir(parents=True, exist_ok=True)
        place.write_bytes(data)
    return manifes, office
