"""The steps of a report: their order, what is noted, what is frozen, and what every page of a draft says."""

from __future__ import annotations

import json
from pathlib import Path

import pytest

from doctool.catalog.index import Workspace
from doctool.errors import ContentError
from doctool.model.reviu import JenisLangkah
from doctool.report_history import load_history
from doctool.report_review import changed_sources, draft_status
from tests.letters.office import write
from tests.reports.review_case import FOLDER, REPORT, loaded, make_report, step


@pytest.fixture
def workspace(tmp_path: Path) -> Workspace:
    return make_report(tmp_path)


def folder(workspace: Workspace) -> Path:
    return workspace.root / FOLDER


def files(root: Path) -> dict[str, bytes]:
    return {path.relative_to(root).as_posix(): path.read_bytes() for path in sorted(root.rglob("*")) if path.is_file()}


def test_a_report_goes_from_draft_to_the_head_of_the_office(workspace: Workspace) -> None:
    said = [draft_status(loaded(workspace))]
    for number, (langkah, catatan) in enumerate(
        [("ajukan", ""), ("kembalikan", "lengkapi"), ("ajukan", ""), ("setujui", ""), ("kembalikan", "tanggal salah")],
        start=5,
    ):
        assert step(workspace, langkah, number, catatan=catatan).reason == ""  # type: ignore[arg-type]
        said.append(draft_status(loaded(workspace)))
    assert said == [
        "DRAF",
        "DRAF 1, diajukan kepada Sekretaris, 5 Januari 2027",
        "DRAF 2, perbaikan atas draf 1 yang dikembalikan, 6 Januari 2027",
        "DRAF 2, diajukan kepada Sekretaris, 7 Januari 2027",
        "DRAF 2, diteruskan kepada Kepala Dinas, 8 Januari 2027",
        "DRAF 3, perbaikan atas draf 2 yang dikembalikan, 9 Januari 2027",
    ]
    history, _ = load_history(loaded(workspace))
    assert [(one.langkah, one.draf, one.oleh, one.kepada) for one in history.langkah] == [
        ("ajukan", 1, "", "Sekretaris"), ("kembalikan", 1, "Sekretaris", ""), ("ajukan", 2, "", "Sekretaris"),
        ("setujui", 2, "Sekretaris", "Kepala Dinas"), ("kembalikan", 2, "Kepala Dinas", ""),
    ]  # fmt: skip


@pytest.mark.parametrize(
    ("before", "wrong", "told", "next_one"),
    [
        ([], "setujui", "tidak dapat disetujui: belum pernah diajukan", "ajukan"),
        ([], "kembalikan", "tidak dapat dikembalikan: belum pernah diajukan", "ajukan"),
        ([], "sahkan", "tidak dapat disahkan: belum pernah diajukan", "ajukan"),
        (["ajukan"], "ajukan", "tidak dapat diajukan: draf 1 diajukan kepada Sekretaris, 5 Januari 2027", "setujui"),
        (["ajukan"], "sahkan", "tidak dapat disahkan: draf 1 diajukan kepada Sekretaris", "kembalikan"),
        (["ajukan", "setujui"], "ajukan", "draf 1 disetujui oleh Sekretaris dan diteruskan kepada Kepala", "sahkan"),
        (["ajukan", "kembalikan"], "setujui", "draf 1 dikembalikan oleh Sekretaris untuk diperbaiki", "ajukan"),
    ],
)
def test_a_step_out_of_order_is_refused_and_nothing_is_written(
    workspace: Workspace, before: list[JenisLangkah], wrong: JenisLangkah, told: str, next_one: str
) -> None:
    for one in before:
        step(workspace, one, catatan="perbaiki")
    was = files(folder(workspace))
    result = step(workspace, wrong, catatan="perbaiki")
    assert told in result.reason
    assert f"doctool laporan {next_one} kab-contoh/lkj" in result.hint
    assert {**files(folder(workspace)), ".doctool/kunci": b""} == {**was, ".doctool/kunci": b""}


def test_a_step_before_the_last_one_and_a_return_without_reason_are_refused(workspace: Workspace) -> None:
    step(workspace, "ajukan", 7)
    assert "6 Januari 2027 lebih awal daripada langkah sebelumnya (7 Januari 2027)" in step(
        workspace, "setujui", 6
    ).reason
    assert "pengembalian tanpa catatan" in step(workspace, "kembalikan", 8, catatan="  ").reason
    assert load_history(loaded(workspace))[1].tahap == "diajukan"


def test_a_report_of_a_bidang_is_signed_by_its_head(tmp_path: Path) -> None:
    workspace = make_report(tmp_path, REPORT + "bidang: dafduk\n")
    step(workspace, "ajukan")
    assert draft_status(loaded(workspace)) == "DRAF 1, diajukan kepada Kepala Bidang Dafduk, 5 Januari 2027"
    refused = step(workspace, "setujui")
    assert "laporan bidang disahkan langsung oleh Kepala Bidang Dafduk" in refused.hint
    assert "doctool laporan sahkan kab-contoh/lkj" in refused.hint


def test_who_stands_in_for_the_sekretaris_also_sends_it_back(workspace: Workspace) -> None:
    step(workspace, "ajukan", kepada="Plt. Sekretaris")
    step(workspace, "kembalikan", catatan="ulang")
    assert load_history(loaded(workspace))[0].langkah[1].oleh == "Plt. Sekretaris"


def test_a_dry_run_says_what_it_would_write_and_writes_nothing(workspace: Workspace) -> None:
    was = files(workspace.root)
    result = step(workspace, "ajukan", dry_run=True)
    assert [path.name for path in result.files] == ["1.json", "riwayat.yaml"]
    assert files(workspace.root) == was


