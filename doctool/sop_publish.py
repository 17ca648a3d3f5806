"""An SOP is published: checked, drawn in every format, frozen with its texts, and from then on in force.

All that is made goes into one folder that is renamed once (`sop_store.put`); the text at work and the output folder
follow. A run killed at any moment leaves the old state or the new one, and the next run does what is left.
"""

from __future__ import annotations

import contextlib
import tempfile
from dataclasses import dataclass, field
from datetime import date
from pathlib import Path
from typing import TYPE_CHECKING

from doctool import __version__, atomic, lock
from doctool.border.limits import MADE_BYTES
from doctool.border.plain_file import read_plain
from doctool.errors import ContentError, DoctoolError, OutsideProgramError
from doctool.findings import Finding, Severity
from doctool.fingerprint import digest
from doctool.manifest import Manifest
from doctool.model.terbitan import Terbitan
from doctool.pipeline import FORMATS, NOTES
from doctool.sop_products import html_links, products
from doctool.sop_state import SopState, again, load_state, refuse_renamed
from doctool.sop_store import copy_out, frozen_texts, hold_office, put, settle, would_change
from doctool.sop_text import Edited, Sebab, publish, refuse_backwards, refuse_earlier

if TYPE_CHECKING:
    from doctool.catalog.index import Entry, Workspace
    from doctool.loaded import LoadedSop

#: What is said where LibreOffice is missing or fails.
WITHOUT_PDF = "atau terbitkan tanpa pdf dengan --tanpa-pdf"


@dataclass(frozen=True, slots=True)
class PublishWish:
    """How to publish: the day and by whom, the output folder, whether with a pdf."""

    tanggal: date
    out: Path
    oleh: str = ""
    pdf: bool = True
    overwrite: bool = False
    dry_run: bool = False


@dataclass(slots=True)
class Published:
    """What became of publishing an SOP.

    `terbitan` is what is published now and `digantikan` what it superseded; `baru`: it was published by this run,
    `dilengkapi`: this run finished what an earlier one had begun. `berkas` are the files written in the output folder,
    `dibiarkan` those that a person had changed; `temuan` what the checks said.
    """

    alamat: str
    terbitan: Terbitan | None = None
    digantikan: Terbitan | None = None
    baru: bool = False
    dilengkapi: bool = False
    halaman: int = 0
    berkas: list[Path] = field(default_factory=list)
    dibiarkan: list[Path] = field(default_factory=list)
    temuan: tuple[Finding, ...] = ()


def publish_sop(workspace: Workspace, entry: Entry, wish: PublishWish) -> Published:
    """Publish the SOP as its text at work is, or say that this is what was published last.

    Raises ContentError with the findings where the checks find errors or no revision is open, OutsideProgramError
    without LibreOffice, BusyError where another run publishes or builds, WriteError.
    """
    notes = wish.out / NOTES
    with contextlib.ExitStack() as held:
        if not wish.dry_run:
            held.enter_context(hold_office(workspace, entry.kantor))
            held.enter_context(lock.hold(notes / "kunci"))
            atomic.sweep(wish.out / "sop" / entry.kantor)
        manifest = Manifest(wish.out, notes / "manifes.jsonl")
        finished = not wish.dry_run and settle(workspace, entry)
        state = load_state(workspace, entry)
        result = Published(entry.address, dilengkapi=finished)
        if state.sama:
            result.terbitan = state.terbitan[-1]
        else:
            _publish(workspace, state, wish, manifest, result)
        if result.terbitan is not None and not wish.dry_run:
            result.berkas, result.dibiarkan = copy_out(
                workspace, entry, result.terbitan, manifest, overwrite=wish.overwrite
            )
            result.dilengkapi = not result.baru and (finished or bool(result.berkas))
        return result


def _publish(
    workspace: Workspace, state: SopState, wish: PublishWish, manifest: Manifest, result: Published
) -> None:
    refuse_renamed(workspace, state)
    _refuse(state, wish)
    loaded = state.loaded
    why = Sebab(wish.tanggal, oleh=wish.oleh.strip() or signer(loaded))
    edited = publish(loaded, state.data, why, revision=state.terbuka)
    known = _others(workspace, state.entry)
    result.temuan = _findings(edited.loaded, known, wish.tanggal)
    _refuse_errors(result)
    files = _made(workspace, state, edited, known, wish, result)
    changed = would_change(state.entry, list(files), manifest)
    if changed and not wish.overwrite:
        names = ", ".join(f'"{path}"' for path in changed)
        raise DoctoolError(
            f"belum diterbitkan: di folder keluaran ada berkas yang diubah atau dibuat orang: {names}",
            "simpan dahulu di tempat lain bila masih perlu, lalu ulangi dengan --timpa",
        )
    files = {**frozen_texts(loaded.office, edited.data), **files}
    result.digantikan, result.baru = state.berlaku, True
    result.terbitan = _record(state, edited, why, files)
    if not wish.dry_run:
        put(workspace, result.terbitan, files)
        atomic.write_bytes(state.entry.path, edited.data, root=workspace.root)


