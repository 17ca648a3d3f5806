"""Which SOPs a book has, in which order and chapters.

An SOP that is withdrawn is in no book. Where a book is to hold only what is in force, the last published text counts,
also while a revision of it is at work.
"""

from __future__ import annotations

import re
from collections.abc import Iterable, Sequence
from dataclasses import dataclass, field

from doctool.book.names import office_name
from doctool.catalog.editions import editions, find_edition, load_edition, published_entries
from doctool.catalog.index import Entry, Workspace
from doctool.errors import ContentError, DoctoolError
from doctool.findings import Finding, Severity, Where
from doctool.loaded import LoadedBuku, LoadedSop
from doctool.refusal import MAX_FINDINGS, error

_DIGITS = re.compile(r"(\d+)")


@dataclass(frozen=True, slots=True)
class Bab:
    """A chapter: its title ("" for none) and its SOPs in order."""

    judul: str
    sop: tuple[LoadedSop, ...]


@dataclass(slots=True)
class Pilihan:
    """The chapters of a book, what is to be said of them, and the SOPs that were left out with the reason."""

    bab: list[Bab] = field(default_factory=list)
    temuan: list[Finding] = field(default_factory=list)
    dilewati: dict[str, str] = field(default_factory=dict)

    @property
    def sop(self) -> tuple[LoadedSop, ...]:
        """All SOPs in order."""
        return tuple(one for bab in self.bab for one in bab.sop)


def choose(workspace: Workspace, loaded: LoadedBuku, addresses: Sequence[str], *, in_force: bool) -> Pilihan:
    """The SOPs of a book: those that `addresses` name (an office, SOPs, `slug@1`, patterns), else those that the book
    lists, else all of its office. `in_force`: only those that are disahkan.

    Raises DoctoolError for an address that names none, and where nothing is left; ContentError for SOPs that cannot be
    read, and for an address in the book that names none, with its place.
    """
    chooser = _Chooser(workspace, in_force)
    listed = chooser.listed(loaded)
    if addresses:
        wanted = [one for address in addresses for one in chooser.named(address)]
    elif listed:
        wanted = [one for bab in listed for one in bab.all]
    else:
        wanted = chooser.named(loaded.office.kode)
    wanted = list(dict.fromkeys(wanted))
    chooser.read(wanted)
    made = chooser.made
    if listed and not addresses:
        _tell_unlisted(made, workspace, loaded, wanted)
    chooser.tell_gone(wanted, loaded.office.kode if not listed and not addresses else "", addresses)
    made.bab = chooser.chapters(listed, wanted)
    if not made.sop:
        why = "; ".join(f"{address} {reason}" for address, reason in list(made.dilewati.items())[:5])
        raise DoctoolError("tidak ada SOP untuk buku ini", why or "sebutkan SOP-nya, atau kantornya")
    return made


def listing_findings(workspace: Workspace, loaded: LoadedBuku) -> list[Finding]:
    """What is wrong with the SOPs that a book lists. Raises ContentError for addresses that name none."""
    made = Pilihan()
    found = _Chooser(workspace, in_force=False).listed(loaded)
    if found:
        _tell_unlisted(made, workspace, loaded, [one for bab in found for one in bab.all])
    return made.temuan


@dataclass(frozen=True, slots=True)
class _Wanted:
    """An SOP that is asked for; `nomor` a published one, -1 the one at work."""

    entry: Entry
    nomor: int = -1


@dataclass(frozen=True, slots=True)
class _Listed:
    """A chapter as the book lists it: its title, and the SOPs of each of its addresses."""

    judul: str
    groups: tuple[tuple[_Wanted, ...], ...]

    @property
    def all(self) -> tuple[_Wanted, ...]:
        return tuple(one for group in self.groups for one in group)


