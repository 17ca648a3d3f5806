"""`doctool surat JENIS DATA`: letters from YAML files, folders and tables."""

from __future__ import annotations

from collections.abc import Callable, Sequence
from datetime import date
from pathlib import Path
from typing import TYPE_CHECKING, Any

import click

from doctool.cli import options
from doctool.cli.agenda_options import AGENDA, agenda_wish
from doctool.cli.building import exit_code, progress_line, short_path
from doctool.cli.console import Console
from doctool.cli.groups import DocCommand
from doctool.errors import DoctoolError

if TYPE_CHECKING:
    from doctool.catalog.index import Workspace
    from doctool.letter_agenda import AgendaWish
    from doctool.letter_pipeline import LetterBuild, LetterOptions, LetterResult
    from doctool.model.surat import Jenis

Sources = list[tuple[Path, "Jenis | None"]]

_FORMATS = ("docx", "pdf")


class LetterFormats(click.ParamType[frozenset[str]]):
    """Formats separated by commas: docx,pdf."""

    name = "format"

    def convert(self, value: Any, param: click.Parameter | None, ctx: click.Context | None) -> frozenset[str]:
        if isinstance(value, frozenset):
            return value
        wanted = [part.strip().lower() for part in str(value).split(",") if part.strip()]
        if not wanted or any(part not in _FORMATS for part in wanted):
            self.fail(f'"{value}": format yang ada: {", ".join(_FORMATS)} (pisahkan dengan koma).', param, ctx)
        return frozenset(wanted)


_FORMAT = click.option(
    "--format", "formats", type=LetterFormats(), default="docx,pdf", show_default=True, metavar="DAFTAR",
    help="Yang dibuat: docx, pdf; pisahkan dengan koma.",
)
_PREVIEW = click.option(
    "--pratinjau", "look", is_flag=True, help="Tampilkan teks surat pertama saja; tidak ada yang ditulis."
)
_TODAY = options.day("Tanggal nomor untuk surat yang belum bertanggal (bawaan: hari ini).")
_OUT = options.output("Folder keluaran (bawaan: output di ruang kerja).")
_INSERT = click.option(
    "--sisipan", "insert", is_flag=True, help="Surat bertanggal mundur: ambil nomor sisipan, misalnya 123.a."
)
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

    def run(
        console: Console, data: tuple[Path, ...], formats: frozenset[str], out: Path | None, look: bool,
        today: date | None, overwrite: bool, dry_run: bool, nomor: str | None = None, target: str | None = None,
        insert: bool = False, **agenda: Any,
    ) -> int:
        if target is not None:
            formats = _for_srikandi(formats, nomor)
        wish = agenda_wish(data, **agenda) if received else None
        workspace = _workspace(data)
        sources = _sources(data, kind) if data else []
        return _make(console, workspace, sources, formats, out, look, today, overwrite, dry_run, nomor, wish,
                     srikandi=target is not None, insert=insert)  # fmt: skip

    number = " Tanpa kunci nomor, nomornya diambil dari buku agenda kantor bila ada." if numbered else ""
    run.__doc__ = (
        f"Membuat {what} dari DATA.\n\n"
        "    DATA adalah berkas YAML (satu surat), tabel Excel atau CSV (satu surat tiap baris), atau folder berisi "
        f"berkas YAML.{number}{_RECEIVED if received else ''} Hasilnya di output/surat/<kantor>/.{_ENDING}"
    )
    command: Callable[..., Any] = click.pass_obj(run)
    decorators: list[Callable[[Callable[..., Any]], Callable[..., Any]]] = [
        options.common, options.dry_run, options.overwrite, _TODAY, _PREVIEW, _OUT, _FORMAT,
        *(reversed(AGENDA) if received else ()),
        click.argument(
            "data", nargs=-1, required=not received, metavar="[DATA]..." if received else "DATA...",
            type=click.Path(path_type=Path),
        ),
    ]
    if numbered:
        text = "Nomor surat ini; tanpa opsi ini menurut datanya atau buku agenda."
        decorators.insert(3, click.option("--nomor", "nomor", metavar="NOMOR", help=text))
        text = "Untuk diunggah ke SRIKANDI: nomor, tanggal dan penanda tangan berupa tanda ${...}; hanya docx."
        decorators.insert(3, options.target(text))
        decorators.insert(3, _INSERT)
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
@_FORMAT
@_OUT
@_INSERT
@_TODAY
@options.overwrite
@options.dry_run
@options.common
@click.pass_obj
def semua(
    console: Console, folders: tuple[Path, ...], formats: frozenset[str], out: Path | None, insert: bool,
    today: date | None, overwrite: bool, dry_run: bool,
) -> int:
    """Membuat semua surat dalam folder, apa pun jenisnya (bawaan: data/ di ruang kerja).

    Yang dibuat adalah berkas YAML dalam folder bernama surat, atau yang menyebut jenisnya (jenis: undangan).

    Surat yang gagal tidak menghentikan yang lain. Selesai dengan kode 0 bila semua jadi; 3 bila sebagian gagal;
    bila tidak satu pun jadi: 1 karena isinya, 4 karena LibreOffice.
    """
    from doctool.catalog.index import DATA_FOLDER

    workspace = _workspace(folders)
    sources = _sources(folders or (workspace.root / DATA_FOLDER,), None)
    return _make(console, workspace, sources, formats, out, False, today, overwrite, dry_run, None, insert=insert)


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
    console: Console, workspace: Workspace, sources: Sources, formats: frozenset[str], out: Path | None, look: bool,
    today: date | None, overwrite: bool, dry_run: bool, nomor: str | None, agenda: AgendaWish | None = None,
    *, srikandi: bool = False, insert: bool = False,
) -> int:
    from doctool.letter_pipeline import LetterOptions, build_letters

    wishes = LetterOptions(
        formats, out or workspace.root / "output", today or options.today(), overwrite, dry_run, nomor, agenda,
        srikandi, insert,
    )  # fmt: skip
    if look:
        return _preview(console, workspace, sources, wishes)
    build = build_letters(workspace, sources, wishes, progress_line(console))
    _tell_tables(console, build)
    for result in build.results:
        tell_letter(console, result, dry_run)
    console.payload(_json(build))
    made = sum(not one.reason for one in build.results)
    failed = len(build.results) - made
    done = "akan dibuat" if dry_run else "dibuat"
    console.say(f"{made} surat {done}" + (f", {failed} tidak atau tidak lengkap." if failed else "."))
    return exit_code(build.results)


