"""`doctool periksa`: check SOPs, offices, letters, indicators and reports."""

from __future__ import annotations

from collections.abc import Collection, Sequence
from datetime import date
from pathlib import Path
from typing import TYPE_CHECKING

import click

from doctool.cli import options
from doctool.cli.console import Console
from doctool.cli.groups import DocCommand
from doctool.errors import DoctoolError, ExitCode

if TYPE_CHECKING:
    from doctool.findings import Finding
    from doctool.model.surat import Jenis


FORM = click.option(
    "--format", "form", type=click.Choice(["teks", "json", "github"]), default="teks", show_default=True,
    help="Bentuk daftar temuan.",
)  # fmt: skip
STRICT = click.option("--ketat", "strict", is_flag=True, help="Anggap peringatan sebagai galat.")


@click.command(
    cls=DocCommand,
    short_help="Memeriksa SOP, kantor, surat, indikator kinerja dan laporan.",
    epilog="\b\nContoh:\n  doctool periksa\n  doctool periksa sop_catalog/kota-medan --ketat\n"
    "  doctool periksa daftar-undangan.xlsx\n"
    "  doctool periksa --format github",
)
@click.argument("paths", nargs=-1, metavar="[BERKAS|FOLDER]...", type=click.Path(exists=True, path_type=Path))
@FORM
@click.option(
    "--tata-letak", "drawn", is_flag=True, help="Gambar juga tiap lembar dan nilai apakah mudah dibaca (lebih lama)."
)
@click.option(
    "--jenis", metavar="JENIS", help="Jenis surat dalam tabel Excel atau CSV, bila judul kolomnya tidak cukup."
)
@STRICT
@options.day("Tanggal yang dianggap hari ini.")
@options.common
@click.pass_obj
def periksa(
    console: Console, paths: tuple[Path, ...], form: str, drawn: bool, jenis: str | None, strict: bool,
    today: date | None,
) -> int:
    """Memeriksa SOP, kantor, surat, indikator dan laporan: tiap temuan menyebut berkas:baris:kolom, kode dan saran.

    BERKAS boleh juga tabel surat Excel atau CSV, atau buku kerja indikator dalam folder kinerja; temuannya menyebut
    lembar dan selnya.

    Tanpa BERKAS atau FOLDER semua yang ada di ruang kerja ini diperiksa, termasuk aturan antar-SOP.
    Selesai dengan kode 0 bila baik, 1 bila ada galat (dengan --ketat juga bila ada peringatan), 2 bila
    pemakaiannya salah.
    """
    from doctool.catalog.index import Workspace
    from doctool.inspection import inspect

    places = paths or (Workspace.find(Path.cwd()).root,)
    kind = _kind(jenis) if jenis else None
    inspection = inspect(places, today=today or options.today(), drawn=drawn, jenis=kind)
    return report(console, inspection.files, inspection.findings, form, strict=strict)


def report(console: Console, files: Collection[str], findings: Sequence[Finding], form: str, *, strict: bool) -> int:
    """Print the findings of `files` as `form` says; the exit code: 1 for errors, if `strict` for warnings too."""
    from doctool.findings import Severity

    errors = sum(one.severity is Severity.ERROR for one in findings)
    warnings = len(findings) - errors
    _print(console, findings, "json" if console.json else form, (len(files), errors, warnings))
    console.say(_summary(errors, warnings, len(files)))
    return ExitCode.FINDINGS if errors or (strict and warnings) else ExitCode.OK


def _kind(text: str) -> Jenis:
    """The kind of letter called `text`. Raises DoctoolError."""
    from doctool.catalog.messages import did_you_mean
    from doctool.model.surat import NASKAH

    found = next((kind for kind in NASKAH if kind == text), None)
    if found is None:
        raise DoctoolError(f'"{text}" bukan jenis surat', did_you_mean(text, list(NASKAH), "jenis yang ada"))
    return found


def _print(console: Console, findings: Sequence[Finding], form: str, counts: tuple[int, int, int]) -> None:
    from doctool.cli.show import finding_github, finding_json

    if form == "json":
        console.json = True
        console.payload({
            **dict(zip(("berkas", "galat", "peringatan"), counts, strict=True)),
            "temuan": [finding_json(one) for one in findings],
        })
    elif form == "github":
        for one in findings:
            console.result(finding_github(one))
    else:
        _print_text(console, findings)


def _print_text(console: Console, findings: Sequence[Finding]) -> None:
    from doctool.cli.show import finding_line

    for one in findings:
        console.result(finding_line(one, color=True))


def _summary(errors: int, warnings: int, files: int) -> str:
    if not errors and not warnings:
        return f"Tidak ada temuan dalam {files} berkas."
    return f"{errors} galat, {warnings} peringatan dalam {files} berkas."
