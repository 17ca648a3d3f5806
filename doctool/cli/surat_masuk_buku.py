"""`doctool surat masuk`, the book as a whole: show, read, export."""

from __future__ import annotations

from pathlib import Path

import click

from doctool.cli import options
from doctool.cli import surat_options as shared
from doctool.cli.console import Console
from doctool.cli.groups import DocCommand
from doctool.errors import ExitCode


@click.command(
    cls=DocCommand,
    epilog="\b\nContoh:\n  doctool surat masuk lihat --keadaan baru\n  doctool surat masuk lihat 12 --tahun 2024",
)
@click.argument("agenda", type=shared.Whole(1), required=False, metavar="[NO_AGENDA]")
@shared.year("Tahun buku.")
@click.option(
    "--keadaan", "state", type=click.Choice(["baru", "didisposisi", "selesai", "batal"]), help="Hanya yang begini."
)
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
        if found[0].batal:
            console.result(f"  batal: {found[0].batal}")
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
    cls=DocCommand, epilog="\b\nContoh:\n  doctool surat masuk baca 'Agenda Masuk 2024.xlsx'\n"
    "  doctool surat masuk baca agenda.xlsx --tahun 2024 --dry-run"
)
@click.argument("file", type=click.Path(exists=True, dir_okay=False, path_type=Path), metavar="BERKAS.xlsx")
@shared.year("Tahun untuk tanggal yang ditulis tanpa tahun.")
@shared.office
@options.dry_run
@options.common
@click.pass_obj
def baca(console: Console, file: Path, year: int | None, code: str | None, dry_run: bool) -> int:
    """Membaca buku agenda masuk yang sudah ada dari Excel; No. Agenda diteruskan dari yang terakhir.

    Judul kolom yang dikenal antara lain: No. Agenda, Tanggal Diterima, Asal Surat, Nomor Surat, Tanggal Surat,
    Hal, Lampiran, Sifat, Klasifikasi, Disposisi, Keterangan. Kolom lain disebut dan tidak dibaca. Bila ada satu
    galat pun, tidak ada yang masuk; semua galat disebut dengan lembar dan selnya. Baris yang sudah ada di buku
    dilewati. Isi kolom Disposisi dicatat sebagai keterangan.
    """
    from doctool.cli.surat_buku import read_old_book
    from doctool.register.import_incoming import import_incoming

    return read_old_book(console, code, dry_run, lambda book, _office: import_incoming(book, file, year=year))


@click.command(cls=DocCommand, epilog="\b\nContoh:\n  doctool surat masuk ekspor --tahun 2024 --format xlsx,pdf")
@shared.export
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
        gaps = incoming.unwritten(book, year=when)
    data = incoming_book(loaded, lines, f"TAHUN {when}", gaps)
    target = (out or workspace.root / "output") / "surat" / loaded.kode / f"buku-agenda-masuk-{when}.xlsx"
    return write_book(console, out or workspace.root / "output", target, data, formats, len(lines), overwrite, dry_run)
