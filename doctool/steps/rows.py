"""A kegiatan as rows of the sheet Langkah: what stands in which cell, and what is left for the column Lain-lain."""

from __future__ import annotations

from collections.abc import Sequence
from dataclasses import dataclass

from doctool.steps.headings import KOSONG, SIMPUL, TEKS_BARIS
from doctool.steps.lanes import Lanes
from doctool.steps.nodes import Cells, cells_of, node_of, nodes_of, said_by, sound
from doctool.steps.paths import flat, path_text, read_path, read_value, written
from doctool.steps.paths import put as put_at
from doctool.steps.plain import Data, safe
from doctool.steps.targets import Goals, UnknownTargetError, numbers

_KNOWN = {*TEKS_BARIS, *SIMPUL, "simpul", "id", "nomor", "paralel", "rujukan"}
#: Words in front of a line of Lain-lain that are no fields: fields left empty on purpose, nodes one by one.
_EMPTY, _ONE_BY_ONE = "kosong", "tulis simpul"


def goals_of(rows: Sequence[Data], lanes: Lanes, *, by_number: bool = False) -> Goals:
    """The rows of a procedure as targets, as the table that is written has them; `by_number`: as they are written in
    the SOP, which is also how it is where nothing else would come back."""
    printed = numbers([row.get("nomor") for row in rows])
    ids = tuple(str(row.get("id", "")) for row in rows)
    wanted = Goals(printed, printed, ids)
    named = not by_number and all(_kept(row, lanes, wanted) for row in rows)
    return wanted if named else Goals(printed, printed, ids, by_number=True)


def rows_of(row: Data, label: str, lanes: Lanes, goals: Goals) -> list[Cells]:
    """The rows of a kegiatan, of which `label` is the printed number."""
    first: Cells = {"nomor": label}
    rest: Data = {key: value for key, value in row.items() if key not in _KNOWN}
    empty = [key for key in TEKS_BARIS if row.get(key) == ""]
    for key in (*TEKS_BARIS, "id"):
        if row.get(key):
            _place(first, rest, key, row[key])
    if "uraian" not in row:
        first["uraian"] = KOSONG
    if "nomor" in row:
        first |= {"nomor": row["nomor"], "tetap": "ya"}
        if row["nomor"] and not safe(row["nomor"]):
            rest["nomor"] = row["nomor"]
            del first["nomor"], first["tetap"]
    if "paralel" in row:
        first["paralel"] = row["paralel"]
    if "rujukan" in row:
        said = "\n".join(_reference(one) for one in row["rujukan"])
        kept = safe(said) and [read_reference(line) for line in said.split("\n")] == row["rujukan"]
        _place(first, rest, "rujukan", said if kept else row["rujukan"])
    lines: list[Cells] = [{}]
    notes = [f"{_EMPTY}: {', '.join(empty)}"] if empty else []
    if _kept(row, lanes, goals):
        lines = [cells_of(one, lanes, goals) for one in nodes_of(row)]
        if "simpul" in row and "simpul" not in said_by(nodes_of(row)):
            notes.append(_ONE_BY_ONE)
    else:
        rest |= {key: row[key] for key in ("simpul", *SIMPUL) if key in row}
    notes += [f"{path_text(path)}: {_one_line(text)}" for path, text in flat(rest)] if rest else []
    first |= lines[0]
    if notes:
        first["lain"] = "\n".join(notes)
    return [{key: text for key, text in first.items() if text}, *lines[1:]]


def _place(first: Cells, rest: Data, key: str, value: object) -> None:
    if isinstance(value, str) and safe(value):
        first[key] = value
    else:
        rest[key] = value


def _one_line(text: str) -> str:
    return written(text, one_line=True) if "\n" in text else text


def _kept(row: Data, lanes: Lanes, goals: Goals) -> bool:
    """Whether the nodes of a kegiatan come back from cells as they are."""
    wanted = {key: row[key] for key in ("simpul", *SIMPUL) if key in row}
    nodes = nodes_of(row)
    cells = [cells_of(one, lanes, goals) for one in nodes]
    if not all(sound(node, one) for node, one in zip(nodes, cells, strict=True)) or (len(cells) > 1 and not all(cells)):
        return False
    try:
        back = [node_of(one, lanes, goals) for one in cells]
    except (KeyError, UnknownTargetError):
        return False
    return said_by(back, one_by_one="simpul" in row) == wanted


def _reference(item: Data) -> str:
    return f"{item.get('teks', '')} [[{item['sop']}]]" if item.get("sop") else str(item.get("teks", ""))


def read_reference(line: str) -> Data:
    """An SOP that a kegiatan refers to: its words, and its address in double brackets."""
    text, brackets, address = line.strip().partition("[[")
    if brackets and address.endswith("]]"):
        return {"teks": text.strip(), "sop": address[:-2].strip()}
    return {"teks": line.strip()}


@dataclass(frozen=True, slots=True)
class Rare:
    """What the column Lain-lain of a kegiatan says."""

    kosong: tuple[str, ...]
    one_by_one: bool
    data: Data


def read_rare(text: str) -> Rare:
    """The lines of a cell of the column Lain-lain. Raises ValueError for a line that is not understood."""
    empty: list[str] = []
    one_by_one = False
    data: Data = {}
    for line in filter(None, (one.strip() for one in text.split("\n"))):
        name, colon, value = line.partition(": ")
        if line == _ONE_BY_ONE:
            one_by_one = True
        elif not colon:
            raise ValueError(line)
        elif name == _EMPTY:
            empty += [one.strip() for one in value.split(",")]
            if any(one not in TEKS_BARIS for one in empty):
                raise ValueError(line)
        else:
            put_at(data, read_path(name), read_value(value))
    return Rare(tuple(empty), one_by_one, data)
