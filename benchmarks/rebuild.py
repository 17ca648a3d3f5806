"""How fast a catalogue of SOPs is built: all of it, what one change asks for, and what `doctool pantau` needs.

    python -m benchmarks.rebuild [--files 1000]

The SOPs are random ones (tests/random_sop.py) of the size of those in use, of several offices, and name each other.
Times are those of whole commands, with starting Python, which finds its modules compiled as after an installation;
processor time is less where other programs work as well. `pantau`: from saving an SOP until its new sheets are there.
"""

from __future__ import annotations

import argparse
import os
import shutil
import subprocess
import sys
import tempfile
import time
from collections.abc import Callable, Sequence
from dataclasses import dataclass
from pathlib import Path
from random import Random

import yaml

from doctool.worker_pool import cores
from tests.random_sop import sized_data

ROOT = Path(__file__).resolve().parents[1]
FILES, OFFICES = 1000, 5
DAY = "2026-06-01"
FORMATS = ("docx", "svg")
#: Steps, lanes and ways back of an SOP, least and most: as sheets in use have.
ROWS, LANES, BACK = (7, 13), (4, 7), (0, 2)
#: Seconds after which a sheet that does not come is a fault.
PATIENCE_S = 60.0


@dataclass(frozen=True, slots=True)
class Took:
    """Seconds until a command ended, and of processor time (0 where the system does not tell)."""

    wall: float
    cpu: float

    def __str__(self) -> str:
        return f"{self.wall:.2f} s ({self.cpu:.2f} s processor time)"


@dataclass(frozen=True, slots=True)
class Figures:
    """Of a full build and the files it made, of one after a change, of one after none; seconds from saving to svg and
    html there: of the slowest SOP in use (sop_catalog), and of a random one in a catalogue of `sops`."""

    sops: int
    full: Took
    made: int
    changed: Took
    unchanged: Took
    watched: float
    watched_in_use: float


def write_offices(folder: Path, files: int, offices: int = OFFICES) -> list[Path]:
    """A workspace of `offices` with `files` random SOPs, each naming the next; the files of the SOPs."""
    texts = []
    for seed in range(1, files + 1):
        random = Random(seed)
        size = [random.randint(*one) for one in (ROWS, LANES, BACK)]
        kantor, sop = sized_data(random, size[0], size[1], size[2], f"acak-{seed}")
        office = folder / "sop_catalog" / f"kantor-{seed % offices + 1}"
        if not office.exists():
            (office / "sop").mkdir(parents=True)
            _dump(office / "kantor.yaml", kantor)
        following = seed % files + 1
        sop["keterkaitan"] = [{"sop": f"kantor-{following % offices + 1}/acak-{following}", "teks": "SOP berikutnya"}]
        texts.append(office / "sop" / f"acak-{seed}.yaml")
        _dump(texts[-1], sop)
    return texts


def _dump(path: Path, data: object) -> None:
    text = yaml.safe_dump(data, allow_unicode=True, sort_keys=False, width=1000)
    path.write_text(text, encoding="utf-8", newline="\n")


def usual(texts: Sequence[Path]) -> Path:
    """The first SOP of ten steps, as sheets in use have."""
    return next((one for one in texts if one.read_text(encoding="utf-8").count("uraian:") == 10), texts[0])


def save(path: Path) -> None:
    """A change that a sheet shows: the name of the SOP is another."""
    said = yaml.safe_load(path.read_text(encoding="utf-8"))
    said["nama_sop"] = f"{said['nama_sop']} lagi"
    _dump(path, said)


def build(folder: Path) -> Took:
    """What `doctool sop buat --semua` takes."""
    began, before = time.perf_counter(), os.times()
    arguments = ["sop", "buat", "--semua", "--format", ",".join(FORMATS), "--tanggal", DAY]
    command = [sys.executable, "-m", "doctool", *arguments]
    done = subprocess.run(command, cwd=folder, capture_output=True, env=_env(folder))
    if done.returncode not in (0, 3):
        sys.exit(f"doctool {' '.join(arguments)} ended with {done.returncode}:\n{done.stderr.decode()[-2000:]}")
    after = os.times()
    cpu = after.children_user + after.children_system - before.children_user - before.children_system
    return Took(time.perf_counter() - began, cpu)


