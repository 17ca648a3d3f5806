"""The check code of a recipient's packet: what the QR on the cover sheet says, and how it is told again.

It is a sum over the files, not a signature: whoever can change the files can also print another code. It shows that a
folder, a ZIP and a printed cover sheet belong together.
"""

from __future__ import annotations

import hashlib
import re
from collections.abc import Iterable
from dataclasses import dataclass

#: What it is called in print, beside every code.
LABEL = "Kode periksa (bukan tanda tangan elektronik)"
_FIRST = "Kode periksa paket, bukan tanda tangan elektronik"
#: Signs of the revision and of a group of the printed sum.
_SHORT, _GROUP = 12, 8
_LINES = {"Paket": "paket", "Penerima": "penerima", "Nomor": "nomor", "Periksa": "periksa"}


@dataclass(frozen=True, slots=True)
class KodePeriksa:
    """What a QR says: the packet with the first signs of its plan's SHA-256, the recipient's key, the number of its
    letter ("" for none), the sum over its pieces."""

    paket: str
    revisi: str
    penerima: str
    nomor: str
    periksa: str

    @property
    def revisi_pendek(self) -> str:
        """The first signs of the revision, as they are printed."""
        return self.revisi[:_SHORT]

    def text(self) -> str:
        """The text of the QR."""
        lines = [_FIRST, f"Paket: {self.paket} {self.revisi_pendek}", f"Penerima: {self.penerima}"]
        lines += [f"Nomor: {self.nomor}"] if self.nomor else []
        return "\n".join([*lines, f"Periksa: {self.periksa}"])


def check_sum(files: Iterable[tuple[str, str]]) -> str:
    """SHA-256 over the names and SHA-256s of the pieces: (name in the recipient's folder, hexadecimal hash), in any
    order. The cover sheet itself and what contains it are not among them."""
    lines = sorted(f"{name}\0{sha}\n" for name, sha in files)
    return hashlib.sha256("".join(lines).encode("utf-8")).hexdigest()


def printed(periksa: str) -> str:
    """The sum as it is printed: in groups, to be compared by eye."""
    return " ".join(periksa[at : at + _GROUP] for at in range(0, len(periksa), _GROUP))


def printed_in(text: str) -> str:
    """The first sum that `text` prints, "" for none."""
    found = re.search(rf"\b[0-9a-f]{{{_GROUP}}}(?:\s+[0-9a-f]{{{_GROUP}}}){{{64 // _GROUP - 1}}}\b", text)
    return re.sub(r"\s", "", found[0]) if found else ""


def read_code(text: str) -> KodePeriksa | None:
    """What the text of a QR says, None for one that is no check code of a packet."""
    lines = [line.strip() for line in text.strip().splitlines()]
    if not lines or lines[0] != _FIRST:
        return None
    said: dict[str, str] = {"nomor": ""}
    for line in lines[1:]:
        name, _, value = line.partition(": ")
        if name in _LINES:
            said[_LINES[name]] = value
    if not {"paket", "penerima", "periksa"} <= said.keys():
        return None
    paket, _, revisi = said.pop("paket").rpartition(" ")
    return KodePeriksa(paket=paket, revisi=revisi, **said)