def _refuse(state: SopState, wish: PublishWish) -> None:
    """Whether this text may be published: never published before, or with an open revision."""
    address, status = state.entry.address, state.loaded.sop.status
    if status == "dicabut":
        hint = f"bila akan diberlakukan lagi, {again(state)}"
        raise ContentError(f"{address} sudah dicabut, jadi tidak diterbitkan", hint=hint)
    if not state.terbitan:
        refuse_backwards(state.loaded, wish.tanggal)
        return
    last = state.terbitan[-1]
    if not state.terbuka:
        same = state.terakhir is not None and state.terakhir.sop == state.loaded.sop
        hint = again(state)
        if same:
            what = f"hanya komentar atau susunan berkas {address} yang berbeda dari terbitan {last.nomor}; isinya sama"
            raise ContentError(what, hint=f"tidak ada yang perlu diterbitkan; bila isinya akan diubah, {hint}")
        what = f"{address} berbeda dari terbitan {last.nomor}, tetapi tidak ada revisi yang dibuka"
        raise ContentError(what, hint=hint)
    refuse_earlier(wish.tanggal, last.hari, f"terbitan {last.nomor}")
    refuse_backwards(state.loaded, wish.tanggal)


def signer(loaded: LoadedSop) -> str:
    """Who signs the SOP, by office or name; "" where it does not say."""
    for one in loaded.sop.disahkan_oleh or ():
        full = loaded.kantor.lengkapi(one)
        who = full.jabatan or full.nama
        if who:
            return " ".join(part for part in (full.awalan, who) if part)
    return ""


def _others(workspace: Workspace, entry: Entry) -> list[LoadedSop]:
    """The other SOPs of the workspace that can be read."""
    found = []
    for other in workspace.entries():
        if other != entry:
            with contextlib.suppress(ContentError):
                found.append(workspace.load(other))
    return found


def _findings(loaded: LoadedSop, known: list[LoadedSop], today: date) -> tuple[Finding, ...]:
    """What the rules say of the SOP in force, those between SOPs among them, and of its sheets."""
    from doctool.check.run import by_house_rules, check_sop
    from doctool.layout.advice import all_findings

    found = check_sop(loaded, today=today, known=known)
    told = {(one.where, one.code, one.message) for one in found}
    drawn = by_house_rules(loaded.office, all_findings(loaded))
    return (*found, *(one for one in drawn if (one.where, one.code, one.message) not in told))


def _refuse_errors(result: Published) -> None:
    errors = tuple(one for one in result.temuan if one.severity is Severity.ERROR)
    if errors:
        raise ContentError(
            f"{result.alamat} belum dapat diterbitkan: ada {len(errors)} galat", errors,
            hint="perbaiki galatnya, lalu ulangi; SOP yang diterbitkan diperiksa sebagai SOP yang disahkan",
        )  # fmt: skip


def _made(
    workspace: Workspace, state: SopState, edited: Edited, known: list[LoadedSop], wish: PublishWish, result: Published
) -> dict[str, bytes]:
    """Every file of the SOP in force, by name."""
    from doctool.catalog.related import Register
    from doctool.layout.engine import lay_out

    slug = state.entry.slug
    drawing = lay_out(edited.loaded)
    result.halaman = len(drawing.pages)
    links = html_links(edited.loaded, Register(workspace, [*known, edited.loaded]))
    files = products(drawing, slug, FORMATS, links)
    if wish.pdf:
        files[f"{slug}.pdf"] = _pdf(files[f"{slug}.docx"], len(drawing.pages), dry_run=wish.dry_run)
    return files


def _pdf(docx: bytes, pages: int, *, dry_run: bool) -> bytes:
    from doctool.convert.libreoffice import HOW_TO_GET_IT, convert_to_pdf, find_soffice
    from doctool.convert.steady import steady

    if find_soffice() is None:
        message = "belum diterbitkan: LibreOffice tidak ditemukan, jadi pdf tidak dapat dibuat"
        raise OutsideProgramError(message, f"{HOW_TO_GET_IT}; {WITHOUT_PDF}")
    if dry_run:
        return b""
    with tempfile.TemporaryDirectory(prefix="doctool-", ignore_cleanup_errors=True) as name:
        source = Path(name) / "sop.docx"
        source.write_bytes(docx)
        (made,) = convert_to_pdf([source], Path(name) / "pdf", expected_pages={source: pages})
        if made.pdf is None:
            raise OutsideProgramError(f"belum diterbitkan: pdf tidak dibuat: {made.reason}", f"ulangi, {WITHOUT_PDF}")
        return steady(read_plain(made.pdf, MADE_BYTES))


def _record(state: SopState, edited: Edited, why: Sebab, files: dict[str, bytes]) -> Terbitan:
    sop, number = edited.loaded.sop, len(state.terbitan)
    revision = sop.revisi[-1] if sop.revisi else None
    return Terbitan(
        state.entry.kantor, state.entry.slug, number, edited.loaded.nomor_revisi, sop.nomor_sop or "",
        sop.nama_sop or "", why.tanggal.isoformat(), why.oleh, revision.alasan if revision else "",
        revision.peraturan if revision else (), {name: digest(files[name]) for name in sorted(files)},
        digest(state.data), __version__,
    )  # fmt: skip
