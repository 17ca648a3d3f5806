"""The number of each letter: what its data says, else from the buku agenda of its office, where that has one.

Also a number that the data says is looked up in the book: that of another letter is refused.
"""

from __future__ import annotations

import json
import re
from collections import Counter
from collections.abc import Callable, Collection, Iterable, Sequence
from dataclasses import dataclass
from datetime import date
from functools import cache, lru_cache
from pathlib import Path

from doctool.errors import ContentError, DoctoolError
from doctool.findings import Finding, Severity, Where
from doctool.fingerprint import digest
from doctool.letters.load import TABLE_SUFFIXES, YAML_SUFFIXES
from doctool.loaded import LoadedNaskah, Positions
from doctool.model.penomoran import Penomoran, nama_jenis
from doctool.model.surat import Berkepala, Surat, SuratPengantar
from doctool.packets.load import PAKET_FILE
from doctool.register.database import Register
from doctool.register.numbering import OUTSIDE, OUTSIDE_HINT, Numbered, Wishes, check_given, number_letters
from doctool.register.records import Surat as Line

#: A number that a letter brings: of another letter (an error), or one that the book does not keep (a warning).
GIVEN = "D22"
#: A letter known again, or nearly, under another name (a warning).
KNOWN = "D23"
_DATA_FILES = TABLE_SUFFIXES | YAML_SUFFIXES


@dataclass(frozen=True, slots=True)
class NumberWishes:
    """How letters get their numbers, on the day `today`: a `trial` takes none for good; `insert` allows a marked
    insertion for a back-dated letter; `nomor` goes before that of the data; `same` says whether letters that are
    nearly those of lost data are these."""

    today: date
    trial: bool = False
    insert: bool = False
    nomor: str | None = None
    same: bool | None = None


@dataclass(frozen=True, slots=True)
class Number:
    """The number of a letter, "" for an empty place; or why it cannot have one, and what is to be said of it."""

    nomor: str = ""
    error: DoctoolError | None = None
    finding: Finding | None = None


@dataclass(frozen=True, slots=True)
class _Asked:
    """What is kept of a letter while numbers are taken: its place among the letters, what the book says of it."""

    at: int
    line: Line
    positions: Positions

    def told(self, one: Numbered) -> Number:
        """Its number, with what is to be said of it."""
        if not one.note:
            return Number(one.nomor, one.error)
        code, hint = (GIVEN, OUTSIDE_HINT) if one.note == OUTSIDE else (KNOWN, "")
        finding = _finding(self.positions, self.line.nomor, code, Severity.WARNING, one.note, hint)
        return Number(one.nomor, one.error, finding)


def numbers(
    root: Path, letters: Iterable[LoadedNaskah], wishes: NumberWishes, *, read: Sequence[LoadedNaskah] = ()
) -> list[Number]:
    """A number for each of `letters` of the workspace `root`, which are read one by one and let go.

    Letters of one office are numbered in one transaction, in their order. `read` are all that were read in this run,
    in the order of their data: those among them that are not made are there all the same, and their numbers are theirs;
    without them `letters` are all.
    """
    keys = _Keys(root)
    known = {id(one): keys.key(one) for one in read}
    settle = _Settled(wishes.nomor)
    given: dict[int, Number] = {}
    offices: dict[str, tuple[Penomoran, list[_Asked]]] = {}
    count = 0
    for at, one in enumerate(letters):
        count += 1
        key = known[id(one)] if read else keys.key(one)
        settled = settle.number(one)
        if settled is not None:
            given[at] = settled
            continue
        _, asked = offices.setdefault(one.office.kode, (one.office.kantor.penomoran, []))
        asked.append(_Asked(at, _line(one, key, wishes), one.positions))
    for code, (rules, asked) in offices.items():
        with Register.of(root, code, today=wishes.today, keep=rules.cadangan, trial=wishes.trial) as book:
            if not book.exists:
                given.update({one.at: Number(one.line.nomor) for one in asked})
                continue
            try:
                lines = [one.line for one in asked]
                taken = number_letters(book, rules, lines, Wishes(keys.gone(), wishes.insert, wishes.same))
            except DoctoolError as error:
                given.update({one.at: Number(error=error) for one in asked})
                continue
        given.update({one.at: one.told(number) for one, number in zip(asked, taken, strict=True)})
    return [given[at] for at in range(count)]


