"""Texts in Markdown as blocks: what authors of an office write, and what they are told."""

from __future__ import annotations

from pathlib import Path

import pytest

from doctool.model.dokumen import Daftar, Judul, Paragraf, Permintaan, Tabel, susun
from doctool.prose.directives import Blocks
from doctool.prose.markdown import parse_markdown, read_markdown
from tests.prose.shown import lines

NOWHERE = Path("/tiada")


def read(text: str) -> Blocks:
    return parse_markdown(text, "teks.md", NOWHERE, NOWHERE)


def shown(text: str) -> list[str]:
    """The blocks of a text in which nothing is wrong."""
    found = read(text)
    assert found.temuan == ()
    return lines(found.blok)


def told(text: str) -> list[str]:
    """Code and place of each finding."""
    return [f"{one.code} {one.where}" for one in read(text).temuan]


def test_headings_paragraphs_and_looks() -> None:
    text = "# Bab *satu*\n\nTeks **tebal** dan ~~coret~~,\nbaris dua\\\nbaris tiga H<sub>2</sub>O.\n\n#### Anak\n"
    assert shown(text) == [
        "# Bab <i>satu</>", "Teks <b>tebal</> dan <s>coret</>, baris dua/baris tiga H<turun>2</>O.", "#### Anak",
    ]  # fmt: skip


def test_words_stay_as_they_are_written() -> None:
    text = 'Kata "kutip" -- garis... (c) 1/2 tetap; http://a.b tetap. 5 \\* 3, a_b_c'
    assert shown(text) == [text.replace("\\", "")]


def test_links_keep_their_address() -> None:
    assert shown("Lihat [laman](http://a.b/c) dan <http://d.e>.") == [
        "Lihat laman(http://a.b/c) dan http://d.e(http://d.e)."
    ]


@pytest.mark.parametrize(
    ("text", "expected"),
    [
        ("- satu\n- dua\n  - anak\n", ["- satu", "- dua", "  - anak"]),
        ("3. tiga\n4. empat\n", ["3(1) tiga", "4(1) empat"]),
        ("Terdiri atas:\na. satu\nb. dua\nc. tiga", ["Terdiri atas:", "1(a) satu", "2(a) dua", "3(a) tiga"]),
        ("A) satu\nB) dua", ["1(A) satu", "2(A) dua"]),
        ("i. satu\nii. dua\niii. tiga\niv. empat", ["1(i) satu", "2(i) dua", "3(i) tiga", "4(i) empat"]),
        ("h. satu\ni. dua\nj. tiga", ["8(a) satu", "9(a) dua", "10(a) tiga"]),
        ("(1) satu\n(2) dua", ["1(1) satu", "2(1) dua"]),
        ("• satu\n•\tdua", ["- satu", "- dua"]),
        ("1. satu\n   a. anak\n   b. anak\n2. dua", ["1(1) satu", "  1(a) anak", "  2(a) anak", "2(1) dua"]),
        ("1. satu\na. anak\nb. anak\n2. dua", ["1(1) satu", "  1(a) anak", "  2(a) anak", "2(1) dua"]),
        ("a. satu\n1) anak\n2) anak\nb. dua", ["1(a) satu", "  1(1) anak", "  2(1) anak", "2(a) dua"]),
        ("a. satu\n\n   lanjutan\n\nb. dua", ["1(a) satu", "  lanjutan", "2(a) dua"]),
        ("a. satu\nb. dua\n\n1. lain\n2. lain", ["1(a) satu", "2(a) dua", "1(1) lain", "2(1) lain"]),
        ("1. a\n1. b\n1. c", ["1(1) a", "2(1) b", "3(1) c"]),
        ("A. Rahman hadir.", ["A. Rahman hadir."]),
        ("    Alinea yang menjorok.", ["Alinea yang menjorok."]),
    ],
)  # fmt: skip
def test_lists_as_offices_write_them(text: str, expected: list[str]) -> None:
    assert shown(text) == expected