def watch(folder: Path, path: Path, times: int = 3) -> float:
    """The least of the seconds from saving the SOP at `path` until `doctool pantau` has its new svg and html."""
    made = folder / "output" / "sop" / path.parent.parent.name
    sheets = [made / f"{path.stem}.hal-1.svg", made / f"{path.stem}.html"]
    log = folder / "pantau.txt"
    with log.open("wb") as said:
        command = [sys.executable, "-m", "doctool", "pantau", str(path)]
        process = subprocess.Popen(command, cwd=folder, stdout=said, stderr=said, env=_env(folder))
    try:
        _until(lambda: b"Ctrl+C" in log.read_bytes(), process)
        taken = []
        for _ in range(times):
            before = [one.read_bytes() for one in sheets]
            save(path)
            began = time.perf_counter()
            _until(lambda: all(one.read_bytes() != old for one, old in zip(sheets, before, strict=True)), process)  # noqa: B023
            taken.append(time.perf_counter() - began)
            time.sleep(0.5)  # as between two savings of a person
        return min(taken)
    finally:
        process.kill()
        process.wait()


def _until(true: Callable[[], bool], process: subprocess.Popen[bytes]) -> None:
    began = time.perf_counter()
    while not true():
        if process.poll() is not None or time.perf_counter() - began > PATIENCE_S:
            sys.exit("doctool pantau did not build what was saved")
        time.sleep(0.005)


def _env(folder: Path) -> dict[str, str]:
    kept = {name: value for name, value in os.environ.items() if name != "PYTHONDONTWRITEBYTECODE"}
    return {**kept, "PYTHONPATH": str(ROOT), "PYTHONPYCACHEPREFIX": str(folder / "compiled")}


def measure(files: int) -> Figures:
    """The figures of a catalogue of `files` SOPs."""
    with tempfile.TemporaryDirectory(prefix="doctool-bench-") as name:
        in_use, folder = Path(name) / "in-use", Path(name) / "many"
        shutil.copytree(ROOT / "sop_catalog", in_use / "sop_catalog")
        watched_in_use = max(watch(in_use, one) for one in sorted((in_use / "sop_catalog").glob("*/sop/*.yaml")))
        texts = write_offices(folder, files)
        full = build(folder)
        made = sum(one.suffix in (".docx", ".svg") for one in (folder / "output" / "sop").rglob("*"))
        unchanged = build(folder)
        changed = []
        for _ in range(3):
            save(usual(texts))
            changed.append(build(folder))
        watched = watch(folder, usual(texts))
        middle = sorted(changed, key=lambda one: one.wall)[1]
        return Figures(files, full, made, middle, unchanged, watched, watched_in_use)


def report(figures: Figures) -> list[str]:
    """The figures as lines, each beside its target where there is one."""
    seconds, of = figures.full.wall, f"{figures.sops} SOPs"
    full = f"{figures.full} on {cores()} cores, {figures.sops / seconds:.1f} documents per second"
    used, many = f"{figures.watched_in_use:.2f} s for SOPs in use", f"{figures.watched:.2f} s for a random one of {of}"
    return [
        f"  all of {of} to docx and svg: {full} ({figures.made / seconds:.1f} files per second)",
        f"  again after one SOP changed: {figures.changed}   target under 2 s for 1,000",
        f"  again after none changed: {figures.unchanged}",
        f"  pantau, from saving to the new svg and html: {used}, {many}   target under 0.5 s",
    ]


def main(arguments: Sequence[str] | None = None) -> int:
    parser = argparse.ArgumentParser(prog="benchmarks.rebuild", description=__doc__.splitlines()[0] if __doc__ else "")
    parser.add_argument("--files", type=int, default=FILES, help="how many SOPs there are")
    print("\n".join(report(measure(parser.parse_args(arguments).files))), flush=True)
    return 0


if __name__ == "__main__":
    sys.exit(main())
