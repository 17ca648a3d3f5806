"""`doctool surat nomor`: take, reserve, cancel, show, start."""

from __future__ import annotations

from datetime import date
from typing import TYPE_CHECKING, Any

import click

from doctool.cli import options
from doctool.cli import surat_options as shared
from doctool.cli.console import Console
from doctool.cli.groups import DocCommand
from doctool.errors import DoctoolError, ExitCode

if TYPE_CHECKING:
    from doctool.loaded import LoadedKantor
    from doctool.register.records import Surat

#: (option, help) of what a number may be told about its letter.
_ABOUT = (
    ("--hal", "Hal surat."), ("--tujuan", "Tujuan surat."), ("--lampiran", "Lampiran, misalnya '1 (satu) berkas'."),
    ("--penandatangan", "Penanda tangan: kunci pejabat atau nama jabatan."),
    ("--klasifikasi", "Kode klasifikasi (bawaan: menurut kantor.yaml)."),
    ("--unit", "Kode unit atau kunci bidang (bawaan: menurut kantor.yaml)."),
    ("--keterangan", "Catatan untuk buku agenda."),
)  # fmt: skip


def _about(command: Any) -> Any:
    for name, text in reversed(_ABOUT):
        command = click.option(name, default="", metavar="TEKS", help=text)(command)
    return click.option(
        "--keamanan", type=click.Choice(["B", "T", "R", "SR"], case_sensitive=False),
        help="Kode keamanan (bawaan: menurut kantor.yaml).",
    )(command)


def _letter(
    loaded: LoadedKantor, jenis: str, day: date | None, keamanan: str | None, about: dict[str, str]
) -> Surat:
    """What a number is taken or reserved for. Raises DoctoolError."""
    from doctool.register.records import Surat

    told = {**about, "unit": shared.unit_of(about["unit"], loaded), "keamanan": keamanan or ""}
    return Surat(shared.kind_of(jenis, loaded), day or options.today(), **told)  # type: ignore[arg-type]  # all texts


@click.command(
    cls=DocCommand,
    epilog="\b\nContoh:\n  doctool surat nomor ambil --jenis nota-dinas --hal 'Permintaan data' --tujuan Sekretaris\n"
    "  doctool surat nomor ambil --jenis surat-dinas --tanggal 2024-07-10 --sisipan --hal 'Susulan'",
)
@click.option("--jenis", default="surat-dinas", show_default=True, metavar="JENIS", help="Jenis naskah.")
@_about
@shared.day("Tanggal surat")
@click.option("--berkas", default="", metavar="BERKAS", help="Berkas surat itu.")
@click.option("--kunci", default="", metavar="TEKS", help="Kunci surat: dengan kunci sama, nomornya tetap sama.")
@click.option("--pesanan", "reserved", default="", metavar="NOMOR", help="Pakai nomor yang sudah dipesan.")
@click.option("--sisipan", "insert", is_flag=True, help="Surat bertanggal mundur: beri nomor sisipan, misalnya 123.a.")
@shared.office
@options.dry_run
@options.common
@click.pass_obj
def ambil(
    console: Console, /, jenis: str, day: date | None, reserved: str, insert: bool, code: str | None, dry_run: bool,
    keamanan: str | None, **about: str,
) -> int:
    """Mengambil nomor berikutnya dan mencatat suratnya, sekaligus.

    Hasilnya nomor surat yang dicetak. --hal harus disebut; untuk melihat nomor berikutnya saja pakai --dry-run, untuk
    surat yang belum jadi pakai pesan. Nomor yang sudah diambil tidak pernah diberikan lagi, juga bila
    beberapa orang mengambil bersamaan.
    """
    from doctool.register import outgoing

    if not (dry_run or reserved or about["hal"].strip()):
        raise DoctoolError(
            "belum disebut untuk surat apa nomor ini",
            "sebutkan --hal (dan --tujuan); bila suratnya belum jadi, pesan nomornya: doctool surat nomor pesan",
        )
    workspace, loaded = shared.open_office(code)
    letter = _letter(loaded, jenis, day, keamanan, about)
    ahead = (letter.tanggal - options.today()).days
    with shared.open_book(console, workspace, loaded, trial=dry_run) as book:
        line = outgoing.take(book, loaded.kantor.penomoran, letter, insert=insert, reserved=reserved)
    console.result(line.nomor)
    console.payload({**shared.as_json(line), "uji_coba": dry_run})
    if ahead > 0:
        console.warn(
            f"tanggal surat masih {ahead} hari lagi; surat bertanggal lebih awal nanti harus disisipkan. Bila "
            f'tanggalnya keliru: doctool surat nomor batal "{line.nomor}" --alasan "salah tanggal"'
        )
    if dry_run:
        console.say("Uji coba: nomor ini belum diambil.")
    return ExitCode.OK


@click.command(
    cls=DocCommand, epilog="\b\nContoh:\n  doctool surat nomor pesan --banyak 3 --hal 'Undangan rapat' --jenis undangan"
)
@click.option("--jenis", default="surat-dinas", show_default=True, metavar="JENIS", help="Jenis naskah.")
@click.option("-n", "--banyak", "count", type=shared.Whole(1, 100), default=1, show_default=True, metavar="BANYAK",
              help="Banyak nomor yang dipesan.")
