"""Letters from a table, one a row: headings as offices write them, every fault with its cell."""

from __future__ import annotations

import re
import zipfile
from collections.abc import Sequence
from datetime import date, time
from io import BytesIO
from pathlib import Path
from typing import Any

import pytest
from openpyxl import Workbook

from doctool.catalog.index import Workspace
from doctool.check.naskah import check_letter
from doctool.errors import ContentError
from doctool.letters.headings import _SYNONYMS, column_of, known_headings
from doctool.letters.load import Batch, load_letters
from doctool.letters.sheet import read_sheet
from doctool.letters.table import kinds_of
from doctool.model.surat import NASKAH, Jenis, NotaDinas, SuratPengantar, Undangan
from tests.hostile_workbooks import change, with_part
from tests.letters.office import make_workspace

HEAD = ["No", "Yth.", "Alamat", "Tanggal", "Perihal", "Hari/Tanggal Acara", "Pukul", "Tempat", "Acara", "Pembuka",
        "Penanda Tangan", "Tembusan"]
ROW = [1, "Kepala Bidang A", "Tempat", "5 Januari 2026", "Undangan Rapat", "Senin, 12 Januari 2026", "09.00 WIB",
       "Aula", "Rapat", "Baris satu\nBaris dua", "kadis", "Sekretaris; Arsiparis"]


def xlsx(path: Path, rows: Sequence[Sequence[Any]]) -> Path:
    book = Workbook()
    for row in rows:
        book.active.append(list(row))
    book.active.title = "Surat"
    book.save(path)
    return path


def read(path: Path, jenis: Jenis = "undangan") -> Batch:
    return load_letters(path, jenis, Workspace.find(path.parent))


@pytest.fixture
def root(tmp_path: Path) -> Path:
    return make_workspace(tmp_path)


def test_a_row_is_a_letter(root: Path) -> None:
    batch = read(xlsx(root / "undangan.xlsx", [["DAFTAR UNDANGAN"], HEAD, ROW, [], ROW]))
    assert batch.findings == ()
    assert [one.nama for one in batch.letters] == ["undangan-01", "undangan-02"]
    loaded = batch.letters[0].loaded
    assert loaded is not None
    letter = loaded.naskah
    assert isinstance(letter, Undangan)
    assert (letter.kepada[0].yth, letter.kepada[0].di) == ("Kepala Bidang A", "Tempat")
    assert letter.pembuka == ("Baris satu", "Baris dua")
    assert letter.tembusan == ("Sekretaris", "Arsiparis")
    assert (letter.nomor, letter.sifat, letter.acara.tempat) == (None, "Biasa", "Aula")
    assert str(loaded.positions.where(("acara", "tanggal"))).endswith("undangan.xlsx:Surat!F3")


@pytest.mark.parametrize(("column", "cell"), [("Hari/Tanggal Acara", "F2"), ("Pukul", "G2"), ("Tempat", "H2")])
def test_an_undangan_without_time_or_place_is_told_by_its_cell(root: Path, column: str, cell: str) -> None:
    row = ["" if name == column else value for name, value in zip(HEAD, ROW, strict=True)]
    (one,) = read(xlsx(root / "undangan.xlsx", [HEAD, row])).letters
    assert one.loaded is not None, one.error
    (told,) = [finding for finding in check_letter(one.loaded) if finding.code == "N18"]
    assert str(told.where).endswith(f"undangan.xlsx:Surat!{cell}")


@pytest.mark.parametrize("sign", [";", ",", "\t"])
@pytest.mark.parametrize("bom", ["", "\ufeff"])
def test_csv_of_any_kind(root: Path, sign: str, bom: str) -> None:
    cells = [[f'"{value}"' for value in row] for row in (HEAD, ROW)]
    text = bom + "\r\n".join(sign.join(row) for row in cells) + "\r\n"
    path = root / "undangan.csv"
    path.write_bytes(text.encode("utf-8"))
    (one,) = read(path).letters
    assert one.loaded is not None, one.error
    assert isinstance(one.loaded.naskah, Undangan)
    assert one.loaded.naskah.pembuka == ("Baris satu", "Baris dua")
    assert str(one.loaded.positions.where(("hal",))).endswith("undangan.csv:E2")


