"""A table that an office typed lies on its side where an upright page would break its words, and only there."""

from __future__ import annotations

from doctool.model.dokumen import Baris, Blok, Daftar, Paragraf, Sel, Tabel, polos
from doctool.model.kantor import Gaya
from doctool.reports.upright import laid


def cell(text: str) -> Sel:
    return Sel((Paragraf(polos(text)),))


def typed(columns: int, text: str, *, ruled: bool = True) -> Tabel:
    row = Baris(tuple(cell(text) for _ in range(columns)))
    return Tabel((1.0,) * columns, (row, row), bergaris=ruled)


def lying(*blok: Blok) -> list[bool]:
    return [isinstance(one, Tabel) and one.melintang for one in laid(blok, Gaya())]


def test_many_columns_of_money_lie_and_few_stand() -> None:
    assert lying(typed(4, "1.250.000.000"), typed(14, "1.250.000.000"), Paragraf(polos("x"))) == [False, True, False]


def test_long_sentences_in_two_columns_stand_on_many_lines() -> None:
    assert lying(typed(2, "dokumen kependudukan yang diterbitkan " * 80)) == [False]


def test_a_table_without_rules_keeps_its_place() -> None:
    assert lying(typed(14, "1.250.000.000", ruled=False)) == [False], "names and signatures"


def test_a_table_within_a_list_stays_where_its_item_is() -> None:
    (made,) = laid((Daftar(((typed(14, "1.250.000.000"),),)),), Gaya())
    assert isinstance(made, Daftar)
    assert not made.butir[0][0].melintang  # type: ignore[union-attr]
