"""SOPs read once: what a run before found in an SOP of the same text is taken from the notes.

Of such an SOP only the thin part of its tree is read, which rules between SOPs, rules of the calendar and links need.
"""

from __future__ import annotations

from collections.abc import Iterable
from dataclasses import dataclass, replace
from typing import TYPE_CHECKING

from doctool.border.limits import TEXT_BYTES
from doctool.border.plain_file import read_plain
from doctool.catalog.source import Tree, shown_path
from doctool.check.run import lasting_findings
from doctool.errors import DoctoolError
from doctool.findings import Finding
from doctool.fingerprint import digest_of_parts
from doctool.loaded import LoadedSop
from doctool.model.sop import Sop
from doctool.sop_notes import TextNote, pack, pack_positions, unpack, unpack_positions
from doctool.sop_origin import crest, office_text, program

if TYPE_CHECKING:
    from doctool.catalog.index import Entry, Workspace
    from doctool.sop_notes import Notes

#: Keys of an SOP that no rule between SOPs, no rule of the calendar and no link looks at.
BULKY = frozenset({
    "dasar_hukum", "peringatan", "kualifikasi_pelaksana", "peralatan_perlengkapan", "pencatatan_pendataan", "label",
    "klasifikasi", "lampiran_peraturan", "glosarium", "identitas_tambahan", "catatan_kaki",
})  # fmt: skip
#: Keys of the procedure, where rules between SOPs look at the SOPs that rows name.
ROWS = frozenset({"pelaksana", "kegiatan", "bagian"})


@dataclass(frozen=True, slots=True)
class Known:
    """An SOP as read: `whole`, or thin. `lasting` are its findings that last; `bahan` is what its sheets are made of,
    "" where the files changed while they were read."""

    loaded: LoadedSop
    whole: bool
    lasting: tuple[Finding, ...]
    bahan: str


@dataclass(frozen=True, slots=True)
class _Office:
    """What an office's sheets stand on: its text and its crest."""

    text: bytes
    crest: bytes


class Reader:
    """Reads SOPs of `workspace`, with `notes` of runs before."""

    def __init__(self, workspace: Workspace, notes: Notes) -> None:
        self._workspace, self._notes = workspace, notes
        self._offices: dict[str, _Office | None] = {}

    def read(self, entry: Entry) -> Known:
        """The SOP at `entry`, thin where its text is noted. Raises ContentError."""
        self._workspace.check_entry(entry)
        before = self._office(entry.kantor)
        teks = self._teks(entry, before)
        known = self._known(entry, teks) if teks else None
        if known is not None:
            return known
        loaded, source = self._workspace.read(entry)
        lasting = lasting_findings(loaded)
        if teks != self._teks(entry, before):
            teks = ""
        if teks:
            kept = thin_keys(loaded, source.data)
            isi = {key: value for key, value in source.data.items() if key in kept}
            found = pack(lasting, _files(loaded))
            self._notes.put_text(entry.address, TextNote(teks, isi, pack_positions(loaded.positions, kept), found))
        return Known(loaded, True, tuple(lasting), self._bahan(teks, before))

    def whole(self, entry: Entry, known: Known) -> Known:
        """`known` with everything of its SOP. Raises ContentError."""
        if known.whole:
            return known
        loaded = self._workspace.load(entry)
        before = self._office(entry.kantor)
        same = known.bahan == self._bahan(self._teks(entry, before), before)
        return Known(loaded, True, known.lasting, known.bahan if same else "")

    def all_known(self, read: Iterable[LoadedSop]) -> list[LoadedSop]:
        """Every SOP of the workspace that can be read, those in `read` among them; thin where its text is noted."""
        found = {one.address: one for one in read}
        for entry in self._workspace.entries():
            if entry.address not in found:
                try:
                    self._workspace.check_entry(entry)
                    teks = self._teks(entry, self._office(entry.kantor))
                    thin = self._thin(entry, teks) if teks else None
                    found[entry.address] = thin if thin is not None else self.read(entry).loaded  # which notes it
                except DoctoolError:
                    continue
        return list(found.values())

    def _known(self, entry: Entry, teks: str) -> Known | None:
        """The SOP as noted, None where it is not."""
        loaded = self._thin(entry, teks)
        if loaded is None:
            return None
        try:
            lasting = unpack(self._notes.texts[entry.address].temuan, _files(loaded))
        except (ValueError, TypeError, LookupError):  # not a note of ours: the SOP is read
            return None
        return Known(loaded, False, lasting, self._bahan(teks, self._office(entry.kantor)))

    def _thin(self, entry: Entry, teks: str) -> LoadedSop | None:
        note = self._notes.texts.get(entry.address)
        if note is None or note.teks != teks:
            return None
        office = self._workspace.load_kantor(entry.kantor)
        try:
            if note.kept is None:
                positions = unpack_positions(note.letak, shown_path(entry.path))
                note.kept = LoadedSop(entry.slug, Sop.model_validate(note.isi), positions, office)
        except (ValueError, TypeError, LookupError):  # likewise
            return None
        return replace(note.kept, office=office, monitoring=self._workspace.monitoring(entry))

    def _office(self, code: str) -> _Office | None:
        """What the sheets of an office stand on; None where it changed while it was read. Raises ContentError."""
        if code not in self._offices:
            folder = self._workspace.catalog / code
            before = office_text(folder)
            office = self._workspace.load_kantor(code)
            same = before is not None and before == office_text(folder)
            self._offices[code] = _Office(before, crest(office)) if before is not None and same else None
        return self._offices[code]

    def _teks(self, entry: Entry, office: _Office | None) -> str:
        """What the SOP is read from; "" where it cannot be known."""
        try:
            data = read_plain(entry.path, TEXT_BYTES)
        except OSError:
            return ""
        return digest_of_parts(program(), entry.address, data, office.text) if office is not None else ""

    @staticmethod
    def _bahan(teks: str, office: _Office | None) -> str:
        return digest_of_parts(teks, office.crest) if teks and office is not None else ""


def thin_keys(loaded: LoadedSop, data: dict[str, Tree]) -> frozenset[str]:
    """The keys of the thin part of an SOP with the tree `data`."""
    names_sops = any(
        item.sop for _, procedure in loaded.sop.prosedur() for row in procedure.kegiatan for item in row.rujukan
    )
    return frozenset(data) - BULKY - (frozenset() if names_sops else ROWS)


def _files(loaded: LoadedSop) -> tuple[str, ...]:
    """The files that findings of an SOP name, in an order that stays."""
    return loaded.positions.file, loaded.office.positions.file
