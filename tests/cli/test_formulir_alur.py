"""The form isian as a clerk works with it: made, sent, filled in, read, chased, sent back, compiled."""

from __future__ import annotations

import hashlib
import json
import re
import shutil
from collections.abc import Mapping
from datetime import date
from pathlib import Path
from typing import Any

import pytest
from click.testing import CliRunner, Result
from openpyxl import load_workbook

from doctool.cli.main import cli
from doctool.form_recap import load_recap
from doctool.manifest import Manifest
from tests.letters.office import KANTOR, write

KINERJA = """\
tahun: 2026
sasaran:
  - uraian: Tertib administrasi
    indikator:
      - {kode: N1, uraian: Kepemilikan KTP, satuan: "%", target: "95", target_triwulan: ["90", "92", "94", "95"],
         pembilang: Ber-KTP, penyebut: Wajib KTP, penanggung_jawab: dafduk}
      - {kode: S1, uraian: Kartu terbit, satuan: kartu, akumulasi: jumlah, target: "400",
         target_triwulan: ["100", "100", "100", "100"], penanggung_jawab: dafduk}
      - {kode: T1, uraian: Indeks pelayanan, satuan: indeks, target: "4", target_triwulan: ["4", "4", "4", "4"],
         penanggung_jawab: piak}
      - {kode: U1, uraian: Data dimanfaatkan, satuan: "%", target: "80", target_triwulan: ["80", "80", "80", "80"],
         penanggung_jawab: sekretariat}
program:
  - uraian: Program Pendaftaran
    pagu: "1.000.000"
    penanggung_jawab: dafduk
"""
FORMS = Path("output/formulir/kab-contoh/2026")
QUARTER = ("--triwulan", "II")


@pytest.fixture
def workspace(tmp_path: Path, monkeypatch: pytest.MonkeyPatch) -> Path:
    office = KANTOR + "bidang: {sekretariat: Sekretariat, dafduk: Bidang Dafduk, piak: Bidang PIAK}\n"
    write(tmp_path / "sop_catalog" / "kab-contoh" / "kantor.yaml", office + "kinerja: {libur: [2026-07-07]}\n")
    write(tmp_path / "data" / "kab-contoh" / "kinerja" / "2026.yaml", KINERJA)
    monkeypatch.chdir(tmp_path)
    return tmp_path


def run(*words: str, code: int = 0) -> Result:
    result = CliRunner().invoke(cli, ["formulir", *words])
    assert result.exit_code == code, result.output
    return result


def fill(bidang: str, values: Mapping[tuple[str, str], object], name: str, source: Path | None = None) -> Path:
    """A form of a bidang with `values` by key of the row and field, saved as `name`."""
    book = load_workbook(source or FORMS / f"form-isian-2026-tw2-{bidang}.xlsx")
    columns, rows = {}, {}
    for record in book["_doctool"].iter_rows(values_only=True):
        if record[0] == "kolom":
            columns[record[1], record[2]] = record[3]
        if record[0] == "baris":
            rows[record[2]] = record[1], record[4]
    for (key, field), value in values.items():
        sheet, row = rows[key]
        book[sheet][f"{columns[sheet, field]}{row}"] = value
    path = Path("kiriman") / name
    path.parent.mkdir(exist_ok=True)
    book.save(path)
    return path


GOOD = {
    ("N1/P", "realisasi_tw1"): 880, ("N1/Y", "realisasi_tw1"): 1000, ("N1/P", "realisasi_tw2"): 930,
    ("N1/Y", "realisasi_tw2"): 1000, ("S1", "realisasi_tw1"): 120, ("S1", "realisasi_tw2"): 110,
    ("A/1", "realisasi"): 250000,
}  # fmt: skip
BAD = {("T1", "realisasi_tw1"): 4.1, ("T1", "realisasi_tw2"): "empat koma dua"}


