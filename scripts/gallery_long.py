"""A sheet of 21 pages from a short SOP: the same visit to one kecamatan after another."""

from __future__ import annotations

from dataclasses import replace

from doctool.loaded import LoadedSop
from doctool.model.prosedur import Kegiatan

#: Made-up names; the visit is printed once for each.
KECAMATAN = """
Anggrek Bakung Cemara Cempaka Dahlia Damar Durian Edelweis Flamboyan Gardenia Jati Kamboja Kelapa Kenanga Lili
Mahoni Mangga Mawar Melati Palem Pinus Rambutan Rosela Salak Sawo Seruni Soka
""".split()  # noqa: SIM905 (a list of 27 quoted words reads worse)


def long_sop(base: LoadedSop) -> LoadedSop:
    """`base` with its rows but the first and the last once for each kecamatan, one visit after another."""
    first, *visit, last = base.sop.kegiatan or ()
    inside = {row.id for row in visit}
    rows = [_at(row, name, inside) for name in KECAMATAN for row in visit]
    sop = base.sop.model_copy(update={"kegiatan": (first, *rows, last)})
    return replace(base, slug=f"{base.slug}-semua", sop=sop)


def _at(row: Kegiatan, name: str, inside: set[str | None]) -> Kegiatan:
    """`row` as the visit to `name` prints it; exits stay within the visit."""
    exits = tuple(
        one.model_copy(update={"ke": tuple(f"{to}-{name}" if to in inside else to for to in one.ke)})
        for one in row.keluar or ()
    )
    text = tuple(f"{line} Kecamatan {name}" for line in row.uraian)
    return row.model_copy(update={"id": f"{row.id}-{name}", "uraian": text, "keluar": exits or row.keluar})
