"""`doctool laporan ajukan` to `kirim`: a report of a bidang from its first draft to the letter it goes with."""

from __future__ import annotations

import json
import os
import re
import shutil
from collections.abc import Iterator
from pathlib import Path
from typing import Any

import pypdf
import pytest
from click.testing import CliRunner, Result

from doctool.cli.main import cli
from doctool.convert.libreoffice import find_soffice
from doctool.errors import ExitCode
from tests.letters.office import write
from tests.reports.review_case import FOLDER, make_report

ROOT = Path(__file__).resolve().parents[2]
NAME = "kota-probolinggo/lkj-2025-capil"
REPORT = Path("data/kota-probolinggo/laporan/lkj-2025-capil")
MADE = Path("output/laporan/kota-probolinggo/lkj-2025-capil")
needs_office = pytest.mark.skipif(find_soffice() is None, reason="LibreOffice is not installed")


def run(*words: str, code: int = 0) -> Result:
    result = CliRunner().invoke(cli, ["laporan", *words], prog_name="doctool")
    assert result.exit_code == code, result.output
    return result


def data(*words: str, code: int = 0) -> dict[str, Any]:
    found = json.loads(run(*words, "--json", code=code).stdout)
    assert isinstance(found, dict)
    return found


@pytest.fixture(scope="module")
def signed(tmp_path_factory: pytest.TempPathFactory) -> Iterator[Path]:
    """A workspace where the sample was handed in, sent back, handed in again and signed; drafts are in draf1, draf2."""
    root = tmp_path_factory.mktemp("ruang")
    for name in ("sop_catalog/kota-probolinggo", "data/kota-probolinggo", "templates/docx"):
        shutil.copytree(ROOT / name, root / name)
    for name in ("draf", "final", ".doctool"):
        shutil.rmtree(root / REPORT / name, ignore_errors=True)
    (root / REPORT / "riwayat.yaml").unlink()
    here = Path.cwd()
    os.chdir(root)
    try:
        run("ajukan", NAME, "--tanggal", "2026-01-07", "--oleh", "Seksi Kelahiran")
        shutil.copytree(MADE, "draf1")
        run("kembalikan", NAME, "--tanggal", "2026-01-08", "--catatan", "sebut waktu penerbitan")
        closing = REPORT / "teks" / "penutup.md"
        write(closing, closing.read_text(encoding="utf-8") + "\nRapat evaluasi diadakan setiap triwulan.\n")
        run("ajukan", NAME, "--tanggal", "2026-01-08", "--oleh", "Seksi Kelahiran")
        shutil.copytree(MADE, "draf2")
        run("sahkan", NAME, "--tanggal", "2026-01-09")
        yield root
    finally:
        os.chdir(here)


@pytest.fixture
def place(signed: Path, tmp_path: Path, monkeypatch: pytest.MonkeyPatch) -> Path:
    """A copy of it to change."""
    shutil.copytree(signed, tmp_path / "ruang")
    monkeypatch.chdir(tmp_path / "ruang")
    return tmp_path / "ruang"


def pages(pdf: Path) -> list[str]:
    return [" ".join(page.extract_text().split()) for page in pypdf.PdfReader(pdf).pages]


@needs_office
def test_every_page_of_a_draft_says_what_it_is_and_no_page_of_the_final_one(place: Path) -> None:
    for number, day in ((1, 7), (2, 8)):
        said = f"DRAF {number}, diajukan kepada Kepala Bidang Pelayanan Pencatatan Sipil, {day} Januari 2026"
        shown = pages(place / f"draf{number}" / "laporan-lkj-2025-capil.pdf")
        assert len(shown) > 5
        assert [number for number, text in enumerate(shown, 1) if said not in text] == []
    final = pages(place / REPORT / "final" / "laporan-lkj-2025-capil.pdf")
    assert [text for text in final if "DRAF" in text] == []


@needs_office
def test_the_final_report_is_kept_and_nothing_differs(place: Path) -> None:
    assert (place / REPORT / "final" / "laporan-lkj-2025-capil.docx").read_bytes() == (
        place / MADE / "laporan-lkj-2025-capil.docx"
    ).read_bytes()
    result = run("verifikasi", NAME)
    assert "disahkan oleh Kepala Bidang Pelayanan Pencatatan Sipil, 9 Januari 2026" in result.stdout
    assert "Semua sumber sama dengan laporan final." in result.stdout
    record = json.loads((place / REPORT / "draf" / "final.json").read_text(encoding="utf-8"))
    assert sorted(record["berkas"]) == ["laporan-lkj-2025-capil.docx", "laporan-lkj-2025-capil.pdf"]


