"""The names that templates may print are those that letters give, in both directions."""

from __future__ import annotations

from collections.abc import Mapping
from typing import Any

import pytest

from doctool.fill.names import Name, Names, Shape
from doctool.letters.context import context
from doctool.letters.placeholders import placeholders
from doctool.letters.prepare import prepare
from doctool.letters.templates import find_template
from doctool.model.surat import Jenis
from scripts.make_placeholder_docs import TARGET, document
from tests.letters.samples import KINDS, letter, offices, with_style

#: What makes each list of a kind hold something.
RICH: dict[Jenis, dict[str, Any]] = {
    "dinas": {"kepada": [{"yth": "A", "di": "x"}, {"yth": "B", "di": "y"}]},
    "nota-dinas": {},
    "undangan": {"kepada": [{"yth": f"Kepala {number}", "di": "Kota"} for number in range(8)]},
    "pengantar": {"paraf": {"hierarki": ["A"], "koordinasi": ["B"]}},
    "disposisi": {},
    "daftar-hadir": {},
    "notula": {},
}


def shape_of(value: Any) -> Shape:
    if hasattr(value, "__html__"):
        return Shape.BLOCK
    if isinstance(value, bool):
        return Shape.FLAG
    if isinstance(value, str):
        return Shape.TEXT
    return Shape.MAPPING if isinstance(value, Mapping) else Shape.LIST


def told(tree: Mapping[str, Name], path: str = "") -> dict[str, Shape]:
    """Every name of the tree with its shape."""
    found: dict[str, Shape] = {}
    for key, name in tree.items():
        found |= one(name, f"{path}{key}")
    return found


def one(name: Name, path: str) -> dict[str, Shape]:
    found = {path: name.shape} | told(name.fields, f"{path}.")
    return found | one(name.item, f"{path}[]") if name.item is not None else found


def given(value: Any, path: str) -> dict[str, Shape]:
    """Every name in a context with its shape; each item of a list must have the same."""
    found = {path: shape_of(value)} if path else {}
    if isinstance(value, Mapping):
        for key, inside in value.items():
            found |= given(inside, f"{path}.{key}" if path else key)
    elif found.get(path) is Shape.LIST:
        assert value, f"{path} is empty, so nothing is known of its items"
        shapes = [given(item, f"{path}[]") for item in value]
        assert all(shape == shapes[0] for shape in shapes)
        found |= shapes[0]
    return found


@pytest.mark.parametrize("kind", KINDS)
@pytest.mark.parametrize("markers", [False, True])
def test_names_are_what_letters_give(kind: Jenis, markers: bool) -> None:
    office = with_style(offices()[0], kepala_nota=("yth", "dari", "hal", "tanggal"))
    loaded = letter(kind, office, **RICH[kind])
    values = context(loaded, prepare(find_template(kind), loaded.office), markers=markers)
    assert told(placeholders(kind).tree) == given(values, "")


@pytest.mark.parametrize("kind", KINDS)
def test_every_name_is_explained_and_every_needed_one_is_there(kind: Jenis) -> None:
    names: Names = placeholders(kind)
    paths = {path: name for path, name, _ in names.paths()}
    assert [path for path, name in paths.items() if not name.about] == []
    for choices in names.needed:
        assert choices[0] in paths


def test_the_tables_of_the_manual_are_these_names() -> None:
    text = TARGET.read_text(encoding="utf-8")
    assert document(text) == text, "run make docs"
