"""The YAML file of a new SOP: complete as far as its author can be helped, with a comment wherever he has to write."""

from __future__ import annotations

import re
from collections.abc import Sequence

from doctool.catalog.edit_render import one_line
from doctool.catalog.load import usable_name
from doctool.loaded import LoadedKantor
from doctool.steps.lanes import code_for
from doctool.steps.plain import Data
from doctool.steps.yaml_form import key_lines, sop_lines

_LONGEST = 80
_EMPTY_LISTS = """
# Peraturan yang mendasari, satu baris satu peraturan, dari yang tertinggi.
dasar_hukum:
  - ""
# SOP lain yang terkait; "-" bila tidak ada.
keterkaitan: "-"
# Akibat bila prosedur ini tidak dijalankan.
peringatan: ""
kualifikasi_pelaksana:
  - ""
peralatan_perlengkapan:
  - ""
pencatatan_pendataan:
  - ""

# Jenis SOP; untuk arsip, tidak dicetak.
klasifikasi:
  sifat: administratif
  cakupan: mikro
  kelengkapan: final
  jenis: spesifik
"""
_STEPS_HELP = """
# Satu kegiatan satu butir, dengan kata kerja di depan (Menerima, Memeriksa, Menyusun). Arus menuju kegiatan berikutnya,
# kecuali ada:   ya: 3 dan tidak: 1   (keputusan; nomor atau id kegiatan tujuan), atau   ke: 5
# Bentuk: mulai, proses, keputusan, selesai. Kegiatan oleh beberapa orang: pelaksana: [staf, kasubbag]
# waktu: 15 menit, 2 jam, 1-5 hari kerja. Lihat hasilnya: doctool sop buat ALAMAT --format html
"""


def slug_of(title: str) -> str:
    """The file name of an SOP called `title`, "" where it gives none."""
    words = re.findall(r"[a-z0-9]+", title.casefold())
    while words and words[0] in ("sop", "prosedur") and len(words) > 1:
        words = words[1:]
    slug = ""
    for word in words:
        longer = f"{slug}-{word}" if slug else word[:_LONGEST]
        if len(longer) > _LONGEST:
            break
        slug = longer
    return slug if usable_name(slug) else f"sop-{slug}" if usable_name(f"sop-{slug}") else ""


def lanes_named(names: Sequence[str]) -> list[Data]:
    """Pelaksana with these names."""
    lanes: list[Data] = []
    for name in names:
        lanes.append({"kode": code_for(name, [one["kode"] for one in lanes]), "nama": name})
    return lanes


def sample_steps(lanes: Sequence[Data]) -> list[Data]:
    """Kegiatan to write over: it goes from lane to lane and back, with a decision where there are two or more."""
    first, last = lanes[0]["kode"], lanes[-1]["kode"]
    rows: list[Data] = [_step("Menyiapkan bahan (ganti dengan kegiatan pertama)", first, bentuk="mulai")]
    if len(lanes) > 1:
        for lane in lanes[1:-1]:
            rows.append(_step(f"Memproses bahan (ganti dengan kegiatan {lane['nama']})", lane["kode"]))
        wrong, right = "1", str(len(rows) + 2)
        rows.append(_step("Memeriksa hasil (ganti dengan kegiatan yang memutuskan)", last,
                          ya=[right], tidak=[wrong]))
    rows.append(_step("Menyimpan hasil (ganti dengan kegiatan terakhir)", first, bentuk="selesai"))
    return rows


def _step(text: str, lane: str, **more: object) -> Data:
    return {"uraian": text, "pelaksana": [lane], **more, "kelengkapan": "", "waktu": "", "output": "", "keterangan": ""}


def draft_yaml(
    title: str, lanes: list[Data], steps: list[Data], office: LoadedKantor, schema: str, address: str
) -> str:
    """The file of a new SOP of `office`; `schema` is the way to the JSON Schema."""
    signer = next(iter(office.kantor.pejabat), "")
    known = ", ".join(office.kantor.pejabat) or "belum ada, daftarkan dahulu"
    head = [
        f"# yaml-language-server: $schema={schema}", "#",
        "# SOP baru. Isi yang masih kosong, lalu periksa: doctool periksa. Baris yang diawali # tidak dicetak.", "",
        "# draft, reviu, disahkan atau dicabut. Selama draft, yang belum diisi hanya menjadi peringatan.",
        "status: draft", "", 'nomor_sop: ""', "# Tanggal seperti 9 Januari 2026.", 'tanggal_pembuatan: ""',
        '# "-" berarti belum pernah direvisi.', 'tanggal_revisi: "-"', 'tanggal_efektif: ""',
        f"# Kunci pejabat di kantor.yaml ({known}).", f"disahkan_oleh: {one_line(signer)}",
        f"nama_sop: {one_line(title)}",
    ]  # fmt: skip
    lanes_help = ["# Kolom pelaksana dari kiri. Kode dipakai di kegiatan, nama dicetak; pihak luar: tambahkan luar: ya"]
    lines = [
        *head, *_EMPTY_LISTS.rstrip("\n").split("\n"), "", *lanes_help, *key_lines("pelaksana", lanes),
        *_STEPS_HELP.replace("ALAMAT", address).rstrip("\n").split("\n"), *key_lines("kegiatan", steps),
    ]  # fmt: skip
    return "\n".join(lines) + "\n"


def copied_yaml(data: Data, schema: str) -> str:
    """The file of an SOP whose every value is known (`data` as doctool.steps.plain.sop_data gives it)."""
    return "\n".join([f"# yaml-language-server: $schema={schema}", *sop_lines({"status": "draft", **data})]) + "\n"
