"""`doctool surat masuk`: letters received and what is to be done with them."""

from __future__ import annotations

from datetime import date
from pathlib import Path

import click

from doctool.cli import options
from doctool.cli import surat_options as shared
from doctool.cli.console import Console
from doctool.cli.groups import DocCommand
from doctool.errors import ExitCode


@click.command(
    cls=DocCommand,
    epilog="\b\nContoh:\n  doctool surat masuk catat --asal Bappeda --nomor 050/12/2024 --tanggal-surat 2024-07-12 "
    "--hal 'Permintaan data'",
)
@click.option("--asal", required=True, metavar="TEKS", help="Pengirim surat.")
@click.option("--nomor", "number", default="", metavar="TEKS", help="Nomor surat itu.")
@click.option("--tanggal-surat", "dated", type=options.Day(), metavar="TANGGAL", help="Tanggal surat itu.")
@click.option("--hal", default="", metavar="TEKS", help="Hal surat.")
@click.option("--lampiran", default="", metavar="TEKS", help="Lampiran.")
@click.option("--sifat", default="", metavar="TEKS", help="Sifat: biasa, segera, sangat segera, rahasia.")
@click.option("--klasifikasi", default="", metavar="TEKS", help="Kode klasifikasi.")
@click.option("--keterangan", default="", metavar="TEKS", help="Catatan.")
@shared.day("Tanggal diterima")
@click.option("--tetap", "again", is_flag=True, help="Catat juga bila nomor dan pengirim yang sama sudah tercatat.")
@shared.office
@options.dry_run
@options.common
@click.pass_obj
def catat(
    console: Console, asal: str, number: str, dated: date | None, hal: str, lampiran: str, sifat: str,
    klasifikasi: str, keterangan: str, day: date | None, again: bool, code: str | None, dry_run: bool,
) -> int:
    """Mencatat surat yang diterima; hasilnya No. Agenda."""
    from doctool.register import incoming
    from doctool.register.records import TerimaSurat

    workspace, loaded = shared.open_office(code)
    letter = TerimaSurat(
        day or options.today(), asal, number, dated, hal, lampiran, sifat, klasifikasi, keterangan
    )
    with shared.open_book(console, workspace, loaded, trial=dry_run) as book:
        line = incoming.record(book, letter, again=again)
    console.result(str(line.agenda))
    console.payload({**shared.as_json(line), "keadaan": line.keadaan, "uji_coba": dry_run})
    return ExitCode.OK


@click.command(
    cls=DocCommand,
    epilog="\b\nContoh:\n  doctool surat masuk lihat --keadaan baru\n  doctool surat masuk lihat 12 --tahun 2024",
)
@click.argument("agenda", type=click.IntRange(1), required=False, metavar="[NO_AGENDA]")
@shared.year("Tahun buku.")
@click.option("--keadaan", "state", type=click.Choice(["baru", "didisposisi", "selesai"]), help="Hanya yang begini.")
@shared.office
@options.common
@click.pass_obj
def lihat(console: Console, agenda: int | None, year: int | None, state: str | None, code: str | None) -> int:
    """Melihat buku agenda masuk, atau satu surat dengan disposisinya."""
    from doctool.register import incoming

    workspace, loaded = shared.open_office(code)
    with shared.open_book(console, workspace, loaded) as book:
        if agenda:
            found = [incoming.find(book, agenda, year=year or options.today().year)]
        else:
            found = incoming.letters(book, year=year, state=state or "")
    rows = [
        {
            "agenda": str(line.agenda), "diterima": line.surat.diterima.isoformat(), "keadaan": line.keadaan,
            "asal": line.surat.asal, "nomor": line.surat.nomor_surat, "hal": line.surat.hal,
        }
        for line in found
    ]  # fmt: skip
    for text in shared.table(rows):
        console.result(text)
    if agenda:
        for one in found[0].disposisi:
            done = f"selesai {one.selesai.isoformat()}" if one.selesai else "belum selesai"
            console.result(f"  {one.tanggal.isoformat()}  {one.dari or '-'} kepada {one.kepada}: {one.isi} ({done})")
    console.payload({
        "kantor": loaded.kode,
        "surat": [{**shared.as_json(line), "keadaan": line.keadaan} for line in found],
    })
    if not found:
        console.say("Belum ada surat yang begitu.")
    return ExitCode.OK


@click.command(
    cls=DocCommand,
    epilog="\b\nContoh:\n  doctool surat masuk disposisi 12 --dari 'Kepala Dinas' --kepada Sekretaris "
    "--isi 'Tindak lanjuti' --batas 2024-07-20",
)
@click.argument("agenda", type=click.IntRange(1), metavar="NO_AGENDA")
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
@click.argument("agenda", type=click.IntRange(1), metavar="NO_AGENDA")
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
@click.argument("number", type=click.IntRange(1, 999_999), metavar="NOMOR")
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


@click.command(cls=DocCommand, epilog="\b\nContoh:\n  doctool surat masuk ekspor --tahun 2024 --format xlsx,pdf")
@shared.year("Tahun buku (bawaan: tahun ini).")
@shared.formats
@options.output("Folder keluaran (bawaan: output di ruang kerja).")
@options.overwrite
@shared.office
@options.dry_run
@options.common
@click.pass_obj
def ekspor(
    console: Console, year: int | None, formats: frozenset[str], out: Path | None, overwrite: bool, code: str | None,
    dry_run: bool,
) -> int:
    """Mencetak buku agenda masuk setahun: xlsx dan pdf."""
    from doctool.cli.surat_buku import write_book
    from doctool.register import incoming
    from doctool.register.book import incoming_book

    workspace, loaded = shared.open_office(code)
    when = year or options.today().year
    with shared.open_book(console, workspace, loaded) as book:
        lines = incoming.letters(book, year=when)
    data = incoming_book(loaded, lines, f"TAHUN {when}")
    target = (out or workspace.root / "output") / "surat" / loaded.kode / f"buku-agenda-masuk-{when}.xlsx"
    return write_book(console, out or workspace.root / "output", target, data, formats, len(lines), overwrite, dry_run)
