"""Publishing among damaged, renamed and misplaced files, and with days that go backwards."""

from __future__ import annotations

import json
import shutil
from pathlib import Path

import pytest
from click.testing import CliRunner, Result

from doctool import lock
from doctool.cli.main import cli
from doctool.errors import ExitCode
from tests.published import SLUG, SOP, edit, publish
from tests.published import run as done

OFFICE = Path("sop_catalog/contoh")
PUBLISHED = OFFICE / "terbitan" / SLUG


@pytest.fixture(autouse=True)
def workspace(tmp_path: Path, monkeypatch: pytest.MonkeyPatch) -> None:
    """The example office with its SOP published, as the current folder."""
    monkeypatch.chdir(tmp_path)
    publish(tmp_path)


def run(*args: str) -> Result:
    return CliRunner().invoke(cli, ["sop", *args], prog_name="doctool")


def revise(day: str) -> Result:
    return run("revisi", SLUG, "--alasan", "Peraturan baru", "--tanggal", day)


def test_days_do_not_go_backwards() -> None:
    done("revisi", SLUG, "--alasan", "Peraturan baru", "--tanggal", "2026-03-02")
    done("status", SLUG, "reviu", "--oleh", "Sekretaris", "--tanggal", "2026-03-09")
    before = Path(SOP).read_bytes()
    result = run("terbitkan", SLUG, "--tanpa-pdf", "--tanggal", "2026-03-08")
    assert result.exit_code == ExitCode.USAGE
    assert "8 Maret 2026 lebih awal daripada perubahan status yang terakhir (9 Maret 2026)" in result.stderr
    assert "tanggal komputer" in result.stderr
    assert Path(SOP).read_bytes() == before
    assert not (PUBLISHED / "1").exists()
    done("terbitkan", SLUG, "--tanpa-pdf", "--tanggal", "2026-03-09")
    done("status", SLUG, "dicabut", "--oleh", "Kepala Dinas", "--alasan", "Tidak dipakai", "--tanggal", "2026-05-04")
    assert "4 Mei 2026" in revise("2026-05-03").stderr
    assert revise("2026-05-04").exit_code == 0


def withdraw(day: str) -> None:
    done("status", SLUG, "dicabut", "--oleh", "Kepala Dinas", "--alasan", "Tidak dipakai", "--tanggal", day)


def test_a_withdrawn_sop_is_not_in_force_again_because_a_revision_is_open() -> None:
    withdraw("2026-05-04")
    assert revise("2026-06-01").exit_code == 0
    assert "5 Februari 2024: dicabut" in run("status", SLUG).stdout
    result = verify(PUBLISHED / "0" / f"{SLUG}.docx")
    assert result.exit_code == ExitCode.FINDINGS
    assert "sudah dicabut sejak 4 Mei 2026" in result.stdout
    book = run("buku", "contoh", "--hanya-disahkan", "--format", "docx")
    assert f"contoh/{SLUG} sudah dicabut" in book.stderr
    told = run("terbitkan", SLUG, "--tanpa-pdf", "--tanggal", "2026-06-02")
    assert "menggantikan" not in told.stderr
    assert verify(PUBLISHED / "1" / f"{SLUG}.docx").exit_code == 0


def test_an_sop_withdrawn_during_a_revision_goes_on_with_it() -> None:
    assert revise("2026-03-02").exit_code == 0
    withdraw("2026-05-04")
    way = f"doctool sop status contoh/{SLUG} draft --oleh NAMA"
    for result in (revise("2026-06-01"), run("terbitkan", SLUG, "--tanpa-pdf", "--tanggal", "2026-06-01")):
        assert result.exit_code == ExitCode.FINDINGS
        assert way in result.stderr
    done("status", SLUG, "draft", "--oleh", "Sekretaris", "--tanggal", "2026-06-01")
    done("terbitkan", SLUG, "--tanpa-pdf", "--tanggal", "2026-06-02")
    assert verify(PUBLISHED / "1" / f"{SLUG}.docx").exit_code == 0


def test_a_withdrawn_sop_without_a_revision_is_revised_first() -> None:
    withdraw("2026-05-04")
    result = run("status", SLUG, "draft", "--oleh", "Sekretaris")
    assert result.exit_code == ExitCode.FINDINGS
    assert f"buka revisi: doctool sop revisi contoh/{SLUG}" in result.stderr


def test_a_file_with_another_name_does_not_lose_what_was_published() -> None:
    moved = Path(SOP).with_name("surat-masuk.yaml")
    Path(SOP).rename(moved)
    before = moved.read_bytes()
    for result in (
        run("revisi", "surat-masuk", "--alasan", "Peraturan baru"), run("terbitkan", "surat-masuk", "--tanpa-pdf"),
    ):  # fmt: skip
        assert result.exit_code == ExitCode.FINDINGS
        assert f"bernomor sama dengan contoh/{SLUG}@0" in result.stderr
        assert f"kembalikan namanya menjadi {SLUG}.yaml" in result.stderr
    assert moved.read_bytes() == before
    edit(str(moved), "nomor_sop: SOP/SEKR/01\n", "nomor_sop: SOP/SEKR/02\n")
    assert "bernomor sama" not in run("revisi", "surat-masuk", "--alasan", "Peraturan baru", "--dry-run").stderr


