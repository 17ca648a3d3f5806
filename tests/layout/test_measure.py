"""Widths are the fonts' own; lines break where LibreOffice breaks them."""

from __future__ import annotations

import random
from importlib import resources
from pathlib import Path
from typing import get_args

import pdfplumber
import pytest
from docx import Document
from docx.shared import Pt, Twips
from hypothesis import given, settings
from hypothesis import strategies as st

from doctool.convert.libreoffice import convert_to_pdf, find_soffice
from doctool.drawing import TextStyle
from doctool.layout.measure import FONT_FILES, face, line_pitch, text_width, wrap
from doctool.model.kantor import Huruf

ARIAL_10 = TextStyle("Arial", 200)
ARIAL_8_5 = TextStyle("Arial", 170)


def test_every_typeface_of_the_house_style_has_its_four_faces() -> None:
    assert set(get_args(Huruf)) == set(FONT_FILES)
    for font in FONT_FILES:
        regular = text_width("Dinas Kependudukan", TextStyle(font, 200))
        bold = text_width("Dinas Kependudukan", TextStyle(font, 200, bold=True))
        assert 0 < regular < bold
        assert face(font, italic=True) is not face(font, bold=True, italic=True)


def test_the_tables_are_small_and_in_the_package() -> None:
    folder = resources.files("doctool").joinpath("data", "fonts")
    assert sum(len(folder.joinpath(name).read_bytes()) for name in FONT_FILES.values()) < 100_000


@pytest.mark.parametrize(
    ("text", "twips"),
    [
        ("", 0),
        (" ", 56),  # 569/2048 x 200 = 55.6
        ("WWW", 567),  # 3 x 1933/2048 x 200 = 566.3
        ("AV", 267),  # no kerning: 2 x 1366/2048 x 200
        ("m²", 234),  # 1706 + 682 of 2048
        ("\u00a0", 56),
        ("a\u200bb", 223),
    ],
)
def test_a_width_is_the_sum_of_the_advances_rounded_up(text: str, twips: int) -> None:
    assert text_width(text, ARIAL_10) == twips


def test_a_character_without_advance_counts_as_wide_as_the_widest_letter() -> None:
    assert text_width("漢", ARIAL_10) == text_width("W", ARIAL_10)


@pytest.mark.parametrize(("size", "pitch"), [(170, 204), (160, 192), (200, 240), (151, 181), (152, 182)])
def test_lines_are_a_fifth_further_apart_than_the_type_is_high(size: int, pitch: int) -> None:
    assert line_pitch(TextStyle("Arial", size)) == pitch


def test_nothing_is_one_empty_line() -> None:
    assert wrap("", ARIAL_10, 1000) == ("",)


def _first_line(text: str, cut: int) -> str:
    """The first line of `text` in a column that just holds its first `cut` characters."""
    return wrap(text, ARIAL_10, text_width(text[:cut], ARIAL_10))[0]


@pytest.mark.parametrize(
    ("text", "line"),
    [  # "|" marks where the column ends; seen in LibreOffice
        ("unit data-|data", "unit data-"),
        ("unit e-m|ail", "unit e-"),
        ("unit PC/|Laptop", "unit"),
        ("Kelengkapan/|Persyaratan", "Kelengkapan/"),
        ("unit 30-|60", "unit 30-"),
        ("unit SOP-0|7", "unit SOP-"),
        ("unit a--|b", "unit a--"),
        ("unit a-|b", "unit a-"),
        ("unit (024)-|69", "unit (024)-"),
        ("unit Kabag./|Kabid", "unit"),
        ("unit (a/|b)", "unit"),
        ("unit 1/|2", "unit"),
        ("1/|2", "1/"),  # no place to break: between characters
        ("unit s.|d.", "unit"),
        ("unit Rp1.|250.000,00", "unit"),
        ("unit pra–|pasca", "unit pra–"),
        ("unit satu|—dua", "unit satu"),
        ("unit a-|, b", "unit"),
        ("unit Dasar Hukum| : a", "unit Dasar"),
        ("unit hal\u00a0|5", "unit"),
        ("unit a\u2011|b", "unit"),
        ("mengkonsultasik|an", "mengkonsultasik"),
    ],
)
def test_lines_break_where_libreoffice_breaks_them(text: str, line: str) -> None:
    assert _first_line(text.replace("|", ""), text.index("|")) == line


def test_the_first_line_may_be_shorter() -> None:
    width = text_width("Surat masuk", ARIAL_10)
    assert wrap("Surat masuk dicatat", ARIAL_10, width) == ("Surat masuk", "dicatat")
    assert wrap("Surat masuk dicatat", ARIAL_10, width, 10) == ("Surat", "masuk", "dicatat")


def test_a_column_too_narrow_for_a_letter_holds_one_letter_a_line() -> None:
    assert wrap("abc", ARIAL_10, 0) == ("a", "b", "c")


words = st.text(st.sampled_from("abcdimwDPW-/().,:2–é\u00a0"), min_size=1, max_size=24)