@_about
@shared.day("Tanggal nomor")
@shared.office
@options.dry_run
@options.common
@click.pass_obj
def pesan(
    console: Console, /, jenis: str, count: int, day: date | None, code: str | None, dry_run: bool,
    keamanan: str | None, **about: str,
) -> int:
    """Memesan nomor untuk surat yang belum jadi.

    Nomor pesanan dipakai dengan ambil --pesanan NOMOR, pada tanggal pesan atau sesudahnya; yang tidak jadi
    dipakai dibatalkan dengan batal.
    """
    from doctool.register import outgoing

    workspace, loaded = shared.open_office(code)
    letter = _letter(loaded, jenis, day, keamanan, about)
    with shared.open_book(console, workspace, loaded, trial=dry_run) as book:
        lines = outgoing.reserve(book, loaded.kantor.penomoran, letter, count)
    for line in lines:
        console.result(line.nomor)
    console.payload({"nomor": [shared.as_json(line) for line in lines], "uji_coba": dry_run})
    return ExitCode.OK


@click.command(
    cls=DocCommand,
    epilog="\b\nContoh:\n  doctool surat nomor batal 400.12/123/Disdukcapil/2024 --alasan 'salah tujuan'",
)
@click.argument("nomor")
@click.option("--alasan", "reason", required=True, metavar="TEKS", help="Mengapa batal; dicetak di buku agenda.")
@shared.year("Tahun buku, bila hanya nomor urut yang disebut.")
@shared.office
@options.dry_run
@options.common
@click.pass_obj
def batal(console: Console, nomor: str, reason: str, year: int | None, code: str | None, dry_run: bool) -> int:
    """Membatalkan nomor. Nomornya tetap di buku agenda sebagai batal, dan tidak dipakai lagi.

    NOMOR adalah nomor surat lengkap atau nomor urutnya.
    """
    from doctool.register import outgoing

    workspace, loaded = shared.open_office(code)
    with shared.open_book(console, workspace, loaded, trial=dry_run) as book:
        line = outgoing.cancel(book, nomor, reason, year=year)
    console.result(f"{line.nomor} batal: {line.alasan}")
    console.payload({**shared.as_json(line), "uji_coba": dry_run})
    return ExitCode.OK


@click.command(
    cls=DocCommand,
    epilog="\b\nContoh:\n  doctool surat nomor lihat --tahun 2024 --keadaan dipesan\n  doctool surat nomor lihat 123",
)
@click.argument("nomor", required=False)
@shared.year("Hanya tahun ini.")
@click.option("--keadaan", "state", type=click.Choice(["terbit", "dipesan", "batal"]), help="Hanya yang begini.")
@click.option("--jenis", default="", metavar="JENIS", help="Hanya jenis ini.")
@shared.office
@options.common
@click.pass_obj
def lihat(
    console: Console, nomor: str | None, year: int | None, state: str | None, jenis: str, code: str | None
) -> int:
    """Melihat buku agenda keluar, atau satu nomor."""
    from doctool.model.penomoran import tulis_urut
    from doctool.register import outgoing
    from doctool.register.records import Keadaan

    workspace, loaded = shared.open_office(code)
    with shared.open_book(console, workspace, loaded) as book:
        if nomor:
            found = [outgoing.find(book, nomor, year=year)]
        else:
            kind = shared.kind_of(jenis, loaded) if jenis else ""
            found = outgoing.lines(book, year=year, state=Keadaan(state) if state else None, jenis=kind)
    rows = [
        {
            "urut": tulis_urut(line.urut, line.sisipan), "nomor": line.nomor, "tanggal": line.tanggal.isoformat(),
            "keadaan": line.keadaan, "jenis": line.jenis, "tujuan": line.tujuan, "hal": line.hal,
        }
        for line in found
    ]  # fmt: skip
    for text in shared.table(rows):
        console.result(text)
    console.payload({"kantor": loaded.kode, "nomor": [shared.as_json(line) for line in found]})
    if not found:
        console.say("Belum ada nomor yang begitu.")
    return ExitCode.OK


@click.command(
    cls=DocCommand,
    epilog="\b\nContoh:\n  doctool surat nomor mulai 413\n  doctool surat nomor mulai 57 --jenis nota-dinas",
)
@click.argument("urut", type=shared.Whole(1, 999_999), metavar="NOMOR")
@click.option("--jenis", default="surat-dinas", show_default=True, metavar="JENIS", help="Jenis naskah.")
@click.option("--klasifikasi", default="", metavar="TEKS", help="Klasifikasi, bila deret kantor menurut klasifikasi.")
@click.option("--unit", default="", metavar="TEKS", help="Unit, bila deret kantor menurut unit.")
@click.option("--alasan", "reason", default="", metavar="TEKS", help="Mengapa nomor sebelumnya tidak di buku ini.")
@shared.year("Tahun buku (bawaan: tahun ini).")
@shared.office
@options.dry_run
@options.common
@click.pass_obj
def mulai(
    console: Console, urut: int, jenis: str, klasifikasi: str, unit: str, reason: str, year: int | None,
    code: str | None, dry_run: bool,
) -> int:
    """Menentukan nomor urut berikutnya, untuk kantor yang mulai di tengah tahun.

    Nomor yang dilewati dicatat dengan alasannya; nomor yang sudah dipakai tidak dapat dipakai lagi.
    """
    from doctool.register import outgoing

    workspace, loaded = shared.open_office(code)
    when = year or options.today().year
    with shared.open_book(console, workspace, loaded, trial=dry_run) as book:
        series = outgoing.start(
            book, loaded.kantor.penomoran, urut, year=when, jenis=shared.kind_of(jenis, loaded),
            klasifikasi=klasifikasi, unit=shared.unit_of(unit, loaded), reason=reason,
        )
    console.result(f"deret {series} tahun {when}: nomor berikutnya {urut}")
    console.payload({"deret": series, "tahun": when, "berikut": urut, "uji_coba": dry_run})
    return ExitCode.OK
