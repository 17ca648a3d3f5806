"""Workbooks of indicators made for tests, as offices make them, and a workspace to read them in."""

from __future__ import annotations

from collections.abc import Callable, Sequence
from pathlib import Path
from typing import Any

from openpyxl import Workbook
from openpyxl.worksheet.worksheet import Worksheet

from doctool.catalog.index import Workspace
from doctool.errors import ContentError
from doctool.indicators.load import load_kinerja
from doctool.loaded import LoadedKinerja

KANTOR = """nama: Dinas Contoh
pemerintah: Pemerintah Kota Contoh
kop: {baris: [DINAS CONTOH]}
bidang:
  capil: Bidang Pelayanan Pencatatan Sipil
  piak: Bidang PIAK
"""
HEADS = ("Sasaran", "Kode", "Indikator", "Satuan", "Target", "Penanggung Jawab")


def workspace(root: Path) -> Workspace:
    """A workspace with one office, `kota`."""
    folder = root / "sop_catalog" / "kota"
    folder.mkdir(parents=True)
    (folder / "kantor.yaml").write_text(KANTOR, encoding="utf-8")
    (root / "data" / "kota" / "kinerja").mkdir(parents=True)
    return Workspace(root)


def place(root: Path, name: str = "2026.xlsx") -> Path:
    """Where a file of indicators of the office lies."""
    return root / "data" / "kota" / "kinerja" / name


def save(
    root: Path, rows: Sequence[Sequence[Any]], heads: Sequence[str] = HEADS, *, name: str = "2026.xlsx",
    more: Callable[[Workbook, Worksheet], None] | None = None,
) -> Path:
    """A workbook with one sheet: headings in row 1, then `rows`; `more` goes on with it."""
    book = Workbook()
    sheet = book.active
    assert isinstance(sheet, Worksheet)
    sheet.title = "Indikator"
    sheet.append(list(heads))
    for row in rows:
        sheet.append(list(row))
    if more is not None:
        more(book, sheet)
    path = place(root, name)
    book.save(path)
    return path


def read(root: Path, path: Path) -> LoadedKinerja:
    """The indicators in a file of the workspace at `root`."""
    return load_kinerja(path, Workspace(root))


def faults(root: Path, path: Path) -> list[str]:
    """What is wrong with a file, each as "place code message"."""
    try:
        read(root, path)
    except ContentError as problem:
        return [f"{one.where.cell or one.where} {one.code} {one.message}" for one in problem.findings]
    return []
