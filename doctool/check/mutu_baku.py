"""Rules about the columns of the table: numbers and mutu baku (S14, S23, S25, S26, S27, S32)."""

from __future__ import annotations

import re
from collections.abc import Iterator

from doctool.check.context import Context, ProcedureView, filled, plain
from doctool.check.rule import At, Path, Problem, check
from doctool.check.sentence import Opening, read_start
from doctool.check.verbs import is_active_verb
from doctool.check.words import content_words, normal, word_set, words_of
from doctool.findings import Severity
from doctool.model.dasar import bilangan
from doctool.model.prosedur import Bentuk

_CELLS = ("kelengkapan", "waktu", "output")


@check("S14")
def numbers_once(ctx: Context) -> Iterator[Problem]:
    """No printed number stands twice in a procedure."""
    for view in ctx.procedures:
        first: dict[str, int] = {}
        for index, number in enumerate(view.numbers):
            key = number.strip().rstrip(".")
            if not key:
                continue
            if key in first:
                yield Problem(
                    view.row_path(index, "nomor"), f"nomor kegiatan {key} dipakai dua kali (baris ke-{first[key] + 1} "
                    f"dan ke-{index + 1})", "beri nomor urut, atau hapus nomor agar diisi otomatis", number,
                )
            first.setdefault(key, index)


@check("S14")
def numbers_in_order(ctx: Context) -> Iterator[Problem]:
    """Numbers count up by one from 1 (a later bagian may count on); text in place of a number is a warning too."""
    last_of_previous = 0
    for view in ctx.procedures:
        expected = 1
        for index, number in enumerate(view.numbers):
            key = number.strip().rstrip(".")
            if not key:
                continue
            path = view.row_path(index, "nomor")
            value = bilangan(key)
            if value is None:
                yield Problem(
                    path, "nomor kegiatan bukan angka", "pakai angka urut 1, 2, 3 ...", number,
                    severity=Severity.WARNING,
                )
                continue
            begins = expected == 1 and value == last_of_previous + 1
            if value != expected and not begins and value != expected - 1:
                yield Problem(
                    path, f"nomor kegiatan melompat: {value}, seharusnya {expected}",
                    "beri nomor urut tanpa celah", number, severity=Severity.WARNING,
                )
            expected = value + 1
        last_of_previous = max(last_of_previous, expected - 1)


def _work_rows(view: ProcedureView) -> Iterator[int]:
    """The rows that carry work: no headings, no rows that only say Mulai or Selesai."""
    for index, row in enumerate(view.rows):
        if view.is_heading(index):
            continue
        text = " ".join(row.uraian)
        if len(words_of(text)) <= 1 and read_start(text).opening is Opening.TERMINATOR:
            continue
        yield index


@check("S23")
def cells_filled(ctx: Context) -> Iterator[Problem]:
    """Kelengkapan, waktu and output of each row say something; "-" (there is none) does."""
    for view in ctx.procedures:
        for index in _work_rows(view):
            row = view.rows[index]
            absent: list[str] = []
            for name in _CELLS:
                value = row.waktu.teks if name == "waktu" and row.waktu else getattr(row, name)
                if value is None:
                    absent.append(name)
                elif not filled(value):
                    path = view.row_path(index, name)
                    yield Problem(path, f"{name} {view.row_name(index)} masih kosong", f"isi {name}", at=At.KEY)
            if absent:
                names = " dan ".join(", ".join(absent).rsplit(", ", 1))
                yield Problem(view.row_path(index), f"{names} {view.row_name(index)} tidak ada", f"tambahkan {names}")


def _followers(view: ProcedureView, index: int) -> set[int]:
    """The rows after `index`, and those its nodes lead to; a row of several nodes does not follow itself."""
    nodes = view.alur.simpul
    targets = {nodes[arc.ke].baris for arc in view.alur.arus if nodes[arc.dari].baris == index}
    return targets - {index} | set(range(index + 1, len(view.rows)))


def _words_of_cells(*cells: tuple[str, ...] | None) -> frozenset[str]:
    return content_words(" ".join(" ".join(cell) for cell in cells if cell))


