"""Names that break other programs, given to letters: each letter has a file of its own that every system takes.

    python -m benchmarks.proofs --only nama [--names 2000]

They stand in the column "Nama Berkas" of a table, as names of YAML files, and as names of offices' folders.
"""

from __future__ import annotations

import tempfile
from collections import Counter
from collections.abc import Sequence
from dataclasses import dataclass
from datetime import date
from pathlib import Path
from typing import Any

from openpyxl import Workbook
from openpyxl.cell.cell import ILLEGAL_CHARACTERS_RE

from doctool.border.text import FORBIDDEN
from doctool.catalog.index import Workspace as Catalogue
from doctool.errors import DoctoolError
from doctool.letter_jobs import LetterBuild, LetterOptions
from doctool.letter_pipeline import build_letters
from doctool.letters.load import file_name
from tests.letters.names import HAND_PICKED, random_name, windows_fault
from tests.letters.office import KANTOR, NOTA, make_workspace
from tests.letters.samples import lines

_HEADS = ("Yth", "Tanggal", "Hal", "Isi", "Pejabat", "Nomor", "Nama Berkas")
#: What a letter that is not made is told: its name is taken in this run, or since an earlier one, or cannot be read.
_SAME, _OTHER = "nama berkasnya sama dengan surat ", "adalah surat lain, yaitu dari"
_UNREADABLE = "karakter yang tidak dapat dicetak"
#: Longest name of a file with its suffix: the name itself, "surat-" before a device's, ".docx".
_LONGEST = 80 + len("surat-") + len(".docx")


@dataclass(slots=True)
class Figures:
    """What became of the letters and offices, and what is wrong."""

    letters: int
    made: int
    told: int
    offices: int
    faults: tuple[str, ...]


def prove(folder: Path, count: int) -> Figures:
    """Letters with the sixty names and `count` random ones, in a new workspace below the empty `folder`."""
    names = [*HAND_PICKED, *(random_name(seed) for seed in range(count))]
    root = make_workspace(folder / "satu" / "dua" / "ruang")
    faults = [f"{name!r}: {fault}" for name in names if (fault := unsafe(file_name(name)))]
    out = root / "output"
    table = _table(root / "data" / "kab-contoh" / "januari" / "daftar.xlsx", names)
    files = _yaml_files(root / "data" / "kab-contoh" / "surat", HAND_PICKED)
    before = _tree(folder)
    build = _build(root, [table, *files], out)
    faults += _judge(build, out)
    faults += [f"outside of output: {path}" for path in sorted(_tree(folder) - before) if not path.is_relative_to(out)]
    faults += _mixed_up(names, out)
    faults += _second_run(root, names, out)
    offices, refused = _offices(folder / "kantor")
    told = sum(_SAME in one.reason for one in build.results)
    made = sum(bool(one.files) for one in build.results)
    return Figures(len(build.results), made, told, offices, (*faults, *refused))


def unsafe(name: str) -> str:
    """Why `name` is no good name for a letter; "" where it is."""
    if not name.isascii() or name[0] in ".-~" or len(name) + len(".docx") > _LONGEST:
        return "not plain, or too long"
    return windows_fault(name) or windows_fault(f"{name}.docx")


def _table(path: Path, names: Sequence[str]) -> Path:
    """A table with a letter for each name that a workbook can hold."""
    book = Workbook()
    sheet: Any = book.active
    sheet.append(list(_HEADS))
    for number, name in enumerate(names, 1):
        if _storable(name):
            sheet.append(["Kepala Bidang", "5 Januari 2026", f"Surat {number} dari {path.parent.name}", "Isi.", "kadis",
                          f"{number}/2026", ""])  # fmt: skip
            sheet.cell(sheet.max_row, len(_HEADS)).value = name
            sheet.cell(sheet.max_row, len(_HEADS)).data_type = "s"
    path.parent.mkdir(parents=True)
    book.save(path)
    return path


def _storable(name: str) -> bool:
    """Whether a workbook can hold the name, and doctool reads it."""
    return not (ILLEGAL_CHARACTERS_RE.search(name) or FORBIDDEN.search(name))


def _yaml_files(folder: Path, names: Sequence[str]) -> list[Path]:
    """A letter for each name that this system takes as the name of a file."""
    folder.mkdir(parents=True)
    made = []
    for number, name in enumerate(names, 1):
        path = folder / f"{name}.yaml"
        try:
            if path.parent != folder or path.exists():
                continue
            path.write_text(NOTA.replace("Permintaan Data", f"Berkas {number}"), encoding="utf-8", newline="\n")
        except (OSError, ValueError):
            continue
        made.append(path)
    return made


