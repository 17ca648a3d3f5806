"""Publishing an SOP killed at random moments: the old state or the new one, and the next run does what is left.

Every time a fresh workspace with an open revision publishes it, and the run is killed: at a random moment, or as soon
as the files that are being published appear and a little later. What is there then must be the old state or the new,
and after one more run the tree must be that of a run that nobody disturbed, byte for byte.
"""

from __future__ import annotations

import hashlib
import json
import os
import random
import shutil
import subprocess
import sys
import time
from collections import Counter
from dataclasses import dataclass, field
from pathlib import Path

ROOT = Path(__file__).resolve().parent.parent
SLUG, OFFICE = "pengelolaan-surat-masuk", "contoh"
#: A run that takes longer than this hangs.
_LIMIT_S = 120.0
#: Faults after which nothing more is learnt.
_ENOUGH = 20


@dataclass
class Outcome:
    """What a soak gave: the states that kills left ("old", "new", "new, text not yet"), runs that ended before their
    kill, and what went wrong."""

    left: Counter[str] = field(default_factory=Counter)
    late: int = 0
    faults: list[str] = field(default_factory=list)
    seconds: float = 0.0


def publish_soak(folder: Path, *, kills: int, seed: int) -> Outcome:
    """Kill `kills` runs of `doctool sop terbitkan` at random moments."""
    chance, outcome, start = random.Random(seed), Outcome(), time.monotonic()
    before, after = folder / "asal", folder / "acuan"
    _prepare(before)
    shutil.copytree(before, after)
    began = time.monotonic()
    _ended(_publish(after), "undisturbed", outcome)
    length = time.monotonic() - began
    old, wanted = tree(before), tree(after)
    for count in range(3 * kills):
        if outcome.left.total() == kills or len(outcome.faults) > _ENOUGH:
            break
        one, work = f"kill {count + 1} (seed {seed})", folder / "kerja"
        shutil.rmtree(work, ignore_errors=True)
        shutil.copytree(before, work)
        run = _publish(work)
        if count % 2:
            _wait_for_files(run, work)
            time.sleep(chance.uniform(0.0, 0.12))
        else:
            time.sleep(chance.uniform(0.05, 1.0) * length)
        if run.poll() is not None:
            outcome.late += 1
            run.communicate()
            continue
        run.kill()
        run.communicate()
        state, faults = judge(tree(work), old, wanted)
        outcome.left[state] += 1
        outcome.faults += [f"{one}: {fault}" for fault in faults]
        _ended(_publish(work), one, outcome)
        outcome.faults += [f"{one}: in the end: {fault}" for fault in differences(tree(work), wanted)]
    if outcome.left.total() < kills and not outcome.faults:
        outcome.faults.append(f"only {outcome.left.total()} of {kills} runs could be killed in time")
    outcome.seconds = time.monotonic() - start
    return outcome


def report(outcome: Outcome) -> str:
    """One line about a soak."""
    states = ", ".join(f"{count} {state}" for state, count in sorted(outcome.left.items()))
    return (
        f"publishing: {outcome.left.total()} kills (left: {states}; {outcome.late} came too late), "
        f"{outcome.seconds:.0f} s, {len(outcome.faults)} faults"
    )


def tree(root: Path) -> dict[str, str]:
    """The SHA-256 of every file of the workspace but doctool's notes, temporary ones too."""
    return {
        path.relative_to(root).as_posix(): hashlib.sha256(path.read_bytes()).hexdigest()
        for path in root.rglob("*") if path.is_file() and ".doctool" not in path.parts
    }  # fmt: skip


def judge(found: dict[str, str], old: dict[str, str], new: dict[str, str]) -> tuple[str, list[str]]:
    """Which state a kill left, and what is neither."""
    folder = f"sop_catalog/{OFFICE}/terbitan/{SLUG}/"
    text = f"sop_catalog/{OFFICE}/sop/{SLUG}.yaml"
    published = f"{folder}1/"
    state = "new" if any(name.startswith(published) for name in found) else "old"
    faults = []
    for name, sha in sorted(found.items()):
        place = name.removeprefix(folder)
        if place.startswith(".siap-") or Path(name).name.endswith(".part"):
            continue  # swept by the next run
        allowed = {old.get(name), new.get(name)} if name == text or name.startswith("output/") else {new.get(name)}
        if name == text and state == "old":
            allowed = {old.get(name)}
        if sha not in allowed:
            faults.append(f"neither old nor new: {name}")
    needed = [name for name in (new if state == "new" else old) if not name.startswith("output/")]
    faults += [f"missing: {name}" for name in needed if name not in found]
    if state == "new" and found.get(text) == old.get(text):
        state = "new, text not yet"
    return state, faults


def differences(found: dict[str, str], wanted: dict[str, str]) -> list[str]:
    """What differs between two trees, by name."""
    return [
        f"{'missing' if name not in found else 'not wanted' if name not in wanted else 'differs'}: {name}"
        for name in sorted(found.keys() | wanted.keys()) if found.get(name) != wanted.get(name)
    ][:5]  # fmt: skip


def _prepare(root: Path) -> None:
    """A workspace with a published SOP, of which a revision is open."""
    root.parent.mkdir(parents=True, exist_ok=True)
    run = [sys.executable, "-m", "doctool"]
    commands = (
        (["baru", "kantor", str(root)], root.parent),
        (["sop", "terbitkan", SLUG, "--tanpa-pdf", "--tanggal", "2026-01-05"], root),
        (["sop", "revisi", SLUG, "--alasan", "Uji", "--tanggal", "2026-02-02"], root),
    )
    for command, folder in commands:
        subprocess.run([*run, *command], cwd=folder, env=_env(), check=True, capture_output=True, timeout=_LIMIT_S)


def _env() -> dict[str, str]:
    return {**os.environ, "PYTHONPATH": str(ROOT)}


def _publish(root: Path) -> subprocess.Popen[bytes]:
    wishes = [SLUG, "--tanpa-pdf", "--tanggal", "2026-02-20", "--json"]
    command = [sys.executable, "-m", "doctool", "sop", "terbitkan", *wishes]
    return subprocess.Popen(
        command, cwd=root, env=_env(), stdin=subprocess.DEVNULL, stdout=subprocess.PIPE, stderr=subprocess.PIPE
    )


def end_well(run: subprocess.Popen[bytes], faults: list[str], what: str, limit_s: float = _LIMIT_S) -> bytes:
    """Wait for a run that should end well: what it printed, b"" where it did not."""
    try:
        said, wrong = run.communicate(timeout=limit_s)
    except subprocess.TimeoutExpired:
        run.kill()
        run.communicate()
        faults.append(f"{what}: hangs")
        return b""
    if run.returncode:
        faults.append(f"{what}: ended with {run.returncode}: {wrong.decode('utf-8', 'replace').strip()[-400:]}")
        return b""
    return said or b""


def _ended(run: subprocess.Popen[bytes], what: str, outcome: Outcome) -> None:
    """A run must end well and say what is published."""
    said = end_well(run, outcome.faults, what)
    if run.returncode == 0 and json.loads(said)["terbitan"] != 1:
        outcome.faults.append(f"{what}: says that edition {json.loads(said)['terbitan']} is published")


def _wait_for_files(run: subprocess.Popen[bytes], root: Path) -> None:
    """Until what is being published appears, under its temporary name or its own."""
    folder = root / "sop_catalog" / OFFICE / "terbitan" / SLUG
    end = time.monotonic() + _LIMIT_S
    while run.poll() is None and time.monotonic() < end:
        if (folder / ".siap-1").exists() or (folder / "1").exists():
            return
        time.sleep(0.001)