def test_letters_within_a_fence_stay_text() -> None:
    found = read("```\na. satu\nb. dua\n```\n\na. tiga\nb. empat")
    assert lines(found.blok) == ["a. satu", "b. dua", "1(a) tiga", "2(a) empat"]
    assert [one.code for one in found.temuan] == ["M12"]


def test_a_number_that_jumps_is_told() -> None:
    found = read("1. satu\n3. tiga\n7. tujuh")
    assert lines(found.blok) == ["1(1) satu", "2(1) tiga", "3(1) tujuh"]
    assert [(one.code, one.where.line, one.text) for one in found.temuan] == [("M09", 2, "1, 3, 7")]


def test_tables_with_captions_above_and_below() -> None:
    text = (
        "Tabel: Jumlah **pegawai**\n\n| Nama | Jumlah |\n|:-----|-------:|\n| A | 1.250 |\n\n"
        "| x |\n|:-:|\n| [angka: rata-rata] |\nTabel: Di bawah\n\n| y |\n|---|\n"
    )
    assert shown(text) == [
        "T: Jumlah <b>pegawai</>", "kepala| ki Nama | ka Jumlah", "isi| ki A | ka 1.250",
        "T: Di bawah", "kepala| te x", "isi| te {angka rata-rata}", "kepala| ki y",
    ]  # fmt: skip


def test_columns_share_the_width_by_their_texts() -> None:
    (block,) = read(f"| a | b |\n|---|---|\n| x | {'panjang ' * 20} |").blok
    assert isinstance(block, Tabel)
    assert sum(block.lebar) == pytest.approx(1)
    assert block.lebar[1] > 4 * block.lebar[0]


def test_cells_beyond_the_head_are_told_with_their_text() -> None:
    found = read("| a | b |\n|---|---|\n| 1 | 2 | 99,5 |")
    assert [(one.code, str(one.where), one.text) for one in found.temuan] == [("M11", "teks.md:3:1", "99,5")]


def test_rows_that_are_no_table_are_told() -> None:
    assert told("| a | b |\n| 1 | 2 |") == ["M11 teks.md:1:1"]


def test_a_caption_without_a_table_and_one_with_a_number_are_told() -> None:
    assert told("Tabel: Sendirian\n\nTeks") == ["M11 teks.md:1:1"]
    assert told("Teks\n\nTabel 3.1: bukan keterangan") == []
    assert told("Tabel: 3.1 Target\n\n| a |\n|---|") == ["M15 teks.md:1:1"]
    assert told("Tabel: 10 besar\n\n| a |\n|---|") == ["M15 teks.md:1:1"]


def test_footnotes_stand_where_they_are_cited() -> None:
    text = "Teks.[^a] Lagi.[^1]\n\n[^a]: Isi *a*.\n\n    Alinea dua.\n[^1]: Isi 1.\n"
    assert shown(text) == ["Teks.{kaki Isi <i>a</>. // Alinea dua.} Lagi.{kaki Isi 1.}"]


@pytest.mark.parametrize(
    ("text", "place", "said"),
    [
        ("Teks.[^2]", "teks.md:1:1", "[^2]"),
        ("Teks.\n\n[^2]: Isi dua.", "teks.md:3:1", "Isi dua."),
        ("Teks.[^2]\n\n[^2]: Satu.\n\n[^2]: Dua.", "teks.md:5:1", "Dua."),
        ("Teks.[^2]\n\n[^2]: Lihat.[^2]", "teks.md:3:13", "[^2]"),
    ],
)
def test_footnotes_that_cannot_be_printed_are_told(text: str, place: str, said: str) -> None:
    (found,) = read(text).temuan
    assert (found.code, str(found.where)) == ("M10", place)
    assert said in found.text


def test_directives_stand_where_they_are_asked_for() -> None:
    text = (
        "Capaian **[angka: IKU-1.capaian]** menurut\n[lihat: tabel tahun-lalu].\n[tabel: tahun-lalu]\nSesudah.\n\n"
        "> [bagan: capaian]\n\n[petunjuk: tulis\n**di sini** [tabel: x]]\n\n[isi: nama](x) dan \\[angka: y\\]\n"
    )
    assert shown(text) == [
        "Capaian {angka IKU-1.capaian b} menurut {lihat tabel:tahun-lalu}.", "[tabel:tahun-lalu]", "Sesudah.",
        "[bagan:capaian]", "petunjuk: tulis <b>di sini</> [tabel: x]", "[isi: nama](x) dan [angka: y]",
    ]  # fmt: skip


