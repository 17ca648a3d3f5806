"""`doctool baru paket` and `doctool paket pratinjau`: what is written, told and left alone."""

from __future__ import annotations

import json
from pathlib import Path

import pytest
from click.testing import CliRunner, Result
from openpyxl import load_workbook

from doctool.cli.main import cli
from doctool.errors import ExitCode
from tests.packets.setting import PAKET, PENERIMA, make_packet


def run(*args: str) -> Result:
    return CliRunner().invoke(cli, list(args), prog_name="doctool")


@pytest.fixture(autouse=True)
def workspace(tmp_path: Path, monkeypatch: pytest.MonkeyPatch) -> Path:
    """One office with a packet and a book, as the current folder."""
    make_packet(tmp_path, penerima=PENERIMA + "Bidang Satu;Kepala;III\n")
    monkeypatch.chdir(tmp_path)
    assert run("surat", "nomor", "mulai", "413", "--tahun", "2026").exit_code == 0
    return tmp_path


def tree(root: Path) -> dict[str, bytes]:
    return {str(path): path.read_bytes() for path in root.rglob("*") if path.is_file()}


def test_the_preview_shows_pieces_text_and_the_lost_and_keeps_nothing(workspace: Path) -> None:
    before = tree(workspace)
    made = run("paket", "pratinjau", "contoh")
    assert made.exit_code == ExitCode.OK
    assert "1_Surat-Pengantar.docx" in made.stdout
    assert "2_Petunjuk.txt [jika eselon: III]" in made.stdout
    assert "Kepala Bidang Satu" in made.stdout
    assert "413" not in made.stdout
    assert "1 dari 4 penerima" in made.stderr
    assert tree(workspace) == before


@pytest.mark.parametrize("wish", ["seksi-tiga", "Seksi Tiga", "3", "003_Seksi-Tiga"])
def test_a_recipient_is_named_by_key_name_or_place(wish: str) -> None:
    made = run("paket", "pratinjau", "contoh", "--penerima", wish)
    assert "Kepala Seksi Tiga" in made.stdout
    assert "tidak dapat: Petunjuk [jika eselon: III]" in made.stdout


def test_the_files_are_written_beside_the_packets(workspace: Path) -> None:
    made = run("paket", "pratinjau", "contoh", "--berkas", "--json")
    told = json.loads(made.stdout)
    folder = workspace / "output/paket/kab-contoh/contoh.pratinjau/001_Bidang-Satu"
    assert sorted(path.name for path in folder.iterdir()) == ["1_Surat-Pengantar.docx", "2_Petunjuk.txt"]
    assert told["berkas"] == [str(folder / name) for name in ("1_Surat-Pengantar.docx", "2_Petunjuk.txt")]
    assert [one["nama"] for one in told["gagal"]] == ["Bidang Satu"]
    assert json.loads(run("surat", "nomor", "lihat", "--json").stdout)["nomor"] == []
    assert run("paket", "pratinjau", "contoh", "--berkas").exit_code == ExitCode.OK


def test_a_preview_that_somebody_changed_is_left_alone(workspace: Path) -> None:
    run("paket", "pratinjau", "contoh", "--berkas")
    file = workspace / "output/paket/kab-contoh/contoh.pratinjau/001_Bidang-Satu/1_Surat-Pengantar.docx"
    file.write_bytes(b"diubah")
    made = run("paket", "pratinjau", "contoh", "--berkas")
    assert made.exit_code == ExitCode.USAGE
    assert file.read_bytes() == b"diubah"


def test_what_is_not_there_is_told() -> None:
    for args in (("tiada",), ("contoh", "--penerima", "bidang-stu")):
        made = run("paket", "pratinjau", *args)
        assert made.exit_code == ExitCode.USAGE
        assert "Traceback" not in made.stderr
    assert "bidang-satu" in made.stderr
    lost = run("paket", "pratinjau", "contoh", "--penerima", "4")
    assert lost.exit_code == ExitCode.FINDINGS
    assert "sudah ada di" in lost.stderr


def test_a_broken_packet_names_its_line(workspace: Path) -> None:
    make_packet(workspace, paket=PAKET.replace("petunjuk.txt", "tiada.txt"))
    made = run("paket", "pratinjau", "contoh")
    assert made.exit_code == ExitCode.FINDINGS
    assert "paket.yaml:6:" in made.stderr


def test_a_new_packet_runs_as_it_is(workspace: Path) -> None:
    made = run("baru", "paket", "edaran", "--tanggal", "2026-01-05")
    assert made.exit_code == ExitCode.OK
    folder = workspace / "data/kab-contoh/paket/edaran"
    names = sorted(path.relative_to(folder).as_posix() for path in folder.rglob("*") if path.is_file())
    assert names == ["lampiran/petunjuk.docx", "paket.yaml", "penerima.xlsx", "penerima.yaml", "surat.yaml"]
    assert "Tidak ada temuan" in run("periksa", str(folder)).stderr
    first = run("paket", "pratinjau", "edaran")
    assert first.exit_code == ExitCode.OK
    text = (folder / "paket.yaml").read_text(encoding="utf-8")
    (folder / "paket.yaml").write_text(text.replace("penerima.xlsx", "penerima.yaml", 1), encoding="utf-8")
    assert "penerima: penerima.yaml" in (folder / "paket.yaml").read_text(encoding="utf-8")
    assert run("paket", "pratinjau", "edaran").stdout == first.stdout
    sheet = load_workbook(folder / "penerima.xlsx").active
    assert sheet is not None
    assert sheet["B1"].value == "Nama"


def test_an_office_with_bidang_has_them_as_recipients(workspace: Path) -> None:
    kantor = workspace / "sop_catalog/kab-contoh/kantor.yaml"
    text = kantor.read_text(encoding="utf-8")
    kantor.write_text(text + "bidang: {piak: Bidang PIAK, capil: Bidang Capil}\n", encoding="utf-8")
    run("baru", "paket", "edaran")
    made = json.loads(run("paket", "pratinjau", "edaran", "--penerima", "capil", "--json").stdout)
    assert (made["nama"], made["jumlah"]) == ("Bidang Capil", 2)


@pytest.mark.parametrize("name", ["../lain", "Edaran Baru", "con", "contoh"])
def test_names_that_are_none_and_packets_that_are_there_are_refused(workspace: Path, name: str) -> None:
    before = tree(workspace)
    made = run("baru", "paket", name)
    assert made.exit_code == ExitCode.USAGE
    assert tree(workspace) == before


def test_the_schema_of_packets() -> None:
    told = json.loads(run("skema", "paket").stdout)
    assert {"judul", "penerima", "isi"} <= set(told["properties"])


def test_a_packets_letter_is_never_made_alone(workspace: Path) -> None:
    letter = workspace / "data/kab-contoh/paket/contoh/surat.yaml"
    alone = run("surat", "pengantar", str(letter))
    assert alone.exit_code == ExitCode.FINDINGS
    assert "doctool paket" in alone.stderr
    run("surat", "semua")
    run("surat", "pengantar", str(workspace / "data"))
    assert not list((workspace / "output").rglob("*.docx"))
    assert json.loads(run("surat", "nomor", "lihat", "--json").stdout)["nomor"] == []
