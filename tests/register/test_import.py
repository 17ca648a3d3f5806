"""An existing agenda from Excel: read whole, or refused with every cell that is wrong."""

from __future__ import annotations

import zipfile
from collections.abc import Sequence
from datetime import date
from pathlib import Path
from typing import Any

import pytest
from openpyxl import Workbook

from doctool.errors import ContentError
from doctool.register import outgoing
from doctool.register.audit import audit
from doctool.register.import_outgoing import import_outgoing
from doctool.register.imported import Imported
from doctool.register.records import Keadaan
from tests.register.books import OWN_SERIES, RULES, book, letter

HEADS = ["No. Urut", "Nomor Surat", "Tanggal", "Tujuan", "Perihal", "Lampiran", "Keterangan"]


def workbook(folder: Path, rows: Sequence[Sequence[Any]], heads: Sequence[Any] = HEADS, above: int = 3) -> Path:
    """A workbook as offices keep it: a title above the headings, a row of column numbers below."""
    made = Workbook()
    made.active.title = "Agenda 2024"
    made.active.cell(1, 1, "BUKU AGENDA SURAT KELUAR")
    lines = [heads, [f"({number})" for number in range(1, len(heads) + 1)], *rows]
    for at, row in enumerate(lines, start=above):
        for column, value in enumerate(row, start=1):
            made.active.cell(at, column, value)
    path = folder / "Agenda 2024.xlsx"
    made.save(path)
    return path


def read(folder: Path, path: Path, **options: Any) -> Imported:
    with book(folder) as register:
        made = import_outgoing(register, options.pop("rules", RULES), path, **options)
        assert audit(register) == []
        return made


def refused(folder: Path, path: Path, **options: Any) -> list[str]:
    with pytest.raises(ContentError) as caught:
        read(folder, path, **options)
    with book(folder) as register:
        assert not register.file.exists() or outgoing.lines(register) == []
    return [f"{one.where}: {one.code} {one.message}" for one in caught.value.findings]


def row(urut: Any, nomor: str, day: Any, hal: str = "Undangan", ket: str = "") -> list[Any]:
    return [urut, nomor, day, "Camat", hal, "1 berkas", ket]


def test_numbering_goes_on_after_the_old_book(tmp_path: Path) -> None:
    path = workbook(tmp_path, [
        row(1, "470/1/DKCS/2024", date(2024, 1, 3)),
        row("002", "470/2/DKCS/2024", "9 Januari 2024", ket="Batal, salah ketik"),
        row("2.a", "470/2.a/DKCS/2024", "05-01-2024"),
        row(5.0, "", "10/01/2024", "Undangan rapat"),
    ])
    made = read(tmp_path, path)
    assert (made.added, made.known, made.warnings) == (4, 0, ())
    assert [(gap.dari, gap.sampai, gap.sebab) for gap in made.gaps] == [
        (3, 4, "tidak ada di buku lama (Agenda 2024.xlsx)")
    ]
    with book(tmp_path) as register:
        lines = outgoing.lines(register)
        assert [(one.urut, one.sisipan, one.nomor) for one in lines] == [
            (1, 0, "470/1/DKCS/2024"), (2, 0, "470/2/DKCS/2024"), (2, 1, "470/2.a/DKCS/2024"),
            (5, 0, "400.12/005/D19/2024"),
        ]
        assert [one.keadaan for one in lines] == [Keadaan.TERBIT, Keadaan.BATAL, Keadaan.TERBIT, Keadaan.TERBIT]
        assert (lines[0].tujuan, lines[0].hal, lines[0].lampiran) == ("Camat", "Undangan", "1 berkas")
        assert str(lines[2].tanggal) == "2024-01-05"
        assert outgoing.take(register, RULES, letter()).nomor == "400.12/006/D19/2024"


def test_reading_twice_changes_nothing(tmp_path: Path) -> None:
    path = workbook(tmp_path, [row(1, "470/1", "3 Januari 2024"), row(2, "470/2", "4 Januari 2024")])
    read(tmp_path, path)
    again = read(tmp_path, path)
    assert (again.added, again.known) == (0, 2)


def test_every_fault_is_told_with_its_cell(tmp_path: Path) -> None:
    path = workbook(tmp_path, [
        row(1, "470/1", "3 Januari 2024"),
        row("tiga", "470/3", "4 Januari 2024"),
        row(4, "470/4", "kemarin"),
        row(1, "470/9", "5 Januari 2024"),
        row(6, "470/1", "5 Januari 2024"),
        row(7, "470/7", "5 Januari 2024", hal="bel\u202e"),
        row("", "", "5 Januari 2024"),
    ])
    assert sorted(refused(tmp_path, path)) == [
        "Agenda 2024.xlsx, Agenda 2024!A10: X08 hal memuat tanda yang tidak dapat dicetak (U+202E) pada huruf ke-4",
        'Agenda 2024.xlsx, Agenda 2024!A6: X04 nomor urut "tiga" tidak terbaca',
        "Agenda 2024.xlsx, Agenda 2024!A8: X06 nomor urut 1 sudah dipakai di sel A5",
        "Agenda 2024.xlsx, Agenda 2024!A9: X06 nomor surat sudah dipakai di sel A5",
        "Agenda 2024.xlsx, Agenda 2024!B11: X04 nomor urut belum diisi",
        'Agenda 2024.xlsx, Agenda 2024!C7: X05 tanggal "kemarin" tidak terbaca',
    ]


