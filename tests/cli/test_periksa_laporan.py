"""`doctool periksa` of the sample report: true findings at their places, nothing drawn, last year's report compared."""

from __future__ import annotations

import json
import shutil
from datetime import date
from pathlib import Path

import pytest
from click.testing import CliRunner, Result

from doctool.catalog.index import Workspace
from doctool.cli.main import cli
from doctool.convert import libreoffice
from doctool.findings import Finding, Severity
from doctool.fingerprint import digest
from doctool.model.beku import AngkaBeku, Beku, to_json
from doctool.report_checking import report_findings

ROOT = Path(__file__).resolve().parents[2]
OFFICE = "kota-probolinggo"
REPORT = f"data/{OFFICE}/laporan/lkj-2025"
YAML, KINERJA = f"{REPORT}/laporan.yaml", f"data/{OFFICE}/kinerja"
TODAY = date(2026, 1, 30)


@pytest.fixture(autouse=True)
def workspace(tmp_path: Path, monkeypatch: pytest.MonkeyPatch) -> Path:
    """The office of the sample report, which nobody has reviewed yet, as the current folder; no program is called."""
    for folder in (f"sop_catalog/{OFFICE}", KINERJA, f"data/{OFFICE}/laporan"):
        shutil.copytree(ROOT / folder, tmp_path / folder)
    (tmp_path / REPORT / "riwayat.yaml").unlink(missing_ok=True)
    shutil.rmtree(tmp_path / REPORT / "draf", ignore_errors=True)
    monkeypatch.chdir(tmp_path)

    def never(*_: object, **__: object) -> None:
        raise AssertionError("LibreOffice was called")

    monkeypatch.setattr(libreoffice, "convert_to_pdf", never)
    return tmp_path


def run(*args: str) -> Result:
    return CliRunner().invoke(cli, ["periksa", "--tanggal", "2026-01-30", *args, REPORT], prog_name="doctool")


def told(path: str = YAML, *, final: bool | None = None) -> list[Finding]:
    return report_findings(Workspace.find(Path()), Path(path).absolute(), TODAY, final=final)


def edit(path: str, old: str, new: str) -> None:
    text = Path(path).read_text(encoding="utf-8")
    assert text.count(old) == 1
    Path(path).write_text(text.replace(old, new), encoding="utf-8", newline="\n")


def test_the_sample_report_has_no_fault() -> None:
    assert [one.code for one in told() if one.code.startswith(("L", "B", "D"))] == []
    result = run()
    assert result.exit_code == 0
    assert f"{REPORT}/teks/isu-strategis.docx: badan, alinea 6: M32 " in result.stdout  # a number that was typed
    assert run("--ketat").exit_code == 1


def test_a_typed_figure_is_told_with_its_place() -> None:
    edit(f"{REPORT}/teks/sasaran-1.md", "belum sampai pada target [angka: IKU-3.target]", "targetnya\n97,5%")
    edit(f"{REPORT}/teks/kesimpulan.md", "[angka: rata-rata]", "**106,18%**")
    lines = run().stdout.splitlines()
    assert any(one.startswith(f"{REPORT}/teks/sasaran-1.md:10:1: L10 peringatan: ") for one in lines)
    (swapped,) = [one for one in told() if one.where.file.endswith("kesimpulan.md")]
    assert (swapped.where.line, swapped.where.column, swapped.text) == (1, 68, "106,18%")
    assert "mirip rata-rata 101,68% (dua angka tertukar?)" in swapped.message


def test_a_contradiction_is_a_fault() -> None:
    edit(f"{REPORT}/teks/sasaran-1.md", "mencapai [angka: IKU-1.realisasi] dari", "(IKU-1) mencapai 91,90% dari")
    result = run("--format", "json")
    assert result.exit_code == 1
    (one,) = [one for one in json.loads(result.stdout)["temuan"] if one["kode"] == "L10"]
    assert (one["tingkat"], one["baris"], one["teks"]) == ("galat", 9, "91,90%")
    assert "ganti dengan [angka: IKU-1.realisasi]" in one["saran"]
    assert "::error file=" in run("--format", "github").stdout


def test_what_is_below_its_target_must_be_explained() -> None:
    edit(f"{REPORT}/teks/sasaran-2.md", "memperlama penerbitan dokumen (IKU-6)", "memperlama penerbitan dokumen")
    (one,) = [one for one in told() if one.code == "L04"]
    assert (one.where.file, one.severity) == (f"{REPORT}/teks/sasaran-2.md", Severity.WARNING)
    assert one.message.startswith("IKU-6 (Rata-rata waktu penerbitan dokumen kependudukan): capaian 95,24 persen")
    assert "menurut bidang: " in one.hint


def test_an_analysis_that_is_missing_is_a_fault_once_the_report_is_final() -> None:
    edit(f"{REPORT}/teks/sasaran-3.md", "# Efisiensi Penggunaan Sumber Daya", "")
    assert [(one.code, one.severity) for one in told() if one.code.startswith("L")] == [("L05", Severity.WARNING)]
    levels = {one.code: one.severity for one in told(final=True)}
    assert (levels["L05"], levels["L11"]) == (Severity.ERROR, Severity.ERROR)


