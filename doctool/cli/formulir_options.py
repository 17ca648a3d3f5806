"""What the commands of the form isian share: the office and its data, the quarter, how returns are named."""

from __future__ import annotations

import re
from collections.abc import Callable
from pathlib import Path
from typing import TYPE_CHECKING, Any, TypeVar

import click

from doctool.cli import letter_options, options
from doctool.errors import DoctoolError

if TYPE_CHECKING:
    from doctool.catalog.index import Workspace
    from doctool.forms.expected import Expected

F = TypeVar("F", bound=Callable[..., Any])
_ROMAN = {"I": 1, "II": 2, "III": 3, "IV": 4}
_WORD = re.compile(r"^(?:triwulan|tw)\.?\s*", re.IGNORECASE)


class Quarter(click.ParamType[int]):
    """A quarter as offices write it: 2, II, "TW II"."""

    name = "triwulan"

    def convert(self, value: Any, param: click.Parameter | None, ctx: click.Context | None) -> int:
        if isinstance(value, int):
            return value
        text = _WORD.sub("", str(value).strip()).upper()
        if text not in _ROMAN and text not in {"1", "2", "3", "4"}:
            self.fail(f'"{value}" bukan triwulan; tulis 1 sampai 4, atau I sampai IV.', param, ctx)
        return _ROMAN.get(text) or int(text)


office = click.option(
    "--kantor", "code", metavar="KANTOR", help="Kantor (boleh tidak disebut bila hanya satu yang punya data kinerja)."
)
year = click.option(
    "--tahun", "year", type=click.IntRange(2000, 2100), metavar="TAHUN", help="Tahun data (bawaan: yang terbaru)."
)
signer = click.option(
    "--penandatangan", "signer", default="", metavar="KUNCI",
    help="Kunci pejabat di kantor.yaml yang menandatangani (bawaan: yang pertama yang datanya lengkap).",
)


def quarter(text: str, *, required: bool = False, default: int | None = None) -> Callable[[F], F]:
    """--triwulan: which quarter; `default` is shown where there is one."""
    return click.option(
        "--triwulan", "triwulan", type=Quarter(), required=required, default=default, show_default=default is not None,
        metavar="TRIWULAN", help=text,
    )


def letters(formats: str, out: str, day: str) -> Callable[[F], F]:
    """What the commands share that make letters about forms: --format, --penandatangan, -o, --tanggal, --sisipan,
    --kantor, --tahun, --timpa, --dry-run and the flags of every command; with the help texts of three of them."""
    stack = (
        letter_options.formats(formats), signer, options.output(out), options.day(day), letter_options.INSERT, office,
        year, options.overwrite, options.dry_run, options.common,
    )  # fmt: skip

    def decorate(command: F) -> F:
        for option in reversed(stack):
            command = option(command)
        return command

    return decorate


def open_expected(code: str | None, year: int | None) -> tuple[Workspace, Expected]:
    """The workspace of the current folder and the data of its one office. Raises DoctoolError."""
    from doctool.catalog.index import Workspace
    from doctool.form_returns import expected_forms

    workspace = Workspace.find(Path.cwd())
    found = expected_forms(workspace, code, year)
    if len(found) > 1:
        listed = ", ".join(one.kantor for one in found)
        raise DoctoolError("sebutkan kantornya dengan --kantor", f"yang punya data kinerja: {listed}")
    return workspace, found[0]


def period(tahun: int, triwulan: int) -> str:
    """A quarter in a message."""
    return f"triwulan {list(_ROMAN)[triwulan - 1]} tahun {tahun}"