def test_a_csv_that_excel_marked_with_sep_is_read(root: Path) -> None:
    path = root / "a.csv"
    path.write_text("sep=;\nYth;Tanggal;Hal;Isi;Pejabat\nA;5 Januari 2026;Data, dan;x;kadis\n", encoding="utf-8")
    (one,) = read(path, "nota-dinas").letters
    assert one.loaded is not None
    assert isinstance(one.loaded.naskah, NotaDinas)
    assert one.loaded.naskah.hal == "Data, dan"
    assert str(one.loaded.positions.where(("hal",))).endswith("a.csv:C3")


def test_values_of_excel_become_what_one_would_type(root: Path) -> None:
    head = ["Yth", "Tanggal", "Hal", "Isi", "Pejabat", "Kode", "Nomor"]
    path = xlsx(root / "a.xlsx", [head, ["A", date(2026, 1, 5), 2026, time(9, 5), "kadis", 470, 7]])
    from openpyxl import load_workbook

    book = load_workbook(path)
    book.active["G2"].number_format = "000"
    book.save(path)
    (one,) = read(path, "nota-dinas").letters
    assert one.loaded is not None, one.error
    letter = one.loaded.naskah
    assert isinstance(letter, NotaDinas)
    assert letter.tanggal.date == date(2026, 1, 5)
    assert (letter.hal, letter.isi, letter.klasifikasi, letter.nomor) == ("2026", ("09.05",), "470", "007")


def faults(batch: Batch, at: int = 0) -> list[tuple[str, str, str]]:
    error = batch.letters[at].error
    assert error is not None
    return [(one.where.cell, one.code, one.message) for one in error.findings]


def test_a_bad_row_costs_only_itself_and_tells_its_cell(root: Path) -> None:
    bad = [2, "Kepala B", "Tempat", "5 Januari 2026", "", *ROW[5:]]
    batch = read(xlsx(root / "u.xlsx", [HEAD, bad, ROW]))
    assert faults(batch) == [("Surat!E2", "D09", '"hal" belum diisi')]
    assert batch.letters[1].loaded is not None


@pytest.mark.parametrize(
    ("value", "words"),
    [
        (196501011990011001, "dibulatkan oleh Excel"),
        ("#REF!", "galat Excel #REF!"),
        ("=A1&B1", "rumus di sel ini belum dihitung"),
        ("a\u2028b", "tidak dapat dicetak"),
    ],
)
def test_what_excel_lost_is_never_guessed(root: Path, value: Any, words: str) -> None:
    batch = read(xlsx(root / "u.xlsx", [HEAD, [*ROW[:4], value, *ROW[5:]]]))
    ((cell, code, message),) = faults(batch)
    assert (cell, code) == ("Surat!E2", "D18")
    assert words in message


def test_a_formula_gives_its_result_and_is_never_printed_itself(root: Path) -> None:
    """As Excel saves it, with its result; as a program that does not reckon writes it, with none."""
    path = xlsx(root / "u.xlsx", [HEAD, [1, '=HYPERLINK("http://a.id","Kepala")', *ROW[2:4], "=1+1", *ROW[5:]]])
    sheet = read_sheet(path, "u.xlsx", "undangan")
    assert {cell: one.message for cell, one in sheet.faults.items()} == {
        (2, 2): "rumus di sel ini belum dihitung", (2, 5): "rumus di sel ini belum dihitung",
    }  # fmt: skip
    reckoned = change(path.read_bytes(), "xl/worksheets/sheet1.xml", lambda xml: re.sub(
        rb"<f>1\+1</f><v */>|<f>1\+1</f><v></v>", b"<f>1+1</f><v>2</v>", xml))
    path.write_bytes(reckoned)
    sheet = read_sheet(path, "u.xlsx", "undangan")
    assert (sheet.cells[2, 5], list(sheet.faults)) == ("2", [(2, 2)])
    assert "=" not in "".join(sheet.cells.values())


def test_unknown_columns_are_reported(root: Path) -> None:
    (one,) = read(xlsx(root / "u.xlsx", [[*HEAD, "Penandatangann", "Nomor HP"], [*ROW, "x", "0812"]])).findings[:1]
    assert (one.code, one.where.cell, one.hint) == ("D19", "Surat!M1", 'maksudnya "Penandatangan"?')
    found = read(xlsx(root / "u.xlsx", [[*HEAD, "Nomor HP"], [*ROW, "0812"]])).findings
    assert [(one.text, one.hint) for one in found] == [("Nomor HP", "isinya tidak masuk ke surat")]


