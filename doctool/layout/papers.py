"""Which paper the lanes of a flow would fit (T01, A09)."""

from __future__ import annotations

from collections.abc import Iterator

from doctool.findings import Finding, Severity
from doctool.layout.columns import Fit, Least, least_columns
from doctool.layout.flow_sheet import frame_of
from doctool.loaded import LoadedKantor, LoadedSop, Path
from doctool.model.prosedur import Prosedur
from doctool.units import PAPERS, to_pt

_DIVIDE = "bagi prosedur menjadi beberapa bagian atau gabungkan pelaksana yang jarang dipakai"
_WHY = {
    Fit.SMALL: "teks harus diperkecil menjadi {size} poin",
    Fit.BROKEN: "kata dalam kolom teks harus dipenggal",
}


def on_paper(loaded: LoadedSop, kertas: str, orientasi: str) -> LoadedSop:
    """`loaded` as its office would print it with the flowchart sheets on another paper."""
    office = loaded.office
    gaya = office.kantor.gaya
    prosedur = gaya.prosedur.model_copy(update={"orientasi": orientasi})
    kantor = office.kantor.model_copy(
        update={"gaya": gaya.model_copy(update={"kertas": kertas, "prosedur": prosedur})}
    )
    moved = LoadedKantor(office.kode, kantor, office.positions, office.folder)
    return LoadedSop(loaded.slug, loaded.sop, loaded.positions, moved)


def too_many_lanes(loaded: LoadedSop, path: Path, procedure: Prosedur, least: Least | None) -> Iterator[Finding]:
    """T01: lanes that leave the texts too little room; A09: that leave none. Both say which paper would do."""
    if least is not None and least.fit is Fit.WELL:
        return
    gaya = loaded.kantor.gaya
    lanes = f"{max(1, len(procedure.lanes()))} pelaksana"
    paper = f"{gaya.kertas} {gaya.prosedur.orientasi}"
    where = loaded.positions.where_key((*path, "pelaksana"))
    better = _better(loaded, procedure, least)
    use = f"pakai kertas {better} (gaya di kantor.yaml)" if better else "tidak ada kertas yang cukup lebar"
    hint = f"{use}; {'atau ' if better else ''}{_DIVIDE}"
    if least is None:
        yield Finding("A09", Severity.ERROR, where, f"{lanes} tidak muat di kertas {paper}", hint)
        return
    why = _WHY[least.fit].format(size=f"{to_pt(least.style.size):g}".replace(".", ","))
    yield Finding("T01", Severity.WARNING, where, f"{lanes} terlalu banyak untuk kertas {paper}: {why}", hint)


def _better(loaded: LoadedSop, procedure: Prosedur, least: Least | None) -> str:
    """The first paper on which the columns fit best, the office's own turned before any other; "" if none helps."""
    gaya = loaded.kantor.gaya
    best, name = (least.fit if least is not None else Fit.BROKEN + 1), ""
    for kertas in sorted(PAPERS, key=lambda one: one != gaya.kertas):
        for orientasi in ("lanskap", "potret"):
            other = on_paper(loaded, kertas, orientasi)
            fitted = least_columns(other, procedure, frame_of(other).inner_width)
            if fitted is not None and fitted.fit < best:
                best, name = fitted.fit, f"{kertas} {orientasi}"
    return name
