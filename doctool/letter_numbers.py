"""The number of each letter: what its data says, else from the buku agenda of its office, where that has one.

Also a number that the data says is looked up in the book: that of another letter is refused.
"""

from __future__ import annotations

import hashlib
import json
import re
from collections import Counter
from collections.abc import Callable, Iterable, Sequence
from dataclasses import dataclass
from datetime import date
from functools import cache, lru_cache
from pathlib import Path

from doctool.errors import ContentError, DoctoolError
from doctool.findings import Finding, Severity
from doctool.letters.load import TABLE_SUFFIXES, YAML_SUFFIXES
from doctool.loaded import LoadedNaskah
from doctool.model.penomoran import nama_jenis
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


def numbers(
    root: Path, letters: Sequence[LoadedNaskah], wishes: NumberWishes, *, read: Sequence[LoadedNaskah] = ()
) -> list[Number]:
    """A number for each of `letters` of the workspace `root`.

    Letters of one office are numbered in one transaction, in their order. `read` are all that were read in this run,
    in the order of their data: those among them that are not made are there all the same, and their numbers are theirs.
    """
    everything = read or letters
    known = {id(one): key for one, key in zip(everything, _keys(root, everything), strict=True)}
    gone = _gone_from(root, everything, known.values())
    keys = [known[id(one)] for one in letters]
    given, offices = _without_asking(letters, wishes.nomor)
    for code, places in offices.items():
        rules = letters[places[0]].office.kantor.penomoran
        with Register.of(root, code, today=wishes.today, keep=rules.cadangan, trial=wishes.trial) as book:
            if not book.exists:
                given.update({at: Number(_brought(letters[at], wishes.nomor) or "") for at in places})
                continue
            lines = [_line(letters[at], keys[at], wishes) for at in places]
            try:
                taken = number_letters(book, rules, lines, Wishes(gone, wishes.insert, wishes.same))
            except DoctoolError as error:
                given.update(dict.fromkeys(places, Number(error=error)))
                continue
        given.update({at: _told(letters[at], one) for at, one in zip(places, taken, strict=True)})
    return [given[at] for at in range(len(letters))]


def given_findings(root: Path, letters: Sequence[LoadedNaskah], today: date) -> list[Finding]:
    """D22 for the numbers that `letters`, read together, bring: two letters with one, or one that the office's book
    knows for another letter, as cancelled, or not at all. The books are only read; raises DoctoolError where one cannot
    be."""
    keys = _keys(root, letters)
    gone = _gone_from(root, letters, keys)
    given, offices = _without_asking(letters, None)
    errors = {at: one.error for at, one in given.items() if one.error is not None}
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
    made = [_finding(letters[at], GIVEN, Severity.ERROR, one.message, one.hint) for at, one in errors.items()]
    return made + [_finding(letters[at], GIVEN, Severity.WARNING, OUTSIDE, OUTSIDE_HINT) for at in outside]


def _without_asking(
    letters: Sequence[LoadedNaskah], nomor: str | None
) -> tuple[dict[int, Number], dict[str, list[int]]]:
    """The letters that need no book: kinds without a number, an empty place, a number that another letter of the run
    has; and those that do, by their office."""
    given: dict[int, Number] = {}
    offices: dict[str, list[int]] = {}
    first: dict[tuple[str, str, int | None], LoadedNaskah] = {}
    for at, one in enumerate(letters):
        brought = _brought(one, nomor)
        if not isinstance(one.naskah, Surat) or brought == "":
            given[at] = Number()
            continue
        if brought is not None:
            day = one.naskah.tanggal.date
            other = first.setdefault((one.office.kode, "".join(brought.split()), day.year if day else None), one)
            if other is not one:
                given[at] = Number(error=ContentError(
                    f"nomor {brought} sudah dipakai surat {other.nama} dari {other.positions.where(('nomor',))}",
                    hint="satu nomor untuk satu surat; hapus salah satu supaya diambil dari buku agenda",
                ))
                continue
        offices.setdefault(one.office.kode, []).append(at)
    return given, offices


def _brought(loaded: LoadedNaskah, nomor: str | None) -> str | None:
    """The number that a letter brings: `nomor`, else that of its data; "" an empty place, None: it has none yet."""
    own = loaded.naskah.nomor if isinstance(loaded.naskah, Surat) else ""
    return own if nomor is None else nomor


def _told(loaded: LoadedNaskah, one: Numbered) -> Number:
    if not one.note:
        return Number(one.nomor, one.error)
    outside = one.note == OUTSIDE
    code, hint = (GIVEN, OUTSIDE_HINT) if outside else (KNOWN, "")
    return Number(one.nomor, one.error, _finding(loaded, code, Severity.WARNING, one.note, hint))


def _finding(loaded: LoadedNaskah, code: str, severity: Severity, message: str, hint: str | None) -> Finding:
    key = "nomor" if code == GIVEN else "hal"
    text = (loaded.naskah.nomor or "") if code == GIVEN and isinstance(loaded.naskah, Surat) else ""
    return Finding(code, severity, loaded.positions.where((key,)), message, hint or "", text)


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


def _keys(root: Path, letters: Sequence[LoadedNaskah]) -> list[str]:
    """What makes each letter the same when it is made again; rows of a table that say the same are still two."""
    seen: Counter[str] = Counter()
    found: list[str] = []
    for one in letters:
        key = _key(root, one)
        seen[key] += 1
        found.append(f"{key}#{seen[key]}" if seen[key] > 1 else key)
    return found


def _key(root: Path, loaded: LoadedNaskah) -> str:
    """The data file of a letter; in a table also its Nama Berkas, or what it says.

    A row's place would not do: a row inserted above would give each letter the number of another.
    """
    name, stem = _data_file(root, loaded)
    if loaded.positions.sheet is None:
        return name
    if not re.fullmatch(re.escape(stem) + r"-\d{2,}", loaded.nama, re.IGNORECASE):
        return f"{name}#{loaded.nama}"
    said = loaded.naskah.model_dump(mode="json", include={"tanggal", "kepada", "hal", "kiriman", "acara"})
    return f"{name}#{hashlib.sha256(json.dumps(said, sort_keys=True).encode('utf-8')).hexdigest()[:16]}"


def _data_file(root: Path, loaded: LoadedNaskah) -> tuple[str, str]:
    """The file of a letter's data as keys name it, below `root` where it lies there, and its name."""
    return _place_of(str(root), loaded.positions.file, str(Path.cwd()))


@lru_cache(maxsize=256)  # thousands of letters come from one table
def _place_of(root: str, name: str, here: str) -> tuple[str, str]:
    place = (Path(name) if Path(name).is_absolute() else Path(here) / name).resolve()
    inside = place.is_relative_to(Path(root).resolve())
    return (place.relative_to(Path(root).resolve()) if inside else place).as_posix(), place.stem


def _gone_from(root: Path, letters: Sequence[LoadedNaskah], keys: Iterable[str]) -> Callable[[str], bool]:
    """Whether the letter of a key is no longer there: its file is gone, or its table was read and has it no more."""
    present = frozenset(keys)
    tables = frozenset(_data_file(root, one)[0] for one in letters if one.positions.sheet is not None)

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
