"""One PDF of a report and its lampiran: inserted after their separator sheets, bookmarked, with the printed labels.

The report is taken whole (links of its contents, tagged structure), each lampiran page by page. What comes out is
opened again and must hold exactly the pages that went in, each with the very content it had.
"""

from __future__ import annotations

import hashlib
import tempfile
from collections.abc import Sequence
from dataclasses import dataclass
from pathlib import Path
from typing import IO, TYPE_CHECKING, Literal, cast

from doctool.assemble.annexes import AnnexInfo
from doctool.assemble.annexes_source import let_go, make_static, outline_of
from doctool.border.limits import PDF_BYTES
from doctool.border.pdf import PdfError, open_pdf
from doctool.border.plain_file import read_plain
from doctool.errors import DoctoolError
from doctool.fingerprint import digest

if TYPE_CHECKING:
    from pypdf import PageObject, PdfReader, PdfWriter
    from pypdf.generic import IndirectObject

#: How pages are counted in print: i, ii; I, II; 1, 2; or not at all.
NumberStyle = Literal["romawi-kecil", "romawi-besar", "arab", "tanpa"]
_STYLES = {"romawi-kecil": "/r", "romawi-besar": "/R", "arab": "/D", "tanpa": None}


@dataclass(frozen=True, slots=True)
class Heading:
    """A heading of the report: its text, the page it is on (index from 0), level from 1, height on the page in points
    from the bottom (None: the top of the page)."""

    title: str
    page: int
    level: int = 1
    top: float | None = None


@dataclass(frozen=True, slots=True)
class LabelRange:
    """Printed numbers from the page `first` (index from 0 in the report's own PDF) up to the next range.

    Inserted pages count on. "tanpa" gives every page of the range the `prefix` alone ("Sampul").
    """

    first: int
    style: NumberStyle = "arab"
    start: int = 1
    prefix: str = ""


@dataclass(frozen=True, slots=True)
class Placed:
    """A lampiran after its separator sheet, the page `separator` (index from 0) of the report's own PDF.

    `title` is its bookmark, of level `level`, if the report has no heading of its own on that page.
    """

    info: AnnexInfo
    separator: int
    title: str
    level: int = 1


@dataclass(frozen=True, slots=True)
class ReportPdf:
    """The report's own PDF (path or bytes) and what is known of its pages."""

    file: Path | bytes
    title: str
    author: str = ""
    subject: str = ""
    headings: tuple[Heading, ...] = ()
    labels: tuple[LabelRange, ...] = ()
    annexes: tuple[Placed, ...] = ()


@dataclass(frozen=True, slots=True)
class Joined:
    """The joined PDF: its pages, their labels as a viewer shows them, for each lampiran the index of its first inserted
    page (None: none inserted), and the signed files to be laid beside it under their names."""

    file: Path
    pages: int
    labels: tuple[str, ...]
    first_pages: tuple[int | None, ...]
    beside: tuple[tuple[str, Path], ...]


def join_report(report: ReportPdf, out: Path) -> Joined:
    """Write the report with its lampiran to `out`, a file of a work folder; what it holds.

    A lampiran that `survey` refused is left out, its separator sheet stays. Raises DoctoolError where a lampiran has
    changed since the survey, where the report's own PDF cannot be opened, and where the result is not what went in
    (nothing is left at `out` then); ValueError for pages that the report does not have.
    """
    from pypdf import PdfWriter

    from doctool.assemble.annexes_store import StreamStore

    reader = _open_report(report)
    own = len(reader.pages)
    _expect_pages(report, own)
    for key in ("/Outlines", "/PageLabels", "/OpenAction", "/Metadata"):
        reader.root_object.pop(key, None)
    prints = [_content(page) for page in reader.pages]
    placed = sorted(enumerate(report.annexes), key=lambda one: one[1].separator)
    firsts: list[int | None] = [None] * len(placed)
    outlines: dict[int, list[tuple[int, str, int]]] = {}
    with tempfile.TemporaryFile() as spool:
        writer = PdfWriter(clone_from=reader)
        del reader
        store = StreamStore(writer, spool)
        store.take_new()
        order = list(writer.pages)
        for number, one in placed:
            if one.info.pdf is not None:
                at = one.separator + 1 + len(order) - own
                added, outlines[number] = _append(writer, one.info)
                order[at:at] = writer.pages[len(order) :]
                prints[at:at] = added
                firsts[number] = at
            elif one.info.signed and not one.info.refused:
                _attach(writer, one.info)
            store.take_new()
        _reorder(writer, order)
        shift = _Shift(report.annexes, firsts)
        _bookmark(writer, report, shift, firsts, outlines)
        labels = _label(writer, report.labels, shift, len(prints))
        _describe(writer, report, prints)
        _write(writer, out, prints)
    beside = tuple((one.info.attached_name, one.info.annex.file) for one in report.annexes if one.info.attached_name)
    return Joined(out, len(prints), labels, tuple(firsts), beside)


