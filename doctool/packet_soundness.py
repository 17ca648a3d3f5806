"""Whether the finished documents of a packet can be opened: looked at before a number is taken, each once."""

from __future__ import annotations

from collections.abc import Iterator
from pathlib import PurePosixPath
from typing import TYPE_CHECKING

from doctool.border.pdf import PdfError, open_pdf
from doctool.border.word import NoWordFileError, open_package
from doctool.convert.libreoffice import READABLE, refusal_of
from doctool.findings import Finding, Severity
from doctool.packets.places import columns_in

if TYPE_CHECKING:
    from doctool.packet_sources import OpenPacket
    from doctool.packets.nouns import Bagian, Penerima

#: A piece that cannot be made, or that its recipient may not be able to open; and a piece that is not in the one PDF.
DAMAGED, BESIDE = "D26", "D27"
_REPLACE = "ganti berkasnya; coba buka dahulu"


class Soundness:
    """Looks at the finished documents of one packet."""

    def __init__(self, opened: OpenPacket) -> None:
        self._opened = opened
        self._seen: dict[tuple[str, str], tuple[str, str] | None] = {}

    def of_recipient(self, piece: Bagian) -> bool:
        """Whether a column says which finished document a piece is: what is wrong with it costs that recipient only."""
        return piece.jenis in ("berkas", "laporan") and bool(columns_in(self._text(piece)))

    def findings(self, piece: Bagian, penerima: Penerima) -> Iterator[Finding]:
        """What is wrong with the documents of a piece: an error where they must be opened to make the packet, else a
        warning. Raises DoctoolError where one is not there."""
        if piece.jenis not in ("berkas", "laporan"):
            return
        for shape in piece.bentuk:
            key = (piece.sumber, shape)
            if key not in self._seen:
                made = self._opened.materials.finished(piece.sumber, shape)
                self._seen[key] = damage(made.bentuk, made.data)
            problem = self._seen[key]
            if problem is None:
                continue
            severity = Severity.ERROR if self._must_open(piece, shape) else Severity.WARNING
            name = PurePosixPath(piece.sumber.partition(":")[2]).name
            message, hint = f'potongan "{piece.judul}", {name}: {problem[0]}', problem[1]
            named = columns_in(self._text(piece))
            where = (
                penerima.cell(named[0]) if named
                else self._opened.paket.positions.where(("isi", piece.tempat, piece.jenis))
            )
            yield Finding(DAMAGED, severity, where, message, hint, name)

    def beside(self, piece: Bagian) -> bool:
        """Whether a piece is meant for the one PDF and cannot go into it, being neither a PDF nor what one is made
        of."""
        paket = self._opened.paket.paket
        fit = any(f".{one}" in (".pdf", *READABLE) for one in piece.bentuk)
        return paket.satu_pdf and paket.isi[piece.tempat].gabung and not fit

    def told_beside(self, piece: Bagian) -> Finding:
        """The warning that says so."""
        kind = " dan ".join(f".{one}" for one in piece.bentuk)
        message = f'potongan "{piece.judul}" ({kind}) tidak dapat masuk satu PDF, jadi tetap berkas tersendiri'
        hint = "simpan sebagai PDF bila harus ikut, atau tulis gabung: tidak pada potongan itu"
        where = self._opened.paket.positions.where(("isi", piece.tempat, piece.jenis))
        return Finding(BESIDE, Severity.WARNING, where, message, hint, piece.judul)

    def _must_open(self, piece: Bagian, shape: str) -> bool:
        paket = self._opened.paket.paket
        converted = self._opened.materials.finished(piece.sumber, shape).bentuk != shape
        joined = paket.satu_pdf and paket.isi[piece.tempat].gabung
        return converted or (joined and (shape == "pdf" or f".{shape}" in READABLE))

    def _text(self, piece: Bagian) -> str:
        potongan = self._opened.paket.paket.isi[piece.tempat]
        return potongan.berkas or potongan.laporan


def damage(suffix: str, data: bytes) -> tuple[str, str] | None:
    """Why a document cannot be opened, and what to do; None where nothing is wrong, or nobody knows."""
    try:
        if suffix == "pdf":
            open_pdf(data)
        elif suffix == "docx":
            package = open_package(data)
            package.xml(package.main)
        elif reason := refusal_of(f".{suffix}", data[:8]) if f".{suffix}" in READABLE else "":
            return reason, _REPLACE
    except PdfError as problem:
        return problem.message, _REPLACE
    except NoWordFileError as problem:
        return str(problem), problem.hint
    return None