@pytest.fixture
def returned(workspace: Path) -> Path:
    """Forms made and sent on 3 July; dafduk returned its form well, piak with a fault, the sekretariat not at all."""
    run("buat", *QUARTER[:1], "2")
    run("kirim", *QUARTER, "--tanggal", "3-7-2026")
    fill("dafduk", GOOD, "Form (1) revisi fix.xlsx")
    fill("piak", BAD, "WA0012.xlsx")
    run("baca", "kiriman", "--tanggal", "2026-07-09", code=1)
    return workspace


def payload(*words: str, code: int = 0) -> Any:
    return json.loads(run(*words, "--json", code=code).stdout)


def test_status_says_who_is_late_in_working_days(returned: Path) -> None:
    said = payload("status", "--tanggal", "15-7-2026")
    assert {one["bidang"]: (one["keadaan"], one["terlambat"]) for one in said["bidang"]} == {
        "sekretariat": ("belum", 2), "dafduk": ("diterima", 0), "piak": ("perlu diperbaiki", 0)
    }
    assert said["bidang"][0]["batas"] == "2026-07-13"
    assert said["triwulan"] == 2
    text = run("status", "--tanggal", "15-7-2026").output
    assert "1 terlambat" in text
    assert "terlambat 2 hari kerja" in text


def test_without_a_note_of_sending_the_clerk_is_told_how_to_make_one(workspace: Path) -> None:
    assert "doctool formulir kirim" in run("status", *QUARTER).output


def test_a_bidang_that_gets_no_form_is_refused(workspace: Path) -> None:
    result = run("kirim", *QUARTER, "umum", code=2)
    assert 'bidang "umum" tidak mendapat formulir' in result.output


def test_forms_can_be_sent_to_one_bidang_later(workspace: Path) -> None:
    run("kirim", *QUARTER, "--tanggal", "3-7-2026")
    lines = run("kirim", *QUARTER, "--tanggal", "3-7-2026").output.splitlines()
    assert lines[0] == "sekretariat: dikirim 3 Juli 2026, batas waktu 13 Juli 2026"
    assert [one.split(":")[0] for one in lines] == ["sekretariat", "dafduk", "piak"]
    said = payload("kirim", *QUARTER, "piak", "--tanggal", "6-7-2026")
    assert {key: one["dikirim"] for key, one in said["bidang"].items()} == {
        "sekretariat": "2026-07-03", "dafduk": "2026-07-03", "piak": "2026-07-06"
    }
    damaged = workspace / "data/kab-contoh/kinerja/2026/pengiriman.json"
    damaged.write_text("{", encoding="utf-8")
    assert "rusak" in run("status", *QUARTER, code=1).output


def test_a_reminder_goes_to_who_has_not_returned_and_keeps_its_number(returned: Path) -> None:
    words = ("status", "--pengingat", "--format", "docx", "--tanggal", "15-7-2026")
    CliRunner().invoke(cli, ["surat", "nomor", "mulai", "7", "--tahun", "2026"], catch_exceptions=False)
    first = payload(*words)["pengingat"]
    assert [one["alamat"] for one in first] == ["kab-contoh/pengingat-formulir-2026-tw2-sekretariat-2026-07-15"]
    assert first[0]["nomor"].split("/")[1] == "007"
    assert payload(*words)["pengingat"][0]["nomor"] == first[0]["nomor"]
    assert (returned / "output/surat/kab-contoh/pengingat-formulir-2026-tw2-sekretariat-2026-07-15.docx").is_file()


def test_the_status_goes_to_a_workbook_that_is_not_overwritten_unasked(returned: Path) -> None:
    run("status", "-o", "status.xlsx")
    assert load_workbook("status.xlsx").sheetnames == ["Status", "Temuan"]
    assert "--timpa" in run("status", "-o", "status.xlsx", code=2).output
    assert ".xlsx" in run("status", "-o", "status.pdf", code=2).output


