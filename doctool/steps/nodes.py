"""The nodes of a kegiatan as cells, one row for each, and back.

A kegiatan says its nodes in one of two ways: `pelaksana: [a, b]` with shape and exits of the row, or one by one under
`simpul`. Cells show nodes; the shorter way is taken wherever it says the same.
"""

from __future__ import annotations

from collections.abc import Mapping, Sequence

from doctool.steps.headings import KOSONG, SIMPUL
from doctool.steps.lanes import Lanes
from doctool.steps.plain import Data, safe
from doctool.steps.targets import Goals

Cells = dict[str, str]
_TARGETS = ("ya", "tidak", "ke")


def nodes_of(row: Data) -> list[Data]:
    """The nodes of a kegiatan, each with the fields it says."""
    if "simpul" in row:
        return [dict(one) for one in row["simpul"]]
    lanes = row.get("pelaksana") or [None]
    out: list[Data] = [{} if lane is None else {"pelaksana": lane} for lane in lanes]
    for key in SIMPUL[1:]:
        if key in row:
            first = key == "bentuk" and row[key] == "mulai"
            out[0 if first else -1][key] = row[key]
    return out


def said_by(nodes: Sequence[Data], *, one_by_one: bool = False) -> Data:
    """The fields of a kegiatan that has these nodes; `one_by_one`: under `simpul` even where that is not needed."""
    lanes = [one.get("pelaksana") for one in nodes]
    if not one_by_one:
        short: Data = {"pelaksana": lanes} if lanes != [None] else {}
        for node in nodes:
            short |= {key: value for key, value in node.items() if key != "pelaksana"}
        if None not in lanes[1:] and (lanes[0] is not None or len(lanes) == 1) and nodes_of(short) == list(nodes):
            return short
    return {"simpul": [dict(one) for one in nodes]}


def cells_of(node: Data, lanes: Lanes, goals: Goals) -> Cells:
    """The cells of a node."""
    out: Cells = {}
    if "pelaksana" in node:
        out["pelaksana"] = lanes.shown(node["pelaksana"]) if node["pelaksana"] else KOSONG
    for key in ("bentuk", "teks"):
        if node.get(key):
            out[key] = node[key]
    for key in _TARGETS:
        if key in node:
            out[key] = _shown_targets(node[key], goals)
    if "keluar" in node:
        exits = [f"{one.get('label', '')}: {_shown_targets(one['ke'], goals)}" for one in node["keluar"]]
        out["keluar"] = "\n".join(exits)
    return {key: text for key, text in out.items() if text}


def _shown_targets(targets: Sequence[str], goals: Goals) -> str:
    return "; ".join(goals.shown(one) for one in targets)


def node_of(cells: Mapping[str, str], lanes: Lanes, goals: Goals) -> Data:
    """The node that `cells` say. Raises UnknownTargetError for a target that there is not, KeyError (of the key
    "pelaksana" or "keluar") for what cannot be understood."""
    out: Data = {}
    if "pelaksana" in cells:
        code = "" if cells["pelaksana"] == KOSONG else lanes.meant(cells["pelaksana"])
        if code is None:
            raise KeyError("pelaksana")
        out["pelaksana"] = code
    if "bentuk" in cells:
        out["bentuk"] = cells["bentuk"].lower()
    if "teks" in cells:
        out["teks"] = cells["teks"]
    for key in ("ya", "tidak"):
        if key in cells:
            out[key] = read_targets(cells[key], goals)
    if "keluar" in cells:
        out["keluar"] = [_exit(line, goals) for line in cells["keluar"].split("\n") if line.strip()]
    if "ke" in cells:
        out["ke"] = read_targets(cells["ke"], goals)
    return out


def _exit(line: str, goals: Goals) -> Data:
    label, colon, targets = line.rpartition(":")
    if not colon or not label.strip() or not targets.strip():
        raise KeyError("keluar")
    return {"label": label.strip(), "ke": read_targets(targets, goals)}


def read_targets(text: str, goals: Goals) -> list[str]:
    """The targets that a cell names, parted by ";", "," or line ends."""
    parts = text.replace(",", ";").replace("\n", ";").split(";")
    return [goals.meant(one.strip()) for one in parts if one.strip()]


def sound(node: Data, cells: Cells) -> bool:
    """Whether the cells of a node are kept as they are."""
    return all(safe(text) or text == KOSONG for text in cells.values()) and bool(node) == bool(cells)
