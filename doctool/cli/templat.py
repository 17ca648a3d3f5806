"""`doctool templat`: the templates of letters (Word) and of forms (Excel), checked, listed, and given out."""

from __future__ import annotations

from pathlib import Path
from typing import TYPE_CHECKING, Any, Literal

import click

from doctool.border.plain_file import plain_digest
from doctool.cli import options
from doctool.cli.console import Console
from doctool.cli.groups import DocCommand
from doctool.cli.periksa import FORM, STRICT
from doctool.cli.templat_formulir import KIND as FORM_KIND
from doctool.errors import DoctoolError, ExitCode
from doctool.fingerprint import digest

if TYPE_CHECKING:
    from doctool.catalog.index import Workspace
    from doctool.fill.names import Names
    from doctool.findings import Finding
    from doctool.model.surat import Jenis

KINDS = ("dinas", "nota-dinas", "pengantar", "undangan", "disposisi", "daftar-hadir", "notula")
_KINDS = ", ".join(KINDS)


@click.command(
    cls=DocCommand,
    short_help="Memeriksa templat surat dan formulir.",
    epilog="\b\nContoh:\n  doctool templat periksa\n  doctool templat periksa nota-dinas.docx\n"
    "  doctool templat periksa konsep.docx --jenis undangan --untuk srikandi",
)
@click.argument("paths", nargs=-1, metavar="[BERKAS|FOLDER]...", type=click.Path(path_type=Path))
@click.option("--jenis", "kind", type=click.Choice(KINDS), metavar="JENIS", help=f"Jenis suratnya: {_KINDS}.")
@options.target("Untuk SRIKANDI: tanda ${...} boleh ada, masing-masing utuh.")
@FORM
@STRICT
@options.common
@click.pass_obj
def periksa(
    console: Console, paths: tuple[Path, ...], kind: Jenis | None, target: str | None, form: str, strict: bool
) -> int:
    """Memeriksa templat surat (Word) dan formulir (Excel): tiap temuan menyebut tempatnya, kode dan saran.

    Tanpa BERKAS atau FOLDER diperiksa templates/docx dan templates/xlsx di ruang kerja ini. Jenis surat diketahui dari
    nama berkasnya (nota-dinas.docx, nota-dinas-srikandi.docx), atau dari --jenis. Templat hanya dibaca, tidak
    dijalankan.

    Selesai dengan kode 0 bila baik, 1 bila ada galat (dengan --ketat juga bila ada peringatan), 2 bila
    pemakaiannya salah.
    """
    from doctool.catalog.index import Workspace
    from doctool.cli.periksa import report
    from doctool.cli.templat_formulir import inspect_forms, split_paths
    from doctool.letters.template_files import inspect_templates

    if not paths:
        root = Workspace.find(Path.cwd()).root
        paths = tuple(folder for folder in _folders(root) if folder.is_dir())
        if not paths:
            console.say("Kantor belum punya templat sendiri, jadi templat bawaan yang dipakai.")
    forms, others = split_paths(paths)
    inspection = inspect_templates(others, kind, markers=target is not None)
    files, findings = inspect_forms(forms)
    return report(console, inspection.files | set(files), [*inspection.findings, *findings], form, strict=strict)


def _folders(root: Path) -> tuple[Path, Path]:
    """Where an office keeps its templates: of letters, of forms."""
    from doctool import form_pipeline, letter_pipeline

    return root / letter_pipeline.TEMPLATES, root / form_pipeline.TEMPLATES


@click.command(
    cls=DocCommand, epilog="\b\nContoh:\n  doctool templat daftar\n  doctool templat daftar nota-dinas"
)
@click.argument("kind", type=click.Choice((*KINDS, FORM_KIND)), metavar="[JENIS]", required=False)
@options.common
@click.pass_obj
def daftar(console: Console, kind: Jenis | Literal["form-isian"] | None) -> int:
    """Mendaftar templat: milik kantor atau bawaan, berkasnya, dan apakah lulus pemeriksaan.

    Dengan JENIS didaftar nama-nama yang dapat dicetak templat jenis itu.
    """
    if kind == FORM_KIND:
        from doctool.cli.templat_formulir import tell_names

        names = tell_names()
        _tell_rows(console, names, [": ".join(filter(None, (row["daftar"], row["nama"]))) for row in names])
        return ExitCode.OK
    if kind is not None:
        from doctool.letters.placeholders import placeholders

        _tell_names(console, placeholders(kind))
        return ExitCode.OK
    from doctool.catalog.index import Workspace
    from doctool.cli.building import short_path

    rows = _templates(Workspace.find(Path.cwd()))
    width = max(len(row["jenis"]) for row in rows)
    for row in rows:
        file = short_path(Path(row["berkas"])) if row["berkas"] else ""
        place = f"{row['asal']:8} {file}".rstrip()
        console.result(f"{row['jenis']:{width}}  {place:60}  {_verdict(row['galat'], row['peringatan'])}")
    console.payload({"templat": rows})
    return ExitCode.OK


def _templates(workspace: Workspace) -> list[dict[str, Any]]:
    """Each template: kind, whose it is, its file, and how many findings it has."""
    from doctool.letter_pipeline import TEMPLATES
    from doctool.letters.template_files import check_file, inspect_templates
    from doctool.letters.templates import own_template

    rows = []
    for name in KINDS:
        kind: Jenis = name  # type: ignore[assignment]
        files = [workspace.root / TEMPLATES / f"{kind}{suffix}.docx" for suffix in ("", "-srikandi")]
        if not files[0].exists():
            rows.append(_row(kind, "bawaan", "", check_file(own_template(kind), kind, kind)))
        for file in files:
            if file.exists():
                same = plain_digest(file) == digest(own_template(kind))
                rows.append(_row(kind, "bawaan" if same else "kantor", str(file), inspect_templates([file]).findings))
    return [*rows, _form_row(workspace)]