def _build(root: Path, sources: Sequence[Path], out: Path) -> LetterBuild:
    options = LetterOptions(frozenset({"docx"}), out, date(2026, 1, 9))
    return build_letters(Catalogue(root), [(path, "nota-dinas") for path in sources], options)


def _judge(build: LetterBuild, out: Path) -> list[str]:
    """What is wrong with the files of a run: each letter has one of its own, or is told why it has none."""
    faults = []
    holders = Counter(path for one in build.results for path in one.files)
    faults += [f"{path} was written {count} times" for path, count in holders.items() if count > 1]
    same = Counter(path.as_posix().casefold() for path in holders)
    faults += [f"{path} is one file on Windows with another" for path, count in same.items() if count > 1]
    if set(holders) != {path for path in out.rglob("*.docx") if path.is_file()}:
        faults.append("the files that were told are not the files that are there")
    for one in build.results:
        if one.bug is not None or not (one.files or one.reason):
            faults.append(f"{one.address}: {one.reason or 'no file and no word about it'}")
        elif one.reason and _SAME not in one.reason and _UNREADABLE not in one.reason:
            faults.append(f"{one.address}: {one.reason}")
        for path in one.files:
            fault = unsafe(path.name.removesuffix(".docx"))
            faults += [f"{path}: {fault}"] if fault else []
            faults += [f"{path}: in another folder"] if path.parent != out / "surat" / "kab-contoh" else []
    return faults


def _mixed_up(names: Sequence[str], out: Path) -> list[str]:
    """The files of the first run's table that are not the first letter of their name."""
    rows = [(number, name) for number, name in enumerate(names, 1) if _storable(name)]
    first: dict[str, int] = {}
    for row, (number, name) in enumerate(rows, 1):
        own = file_name(name.strip()) if name.strip() else f"daftar-{row:0{len(str(len(rows)))}}"
        first.setdefault(own.casefold(), number)
    faults = []
    for path in sorted(out.rglob("*.docx")):
        text = "\n".join(lines(path.read_bytes()))
        if "dari januari" in text and f"Surat {first.get(path.stem.casefold())} dari januari" not in text:
            faults.append(f"{path} is not the letter of its name")
    return faults


def _second_run(root: Path, names: Sequence[str], out: Path) -> list[str]:
    """A table of the next month with the same names: nothing that is there may change."""
    there = {path: path.read_bytes() for path in out.rglob("*.docx")}
    table = _table(root / "data" / "kab-contoh" / "februari" / "daftar.xlsx", names)
    build = _build(root, [table], out)
    faults = [f"{path} was overwritten by another letter" for path, data in there.items() if path.read_bytes() != data]
    for one in build.results:
        if not one.files and not any(word in one.reason for word in (_OTHER, _SAME)):
            faults.append(f"{one.address}: {one.reason}")
        faults += [f"{path} was made over another letter" for path in one.files if path in there]
    return faults


def _offices(root: Path) -> tuple[int, list[str]]:
    """How many folders with such names were tried as offices, and those that were taken though Windows would not."""
    catalogue = root / "sop_catalog"
    catalogue.mkdir(parents=True)
    for name in HAND_PICKED:
        folder = catalogue / name
        try:
            if folder.parent == catalogue and name not in (".", ".."):
                folder.mkdir()
                (folder / "kantor.yaml").write_text(KANTOR, encoding="utf-8", newline="\n")
        except (OSError, ValueError):
            continue
    codes = Catalogue(root).offices()
    taken = []
    for code in codes:
        try:
            Catalogue(root).load_kantor(code)
        except DoctoolError:
            continue
        taken.append(code)
    return len(codes), [f"office {code!r} is taken" for code in taken if windows_fault(code) or not code.isascii()]


def _tree(folder: Path) -> set[Path]:
    return {path for path in folder.rglob("*") if not path.is_dir()}


def names(count: int) -> int:
    """Run the proof and print its figures; 1 if a promise is broken."""
    with tempfile.TemporaryDirectory(prefix="doctool-names-") as name:
        found = prove(Path(name), count)
    for fault in found.faults[:20]:
        print(f"  {fault}"[:300])
    print(
        f"R14 names: {len(HAND_PICKED)} hand-picked and {count} random; {found.letters} letters, {found.made} files, "
        f"{found.told} told that their name is taken; {found.offices} folders of offices; {len(found.faults)} outside "
        "of output/, invalid on Windows, overwritten or not told", flush=True,
    )  # fmt: skip
    return int(bool(found.faults))
