"""Rules about the flow (A01 to A07, S18, S20, S21, S22, S31), on the flow as it will be drawn."""

from __future__ import annotations

from collections.abc import Iterator

from doctool.check.context import Context, ProcedureView
from doctool.check.kegiatan import as_written
from doctool.check.rule import Check, Problem, check
from doctool.check.sentence import read_branching
from doctool.findings import Severity
from doctool.model.alur import SimpulAlur
from doctool.model.prosedur import Bentuk, Pelaksana

#: Problems after which arcs are missing, so that what cannot be reached is no news.
_BREAKS_FLOW = frozenset({"A03", "A05", "A06"})


def _unresolved(code: str) -> Check:
    def find(ctx: Context) -> Iterator[Problem]:
        for view in ctx.procedures:
            for one in view.alur.masalah:
                if one.kode == code:
                    yield Problem((*view.path, *one.path), one.pesan, one.saran, one.teks)

    return find


for _code in ("A01", "A02", "A03", "A04", "A05", "A06", "A07"):
    check(_code)(_unresolved(_code))


@check("S18")
def every_row_has_an_actor(ctx: Context) -> Iterator[Problem]:
    """Every node of a table with lanes stands in one of them."""
    for view in ctx.procedures:
        for index, row in enumerate(view.rows):
            if not view.lanes or view.is_heading(index):
                continue
            for below, node in row.nodes():
                if not node.pelaksana:
                    yield Problem(
                        view.row_path(index, *below), f"{view.row_name(index)} tidak punya pelaksana",
                        "isi pelaksana dengan kode dari daftar pelaksana",
                    )


@check("S18")
def every_lane_is_used(ctx: Context) -> Iterator[Problem]:
    """Every lane has at least one node."""
    for view in ctx.procedures:
        used = {node.lajur for node in view.alur.simpul}
        for place, lane in enumerate(view.lanes):
            if view.rows and place not in used:
                yield Problem(
                    (*view.path, "pelaksana", *_lane_path(view, place)), f'kolom pelaksana "{lane.nama}" tidak dipakai',
                    "hapus kolom ini atau isi kegiatannya", lane.nama,
                )


def _lane_path(view: ProcedureView, place: int) -> tuple[str | int, ...]:
    """The path of the lane at `place` below `pelaksana`, groups included."""
    count = 0
    for index, one in enumerate(view.prosedur.pelaksana or ()):
        size = 1 if isinstance(one, Pelaksana) else len(one.pelaksana)
        if place < count + size:
            return (index,) if isinstance(one, Pelaksana) else (index, "pelaksana", place - count)
        count += size
    return ()


@check("S20")
def decisions_branch(ctx: Context) -> Iterator[Problem]:
    """A keputusan has at least two exits, each with a label of its own, to different places."""
    for view in ctx.procedures:
        for node in view.alur.simpul:
            if node.bentuk is Bentuk.KEPUTUSAN:
                yield from _decision(ctx, view, node)


def _decision(ctx: Context, view: ProcedureView, node: SimpulAlur) -> Iterator[Problem]:
    source = view.source(node)
    row = view.row_path(node.baris) if view.rows[node.baris].simpul is None else (*view.path, *node.path)
    exits: list[tuple[str, str, tuple[str, ...]]] = []
    if source.ya is not None:
        exits.append(("ya", ctx.loaded.label.ya or "", source.ya))
    if source.tidak is not None:
        exits.append(("tidak", ctx.loaded.label.tidak or "", source.tidak))
    exits.extend(("keluar", one.label, one.ke) for one in source.keluar or ())
    if source.ke is not None:
        exits.append(("ke", "", source.ke))
    name = view.row_name(node.baris)
    if len(exits) < 2:
        at = (*row, exits[0][0]) if exits else (*view.path, *node.path)
        yield Problem(
            at, f"keputusan {name} hanya punya {len(exits)} jalan keluar",
            "beri dua jalan keluar, misalnya ya: dan tidak:", ", ".join(exits[0][2]) if exits else "",
        )
        return
    labels = [label.strip().lower() for _, label, _ in exits]
    if not all(labels):
        at = (*row, exits[labels.index("")][0])
        yield Problem(at, f"jalan keluar keputusan {name} tanpa label", "beri label, misalnya Ya atau Tidak")
    elif len(set(labels)) < len(labels):
        yield Problem(
            (*row, exits[-1][0]), f"dua jalan keluar keputusan {name} berlabel sama", "beri label yang berbeda",
            exits[-1][1],
        )
    if len({targets for _, _, targets in exits}) == 1:
        yield Problem(
            (*row, exits[-1][0]), f"semua jalan keluar keputusan {name} menuju kegiatan yang sama",
            "arahkan ke kegiatan yang berbeda, atau jadikan proses", ", ".join(exits[-1][2]), severity=Severity.WARNING,
        )


@check("S20")
def conditions_are_decisions(ctx: Context) -> Iterator[Problem]:
    """A row that says "jika sesuai ..., jika tidak ..." is a keputusan, or leads to one at once.

    Only verdicts count (sesuai, lengkap, benar, disetujui ...), not conditions such as "jika diperlukan". A text that
    names the positive branch alone is a warning.
    """
    for view in ctx.procedures:
        for index, row in enumerate(view.rows):
            text = " ".join(row.uraian)
            branching = read_branching(text)
            phrase = branching.positive or branching.negative
            if phrase and not _decides(view, index):
                yield Problem(
                    view.row_path(index, "uraian"), f"{view.row_name(index)} bersyarat, tetapi bukan keputusan",
                    "jadikan keputusan dengan jalan keluar, misalnya ya: dan tidak:", as_written(text, phrase),
                    severity=None if branching.negative else Severity.WARNING,
                )


