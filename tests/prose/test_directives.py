"""Directives within runs, as the reader of Word files gives them."""

from __future__ import annotations

from itertools import pairwise

import pytest
from hypothesis import given
from hypothesis import strategies as st

from doctool.findings import Where
from doctool.model.dokumen import Angka, GantiBaris, Paragraf, Permintaan, Sebaris, Teks
from doctool.prose.directives import parse_line, parse_paragraph
from tests.prose.shown import line, lines

W = Where("teks.docx", place="badan, alinea 3")


def read(*isi: Sebaris | str) -> tuple[list[str], list[str]]:
    """What a paragraph becomes, and the codes of its findings."""
    runs = [Teks(one) if isinstance(one, str) else one for one in isi]
    found = parse_paragraph(runs, W)
    return lines(found.blok), [one.code for one in found.temuan]


@pytest.mark.parametrize(
    ("written", "shown"),
    [
        ("[tabel: target-realisasi]", "[tabel:target-realisasi]"),
        ("[ Tabel : target-realisasi sasaran = 1 ]", "[tabel:target-realisasi:sasaran=1]"),
        ("[bagan: capaian b=2, a=1]", "[bagan:capaian:a=1,b=2]"),
        ("[tabel:\u00a0target\u2011realisasi]", "[tabel:target-realisasi]"),
        ("Naik [angka: IKU-1.capaian].", "Naik {angka IKU-1.capaian}."),
        ("Lihat [lihat: tabel tahun-lalu sasaran=2]", "Lihat {lihat tabel:tahun-lalu:sasaran=2}"),
        ("[lihat: bab penutup]", "{lihat bab:penutup}"),
        ("[petunjuk: jelaskan [tabel: x] di sini]", "petunjuk: jelaskan [tabel: x] di sini"),
        ("[isi: nama] dan [catatan: biasa], [lihat tabel 3]", "[isi: nama] dan [catatan: biasa], [lihat tabel 3]"),
    ],
)  # fmt: skip
def test_what_directives_become(written: str, shown: str) -> None:
    assert read(written) == ([shown], [])


@pytest.mark.parametrize(
    ("written", "code", "said"),
    [
        ("[tabl: target-realisasi]", "M01", "maksudnya tabel?"),
        ("[grafik: capaian]", "M01", "maksudnya bagan?"),
        ("Naik [angak: IKU-1.capaian]", "M01", "maksudnya angka?"),
        ("[tabel; capaian]", "M02", "[tabel: capaian]"),
        ("[tabel target-realisasi]", "M02", "[tabel: target-realisasi]"),
        ("[tabel: target-realisasi", "M02", "tidak ditutup"),
        ("[tabel: target realisasi]", "M02", "target-realisasi"),
        ("[tabel: x a=1 a=2]", "M02", "dua kali"),
        ("[angka: ]", "M02", "[angka: IKU-1.capaian]"),
        ("[lihat: halaman 3]", "M02", "tabel, bagan, gambar atau bab"),
        ("Lihat [tabel: capaian-sasaran] ini", "M03", "alinea tersendiri"),
        ("Awal [petunjuk: tulis] akhir", "M03", "alinea tersendiri"),
    ],
)
def test_a_wrong_directive_stays_text_and_is_told(written: str, code: str, said: str) -> None:
    found = parse_paragraph([Teks(written)], W)
    assert lines(found.blok) == [written]
    assert [one.code for one in found.temuan] == [code]
    assert said in f"{found.temuan[0].message} {found.temuan[0].hint}"
    assert found.temuan[0].where == W
    assert found.temuan[0].text


def test_a_line_break_parts_a_directive_from_text() -> None:
    shown, codes = read(
        "Tabel:", GantiBaris(), "[tabel: capaian-sasaran]", GantiBaris(), "Sesudah", GantiBaris(), "itu"
    )
    assert shown == ["Tabel:", "[tabel:capaian-sasaran]", "Sesudah/itu"]
    assert codes == []


def test_a_figure_is_as_bold_as_it_was_written() -> None:
    found = parse_paragraph([Teks("Nilai "), Teks("[angka: rata-rata]", tebal=True)], W).blok[0]
    assert isinstance(found, Paragraf)
    assert found.isi == (Teks("Nilai "), Angka("rata-rata", tebal=True))
    assert isinstance(found.isi[1], Angka)
    assert found.isi[1].asal == W


def test_a_table_cannot_stand_in_a_heading() -> None:
    found = parse_line([Teks("Capaian [tabel: x] [angka: rata-rata]")], W)
    assert line(found.isi) == "Capaian [tabel: x] {angka rata-rata}"
    assert [one.code for one in found.temuan] == ["M03"]


@given(st.data())
def test_torn_over_runs_is_the_same(data: st.DataObject) -> None:
    text = "Nilai [angka: IKU-1.capaian], lihat [lihat: tabel tahun-lalu sasaran=1]."
    cuts = sorted(data.draw(st.sets(st.integers(1, len(text) - 1))))
    ends = [0, *cuts, len(text)]
    runs = [Teks(text[a:b], miring=data.draw(st.booleans())) for a, b in pairwise(ends)]
    whole = [one for one in parse_line(runs, W).isi if not isinstance(one, Teks)]
    assert line(whole) == "{angka IKU-1.capaian}{lihat tabel:tahun-lalu:sasaran=1}"


@given(st.lists(st.text("ab []:=tabelngk1\n", max_size=12), max_size=8))
def test_no_letter_of_runs_is_lost(parts: list[str]) -> None:
    """What is no directive is there letter by letter; a directive holds its name."""
    found = parse_paragraph([Teks(part, tebal=bool(at % 2)) for at, part in enumerate(parts)], W)
    if any(isinstance(one, Permintaan) for one in found.blok) or not found.blok:
        return
    (block,) = found.blok
    assert isinstance(block, Paragraf)
    plain = "".join(one.teks for one in block.isi if isinstance(one, Teks))
    if all(isinstance(one, Teks) for one in block.isi):
        assert plain.split() == "".join(parts).split()