def given_findings(root: Path, letters: Sequence[LoadedNaskah], today: date) -> list[Finding]:
    """D22 for the numbers that `letters`, read together, bring: two letters with one, or one that the office's book
    knows for another letter, as cancelled, or not at all. The books are only read; raises DoctoolError where one cannot
    be."""
    known = _Keys(root)
    keys = [known.key(one) for one in letters]
    gone = known.gone()
    settle = _Settled(None)
    errors: dict[int, DoctoolError] = {}
    offices: dict[str, list[int]] = {}
    for at, one in enumerate(letters):
        settled = settle.number(one)
        if settled is None:
            offices.setdefault(one.office.kode, []).append(at)
        elif settled.error is not None:
            errors[at] = settled.error
    outside: list[int] = []
    for code, places in offices.items():
        with Register.of(root, code, today=today) as book:
            for at in places if book.exists else ():
                if not _brought(letters[at], None):
                    continue
                line = _line(letters[at], keys[at], NumberWishes(today))
                try:
                    found = check_given(book, letters[at].office.kantor.penomoran, line, gone)
                except DoctoolError as error:
                    if type(error) is not DoctoolError:  # the book cannot be read
                        raise
                    errors[at] = error
                    continue
                if found.outside:
                    outside.append(at)
    made = [_given(letters[at], Severity.ERROR, one.message, one.hint) for at, one in errors.items()]
    return made + [_given(letters[at], Severity.WARNING, OUTSIDE, OUTSIDE_HINT) for at in outside]


class _Settled:
    """The letters that need no book: kinds without a number, an empty place, a number that another letter of the run
    has. `nomor` goes before the number of their data."""

    def __init__(self, nomor: str | None) -> None:
        self._nomor = nomor
        self._first: dict[tuple[str, str, int | None], tuple[str, Where]] = {}

    def number(self, one: LoadedNaskah) -> Number | None:
        """What a letter has without the book; None where the book is to be asked."""
        brought = _brought(one, self._nomor)
        if not isinstance(one.naskah, Surat) or brought == "":
            return Number()
        if brought is None:
            return None
        day = one.naskah.tanggal.date
        key = (one.office.kode, "".join(brought.split()), day.year if day else None)
        if key not in self._first:
            self._first[key] = (one.nama, one.positions.where(("nomor",)))
            return None
        name, where = self._first[key]
        return Number(error=ContentError(
            f"nomor {brought} sudah dipakai surat {name} dari {where}",
            hint="satu nomor untuk satu surat; hapus salah satu supaya diambil dari buku agenda",
        ))


def _brought(loaded: LoadedNaskah, nomor: str | None) -> str | None:
    """The number that a letter brings: `nomor`, else that of its data; "" an empty place, None: it has none yet."""
    own = loaded.naskah.nomor if isinstance(loaded.naskah, Surat) else ""
    return own if nomor is None else nomor


def _given(loaded: LoadedNaskah, severity: Severity, message: str, hint: str | None) -> Finding:
    return _finding(loaded.positions, _brought(loaded, None) or "", GIVEN, severity, message, hint)


def _finding(
    positions: Positions, nomor: str, code: str, severity: Severity, message: str, hint: str | None
) -> Finding:
    """What is said of a letter that brings `nomor`, at that or at its hal."""
    key, text = ("nomor", nomor) if code == GIVEN else ("hal", "")
    return Finding(code, severity, positions.where((key,)), message, hint or "", text)