@check("S25")
def output_used(ctx: Context) -> Iterator[Problem]:
    """The output of a row comes back in a later row or in one that it leads to.

    Mild: it is enough that one word of the output stands in the uraian, kelengkapan or output of any
    of those rows. Rows that end the flow, and rows whose followers say nothing, are passed over.
    """
    for view in ctx.procedures:
        said = [_words_of_cells(row.uraian, row.kelengkapan, row.output) for row in view.rows]
        for index in _work_rows(view):
            row = view.rows[index]
            ends = any(node.bentuk is Bentuk.SELESAI for node in view.alur.di_baris(index))
            words = _words_of_cells(row.output)
            followers = _followers(view, index)
            if ends or not words or not any(view.rows[one].kelengkapan for one in followers):
                continue
            if not any(words & said[one] for one in followers):
                yield Problem(
                    view.row_path(index, "output"), f"output {view.row_name(index)} tidak dipakai kegiatan sesudahnya",
                    "sebut output ini di kelengkapan kegiatan yang memakainya", " ".join(row.output or ()),
                )


@check("S26")
def kelengkapan_is_a_thing(ctx: Context) -> Iterator[Problem]:
    """No item of the kelengkapan is an activity."""
    for view in ctx.procedures:
        for index in _work_rows(view):
            for line in view.rows[index].kelengkapan or ():
                words = words_of(plain(line))
                if len(words) > 1 and is_active_verb(words[0]):
                    yield Problem(
                        view.row_path(index, "kelengkapan"),
                        f"kelengkapan {view.row_name(index)} berisi kalimat kegiatan",
                        "tulis berkas atau alat yang dibutuhkan; pekerjaannya ditulis di uraian", plain(line),
                    )


@check("S26")
def output_is_new(ctx: Context) -> Iterator[Problem]:
    """On a proses row the output says more than the kelengkapan did."""
    for view in ctx.procedures:
        for index in _work_rows(view):
            row = view.rows[index]
            shapes = {node.bentuk for node in view.alur.di_baris(index)}
            before, after = normal(" ".join(row.kelengkapan or ())), normal(" ".join(row.output or ()))
            if shapes == {Bentuk.PROSES} and after and before == after:
                yield Problem(
                    view.row_path(index, "output"), f"output {view.row_name(index)} sama dengan kelengkapannya",
                    "sebut apa yang berubah, misalnya \"... yang telah diparaf\"", " ".join(row.output or ()),
                )


_STATIONERY = frozenset({"atk", "alat tulis", "alat tulis kantor"})
_TOOLS = word_set("komputer laptop printer kertas pulpen internet dll")


@check("S27")
def more_than_tools(ctx: Context) -> Iterator[Problem]:
    """Kelengkapan names more than stationery: what is worked on."""
    for view in ctx.procedures:
        for index in _work_rows(view):
            text = ", ".join(plain(line) for line in view.rows[index].kelengkapan or ())
            items = [normal(one) for one in re.split(r"[,;/]|\bdan\b", text) if normal(one)]
            if _STATIONERY & set(items) and all(one in _STATIONERY or one in _TOOLS for one in items):
                yield Problem(
                    view.row_path(index, "kelengkapan"), f"kelengkapan {view.row_name(index)} hanya ATK",
                    "sebut berkas atau data yang dikerjakan", text,
                )


@check("S32")
def column_numbers(ctx: Context) -> Iterator[Problem]:
    """A row of column numbers written by hand has one number for each column, each once."""
    style = ctx.kantor.gaya.prosedur
    given = style.nomor_kolom
    if isinstance(given, bool):
        return
    path: Path = ("gaya", "prosedur", "nomor_kolom")
    written = [one.strip() for one in given]
    if any(not one for one in written) or len(set(written)) < len(written):
        yield Problem(
            path, "baris nomor kolom melewati atau mengulang kolom",
            "beri nomor setiap kolom, atau tulis nomor_kolom: ya", " ".join(given), at=At.OFFICE,
        )
        return
    for view in ctx.procedures:
        columns = len(style.kolom) - 1 + max(len(view.lanes), 1) if "pelaksana" in style.kolom else len(style.kolom)
        if len(written) != columns:
            yield Problem(
                path, f"baris nomor kolom berisi {len(written)} nomor, kolom {ctx.loaded.slug} ada {columns}",
                "beri nomor setiap kolom, atau tulis nomor_kolom: ya", " ".join(given), at=At.OFFICE,
            )
