"""`doctool surat masuk`: letters received and what is to be done with them."""

from __future__ import annotations

from collections.abc import Mapping
from datetime import date
from typing import TYPE_CHECKING, Any

import click

from doctool.cli import options
from doctool.cli import surat_options as shared
from doctool.cli.console import Console
from doctool.cli.groups import DocCommand
from doctool.errors import DoctoolError, ExitCode

if TYPE_CHECKING:
    from doctool.register.records import SuratMasuk

#: (option, name of what it fills, help) of what may be recorded of a letter received.
_ABOUT = (
    ("--asal", "asal", "Pengirim surat (harus ada)."), ("--nomor", "nomor_surat", "Nomor surat itu."),
    ("--hal", "hal", "Hal surat."), ("--lampiran", "lampiran", "Lampiran."),
    ("--sifat", "sifat", "Sifat: biasa, segera, sangat segera, rahasia."),
    ("--klasifikasi", "klasifikasi", "Kode klasifikasi."), ("--keterangan", "keterangan", "Catatan."),
)  # fmt: skip


def _about(command: Any) -> Any:
    """What is told of a letter received; an option that is left out fills nothing."""
    for option, name, text in reversed(_ABOUT):
        command = click.option(option, name, metavar="TEKS", help=text)(command)
    return click.option(
        "--tanggal-surat", "tanggal_surat", type=options.Day(), metavar="TANGGAL", help="Tanggal surat itu."
    )(command)


def _given(about: Mapping[str, str | date | None]) -> dict[str, str | date]:
    return {name: value for name, value in about.items() if value is not None}


def _warn_of_days(console: Console, line: SuratMasuk) -> None:
    """Say which days can hardly be right, and how to mend them."""
    letter = line.surat
    mend = f"bila keliru: doctool surat masuk ubah {line.agenda} --tahun {line.tahun}"
    if letter.diterima > options.today():
        console.warn(f"tanggal diterima {letter.diterima.isoformat()} belum tiba; {mend} --tanggal TANGGAL")
    if letter.tanggal_surat is not None and letter.tanggal_surat > letter.diterima:
        console.warn(
            f"tanggal surat {letter.tanggal_surat.isoformat()} sesudah tanggal diterima; {mend} --tanggal-surat TANGGAL"
        )


@click.command(
    cls=DocCommand,
    epilog="\b\nContoh:\n  doctool surat masuk catat --asal Bappeda --nomor 050/12/2024 --tanggal-surat 2024-07-12 "
    "--hal 'Permintaan data'",
)
@_about
@shared.day("Tanggal diterima")
@click.option("--tetap", "again", is_flag=True, help="Catat juga bila nomor dan pengirim yang sama sudah tercatat.")
@shared.office
@options.dry_run
@options.common
@click.pass_obj
def catat(
    console: Console, /, day: date | None, again: bool, code: str | None, dry_run: bool, **about: str | date | None
) -> int:
    """Mencatat surat yang diterima; hasilnya No. Agenda."""
    from doctool.register import incoming
    from doctool.register.records import TerimaSurat

    workspace, loaded = shared.open_office(code)
    letter = TerimaSurat(day or options.today(), **{"asal": "", **_given(about)})  # type: ignore[arg-type]
    with shared.open_book(console, workspace, loaded, trial=dry_run) as book:
        line = incoming.record(book, letter, again=again)
    console.result(str(line.agenda))
    _warn_of_days(console, line)
    console.payload({**shared.as_json(line), "keadaan": line.keadaan, "uji_coba": dry_run})
    return ExitCode.OK


@click.command(
    cls=DocCommand,
    epilog="\b\nContoh:\n  doctool surat masuk ubah 12 --hal 'Permintaan data triwulan II'\n"
    "  doctool surat masuk ubah 12 --tanggal-surat 2024-07-12 --nomor 050/12/2024",
)
@click.argument("agenda", type=shared.Whole(1), metavar="NO_AGENDA")
@_about
@click.option("--tanggal", "diterima", type=options.Day(), metavar="TANGGAL", help="Tanggal diterima.")
@click.option("--tetap", "again", is_flag=True, help="Ubah juga bila nomor dan pengirim yang sama sudah tercatat.")
@shared.year("Tahun buku (bawaan: tahun ini).")
@shared.office
@options.dry_run
@options.common
@click.pass_obj
def ubah(
    console: Console, /, agenda: int, again: bool, year: int | None, code: str | None, dry_run: bool,
    **about: str | date | None,
) -> int:
    """Memperbaiki catatan surat yang diterima. Hanya yang disebut yang berubah; isi lamanya ada di riwayat buku."""
    from doctool.register import incoming

    changes = _given(about)
    if not changes:
        raise DoctoolError("belum disebut apa yang diubah", "misalnya --hal 'Permintaan data' atau --nomor 050/12/2024")
    workspace, loaded = shared.open_office(code)
    with shared.open_book(console, workspace, loaded, trial=dry_run) as book:
        line = incoming.amend(book, agenda, changes, year=year or options.today().year, again=again)
    named = ", ".join(name.replace("_", " ") for name in changes)
    console.result(f"No. Agenda {agenda}: {named} {'akan diubah' if dry_run else 'diubah'}")
    _warn_of_days(console, line)
    console.payload({**shared.as_json(line), "keadaan": line.keadaan, "uji_coba": dry_run})
    return ExitCode.OK


