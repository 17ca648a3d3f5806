"""Alur: the flow that the rows of a Prosedur say, with every default made explicit.

Nodes and arcs in document order; what cannot be resolved is a `Masalah`. Both the checks and the layout
stand on this, so that what is checked is what is drawn. The defaults:

- a node with `ya`, `tidak` or `keluar` is a keputusan, any other a proses;
- a row of several nodes is entered at the first listed, each leads to the next, the last to the next row;
  a row marked `paralel` is entered at all its nodes, and all of them lead to the next row;
- a node that names exits (`ya`, `tidak`, `keluar`, `ke`) has those and no others; a selesai has none;
- the "next row" passes over rows without nodes and over rows that begin with a mulai.
"""

from __future__ import annotations

from collections.abc import Iterable
from dataclasses import dataclass

from doctool.model.kantor import LABEL_BAWAAN, Label
from doctool.model.prosedur import Bentuk, Kegiatan, Pelaksana, Prosedur, Simpul

Path = tuple[str | int, ...]


@dataclass(frozen=True, slots=True)
class SimpulAlur:
    """A node: `baris` is its row's index, `lajur` its lane's index, `urutan` its place in the row."""

    indeks: int
    baris: int
    urutan: int
    lajur: int
    bentuk: Bentuk
    teks: str
    path: Path


@dataclass(frozen=True, slots=True)
class Arus:
    """An arc between two nodes (by index). `keluar` numbers the source's exits from 0; arcs of one exit
    fork. `label` is the exit's label as printed, "" for a plain exit."""

    dari: int
    ke: int
    keluar: int
    label: str
    path: Path


@dataclass(frozen=True, slots=True)
class Masalah:
    """What cannot be resolved; `path` below the Prosedur, message and hint in Bahasa Indonesia."""

    kode: str
    path: Path
    pesan: str
    saran: str
    teks: str = ""


@dataclass(frozen=True, slots=True)
class Alur:
    """The whole flow. `lajur` are the lanes (empty: one nameless lane, index 0)."""

    lajur: tuple[Pelaksana, ...]
    simpul: tuple[SimpulAlur, ...]
    arus: tuple[Arus, ...]
    masalah: tuple[Masalah, ...]

    def keluar_dari(self, node: int) -> tuple[Arus, ...]:
        """The arcs that leave `node`."""
        return tuple(arc for arc in self.arus if arc.dari == node)

    def di_baris(self, row: int) -> tuple[SimpulAlur, ...]:
        """The nodes of `row`, in the order listed."""
        return tuple(node for node in self.simpul if node.baris == row)


def _shape(node: Simpul) -> Bentuk:
    if node.bentuk is not None:
        return node.bentuk
    labelled = node.ya is not None or node.tidak is not None or node.keluar is not None
    return Bentuk.KEPUTUSAN if labelled else Bentuk.PROSES


