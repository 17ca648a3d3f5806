"""`doctool paket ekspedisi`: nothing that was recorded is lost, by options or from the list that comes back."""

from __future__ import annotations

import io
import json
import re
from dataclasses import replace
from datetime import date
from pathlib import Path
from typing import Any

import openpyxl
import pytest
from click.testing import CliRunner, Result

from doctool.catalog.index import Workspace
from doctool.cli.main import cli
from doctool.packet_handover import open_handover, received, record
from doctool.packet_list import refresh
from doctool.packets.handover import BarisEkspedisi, CatatanEkspedisi, as_line, handover_rows, latest, read_log
from doctool.packets.handover_book import LIST_NAME, handover_book
from doctool.packets.manifest import from_json, to_json
from tests.gate import check_xlsx
from tests.packets import made

LOG = made.DATA / "ekspedisi.jsonl"
BOOK = made.OUT / f"{LIST_NAME}.xlsx"


@pytest.fixture(autouse=True)
def workspace(tmp_path: Path, monkeypatch: pytest.MonkeyPatch) -> Path:
    monkeypatch.chdir(tmp_path)
    made.make(tmp_path)
    return tmp_path


def run(*words: str) -> Result:
    return CliRunner().invoke(cli, ["paket", "ekspedisi", "uji", *words])


def told(*words: str) -> dict[str, Any]:
    result = run(*words, "--json")
    assert result.exit_code == 0, result.output
    found: dict[str, Any] = json.loads(result.stdout)
    return found


def log() -> list[dict[str, str]]:
    return [json.loads(line) for line in LOG.read_text(encoding="utf-8").splitlines()]


def give(*words: str, key: str = "dafduk", by: str = "Siti Aminah", day: str = "2026-01-09") -> dict[str, Any]:
    return told("--penerima", key, "--diterima-oleh", by, "--tanggal", day, *words)


def fill(rows: dict[str, tuple[object, object]], path: Path) -> Path:
    """The Daftar Ekspedisi with day and name for the recipients by their printed names, saved by another program."""
    book = openpyxl.load_workbook(BOOK)
    sheet = book.active
    assert sheet is not None
    for row in sheet.iter_rows():
        if row[1].value in rows:
            row[4].value, row[5].value = rows[row[1].value]
    book.save(path)
    return path


def test_who_has_and_who_has_not() -> None:
    assert told()["belum"] == ["dafduk", "sekretariat"]
    found = give("--cara", "whatsapp")
    assert found["belum"] == ["sekretariat"]
    row = found["penerima"][0]
    assert (row["diterima_oleh"], row["tanggal"], row["cara"], row["isi"]) == (
        "Siti Aminah", "2026-01-09", "whatsapp", "2 berkas, 3 lembar PDF",
    )  # fmt: skip
    shown = run().stdout
    assert re.search(r"dafduk.*Siti Aminah", shown)
    assert re.search(r"sekretariat.*belum", shown)
    waiting = run("--belum").stdout
    assert "sekretariat" in waiting
    assert "dafduk" not in waiting
    give(key="sekretariat")
    assert run("--belum").stdout.strip() == ""


def test_a_correction_is_a_new_line_and_the_same_again_none() -> None:
    give()
    give()
    assert len(log()) == 1
    give(by="Rudi")
    told("--penerima", "dafduk", "--batal", "salah orang")
    assert [one.get("diterima_oleh", one.get("batal")) for one in log()] == ["Siti Aminah", "Rudi", "salah orang"]
    assert told()["belum"] == ["dafduk", "sekretariat"]


def test_the_list_in_the_packet_follows_and_the_manifest_with_it() -> None:
    give()
    data = BOOK.read_bytes()
    assert check_xlsx(data) == []
    sheet = openpyxl.load_workbook(io.BytesIO(data)).active
    assert sheet is not None
    cells = {cell.value for row in sheet.iter_rows() for cell in row}
    assert {"Siti Aminah", "9 Januari 2026", "Sekretariat & Umum"} <= cells
    assert CliRunner().invoke(cli, ["paket", "verifikasi", str(made.OUT)]).exit_code == 0