def _line(loaded: LoadedNaskah, key: str, wishes: NumberWishes) -> Line:
    """What the book says of a letter; one without a day counts as today's."""
    naskah = loaded.naskah
    assert isinstance(naskah, Surat)  # noqa: S101 - only these take numbers
    to = naskah.kepada if isinstance(naskah, Berkepala | SuratPengantar) else ()
    return Line(
        jenis=nama_jenis(naskah.jenis),
        tanggal=naskah.tanggal.date or wishes.today,
        hal=naskah.hal if isinstance(naskah, Berkepala | SuratPengantar) else "",
        tujuan="; ".join(one.yth for one in to),
        lampiran=naskah.lampiran if isinstance(naskah, Berkepala) else "",
        penandatangan=loaded.office.kantor.lengkapi(naskah.penandatangan).jabatan,
        klasifikasi=naskah.klasifikasi,
        berkas=f"surat/{loaded.office.kode}/{loaded.nama}.docx",
        kunci=key,
        nomor=_brought(loaded, wishes.nomor) or "",
        bertanggal=naskah.tanggal.date is not None,
    )


class _Keys:
    """The letters of a run by what makes each the same when it is made again."""

    def __init__(self, root: Path) -> None:
        self._root = root
        self._seen: Counter[str] = Counter()
        self._present: set[str] = set()
        self._tables: set[str] = set()

    def key(self, one: LoadedNaskah) -> str:
        """The key of the next letter; rows of a table that say the same are still two."""
        key = _key(self._root, one)
        self._seen[key] += 1
        made = f"{key}#{self._seen[key]}" if self._seen[key] > 1 else key
        self._present.add(made)
        if one.positions.sheet is not None:
            self._tables.add(_data_file(self._root, one)[0])
        return made

    def gone(self) -> Callable[[str], bool]:
        """Whether the letter of a key is no longer there: its file is gone, or its table was read and has it no
        more."""
        return _gone_from(self._root, self._present, self._tables)


def _key(root: Path, loaded: LoadedNaskah) -> str:
    """The data file of a letter; in a table also its Nama Berkas, or what it says, in a packet its recipient.

    A row's place would not do: a row inserted above would give each letter the number of another.
    """
    name, stem = _data_file(root, loaded)
    if loaded.positions.sheet is None:
        return name
    if Path(name).name == PAKET_FILE or not re.fullmatch(re.escape(stem) + r"-\d{2,}", loaded.nama, re.IGNORECASE):
        return f"{name}#{loaded.nama}"
    said = loaded.naskah.model_dump(mode="json", include={"tanggal", "kepada", "hal", "kiriman", "acara"})
    return f"{name}#{digest(json.dumps(said, sort_keys=True).encode('utf-8'))[:16]}"


def _data_file(root: Path, loaded: LoadedNaskah) -> tuple[str, str]:
    """The file of a letter's data as keys name it, below `root` where it lies there, and its name."""
    return _place_of(str(root), loaded.positions.file, str(Path.cwd()))


@lru_cache(maxsize=256)  # thousands of letters come from one table
def _place_of(root: str, name: str, here: str) -> tuple[str, str]:
    place = (Path(name) if Path(name).is_absolute() else Path(here) / name).resolve()
    inside = place.is_relative_to(Path(root).resolve())
    return (place.relative_to(Path(root).resolve()) if inside else place).as_posix(), place.stem


def _gone_from(root: Path, present: Collection[str], tables: Collection[str]) -> Callable[[str], bool]:
    @cache
    def is_file(name: str) -> bool:
        return (root / name).is_file()

    def gone(key: str) -> bool:
        if key in present:
            return False
        signs = [found.start() for found in re.finditer("#", key)]
        names = [key, *(key[:at] for at in reversed(signs))]
        files = [name for name in names if Path(name).suffix.lower() in _DATA_FILES]
        there = next((name for name in files if is_file(name)), None)
        if there is not None and Path(there).name == PAKET_FILE:
            return False  # a packet's letters belong to their recipients, however alike they read
        return there in tables if there is not None else bool(files)

    return gone
