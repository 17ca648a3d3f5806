"""Damaged forms, a short version of benchmarks/returns.py: each kind of damage told, no undamaged answer changed."""

from __future__ import annotations

import io
import random

import openpyxl
import pytest

from benchmarks import return_files, returns
from doctool.convert.libreoffice import find_soffice
from tests.forms import injected
from tests.forms.damage import Damaged, case
from tests.forms.damage_more import DAMAGES
from tests.forms.judge import Verdict, judge_damage, judge_mutant
from tests.forms.mutate import Mutant, mutant
from tests.forms.returned import answers, read


@pytest.mark.parametrize("name", DAMAGES)
def test_what_people_do_to_a_form_is_told_and_costs_no_other_answer(name: str) -> None:
    for seed in (1, 2, 3):
        one = case(seed, 12)
        assert judge_damage(one, DAMAGES[name](one, random.Random(f"{seed}{name}"))).problems == ()


def test_blind_damage_never_changes_an_answer_untold() -> None:
    for seed in range(120):
        one = case(seed % 8 + 1, 12)
        made = mutant(one.data, random.Random(seed))
        assert (seed, made.kind, judge_mutant(one, made).problems) == (seed, made.kind, ())


@pytest.mark.parametrize("seed", range(1, 9))
def test_random_forms_are_read_as_they_were_filled_in(seed: int) -> None:
    assert returns.round_trip(seed).verdict == Verdict("equal")


@pytest.mark.parametrize("seed", [1, 2])
def test_texts_never_become_formulas(seed: int) -> None:
    assert returns.injected(seed).verdict == Verdict("text")


def test_texts_are_texts_in_every_workbook() -> None:
    made = injected.books()
    assert len(injected.PAYLOADS) >= 200
    assert {kind: injected.problems(kind, data) for kind, data in made.items()} == {kind: [] for kind in made}


def test_a_text_that_became_a_formula_or_is_gone_is_seen() -> None:
    book = openpyxl.Workbook()
    book.active["A1"] = "=1+1"
    out = io.BytesIO()
    book.save(out)
    found = injected.problems("rekap", out.getvalue())
    assert found[0] == "Sheet!A1: =1+1 is a formula"
    assert "'@bidang' is not there" in found


@pytest.mark.parametrize("seed", range(1, 7))
def test_of_several_forms_of_a_bidang_none_is_kept_unless_they_agree(seed: int) -> None:
    assert returns.several(seed).verdict.problems == ()


@pytest.mark.skipif(find_soffice() is None, reason="LibreOffice is not installed")
@pytest.mark.parametrize("suffix", ["ods", "xls"])
def test_damage_is_told_in_other_formats_too(suffix: str) -> None:
    kinds = list(DAMAGES)[1::7]
    assert [one for one in return_files.saved_elsewhere(1, suffix, kinds) if one[1].problems] == []


def test_the_judge_sees_an_answer_that_was_changed() -> None:
    one = case(1, 12)
    other = DAMAGES["bilangan sebagai teks"](one, random.Random(1))
    assert judge_damage(one, Damaged(other.data)).problems
    assert judge_mutant(one, Mutant("x", other.data)).problems
    assert judge_damage(one, Damaged(one.data, frozenset({"F15"}))).problems
    assert judge_damage(one, Damaged(b"")).problems


def test_the_judge_wants_every_answer() -> None:
    one = case(1, 12)
    found = read(one.data, one.expected).kembali
    assert found is not None
    assert answers(found).keys() >= one.wanted.keys()


def test_the_benchmark_fails_on_a_wrong_reading(capsys: pytest.CaptureFixture[str]) -> None:
    good = returns.Outcome("x", 1, Verdict("equal"), 0.1, 10**6)
    assert returns.report("forms", [good]) == 0
    bad = returns.Outcome("x", 7, Verdict("equal", ("lost",)), 0.1, 10**6)
    slow = returns.Outcome("x", 8, Verdict("equal"), 11, 10**6)
    heavy = returns.Outcome("x", 9, Verdict("equal"), 0.1, 600 * 10**6)
    assert returns.report("forms", [good, bad, slow, heavy]) == 3
    assert "seed 7: lost" in capsys.readouterr().out
