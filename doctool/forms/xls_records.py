"""What calamine does not tell of an .xls: which numbers are percent, which cells are formulas, what is hidden or noted.

Only the records that say so are read ([MS-XLS] 2.4), from the stream "Workbook" of the compound file ([MS-CFB]); values
stay calamine's. Raises ValueError or struct.error for a file that is damaged.
"""

from __future__ import annotations

import struct
from collections.abc import Callable, Iterator
from dataclasses import dataclass, field

from doctool.forms.cells import MAX_CELLS, MAX_COLUMN, MAX_ROW, Place
from doctool.forms.number_format import Form, form_of

_END, _MOST_SECTORS = 0xFFFFFFFA, 200_000
#: Record types of [MS-XLS] 2.3.
_BOUNDSHEET, _FORMAT, _XF, _EOF = 0x85, 0x41E, 0xE0, 0x0A
_NUMBER, _RK, _MULRK, _FORMULA, _BOOLERR = 0x203, 0x27E, 0xBD, 0x06, 0x205
_ROW, _COLINFO, _NOTE = 0x208, 0x7D, 0x1C
_ERRORS = {0x00: "#NULL!", 0x07: "#DIV/0!", 0x0F: "#VALUE!", 0x17: "#REF!", 0x1D: "#NAME?", 0x24: "#NUM!", 0x2A: "#N/A"}


@dataclass(slots=True)
class Facts:
    """What the records of one sheet say of its cells."""

    forms: dict[Place, Form] = field(default_factory=dict)
    formulas: set[Place] = field(default_factory=set)
    errors: dict[Place, str] = field(default_factory=dict)
    notes: set[Place] = field(default_factory=set)
    hidden_rows: set[int] = field(default_factory=set)
    hidden_columns: set[int] = field(default_factory=set)


def facts_of(data: bytes) -> list[Facts]:
    """The facts of each sheet, in the workbook's order (sheets of charts and macros among them)."""
    stream = _stream(data, "Workbook")
    starts: list[int] = []
    codes: dict[str, str] = {}
    numbers: list[str] = []
    for kind, record in _records(stream, 0):
        if kind == _BOUNDSHEET:
            starts.append(struct.unpack_from("<I", record)[0])
        elif kind == _FORMAT:
            codes[str(struct.unpack_from("<H", record)[0])] = _text(record[2:])
        elif kind == _XF:
            numbers.append(str(struct.unpack_from("<H", record, 2)[0]))
    forms = [form_of(one, codes) for one in numbers]
    return [_sheet(stream, start, forms) for start in starts]


def _text(data: bytes) -> str:
    """An XLUnicodeString ([MS-XLS] 2.5.294)."""
    count, flags = struct.unpack_from("<HB", data)
    if flags & 1:
        return data[3 : 3 + 2 * count].decode("utf-16-le", "replace")
    return data[3 : 3 + count].decode("latin-1")


def _records(stream: bytes, at: int) -> Iterator[tuple[int, bytes]]:
    """The records of a substream, from the one at `at` to its end."""
    while at + 4 <= len(stream):
        kind, size = struct.unpack_from("<HH", stream, at)
        if kind == _EOF:
            return
        yield kind, stream[at + 4 : at + 4 + size]
        at += 4 + size


def _sheet(stream: bytes, start: int, forms: list[Form]) -> Facts:
    found = Facts()
    for kind, record in _records(stream, start):
        if kind == _ROW:
            if struct.unpack_from("<H", record, 12)[0] & 0x20:
                found.hidden_rows.add(struct.unpack_from("<H", record)[0] + 1)
        elif kind == _COLINFO:
            first, last, width, _, options = struct.unpack_from("<5H", record)
            if options & 1 or not width:
                found.hidden_columns.update(range(first + 1, min(last + 1, MAX_COLUMN) + 1))
        elif kind in (_NUMBER, _RK, _FORMULA, _BOOLERR, _MULRK, _NOTE):
            _cell(found, kind, record, forms)
        if len(found.forms) > MAX_CELLS:
            raise ValueError("cells without end")
    return found


