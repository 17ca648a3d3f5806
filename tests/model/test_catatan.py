"""Records kept as JSON are read in one way: what is wrong is told in one line with file, cause and what to do."""

from __future__ import annotations

import re
from collections.abc import Callable
from typing import Any

import pytest

from doctool.border import json_text
from doctool.errors import ContentError
from doctool.model import beku, pengembalian, rekap, terbitan
from doctool.model.terbitan import Terbitan

READERS: list[tuple[Callable[[bytes, str], Any], str]] = [
    (terbitan.from_json, '"x.json" bukan catatan terbitan SOP: '),
    (beku.from_json, '"x.json" bukan catatan isi draf laporan: '),
    (pengembalian.from_json, '"x.json" bukan catatan pengembalian yang dikenal: '),
    (rekap.from_json, '"x.json" bukan rekap yang dikenal: '),
]
DATA = terbitan.to_json(Terbitan("dinas", "akta", 0, "00", "1", "Akta", "2026-01-12"))


@pytest.mark.parametrize(("read", "begins"), READERS)
@pytest.mark.parametrize(
    ("data", "cause"),
    [
        (b"", "bukan JSON (baris 1)"), (b'{\n"kantor":', "bukan JSON (baris 2)"),
        (b'{"kantor": "a",\n "tahun": {"x": 1},\n "kantor": "b"}', 'kunci "kantor" tertulis dua kali (baris 3)'),
        (b'{"kantor": [{"a": 1,\n"\\u0061": 2}]}', 'kunci "a" tertulis dua kali (baris 2)'),
        (b'{"a": "{\\"b\\": 1, \\"b\\": 2}",\n"a": ":"}', 'kunci "a" tertulis dua kali (baris 2)'),
        (b"[" * 100_000, "bersarang terlalu dalam"), (b'{"kantor": NaN}', "memuat angka yang tidak dapat dibaca"),
        (b'{"kantor": "\xff"}', "bukan teks UTF-8"), (b"[]", "isinya lain"),
    ],
)  # fmt: skip
def test_what_is_wrong_with_a_record_is_told_in_one_line(
    read: Callable[[bytes, str], Any], begins: str, data: bytes, cause: str
) -> None:
    with pytest.raises(ContentError) as caught:
        read(data, "x.json")
    assert caught.value.message == begins + cause
    assert caught.value.hint


def test_a_record_with_a_key_twice_is_not_read_by_the_last() -> None:
    twice = re.sub(rb'("nomor_sop": "1",\n)', rb'\1 "nomor_sop": "2",\n', DATA)
    assert terbitan.from_json(DATA, "t").nomor_sop == "1"
    with pytest.raises(ContentError, match=r'"nomor_sop" tertulis dua kali \(baris 7\)'):
        terbitan.from_json(twice, "t")


def test_a_value_that_is_none_of_its_kind_is_told_with_its_place() -> None:
    with pytest.raises(ContentError, match=r"isinya tidak wajar di nomor$"):
        terbitan.from_json(DATA.replace(b'"nomor": 0', b'"nomor": "nol"'), "t")
    with pytest.raises(ContentError, match=r"isinya tidak wajar di tanggal$"):
        terbitan.from_json(DATA.replace(b"2026-01-12", b"kemarin"), "t")


def test_a_record_that_is_too_large_is_not_parsed(monkeypatch: pytest.MonkeyPatch) -> None:
    monkeypatch.setattr(json_text.read_json, "__defaults__", (len(DATA) - 1,))
    with pytest.raises(ContentError, match="terlalu besar"):
        terbitan.from_json(DATA, "t")
