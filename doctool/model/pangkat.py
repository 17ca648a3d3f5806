"""Pangkat and golongan ruang of civil servants, and the golongan of PPPK.

The lists are common knowledge of personnel offices; the regulations behind them were not read.
"""

from __future__ import annotations

import re

#: Golongan ruang -> pangkat, lowest first.
PANGKAT: dict[str, str] = {
    "I/a": "Juru Muda",
    "I/b": "Juru Muda Tingkat I",
    "I/c": "Juru",
    "I/d": "Juru Tingkat I",
    "II/a": "Pengatur Muda",
    "II/b": "Pengatur Muda Tingkat I",
    "II/c": "Pengatur",
    "II/d": "Pengatur Tingkat I",
    "III/a": "Penata Muda",
    "III/b": "Penata Muda Tingkat I",
    "III/c": "Penata",
    "III/d": "Penata Tingkat I",
    "IV/a": "Pembina",
    "IV/b": "Pembina Tingkat I",
    "IV/c": "Pembina Utama Muda",
    "IV/d": "Pembina Utama Madya",
    "IV/e": "Pembina Utama",
}

#: Golongan of PPPK, who have no pangkat.
GOLONGAN_PPPK: tuple[str, ...] = (
    "I", "II", "III", "IV", "V", "VI", "VII", "VIII", "IX", "X", "XI", "XII", "XIII", "XIV", "XV", "XVI", "XVII",
)  # fmt: skip

_LEVEL = re.compile(r"\b(?:tingkat|tkt?|tk)\b\.?\s*(?:i|1)\b")
_GRADE = re.compile(r"[\s,(]+(?P<group>iv|i{1,3})\s*[/.]\s*(?P<room>[a-e])\s*\)?$", re.IGNORECASE)


def split_pangkat(text: str) -> tuple[str, str]:
    """`text` as (pangkat, golongan): "Pembina Tk. I (IV/b)" is ("Pembina Tk. I", "IV/b"); "" where there is none."""
    found = _GRADE.search(f" {text.strip()}")
    if found is None:
        return text.strip(), ""
    return f" {text.strip()}"[: found.start()].strip(" ,("), f"{found['group'].upper()}/{found['room'].lower()}"


def _key(pangkat: str) -> str:
    """One form for the ways to write a pangkat: lower case, single spaces, "tingkat i" for "Tk. I", "Tkt.1"."""
    return _LEVEL.sub("tingkat i", " ".join(pangkat.lower().split())).rstrip(" .,;")


_BY_NAME = {_key(name): grade for grade, name in PANGKAT.items()}


def golongan_of(pangkat: str) -> str | None:
    """The golongan ruang of `pangkat` ("Pembina Tk. I" -> "IV/b"), however it is spelled; None if there is no such
    pangkat. A golongan written behind it is not looked at."""
    return _BY_NAME.get(_key(split_pangkat(pangkat)[0]))
