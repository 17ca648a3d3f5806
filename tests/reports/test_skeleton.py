"""The skeleton of a report: what its texts say for the figures at hand, and that they are read back as written."""

from __future__ import annotations

from dataclasses import replace
from pathlib import Path

import pytest
from hypothesis import given, settings
from hypothesis import strategies as st

from doctool.catalog.source import parse_yaml
from doctool.catalog.validation import validate
from doctool.model.dokumen import Blok, Daftar, Dokumen, Judul, Paragraf, Permintaan, tulisan
from doctool.model.laporan import JUDUL_ANALISIS, Laporan, Pembanding
from doctool.model.rekap import IndikatorRekap, Isian, Rekap
from doctool.prose.markdown import parse_markdown
from doctool.prose.word import read_word
from doctool.report_pipeline import Figures
from doctool.reports.figures import figures
from doctool.reports.material import Bahan
from doctool.reports.outline import compose
from doctool.reports.skeleton_analyses import sasaran_text
from doctool.reports.skeleton_closing import closing_texts
from doctool.reports.skeleton_opening import opening_texts
from doctool.reports.skeleton_yaml import comparison_yaml, report_yaml, supporting
from doctool.reports.split import split
from doctool.write.text_source import markdown_text, word_text
from tests.reports.case import REPORT, material
from tests.reports.test_all_tables import materials

HERE = Path(__file__).parent
#: What is written in forms and lists of indicators, and what would be a mark in Markdown or a directive.
NAMED = st.one_of(
    st.text(st.sampled_from(" \n\u00a0aB1.,;()[]{}*_#>|-+~`\\<&:=•!\"'/$^%\x07"), max_size=40),
    st.sampled_from([
        "", "1. jaringan 2. listrik", "[angka: tidak ada]", "[petunjuk: x", "- a\n- b", "a. satu", "{nama}",
        "<b>tebal</b> &amp; [isi: x]", "![x](y.png)", "[^1]", "(1) satu", "Tabel 1. X",
    ]),
)  # fmt: skip
#: Beside a table that would be its caption; what bidang write never begins a paragraph.
WRITTEN = st.one_of(NAMED, st.just("Tabel: x"))


def texts(bahan: Bahan) -> dict[str, tuple[Blok, ...]]:
    own = {f"sasaran-{one.nomor}": sasaran_text(bahan, one) for one in bahan.rekap.sasaran}
    return {**opening_texts(bahan), **closing_texts(bahan), **own}


def notes(blok: tuple[Blok, ...]) -> str:
    """The guiding notes, a line each."""
    return "\n".join(tulisan(one.isi) for one in blok if isinstance(one, Paragraf) and one.gaya == "petunjuk")


def analysis(bahan: Bahan, nomor: int, key: str) -> tuple[Blok, ...]:
    one = next(one for one in bahan.rekap.sasaran if one.nomor == nomor)
    return split(sasaran_text(bahan, one))[1][key]  # type: ignore[index]


def filled(rekap: Rekap, hambatan: str, solusi: str, uraian: str) -> Rekap:
    """The recap with what somebody wrote in it."""

    def row(one: IndikatorRekap) -> IndikatorRekap:
        said = (Isian(teks=text, keadaan="terisi") for text in (hambatan, solusi, solusi))
        return replace(one, hambatan=next(said), solusi=next(said), pendorong=next(said), uraian=uraian or "x")

    return replace(rekap, sasaran=tuple(
        replace(one, uraian=uraian or "x", indikator=tuple(map(row, one.indikator))) for one in rekap.sasaran
    ))  # fmt: skip