def _preview(console: Console, workspace: Workspace, sources: Sources, wishes: LetterOptions) -> int:
    from doctool.letter_agenda import Agenda
    from doctool.letter_pipeline import LetterBuild, preview, read_letters

    build = LetterBuild()
    agenda = Agenda(workspace.root, wishes.today, wishes.agenda)
    jobs = [job for job in read_letters(workspace, sources, build, agenda) if not job.result.reason]
    _tell_tables(console, build)
    for result in build.results:
        tell_letter(console, result, dry_run=True)
    text = preview(workspace, jobs[0], wishes.nomor, srikandi=wishes.srikandi) if jobs else ""
    if jobs:
        console.result(text)
        console.say(f"Teks {jobs[0].result.address}, surat pertama dari {len(build.results)}; tidak ada yang ditulis.")
    console.payload({**_json(build), "pratinjau": text})
    return exit_code(build.results)


def _tell_tables(console: Console, build: LetterBuild) -> None:
    """What is to be said of the tables as such: columns that are not known."""
    from doctool.cli.show import finding_line

    if build.findings:
        console.warn("isi tabel yang tidak masuk ke surat:")
        for finding in build.findings:
            console.note(finding_line(finding))


def tell_letter(console: Console, result: LetterResult, dry_run: bool) -> None:
    """What became of one letter: its files, why it failed, its findings."""
    from doctool.cli.show import finding_line

    for path in result.files:
        state = f"{result.states[path]:7} " if dry_run else ""
        console.result(f"{state}{short_path(path)}")
    if result.nomor and not dry_run:
        console.note(f"nomor {result.nomor}")
    if result.reason:
        named = result.reason.startswith(f"{result.address}:")
        console.problem(result.reason if named else f"{result.address}: {result.reason}", result.hint or None)
    if result.bug is not None:
        console.trace(result.bug)
    for finding in result.findings:
        if not result.reason.startswith(f"{finding.where}: {finding.message}"):
            console.note(finding_line(finding))


def letter_json(one: LetterResult) -> dict[str, Any]:
    """What became of one letter, for --json."""
    from doctool.cli.show import finding_json

    return {
        "alamat": one.address,
        "jenis": one.jenis,
        "sumber": one.source,
        "nomor": one.nomor,
        "hasil": "gagal" if one.reason and not one.files else "sebagian" if one.reason else "jadi",
        "berkas": [str(path) for path in one.files],
        "alasan": one.reason,
        "saran": one.hint,
        "temuan": [finding_json(finding) for finding in one.findings],
    }


def _json(build: LetterBuild) -> dict[str, Any]:
    from doctool.cli.show import finding_json

    return {
        "surat": [letter_json(one) for one in build.results],
        "temuan_tabel": [finding_json(finding) for finding in build.findings],
        "jadi": sum(not one.reason for one in build.results),
        "gagal": sum(bool(one.reason) for one in build.results),
    }
