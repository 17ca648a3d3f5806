"""Names of folders and files: safe on every system, one for each recipient, the same whoever else there is."""

from __future__ import annotations

import unicodedata
from pathlib import Path, PurePosixPath, PureWindowsPath

import pytest
from hypothesis import given, settings
from hypothesis import strategies as st

from benchmarks.proof_packet_names import prove
from doctool.packets.names import (
    FOLDER,
    LONGEST,
    folder_names,
    identity,
    joined_name,
    piece_name,
    safe_name,
    stable_key,
)
from doctool.packets.nouns import Penerima
from doctool.packets.rows import LetakTabel
from tests.letters.names import HAND_PICKED, random_name, windows_fault

TEXTS = st.one_of(st.text(max_size=300), st.integers(0, 10_000).map(random_name), st.sampled_from(HAND_PICKED))


def refused(name: str) -> str:
    """Why `name` is no good name of a folder or file; "" where it is."""
    if not name.isascii() or set(name) & set('/\\:*?"<>|. ') or name[0] in "-~":
        return "not plain"
    if PurePosixPath(name).name != name or PureWindowsPath(name).name != name:
        return "a path"
    return windows_fault(name) or windows_fault(f"{name}.docx")


def recipients(names: list[str]) -> list[Penerima]:
    found = []
    for number, name in enumerate(names, 1):
        key = stable_key(f"{number}-{name}")
        kolom = {"nama": name, "urut": str(number), "kunci": key}
        found.append(Penerima(key, name, number, kolom, LetakTabel("penerima.csv", "", (1,)), number))
    return found


@given(TEXTS)
@settings(max_examples=200, deadline=None)
def test_any_text_gives_a_name_that_every_system_takes(text: str) -> None:
    for name in (safe_name(text), piece_name(1, text), joined_name(text), stable_key(text)):
        assert refused(name) == ""
        assert len(name) <= LONGEST
    assert stable_key(text) == stable_key(text).lower()


@pytest.mark.parametrize("text", HAND_PICKED)
def test_names_that_break_other_programs_are_safe(text: str) -> None:
    for pattern in ("{nama}", "{urut}_{nama}", "{nama}/{nama}"):
        [name] = folder_names(pattern, recipients([text]), 1)
        assert refused(name) == ""
        assert len(name) <= FOLDER


@given(st.lists(TEXTS, min_size=1, max_size=12), st.sampled_from(("{urut}_{nama}", "{nama}", "Paket", "{NAMA}")))
@settings(max_examples=200, deadline=None)
def test_each_recipient_has_a_folder_of_its_own(names: list[str], pattern: str) -> None:
    made = folder_names(pattern, recipients(names), len(names))
    assert [one for one in made if refused(one)] == []
    assert len({one.casefold() for one in made}) == len(names)
    assert made == folder_names(pattern, recipients(names), len(names))


def test_the_order_and_style_of_names() -> None:
    made = folder_names("{urut}_{nama}", recipients(["Kabid PIAK", "Kec. Medan Kota", "PIAK & Data"]), 3)
    assert made == ["001_Kabid-PIAK", "002_Kec-Medan-Kota", "003_PIAK-dan-Data"]
    assert folder_names("{urut}_{nama}", recipients(["A"]), 1200) == ["0001_A"]
    odd = folder_names("{urut}_{nama}", recipients(["../../x", "日本", "-Bidang", "😀 Emoji", "."]), 5)
    assert odd == ["001_x", "002_Tanpa-Nama", "003_Bidang", "004_Emoji", "005_Tanpa-Nama"]
    assert folder_names("{urut}_{wilayah}", recipients(["A"]), 1) == ["001"]
    assert piece_name(1, "Surat Pengantar") == "1_Surat-Pengantar"
    assert piece_name(2, "Laporan TW I/2026") == "2_Laporan-TW-I-2026"


def test_the_same_recipient_has_the_same_name_when_others_follow() -> None:
    names = ["Bidang A", "bidang a", "BIDANG-A", "Bidang B"]
    before = folder_names("{nama}", recipients(names), 4)
    after = folder_names("{nama}", recipients([*names, "Bidang A", "Bidang C"]), 6)
    assert after[:4] == before
    assert before[0] == "Bidang-A"


def test_a_key_does_not_depend_on_case_spaces_or_unicode_forms() -> None:
    assert stable_key("Bidang Capil") == stable_key("bidang  CAPIL") == stable_key("bidang-capil") == "bidang-capil"
    cafe = "Café Ämt"
    assert stable_key(unicodedata.normalize("NFD", cafe)) == stable_key(unicodedata.normalize("NFC", cafe))
    assert stable_key("A/B") != stable_key("A-B")
    assert stable_key("رسالة") != stable_key("📎")


@given(TEXTS, TEXTS)
@settings(max_examples=200, deadline=None)
def test_two_recipients_have_two_keys(one: str, other: str) -> None:
    assert (stable_key(one) == stable_key(other)) == (identity(one) == identity(other))


def test_the_one_pdf_is_never_a_piece() -> None:
    assert joined_name("1_Surat Pengantar") == "Paket-1_Surat-Pengantar"
    assert joined_name("00_Lembar Depan").startswith("Paket-")
    assert joined_name("Bidang PIAK") == "Bidang-PIAK"


def test_recipients_with_such_names_are_planned_or_told(tmp_path: Path) -> None:
    found = prove(tmp_path, 200)
    assert found.faults == ()
    assert found.planned > 200
    assert found.told > 5
