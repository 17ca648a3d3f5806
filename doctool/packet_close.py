"""What a run writes about a packet as a whole: the list of handing over, ZIPs, the manifest, the list of failures."""

from __future__ import annotations

import csv
import hashlib
import io
from collections.abc import Iterable, Sequence
from pathlib import Path
from typing import TYPE_CHECKING

from doctool import __version__
from doctool.errors import DoctoolError, WriteError
from doctool.findings import Finding
from doctool.manifest import State
from doctool.packet_handover import read_records
from doctool.packet_job import FileJob, Job, Trouble
from doctool.packet_journal import Written
from doctool.packet_survey import CHANGED, CHANGED_HINT
from doctool.packets.archive import MB, plan_archives, write_archive
from doctool.packets.handover import LOG_FILE, handover_rows
from doctool.packets.handover_book import LIST_NAME, handover_book
from doctool.packets.manifest import (
    MANIFEST_FILE,
    BerkasManifes,
    Manifes,
    PenerimaManifes,
    build,
    extract,
    split,
    to_json,
)
from doctool.packets.materials import digest

if TYPE_CHECKING:
    from doctool.packet_pdf import PdfLines
    from doctool.packet_sources import OpenPacket
    from doctool.packet_store import PacketStore

FAILURES_FILE = "gagal.csv"
_HEADINGS = ("No.", "Kunci", "Penerima", "Potongan", "Alasan", "Yang harus dilakukan")
#: What a spreadsheet takes for the beginning of a formula (and a tab or line end before one).
_FORMULA = ("=", "+", "-", "@", "\t", "\r", "\n")


