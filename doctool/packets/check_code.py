"""The check code of a recipient's packet: what the QR on the cover sheet says, and how it is told again.

It is a sum over the files, not a signature: whoever can change the files can also print another code. It shows that a
folder, a ZIP and a printed cover sheet belong together.
"""

from __future__ import annotations

import re
from collections.abc import Iterable
from dataclasses import dataclass

from doctool.fingerprint import digest

#: What it is called in print, beside every code.
LABEL = "Kode periksa (bukan tanda tangan elektronik)"
_FIRST = "Kode periksa paket, bukan tanda tangan elektronik"
#: Signs of the revision and of a group of the printed sum.
_SHORT, _GROUP = 12, 8
_CODE = re.compile(
    rf"{_FIRST} Paket: (?P<paket>.+) (?P<revisi>\S+) Penerima: (?P<penerima>\S+)(?: Nomor: (?P<nomor>.+))? "
    r"Periksa: (?P<periksa>[0-9a-f]{64})"
)


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
        lines += [f"Nomor: {' '.join(self.nomor.split())}"] if self.nomor else []
        return "\n".join([*lines, f"Periksa: {self.periksa}"])


def check_sum(files: Iterable[tuple[str, str]]) -> str:
    """SHA-256 over the names and SHA-256s of the pieces: (name in the recipient's folder, hexadecimal hash), in any
    order. The cover sheet itself and what contains it are not among them."""
    lines = sorted(f"{name}\0{sha}\n" for name, sha in files)
    return digest("".join(lines).encode("utf-8"))


def printed(periksa: str) -> str:
    """The sum as it is printed: in groups, to be compared by eye."""
    return " ".join(periksa[at : at + _GROUP] for at in range(0, len(periksa), _GROUP))


def printed_in(text: str) -> str:
    """The first sum that `text` prints, "" for none."""
    found = re.search(rf"\b[0-9a-f]{{{_GROUP}}}(?:\s+[0-9a-f]{{{_GROUP}}}){{{64 // _GROUP - 1}}}\b", text)
    return re.sub(r"\s", "", found[0]) if found else ""


def read_code(text: str) -> KodePeriksa | None:
    """What the text of a QR says, None for one that is no check code of a packet; its line ends may have become spaces
    on the way."""
    said = _CODE.fullmatch(" ".join(text.split()))
    return KodePeriksa(**said.groupdict(default="")) if said is not None else None
