"""`doctool sop ekspor` and `doctool sop impor`: an SOP as an Excel table of steps, and back."""

from __future__ import annotations

from pathlib import Path

import click

from doctool.cli import options
from doctool.cli.building import exit_code, short_path, tell_files, tell_reason
from doctool.cli.console import Console
from doctool.cli.groups import DocCommand
from doctool.errors import ExitCode


@click.command(
    cls=DocCommand,
    short_help="Menulis SOP sebagai tabel Excel untuk diubah.",
    epilog="\b\nContoh:\n  doctool sop ekspor penerbitan-ktp\n  doctool sop ekspor penerbitan-ktp -o ktp.xlsx",
)
@click.argument("address", metavar="[KANTOR/]SLUG")
@click.option("--format", "kind", type=click.Choice(["xlsx"]), default="xlsx", show_default=True, help="Format tabel.")
@options.output("Berkas tujuan (bawaan: output/tabel/<kantor>/<slug>.langkah.xlsx di ruang kerja).")
@options.overwrite
@options.dry_run
@options.common
@click.pass_obj
def ekspor(console: Console, address: str, kind: str, out: Path | None, overwrite: bool, dry_run: bool) -> int:
    """Menulis seluruh isi SOP sebagai tabel: lembar Langkah, Pelaksana, Identitas, Lainnya dan Petunjuk.

    Tabel yang sudah diubah dibaca kembali dengan doctool sop impor. SLUG boleh juga terbitan (penerbitan-ktp@1).
    """
    from doctool.atomic import write_bytes
    from doctool.catalog.editions import find_sop
    from doctool.catalog.index import Workspace
    from doctool.sop_table import export_table, save_table

    workspace = Workspace.find(Path.cwd())
    loaded = find_sop(workspace, address)
    if out is None:
        result = save_table(loaded, workspace.root / "output", overwrite=overwrite, dry_run=dry_run)
        tell_files(console, result, dry_run)
        if result.reason:
            tell_reason(console, result)
        if result.bug is not None:
            console.trace(result.bug)
        if result.files and not result.reason and not dry_run:
            _tell_next(console, loaded.address, result.files[0])
        console.payload({"berkas": [str(path) for path in result.files], "format": kind, "alasan": result.reason})
        return exit_code([result])
    options.keep_existing(out, overwrite)
    data = export_table(loaded)
    console.result(short_path(out))
    if not dry_run:
        write_bytes(out, data)
        _tell_next(console, loaded.address, out)
    console.payload({"berkas": [str(out)], "format": kind, "alasan": ""})
    return ExitCode.OK


def _tell_next(console: Console, address: str, table: Path) -> None:
    """How the table comes back into the SOP."""
    slug = address.partition("@")[0]
    console.say(f"Ubah tabel itu di Excel, simpan, lalu: doctool sop impor {slug} {short_path(table)}")


@click.command(
    cls=DocCommand,
    short_help="Mengambil perubahan dari tabel Excel ke naskah SOP.",
    epilog="\b\nContoh:\n  doctool sop impor penerbitan-ktp ktp.xlsx --dry-run\n"
    "  doctool sop impor penerbitan-ktp ktp.xlsx",
)
@click.argument("address", metavar="[KANTOR/]SLUG")
@click.argument("table", type=click.Path(exists=True, dir_okay=False, path_type=Path), metavar="TABEL.xlsx")
@options.dry_run
@options.common
@click.pass_obj
def impor(console: Console, address: str, table: Path, dry_run: bool) -> int:
    """Mengubah naskah SOP menjadi seperti TABEL.xlsx (dari doctool sop ekspor; juga .ods).

    Hanya yang berbeda yang disunting di berkas YAML-nya; komentar dan tata letak selebihnya tetap. Perubahannya
    disebut satu per satu; dengan --dry-run hanya itu. Tabel yang salah ditolak dengan lembar dan selnya, dan tidak ada
    yang diubah.
    """
    from doctool.catalog.editions import find_entry
    from doctool.catalog.index import Workspace
    from doctool.cli.show import finding_line
    from doctool.cli.sop_banding import change_line
    from doctool.compare.printed import as_data, lines_of
    from doctool.compare.tell import tell
    from doctool.sop_table import take_in

    workspace = Workspace.find(Path.cwd())
    entry = find_entry(workspace, address)
    taken = take_in(workspace, entry, table, dry_run=dry_run)
    for finding in taken.findings:
        console.note(finding_line(finding))
    found = tell(taken.before, taken.after)
    for line in lines_of(found) if taken.changed else ():
        console.result(change_line(line))
    console.payload({"sop": entry.address, "berkas": str(entry.path), "uji_coba": dry_run, **as_data(found)})
    if not taken.changed:
        console.say(f"{entry.address} sudah sama dengan tabel itu; tidak ada yang diubah.")
    elif not dry_run:
        console.say(f"{short_path(entry.path)} sudah diubah. Berikutnya: doctool periksa {short_path(entry.path)}")
    return ExitCode.OK
