"""The compiled way gives what docxtpl gives: the same XML, part for part, on a corpus of templates and data."""

from __future__ import annotations

from collections.abc import Mapping
from typing import Any

import pytest
from lxml import etree

from doctool.fill import template as filling
from doctool.fill.package import read_parts
from doctool.fill.properties import Properties
from doctool.fill.template import CompiledTemplate
from doctool.letters.context import context
from doctool.letters.prepare import prepare
from doctool.letters.templates import find_template
from doctool.model.surat import Jenis
from tests.docxtpl_alone import filled_by_docxtpl
from tests.fill.corpus import DATA, TEMPLATES, extras
from tests.letters.samples import KINDS, letter, offices

OWN = Properties("judul", "perihal", "kantor")
#: What docxtpl itself must do: what adds parts to the file, and tables that get other columns (docxtpl counts the
#: cells of an inner table for the outer one too).
BY_DOCXTPL = {"gambar", "gambar dalam tabel", "sisipan", "sel", "sel bersyarat", "tabel dalam tabel"}
#: Parts that say when and by whom; they are not made by docxtpl.
_APART = {"docProps/core.xml"}


def canonical(data: bytes) -> bytes:
    return etree.tostring(etree.fromstring(data), method="c14n")


def differing(made: dict[str, bytes], wanted: dict[str, bytes]) -> list[str]:
    """The parts that are not the same XML (or not the same bytes, where they are no XML)."""
    return [
        name
        for name in sorted({*made, *wanted} - _APART)
        if name not in made or name not in wanted or (
            made[name] != wanted[name]
            and not (name.endswith((".xml", ".rels")) and canonical(made[name]) == canonical(wanted[name]))
        )
    ]  # fmt: skip


@pytest.fixture
def slow(monkeypatch: pytest.MonkeyPatch) -> list[int]:
    """How often docxtpl itself was asked."""
    calls: list[int] = []
    real = filling.fill_by_docxtpl

    def counted(docx: bytes, values: Mapping[str, Any]) -> bytes:
        calls.append(1)
        return real(docx, values)

    monkeypatch.setattr(filling, "fill_by_docxtpl", counted)
    return calls


@pytest.mark.parametrize("name", TEMPLATES)
def test_the_same_xml_as_docxtpl(name: str) -> None:
    docx = TEMPLATES[name]()
    compiled = CompiledTemplate(docx)
    for words, data in DATA.items():
        values = {**data, **extras(name)}
        made = read_parts(compiled.fill(values, OWN))
        assert differing(made, filled_by_docxtpl(docx, {**data, **extras(name)})) == [], words


@pytest.mark.parametrize("name", TEMPLATES)
def test_docxtpl_is_asked_only_where_it_must_be(name: str, slow: list[int]) -> None:
    CompiledTemplate(TEMPLATES[name]()).fill({**DATA["biasa"], **extras(name)}, OWN)
    assert bool(slow) == (name in BY_DOCXTPL)


@pytest.mark.parametrize("kind", KINDS)
def test_our_own_templates_for_every_office(kind: Jenis, slow: list[int]) -> None:
    for office in offices():
        loaded = letter(kind, office)
        prepared = prepare(find_template(kind), office)
        values = context(loaded, prepared)
        made = read_parts(CompiledTemplate(prepared.docx).fill(values, OWN))
        assert differing(made, filled_by_docxtpl(prepared.docx, values)) == []
    assert slow == []


def test_one_compiled_template_serves_many_letters() -> None:
    docx = TEMPLATES["baris"]()
    compiled = CompiledTemplate(docx)
    first = [compiled.fill(data, OWN) for data in DATA.values()]
    again = [compiled.fill(data, OWN) for data in DATA.values()]
    assert first == again
    assert len(set(first)) == len(DATA)
