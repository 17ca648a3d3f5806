"""Paragraphs as cells hold them."""

from __future__ import annotations

from doctool.drawing import Align, TextStyle
from doctool.layout.measure import text_width, wrap
from doctool.layout.text import height, marker_indent, paragraph, paragraphs

STYLE = TextStyle("Arial", 170)


def test_a_marker_hangs_and_takes_its_room_from_the_lines() -> None:
    width = text_width("- Surat Pengantar", STYLE) + 1
    made = paragraph("Surat Pengantar dan Form", STYLE, width, marker="-")
    assert made.lines == ("Surat Pengantar", "dan Form")
    assert made.indent == text_width("- ", STYLE)
    assert made.text == "Surat Pengantar dan Form"


def test_indent_left_and_spaces_are_kept() -> None:
    made = paragraph("Surat", STYLE, 2000, indent=300, left=100, before=20, after=30, pitch=250, align=Align.CENTER)
    assert (made.indent, made.left, made.align) == (300, 100, Align.CENTER)
    assert made.height == 20 + 250 + 30


def test_lines_are_broken_for_what_left_and_indent_leave() -> None:
    text = "Menelaah dan mengkonsultasikan rencana penyusunan"
    assert paragraph(text, STYLE, 2000, indent=300, left=100).lines == wrap(text, STYLE, 1600)


def test_an_empty_text_has_the_height_of_a_line() -> None:
    assert paragraph("", STYLE, 1000).height == 204


def test_each_line_of_a_cell_is_a_paragraph_and_neighbours_align() -> None:
    made = paragraphs(("Terdiri dari:", "9. Surat", "10. Form", "Selesai"), STYLE, 3000)
    assert [one.marker for one in made] == ["", "9.", "10.", ""]
    assert [one.text for one in made] == ["Terdiri dari:", "Surat", "Form", "Selesai"]
    assert [one.indent for one in made] == [0, marker_indent("10.", STYLE), marker_indent("10.", STYLE), 0]


def test_a_centred_cell_keeps_its_list_at_the_left() -> None:
    made = paragraphs(("Judul", "- Surat"), STYLE, 3000, align=Align.CENTER)
    assert [one.align for one in made] == [Align.CENTER, Align.LEFT]


def test_heights_add_up() -> None:
    made = paragraphs(("Surat", "Form", "Buku"), STYLE, 3000, before=10, between=5, after=7)
    assert height(made) == 10 + 5 + 5 + 7 + 3 * 204
    assert height(()) == 0
    assert paragraphs((), STYLE, 3000) == ()
