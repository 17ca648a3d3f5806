"""Other programs that open what doctool writes: every word of a docx, every value of an xlsx."""

from __future__ import annotations

import io
import json
import re
import shutil
import subprocess
import sys
import tempfile
from collections.abc import Callable, Iterator, Mapping, Sequence
from pathlib import Path
from typing import Any

import docx2txt  # type: ignore[import-untyped]
import openpyxl
from lxml import etree

from benchmarks.scorecard.score import not_here
from doctool.convert.libreoffice import convert_to_pdf, find_soffice
from tests.hostile_workbooks import parts
from tests.resave import resave

W = "{http://schemas.openxmlformats.org/wordprocessingml/2006/main}"
_SECONDS = 120
#: Files in one call of LibreOffice.
_GROUP = 25


def absent() -> str:
    """The programs of this test that are not here, in plain words."""
    return not_here(*(
        name for name, there in (("LibreOffice", find_soffice()), ("pandoc", shutil.which("pandoc")),
                                 ("abiword", shutil.which("abiword"))) if not there
    ))  # fmt: skip


def documents(files: Mapping[str, bytes]) -> list[str]:
    """What programs do not find in, or say of, docx files by name."""
    with tempfile.TemporaryDirectory(prefix="doctool-", ignore_cleanup_errors=True) as folder:
        paths = _write(files, Path(folder), ".docx")
        faults = []
        for name, path in paths.items():
            words = _words(files[name])
            for program, read in READERS.items():
                faults += [f"{name} in {program}: {fault}" for fault in _missing(words, read, path)]
        if find_soffice():
            faults += _converted(paths)
    return faults


def _missing(words: Sequence[str], read: Callable[[Path], str | None], path: Path) -> list[str]:
    try:
        text = read(path)
    except (OSError, subprocess.SubprocessError, ValueError, KeyError) as error:
        return [f"{type(error).__name__}: {error}"[:200]]
    if text is None:
        return []
    dense = "".join(text.split())
    gone = [word for word in words if word not in dense]
    return [f"{len(gone)} of {len(words)} words are not there, e.g. {gone[0]!r}"] if gone else []


def _words(data: bytes) -> list[str]:
    """The words of the paragraphs of a document that are no drawings: what every reader of texts has to find."""
    tree = etree.fromstring(parts(data)["word/document.xml"])
    found: list[str] = []
    for paragraph in tree.iter(f"{W}p"):
        if any(etree.QName(one).localname in ("txbxContent", "Fallback") for one in paragraph.iterancestors()):
            continue
        runs = [one for one in paragraph.iterchildren(f"{W}r") if one.find(f"{W}t") is not None]
        found += " ".join("".join(node.text or "" for node in run.iter(f"{W}t")) for run in runs).split()
    return [word for word in found if re.search(r"\w", word)]


def _by_docx2txt(path: Path) -> str:
    return str(docx2txt.process(str(path)))


def _by_pandoc(path: Path) -> str | None:
    if not shutil.which("pandoc"):
        return None
    run = ["pandoc", "--from=docx", "--to=json", str(path)]
    return "".join(_strings(json.loads(subprocess.run(run, capture_output=True, check=True, timeout=_SECONDS).stdout)))


def _strings(node: Any) -> Iterator[str]:
    """The words of pandoc's document (Text.Pandoc.Definition); its plain text would break them at columns' ends."""
    if isinstance(node, dict) and node.get("t") == "Str":
        yield node["c"]
    elif isinstance(node, dict | list):
        for one in node.values() if isinstance(node, dict) else node:
            yield from _strings(one)


def _by_abiword(path: Path) -> str | None:
    if not shutil.which("abiword"):
        return None
    out = path.with_suffix(".abi.txt")
    run = ["abiword", "--to=txt", f"--to-name={out}", str(path)]
    made = subprocess.run(run, capture_output=True, timeout=_SECONDS, stdin=subprocess.DEVNULL)
    if made.returncode < 0 or not out.is_file():
        raise ValueError(f"ended with {made.returncode} and no text")
    return None  # it opened it; AbiWord leaves out what it does not know, so its text is no judge


