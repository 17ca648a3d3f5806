"""Texts that would be formulas in every workbook and table that doctool writes: none may be one, none be lost.

Each file is made twice, of the texts and of plain words in their stead. What the words show is what must be shown of
the texts, as often; where the words have no formula, the texts must have none.
"""

from __future__ import annotations

import csv
import gzip
import io
import re
import shutil
import subprocess
import tempfile
from collections import Counter
from collections.abc import Callable, Iterator, Mapping, Sequence
from dataclasses import dataclass
from pathlib import Path

import openpyxl
from lxml import etree
from openpyxl.utils import get_column_letter

from benchmarks.scorecard.injected_kinds import KINDS, Kind, failures
from doctool.convert.libreoffice import find_soffice
from doctool.packets.recipients import unturned
from tests.forms.injected import PAYLOADS, books
from tests.resave import resave

CSV = "gagal.csv"
#: The programs that a full run needs besides openpyxl.
PROGRAMS = ("LibreOffice", "Gnumeric")
#: What a spreadsheet takes for the beginning of a formula, in a table of texts without types (OWASP, CSV injection).
BEGINS = ("=", "+", "-", "@", "\t", "\r", "\n", "＝", "＋", "－", "＠")
_WORDS = "kata{:04}"
_WORD = re.compile(r"'?kata(\d{4})", re.IGNORECASE)
_GNM = "{http://www.gnumeric.org/v10.dtd}"
_TEXT = "60"  # Gnumeric's type of texts
_SECONDS = 60
#: Characters that a text has at least which doctool cuts, and says so with "…"; those that a sentence quotes of one.
_LEAST = _QUOTED = 40
#: A file with a formula and without a text that it should have, which every program must see: so many problems.
_CONTROL, _PLANTED = "tertanam", 3


@dataclass(frozen=True, slots=True)
class Read:
    """What a program reads: how often each text stands in a cell, and the formulas by sheet and cell."""

    texts: Counter[str]
    formulas: Mapping[str, str]


@dataclass(frozen=True, slots=True)
class Pair:
    """A file of the texts, what is read of the same of plain words, and the texts as they must be shown."""

    data: bytes
    plain: Read
    given: tuple[str, ...]


def texts_of(*, short: bool) -> tuple[str, ...]:
    """The texts: in short a nineteenth of them, with every formula and every beginning, and the last ones."""
    return tuple(dict.fromkeys((*PAYLOADS[::19], *PAYLOADS[-4:]))) if short else PAYLOADS


def pairs(*, short: bool) -> dict[str, Pair]:
    """The workbooks by the name of their kind; in short not those that take a form's reading and filling in."""
    texts = texts_of(short=short)
    made = {name: _pair(kind, tuple(filter(kind.asked, texts))) for name, kind in KINDS.items()}
    if not short:
        plain = books([_WORDS.format(at) for at in range(len(texts))])
        made |= {
            name: Pair(data, by_openpyxl(plain[name]), texts) for name, data in books(texts).items()
            if name.startswith("formulir")
        }
    return made


def _pair(kind: Kind, texts: Sequence[str]) -> Pair:
    words = [kind.word.format(at) for at in range(len(texts))]
    return Pair(kind.make(texts), by_openpyxl(kind.make(words)), tuple(map(kind.shown, texts)))


def problems(made: Mapping[str, Pair], texts: Sequence[str], *, elsewhere: bool) -> list[str]:
    """Formulas and texts that are gone: in the workbooks, in the CSV, and in both as other programs read them."""
    found = [f"{kind}: {one}" for kind, pair in made.items() for one in wrong(pair, by_openpyxl(pair.data))]
    table = failures(texts)
    found += [f"{CSV}: {one}" for one in wrong_table(table, texts)]
    if elsewhere:
        with tempfile.TemporaryDirectory(prefix="doctool-", ignore_cleanup_errors=True) as folder:
            found += _elsewhere(made, table, Path(folder))
    return found


def wrong(pair: Pair, read: Read) -> Iterator[str]:
    """Formulas of a workbook that the plain one lacks, and texts that it shows less often."""
    plain = pair.plain
    yield from (f"{at}: {text[:60]} is a formula" for at, text in read.formulas.items() if at not in plain.formulas)
    have: Counter[str] = Counter()
    for text, count in read.texts.items():
        have[_plain(text)] += count
    cut = tuple(start for start, mark, _ in (text.partition("…") for text in have) if mark and len(start) >= _LEAST)
    wanted: Counter[str] = Counter()
    shown: set[int] = set()
    for text, count in plain.texts.items():
        places = {int(one) for one in _WORD.findall(text)}
        shown |= places
        if places:
            whole, short = _said(text, pair.given), _said(text, [one[:_QUOTED] for one in pair.given])
            wanted[whole if whole in have or _WORD.fullmatch(text) else short] += count
    yield from (f"{pair.given[at]!r} is nowhere" for at in sorted({*range(len(pair.given))} - shown))
    for text, count in (wanted - have).items():
        if not text.startswith(cut):
            yield f"{text[:60]!r} is gone {count} times of {wanted[text]}"


