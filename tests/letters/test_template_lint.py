"""What `templat periksa` says of real templates, beside what happens when they are filled."""

from __future__ import annotations

import io
import random
import re
import zipfile
from pathlib import Path
from typing import Any

import pytest
from docx import Document

from doctool.errors import ContentError
from doctool.findings import Severity
from doctool.letters.marked import MARKED_KINDS, marked_template
from doctool.letters.render import render_letter
from doctool.letters.template_files import check_file
from doctool.letters.templates import own_template
from doctool.model.surat import Jenis
from tests.letters.samples import KINDS, ROOT, letter, lines

DOCUMENT = "word/document.xml"
TAG = re.compile(r"\{\{.*?\}\}|\{%.*?%\}")
#: What Word puts between two letters of a tag.
CUTS = (
    "</w:t></w:r><w:r><w:t>",
    '</w:t></w:r><w:proofErr w:type="spellStart"/><w:r><w:rPr><w:b/></w:rPr><w:t xml:space="preserve">',
    "</w:t></w:r></w:p><w:p><w:r><w:t>",
)


def errors(data: bytes, kind: Jenis) -> list[str]:
    return [f"{one.where} {one.message}" for one in check_file(data, kind, kind) if one.severity is Severity.ERROR]


@pytest.mark.parametrize("kind", KINDS)
def test_own_templates_have_no_findings(kind: Jenis) -> None:
    assert check_file(own_template(kind), kind, kind) == []


@pytest.mark.parametrize("kind", MARKED_KINDS)
def test_templates_with_markers_have_no_findings_for_srikandi(kind: Jenis) -> None:
    data = marked_template(kind)
    assert check_file(data, kind, kind, markers=True) == []
    codes = {one.code for one in check_file(data, kind, kind)}
    assert {"W13"} <= codes <= {"W13", "W15"}


def edited(kind: Jenis) -> bytes:
    """doctool's own template as an office changes it: other words, no logo table, a note, other order, own loop."""
    document = Document(io.BytesIO(own_template(kind)))
    body: Any = document.element.body
    body.remove(body[0])
    document.paragraphs[0].insert_paragraph_before("DINAS CONTOH").runs[0].bold = True
    document.add_paragraph("Dicetak untuk {{ penandatangan.nama|upper }} {% if penandatangan.tte %}(TTE){% endif %}")
    document.add_paragraph("Catatan: isian {kurung} dan 50% tetap.")
    document.sections[0].footer.paragraphs[0].text = "Jl. Contoh 1 — {{ penandatangan.jabatan }}"
    table = document.add_table(1, 2)
    table.cell(0, 0).text = "Keterangan"
    out = io.BytesIO()
    document.save(out)
    return out.getvalue()


@pytest.mark.parametrize("kind", KINDS)
def test_reasonable_edits_have_no_findings(kind: Jenis) -> None:
    assert check_file(edited(kind), kind, kind) == []


def spoiled(kind: Jenis, rng: random.Random) -> bytes:
    """doctool's own template with one tag changed by chance."""
    with zipfile.ZipFile(io.BytesIO(own_template(kind))) as source:
        parts = {name: source.read(name) for name in source.namelist()}
    xml = parts[DOCUMENT].decode()
    found = rng.choice(list(TAG.finditer(xml)))
    tag, place = found[0], rng.randrange(1, len(found[0]))
    changed = rng.choice([
        "", tag + tag, tag[:place] + tag[place + 1 :], tag[:place] + " " + tag[place:],
        tag[:place].upper() + tag[place:],
        re.sub(r"^(..)(p|tr) ", r"\1 ", tag), tag[:2] + "p " + tag[2:], tag.replace("a", "o", 1),
        *(tag[:place] + cut + tag[place:] for cut in CUTS),
    ])  # fmt: skip
    parts[DOCUMENT] = f"{xml[: found.start()]}{changed}{xml[found.end() :]}".encode()
    out = io.BytesIO()
    with zipfile.ZipFile(out, "w") as target:
        for name, data in parts.items():
            target.writestr(name, data)
    return out.getvalue()


def test_a_template_without_errors_can_be_filled(tmp_path: Path) -> None:
    rng = random.Random(7)
    passed = refused = 0
    for _ in range(60):
        kind = rng.choice(KINDS)
        data = spoiled(kind, rng)
        if errors(data, kind):
            refused += 1
            continue
        (tmp_path / f"{kind}.docx").write_bytes(data)
        try:
            render_letter(letter(kind), templates=tmp_path)
        except ContentError as error:
            pytest.fail(f"{kind}: {error.message}")
        passed += 1
    assert passed > 10
    assert refused > 20


MARKS = ("${nomor_naskah}", "${tanggal_naskah}", "${jabatan_pengirim}", "${nama_pengirim}", "${nip_pengirim}",
         "${ttd_pengirim}")  # fmt: skip


@pytest.mark.parametrize("kind", MARKED_KINDS)
@pytest.mark.parametrize("own", [False, True])
def test_letters_for_srikandi_have_each_marker_whole(kind: Jenis, own: bool, tmp_path: Path) -> None:
    if own:
        (tmp_path / f"{kind}-srikandi.docx").write_bytes(marked_template(kind))
    made = letter(kind, penandatangan={"jabatan": "KEPALA", "nama": "Contoh", "nip": "197001011990011001",
                                       "pangkat": "Pembina", "awalan": "a.n.", "atas_nama": "BUPATI"})  # fmt: skip
    data = render_letter(made, templates=tmp_path, markers=True)
    with zipfile.ZipFile(io.BytesIO(data)) as archive:
        xml = archive.read(DOCUMENT).decode()
    texts = re.findall(r"<w:t[^>]*>([^<]*)</w:t>", xml)
    assert [mark for mark in MARKS if not any(mark in text for text in texts)] == []
    assert xml.count("${") == sum(text.count("${") for text in texts) == len(re.findall(r"\$\{[a-z_]+\}", xml))
    printed = "\n".join(lines(data))
    assert "BUPATI\n${jabatan_pengirim}," in printed
    assert "Pembina" in printed
    assert "Contoh, S" not in printed
    assert "197001011990011001" not in printed
    assert "9 Januari 2024" not in printed or kind == "undangan"


def test_who_signs_without_a_nip_has_none_for_srikandi() -> None:
    data = render_letter(letter("dinas", penandatangan={"jabatan": "BUPATI", "nama": "Contoh"}), markers=True)
    assert not any("nip_pengirim" in line for line in lines(data))


def test_every_code_is_in_the_manual() -> None:
    manual = (ROOT / "docs" / "aturan.md").read_text(encoding="utf-8")
    documented = set(re.findall(r"^\| (W\d\d) \|", manual, re.M))
    sources = "".join(path.read_text(encoding="utf-8") for path in (ROOT / "doctool").rglob("*.py"))
    assert documented == set(re.findall(r'"(W\d\d)"', sources))


def test_a_letter_refused_for_its_template_tells_the_place_and_what_was_meant(tmp_path: Path) -> None:
    document = Document(io.BytesIO(own_template("dinas")))
    document.add_paragraph("Perihal {{ hall }} dan {{ sifta }}")
    document.save(str(tmp_path / "dinas.docx"))
    with pytest.raises(ContentError) as raised:
        render_letter(letter("dinas"), templates=tmp_path)
    place = f"badan, alinea {len(document.paragraphs)}"
    assert f'{place}: nama "hall" tidak dikenal (dan 1 galat lain)' in raised.value.message
    assert str(raised.value.hint).startswith('barangkali "hal"; lihat semuanya')
    assert [finding.code for finding in raised.value.findings] == ["W02", "W02"]
