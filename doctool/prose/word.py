"""A Word file that a bidang wrote, as blocks in the report's own styles; what is not carried is named with its place.

Opened by `doctool.border.word`. Every text and every picture of the body, the notes and the text boxes ends in a block
or in a finding: what no reader took is found at the end by going over the file once more (M44).
"""

from __future__ import annotations

from doctool.border.word import NoWordFileError, open_package
from doctool.findings import Severity
from doctool.model.dokumen import Blok, GantiHalaman
from doctool.prose import word_report as code
from doctool.prose.directives import Blocks
from doctool.prose.names import named
from doctool.prose.word_context import COUNTED, Context, Source
from doctool.prose.word_drawing import chosen
from doctool.prose.word_notes import NoteBook
from doctool.prose.word_report import Report
from doctool.prose.word_sections import read_margins, read_sections
from doctool.prose.word_story import Shared, Story
from doctool.prose.word_text import stale_references
from doctool.prose.word_xml import MC, Element, W, child


def read_word(data: bytes, name: str, *, geser: int = 0) -> Blocks:
    """The blocks of the Word file `data`, called `name` in findings (M20 to M44; directives M01 to M03, names M16).

    A heading of outline level 1 becomes a Judul of level 1 + `geser`. A file that cannot be read gives no blocks and
    one finding of severity galat (M20).
    """
    report = Report(name)
    try:
        return Blocks(_read(data, report, geser), report.findings())
    except NoWordFileError as error:
        report.at(code.REFUSED, "", str(error), error.hint, severity=Severity.ERROR)
        return Blocks((), report.findings())


def _read(data: bytes, report: Report, geser: int) -> tuple[Blok, ...]:
    package = open_package(data)
    root = package.xml(package.main)
    body = child(root, "body")
    if body is None:
        raise NoWordFileError("berkas Word ini tidak berisi dokumen")
    ctx = Context(package, report)
    source = ctx.source(package.main, root)

    def note(element: Element, part: Source, place: str) -> tuple[Blok, ...]:
        return Story(ctx, part, shared, "catatan").blocks(element, place)

    notes = NoteBook(ctx, note)
    shared = Shared(notes, read_sections(ctx, body), geser, {})
    blocks = Story(ctx, source, shared, "badan").blocks(body, "badan")
    for place, text in stale_references(blocks, report.typed):
        report.gather(code.CROSS_REFERENCE, place, "rujukan yang diketik ke nomor lama tidak mengikuti laporan",
                      'tulis misalnya "tabel berikut", atau [lihat: tabel NAMA]', text)  # fmt: skip
    notes.finish()
    read_margins(ctx, root)
    ctx.finish()
    for one in (source, *notes.sources):
        _tell_lost(ctx, one.root, shared.places)
    made, told = named(_without_idle_breaks(blocks), report.where("badan"))
    ctx.take(told)
    return made


def _tell_lost(ctx: Context, root: Element, places: dict[Element, str]) -> None:
    """A finding for each paragraph with text or pictures that nobody carried or named."""
    lost: dict[Element, list[Element]] = {}
    for one in root.iter(*COUNTED):
        if one not in ctx.seen and not _second_copy(one):
            lost.setdefault(next(one.iterancestors(f"{W}p"), root), []).append(one)
    for paragraph, elements in lost.items():
        known = [places[one] for one in (paragraph, *paragraph.iterancestors(f"{W}p")) if one in places]
        text = " ".join(one.text or "" for one in elements).strip()
        what = "teks" if text else "gambar"
        if not text and all(one.text is not None for one in elements):
            continue
        hint = "tulis ulang sebagai alinea biasa" if text else "sisipkan lagi sebagai gambar PNG atau JPEG"
        ctx.report.at(code.LOST, known[0] if known else "badan", f"{what} di tempat ini tidak dapat dibawa", hint, text,
                      Severity.ERROR)  # fmt: skip


def _second_copy(element: Element) -> bool:
    """Whether `element` stands in an alternative that was not chosen."""
    inner = element
    for above in element.iterancestors():
        if above.tag == f"{MC}AlternateContent" and inner is not chosen(above):
            return True
        inner = above
    return False


def _without_idle_breaks(blocks: tuple[Blok, ...]) -> tuple[Blok, ...]:
    """`blocks` without page breaks at their ends and without two in a row."""
    out: list[Blok] = []
    for one in blocks:
        if isinstance(one, GantiHalaman) and (not out or isinstance(out[-1], GantiHalaman)):
            continue
        out.append(one)
    return tuple(out[:-1] if out and isinstance(out[-1], GantiHalaman) else out)
