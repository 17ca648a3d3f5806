"""How fast doctool is, on input that this program makes itself; each figure beside its target.

    python -m benchmarks.bench [--files 1000]

Times of whole commands include starting Python.
"""

from __future__ import annotations

import argparse
import os
import statistics
import subprocess
import sys
import tempfile
import time
from collections.abc import Callable, Sequence
from pathlib import Path

import yaml

from benchmarks import annexes, catalogue, forms, letters, rebuild
from doctool.layout.engine import lay_out
from tests.random_sop import random_data, sized_sop

ROOT = Path(__file__).resolve().parents[1]
ROWS, LANES, LOOPS = 60, 12, 10
SEED = 1
LETTERS = 500


def timed(work: Callable[[], object], times: int = 3) -> float:
    """The median of the seconds that `work` takes."""
    taken = []
    for _ in range(times):
        start = time.perf_counter()
        work()
        taken.append(time.perf_counter() - start)
    return statistics.median(taken)


def doctool(*arguments: str, folder: Path = ROOT, good: Sequence[int] = (0,)) -> None:
    """Run the command line; stops the benchmark where it does not end as it should."""
    command = [sys.executable, "-m", "doctool", *arguments]
    done = subprocess.run(command, cwd=folder, capture_output=True, encoding="utf-8", env=_environment(), check=False)
    if done.returncode not in good:
        sys.exit(f"doctool {' '.join(arguments)} ended with {done.returncode}:\n{done.stderr[-2000:]}")


def _environment() -> dict[str, str]:
    return {**os.environ, "PYTHONPATH": str(ROOT)}


def write_catalogue(folder: Path, files: int) -> None:
    """A workspace of one office with `files` random SOPs."""
    office = folder / "sop_catalog" / "acak"
    (office / "sop").mkdir(parents=True)
    for seed in range(1, files + 1):
        kantor, sop = random_data(seed)
        if seed == 1:
            _dump(office / "kantor.yaml", kantor)
        _dump(office / "sop" / f"acak-{seed}.yaml", sop)


def _dump(path: Path, data: object) -> None:
    text = yaml.safe_dump(data, allow_unicode=True, sort_keys=False, width=1000)
    path.write_text(text, encoding="utf-8", newline="\n")


def show(what: str, seconds: float, target: str) -> None:
    print(f"{what:<58} {seconds:>7.2f} s   target {target}", flush=True)


def main(arguments: Sequence[str] | None = None) -> int:
    parser = argparse.ArgumentParser(prog="benchmarks.bench", description=__doc__.splitlines()[0] if __doc__ else "")
    parser.add_argument("--files", type=int, default=1000, help="how many SOPs the catalogues have")
    options = parser.parse_args(arguments)
    big = sized_sop(SEED, ROWS, LANES, LOOPS)
    show(f"lay out {ROWS} rows x {LANES} lanes x {LOOPS} loops", timed(lambda: lay_out(big)), "about 1 s")
    with tempfile.TemporaryDirectory(prefix="doctool-bench-") as name:
        folder = Path(name)
        made = [0]

        def build() -> None:
            made[0] += 1
            doctool("sop", "buat", "--semua", "--format", "docx,svg", "-o", str(folder / f"out-{made[0]}"))

        show("sop buat: the SOPs of sop_catalog to docx and svg", timed(build), "under 2 s")
        show("doctool --help", timed(lambda: doctool("--help"), 5), "under 0.2 s")
        write_catalogue(folder, options.files)
        check = timed(lambda: doctool("periksa", folder=folder, good=(0, 1)), 1)
        show(f"periksa of {options.files} SOP files", check, "under 15 s for 1,000")
        catalogue.publish(folder)
        check = timed(lambda: doctool("periksa", folder=folder, good=(0, 1)), 1)
        show(f"periksa of {options.files} SOPs, each published twice", check, "under 20 s for 1,000")
        listing = timed(lambda: doctool("sop", "daftar", "--format", "xlsx,html,json", folder=folder), 1)
        show("sop daftar of these as xlsx, html and json", listing, "under 20 s for 1,000")
    print(f"{options.files} SOPs of several offices built (benchmarks/rebuild.py):")
    print("\n".join(rebuild.report(rebuild.measure(options.files))), flush=True)
    print(f"a nota dinas filled {LETTERS} times with other data (benchmarks/letters.py):")
    print("\n".join(letters.report(letters.measure(LETTERS, 3))), flush=True)
    print(f"{forms.FORMS} forms of 5 to 40 rows, each another (benchmarks/forms.py):")
    print("\n".join(forms.report(forms.measure(forms.FORMS, 3))), flush=True)
    pages = annexes.FILES * annexes.PAGES
    print(f"{annexes.FILES} lampiran of {pages} pages joined to a report (benchmarks/annexes.py):")
    print("\n".join(annexes.report(annexes.measure(annexes.FILES, 3))), flush=True)
    return 0


if __name__ == "__main__":
    sys.exit(main())