def _open_report(report: ReportPdf) -> PdfReader:
    try:
        return open_pdf(report.file)
    except PdfError as error:
        raise DoctoolError(f"PDF laporan tidak dapat dipakai: {error.message}", "buat ulang PDF laporan") from error


def _expect_pages(report: ReportPdf, pages: int) -> None:
    wrong = [
        *(f"heading {one.title!r}: page {one.page}" for one in report.headings if not 0 <= one.page < pages),
        *(f"annex {one.title!r}: page {one.separator}" for one in report.annexes if not 0 <= one.separator < pages),
        *(f"labels from page {one.first}" for one in report.labels if not 0 <= one.first < pages),
    ]
    if wrong:
        raise ValueError(f"the report has {pages} pages: {'; '.join(wrong)}")


class _Shift:
    """Where the pages of the report's own PDF are in the joined one."""

    def __init__(self, placed: Sequence[Placed], firsts: Sequence[int | None]) -> None:
        self._inserted = [
            (one.separator, one.info.pages) for one, first in zip(placed, firsts, strict=True) if first is not None
        ]

    def __call__(self, page: int) -> int:
        return page + sum(pages for separator, pages in self._inserted if separator < page)


def _append(writer: PdfWriter, info: AnnexInfo) -> tuple[list[bytes], list[tuple[int, str, int]]]:
    """Add the pages of `info` at the end; their digests, and the PDF's own bookmarks."""
    try:
        reader = open_pdf(cast("Path", info.pdf))
    except PdfError as error:
        raise DoctoolError(f'lampiran "{info.annex.file}": {error.message}', "jalankan lagi") from error
    if len(reader.pages) != info.pages:
        raise DoctoolError(
            f'lampiran "{info.annex.file}" berubah selama laporan dibuat: {info.pages} halaman menjadi '
            f"{len(reader.pages)}",
            "jalankan lagi",
        )
    prints = [_content(page) for page in reader.pages]
    outline = outline_of(reader)
    make_static(reader)
    reader.strict = False  # as it was tried in the survey
    before = len(writer.pages)
    writer.append(reader, import_outline=False)
    if len(writer.pages) - before != info.pages:
        raise DoctoolError(
            f'lampiran "{info.annex.file}": {info.pages} halaman, tergabung {len(writer.pages) - before}'
        )
    for index in range(before, len(writer.pages)):
        writer.pages[index].__dict__.pop("original_page", None)  # else every reader stays in memory
    writer._merged_in_pages.clear()
    writer.reset_translation(reader)
    let_go(reader)
    return prints, outline


def _reorder(writer: PdfWriter, order: list[PageObject]) -> None:
    """Put the pages in `order`: pypdf looks through all pages for each that it inserts, so all are added at the end."""
    from pypdf.generic import ArrayObject, DictionaryObject, NameObject

    tree = cast("DictionaryObject", writer.root_object["/Pages"])
    tree[NameObject("/Kids")] = ArrayObject([cast("IndirectObject", page.indirect_reference) for page in order])
    writer.flattened_pages = order


def _attach(writer: PdfWriter, info: AnnexInfo) -> None:
    """Embed the signed file whole (ISO 32000-1, 7.11.4)."""
    from pypdf.generic import NumberObject, TextStringObject

    data = read_plain(info.annex.file, PDF_BYTES)
    if digest(data) != info.sha256:
        raise DoctoolError(f'lampiran "{info.annex.file}" berubah selama laporan dibuat', "jalankan lagi")
    file = writer.add_attachment(info.attached_name, data)
    file.alternative_name = TextStringObject(info.attached_name)
    file.description = TextStringObject(info.annex.title)
    file.size = NumberObject(len(data))


def _bookmark(
    writer: PdfWriter,
    report: ReportPdf,
    shift: _Shift,
    firsts: Sequence[int | None],
    outlines: dict[int, list[tuple[int, str, int]]],
) -> None:
    """The tree of the report's headings; below that of a lampiran, the lampiran's own."""
    headings = list(report.headings)
    own = {heading.page for heading in headings}
    headings += [Heading(one.title, one.separator, one.level) for one in report.annexes if one.separator not in own]
    headings.sort(key=lambda one: one.page)  # stable: headings of one page stay in order
    last_of = {heading.page: at for at, heading in enumerate(headings)}
    annexes = {last_of[one.separator]: number for number, one in enumerate(report.annexes)}
    branch: list[tuple[int, IndirectObject]] = []
    for at, heading in enumerate(headings):
        _grow(writer, branch, heading.level, heading.title, shift(heading.page), heading.top)
        number = annexes.get(at)
        if number is not None:
            first = firsts[number] or 0
            for level, title, page in outlines.get(number, []):
                _grow(writer, branch, heading.level + level, title, first + page, None)
    writer.page_mode = "/UseOutlines"


