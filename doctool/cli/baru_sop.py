"""`doctool baru sop`: a new SOP from a title and pelaksana, or from a table."""

from __future__ import annotations

from pathlib import Path

import click

from doctool.cli import options
from doctool.cli.baru import SCHEMA_FOLDER, link_to, only_office
from doctool.cli.building import short_path
from doctool.cli.console import Console
from doctool.cli.groups import DocCommand
from doctool.errors import ExitCode


@click.command(
    cls=DocCommand,
    short_help="Memulai SOP baru dari judul atau dari tabel.",
    epilog='\b\nContoh:\n  doctool baru sop --judul "Penerbitan KTP" --pelaksana "Pemohon,Petugas Loket,Kepala Dinas"\n'
    "  doctool baru sop --dari langkah.xlsx",
)
@click.option("--judul", "title", default="", metavar="TEKS", help="Nama SOP; nama berkasnya dibuat dari sini.")
@click.option("--pelaksana", "names", default="", metavar="NAMA,NAMA", help="Para pelaksana dari kiri, dipisah koma.")
@click.option(
    "--dari", "table", type=click.Path(exists=True, dir_okay=False, path_type=Path), metavar="TABEL.xlsx",
    help="Tabel langkah: dari doctool sop ekspor, atau ketikan sendiri (No, Kegiatan, Pelaksana, Waktu, ...).",
)
@click.option("--kantor", "code", metavar="KODE", help="Kantor yang punya SOP ini (bawaan: satu-satunya kantor).")
@options.dry_run
@options.common
@click.pass_obj
def sop(console: Console, title: str, names: str, table: Path | None, code: str | None, dry_run: bool) -> int:
    """Menulis sop_catalog/<kantor>/sop/<judul>.yaml: naskah SOP baru yang langsung dapat digambar.

    Dengan --judul dan --pelaksana: kegiatan contoh untuk ditimpa, dengan penjelasan di tiap bagian. Dengan --dari:
    semua langkah dari tabel Excel. Berkas yang sudah ada tidak pernah ditimpa.
    """
    from doctool.atomic import write_text
    from doctool.catalog.index import Workspace
    from doctool.catalog.schema import schema_text
    from doctool.cli.show import finding_line
    from doctool.sop_new import new_sop, sop_folder

    people = [one.strip() for one in names.split(",") if one.strip()]
    if table is None and not (title.strip() and people):
        raise click.UsageError('Sebut --judul "..." dan --pelaksana "...,...", atau --dari TABEL.xlsx.')
    if table is not None and people:
        raise click.UsageError("--pelaksana tidak dipakai bersama --dari: pelaksananya ada di tabel.")
    if len({one.casefold() for one in people}) < len(people):
        raise click.UsageError("--pelaksana menyebut nama yang sama dua kali.")
    workspace = Workspace.find(Path.cwd())
    office = workspace.load_kantor(only_office(workspace.offices(), code))
    schema = workspace.root / SCHEMA_FOLDER / "sop.schema.json"
    link = link_to(schema, sop_folder(workspace, office))
    made = new_sop(workspace, office, link, title.strip(), people, table, dry_run=dry_run)
    for finding in made.findings:
        console.note(finding_line(finding))
    if not dry_run:
        if not schema.exists():
            write_text(schema, schema_text("sop"))
        console.say(f"Isi berkas itu, lalu: doctool periksa {short_path(made.path)}, kemudian "
                    f"doctool sop buat {made.address}")
    console.result(short_path(made.path))
    console.payload({"sop": made.address, "berkas": [str(made.path)], "uji_coba": dry_run})
    return ExitCode.OK
