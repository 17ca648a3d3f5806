"""From a report's folder to its files: one docx, and one pdf with its lampiran.

laporan.yaml, rekap -> figures, tables, texts -> Dokumen -> docx <-> pdf (until the contents stand still) -> one pdf
"""

from __future__ import annotations

import tempfile
from collections.abc import Callable, Mapping, Sequence
from contextlib import nullcontext
from dataclasses import dataclass, field, replace
from datetime import date
from pathlib import Path
from typing import TYPE_CHECKING

from doctool import lock
from doctool.assemble.annexes import Annex, AnnexInfo, survey
from doctool.assemble.annexes_join import Heading, LabelRange, Placed, ReportPdf, join_report
from doctool.border import limits
from doctool.border.plain_file import read_plain
from doctool.catalog.source import shown_path
from doctool.convert.libreoffice import HOW_TO_GET_IT, convert_to_pdf
from doctool.errors import OutsideProgramError, system_reason
from doctool.findings import Finding, Severity, Where
from doctool.fingerprint import digest
from doctool.manifest import Manifest
from doctool.model.dokumen import Angka, Bagan, Blok, Halaman, Permintaan, Tabel
from doctool.pipeline import NOTES, BuildResult, refuse_changed
from doctool.prose.markdown import read_markdown
from doctool.prose.word import read_word
from doctool.report_contents import RenderedDocument, first_numbers, render_document
from doctool.report_review import draft_status
from doctool.report_sources import REPORT_FOLDER, address, gather
from doctool.reports.annex_sheets import AnnexSheet
from doctool.reports.charts import make_chart
from doctool.reports.faults import material_findings
from doctool.reports.figures import figure, figures
from doctool.reports.load import load_laporan, place_of
from doctool.reports.outline import Tersusun, compose
from doctool.reports.tables import make_table
from doctool.units import PAPERS
from doctool.write.document_plan import plan_of
from doctool.write.document_sections import sections_of

if TYPE_CHECKING:
    from doctool.catalog.index import Workspace
    from doctool.loaded import LoadedLaporan
    from doctool.model.dokumen import Dokumen
    from doctool.reports.material import Bahan
    from doctool.reports.values import Nilai

#: The office's own template, below the workspace.
TEMPLATE = Path("templates/docx/laporan.docx")


@dataclass(frozen=True, slots=True)
class ReportOptions:
    """What to make and how. `status` is printed on every page of a draft, None: as its history says; `newest` as in a
    recap."""

    out: Path
    formats: frozenset[str] = frozenset({"docx", "pdf"})
    status: str | None = None
    newest: bool = False
    overwrite: bool = False
    dry_run: bool = False


@dataclass
class Rakitan:
    """A report put together: its material, the document, the figures by name, the SHA-256 of every file it was made
    of by its path relative to the report's folder, and what became of its lampiran."""

    bahan: Bahan
    tersusun: Tersusun
    angka: Mapping[str, Nilai]
    sumber: Mapping[str, str]
    lampiran: tuple[AnnexInfo, ...] = ()
    rendered: RenderedDocument | None = None
    #: Pages of the PDF with its lampiran; 0 where there is none.
    halaman: int = 0

    @property
    def dokumen(self) -> Dokumen:
        """The document."""
        return self.tersusun.dokumen


@dataclass
class Texts:
    """The texts of a report, read once; what was read is in `prints` with its SHA-256."""

    loaded: LoadedLaporan
    root: Path
    prints: dict[str, str] = field(default_factory=dict)

    def read(self, name: str) -> tuple[tuple[Blok, ...], Sequence[Finding]]:
        """The blocks of the text `name` and what was found in it; a missing one has been told already."""
        path = place_of(self.loaded.folder, name)
        shown = shown_path(path)
        if not path.is_file():
            return (), ()
        try:
            data = read_plain(path, limits.WORD.file)
        except OSError as error:
            return (), (Finding("M04", Severity.ERROR, Where(shown), f"tidak dapat dibaca: {system_reason(error)}"),)
        self.prints[name] = digest(data)
        made = read_word(data, shown) if path.suffix.lower() == ".docx" else read_markdown(path, shown, self.root)
        return made.blok, made.temuan


@dataclass
class Figures:
    """Tables, charts and figures of a report, as texts ask for them."""

    bahan: Bahan
    known: Mapping[str, Nilai]

    def blok(self, asked: Permintaan) -> tuple[Tabel | Bagan | None, Sequence[Finding]]:
        """A table or chart, or what is wrong with the request."""
        return make_table(self.bahan, asked) if asked.jenis == "tabel" else make_chart(self.bahan, asked)

    def angka(self, nama: str, where: Where | None) -> tuple[str | None, Sequence[Finding]]:
        """A figure as running text prints it."""
        found, told = figure(self.known, Angka(nama, asal=where), self.bahan)
        return (found.teks if found is not None else None), told


