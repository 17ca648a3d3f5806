"""The options of `doctool surat disposisi` that name letters of the buku agenda masuk."""

from __future__ import annotations

from pathlib import Path
from typing import TYPE_CHECKING

import click

from doctool.cli.surat_options import Whole, open_office, year
from doctool.errors import DoctoolError

if TYPE_CHECKING:
    from doctool.letter_agenda import AgendaWish

#: For a sheet of a letter received: which letter, and what no data file says of the sheet.
AGENDA = (
    click.option(
        "--agenda", "numbers", type=Whole(1), multiple=True, metavar="NO_AGENDA",
        help="Isi dari surat ini di buku agenda masuk; boleh disebut beberapa kali.",
    ),
    year("Tahun No. Agenda itu (bawaan: tahun ini)."),
    click.option("--kantor", "code", metavar="KANTOR", help="Tanpa DATA: kantornya, bila lebih dari satu."),
    click.option("--penandatangan", "signer", default="", metavar="PEJABAT",
                 help="Tanpa DATA: kunci pejabat pemberi disposisi, bila buku agenda masuk tidak menyebutnya."),
)  # fmt: skip
#: What they fill.
AGENDA_NAMES = ("numbers", "year", "code", "signer")


def agenda_wish(
    data: tuple[Path, ...], numbers: tuple[int, ...] = (), year: int | None = None, code: str | None = None,
    signer: str = "",
) -> AgendaWish:
    """What the options above ask for. Raises DoctoolError where they do not fit together."""
    from doctool.letter_agenda import AgendaWish

    if not data and not numbers:
        raise DoctoolError("DATA belum disebut", "sebutkan berkas datanya, atau suratnya dengan --agenda NO_AGENDA")
    if data and (code or signer):
        raise DoctoolError("--kantor dan --penandatangan hanya untuk tanpa DATA", "tulis keduanya dalam data")
    return AgendaWish(numbers, year, None if data else open_office(code)[1], signer)
