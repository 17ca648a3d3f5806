"""`doctool baru formulir`: indicators to begin with, as YAML or as an Excel workbook."""

from __future__ import annotations

from pathlib import Path

import click

from doctool.cli import options
from doctool.cli.baru import SCHEMA_FOLDER, link_to, only_office
from doctool.cli.console import Console
from doctool.cli.groups import DocCommand
from doctool.errors import DoctoolError, ExitCode

#: The forms of the example with the suffix of their file.
_FORMS = {"yaml": ".yaml", "xlsx": ".xlsx"}


@click.command(
    cls=DocCommand,
    epilog="\b\nContoh:\n  doctool baru formulir\n  doctool baru formulir --format xlsx --tahun 2027",
)
@click.option("--format", "form", type=click.Choice(list(_FORMS)), help="Bentuk berkas (bawaan: yaml).")
@click.option("--tahun", "year", type=click.IntRange(2000, 2100), metavar="TAHUN", help="Tahun (bawaan: tahun ini).")
@click.option("--kantor", "code", metavar="KODE", help="Kantor yang memakainya (bawaan: satu-satunya kantor).")
@options.output("Berkas tujuan (bawaan: data/<kantor>/kinerja/<tahun>.yaml di ruang kerja).")
@options.overwrite
@options.dry_run
@options.common
@click.pass_obj
def formulir(
    console: Console, form: str | None, year: int | None, code: str | None, out: Path | None, overwrite: bool,
    dry_run: bool,
) -> int:
    """Menulis contoh indikator kinerja yang terisi, bahan formulir isian tiap bidang.

    Isinya sama dalam YAML maupun Excel; pakai salah satu. Buku kerja Excel memuat petunjuk, daftar pilihan dan
    penjelasan tiap kolom.
    """
    from doctool.atomic import write_bytes, write_text
    from doctool.catalog.index import DATA_FOLDER, Workspace
    from doctool.catalog.schema import schema_text
    from doctool.indicators.example import example_kinerja, example_text
    from doctool.indicators.load import KINERJA_FOLDER
    from doctool.indicators.write import write_workbook

    workspace = Workspace.find(Path.cwd())
    office = workspace.load_kantor(only_office(workspace.offices(), code))
    tahun = year or options.today().year
    suffix = _suffix(form, out)
    path = out or workspace.root / DATA_FOLDER / office.kode / KINERJA_FOLDER / f"{tahun}{suffix}"
    options.keep_existing(path, overwrite)
    _refuse_second(path)
    if not dry_run:
        if suffix == ".xlsx":
            write_bytes(path, write_workbook(example_kinerja(office.kantor, tahun), office.kantor, contoh=True))
        else:
            schema = workspace.root / SCHEMA_FOLDER / "kinerja.schema.json"
            head = f"# yaml-language-server: $schema={link_to(schema, path.absolute().parent)}\n"
            write_text(path, head + example_text(office.kantor, tahun))
            if not schema.exists():
                write_text(schema, schema_text("kinerja"))
        console.say(f"Ubah isinya, lalu: doctool periksa {path}")
        if not office.kantor.bidang:
            console.say("Kantor ini belum punya bidang; daftarkan di kantor.yaml, kunci bidang:.")
    console.result(str(path))
    console.payload({"berkas": [str(path)]})
    return ExitCode.OK


def _suffix(form: str | None, out: Path | None) -> str:
    """The suffix of the file: as asked for, else as the file is called. Raises DoctoolError where they differ."""
    named = out.suffix.lower() if out is not None else ""
    named = ".yaml" if named == ".yml" else named
    if out is not None and named not in _FORMS.values():
        raise DoctoolError(f'"{out}" bukan berkas .yaml atau .xlsx', "akhiri nama berkasnya dengan .yaml atau .xlsx")
    if form is None:
        return named or _FORMS["yaml"]
    if named and named != _FORMS[form]:
        raise DoctoolError(f'"{out}" tidak cocok dengan --format {form}', f"akhiri namanya dengan {_FORMS[form]}")
    return _FORMS[form]


def _refuse_second(path: Path) -> None:
    """Refuse a second file of one year: nobody could say which of the two counts."""
    others = (path.with_suffix(suffix) for suffix in (".yaml", ".yml", ".xlsx") if suffix != path.suffix.lower())
    there = next((one for one in others if one.exists()), None)
    if there is not None:
        raise DoctoolError(f'tahun ini sudah punya "{there}"', "ubah berkas itu, atau sebut --tahun yang lain")
