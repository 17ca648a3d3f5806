"""The recap: realisasi and capaian reckoned anew until a quarter, with what is missing said and never counted as 0."""

from __future__ import annotations

import json
from collections.abc import Sequence
from decimal import Decimal

import pytest

from doctool.errors import ContentError
from doctool.findings import Finding, Severity, Where
from doctool.forms.collected import collect
from doctool.forms.recap import compile_recap
from doctool.model.capaian import printed
from doctool.model.pengembalian import Pengembalian
from doctool.model.rekap import IndikatorRekap, Rekap, from_json, to_json
from tests.forms.recap_case import KINERJA, loaded, returned, row, three_returns


def recap(returns: Sequence[Pengembalian], triwulan: int = 2, *, newest: bool = False) -> Rekap:
    return compile_recap(loaded(), triwulan, collect(returns, triwulan, newest=newest))


def indicator(made: Rekap, kode: str) -> IndikatorRekap:
    return next(one for one in made.indikator() if one.kode == kode)


def codes(made: Rekap) -> list[str]:
    return [one.code for one in made.temuan]


def whole(*values: Decimal | None) -> list[int | None]:
    """Numbers without decimals; anything else is no such number."""
    assert all(one is None or one == int(one) for one in values)
    return [None if one is None else int(one) for one in values]


def test_a_percentage_is_that_of_its_last_quarter() -> None:
    one = indicator(recap(three_returns()), "N1")
    assert whole(*(part.realisasi.nilai for part in one.periode)) == [88, 93]
    assert whole(one.akhir.sampai, one.akhir.patokan.nilai) == [93, 92]
    assert printed(one.akhir.capaian.nilai) == "101,09"
    assert one.akhir.kategori == "Sangat Tinggi"


def test_a_sum_is_measured_against_the_summed_targets() -> None:
    one = indicator(recap(three_returns()), "S1").akhir
    assert whole(one.sampai, one.patokan.nilai, one.capaian.nilai) == [150, 200, 75]
    assert one.kategori == "Sedang"


def test_what_was_not_entered_is_not_reckoned_and_not_in_the_mean() -> None:
    made = recap(three_returns())
    last = indicator(made, "R1").akhir
    assert (last.sampai, last.capaian.nilai, last.kategori) == (None, None, "")
    assert last.capaian.alasan == "realisasi triwulan II belum diisi"
    service = made.sasaran[1].rata_rata
    assert whole(service.nilai) == [110]
    assert (service.terukur, service.semua) == (1, 3)


def test_a_bidang_that_did_not_return_is_told_and_has_no_mean() -> None:
    made = recap(three_returns())
    office = made.bidang[0]
    assert (office.nama, office.diterima, office.rata_rata.nilai) == ("Sekretariat", None, None)
    assert [one.message for one in made.temuan if one.code == "R02"] == ["Sekretariat belum mengembalikan formulir"]


def test_every_figure_knows_its_cell_and_file() -> None:
    made = recap(three_returns())
    origin = indicator(made, "N1").akhir.pembilang.asal
    assert origin is not None
    assert str(origin) == "Form dafduk (1) fix.xlsx: Form Isian!M10"
    assert len(origin.sha256) == 64


def test_the_money_is_summed_over_what_was_reported_and_says_of_how_much() -> None:
    made = recap(three_returns())
    program, kegiatan, first, second, other = made.anggaran
    assert whole(first.serapan, second.realisasi, second.serapan, other.serapan) == [40, None, None, 100]
    assert whole(kegiatan.pagu, kegiatan.realisasi, kegiatan.pagu_terisi) == [4000000, 400000, 1000000]
    assert (program.terisi, program.semua, *whole(program.realisasi, program.serapan)) == (2, 3, 900000, 60)
    assert made.total is not None
    assert whole(made.total.pagu, made.total.realisasi) == [4500000, 900000]
    assert [one.message for one in made.temuan if one.code == "R04"] == ["Sub A2: realisasi anggaran belum diisi"]


def test_money_of_the_data_never_stands_for_money_that_was_returned() -> None:
    parts = [{"uraian": name, "pagu": "100", "realisasi": "60"} for name in ("A", "B", "C", "D")]
    data = {**KINERJA, "program": [{"uraian": "P", "penanggung_jawab": "dafduk", "kegiatan": parts}]}
    money = returned("dafduk", uang=[("A/1.1", 50), ("A/1.2", "!lima juta"), ("A/1.3", None), ("A/1.4", "-")])
    made = compile_recap(loaded(data), 2, collect([money], 2))
    assert whole(*(one.realisasi for one in made.anggaran)) == [50, 50, None, None, None]
    assert [one.message for one in made.temuan if one.code == "R04"] == [
        'B: realisasi anggaran tidak terbaca ("lima juta")', "C: realisasi anggaran belum diisi",
        'D: realisasi anggaran ditulis tidak diukur ("-")',
    ]


def test_spending_without_a_pagu_has_no_share() -> None:
    data = {**KINERJA, "program": [{"uraian": "P", "penanggung_jawab": "dafduk", "kegiatan": [
        {"uraian": "A", "pagu": "100"}, {"uraian": "B"}]}]}  # fmt: skip
    money = returned("dafduk", uang=[("A/1.1", 50), ("A/1.2", 70)])
    made = compile_recap(loaded(data), 2, collect([money], 2))
    assert made.total is not None
    assert whole(made.total.realisasi, made.total.serapan) == [120, None]


