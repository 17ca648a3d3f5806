"""`doctool laporan kirim`: the surat pengantar that goes with the final report."""

from __future__ import annotations

from datetime import date
from pathlib import Path

import click

from doctool.cli import formulir_options, letter_options, options
from doctool.cli.building import exit_code
from doctool.cli.console import Console
from doctool.cli.groups import DocCommand
from doctool.cli.laporan_langkah import find_report, one_report


@click.command(
    cls=DocCommand,
    short_help="Membuat surat pengantar laporan yang disahkan.",
    epilog='\b\nContoh:\n  doctool laporan kirim lkj-2025 --kepada "Kepala BAPPEDA LITBANG" --banyaknya 2',
)
@one_report
@click.option(
    "--kepada", "to", multiple=True, required=True, metavar="JABATAN", help="Yang dituju, tanpa Yth.; boleh diulang."
)
@click.option("--banyaknya", "copies", type=click.IntRange(1, 99), default=1, show_default=True, help="Eksemplar.")
@letter_options.formats("Format surat")
@formulir_options.signer
@options.output("Folder keluaran (bawaan: output di ruang kerja).")
@options.day("Tanggal surat (bawaan: hari ini).")
@letter_options.INSERT
@options.overwrite
@options.dry_run
@options.common
@click.pass_obj
def kirim(
    console: Console, name: str, code: str | None, to: tuple[str, ...], copies: int, formats: frozenset[str],
    signer: str, out: Path | None, today: date | None, insert: bool, overwrite: bool, dry_run: bool,
) -> int:
    """Membuat surat pengantar untuk mengirim laporan yang sudah disahkan, misalnya kepada Bappeda.

    Suratnya menyebut laporan, tahun dan banyaknya, dan menjadi output/surat/<kantor>/surat-pengantar-laporan-<nama>.
    Nomornya dari buku agenda bila kantor memilikinya, kalau tidak berupa titik-titik. Laporan yang belum disahkan, atau
    yang berkasnya dalam folder final sudah berubah, tidak dikirim. Bila hanya sumbernya yang berubah sesudah
    disahkan, hal itu disebut: yang dikirim tetap berkas dalam folder final.
    """
    from doctool.cli.letter_report import letter_json, tell_letter
    from doctool.form_letters import letter_signer
    from doctool.letter_jobs import LetterOptions
    from doctool.letter_pipeline import build_letters
    from doctool.report_letters import covering_letter
    from doctool.report_review import changed_sources
    from doctool.reports.load import load_laporan

    workspace, path = find_report(Path.cwd(), name, code)
    loaded, day = load_laporan(path, workspace), today or options.today()
    who = letter_signer(loaded.office, signer or loaded.laporan.penandatangan)
    letter = covering_letter(workspace, loaded, to, copies, day, who)
    if changed_sources(loaded):
        how = f"lihat yang berbeda dengan: doctool laporan verifikasi {loaded.address}"
        console.warn(f"sumbernya berubah sejak disahkan; yang dikirim tetap berkas dalam folder final; {how}")
    wishes = LetterOptions(formats, out or workspace.root / "output", day, overwrite, dry_run, insert=insert)
    build = build_letters(workspace, (), wishes, made=[letter])
    for one in build.results:
        tell_letter(console, one, dry_run)
    console.payload({
        "laporan": loaded.address, "uji_coba": dry_run, "surat": [letter_json(one) for one in build.results],
    })  # fmt: skip
    return exit_code(build.results)
