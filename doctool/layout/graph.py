"""Graph: the flow of a Prosedur as nodes and edges to be placed; Indonesian ends here but for texts."""

from __future__ import annotations

from dataclasses import dataclass

from doctool.drawing import ShapeKind
from doctool.errors import LayoutError
from doctool.findings import Finding, Severity
from doctool.loaded import LoadedSop, Path
from doctool.model.alur import Alur, SimpulAlur, baca_alur
from doctool.model.prosedur import Bentuk, Prosedur

_KIND = {
    Bentuk.MULAI: ShapeKind.TERMINATOR,
    Bentuk.SELESAI: ShapeKind.TERMINATOR,
    Bentuk.PROSES: ShapeKind.PROCESS,
    Bentuk.KEPUTUSAN: ShapeKind.DECISION,
}


@dataclass(frozen=True, slots=True)
class Node:
    """A shape to be placed: `row` is the body row's index (see `Graph.rows`), `lane` from 0."""

    key: str
    kind: ShapeKind
    row: int
    lane: int
    text: str
    title: str


@dataclass(frozen=True, slots=True)
class Edge:
    """A flow between nodes by key; edges of one `fork` leave by one exit, `label` is the exit's."""

    key: str
    source: str
    target: str
    fork: str
    label: str


@dataclass(frozen=True, slots=True)
class Graph:
    """`rows` are the body rows: the index of the kegiatan, or None for a row of a separate kapsul."""

    rows: tuple[int | None, ...]
    nodes: tuple[Node, ...]
    edges: tuple[Edge, ...]


def refuse_problems(loaded: LoadedSop, path: Path, flow: Alur) -> None:
    """LayoutError with findings where the flow cannot be resolved."""
    if flow.masalah:
        findings = tuple(
            Finding(one.kode, Severity.ERROR, loaded.positions.where(path + one.path), one.pesan, one.saran, one.teks)
            for one in flow.masalah
        )
        raise LayoutError(f"alur {loaded.address} tidak dapat digambar", findings)


def make_graph(loaded: LoadedSop, path: Path, procedure: Prosedur) -> Graph:
    """The graph of `procedure`; LayoutError where its flow cannot be resolved."""
    label = loaded.label
    flow = baca_alur(procedure, label)
    refuse_problems(loaded, path, flow)
    gaya = loaded.kantor.gaya.prosedur
    apart = gaya.kapsul == "terpisah"
    words = {Bentuk.MULAI: label.mulai or "", Bentuk.SELESAI: label.selesai or ""} if gaya.teks_kapsul else {}
    rows: list[int | None] = []
    place: dict[int, int] = {}
    extra: list[tuple[SimpulAlur, int]] = []
    for index in range(len(procedure.kegiatan)):
        ends = [node for node in flow.di_baris(index) if node.bentuk in (Bentuk.MULAI, Bentuk.SELESAI)] if apart else []
        starts = [node for node in ends if node.bentuk is Bentuk.MULAI]
        if starts:
            extra.extend((node, len(rows)) for node in starts)
            rows.append(None)
        place[index] = len(rows)
        rows.append(index)
        stops = [node for node in ends if node.bentuk is Bentuk.SELESAI]
        if stops:
            extra.extend((node, len(rows)) for node in stops)
            rows.append(None)
    lanes = flow.lajur
    numbers = procedure.numbers()
    nodes: list[Node] = []
    for node in flow.simpul:
        bare = apart and node.bentuk in words | {Bentuk.MULAI: "", Bentuk.SELESAI: ""}
        kind = ShapeKind.PROCESS if bare else _KIND[node.bentuk]
        text = node.teks or ("" if bare else words.get(node.bentuk, ""))
        who = lanes[node.lajur].nama if lanes else ""
        what = " ".join(procedure.kegiatan[node.baris].uraian)
        title = " ".join(part for part in (numbers[node.baris], who + ":" if who else "", what) if part)
        nodes.append(Node(f"n{node.indeks}", kind, place[node.baris], node.lajur, text, title))
    edges = [
        Edge(f"e{at}", f"n{arc.dari}", f"n{arc.ke}", f"n{arc.dari}:{arc.keluar}", arc.label)
        for at, arc in enumerate(flow.arus)
    ]
    for node, row in extra:
        key = f"k{node.indeks}"
        start = node.bentuk is Bentuk.MULAI
        word = words.get(node.bentuk, "")
        nodes.append(Node(key, ShapeKind.TERMINATOR, row, node.lajur, word, node.bentuk.value.capitalize()))
        source, target = (key, f"n{node.indeks}") if start else (f"n{node.indeks}", key)
        edges.append(Edge(f"e{key}", source, target, f"{source}:k", ""))
    return Graph(tuple(rows), tuple(nodes), tuple(edges))
