"""Columns in texts: values go in as they are and are never read again."""

from __future__ import annotations

from hypothesis import given, settings
from hypothesis import strategies as st

from doctool.packets.places import columns_in, fill, fill_tree


@given(st.text(max_size=60), st.text(max_size=60))
@settings(max_examples=200, deadline=None)
def test_a_value_stands_as_it_is(nama: str, di: str) -> None:
    assert fill("Yth. {nama} di {Di}", {"nama": nama, "di": di}) == f"Yth. {nama} di {di}"


def test_names_of_columns_do_not_mind_case_and_signs() -> None:
    assert fill("{Nama Unit} {nama_unit} { NAMA UNIT. }", {"nama_unit": "X"}) == "X X X"
    assert columns_in("{Nama Unit} dan {di}, {di}") == ("nama_unit", "di")


def test_braces_themselves() -> None:
    assert fill("{{nama}} {nama}", {"nama": "X"}) == "{nama} X"
    assert columns_in("{{nama}}") == ()
    assert fill("a { b } c {", {}) == "a { b } c {"


def test_trees_keep_their_shape_and_keys() -> None:
    tree = {"{nama}": ["{nama}", {"isi": "x {nama}"}], "b": ""}
    assert fill_tree(tree, {"nama": "{nama}{{"}) == {"{nama}": ["{nama}{{", {"isi": "x {nama}{{"}], "b": ""}