def test_what_stands_in_the_history_and_in_the_report_stays(workspace: Workspace) -> None:
    report = (folder(workspace) / "laporan.yaml").read_bytes()
    step(workspace, "ajukan")
    history = folder(workspace) / "riwayat.yaml"
    text = history.read_text(encoding="utf-8").replace("langkah:\n", "langkah:\n  # catatan tangan\n", 1)
    write(history, text)
    step(workspace, "kembalikan", catatan='lengkapi "IKU-3"\nbaris \\ kedua: # bukan komentar')
    assert history.read_text(encoding="utf-8").startswith(text)
    assert load_history(loaded(workspace))[0].langkah[1].catatan == 'lengkapi "IKU-3"\nbaris \\ kedua: # bukan komentar'
    assert (folder(workspace) / "laporan.yaml").read_bytes() == report


@pytest.mark.parametrize(
    ("old", "new", "code"),
    [("draf: 1\n", "draf: 2\n", "D25"), ("langkah: ajukan", "langkah: sahkan", "D25"), ("2027-01-05", "besok", "D07")],
)
def test_a_history_that_was_changed_by_hand_is_told(workspace: Workspace, old: str, new: str, code: str) -> None:
    step(workspace, "ajukan")
    history = folder(workspace) / "riwayat.yaml"
    write(history, history.read_text(encoding="utf-8").replace(old, new))
    with pytest.raises(ContentError) as refused:
        load_history(loaded(workspace))
    assert [one.code for one in refused.value.findings] == [code]
    assert refused.value.findings[0].where.file.endswith("riwayat.yaml")
    assert refused.value.findings[0].where.line > 3


def test_a_frozen_draft_says_what_the_report_says_and_is_the_same_every_time(tmp_path: Path) -> None:
    made = []
    for name in ("satu", "dua"):
        workspace = make_report(tmp_path / name)
        step(workspace, "ajukan")
        made.append((folder(workspace) / "draf" / "1.json").read_bytes())
    assert made[0] == made[1]
    data = json.loads(made[0])
    assert data["angka"]["N1.capaian"]["teks"] == "75,00%"
    (table,) = [one for part in data["bagian"] for one in part["isi"] if one["blok"] == "tabel"]
    assert table["kunci"] == "tabel:target-realisasi"
    assert [row[1:6] for row in table["baris"]][1] == ["Kartu terbit (N1)", "kartu", "400", "300", "75,00"]
    assert data["bagian"][-1]["isi"][0]["teks"] == "Kartu terbit mencapai 75,00%."
    assert sorted(data["sumber"]) == [
        "data/kab-contoh/kinerja/2026.yaml", f"{FOLDER.as_posix()}/laporan.yaml", f"{FOLDER.as_posix()}/rekap.json",
        f"{FOLDER.as_posix()}/teks/akuntabilitas.md", f"{FOLDER.as_posix()}/teks/loket.png",
        f"{FOLDER.as_posix()}/teks/pendahuluan.md", f"{FOLDER.as_posix()}/teks/pengantar.md",
        "sop_catalog/kab-contoh/kantor.yaml",
    ]  # fmt: skip


def test_a_frozen_draft_is_never_written_over(workspace: Workspace) -> None:
    kept = write(folder(workspace) / "draf" / "1.json", "{}\n")
    assert "sudah ada dan isinya lain" in step(workspace, "ajukan").reason
    assert kept.read_text(encoding="utf-8") == "{}\n"
    assert not (folder(workspace) / "riwayat.yaml").exists()
    kept.unlink()
    step(workspace, "ajukan")
    first = kept.read_bytes()
    step(workspace, "kembalikan", catatan="ulang")
    write(folder(workspace) / "teks" / "pendahuluan.md", "Lain sama sekali.\n")
    step(workspace, "ajukan")
    assert kept.read_bytes() == first
    assert (folder(workspace) / "draf" / "2.json").read_bytes() != first


def test_a_frozen_draft_that_was_changed_or_lost_is_told(workspace: Workspace) -> None:
    step(workspace, "ajukan")
    kept = folder(workspace) / "draf" / "1.json"
    kept.write_bytes(kept.read_bytes().replace(b"75,00", b"95,00"))
    with pytest.raises(ContentError, match="sudah diubah sejak dibekukan"):
        draft_status(loaded(workspace))
    kept.unlink()
    with pytest.raises(ContentError, match="tidak dapat dibaca: tidak ada"):
        draft_status(loaded(workspace))


@pytest.mark.parametrize("name", ["teks/loket.png", "teks/pengantar.md", "rekap.json", "laporan.yaml"])
def test_a_draft_whose_sources_changed_says_so_on_its_pages(workspace: Workspace, name: str) -> None:
    step(workspace, "ajukan")
    place = folder(workspace) / name
    place.write_bytes(place.read_bytes() + b"\n")
    assert draft_status(loaded(workspace)) == "DRAF 1, diajukan kepada Sekretaris, 5 Januari 2027, diubah sesudahnya"
    assert [(one.berkas, one.apa) for one in changed_sources(loaded(workspace))] == [
        (f"{FOLDER.as_posix()}/{name}", "berubah")
    ]


def test_forms_that_come_back_later_are_new_sources(tmp_path: Path) -> None:
    workspace = make_report(tmp_path, REPORT.replace("rekap: rekap.json\n", ""))
    step(workspace, "ajukan")
    returned = tmp_path / "data/kab-contoh/kinerja/2026/pengembalian/dafduk-tw4.json"
    write(returned, "{}\n")
    assert [(one.berkas, one.apa) for one in changed_sources(loaded(workspace))] == [
        ("data/kab-contoh/kinerja/2026/pengembalian/dafduk-tw4.json", "baru")
    ]
