"""`doctool baru`: complete examples, ready to run, from what the package carries."""

from __future__ import annotations

import os
from pathlib import Path
from typing import TYPE_CHECKING

import click

from doctool.cli import options
from doctool.cli.console import Console
from doctool.cli.groups import DocCommand
from doctool.errors import DoctoolError, ExitCode

if TYPE_CHECKING:
    from doctool.model.kantor import Kantor
    from doctool.model.surat import Jenis

#: The example office in the package. A name with a dot in front would be left out by some packing tools.
_EXAMPLE = Path(__file__).resolve().parent.parent / "data" / "contoh"
#: A filled example of each kind of letter.
_LETTERS = _EXAMPLE.parent / "contoh_surat"
LETTERS = ("dinas", "nota-dinas", "pengantar", "undangan", "disposisi", "daftar-hadir", "notula")
_RENAMED = {"gitignore": ".gitignore", "gitattributes": ".gitattributes"}
SCHEMA_FOLDER = "skema"


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
        files[folder / SCHEMA_FOLDER / f"{kind}.schema.json"] = schema_text(kind).encode("utf-8")
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


@click.command(
    cls=DocCommand,
    epilog="\b\nContoh:\n  doctool baru surat nota-dinas\n  doctool baru surat undangan -o data/contoh/rapat.yaml",
)
@click.argument("kind", type=click.Choice(LETTERS), metavar="JENIS")
@click.option("--kantor", "code", metavar="KODE", help="Kantor yang memakai surat ini (bawaan: satu-satunya kantor).")
@options.output("Berkas tujuan (bawaan: data/<kantor>/surat/<jenis>.yaml di ruang kerja).")
@options.overwrite
@options.dry_run
@options.common
@click.pass_obj
def surat(console: Console, kind: Jenis, code: str | None, out: Path | None, overwrite: bool, dry_run: bool) -> int:
    """Menulis contoh surat yang terisi untuk diubah menjadi surat Anda.

    JENIS: dinas, nota-dinas, pengantar, undangan, disposisi, daftar-hadir, notula.
    """
    from doctool.atomic import write_text
    from doctool.catalog.index import DATA_FOLDER, Workspace
    from doctool.catalog.schema import schema_text
    from doctool.letters.load import LETTER_FOLDER

    workspace = Workspace.find(Path.cwd())
    office = workspace.load_kantor(only_office(workspace.offices(), code))
    path = out or workspace.root / DATA_FOLDER / office.kode / LETTER_FOLDER / f"{kind}.yaml"
    schema = workspace.root / SCHEMA_FOLDER / f"{kind}.schema.json"
    options.keep_existing(path, overwrite)
    text = (_LETTERS / f"{kind}.yaml").read_text(encoding="utf-8")
    text = text.replace("penandatangan: KUNCI\n", signer_line(office.kantor))
    if out is not None:
        text = text.replace(f"jenis: {kind}\n", f"jenis: {kind}\nkantor: {office.kode}\n")
    link = link_to(schema, path.absolute().parent)
    if not dry_run:
        write_text(path, f"# yaml-language-server: $schema={link}\n{text}")
        if not schema.exists():
            write_text(schema, schema_text(kind))
        console.say(f"Ubah isinya, lalu: doctool surat {kind} {path}")
    console.result(str(path))
    console.payload({"berkas": [str(path)]})
    return ExitCode.OK


def link_to(target: Path, folder: Path) -> str:
    """`target` as a file in `folder` names it; in full where that lies on another drive."""
    try:
        return Path(os.path.relpath(target.resolve(), folder.resolve())).as_posix()
    except ValueError:
        return target.resolve().as_uri()


def only_office(known: list[str], code: str | None) -> str:
    """The office asked for, or the only one. Raises DoctoolError."""
    choices = ", ".join(known)
    if code is None and len(known) == 1:
        return known[0]
    if code is None:
        raise DoctoolError("sebut kantornya dengan --kantor", f"kantor yang ada: {choices}")
    if code not in known:
        raise DoctoolError(f'kantor "{code}" tidak ada', f"kantor yang ada: {choices}")
    return code


def signer_line(kantor: Kantor) -> str:
    """The signer of an example: the office's first official with name and jabatan, else one that is plainly made up."""
    for key, official in kantor.pejabat.items():
        if official.jabatan and official.nama:
            return f"penandatangan: {key}\n"
    return "penandatangan:\n  jabatan: Kepala Kantor\n  nama: Contoh Pejabat\n  status: lain\n"