@needs_office
@pytest.mark.parametrize(
    "name",
    [
        "data/kota-probolinggo/laporan/lkj-2025-capil/teks/penutup.md",
        "data/kota-probolinggo/laporan/lkj-2025-capil/laporan.yaml",
        "data/kota-probolinggo/kinerja/2025/pengembalian/capil-tw4.json",
        "data/kota-probolinggo/kinerja/2025.yaml",
        "data/kota-probolinggo/kinerja/pembanding.yaml",
        "sop_catalog/kota-probolinggo/kantor.yaml",
        "templates/docx/laporan.docx",
    ],
)
def test_one_byte_of_a_source_is_seen(place: Path, name: str) -> None:
    with (place / name).open("ab") as file:
        file.write(b"\n")
    os.utime(place / name, (1769853600, 1769853600))
    found = data("verifikasi", NAME, code=ExitCode.FINDINGS)
    assert found["sama"] is False
    assert found["sumber"] == [{"berkas": name, "apa": "berubah", "sejak": "2026-01-31"}]
    assert f"{name}: berubah, terakhir ditulis 31 Januari 2026" in run("verifikasi", NAME, code=1).stdout


@needs_office
def test_a_text_that_is_gone_and_a_changed_archive_are_seen(place: Path) -> None:
    (place / REPORT / "teks" / "penutup.md").unlink()
    kept = place / REPORT / "final" / "laporan-lkj-2025-capil.pdf"
    kept.write_bytes(kept.read_bytes()[:-1])
    found = data("verifikasi", NAME, code=ExitCode.FINDINGS)
    assert [(Path(one["berkas"]).name, one["apa"]) for one in found["sumber"]] == [("penutup.md", "tidak ada lagi")]
    assert [(one["berkas"], one["apa"]) for one in found["arsip"]] == [("laporan-lkj-2025-capil.pdf", "berubah")]


