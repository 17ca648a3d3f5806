"""The block for paraf and the revision's number: on the sheets where the office wants them, and only there."""

from __future__ import annotations

from typing import Any

import pytest

from doctool.drawing import Page, PageKind, Table
from doctool.layout.engine import lay_out
from doctool.layout.identity import identity_pages
from tests.layout.sheets import loaded, words
from tests.random_sop import random_sop

WHO = {"koordinasi": ["Kepala Bidang PIAK"], "hierarki": ["Kepala Subbagian Umum", "Sekretaris"]}
FLOW = {
    "pelaksana": [{"kode": "a", "nama": "Staf"}],
    "kegiatan": [
        {"uraian": "Menerima surat", "pelaksana": "a", "bentuk": "mulai"},
        {"uraian": "Mencatat surat", "pelaksana": "a", "bentuk": "selesai"},
    ],
}


def pages(sop: dict[str, Any] | None = None, **rule: object) -> tuple[Page, ...]:
    return lay_out(loaded({**FLOW, **(sop or {})}, kantor={"sop": rule})).pages


def block(page: Page) -> Table | None:
    return next((table for table in page.tables if table.name == "paraf"), None)


@pytest.mark.parametrize(("letak", "kind"), [("identitas", PageKind.IDENTITY), ("prosedur", PageKind.FLOWCHART)])
def test_the_block_stands_once_on_the_sheet_that_the_office_names(letak: str, kind: PageKind) -> None:
    found = [(page, table) for page in pages(paraf={**WHO, "letak": letak}) if (table := block(page))]
    ((page, table),) = found
    assert page.kind is kind
    text = words((page,))
    for one in ("Paraf Koordinasi", "Paraf Hierarki", "Tanggal", *WHO["koordinasi"], *WHO["hierarki"]):
        assert "".join(one.split()) in text
    above = max(one.y + one.height for one in page.tables if one is not table)
    assert above + 20 <= table.y
    assert table.y + table.height <= page.height - page.margin.bottom


def test_an_office_without_the_rule_has_no_block() -> None:
    assert [page for page in pages() if block(page)] == []


@pytest.mark.parametrize(("kapan", "status", "there"), [
    ("konsep", "draft", True), ("konsep", "reviu", True), ("konsep", "disahkan", False), ("selalu", "disahkan", True),
])  # fmt: skip
def test_a_block_of_drafts_is_not_on_the_sheet_in_force(kapan: str, status: str, there: bool) -> None:
    assert any(block(page) for page in pages({"status": status}, paraf={**WHO, "kapan": kapan})) is there


def test_a_full_identity_sheet_gives_the_block_a_page_with_a_part_of_the_text() -> None:
    long = {"dasar_hukum": [f"Peraturan Menteri Nomor {one} Tahun 2011 tentang Pedoman" for one in range(1, 46)]}
    without = identity_pages(loaded(long), 1)
    assert len(without) >= 1
    found = identity_pages(loaded(long, kantor={"sop": {"paraf": WHO}}), 1)
    assert [block(page) is not None for page in found] == [False] * (len(found) - 1) + [True]
    assert "".join(words(found).split()).startswith("".join(words(without).split())[:200])
    for page in found:
        assert all(table.y + table.height <= page.height - page.margin.bottom for table in page.tables)


def test_where_room_is_short_the_block_is_low_before_it_takes_a_page() -> None:
    heights = set()
    for items in range(1, 30):
        long = {"dasar_hukum": [f"Peraturan Nomor {one} tentang Pedoman" for one in range(1, items)]}
        found = identity_pages(loaded(long, kantor={"sop": {"paraf": WHO}}), 1)
        plain = identity_pages(loaded(long), 1)
        table = block(found[-1])
        assert table is not None
        assert "ParafHierarki" in words(found)
        if len(found) == len(plain):
            heights.add(table.height)
    assert len(heights) == 2
    assert min(heights) < max(heights) * 0.75


@pytest.mark.parametrize("letak", ["identitas", "prosedur"])
def test_random_sheets_have_room_for_the_block(letak: str) -> None:
    for seed in range(6):
        plain = random_sop(seed)
        rule = type(plain.kantor.sop).model_validate({"paraf": {**WHO, "letak": letak}})
        office = plain.kantor.model_copy(update={"sop": rule})
        one = type(plain)(plain.slug, plain.sop, plain.positions, type(plain.office)(
            plain.office.kode, office, plain.office.positions, plain.office.folder,
        ))  # fmt: skip
        drawn = [(page, table) for page in lay_out(one).pages if (table := block(page))]
        assert len(drawn) == 1
        page, table = drawn[0]
        assert table.y + table.height <= page.height - page.margin.bottom
        assert table.x + table.width <= page.width - page.margin.right


REVISED = {"revisi": [{"nomor": "01"}], "status": "disahkan"}


def test_the_number_of_the_revision_is_a_row_of_the_block() -> None:
    text = words(pages(REVISED, cetak_revisi="identitas"))
    assert text.index("TanggalRevisi") < text.index("RevisiKe01") < text.index("TanggalEfektif")
    assert "RevisiKe" not in words(pages(REVISED))
    assert "RevisiKe00" in words(pages(cetak_revisi="identitas", digit_revisi="2"))


def feet(found: tuple[Page, ...]) -> list[str]:
    return [page.footer.text if page.footer else "" for page in found]


def test_the_number_of_the_revision_stands_at_the_foot_of_an_sop_in_force() -> None:
    found = feet(pages(REVISED, cetak_revisi="kaki"))
    assert found[0] == "Revisi 01 — SOP-PIAK-07 — halaman 1"
    assert all(one.startswith("Revisi 01") for one in found)
    assert set(feet(pages(REVISED))) == {""}


def test_a_revision_at_work_says_so_on_every_page_the_cover_too() -> None:
    gaya = {"sampul": {"tampil": True}}
    found = feet(lay_out(loaded({**FLOW, **REVISED, "status": "reviu"}, gaya=gaya)).pages)
    assert len(found) == 3
    assert all(one.startswith("Draf dalam reviu, revisi 01, belum berlaku") for one in found)


def test_the_first_draft_is_no_revision() -> None:
    found = feet(pages({"revisi": [{"nomor": "0", "uraian": "SOP pertama"}]}))
    assert found[0] == "Draf — SOP-PIAK-07 — halaman 1"