def test_a_comparison_names_a_text_at_work_that_is_gone() -> None:
    Path(SOP).unlink()
    for result in (run("banding", SLUG), run("banding", f"{SLUG}@0", SLUG)):
        assert result.exit_code == ExitCode.FINDINGS
        assert f'naskah kerja "contoh/{SLUG}" tidak ada, hanya terbitannya' in result.stderr
        assert "ambil lagi dari cadangan" in result.stderr


def test_a_text_with_other_comments_needs_no_publishing() -> None:
    edit(SOP, "\nstatus: disahkan\n", "\nstatus: disahkan # lihat berita acara\n")
    result = run("terbitkan", SLUG, "--tanpa-pdf")
    assert result.exit_code == ExitCode.FINDINGS
    assert "tidak ada yang perlu diterbitkan" in result.stderr


def test_who_is_busy_is_the_office_and_not_the_output_folder() -> None:
    with lock.hold(OFFICE / ".doctool" / "kunci"):
        result = revise("2026-03-02")
    assert result.exit_code == ExitCode.BUSY
    assert 'kantor "contoh" sedang dipakai doctool yang lain' in result.stderr
    assert " -o" not in result.stderr


def test_an_office_where_nothing_can_be_written_says_so() -> None:
    shutil.rmtree(OFFICE / ".doctool")
    (OFFICE / ".doctool").write_text("", encoding="utf-8")
    result = revise("2026-03-02")
    assert result.exit_code == ExitCode.PARTIAL
    assert 'folder kantor "sop_catalog/contoh" tidak dapat ditulisi' in result.stderr
    assert "keluaran" not in result.stderr


def test_a_book_of_nothing_is_a_wrong_command(tmp_path: Path) -> None:
    for args in ((f"{SLUG}@9",), ("contoh", "--hanya-disahkan")):
        if args[0] == "contoh":
            withdraw("2026-05-04")
        result = run("buku", *args, "--json")
        assert result.exit_code == ExitCode.USAGE
        assert json.loads(result.stdout)["kode_keluar"] == 2
    assert not (tmp_path / "output" / "buku-sop").exists()


def test_errors_that_stop_publishing_are_told_to_programs_too() -> None:
    assert revise("2026-03-02").exit_code == 0
    edit(SOP, "keterkaitan: \"-\"\n", "keterkaitan: \"\"\n")
    result = run("terbitkan", SLUG, "--tanpa-pdf", "--tanggal", "2026-03-02", "--json")
    assert result.exit_code == ExitCode.FINDINGS
    (found,) = json.loads(result.stdout)["temuan"]
    assert (found["kode"], found["tingkat"]) == ("S01", "galat")
    assert found["baris"] > 0


def verify(file: Path) -> Result:
    return run("terbitkan", "--verifikasi", str(file))


def test_a_damaged_record_of_another_sop_does_not_stop_a_verification() -> None:
    shutil.copytree(PUBLISHED, OFFICE / "terbitan" / "lain")
    result = verify(PUBLISHED / "0" / f"{SLUG}.docx")
    assert result.exit_code == 0, result.output
    assert "terbitan itu masih berlaku" in result.stdout
    assert f"adalah milik contoh/{SLUG}@0" in result.stderr
    told = run("terbitkan", "--verifikasi", str(PUBLISHED / "0" / f"{SLUG}.docx"), "--json")
    assert len(json.loads(told.stdout)["tak_terbaca"]) == 1


def test_a_text_at_work_that_cannot_be_read_does_not_stop_a_verification() -> None:
    edit(SOP, "\nstatus: disahkan\n", "\n\tstatus: disahkan\n")
    result = verify(PUBLISHED / "0" / f"{SLUG}.docx")
    assert result.exit_code == ExitCode.FINDINGS
    assert "sama persis dengan terbitan 0" in result.stdout
    assert "tidak diketahui apakah sudah dicabut" in result.stdout


def test_a_published_file_that_was_changed_vouches_for_nothing() -> None:
    """A file like the changed one is not said to have the same text as what was published."""
    place, hand = PUBLISHED / "0" / f"{SLUG}.html", Path("kiriman.html")
    place.write_bytes(place.read_bytes().replace(b"Meneliti", b"Menyetujui"))
    hand.write_bytes(place.read_bytes() + b"\n")
    result = verify(hand)
    assert result.exit_code == ExitCode.FINDINGS
    assert "isinya sama" not in result.stdout
