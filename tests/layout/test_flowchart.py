"""What a reader of the flowchart sheet gets beside the drawing: what it says aloud, where labels stand, refusals."""

from __future__ import annotations

from pathlib import Path

import pytest

from doctool.catalog.load import load_path
from doctool.drawing import PageKind, Side
from doctool.errors import LayoutError
from doctool.layout import flow_lines
from doctool.layout.engine import lay_out
from doctool.layout.metrics import soft_metrics
from doctool.loaded import LoadedSop
from doctool.units import pt

DATA = Path(__file__).parents[1] / "data"


def load(name: str) -> LoadedSop:
    (path,) = DATA.glob(f"bentuk*/sop/{name}.yaml")
    loaded = load_path(path)
    assert isinstance(loaded, LoadedSop)
    return loaded


def test_the_description_tells_steps_and_where_the_exits_lead() -> None:
    (page,) = [one for one in lay_out(load("nomor-loncat")).pages if one.kind is PageKind.FLOWCHART]
    assert page.description == (
        "Diagram alir Penyerahan Laporan Barang: 1 Pengurus Barang: Mencatat mutasi barang; "
        "2 Pengurus Barang: Mencocokkan catatan dengan fisik barang; "
        "5 Kasubbag Umum: Menyetujui laporan barang (Ya: ke kegiatan 6, Tidak: ke kegiatan 2); "
        "6 Pengurus Barang: Mengirim laporan barang"
    )


def test_lines_that_bend_too_often_are_refused_by_the_rows_they_join(monkeypatch: pytest.MonkeyPatch) -> None:
    monkeypatch.setattr(flow_lines, "MOST_POINTS", 2)
    with pytest.raises(LayoutError, match="terlalu padat") as caught:
        lay_out(load("lajur-dua-jabatan"))
    assert {one.code for one in caught.value.findings} == {"A08"}
    assert any("kegiatan 1 ke kegiatan 2" in one.message for one in caught.value.findings)


@pytest.mark.parametrize(
    "name", ["beberapa-mulai-dan-selesai", "lajur-berkelompok", "nomor-loncat", "ya-ke-dua-kegiatan", "pihak-luar"]
)
def test_labels_stand_by_their_exits(name: str) -> None:
    for page in lay_out(load(name)).pages:
        lines = {line.key: line for line in page.lines}
        shapes = {shape.key: shape for shape in page.shapes}
        for label in page.labels:
            if label.owner in lines:
                line = lines[label.owner]
                port = shapes[line.source].port(line.source_side)
                across = max(label.box.x - port.x, port.x - label.box.right, 0)
                down = max(label.box.y - port.y, port.y - label.box.bottom, 0)
                assert across + down <= 32 * 20, f"{label.paragraph.text} is far from its exit"


def test_a_decision_with_a_wide_label_gets_lanes_wide_enough() -> None:
    (page,) = [one for one in lay_out(load("tiga-jalan-keluar")).pages if one.kind is PageKind.FLOWCHART]
    labels = {label.paragraph.text: label.box for label in page.labels}
    assert labels.keys() == {"Musnah", "Simpan permanen", "Belum jelas"}
    first, after = page.lane_columns
    assert all(box.width < width for box in labels.values() for width in page.table("prosedur").columns[first:after])


def test_lines_do_not_go_far_round_where_others_can_make_way() -> None:
    """Three exits by three sides: the lines into and out of the first row leave the left side to the lower row."""
    page = lay_out(load("tiga-jalan-keluar")).pages[-1]
    soft = soft_metrics(page)
    assert soft.crossings == 0
    assert soft.length <= 1.1 * soft.manhattan


def test_lines_end_in_a_whole_arrow_head_where_there_is_room() -> None:
    page = lay_out(load("peminjaman-arsip")).pages[-1]
    for line in page.lines:
        before, tip = line.points[-2:]
        assert abs(before.x - tip.x) + abs(before.y - tip.y) > pt(6)


def test_arrows_of_an_unnamed_fork_may_leave_by_two_sides() -> None:
    """A step and the end right below it: a line straight down, none squeezed past the symbol."""
    (page,) = [one for one in lay_out(load("kapsul-di-samping-kotak")).pages if one.kind is PageKind.FLOWCHART]
    sides = {line.source_side for line in page.lines if line.fork == page.lines[-1].fork}
    assert sides == {Side.LEFT, Side.BOTTOM}
