"""The letters of a packet: one YAML file of data for all, filled with the columns of each recipient.

What is wrong with a filled letter is told at the recipient's cell where its value came from there.
"""

from __future__ import annotations

from collections.abc import Iterator, Mapping, Sequence
from dataclasses import replace
from functools import cached_property
from typing import Any

from doctool.catalog.messages import did_you_mean
from doctool.catalog.source import Source, read_yaml
from doctool.catalog.validation import refuse_all, validate
from doctool.findings import Finding, Where
from doctool.loaded import LoadedNaskah, Positions
from doctool.loaded import Path as Steps
from doctool.model.surat import NASKAH, Jenis, Surat
from doctool.packets.load import place_of
from doctool.packets.nouns import LoadedPaket, Penerima
from doctool.packets.places import columns_in, fill_tree, texts_of
from doctool.refusal import error, refuse

#: What is left empty.
_EMPTY = "D09"


class LetterPiece:
    """The letter of the piece at `tempat` of a packet, for every recipient."""

    def __init__(self, paket: LoadedPaket, tempat: int, tanggal: str) -> None:
        """`tanggal` stands in letters whose data name none. Raises ContentError where the file is no letter's."""
        self.paket, self.tempat = paket, tempat
        self.source = read_yaml(place_of(paket.folder, paket.paket.isi[tempat].surat))
        self.kind = _kind(self.source, paket)
        data = dict(self.source.data)
        if "tanggal" not in data and "tanggal" in NASKAH[self.kind].model_fields:
            data["tanggal"] = tanggal
        self.data: Mapping[str, Any] = data
        self._registered = Positions(paket.file, sheet="")

    @property
    def numbered(self) -> bool:
        """Whether letters of this kind take numbers."""
        return issubclass(NASKAH[self.kind], Surat)

    @cached_property
    def columns(self) -> dict[Steps, tuple[str, ...]]:
        """The columns that its texts name, by their path."""
        return {path: named for path, text in texts_of(self.source.data) if (named := columns_in(text))}

    @cached_property
    def _places(self) -> dict[tuple[int, int], tuple[str, ...]]:
        found = {}
        for path, named in self.columns.items():
            where = self.source.positions.where(path)
            found[where.line, where.column] = named
        return found

    def tree(self, penerima: Penerima) -> dict[str, Any]:
        """The data of a recipient's letter."""
        return dict(fill_tree(self.data, penerima.kolom))

    def letter(self, penerima: Penerima) -> LoadedNaskah:
        """A recipient's letter. Raises ContentError with the cell or the line of what is wrong."""
        tree = self.tree(penerima)
        naskah, findings = validate(NASKAH[self.kind], replace(self.source, data=tree))
        if naskah is None or findings:
            raise refuse_all(self.source, self.told(findings, penerima))
        return LoadedNaskah(self.name(penerima), naskah, self.source.positions, self.paket.office)

    def for_number(self, loaded: LoadedNaskah) -> LoadedNaskah:
        """A letter as the register knows it: by packet and recipient, whatever place it has in the list."""
        return replace(loaded, positions=self._registered)

    def name(self, penerima: Penerima) -> str:
        """How the register and findings call a recipient's letter: the packet and the recipient, for a second letter of
        the packet its place too."""
        letters = [at for at, one in enumerate(self.paket.paket.isi) if one.surat]
        more = f"-{self.tempat + 1}" if self.tempat != letters[0] else ""
        return f"{self.paket.nama}-{penerima.kunci}{more}"

    def told(self, findings: Sequence[Finding], penerima: Penerima) -> list[Finding]:
        """`findings` at the recipient's cells where its columns are what the text is made of."""
        return [self._told(one, penerima) for one in findings]

    def _told(self, finding: Finding, penerima: Penerima) -> Finding:
        named = self._places.get((finding.where.line, finding.where.column), ())
        if not named or finding.where.file != self.source.file:
            return finding
        empty = next((name for name in named if not penerima.kolom.get(name, "").strip()), "")
        hint = f'isi kolom "{empty}" untuk penerima ini' if finding.code == _EMPTY and empty else finding.hint
        where = penerima.cell(empty or named[0])
        return replace(finding, where=where, message=f"{finding.message} (untuk {finding.where})", hint=hint)


def _kind(source: Source, paket: LoadedPaket) -> Jenis:
    kind = source.data.get("jenis")
    where = source.positions.where(("jenis",))
    if not isinstance(kind, str) or kind not in NASKAH:
        word = kind if isinstance(kind, str) else ""
        message = f'"{word}" bukan jenis surat' if word else "jenis surat belum disebut"
        hint = did_you_mean(word, list(NASKAH), "jenis yang ada")
        raise refuse(source.file, [error("D16", where, message, hint, word)])
    office = source.data.get("kantor")
    if isinstance(office, str) and office.strip() and office != paket.office.kode:
        hint = "hapus kantor: surat paket memakai kantor paketnya"
        place = source.positions.where(("kantor",))
        message = f"surat ini milik {office}, paketnya {paket.office.kode}"
        raise refuse(source.file, [error("D16", place, message, hint, office)])
    return kind


def unknown_columns(
    texts: Mapping[Steps, Sequence[str]], positions: Positions, known: Sequence[str]
) -> Iterator[Finding]:
    """A finding for each column that a text names and the list of recipients does not have."""
    for path, names in texts.items():
        for name in names:
            if name not in known:
                where: Where = positions.where(path)
                hint = did_you_mean(name, sorted(known), "kolom penerima yang ada")
                yield error("D10", where, f"kolom {{{name}}} tidak ada dalam daftar penerima", hint, name)