@settings(max_examples=300, deadline=None)
@given(st.lists(words, max_size=12).map(" ".join), st.integers(0, 4000), st.integers(0, 900))
def test_no_text_is_lost_and_every_line_fits(text: str, width: int, first_indent: int) -> None:
    lines = wrap(text, ARIAL_8_5, width, first_indent)
    assert "".join(lines).replace(" ", "") == text.replace(" ", "")
    for index, line in enumerate(lines):
        room = width - (first_indent if index == 0 else 0)
        assert len(line) <= 1 or text_width(line, ARIAL_8_5) <= room + 1
        assert line == line.strip(" ")


@settings(max_examples=100, deadline=None)
@given(st.lists(words, min_size=1, max_size=12).map(" ".join), st.integers(300, 3000))
def test_a_wider_column_never_needs_more_lines(text: str, width: int) -> None:
    assert len(wrap(text, ARIAL_8_5, width + 1000)) <= len(wrap(text, ARIAL_8_5, width))


SAYINGS = """
Mempersiapkan rencana kegiatan penyusunan dan pelaporan data serta menyampaikan kepada Sekretaris Dinas/Kepala Dinas
Menelaah mengkonsultasikan pimpinan Bahan Referensi, ATK, Buku Agenda 120 Menit 10 (Sepuluh) Menit Katim Penyusunan
Laporan Kinerja Bidang, jika tidak sesuai maka akan dikembalikan untuk diperbaiki. DISDUKCAPIL Kota Probolinggo (Eselon
III) masing-masing kurang/lebih 1 - 5 hari kerja s.d. data-data e-mail tanggung-jawab PC/Laptop Jl. Pemuda No. 7 Telp.
(024) 6921105 Nomor 35 Tahun 2012; Kependudukan dan Pencatatan Sipil pra–pasca 30-60
"""

SHEET = 12000  # twips of text; on narrow sheets LibreOffice takes a little off for itself


def _cases(count: int) -> list[tuple[str, TextStyle, int]]:
    rng = random.Random(35)
    fonts = ["Arial"] * 6 + [font for font in FONT_FILES if font != "Arial"]
    return [
        (
            " ".join(rng.choices(SAYINGS.split(), k=rng.randint(1, 16))),
            TextStyle(rng.choice(fonts), rng.choice((160, 170, 180, 190, 200)), bold=rng.random() < 0.2),
            rng.randrange(1000, 3000),
        )
        for _ in range(count)
    ]


def _write(cases: list[tuple[str, TextStyle, int]], target: Path) -> None:
    document = Document()
    section = document.sections[0]
    section.page_width, section.page_height = Twips(SHEET + 2000), Twips(30000)
    section.left_margin = section.right_margin = Twips(1000)
    for text, style, width in cases:
        made = document.add_paragraph()
        made.paragraph_format.right_indent = Twips(SHEET - width)
        made.paragraph_format.space_after = Pt(0)
        made.paragraph_format.line_spacing = Twips(300)
        run = made.add_run(text)
        run.font.name, run.font.size, run.font.bold = style.font, Twips(style.size), style.bold
    document.save(str(target))


def _lines_of(pdf: Path, texts: list[str]) -> list[tuple[str, ...]]:
    """The lines of each of `texts` as they stand in `pdf`, spaces at breaks dropped."""
    glyphs: list[tuple[str, tuple[int, float]]] = []
    with pdfplumber.open(pdf) as document:
        for page in document.pages:
            for char in page.chars:
                place = (page.page_number, round(char["matrix"][5], 1))
                drawn = char["text"].replace("ﬁ", "fi").replace("ﬂ", "fl")
                glyphs.extend((letter, place) for letter in drawn if not letter.isspace())
    at = iter(glyphs)
    out: list[tuple[str, ...]] = []
    for text in texts:
        lines: list[str] = []
        last = None
        pending = ""
        for letter in text:
            if letter == " ":
                pending = " "
                continue
            seen, place = next(at)
            assert seen == letter
            if place != last:
                lines.append("")
            elif pending:
                lines[-1] += pending
            lines[-1] += letter
            last, pending = place, ""
        out.append(tuple(lines))
    return out


@pytest.mark.libreoffice
@pytest.mark.skipif(find_soffice() is None, reason="LibreOffice is not installed")
def test_libreoffice_breaks_the_same_lines(tmp_path: Path) -> None:
    cases = _cases(500)
    _write(cases, tmp_path / "baris.docx")
    (result,) = convert_to_pdf([tmp_path / "baris.docx"], tmp_path)
    assert result.pdf is not None
    drawn = _lines_of(result.pdf, [text for text, _, _ in cases])
    ours = [wrap(text, style, width) for text, style, width in cases]
    same = sum(a == b for a, b in zip(ours, drawn, strict=True))
    same_count = sum(len(a) == len(b) for a, b in zip(ours, drawn, strict=True))
    assert same >= 0.99 * len(cases)
    assert same_count >= 0.99 * len(cases)