@settings(max_examples=40, deadline=None)
@given(materials(), WRITTEN, WRITTEN, NAMED)
def test_every_text_is_read_back_as_it_was_written_and_makes_a_report(
    bahan: Bahan, hambatan: str, solusi: str, uraian: str
) -> None:
    bahan = replace(bahan, rekap=filled(bahan.rekap, hambatan, solusi, uraian))
    made = texts(bahan)
    for name, blok in made.items():
        read = parse_markdown(markdown_text(blok), f"{name}.md", HERE, HERE)
        assert read.temuan == ()
        assert read.blok == blok
    composed = compose(
        bahan.loaded, bahan.rekap, Figures(bahan, figures(bahan)), lambda name: (made[Path(name).stem], ()),
    )  # fmt: skip
    assert isinstance(composed.dokumen, Dokumen)
    laporan, found = validate(Laporan, parse_yaml(report_yaml(bahan, "s.json", "", ".md"), "laporan.yaml"))
    assert laporan is not None, found
    loaded = replace(bahan.loaded, laporan=laporan)
    bahan = replace(bahan, loaded=loaded)
    whole = compose(
        loaded, bahan.rekap, Figures(bahan, figures(bahan)), lambda name: (made[Path(name).stem], ()),
    )  # fmt: skip
    assert {one.code for one in whole.temuan} <= {"B08", "B09"}
    compared, found = validate(Pembanding, parse_yaml(comparison_yaml(bahan, "s.json"), "pembanding.yaml"))
    assert compared is not None, found
    assert set(compared.indikator) == {"N1", "S1", "T1", "B1", "G1", "R1"}


@settings(max_examples=10, deadline=None)
@given(materials(), WRITTEN, NAMED)
def test_word_texts_are_read_back_without_a_finding(bahan: Bahan, hambatan: str, uraian: str) -> None:
    bahan = replace(bahan, rekap=filled(bahan.rekap, hambatan, hambatan, uraian))
    for name, blok in texts(bahan).items():
        read = read_word(word_text(blok, name, "Arial"), f"{name}.docx")
        assert read.temuan == ()
        assert list(map(shape, read.blok)) == list(map(shape, blok))


def shape(one: Blok) -> object:
    """What counts of a block, whatever the level of a heading."""
    if isinstance(one, Judul):
        return tulisan(one.isi)
    if isinstance(one, Daftar):
        return one.penanda, [[shape(part) for part in item] for item in one.butir]
    if isinstance(one, Paragraf):
        return one.gaya == "petunjuk", list(one.isi)
    return one


def test_a_sasaran_has_the_seven_analyses_in_order() -> None:
    bahan = material()
    heads = [tulisan(one.isi) for one in sasaran_text(bahan, bahan.rekap.sasaran[0]) if isinstance(one, Judul)]
    assert heads == list(JUDUL_ANALISIS.values())


def test_notes_name_what_is_below_the_target_what_is_far_above_and_what_is_missing() -> None:
    bahan = material()
    below = notes(analysis(bahan, 1, "penyebab"))
    assert "Di bawah target: S1 300 dari target 400 (capaian 75,00%)." in below
    assert "N1" not in below.split("wajib ditulis")[0]
    assert "Bidang belum menulis hambatan atau solusi untuk S1." in below
    target = notes(analysis(bahan, 2, "target"))
    assert "Capaian B1 di atas 150 persen: jelaskan mengapa targetnya ditetapkan serendah itu" in target
    assert "G1 BB dari target A (tidak tercapai)" in target
    assert "Belum ada realisasi R1: minta kepada Bidang PIAK." in target


def test_where_hambatan_is_wanted_and_nobody_wrote_it_there_is_a_place_for_it() -> None:
    lists = [one for one in analysis(material(), 1, "penyebab") if isinstance(one, Daftar)]
    written = [tulisan(part.isi) for one in lists for item in one.butir for part in item if isinstance(part, Paragraf)]
    assert written == ["S1 (Kartu terbit): [isi: hambatan]", "S1 (Kartu terbit): [isi: solusi]"]


def test_what_the_bidang_wrote_is_the_first_draft() -> None:
    bahan = material()
    bahan = replace(bahan, rekap=filled(bahan.rekap, "1. listrik [padam]", "genset", "Kartu"))
    words = markdown_text(analysis(bahan, 1, "penyebab"))
    assert "- S1 (Kartu): 1. listrik (padam)." in words
    assert "- S1 (Kartu): genset." in words
    assert "[isi:" not in words
    issues = markdown_text(opening_texts(bahan)["isu-strategis"])
    assert "1. S1: 1. listrik (padam);" in issues
    assert "R1: 1. listrik (padam)" in issues, "not measured, and the bidang said why"
    assert "N1:" not in issues
    assert "R1: genset" in markdown_text(closing_texts(bahan)["langkah-perbaikan"])
    assert "R1:" not in markdown_text(closing_texts(material())["langkah-perbaikan"])


