"""Packets on disks too small for them: the first time, and over those that are there."""

from __future__ import annotations

import io
import json
import os
import subprocess
import zipfile
from collections.abc import Iterator, Sequence
from pathlib import Path

from benchmarks.packet_case import LETTER, NAME, OFFICE, begin_book, make_workspace, write_recipients
from benchmarks.scorecard.faults import doctool
from doctool.border.pdf import PdfError, open_pdf

_PEOPLE = 12
_UNITS = [f"unit-{number:04}" for number in range(1, _PEOPLE + 1)]
_ROOM = "200m"
#: Of so many runs over packets that are there at least half must have met the end of the disk.
_MET = 0.5


def full_disk(folder: Path, points: Sequence[int]) -> list[str] | None:
    """Runs on a disk with so many KB left: each must say so, leave what was there, and be finished when there is room.

    None where no disk of a size can be made (that needs the right to mount).
    """
    disk = folder / "disk"
    disk.mkdir()
    new = _wanted(folder / "acuan")
    faults, met = [], 0
    for kilobytes in points:
        if subprocess.run(["mount", "-t", "tmpfs", "-o", f"size={kilobytes}k", "tmpfs", str(disk)],
                          capture_output=True).returncode:  # fmt: skip
            return None
        root = folder / f"ruang-{kilobytes}"
        try:
            faults += [f"{kilobytes} KB: {one}" for one in _first(disk, root)]
            full, found = _again(disk, root, kilobytes, new)
        finally:
            subprocess.run(["umount", str(disk)], capture_output=True, check=True)
        met += full
        faults += [f"{kilobytes} KB over packets: {one}" for one in found]
    if met < _MET * len(points):
        faults.append(f"only {met} of {len(points)} runs over packets met the end of the disk")
    return faults


def _wanted(root: Path) -> dict[str, bytes]:
    """The letters of the changed recipients, made with room."""
    _workspace(root)
    write_recipients(_people(root), _UNITS, changed=_UNITS)
    run = doctool(root, "paket", "buat", NAME, "-o", str(root / "hasil"))
    found = _letters(root / "hasil")
    if run.returncode or len(found) != _PEOPLE:
        raise AssertionError(f"with room it ends with {run.returncode} and {len(found)} letters")
    return found


def _first(disk: Path, root: Path) -> Iterator[str]:
    """A first run on the small disk, then with room."""
    _workspace(root)
    strange = disk / "lama.docx"
    strange.write_bytes(b"lama")
    run = doctool(root, "paket", "buat", NAME, "-o", str(disk / "hasil"))
    said = run.stderr.decode("utf-8", "replace")
    if run.returncode == 0 or "Traceback" in said:
        yield f"ends with {run.returncode}: {said.strip()[-120:]}"
    if "penuh" not in said:
        yield f"does not say that the disk is full: {said.strip()[-120:]}"
    if strange.read_bytes() != b"lama":
        yield "what was there is another"
    yield from _with_room(disk, root)


def _again(disk: Path, root: Path, kilobytes: int, new: dict[str, bytes]) -> tuple[bool, list[str]]:
    """A run for other data with so little room, over the packets that are there: whether the disk was full, faults."""
    old = _letters(disk / "hasil")
    there = _names(disk / "hasil")
    write_recipients(_people(root), _UNITS, changed=_UNITS)
    used = os.statvfs(disk)
    _size(disk, f"{(used.f_blocks - used.f_bfree) * used.f_frsize // 1024 + kilobytes}k")
    run = doctool(root, "paket", "buat", NAME, "-o", str(disk / "hasil"))
    said = run.stderr.decode("utf-8", "replace")
    faults = [f"{name} is gone" for name in sorted(there - _names(disk / "hasil"))]
    faults += torn(disk / "hasil", old, new)
    if "Traceback" in said:
        faults.append(f"traceback: {said.strip()[-120:]}")
    if run.returncode == 0 and _letters(disk / "hasil") != new:
        faults.append("ends with 0, but not all letters are the new ones")
    if run.returncode and "penuh" not in said:
        faults.append(f"does not say that the disk is full: {said.strip()[-120:]}")
    faults += _with_room(disk, root)
    if _letters(disk / "hasil") != new:
        faults.append("with room the letters are others than those wanted")
    return run.returncode != 0, faults


def _with_room(disk: Path, root: Path) -> Iterator[str]:
    _size(disk, _ROOM)
    run = doctool(root, "paket", "buat", NAME, "-o", str(disk / "hasil"), "--lanjutkan")
    made = len(_letters(disk / "hasil"))
    if run.returncode or made != _PEOPLE:
        yield f"with room it ends with {run.returncode} and {made} of {_PEOPLE} letters"


def torn(out: Path, old: dict[str, bytes], new: dict[str, bytes]) -> list[str]:
    """Letters that are neither what they were nor what they are to be, and other files of a packet that do not open."""
    found = _letters(out)
    faults = [f"{name} is torn" for name, data in found.items() if data not in (old.get(name), new.get(name))]
    others = [path for path in sorted((out / "paket").rglob("*")) if path.is_file() and _key(out, path) not in found]
    return faults + [f"{_key(out, path)} is torn" for path in others if not _opens(path)]


def _opens(path: Path) -> bool:
    data = path.read_bytes()
    try:
        if path.suffix == ".pdf":
            open_pdf(data)
        elif path.suffix == ".xlsx":
            return zipfile.ZipFile(io.BytesIO(data)).testzip() is None
        elif path.suffix == ".json":
            json.loads(data)
    except (PdfError, zipfile.BadZipFile, ValueError):
        return False
    return bool(data)


def _workspace(root: Path) -> None:
    make_workspace(root, _PEOPLE, [LETTER], lembar_depan=False)
    begin_book(root)


def _people(root: Path) -> Path:
    return root / "data" / OFFICE / "paket" / NAME


def _letters(out: Path) -> dict[str, bytes]:
    return {_key(out, path): path.read_bytes() for path in out.rglob("1_*.docx")}


def _names(out: Path) -> set[str]:
    return {_key(out, path) for path in (out / "paket").rglob("*") if path.is_file()}


def _key(out: Path, path: Path) -> str:
    return path.relative_to(out).as_posix()


def _size(disk: Path, size: str) -> None:
    subprocess.run(["mount", "-o", f"remount,size={size}", str(disk)], capture_output=True, check=True)
