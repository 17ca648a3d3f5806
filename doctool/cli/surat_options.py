"""What the commands of the register share: the office, its book, and how lines are shown."""

from __future__ import annotations

import difflib
from collections.abc import Callable, Sequence
from dataclasses import fields
from datetime import date
from pathlib import Path
from typing import TYPE_CHECKING, Any, TypeVar

import click

from doctool.cli import options
from doctool.cli.console import Console
from doctool.errors import DoctoolError

if TYPE_CHECKING:
    from doctool.catalog.index import Workspace
    from doctool.loaded import LoadedKantor
    from doctool.register.database import Register

F = TypeVar("F", bound=Callable[..., Any])
#: Widest column of a table on the screen; --json gives the whole text.
_WIDEST = 46


class Whole(click.IntRange):
    """A whole number in a range."""

    name = "bilangan bulat"


def office(command: F) -> F:
    """--kantor: whose book; may be left out where the workspace has one office."""
    return click.option(
        "--kantor", "code", metavar="KANTOR", help="Kantor pemilik buku (boleh tidak disebut bila hanya satu)."
    )(command)


def day(text: str) -> Callable[[F], F]:
    """--tanggal: the day of what is recorded."""
    return click.option("--tanggal", "day", type=options.Day(), metavar="TANGGAL", help=text + " (bawaan: hari ini).")


def year(text: str) -> Callable[[F], F]:
    """--tahun: the year of a book."""
    return click.option("--tahun", "year", type=Whole(1900, 2100), metavar="TAHUN", help=text)


class BookFormats(click.ParamType[frozenset[str]]):
    """Formats of a book, separated by commas: xlsx,pdf."""

    name = "format"

    def convert(self, value: Any, param: click.Parameter | None, ctx: click.Context | None) -> frozenset[str]:
        wanted = frozenset(str(value).lower().replace(" ", "").split(",")) if isinstance(value, str) else value
        if not wanted or not wanted <= {"xlsx", "pdf"}:
            self.fail(f'"{value}": format yang ada: xlsx, pdf (pisahkan dengan koma).', param, ctx)
        return frozenset(wanted)


def formats(command: F) -> F:
    """--format: what a book is written as."""
    return click.option(
        "--format", "formats", type=BookFormats(), default="xlsx,pdf", show_default=True, metavar="DAFTAR",
        help="Yang dibuat: xlsx, pdf; pisahkan dengan koma.",
    )(command)


def export(command: F) -> F:
    """What every command that prints a book knows: --tahun, --format, -o, --timpa, --kantor, --dry-run, the usual."""
    for option in (
        options.common, options.dry_run, office, options.overwrite,
        options.output("Folder keluaran (bawaan: output di ruang kerja)."), formats,
        year("Tahun buku (bawaan: tahun ini)."),
    ):
        command = option(command)
    return command


def open_office(code: str | None) -> tuple[Workspace, LoadedKantor]:
    """The workspace that the current folder lies in, and its office. Raises DoctoolError."""
    from doctool.catalog.index import Workspace

    workspace = Workspace.find(Path.cwd())
    offices = workspace.offices()
    if code is None and len(offices) == 1:
        return workspace, workspace.load_kantor(offices[0])
    listed = "kantor yang ada: " + ", ".join(offices) if offices else "buat dengan: doctool baru kantor"
    if code is None:
        raise DoctoolError("sebutkan kantornya dengan --kantor", listed)
    if code not in offices:
        raise DoctoolError(f'kantor "{code}" tidak ada di ruang kerja ini', listed)
    return workspace, workspace.load_kantor(code)


def kind_of(text: str, loaded: LoadedKantor) -> str:
    """The kind of letter that `text` names, as the book and kantor.yaml call it ("Nota Dinas" is nota-dinas).

    An office may number other kinds too; DoctoolError only for what looks like a slip of the pen.
    """
    from doctool.model.penomoran import nama_jenis
    from doctool.model.surat import NASKAH, Surat

    kind = nama_jenis(text)
    numbered = [nama_jenis(name) for name, model in NASKAH.items() if issubclass(model, Surat)]
    known = list(dict.fromkeys([*numbered, *map(nama_jenis, loaded.kantor.penomoran.jenis)]))
    near = _misspelt(kind, known)
    if near is not None:
        raise DoctoolError(f'jenis "{text}" tidak dikenal', f'maksudnya "{near}"? jenis yang ada: {", ".join(known)}')
    return kind


def _misspelt(text: str, known: Sequence[str]) -> str | None:
    """The known word that `text`, itself none of them, is nearly or begins; None for another word."""
    if not text or text in known:
        return None
    near = difflib.get_close_matches(text, known, n=1, cutoff=0.85)
    begun = [one for one in known if one.startswith(f"{text}-")]
    return next(iter((*near, *begun)), None)


def unit_of(text: str, loaded: LoadedKantor) -> str:
    """A code of a unit, or the key of one; DoctoolError for what looks like a key misspelt."""
    near = _misspelt(text, list(loaded.kantor.penomoran.unit_bidang))
    if near is not None:
        raise DoctoolError(f'unit "{text}" tidak ada di unit_bidang kantor.yaml', f'maksudnya "{near}"?')
    return text


def open_book(console: Console, workspace: Workspace, loaded: LoadedKantor, *, trial: bool = False) -> Register:
    """The office's book; says so where a cloud program may copy it."""
    from doctool.register.database import Register
    from doctool.register.place import is_synced

    keep = loaded.kantor.penomoran.cadangan
    book = Register.of(workspace.root, loaded.kode, today=options.today(), keep=keep, trial=trial)
    if is_synced(book.file.parent):
        console.warn(
            "folder kerja ini diselaraskan program awan (OneDrive, Dropbox, ...); dua komputer dapat mengambil nomor "
            "yang sama. Pakai folder jaringan kantor, atau ambil nomor dari satu komputer saja"
        )
    return book


def as_json(record: Any) -> dict[str, Any]:
    """A record of the register as the object that --json prints."""
    found: dict[str, Any] = {}
    for field in fields(record):
        value = getattr(record, field.name)
        if isinstance(value, date):
            value = value.isoformat()
        elif isinstance(value, tuple):
            value = [as_json(one) for one in value]
        elif hasattr(value, "__dataclass_fields__"):
            found |= as_json(value)
            continue
        found[field.name] = value
    return found


def table(rows: Sequence[dict[str, str]]) -> list[str]:
    """The rows under capital headings, columns wide enough, "-" for what is empty, long texts cut."""
    if not rows:
        return []
    lines = [{name: name.upper() for name in rows[0]}, *({name: _cut(row[name]) for name in row} for row in rows)]
    widths = {name: max(len(line[name]) or 1 for line in lines) for name in rows[0]}
    return ["  ".join((line[name] or "-").ljust(widths[name]) for name in widths).rstrip() for line in lines]


def _cut(text: str) -> str:
    line = " ".join(text.split())
    return line if len(line) <= _WIDEST or " " not in line else line[: _WIDEST - 1].rstrip() + "…"
