"""Forms as other programs see them: opened by openpyxl, reckoned anew by LibreOffice."""

from __future__ import annotations

import io
import re
import zipfile
from collections.abc import Mapping
from pathlib import Path
from typing import Any

import openpyxl
from openpyxl.utils.escape import unescape
from openpyxl.worksheet.worksheet import Worksheet

from tests.resave import resave

#: What Excel stores as the result of a formula, in the sheets' XML.
_RESULT = re.compile(r"(<f>[^<]*</f>)<v>[^<]*</v>")


def book(data: bytes, *, values: bool = False) -> Any:
    """The workbook by openpyxl; `values`: results instead of formulas."""
    return openpyxl.load_workbook(io.BytesIO(data), data_only=values)


def cells(sheet: Worksheet) -> dict[str, Any]:
    """Every cell that holds something."""
    return {cell.coordinate: cell.value for row in sheet for cell in row if cell.value not in (None, "")}


def key_rows(sheet: Worksheet) -> dict[str, int]:
    """The rows of a table by their key in column A."""
    return {str(sheet.cell(row, 1).value): row for row in range(1, sheet.max_row + 1) if sheet.cell(row, 1).value}


def without_results(data: bytes) -> bytes:
    """The same workbook with no results, so that whoever opens it must reckon them."""
    out = io.BytesIO()
    with zipfile.ZipFile(io.BytesIO(data)) as source, zipfile.ZipFile(out, "w", zipfile.ZIP_DEFLATED) as target:
        for name in source.namelist():
            content = source.read(name)
            if name.startswith("xl/worksheets/"):
                content = _RESULT.sub(r"\1", content.decode()).encode()
            target.writestr(name, content)
    return out.getvalue()


def reckoned_anew(forms: Mapping[str, bytes], folder: Path) -> dict[str, Any]:
    """The workbooks as LibreOffice reckons and saves them, by name."""
    source, saved = folder / "tanpa-hasil", folder / "dihitung"
    source.mkdir()
    saved.mkdir()
    files = []
    for name, data in forms.items():
        files.append(source / f"{name}.xlsx")
        files[-1].write_bytes(without_results(data))
    return {
        file.stem: openpyxl.load_workbook(made, data_only=True)
        for file, made in zip(files, resave(files, saved), strict=True)
    }


def differences(shown: Worksheet, anew: Worksheet) -> list[str]:
    """Cells whose results differ by more than binary fractions do."""
    found = []
    left, right = cells(shown), cells(anew)
    for place in sorted(left.keys() | right.keys()):
        one, other = left.get(place, ""), right.get(place, "")
        if isinstance(one, int | float) and isinstance(other, int | float):
            if abs(one - other) > 1e-9 * max(1, abs(one)):
                found.append(f"{place}: {one!r}, LibreOffice {other!r}")
        elif unescape(str(one)).rstrip("\n") != str(other).rstrip("\n"):  # openpyxl leaves _x005F_ as it is
            found.append(f"{place}: {one!r}, LibreOffice {other!r}")
    return found
