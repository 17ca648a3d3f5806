"""Monitoring of SOPs in force: forms to fill, and what was done noted beside what was published.

Forms: <out>/daftar-sop/<kantor>/formulir-monitoring-<tanggal>.docx and .xlsx. What was done:
sop_catalog/<kantor>/terbitan/<slug>/monitoring.yaml.
"""

from __future__ import annotations

from collections.abc import Collection, Sequence
from contextlib import nullcontext
from dataclasses import dataclass
from datetime import date
from typing import TYPE_CHECKING

from doctool import atomic
from doctool.catalog.edit import Penyunting
from doctool.catalog.monitoring import monitoring_file
from doctool.catalog.source import shown_path
from doctool.errors import ContentError
from doctool.listing.form import Formulir, compose
from doctool.listing.form_book import form_book
from doctool.sop_listing import OutWish, put_files, read_sop
from doctool.sop_store import hold_office
from doctool.sop_text import written
from doctool.write.document import write_document

if TYPE_CHECKING:
    from doctool.catalog.index import Entry, Workspace
    from doctool.catalog.source import Tree
    from doctool.listing.listed import DaftarSop
    from doctool.listing.rows import BarisSop
    from doctool.model.monitoring import Jenis, Penilaian
    from doctool.pipeline import BuildResult

_NEW = "# Monitoring dan evaluasi SOP ini. Ditambah dengan: doctool sop monitoring\nmonitoring:\n"


@dataclass(frozen=True, slots=True)
class Dicatat:
    """What was done: monitoring or evaluation, on which day, by whom, with which result."""

    jenis: Jenis
    tanggal: date
    catatan: str
    oleh: str = ""
    penilaian: Penilaian = "berjalan baik"
    tindakan: str = ""


def forms(listed: Sequence[DaftarSop], named: Collection[str], *, everything: bool = False) -> list[Formulir]:
    """A form for each office with SOPs in force to be monitored: those due and those `named`, by address; or all."""
    found = []
    for one in listed:
        due = tuple(
            row for row in one.baris
            if row.berlaku and (everything or row.alamat in named or _asks(row, one.today))
        )  # fmt: skip
        if due:
            found.append(Formulir(one.office, one.today, due))
    return found


def _asks(row: BarisSop, today: date) -> bool:
    """Whether something is due of an SOP, or may be."""
    return bool(row.jatuh_tempo(today) or row.peninjauan or row.tak_terhitung)


def write_forms(wanted: Sequence[Formulir], wish: OutWish) -> list[BuildResult]:
    """Write each form as docx and xlsx; what became of each. A form that somebody filled in is left alone unless the
    user wishes to overwrite. Raises BusyError."""
    files = {}
    for form in wanted:
        name = f"formulir-monitoring-{form.today.isoformat()}"
        files[form.office.kode] = {f"{name}.docx": write_document(compose(form)), f"{name}.xlsx": form_book(form)}
    return put_files(files, wish)


def record(workspace: Workspace, entry: Entry, done: Dicatat, *, dry_run: bool = False) -> bool:
    """Note what was done; False where the very same is noted already.

    Raises ContentError for an SOP that is not in force or was not yet on that day, BusyError, WriteError.
    """
    with nullcontext() if dry_run else hold_office(workspace, entry.kantor):
        revision = _refuse(workspace, entry, done)
        file = monitoring_file(workspace.catalog / entry.kantor, entry.slug)
        shown = shown_path(file)
        known = workspace.monitoring(entry)  # refuses a file that is not sound
        if any((one.jenis, one.hari, one.catatan, one.oleh) == (done.jenis, done.tanggal, done.catatan, done.oleh)
               for one in known):  # fmt: skip
            return False
        pen = Penyunting.read(file, shown) if file.is_file() else Penyunting(_NEW, shown)
        pen.append(("monitoring",), _tree(done, revision))
        if not dry_run:
            for part in sorted(file.parent.glob(f".{file.name}.*{atomic.PART_SUFFIX}")):
                part.unlink(missing_ok=True)  # of a run that was killed
            atomic.write_bytes(file, pen.data, root=workspace.root)
    return True


def _refuse(workspace: Workspace, entry: Entry, done: Dicatat) -> str:
    """The revision in force. Raises ContentError."""
    for text in (done.catatan, done.oleh, done.tindakan):
        if any(not sign.isprintable() and not sign.isspace() for sign in text):
            raise ContentError("catatan memuat tanda yang tidak tampak", hint="ketik ulang catatannya; belum dicatat")
    bahan = read_sop(workspace, entry)
    if bahan is None or bahan.berlaku is None:
        status = bahan.naskah.sop.status if bahan is not None else "tidak ada"
        raise ContentError(
            f"{entry.address} tidak berlaku (status: {status}), jadi tidak dimonitor",
            hint=f"terbitkan dahulu: doctool sop terbitkan {entry.address}",
        )
    start = bahan.berlaku.sop.tanggal_efektif
    days = [start.date if start is not None else None, *(one.hari for one in bahan.terbitan)]
    first = min((one for one in days if one is not None), default=done.tanggal)
    if done.tanggal < first:
        raise ContentError(
            f"{entry.address} baru berlaku {written(first)}, sesudah {written(done.tanggal)}",
            hint="periksa --tanggal: hari monitoring itu dilakukan",
        )
    return bahan.berlaku.nomor_revisi


def _tree(done: Dicatat, revision: str) -> dict[str, Tree]:
    fields: dict[str, Tree] = {
        "jenis": done.jenis, "tanggal": written(done.tanggal), "oleh": done.oleh, "penilaian": done.penilaian,
        "catatan": done.catatan, "tindakan": done.tindakan, "revisi": revision,
    }  # fmt: skip
    return {key: value for key, value in fields.items() if value}