def assemble_report(
    workspace: Workspace,
    loaded: LoadedLaporan,
    today: date,
    work: Path,
    *,
    status: str = "",
    newest: bool = False,
    out: Path | None = None,
) -> Rakitan:
    """Put a report together without writing it: texts, figures, tables, and the sheets of its lampiran. `work` is a
    folder for what is made on the way. Raises ContentError where there is no recap."""
    bahan = gather(workspace, loaded, today, newest=newest, out=out)
    known = figures(bahan)
    texts = Texts(loaded, workspace.root)
    infos = _annexes(loaded, work)
    sheets = _sheets(loaded, infos)
    made = compose(loaded, bahan.rekap, Figures(bahan, known), texts.read, status=status, lampiran=sheets)
    prints = dict(sorted(texts.prints.items()))
    for wanted, info in zip((one for one in loaded.laporan.lampiran if one.berkas), infos, strict=True):
        prints[wanted.berkas] = info.sha256
    made.temuan[:0] = material_findings(bahan)
    made.temuan += _told(loaded, infos)
    return Rakitan(bahan, made, known, prints, tuple(infos))


def build_report(
    workspace: Workspace,
    path: Path,
    today: date,
    options: ReportOptions,
    accept: Callable[[Rakitan], None] | None = None,
) -> tuple[BuildResult, Rakitan | None]:
    """Make the files of the report in the file laporan.yaml at `path`: what became of it, and what was put together.
    `accept` looks at it before anything is written, and raises DoctoolError to keep it from being. Raises BusyError
    where another run uses the output folder."""
    result = BuildResult(address(path))
    made: Rakitan | None = None
    with (
        nullcontext() if options.dry_run else lock.hold(options.out / NOTES / "kunci"),
        result.faults(),
        tempfile.TemporaryDirectory(prefix="doctool-", ignore_cleanup_errors=True) as name,
    ):
        loaded = load_laporan(path, workspace)
        status = draft_status(loaded) if options.status is None else options.status
        made = assemble_report(
            workspace, loaded, today, Path(name), status=status, newest=options.newest, out=options.out
        )
        result.add(made.tersusun.temuan)
        if accept is not None:
            accept(made)
        _write(workspace, made, options, Path(name), result)
    return result, made


def report_path(out: Path, loaded: LoadedLaporan) -> Path:
    """Where the docx of a report goes; its pdf lies beside it."""
    return out / REPORT_FOLDER / loaded.office.kode / loaded.nama / f"laporan-{loaded.nama}.docx"


def _write(workspace: Workspace, made: Rakitan, options: ReportOptions, work: Path, result: BuildResult) -> None:
    manifest = Manifest(options.out, options.out / NOTES / "manifes.jsonl")
    target = report_path(options.out, made.bahan.loaded)
    wanted = [target, *([target.with_suffix(".pdf")] if "pdf" in options.formats else [])]
    refuse_changed(manifest, wanted, result, overwrite=options.overwrite)
    if options.dry_run:
        result.files += wanted
        return
    template = workspace.root / TEMPLATE
    own = read_plain(template, limits.TEMPLATE.file) if template.is_file() else None
    made.tersusun, made.rendered = render_with_annexes(made.tersusun, _inserted(made), own)
    manifest.write(target, made.rendered.docx)
    result.files.append(target)
    if made.rendered.pdf is None:
        raise OutsideProgramError(
            f"daftar isi belum berisi nomor halaman dan PDF tidak dibuat: {made.rendered.reason}", HOW_TO_GET_IT
        )
    if "pdf" in options.formats:
        for place, data in _joined(made, work).items():
            manifest.write(target.parent / place, data)
            result.files.append(target.parent / place)


def render_with_annexes(
    made: Tersusun, inserted: Mapping[str, int], template: bytes | None
) -> tuple[Tersusun, RenderedDocument]:
    """The document rendered so that the numbers of later sheets count the pages that the PDF has after earlier ones.

    `inserted` are the pages that follow a lampiran's sheet, by the key of its heading.
    """
    rendered = render_document(made.dokumen, template)
    if rendered.contents is None or not any(inserted.values()):
        return made, rendered
    plan = plan_of(made.dokumen)
    sections = list(made.dokumen.bagian)
    more = 0
    for key in made.lembar:
        number = rendered.contents.pages[plan.targets[key].bookmark]
        if more:
            place = next(at for at, one in enumerate(sections) if any(getattr(b, "kunci", "") == key for b in one.isi))
            sections[place] = replace(sections[place], mulai=int(number) + more)
        more += inserted.get(key, 0)
    made = replace(made, dokumen=replace(made.dokumen, bagian=tuple(sections)))
    return made, render_document(made.dokumen, template, rendered.places)


