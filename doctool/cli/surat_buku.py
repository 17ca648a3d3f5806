"""`doctool surat nomor`, the book as a whole: read, export, check, restore, and from where it is used."""

from __future__ import annotations

import tempfile
from collections.abc import Callable
from pathlib import Path
from typing import TYPE_CHECKING

import click

from doctool.border.limits import MADE_BYTES
from doctool.border.plain_file import read_plain
from doctool.cli import options
from doctool.cli import surat_options as shared
from doctool.cli.console import Console
from doctool.cli.groups import DocCommand
from doctool.errors import ContentError, DoctoolError, ExitCode, OutsideProgramError

if TYPE_CHECKING:
    from doctool.loaded import LoadedKantor
    from doctool.register.database import Register
    from doctool.register.imported import Imported


@click.command(
    cls=DocCommand, epilog="\b\nContoh:\n  doctool surat nomor baca 'Agenda 2024.xlsx'\n"
    "  doctool surat nomor baca agenda.xlsx --tahun 2024 --dry-run"
)
@click.argument("file", type=click.Path(exists=True, dir_okay=False, path_type=Path), metavar="BERKAS.xlsx")
@click.option("--jenis", default="surat-dinas", show_default=True, metavar="JENIS", help="Jenis, tanpa kolom Jenis.")
@shared.year("Tahun untuk tanggal yang ditulis tanpa tahun.")
@shared.office
@options.dry_run
@options.common
@click.pass_obj
def baca(console: Console, file: Path, jenis: str, year: int | None, code: str | None, dry_run: bool) -> int:
    """Membaca buku agenda keluar yang sudah ada dari Excel; penomoran meneruskannya.

    Judul kolom yang dikenal antara lain: No. Urut, Nomor Surat, Tanggal, Tujuan, Hal, Lampiran, Klasifikasi,
    Keterangan. Kolom lain disebut dan tidak dibaca. Bila ada satu galat pun, tidak ada yang masuk; semua
    galat disebut dengan lembar dan selnya. Baris yang sudah ada di buku dilewati.
    """
    from doctool.register.import_outgoing import import_outgoing

    return read_old_book(
        console, code, dry_run,
        lambda book, loaded: import_outgoing(book, loaded.kantor.penomoran, file, year=year, jenis=jenis),
    )


def read_old_book(
    console: Console, code: str | None, dry_run: bool, read: Callable[[Register, LoadedKantor], Imported]
) -> int:
    """Read an existing agenda into the office's book and tell what came of it, or every reason why nothing did."""
    from doctool.cli.show import finding_json, finding_line

    workspace, loaded = shared.open_office(code)
    try:
        with shared.open_book(console, workspace, loaded, trial=dry_run) as book:
            made = read(book, loaded)
    except ContentError as error:
        for finding in error.findings:
            console.result(finding_line(finding))
        if not error.findings:
            raise
        console.problem(error.message, error.hint)
        console.payload({"dibaca": 0, "temuan": [finding_json(one) for one in error.findings]})
        return error.exit_code
    for finding in made.warnings:
        console.warn(finding_line(finding))
    for gap in made.gaps:
        span = f"{gap.dari}" if gap.dari == gap.sampai else f"{gap.dari} sampai {gap.sampai}"
        console.note(f"{gap.sebutan}: nomor {span} {gap.sebab}")
    console.result(f"{made.added} surat dibaca, {made.known} sudah ada di buku")
    console.payload({
        "dibaca": made.added, "sudah_ada": made.known, "celah": [shared.as_json(gap) for gap in made.gaps],
        "temuan": [finding_json(one) for one in made.warnings], "uji_coba": dry_run,
    })
    if dry_run:
        console.say("Uji coba: belum ada yang masuk ke buku agenda.")
    return ExitCode.OK


@click.command(cls=DocCommand, epilog="\b\nContoh:\n  doctool surat nomor ekspor --tahun 2024 --format xlsx,pdf")
@click.option("--jenis", default="", metavar="JENIS", help="Hanya jenis ini.")
@shared.export
@click.pass_obj
def ekspor(
    console: Console, jenis: str, year: int | None, formats: frozenset[str], out: Path | None, overwrite: bool,
    code: str | None, dry_run: bool,
) -> int:
    """Mencetak buku agenda keluar setahun: xlsx dan pdf."""
    from doctool.catalog.load import usable_name
    from doctool.register import outgoing
    from doctool.register.book import outgoing_book

    workspace, loaded = shared.open_office(code)
    when = year or options.today().year
    if jenis and not usable_name(jenis):
        raise DoctoolError(f'"{jenis}" bukan nama jenis surat', "misalnya nota-dinas")
    jenis = shared.kind_of(jenis, loaded) if jenis else ""
    with shared.open_book(console, workspace, loaded) as book:
        lines = outgoing.lines(book, year=when, jenis=jenis)
        gaps = [] if jenis else outgoing.unwritten(book, year=when)
    title = f"{jenis.replace('-', ' ').upper()} TAHUN {when}".strip()
    data = outgoing_book(loaded, lines, title, gaps)
    name = f"buku-agenda-keluar-{f'{jenis}-' if jenis else ''}{when}.xlsx"
    root = out or workspace.root / "output"
    return write_book(
        console, root, root / "surat" / loaded.kode / name, data, formats, len(lines), overwrite, dry_run
    )