def test_a_result_that_the_form_shows_otherwise_is_told() -> None:
    wrong = row("S1", [90, 60], shown={"capaian": 95, "realisasi_tahun": 150}, hambatan="x", solusi="y")
    right = row("T1", [33, 27], shown={"capaian": "110.004"})
    made = recap([returned("dafduk", wrong), returned("piak", right)])
    (told,) = [one for one in made.temuan if one.code == "R01"]
    assert told.where.cell == "Form Isian!Q9"
    assert "S1: capaian menurut rumus formulir 95, hasil hitung ulang 75,00" in told.message
    assert whole(indicator(made, "S1").akhir.capaian.nilai) == [75]


def test_a_number_where_nothing_can_be_reckoned_is_told_and_an_empty_result_is_not() -> None:
    rows = row("R1", [20], shown={"capaian": 0}), row("T1", [33, 27], shown={"capaian": None})
    made = recap([returned("piak", *rows)])
    assert [one.message.partition(",")[0] for one in made.temuan if one.code == "R01"] == [
        "R1: capaian menurut rumus formulir 0"
    ]


def test_a_quarter_that_lacks_is_told_once_with_what_the_form_itself_had() -> None:
    assert [one.message for one in recap(three_returns()).temuan if one.code == "R03"] == [
        "R1: realisasi triwulan II belum ada"
    ]
    wrong = Finding("F20", Severity.ERROR, Where("b.xlsx", cell="Form Isian!M9"), "bukan bilangan", text="x")
    form = returned("piak", row("T1", [33, "!x"]), row("R1", [20, 20], number=12), berkas="b.xlsx", temuan=(wrong,))
    told = [one for one in recap([form]).temuan if one.where.file == "b.xlsx"]
    assert told == [wrong]


def test_two_forms_of_a_quarter_that_disagree_leave_no_value_until_the_newest_is_asked_for() -> None:
    both = [
        returned("piak", row("T1", [33, 27])),
        returned("piak", row("T1", [33, 29]), seksi="Seksi A", berkas="seksi.xlsx", disimpan="2026-07-09"),
    ]
    made = recap(both)
    assert codes(made).count("R06") == 1
    assert indicator(made, "T1").akhir.realisasi.keadaan == "salah"
    assert indicator(made, "T1").akhir.capaian.nilai is None
    newest = recap(both, newest=True)
    assert whole(indicator(newest, "T1").akhir.sampai) == [29]
    assert codes(newest).count("R06") == 1


def test_the_form_of_a_later_quarter_goes_before_and_keeps_what_it_leaves_empty() -> None:
    early = returned("dafduk", row("S1", [90]), triwulan=1, berkas="tw1.xlsx")
    late = returned("dafduk", row("S1", [None, 60]), triwulan=2)
    assert whole(indicator(recap([late, early]), "S1").akhir.sampai) == [150]
    changed = recap([early, returned("dafduk", row("S1", [95, 60]), triwulan=2)])
    assert whole(indicator(changed, "S1").akhir.sampai) == [155]
    (told,) = [one for one in changed.temuan if one.code == "R07"]
    assert "isinya 95, dalam formulir triwulan sebelumnya 90 (tw1.xlsx: Form Isian!L9)" in told.message


def test_a_later_form_does_not_change_an_earlier_recap() -> None:
    early = returned("dafduk", row("S1", [90], pendorong="dulu"), triwulan=1)
    late = returned("dafduk", row("S1", [95, 60], pendorong="kini"), triwulan=2)
    made = indicator(recap([early, late], 1), "S1")
    assert whole(made.akhir.sampai) == [90]
    assert made.pendorong.teks == "dulu"


def test_a_grade_is_reached_or_not_and_never_a_percentage() -> None:
    for grade, reached in (("BB", False), ("A", True), ("AA", True)):
        form = returned("sekretariat", row("G1", [None, None, None, grade]), triwulan=4)
        last = indicator(recap([form], 4), "G1").akhir
        assert (last.tingkat, last.capaian.nilai, last.capaian.tercapai) == (grade, None, reached)


def test_a_wrong_value_counts_as_none() -> None:
    last = indicator(recap([returned("piak", row("T1", ["33", "!dua puluh an"]))]), "T1").akhir
    assert (last.realisasi.keadaan, last.sampai, last.capaian.nilai) == ("salah", None, None)


def test_a_recap_survives_json_and_gives_the_same_bytes() -> None:
    made = recap(three_returns())
    data = to_json(made)
    assert from_json(data) == made
    assert to_json(recap(list(reversed(three_returns())))) == data
    assert json.loads(data)["sasaran"][0]["rata_rata"]["nilai"] == str(made.sasaran[0].rata_rata.nilai)
    assert isinstance(from_json(data).rata_rata.nilai, Decimal)


def test_what_is_no_recap_is_refused() -> None:
    with pytest.raises(ContentError, match="bukan rekap yang dikenal"):
        from_json(b'{"kantor": 1}')
