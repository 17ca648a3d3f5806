"""Cover sheets by the hundred: the Word file is written once for every shape, then only its words change.

Two covers have the same shape where the same lines stand in the same places. A probe of that shape, with a mark for
each text, goes through `doctool.write.document`; what comes out is kept as parts, and a cover is those parts with its
own texts and QR. The same cover gives the same bytes, whichever covers were made before.
"""

from __future__ import annotations

import re
from dataclasses import dataclass

from doctool.fill.package import Package, read_parts
from doctool.loaded import LoadedKantor
from doctool.packets.cover import LembarDepan, Tertulis, compose, qr_png, words
from doctool.write.document import write_document

_MARK = re.compile(rb"zq(\d{4})zq")
#: What XML 1.0 cannot hold (2.2); a text of a cover has no line ends but those of the QR.
_UNWRITABLE = re.compile("[^\t\n\u0020-\ud7ff\ue000-\ufffd\U00010000-\U0010ffff]")
_SIGNS = str.maketrans({"&": "&amp;", "<": "&lt;", ">": "&gt;", '"': "&quot;", "\n": "&#10;", "\t": " "})


@dataclass(frozen=True, slots=True)
class _Shape:
    """The parts of a cover: those that never change packed, the others parted at their marks, the name of the QR."""

    package: Package
    changing: tuple[tuple[str, tuple[bytes, ...]], ...]
    qr: str

    def fill(self, texts: list[str], qr: bytes) -> bytes:
        written = [text.translate(_SIGNS).encode("utf-8") for text in texts]
        parts = {
            name: b"".join(written[int(piece)] if at % 2 else piece for at, piece in enumerate(pieces))
            for name, pieces in self.changing
        }
        return self.package.pack({**parts, self.qr: qr})


class CoverPress:
    """Makes the cover sheets of one office."""

    def __init__(self, office: LoadedKantor) -> None:
        self._office = office
        self._shapes: dict[Tertulis, _Shape] = {}

    def docx(self, cover: LembarDepan) -> bytes:
        """The Word file of a cover sheet."""
        texts: list[str] = []

        def mark(text: str) -> str:
            """A mark in the place of a text; where there is none, none."""
            if not text:
                return ""
            texts.append(_UNWRITABLE.sub("", text))
            return f"zq{len(texts) - 1:04}zq"

        said = words(cover)
        probe = said.each(mark)
        if probe not in self._shapes:
            self._shapes[probe] = self._written(probe)
        return self._shapes[probe].fill(texts, qr_png(said.kode))

    def _written(self, probe: Tertulis) -> _Shape:
        qr = qr_png(probe.kode)
        parts = read_parts(write_document(compose(self._office, probe, qr)))
        picture = next(name for name, data in parts.items() if data == qr)
        changing = {name: data for name, data in parts.items() if _MARK.search(data)}
        split = tuple((name, tuple(_MARK.split(data))) for name, data in changing.items())
        return _Shape(Package(parts, frozenset({*changing, picture})), split, picture)