def write_book(
    console: Console, root: Path, xlsx: Path, data: bytes, formats: frozenset[str], count: int, overwrite: bool,
    dry_run: bool,
) -> int:
    """Write a book as `xlsx` and, through LibreOffice, as PDF beside it; a file changed by hand is left alone."""
    from doctool import lock
    from doctool.manifest import Manifest, State

    targets = [path for path in (xlsx, xlsx.with_suffix(".pdf")) if path.suffix[1:] in formats]
    manifest = Manifest(root, root / ".doctool" / "manifes.jsonl")
    changed = [str(path) for path in targets if manifest.state(path) is State.CHANGED]
    if changed and not overwrite:
        raise DoctoolError(
            f"tidak ditimpa karena diubah atau dibuat orang sejak dibuat doctool: {', '.join(changed)}",
            "simpan dahulu di tempat lain bila masih perlu, lalu ulangi dengan --timpa",
        )
    if not dry_run:
        with lock.hold(root / ".doctool" / "kunci"):
            for path in targets:
                manifest.write(path, data if path.suffix == ".xlsx" else _pdf(data))
    for path in targets:
        console.result(str(path))
    console.payload({"berkas": [str(path) for path in targets], "baris": count, "uji_coba": dry_run})
    console.say(f"{count} baris.")
    return ExitCode.OK


def _pdf(xlsx: bytes) -> bytes:
    from doctool.convert.libreoffice import convert_to_pdf

    with tempfile.TemporaryDirectory(prefix="doctool-", ignore_cleanup_errors=True) as name:
        source = Path(name) / "buku.xlsx"
        source.write_bytes(xlsx)
        made = convert_to_pdf([source], Path(name))[0]
        if made.pdf is None:
            raise OutsideProgramError(f"PDF tidak dibuat: {made.reason}", "buka berkas xlsx-nya lalu cetak dari Excel")
        return read_plain(made.pdf, MADE_BYTES)


@click.command(cls=DocCommand, epilog="\b\nContoh:\n  doctool surat nomor periksa")
@shared.office
@options.common
@click.pass_obj
def periksa(console: Console, code: str | None) -> int:
    """Memeriksa buku agenda: berkasnya utuh, tiap nomor urut ada atau dijelaskan, tanggal berurut, cadangan utuh."""
    from doctool.register.audit import audit

    workspace, loaded = shared.open_office(code)
    with shared.open_book(console, workspace, loaded) as book:
        found = audit(book)
    for text in found:
        console.result(text)
    console.payload({"kantor": loaded.kode, "galat": found})
    console.say("Ada yang perlu diperbaiki." if found else "Buku agenda utuh; semua nomor urut ada atau dijelaskan.")
    return ExitCode.FINDINGS if found else ExitCode.OK


@click.command(cls=DocCommand, epilog="\b\nContoh:\n  doctool surat nomor pulihkan")
@shared.office
@options.dry_run
@options.common
@click.pass_obj
def pulihkan(console: Console, code: str | None, dry_run: bool) -> int:
    """Memulihkan buku agenda yang rusak atau hilang dari cadangan terakhir yang utuh.

    Berkas yang rusak disimpan di sampingnya. Nomor yang diambil sesudah cadangan dibuat tidak ada di
    dalamnya; karena itu nomor baru diberikan hanya sesudah nomor berikutnya ditentukan dengan mulai.
    """
    from doctool.register.restore import restore

    workspace, loaded = shared.open_office(code)
    book = shared.open_book(console, workspace, loaded, trial=dry_run)
    with book:
        made = restore(book)
    console.result(str(made.copy))
    console.payload({
        "cadangan": str(made.copy), "tanggal": made.day.isoformat(), "berkas_rusak": str(made.aside or ""),
        "uji_coba": dry_run,
    })
    console.warn(
        f"cadangan itu dibuat sebelum perubahan pertama tanggal {made.day.isoformat()}. Lihat nomor terakhir pada "
        "surat yang sudah keluar, lalu jalankan untuk tiap deret: doctool surat nomor mulai NOMOR_BERIKUTNYA"
    )
    return ExitCode.OK


@click.command(
    cls=DocCommand, epilog="\b\nContoh:\n  doctool surat nomor tempat\n  doctool surat nomor tempat --terima"
)
@click.option("--terima", "accept", is_flag=True, help="Folder kerja dipindah, atau dipakai bersama lewat jaringan.")
@shared.office
@options.dry_run
@options.common
@click.pass_obj
def tempat(console: Console, accept: bool, code: str | None, dry_run: bool) -> int:
    """Melihat dari komputer dan folder mana buku agenda dipakai, atau menerima tempat baru.

    Salinan folder kerja tidak boleh memberi nomor: nomornya akan kembar dengan yang asli. Karena itu tempat
    yang belum dikenal ditolak sampai diterima di sini.
    """
    from doctool.register.place import places

    workspace, loaded = shared.open_office(code)
    book = shared.open_book(console, workspace, loaded, trial=dry_run)
    with book:
        if accept:
            with book.read():  # there is one to be accepted
                pass
            book.accept_place = True
            with book.change("terima tempat"):
                pass
        with book.read() as db:
            known = places(db)
    if accept and len(known) > 1 and not dry_run:
        console.warn(
            "nomor kini diberikan juga di sini. Bila folder kerja ini pindahan, jangan lagi mengambil nomor dari "
            "tempat lainnya: bukunya sudah lain, dan nomornya akan kembar"
        )
    for place, since in known:
        console.result(f"{since}  {place.mesin}  {place.folder}")
    console.payload({
        "tempat": [{"mesin": place.mesin, "folder": place.folder, "sejak": since} for place, since in known],
        "uji_coba": dry_run,
    })
    return ExitCode.OK
