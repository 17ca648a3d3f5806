"""A workspace for the tests of books: two small offices on A4 and F4, SOPs of all statuses, random SOPs."""

from __future__ import annotations

import re
from io import BytesIO
from pathlib import Path

import pdfplumber
import yaml
from PIL import Image

from tests.letters.office import write
from tests.random_sop import random_data

KANTOR = """\
nama: Dinas Contoh
pemerintah: Pemerintah {wilayah}
wilayah: {wilayah}
alamat: Jl. Contoh No. 1
kop: {{baris: [PEMERINTAH CONTOH, DINAS CONTOH], logo: lambang.png}}
pejabat:
  kadis: {{jabatan: Kepala Dinas, nama: "Budi Contoh, S.Sos.", pangkat: Pembina, nip: 196501011990011001}}
bidang: {{umum: Bidang Umum, data: Bidang Data}}
glosarium: {{SOP: Standar Operasional Prosedur, ATK: alat tulis kantor}}
gaya: {{kertas: {kertas}, sampul: {{tampil: {sampul}}}, prosedur: {{orientasi: {prosedur}}}}}
"""
SOP = """\
status: {status}
nomor_sop: "{nomor}"
tanggal_pembuatan: 2 Januari 2026
tanggal_revisi: "-"
tanggal_efektif: 5 Januari 2026
disahkan_oleh: kadis
nama_sop: {nama}
dasar_hukum: [Undang-Undang Nomor 25 Tahun 2009 tentang Pelayanan Publik]
keterkaitan: [SOP Surat Masuk]
peringatan: [Jika SOP ini tidak dilaksanakan maka pelayanan terlambat]
kualifikasi_pelaksana: [Memahami pelayanan]
peralatan_perlengkapan: [Komputer]
pencatatan_pendataan: [Buku agenda]
glosarium: {{ATK: Alat Tulis Kantor, KK: kartu keluarga}}
pelaksana: [{{kode: a, nama: Staf}}, {{kode: b, nama: Kepala}}]
kegiatan:
  - {{uraian: Menyusun konsep {nama}, pelaksana: a, bentuk: mulai, kelengkapan: Data, waktu: 1 jam, output: Konsep}}
  - {{uraian: Memeriksa konsep, pelaksana: b, ya: 3, tidak: 1, kelengkapan: Konsep, waktu: 1 jam, output: Paraf}}
  - {{uraian: Menyimpan, pelaksana: a, bentuk: selesai, kelengkapan: Paraf, waktu: 1 jam, output: Arsip}}
"""
#: Slug, number, status; in the order of their numbers.
SOPS = (
    ("ketujuh", "SOP-7", "draft"), ("kesepuluh", "SOP-10", "disahkan"), ("dicabut", "SOP-11", "dicabut"),
    ("reviu", "SOP-12", "reviu"), ("tanpa-nomor", "", "draft"),
)  # fmt: skip
BUKU = Path("data/kab-contoh/buku-sop/buku.yaml")


def make(root: Path, buku: str = "") -> Path:
    """The workspace at `root`, with the book `buku` of kab-contoh ("": none)."""
    for kode, wilayah, kertas, sampul, prosedur in (
        ("kab-contoh", "Kabupaten Contoh", "A4", "ya", "lanskap"),
        ("kota-contoh", "Kota Contoh", "F4", "tidak", "potret"),
    ):
        text = KANTOR.format(wilayah=wilayah, kertas=kertas, sampul=sampul, prosedur=prosedur)
        folder = root / "sop_catalog" / kode
        write(folder / "kantor.yaml", text)
        picture = BytesIO()
        Image.new("RGB", (30, 36), "navy").save(picture, "PNG")
        (folder / "lambang.png").write_bytes(picture.getvalue())
    for slug, nomor, status in SOPS:
        text = SOP.format(status=status, nomor=nomor, nama=f"Pelayanan {slug}")
        write(root / "sop_catalog" / "kab-contoh" / "sop" / f"{slug}.yaml", text)
    text = SOP.format(status="draft", nomor="9/KOTA", nama="Pelayanan kota")
    write(root / "sop_catalog" / "kota-contoh" / "sop" / "kota.yaml", text)
    if buku:
        write(root / BUKU, buku)
    return root


def add_random(root: Path, seeds: range) -> None:
    """Random SOPs in offices of their own, acak-a4 and acak-f4, by the paper that they need."""
    for seed in seeds:
        office, sop = random_data(seed)
        folder = root / "sop_catalog" / f"acak-{office['gaya']['kertas'].lower()}"
        if not folder.is_dir():
            write(folder / "kantor.yaml", yaml.safe_dump(office, allow_unicode=True))
        write(folder / "sop" / f"acak-{seed}.yaml", yaml.safe_dump(sop, allow_unicode=True, sort_keys=False))


def printed(pdf: bytes) -> list[tuple[str, str, tuple[int, int], str]]:
    """For each page its printed number ("" for none), the text beside it, its size in points, and all its text, as one
    line. Read from the page, not from what doctool says of it."""
    found = []
    with pdfplumber.open(BytesIO(pdf)) as opened:
        for page in opened.pages:
            words = page.extract_words(use_text_flow=False)
            lowest = max((word["bottom"] for word in words), default=0)
            foot = sorted((one for one in words if lowest - one["bottom"] < 4), key=lambda one: one["x0"])
            in_margin = lowest > page.height - 75 and foot and foot[-1]["x1"] > page.width - 110
            number = foot[-1]["text"] if in_margin and re.fullmatch(r"\d+|[ivx]+", foot[-1]["text"]) else ""
            beside = " ".join(one["text"] for one in foot[:-1]) if number else ""
            text = " ".join(one["text"] for one in words)
            found.append((number, beside, (round(page.width), round(page.height)), text))
    return found
