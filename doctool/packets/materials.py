"""What the pieces of a packet are made of, read once: its letters' data, its forms, its finished files.

SOPs and reports are made by other stages; whoever plans a packet brings the function that gives their bytes.
"""

from __future__ import annotations

from collections.abc import Callable, Iterator
from dataclasses import dataclass
from datetime import date
from pathlib import Path

from doctool.border.plain_file import TooLongError, read_plain
from doctool.catalog.index import Workspace
from doctool.errors import ContentError, DoctoolError, machine_error
from doctool.findings import Finding
from doctool.fingerprint import digest_of_parts
from doctool.indonesian import tanggal
from doctool.loaded import Path as Steps
from doctool.packets.form_pieces import FormPieces, Returns
from doctool.packets.letter_pieces import LetterPiece
from doctool.packets.nouns import LoadedPaket
from doctool.packets.places import column_key, columns_in, texts_of

#: The bytes of a finished document by its source ("sop:<alamat>", "laporan:<nama>") and what it is to be: the suffix
#: of what there is ("docx" for a PDF that is still to be made) and its bytes. Raises DoctoolError.
Finished = Callable[[str, str], tuple[str, bytes]]
#: Keys of paket.yaml whose texts may name columns.
_COMMON, _PIECE = ("folder", "salinan"), ("judul", "sop", "laporan", "berkas", "formulir")
#: Finished files that are kept for the next recipient, and how large they may be.
_KEPT_FILES, _KEPT_BYTES = 12, 30_000_000
#: A finished file larger than this goes into no packet.
MAX_FILE = 200_000_000


@dataclass(frozen=True, slots=True)
class Jadi:
    """A finished document: the suffix of what there is, its bytes and the SHA-256 that a task of it has."""

    bentuk: str
    data: bytes
    bahan: str


class Materials:
    """The materials of one packet. `findings` say which letters cannot be read at all."""

    def __init__(
        self, workspace: Workspace, paket: LoadedPaket, today: date, returns: Returns, finished: Finished
    ) -> None:
        """`today` stands in letters where neither their data nor the packet say a day."""
        self.workspace, self.paket = workspace, paket
        self.forms = FormPieces(workspace, paket, returns)
        self.findings: list[Finding] = []
        self.letters: dict[int, LetterPiece] = {}
        self._finished = finished
        self._made: dict[tuple[str, str], Jadi] = {}
        own = paket.paket.tanggal
        day = own.teks if own is not None else tanggal(today.year, today.month, today.day)
        for at, one in enumerate(paket.paket.isi):
            if one.surat:
                try:
                    self.letters[at] = LetterPiece(paket, at, day)
                except ContentError as problem:
                    self.findings += problem.findings

    def condition_column(self, name: str) -> str:
        """The column that a condition names."""
        return column_key(name)

    def packet_columns(self, *, common: bool = False) -> dict[Steps, tuple[str, ...]]:
        """The columns that texts of paket.yaml name, by their path; `common`: only those that every recipient needs."""
        return dict(self._packet_texts(common))

    def used_columns(self) -> set[str]:
        """Every column that anything uses."""
        texts = [*self.packet_columns().values()]
        texts += [names for one in self.letters.values() for names in one.columns.values()]
        used = {name for names in texts for name in names}
        used |= {column_key(name) for one in self.paket.paket.isi for name in one.jika}
        return used | {column_key(self.paket.paket.kunci)}

    def finished(self, source: str, shape: str) -> Jadi:
        """A finished document; SOPs and reports are kept, and of files what all recipients get. Raises DoctoolError."""
        kind, _, name = source.partition(":")
        found = self._made.get((source, shape))
        if found is None:
            made, data = (shape, self._file(name)) if kind == "berkas" else self._finished(source, shape)
            found = Jadi(made, data, digest_of_parts("jadi", made, data))
            if kind != "berkas" or (len(data) <= _KEPT_BYTES and len(self._made) < _KEPT_FILES):
                self._made[source, shape] = found
        return found

    def _file(self, name: str) -> bytes:
        path = Path(self.workspace.root) / name
        try:
            return read_plain(path, MAX_FILE)
        except TooLongError as problem:
            message = f'"{name}" lebih besar dari {MAX_FILE // 1_000_000} MB'
            raise DoctoolError(message, "perkecil, atau kirim tersendiri") from problem
        except OSError as problem:
            raise machine_error(problem) from problem

    def _packet_texts(self, common: bool) -> Iterator[tuple[Steps, tuple[str, ...]]]:
        paket = self.paket.paket
        for key in _COMMON:
            if named := columns_in(getattr(paket, key)):
                yield (key,), named
        for at, one in enumerate(paket.isi):
            for key in () if common else _PIECE:
                value = getattr(one, key)
                tree = value.model_dump() if key == "formulir" and value is not None else value or ""
                for path, text in texts_of(tree):
                    if named := columns_in(text):
                        yield ("isi", at, key, *path), named
