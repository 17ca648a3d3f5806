"""`doctool laporan hitung`: every table of a report reckoned from its recap."""

from __future__ import annotations

from datetime import date
from pathlib import Path
from typing import TYPE_CHECKING, Any

import click

from doctool.cli import options
from doctool.cli.console import Console
from doctool.cli.groups import DocCommand
from doctool.cli.laporan_show import checked_code, tell_report
from doctool.cli.periksa import STRICT

if TYPE_CHECKING:
    from doctool.pipeline import BuildResult
    from doctool.reports.reckoned import Hitungan



@click.command(
    cls=DocCommand,
    short_help="Menghitung semua tabel laporan kinerja.",
    epilog="\b\nContoh:\n  doctool laporan hitung\n"
    "  doctool laporan hitung data/kota-probolinggo/laporan/lkjip-2025 --json",
)
@click.argument("names", nargs=-1, metavar="[LAPORAN]...")
@click.option("--kantor", "code", metavar="KANTOR", help="Hanya laporan kantor ini.")
@click.option("--terbaru", "newest", is_flag=True, help="Bila dua formulir berbeda isi, pakai yang terbaru.")
@options.output("Folder keluaran (bawaan: output di ruang kerja).")
@options.day("Tanggal yang dianggap hari ini.")
@STRICT
@options.overwrite
@options.dry_run
@options.common
@click.pass_obj
def hitung(
    console: Console, names: tuple[str, ...], code: str | None, newest: bool, out: Path | None, today: date | None,
    strict: bool, overwrite: bool, dry_run: bool,
) -> int:
    """Menghitung tabel, bagan dan angka laporan kinerja dari rekap, Renstra, standar nasional dan tahun sebelumnya.

    LAPORAN: nama foldernya, alamatnya (kantor/nama), berkas laporan.yaml, atau folder itu; tanpa LAPORAN semua yang
    ada di ruang kerja. Hasilnya output/laporan/<kantor>/<nama>/tabel.xlsx (satu lembar tiap tabel, dengan rumus capaian
    dan aturan kategorinya) dan tabel.json (juga tabel tiap sasaran, data bagan, dan semua angka menurut namanya). Yang
    tidak terukur dicetak n/a dengan alasannya, tidak pernah 0.

    Selesai dengan kode 0 bila baik; 1 bila ada galat dalam datanya (dengan --ketat juga bila ada peringatan): tabel
    yang dapat dihitung tetap dibuat.
    """
    from doctool.catalog.index import Workspace
    from doctool.report_sources import TableOptions, choose_reports, reckon_report

    workspace = Workspace.find(Path.cwd())
    wishes = TableOptions(out or workspace.root / "output", overwrite=overwrite, dry_run=dry_run)
    day = today or options.today()
    paths = choose_reports(workspace, names, code)
    done = [reckon_report(workspace, path, day, wishes, newest=newest) for path in paths]
    for result, made in done:
        tell_report(console, result, _summary(made) if made is not None else "", dry_run=dry_run)
    console.payload({"laporan": [_json(result, made) for result, made in done], "uji_coba": dry_run})
    return checked_code([result for result, _ in done], strict=strict)


def _summary(made: Hitungan) -> str:
    angka = made.angka
    return (
        f"rata-rata capaian {angka['rata-rata'].teks} ({angka['kategori'].teks}), "
        f"{angka['jumlah.terukur'].teks} dari {angka['jumlah.indikator'].teks} indikator terukur, "
        f"serapan anggaran {angka['anggaran.serapan'].teks}; {len(made.tabel)} tabel, {len(made.bagan)} bagan, "
        f"{len(angka)} angka."
    )


def _json(result: BuildResult, made: Hitungan | None) -> dict[str, Any]:
    from doctool.cli.show import finding_json

    found: dict[str, Any] = {
        "laporan": result.address, "berkas": [str(path) for path in result.files], "alasan": result.reason,
        "temuan": [finding_json(one) for one in result.findings],
    }  # fmt: skip
    if made is not None:
        found |= {
            "tabel": [one.kunci for _, one in made.tabel], "bagan": [one.kunci for _, one in made.bagan],
            "angka": {name: one.teks for name, one in made.angka.items()},
        }  # fmt: skip
    return found
