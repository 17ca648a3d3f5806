"""Names that break other programs, given to recipients of packets: each has a key, a folder and files of its own.

    python -m benchmarks.proofs --only nama [--names 2000]

They stand in a list of recipients; the packet is planned and its folders are made on this disk.
"""

from __future__ import annotations

import tempfile
from dataclasses import dataclass
from pathlib import Path

from doctool.packets.names import LONGEST
from doctool.packets.nouns import Rencana
from tests.letters.names import HAND_PICKED, random_name, windows_fault
from tests.packets.setting import PAKET, make_packet, opened, table

#: Patterns of folders, the last two without anything that tells recipients apart.
PATTERNS = ("{urut}_{nama}", "{nama}", "{nama}/../{nama}", "Paket")
_HEAD = ["Kunci", "Nama", "Jabatan", "Eselon"]


@dataclass(frozen=True, slots=True)
class Figures:
    """Recipients asked for, those that were planned and those that were told why not, and what is wrong."""

    asked: int
    planned: int
    told: int
    faults: tuple[str, ...]


def prove(folder: Path, count: int) -> Figures:
    """Recipients with the hand-picked and `count` random names, in a new workspace below the empty `folder`."""
    names = [name for name in (*HAND_PICKED, *(random_name(seed) for seed in range(count))) if _storable(name)]
    faults: list[str] = []
    planned = told = 0
    for pattern in PATTERNS:
        rencana = _plan(folder / "ruang", names, pattern)
        planned, told = len(rencana.kiriman), len(rencana.gagal)
        if planned + told != len(names):
            faults.append(f"{pattern}: {len(names) - planned - told} recipients are neither planned nor told")
        faults += [f"{one.nama!r} is not told why" for one in rencana.gagal if not one.findings]
        faults += _judge(rencana, folder / "hasil", pattern)
        after = _plan(folder / "ruang", [*names, "Penerima Baru", names[0] + " lagi"], pattern)
        faults += _moved(rencana, after, pattern)
    return Figures(len(names), planned, told, tuple(faults))


def _plan(root: Path, names: list[str], pattern: str) -> Rencana:
    rows = [_HEAD, *([f"{number}:{name}"[:200], name, "Kepala", "III"] for number, name in enumerate(names, 1))]
    paket = PAKET.replace("isi:\n", f'folder: "{pattern}"\nisi:\n')
    return opened(make_packet(root, paket=paket, penerima=table(rows))).rencana


def _storable(name: str) -> bool:
    """Whether a UTF-8 file can hold the name as one cell."""
    return bool(name.strip()) and not any(0xD800 <= ord(char) <= 0xDFFF for char in name) and "\x00" not in name


def _judge(rencana: Rencana, out: Path, pattern: str) -> list[str]:
    faults = []
    folders = [one.penerima.folder for one in rencana.kiriman]
    if len({one.casefold() for one in folders}) != len(folders):
        faults.append(f"{pattern}: two recipients have one folder on Windows")
    if len({one.penerima.kunci for one in rencana.kiriman}) != len(folders):
        faults.append(f"{pattern}: two recipients have one key")
    for one in rencana.kiriman:
        names = [one.penerima.folder, *(name for piece in one.bagian for name in piece.files())]
        for name in names:
            if not name.isascii() or windows_fault(name) or len(name) > LONGEST + len(".docx"):
                faults.append(f"{pattern}: {name!r} is no good name")
        place = out / names[0]
        if place.parent != out or not place.resolve().is_relative_to(out.resolve()):
            faults.append(f"{pattern}: {names[0]!r} lies outside")
    out.mkdir(exist_ok=True)
    for name in folders[:300]:
        (out / name).mkdir(exist_ok=True)
    return faults


def _moved(before: Rencana, after: Rencana, pattern: str) -> list[str]:
    """Recipients that have another key or folder since others were added below them."""
    now = {one.penerima.urut: one.penerima for one in after.kiriman}
    return [
        f"{pattern}: {one.penerima.nama!r} changed its name"
        for one in before.kiriman
        if (one.penerima.kunci, one.penerima.folder) != (now[one.penerima.urut].kunci, now[one.penerima.urut].folder)
    ]


def packet_names(count: int) -> int:
    """Run the proof and print its figures; 1 if a promise is broken."""
    with tempfile.TemporaryDirectory(prefix="doctool-names-") as name:
        found = prove(Path(name), count)
    for fault in found.faults[:20]:
        print(f"  {fault}"[:300])
    print(
        f"R14 names of packets: {found.asked} recipients, {found.planned} planned, {found.told} told why not, "
        f"{len(PATTERNS)} patterns of folders; {len(found.faults)} outside, invalid on Windows, with one folder or key "
        "for two, or renamed when others are added", flush=True,
    )  # fmt: skip
    return int(bool(found.faults))