@click.command(cls=DocCommand, epilog="\b\nContoh:\n  doctool surat masuk batal 12 --alasan 'tercatat dua kali'")
@click.argument("agenda", type=shared.Whole(1), metavar="NO_AGENDA")
@click.option("--alasan", "reason", required=True, metavar="TEKS", help="Mengapa batal; dicetak di buku agenda.")
@shared.year("Tahun buku (bawaan: tahun ini).")
@shared.office
@options.dry_run
@options.common
@click.pass_obj
def batal(console: Console, agenda: int, reason: str, year: int | None, code: str | None, dry_run: bool) -> int:
    """Membatalkan surat yang salah dicatat. Ia tetap di buku agenda sebagai batal; nomornya tidak dipakai lagi."""
    from doctool.register import incoming

    workspace, loaded = shared.open_office(code)
    with shared.open_book(console, workspace, loaded, trial=dry_run) as book:
        line = incoming.cancel(book, agenda, reason, year=year or options.today().year)
    console.result(f"No. Agenda {agenda} batal: {line.batal}")
    console.payload({**shared.as_json(line), "keadaan": line.keadaan, "uji_coba": dry_run})
    return ExitCode.OK


@click.command(
    cls=DocCommand,
    epilog="\b\nContoh:\n  doctool surat masuk disposisi 12 --dari 'Kepala Dinas' --kepada Sekretaris "
    "--isi 'Tindak lanjuti' --tanggal 2024-07-15 --batas 2024-07-20",
)
@click.argument("agenda", type=shared.Whole(1), metavar="NO_AGENDA")
@click.option("--kepada", multiple=True, required=True, metavar="TEKS", help="Penerima; boleh disebut beberapa kali.")
@click.option("--isi", required=True, metavar="TEKS", help="Isi disposisi.")
@click.option("--dari", default="", metavar="TEKS", help="Pemberi disposisi.")
@click.option("--batas", type=options.Day(), metavar="TANGGAL", help="Paling lambat selesai.")
@shared.day("Tanggal disposisi")
@shared.year("Tahun buku (bawaan: tahun ini).")
@shared.office
@options.dry_run
@options.common
@click.pass_obj
def disposisi(
    console: Console, agenda: int, kepada: tuple[str, ...], isi: str, dari: str, batas: date | None, day: date | None,
    year: int | None, code: str | None, dry_run: bool,
) -> int:
    """Mencatat disposisi: siapa, apa, dan paling lambat kapan."""
    from doctool.register import incoming

    workspace, loaded = shared.open_office(code)
    when = day or options.today()
    with shared.open_book(console, workspace, loaded, trial=dry_run) as book:
        line = incoming.dispose(
            book, agenda, year=year or options.today().year, dari=dari, kepada=kepada, isi=isi, tanggal=when,
            batas=batas,
        )
    console.result(f"No. Agenda {agenda}: disposisi kepada {', '.join(kepada)} dicatat")
    console.payload({**shared.as_json(line), "keadaan": line.keadaan, "uji_coba": dry_run})
    return ExitCode.OK


@click.command(cls=DocCommand, epilog="\b\nContoh:\n  doctool surat masuk selesai 12 --kepada Sekretaris")
@click.argument("agenda", type=shared.Whole(1), metavar="NO_AGENDA")
@click.option("--kepada", default="", metavar="TEKS", help="Hanya disposisi kepada penerima ini (bawaan: semua).")
@click.option("--catatan", default="", metavar="TEKS", help="Apa hasilnya.")
@shared.day("Tanggal selesai")
@shared.year("Tahun buku (bawaan: tahun ini).")
@shared.office
@options.dry_run
@options.common
@click.pass_obj
def selesai(
    console: Console, agenda: int, kepada: str, catatan: str, day: date | None, year: int | None, code: str | None,
    dry_run: bool,
) -> int:
    """Menandai disposisi sebuah surat sudah selesai."""
    from doctool.register import incoming

    workspace, loaded = shared.open_office(code)
    with shared.open_book(console, workspace, loaded, trial=dry_run) as book:
        line = incoming.finish(
            book, agenda, year=year or options.today().year, tanggal=day or options.today(), kepada=kepada,
            catatan=catatan,
        )
    console.result(f"No. Agenda {agenda}: {line.keadaan}")
    console.payload({**shared.as_json(line), "keadaan": line.keadaan, "uji_coba": dry_run})
    return ExitCode.OK


@click.command(cls=DocCommand, epilog="\b\nContoh:\n  doctool surat masuk mulai 210")
@click.argument("number", type=shared.Whole(1, 999_999), metavar="NOMOR")
@click.option("--alasan", "reason", default="", metavar="TEKS", help="Mengapa nomor sebelumnya tidak di buku ini.")
@shared.year("Tahun buku (bawaan: tahun ini).")
@shared.office
@options.dry_run
@options.common
@click.pass_obj
def mulai(console: Console, number: int, reason: str, year: int | None, code: str | None, dry_run: bool) -> int:
    """Menentukan No. Agenda berikutnya, untuk kantor yang mulai di tengah tahun."""
    from doctool.register import incoming

    workspace, loaded = shared.open_office(code)
    when = year or options.today().year
    with shared.open_book(console, workspace, loaded, trial=dry_run) as book:
        incoming.start(book, number, year=when, reason=reason)
    console.result(f"buku agenda masuk tahun {when}: No. Agenda berikutnya {number}")
    console.payload({"tahun": when, "berikut": number, "uji_coba": dry_run})
    return ExitCode.OK
