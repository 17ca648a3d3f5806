"""The whole demo office from end to end, as `make demo` makes it, every file of it through the gate."""

from __future__ import annotations

import shutil
import subprocess
from collections import Counter
from pathlib import Path

from benchmarks.scorecard.faults import doctool
from doctool.convert.libreoffice import find_soffice
from tests.gate import check_docx, check_xlsx
from tests.letters.samples import ROOT

#: What is made of the shipped data, in its order; {pdf} is ",pdf" where LibreOffice is here.
COMMANDS = (
    "sop buat --semua --format docx{pdf},html,svg",
    "surat semua --format docx{pdf}",
    "formulir buat",
    "formulir rekap --kantor kota-probolinggo --tahun 2025 --triwulan 4",
    "laporan rakit kota-probolinggo/lkj-2025 --format docx{pdf}",
    "laporan harian kab-semarang/pelayanan-adminduk --tanggal 2025-07-07 --format docx,xlsx{pdf}",
    "laporan mingguan kab-semarang/pelayanan-adminduk --minggu 2025-W30 --format docx,xlsx{pdf}",
    "laporan bulanan kab-semarang/pelayanan-adminduk --bulan 2025-07 --format docx,xlsx{pdf}",
    "paket buat kota-probolinggo/permintaan-data-2026 kota-sibolga/distribusi-sop --format docx,xlsx{pdf}",
)
SHORT = (0, 1, 2)


def make(root: Path, *, short: bool) -> list[str]:
    """Make everything below the empty `root`; commands that did not end well."""
    for name in ("sop_catalog", "data", "templates"):
        shutil.copytree(ROOT / name, root / name)
    faults = []
    for number, command in enumerate(COMMANDS):
        if short and number not in SHORT:
            continue
        pdf = ",pdf" if find_soffice() and not short else ""
        run = doctool(root, *command.format(pdf=pdf).split(), "-o", "output")
        if run.returncode:
            said = run.stderr.decode("utf-8", "replace")[-160:]
            faults.append(f"{command.split(' --')[0]}: {run.returncode}: {said}")
    return faults


def judge(root: Path) -> tuple[Counter[str], list[str]]:
    """The files of the output by their kind, and what the gate and qpdf find."""
    kinds: Counter[str] = Counter()
    faults = []
    for path in sorted((root / "output").rglob("*")):
        if not path.is_file() or ".doctool" in path.parts:
            continue
        kinds[path.suffix] += 1
        name = path.relative_to(root / "output").as_posix()
        if path.suffix == ".docx":
            faults += [f"{name}: {one}"[:240] for one in check_docx(path.read_bytes(), sdk=False)]
        elif path.suffix == ".xlsx":
            faults += [f"{name}: {one}"[:240] for one in check_xlsx(path.read_bytes(), sdk=False, formulas=True)]
        elif path.suffix == ".pdf" and shutil.which("qpdf"):
            run = subprocess.run(["qpdf", "--check", str(path)], capture_output=True, stdin=subprocess.DEVNULL)
            faults += [f"{name}: qpdf ends with {run.returncode}"] if run.returncode else []
    return kinds, faults
