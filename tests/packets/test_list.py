"""What is recorded of a handing over stands in the Daftar Ekspedisi at once; the next run finds nothing to do."""

from __future__ import annotations

import io
import shutil
from dataclasses import replace
from pathlib import Path

import openpyxl
import pytest
from click.testing import CliRunner, Result

from benchmarks.packet_case import DAY, LETTER, NAME, OFFICE, begin_book, make_workspace
from doctool import lock
from doctool.catalog.index import Workspace
from doctool.cli.main import cli
from doctool.convert.libreoffice import find_soffice
from doctool.packet_job import PacketBuild, PacketOptions
from doctool.packet_list import PDF, XLSX
from doctool.packet_pipeline import build_packet

OUT = Path("output/paket") / OFFICE / NAME
#: Shapes without a PDF.
WORDS = frozenset({"docx", "xlsx"})


@pytest.fixture(scope="module")
def bare(tmp_path_factory: pytest.TempPathFactory) -> Path:
    root = tmp_path_factory.mktemp("asal") / "ruang"
    make_workspace(root, 3, [LETTER])
    return root


@pytest.fixture(autouse=True)
def root(bare: Path, tmp_path: Path, monkeypatch: pytest.MonkeyPatch) -> Path:
    """A workspace of its own, with a register that gives numbers; the tests run in it."""
    shutil.copytree(bare, tmp_path / "ruang")
    begin_book(tmp_path / "ruang")
    monkeypatch.chdir(tmp_path / "ruang")
    return tmp_path / "ruang"


def build(root: Path, formats: frozenset[str] | None = WORDS) -> PacketBuild:
    options = replace(PacketOptions(root / "output", DAY, workers=1), formats=formats)
    return build_packet(Workspace(root), root / "data" / OFFICE / "paket" / NAME / "paket.yaml", options)


def give(key: str, by: str) -> Result:
    words = ["--penerima", key, "--diterima-oleh", by, "--tanggal", "2026-01-09"]
    result = CliRunner().invoke(cli, ["paket", "ekspedisi", NAME, *words])
    assert result.exit_code == 0, result.output
    return result


def times() -> dict[str, int]:
    return {p.relative_to(OUT).as_posix(): p.stat().st_mtime_ns for p in OUT.rglob("*") if p.is_file()}


def cells() -> set[object]:
    sheet = openpyxl.load_workbook(io.BytesIO((OUT / XLSX).read_bytes())).active
    assert sheet is not None
    return {cell.value for row in sheet.iter_rows() for cell in row}


def verified() -> Result:
    return CliRunner().invoke(cli, ["paket", "verifikasi", str(OUT)])


def test_the_list_says_at_once_who_has_it_and_nothing_else_changes(root: Path) -> None:
    build(root)
    before = times()
    assert "Siti Aminah" not in cells()
    assert XLSX in give("unit-0002", "Siti Aminah").stderr
    assert {"Siti Aminah", "09 Januari 2026"} <= cells()
    changed = {name for name, at in times().items() if before.get(name) != at}
    assert changed == {XLSX, "manifes.json"}
    assert verified().exit_code == 0


def test_a_run_after_it_finds_nothing_to_do(root: Path) -> None:
    build(root)
    give("unit-0002", "Siti Aminah")
    give("unit-0003", "Rudi")
    before = times()
    again = build(root)
    assert (again.made, again.kept, again.files, again.troubles) == (0, 3, 0, [])
    assert times() == before


def test_the_same_again_writes_nothing_and_a_list_that_is_lost_comes_back(root: Path) -> None:
    build(root)
    give("unit-0002", "Siti Aminah")
    before = times()
    give("unit-0002", "Siti Aminah")
    assert times() == before
    (OUT / XLSX).unlink()
    give("unit-0002", "Siti Aminah")
    assert "Siti Aminah" in cells()
    assert verified().exit_code == 0


def test_while_a_run_has_the_folder_it_is_recorded_and_the_list_follows_later(root: Path) -> None:
    build(root)
    with lock.hold(root / "output" / ".doctool" / "kunci"):
        assert "belum diperbarui" in give("unit-0002", "Siti Aminah").stderr
    assert "Siti Aminah" not in cells()
    give("unit-0002", "Siti Aminah")
    assert "Siti Aminah" in cells()


@pytest.mark.skipif(find_soffice() is None, reason="LibreOffice is not installed")
@pytest.mark.libreoffice
def test_the_pdf_of_the_list_follows_too(root: Path, monkeypatch: pytest.MonkeyPatch) -> None:
    import pdfplumber

    def printed() -> str:
        with pdfplumber.open(OUT / PDF) as pdf:
            return " ".join((page.extract_text() or "") for page in pdf.pages)

    build(root, None)
    assert "Siti Aminah" not in printed()
    result = give("unit-0002", "Siti Aminah")
    assert PDF in result.stderr
    assert "Siti Aminah" in printed()
    assert verified().exit_code == 0
    before = times()
    assert build(root, None).files == 0
    assert times() == before
    # Without LibreOffice the workbook follows and the PDF is told to be the old one, as it is in the manifest.
    with monkeypatch.context() as patch:
        patch.setenv("DOCTOOL_SOFFICE", str(root / "tiada"))
        told = give("unit-0003", "Rudi Hartono").stderr
    assert f"{PDF} masih yang lama" in told
    assert "Rudi Hartono" in cells()
    assert "Rudi Hartono" not in printed()
    assert verified().exit_code == 0
    give("unit-0003", "Rudi Hartono")
    assert "Rudi Hartono" in printed()
    # A PDF that a person changed is left alone.
    (OUT / PDF).write_bytes(b"%PDF dipindai, sudah ditandatangani")
    assert f"{PDF} diubah orang" in give("unit-0001", "Wati").stderr
    assert (OUT / PDF).read_bytes().startswith(b"%PDF dipindai")
