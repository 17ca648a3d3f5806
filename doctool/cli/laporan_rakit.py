"""`doctool laporan rakit`: a report as one docx, and one pdf with its lampiran."""

from __future__ import annotations

from datetime import date
from pathlib import Path
from typing import TYPE_CHECKING, Any

import click

from doctool.cli import options
from doctool.cli.console import Console
from doctool.cli.groups import DocCommand
from doctool.cli.laporan_show import checked_code, tell_report
from doctool.cli.letter_options import formats
from doctool.cli.periksa import STRICT

if TYPE_CHECKING:
    from doctool.pipeline import BuildResult
    from doctool.report_pipeline import Rakitan


@click.command(
    cls=DocCommand,
    short_help="Merakit laporan kinerja menjadi docx dan pdf.",
    epilog="\b\nContoh:\n  doctool laporan rakit lkj-2025\n"
    "  doctool laporan rakit kota-probolinggo/lkj-2025 --format docx",
)
@click.argument("names", nargs=-1, metavar="[LAPORAN]...")
@click.option("--kantor", "code", metavar="KANTOR", help="Hanya laporan kantor ini.")
@formats("Yang dibuat")
@click.option("--terbaru", "newest", is_flag=True, help="Bila dua formulir berbeda isi, pakai yang terbaru.")
@options.output("Folder keluaran (bawaan: output di ruang kerja).")
@options.day("Tanggal yang dianggap hari ini.")
@STRICT
@options.overwrite
@options.dry_run
@options.common
@click.pass_obj
def rakit(
    console: Console, names: tuple[str, ...], code: str | None, formats: frozenset[str], newest: bool, out: Path | None,
    today: date | None, strict: bool, overwrite: bool, dry_run: bool,
) -> int:
    """Merakit laporan kinerja: sampul, daftar isi dengan nomor halaman, bab, tabel, grafik, dan lampiran.

    LAPORAN: nama foldernya, alamatnya (kantor/nama), berkas laporan.yaml, atau folder itu; tanpa LAPORAN semua yang
    ada di ruang kerja. Hasilnya output/laporan/<kantor>/<nama>/laporan-<nama>.docx, dan .pdf yang juga memuat berkas
    lampirannya. PDF yang sudah bertanda tangan elektronik tidak digabung, melainkan disertakan utuh dan diletakkan di
    samping laporan. Angka, tabel dan grafik diambil dari rekap.

    Selesai dengan kode 0 bila baik; 1 bila ada galat dalam datanya (dengan --ketat juga bila ada peringatan): laporan
    tetap dibuat; 4 bila LibreOffice tidak ada: docx dibuat dengan daftar isi yang belum bernomor halaman.
    """
    from doctool.catalog.index import Workspace
    from doctool.report_pipeline import ReportOptions, build_report
    from doctool.report_sources import choose_reports

    workspace = Workspace.find(Path.cwd())
    wishes = ReportOptions(
        out or workspace.root / "output", formats, newest=newest, overwrite=overwrite, dry_run=dry_run
    )
    day = today or options.today()
    done = [build_report(workspace, path, day, wishes) for path in choose_reports(workspace, names, code)]
    for result, made in done:
        tell_report(console, result, _summary(made) if made is not None else "", dry_run=dry_run)
    console.payload({"laporan": [_json(result, made) for result, made in done], "uji_coba": dry_run})
    return checked_code([result for result, _ in done], strict=strict)


def _summary(made: Rakitan) -> str:
    pages = f"{made.halaman} halaman, " if made.halaman else ""
    return f"{pages}{len(made.bahan.loaded.laporan.lampiran)} lampiran."


def _json(result: BuildResult, made: Rakitan | None) -> dict[str, Any]:
    from doctool.cli.show import finding_json

    found: dict[str, Any] = {
        "laporan": result.address, "berkas": [str(path) for path in result.files], "alasan": result.reason,
        "temuan": [finding_json(one) for one in result.findings],
    }  # fmt: skip
    if made is not None:
        found["halaman"] = made.halaman
        found["lampiran"] = [
            {"judul": one.annex.title, "berkas": str(one.annex.file), "halaman": one.pages, "alasan": one.reason}
            for one in made.lampiran
        ]
    return found
