"""`doctool skema`: the JSON Schema that lets an editor complete and check the YAML."""

from __future__ import annotations

from pathlib import Path
from typing import Literal

import click

from doctool.cli import options
from doctool.cli.console import Console
from doctool.cli.groups import DocCommand
from doctool.errors import ExitCode


@click.command(
    cls=DocCommand, epilog="\b\nContoh:\n  doctool skema sop\n  doctool skema kantor -o kantor.schema.json"
)
@click.argument("kind", type=click.Choice(["sop", "kantor"]), required=False, default="sop", metavar="[sop|kantor]")
@options.output("Berkas tujuan (bawaan: stdout).")
@options.overwrite
@options.common
@click.pass_obj
def skema(console: Console, kind: Literal["sop", "kantor"], out: Path | None, overwrite: bool) -> int:
    """Mencetak JSON Schema untuk penyunting teks (bawaan: sop).

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
