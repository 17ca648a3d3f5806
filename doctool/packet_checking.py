"""Everything of a packet that can be checked before its first number is taken: each letter, each template, each
finished document, the length of each path. Nothing is written."""

from __future__ import annotations

import os
from collections.abc import Iterator
from dataclasses import replace
from pathlib import Path
from typing import TYPE_CHECKING

from doctool.check.naskah import check_letter
from doctool.errors import ContentError, DoctoolError
from doctool.findings import Finding, Severity, Where
from doctool.form_pipeline import own_templates as form_templates
from doctool.forms.write import compile_form
from doctool.letter_numbers import given_findings
from doctool.letter_pipeline import own_templates as letter_templates
from doctool.letters.render import Renderer
from doctool.letters.safety import FORBIDDEN, refuse_control_characters
from doctool.packet_soundness import Soundness
from doctool.packet_sources import OpenPacket, open_packet
from doctool.packets.names import LONGEST_PATH, joined_name
from doctool.packets.nouns import Bagian, Gagal, Kiriman, Penerima, Rencana
from doctool.refusal import error

if TYPE_CHECKING:
    from datetime import date

    from doctool.catalog.index import Workspace
    from doctool.loaded import LoadedNaskah

#: Folder of the packets below the output folder.
PACKET_FOLDER = "paket"
#: A path that Windows may not open (an error there, a warning elsewhere), and a piece that cannot be made.
PATH, PIECE = "D28", "D26"


def packet_folder(opened: OpenPacket, out: Path) -> Path:
    """Where the folders of a packet's recipients go: <out>/paket/<kantor>/<nama>."""
    return out / PACKET_FOLDER / opened.paket.office.kode / opened.paket.nama


def check(opened: OpenPacket, out: Path, today: date) -> Rencana:
    """The plan without those whose packet would fail, which are in `gagal` with the reasons; all findings in `temuan`.

    Raises ContentError where no packet at all can be made: a template that is broken, a document that is not there.
    """
    soundness = Soundness(opened)
    whole = list(_materials(opened, soundness))
    broken = [one for one in whole if one.severity is Severity.ERROR]
    if broken:
        first = broken[0]
        raise ContentError(f"{first.where}: {first.message}", tuple(whole), first.hint or None)
    checker = _Checker(opened, packet_folder(opened, out), soundness)
    checker.told.update(dict.fromkeys(whole))
    good: list[Kiriman] = []
    failed = list(opened.rencana.gagal)
    for one in opened.rencana.kiriman:
        found = checker.findings(one)
        errors = tuple(finding for finding in found if finding.severity is Severity.ERROR)
        checker.told.update(dict.fromkeys(found))
        if errors:
            failed.append(Gagal(one.penerima.nama, one.penerima.where, errors, one.penerima.urut, one.penerima.kunci))
        else:
            good.append(one)
    told = {*opened.rencana.temuan, *checker.told}
    told |= set(given_findings(opened.workspace.root, checker.bringing, today)) if checker.bringing else set()
    return replace(
        opened.rencana, kiriman=tuple(good), gagal=tuple(sorted(failed, key=lambda one: one.urut)),
        temuan=tuple(sorted(told, key=Finding.sort_key)),
    )  # fmt: skip


class _Checker:
    def __init__(self, opened: OpenPacket, folder: Path, soundness: Soundness) -> None:
        self.opened, self._place, self._soundness = opened, str(folder.absolute()), soundness
        self._first = True  # the texts that all letters share, and those of the office
        self.told: dict[Finding, None] = {}
        self.bringing: list[LoadedNaskah] = []  # letters whose data say their number

    def findings(self, kiriman: Kiriman) -> list[Finding]:
        """What is wrong with one recipient's packet."""
        found: list[Finding] = []
        for piece in kiriman.bagian:
            if self._soundness.of_recipient(piece):
                found += self._finished(piece, kiriman.penerima)
            letter = self.opened.materials.letters.get(piece.tempat)
            if letter is None:
                continue
            try:
                loaded = letter.letter(kiriman.penerima)
                if self._first or FORBIDDEN.search("\n".join(kiriman.penerima.kolom.values())):
                    refuse_control_characters(loaded, None, with_office=self._first)
                    self._first = False
            except ContentError as problem:
                found += letter.told(problem.findings, kiriman.penerima)
                continue
            found += letter.told(check_letter(loaded), kiriman.penerima)
            if getattr(loaded.naskah, "nomor", None):
                self.bringing.append(letter.for_number(loaded))
        found += self._paths(kiriman)
        return found

    def _finished(self, piece: Bagian, penerima: Penerima) -> list[Finding]:
        try:
            return list(self._soundness.findings(piece, penerima))
        except DoctoolError as problem:
            return [_piece(penerima.where, problem)]

    def _paths(self, kiriman: Kiriman) -> Iterator[Finding]:
        names = [name for piece in kiriman.bagian for name in piece.files()]
        names.append(f"{joined_name(kiriman.penerima.nama)}.pdf")
        longest = os.path.join(self._place, kiriman.penerima.folder, max(names, key=len))
        if len(longest) > LONGEST_PATH:
            severity = Severity.ERROR if os.name == "nt" else Severity.WARNING
            message = f"jalur berkasnya {len(longest)} huruf, Windows membuka paling banyak {LONGEST_PATH}"
            hint = "pendekkan pola folder di paket.yaml, atau pilih folder keluaran yang lebih dekat ke akar disk"
            yield Finding(PATH, severity, kiriman.penerima.where, message, hint, longest)


def packet_findings(workspace: Workspace, path: Path, today: date, out: Path) -> list[Finding]:
    """What `doctool periksa` says of the packet in the file paket.yaml at `path`."""
    try:
        return list(check(open_packet(workspace, path, today, out), out, today).temuan)
    except ContentError as problem:
        return list(problem.findings)


def _materials(opened: OpenPacket, soundness: Soundness) -> Iterator[Finding]:
    """What keeps every packet from being made (errors): templates that cannot be filled, documents that are not there
    or damaged; and what is to be said of documents that all get (warnings)."""
    rencana, paket = opened.rencana, opened.paket
    pieces = ((piece, one) for one in rencana.kiriman for piece in one.bagian)
    given = {(piece.tempat, piece.sumber, piece.bentuk): (piece, one) for piece, one in pieces}
    renderer = Renderer(letter_templates(opened.workspace))
    forms = False
    beside: set[int] = set()
    for (tempat, source, shapes), (piece, one) in sorted(given.items(), key=lambda pair: pair[0]):
        where = paket.positions.where(("isi", tempat, paket.paket.isi[tempat].jenis))
        if tempat not in beside and soundness.beside(piece):
            beside.add(tempat)
            yield soundness.told_beside(piece)
        try:
            if source == "surat":
                renderer.ready(opened.materials.letters[tempat].kind, paket.office)
            elif source.startswith("formulir:"):
                if not forms:
                    forms = True
                    compile_form(paket.office, form_templates(opened.workspace))
            elif source.startswith("sop:"):
                for shape in shapes:
                    opened.materials.finished(source, shape)
            elif not soundness.of_recipient(piece):
                yield from soundness.findings(piece, one.penerima)
        except ContentError as problem:
            yield from problem.findings or (_piece(where, problem),)
        except DoctoolError as problem:
            yield _piece(where, problem)


def _piece(where: Where, problem: DoctoolError) -> Finding:
    return error(PIECE, where, problem.message, problem.hint or "")