def test_numbers_that_the_register_has_for_another_letter(tmp_path: Path) -> None:
    with book(tmp_path) as register:
        outgoing.take(register, RULES, letter(hal="Punya doctool"))
    path = workbook(tmp_path, [row(1, "470/1", "3 Januari 2024"), row(2, "470/2", "3 Januari 2024")])
    with book(tmp_path) as register:
        with pytest.raises(ContentError) as caught:
            import_outgoing(register, RULES, path)
        assert [str(one.where) for one in caught.value.findings] == ["Agenda 2024.xlsx, Agenda 2024!A5"]
        assert "Punya doctool" in caught.value.findings[0].message
        assert len(outgoing.lines(register)) == 1


def test_unknown_columns_are_told_and_not_read(tmp_path: Path) -> None:
    heads = [*HEADS, "Warna Map"]
    made = read(tmp_path, workbook(tmp_path, [[*row(1, "470/1", "3 Januari 2024"), "biru"]], heads))
    assert [(str(one.where), one.message) for one in made.warnings] == [
        ("Agenda 2024.xlsx, Agenda 2024!H", 'kolom "Warna Map" tidak dikenal, jadi tidak dibaca')
    ]


def test_running_numbers_from_the_printed_ones(tmp_path: Path) -> None:
    heads = ["NO. SURAT", "TGL", "Kepada", "HAL", "Jenis"]
    rows = [["400.12 / 017 / D19 / 2024", "3 Januari", "Camat", "Undangan", ""],
            ["ND/009/2024", "4 Januari", "Kabid", "Data", "Nota Dinas"]]
    read(tmp_path, workbook(tmp_path, rows, heads), rules=OWN_SERIES, year=2024)
    with book(tmp_path) as register:
        taken = [outgoing.take(register, OWN_SERIES, letter(jenis=jenis)).nomor for jenis in ("nota-dinas", "x")]
    assert taken == ["ND/010/2024", "400.12/018/D19/2024"]


def test_a_date_without_its_year_needs_one(tmp_path: Path) -> None:
    path = workbook(tmp_path, [row(1, "470/1", "3 Januari")])
    assert "tidak terbaca" in refused(tmp_path, path)[0]
    assert read(tmp_path, path, year=2024).added == 1


def test_a_sheet_without_the_headings_is_told(tmp_path: Path) -> None:
    path = workbook(tmp_path, [], ["Nama", "Umur"])
    with pytest.raises(ContentError, match="tidak punya lembar dengan judul kolom Tanggal Surat, Hal") as caught:
        read(tmp_path, path)
    assert "No. Urut" in (caught.value.hint or "")


def test_an_empty_agenda_is_told(tmp_path: Path) -> None:
    assert ["X03" in fault for fault in refused(tmp_path, workbook(tmp_path, []))] == [True]


@pytest.mark.parametrize(
    ("data", "words"),
    [
        (b"", "bukan buku kerja Excel: berkasnya kosong"),
        (b"No;Tanggal;Hal\n", "bukan buku kerja Excel, melainkan teks"),
        (bytes.fromhex("D0CF11E0A1B11AE1") + bytes(600), "berformat lama .* atau berkata sandi"),
        (b"PK\x03\x04" + bytes(100), "rusak"),
    ],
)
def test_other_files_are_refused_by_what_they_are(tmp_path: Path, data: bytes, words: str) -> None:
    path = tmp_path / "agenda.xlsx"
    path.write_bytes(data)
    with pytest.raises(ContentError, match=words):
        read(tmp_path, path)


def test_macros_and_swollen_archives_are_refused(tmp_path: Path) -> None:
    macro, swollen, cut = tmp_path / "m.xlsx", tmp_path / "s.xlsx", tmp_path / "c.xlsx"
    kind = "application/vnd.ms-excel.sheet.macroEnabled.main+xml"
    with zipfile.ZipFile(macro, "w") as archive:
        archive.writestr("[Content_Types].xml", kind)
    with zipfile.ZipFile(swollen, "w", zipfile.ZIP_DEFLATED) as archive:
        archive.writestr("[Content_Types].xml", "<Types/>")
        archive.writestr("xl/workbook.xml", bytes(201_000_000))
    whole = workbook(tmp_path, [row(1, "470/1", "3 Januari 2024")]).read_bytes()
    cut.write_bytes(whole[: len(whole) // 2])
    for path, words in ((macro, "berisi makro"), (swollen, "terlalu besar"), (cut, "rusak")):
        with pytest.raises(ContentError, match=words):
            read(tmp_path, path)


def test_a_cell_at_the_far_end_costs_nothing(tmp_path: Path) -> None:
    made = Workbook()
    for column, head in enumerate(HEADS, start=1):
        made.active.cell(1, column, head)
    for column, value in enumerate(row(1, "470/1", "3 Januari 2024"), start=1):
        made.active.cell(2, column, value)
    made.active.cell(1_048_576, 16_384, "x")
    made.save(tmp_path / "jauh.xlsx")
    assert read(tmp_path, tmp_path / "jauh.xlsx").added == 1
