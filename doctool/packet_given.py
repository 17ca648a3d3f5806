"""The numbers of a packet's letters: taken once for each recipient, kept when the packet is made again."""

from __future__ import annotations

from collections.abc import Sequence
from dataclasses import replace
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

#: Letters that are held at once, and numbered in one transaction.
_CHUNK = 2500
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
    present = _names(opened, kiriman)
    for start in range(0, len(kiriman), _CHUNK):
        letters: list[tuple[Kiriman, int, LoadedNaskah]] = []
        for one in kiriman[start : start + _CHUNK]:
            try:
                letters += [(one, piece.tempat, loaded) for piece, loaded in opened.maker.letters(one)]
            except ContentError as error:
                troubles.append(_trouble(one, "", error))
        # All letters of the packet are there, whichever are numbered now: none is taken for one that is gone.
        mine = {loaded.nama: loaded for _, _, loaded in letters}
        read = [mine.get(one.nama, one) for one in present]
        taken = numbers(opened.workspace.root, [loaded for _, _, loaded in letters], wishes, read=read)
        for (one, tempat, _), number in zip(letters, taken, strict=True):
            _note(opened, one, tempat, number, given, troubles)
            findings += [number.finding] if number.finding is not None else []
    return given, troubles, findings


def _names(opened: OpenPacket, kiriman: Sequence[Kiriman]) -> list[LoadedNaskah]:
    """A stand-in for every letter of the packet: its name and place, with the data of the first."""
    first: dict[int, LoadedNaskah] = {}
    found: list[LoadedNaskah] = []
    for one in kiriman:
        for piece in one.bagian:
            letter = opened.materials.letters.get(piece.tempat)
            if letter is None or not letter.numbered:
                continue
            if piece.tempat not in first:
                try:
                    first[piece.tempat] = letter.for_number(letter.letter(one.penerima))
                except ContentError:  # told where it is numbered
                    continue
            found.append(replace(first[piece.tempat], nama=letter.name(one.penerima)))
    return found


def _note(
    opened: OpenPacket, one: Kiriman, tempat: int, number: Number, given: Given, troubles: list[Trouble]
) -> None:
    if number.error is not None:
        title = next(piece.judul for piece in one.bagian if piece.tempat == tempat)
        troubles.append(_trouble(one, title, number.error))
    else:
        given.setdefault(one.penerima.kunci, {})[tempat] = number.nomor


def _trouble(one: Kiriman, piece: str, error: DoctoolError) -> Trouble:
    return Trouble(one.penerima.kunci, one.penerima.nama, piece, error.message, error.hint or "")
