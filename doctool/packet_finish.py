"""What follows when all pieces of a recipient are there: the cover sheet with their sum, the one PDF of them all."""

from __future__ import annotations

from collections.abc import Iterator, Sequence
from pathlib import PurePosixPath
from typing import TYPE_CHECKING

from doctool import __version__
from doctool.border.limits import MADE_BYTES
from doctool.border.plain_file import read_plain
from doctool.convert.libreoffice import READABLE
from doctool.errors import DoctoolError, WriteError
from doctool.fingerprint import digest_of_parts, digest_of_pdf
from doctool.manifest import State
from doctool.packet_job import FileJob, Job, Wish
from doctool.packet_outlook import Outlook
from doctool.packets.check_code import KodePeriksa, check_sum
from doctool.packets.cover import IsiPaket, LembarDepan
from doctool.packets.cover_press import CoverPress
from doctool.packets.names import joined_name
from doctool.packets.one_pdf import is_signed_pdf
from doctool.packets.places import fill

if TYPE_CHECKING:
    from doctool.packet_sources import OpenPacket
    from doctool.packet_store import PacketStore
    from doctool.packet_survey import Survey

COVER = "00_Lembar-Depan"
SIGNED, BESIDE = "ditandatangani elektronik", "tidak termasuk dalam satu PDF"