def test_a_faulty_form_is_sent_back_mended_and_accepted(returned: Path) -> None:
    came = returned / "kiriman" / "WA0012.xlsx"
    before = came.read_bytes()
    made = payload("kembalikan", "--format", "docx", "--tanggal", "10-7-2026")
    assert came.read_bytes() == before
    (form,) = made["formulir"]
    (letter,) = made["surat"]
    assert letter["alamat"].startswith("kab-contoh/pengembalian-formulir-2026-tw2-piak-")
    (marked,) = form["berkas"]
    fill("piak", {("T1", "realisasi_tw2"): 4.2}, "WA0013.xlsx", Path(marked))
    run("baca", "kiriman/WA0013.xlsx", "--tanggal", "2026-07-13")
    assert payload("status", "--tanggal", "15-7-2026")["bidang"][2]["keadaan"] == "diterima"
    assert "Tidak ada formulir yang perlu diperbaiki" in run("kembalikan").output


def test_a_marked_form_is_never_made_without_its_nota_dinas(returned: Path) -> None:
    CliRunner().invoke(cli, ["surat", "nomor", "mulai", "413", "--tahun", "2026"])
    CliRunner().invoke(cli, ["surat", "nomor", "ambil", "--hal", "Lain", "--tanggal", "2026-12-05"])
    words = ("kembalikan", "--format", "docx", "--tanggal", "10-7-2026")
    said = run(*words, code=3).output
    assert "perbaikan: tidak dibuat, karena nota dinasnya tidak jadi" in said
    assert "mendahului nomor terakhir" in said
    assert not Path("output/surat").exists()
    assert not (FORMS / "perbaikan").exists()
    made = payload(*words, "--sisipan")
    assert made["surat"][0]["nomor"]
    assert all(Path(one["berkas"][0]).is_file() for one in (*made["surat"], *made["formulir"]))


def test_a_letter_remembers_its_data_wherever_it_was_made_from(
    returned: Path, monkeypatch: pytest.MonkeyPatch
) -> None:
    output, notes = returned / "output", returned / "output" / ".doctool" / "manifes.jsonl"
    remembered = []
    for folder in (returned, returned / "data"):
        monkeypatch.chdir(folder)
        (made,) = payload("kembalikan", "--format", "docx", "--tanggal", "10-7-2026")["surat"]
        path = output / "surat" / "kab-contoh" / Path(made["berkas"][0]).name
        remembered.append(Manifest(output, notes).origin(path))
    assert remembered == [f"data/kab-contoh/kinerja/2026/{path.stem}"] * 2


def test_nothing_is_made_where_nobody_can_sign(returned: Path) -> None:
    place = returned / "sop_catalog" / "kab-contoh" / "kantor.yaml"
    text = place.read_text(encoding="utf-8")
    write(place, re.sub(r"jabatan: [^,}\n]+", 'jabatan: ""', text))
    before = {path for path in returned.rglob("*") if path.is_file()}
    for words in (("kembalikan",), ("status", "--pengingat", "-o", "status.xlsx")):
        said = run(*words, code=1).output
        assert "penanda tangan tanpa jabatan: pejabat" in said
        assert "--penandatangan KUNCI" in said
    assert {path for path in returned.rglob("*") if path.is_file()} == before
    assert run("status", "--pengingat", "--penandatangan", "tiada", code=2)


def test_the_recap_is_made_with_its_json_and_the_same_bytes_again(returned: Path) -> None:
    said = payload("rekap", *QUARTER, code=1)
    xlsx, data = (Path(one) for one in said["berkas"])
    assert (said["terukur"], said["indikator"]) == (2, 4)
    made = load_recap(data)
    assert {one.kode: one.akhir.sampai for one in made.indikator()} == {"N1": 93, "S1": 230, "T1": None, "U1": None}
    hashes = [hashlib.sha256(path.read_bytes()).hexdigest() for path in (xlsx, data)]
    run("rekap", *QUARTER, "-q", code=1)
    assert [hashlib.sha256(path.read_bytes()).hexdigest() for path in (xlsx, data)] == hashes
    assert "Asal Data" in load_workbook(xlsx).sheetnames


def test_a_recap_changed_by_hand_is_not_overwritten(returned: Path) -> None:
    run("rekap", *QUARTER, code=1)
    path = returned / FORMS / "rekap-2026-tw2.xlsx"
    path.write_bytes(path.read_bytes() + b"x")
    assert "diubah atau dibuat orang" in run("rekap", *QUARTER, code=3).output
    run("rekap", *QUARTER, "--timpa", code=1)


