"""Other programs that read the xlsx files doctool writes: every value, of formulas too, is what stands in the file.

LibreOffice and Gnumeric are given the files without the results of formulas, so that they reckon them; calamine reads
the results that doctool wrote.
"""

from __future__ import annotations

import io
import json
import os
import re
import shutil
import subprocess
import sys
import tempfile
import warnings
from collections import Counter
from collections.abc import Iterable, Iterator, Mapping
from dataclasses import dataclass, field
from datetime import date, datetime, time, timedelta
from pathlib import Path

import openpyxl

from doctool.convert.libreoffice import find_soffice
from tests.forms.opened import without_results
from tests.hostile_workbooks import parts
from tests.resave import resave

SSCONVERT = "ssconvert"
#: What Gnumeric says of files that are valid for the schemas, and why that is no fault of theirs.
NOISE = {
    r"Unexpected element 'ignoredErrors' in state : worksheet": "marks that it does not know",
    r"Unexpected element 'a:(noAutofit|lnSpc)' in state : wsDr -> .*": "layout that it does not know",
    r".+![A-Z]+\d+ : Unknown enum value 'flowChart\w+' for attribute prst": "a shape that it cannot draw",
    r".+![A-Z]+\d+ : Dropping missing object": "so that it leaves it out",
    r"At A1: '.+!\$[A-Z]+:\$[A-Z]+,.+!\$\d+:\$\d+' Multiple expressions are not supported in this context":
        "titles of a print in rows and in columns: it knows one of them",
    r"Unhandled object of type Note": "said of the copy that it saves, without notes",
}  # fmt: skip
_SECONDS = 120
#: Files in one call of LibreOffice.
_GROUP = 25
_FORMULA = re.compile(rb"<f[ >]")
#: The kinds of values by the type that Python has for them.
_KINDS = {"str": "text", "int": "number", "float": "number", "bool": "boolean"}

#: Values by sheet and cell, each as its kind and the value in words ("number 12.0").
Values = dict[str, str]


@dataclass
class Compared:
    """What was compared: how many values of each kind, "formula" for the results of formulas, and the faults."""

    values: Counter[str] = field(default_factory=Counter)
    faults: list[str] = field(default_factory=list)

    def add(self, name: str, program: str, faults: Iterable[str]) -> None:
        """Faults that a program finds in a file."""
        self.faults += [f"{name} in {program}: {one}" for one in faults]


def workbooks(files: Mapping[str, bytes]) -> Compared:
    """Values of xlsx files by name that other programs read or reckon otherwise than they stand there."""
    made = Compared()
    with tempfile.TemporaryDirectory(prefix="doctool-", ignore_cleanup_errors=True) as folder:
        paths = write_all(files, Path(folder), ".xlsx")
        bare = write_all({name: without_results(data) for name, data in files.items()}, Path(folder), "-polos.xlsx")
        anew = dict(_by_libreoffice(bare, Path(folder))) if find_soffice() else {}
        for name, data in files.items():
            own = values(data)
            made.values += Counter(text.split()[0] for text in own.values())
            made.values["formula"] += sum(len(_FORMULA.findall(part)) for part in parts(data).values())
            made.add(name, "openpyxl", (f"{at} is {text}" for at, text in own.items() if text.startswith("error ")))
            made.add(name, "calamine", differences(own, _by_calamine(paths[name])))
            if name in anew:
                made.add(name, "LibreOffice", differences(own, anew[name]))
            if shutil.which(SSCONVERT):
                read, said = _by_gnumeric(bare[name])
                made.add(name, "Gnumeric", [*differences(own, read), *said])
    return made


def write_all(files: Mapping[str, bytes], folder: Path, ending: str) -> dict[str, Path]:
    """The files in `folder` under short names, by their own."""
    made = {name: folder / f"{number:03}{ending}" for number, name in enumerate(files)}
    for name, path in made.items():
        path.write_bytes(files[name])
    return made


def differences(own: Values, other: Values) -> list[str]:
    """In a line, what differs between two readings: in the value, in its kind, or in that there is one."""
    wrong = [
        f"{at} is {other.get(at, 'blank')}, not {own.get(at, 'blank')}" for at in own | other
        if not _same(own.get(at, ""), other.get(at, ""))
    ]  # fmt: skip
    return [f"{len(wrong)} of {len(own)} values: {wrong[0][:160]}"] if wrong else []


