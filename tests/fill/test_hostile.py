"""Hostile templates are refused with their place, hostile data are printed as they are. `make proofs` has every payload
in every place, with limits of time and memory."""

from __future__ import annotations

import io
import os
from pathlib import Path
from typing import Any

import pytest
from docx import Document
from lxml import etree

from doctool.errors import ContentError
from doctool.fill import template as filling
from doctool.fill.faults import BrokenTemplateError
from doctool.fill.lint import check_template
from doctool.fill.meter import metered
from doctool.fill.package import read_parts
from doctool.fill.properties import Properties
from doctool.fill.template import CompiledTemplate
from doctool.findings import Severity
from doctool.letters.context import context
from doctool.letters.placeholders import placeholders
from doctool.letters.prepare import prepare
from doctool.letters.render import render_letter
from doctool.letters.templates import Template
from doctool.model.surat import Jenis
from tests.fill.hostile import (
    BOMBS,
    CANARY,
    ESCAPES,
    HARMLESS,
    HOSTILE,
    PLACES,
    SECRET,
    TRACE,
    add_footnote,
    with_payload,
)
from tests.letters.kept import lost
from tests.letters.samples import DATA, KINDS, letter, offices

OTHERS = [place for place in PLACES if place != "body"]


#: What a letter may cost here; `make proofs` runs the bombs with the whole budget, and limits of time and memory.
SMALL = 1_000_000


@pytest.fixture(autouse=True)
def watched(tmp_path: Path, monkeypatch: pytest.MonkeyPatch) -> Path:
    """A folder of its own, where a trace would be found."""
    monkeypatch.setenv(SECRET, CANARY)
    monkeypatch.chdir(tmp_path)
    monkeypatch.setattr(filling, "metered", lambda budget=SMALL: metered(min(budget, SMALL)))
    return tmp_path


def by_the_engine(template: bytes) -> bytes:
    """A letter from `template` as it is, without the check that comes before."""
    loaded = letter("dinas")
    prepared = prepare(Template("dinas", "dinas.docx", template), loaded.office)
    return CompiledTemplate(prepared.docx).fill(context(loaded, prepared), Properties("", "", ""))


def message(payload: str, place: str, folder: Path) -> str:
    """Why the engine refuses the template with `payload`; as a letter's template it is refused before that."""
    data = with_payload(payload, place)
    (folder / "dinas.docx").write_bytes(data)
    with pytest.raises(ContentError) as raised:
        render_letter(letter("dinas"), templates=folder)
    assert [one.code for one in raised.value.findings if not one.code.startswith("W")] == []
    with pytest.raises(BrokenTemplateError) as broken:
        by_the_engine(data)
    assert sorted(os.listdir(folder)) == ["dinas.docx"]
    return f"{broken.value.place}: {broken.value.message}"


def test_there_are_enough_of_them() -> None:
    assert len(HOSTILE) == len(ESCAPES) + len(BOMBS)
    assert len(ESCAPES) >= 50
    assert len(BOMBS) >= 50
    assert TRACE in "".join(ESCAPES.values())


@pytest.mark.parametrize(("number", "name"), list(enumerate(ESCAPES)), ids=list(ESCAPES))
def test_escapes_are_refused_with_their_place(number: int, name: str, watched: Path) -> None:
    for place in ("body", OTHERS[number % len(OTHERS)]):
        said, known = message(ESCAPES[name], place, watched), PLACES[place]
        assert said.startswith((f"{known}: memuat", f"{known}: memakai nama yang tidak ada")), place
        assert CANARY not in said


@pytest.mark.parametrize(("number", "name"), list(enumerate(BOMBS)), ids=list(BOMBS))
def test_bombs_are_refused_before_they_go_off(number: int, name: str, watched: Path) -> None:
    place = list(PLACES)[number % len(PLACES)]
    assert message(BOMBS[name], place, watched).startswith(PLACES[place])


@pytest.mark.parametrize("name", HARMLESS)
def test_what_does_no_harm_prints_what_stands_in_it(name: str, monkeypatch: pytest.MonkeyPatch) -> None:
    monkeypatch.setattr(filling, "metered", metered)
    shown = "".join(etree.fromstring(read_parts(by_the_engine(with_payload(HARMLESS[name], "body")))[
        "word/document.xml"]).itertext())  # fmt: skip
    assert {"raw": "{{ ''.__class__ }}", "teks tanda": "{{ hal.__class__ }}", "escape": "<w:br/>", "hitung": "49",
            "daftar": "012", "pangkat": "1" + "0" * 100, "int basis": "0"}.get(name, "") in shown  # fmt: skip