def test_a_history_that_is_damaged_is_told_and_the_report_judged_as_a_draft() -> None:
    Path(REPORT, "riwayat.yaml").write_text("langkah: [{langkah: sahkan}]\n", encoding="utf-8")
    assert any(one.where.file == f"{REPORT}/riwayat.yaml" and one.severity is Severity.ERROR for one in told())


def test_last_years_figures_are_those_of_last_years_report() -> None:
    next_year = f"data/{OFFICE}/laporan/lkj-2026"
    Path(next_year).mkdir()
    head = "tahun: 2026\npenandatangan: kepala-dinas\n"
    Path(next_year, "laporan.yaml").write_text(head, encoding="utf-8", newline="\n")
    edit(f"{KINERJA}/pembanding.yaml", '      2024: {target: "98,5", realisasi: "98,41"}\n',
         '      2024: {target: "98,5", realisasi: "98,41"}\n      2025: {target: "99", realisasi: "99,01"}\n')
    found = [one for one in told(f"{next_year}/laporan.yaml") if one.code == "L08"]
    first = found[0]
    assert first.message == f"IKU-1: realisasi 2025 99,01, dalam laporan {OFFICE}/lkj-2025 99,10"
    assert first.where.file == f"{KINERJA}/pembanding.yaml"
    assert all("tidak ada dalam data pembanding" in one.message for one in found[1:])
    assert len(found) > 1


def test_last_years_figures_are_those_that_were_signed() -> None:
    """What the forms of last year say today does not count once its report was frozen."""
    signed = {
        "IKU-1.target-setahun": AngkaBeku("99%"), "IKU-1.realisasi": AngkaBeku("98,87%", "98.87"),
        "IKU-1.capaian": AngkaBeku("99,87%", "99.87"),
        "IKU-9.target-setahun": AngkaBeku("BB"), "IKU-9.realisasi": AngkaBeku("B"),
        "IKU-2.target-setahun": AngkaBeku("99%"), "IKU-2.realisasi": AngkaBeku("n/a", "", "belum diisi"),
    }  # fmt: skip
    record = to_json(Beku(f"{OFFICE}/lkj-2025", "", 2025, 4, "", 1, True, "2026-01-12", signed, (), (), {}))
    Path(REPORT, "draf").mkdir()
    Path(REPORT, "draf", "final.json").write_bytes(record)
    steps = [f"{{langkah: {step}, draf: 1, tanggal: 2026-01-12, isi: {digest(record)}}}"
             for step in ("ajukan", "setujui", "sahkan")]  # fmt: skip
    Path(REPORT, "riwayat.yaml").write_text(f"langkah: [{', '.join(steps)}]\n", encoding="utf-8")
    next_year = Path(f"data/{OFFICE}/laporan/lkj-2026/laporan.yaml")
    next_year.parent.mkdir()
    next_year.write_text("tahun: 2026\n", encoding="utf-8")
    edit(f"{KINERJA}/pembanding.yaml", '      2024: {target: "98,5", realisasi: "98,41"}\n',
         '      2025: {target: "99", realisasi: "99,10"}\n')
    name = f"laporan {OFFICE}/lkj-2025 yang disahkan"
    assert [one.message for one in told(str(next_year)) if one.code == "L08"] == [
        f"IKU-1: realisasi 2025 99,10, dalam {name} 98,87",
        f"IKU-9: realisasi 2025 B menurut {name}, tetapi tidak ada dalam data pembanding",
    ]
    assert {one.code: one.severity for one in told()}["L11"] is Severity.ERROR  # signed without a date


def test_a_coarse_picture_is_told() -> None:
    from PIL import Image

    Image.new("RGB", (600, 400), "white").save(f"{REPORT}/lampiran/antrean-loket.png")
    Image.new("RGB", (300, 200), "white").save(f"{REPORT}/teks/foto.png", dpi=(60, 60))
    with Path(REPORT, "teks", "kesimpulan.md").open("a", encoding="utf-8", newline="\n") as text:
        text.write("\n![Loket](foto.png)\n\n[petunjuk: hapus]\n")
    assert [(one.where.file.rpartition("/")[2], one.code) for one in told() if one.code.startswith("L")] == [
        ("laporan.yaml", "L19"), ("kesimpulan.md", "L19"), ("kesimpulan.md", "L18"),
    ]  # fmt: skip


def test_the_office_may_switch_off_a_rule_of_practice() -> None:
    edit(f"{REPORT}/teks/kesimpulan.md", "Secara umum", "Secara umum 45.678 jiwa dan")
    assert [one.code for one in told() if one.code == "L10"] == ["L10"]
    with Path(f"sop_catalog/{OFFICE}/kantor.yaml").open("a", encoding="utf-8", newline="\n") as office:
        office.write("\naturan_nonaktif:\n  - {kode: L10, alasan: angka teks diperiksa Bappeda}\n")
    assert [one.code for one in told() if one.code == "L10"] == []
