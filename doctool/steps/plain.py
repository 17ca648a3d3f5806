"""An SOP as plain data, as its YAML file would say it: what the table holds, and what reading the table gives back.

Values are texts, lists and mappings. Every field that has another value than its default is there; texts of several
lines are one text, switches are "ya", targets and pelaksana are lists.
"""

from __future__ import annotations

import re
from typing import Any

from doctool.border.text import FORBIDDEN
from doctool.compare.tree import tree_of
from doctool.model.sop import Sop
from doctool.steps.headings import DAFTAR_KOSONG, DI_LAINNYA, KOSONG

Data = dict[str, Any]

#: Fields of which the lines are one text (doctool.model.dasar.Isi); a list in YAML would mark each line with "-".
_LINES = {"uraian", "kelengkapan", "output", "keterangan"}
#: Characters of a cell (Excel).
LONGEST = 32_767
#: What Excel takes for a character by its number.
_NUMBERED = re.compile(r"_?x[0-9A-Fa-f]{4}_")


def data_of(sop: Sop) -> Data:
    """The plain data of `sop`, with its procedures as the list "prosedur" and lanes in one flat list, each with its
    "kelompok"; "berbagian" says that they stand under `bagian`."""
    return {name: _plain(one, name) for name, one in tree_of(sop).items()}


def sop_data(data: Data) -> Data:
    """`data` as a YAML file holds it: a procedure's fields at the top or under `bagian`, lanes under their groups."""
    procedures = [{**one, **_grouped(one)} for one in data["prosedur"]]
    rest = {key: value for key, value in data.items() if key not in ("prosedur", "berbagian")}
    return {**rest, "bagian": procedures} if data.get("berbagian") else {**rest, **procedures[0]}


def _grouped(procedure: Data) -> Data:
    """The lanes of a procedure under the headings of their groups."""
    if not isinstance(procedure.get("pelaksana"), list):
        return {}
    return {"pelaksana": [column for column, _ in columns_of(procedure["pelaksana"])]}


def columns_of(lanes: list[Data]) -> list[tuple[Data, list[int]]]:
    """Flat lanes as lanes and groups of lanes, each with the places of its lanes."""
    out: list[tuple[Data, list[int]]] = []
    before: str | None = None
    for at, lane in enumerate(lanes):
        heading = lane.get("kelompok")
        own = {key: value for key, value in lane.items() if key not in ("kelompok", "kelompok_baru")}
        if heading is None:
            out.append((own, [at]))
        elif heading == before and not lane.get("kelompok_baru"):
            out[-1][0]["pelaksana"].append(own)
            out[-1][1].append(at)
        else:
            out.append(({"kelompok": heading, "pelaksana": [own]}, [at]))
        before = heading
    return out


def _plain(value: Any, key: str) -> Any:
    if isinstance(value, dict):
        return {name: _plain(one, name) for name, one in value.items()}
    if isinstance(value, tuple):
        if key in _LINES and all(isinstance(one, str) for one in value):
            return "\n".join(value)
        return [_plain(one, "") for one in value]
    if isinstance(value, bool):
        return "ya" if value else "tidak"
    return value if isinstance(value, str) else str(value)


def cleaned(text: str) -> str:
    """The text of a cell as it is read."""
    return text.replace("\r\n", "\n").replace("\r", "\n").strip()


def safe(text: str) -> bool:
    """Whether a cell with `text` is read as that text, whichever program saved it."""
    if not text or text != cleaned(text) or text in (KOSONG, DAFTAR_KOSONG, DI_LAINNYA) or len(text) > LONGEST:
        return False
    odd = text.startswith("'") or "\n\n" in text or any(line != line.strip() for line in text.split("\n"))
    return not odd and not FORBIDDEN.search(text) and not _NUMBERED.search(text)
