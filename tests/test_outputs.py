"""All formats of a few random SOPs, valid and opened by the programs that users have; `make outputs` does 200."""

from __future__ import annotations

from pathlib import Path

from benchmarks.outputs import drawn, misplaced, problems
from benchmarks.quality import rare_shapes
from doctool.convert.libreoffice import convert_to_pdf
from doctool.layout.engine import lay_out
from doctool.write.word import write_docx
from tests.test_rendered import needs_libreoffice

pytestmark = needs_libreoffice


def test_random_sops_are_right_in_every_format(tmp_path: Path) -> None:
    drawings = dict(drawn(range(3001, 3003)))
    assert len(drawings) == 2
    assert list(problems(drawings, tmp_path, sdk=False)) == []


def test_a_page_of_another_drawing_is_noticed(tmp_path: Path) -> None:
    one, other = dict(drawn((3001, 3002))).values()
    seen = tmp_path / "one.docx"
    seen.write_bytes(write_docx(one))
    (result,) = convert_to_pdf([seen], tmp_path)
    assert result.pdf is not None
    assert list(misplaced(one, result.pdf)) == []
    assert any("is not in its place" in line for line in misplaced(other, result.pdf))


def test_rare_shapes_are_right_in_every_format(tmp_path: Path) -> None:
    shapes = list(rare_shapes())
    assert len(shapes) > 30
    drawings = {number: lay_out(load()) for number, load in enumerate(shapes[::5])}  # `make outputs` has all
    assert list(problems(drawings, tmp_path, sdk=False, browser=False)) == []  # test_html_browser opens them
