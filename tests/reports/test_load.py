"""laporan.yaml and pembanding.yaml: read with places, files stay inside the workspace, faults are said at once."""

from __future__ import annotations

from pathlib import Path

import pytest

from doctool.catalog.index import Workspace
from doctool.errors import ContentError
from doctool.findings import Finding
from doctool.loaded import LoadedLaporan
from doctool.reports.load import laporan_files, load_laporan, load_pembanding, named_files, pembanding_files
from tests.letters.office import KANTOR, write

OFFICE = KANTOR + "bidang: {sekretariat: Sekretariat, dafduk: Bidang Dafduk}\n"


@pytest.fixture
def workspace(tmp_path: Path, monkeypatch: pytest.MonkeyPatch) -> Workspace:
    write(tmp_path / "sop_catalog" / "kab-contoh" / "kantor.yaml", OFFICE)
    monkeypatch.chdir(tmp_path)
    return Workspace(tmp_path)


def report(workspace: Workspace, text: str) -> LoadedLaporan:
    return load_laporan(write(workspace.root / "data/kab-contoh/laporan/lkj/laporan.yaml", text), workspace)


def refused(workspace: Workspace, text: str) -> list[tuple[str, str, str]]:
    with pytest.raises(ContentError) as caught:
        report(workspace, text)
    return [said(one) for one in caught.value.findings]


def said(one: Finding) -> tuple[str, str, str]:
    return one.code, f"{one.where.line}:{one.where.column}", one.message


def test_a_report_knows_its_name_office_and_places(workspace: Workspace) -> None:
    write(workspace.root / "data/kab-contoh/laporan/lkj/teks/a.md", "Isi")
    loaded = report(workspace, "tahun: 2026\nbagian:\n  - {jenis: kata-pengantar, teks: [teks/a.md]}\n")
    assert (loaded.address, loaded.file) == ("kab-contoh/lkj", "data/kab-contoh/laporan/lkj/laporan.yaml")
    assert str(loaded.positions.where(("bagian", 0, "teks", 0))).endswith("laporan.yaml:3:36")
    assert loaded.findings == ()


def test_every_file_that_a_report_names_is_looked_at(workspace: Workspace) -> None:
    loaded = report(workspace, """\
tahun: 2026
rekap: rekap.json
bagian:
  - {jenis: pendahuluan, teks: [a.md], isi: [{jenis: gambaran-umum, teks: [b.md]}]}
sasaran:
  1: {naskah: [c.md], teks: {target: [d.md]}}
lampiran:
  - {judul: SK, berkas: e.pdf}
""")
    assert [name for _, name in named_files(loaded.laporan)] == ["a.md", "b.md", "c.md", "d.md", "e.pdf", "rekap.json"]
    assert [said(one) for one in loaded.findings] == [
        ("D24", "2:8", 'berkas "rekap.json" tidak ada'), ("D24", "4:33", 'berkas "a.md" tidak ada'),
        ("D24", "4:76", 'berkas "b.md" tidak ada'), ("D24", "6:16", 'berkas "c.md" tidak ada'),
        ("D24", "6:39", 'berkas "d.md" tidak ada'), ("D24", "8:25", 'berkas "e.pdf" tidak ada'),
    ]  # fmt: skip


def test_a_missing_file_names_the_nearest_and_a_folder_is_none(workspace: Workspace) -> None:
    write(workspace.root / "data/kab-contoh/laporan/lkj/teks/pengantar.md", "Isi")
    loaded = report(workspace, "tahun: 2026\nbagian: [{teks: [teks/pengatar.md, teks]}]\n")
    near, folder = loaded.findings
    assert 'maksudnya "pengantar.md"?' in near.hint
    assert folder.message == '"teks" adalah folder, bukan berkas'


def test_either_slash_leads_to_a_file(workspace: Workspace) -> None:
    write(workspace.root / "data/kab-contoh/laporan/lkj/teks/a.md", "Isi")
    assert report(workspace, "tahun: 2026\nbagian: [{teks: ['teks\\a.md']}]\n").findings == ()


@pytest.mark.parametrize(
    "name", ["../../../../../luar.md", "/etc/passwd", "C:/a.md", "C:a.md", "\\\\server\\a.md", "\\a"]
)
def test_a_path_never_leads_out_of_the_workspace(workspace: Workspace, name: str) -> None:
    assert refused(workspace, f"tahun: 2026\nlampiran:\n  - judul: SK\n    berkas: '{name}'\n") == [
        ("D14", "4:13", f'"{name}" menunjuk ke luar ruang kerja')
    ]


