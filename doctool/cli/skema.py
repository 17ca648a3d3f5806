"""`doctool skema`: the JSON Schema that lets an editor complete and check the YAML."""

from __future__ import annotations

from pathlib import Path
from typing import TYPE_CHECKING

import click

from doctool.cli import options
from doctool.cli.console import Console
from doctool.cli.groups import DocCommand
from doctool.errors import ExitCode

if TYPE_CHECKING:
    from doctool.catalog.schema import Kind

#: The kinds of file, as `doctool.catalog.schema` has them; here so that --help loads no model.
NAMES = (
    "sop", "kantor", "dinas", "nota-dinas", "pengantar", "undangan", "disposisi", "daftar-hadir", "notula", "kinerja",
    "laporan", "pembanding", "berkala", "paket", "buku",
)


@click.command(
    cls=DocCommand, epilog="\b\nContoh:\n  doctool skema sop\n  doctool skema nota-dinas -o nota-dinas.schema.json"
)
@click.argument("kind", type=click.Choice(NAMES), required=False, default="sop", metavar="[JENIS]")
@options.output("Berkas tujuan (bawaan: stdout).")
@options.overwrite
@options.common
@click.pass_obj
def skema(console: Console, kind: Kind, out: Path | None, overwrite: bool) -> int:
    """Mencetak JSON Schema untuk penyunting teks (bawaan: sop).

    JENIS: sop, kantor, kinerja, laporan, pembanding, berkala, paket, buku, atau jenis surat: dinas, nota-dinas,
    pengantar, undangan, disposisi, daftar-hadir, notula.

    Baris pertama berkas YAML menunjuk berkas skema itu, sehingga penyunting teks melengkapi kunci dan
    menandai kesalahan sambil mengetik.
    """
    from doctool.atomic import write_text
    from doctool.catalog.schema import schema_text

    text = schema_text(kind)
    if out is None:
        click.echo(text, nl=False)
        return ExitCode.OK
    options.keep_existing(out, overwrite)
    write_text(out, text)
    console.result(str(out))
    console.payload({"berkas": [str(out)]})
    return ExitCode.OK