def _form_row(workspace: Workspace) -> dict[str, Any]:
    """The template of the form isian."""
    from doctool.cli.templat_formulir import inspect_forms
    from doctool.forms.write import NAME, own_template

    file = _folders(workspace.root)[1] / NAME
    if not file.exists():
        return _row(FORM_KIND, "bawaan", "", [])
    same = plain_digest(file) == digest(own_template())
    return _row(FORM_KIND, "bawaan" if same else "kantor", str(file), inspect_forms([file])[1])


def _row(kind: str, origin: str, file: str, findings: list[Finding]) -> dict[str, Any]:
    from doctool.findings import Severity

    errors = sum(one.severity is Severity.ERROR for one in findings)
    return {
        "jenis": kind, "asal": origin, "berkas": file, "galat": errors, "peringatan": len(findings) - errors,
    }  # fmt: skip


def _verdict(errors: int, warnings: int) -> str:
    if not errors and not warnings:
        return "lulus"
    return f"{errors} galat, {warnings} peringatan" if errors else f"lulus, {warnings} peringatan"


def _tell_names(console: Console, names: Names) -> None:
    """The names of a kind, with what they hold."""
    rows = [
        {"nama": path, "bentuk": str(name.shape), "isi": name.about, "daftar": inside}
        for path, name, inside in names.paths()
    ]
    _tell_rows(console, rows, [_in_loop(row["nama"], row["daftar"]) for row in rows])


def _tell_rows(console: Console, rows: list[dict[str, str]], written: list[str]) -> None:
    """Names, as `written`, in lines with their shape and what they print."""
    width = max(map(len, written))
    for name, row in zip(written, rows, strict=True):
        console.result(f"{name:{width}}  {row['bentuk']:13}  {row['isi']}")
    console.payload({"nama": rows})


def _in_loop(path: str, inside: str) -> str:
    """A name as a template writes it; an item of a list by way of the loop's own name."""
    return f"{inside}: k{path.removeprefix(inside)}" if inside else path


@click.command(
    cls=DocCommand,
    epilog="\b\nContoh:\n  doctool templat ekspor\n  doctool templat ekspor nota-dinas undangan -o konsep\n"
    "  doctool templat ekspor dinas --untuk srikandi",
)
@click.argument("kinds", nargs=-1, type=click.Choice((*KINDS, FORM_KIND)), metavar="[JENIS]...")
@options.output("Folder tujuan (bawaan: templates/docx dan templates/xlsx di ruang kerja).")
@options.target("Dengan tanda ${...} untuk nomor, tanggal dan penanda tangan; namanya <jenis>-srikandi.docx.")
@options.overwrite
@options.dry_run
@options.common
@click.pass_obj
def ekspor(
    console: Console, kinds: tuple[Jenis, ...], out: Path | None, target: str | None, overwrite: bool, dry_run: bool
) -> int:
    """Menulis templat bawaan doctool untuk diubah di Word, templat formulir (form-isian) di Excel.

    Tanpa JENIS semuanya. Templat yang sudah Anda ubah tidak ditimpa tanpa --timpa. Sesudah mengubahnya:
    doctool templat periksa.
    """
    from doctool.atomic import write_bytes
    from doctool.catalog.index import Workspace
    from doctool.cli.building import short_path

    letters, forms = (out, out) if out else _folders(Workspace.find(Path.cwd()).root)
    files = {
        (forms if name.endswith(".xlsx") else letters) / name: data for name, data in _exports(kinds, target).items()
    }
    changed = [path for path, data in files.items() if path.exists() and plain_digest(path) != digest(data)]
    if changed and not overwrite:
        names = ", ".join(f'"{short_path(path)}"' for path in changed)
        raise DoctoolError(
            f"{names} sudah ada dan berbeda dari bawaan; tidak ada yang ditulis",
            "pakai --timpa untuk menggantinya, atau folder lain dengan -o",
        )
    for path, data in files.items():
        if not dry_run:
            write_bytes(path, data)
        console.result(short_path(path))
    console.payload({"berkas": [str(path) for path in files]})
    if not dry_run:
        console.say("Ubah di Word (atau Excel) dan simpan dengan nama yang sama, lalu: doctool templat periksa")
    return ExitCode.OK


def _exports(kinds: tuple[Jenis, ...], target: str | None) -> dict[str, bytes]:
    """The templates asked for by the names of their files. Raises DoctoolError."""
    from doctool.fill.markers import SUFFIX
    from doctool.forms import write
    from doctool.letters.marked import MARKED_KINDS, marked_template
    from doctool.letters.templates import own_template

    if target is None:
        wanted: tuple[Any, ...] = kinds or (*KINDS, FORM_KIND)
        own = {f"{kind}.docx": own_template(kind) for kind in wanted if kind != FORM_KIND}
        return own | ({write.NAME: write.own_template()} if FORM_KIND in wanted else {})
    strange = [kind for kind in kinds if kind not in MARKED_KINDS]
    if strange:
        known = ", ".join(MARKED_KINDS)
        message = f"{', '.join(strange)} tidak diberi nomor oleh SRIKANDI"
        raise DoctoolError(message, f"yang ada untuk SRIKANDI: {known}")
    return {f"{kind}{SUFFIX}.docx": marked_template(kind) for kind in kinds or MARKED_KINDS}
