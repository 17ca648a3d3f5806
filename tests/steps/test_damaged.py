"""Tables that something happened to: one finding with its cell and what to do, or the same SOP, never another one."""

from __future__ import annotations

from collections.abc import Callable
from typing import Any

import pytest

from doctool.errors import ContentError
from doctool.findings import Finding, Severity
from doctool.loaded import LoadedSop
from doctool.sop_table import export_table
from tests import hostile_workbooks
from tests.steps.case import column, edited, put, reread, sop_at
from tests.steps.damage import DAMAGES, DAMAGES_OF_PARTS, LONG_MARK, Damage


@pytest.fixture(scope="module")
def five() -> tuple[LoadedSop, bytes]:
    loaded = sop_at("penyusunan-dan-pelaporan-data-kinerja")
    return loaded, export_table(loaded)


@pytest.fixture(scope="module")
def parts() -> tuple[LoadedSop, bytes]:
    loaded = sop_at("beberapa-bagian")
    return loaded, export_table(loaded)


def found_in(data: bytes, loaded: LoadedSop) -> tuple[Finding, ...]:
    with pytest.raises(ContentError) as problem:
        reread(data, loaded)
    return problem.value.findings


def judge(damage: Damage, loaded: LoadedSop, data: bytes) -> None:
    damaged = edited(data, damage.change)
    for part, content in hostile_workbooks.parts(damaged).items():
        if LONG_MARK.encode() in content:
            longer = content.replace(LONG_MARK.encode(), b"panjang " * 5000)
            damaged = hostile_workbooks.with_part(damaged, part, longer)
    (only,) = found_in(damaged, loaded)
    assert damage.cell in only.where.cell
    assert damage.words in f"{only.message} {only.text} {only.hint}"
    assert only.severity is Severity.ERROR
    assert only.hint


def test_there_are_a_hundred() -> None:
    assert len({one.name for one in (*DAMAGES, *DAMAGES_OF_PARTS)}) >= 100


@pytest.mark.parametrize("damage", DAMAGES, ids=lambda one: one.name)
def test_one_clear_finding(damage: Damage, five: tuple[LoadedSop, bytes]) -> None:
    judge(damage, *five)


@pytest.mark.parametrize("damage", DAMAGES_OF_PARTS, ids=lambda one: one.name)
def test_one_clear_finding_in_a_table_of_parts(damage: Damage, parts: tuple[LoadedSop, bytes]) -> None:
    judge(damage, *parts)


def _move_column(book: Any) -> None:
    """The column Waktu put behind all others."""
    sheet = book["Langkah"]
    at = column(sheet, "Waktu")
    for row in range(4, sheet.max_row + 1):
        sheet.cell(row, 25).value = sheet.cell(row, at).value
    sheet.delete_cols(at)


def _empty_rows(book: Any) -> None:
    book["Langkah"].insert_rows(7, 3)
    book["Identitas"].insert_rows(9)


def _numbers(book: Any) -> None:
    for row in range(1, 15):
        number = book["Langkah"].cell(4 + row, 1)
        number.value = int(number.value) if number.value else None


def _longer_numbers(book: Any) -> None:
    """Every No ten times as large, and what leads there."""
    sheet = book["Langkah"]
    for heading in ("No", "Ya ke", "Tidak ke", "Lanjut ke"):
        for row in range(5, 19):
            cell = sheet.cell(row, column(sheet, heading))
            if cell.value:
                cell.value = str(int(cell.value) * 10)


HARMLESS: list[Callable[[Any], object]] = [
    lambda book: None, _move_column, _empty_rows, _numbers, _longer_numbers,
    lambda book: book["Langkah"].insert_rows(1, 2),
    lambda book: book.move_sheet("Lainnya", -3),
    lambda book: book.create_sheet("Coretan").append(["apa", "saja"]),
    lambda book: put(book["Langkah"], 2, "Pelaksana", "kasubbag prk "),
    lambda book: setattr(book["Pelaksana"], "sheet_state", "hidden"),
]  # fmt: skip


@pytest.mark.parametrize("change", HARMLESS, ids=range(len(HARMLESS)))
def test_what_does_no_harm_is_read(change: Callable[[Any], object], five: tuple[LoadedSop, bytes]) -> None:
    loaded, data = five
    sop, findings = reread(edited(data, change), loaded)
    assert sop.sop == loaded.sop
    assert findings == ()


def test_a_column_of_ones_own_is_told_and_left_out(five: tuple[LoadedSop, bytes]) -> None:
    loaded, data = five
    sop, findings = reread(edited(data, lambda book: setattr(book["Langkah"]["T4"], "value", "Catatan saya")), loaded)
    assert sop.sop == loaded.sop
    assert [(one.severity, one.where.cell) for one in findings] == [(Severity.WARNING, "Langkah!T4")]


def test_files_made_to_harm_are_refused(five: tuple[LoadedSop, bytes]) -> None:
    loaded, data = five
    for name, (hostile, words) in hostile_workbooks.refused(data).items():
        with pytest.raises(ContentError) as problem:
            reread(hostile, loaded)
        assert words in problem.value.message, name