def _same(one: str, other: str) -> bool:
    if one.startswith("number ") and other.startswith("number "):
        first, second = float(one.split()[1]), float(other.split()[1])
        return abs(first - second) <= 1e-9 * max(1.0, abs(first))
    return one == other


def values(data: bytes) -> Values:
    """The values of a workbook as openpyxl reads them, results for formulas; blanks are left out, white space in texts
    is one blank."""
    made: Values = {}
    with warnings.catch_warnings():
        warnings.simplefilter("ignore")  # of styles that other programs leave out
        book = openpyxl.load_workbook(io.BytesIO(data), data_only=True)
    for sheet in book:
        for row in sheet.iter_rows():
            for cell in row:
                kind = "error" if cell.data_type == "e" else type(cell.value).__name__
                made[f"{sheet.title}!{cell.row}:{cell.column}"] = _said(kind, _plain(cell.value))
    return {at: text for at, text in made.items() if text}


def _plain(value: object) -> str:
    if isinstance(value, date | datetime | time):
        return value.isoformat()
    return str(value.total_seconds()) if isinstance(value, timedelta) else " ".join(str(value).split())


def _said(kind: str, text: str) -> str:
    """A value in words from the name of its Python type and its text; "" for a blank."""
    if kind == "date":
        return f"datetime {text}T00:00:00"
    return f"{_KINDS.get(kind, kind)} {text}" if text and kind != "NoneType" else ""


_CALAMINE = """
import json, sys
from python_calamine import CalamineWorkbook
book, made = CalamineWorkbook.from_path(sys.argv[1]), {}
for name in book.sheet_names:
    sheet = book.get_sheet_by_name(name)
    for row, line in enumerate(sheet.to_python(skip_empty_area=False), 1):
        for column, value in enumerate(line, 1):
            text = value.isoformat() if hasattr(value, "isoformat") else " ".join(str(value).split())
            text = str(value.total_seconds()) if hasattr(value, "total_seconds") else text
            made[f"{name}!{row}:{column}"] = type(value).__name__, text
print(json.dumps(made))
"""


def _by_calamine(path: Path) -> Values:
    """Values as calamine reads them, in a process of its own: it aborts where Python would raise."""
    run = subprocess.run([sys.executable, "-c", _CALAMINE, str(path)], capture_output=True, timeout=_SECONDS)
    if run.returncode:
        return {}
    found = {at: _said(kind, text) for at, (kind, text) in json.loads(run.stdout).items()}
    return {at: text for at, text in found.items() if text}


def _by_libreoffice(paths: Mapping[str, Path], folder: Path) -> Iterator[tuple[str, Values]]:
    names = list(paths)
    for at in range(0, len(names), _GROUP):
        group = names[at : at + _GROUP]
        saved = resave([paths[one] for one in group], folder / f"lagi-{at}")
        yield from ((name, values(path.read_bytes())) for name, path in zip(group, saved, strict=True))


def _by_gnumeric(path: Path) -> tuple[Values, list[str]]:
    """Values as Gnumeric reckons and saves them, and what it says of the file."""
    out = path.with_suffix(".gnumeric.xlsx")
    run = [SSCONVERT, "--recalc", "--export-type=Gnumeric_Excel:xlsx2", str(path), str(out)]
    made = subprocess.run(run, capture_output=True, timeout=_SECONDS, stdin=subprocess.DEVNULL,
                          env={**os.environ, "LC_ALL": "C.UTF-8"})  # fmt: skip
    said = complaints(made.stderr.decode("utf-8", "replace"))
    return (values(out.read_bytes()), said) if out.is_file() else ({}, [*said, f"ended with {made.returncode}"])


def complaints(stderr: str) -> list[str]:
    """The lines of Gnumeric that speak of a fault, each once; one that begins with white space goes on the last."""
    lines = dict.fromkeys(re.sub(r"\s*\n\s+", " ", stderr).splitlines())
    return [line for line in lines if line.strip() and not any(re.fullmatch(one, line) for one in NOISE)]