def test_notes_name_the_indicators_that_have_nothing_to_be_compared_with() -> None:
    some, none = material(), material(compared=None)
    assert "Belum ada data tahun-tahun sebelumnya untuk S1" in notes(analysis(some, 1, "tahun-lalu"))
    assert "N1 naik dari 92% menjadi 96,00%" in notes(analysis(some, 1, "tahun-lalu"))
    assert "untuk N1 dan S1" in notes(analysis(none, 1, "tahun-lalu"))
    assert "Target akhir Renstra belum dicatat untuk N1 dan S1" in notes(analysis(none, 1, "renstra"))
    assert "Belum dicatat untuk N1 dan S1" in notes(analysis(none, 1, "standar-nasional"))


def test_no_standard_at_all_is_said_in_a_sentence() -> None:
    compared = {"indikator": {kode: {"standar_nasional": {"nilai": "-"}} for kode in ("N1", "S1")}}
    blok = analysis(material(compared=compared), 1, "standar-nasional")
    assert [tulisan(one.isi) for one in blok if isinstance(one, Paragraf)] == [
        "Tidak ada standar nasional bagi indikator sasaran ini."
    ]


def test_indicators_of_several_units_are_drawn_as_capaian() -> None:
    bahan = material()
    asked = [one.nama for one in analysis(bahan, 1, "target") if isinstance(one, Permintaan) and one.jenis == "bagan"]
    assert asked == ["capaian"]


def test_without_returns_the_notes_say_so_and_no_figure_is_made_up() -> None:
    bahan = material(back=[])
    made = texts(bahan)
    assert "Belum ada realisasi yang masuk" in notes(made["ikhtisar"])
    words = "\n".join(markdown_text(blok) for blok in made.values())
    assert ".realisasi]" not in words
    assert "Belum ada realisasi N1 dan S1: minta kepada Bidang Pendaftaran Penduduk." in words


def test_a_note_is_gone_when_it_is_deleted() -> None:
    text = markdown_text(opening_texts(material())["ikhtisar"])
    lines = [line for line in text.split("\n") if not line.startswith("[petunjuk:")]
    read = parse_markdown("\n".join(lines), "a.md", HERE, HERE)
    assert not [one for one in read.blok if isinstance(one, Paragraf) and one.gaya == "petunjuk"]
    assert len(read.blok) == len(opening_texts(material())["ikhtisar"]) - 1


def test_programmes_are_proposed_by_the_bidang_of_the_indicators() -> None:
    assert supporting(material().rekap) == {"1": ["2.12.02"], "2": ["2.12.03"]}


@pytest.mark.parametrize(("bidang", "signer"), [("", "kadis"), ("piak", "kabid"), ("dafduk", "")])
def test_the_signer_is_the_one_whose_jabatan_says_so(bidang: str, signer: str) -> None:
    from doctool.model.kantor import Kantor
    from doctool.reports.skeleton_yaml import signer_of
    from tests.forms.recap_case import KANTOR

    officials = {"kabid": {"jabatan": "Kepala Bidang PIAK"}, **KANTOR["pejabat"]}
    assert signer_of(Kantor.model_validate({**KANTOR, "pejabat": officials}), bidang) == signer


def test_a_report_of_a_bidang_speaks_of_that_bidang() -> None:
    bahan = material({**REPORT, "bidang": "piak"})
    text = markdown_text(opening_texts(bahan)["kata-pengantar"])
    assert "Laporan Kinerja Bidang PIAK Dinas Contoh Kabupaten Contoh Tahun 2026" in text
    assert "menugasi bidang ini dengan [angka: jumlah.sasaran] sasaran" in markdown_text(
        closing_texts(bahan)["rencana-strategis"]
    )