def test_a_row_torn_apart_by_its_own_comma_is_refused(root: Path) -> None:
    path = root / "a.csv"
    path.write_text("Yth,Tanggal,Hal,Isi,Pejabat\nA,5 Januari 2026,Data,x,kadis\nA,5 Januari 2026,B, C,x,kadis\n")
    batch = read(path, "nota-dinas")
    assert batch.letters[0].loaded is not None
    assert faults(batch, 1) == [("F3", "D19", "isi ini berada di luar kolom yang berjudul")]


def test_another_sheet_with_content_is_named(root: Path) -> None:
    path = xlsx(root / "u.xlsx", [HEAD, ROW])
    from openpyxl import load_workbook

    book = load_workbook(path)
    book.create_sheet("Februari").append(["x"])
    book.save(path)
    assert [one.message for one in read(path).findings] == ['lembar "Februari" tidak dibaca']


def refused(path: Path, jenis: Jenis = "undangan") -> str:
    with pytest.raises(ContentError) as caught:
        read(path, jenis)
    return caught.value.message


def test_what_is_no_table_of_letters_is_told(root: Path) -> None:
    assert "judul kolom tidak ditemukan" in refused(xlsx(root / "a.xlsx", [["x", "y"], [1, 2]]))
    assert "belum berisi surat" in refused(xlsx(root / "b.xlsx", [HEAD]))
    assert "sama artinya dengan kolom" in refused(xlsx(root / "c.xlsx", [[*HEAD, "Hal"], [*ROW, "x"]]))
    assert "kosong" in refused(xlsx(root / "d.xlsx", []))
    for name, data, words in (
        ("kosong.xlsx", b"", "0 byte"), ("kosong.csv", b"", "0 byte"),
        ("e.xlsx", b"\xd0\xcf\x11\xe0 lama", "format lama"), ("f.xlsx", b"PK\x03\x04rusak", "rusak"),
        ("g.csv", b'Yth;Hal\n"tidak ditutup;x\n', "tidak dapat dibaca"),
        ("h.csv", "Yth;Hal\nKepala Bidang \xe9;x".encode("cp1252"), "bukan UTF-8"),
    ):
        (root / name).write_bytes(data)
        assert words in refused(root / name)


@pytest.mark.parametrize(("heads", "kinds"), [
    ("Yth;Tanggal;Hal;Pembuka;Hari/Tanggal Acara;Pukul;Tempat;Acara;Pejabat", ["undangan"]),
    ("Yth;Tanggal;Hal;Isi;Pejabat", ["dinas", "nota-dinas"]), ("Yth;Dari;Tanggal;Hal;Isi;Pejabat", ["nota-dinas"]),
    ("Yth;Tanggal;Naskah;Banyaknya;Pejabat", ["pengantar"]),
    ("Surat Dari;No. Surat;Tanggal;Diterima;Hal;No. Agenda;Pejabat", ["disposisi"]),
    ("Tanggal;Pukul;Tempat;Acara;Peserta;Pejabat", ["daftar-hadir"]),
    ("Nama Rapat;Tanggal;Pukul;Tempat;Acara;Peserta;Pejabat", ["notula"]),
    ("Yth;Tanggal", ["dinas", "nota-dinas", "pengantar"]), ("x;y", []),
])  # fmt: skip
def test_headings_tell_the_kind(root: Path, heads: str, kinds: list[Jenis]) -> None:
    path = root / "a.csv"
    path.write_text(f"DAFTAR\n{heads}\n", encoding="utf-8")
    assert kinds_of(read_sheet(path, "a.csv", None)) == kinds


def test_a_column_that_every_letter_needs_is_told_once(root: Path) -> None:
    path = xlsx(root / "a.xlsx", [["DAFTAR"], ["Yth", "Tanggal", "Isi"], *(["Camat", "5 Januari 2026", "x"],) * 3])
    with pytest.raises(ContentError) as caught:
        read(path, "dinas")
    assert [f"{one.where}: {one.message}" for one in caught.value.findings] == [
        f'{path}:Surat!A2: kolom "{name}" belum ada' for name in ("Hal", "Penandatangan")
    ]


