"""`doctool laporan daftar` and `terima`: which daily, weekly and monthly reports were made and received."""

from __future__ import annotations

from datetime import date
from pathlib import Path
from typing import TYPE_CHECKING, Any

import click

from doctool.cli import options
from doctool.cli import surat_options as shared
from doctool.cli.console import Console
from doctool.cli.groups import DocCommand
from doctool.cli.laporan_berkala import Month, code_of, office, result_json, tell_result
from doctool.cli.periksa import STRICT
from doctool.errors import DoctoolError, ExitCode

if TYPE_CHECKING:
    from doctool.catalog.index import Workspace
    from doctool.periodic.load import LoadedBerkala
    from doctool.periodic.periods import JenisLaporan, Periode

#: So many reports that were not made are named; a year of them would fill the screen.
_SHOWN = 25


@click.command(
    cls=DocCommand, short_help="Membuat Daftar Laporan (Buku Laporan) sebulan atau setahun.",
    epilog="\b\nContoh:\n  doctool laporan daftar --bulan 2025-07\n  doctool laporan daftar --tahun 2025 --format xlsx",
)  # fmt: skip
@click.argument("name", required=False, default="", metavar="[LAPORAN]")
@click.option("--bulan", "month", type=Month(), metavar="BULAN", help="Bulan, misalnya 2025-07 (bawaan: bulan ini).")
@shared.year("Setahun penuh.")
@options.day("Keadaan pada tanggal ini (bawaan: hari ini).")
@shared.formats
@options.output("Folder keluaran (bawaan: output di ruang kerja).")
@office
@STRICT
@options.overwrite
@options.dry_run
@options.common
@click.pass_obj
def daftar(
    console: Console, name: str, month: Periode | None, year: int | None, today: date | None, formats: frozenset[str],
    out: Path | None, code: str | None, strict: bool, overwrite: bool, dry_run: bool,
) -> int:
    """Membuat Daftar Laporan: setiap laporan harian, mingguan dan bulanan dengan tanggal dibuat, pembuatnya, kapan
    diterima siapa, dan nomor agendanya.

    Laporan yang sudah waktunya tetapi belum dibuat disebut. Hasilnya daftar-<bulan>.xlsx, .pdf dan .json di
    output/laporan-berkala/<kantor>/<nama>/.
    """
    from doctool.catalog.index import Workspace
    from doctool.periodic.load import choose_berkala
    from doctool.periodic.periods import bulan
    from doctool.periodic_pipeline import PeriodicOptions, make_list

    if month is not None and year is not None:
        raise DoctoolError("sebutkan salah satu: --bulan atau --tahun")
    day = today or options.today()
    if year is not None:
        days, period, ending = (date(year, 1, 1), date(year, 12, 31)), f"Tahun {year}", str(year)
    else:
        wanted = month or bulan(day)
        days, period, ending = (wanted.awal, wanted.akhir), f"Bulan {wanted.nama}", wanted.pendek
    workspace = Workspace.find(Path.cwd())
    wishes = PeriodicOptions(out or workspace.root / "output", formats, overwrite=overwrite, dry_run=dry_run)
    path = choose_berkala(workspace, name, code)
    result, loaded, found = make_list(workspace, path, days, period, ending, day, options.today(), wishes)
    tell_result(console, result, dry_run=dry_run)
    missing = [one.periode for rows in found.values() for one in rows if one.dibuat is None]
    if loaded is not None:
        for one in missing[:_SHOWN]:
            console.note(f"belum dibuat: {one.judul} {one.nama}")
        if len(missing) > _SHOWN:
            console.note(f"dan {len(missing) - _SHOWN} lagi; semuanya ada dalam daftarnya")
        console.say(f"{sum(map(len, found.values()))} laporan, {len(missing)} belum dibuat.")
    console.payload({**_list_json(loaded, found, period, day), **result_json(result), "uji_coba": dry_run})
    return code_of(result, strict=strict)


def _list_json(loaded: LoadedBerkala | None, found: Any, period: str, day: date) -> dict[str, Any]:
    from doctool.periodic.list_book import list_json

    return list_json(loaded, found, period, day) if loaded is not None else {"periode": period}


