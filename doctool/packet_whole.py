"""Files about a packet as a whole (list of handing over, ZIPs): kept where up to date, left alone where a person
changed them, else put in place and noted."""

from __future__ import annotations

from pathlib import Path
from typing import TYPE_CHECKING

from doctool.border.plain_file import plain_digest
from doctool.errors import WriteError
from doctool.fingerprint import digest
from doctool.manifest import State
from doctool.packet_job import Trouble
from doctool.packet_journal import Written
from doctool.packet_survey import CHANGED, CHANGED_HINT
from doctool.packets.manifest import BerkasManifes, JenisBerkas

if TYPE_CHECKING:
    from doctool.packet_store import PacketStore


class WholeFiles:
    """`entries`: those that are as they should be, for the manifest; `left`: those that a person changed, by name;
    `placed`: names of those that were put in place now; `troubles`: why others are not there; `redo_pdf`: no PDF is up
    to date."""

    def __init__(self, store: PacketStore, *, overwrite: bool, redo_pdf: bool = False) -> None:
        self.store, self._overwrite, self._redo_pdf = store, overwrite, redo_pdf
        self.entries: list[BerkasManifes] = []
        self.left: dict[str, Trouble] = {}
        self.placed: list[str] = []
        self.troubles: list[Trouble] = []

    def current(self, name: str, bahan: str, piece: str, kind: JenisBerkas) -> bool:
        """Whether a file is up to date, or must be left alone. Raises WriteError where it cannot be read."""
        found = self.store.look(name)
        anew = self._redo_pdf and name.endswith(".pdf")
        if found.written is not None and found.written.bahan == bahan and not anew:
            self._note(found.written, piece, kind)
            return True
        if found.state is State.CHANGED and not self._overwrite:
            self.left[name] = Trouble("", "", piece, f'"{name}" {CHANGED}', CHANGED_HINT, "tulis")
            return True
        return False

    def put(self, name: str, bahan: str, data: bytes, piece: str, kind: JenisBerkas, pages: int = 0) -> None:
        """Put a file in place, or note why it could not be. Raises WriteError where nothing can be written."""
        written = Written(name, digest(data), len(data), bahan, pages)
        failed = [*self.store.put(written, data), *self.store.flush()]
        self._put(written, failed[0].error if failed else None, piece, kind)

    def put_part(self, name: str, bahan: str, part: Path) -> None:
        """Put a ZIP that was written aside in place."""
        written = Written(name, plain_digest(part), part.stat().st_size, bahan)
        failed = [*self.store.put_aside(written, part), *self.store.flush()]
        self._put(written, failed[0].error if failed else None, "ZIP", "arsip")

    def trouble(self, piece: str, reason: str, hint: str, *, outside: bool = False) -> None:
        """Note why a file is not there; `outside`: it is LibreOffice's fault."""
        self.troubles.append(Trouble("", "", piece, reason, hint, "luar" if outside else "tulis"))

    def _put(self, written: Written, error: WriteError | None, piece: str, kind: JenisBerkas) -> None:
        if error is None:
            self.placed.append(written.nama)
            self._note(written, piece, kind)
        else:
            self.trouble(piece, error.message, error.hint or "")

    def _note(self, written: Written, piece: str, kind: JenisBerkas) -> None:
        self.entries.append(BerkasManifes(
            nama=written.nama, sha256=written.sha256, ukuran=written.size, jenis=kind, potongan=piece,
            bahan=written.bahan, halaman=written.pages,
        ))  # fmt: skip
