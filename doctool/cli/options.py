"""Options that commands share, as decorators."""

from __future__ import annotations

from collections.abc import Callable
from datetime import date, datetime
from pathlib import Path
from typing import Any, TypeVar

import click

from doctool.cli.console import Console
from doctool.errors import DoctoolError

F = TypeVar("F", bound=Callable[..., Any])


def _wish(name: str) -> Callable[[click.Context, click.Parameter, bool], None]:
    def keep(ctx: click.Context, _param: click.Parameter, value: bool) -> None:
        console = ctx.find_object(Console)
        if value and console is not None:
            setattr(console, name, True)

    return keep


#: Universal flags: (declarations, what the console remembers, help), in the order they are listed.
_COMMON: tuple[tuple[tuple[str, ...], str, str], ...] = (
    (("--json",), "json", "Hasil sebagai JSON di stdout, tanpa yang lain."),
    (("-q", "--quiet"), "quiet", "Hanya hasil dan galat."),
    (("-v", "--verbose"), "verbose", "Ceritakan lebih rinci."),
    (("--no-color",), "no_color", "Tanpa warna (juga dengan NO_COLOR)."),
    (("--debug",), "debug", "Tampilkan jejak program bila ada galat."),
)


def common(command: F) -> F:
    """The flags that every command knows: --json, -q, -v, --no-input, --no-color, --debug."""
    for declarations, name, text in reversed(_COMMON):
        command = click.option(
            *declarations, is_flag=True, expose_value=False, is_eager=True, callback=_wish(name), help=text
        )(command)
    return click.option(
        "--no-input", "--tanpa-tanya", is_flag=True, expose_value=False,
        help="Jangan pernah bertanya (doctool memang tidak bertanya).",
    )(command)


class Day(click.ParamType[date]):
    """A day as offices write it: 2024-01-09, 9-1-2024, 09/01/2024, "9 Januari 2024"."""

    name = "tanggal"

    def convert(self, value: Any, param: click.Parameter | None, ctx: click.Context | None) -> date:
        if isinstance(value, date):
            return value
        from doctool.model.tanggal import Tanggal

        found = Tanggal.model_validate(str(value)).date
        if found is None:
            message = f'"{value}" bukan tanggal; tulis seperti 2024-01-09, 9-1-2024 atau "9 Januari 2024".'
            raise click.BadParameter(message, ctx, param)
        return found


def today() -> date:
    """The day that it is here."""
    return datetime.now().astimezone().date()


def day(text: str) -> Callable[[F], F]:
    """--tanggal: the day to reckon with instead of today."""
    return click.option("--tanggal", "today", type=Day(), metavar="TANGGAL", help=text)


def output(text: str, *, required: bool = False) -> Callable[[F], F]:
    """-o/--keluaran: where to write."""
    return click.option(
        "-o", "--keluaran", "out", type=click.Path(path_type=Path), required=required, metavar="TEMPAT", help=text
    )


def overwrite(command: F) -> F:
    """--timpa: overwrite what a person made or changed."""
    return click.option(
        "--timpa", "overwrite", is_flag=True, help="Timpa juga berkas yang diubah atau dibuat orang."
    )(command)


def target(text: str) -> Callable[[F], F]:
    """--untuk srikandi: with the markers of SRIKANDI."""
    return click.option("--untuk", "target", type=click.Choice(["srikandi"]), metavar="srikandi", help=text)


def keep_existing(out: Path, overwrite: bool) -> None:
    """Refuse to write over the file `out` unless the user asked to."""
    if out.exists() and not overwrite:
        raise DoctoolError(f'"{out}" sudah ada', "pakai --timpa untuk menggantinya, atau pilih nama lain dengan -o")


def dry_run(command: F) -> F:
    """--dry-run: say what would be written."""
    return click.option(
        "--dry-run", "--uji-coba", "dry_run", is_flag=True, help="Sebutkan saja apa yang akan ditulis."
    )(command)
