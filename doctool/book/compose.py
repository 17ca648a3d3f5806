"""The book as one Dokumen: cover, keputusan, contents, explanation, then the sheets in their chapters.

The front has Roman numbers, the sheets Arabic ones from 1 on, so that their pages are known before anything is laid
out by a word processor.
"""

from __future__ import annotations

from collections.abc import Iterator, Sequence
from dataclasses import dataclass, field

from doctool.book.decree import decree
from doctool.book.intro import explanation
from doctool.book.names import heading_text, office_name
from doctool.book.record import record
from doctool.cell_lines import text_width
from doctool.drawing import Drawing, Page, PageKind
from doctool.loaded import LoadedBuku, LoadedSop
from doctool.model.dokumen import Bagian, Blok, DaftarIsi, Dokumen, GantiHalaman, Judul, polos

_POINTS, _SPACING = 11.0, 1.15
#: Room of the footer's text beside the page number, in points.
_FOOT_PT = 400.0
DEFAULT_TITLE = "Standar Operasional Prosedur (SOP)"


@dataclass(frozen=True, slots=True)
class LembarSop:
    """An SOP with its sheets, and the text in their bottom margin; `tegas`: in bold."""

    loaded: LoadedSop
    drawing: Drawing
    kaki: str
    tegas: bool = False


@dataclass(frozen=True, slots=True)
class BabLembar:
    """A chapter with its sheets; `judul` "": without a sheet that names it."""

    judul: str
    sop: tuple[LembarSop, ...]


@dataclass(frozen=True, slots=True)
class Penanda:
    """A sheet below the bookmark of an SOP: its title, and how many pages after the first it is."""

    judul: str
    sesudah: int


@dataclass(slots=True)
class Tersusun:
    """The book put together: the document, the printed number of the first page of each chapter and SOP by the key of
    its heading, and the sheets of each SOP by that key."""

    dokumen: Dokumen
    nomor: dict[str, int] = field(default_factory=dict)
    lembar: dict[str, tuple[Penanda, ...]] = field(default_factory=dict)


def book_title(loaded: LoadedBuku) -> str:
    """The title of a book: its own, else what the office calls its SOPs."""
    return loaded.buku.judul or loaded.office.kantor.gaya.label.judul or DEFAULT_TITLE


def compose(loaded: LoadedBuku, judul: str, cover: Drawing, bab: Sequence[BabLembar]) -> Tersusun:
    """The document of a book called `judul`. The sheets are numbered from 1 on, a sheet with the title of
    each chapter among them."""
    kantor = loaded.office.kantor
    sops = [one.loaded for chapter in bab for one in chapter.sop]
    front: list[Blok] = []
    for blocks in (
        decree(loaded, judul),
        (Judul(1, polos("Daftar Isi"), "buku:isi", bernomor=False), DaftarIsi("isi")),
        record(sops),
        explanation(loaded, sops),
    ):
        front += [*([GantiHalaman()] if front and blocks else []), *blocks]
    made = Tersusun(Dokumen(judul, ()))
    sections = [
        Bagian((), halaman="tidak", kepala=False, lembar=cover),
        Bagian(tuple(front), halaman="romawi", mulai=1),
        *_sheets(made, bab),
    ]
    made.dokumen = Dokumen(
        f"{judul} {office_name(loaded.office)}", tuple(sections), pengarang=kantor.nama,
        kaki=_foot(judul, loaded), kertas=kantor.gaya.kertas, huruf=kantor.gaya.huruf,
        ukuran_pt=_POINTS, spasi=_SPACING,
    )  # fmt: skip
    return made


def _foot(judul: str, loaded: LoadedBuku) -> str:
    """The footer of the front: title and office, or the office alone, on one line."""
    office = office_name(loaded.office)
    font = loaded.office.kantor.gaya.huruf
    fits = (one for one in (f"{judul} {office}", office) if text_width(one, font) <= _FOOT_PT)
    return next(fits, loaded.office.kantor.nama)


def _sheets(made: Tersusun, bab: Sequence[BabLembar]) -> Iterator[Bagian]:
    """The sections of the chapters; notes where each begins."""
    number = 1
    for place, chapter in enumerate(bab):
        level = 2 if chapter.judul else 1
        if chapter.judul:
            key = f"bab:{place}"
            made.nomor[key] = number
            head = Judul(1, polos(chapter.judul), key, bernomor=False)
            yield Bagian((head,), tengah=True, mulai=1 if number == 1 else None)
            number += 1
        for one in chapter.sop:
            key = f"sop:{one.loaded.address}:{number}"
            made.nomor[key] = number
            made.lembar[key] = tuple(_marks(one))
            head = Judul(level, polos(heading_text(one.loaded)), key, bernomor=False)
            yield Bagian((head,), mulai=1 if number == 1 else None, lembar=one.drawing, kaki=one.kaki, tegas=one.tegas)
            number += len(one.drawing.pages)


def _marks(one: LembarSop) -> Iterator[Penanda]:
    """The sheets of an SOP: the first of each kind, of each procedure where there are several."""
    seen: set[tuple[PageKind, int | None]] = set()
    for place, page in enumerate(one.drawing.pages):
        if (page.kind, page.procedure) not in seen:
            seen.add((page.kind, page.procedure))
            yield Penanda(_mark(one.loaded, page), place)


def _mark(loaded: LoadedSop, page: Page) -> str:
    if page.kind is PageKind.FLOWCHART:
        procedures = loaded.sop.prosedur()
        title = procedures[page.procedure][1].judul if page.procedure is not None and len(procedures) > 1 else ""
        return f"Diagram alir: {' '.join(title.split())}" if title else "Diagram alir"
    return "Sampul" if page.kind is PageKind.COVER else "Lembar identitas"