def _grow(
    writer: PdfWriter, branch: list[tuple[int, IndirectObject]], level: int, title: str, page: int, top: float | None
) -> None:
    """Add a bookmark below the last one of a higher level; `branch` is the path to the last bookmark."""
    from pypdf.generic import Fit

    while branch and branch[-1][0] >= level:
        branch.pop()
    sheet = writer.pages[page]
    fit = Fit.xyz(left=None, top=float(sheet.mediabox.top) if top is None else top)
    added = writer.add_outline_item(
        title=title, page_number=sheet.indirect_reference, parent=branch[-1][1] if branch else None, fit=fit,
        is_open=not branch,
    )  # fmt: skip
    branch.append((level, added))


def _label(writer: PdfWriter, ranges: Sequence[LabelRange], shift: _Shift, pages: int) -> tuple[str, ...]:
    """Set the page labels (ISO 32000-1, 12.4.2); what they are."""
    from pypdf.constants import PageLabelStyle

    starts = sorted(ranges, key=lambda one: one.first)
    if starts and starts[0].first > 0:
        starts.insert(0, LabelRange(0))
    for at, one in enumerate(starts):
        end = shift(starts[at + 1].first) if at + 1 < len(starts) else pages
        style = _STYLES[one.style]
        writer.set_page_label(
            shift(one.first), end - 1, style=None if style is None else PageLabelStyle(style),
            prefix=one.prefix if one.prefix or style is None else None, start=one.start,
        )  # fmt: skip
    return tuple(writer.page_labels)


def _describe(writer: PdfWriter, report: ReportPdf, prints: Sequence[bytes]) -> None:
    """Title, author and language; no clock, and an identifier that is the same for the same pages."""
    from pypdf.generic import ArrayObject, BooleanObject, ByteStringObject, NameObject, TextStringObject

    known = {"/Title": report.title, "/Author": report.author, "/Subject": report.subject, "/Creator": "doctool"}
    writer.metadata = {key: value for key, value in known.items() if value}
    writer.create_viewer_preferences()[NameObject("/DisplayDocTitle")] = BooleanObject(True)
    writer.root_object[NameObject("/Lang")] = TextStringObject("id-ID")
    identifier = ByteStringObject(hashlib.sha256(b"".join(prints)).digest()[:16])
    writer._ID = ArrayObject([identifier, identifier])


def _write(writer: PdfWriter, out: Path, prints: Sequence[bytes]) -> None:
    try:
        with out.open("w+b") as file:
            writer.write(cast("IO[bytes]", file))
            file.seek(0)
            fault = _difference(cast("IO[bytes]", file), prints)
    except BaseException:
        out.unlink(missing_ok=True)
        raise
    if fault:
        out.unlink(missing_ok=True)
        raise DoctoolError(f"hasil gabungan tidak sama dengan bagian-bagiannya: {fault}; tidak ada yang ditulis")


def _difference(file: IO[bytes], prints: Sequence[bytes]) -> str:
    """What of the PDF in `file` is not as it should be, "" if nothing."""
    from pypdf import PdfReader

    reader = PdfReader(file, strict=True)
    if len(reader.pages) != len(prints):
        return f"{len(reader.pages)} halaman, seharusnya {len(prints)}"
    for number, (page, wanted) in enumerate(zip(reader.pages, prints, strict=True), start=1):
        if _content(page) != wanted:
            return f"halaman {number} lain isinya"
    return ""


def _content(page: PageObject) -> bytes:
    """A digest of what a page draws and on what size."""
    from pypdf.generic import ArrayObject, StreamObject

    # LibreOffice writes sides with twelve decimals, pypdf with six.
    digest = hashlib.sha256(repr([round(float(side), 3) for side in page.mediabox]).encode("ascii"))
    digest.update(str(page.rotation).encode("ascii"))
    contents = page.get("/Contents")
    found = None if contents is None else contents.get_object()
    for part in found if isinstance(found, ArrayObject) else [found]:
        stream = None if part is None else part.get_object()
        if isinstance(stream, StreamObject):
            digest.update(stream._data)
    return digest.digest()