READERS: dict[str, Callable[[Path], str | None]] = {
    "docx2txt": _by_docx2txt, "pandoc": _by_pandoc, "abiword": _by_abiword,
}  # fmt: skip


def _converted(paths: Mapping[str, Path]) -> list[str]:
    results = convert_to_pdf(list(paths.values()), next(iter(paths.values())).parent / "pdf")
    return [
        f"{name} in LibreOffice: {one.reason}" for name, one in zip(paths, results, strict=True) if not one.ok
    ]  # fmt: skip


def workbooks(files: Mapping[str, bytes]) -> list[str]:
    """Values of xlsx files by name that other programs read otherwise than openpyxl."""
    faults = []
    with tempfile.TemporaryDirectory(prefix="doctool-", ignore_cleanup_errors=True) as folder:
        paths = _write(files, Path(folder), ".xlsx")
        own = {name: _values(path.read_bytes()) for name, path in paths.items()}
        for name, path in paths.items():
            faults += [f"{name} in calamine: {one}" for one in differences(own[name], _by_calamine(path))]
        if find_soffice():
            names = list(paths)
            for at in range(0, len(names), _GROUP):
                group = names[at : at + _GROUP]
                out = Path(folder) / f"lagi-{at}"
                for name, path in zip(group, resave([paths[one] for one in group], out), strict=True):
                    faults += [f"{name} in LibreOffice: {one}" for one in differences(
                        own[name], _values(path.read_bytes()))]  # fmt: skip
    return faults


def differences(own: Mapping[str, str], other: Mapping[str, str]) -> list[str]:
    """What differs between two readings; a formula has its result, which openpyxl does not reckon, left out."""
    wrong = [
        f"{at} is {other.get(at)!r}, not {value!r}" for at, value in own.items()
        if other.get(at, "") != value and not _same_number(value, other.get(at, ""))
    ]  # fmt: skip
    return [f"{len(wrong)} of {len(own)} values: {wrong[0][:120]}"] if wrong else []


def _same_number(one: str, other: str) -> bool:
    try:
        return abs(float(one) - float(other)) <= 1e-9 * max(1.0, abs(float(one)))
    except ValueError:
        return False


def _values(data: bytes) -> dict[str, str]:
    """The values of a workbook by sheet and cell, blanks as one; those of formulas are left out."""
    made: dict[str, str] = {}
    for sheet in openpyxl.load_workbook(io.BytesIO(data)):
        for row in sheet.iter_rows():
            for cell in row:
                if cell.value not in (None, "") and cell.data_type in "sn" and not cell.is_date:
                    made[f"{sheet.title}!{cell.row}:{cell.column}"] = _plain(cell.value)
    return {at: text for at, text in made.items() if text}


def _plain(value: object) -> str:
    return " ".join(str(value).split())


_CALAMINE = """
import json, sys
from python_calamine import CalamineWorkbook
book, made = CalamineWorkbook.from_path(sys.argv[1]), {}
for name in book.sheet_names:
    sheet = book.get_sheet_by_name(name)
    for row, line in enumerate(sheet.to_python(skip_empty_area=False), 1):
        for column, value in enumerate(line, 1):
            if isinstance(value, (str, int, float)) and value != "":
                made[f"{name}!{row}:{column}"] = " ".join(str(value).split())
print(json.dumps(made))
"""


def _by_calamine(path: Path) -> dict[str, str]:
    """Values as calamine reads them, in a process of its own: it aborts where Python would raise."""
    run = subprocess.run([sys.executable, "-c", _CALAMINE, str(path)], capture_output=True, timeout=_SECONDS)
    if run.returncode:
        return {}
    found: dict[str, str] = json.loads(run.stdout)
    return found


def _write(files: Mapping[str, bytes], folder: Path, suffix: str) -> dict[str, Path]:
    made = {name: folder / f"{number:03}{suffix}" for number, name in enumerate(files)}
    for name, path in made.items():
        path.write_bytes(files[name])
    return made