def test_the_list_comes_back_filled() -> None:
    back = fill({
        "Bidang Pendaftaran": (date(2026, 1, 9), "Siti Aminah"), "Sekretariat & Umum": ("10 Januari 2026", "Rudi"),
    }, Path("kembali.xlsx"))  # fmt: skip
    found = told("--dari", str(back))
    assert found["belum"] == []
    assert [(one["penerima"], one["tanggal"], one["diterima_oleh"]) for one in log()] == [
        ("dafduk", "2026-01-09", "Siti Aminah"), ("sekretariat", "2026-01-10", "Rudi"),
    ]  # fmt: skip
    assert told("--dari", str(back))["dicatat"] == []
    assert told("--dari", str(BOOK))["dicatat"] == []
    assert len(log()) == 2


def test_what_was_recorded_otherwise_is_not_turned_by_the_list() -> None:
    """Rows that came back empty, and rows that say what is known, leave the record as it is."""
    give("--cara", "pos")
    back = fill({"Sekretariat & Umum": (date(2026, 1, 10), "Rudi")}, Path("kembali.xlsx"))
    told("--dari", str(back))
    assert [(one["penerima"], one["cara"]) for one in log()] == [("dafduk", "pos"), ("sekretariat", "langsung")]


@pytest.mark.parametrize(
    ("row", "said"),
    [
        ((None, "Rudi"), "tanggal belum diisi"), ((date(2026, 1, 9), None), "nama yang menerima belum diisi"),
        (("kemarin", "Rudi"), "bukan tanggal"), ((date(2099, 1, 9), "Rudi"), "belum tiba"),
    ],
)  # fmt: skip
def test_a_bad_row_is_told_with_its_cell_and_nothing_recorded(row: tuple[object, object], said: str) -> None:
    back = fill({"Bidang Pendaftaran": (date(2026, 1, 9), "Siti"), "Sekretariat & Umum": row}, Path("kembali.xlsx"))
    result = run("--dari", str(back))
    assert result.exit_code == 1
    assert re.search(rf"kembali\.xlsx, Daftar Ekspedisi![EF]\d+: Z03 .*{said}", result.stderr)
    assert ("tulis seperti" in result.stderr) == (said == "bukan tanggal")
    assert not LOG.exists()


def test_a_list_changed_by_hand_is_left_alone() -> None:
    fill({"Bidang Pendaftaran": (date(2026, 1, 9), "Siti Aminah")}, BOOK)
    before = BOOK.read_bytes()
    result = run("--penerima", "sekretariat", "--diterima-oleh", "Rudi", "--tanggal", "2026-01-10")
    assert result.exit_code == 0
    assert "diubah orang" in result.stderr
    assert BOOK.read_bytes() == before
    assert [one["penerima"] for one in log()] == ["sekretariat"]
    found = told("--dari", str(BOOK), "--timpa")
    assert found["belum"] == []
    assert BOOK.read_bytes() != before


def test_a_packet_made_anew_since_is_told() -> None:
    give()
    file = made.OUT / "manifes.json"
    manifes = from_json(file.read_bytes(), "m")
    entries = tuple(
        replace(one, sha256="0" * 64) if one.nama.endswith("1_Surat.docx") else one
        for one in manifes.berkas
    )
    file.write_text(to_json(manifes.model_copy(update={"berkas": entries})), encoding="utf-8")
    assert [one["berubah"] for one in told()["penerima"]] == [True, False]
    assert "dibuat ulang" in run().stdout


@pytest.mark.parametrize(
    ("words", "said"),
    [
        (("--penerima", "dafdux", "--diterima-oleh", "Siti"), "dafduk"),
        (("--penerima", "dafduk"), "--diterima-oleh"),
        (("--diterima-oleh", "Siti"), "--penerima"),
        (("--penerima", "dafduk", "--diterima-oleh", "  "), "kosong"),
        (("--penerima", "dafduk", "--diterima-oleh", "Siti", "--tanggal", "2099-01-01"), "belum tiba"),
        (("--penerima", "dafduk", "--batal", "keliru"), "belum tercatat"),
        (("--dari", "x.xlsx", "--penerima", "dafduk"), "--dari"),
        (("--dari", "tidak-ada.xlsx"), "tidak-ada.xlsx"),
    ],
)
def test_wrong_use_says_what_to_do_and_records_nothing(words: tuple[str, ...], said: str) -> None:
    result = run(*words)
    assert result.exit_code in (1, 2)
    assert said in result.stderr
    assert "Traceback" not in result.output
    assert not LOG.exists()


