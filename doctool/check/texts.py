"""Every text of an SOP with its place, for the rules about words."""

from __future__ import annotations

from collections.abc import Iterator
from dataclasses import dataclass

from doctool.check.context import DAFTAR, Context, ProcedureView
from doctool.check.rule import At, Path
from doctool.model.prosedur import Pelaksana


@dataclass(frozen=True, slots=True)
class Text:
    """A text as written; `cited`: it holds names and titles that are not the author's own words."""

    path: Path
    text: str
    at: At = At.VALUE
    cited: bool = False


def lane_texts(view: ProcedureView) -> Iterator[Text]:
    """The names of lanes and of groups of lanes, from left to right."""
    for index, one in enumerate(view.prosedur.pelaksana or ()):
        path: Path = (*view.path, "pelaksana", index)
        if isinstance(one, Pelaksana):
            yield Text((*path, "nama"), one.nama)
            continue
        yield Text((*path, "kelompok"), one.kelompok)
        for place, lane in enumerate(one.pelaksana):
            yield Text((*path, "pelaksana", place, "nama"), lane.nama)


def _row_texts(view: ProcedureView) -> Iterator[Text]:
    for index, row in enumerate(view.rows):
        for name in ("uraian", "kelengkapan", "output", "keterangan"):
            lines: tuple[str, ...] = getattr(row, name) or ()
            if lines:
                yield Text(view.row_path(index, name), "\n".join(lines))
        for below, node in row.nodes():
            if node.teks:
                yield Text(view.row_path(index, *below, "teks"), node.teks)


def sop_texts(ctx: Context) -> Iterator[Text]:
    """The texts of the SOP's file in the order of the sheet; labels left out."""
    for key in ("nama_sop", "judul_sampul", "judul_identitas", "judul_prosedur"):
        title: str | None = getattr(ctx.sop, key)
        if title:
            yield Text((key,), title)
    for field in DAFTAR:
        for path, text in ctx.items(field):
            yield Text(path, text, cited=field in ("dasar_hukum", "keterkaitan"))
    for view in ctx.procedures:
        if view.prosedur.judul:
            yield Text((*view.path, "judul"), view.prosedur.judul)
        yield from lane_texts(view)
        yield from _row_texts(view)
        for index, note in enumerate(view.prosedur.catatan_kaki):
            yield Text((*view.path, "catatan_kaki", index), note)


def label_texts(ctx: Context) -> Iterator[Text]:
    """The words of the form as the SOP or its office prints them."""
    for name, word in ctx.sop.label:
        if word:
            yield Text(("label", name), word)
    for name, word in ctx.kantor.gaya.label:
        if word:
            yield Text(("gaya", "label", name), word, at=At.OFFICE)
