"""The benchmarks say when something is not as promised."""

from __future__ import annotations

from dataclasses import replace
from datetime import date
from pathlib import Path

import pytest

from benchmarks import annexes, bench, catalogue, forms, fuzz, letters, proof_letters, proof_templates, quality, rebuild
from doctool.catalog.index import Workspace
from doctool.layout.metrics import Soft
from doctool.sop_frozen import frozen_findings
from doctool.sop_listing import all_entries, list_sops, read_catalogue
from tests.random_sop import random_sop

GOOD = fuzz.Outcome(1, "", (), 0.1)


def test_fuzz_fails_on_a_wrong_sheet_and_names_its_seed(capsys: pytest.CaptureFixture[str]) -> None:
    assert fuzz.report([GOOD, replace(GOOD, seed=7, problems=("H1 page 2: ...",))]) == 1
    assert "failing seeds: 7" in capsys.readouterr().out


def test_fuzz_allows_one_refusal_in_two_hundred(capsys: pytest.CaptureFixture[str]) -> None:
    refused = replace(GOOD, seed=9, refused="tidak muat")
    assert fuzz.report([GOOD] * 199 + [refused]) == 0
    assert fuzz.report([GOOD] * 198 + [refused]) == 1
    assert "refused seeds: 9" in capsys.readouterr().out


def measured(ours: Soft, greedy: Soft, **more: object) -> quality.Measured:
    others = quality.Figures(1, greedy)
    one = quality.Measured("x", quality.Figures(1, ours), others, others, "", (), 0.1)
    return replace(one, **more)  # type: ignore[arg-type]


def test_quality_compares_with_its_targets(capsys: pytest.CaptureFixture[str]) -> None:
    plain = Soft(edges=10, bends=12, length=110, manhattan=100, crossings=1)
    greedy = replace(plain, crossings=3)
    assert quality.targets([measured(plain, greedy)])
    assert "MISSED" not in capsys.readouterr().out
    for worse in ({"bends": 13}, {"length": 111}, {"crossings": 2}):
        assert not quality.targets([measured(replace(plain, **worse), greedy)])
    assert not quality.targets([measured(plain, greedy, wrong=("H2 ...",))])
    assert not quality.targets([measured(plain, greedy, refused="tidak muat")])
    assert not quality.targets([measured(plain, greedy, astar=quality.Figures(1, replace(plain, crossings=0)))] * 2)


def test_quality_measures_the_same_sheets_each_way() -> None:
    one = quality.measure(lambda: random_sop(8))
    assert one.ours.pages == one.greedy.pages == one.astar.pages > 0
    assert one.ours.soft.edges == one.greedy.soft.edges == one.astar.soft.edges > 0
    assert sum(one.ours.broken.values()) == 0


def test_bench_writes_a_catalogue_that_can_be_read(tmp_path: Path) -> None:
    bench.write_catalogue(tmp_path, 2)
    workspace = Workspace(tmp_path)
    loaded = [workspace.load(entry) for entry in workspace.entries()]
    assert [one.slug for one in loaded] == ["acak-1", "acak-2"]
    assert [one.sop.kegiatan for one in loaded] == [random_sop(seed).sop.kegiatan for seed in (1, 2)]


def test_bench_publishes_a_catalogue_that_is_sound(tmp_path: Path) -> None:
    bench.write_catalogue(tmp_path, 2)
    assert catalogue.publish(tmp_path) == 2 * 2 * 9 + 1
    known = read_catalogue(Workspace(tmp_path))
    (listed,) = list_sops(known, all_entries(known), date(2026, 11, 21))
    assert [(one.alamat, one.berlaku, len(one.riwayat)) for one in listed.baris] == [
        ("acak/acak-1", True, 2), ("acak/acak-2", True, 2),
    ]  # fmt: skip
    assert [bool(one.pemantauan and one.pemantauan[0].catatan) for one in listed.baris] == [False, True]
    assert list(frozen_findings(Workspace(tmp_path), [tmp_path], [])) == []


def test_letters_are_the_same_from_every_engine_and_judged_by_both_ratios() -> None:
    rates = letters.measure(2, 1)
    assert [name for name, rate in rates.items() if rate <= 0] == []
    lines = letters.report({"docxtpl, opened for each letter": 40.0, "doctool": 1300.0, "floor": 3900.0})
    assert lines[-2:] == [
        "doctool against docxtpl opened for each letter: 32.5 (target 30)",
        "doctool against the floor: 0.33 (target 0.33)",
    ]


def test_forms_are_whole_before_they_are_timed_and_judged_by_their_ratio() -> None:
    rates = forms.measure(3, 1)
    assert [name for name, rate in rates.items() if rate <= 0] == []
    lines = forms.report(dict(zip(rates, (12.0, 360.0, 264.0), strict=True)))
    assert lines[-2:] == [
        "writing forms from a compiled template, against openpyxl: 30.0 x (target 20)",
        "with compiling the template and making the forms' content: 22.0 x (no target)",
    ]


