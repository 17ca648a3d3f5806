"""The whole demo office from end to end, as `make demo` makes it and further, every file of it through the gate."""

from __future__ import annotations

import os
import re
import shutil
import subprocess
import sys
from collections import Counter
from pathlib import Path

import yaml

from benchmarks.packet_case import ROOT
from benchmarks.scorecard import departments
from benchmarks.scorecard.packet_pdfs import judge as judge_packet
from benchmarks.scorecard.score import Ask
from benchmarks.scorecard.steps import Steps
from doctool.convert.libreoffice import find_soffice
from tests.gate import check_docx, check_xlsx

#: Departments of the office whose forms come back.
DEPARTMENTS = 40
#: What is made of the shipped data, in its order; {pdf} is ",pdf" where LibreOffice is here.
COMMANDS = ("sop buat --semua --format docx{pdf},html,svg", "surat semua --format docx{pdf}", "formulir buat")
MORE = (
    "periksa --quiet", "templat periksa",
    "formulir rekap --kantor kota-probolinggo --tahun 2025 --triwulan 4 --format xlsx{pdf}",
    "laporan hitung kota-probolinggo/lkj-2025",
    "laporan rakit kota-probolinggo/lkj-2025 --format docx{pdf}",
    "laporan verifikasi kota-probolinggo/lkj-2025-capil",
    "laporan harian {berkala} --tanggal 2025-07-07 --format docx,xlsx{pdf}",
    "laporan mingguan {berkala} --minggu 2025-W30 --format docx,xlsx{pdf}",
    "laporan bulanan {berkala} --bulan 2025-07 --format docx,xlsx{pdf}",
    "laporan terima harian 2025-07-07 --oleh sub-koord --tanggal 2025-07-07 --catat-agenda --kantor kab-semarang",
    "laporan daftar {berkala} --bulan 2025-07 --tanggal 2025-08-01 --format xlsx{pdf}",
    "surat nomor mulai 1 --tahun 2026 --kantor kota-probolinggo",
    "surat nomor mulai 1 --tahun 2026 --kantor kota-sibolga",
    "paket buat kota-probolinggo/permintaan-data-2026 {paket} --format docx,xlsx{pdf}",
    "paket ekspedisi {paket} --penerima piak --diterima-oleh Contoh --tanggal 2026-01-12",
    "paket verifikasi output/paket/{paket}",
    "surat nomor ambil --jenis nota-dinas --hal Contoh --tujuan Sekretaris --tanggal 2026-02-02 --kantor kota-sibolga",
    "surat nomor pesan --banyak 2 --jenis undangan --hal Contoh --tanggal 2026-02-03 --kantor kota-sibolga",
    "surat nomor batal 3 --alasan contoh --tahun 2026 --kantor kota-sibolga",
    "surat masuk catat --asal Bappeda --nomor 050/12 --hal Contoh --tanggal 2026-02-03 --kantor kota-sibolga",
    "surat masuk disposisi 1 --kepada Sekretaris --isi Contoh --tanggal 2026-02-03 --tahun 2026 --kantor kota-sibolga",
    "surat masuk selesai 1 --tanggal 2026-02-05 --tahun 2026 --kantor kota-sibolga",
    "surat nomor periksa --kantor kota-sibolga", "surat nomor periksa --kantor kota-probolinggo",
    "surat nomor ekspor --tahun 2026 --kantor kota-sibolga --format xlsx{pdf}",
    "surat nomor ekspor --tahun 2026 --kantor kota-probolinggo --format xlsx{pdf}",
    "surat masuk ekspor --tahun 2026 --kantor kota-sibolga --format xlsx{pdf}",
)
_WORDS = {"berkala": "kab-semarang/pelayanan-adminduk", "paket": "kota-sibolga/distribusi-sop"}
#: Files of which each department has one like those of the others; the SDK sees every fourth of them.
_ALIKE = re.compile(rf"(?:unit-|{departments.OFFICE}/\w+/)(\d+)")
#: How the names of workbooks begin that reckon; no other may hold a formula.
_RECKON = ("form-isian", "2_Form-Isian", "rekap-", "tabel", "harian-", "mingguan-", "bulanan-")


