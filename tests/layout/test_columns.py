"""The columns of the flowchart table: heads are read whole, and room goes where it helps."""

from __future__ import annotations

from pathlib import Path

import pytest

from doctool.catalog.load import load_path
from doctool.drawing import Cell
from doctool.layout.columns import BESIDE, HEAD_PAD, NUMBER, UPRIGHT_LANES, Columns, cell_lines, fit_columns
from doctool.layout.flow_sheet import frame_of
from doctool.layout.measure import text_width, wrap
from doctool.loaded import LoadedSop
from doctool.units import pt

ROOT = Path(__file__).parents[2]
FILES = [*(ROOT / "tests" / "data").glob("bentuk*/sop/*.yaml"), *(ROOT / "sop_catalog").glob("*/sop/*.yaml")]
FIFTEEN = ROOT / "tests" / "data" / "bentuk-f4" / "sop" / "lima-belas-lajur.yaml"
SHORT = ROOT / "tests" / "data" / "bentuk" / "sop" / "beberapa-penandatangan.yaml"
SEMARANG = ROOT / "sop_catalog" / "kab-semarang" / "sop" / "penyusunan-dan-pelaporan-data-kinerja.yaml"
every_file = pytest.mark.parametrize("path", sorted(FILES), ids=lambda path: path.stem)


def load(path: Path) -> LoadedSop:
    loaded = load_path(path)
    assert isinstance(loaded, LoadedSop)
    return loaded


def columns(loaded: LoadedSop) -> list[Columns]:
    width = frame_of(loaded).inner_width
    made = [fit_columns(loaded, one, width) for _, one in loaded.sop.prosedur()]
    assert [sum(one.widths) for one in made] == [width] * len(made)
    return made


def words_of(cell: Cell) -> set[str]:
    return {word for one in cell.paragraphs for word in one.text.replace("/", "/ ").replace("-", "- ").split()}


@every_file
def test_no_head_is_broken_inside_a_word(path: Path) -> None:
    for one in columns(load(path)):
        for cell in one.head_cells:
            lines = " ".join(line for text in cell.paragraphs for line in text.lines)
            assert set(lines.replace("/", "/ ").replace("-", "- ").split()) == words_of(cell)


@every_file
def test_heads_keep_off_the_rules(path: Path) -> None:
    for one in columns(load(path)):
        for cell in one.head_cells:
            if cell.turned or cell.padding != HEAD_PAD:
                continue
            inner = sum(one.widths[cell.col : cell.col + cell.col_span]) - pt(6)
            for text in cell.paragraphs:
                assert max(text_width(line, text.style) for line in text.lines) <= inner
                assert text.style.size >= pt(8)


@every_file
def test_no_text_is_broken_inside_a_word(path: Path) -> None:
    loaded = load(path)
    for (_, procedure), one in zip(loaded.sop.prosedur(), columns(loaded), strict=True):
        for name, width in zip(one.names, one.widths, strict=True):
            if name in ("pelaksana", NUMBER):
                continue
            for row in procedure.kegiatan:
                for text in cell_lines(row, "", name):
                    lines = wrap(text, one.style, width - BESIDE)
                    assert set(" ".join(lines).replace("/", "/ ").replace("-", "- ").split()) <= set(
                        text.replace("/", "/ ").replace("-", "- ").split()
                    )


def test_fifteen_lanes_have_upright_heads_beside_them() -> None:
    (one,) = columns(load(FIFTEEN))
    assert one.lanes == 15
    (remark,) = [cell for cell in one.head_cells if "Keterangan" in words_of(cell)]
    assert not remark.turned
    assert remark.paragraphs[0].lines == ("Keterangan",)


def test_a_short_time_stands_on_one_line() -> None:
    loaded = load(SEMARANG)
    (one,) = columns(loaded)
    width = one.widths[one.names.index("waktu")] - BESIDE
    assert wrap("120 Menit", one.style, width) == ("120 Menit",)


def test_room_that_no_text_needs_goes_to_the_lanes_too() -> None:
    (one,) = columns(load(SHORT))
    lane = one.widths[one.first_lane]
    assert one.lanes <= UPRIGHT_LANES
    assert lane >= pt(90)
    assert one.widths[one.names.index("kegiatan")] < 3 * lane