def _annexes(loaded: LoadedLaporan, work: Path) -> list[AnnexInfo]:
    """What became of the lampiran that are files."""
    wanted = [Annex(one.judul, place_of(loaded.folder, one.berkas)) for one in loaded.laporan.lampiran if one.berkas]
    paper = PAPERS[loaded.office.kantor.gaya.kertas]
    return survey(wanted, work / "lampiran", paper, convert_to_pdf)


def _sheets(loaded: LoadedLaporan, infos: Sequence[AnnexInfo]) -> list[AnnexSheet]:
    """The separator sheets, in order."""
    waiting = iter(infos)
    sheets = []
    for number, one in enumerate(loaded.laporan.lampiran, start=1):
        if not one.berkas:
            made = one.jenis == "perjanjian-kinerja"
            line = "" if made else "Berkas lampiran ini belum disebut."
            sheets.append(AnnexSheet(number, one.judul, (line,) if line else (), dibuat=made))
            continue
        info = next(waiting)
        sheets.append(AnnexSheet(number, one.judul, (info.separator_text,), halaman=info.pages))
    return sheets


def _told(loaded: LoadedLaporan, infos: Sequence[AnnexInfo]) -> list[Finding]:
    """What is wrong with the lampiran, at their places in laporan.yaml."""
    found: list[Finding] = []
    waiting = iter(infos)
    for place, one in enumerate(loaded.laporan.lampiran):
        where = loaded.positions.where(("lampiran", place))
        if not one.berkas:
            if one.jenis != "perjanjian-kinerja":
                message = f'lampiran "{one.judul}" belum menyebut berkasnya'
                found.append(Finding("B13", Severity.WARNING, where, message, 'isi "berkas"', one.judul))
            continue
        info = next(waiting)
        if info.refused:
            found.append(Finding("B13", Severity.ERROR, where, info.message, info.hint, one.berkas))
        found += [
            Finding("B14", Severity.WARNING, where, f'lampiran "{one.judul}": {text}', "", one.berkas)
            for text in info.warnings
        ]
    return found


def _inserted(made: Rakitan) -> dict[str, int]:
    """Pages after each sheet, by the key of its heading."""
    waiting = iter(made.lampiran)
    found = {}
    for number, one in enumerate(made.bahan.loaded.laporan.lampiran, start=1):
        found[f"lampiran:{number}"] = next(waiting).pages if one.berkas else 0
    return found


def _joined(made: Rakitan, work: Path) -> dict[str, bytes]:
    """The one PDF and the signed files beside it, by their names."""
    rendered, dokumen = made.rendered, made.dokumen
    if rendered is None or rendered.pdf is None or rendered.places is None:
        return {}
    places, plan = rendered.places, plan_of(dokumen)
    headings = tuple(
        Heading(" ".join(part for part in (one.label, one.text) if part), places[one.bookmark], one.level)
        for one in plan.headings
    )
    sections = sections_of(dokumen)
    starts = [places[one.bookmark] for one in sections]
    numbers = first_numbers([one.mulai for one in sections], starts)
    labels = tuple(
        _label(one.halaman, start, number) for one, start, number in zip(sections, starts, numbers, strict=True)
    )
    waiting = iter(made.lampiran)
    placed = []
    for number, one in enumerate(made.bahan.loaded.laporan.lampiran, start=1):
        if one.berkas:
            key = f"lampiran:{number}"
            placed.append(Placed(next(waiting), places[plan.targets[key].bookmark], f"Lampiran {number}: {one.judul}"))
    out = work / "laporan.pdf"
    report = ReportPdf(rendered.pdf, dokumen.judul, dokumen.pengarang, "", headings, labels, tuple(placed))
    joined = join_report(report, out)
    made.halaman = joined.pages
    name = f"laporan-{made.bahan.loaded.nama}.pdf"
    most = limits.MADE_BYTES
    return {name: read_plain(out, most), **{beside: read_plain(file, most) for beside, file in joined.beside}}


def _label(halaman: Halaman, start: int, number: int) -> LabelRange:
    """The labels of a section's pages, as they are printed; the cover has none."""
    if halaman == "tidak":
        return LabelRange(start, "tanpa", prefix="Sampul")
    return LabelRange(start, "romawi-kecil" if halaman == "romawi" else "arab", number)
