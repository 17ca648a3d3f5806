"""Lists of recipients: every kind of file gives the same, and a bad row costs its own recipient only."""

from __future__ import annotations

import io
from pathlib import Path

import pytest
from hypothesis import HealthCheck, given, settings
from hypothesis import strategies as st
from openpyxl import Workbook as Book

from doctool.catalog.index import Workspace
from doctool.errors import ContentError
from doctool.findings import Finding, Severity, Where
from doctool.packets.load import load_paket
from doctool.packets.recipients import Daftar, read_recipients
from tests.packets.ods import ods
from tests.packets.setting import PAKET, PENERIMA, make_packet, table

HEAD = ["Nama", "Jabatan", "Eselon"]


def read(path: Path) -> Daftar:
    return read_recipients(load_paket(path, Workspace(path.parents[4])))


def of(tmp_path: Path, rows: list[list[str]], paket: str = PAKET) -> Daftar:
    return read(make_packet(tmp_path, penerima=table(rows), paket=paket))


def workbook(rows: list[list[object]], hidden: tuple[int, ...] = (), merged: tuple[str, ...] = ()) -> bytes:
    book = Book()
    sheet = book.active
    assert sheet is not None
    sheet.title = "Penerima"
    for row in rows:
        sheet.append(row)
    for number in hidden:
        sheet.row_dimensions[number].hidden = True
    for area in merged:
        sheet.merge_cells(area)
    out = io.BytesIO()
    book.save(out)
    return out.getvalue()


ROWS = [line.split(";") for line in PENERIMA.strip().splitlines()]
YAML = "penerima:\n" + "".join(f"  - {{nama: {a}, jabatan: {b}, eselon: {c}}}\n" for a, b, c in ROWS[1:])
INLINE = PAKET.replace("penerima: penerima.csv\n", YAML)
FILES = {
    "csv-semicolon": ("penerima.csv", PENERIMA, PAKET),
    "csv-comma": ("penerima.csv", PENERIMA.replace(";", ","), PAKET),
    "csv-excel": ("penerima.csv", "\ufeff" + PENERIMA.replace("\n", "\r\n"), PAKET),
    "csv-sep": ("penerima.csv", "sep=,\r\n" + PENERIMA.replace(";", ",").replace("\n", "\r\n"), PAKET),
    "xlsx": ("penerima.xlsx", workbook([list(row) for row in ROWS]), PAKET),
    "xlsx-titled": ("penerima.xlsx", workbook([["DAFTAR PENERIMA"], [], *map(list, ROWS)]), PAKET),
    "yaml": ("penerima.yaml", YAML, PAKET),
    "inline": ("unused.csv", "", INLINE),
}


@pytest.mark.parametrize("name", FILES)
def test_every_kind_of_list_gives_the_same(tmp_path: Path, name: str) -> None:
    file, data, paket = FILES[name]
    found = read(make_packet(tmp_path, file=file, penerima=data, paket=paket))
    assert [(one.kunci, one.nama, one.urut) for one in found.penerima] == [
        ("bidang-satu", "Bidang Satu", 1), ("bidang-dua", "Bidang Dua", 2), ("seksi-tiga", "Seksi Tiga", 3),
    ]  # fmt: skip
    assert [one.kolom["jabatan"] for one in found.penerima] == [row[1] for row in ROWS[1:]]
    assert found.gagal == ()
    assert found.temuan == ()


def test_an_ods_file_is_read(tmp_path: Path) -> None:
    found = read(make_packet(tmp_path, file="penerima.ods", penerima=ods(ROWS)))
    assert [one.nama for one in found.penerima] == [row[0] for row in ROWS[1:]]
    assert str(found.penerima[1].cell("jabatan")).endswith("penerima.ods:Penerima!B3")


def test_headings_of_offices_are_known(tmp_path: Path) -> None:
    rows = [["No.", "NAMA UNIT KERJA", "Yth.", "Di", "E-mail", "Kode Bidang"],
            ["1", "Bidang A", "Kepala Bidang A", "Tempat", "a@b.id", "piak"]]
    found = of(tmp_path, rows)
    kolom = found.penerima[0].kolom
    assert [kolom[name] for name in ("nama", "yth", "di", "surel", "bidang")] == [
        "Bidang A", "Kepala Bidang A", "Tempat", "a@b.id", "piak",
    ]  # fmt: skip
    assert kolom["nama_unit_kerja"] == "Bidang A"
    assert found.penerima[0].kunci == "piak"
    assert dict(found.asing) == {}


