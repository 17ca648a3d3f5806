"""Findings are listed in the order of the document."""

from __future__ import annotations

from doctool.findings import Finding, Severity, Where


def test_places_are_in_the_order_in_which_people_count() -> None:
    wheres = [
        Where("b.xlsx", cell="Form 10!A1"), Where("b.xlsx", cell="Form 2!L11"), Where("b.xlsx", cell="Form 2!L9"),
        Where("a.docx", place="badan, alinea 14"), Where("a.docx", place="badan, alinea 2"),
        Where("a.docx", place="badan, tabel 2, baris 10"), Where("a.docx", place="badan, tabel 2, baris 3"),
        Where("c.yaml", 12, 3), Where("c.yaml", 2, 30), Where("c.yaml"),
    ]  # fmt: skip
    found = sorted((Finding("X01", Severity.WARNING, one, "pesan") for one in wheres), key=Finding.sort_key)
    assert [str(one.where) for one in found] == [
        "a.docx: badan, alinea 2", "a.docx: badan, alinea 14",
        "a.docx: badan, tabel 2, baris 3", "a.docx: badan, tabel 2, baris 10",
        "b.xlsx:Form 2!L9", "b.xlsx:Form 2!L11", "b.xlsx:Form 10!A1",
        "c.yaml", "c.yaml:2:30", "c.yaml:12:3",
    ]  # fmt: skip
