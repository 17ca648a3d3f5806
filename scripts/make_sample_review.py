"""The review of the sample report of a bidang: handed in, sent back, handed in again, signed.

Its history, frozen drafts and final files are made anew.

Run with `make samples`, after what the report is made of has changed; needs LibreOffice.
"""

from __future__ import annotations

import shutil
import sys
import tempfile
from datetime import date
from pathlib import Path

from doctool.catalog.index import Workspace
from doctool.model.laporan import LAPORAN_FILE
from doctool.model.reviu import DRAF_FOLDER, FINAL_FOLDER, RIWAYAT_FILE
from doctool.report_pipeline import ReportOptions
from doctool.report_steps import StepWish, take_step

ROOT = Path(__file__).resolve().parents[1]
REPORT = ROOT / "data" / "kota-probolinggo" / "laporan" / "lkj-2025-capil"
#: A sentence of the first draft, and what became of it.
BEFORE, AFTER = "Pelaporan kelahiran menjadi perhatian", (
    "Pelaporan kelahiran di luar fasilitas kesehatan dan kecepatan penerbitan dokumen menjadi perhatian"
)
STEPS = (
    StepWish("ajukan", date(2026, 1, 7), "Seksi Kelahiran (contoh)"),
    StepWish("kembalikan", date(2026, 1, 8), catatan="Sebut juga waktu penerbitan dokumen dalam penutup (contoh)."),
    StepWish("ajukan", date(2026, 1, 8), "Seksi Kelahiran (contoh)"),
    StepWish("sahkan", date(2026, 1, 9)),
)


def main() -> None:
    """Make it."""
    (REPORT / RIWAYAT_FILE).unlink(missing_ok=True)
    for name in (DRAF_FOLDER, FINAL_FOLDER):
        shutil.rmtree(REPORT / name, ignore_errors=True)
    text = REPORT / "teks" / "penutup.md"
    _change(text, AFTER, BEFORE)
    with tempfile.TemporaryDirectory() as name:
        for number, wish in enumerate(STEPS):
            if number == 2:
                _change(text, BEFORE, AFTER)
            done = take_step(Workspace(ROOT), REPORT / LAPORAN_FILE, wish, ReportOptions(Path(name), overwrite=True))
            if done.reason:
                sys.exit(f"{wish.langkah}: {done.reason}")


def _change(text: Path, before: str, after: str) -> None:
    """Put `after` in the place of `before`, if it is there."""
    data = text.read_bytes()
    text.write_bytes(data.replace(before.encode("utf-8"), after.encode("utf-8")))


if __name__ == "__main__":
    main()