def test_unknown_columns_are_kept_and_told_once(tmp_path: Path) -> None:
    found = of(tmp_path, [[*HEAD, "Warna Map"], ["A", "B", "III", "biru"], ["C", "D", "III", "merah"]])
    assert [one.kolom["warna_map"] for one in found.penerima] == ["biru", "merah"]
    assert list(found.asing) == ["warna_map"]
    told = found.asing["warna_map"]
    assert told.severity is Severity.WARNING
    assert "{warna_map}" in told.hint
    assert told.where.cell == "D1"


def test_columns_are_mapped_in_the_packet(tmp_path: Path) -> None:
    paket = PAKET.replace("isi:\n", "kolom: {Wilayah Kerja: nama}\nisi:\n")
    found = of(tmp_path, [["Wilayah Kerja", "Jabatan", "Eselon"], ["Medan Kota", "Camat", "III"]], paket)
    assert found.penerima[0].nama == "Medan Kota"
    wrong = PAKET.replace("isi:\n", "kolom: {Wilayah Karja: kecamatan}\nisi:\n")
    found = of(tmp_path / "dua", [["Wilayah Kerja", "Nama"], ["Medan", "Camat"]], wrong)
    [told] = [one for one in found.temuan if one.code == "D10"]
    assert "Wilayah Kerja" in told.hint
    assert told.where.line == 4


BAD = {
    "twice": (["Bidang Satu", "Kepala", "III"], "sudah ada di"),
    "twice-in-other-letters": (["BIDANG  satu", "Kepala", "III"], "sudah ada di"),
    "no-name": (["", "", "III"], "tanpa nama"),
    "formula": (["=HYPERLINK(1)", "Kepala", "III"], "rumus"),
    "formula-at": (["@SUM(1)", "Kepala", "III"], "rumus"),
    "formula-plus": (["+cmd|' /C calc'!A0", "Kepala", "III"], "rumus"),
    "turned": (["Bidang \u202e lain", "Kepala", "III"], "U+202E"),
    "control": (["Bidang \x07 lain", "Kepala", "III"], "tidak dapat dicetak"),
    "torn": (["Bidang Empat", "Kepala", "III", "sisa"], "di luar kolom"),
    "long": (["x" * 3000, "Kepala", "III"], "2000"),
}


@pytest.mark.parametrize("name", BAD)
def test_a_bad_row_costs_its_own_recipient_only(tmp_path: Path, name: str) -> None:
    row, word = BAD[name]
    rows = [HEAD, ["Bidang Satu", "Kepala Satu", "III"], row, ["Bidang Akhir", "Kepala Akhir", "III"]]
    found = of(tmp_path, rows)
    assert [(one.nama, one.urut) for one in found.penerima] == [("Bidang Satu", 1), ("Bidang Akhir", 3)]
    [lost] = found.gagal
    assert lost.urut == 2
    assert "\u202e" not in lost.nama + lost.alasan
    assert word in lost.alasan
    assert lost.where.line == 3
    assert any(":" in str(one.where) and "3" in one.where.cell for one in lost.findings)


def test_signs_that_are_no_formula_stay(tmp_path: Path) -> None:
    rows = [[*HEAD, "Telepon"], ["- Bidang A", "-", "III", "+62 812-3456"], ["Bidang B", "Kepala", "III", "-"]]
    found = of(tmp_path, rows)
    assert [one.kolom["telepon"] for one in found.penerima] == ["+62 812-3456", "-"]


def test_a_formula_without_its_value_costs_its_row(tmp_path: Path) -> None:
    data = workbook([list(HEAD), ["Bidang A", "=A2", "III"], ["Bidang B", "Kepala B", "III"]])
    found = read(make_packet(tmp_path, file="penerima.xlsx", penerima=data))
    assert [one.nama for one in found.penerima] == ["Bidang B"]
    assert "Penerima!B2" in str(found.gagal[0].findings[0].where)


def test_empty_rows_are_skipped_and_do_not_count(tmp_path: Path) -> None:
    found = of(tmp_path, [HEAD, ["A", "B", "III"], ["", "", ""], ["C", "D", "III"]])
    assert [(one.nama, one.urut) for one in found.penerima] == [("A", 1), ("C", 2)]