def _decides(view: ProcedureView, index: int) -> bool:
    nodes = view.alur.di_baris(index)
    following = (view.alur.simpul[arc.ke] for node in nodes for arc in view.alur.keluar_dari(node.indeks))
    return any(node.bentuk is Bentuk.KEPUTUSAN for node in (*nodes, *following))


@check("S21")
def starts_and_ends(ctx: Context) -> Iterator[Problem]:
    """At least one mulai and one selesai, even if by an unknown pelaksana (A03 tells); a selesai leads nowhere."""
    for view in ctx.procedures:
        if not view.rows:
            yield Problem(
                (*view.path, "kegiatan"), "prosedur belum berisi kegiatan", "isi kegiatan",
                severity=Severity.WARNING if ctx.draft else None,
            )
            continue
        shapes = {node.bentuk for row in view.rows for _, node in row.nodes()}
        if Bentuk.MULAI not in shapes:
            yield Problem(view.row_path(0), "alur tanpa mulai", "tulis bentuk: mulai pada kegiatan pertama")
        if Bentuk.SELESAI not in shapes:
            yield Problem(
                view.row_path(len(view.rows) - 1), "alur tanpa selesai", "tulis bentuk: selesai pada kegiatan terakhir"
            )
        for node in view.alur.simpul:
            if node.bentuk is Bentuk.SELESAI and view.alur.keluar_dari(node.indeks):
                yield Problem(
                    (*view.path, *node.path), f"selesai di {view.row_name(node.baris)} masih punya tujuan",
                    "hapus tujuannya, atau jangan jadikan selesai",
                )


def _spread(starts: list[int], neighbours: list[list[int]]) -> set[int]:
    """Everything that can be reached from `starts`."""
    reached, waiting = set(starts), list(starts)
    while waiting:
        for one in neighbours[waiting.pop()]:
            if one not in reached:
                reached.add(one)
                waiting.append(one)
    return reached


def _heads(lost: list[int], back: list[list[int]], on: list[list[int]]) -> list[int]:
    """The fewest nodes, in document order, whose `on` neighbours cover `lost`: those without `back` first."""
    heads: list[int] = []
    covered: set[int] = set()
    for group in ([one for one in lost if not back[one]], lost):
        for one in group:
            if one not in covered:
                heads.append(one)
                covered |= _spread([one], on)
    return sorted(heads)


@check("S21")
def everything_connected(ctx: Context) -> Iterator[Problem]:
    """Every node is reached from a mulai and reaches a selesai; of a lost stretch only its first or last is named."""
    for view in ctx.procedures:
        nodes = view.alur.simpul
        if not nodes or any(one.kode in _BREAKS_FLOW for one in view.alur.masalah):
            continue
        on: list[list[int]] = [[] for _ in nodes]
        back: list[list[int]] = [[] for _ in nodes]
        for arc in view.alur.arus:
            on[arc.dari].append(arc.ke)
            back[arc.ke].append(arc.dari)
        starts = [node.indeks for node in nodes if node.bentuk is Bentuk.MULAI] or [0]
        ends = [node.indeks for node in nodes if node.bentuk is Bentuk.SELESAI] or [len(nodes) - 1]
        reached, ending = _spread(starts, on), _spread(ends, back)
        for one in _heads([node.indeks for node in nodes if node.indeks not in reached], back, on):
            yield Problem(
                (*view.path, *nodes[one].path), f"{view.row_name(nodes[one].baris)} tidak tercapai dari mulai",
                "arahkan alur ke kegiatan ini, atau hapus",
            )
        for one in _heads([node.indeks for node in nodes if node.indeks not in ending], on, back):
            yield Problem(
                (*view.path, *nodes[one].path), f"{view.row_name(nodes[one].baris)} tidak dapat mencapai selesai",
                "beri tujuan, atau jadikan selesai",
            )


@check("S22")
def starts_at_the_left(ctx: Context) -> Iterator[Problem]:
    """The first mulai stands in the leftmost lane: lanes follow the order of work, not of rank."""
    for view in ctx.procedures:
        start = next((node for node in view.alur.simpul if node.bentuk is Bentuk.MULAI), None)
        if start is not None and start.lajur > 0:
            lane = view.lanes[start.lajur].nama
            yield Problem(
                (*view.path, *start.path), f'alur mulai di kolom ke-{start.lajur + 1} ("{lane}")',
                "urutkan kolom pelaksana menurut urutan kerja, mulai dari kiri", view.source(start).pelaksana or "",
            )


@check("S31")
def kind_fits_actors(ctx: Context) -> Iterator[Problem]:
    """Administratif: several actors; teknis: one. Only where klasifikasi says which."""
    kind = ctx.sop.klasifikasi.sifat
    actors = {view.lanes[node.lajur].nama for view in ctx.procedures if view.lanes for node in view.alur.simpul}
    if kind == "administratif" and len(actors) == 1:
        message, hint = "SOP administratif dengan satu pelaksana", "SOP dengan satu pelaksana bersifat teknis"
    elif kind == "teknis" and len(actors) > 1:
        message = f"SOP teknis dengan {len(actors)} pelaksana"
        hint = "SOP dengan beberapa pelaksana bersifat administratif"
    else:
        return
    yield Problem(("klasifikasi", "sifat"), message, hint, kind)