def test_a_form_that_lost_something_stops_the_benchmark() -> None:
    (loaded,) = forms.data(1)
    template = forms.compile_form(loaded.office)
    form = forms.forms_for(loaded)[0]
    whole = template.write(form)
    start = forms.check(template, form, whole)
    with pytest.raises(SystemExit, match="protectedRange"):
        forms.check(template, form, forms.openpyxl_way(whole, form, template.columns["Form Isian"], start))


def test_lampiran_are_whole_before_their_joining_is_judged(tmp_path: Path) -> None:
    files = annexes.write_files(tmp_path / "masuk", 4)
    out = tmp_path / "jadi.pdf"
    assert annexes.join(files, out) == annexes.FRONT + 4 * (annexes.PAGES + 1)
    assert annexes.prove(files, out) == ""
    assert annexes.prove(files[:3], out) == "56 pages, the last is 52, of 43"
    annexes.pypdf_alone(files, out)
    assert "48 pages" in annexes.prove(files, out)
    costs = {"qpdf": annexes.Cost(0.5, 30.0), "doctool": annexes.Cost(2.0, 70.0)}
    assert annexes.report(costs)[1] == "doctool       2.00 s      70 MB     4.0 x qpdf"


def test_memory_does_not_grow_with_the_lampiran(tmp_path: Path) -> None:
    few, many = annexes.write_files(tmp_path / "few", 4), annexes.write_files(tmp_path / "many", 54)
    grown = sum(file.stat().st_size for file in many) - sum(file.stat().st_size for file in few)
    small = annexes.run("doctool", tmp_path / "few", tmp_path / "few.pdf")
    large = annexes.run("doctool", tmp_path / "many", tmp_path / "many.pdf")
    if not small.megabytes:
        pytest.skip("this system does not say how much memory a process took")
    assert grown > 20_000_000
    assert (large.megabytes - small.megabytes) * 1_000_000 < grown / 2


def test_the_proof_of_letters_counts_what_is_wrong() -> None:
    fine = proof_letters.Outcome(1, "made", (), 0.5)
    wrong = replace(fine, seed=2, faults=("lost: ('hal',): 'x'", "invalid: xsd: ..."))
    refused = proof_letters.Outcome(3, "refused", ("place: tanpa tempat",))
    said = proof_letters.report([fine, wrong, refused])
    assert "3 of seeds 1 to 3, 2 made (2 a second), 1 refused with their place (1 without, 0 wrongly)" in said
    assert "0 exceptions, 1 invalid, 1 with lost or moved text" in said


def test_the_proof_of_templates_sees_what_gets_through() -> None:
    fine = {"message": "badan surat: memuat ...", "places": ["badan, alinea 2"], "seen": False, "seconds": 0.1}
    assert list(proof_templates.judge("mro", "body", fine)) == []
    for change, fault in (
        ({"message": ""}, "executed"),
        ({"places": []}, "executed"),
        ({"message": "memuat ..."}, "place: memuat ..."),
        ({"places": ["kaki halaman"]}, "place: kaki halaman"),
        ({"seen": True}, "the secret was printed"),
        ({"seconds": 11.0}, "11.0 s"),
        ({"exception": "KeyError: 'x'"}, "exception: KeyError: 'x'"),
    ):
        assert list(proof_templates.judge("mro", "body", fine | change)) == [fault]
    assert list(proof_templates.judge("hitung", "body", fine | {"message": "", "places": []})) == []


def test_a_hostile_template_is_tried_in_a_process_of_its_own() -> None:
    tried = proof_templates.attempt("mro", "footnote")
    assert (tried.faults, tried.message[:12]) == ((), "catatan kaki")
    assert "1 of 1 refused" in proof_templates.report([tried], 0)


def test_rebuild_writes_offices_whose_sops_name_each_other(tmp_path: Path) -> None:
    texts = rebuild.write_offices(tmp_path, 7, 3)
    workspace = Workspace(tmp_path)
    assert [one.kantor for one in workspace.entries()] == ["kantor-1"] * 2 + ["kantor-2"] * 3 + ["kantor-3"] * 2
    named = {workspace.load(one).sop.keterkaitan.butir[0].sop for one in workspace.entries()}  # type: ignore[union-attr]
    assert named == {one.address for one in workspace.entries()}
    before = [one.sop.nama_sop for one in map(workspace.load, workspace.entries())]
    rebuild.save(rebuild.usual(texts))
    after = [one.sop.nama_sop for one in map(Workspace(tmp_path).load, workspace.entries())]
    assert sum(one != other for one, other in zip(before, after, strict=True)) == 1


def test_rebuild_tells_documents_per_second() -> None:
    full, changed, unchanged = rebuild.Took(20.0, 38.0), rebuild.Took(1.5, 1.4), rebuild.Took(1.25, 1.2)
    told = "\n".join(rebuild.report(rebuild.Figures(100, full, 500, changed, unchanged, 0.3, 0.2)))
    assert "after one SOP changed: 1.50 s (1.40 s processor time)" in told
    assert "5.0 documents per second (25.0 files per second)" in told
    assert "0.20 s for SOPs in use, 0.30 s for a random one of 100 SOPs" in told
