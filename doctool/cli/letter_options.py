"""The options of the commands that make letters."""

from __future__ import annotations

from collections.abc import Callable
from typing import Any, TypeVar

import click

from doctool.cli import options

F = TypeVar("F", bound=Callable[..., Any])
_FORMATS = ("docx", "pdf")


class LetterFormats(click.ParamType[frozenset[str]]):
    """Formats separated by commas: docx,pdf."""

    name = "format"

    def convert(self, value: Any, param: click.Parameter | None, ctx: click.Context | None) -> frozenset[str]:
        if isinstance(value, frozenset):
            return value
        wanted = [part.strip().lower() for part in str(value).split(",") if part.strip()]
        if not wanted or any(part not in _FORMATS for part in wanted):
            self.fail(f'"{value}": format yang ada: {", ".join(_FORMATS)} (pisahkan dengan koma).', param, ctx)
        return frozenset(wanted)



def formats(text: str) -> Callable[[F], F]:
    """--format: what is made of each letter."""
    return click.option(
        "--format", "formats", type=LetterFormats(), default="docx,pdf", show_default=True, metavar="DAFTAR",
        help=f"{text}: docx, pdf; pisahkan dengan koma.",
    )


FORMAT = formats("Yang dibuat")
PREVIEW = click.option(
    "--pratinjau", "look", is_flag=True, help="Tampilkan teks surat pertama saja; tidak ada yang ditulis."
)
TODAY = options.day("Tanggal nomor untuk surat yang belum bertanggal (bawaan: hari ini).")
OUT = options.output("Folder keluaran (bawaan: output di ruang kerja).")
INSERT = click.option(
    "--sisipan", "insert", is_flag=True, help="Surat bertanggal mundur: ambil nomor sisipan, misalnya 123.a."
)
SAME = click.option(
    "--surat-sama/--surat-baru", "same", default=None,
    help="Surat yang mirip surat bernomor yang datanya tidak ada lagi: sama (nomornya tetap) atau baru.",
)
NUMBER = click.option(
    "--nomor", "nomor", metavar="NOMOR", help="Nomor surat ini; tanpa opsi ini menurut datanya atau buku agenda."
)
TARGET = options.target(
    "Untuk diunggah ke SRIKANDI: nomor, tanggal dan penanda tangan berupa tanda ${...}; hanya docx."
)