BROKEN = {
    "empty": ("penerima.csv", b"", "kosong"),
    "no-headings": ("penerima.csv", b"1;2;3\n4;5;6\n", "judul kolom"),
    "no-rows": ("penerima.csv", b"Nama;Jabatan\n", "belum ada penerima"),
    "twice": ("penerima.csv", b"Nama;nama\nA;B\n", "sama artinya"),
    "no-name": ("penerima.csv", b"Surel;Alamat\na@b;C\n", "nama penerima"),
    "pdf": ("penerima.csv", b"%PDF-1.7\n", "PDF"),
    "utf-16": ("penerima.csv", "Nama;Jabatan\n".encode("utf-16"), "UTF-16"),
    "torn-xlsx": ("penerima.xlsx", workbook([list(HEAD)])[:-200], "rusak"),
    "no-workbook": ("penerima.xlsx", b"PK\x03\x04nonsense", "rusak"),
    "xls": ("penerima.xls", bytes.fromhex("d0cf11e0a1b11ae1") + bytes(2000), "berkas ini"),
    "yaml": ("penerima.yaml", b"penerima: [[1, 2]]\n", ""),
}


@pytest.mark.parametrize("name", BROKEN)
def test_a_list_that_is_none_is_refused_with_its_place(tmp_path: Path, name: str) -> None:
    file, data, word = BROKEN[name]
    with pytest.raises(ContentError) as told:
        read(make_packet(tmp_path, file=file, penerima=data))
    assert told.value.findings
    assert all(file in str(one.where) for one in told.value.findings)
    assert word in str(told.value)


def test_the_key_column_that_is_asked_for_must_be_there_and_filled(tmp_path: Path) -> None:
    paket = PAKET.replace("isi:\n", "kunci: NIP\nisi:\n")
    with pytest.raises(ContentError, match='kolom "NIP" tidak ada'):
        of(tmp_path, [HEAD, ["A", "B", "III"]], paket)
    found = of(tmp_path / "dua", [["Nama", "NIP"], ["A", "1980"], ["A", "1981"], ["B", ""]], paket)
    assert [one.kunci for one in found.penerima] == ["1980", "1981"]
    assert 'kolom "nip"' in found.gagal[0].alasan


SOUND = workbook([list(row) for row in ROWS])


@given(st.data())
@settings(max_examples=60, deadline=None, suppress_health_check=[HealthCheck.function_scoped_fixture])
def test_a_damaged_list_is_read_or_refused_but_never_breaks(tmp_path: Path, data: st.DataObject) -> None:
    file = data.draw(st.sampled_from(("penerima.xlsx", "penerima.csv", "penerima.yaml", "penerima.ods")))
    sound = {"penerima.xlsx": SOUND, "penerima.csv": PENERIMA.encode(), "penerima.yaml": YAML.encode(),
             "penerima.ods": ods(ROWS)}[file]
    start = data.draw(st.integers(0, len(sound) - 1))
    more = data.draw(st.binary(max_size=30))
    gone = data.draw(st.integers(0, 60))
    path = make_packet(tmp_path, file=file, penerima=sound[:start] + more + sound[start + gone :])
    refused: tuple[Finding, ...] = ()
    try:
        found = read(path)
    except ContentError as told:
        refused = told.findings or (Finding("?", Severity.ERROR, Where(file), "no finding"),)
    if refused:
        assert all(one.code != "?" and file in str(one.where) for one in refused)
        return
    assert len(found.penerima) + len(found.gagal) == found.jumlah
    assert len({one.kunci for one in found.penerima}) == len(found.penerima)
    assert all(one.findings and one.alasan for one in found.gagal)


def test_hidden_rows_are_read_and_told(tmp_path: Path) -> None:
    """Who filters a list in Excel and saves it sees some rows; the others are recipients all the same."""
    rows: list[list[object]] = [["Nama"]]
    rows += [[f"Bidang {number}"] for number in range(1, 9)]
    data = workbook(rows, hidden=(1, 3, 4, 5, 6, 7, 8, 20))
    found = read(make_packet(tmp_path, file="penerima.xlsx", penerima=data))
    assert len(found.penerima) == 8
    [told] = [one for one in found.temuan if "tersembunyi" in one.message]
    assert (told.code, told.where.line) == ("D19", 3)
    assert told.message.endswith("3, 4, 5, 6, 7 dan 1 lagi")


def test_cells_merged_over_recipients_are_told(tmp_path: Path) -> None:
    rows: list[list[object]] = [
        ["DAFTAR", ""], ["Nama", "Eselon"], ["Bidang Satu", "III"], ["Bidang Dua", ""], ["Bidang Tiga", "IV"],
    ]  # fmt: skip
    data = workbook(rows, merged=("A1:B1", "B3:B4"))
    found = read(make_packet(tmp_path, file="penerima.xlsx", penerima=data))
    [told] = [one for one in found.temuan if "digabung" in one.message]
    assert (told.code, str(told.where).rpartition(":")[2], told.message) == (
        "D19", "Penerima!B4", "sel ini digabung dengan baris 3, jadi isinya tidak terbaca di sini",
    )  # fmt: skip