def make(root: Path, *, short: bool) -> list[str]:
    """Make everything below the empty `root`; commands that did not end well, and what they did not make."""
    for name in ("sop_catalog", "data", "templates"):
        shutil.copytree(ROOT / name, root / name)
    steps = Steps(root)
    pdf = ",pdf" if find_soffice() and not short else ""
    for line in (*COMMANDS, *(() if short else MORE)):
        steps.do(line.format(pdf=pdf, **_WORDS))
    if short:
        return steps.faults
    departments.make(root, DEPARTMENTS)
    return [*steps.faults, *departments.run(root), *_life(root), *_unused(root), *(_packets(root) if pdf else ())]


def _life(root: Path) -> list[str]:
    """The life of an SOP, as `make demo` shows it."""
    command = [sys.executable, "-m", "scripts.sop_life", "--out", str(root / "siklus-sop")]
    run = subprocess.run(
        [*command, *([] if find_soffice() else ["--no-pdf"])], cwd=ROOT, stdin=subprocess.DEVNULL, capture_output=True,
        env={**os.environ, "PYTHONPATH": str(ROOT)},
    )  # fmt: skip
    return [f"sop_life: {run.returncode}: {run.stderr.decode('utf-8', 'replace')[-160:]}"] if run.returncode else []


def _unused(root: Path) -> list[str]:
    """Templates of which nothing was made."""
    out = root / "output"
    used = {"laporan"} if list(out.glob("laporan/*/*/laporan-*.docx")) else set()
    for data in (root / "data").glob("*/surat/*.yaml"):
        if (out / "surat" / data.parent.parent.name / f"{data.stem}.docx").is_file():
            used.add(yaml.safe_load(data.read_text(encoding="utf-8"))["jenis"])
    if list(out.glob("formulir/*/*/form-isian-*.xlsx")):
        used.add("form-isian")
    templates = {path.stem for path in (root / "templates").glob("*/*.*")}
    return [f"nothing is made of the template {name}" for name in sorted(templates - used)]


def _packets(root: Path) -> list[str]:
    """The one PDFs of the departments: the pages of their parts, the mark on each."""
    folders = sorted((root / "output" / "paket" / departments.OFFICE).glob("*/[0-9]*/"))
    faults = [f"{len(folders)} packets, not {DEPARTMENTS}"] if len(folders) != DEPARTMENTS else []
    for number, folder in enumerate(folders, 1):
        faults += [f"{folder.name}: {one}" for one in judge_packet(folder, number)[1]]
    return faults


def judge(root: Path, ask: Ask) -> tuple[Counter[str], list[str]]:
    """The files that were made, by their kind, and what the gate and qpdf find; in full with the SDK, where it is."""
    files = [
        path for folder in ("output", "siklus-sop") for path in sorted((root / folder).rglob("*"))
        if path.is_file() and ".doctool" not in path.parts
    ]  # fmt: skip
    kinds = Counter(path.suffix for path in files)
    names = [path.relative_to(root).as_posix() for path in files if path.suffix in _JUDGES]
    inputs = [(root / name, name, not ask.short and _seen(name)) for name in names]
    return kinds, [one for found in ask.each(_judge, inputs, 1) for one in found]


def _seen(name: str) -> bool:
    alike = _ALIKE.search(name)
    return alike is None or int(alike[1]) % 4 == 1


def _judge(item: tuple[Path, str, bool]) -> list[str]:
    path, name, sdk = item
    return [f"{name}: {one}"[:240] for one in _JUDGES[path.suffix](path, sdk)]


def _docx(path: Path, sdk: bool) -> list[str]:
    return check_docx(path.read_bytes(), sdk=sdk)


def _xlsx(path: Path, sdk: bool) -> list[str]:
    return check_xlsx(path.read_bytes(), sdk=sdk, formulas=path.name.startswith(_RECKON))


def _pdf(path: Path, _sdk: bool) -> list[str]:
    """What qpdf says, and pages on which there is neither a text nor a picture."""
    if not shutil.which("qpdf"):
        return []
    run = subprocess.run(["qpdf", "--check", str(path)], capture_output=True, stdin=subprocess.DEVNULL)
    if run.returncode:
        return [f"qpdf ends with {run.returncode}"]
    from pypdf import PdfReader

    return [
        f"page {number} is empty" for number, page in enumerate(PdfReader(path).pages, 1)
        if not page.extract_text().strip() and not page.images
    ]  # fmt: skip


_JUDGES = {".docx": _docx, ".xlsx": _xlsx, ".pdf": _pdf}
