"""One edit of a random SOP is one change, whatever numbers shift by it."""

from __future__ import annotations

import copy
from random import Random

import pytest

from doctool.compare.changes import Pindah, Sisip, Ubah
from doctool.compare.diff import compare
from doctool.model.sop import Sop
from tests.compare.random_edits import Data, restructured, words
from tests.random_sop import random_data


def changes(first: Data, second: Data) -> list[type]:
    return [type(one) for one in compare(Sop.model_validate(first), Sop.model_validate(second)).beda]


@pytest.fixture(params=range(20))
def random(request: pytest.FixtureRequest) -> Random:
    return Random(request.param)


@pytest.fixture
def sops(random: Random) -> tuple[Data, Data]:
    first = random_data(random.randrange(10_000))[1]
    return first, copy.deepcopy(first)


def test_an_inserted_step_is_one_insertion(random: Random, sops: tuple[Data, Data]) -> None:
    first, second = sops
    row = {"uraian": words(random, 5), "pelaksana": "l1"}
    restructured(second, lambda rows: rows.insert(random.randint(0, len(rows)), row))
    assert changes(first, second) == [Sisip]


def test_a_moved_step_is_one_move(random: Random, sops: tuple[Data, Data]) -> None:
    first, second = sops
    old, new = random.sample(range(len(first["kegiatan"])), 2)
    restructured(second, lambda rows: rows.insert(new, rows.pop(old)))
    assert changes(first, second) == [Pindah]


def test_a_changed_word_is_one_change(random: Random, sops: tuple[Data, Data]) -> None:
    first, second = sops
    row = random.choice(second["kegiatan"])
    text = row["uraian"].split()
    row["uraian"] = " ".join(["Diganti", *text[1:]])
    assert changes(first, second) == [Ubah]