def _cell(found: Facts, kind: int, record: bytes, forms: list[Form]) -> None:
    row, column, style = struct.unpack_from("<3H", record)
    place = row + 1, column + 1
    if place[0] > MAX_ROW or place[1] > MAX_COLUMN:
        return
    if kind == _NOTE:
        found.notes.add(place)
        return
    if kind == _MULRK:
        styles = [struct.unpack_from("<H", record, at)[0] for at in range(4, len(record) - 2, 6)]
    else:
        styles = [style]
    for offset, one in enumerate(styles):
        found.forms[place[0], place[1] + offset] = forms[one] if one < len(forms) else Form.TIDAK_DIKETAHUI
    if kind == _FORMULA:
        found.formulas.add(place)
        if record[12:14] == b"\xff\xff" and record[6] == 2:
            found.errors[place] = _ERRORS.get(record[8], "#VALUE!")
    elif kind == _BOOLERR and record[7]:
        found.errors[place] = _ERRORS.get(record[6], "#VALUE!")


def _stream(data: bytes, name: str) -> bytes:
    """A stream of a compound file."""
    size = 1 << struct.unpack_from("<H", data, 30)[0]
    small = 1 << struct.unpack_from("<H", data, 32)[0]
    if size not in (512, 4096) or small != 64:
        raise ValueError("sector size")
    directory, cutoff, first_small = (struct.unpack_from("<I", data, at)[0] for at in (48, 56, 60))

    def sector(number: int) -> bytes:
        return data[(number + 1) * size : (number + 2) * size]

    fat = _numbers(b"".join(sector(one) for one in _fat_sectors(data, sector)))
    entries = b"".join(sector(one) for one in _chain(fat, directory))
    root, wanted = (_entry(entries, one) for one in ("Root Entry", name))
    if wanted[1] >= cutoff:
        return b"".join(sector(one) for one in _chain(fat, wanted[0]))[: wanted[1]]
    store = b"".join(sector(one) for one in _chain(fat, root[0]))
    small_fat = _numbers(b"".join(sector(one) for one in _chain(fat, first_small)))
    return b"".join(store[one * small : (one + 1) * small] for one in _chain(small_fat, wanted[0]))[: wanted[1]]


def _fat_sectors(data: bytes, sector: Callable[[int], bytes]) -> Iterator[int]:
    """The sectors of the table of sectors: 109 in the header, the rest in a chain ([MS-CFB] 2.2, 2.5)."""
    yield from (one for one in _numbers(data[76:512]) if one < _END)
    following, seen = struct.unpack_from("<I", data, 68)[0], 0
    while following < _END and seen < _MOST_SECTORS:
        part = _numbers(sector(following))
        yield from (one for one in part[:-1] if one < _END)
        following, seen = part[-1] if part else _END, seen + 1


def _numbers(data: bytes) -> tuple[int, ...]:
    return struct.unpack(f"<{len(data) // 4}I", data[: len(data) // 4 * 4])


def _chain(fat: tuple[int, ...], first: int) -> Iterator[int]:
    """The sectors of a stream from its first on; ValueError where they go round."""
    seen: set[int] = set()
    while first < _END:
        if first in seen or first >= len(fat):
            raise ValueError("chain of sectors")
        seen.add(first)
        yield first
        first = fat[first]


def _entry(entries: bytes, name: str) -> tuple[int, int]:
    """The first sector and the size of the directory entry `name`."""
    wanted = name.encode("utf-16-le")
    for at in range(0, len(entries) - 127, 128):
        length = struct.unpack_from("<H", entries, at + 64)[0]
        if length == len(wanted) + 2 and entries[at : at + length - 2] == wanted:
            start, size = struct.unpack_from("<II", entries, at + 116)
            return start, size
    raise ValueError(name)