class _Builder:
    def __init__(self, procedure: Prosedur, label: Label) -> None:
        self.rows = procedure.kegiatan
        self.lanes = procedure.lanes()
        self.numbers = procedure.numbers()
        self.label = label
        self.nodes: list[SimpulAlur] = []
        self.sources: list[Simpul] = []
        self.arcs: list[Arus] = []
        self.problems: list[Masalah] = []
        self.by_row: list[list[int]] = [[] for _ in self.rows]

    def problem(self, code: str, path: Path, message: str, hint: str, text: str = "") -> None:
        self.problems.append(Masalah(code, path, message, hint, text))

    def build(self) -> Alur:
        self._check_names()
        for index, row in enumerate(self.rows):
            self._add_nodes(index, row)
        for index in range(len(self.rows)):
            for place, node in enumerate(self.by_row[index]):
                self._add_arcs(index, place, node)
        return Alur(self.lanes, tuple(self.nodes), tuple(self.arcs), tuple(self.problems))

    def _check_names(self) -> None:
        seen: dict[str, int] = {}
        for index, lane in enumerate(self.lanes):
            if lane.kode in seen:
                self.problem(
                    "A01", ("pelaksana",), f'kode pelaksana "{lane.kode}" dipakai dua kali',
                    "beri kode yang berbeda untuk setiap pelaksana", lane.kode,
                )
            seen[lane.kode] = index
        ids: set[str] = set()
        for index, row in enumerate(self.rows):
            if row.id is not None and row.id in ids:
                self.problem(
                    "A02", ("kegiatan", index, "id"), f'id kegiatan "{row.id}" dipakai dua kali',
                    "beri id yang berbeda untuk setiap kegiatan", row.id,
                )
            if row.id is not None:
                ids.add(row.id)

    def _lane(self, code: str | None, path: Path) -> int | None:
        if code is None or code == "":
            return None if self.lanes else 0
        for index, lane in enumerate(self.lanes):
            if lane.kode == code:
                return index
        self.problem(
            "A03", path, f'pelaksana "{code}" tidak ada di daftar pelaksana',
            _suggest(code, [lane.kode for lane in self.lanes], "kode yang ada"), code,
        )
        return None

    def _add_nodes(self, index: int, row: Kegiatan) -> None:
        used: set[int] = set()
        for place, (below, node) in enumerate(row.nodes()):
            path: Path = ("kegiatan", index, *below)
            lane = self._lane(node.pelaksana, path)
            if lane is None:
                self._nobody(node, path)
                continue
            if lane in used:
                self.problem(
                    "A04", path, f'pelaksana "{node.pelaksana}" disebut dua kali dalam satu kegiatan',
                    "pisahkan menjadi dua kegiatan, satu simpul setiap pelaksana", node.pelaksana or "",
                )
                continue
            used.add(lane)
            self.by_row[index].append(len(self.nodes))
            self.sources.append(node)
            self.nodes.append(SimpulAlur(len(self.nodes), index, place, lane, _shape(node), node.teks, path))

    def _nobody(self, node: Simpul, path: Path) -> None:
        """A row without pelaksana is text only; a shape or an exit without one cannot be placed."""
        says = node.bentuk is not None or any(one is not None for one in (node.ya, node.tidak, node.keluar, node.ke))
        if says and not node.pelaksana:
            self.problem(
                "A03", path, "bentuk atau tujuan tanpa pelaksana", "isi pelaksana yang mengerjakannya",
            )

    def _add_arcs(self, index: int, place: int, number: int) -> None:
        node, source = self.nodes[number], self.sources[number]
        base: Path = ("kegiatan", index)
        if self.rows[index].simpul is not None:
            base = (*base, "simpul", node.urutan)
        exits: list[tuple[str, tuple[str, ...], Path]] = []
        if source.ya is not None:
            exits.append((self.label.ya or "", source.ya, (*base, "ya")))
        if source.tidak is not None:
            exits.append((self.label.tidak or "", source.tidak, (*base, "tidak")))
        for at, one in enumerate(source.keluar or ()):
            exits.append((one.label, one.ke, (*base, "keluar", at, "ke")))
        if source.ke is not None:
            exits.append(("", source.ke, (*base, "ke")))
        explicit = bool(exits) or source.keluar is not None
        for exit_number, (label, targets, path) in enumerate(exits):
            reached: list[int] = []
            for at, target in enumerate(targets):
                where = (*path, at) if len(targets) > 1 else path
                reached.extend(one for one in self._resolve(target, where) if one not in reached)
            for to in reached:
                if to == number:
                    self.problem(
                        "A07", path, "kegiatan menunjuk dirinya sendiri",
                        "tulis kegiatan lain sebagai tujuan", ", ".join(targets),
                    )
                    continue
                self.arcs.append(Arus(number, to, exit_number, label, path))
        if explicit or node.bentuk is Bentuk.SELESAI:
            return
        siblings = self.by_row[index]
        if not self.rows[index].paralel and place + 1 < len(siblings):
            following: Iterable[int] = (siblings[place + 1],)
        else:
            following = self._next_entry(index)
        for to in following:
            self.arcs.append(Arus(number, to, 0, "", node.path))

    def _entry(self, row: int) -> tuple[int, ...]:
        nodes = self.by_row[row]
        return tuple(nodes) if self.rows[row].paralel else tuple(nodes[:1])

    def _next_entry(self, row: int) -> tuple[int, ...]:
        for later in range(row + 1, len(self.rows)):
            entry = tuple(one for one in self._entry(later) if self.nodes[one].bentuk is not Bentuk.MULAI)
            if entry:
                return entry
        return ()

    def _resolve(self, target: str, path: Path) -> tuple[int, ...]:
        row_name, slash, lane_name = target.partition("/")
        row = self._row(row_name.strip(), path, target)
        if row is None:
            return ()
        if not slash:
            entry = self._entry(row)
            if not entry and not any(node.pelaksana for _, node in self.rows[row].nodes()):
                self.problem(
                    "A05", path, f'kegiatan "{target}" tidak punya pelaksana, jadi tidak dapat dituju',
                    "isi pelaksana kegiatan itu atau pilih tujuan lain", target,
                )
            return entry
        lane = self._lane(lane_name.strip(), path)
        for number in self.by_row[row]:
            if self.nodes[number].lajur == lane:
                return (number,)
        if lane is not None:
            self.problem(
                "A05", path, f'kegiatan "{row_name}" tidak dikerjakan oleh "{lane_name}"',
                "pilih pelaksana yang ada pada kegiatan itu", target,
            )
        return ()

    def _row(self, name: str, path: Path, target: str) -> int | None:
        if not target:
            self.problem("A05", path, "tujuan belum diisi", "tulis id atau nomor kegiatan yang dituju")
            return None
        by_id = [index for index, row in enumerate(self.rows) if row.id == name]
        wanted = name.rstrip(".")
        by_number = [index for index, one in enumerate(self.numbers) if wanted and one.rstrip(".") == wanted]
        found = by_id or by_number
        if len(found) == 1:
            return found[0]
        if found:
            rows = " dan ".join(f"baris ke-{index + 1}" for index in found)
            self.problem(
                "A06", path, f'tujuan "{target}" cocok dengan lebih dari satu kegiatan ({rows})',
                "beri id pada kegiatan itu dan pakai id sebagai tujuan", target,
            )
            return found[0]
        names = [row.id for row in self.rows if row.id] + [one for one in self.numbers if one]
        self.problem("A05", path, f'kegiatan "{target}" tidak ada', _suggest(name, names, "tujuan yang ada"), target)
        return None


def _suggest(word: str, known: list[str], heading: str) -> str:
    import difflib

    close = difflib.get_close_matches(word, known, n=1)
    if close:
        return f'maksudnya "{close[0]}"?'
    return f"{heading}: {', '.join(known[:12])}" if known else "daftarkan dahulu"


def baca_alur(procedure: Prosedur, label: Label = LABEL_BAWAAN) -> Alur:
    """The flow of `procedure`; exit labels `ya` and `tidak` are printed as `label` says."""
    return _Builder(procedure, label).build()