def test_a_dry_run_writes_nothing(returned: Path) -> None:
    shutil.rmtree(returned / "output")
    for words in (("rekap", *QUARTER), ("kembalikan",), ("status", "--pengingat", "-o", "s.xlsx")):
        run(*words, "--dry-run", code=1 if words[0] == "rekap" else 0)
    assert not (returned / "output").exists()
    assert not (returned / "s.xlsx").exists()


def test_what_no_seksi_answers_for_has_a_form_of_its_own_that_is_accepted(workspace: Path) -> None:
    place = workspace / "data" / "kab-contoh" / "kinerja" / "2026.yaml"
    section = "penanggung_jawab: {bidang: dafduk, seksi: Seksi Kartu}}"
    write(place, KINERJA.replace('"100"], penanggung_jawab: dafduk}', f'"100"], {section}'))
    run("buat", *QUARTER[:1], "2", "--per-seksi")
    run("buat", *QUARTER[:1], "2")
    names = {path.name for path in FORMS.glob("*dafduk*")}
    stem = "form-isian-2026-tw2-dafduk"
    assert names == {f"{stem}.xlsx", f"{stem}-seksi-kartu.xlsx", f"{stem}-di-luar-seksi.xlsx"}
    rest = {key: value for key, value in GOOD.items() if key[0] != "S1"}
    fill("dafduk", rest, "sisa.xlsx", FORMS / f"{stem}-di-luar-seksi.xlsx")
    assert not {"F08", "F11"} & {one["kode"] for one in payload("baca", "kiriman")["formulir"][0]["temuan"]}
    state = payload("status", *QUARTER)["bidang"][1]
    assert (state["keadaan"], state["belum_dari"]) == ("sebagian", ["Seksi Kartu"])
    cards = {key: value for key, value in GOOD.items() if key[0] == "S1"}
    fill("dafduk", cards, "kartu.xlsx", FORMS / f"{stem}-seksi-kartu.xlsx")
    run("baca", "kiriman/kartu.xlsx")
    assert payload("status", *QUARTER)["bidang"][1]["keadaan"] == "diterima"


def test_the_quarter_is_that_of_the_forms_that_were_made_where_nothing_was_sent(workspace: Path) -> None:
    assert payload("status", "--tanggal", "2025-11-01")["triwulan"] == 1
    assert payload("status", "--tanggal", "2026-11-01")["triwulan"] == 3
    run("buat", *QUARTER[:1], "2")
    for day in ("2026-11-01", "2027-11-01"):
        assert payload("status", "--tanggal", day)["triwulan"] == 2
    assert payload("rekap")["triwulan"] == 2
    run("buat")
    assert payload("status", "--tanggal", "2026-11-01")["triwulan"] == 2


def test_what_the_fresh_form_has_mended_already_is_said(returned: Path) -> None:
    fill("dafduk", {**GOOD, ("S1", "target"): 999, ("S1", "realisasi_tw2"): date(2026, 2, 1)}, "x.xlsx")
    record = returned / "data/kab-contoh/kinerja/2026/pengembalian/dafduk-tw2.json"
    record.unlink()
    run("baca", "kiriman/x.xlsx", code=1)
    (marked,) = payload("kembalikan", "dafduk", "--format", "docx")["formulir"][0]["berkas"]
    comments = [cell.comment.text for cells in load_workbook(marked)["Form Isian"].iter_rows() for cell in cells
                if cell.comment is not None]  # fmt: skip
    assert any("Sudah dikembalikan ke 400; tidak ada yang perlu diketik." in one for one in comments)
    assert any("Format selnya sudah Angka" in one for one in comments)


def test_the_quarter_is_read_as_offices_write_it(returned: Path) -> None:
    for text in ("2", "II", "TW II", "triwulan 2"):
        assert payload("status", "--triwulan", text)["triwulan"] == 2
    assert "bukan triwulan" in run("rekap", "--triwulan", "V", code=2).output