def test_every_block_and_directive_knows_its_place() -> None:
    text = "# Judul\n\n- butir\n  [tabel: x]\n\n> Nilai\n> [angka: a.b]\n\n| k |\n|---|\n| [angka: c.d] |\n"
    blocks = list(susun(read(text).blok))
    places = {
        type(one).__name__: str(one.asal) for one in blocks if isinstance(one, Judul | Daftar | Permintaan | Tabel)
    }
    assert places == {
        "Judul": "teks.md:1:1", "Daftar": "teks.md:3:1", "Permintaan": "teks.md:4:3", "Tabel": "teks.md:9:1",
    }  # fmt: skip
    inner = [getattr(part, "asal", None) for one in blocks if isinstance(one, Paragraf) for part in one.isi]
    assert [str(one) for one in inner if one] == ["teks.md:7:3", "teks.md:11:3"]


def test_a_misspelt_directive_is_told_with_its_place() -> None:
    (found,) = read("Teks\nNilai [anka: IKU-1.capaian] naik").temuan
    assert (found.code, str(found.where), found.text) == ("M01", "teks.md:2:7", "[anka: IKU-1.capaian]")
    assert "maksudnya angka?" in found.hint


def test_html_is_left_out_and_named_its_text_kept() -> None:
    found = read('<div class="a">isi <b>div</b></div>\n\nBaris<br>dua <span>tiga</span> <nama kantor> <!-- rahasia -->')
    assert lines(found.blok) == ["isi div", "Baris/dua tiga <nama kantor>"]
    assert [one.text for one in found.temuan] == [
        '<div class="a">isi <b>div</b></div>', "<span>", "</span>", "<!-- rahasia -->",
    ]  # fmt: skip
    assert {one.code for one in found.temuan} == {"M07"}


def test_a_heading_too_deep_is_a_bold_line() -> None:
    found = read("##### Lima")
    assert lines(found.blok) == ["<b>Lima</>"]
    assert [one.code for one in found.temuan] == ["M08"]


def test_too_many_levels_are_told() -> None:
    assert "M14 teks.md:1:1" in told(">" * 60 + " dalam")


def test_a_file_from_windows_is_read(tmp_path: Path) -> None:
    path = tmp_path / "teks.md"
    path.write_bytes("\ufeff# Judul\r\n\r\nTeks ü\r\n".encode())
    found = read_markdown(path, "teks.md", tmp_path)
    assert lines(found.blok) == ["# Judul", "Teks ü"]
    assert found.temuan == ()


@pytest.mark.parametrize(
    ("data", "expected"),
    [
        (b"Teks\nb\x0cb", "M05 teks.md:2:2"),
        (b"Teks\n caf\xe9", "M04 teks.md:2:5"),
        ("Teks".encode("utf-16"), "M04 teks.md"), ("Teks".encode("utf-16-le"), "M04 teks.md"),
        ("Teks".encode("utf-32"), "M04 teks.md"), (b"Teks\r\nb\x00b", "M05 teks.md:2:2"), (b"\x89PNG", "M04 teks.md"),
        (b"PK\x03\x04....", "M04 teks.md"),
        (b"a" * 1_000_001, "M04 teks.md"),
    ],
)
def test_what_is_no_text_is_refused_with_its_place(tmp_path: Path, data: bytes, expected: str) -> None:
    path = tmp_path / "teks.md"
    path.write_bytes(data)
    found = read_markdown(path, "teks.md", tmp_path)
    assert found.blok == ()
    assert [f"{one.code} {one.where}" for one in found.temuan] == [expected]


def test_a_file_that_is_not_there_is_told(tmp_path: Path) -> None:
    (found,) = read_markdown(tmp_path / "tiada.md", "tiada.md", tmp_path).temuan
    assert found.code == "M04"
    assert "tidak ada" in found.message
