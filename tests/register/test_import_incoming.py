"""An existing agenda of letters received: read whole, or refused with every cell that is wrong."""

from __future__ import annotations

from collections.abc import Sequence
from datetime import date
from pathlib import Path
from typing import Any

import pytest

from doctool.errors import ContentError
from doctool.register import incoming
from doctool.register.audit import audit
from doctool.register.import_incoming import import_incoming
from doctool.register.imported import Imported
from doctool.register.records import TerimaSurat
from tests.register.books import book
from tests.register.test_import import workbook

HEADS = ["No", "No. Agenda", "Tgl. Terima", "Dari", "Nomor Surat", "Tgl. Surat", "Perihal", "Disposisi", "Ket."]


def row(agenda: Any, day: Any, asal: str = "Bappeda", nomor: str = "050/1", dated: Any = "-", **more: str) -> list[Any]:
    return [9, agenda, day, asal, nomor, dated, more.get("hal", "Data"), more.get("disposisi", ""), more.get("ket", "")]


def read(folder: Path, rows: Sequence[Sequence[Any]], **options: Any) -> Imported:
    with book(folder) as register:
        made = import_incoming(register, workbook(folder, rows, HEADS), **options)
        assert audit(register) == []
        return made


def test_the_book_goes_on_after_the_old_one(tmp_path: Path) -> None:
    made = read(tmp_path, [
        row("003", date(2024, 1, 3), nomor="050/1", dated="2 Januari 2024", disposisi="Kabid PIAK"),
        row("4/2024", "4 Januari 2024", asal="", nomor="-", ket="BATAL, salah alamat"),
        row(7, "05/01/2024", asal="Camat", ket="segera"),
    ])
    assert (made.added, made.known) == (3, 0)
    assert [(gap.dari, gap.sampai) for gap in made.gaps] == [(1, 2), (5, 6)]
    assert [one.text for one in made.warnings] == ["No"]
    with book(tmp_path) as register:
        first, second, third = incoming.letters(register)
        assert (first.agenda, first.surat) == (3, TerimaSurat(
            date(2024, 1, 3), "Bappeda", "050/1", date(2024, 1, 2), "Data", keterangan="Disposisi: Kabid PIAK",
        ))  # fmt: skip
        assert (second.keadaan, second.batal, second.surat.nomor_surat) == ("batal", "BATAL, salah alamat", "")
        assert (third.agenda, third.surat.asal, third.surat.tanggal_surat) == (7, "Camat", None)
        assert incoming.record(register, TerimaSurat(date(2024, 7, 15), "Dinkes")).agenda == 8
    again = read(tmp_path, [row("003", date(2024, 1, 3)), row(9, "6 Januari", asal="Camat")], year=2024)
    assert (again.added, again.known) == (1, 1)


def test_every_fault_is_told_with_its_cell_and_nothing_is_read(tmp_path: Path) -> None:
    with pytest.raises(ContentError) as caught:
        read(tmp_path, [
            row(3, "3 Januari 2024"), row("", "3 Januari 2024"), row("tiga", "3 Januari 2024"), row(4, "kemarin"),
            row(5, "3 Januari 2024", asal=""), row(3, "4 Januari 2024"), row(6, "3 Januari 2024", dated="?"),
            row(7, ""),
        ])
    assert [f"{str(one.where).split('!')[1]}: {one.code} {one.message}" for one in caught.value.findings] == [
        "B6: X04 No. Agenda belum diisi",
        'B7: X04 No. Agenda "tiga" tidak terbaca',
        'C8: X05 diterima "kemarin" tidak terbaca',
        "D9: X09 asal surat belum diisi",
        'F11: X05 tanggal surat "?" tidak terbaca',
        "C12: X05 diterima kosong",
        "B10: X06 No. Agenda 3 tahun 2024 sudah dipakai di sel B5",
    ]
    with book(tmp_path) as register:
        assert not register.exists


def test_a_no_agenda_that_the_register_has_for_another_letter(tmp_path: Path) -> None:
    with book(tmp_path) as register:
        incoming.record(register, TerimaSurat(date(2024, 7, 15), "Dinkes", hal="Lain"))
    with pytest.raises(ContentError) as caught:
        read(tmp_path, [row(1, "3 Januari 2024"), row(2, "3 Januari 2024")])
    assert [one.code for one in caught.value.findings] == ["X07"]
    assert 'Dinkes, "Lain"' in caught.value.findings[0].message
    with book(tmp_path) as register:
        assert len(incoming.letters(register)) == 1
