"""Goldens of what doctool writes: for every SOP, letter, form and book of the shipped data each part by its hash, and
what a reader sees, line by line.

A golden is a text file: a line for each part of the package (name and SHA-256 of its canonical XML, or of its bytes),
then the paragraphs or cells. It is renewed with DOCTOOL_GOLDEN=tulis and a new line in tests/golden/parts/REASONS.md
that says why and carries the sum of all goldens; without that line the test fails.
"""

from __future__ import annotations

import hashlib
import io
import posixpath
from pathlib import Path

import openpyxl
from lxml import etree

from tests.hostile_workbooks import parts
from tests.letters.samples import lines

FOLDER = Path(__file__).resolve().parent / "golden" / "parts"
REASONS = FOLDER / "REASONS.md"


def golden_file(name: str) -> Path:
    """The golden of the document `name` (sop/kantor/slug.docx)."""
    return FOLDER / f"{name.replace('/', '--')}.txt"


def snapshot(data: bytes, suffix: str) -> str:
    """What a golden says of a file."""
    found = parts(data)
    said = [f"{part} {_sum(part, content)}" for part, content in sorted(found.items())]
    shown = lines(data) if suffix == ".docx" else list(_cells(data))
    return "\n".join([*said, "", *(line.replace("\n", "\\n") for line in shown)]) + "\n"


def _sum(part: str, content: bytes) -> str:
    if posixpath.splitext(part)[1] in (".xml", ".rels"):
        content = etree.tostring(etree.fromstring(content), method="c14n")
    return hashlib.sha256(content).hexdigest()[:16]


def _cells(data: bytes) -> list[str]:
    return [
        f"{sheet.title}!{cell.coordinate}: {cell.value}"
        for sheet in openpyxl.load_workbook(io.BytesIO(data)) for row in sheet.iter_rows() for cell in row
        if cell.value is not None
    ]  # fmt: skip


def total() -> str:
    """The sum of all goldens that are there."""
    every = hashlib.sha256()
    for path in sorted(FOLDER.glob("*.txt")):
        every.update(path.name.encode() + b"\0" + path.read_bytes())
    return every.hexdigest()[:16]


def told() -> str:
    """The sum that the last line of REASONS.md carries, "" where it gives no reason."""
    last = REASONS.read_text(encoding="utf-8").strip().splitlines()[-1] if REASONS.is_file() else ""
    said, _, reason = last.removeprefix("- ").partition(": ")
    return said if len(reason.split()) > 2 else ""


def first_difference(found: str, golden: str) -> str:
    """The first line that differs, as both have it."""
    for one, other in zip(found.splitlines(), golden.splitlines(), strict=False):
        if one != other:
            return f"{other[:80]!r} is now {one[:80]!r}"
    return f"{len(golden.splitlines())} lines are now {len(found.splitlines())}"
