"""`doctool surat JENIS DATA`: letters from YAML files, folders and tables."""

from __future__ import annotations

from collections.abc import Callable, Sequence
from datetime import date
from pathlib import Path
from typing import TYPE_CHECKING, Any

import click

from doctool.cli import letter_options as chosen
from doctool.cli import options
from doctool.cli.agenda_options import AGENDA, AGENDA_NAMES, agenda_wish
from doctool.cli.building import exit_code, progress_line
from doctool.cli.console import Console
from doctool.cli.groups import DocCommand
from doctool.cli.letter_report import build_json, tell_letter, tell_tables
from doctool.errors import DoctoolError

if TYPE_CHECKING:
    from doctool.catalog.index import Workspace
    from doctool.letter_jobs import LetterOptions
    from doctool.model.surat import Jenis

Sources = list[tuple[Path, "Jenis | None"]]

_RECEIVED = (
    " Dengan --agenda, atau nomor_agenda dalam datanya, yang kosong diisi dari buku agenda masuk; dengan --agenda DATA "
    "tidak harus ada."
)
_ENDING = """

    Surat yang gagal tidak menghentikan yang lain. Selesai dengan kode 0 bila semua jadi; 3 bila sebagian gagal;
    bila tidak satu pun jadi: 1 karena isinya, 4 karena LibreOffice.
"""


def _letter_command(kind: Jenis, what: str, example: str, *, numbered: bool, received: bool = False) -> click.Command:
    """The command of one kind of letter; `received`: of a letter in the buku agenda masuk."""

    def run(console: Console, data: tuple[Path, ...], look: bool, target: str | None = None, **asked: Any) -> int:
        if target is not None:
            asked["formats"] = _for_srikandi(asked["formats"], asked["nomor"])
        if received:
            asked["agenda"] = agenda_wish(data, **{name: asked.pop(name) for name in AGENDA_NAMES})
        workspace = _workspace(data)
        sources = _sources(data, kind) if data else []
        return _make(console, workspace, sources, look, srikandi=target is not None, **asked)

    number = " Tanpa kunci nomor, nomornya diambil dari buku agenda kantor bila ada." if numbered else ""
    run.__doc__ = (
        f"Membuat {what} dari DATA.\n\n"
        "    DATA adalah berkas YAML (satu surat), tabel Excel atau CSV (satu surat tiap baris), atau folder berisi "
        f"berkas YAML.{number}{_RECEIVED if received else ''} Hasilnya di output/surat/<kantor>/.{_ENDING}"
    )
    command: Callable[..., Any] = click.pass_obj(run)
    decorators: list[Callable[[Callable[..., Any]], Callable[..., Any]]] = [
        options.common, options.dry_run, options.overwrite, chosen.TODAY, chosen.PREVIEW, chosen.OUT, chosen.FORMAT,
        *(reversed(AGENDA) if received else ()),
        click.argument(
            "data", nargs=-1, required=not received, metavar="[DATA]..." if received else "DATA...",
            type=click.Path(path_type=Path),
        ),
    ]
    if numbered:
        decorators[3:3] = [chosen.SAME, chosen.INSERT, chosen.TARGET, chosen.NUMBER]
    for decorate in decorators:
        command = decorate(command)
    return click.command(cls=DocCommand, name=kind, epilog=f"\b\nContoh:\n  doctool surat {kind} {example}")(command)


dinas = _letter_command("dinas", "surat dinas", "data/kota-medan/surat/permintaan-data.yaml", numbered=True)
nota_dinas = _letter_command("nota-dinas", "nota dinas", "nota.yaml --format docx", numbered=True)
pengantar = _letter_command("pengantar", "surat pengantar", "pengantar.xlsx --pratinjau", numbered=True)
undangan = _letter_command("undangan", "surat undangan", "daftar-undangan.csv", numbered=True)
disposisi = _letter_command(
    "disposisi", "lembar disposisi", "disposisi.yaml\n  doctool surat disposisi --agenda 12 --pratinjau",
    numbered=False, received=True,
)
daftar_hadir = _letter_command("daftar-hadir", "daftar hadir", "rapat.yaml -o hasil", numbered=False)
notula = _letter_command("notula", "notula rapat", "notula.yaml", numbered=False)


