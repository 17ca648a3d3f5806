"""What is left to do in a form that is sent back: it is a fresh one, in which much of what was found is whole again."""

from __future__ import annotations

import re

from doctool.findings import Finding, Severity

_WANTED = re.compile(r'seharusnya "(.*)"$', re.DOTALL)
_DONE = {
    "F10": "Kolomnya sudah ada lagi; isi yang masih kosong",
    "F11": "Barisnya sudah ada lagi; isi yang masih kosong",
    "F16": "Rumusnya sudah dikembalikan; isi baris pembilang dan penyebut di bawahnya",
    "F17": "Selnya sudah dipisahkan; isi masing-masing",
    "F21": "Format selnya sudah Angka; ketik ulang angkanya dengan koma, misalnya 1,2",
}


def advice_in_mended(one: Finding) -> str:
    """The advice of a finding, as it is in the fresh form that holds what was returned."""
    if one.severity is not Severity.ERROR:
        return one.hint
    if one.code == "F15":
        found = _WANTED.search(one.message)
        return f"Sudah dikembalikan ke {found[1] or 'kosong'}; tidak ada yang perlu diketik" if found else one.hint
    return _DONE.get(one.code, one.hint)