@needs_office
def test_a_file_at_hand_is_the_final_one_a_draft_one_with_a_signature_or_none(place: Path) -> None:
    final = (place / REPORT / "final" / "laporan-lkj-2025-capil.pdf").read_bytes()
    Path("kiriman.pdf").write_bytes(final)
    assert data("verifikasi", "kiriman.pdf")["berkas"]["apa"] == "final"
    assert data("verifikasi", str(REPORT / "final" / "laporan-lkj-2025-capil.docx"))["berkas"]["apa"] == "final"
    old = data("verifikasi", "draf1/laporan-lkj-2025-capil.pdf", code=ExitCode.FINDINGS)
    assert (old["berkas"]["apa"], old["berkas"]["draf"]) == ("draf", 1)
    Path("kiriman.pdf").write_bytes(final + b"%tanda tangan\n")
    later = data("verifikasi", NAME, "kiriman.pdf", code=ExitCode.FINDINGS)
    assert later["berkas"]["apa"] == "final dengan tambahan"
    changed = bytearray(final)
    changed[len(final) // 2] ^= 1
    Path("laporan-lkj-2025-capil.pdf").write_bytes(bytes(changed))
    assert data("verifikasi", "laporan-lkj-2025-capil.pdf", code=1)["berkas"]["apa"] == "lain"
    assert 'berkas "tiada.pdf" tidak ada' in run("verifikasi", "tiada.pdf", code=ExitCode.USAGE).stderr


@needs_office
def test_what_is_final_takes_no_further_step_and_stays_as_it_is(place: Path) -> None:
    kept = {path: path.read_bytes() for name in ("draf", "final") for path in (place / REPORT / name).iterdir()}
    for step in ("ajukan", "kembalikan", "sahkan"):
        refused = run(step, NAME, *(["--catatan", "x"] if step == "kembalikan" else []), code=ExitCode.FINDINGS)
        assert "laporan yang disahkan tidak diubah lagi" in refused.stderr
    assert {path: path.read_bytes() for path in kept} == kept


@needs_office
def test_a_final_report_whose_sources_changed_is_a_draft_again_and_is_sent_as_it_was_signed(place: Path) -> None:
    assert "surat-pengantar-laporan-lkj-2025-capil.docx" in run(
        "kirim", NAME, "--kepada", "Sekretaris", "--tanggal", "2026-01-10", "--format", "docx"
    ).stdout
    closing = place / REPORT / "teks" / "penutup.md"
    write(closing, "Diganti.\n")
    sent = run("kirim", NAME, "--kepada", "Sekretaris", "--tanggal", "2026-01-10", "--format", "docx", "--dry-run")
    assert "sumbernya berubah sejak disahkan; yang dikirim tetap berkas dalam folder final" in sent.stderr
    (found,) = data("status", NAME)["laporan"]
    assert found["cetak"] == "DRAF, berbeda dari laporan yang disahkan 9 Januari 2026"
    kept = place / REPORT / "final" / "laporan-lkj-2025-capil.docx"
    was = kept.read_bytes()
    kept.write_bytes(was + b"x")
    refused = run("kirim", NAME, "--kepada", "Sekretaris", code=ExitCode.FINDINGS)
    assert "berkas yang disahkan 9 Januari 2026: laporan-lkj-2025-capil.docx berubah" in refused.stderr
    kept.write_bytes(was)


@needs_office
def test_banding_tells_what_changed_between_the_two_drafts(place: Path) -> None:
    found = data("banding", NAME, "--dari", "1", "--ke", "2")
    assert [(one["apa"], one["letak"], one["baru"]) for one in found["teks"]] == [
        ("ditambahkan", "Penutup", "Rapat evaluasi diadakan setiap triwulan.")
    ]
    assert (found["angka"], found["tabel"], found["bagian"], found["lampiran"]) == ([], [], [], [])
    files = [str(REPORT / "draf" / name) for name in ("1.json", "2.json")]
    assert data("banding", *files)["teks"] == found["teks"]
    assert data("banding", NAME, "--ke", "final", "--dari", "2")["sama"] is True
    assert "draf yang ada: 1, 2" in run("banding", NAME, "--dari", "7", code=1).stderr


@needs_office
def test_one_realisasi_changes_the_places_that_show_it(place: Path) -> None:
    returned = place / "data/kota-probolinggo/kinerja/2025/pengembalian/capil-tw4.json"
    text = returned.read_text(encoding="utf-8")
    write(returned, re.sub(r'(?<=")441(?=")', "451", text))
    found = data("banding", NAME, "--dari", "2", "--ke", "sekarang")
    names = [one["nama"] for one in found["angka"]]
    assert names[0] == "IKU-4.realisasi"
    assert [one for one in names if one.startswith(("IKU-3", "IKU-6"))] == []
    cells = [cell for table in found["tabel"] for cell in table["sel"] if table["jenis"] == "tabel"]
    assert {cell["baris"] for cell in cells if "IKU-" in cell["baris"]} == {
        "Persentase kematian yang dilaporkan dan terbit akta kematiannya (IKU-4)"
    }
    assert found["sumber"] == ["data/kota-probolinggo/kinerja/2025/pengembalian/capil-tw4.json"]


@needs_office
def test_a_signed_report_is_mended_in_a_copy_without_its_history(place: Path) -> None:
    refused = run("ajukan", NAME, "--tanggal", "2026-02-02", code=ExitCode.FINDINGS).stderr
    assert "salin foldernya tanpa riwayat.yaml, draf dan final, lalu ajukan salinannya" in refused
    copy = (place / REPORT).with_name("lkj-2025-capil-perubahan")
    shutil.copytree(place / REPORT, copy, ignore=shutil.ignore_patterns("riwayat.yaml", "draf", "final"))
    found = data("ajukan", "kota-probolinggo/lkj-2025-capil-perubahan", "--tanpa-berkas", "--tanggal", "2026-02-02")
    assert (found["tahap"], found["draf"]) == ("diajukan", 1)
    shutil.rmtree(copy)


@needs_office
def test_the_dinas_report_says_which_bidang_have_theirs(place: Path) -> None:
    (found,) = data("status", "kota-probolinggo/lkj-2025")["laporan"]
    below = {one["bidang"]: one for one in found["laporan_bidang"]}
    assert below["capil"]["laporan"] == NAME
    assert below["capil"]["tahap"] == "disahkan"
    assert below["capil"]["teks_dipakai"] == ["../lkj-2025-capil/teks/sasaran-1-penyebab.md"]
    assert below["piak"]["laporan"] == ""
    lines = run("status", "kota-probolinggo/lkj-2025").stdout
    assert "Bidang Pelayanan Pencatatan Sipil: kota-probolinggo/lkj-2025-capil, draf 2 disahkan oleh" in lines
    assert "1 teksnya dipakai dalam laporan dinas" in lines


@needs_office
def test_errors_and_changes_since_the_draft_keep_a_report_from_being_signed(place: Path) -> None:
    history = place / REPORT / "riwayat.yaml"
    text = history.read_text(encoding="utf-8")
    write(history, text[: text.index("  - langkah: sahkan")])
    shutil.rmtree(place / REPORT / "final")
    (place / REPORT / "draf" / "final.json").unlink()
    closing = place / REPORT / "teks" / "penutup.md"
    was = closing.read_text(encoding="utf-8")
    write(closing, was + "\nKalimat yang tidak direviu.\n")
    assert "isinya sudah berubah sejak draf 2 diajukan" in run("sahkan", NAME, code=1).stderr
    write(closing, was + "\n[isi: belum ditulis]\n")
    assert "belum dapat disahkan: " in run("sahkan", NAME, code=1).stderr
    assert not (place / REPORT / "final").exists()
    assert history.read_text(encoding="utf-8") == text[: text.index("  - langkah: sahkan")]
    write(closing, was)
    report = place / REPORT / "laporan.yaml"
    write(report, report.read_text(encoding="utf-8").replace("tanggal: 9 Januari", "tanggal: 12 Januari"))
    assert run("sahkan", NAME, "--tanggal", "2026-01-12", "--dry-run").stdout.count("final") == 3
    assert not (place / REPORT / "final").exists()
    run("sahkan", NAME, "--tanggal", "2026-01-12")


def test_steps_need_a_report_to_be_named_only_where_there_are_several(
    tmp_path: Path, monkeypatch: pytest.MonkeyPatch
) -> None:
    make_report(tmp_path)
    monkeypatch.chdir(tmp_path)
    assert "belum pernah diajukan" in run("status").stdout
    assert "belum pernah diajukan, jadi tidak ada yang dibandingkan" in run("verifikasi", code=1).stderr
    assert "belum ada draf yang diajukan" in run("banding", code=1).stderr
    found = data("ajukan", "--tanpa-berkas", "--tanggal", "2027-01-05", "--oleh", "Sub Bagian Program")
    assert (found["sebelum"], found["tahap"], found["draf"]) == ("konsep", "diajukan", 1)
    assert found["langkah"]["oleh"] == "Sub Bagian Program"
    refused = run("sahkan", code=ExitCode.FINDINGS)
    assert refused.stderr.startswith("Galat: kab-contoh/lkj: laporan ini tidak dapat disahkan: draf 1 diajukan")
    assert "doctool laporan setujui kab-contoh/lkj" in refused.stderr
    run("setujui", "--tanggal", "2027-01-06")
    approved = "6 Januari 2027: draf 1 disetujui oleh Sekretaris dan diteruskan kepada Kepala Dinas\n"
    assert approved in run("status").stdout
    assert "belum dapat dikirim" in run("kirim", "--kepada", "Kepala Bappeda", code=1).stderr
    page = run("banding", "-o", "beda.html")
    assert "Tidak ada perubahan isi." in page.stdout
    assert Path("beda.html").read_text(encoding="utf-8").startswith("<!DOCTYPE html>")
    shutil.copytree(FOLDER, FOLDER.with_name("lkj-dua"))
    listed = run("ajukan", code=ExitCode.USAGE).stderr
    assert "kab-contoh/lkj, kab-contoh/lkj-dua" in listed
    Path("kiriman.pdf").write_bytes(b"%PDF-1.7 diubah")
    unknown = run("verifikasi", "kiriman.pdf", code=ExitCode.USAGE).stderr
    assert "bukan salah satu berkas laporan yang diajukan atau disahkan" in unknown
    assert "isinya mungkin sudah diubah; sebut juga laporannya" in unknown