@pytest.mark.parametrize("name", ESCAPES)
def test_the_lint_tells_escapes_with_their_place(name: str) -> None:
    for place in PLACES:
        found = check_template(with_payload(ESCAPES[name], place), placeholders("dinas"), name="dinas.docx")
        errors = [one for one in found if one.severity is Severity.ERROR]
        assert errors, place
        assert all(one.where.place for one in errors), place


def spoken(value: Any, payload: str, key: str = "") -> Any:
    """`value` with every text of it that may be any text replaced by `payload`."""
    if isinstance(value, dict):
        return {name: spoken(item, payload, name) for name, item in value.items()}
    if isinstance(value, list):
        return [spoken(item, payload, key) for item in value]
    kept = key in ("tanggal", "tanggal_surat", "diterima", "sifat", "baris_kosong", "penanda", "dipilih")
    return value if kept or not isinstance(value, str) else payload


@pytest.mark.parametrize("kind", KINDS)
def test_payloads_as_data_are_printed_as_they_are(kind: Jenis) -> None:
    for name, payload in list((ESCAPES | HARMLESS).items())[KINDS.index(kind) % 3 :: 3]:
        if len(payload) > 1000:
            continue
        loaded = letter(kind, offices()[len(name) % 4], **spoken(DATA[kind], payload))
        docx = render_letter(loaded, nomor=payload)
        assert lost(loaded, docx) == [], name
        assert CANARY.encode() not in b"".join(read_parts(docx).values()) or CANARY in payload


def with_every_place(*, columns: bool) -> bytes:
    """A template with two sections, their headers and footers, a table and a footnote; `columns`: its table gets other
    columns, which docxtpl itself must do."""
    document = Document()
    document.add_paragraph("badan {{ hal }}")
    texts = ("{%tc for x in isi %}", "{{ x }}", "{%tc endfor %}") if columns else ("a", "b", "c")
    for cell, text in zip(document.add_table(1, 3).rows[0].cells, texts, strict=True):
        cell.text = text
    second = document.add_section()
    for number, section in enumerate((document.sections[0], second)):
        for part in (section.header, section.footer):
            part.is_linked_to_previous = False
            part.add_paragraph(f"bagian {number} {{{{ hal }}}}")
    add_footnote(document, "catatan {{ hal }}")
    document.core_properties.comments = "{{ hal }}"
    out = io.BytesIO()
    document.save(out)
    return out.getvalue()


@pytest.mark.parametrize("columns", [False, True])
def test_data_is_never_read_as_a_template(columns: bool, monkeypatch: pytest.MonkeyPatch) -> None:
    asked: list[int] = []
    real = filling.fill_by_docxtpl
    monkeypatch.setattr(filling, "fill_by_docxtpl", lambda *both: asked.append(1) or real(*both))
    compiled = CompiledTemplate(with_every_place(columns=columns))
    payloads = list((ESCAPES | BOMBS | HARMLESS).values())
    for payload in payloads[::8] if columns else payloads:
        if len(payload) >= 255 or not payload.isprintable():
            continue
        values = {"hal": payload, "isi": [payload, "b"]}
        try:
            parts = read_parts(compiled.fill(values, Properties(payload, payload, payload)))
        except BrokenTemplateError as error:
            pytest.fail(f"{payload}: {error.message}")
        told = {name: "".join(etree.fromstring(data).itertext()) for name, data in parts.items()
                if name.endswith(".xml")}  # fmt: skip
        shown = {name: text.count(" ".join(payload.split()) if name.startswith("docProps") else payload)
                 for name, text in told.items()}  # fmt: skip
        assert shown["word/document.xml"] == (2 if columns else 1), payload
        assert [shown[f"word/{kind}{number}.xml"] for kind in ("header", "footer") for number in (1, 2)] == [1] * 4
        assert (shown["word/footnotes.xml"], shown["docProps/core.xml"]) == (1, 5)
    assert bool(asked) == columns