@click.command(
    cls=DocCommand, epilog="\b\nContoh:\n  doctool surat semua\n  doctool surat semua data/kota-medan --format docx"
)
@click.argument("folders", nargs=-1, metavar="[FOLDER]...", type=click.Path(path_type=Path))
@chosen.FORMAT
@chosen.OUT
@chosen.PREVIEW
@chosen.TODAY
@chosen.INSERT
@chosen.SAME
@options.overwrite
@options.dry_run
@options.common
@click.pass_obj
def semua(console: Console, /, folders: tuple[Path, ...], look: bool, **asked: Any) -> int:
    """Membuat semua surat dalam folder, apa pun jenisnya (bawaan: data/ di ruang kerja).

    Yang dibuat adalah berkas YAML dalam folder bernama surat, atau yang menyebut jenisnya (jenis: undangan).

    Surat yang gagal tidak menghentikan yang lain. Selesai dengan kode 0 bila semua jadi; 3 bila sebagian gagal;
    bila tidak satu pun jadi: 1 karena isinya, 4 karena LibreOffice.
    """
    from doctool.catalog.index import DATA_FOLDER

    workspace = _workspace(folders)
    sources = _sources(folders or (workspace.root / DATA_FOLDER,), None)
    return _make(console, workspace, sources, look, **asked)


def _for_srikandi(formats: frozenset[str], nomor: str | None) -> frozenset[str]:
    """The formats of a letter for SRIKANDI: docx only. Raises DoctoolError where another was asked for."""
    from click.core import ParameterSource

    asked = click.get_current_context().get_parameter_source("formats") is not ParameterSource.DEFAULT
    if asked and formats != {"docx"}:
        raise DoctoolError(
            "--untuk srikandi hanya menghasilkan docx: SRIKANDI mengisi tanda ${...} dalam berkas Word, lalu membuat "
            "PDF-nya sendiri", "hapus --format, atau tulis --format docx",
        )  # fmt: skip
    if nomor is not None:
        raise DoctoolError("--nomor tidak dapat dipakai dengan --untuk srikandi", "nomornya diberikan oleh SRIKANDI")
    return frozenset({"docx"})


def _workspace(data: Sequence[Path]) -> Workspace:
    """The workspace of the first of `data`, else of the current folder."""
    from doctool.catalog.index import Workspace

    for path in data[:1]:
        try:
            return Workspace.find(path.absolute() if path.is_dir() else path.absolute().parent)
        except DoctoolError:
            break
    return Workspace.find(Path.cwd())


def _sources(data: Sequence[Path], kind: Jenis | None) -> Sources:
    """The files of `data`; of a folder the letters of `kind` in it. Raises DoctoolError where there are none."""
    from doctool.letters.load import kind_in, letter_files

    found: dict[Path, Jenis | None] = {}
    for path in data:
        if not path.exists():
            raise DoctoolError(f'"{path}" tidak ada', "periksa nama berkas dan foldernya")
        if path.is_dir():
            found.update({one: kind for one in letter_files(path) if kind is None or kind_in(one) in (kind, None)})
        else:
            found[path] = kind
    if not found:
        names = ", ".join(f'"{path}"' for path in data)
        what = f"surat berjenis {kind}" if kind else "surat"
        raise DoctoolError(f"tidak ada {what} di {names}", "buat contohnya dengan: doctool baru surat nota-dinas")
    return list(found.items())


def _make(
    console: Console, workspace: Workspace, sources: Sources, look: bool, *, out: Path | None, today: date | None,
    **asked: Any,
) -> int:
    """Make the letters of `sources`, or show the first; `asked` are the other fields of LetterOptions."""
    from doctool.letter_jobs import LetterOptions
    from doctool.letter_pipeline import build_letters

    wishes = LetterOptions(out=out or workspace.root / "output", today=today or options.today(), **asked)
    if look:
        return _preview(console, workspace, sources, wishes)
    build = build_letters(workspace, sources, wishes, progress_line(console))
    tell_tables(console, build)
    for result in build.results:
        tell_letter(console, result, wishes.dry_run)
    console.payload(build_json(build))
    made = sum(not one.reason for one in build.results)
    failed = len(build.results) - made
    done = "akan dibuat" if wishes.dry_run else "dibuat"
    console.say(f"{made} surat {done}" + (f", {failed} tidak atau tidak lengkap." if failed else "."))
    return exit_code(build.results)


def _preview(console: Console, workspace: Workspace, sources: Sources, wishes: LetterOptions) -> int:
    """Show the text of the first letter that can be read, with the number that it has or would get."""
    from doctool.letter_jobs import LetterBuild
    from doctool.letter_pipeline import preview_letters

    build = LetterBuild()
    shown, text = preview_letters(workspace, sources, wishes, build)
    tell_tables(console, build)
    for result in build.results:
        tell_letter(console, result, dry_run=True)
    if shown is not None:
        console.result(text)
        console.say(f"Teks {shown.address}, surat pertama dari {len(build.results)}; tidak ada yang ditulis.")
    console.payload({**build_json(build), "pratinjau": text})
    return exit_code(build.results)
