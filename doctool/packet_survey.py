"""What of a packet is there already, by content: nothing that is up to date is made again."""

from __future__ import annotations

import json
from collections.abc import Mapping, Sequence
from dataclasses import replace
from typing import TYPE_CHECKING

from doctool import __version__
from doctool.errors import DoctoolError, WriteError
from doctool.fingerprint import digest_of_parts, digest_of_pdf
from doctool.manifest import State
from doctool.packet_job import FileJob, Job, PacketOptions, Trouble
from doctool.packets.load import BENTUK

if TYPE_CHECKING:
    from doctool.packet_sources import OpenPacket
    from doctool.packet_store import PacketStore
    from doctool.packets.nouns import Bagian, Berkas, Kiriman

#: What a file that a person made or changed is left alone with.
CHANGED = "tidak ditimpa karena diubah atau dibuat orang"
CHANGED_HINT = "simpan dahulu di tempat lain bila masih perlu, lalu ulangi dengan --timpa"


class Survey:
    """Looks at what stands in the places of a packet's files; `revision`: SHA-256 over what its recipients share."""

    def __init__(self, opened: OpenPacket, store: PacketStore, options: PacketOptions) -> None:
        self._opened, self._store, self._options = opened, store, options
        self._shared: set[str] = set()
        self.troubles: list[Trouble] = []
        self.plan: dict[str, State] = {}

    def job(self, kiriman: Kiriman, nomor: Mapping[int, str]) -> Job | None:
        """A recipient's files with what is there; None where none can be made."""
        person = kiriman.penerima
        try:
            files = self._opened.maker.files(kiriman, nomor)
        except DoctoolError as error:
            self.troubles.append(Trouble(person.kunci, person.nama, "", error.message, error.hint or ""))
            return None
        pieces = [piece for piece in kiriman.bagian for _ in piece.bentuk]
        found = [self._file(kiriman, piece, one, nomor) for piece, one in zip(pieces, files, strict=True)]
        job = Job(kiriman, nomor, found)
        for one in job.files:
            self.look(job, one)
        return job

    def look(self, job: Job, file: FileJob) -> bool:
        """See whether a file is up to date, and whether it may be written where it is not; whether it is to be made."""
        person = job.kiriman.penerima
        try:
            state = self.stands(file)
        except WriteError as error:
            job.failed = True
            self.troubles.append(
                Trouble(person.kunci, person.nama, file.potongan, error.message, error.hint or "", "tulis")
            )
            return False
        if state is None:
            return False
        if self.stays(state):
            job.failed = True
            self.troubles.append(self.left(job, file))
            return False
        if self._options.dry_run:
            self.plan[file.nama] = state
        file.todo = True
        return True

    def stands(self, file: FileJob) -> State | None:
        """What stands at the place of a file that is to be made; None where it is up to date (it is `written` then).
        Nothing is noted. Raises WriteError where it cannot be read."""
        found = self._store.look(file.nama)
        anew = self._options.redo_pdf and file.pdf
        if found.written is not None and found.written.bahan == file.bahan and not anew:
            file.written = found.written
            return None
        return found.state

    def left(self, job: Job, file: FileJob) -> Trouble:
        """The failure for a file that is left alone."""
        person = job.kiriman.penerima
        return Trouble(
            person.kunci, person.nama, file.potongan, f'"{file.nama}" {CHANGED}', CHANGED_HINT, "tulis"
        )  # fmt: skip

    def stays(self, state: State) -> bool:
        """Whether what stands there is left alone, being a person's."""
        return state is State.CHANGED and not self._options.overwrite

    @property
    def revision(self) -> str:
        """SHA-256 over paket.yaml, the letters' data, templates, office and finished documents: what all recipients
        share. A recipient more or less, or with other data, leaves it as it is."""
        paket = self._opened.paket.paket.model_dump(mode="json", exclude={"penerima"})
        letters = [one.source.data for _, one in sorted(self._opened.materials.letters.items())]
        said = json.dumps([paket, letters], ensure_ascii=False, sort_keys=True, default=str)
        return digest_of_parts(__version__, said, *sorted(self._shared))

    def _file(self, kiriman: Kiriman, piece: Bagian, one: Berkas, nomor: Mapping[int, str]) -> FileJob:
        task = one.tugas
        self._shared.update(task.alat)
        if piece.jenis in ("sop", "laporan"):
            self._shared.add(task.bahan)
        bahan = digest_of_pdf(task.bahan) if one.diubah else task.bahan
        return FileJob(
            f"{kiriman.penerima.folder}/{one.nama}", bahan, "potongan", one.judul, piece.sumber,
            nomor.get(piece.tempat, ""), one.gabung,
        )  # fmt: skip


def only_formats(kiriman: Sequence[Kiriman], formats: frozenset[str] | None) -> tuple[Kiriman, ...]:
    """The recipients with pieces in the shapes asked for only; a piece that has none of them is made in the first that
    it can have. Finished files stay what they are."""
    if formats is None:
        return tuple(kiriman)
    made: dict[tuple[Bagian, ...], tuple[Bagian, ...]] = {}  # what many recipients get stays one object
    for one in kiriman:
        if one.bagian not in made:
            bare = tuple(replace(piece, bentuk=_shapes(piece, formats)) for piece in one.bagian)
            made[one.bagian] = one.bagian if bare == one.bagian else bare
    return tuple(one if made[one.bagian] is one.bagian else replace(one, bagian=made[one.bagian]) for one in kiriman)


def _shapes(piece: Bagian, formats: frozenset[str]) -> tuple[str, ...]:
    if piece.jenis not in BENTUK:
        return piece.bentuk
    kept = tuple(one for one in piece.bentuk if one in formats)
    return kept or tuple(one for one in BENTUK[piece.jenis] if one in formats)[:1] or piece.bentuk
