"""All seven kinds for each office of the catalogue: sound Word files, and every text on the page."""

from __future__ import annotations

import re
from pathlib import Path
from typing import Any

import pytest
from pypdf import PdfReader

from doctool.convert.libreoffice import convert_to_pdf, find_soffice
from doctool.letters.render import render_letter
from doctool.loaded import LoadedKantor, LoadedNaskah
from doctool.model.surat import Jenis
from scripts.make_templates import FOLDERS, TEMPLATES, make
from tests.gate import check_docx
from tests.letters.samples import DATA, KINDS, letter, offices, squeezed

EVERY = [(kind, office) for office in offices() for kind in KINDS]
ids = [f"{office.kode}-{kind}" for kind, office in EVERY]
#: Values that steer the page and are not printed: dates as typed, switches, who is ticked.
SILENT = {"tanggal", "tanggal_surat", "diterima", "dipilih", "sifat", "baris_kosong"}
#: Points in a millimetre.
MM = 72 / 25.4


def printed(value: Any) -> list[str]:
    """The texts in the data of a sample that a reader must find."""
    if isinstance(value, str):
        return [value]
    if isinstance(value, dict):
        inner = [text for name in value if name not in SILENT for text in printed(value[name])]
        return [*inner, *value.get("rincian", ())]
    return [text for item in value for text in printed(item)] if isinstance(value, list) else []


def test_templates_are_what_the_script_makes() -> None:
    made = make()
    assert set(made) == {f"{kind}.docx" for kind in KINDS} == {f"{kind}.docx" for kind in TEMPLATES}
    for folder in FOLDERS:
        there = {path.name: path.read_bytes() for path in folder.glob("*.docx") if path.name != "laporan.docx"}
        assert there == made


@pytest.mark.parametrize(("kind", "office"), EVERY, ids=ids)
def test_every_kind_is_a_sound_word_file(kind: Jenis, office: LoadedKantor) -> None:
    data = render_letter(letter(kind, office))
    assert check_docx(data, sdk=False) == []
    assert render_letter(letter(kind, office)) == data


@pytest.mark.parametrize("kind", KINDS)
def test_templates_are_sound_word_files_too(kind: Jenis) -> None:
    faults = check_docx(make()[f"{kind}.docx"], sdk=False)
    assert [line for line in faults if "a placeholder was left over" not in line] == []


@pytest.fixture(scope="module")
def pdfs(tmp_path_factory: pytest.TempPathFactory) -> dict[tuple[Jenis, str], Path]:
    folder = tmp_path_factory.mktemp("jenis")
    files: dict[tuple[Jenis, str], Path] = {}
    for kind, office in EVERY:
        files[kind, office.kode] = folder / f"{office.kode}-{kind}.docx"
        files[kind, office.kode].write_bytes(render_letter(letter(kind, office)))
    results = convert_to_pdf(list(files.values()), folder)
    return {key: result.pdf or Path() for key, result in zip(files, results, strict=True)}


@pytest.mark.libreoffice
@pytest.mark.skipif(find_soffice() is None, reason="LibreOffice is not installed")
@pytest.mark.parametrize(("kind", "office"), EVERY, ids=ids)
def test_every_text_is_on_the_page(
    kind: Jenis, office: LoadedKantor, pdfs: dict[tuple[Jenis, str], Path]
) -> None:
    pages = PdfReader(pdfs[kind, office.kode]).pages
    text = squeezed("".join(page.extract_text() for page in pages))
    signer = next(iter(office.kantor.pejabat.values()))
    head = [line.teks for line in office.kantor.kop.baris]
    wanted = [*printed(DATA[kind]), *head, signer.nama, re.sub(r"\s", "", signer.nip)]
    assert [words for words in wanted if squeezed(words) not in text] == []
    assert squeezed(dates_of(letter(kind, office))) in text
    paper = [float(side) / MM for side in pages[0].mediabox[2:]]
    assert paper == pytest.approx((148.5, 210) if kind == "disposisi" else (210, 297), abs=0.3)


def dates_of(loaded: LoadedNaskah) -> str:
    """9 January 2024 as the office writes it."""
    return "09 Januari 2024" if loaded.office.kantor.gaya.tanggal.startswith("dd") else "9 Januari 2024"
