"""The book of SOPs: from buku.yaml and the catalogue to one docx and one pdf.

SOPs -> drawings, numbered on -> Dokumen with its front -> docx <-> pdf (until the contents stand still) -> bookmarks
"""

from __future__ import annotations

import tempfile
from collections.abc import Iterator, Mapping, Sequence
from contextlib import nullcontext
from dataclasses import dataclass, field, replace
from datetime import date
from pathlib import Path
from typing import TYPE_CHECKING

from doctool import lock
from doctool.assemble.annexes_join import Heading, LabelRange, ReportPdf, join_report
from doctool.book.choose import Bab, Pilihan, choose
from doctool.book.compose import BabLembar, LembarSop, Tersusun, book_title, compose
from doctool.book.load import book_of
from doctool.book.names import office_name
from doctool.border import limits
from doctool.border.plain_file import read_plain
from doctool.check.run import check_sop
from doctool.convert.libreoffice import HOW_TO_GET_IT
from doctool.drawing import Drawing, PageKind
from doctool.errors import ContentError, LayoutError, OutsideProgramError
from doctool.findings import Finding, Severity
from doctool.layout.book import book_cover, foot_text
from doctool.layout.cover import CoverTexts
from doctool.layout.engine import lay_out
from doctool.layout.footer import revision_at_work
from doctool.manifest import Manifest
from doctool.model.buku import BUKU_FOLDER, BUKU_NAMA
from doctool.official import DOTS
from doctool.pipeline import NOTES, BuildResult, Progress, refuse_changed
from doctool.refusal import MAX_FINDINGS
from doctool.report_contents import RenderedDocument, first_numbers
from doctool.sop_book_pages import render_book
from doctool.write.document_plan import plan_of
from doctool.write.document_sections import sections_of

if TYPE_CHECKING:
    from doctool.catalog.index import Workspace
    from doctool.loaded import LoadedBuku, LoadedSop

#: The office's own template of documents, below the workspace.
TEMPLATE = Path("templates/docx/laporan.docx")


@dataclass(frozen=True, slots=True)
class BookOptions:
    """What to make and how. `judul` and `tahun` go before those of the book's file; `in_force`: only SOPs that are
    disahkan, also where that file does not say so."""

    out: Path
    formats: frozenset[str] = frozenset({"docx", "pdf"})
    nama: str = BUKU_NAMA
    judul: str = ""
    tahun: int | None = None
    in_force: bool = False
    overwrite: bool = False
    dry_run: bool = False


@dataclass(slots=True)
class Book:
    """A book that was put together: what was chosen, the document, and the pages of its PDF (0: none)."""

    loaded: LoadedBuku
    pilihan: Pilihan
    tersusun: Tersusun
    halaman: int = 0
    files: dict[Path, bytes] = field(default_factory=dict)


def build_book(
    workspace: Workspace,
    kode: str,
    addresses: Sequence[str],
    today: date,
    options: BookOptions,
    progress: Progress | None = None,
) -> tuple[BuildResult, Book | None]:
    """Make the book `options.nama` of the office `kode`: what became of it, and what was put together.

    `addresses` are the SOPs, of any office; none: as the book says. Files: <out>/buku-sop/<kantor>/<nama>.docx, .pdf.
    Raises DoctoolError where there is no such SOP or none at all, BusyError where another run uses the output folder;
    what else goes wrong is in the result.
    """
    result = BuildResult(f"{kode}/{BUKU_FOLDER}/{options.nama}")
    made: Book | None = None
    with nullcontext() if options.dry_run else lock.hold(options.out / NOTES / "kunci"):
        try:
            loaded = book_of(workspace, kode, options.nama)
            in_force = options.in_force or loaded.buku.hanya_disahkan
            chosen = choose(workspace, loaded, addresses, in_force=in_force)
        except ContentError as error:
            result.fail(error)
            return result, None
        with result.faults():
            result.add(chosen.temuan)
            made = put_together(loaded, chosen, today, options, progress)
            _write(workspace, made, options, result)
    return result, made


def put_together(
    loaded: LoadedBuku, chosen: Pilihan, today: date, options: BookOptions, progress: Progress | None = None
) -> Book:
    """The book without writing it. Raises ContentError for SOPs that have errors though they are disahkan, and for
    those that cannot be drawn: a book that lacks a sheet is none."""
    title = options.judul or book_title(loaded)
    cover = book_cover(loaded.office, _cover_texts(loaded, title, options.tahun))
    _refuse_errors(chosen.sop, today)
    chapters = _drawn(chosen.bab, with_covers=loaded.buku.sampul_sop, progress=progress)
    return Book(loaded, chosen, compose(loaded, title, cover, chapters))


def book_targets(options: BookOptions, kode: str) -> tuple[Path, Path]:
    """Where the docx and the pdf of a book go."""
    stem = options.out / BUKU_FOLDER / kode / options.nama
    return stem.with_name(f"{stem.name}.docx"), stem.with_name(f"{stem.name}.pdf")


def _cover_texts(loaded: LoadedBuku, title: str, tahun: int | None) -> CoverTexts:
    kantor, sampul = loaded.office.kantor, loaded.buku.sampul
    decided = loaded.buku.keputusan.tanggal if loaded.buku.keputusan is not None else None
    year = tahun or loaded.buku.tahun or (decided.tahun if decided is not None else None)
    style = kantor.gaya.sampul
    return CoverTexts(
        (kantor.pemerintah.upper(), kantor.nama.upper()),
        (title.upper(),),
        (sampul.subjudul,) if sampul.subjudul else (),
        sampul.instansi or style.instansi or (office_name(loaded.office).upper(),),
        sampul.alamat or style.alamat or ((kantor.alamat,) if kantor.alamat else ()),
        (f"TAHUN {year or DOTS}",),
    )


