"""What was published stays what it was: S35 and S36."""

from __future__ import annotations

import shutil
from pathlib import Path

import pytest
from click.testing import CliRunner

from doctool.cli.main import cli
from doctool.findings import Finding, Severity
from doctool.inspection import inspect
from tests.published import DAY, SLUG, SOP, publish

FOLDER = Path(f"sop_catalog/contoh/terbitan/{SLUG}/0")


@pytest.fixture(autouse=True)
def workspace(tmp_path: Path, monkeypatch: pytest.MonkeyPatch) -> Path:
    """The example office with its SOP published, as the current folder."""
    monkeypatch.chdir(tmp_path)
    publish(tmp_path)
    return tmp_path


def found(code: str, *paths: Path) -> list[Finding]:
    inspection = inspect(paths or (Path.cwd(),), today=DAY)
    return [one for one in inspection.findings if one.code == code]


def test_what_was_just_published_is_sound() -> None:
    assert found("S35") == found("S36") == []


def test_a_changed_a_missing_and_an_added_file_are_told_each() -> None:
    sheet = FOLDER / f"{SLUG}.docx"
    sheet.write_bytes(sheet.read_bytes() + b"x")
    (FOLDER / f"{SLUG}.hal-1.svg").unlink()
    (FOLDER / "catatan.txt").write_text("x", encoding="utf-8")
    (FOLDER / "Thumbs.db").write_bytes(b"x")
    told = [(Path(one.where.file).name, one.severity) for one in found("S35")]
    assert told == [
        ("catatan.txt", Severity.WARNING), (f"{SLUG}.docx", Severity.ERROR), (f"{SLUG}.hal-1.svg", Severity.ERROR),
    ]  # fmt: skip
    assert CliRunner().invoke(cli, ["periksa", "--tanggal", DAY.isoformat()]).exit_code == 1


@pytest.mark.parametrize("damage", ["text", "copied"])
def test_a_record_that_cannot_be_read_is_one_error_and_no_traceback(damage: str) -> None:
    if damage == "text":
        (FOLDER / "terbitan.json").write_text("{", encoding="utf-8")
    else:
        shutil.copytree(FOLDER, FOLDER.with_name("1"))
    (one,) = found("S35")
    assert one.severity is Severity.ERROR
    assert "cadangan" in one.hint


def test_a_text_at_work_that_is_gone_is_missed() -> None:
    Path(SOP).unlink()
    (one,) = found("S35")
    assert (one.severity, "naskah kerja" in one.message) == (Severity.WARNING, True)


def test_a_text_in_force_may_change_only_by_a_revision() -> None:
    text = Path(SOP).read_text(encoding="utf-8")
    Path(SOP).write_text(text + "# catatan\n", encoding="utf-8", newline="\n")
    (one,) = found("S36")
    assert one.where.file == SOP
    assert "sop revisi" in one.hint
    done = CliRunner().invoke(cli, ["sop", "status", SLUG, "dicabut", "--oleh", "Kepala", "--alasan", "dialihkan"])
    assert done.exit_code == 0, done.output
    assert found("S36") == []


def test_only_what_was_asked_for_is_looked_at() -> None:
    (FOLDER / f"{SLUG}.docx").unlink()
    assert found("S35", Path("sop_catalog/contoh/kantor.yaml")) == []
    assert len(found("S35", Path(SOP))) == len(found("S35", Path("sop_catalog/contoh"))) == 1


def test_an_office_may_work_without_the_rule_on_texts_in_force() -> None:
    text = Path(SOP).read_text(encoding="utf-8")
    Path(SOP).write_text(text + "# catatan\n", encoding="utf-8", newline="\n")
    office = Path("sop_catalog/contoh/kantor.yaml")
    silent = "\naturan_nonaktif: [{kode: S36, alasan: naskah kerja dirapikan}]\n"
    office.write_text(office.read_text(encoding="utf-8") + silent, encoding="utf-8", newline="\n")
    assert found("S36") == []
