"""What a run writes about a packet as a whole: the list of handing over, ZIPs, the manifest, the list of failures."""

from __future__ import annotations

import csv
import io
from collections.abc import Iterable, Iterator, Sequence
from dataclasses import replace
from pathlib import Path
from typing import TYPE_CHECKING

from doctool import __version__
from doctool.errors import DoctoolError
from doctool.findings import Finding
from doctool.fingerprint import digest_of_parts
from doctool.packet_handover import read_records
from doctool.packet_job import FileJob, Job, Trouble
from doctool.packet_list import PDF, XLSX, list_lacks, put_list
from doctool.packet_outlook import Planned
from doctool.packet_whole import WholeFiles
from doctool.packets.archive import MB, Arsip, plan_archives, write_archive
from doctool.packets.handover import LOG_FILE
from doctool.packets.manifest import (
    MANIFEST_FILE,
    BerkasManifes,
    Manifes,
    PenerimaManifes,
    build,
    extract,
    json_parts,
    split,
    to_json,
)
from doctool.packets.recipients import unturned

if TYPE_CHECKING:
    from doctool.model.paket import ZipPaket
    from doctool.packet_pdf import PdfLines
    from doctool.packet_sources import OpenPacket
    from doctool.packet_store import PacketStore

FAILURES_FILE = "gagal.csv"
_HEADINGS = ("No.", "Kunci", "Penerima", "Potongan", "Alasan", "Yang harus dilakukan")
#: What a spreadsheet takes for the beginning of a formula (and a tab or line end before one), also in full width.
_FORMULA = ("=", "+", "-", "@", "\t", "\r", "\n", "＝", "＋", "－", "＠")


class Closer:
    """Writes what there is to be said of a packet; `jobs` are its recipients that are whole."""

    def __init__(
        self, opened: OpenPacket, store: PacketStore, jobs: Sequence[Job], *, revision: str, day: str, overwrite: bool,
        redo_pdf: bool = False,
    ) -> None:  # fmt: skip
        self._opened, self._store, self._jobs = opened, store, jobs
        self._files = WholeFiles(store, overwrite=overwrite, redo_pdf=redo_pdf)
        paket = opened.paket
        self._manifes = build(
            paket=paket.nama, judul=paket.paket.judul, revisi=revision, kantor=paket.office.kode,
            penerima=[_person(one) for one in jobs], berkas=[_entry(one, file) for one in jobs for file in one.files],
            tanggal=day,
        )  # fmt: skip
        self._troubles: list[Trouble] = []
        self.findings: tuple[Finding, ...] = ()
        #: Whether the list of failures was written.
        self.listed = False

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
        self._store.note_parts(MANIFEST_FILE, lambda: (part.encode("utf-8") for part in json_parts(manifes)))
        self._failures([*failures, *self.troubles])
        self._store.end(file.written for one in self._jobs for file in one.files if file.written is not None)

    def outlook(self, planned: Planned, *, pdf: bool) -> None:
        """Note what `close` would make after the files of recipients that are `planned`; `pdf`: the list as PDF too.

        Nothing is written. Raises WriteError.
        """
        wish = self._opened.paket.paket.zip
        if planned.files:
            planned.zips = wish is not None
            lacks = [XLSX, PDF] if pdf else [XLSX]
        else:
            records = read_records(Path(self._opened.paket.folder) / LOG_FILE)
            lacks = list_lacks(self._files, self._opened.paket.office, self._manifes, records, pdf=pdf)
        for name in lacks:
            planned.add(name, self._store.look(name).state, "daftar")
        if wish is None or planned.zips:
            return
        if lacks and wish.per == "semua":
            planned.zips = True  # it holds the list
            return
        for one, _, bahan in self._planned_archives(wish, []):
            if not self._files.current(one.nama, bahan, "ZIP", "arsip"):
                planned.add(one.nama, self._store.look(one.nama).state, "arsip")

    @property
    def troubles(self) -> list[Trouble]:
        """What could not be written, and what was left alone."""
        return [*self._files.left.values(), *self._files.troubles, *self._troubles]

    def _whole(self) -> Manifes:
        files = sorted((*self._manifes.berkas, *self._files.entries), key=lambda one: one.nama)
        return self._manifes.model_copy(update={"berkas": tuple(files)})

    def _list(self, pdfs: PdfLines | None) -> None:
        records = read_records(Path(self._opened.paket.folder) / LOG_FILE)
        put_list(self._files, self._opened.paket.office, self._manifes, records, pdfs)
        left = self._files.left.get(XLSX)
        if left is not None:  # filled in, most likely: what it says is not to be lost
            command = f"doctool paket ekspedisi {self._opened.paket.nama} --dari {XLSX}"
            hint = f"catat dahulu isinya ({command}), lalu ulangi dengan --timpa"
            self._files.left[XLSX] = replace(left, saran=hint)

    def _archives(self) -> None:
        wish = self._opened.paket.paket.zip
        if wish is None:
            return
        told: list[Finding] = []
        for one, manifes, bahan in self._planned_archives(wish, told):
            if self._files.current(one.nama, bahan, "ZIP", "arsip"):
                continue
            part = self._store.aside()
            try:
                with part.open("wb") as file:
                    write_archive(one, manifes, lambda nama: self._store.folder / nama, file)
            except DoctoolError as error:
                self._files.trouble(one.nama, error.message, error.hint or "")
                part.unlink(missing_ok=True)
                continue
            self._files.put_part(one.nama, bahan, part)
        self.findings = tuple(told)

    def _planned_archives(self, wish: ZipPaket, told: list[Finding]) -> Iterator[tuple[Arsip, Manifes, str]]:
        """The ZIPs, each with the manifest of what it is taken from and what it is made of; what is to be said of their
        sizes goes to `told`."""
        for base, manifes in self._bases(self._whole(), wish.per):
            archives, findings = plan_archives(manifes, base, wish.batas_mb * MB)
            told += findings
            for one in archives:
                said = to_json(extract(manifes, one.berkas))
                yield one, manifes, digest_of_parts("zip", __version__, one.sebutan, said)

    def _bases(self, whole: Manifes, per: str) -> Iterable[tuple[str, Manifes]]:
        if per == "semua":
            return [(whole.paket, whole)]
        own = split(whole)
        return [(one.folder, own[one.kunci]) for one in whole.penerima]

    def _tidy(self) -> None:
        """Remove what earlier runs made and this plan no longer has, but for what a person changed."""
        planned = {one.nama for one in (*self._manifes.berkas, *self._files.entries)} | self._files.left.keys()
        for name in self._store.names():
            if name not in planned and not self._store.forget(name):
                self._troubles.append(Trouble(
                    "", "", "", f'"{name}" tidak lagi termasuk paket, tetapi diubah orang, jadi tidak dihapus',
                    "hapus sendiri, atau pindahkan ke tempat lain", "tulis",
                ))  # fmt: skip

    def _failures(self, failures: Sequence[Trouble]) -> None:
        if failures:
            self._store.note_file(FAILURES_FILE, failures_csv(failures))
            self.listed = True
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
    """A text of a cell in one line and without marks that turn it round; one that would be reckoned gets an apostrophe,
    as Excel itself marks texts."""
    line = " ".join(unturned(text).split())
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
