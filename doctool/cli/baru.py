"""`doctool baru`: complete examples, ready to run, from what the package carries."""

from __future__ import annotations

from pathlib import Path

import click

from doctool.cli import options
from doctool.cli.console import Console
from doctool.cli.groups import DocCommand
from doctool.errors import DoctoolError, ExitCode

#: The example office in the package. A name with a dot in front would be left out by some packing tools.
_EXAMPLE = Path(__file__).resolve().parent.parent / "data" / "contoh"
_RENAMED = {"gitignore": ".gitignore"}
_SCHEMA_FOLDER = "skema"


@click.command(
    cls=DocCommand, epilog="\b\nContoh:\n  doctool baru kantor arsip-sop\n  cd arsip-sop\n  doctool sop buat --semua"
)
@click.argument(
    "folder", type=click.Path(file_okay=False, path_type=Path), default=Path(), metavar="[FOLDER]"
)
@options.dry_run
@options.common
@click.pass_obj
def kantor(console: Console, folder: Path, dry_run: bool) -> int:
    """Membuat ruang kerja baru: kantor contoh, satu SOP lengkap, skema dan petunjuk.

    FOLDER adalah folder kosong atau yang belum ada (bawaan: folder ini).
    """
    from doctool.atomic import write_bytes
    from doctool.catalog.schema import KINDS, schema_text

    if (folder / "sop_catalog").exists():
        raise DoctoolError(f'"{folder}" sudah berisi ruang kerja (sop_catalog)', "pilih folder lain yang kosong")
    files: dict[Path, bytes] = {}
    for source in sorted(path for path in _EXAMPLE.rglob("*") if path.is_file()):
        place = source.relative_to(_EXAMPLE)
        files[folder / place.with_name(_RENAMED.get(place.name, place.name))] = source.read_bytes()
    for kind in KINDS:
        files[folder / _SCHEMA_FOLDER / f"{kind}.schema.json"] = schema_text(kind).encode("utf-8")
    standing = [str(path) for path in files if path.exists()]
    if standing:
        raise DoctoolError(
            f'"{folder}" sudah berisi {", ".join(standing)}', "pilih folder lain yang kosong; tidak ada yang diubah"
        )
    for path, data in files.items():
        if not dry_run:
            write_bytes(path, data)
        console.result(str(path))
    console.payload({"folder": str(folder), "berkas": [str(path) for path in files]})
    if not dry_run:
        where = "" if folder == Path() else f"cd {folder}, lalu "
        console.say(f"Ruang kerja siap. Berikutnya: {where}doctool periksa, kemudian doctool sop buat --semua.")
    return ExitCode.OK
