"""The gate itself: a sound file passes, and each of many planted faults is caught for what it is."""

from __future__ import annotations

import re

import pytest

from tests.gate import check_docx, check_xlsx, integrity_errors, sdk_errors, sdk_program, xsd_errors, xsd_folder
from tests.gate_faults import FAULTS, SOUND, pack, unpack
from tests.gate_faults_xlsx import IN_DRAWINGS, sound_of
from tests.gate_score import KINDS, caught, placed


def test_a_sound_file_passes() -> None:
    assert check_docx(pack(unpack(SOUND))) == []


@pytest.mark.parametrize("name", ["", IN_DRAWINGS])
def test_a_sound_workbook_passes(name: str) -> None:
    assert check_xlsx(pack(unpack(sound_of(name))), formulas=True) == []


@pytest.mark.parametrize(("kind", "name"), KINDS)
def test_it_catches_and_says_where(kind: str, name: str) -> None:
    said = caught(kind, name)
    if not said and xsd_folder() is None:
        pytest.skip("only the schemas know it, and they are not here")
    assert said
    assert any(placed(line) for line in said), said


@pytest.mark.parametrize(
    ("name", "said"),
    [
        ("a link to nothing", "integrity: word/document.xml /w:document/w:body/.*footerReference: REL001 .*rId99 "),
        ("a part that is gone", "integrity: word/_rels/document.xml.rels : REL002 .*footer2.xml"),
        ("a style that is not defined", 'STY001 .*"Tiada"'), ("a list that is not defined", "NUM001 .*numId=7"),
        ("a row too narrow", "TBL002 .*row 1: 4 cells vs 6"), ("no section at the end", "REL003 rId2 .*never"),
    ],
)  # fmt: skip
def test_ooxml_integrity_follows_references_and_its_warnings_count(name: str, said: str) -> None:
    assert integrity_errors(SOUND) == []
    data = pack(FAULTS[name][0](unpack(SOUND)))
    assert re.search(said, "|".join(integrity_errors(data)))
    assert set(integrity_errors(data)) <= set(check_docx(data, sdk=False))


def test_a_torn_file_is_caught() -> None:
    assert check_docx(SOUND[: len(SOUND) // 2])[0].startswith("zip:")


@pytest.mark.skipif(xsd_folder() is None, reason="the schemas are not here")
def test_both_branches_of_markup_compatibility_are_read() -> None:
    in_choice = xsd_errors(pack(FAULTS["a shape that does not exist"][0](unpack(SOUND))))
    in_fallback = xsd_errors(pack(FAULTS["a bad fallback"][0](unpack(SOUND))))
    assert {"(Choice)" in line for line in in_choice} == {True}
    assert {"(Fallback)" in line for line in in_fallback} == {True}


@pytest.mark.skipif(sdk_program() is None, reason="the Open XML SDK validator is not installed")
def test_the_sdk_looks_into_the_shapes() -> None:
    found = sdk_errors(pack(FAULTS["a shape that does not exist"][0](unpack(SOUND))))
    assert any("flowChartPilihan" in line for line in found)
    assert {line.split(":")[0] for line in found} == {"sdk Office2010"}
