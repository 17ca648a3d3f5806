"""`doctool skema`: the JSON Schema that lets an editor complete and check the YAML."""

from __future__ import annotations

import json
from pathlib import Path

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
@options.common
@click.pass_obj
def skema(console: Console, kind: str, out: Path | None) -> int:
    """Mencetak JSON Schema untuk penyunting teks (bawaan: sop).

    Baris pertama berkas YAML menunjuk berkas skema itu, sehingga penyunting teks melengkapi kunci dan
    menandai kesalahan sambil mengetik.
    """
    from typing import Literal, cast

    from doctool.atomic import write_text
    from doctool.catalog.schema import json_schema

    schema = json_schema(cast(Literal["sop", "kantor"], kind))
    text = json.dumps(schema, ensure_ascii=False, indent=2) + "\n"
    if out is None:
        click.echo(text, nl=False)
        return ExitCode.OK
    write_text(out, text)
    console.result(str(out))
    console.payload({"berkas": [str(out)]})
    return ExitCode.OK