@click.command(
    cls=DocCommand, short_help="Mencatat siapa menerima laporan, dan nomor agendanya.",
    epilog="\b\nContoh:\n  doctool laporan terima harian 2025-07-07 --oleh sub-koord --tanggal 2025-07-07\n"
    "  doctool laporan terima bulanan 2025-07 --oleh kabid --catat-agenda",
)  # fmt: skip
@click.argument("kind", type=click.Choice(("harian", "mingguan", "bulanan")), metavar="JENIS")
@click.argument("period", metavar="PERIODE")
@click.option("--oleh", "by", required=True, metavar="PENERIMA", help="Kunci penerima dalam berkala.yaml.")
@shared.day("Tanggal diterima")
@click.option("--agenda", "agenda", default="", metavar="NOMOR", help="Nomor dalam buku agenda yang ditulis sendiri.")
@click.option("--catat-agenda", "enter", is_flag=True, help="Catat di buku agenda masuk doctool dan pakai nomornya.")
@click.option("--laporan", "name", default="", metavar="LAPORAN", help="Nama laporan berkala, bila lebih dari satu.")
@office
@options.dry_run
@options.common
@click.pass_obj
def terima(
    console: Console, kind: JenisLaporan, period: str, by: str, day: date | None, agenda: str, enter: bool, name: str,
    code: str | None, dry_run: bool,
) -> int:
    """Mencatat bahwa satu laporan sudah diterima, misalnya oleh Sub Koordinator lalu Kepala Bidang.

    JENIS: harian, mingguan atau bulanan. PERIODE: tanggal (2025-07-07), minggu (2025-W28) atau bulan (2025-07).
    Mencatat lagi mengganti tanggal penerima itu. Nomor agenda diambil sekali untuk setiap laporan.
    """
    from doctool.catalog.index import Workspace
    from doctool.periodic.load import choose_berkala, load_berkala
    from doctool.periodic.periods import tanggal_panjang
    from doctool.periodic_pipeline import receive
    from doctool.register.records import clean

    if agenda and enter:
        raise DoctoolError("sebutkan salah satu: --agenda atau --catat-agenda")
    workspace = Workspace.find(Path.cwd())
    loaded = load_berkala(choose_berkala(workspace, name, code), workspace)
    wanted, when = _period(kind, period), day or options.today()

    def register() -> str:
        return _enter(console, workspace, loaded, wanted, when, trial=dry_run)

    book = receive(
        workspace, loaded, wanted, by, when, agenda=clean(agenda, "agenda"), enter=register if enter else None,
        dry_run=dry_run,
    )  # fmt: skip
    record = book.laporan[wanted.kunci]
    number = f", No. Agenda {record.agenda}" if record.agenda else ""
    post = loaded.berkala.penerima[by]
    console.result(f"{wanted.judul} {wanted.nama}: diterima {post} {tanggal_panjang(when)}{number}")
    console.payload({"laporan": wanted.kunci, **record.model_dump(), "uji_coba": dry_run})
    return ExitCode.OK


def _period(kind: JenisLaporan, text: str) -> Periode:
    """The period that `text` names. Raises DoctoolError."""
    from doctool.model.tanggal import Tanggal
    from doctool.periodic.periods import baca_bulan, baca_minggu, periode

    named = {"harian": None, "mingguan": baca_minggu(text), "bulanan": baca_bulan(text)}[kind]
    if named is not None:
        return named
    day = Tanggal.model_validate(text).date
    if day is None:
        example = {"harian": "2025-07-07", "mingguan": "2025-W28 atau 2025-07-07", "bulanan": "2025-07"}[kind]
        raise DoctoolError(f'"{text}" bukan periode laporan {kind}', f"tulis seperti {example}")
    return periode(kind, day)


def _enter(
    console: Console, workspace: Workspace, loaded: LoadedBerkala, wanted: Periode, day: date, *, trial: bool
) -> str:
    """Enter the report in the buku agenda masuk; its No. Agenda."""
    from doctool.register import incoming
    from doctool.register.records import TerimaSurat

    kantor = loaded.office.kantor
    sender = kantor.bidang.get(loaded.berkala.bidang, kantor.nama)
    about = f"{wanted.judul} {loaded.berkala.judul} {wanted.nama}"
    with shared.open_book(console, workspace, loaded.office, trial=trial) as book:
        return str(incoming.record(book, TerimaSurat(day, sender, hal=about)).agenda)
