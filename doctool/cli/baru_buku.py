"""`doctool baru buku`: the file of a book of SOPs, to be filled in."""

from __future__ import annotations

from pathlib import Path

import click

from doctool.cli import options
from doctool.cli.baru import SCHEMA_FOLDER, link_to, only_office
from doctool.cli.building import short_path
from doctool.cli.console import Console
from doctool.cli.groups import DocCommand
from doctool.errors import DoctoolError, ExitCode


@click.command(
    cls=DocCommand,
    short_help="Menulis berkas buku SOP untuk diisi.",
    epilog="\b\nContoh:\n  doctool baru buku --kantor kota-medan\n  doctool baru buku --nama jilid-1",
)
@click.option("--kantor", "code", metavar="KODE", help="Kantor yang punya buku ini (bawaan: satu-satunya kantor).")
@click.option("--nama", "name", metavar="NAMA", default="buku", show_default=True, help="Nama buku.")
@options.overwrite
@options.dry_run
@options.common
@click.pass_obj
def buku(console: Console, code: str | None, name: str, overwrite: bool, dry_run: bool) -> int:
    """Menulis data/<kantor>/buku-sop/buku.yaml: teks bagian depan buku SOP dan urutan SOP-nya.

    SOP kantor itu sudah didaftar menurut nomornya. Yang harus diisi dibiarkan kosong: nomor dan tanggal keputusan,
    Menimbang, Mengingat, diktum, ruang lingkup, ringkasan, pengertian.
    """
    from doctool.atomic import write_text
    from doctool.book.load import book_path
    from doctool.book.skeleton import book_yaml
    from doctool.catalog.index import Workspace
    from doctool.catalog.load import usable_name
    from doctool.catalog.schema import schema_text

    if not usable_name(name):
        raise DoctoolError(f'"{name}" tidak dapat menjadi nama buku', 'pakai huruf kecil, angka dan "-"')
    workspace = Workspace.find(Path.cwd())
    office = workspace.load_kantor(only_office(workspace.offices(), code))
    path = book_path(workspace, office.kode, name)
    if path.exists() and not overwrite:
        raise DoctoolError(
            f'"{short_path(path)}" sudah ada', "isi berkas itu; buku lain: --nama NAMA; menggantinya: --timpa"
        )
    schema = workspace.root / SCHEMA_FOLDER / "buku.schema.json"
    sops = [workspace.load(entry) for entry in workspace.entries() if entry.kantor == office.kode]
    text = book_yaml(office, sops, link_to(schema, path.parent))
    if not dry_run:
        write_text(path, text)
        if not schema.exists():
            write_text(schema, schema_text("buku"))
        which = f" --buku {name}" if name != "buku" else ""
        console.say(f"Isi berkas itu, lalu: doctool sop buku {office.kode}{which}")
    console.result(short_path(path))
    console.payload({"berkas": [str(path)], "uji_coba": dry_run})
    return ExitCode.OK
