"""Signature blocks, on the identity sheet and under the flow."""

from __future__ import annotations

from typing import Any

import pytest

from doctool.drawing import Padding, Page, PageKind, Table, TextStyle
from doctool.layout.signature import signature_table, signer_paragraphs
from doctool.model.kantor import Penandatangan
from tests.layout.sheets import HEAD, assert_sound, loaded, printed

STYLE = TextStyle("Arial", 200)
WIDTH = 15000


def block(signer: dict[str, Any] | str, **style: Any) -> list[str]:
    """The lines of one signer's block, one text for each paragraph."""
    made = signer_paragraphs(loaded(gaya=style), Penandatangan.model_validate(signer), STYLE, 6000)
    return [one.text for one in made]


def under_flow(*names: str, width: int = WIDTH) -> Table:
    signers = [Penandatangan.model_validate({**HEAD, "nama": name}) for name in names]
    table = signature_table(loaded(), signers, 700, 800, width, STYLE)
    assert table.width == width
    margin = Padding(780, 0, 0, 700)
    assert_sound((Page(1, PageKind.FLOWCHART, 20000, 12000, margin, tables=(table,)),))
    return table


def test_an_official_by_key_prints_all_his_lines() -> None:
    assert block("kepala") == [
        "Kepala Dinas Kependudukan dan Pencatatan Sipil", "Drs. RUDI SUSANTO, MM", "Pembina Utama Muda",
        "NIP. 196707191993111001",
    ]  # fmt: skip


def test_what_the_signer_says_goes_before_the_official() -> None:
    signer = {"pejabat": "kepala", "awalan": "Plt.", "pengantar": "Contoh, 1 Agustus 2022", "nama": "", "nip": "",
              "pangkat": ""}  # fmt: skip
    assert block(signer) == ["Contoh, 1 Agustus 2022", "Plt. Kepala Dinas Kependudukan dan Pencatatan Sipil"]


def test_room_for_the_signature_and_an_underlined_name() -> None:
    made = signer_paragraphs(loaded(), Penandatangan.model_validate("kepala"), STYLE, 6000)
    name = made[1]
    assert name.before >= 4 * name.pitch
    assert name.style.bold
    assert name.style.underline
    without = signer_paragraphs(loaded(), Penandatangan.model_validate({"jabatan": "Kepala"}), STYLE, 6000)
    assert without[0].after >= 4 * without[0].pitch


@pytest.mark.parametrize(
    ("style", "expected"),
    [("spasi", "19670719 199311 1 001"), ("rapat", "196707191993111001"), ("asli", "19670719 1993111001")],
)
def test_nip_as_the_house_writes_it(style: str, expected: str) -> None:
    written = {**HEAD, "nip": "19670719 1993111001"}
    assert block(written, nip=style)[-1] == f"NIP. {expected}"


def test_a_broken_nip_is_not_regrouped() -> None:
    for style in ("spasi", "rapat"):
        assert block({**HEAD, "nip": "19670719 199811"}, nip=style)[-1] == "NIP. 19670719 199811"


def test_an_empty_nip_leaves_its_place_and_a_bupati_has_none() -> None:
    assert block({**HEAD, "nip": ""})[-1] == "NIP."
    assert block({"jabatan": "BUPATI CONTOH", "nama": "NAMA", "status": "lain"}) == ["BUPATI CONTOH", "NAMA"]
    assert block({**HEAD, "status": "pppk"})[-1] == "NI PPPK 196707191993111001"
    assert "Pembina Utama Muda (IV/c)" in block({**HEAD, "golongan": "IV/c"})
    assert "Pembina Tk. I (IV/b)" in block({**HEAD, "pangkat": "Pembina Tk. I (IV/b)", "golongan": "IV/b"})


def test_one_signer_stands_at_the_right() -> None:
    table = under_flow("SATU")
    (cell,) = [one for one in table.cells if one.paragraphs]
    assert table.cell_box(cell).right == table.x + WIDTH
    assert table.cell_box(cell).x > table.x + WIDTH // 2


def test_several_signers_stand_side_by_side_in_order() -> None:
    table = under_flow("SATU", "DUA", "TIGA")
    assert len(table.rows) == 1
    named = [one for one in table.cells if one.paragraphs]
    assert [printed(one.paragraphs).split()[-6] for one in named] == ["SATU", "DUA", "TIGA"]


def test_more_signers_than_the_width_holds_stand_in_rows() -> None:
    table = under_flow("SATU", "DUA", "TIGA", "EMPAT", "LIMA", width=9000)
    assert len(table.rows) == 2
    text = " ".join(printed(one.paragraphs) for one in table.cells)
    assert all(name in text for name in ("SATU", "DUA", "TIGA", "EMPAT", "LIMA"))


def test_narrow_places_hold_one_signer_each() -> None:
    assert len(under_flow("SATU", "DUA", width=4000).columns) == 1
