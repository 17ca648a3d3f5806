"""`doctool pdf`: convert and merge."""

from __future__ import annotations

from pathlib import Path

import click

from doctool.cli import options
from doctool.cli.console import Console
from doctool.cli.groups import DocCommand
from doctool.errors import ExitCode


@click.command(
    cls=DocCommand, epilog="\b\nContoh:\n  doctool pdf ubah surat.docx daftar.xlsx\n  doctool pdf ubah *.docx -o pdf"
)
@click.argument("files", nargs=-1, required=True, metavar="BERKAS...", type=click.Path(path_type=Path))
@options.output("Folder tujuan (bawaan: di samping berkas asal).")
@options.overwrite
@options.dry_run
@options.common
@click.pass_obj
def ubah(console: Console, files: tuple[Path, ...], out: Path | None, overwrite: bool, dry_run: bool) -> int:
    """Mengubah berkas Word atau Excel menjadi PDF dengan LibreOffice."""
    from doctool.convert.libreoffice import ConvertResult, convert_to_pdf, targets

    places = targets(files, out)
    results: list[ConvertResult] = []
    todo: list[int] = []
    for index, place in enumerate(places):
        if place.exists() and not overwrite:
            reason = f'"{place}" sudah ada; pakai --timpa untuk menggantinya'
            results.append(ConvertResult(files[index], None, 0, reason))
        else:
            todo.append(index)
    if dry_run:
        results += [ConvertResult(files[index], places[index], 0) for index in todo]
    elif todo:
        results += convert_to_pdf([files[index] for index in todo], [places[index] for index in todo])
    for one in results:
        if one.ok:
            console.result(str(one.pdf))
        else:
            console.problem(f'"{one.source}": {one.reason}')
    failed = [one for one in results if not one.ok]
    console.payload({
        "berkas": [
            {"asal": str(one.source), "pdf": str(one.pdf or ""), "halaman": one.pages, "alasan": one.reason}
            for one in results
        ]
    })
    made = "akan dibuat" if dry_run else "dibuat"
    console.say(f"{len(results) - len(failed)} PDF {made}" + (f", {len(failed)} gagal." if failed else "."))
    return ExitCode.PARTIAL if failed else ExitCode.OK


@click.command(
    cls=DocCommand, short_help="Menggabung beberapa PDF menurut urutannya.",
    epilog="\b\nContoh:\n  doctool pdf gabung pengantar.pdf formulir.pdf sop.pdf -o paket.pdf"
)
@click.argument("files", nargs=-1, required=True, metavar="PDF...", type=click.Path(path_type=Path))
@options.output("Berkas PDF hasil.", required=True)
@options.overwrite
@options.dry_run
@options.common
@click.pass_obj
def gabung(console: Console, files: tuple[Path, ...], out: Path, overwrite: bool, dry_run: bool) -> int:
    """Menggabung beberapa PDF menurut urutannya, dengan penanda (bookmark) bagi tiap berkas.

    Jumlah halaman hasil sama dengan jumlah halaman semua bagian. PDF yang rusak, berkata sandi atau sudah
    ditandatangani secara elektronik ditolak dengan menyebut namanya.
    """
    from doctool.assemble.pdf import Part, merge_pdfs
    from doctool.atomic import write_bytes

    options.keep_existing(out, overwrite)
    merged = merge_pdfs([Part(file, file.stem) for file in files])
    if not dry_run:
        write_bytes(out, merged.data)
    console.result(str(out))
    console.payload({
        "berkas": str(out),
        "halaman": sum(merged.pages),
        "bagian": [
            {"berkas": str(file), "halaman": pages} for file, pages in zip(files, merged.pages, strict=True)
        ],
    })
    console.say(f"{len(files)} berkas, {sum(merged.pages)} halaman.")
    return ExitCode.OK