class _Chooser:
    def __init__(self, workspace: Workspace, in_force: bool) -> None:
        self.workspace, self.in_force = workspace, in_force
        self.made = Pilihan()
        self.sops: dict[_Wanted, LoadedSop] = {}

    def named(self, address: str) -> list[_Wanted]:
        """The SOPs that an address names. Raises DoctoolError."""
        if "@" in address:
            found = find_edition(self.workspace, address)
            path = self.workspace.catalog / found.kantor / "sop" / f"{found.slug}.yaml"
            return [_Wanted(Entry(found.kantor, found.slug, path), found.nomor)]
        return [_Wanted(one) for one in self.workspace.select([address])]

    def listed(self, loaded: LoadedBuku) -> list[_Listed]:
        """The chapters as the book lists them. Raises ContentError with the place of each address that names none."""
        found: list[_Listed] = []
        faults: list[Finding] = []
        for at, one in enumerate(loaded.buku.isi):
            groups: list[tuple[_Wanted, ...]] = []
            for place, address in enumerate(one.sop):
                try:
                    groups.append(tuple(self.named(address)))
                except DoctoolError as problem:
                    where = loaded.positions.where(("isi", at, "sop", place))
                    faults.append(error("D24", where, problem.message, problem.hint or "", address))
            title = one.judul or loaded.office.kantor.bidang.get(one.bidang, one.bidang)
            found.append(_Listed(title, tuple(groups)))
        if faults:
            raise ContentError(f"{faults[0].where}: {faults[0].message}", tuple(faults), faults[0].hint or None)
        return found

    def read(self, wanted: Sequence[_Wanted]) -> None:
        """Read the SOPs; those that are not for the book are noted with the reason. Raises ContentError for all that
        cannot be read."""
        faults: list[Finding] = []
        first: ContentError | None = None
        for one in wanted:
            try:
                found = self._text(one)
            except ContentError as problem:
                faults += problem.findings
                first = first or problem
                continue
            if isinstance(found, LoadedSop):
                self.sops[one] = found
            else:
                self.made.dilewati[one.entry.address] = found
        if first is not None:
            raise ContentError(first.message, tuple(faults[:MAX_FINDINGS]), first.hint)

    def _text(self, one: _Wanted) -> LoadedSop | str:
        """The text of an SOP that the book takes, or why it takes none."""
        if one.nomor >= 0:
            return load_edition(self.workspace, editions(self.workspace, one.entry)[one.nomor])
        at_work = self.workspace.load(one.entry)
        if at_work.sop.status == "dicabut" or (self.in_force and at_work.sop.tercabut):
            return "sudah dicabut"
        if not self.in_force:
            return at_work
        published = editions(self.workspace, one.entry)
        if published:
            return load_edition(self.workspace, published[-1])
        return at_work if at_work.sop.status == "disahkan" else "belum disahkan"

    def tell_gone(self, wanted: Sequence[_Wanted], office: str, addresses: Sequence[str]) -> None:
        """Note the SOPs of whole offices that were published and whose files at work are gone."""
        named = {one.entry for one in wanted}
        whole = {office, *addresses}
        for entry in published_entries(self.workspace):
            if entry.kantor in whole and entry not in named and not entry.path.is_file():
                self.made.dilewati[entry.address] = "tidak punya naskah kerja lagi, hanya terbitannya"

    def chapters(self, listed: Sequence[_Listed], wanted: Sequence[_Wanted]) -> list[Bab]:
        """The chapters that are not empty: as listed, those of one address by number; what is not listed by number, by
        office where there are several and nothing is listed. An SOP stands where it is listed first."""
        left = {one: self.sops[one] for one in wanted if one in self.sops}
        found: list[Bab] = []
        for bab in listed:
            taken: list[LoadedSop] = []
            for group in bab.groups:
                taken += by_number(left.pop(one) for one in dict.fromkeys(group) if one in left)
            if taken and found and not bab.judul and not found[-1].judul:
                found[-1] = Bab("", (*found[-1].sop, *taken))
            elif taken:
                found.append(Bab(bab.judul, tuple(taken)))
        rest = by_number(left.values())
        offices = list(dict.fromkeys(one.office.kode for one in rest))
        if len(offices) > 1 and not found:
            for kode in sorted(offices):
                own = tuple(one for one in rest if one.office.kode == kode)
                found.append(Bab(office_name(own[0].office), own))
        elif rest:
            found.append(Bab("", tuple(rest)))
        return found


def by_number(sops: Iterable[LoadedSop]) -> list[LoadedSop]:
    """SOPs by their numbers, whose digits count as numbers (7 before 10); those without one at the end, by name."""

    def key(loaded: LoadedSop) -> tuple[bool, list[tuple[int, str]], str, str]:
        number = (loaded.sop.nomor_sop or "").strip()
        parts = [(int(part), "") if part.isdecimal() else (-1, part.casefold()) for part in _DIGITS.split(number)]
        return not number, parts, (loaded.sop.nama_sop or "").casefold(), loaded.address

    return sorted(sops, key=key)


def _tell_unlisted(made: Pilihan, workspace: Workspace, loaded: LoadedBuku, wanted: Sequence[_Wanted]) -> None:
    """The SOPs of the office that the book does not list."""
    named = {one.entry.address for one in wanted}
    missing = [one for one in workspace.entries() if one.kantor == loaded.office.kode and one.address not in named]
    if missing:
        listed = ", ".join(one.slug for one in missing[:8]) + (", ..." if len(missing) > 8 else "")
        where: Where = loaded.positions.where_key(("isi",))
        message = f"{len(missing)} SOP kantor ini tidak disebut dalam isi buku: {listed}"
        made.temuan.append(Finding("B21", Severity.WARNING, where, message, "sebut dalam isi, bila memang ikut"))
