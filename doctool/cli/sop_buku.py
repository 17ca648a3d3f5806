"""`doctool sop buku`: the SOPs of an office as one book."""

from __future__ import annotations

from datetime import date
from pathlib import Path
from typing import TYPE_CHECKING, Any

import click

from doctool.cli import options
from doctool.cli.baru import only_office
from doctool.cli.building import exit_code, progress_line, tell_files, tell_reason
from doctool.cli.console import Console
from doctool.cli.groups import DocCommand
from doctool.cli.laporan_show import tell_findings
from doctool.cli.letter_options import formats
from doctool.errors import DoctoolError

if TYPE_CHECKING:
    from doctool.catalog.index import Workspace
    from doctool.pipeline import BuildResult
    from doctool.sop_book import Book


@click.command(
    cls=DocCommand,
    short_help="Menyusun buku SOP: sampul, keputusan, daftar isi, penjelasan, semua lembar.",
    epilog="\b\nContoh:\n  doctool sop buku kota-medan\n  doctool sop buku kota-medan --hanya-disahkan --tahun 2026\n"
    '  doctool sop buku --kantor kota-sibolga "kota-*/*" "kab-*/*"',
)
@click.argument("addresses", nargs=-1, metavar="[KANTOR|SOP]...")
@click.option("--kantor", "code", metavar="KODE", help="Kantor yang punya buku ini (bawaan: kantor SOP-nya).")
@click.option(
    "--buku", "name", metavar="NAMA", default="buku", show_default=True,
    help="Berkas data bukunya: data/<kantor>/buku-sop/NAMA.yaml; juga nama hasilnya.",
)
@click.option("--judul", "title", metavar="JUDUL", default="", help="Judul di sampul.")
@click.option("--tahun", "year", type=click.IntRange(1900, 2100), metavar="TAHUN", help="Tahun di sampul.")
@click.option(
    "--hanya-disahkan", "in_force", is_flag=True,
    help="Hanya SOP yang disahkan; yang sedang direvisi menurut terbitan terakhirnya.",
)
@formats("Yang dibuat")
@options.output("Folder keluaran (bawaan: output di ruang kerja).")
@options.day("Tanggal yang dianggap hari ini saat memeriksa.")
@options.overwrite
@options.dry_run
@options.common
@click.pass_obj
def buku(
    console: Console, addresses: tuple[str, ...], code: str | None, name: str, title: str, year: int | None,
    in_force: bool, formats: frozenset[str], out: Path | None, today: date | None, overwrite: bool, dry_run: bool,
) -> int:
    """Menyusun buku SOP sebuah kantor menjadi satu docx dan satu pdf.

    Isinya: sampul, keputusan pimpinan, daftar isi dengan nomor halaman, daftar SOP dan catatan perubahan, penjelasan
    singkat penggunaan, lalu semua lembar SOP. PDF-nya berpenanda. Teks bagian depan ditulis dalam
    data/<kantor>/buku-sop/buku.yaml (contohnya: doctool baru buku); yang belum diisi dicetak sebagai tempat kosong.

    KANTOR atau alamat SOP, seperti pada doctool sop buat, juga slug@1 untuk terbitan; tanpa itu menurut isi buku.yaml,
    atau semua SOP kantor menurut nomornya. SOP yang dicabut tidak ikut; draf disebut draf di daftar isi dan di kaki
    halamannya. Hasilnya output/buku-sop/<kantor>/buku.docx dan buku.pdf.

    Selesai dengan kode 0 bila jadi; 1 bila ada SOP yang tidak dapat dibuat (buku lalu tidak dibuat); 4 bila
    LibreOffice tidak ada: docx dibuat, tetapi nomor halaman bagian depan belum diisi.
    """
    from doctool.catalog.index import Workspace
    from doctool.catalog.load import usable_name
    from doctool.sop_book import BookOptions, build_book

    if not usable_name(name):
        raise DoctoolError(f'"{name}" tidak dapat menjadi nama buku', 'pakai huruf kecil, angka dan "-"')
    workspace = Workspace.find(Path.cwd())
    kode, sops = _office(workspace, addresses, code)
    wishes = BookOptions(
        out or workspace.root / "output", formats, name, title, year, in_force, overwrite=overwrite, dry_run=dry_run
    )
    result, made = build_book(workspace, kode, sops, today or options.today(), wishes, progress_line(console))
    _tell(console, result, made, dry_run)
    console.payload(_json(result, made, dry_run))
    return exit_code([result])


def _office(workspace: Workspace, addresses: tuple[str, ...], code: str | None) -> tuple[str, tuple[str, ...]]:
    """The office that has the book, and the SOPs asked for; an office alone asks for its book."""
    known = workspace.offices()
    if len(addresses) == 1 and addresses[0] in known and code in (None, addresses[0]):
        return addresses[0], ()
    if code is not None or not addresses:
        return only_office(known, code), addresses
    plain = [address.partition("@")[0] for address in addresses]
    offices = sorted({entry.kantor for entry in workspace.select(plain)})
    if len(offices) > 1:
        listed = ", ".join(offices)
        raise DoctoolError(f"SOP-nya dari beberapa kantor: {listed}", "sebut yang punya buku ini dengan --kantor")
    return offices[0], addresses


def _tell(console: Console, result: BuildResult, made: Book | None, dry_run: bool) -> None:
    tell_files(console, result, dry_run)
    if result.reason:
        tell_reason(console, result)
    if result.bug is not None:
        console.trace(result.bug)
    tell_findings(console, result.findings)
    if made is None:
        return
    for address, reason in made.pilihan.dilewati.items():
        console.note(f"{address} {reason}, jadi tidak ikut")
    missing = _missing(made)
    if missing:
        hint = "buat dengan: doctool baru buku" if not made.loaded.ada else "lengkapi berkas itu"
        console.warn(f"{made.loaded.file}: belum diisi: {', '.join(missing)}; {hint}")
    pages = f"{made.halaman} halaman, " if made.halaman else ""
    console.say(f"{result.address}: {pages}{len(made.pilihan.sop)} SOP.")


def _missing(made: Book) -> list[str]:
    """The parts of the front that have nothing to print yet."""
    from doctool.book.decree import empty_parts
    from doctool.model.buku import Keputusan

    buku = made.loaded.buku
    return [
        *(f"{part} keputusan" for part in empty_parts(buku.keputusan or Keputusan())),
        *(["ruang lingkup"] if not buku.penjelasan.ruang_lingkup else []),
        *(["ringkasan"] if not buku.penjelasan.ringkasan else []),
    ]


def _json(result: BuildResult, made: Book | None, dry_run: bool) -> dict[str, Any]:
    from doctool.cli.show import finding_json

    sops = made.pilihan.sop if made is not None else ()
    numbers = list(made.tersusun.nomor.items()) if made is not None else []
    starts = [number for key, number in numbers if key.startswith("sop:")]
    return {
        "buku": result.address,
        "berkas": [str(path) for path in result.files],
        "halaman": result.pages,
        "sop": [
            {"alamat": one.address, "nomor": one.sop.nomor_sop or "", "status": one.sop.status, "halaman": start}
            for one, start in zip(sops, starts, strict=True)
        ],
        "dilewati": dict(made.pilihan.dilewati) if made is not None else {},
        "belum_diisi": _missing(made) if made is not None else [],
        "alasan": result.reason,
        "saran": result.hint,
        "temuan": [finding_json(one) for one in result.findings],
        "uji_coba": dry_run,
    }