def _refuse_errors(sops: Sequence[LoadedSop], today: date) -> None:
    """ContentError that names every SOP that is disahkan and has errors."""
    faults: list[Finding] = []
    named: list[str] = []
    for one in sops:
        if one.sop.status != "disahkan":
            continue
        found = [each for each in check_sop(one, today=today) if each.severity is Severity.ERROR]
        if found:
            named.append(one.address)
            faults += found
    if named:
        raise ContentError(
            f"berstatus disahkan tetapi masih ada galat: {', '.join(named)}; buku tidak dibuat",
            tuple(faults[:MAX_FINDINGS]), "perbaiki galatnya (doctool periksa), atau ubah statusnya menjadi draft",
        )  # fmt: skip


def _drawn(bab: Sequence[Bab], *, with_covers: bool, progress: Progress | None) -> list[BabLembar]:
    """The sheets of every SOP, numbered through the book. Raises LayoutError with the findings of all that cannot be
    drawn."""
    total = sum(len(chapter.sop) for chapter in bab)
    chapters: list[BabLembar] = []
    faults: list[LayoutError] = []
    number, done = 1, 0
    for chapter in bab:
        number += 1 if chapter.judul else 0
        sheets: list[LembarSop] = []
        for one in chapter.sop:
            if progress is not None:
                progress(done, total, one.address)
            done += 1
            try:
                drawing = _sheets(one, number, with_covers=with_covers)
            except LayoutError as problem:
                faults.append(problem)
                continue
            sheets.append(LembarSop(one, drawing, foot_text(one, drawing.pages), revision_at_work(one)))
            number += len(drawing.pages)
        chapters.append(BabLembar(chapter.judul, tuple(sheets)))
    if faults:
        found = tuple(one for fault in faults for one in fault.findings)
        raise LayoutError("; ".join(fault.message for fault in faults[:5]), found[:MAX_FINDINGS], faults[0].hint)
    return chapters


def _sheets(loaded: LoadedSop, number: int, *, with_covers: bool) -> Drawing:
    if with_covers or not loaded.kantor.gaya.sampul.tampil:
        return lay_out(loaded, number)
    drawing = lay_out(loaded, number - 1)
    return replace(drawing, pages=tuple(page for page in drawing.pages if page.kind is not PageKind.COVER))


def _write(workspace: Workspace, made: Book, options: BookOptions, result: BuildResult) -> None:
    manifest = Manifest(options.out, options.out / NOTES / "manifes.jsonl")
    docx, pdf = book_targets(options, made.loaded.office.kode)
    wanted = [path for path in (docx, pdf) if path.suffix[1:] in options.formats]
    refuse_changed(manifest, wanted, result, overwrite=options.overwrite)
    if options.dry_run:
        result.files += wanted
        return
    template = workspace.root / TEMPLATE
    rendered = render_book(made.tersusun, read_plain(template, limits.TEMPLATE.file) if template.is_file() else None)
    files = {docx: rendered.docx} if docx in wanted else {}
    if rendered.pdf is not None and pdf in wanted:
        files[pdf], made.halaman = _bookmarked(made.tersusun, rendered)
    for path, data in files.items():
        manifest.write(path, data)
        result.files.append(path)
    result.pages = made.halaman
    if rendered.pdf is None:
        unfilled = "nomor halaman bagian depan belum diisi dan " if rendered.contents is None else ""
        raise OutsideProgramError(f"{unfilled}PDF tidak dibuat: {rendered.reason}", HOW_TO_GET_IT)


def _bookmarked(made: Tersusun, rendered: RenderedDocument) -> tuple[bytes, int]:
    """The PDF with bookmarks and page labels, and its pages."""
    places = rendered.places or {}
    sections = sections_of(made.dokumen)
    starts = [places[one.bookmark] for one in sections]
    numbers = first_numbers([one.mulai for one in sections], starts)
    labels: list[LabelRange] = []
    for one, start, number in zip(sections, starts, numbers, strict=True):
        if one.halaman == "tidak":
            labels.append(LabelRange(start, "tanpa", prefix="Sampul"))
        elif one.mulai is not None:
            labels.append(LabelRange(start, "romawi-kecil" if one.halaman == "romawi" else "arab", number))
    dokumen = made.dokumen
    headings = (Heading("Sampul", 0), *_headings(made, places))
    with tempfile.TemporaryDirectory(prefix="doctool-", ignore_cleanup_errors=True) as name:
        out = Path(name) / "buku.pdf"
        report = ReportPdf(rendered.pdf or b"", dokumen.judul, dokumen.pengarang, "", headings, tuple(labels))
        joined = join_report(report, out)
        return read_plain(out, limits.MADE_BYTES), joined.pages


def _headings(made: Tersusun, places: Mapping[str, int]) -> Iterator[Heading]:
    """The bookmarks of the headings, and below those of SOPs those of their sheets."""
    plan = plan_of(made.dokumen)
    keys = {target.bookmark: key for key, target in plan.targets.items()}
    for one in plan.headings:
        page = places[one.bookmark]
        yield Heading(one.text, page, one.level)
        for mark in made.lembar.get(keys.get(one.bookmark, ""), ()):
            yield Heading(mark.judul, page + mark.sesudah, one.level + 1)
