"""Pangkat and golongan."""

from __future__ import annotations

import pytest

from doctool.model.pangkat import PANGKAT, golongan_of, split_pangkat


@pytest.mark.parametrize(
    ("pangkat", "golongan"),
    [
        ("Pembina Tingkat I", "IV/b"),
        ("Pembina Tk. I", "IV/b"),
        ("PEMBINA TK.I", "IV/b"),
        ("Pembina Tkt 1", "IV/b"),
        ("pembina  utama muda", "IV/c"),
        ("Penata Muda Tk I (III/b)", "III/b"),
        ("Pembina, IV/a", "IV/a"),
        ("Juru", "I/c"),
        ("Jenderal", None),
        ("Pembina Tk. II", None),
        ("", None),
    ],
)
def test_the_golongan_of_a_pangkat_however_it_is_spelled(pangkat: str, golongan: str | None) -> None:
    assert golongan_of(pangkat) == golongan


def test_the_table_has_seventeen_ranks_and_reads_itself() -> None:
    assert len(PANGKAT) == 17
    assert [golongan_of(name) for name in PANGKAT.values()] == list(PANGKAT)


@pytest.mark.parametrize(
    ("text", "parts"),
    [
        ("Pembina Tk. I (IV/b)", ("Pembina Tk. I", "IV/b")),
        ("Penata Muda, iii / A", ("Penata Muda", "III/a")),
        ("Pembina", ("Pembina", "")),
        ("IV/b", ("", "IV/b")),
    ],
)
def test_a_golongan_behind_the_pangkat_is_split_off(text: str, parts: tuple[str, str]) -> None:
    assert split_pangkat(text) == parts
