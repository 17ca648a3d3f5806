"""The numbers of a packet's letters: taken once for each recipient, kept when the packet is made again."""

from __future__ import annotations

from collections.abc import Iterator, Sequence
from datetime import date
from typing import TYPE_CHECKING

from doctool.errors import ContentError, DoctoolError
from doctool.findings import Finding
from doctool.letter_numbers import Number, NumberWishes, numbers
from doctool.packet_job import PacketOptions, Trouble

if TYPE_CHECKING:
    from doctool.loaded import LoadedNaskah
    from doctool.packet_sources import OpenPacket
    from doctool.packets.nouns import Kiriman

#: The numbers of recipients' letters: by recipient's key, then by the piece's place.
Given = dict[str, dict[int, str]]


def give_numbers(
    opened: OpenPacket, kiriman: Sequence[Kiriman], options: PacketOptions, today: date
) -> tuple[Given, list[Trouble], list[Finding]]:
    """A number for each letter that takes one; who cannot have one is told, with what is to be said of the others."""
    wishes = NumberWishes(today, options.dry_run, options.insert, None, options.same)
    given: Given = {}
    troubles: list[Trouble] = []
    findings: list[Finding] = []
    asked: list[tuple[Kiriman, int]] = []

    def letters() -> Iterator[LoadedNaskah]:  # one at a time: thousands of them do not fit into memory
        for one in kiriman:
            try:
                made = opened.maker.letters(one)
            except ContentError as error:
                troubles.append(_trouble(one, "", error))
                continue
            for piece, loaded in made:
                asked.append((one, piece.tempat))
                yield loaded

    taken = numbers(opened.workspace.root, letters(), wishes)
    for (one, tempat), number in zip(asked, taken, strict=True):
        _note(one, tempat, number, given, troubles)
        findings += [number.finding] if number.finding is not None else []
    return given, troubles, findings


def _note(one: Kiriman, tempat: int, number: Number, given: Given, troubles: list[Trouble]) -> None:
    if number.error is not None:
        title = next(piece.judul for piece in one.bagian if piece.tempat == tempat)
        troubles.append(_trouble(one, title, number.error))
    else:
        given.setdefault(one.penerima.kunci, {})[tempat] = number.nomor


def _trouble(one: Kiriman, piece: str, error: DoctoolError) -> Trouble:
    return Trouble(one.penerima.kunci, one.penerima.nama, piece, error.message, error.hint or "")