def test_broken_workbooks_are_told_and_no_bug(root: Path) -> None:
    whole = xlsx(root / "u.xlsx", [HEAD, ROW]).read_bytes()
    with zipfile.ZipFile(BytesIO(whole)) as package:
        parts = {name: package.read(name) for name in package.namelist()}
    for name in parts:
        for data in (b"", b"<x>", b"\x00\xff", parts[name][: len(parts[name]) // 2]):
            out = BytesIO()
            with zipfile.ZipFile(out, "w") as package:
                for other, content in parts.items():
                    package.writestr(other, data if other == name else content)
            (root / "u.xlsx").write_bytes(out.getvalue())
            try:
                read(root / "u.xlsx")
            except ContentError as fault:
                assert fault.message  # noqa: PT017 - some parts are not needed, others are


def test_links_and_files_within_a_table_are_told_and_the_letters_read(root: Path) -> None:
    path = xlsx(root / "u.xlsx", [HEAD, ROW])
    link = b'<Relationships xmlns="x"><Relationship Type="x/image" Target="http://a.id/b.png" TargetMode="External"/>'
    data = with_part(path.read_bytes(), "xl/drawings/_rels/drawing1.xml.rels", link + b"</Relationships>")
    path.write_bytes(with_part(data, "xl/embeddings/oleObject1.bin", b"x"))
    sheet = read_sheet(path, "u.xlsx", "undangan")
    assert [(one.code, one.message) for one in sheet.findings] == [
        ("D19", 'berkas ini menunjuk ke berkas lain: "http://a.id/b.png"; tidak dibuka'),
        ("D19", "ada berkas lain di dalam berkas ini; tidak dibuka"),
    ]
    assert len(read(path).letters) == 1


def test_a_stray_cell_far_away_costs_nothing(root: Path) -> None:
    path = xlsx(root / "u.xlsx", [HEAD, ROW])
    from openpyxl import load_workbook

    book = load_workbook(path)
    book.active["XFD1048576"] = "x"
    book.save(path)
    batch = read(path)
    assert len(batch.letters) == 1
    assert [one.where.cell for one in batch.findings] == ["Surat!XFD1048576"]


def test_a_column_may_name_the_files(root: Path) -> None:
    batch = read(xlsx(root / "u.xlsx", [[*HEAD, "Nama Berkas"], [*ROW, "Undangan: Bidang A"]]))
    assert [one.nama for one in batch.letters] == ["Undangan-Bidang-A"]


def test_counted_columns_fill_a_list(root: Path) -> None:
    head = ["Yth", "Tanggal", "Jenis yang Dikirim", "Banyaknya", "Naskah 2", "Banyaknya 2", "Pejabat"]
    row = ["A", "", "Laporan", "1 (satu) berkas", "SOP", "2 (dua) berkas", "kadis"]
    (one,) = read(xlsx(root / "p.xlsx", [head, row]), "pengantar").letters
    assert one.loaded is not None, one.error
    assert isinstance(one.loaded.naskah, SuratPengantar)
    assert [line.naskah for line in one.loaded.naskah.kiriman] == [("Laporan",), ("SOP",)]
    assert one.loaded.naskah.tanggal.kosong


@pytest.mark.parametrize("jenis", NASKAH)
def test_every_heading_fills_a_key_of_its_kind_and_none_fills_two(jenis: Jenis) -> None:
    names: list[str] = []
    for key, others in _SYNONYMS[jenis].items():
        assert key.split("/")[0] in NASKAH[jenis].model_fields
        names += [name for name in others.split(", ") if name]
    assert len(names) == len(set(names))
    required = {key for key, info in NASKAH[jenis].model_fields.items() if info.is_required()}
    assert required <= {str(column.path[0]) for column in known_headings(jenis).values()}
    assert column_of("PENANDATANGAN :", jenis) is not None


def test_tempat_is_that_of_the_meeting() -> None:
    for jenis in ("undangan", "daftar-hadir", "notula"):
        column = column_of("Tempat", jenis)
        assert column is not None
        assert column.path == ("acara", "tempat")
