"""What stands in which row of a table of steps: an SOP as rows of cells, before a workbook is made of them."""

from __future__ import annotations

from collections.abc import Iterator
from dataclasses import dataclass

from doctool.loaded import Path
from doctool.model.sop import Sop
from doctool.steps.headings import CATATAN_KAKI, KOSONG, LANGKAH
from doctool.steps.identity import Cells, identity_rows, notes_kept
from doctool.steps.lanes import Lanes
from doctool.steps.paths import flat, path_text
from doctool.steps.plain import Data, columns_of, data_of, safe
from doctool.steps.rows import goals_of, rows_of

_LANE_KEYS = {"kode", "nama", "luar", "kelompok", "kelompok_baru"}
#: The pair that says that kegiatan are named by number although they have ids.
BY_NUMBER = "tujuan_dengan_nomor"
#: The pair that says what stands behind the numbers of all kegiatan, which are counted ("1.", "2.").
ENDING = "akhiran_nomor"
#: The pair that names the SOP that a table was made of.
ORIGIN = "tabel_dari"


@dataclass(frozen=True)
class Langkah:
    """A sheet of steps: its name, the heading of its part, its rows by kegiatan, what its pelaksana are called."""

    nama: str
    judul: str
    kegiatan: tuple[tuple[Cells, ...], ...]
    lajur: Lanes


@dataclass(frozen=True)
class Isi:
    """All rows of a table of steps; `lainnya` are pairs of a path and a text."""

    langkah: tuple[Langkah, ...]
    pelaksana: tuple[Cells, ...]
    identitas: tuple[tuple[str, tuple[Cells, ...]], ...]
    lainnya: tuple[tuple[str, str], ...]


def content_of(sop: Sop, address: str) -> Isi:
    """The rows of the table of `sop`, which is called `address`."""
    data = data_of(sop)
    parts = bool(data.get("berbagian"))
    identity, rest = identity_rows(data)
    steps: list[Langkah] = []
    lanes: list[Cells] = []
    others: list[tuple[Path, object]] = [((key,), value) for key, value in rest.items()]
    by_number, ending = False, _ending(data["prosedur"])
    for at, procedure in enumerate(data["prosedur"]):
        base: Path = ("bagian", at) if parts else ()
        left = dict(procedure)
        own = left.get("pelaksana", [])
        if own and all(map(_lane_kept, own)):
            del left["pelaksana"]
            lanes += [_lane(one, str(at + 1) if parts else "") for one in own]
        elif own:
            left["pelaksana"] = [column for column, _ in columns_of(own)]
        known = Lanes(own)
        rows = left.pop("kegiatan") if left.get("kegiatan") else []
        goals = goals_of(rows, known)
        by_number = by_number or goals.by_number
        title = left.pop("judul") if safe(left.get("judul", "")) and "\n" not in left["judul"] else ""
        if not parts and notes_kept(identity):
            del left[CATATAN_KAKI]
        made = [
            tuple(rows_of(_counted(row, ending), label, known, goals))
            for row, label in zip(rows, goals.labels, strict=True)
        ]
        steps.append(Langkah(f"{LANGKAH} {at + 1}" if parts else LANGKAH, title, tuple(made), known))
        others += [((*base, key), value) for key, value in left.items()]
    pairs = [(ORIGIN, address), *((path_text(path), text) for path, text in _flat(others))]
    if by_number:
        pairs.append((BY_NUMBER, "ya"))
        steps = _by_number(data, steps, ending)
    if ending:
        pairs.append((ENDING, ending))
    return Isi(tuple(steps), tuple(lanes), tuple((key, tuple(one)) for key, one in identity), tuple(pairs))


def _ending(procedures: list[Data]) -> str:
    """What stands behind every number, where all kegiatan are numbered from 1 and so written; else ""."""
    rows = [(at, row) for one in procedures for at, row in enumerate(one.get("kegiatan", []), start=1)]
    first = rows[0][1].get("nomor", "").removeprefix("1") if rows else ""
    alike = first in (".", ")") and all(row.get("nomor") == f"{at}{first}" for at, row in rows)
    return first if alike else ""


def _counted(row: Data, ending: str) -> Data:
    """A kegiatan without its number where it is counted."""
    return {key: value for key, value in row.items() if key != "nomor"} if ending else row


def _by_number(data: Data, steps: list[Langkah], ending: str) -> list[Langkah]:
    """The steps with every target as it is written, in all procedures."""
    out = []
    for one, procedure in zip(steps, data["prosedur"], strict=True):
        goals = goals_of(procedure.get("kegiatan", []), one.lajur, by_number=True)
        made = [
            tuple(rows_of(_counted(row, ending), label, one.lajur, goals))
            for row, label in zip(procedure.get("kegiatan", []), goals.labels, strict=True)
        ]
        out.append(Langkah(one.nama, one.judul, tuple(made), one.lajur))
    return out


def _flat(others: list[tuple[Path, object]]) -> Iterator[tuple[Path, str]]:
    for path, value in others:
        yield from flat(value, path)


def _lane_kept(lane: Data) -> bool:
    return set(lane) <= _LANE_KEYS and safe(lane["kode"]) and all(
        safe(lane[key]) or not lane[key] for key in ("nama", "kelompok") if key in lane
    )


def _lane(lane: Data, part: str) -> Cells:
    shown = {key: value or KOSONG for key, value in lane.items()}
    return {"bagian": part, **shown} if part else shown

