"""Names of letters' files: plain on every system, inside output/, and never those of another letter.

`make proofs` runs two thousand random names.
"""

from __future__ import annotations

import sys
from datetime import date
from pathlib import Path

import pytest

from benchmarks.proof_names import names, prove, unsafe
from doctool.catalog.index import Workspace
from doctool.letter_jobs import LetterOptions, LetterResult
from doctool.letter_pipeline import build_letters
from doctool.letters.load import file_name
from tests.letters.names import HAND_PICKED, random_name, windows_fault
from tests.letters.office import NOTA, make_workspace, write
from tests.letters.samples import lines


def test_the_rule_of_windows() -> None:
    bad = (
        "CON", "con.txt", "COM¹", "lpt³.x", "nul .txt", "CONIN$", "a.", "a ", "a/b", "a:b", "a\x1f", "", "..",
        "x" * 256,
    )  # fmt: skip
    assert [name for name in bad if not windows_fault(name)] == []
    good = ("surat.docx", "console", "com10", "nulls.txt", "aux-1", "x" * 255, "é", ".x", "a b")
    assert [name for name in good if windows_fault(name)] == []


@pytest.mark.parametrize("name", HAND_PICKED, ids=lambda name: ascii(name)[:40])
def test_hand_picked_names_become_safe(name: str) -> None:
    assert unsafe(file_name(name)) == ""


def test_random_names_become_safe() -> None:
    found = [random_name(seed) for seed in range(5000)]
    assert [name for name in found if unsafe(file_name(name))] == []
    assert sum(bool(windows_fault(name)) for name in found) > 2000


def test_good_names_stay() -> None:
    for name in ("Undangan-Bidang-A", "nota_2024.01", "surat-01", "a"):
        assert file_name(name) == name
    assert file_name("Undangan: Bidang A") == "Undangan-Bidang-A"
    assert file_name("cafe\u0301") == file_name("café") == "cafe"


def test_letters_with_such_names_stay_apart_and_inside(tmp_path: Path) -> None:
    found = prove(tmp_path, 60)
    assert found.faults == ()
    assert found.made > 50
    assert found.told > 20
    assert found.offices > 30 or sys.platform == "win32"


def test_the_proof_prints_its_figures(capsys: pytest.CaptureFixture[str]) -> None:
    assert names(5) == 0
    assert "0 outside of output/" in capsys.readouterr().out


def build(root: Path, *files: Path, overwrite: bool = False) -> list[LetterResult]:
    options = LetterOptions(frozenset({"docx"}), root / "output", date(2026, 1, 9), overwrite=overwrite)
    return build_letters(Workspace(root), [(file, None) for file in files], options).results


def test_a_letter_of_other_data_is_not_replaced(tmp_path: Path) -> None:
    root = make_workspace(tmp_path)
    first = write(root / "data" / "kab-contoh" / "januari" / "rapat.yaml", NOTA)
    second = write(root / "data" / "kab-contoh" / "februari" / "rapat.yaml", NOTA.replace("Permintaan Data", "Lain"))
    (made,) = build(root, first)
    (file,) = made.files

    (again,) = build(root, first)
    assert again.reason == ""
    (refused,) = build(root, second)
    assert 'adalah surat lain, yaitu dari "data/kab-contoh/januari/rapat.yaml"' in refused.reason
    assert "Permintaan Data" in "\n".join(lines(file.read_bytes()))

    (forced,) = build(root, second, overwrite=True)
    assert forced.reason == ""
    assert "Lain" in "\n".join(lines(file.read_bytes()))
    (back,) = build(root, first)
    assert "februari/rapat.yaml" in back.reason


def test_data_that_were_moved_are_the_same_letter(tmp_path: Path) -> None:
    root = make_workspace(tmp_path)
    old = write(root / "data" / "kab-contoh" / "rapat.yaml", NOTA)
    build(root, old)
    new = old.with_name("arsip") / "rapat.yaml"
    new.parent.mkdir()
    old.rename(new)
    (made,) = build(root, new)
    assert made.reason == ""
