"""`doctool formulir kirim`: note when the forms were sent, from which the deadline is counted."""

from __future__ import annotations

from datetime import date

import click

from doctool.cli import formulir_options as shared
from doctool.cli import options
from doctool.cli.console import Console
from doctool.cli.groups import DocCommand
from doctool.errors import ExitCode


@click.command(
    cls=DocCommand,
    short_help="Mencatat kapan formulir dikirim ke bidang.",
    epilog="\b\nContoh:\n  doctool formulir kirim --triwulan II\n"
    "  doctool formulir kirim --triwulan II --tanggal 3-7-2026 piak",
)
@click.argument("bidang", nargs=-1, metavar="[BIDANG]...")
@shared.quarter("Triwulan formulirnya.", required=True)
@options.day("Tanggal dikirim (bawaan: hari ini).")
@shared.office
@shared.year
@options.dry_run
@options.common
@click.pass_obj
def kirim(
    console: Console, bidang: tuple[str, ...], triwulan: int, today: date | None, code: str | None, year: int | None,
    dry_run: bool,
) -> int:
    """Mencatat bahwa formulir sudah dikirim ke bidang; batas waktu pengembalian dihitung dari tanggal itu.

    BIDANG adalah kunci bidang di kantor.yaml; tanpa BIDANG berarti semua. Mencatat lagi mengganti tanggalnya. Lamanya
    (hari_pengembalian, dalam hari kerja) dan hari libur kantor diatur di kantor.yaml, bagian kinerja.
    """
    from doctool.form_status import note_sent
    from doctool.model.hari_kerja import Tenggat
    from doctool.periodic.periods import tanggal_panjang

    workspace, expected = shared.open_expected(code, year)
    loaded = expected.loaded
    days = note_sent(workspace, loaded, triwulan, today or options.today(), bidang, dry_run=dry_run)
    due = {key: Tenggat.dari(day, loaded.office.kantor.kinerja) for key, day in days.items()}
    for key, one in due.items():
        console.result(f"{key}: dikirim {tanggal_panjang(one.dikirim)}, batas waktu {tanggal_panjang(one.batas)}")
    console.payload({
        "kantor": expected.kantor, "tahun": expected.tahun, "triwulan": triwulan, "uji_coba": dry_run,
        "bidang": {
            key: {"dikirim": one.dikirim.isoformat(), "batas": one.batas.isoformat()} for key, one in due.items()
        },
    })
    return ExitCode.OK
