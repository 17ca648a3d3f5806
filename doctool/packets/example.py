"""A packet to begin with: recipients from the office's bidang, as a workbook and as YAML."""

from __future__ import annotations

import io
import json
from pathlib import Path

from doctool.model.kantor import Kantor
from doctool.text_book import text_book

EXAMPLE = Path(__file__).resolve().parent.parent / "data" / "contoh_paket"
#: The attachment of the example: a Word file, so that it also goes into the one PDF.
ATTACHMENT = "petunjuk.docx"
HEADINGS = ("Kunci", "Nama", "Bidang", "Jabatan", "Eselon")
_WIDTHS = (16, 44, 16, 50, 10)
_MADE_UP = (
    ("bidang-contoh-a", "Bidang Contoh A", "", "Kepala Bidang Contoh A", "III"),
    ("bidang-contoh-b", "Bidang Contoh B", "", "Kepala Bidang Contoh B", "III"),
    ("seksi-contoh-c", "Seksi Contoh C", "", "Kepala Seksi Contoh C", "IV"),
)
_LIST_HEAD = "# Daftar penerima, isinya sama dengan penerima.xlsx; pakai salah satu (paket.yaml: penerima)."


def example_rows(kantor: Kantor) -> tuple[tuple[str, ...], ...]:
    """A recipient for each bidang of the office; plainly made up ones where it has none."""
    rows = tuple(
        (key, name, key, f"Kepala {name}" if not name.lower().startswith("sekretariat") else "Sekretaris", "III")
        for key, name in kantor.bidang.items()
    )
    return rows or _MADE_UP


def example_workbook(rows: tuple[tuple[str, ...], ...]) -> bytes:
    """The list of recipients as a workbook; the same rows give the same bytes."""
    out = io.BytesIO()
    book = text_book(out, "Daftar penerima (contoh)")
    head = book.add_format({"bold": True, "bg_color": "#D9E2F3", "border": 1})
    cell = book.add_format({"border": 1, "text_wrap": True, "valign": "top", "num_format": "@"})
    sheet = book.add_worksheet("Penerima")
    for column, width in enumerate(_WIDTHS):
        sheet.set_column(column, column, width)
    for number, row in enumerate((HEADINGS, *rows)):
        for column, text in enumerate(row):
            sheet.write_string(number, column, text, head if number == 0 else cell)
    sheet.freeze_panes(1, 0)
    book.close()
    return out.getvalue()


def example_list(rows: tuple[tuple[str, ...], ...]) -> str:
    """The same list as YAML."""
    lines = [_LIST_HEAD, "penerima:"]
    for row in rows:
        named = zip(HEADINGS, row, strict=True)
        pairs = [f"{head.lower()}: {json.dumps(text, ensure_ascii=False)}" for head, text in named]
        lines.append(f"  - {pairs[0]}")
        lines += [f"    {pair}" for pair in pairs[1:]]
    return "\n".join(lines) + "\n"