def test_dry_run_writes_nothing() -> None:
    before = BOOK.read_bytes()
    assert give("--dry-run")["belum"] == ["sekretariat"]
    assert not LOG.exists()
    assert BOOK.read_bytes() == before


def test_a_packet_not_yet_made_is_told() -> None:
    (made.OUT / "manifes.json").unlink()
    result = run()
    assert result.exit_code == 2
    assert "doctool paket buat kab-contoh/uji" in result.stderr


def test_a_torn_last_line_is_no_record_and_other_damage_stops() -> None:
    give()
    whole = LOG.read_bytes()
    LOG.write_bytes(whole + b'{"penerima": "sekre')
    assert told()["belum"] == ["sekretariat"]
    give(key="sekretariat", by="Rudi")
    assert [one["penerima"] for one in log()] == ["dafduk", "sekretariat"]
    LOG.write_bytes(b"rusak\n" + whole)
    result = run()
    assert result.exit_code == 1
    assert "ekspedisi.jsonl:1:1: catatan ekspedisi rusak" in result.stderr
    refused = run("--penerima", "sekretariat", "--diterima-oleh", "Rudi", "--tanggal", "2026-01-09")
    assert refused.exit_code == 1
    assert LOG.read_bytes() == b"rusak\n" + whole


def test_lines_read_back_as_they_were_written() -> None:
    lines = [
        CatatanEkspedisi(penerima="a", tanggal="2026-01-09", diterima_oleh='Siti "A"\n', cara="pos", kode="c"),
        CatatanEkspedisi(penerima="b", batal="keliru"), CatatanEkspedisi(penerima="a", batal="keliru"),
    ]  # fmt: skip
    assert list(read_log(b"".join(map(as_line, lines)), "x")) == lines
    assert latest(lines) == {}
    assert latest(lines[:2]) == {"a": lines[0]}


def test_a_reason_without_text_takes_nothing_back() -> None:
    give()
    for reason in ("", "  "):
        result = run("--penerima", "dafduk", "--batal", reason)
        assert result.exit_code == 2
        assert "alasan pembatalan kosong" in result.stderr
    assert len(log()) == 1
    assert told()["belum"] == ["sekretariat"]


def test_recipients_are_named_in_any_case_once() -> None:
    found = give("--penerima", "Bidang  pendaftaran", "--penerima", "001_dafduk", key="DAFDUK")
    assert [one["penerima"] for one in found["dicatat"]] == ["dafduk"]


def test_a_note_that_comes_later_is_kept() -> None:
    give()
    assert len(give("--catatan", "titip di satpam")["dicatat"]) == 1
    assert give()["dicatat"] == []
    assert [one.get("catatan") for one in log()] == [None, "titip di satpam"]


def test_a_list_of_another_packet_is_refused() -> None:
    """Bidang are the same in every packet of an office: the list says of which it is."""
    back = fill({"Bidang Pendaftaran": (date(2026, 1, 9), "Siti")}, Path("kembali.xlsx"))
    book = openpyxl.load_workbook(back)
    sheet = book.active
    assert sheet is not None
    for row in sheet.iter_rows():
        if row[9].value == "uji":
            row[9].value = "lain"
    book.save(back)
    result = run("--dari", str(back))
    assert result.exit_code == 1
    assert re.search(r'kembali\.xlsx, Daftar Ekspedisi!B\d+: Z02 .*baris ini dari daftar paket "lain"', result.stderr)
    assert not LOG.exists()


def test_a_list_that_nobody_filled_is_not_called_recorded() -> None:
    assert "semuanya sudah tercatat" not in run("--dari", str(BOOK)).stderr


