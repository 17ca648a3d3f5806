"""What the flow alone tells about its sheet: loops across many lanes (T03), labels that no sheet has room for (A11)."""

from __future__ import annotations

from collections.abc import Iterator

from doctool.check.context import Context
from doctool.check.rule import Problem, check

#: So many lanes a line back may pass between its ends. Sheets of up to six lanes, which nine in ten are, never have
#: more than four between two lanes: from the fifth on the eye must follow a line that it no longer takes in at once.
MOST_LANES_PASSED = 4
#: Characters of a label, which stands on one line beside its arrow: 40 of 8 pt are some 160 pt, two to three lanes.
LONGEST_LABEL = 40


@check("T03")
def loops_stay_near(ctx: Context) -> Iterator[Problem]:
    """A line back passes few lanes between its ends."""
    for view in ctx.procedures:
        nodes = view.alur.simpul
        for arc in view.alur.arus:
            source, target = nodes[arc.dari], nodes[arc.ke]
            passed = abs(source.lajur - target.lajur) - 1
            if target.baris < source.baris and passed > MOST_LANES_PASSED:
                here, there = view.lanes[source.lajur].nama, view.lanes[target.lajur].nama
                ends = f"{view.row_name(source.baris)} ({here}) ke {view.row_name(target.baris)} ({there})"
                yield Problem(
                    (*view.path, *arc.path), f"arus balik dari {ends} melintasi {passed} kolom pelaksana lain",
                    "dekatkan kedua kolom itu dalam daftar pelaksana, atau kembalikan lewat pelaksana di antaranya",
                )


@check("A11")
def labels_can_be_printed(ctx: Context) -> Iterator[Problem]:
    """The label of an exit has room beside its arrow."""
    for view in ctx.procedures:
        for arc in view.alur.arus:
            if len(arc.label) > LONGEST_LABEL:
                path = (*arc.path[: arc.path.index("keluar") + 2], "label") if "keluar" in arc.path else arc.path
                yield Problem(
                    (*view.path, *path),
                    f"label jalan keluar {view.row_name(view.alur.simpul[arc.dari].baris)} terdiri atas "
                    f"{len(arc.label)} huruf; di samping garis paling banyak muat {LONGEST_LABEL}",
                    "pakai label satu sampai tiga kata dan pindahkan penjelasannya ke uraian atau keterangan",
                    arc.label,
                )