class Finisher:
    """Finishes packets. `pdf`: PDFs are wanted; `count`: how many recipients there are; `day` as printed."""

    def __init__(
        self, opened: OpenPacket, store: PacketStore, survey: Survey, *, revision: str, count: int, day: str, pdf: bool
    ) -> None:
        self._opened, self._store, self._survey = opened, store, survey
        self._paket = opened.paket.paket
        self._revision, self._count, self._day, self._pdf = revision, count, day, pdf
        self._joins = self._paket.satu_pdf and pdf
        self._press = CoverPress(opened.paket.office)
        self._signed: dict[str, bool] = {}

    def steps(self, job: Job) -> Iterator[Sequence[Wish]]:
        """The files still to be made for a recipient whose pieces are there, step by step."""
        if self._withdrawn(job):
            return
        pieces = list(job.files)
        job.kode = self.code(job)
        sources = _one_each(pieces)
        wishes: list[Wish] = []
        if self._paket.lembar_depan:
            cover, wish = self._cover(job, pieces)
            sources.insert(0, cover)
            wishes += [wish] if wish is not None else []
        if wishes:
            # A new cover makes a new PDF: what that lacks is made at the same time.
            yield [*wishes, *(self._hidden(one) for one in pieces if self._joins and one in sources and not one.pdf)]
        if self._joins and job.whole:
            yield from self._joined(job, sources)
        self._withdrawn(job)

    def code(self, job: Job) -> str:
        """The text of the check code of a recipient whose pieces are there."""
        return self._code(job, [one for one in job.files if one.jenis == "potongan"]).text()

    def outlook(self, job: Job) -> Outlook:
        """What is to follow for a recipient whose pieces were looked at. Nothing is made, and nothing noted of it."""
        told = Outlook()
        if job.failed:
            return told
        sources, sure = _one_each(job.files), job.whole
        if self._paket.lembar_depan:
            cover = self._cover_file(job, repr(self._sheet(job, job.files)) if sure else "")
            sources.insert(0, cover)
            sure = self._foresee(told, cover, sure=sure)
        if self._joins and told.left is None:
            self._foresee(told, self._joined_file(job, sources), sure=sure)
        return told

    def _foresee(self, told: Outlook, file: FileJob, *, sure: bool) -> bool:
        """Note what becomes of a file; whether it is up to date. Not `sure`: what it is made of is still to be made."""
        if not sure:
            file.bahan = ""
        try:
            state = self._survey.stands(file)
        except WriteError:  # it can be written neither
            state = State.CHANGED
        if state is None:
            told.current.append(file)
        elif self._survey.stays(state):
            told.left = file
        else:
            told.files.append((file, state))
        return state is None

    def _withdrawn(self, job: Job) -> bool:
        """Take away the cover sheet and the one PDF, of this run or an earlier one, of a packet that is not whole;
        whether it is not."""
        if job.whole:
            return False
        person = job.kiriman.penerima
        for name in (f"{COVER}.docx", f"{COVER}.pdf", f"{joined_name(person.nama)}.pdf"):
            nama = f"{person.folder}/{name}"
            if nama in self._store.known:
                self._store.forget(nama)
        return True

    def _cover(self, job: Job, pieces: Sequence[FileJob]) -> tuple[FileJob, Wish | None]:
        """The cover sheet, and what is to be made for it."""
        cover = self._sheet(job, pieces)
        file = self._cover_file(job, repr(cover))
        job.files.append(file)
        if not self._survey.look(job, file):
            return file, None
        return file, Wish(file, self._press.docx(cover), ".docx" if file.pdf else "")

    def _cover_file(self, job: Job, said: str) -> FileJob:
        """The file of a cover sheet that says `said`."""
        shape = "pdf" if self._pdf and (self._paket.satu_pdf or any(one.pdf for one in job.files)) else "docx"
        bahan = digest_of_parts("lembar-depan", shape, __version__, self._opened.maker.base, said)
        return FileJob(f"{job.kiriman.penerima.folder}/{COVER}.{shape}", bahan, "lembar-depan", "Lembar Depan")

    def _sheet(self, job: Job, pieces: Sequence[FileJob]) -> LembarDepan:
        person = job.kiriman.penerima
        joined = {_stem(one) for one in _one_each(pieces)} if self._joins else set(map(_stem, pieces))
        pages = {_stem(one): one.written.pages for one in pieces if one.written is not None and one.written.pages}
        contents = tuple(
            IsiPaket(
                one.potongan, PurePosixPath(one.nama).name, one.written.size if one.written else 0, one.nomor,
                pages.get(_stem(one), 0), _remark(joined=_stem(one) in joined, signed=self._is_signed(one)),
            )
            for one in pieces
        )  # fmt: skip
        address = next((person.kolom[name] for name in ("alamat", "di") if person.kolom.get(name)), "")
        code = self._code(job, pieces)
        return LembarDepan(
            self._paket.judul, person.nama, contents, code, self._day, person.urut, self._count, address
        )  # fmt: skip

    def _code(self, job: Job, pieces: Sequence[FileJob]) -> KodePeriksa:
        files = [(PurePosixPath(one.nama).name, one.written.sha256) for one in pieces if one.written is not None]
        number = next((one.nomor for one in pieces if one.nomor), "")
        return KodePeriksa(self._opened.paket.nama, self._revision, job.kunci, number, check_sum(files))

    def _is_signed(self, file: FileJob) -> bool:
        """Whether a finished PDF carries an electronic signature."""
        if not file.pdf or not file.sumber.startswith("berkas:") or file.written is None:
            return False
        key = file.written.sha256
        if key not in self._signed:
            try:
                self._signed[key] = is_signed_pdf(read_plain(self._store.folder / file.nama, MADE_BYTES), file.nama)
            except (DoctoolError, OSError):  # whatever it is, it is handed on as it is
                self._signed[key] = False
        return self._signed[key]

    def _joined(self, job: Job, sources: Sequence[FileJob]) -> Iterator[Sequence[Wish]]:
        """The one PDF of `sources`, and before it what of them is no PDF yet."""
        file = self._joined_file(job, sources)
        job.files.append(file)
        if not self._survey.look(job, file):
            return
        hidden = [self._hidden(one) for one in sources if not one.pdf and f"{one.nama}.pdf" not in job.parts]
        if hidden:
            yield hidden
        if job.failed:
            return
        parts = [
            (one.potongan, PurePosixPath(one.nama).name, job.parts.get(f"{one.nama}.pdf") or self._bytes(one))
            for one in sources
        ]
        office = self._opened.paket.office.kantor.nama
        stamp = self._stamp(job)
        yield [Wish(file, join={"bagian": parts, "judul": self._paket.judul, "kantor": office, "cap": stamp})]

    def _joined_file(self, job: Job, sources: Sequence[FileJob]) -> FileJob:
        person = job.kiriman.penerima
        made_of = [f"{one.potongan}\0{one.written.sha256}" for one in sources if one.written is not None]
        bahan = digest_of_parts("gabung", __version__, self._paket.judul, self._stamp(job), *made_of)
        return FileJob(f"{person.folder}/{joined_name(person.nama)}.pdf", bahan, "gabungan", "Satu PDF")

    def _stamp(self, job: Job) -> str:
        return fill(self._paket.salinan, job.kiriman.penerima.kolom)

    def _hidden(self, one: FileJob) -> Wish:
        """A PDF of a piece that has none, for the one PDF only."""
        bahan = digest_of_pdf(one.bahan)
        file = FileJob(f"{one.nama}.pdf", bahan, "potongan", one.potongan)
        return Wish(file, self._bytes(one), PurePosixPath(one.nama).suffix, keep=False)

    def _bytes(self, one: FileJob) -> bytes:
        try:
            return read_plain(self._store.folder / one.nama, MADE_BYTES)
        except OSError as error:
            raise DoctoolError(f'"{one.nama}" tidak dapat dibaca lagi', "jalankan lagi dengan --lanjutkan") from error


def _one_each(pieces: Sequence[FileJob]) -> list[FileJob]:
    """Of each piece that goes into the one PDF its PDF, or what a PDF can be made of."""
    found: dict[str, FileJob] = {}
    for one in pieces:
        stem = _stem(one)
        fit = one.pdf or PurePosixPath(one.nama).suffix in READABLE
        if one.gabung and fit and (stem not in found or one.pdf):
            found[stem] = one
    return list(found.values())


def _remark(*, joined: bool, signed: bool) -> str:
    return SIGNED if signed else "" if joined else BESIDE


def _stem(one: FileJob) -> str:
    """What the files of a piece share: the same document in several shapes."""
    return one.nama.rpartition(".")[0]