@pytest.mark.parametrize(
    "words", [("--catatan", "x"), ("--tanggal", "2026-01-09"), ("--dari", str(BOOK), "--catatan", "x")]
)
def test_what_would_be_lost_is_refused(words: tuple[str, ...]) -> None:
    result = run(*words)
    assert result.exit_code == 2
    assert "--catatan hanya dipakai bersama" in result.stderr


def test_the_list_is_that_of_the_packet_as_it_is_now() -> None:
    """A packet made anew while names were typed: its manifest is not put back to what it was."""
    workspace = Workspace.find(Path.cwd())
    found = open_handover(workspace, "uji", Path.cwd() / "output")
    file = made.OUT / "manifes.json"
    newer = from_json(file.read_bytes(), "m").model_copy(update={"revisi": "cd" * 32})
    file.write_text(to_json(newer), encoding="utf-8")
    day = date(2026, 1, 9)
    refresh(record(found, received(found, ["dafduk"], "Siti", day, day)))
    assert from_json(file.read_bytes(), "m").revisi == "cd" * 32


def test_the_one_pdf_says_how_many_sheets_where_pieces_do_not() -> None:
    said = from_json((made.OUT / "manifes.json").read_bytes(), "m")
    bare = [replace(one, halaman=0) for one in said.berkas]
    assert {one.isi for one in handover_rows(said.model_copy(update={"berkas": tuple(bare)}), ())} == {"2 berkas"}
    joined = [made.entry(f"{one.folder}/Semua.pdf", b"%PDF", one.kunci, "gabungan", 9) for one in said.penerima]
    rows = handover_rows(said.model_copy(update={"berkas": (*bare, *joined)}), ())
    assert {one.isi for one in rows} == {"2 berkas, satu PDF 9 lembar"}
    known = [replace(one, halaman=4) if one.jenis == "potongan" else one for one in bare]
    rows = handover_rows(said.model_copy(update={"berkas": (*known, *joined)}), ())
    assert {one.isi for one in rows} == {"2 berkas, 8 lembar"}


def test_who_hands_over_has_a_place_and_the_way_a_column(tmp_path: Path) -> None:
    give("--cara", "pos")
    sheet = openpyxl.load_workbook(BOOK).active
    assert sheet is not None
    rows = [[str(cell.value or "") for cell in row[:8]] for row in sheet.iter_rows()]
    head = next(row for row in rows if row[0] == "No.")
    assert head[6:] == ["Cara", "Tanda tangan"]
    assert [row[6:] for row in rows if row[1] == "Bidang Pendaftaran"] == [["pos", ""]]
    assert "Yang menyerahkan" in rows[-1][6]


def test_what_is_written_where_one_hands_over_is_no_row(tmp_path: Path) -> None:
    back = fill({"Bidang Pendaftaran": (date(2026, 1, 9), "Siti Aminah")}, Path("kembali.xlsx"))
    book = openpyxl.load_workbook(back)
    sheet = book.active
    assert sheet is not None
    sheet.cell(sheet.max_row, 7, "Contoh, 9 Januari 2026\nYang menyerahkan,\n\nBudi\nNIP 1")
    book.save(back)
    assert len(told("--dari", str(back))["dicatat"]) == 1


@pytest.mark.parametrize("count", [1, 10, 11, 12, 13, 14, 15, 25, 26, 27, 28, 29])
def test_no_row_of_the_list_stands_alone_on_the_last_page(tmp_path: Path, count: int) -> None:
    office = Workspace(tmp_path).load_kantor("kab-contoh")
    rows = [BarisEkspedisi(at, f"k{at}", f"Kecamatan {at}", f"{at}", "2 berkas", "-") for at in range(1, count + 1)]
    sheet = openpyxl.load_workbook(io.BytesIO(handover_book(office, "Uji", rows))).active
    assert sheet is not None
    last = max(row for row in range(1, sheet.max_row + 1) if "Kecamatan" in str(sheet.cell(row, 2).value))
    breaks = [one.id for one in sheet.row_breaks.brk]
    assert all(last - one >= min(2, count) for one in breaks)
    assert bool(breaks) == (count in (11, 12, 13, 14, 15, 28, 29))
