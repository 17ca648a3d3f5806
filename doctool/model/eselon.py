"""The level of a post: by its eselon, else by names of posts that have one level everywhere.

Only names whose rank among the others is the same in every office are known; of all other posts nothing is said.
"""

from __future__ import annotations

import re
from dataclasses import dataclass
from typing import Literal

Eselon = Literal["", "I.a", "I.b", "II.a", "II.b", "III.a", "III.b", "IV.a", "IV.b", "V.a"]

_ROMAN = {"I": 1, "II": 2, "III": 3, "IV": 4, "V": 5}
_ACTING = re.compile(r"^(?:plt|plh|pj|pjs)\.?\s+", re.IGNORECASE)
#: Names of posts with their level and the step within it. A head of a region stands above all levels.
_NAMES = tuple(
    (re.compile(form, re.IGNORECASE), level, step)
    for form, level, step in (
        (r"(?:gubernur|bupati|wali ?kota)\b", 1, -1),
        (r"(?:sekretaris daerah|sekda)\b", 2, 0),
        (r"asisten (?:sekretaris daerah|pemerintahan|perekonomian|administrasi|umum)\b", 2, 1),
        (r"(?:kepala dinas|kadis|kepala badan|kaban)\b", 2, 1),
        (r"(?:sekretaris dinas|sekretaris badan)\b", 3, 0),
        (r"(?:kepala bidang|kabid|kepala bagian|kabag)\b", 3, 1),
        (r"(?:kepala seksi|kasi|kepala sub ?(?:bagian|bidang)|kasub ?(?:bag|bid))\b", 4, 0),
    )
)
_DINAS = re.compile(r"(?:dinas|badan)\b", re.IGNORECASE)


@dataclass(frozen=True, slots=True)
class Tingkat:
    """A level, 1 the highest, and the step within it; `pasti` from an eselon, else from the name of the post."""

    eselon: int
    langkah: int
    pasti: bool

    def di_bawah(self, other: Tingkat) -> bool:
        """Whether this post stands below `other`; steps within a level count only where both are told one way."""
        if self.eselon != other.eselon:
            return self.eselon > other.eselon
        return self.langkah > other.langkah or self.pasti != other.pasti

    def terlalu_jauh(self, other: Tingkat) -> bool:
        """Whether a whole level lies between `other` above and this post below."""
        return self.eselon - other.eselon > 1


def tingkat(jabatan: str, eselon: Eselon = "", *, kantor: str = "") -> Tingkat | None:
    """The level of the post `jabatan` in the office `kantor`; None where it is not known."""
    if eselon:
        roman, letter = eselon.split(".")
        return Tingkat(_ROMAN[roman], "ab".index(letter), True)
    name = _ACTING.sub("", " ".join(jabatan.split()))
    if name.lower() == "sekretaris" and _DINAS.match(kantor):
        return Tingkat(3, 0, False)
    for form, level, step in _NAMES:
        if form.match(name):
            return Tingkat(level, step, False)
    return None