def _said(text: str, given: Sequence[str]) -> str:
    """What must be shown where the plain workbook has `text`; titles are in capitals."""
    def one(found: re.Match[str]) -> str:
        said = given[int(found[1])]
        return said.upper() if found[0].isupper() else said

    return _plain(_WORD.sub(one, text))


def _plain(text: str) -> str:
    """A text as it is compared: runs of blanks are one, those at the ends none."""
    return " ".join(text.split())


def wrong_table(data: bytes, texts: Sequence[str]) -> Iterator[str]:
    """Cells of the list of failures that would be reckoned, or that are not the text with or without an apostrophe."""
    rows = list(csv.reader(io.StringIO(data.decode("utf-8-sig")), delimiter=";"))[1:]
    if len(rows) != len(texts):
        yield f"{len(rows)} rows, not {len(texts)}"
    for (_, *cells), text in zip(rows, texts, strict=False):
        line = _plain(unturned(text))
        yield from (f"{cell!r} would be reckoned" for cell in cells if cell.startswith(BEGINS))
        yield from (f"{cell!r} is not {line!r}" for cell in cells if cell not in (line, f"'{line}"))


def by_openpyxl(data: bytes) -> Read:
    """What openpyxl reads."""
    texts: Counter[str] = Counter()
    formulas = {}
    for sheet in openpyxl.load_workbook(io.BytesIO(data), read_only=True):
        for row in sheet.iter_rows():
            for cell in row:
                if cell.data_type == "f":
                    formulas[f"{sheet.title}!{cell.coordinate}"] = str(cell.value)
                elif isinstance(cell.value, str) and cell.data_type == "s":
                    texts[cell.value] += 1
    return Read(texts, formulas)


def by_gnumeric(file: Path) -> Read:
    """What Gnumeric reads of a workbook or a CSV file: in its own format a formula has no type of value."""
    out = file.with_name(f"{file.name}.gnumeric")
    call = ["ssconvert", str(file), str(out)]
    subprocess.run(call, timeout=_SECONDS, stdin=subprocess.DEVNULL, capture_output=True, check=True)
    texts: Counter[str] = Counter()
    formulas = {}
    for sheet in etree.fromstring(gzip.decompress(out.read_bytes())).iter(f"{_GNM}Sheet"):
        for cell in sheet.iter(f"{_GNM}Cell"):
            kind, text = cell.get("ValueType"), cell.text or ""
            if kind is None:
                at = f"{get_column_letter(int(cell.get('Col', 0)) + 1)}{int(cell.get('Row', 0)) + 1}"
                formulas[f"{sheet.findtext(f'{_GNM}Name')}!{at}"] = text or "(as above)"
            elif kind == _TEXT:
                texts[text] += 1
    return Read(texts, formulas)


def programs() -> dict[str, Callable[[Sequence[Path], Path], Sequence[Read]]]:
    """What each program that is here reads of files of one suffix, in a folder of its own."""
    found: dict[str, Callable[[Sequence[Path], Path], Sequence[Read]]] = {}
    if find_soffice() is not None:
        found["LibreOffice"] = lambda files, folder: [by_openpyxl(one.read_bytes()) for one in resave(files, folder)]
    if shutil.which("ssconvert"):
        found["Gnumeric"] = lambda files, _folder: [*map(by_gnumeric, files)]
    return found


def _elsewhere(made: Mapping[str, Pair], table: bytes, folder: Path) -> Iterator[str]:
    """The problems that other programs see, each of which must also see those of a file that has some."""
    control = Pair(planted(), by_openpyxl(planted("kata0000", "kata0001")), ("=1+1", "@bidang"))
    every = {**made, _CONTROL: control}
    files = {kind: folder / f"{number}.xlsx" for number, kind in enumerate(every)}
    for kind, file in files.items():
        file.write_bytes(every[kind].data)
    lists = {CSV: folder / "gagal.csv", _CONTROL: folder / "tertanam.csv"}
    lists[CSV].write_bytes(table)
    lists[_CONTROL].write_bytes(table + b"1;=1+1;x;x;x;x\r\n")
    for program, read in programs().items():
        again = dict(zip(files, read([*files.values()], folder / program), strict=True))
        for kind, pair in every.items():
            found = [*wrong(pair, again[kind])]
            if kind == _CONTROL and len(found) != _PLANTED:
                yield f"{program} does not see what is planted: {found}"
            yield from (f"{kind}, {program}: {one}" for one in found if kind != _CONTROL)
        own, other = read([*lists.values()], folder / program)
        yield from (f"{CSV}, {program}: {at}: {text} is a formula" for at, text in own.formulas.items())
        if not other.formulas:
            yield f"{program} does not see a formula in a CSV file"


def planted(*texts: str) -> bytes:
    """A workbook with two texts; without any, a formula in the stead of both, and one text that is another."""
    book = openpyxl.Workbook()
    book.active.append(texts or ["=1+1", "bidang"])
    out = io.BytesIO()
    book.save(out)
    return out.getvalue()