def test_a_path_within_the_workspace_may_leave_the_folder(workspace: Workspace) -> None:
    write(workspace.root / "data/kab-contoh/sk.pdf", "x")
    assert report(workspace, "tahun: 2026\nlampiran: [{judul: SK, berkas: ../../sk.pdf}]\n").findings == ()


def test_a_link_out_of_the_workspace_is_refused(
    workspace: Workspace, tmp_path_factory: pytest.TempPathFactory
) -> None:
    outside = write(tmp_path_factory.mktemp("luar") / "a.md", "rahasia")
    link = workspace.root / "data/kab-contoh/laporan/lkj/a.md"
    link.parent.mkdir(parents=True)
    try:
        link.symlink_to(outside)
    except OSError:
        pytest.skip("no links here")
    assert [code for code, _, _ in refused(workspace, "tahun: 2026\nbagian: [{teks: [a.md]}]\n")] == ["D14"]


def test_faults_are_said_at_once_with_places(workspace: Workspace) -> None:
    found = refused(workspace, """\
tahun: 2026
bidang: dafdukk
penandatangan: kadisdik
sasaran:
  satu: {}
  1:
    teks: {targt: [a.md]}
    ditiadakan: {renstraa: tidak ada}
""")
    assert [one for one in found if one[0] != "D24"] == [
        ("D10", "2:9", 'bidang "dafdukk" tidak ada di kantor.yaml'),
        ("D10", "3:16", 'pejabat "kadisdik" tidak ada di kantor.yaml'),
        ("D05", "5:3", '"satu" bukan nomor sasaran'),
        ("D04", "7:12", '"targt" bukan analisis yang dikenal'),
        ("D04", "8:18", '"renstraa" bukan analisis yang dikenal'),
    ]


def test_unknown_keys_and_types_are_told_as_elsewhere(workspace: Workspace) -> None:
    assert refused(workspace, "tahun: dua\nbagiann: []\n") == [
        ("D06", "1:8", '"dua" bukan bilangan bulat, untuk "tahun"'),
        ("D01", "2:1", 'kunci "bagiann" tidak dikenal di sini'),
    ]


def test_a_report_outside_any_office_is_refused(workspace: Workspace) -> None:
    path = write(workspace.root / "laporan.yaml", "tahun: 2026\n")
    with pytest.raises(ContentError, match="kantor berkas ini tidak dapat dikenali"):
        load_laporan(path, workspace)
    with pytest.raises(ContentError, match="tidak di dalam ruang kerja"):
        load_laporan(path, None)


def test_a_comparison_is_read_with_its_places(workspace: Workspace) -> None:
    path = write(workspace.root / "data/kab-contoh/kinerja/pembanding.yaml", """\
indikator:
  N1:
    riwayat:
      2025: {target: "90", realisasi: "91,5", capaian: "101,67"}
    standar_nasional: {nilai: "-"}
""")
    loaded = load_pembanding(path, workspace)
    assert str(loaded.positions.where(("indikator", "N1", "riwayat", "2025", "capaian"))).endswith(":4:56")
    given = loaded.pembanding.indikator["N1"].standar_nasional
    assert given is not None
    assert given.nilai.tidak_ada
    write(path, "indikator:\n  N1:\n    riwayat:\n      tahun lalu: {realisasi: '1'}\n")
    with pytest.raises(ContentError) as caught:
        load_pembanding(path, workspace)
    assert [said(one) for one in caught.value.findings] == [("D05", "4:7", '"tahun lalu" bukan tahun')]


def test_reports_and_comparisons_are_found_but_not_in_hidden_folders(workspace: Workspace) -> None:
    folder = workspace.root / "data/kab-contoh"
    mine = write(folder / "laporan/lkj/laporan.yaml", "tahun: 2026\n")
    write(folder / "laporan/.cadangan/laporan.yaml", "tahun: 2026\n")
    write(folder / "laporan/lkj/teks/laporan.md", "x")
    compared = write(folder / "kinerja/pembanding.yaml", "indikator:\n")
    assert laporan_files(workspace) == laporan_files(folder) == [mine]
    assert laporan_files(workspace, "kab-lain") == []
    assert pembanding_files(workspace) == pembanding_files(folder) == [compared]
