"""The life of an SOP shown on a copy of the catalogue: published, revised, compared, published again, listed, bound.

    python -m scripts.sop_life [--out output/siklus-sop] [--no-pdf]

The catalogue itself stays as its sources are. In the copy the gaps of one SOP are filled with values marked "contoh";
everything else is done with the commands that an office would type, which are printed.
"""

from __future__ import annotations

import argparse
import shutil
import subprocess
import sys
from collections.abc import Sequence
from pathlib import Path

ROOT = Path(__file__).resolve().parents[1]
SOP = "kota-sibolga/penyusunan-sop-pelayanan"
_FILE = Path("sop_catalog", "kota-sibolga", "sop", "penyusunan-sop-pelayanan.yaml")
_OFFICE = Path("sop_catalog", "kota-sibolga", "kantor.yaml")
#: What its source leaves empty: places of the text as they are, and with values that are marked as samples.
_GAPS = (
    ("tanggal_pengesahan: 29 September 2020\n",
     "tanggal_pengesahan: 29 September 2020\ntanggal_efektif: 1 Oktober 2020 # contoh\n"),
    ('keterkaitan: ""\n', 'keterkaitan: "-" # contoh\n'),
    ('    waktu: ""\n    output: Paraf koordinasi\n', "    waktu: 1 jam # contoh\n    output: Paraf koordinasi\n"),
)  # fmt: skip
_RULES = """
# Contoh: aturan kantor untuk merevisi SOP.
sop:
  cetak_revisi: identitas
  paraf:
    koordinasi: [Kabid PIAK dan Pemanfaatan Data, Kasi Kerja Sama dan Inovasi Pelayanan]
    hierarki: [Sekretaris Dinas]
    letak: prosedur
"""
_OLD_LAW = "Peraturan Walikota Sibolga Nomor 12 Tahun 2017 tentang Kedudukan"
_NEW_LAW = "Peraturan Wali Kota Sibolga Nomor 1 Tahun 2026 (contoh) tentang Kedudukan"
#: The revision: a step inserted, another lane for a step, a law replaced.
_REVISION = (
    (_OLD_LAW, _NEW_LAW),
    ("  - id: siapkan-rapat\n", """  - id: tetapkan-tim
    nomor: "2."
    uraian: Menetapkan tim penyusun SOP Pelayanan (contoh).
    pelaksana: kadis
    kelengkapan: Usulan anggota tim
    waktu: 1 hari
    output: Keputusan tim penyusun
    keterangan: ""

  - id: siapkan-rapat
"""),
    ("    # (l)\n    pelaksana: kasi\n    kelengkapan: Konsep SOP Pelayanan\n    waktu: 2 hari\n",
     "    pelaksana: staf\n    kelengkapan: Konsep SOP Pelayanan\n    waktu: 2 hari\n"),
)  # fmt: skip


def live(out: Path, *, pdf: bool = True) -> None:
    """Make the workspace `out` and carry out the whole life of one SOP in it. Raises where a command fails."""
    shutil.rmtree(out, ignore_errors=True)
    out.mkdir(parents=True)
    shutil.copytree(ROOT / "sop_catalog", out / "sop_catalog")
    change(out / _FILE, _GAPS)
    with (out / _OFFICE).open("a", encoding="utf-8", newline="") as file:
        file.write(_RULES)
    more = [] if pdf else ["--tanpa-pdf"]
    formats = "docx,pdf" if pdf else "docx"
    lists = ["--format", "xlsx,html,json", "--tanggal", "2026-11-30"]
    do(out, "sop", "terbitkan", SOP, "--tanggal", "2020-09-29", *more)
    law = _NEW_LAW.split(" tentang")[0]
    do(out, "sop", "revisi", SOP, "--alasan", "Susunan organisasi baru (contoh)", "--peraturan", law,
       "--oleh", "Sekretaris Dinas", "--tanggal", "2026-03-02")  # fmt: skip
    change(out / _FILE, _REVISION)
    do(out, "perbaiki", str(_FILE))
    do(out, "sop", "status", SOP, "reviu", "--oleh", "Sekretaris Dinas", "--tanggal", "2026-03-09")
    do(out, "sop", "banding", SOP, "--format", "html,matriks", "--pengusul", "kepala-dinas")
    do(out, "sop", "terbitkan", SOP, "--tanggal", "2026-04-01", *more)
    do(out, "sop", "banding", f"{SOP}@0", f"{SOP}@1")
    kept = out / "sop_catalog" / "kota-sibolga" / "terbitan" / "penyusunan-sop-pelayanan"
    for number in (1, 0):
        docx = kept / str(number) / "penyusunan-sop-pelayanan.docx"
        do(out, "sop", "terbitkan", "--verifikasi", str(docx.relative_to(out)), wanted=int(number == 0))
    do(out, "sop", "daftar", *lists)
    do(out, "sop", "monitoring", SOP, "--tanggal", "2026-11-30")
    do(out, "sop", "ekspor", SOP)
    do(out, "sop", "buku", *sorted(one.name for one in (out / "sop_catalog").iterdir()), "--kantor", "kota-sibolga",
       "--judul", "Buku SOP (contoh)", "--tahun", "2026", "--format", formats)  # fmt: skip


def do(root: Path, *words: str, wanted: int = 0) -> None:
    """Run a command of doctool in the workspace `root`, and print it. Raises where it does not end with `wanted`."""
    print("$ doctool", " ".join(f'"{one}"' if " " in one else one for one in words), flush=True)
    done = subprocess.run([sys.executable, "-m", "doctool", *words], cwd=root, check=False)
    if done.returncode != wanted:
        raise SystemExit(f"ended with {done.returncode}, not with {wanted}")


def change(path: Path, edits: Sequence[tuple[str, str]]) -> None:
    """Replace texts that stand in the file at `path` once each, as an author would."""
    text = path.read_bytes().decode("utf-8")
    for old, new in edits:
        if text.count(old) != 1:
            raise SystemExit(f"{path}: not once: {old!r}")
        text = text.replace(old, new)
    path.write_bytes(text.encode("utf-8"))


def main(arguments: Sequence[str] | None = None) -> int:
    """Carry it out."""
    parser = argparse.ArgumentParser(prog="scripts.sop_life", description=__doc__.splitlines()[0] if __doc__ else "")
    parser.add_argument("--out", type=Path, default=ROOT / "output" / "siklus-sop")
    parser.add_argument("--no-pdf", action="store_true")
    options = parser.parse_args(arguments)
    live(options.out.absolute(), pdf=not options.no_pdf)
    return 0


if __name__ == "__main__":
    sys.exit(main())