class Closer:
    """Writes what there is to be said of a packet; `jobs` are its recipients that are whole."""

    def __init__(
        self, opened: OpenPacket, store: PacketStore, jobs: Sequence[Job], *, revision: str, day: str, overwrite: bool
    ) -> None:
        self._opened, self._store, self._jobs = opened, store, jobs
        self._day, self._overwrite = day, overwrite
        self._extra: list[BerkasManifes] = []
        paket = opened.paket
        self._manifes = build(
            paket=paket.nama, judul=paket.paket.judul, revisi=revision, kantor=paket.office.kode,
            penerima=[_person(one) for one in jobs], berkas=[_entry(one, file) for one in jobs for file in one.files],
            tanggal=day,
        )  # fmt: skip
        self.troubles: list[Trouble] = []
        self.findings: tuple[Finding, ...] = ()

    def close(self, pdfs: PdfLines | None, failures: Sequence[Trouble], *, tidy: bool) -> None:
        """Write everything. `pdfs` None: no PDF of the list; `tidy`: files that are no longer planned are removed.

        Raises WriteError where nothing can be written.
        """
        if self._jobs:
            self._list(pdfs)
            self._archives()
        if tidy:
            self._tidy()
        manifes = self._whole()
        self._store.note_file(MANIFEST_FILE, to_json(manifes).encode("utf-8"))
        self._failures([*failures, *self.troubles])
        self._store.end([file.written for one in self._jobs for file in one.files if file.written is not None])

    def _whole(self) -> Manifes:
        files = sorted((*self._manifes.berkas, *self._extra), key=lambda one: one.nama)
        return self._manifes.model_copy(update={"berkas": tuple(files)})

    def _list(self, pdfs: PdfLines | None) -> None:
        log = self._opened.paket.folder
        rows = handover_rows(self._manifes, read_records(Path(log) / LOG_FILE))
        office, judul = self._opened.paket.office, self._manifes.judul
        bahan = digest("daftar", __version__, self._opened.maker.base, judul, self._day, repr(rows))
        name = f"{LIST_NAME}.xlsx"
        data = b""
        if not self._current(name, bahan, "Daftar Ekspedisi", "daftar"):
            data = handover_book(office, judul, rows, self._day)
            self._put(name, bahan, data, "Daftar Ekspedisi", "daftar")
        if pdfs is not None:
            bahan = hashlib.sha256(f"pdf {bahan}".encode()).hexdigest()
            if not self._current(f"{LIST_NAME}.pdf", bahan, "Daftar Ekspedisi", "daftar"):
                self._list_pdf(pdfs, bahan, data or handover_book(office, judul, rows, self._day))

    def _list_pdf(self, pdfs: PdfLines, bahan: str, data: bytes) -> None:
        pdfs.add(LIST_NAME, data, ".xlsx")
        pdfs.hurry(True)
        while pdfs.open:
            for made in pdfs.take(1.0):
                if made.error:
                    self.troubles.append(Trouble("", "", "Daftar Ekspedisi", made.error, made.hint, "luar"))
                else:
                    self._put(f"{LIST_NAME}.pdf", bahan, made.data, "Daftar Ekspedisi", "daftar", made.pages)

    def _archives(self) -> None:
        wish = self._opened.paket.paket.zip
        if wish is None:
            return
        whole = self._whole()
        told: list[Finding] = []
        for base, manifes in self._bases(whole, wish.per):
            archives, findings = plan_archives(manifes, base, wish.batas_mb * MB)
            told += findings
            for one in archives:
                inside = extract(manifes, one.berkas)
                bahan = digest("zip", __version__, one.sebutan, to_json(inside))
                if self._current(one.nama, bahan, "ZIP", "arsip"):
                    continue
                part = self._store.aside()
                try:
                    with part.open("wb") as file:
                        write_archive(one, manifes, lambda nama: self._store.folder / nama, file)
                except DoctoolError as error:
                    self.troubles.append(Trouble("", "", one.nama, error.message, error.hint or "", "tulis"))
                    part.unlink(missing_ok=True)
                    continue
                self._put_part(one.nama, bahan, part)
        self.findings = tuple(told)

    def _bases(self, whole: Manifes, per: str) -> Iterable[tuple[str, Manifes]]:
        if per == "semua":
            return [(whole.paket, whole)]
        own = split(whole)
        return [(one.folder, own[one.kunci]) for one in whole.penerima]

    def _current(self, name: str, bahan: str, piece: str, kind: str) -> bool:
        """Whether a file about the whole packet is up to date, or must be left alone."""
        found = self._store.look(name)
        if found.written is not None and found.written.bahan == bahan:
            self._note(found.written, piece, kind)
            return True
        if found.state is State.CHANGED and not self._overwrite:
            self.troubles.append(Trouble("", "", piece, f'"{name}" {CHANGED}', CHANGED_HINT, "tulis"))
            return True
        return False

    def _put(self, name: str, bahan: str, data: bytes, piece: str, kind: str, pages: int = 0) -> None:
        written = Written(name, hashlib.sha256(data).hexdigest(), len(data), bahan, pages)
        failed = [*self._store.put(written, data), *self._store.flush()]
        self._placed(written, failed[0].error if failed else None, piece, kind)

    def _put_part(self, name: str, bahan: str, part: Path) -> None:
        with part.open("rb") as file:
            sha = hashlib.file_digest(file, "sha256").hexdigest()
        written = Written(name, sha, part.stat().st_size, bahan)
        failed = [*self._store.put_aside(written, part), *self._store.flush()]
        self._placed(written, failed[0].error if failed else None, "ZIP", "arsip")

    def _placed(self, written: Written, error: WriteError | None, piece: str, kind: str) -> None:
        if error is None:
            self._note(written, piece, kind)
        else:
            self.troubles.append(Trouble("", "", piece, error.message, error.hint or "", "tulis"))

    def _note(self, written: Written, piece: str, kind: str) -> None:
        self._extra.append(BerkasManifes.model_validate({
            "nama": written.nama, "sha256": written.sha256, "ukuran": written.size, "jenis": kind, "potongan": piece,
            "bahan": written.bahan, "halaman": written.pages,
        }))  # fmt: skip

    def _tidy(self) -> None:
        """Remove what earlier runs made and this plan no longer has, but for what a person changed."""
        planned = {one.nama for one in self._manifes.berkas} | {one.nama for one in self._extra}
        for name in self._store.names():
            if name not in planned and not self._store.forget(name):
                self.troubles.append(Trouble(
                    "", "", "", f'"{name}" tidak lagi termasuk paket, tetapi diubah orang, jadi tidak dihapus',
                    "hapus sendiri, atau pindahkan ke tempat lain", "tulis",
                ))  # fmt: skip

    def _failures(self, failures: Sequence[Trouble]) -> None:
        if failures:
            self._store.note_file(FAILURES_FILE, failures_csv(failures))
        else:
            self._store.drop_note(FAILURES_FILE)


def failures_csv(failures: Sequence[Trouble]) -> bytes:
    """The list of failures as CSV for Excel here: semicolons, UTF-8 with a mark; no text is taken for a formula."""
    out = io.StringIO()
    writer = csv.writer(out, delimiter=";", lineterminator="\r\n")
    writer.writerow(_HEADINGS)
    for number, one in enumerate(failures, 1):
        cells = (one.kunci, one.nama, one.potongan, one.alasan, one.saran)
        writer.writerow([str(number), *map(_harmless, cells)])
    return out.getvalue().encode("utf-8-sig")


def _harmless(text: str) -> str:
    """A text of a cell in one line; one that would be reckoned gets an apostrophe, as Excel itself marks texts."""
    line = " ".join(text.split())
    return f"'{line}" if text.startswith(_FORMULA) or line.startswith(_FORMULA) else line


def _person(job: Job) -> PenerimaManifes:
    person = job.kiriman.penerima
    number = next((one.nomor for one in job.files if one.nomor), "")
    return PenerimaManifes(kunci=person.kunci, nama=person.nama, folder=person.folder, nomor=number, kode=job.kode)


def _entry(job: Job, file: FileJob) -> BerkasManifes:
    written = file.written
    assert written is not None  # noqa: S101 - the job is whole
    return BerkasManifes(
        nama=file.nama, sha256=written.sha256, ukuran=written.size, jenis=file.jenis, penerima=job.kunci,
        potongan=file.potongan, nomor=file.nomor, sumber=file.sumber, bahan=file.bahan, halaman=written.pages,
    )  # fmt: skip
