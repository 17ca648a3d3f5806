"""Dokumen: a long document (laporan kinerja, laporan berkala) as blocks, before any file format.

Readers of texts (`doctool.prose`) and the tables and charts (`doctool.reports`) give blocks, the outline puts them in
order, the writer (`doctool.write.document`) makes a Word file of them and decides nothing about what they say. What is
numbered (headings, captions, footnotes, pages) carries no number here; it has a key, and a `Rujukan` to that key prints
the number.
"""

from __future__ import annotations

from collections.abc import Iterator
from dataclasses import dataclass, field
from decimal import Decimal
from typing import Literal, TypeAlias

from doctool.drawing import Drawing
from doctool.findings import Where

Rata = Literal["kiri", "tengah", "kanan", "penuh"]
#: How pages are numbered: i, ii, iii; 1, 2, 3; not at all.
Halaman = Literal["romawi", "arab", "tidak"]
#: Kinds of what has a caption and a list of its own.
JenisKeterangan = Literal["tabel", "gambar"]


# Within a paragraph


@dataclass(frozen=True, slots=True)
class Teks:
    """A run of text of one look. `tautan` is the address that it leads to, "" for none."""

    teks: str
    tebal: bool = False
    miring: bool = False
    garis_bawah: bool = False
    coret: bool = False
    posisi: Literal["", "naik", "turun"] = ""
    tautan: str = ""


@dataclass(frozen=True, slots=True)
class GantiBaris:
    """A line break within a paragraph."""


@dataclass(frozen=True, slots=True)
class Rujukan:
    """A reference to what has the key `kunci`: prints "Tabel 3.2", "Gambar 3.1", "Bab III", "Subbab 3.1"; its number is
    a live field."""

    kunci: str
    asal: Where | None = field(default=None, compare=False)


@dataclass(frozen=True, slots=True)
class Angka:
    """A figure asked for by name, "IKU-1.capaian"; the outline puts the figure in its place, so that none is typed."""

    nama: str
    tebal: bool = False
    asal: Where | None = field(default=None, compare=False)


@dataclass(frozen=True, slots=True)
class CatatanKaki:
    """A footnote: its paragraphs."""

    isi: tuple[Paragraf, ...]


@dataclass(frozen=True, slots=True)
class GambarSebaris:
    """A picture in a line of text, in millimetres."""

    data: bytes
    lebar_mm: float
    tinggi_mm: float
    keterangan: str = ""


Sebaris: TypeAlias = Teks | GantiBaris | Rujukan | Angka | CatatanKaki | GambarSebaris


# Blocks

#: Looks of a paragraph, each a style of the Word template: running text, a quotation, a note below a table, the notes
#: of a skeleton ("petunjuk"), centred text, lines of the cover by size, the title of a page without a number.
GayaParagraf = Literal[
    "isi", "kutipan", "catatan", "petunjuk", "tengah", "sampul-besar", "sampul", "sampul-kecil", "judul-depan", "sel"
]


@dataclass(frozen=True, slots=True)
class Paragraf:
    """A paragraph. `rata` None: as its style has it."""

    isi: tuple[Sebaris, ...]
    gaya: GayaParagraf = "isi"
    rata: Rata | None = None
    asal: Where | None = field(default=None, compare=False)


@dataclass(frozen=True, slots=True)
class Judul:
    """A heading: level 1 is a chapter ("BAB I" above its title), 2 to 4 are "3.1", "3.1.1", "a.".

    Without `bernomor` it has no number (kata pengantar, daftar isi) but stands in the contents; neither have those
    below it.
    """

    tingkat: int
    isi: tuple[Sebaris, ...]
    kunci: str = ""
    bernomor: bool = True
    asal: Where | None = field(default=None, compare=False)


@dataclass(frozen=True, slots=True)
class Daftar:
    """A list; an item is blocks (paragraphs, further lists). `penanda`: a bullet, or the kind of number."""

    butir: tuple[tuple[Blok, ...], ...]
    penanda: Literal["titik", "1", "a", "A", "i", "I"] = "titik"
    mulai: int = 1
    asal: Where | None = field(default=None, compare=False)


@dataclass(frozen=True, slots=True)
class Keterangan:
    """The caption of a table or picture: "Tabel 3.2 ..." with a number made of the chapter's and its own."""

    jenis: JenisKeterangan
    isi: tuple[Sebaris, ...]


@dataclass(frozen=True, slots=True)
class Sel:
    """A cell. `nilai` is the number it prints, None for what is text; `warna` the fill ("C6E0B4"), "" for none.

    A cell over several columns or rows stands once, in its first place; the places it covers are left out.
    """

    isi: tuple[Blok, ...] = ()
    rata: Rata = "kiri"
    kolom: int = 1
    baris: int = 1
    tebal: bool = False
    warna: str = ""
    nilai: Decimal | None = None


@dataclass(frozen=True, slots=True)
class Baris:
    """A row of a table: of its head (repeated on every page), its body, a group's title, or a sum."""

    sel: tuple[Sel, ...]
    jenis: Literal["kepala", "isi", "kelompok", "jumlah"] = "isi"


@dataclass(frozen=True, slots=True)
class Tabel:
    """A table: widths of its columns in parts of the whole, rows, what is printed below it (formula, band rule).

    `melintang`: too wide for an upright page. `kunci` names it for references; without `keterangan` it has no number.
    `tetap`: its columns are as wide as wished whatever they hold, because they are to be filled in by hand.
    `tanda_tangan` ends the table as a row without rules, so that who signs never stands alone on a page.
    """

    lebar: tuple[float, ...]
    baris: tuple[Baris, ...]
    kunci: str = ""
    keterangan: Keterangan | None = None
    catatan: tuple[Paragraf, ...] = ()
    melintang: bool = False
    bergaris: bool = True
    asal: Where | None = field(default=None, compare=False)
    tanda_tangan: TandaTangan | None = None
    tetap: bool = False


@dataclass(frozen=True, slots=True)
class Seri:
    """A series of a chart: a value for each category, None for what was not measured (left out, never 0); the colour of
    the series, and of each point where they differ ("" as the series)."""

    nama: str
    nilai: tuple[Decimal | None, ...]
    warna: str = ""
    warna_titik: tuple[str, ...] = ()


@dataclass(frozen=True, slots=True)
class Bagan:
    """A native chart: upright columns, lines, or lying bars. `desimal` of the labels; `catatan` as below a table.

    `sumbu` is where the axis of values begins and ends and its step (None: it begins at 0), `label` which points tell
    their value: all, the last of each series, none.
    """

    jenis: Literal["kolom", "garis", "batang"]
    kategori: tuple[str, ...]
    seri: tuple[Seri, ...]
    kunci: str = ""
    keterangan: Keterangan | None = None
    satuan: str = ""
    desimal: int = 2
    tinggi_mm: float = 75.0
    catatan: tuple[Paragraf, ...] = ()
    sumbu: tuple[Decimal, Decimal, Decimal] | None = None
    label: Literal["semua", "akhir", "tidak"] = "semua"


@dataclass(frozen=True, slots=True)
class Gambar:
    """A picture (PNG or JPEG) on its own, in millimetres; the writer makes it smaller where the page is."""

    data: bytes
    lebar_mm: float
    tinggi_mm: float
    kunci: str = ""
    keterangan: Keterangan | None = None
    uraian: str = ""
    rata: Rata = "tengah"
    asal: Where | None = field(default=None, compare=False)


@dataclass(frozen=True, slots=True)
class DaftarIsi:
    """The contents, or the list of tables or of pictures, with page numbers."""

    jenis: Literal["isi", "tabel", "gambar"]


@dataclass(frozen=True, slots=True)
class Permintaan:
    """A table or chart asked for by name in a text, with options ("sasaran": "1"); the outline puts it in its place."""

    jenis: Literal["tabel", "bagan"]
    nama: str
    pilihan: tuple[tuple[str, str], ...] = ()
    asal: Where | None = field(default=None, compare=False)

    @property
    def kunci(self) -> str:
        """The key of what is put in its place: "tabel:target-realisasi:sasaran=1"."""
        pilihan = ",".join(f"{nama}={nilai}" for nama, nilai in sorted(self.pilihan))
        return ":".join(part for part in (self.jenis, self.nama, pilihan) if part)


@dataclass(frozen=True, slots=True)
class GantiHalaman:
    """A page break."""


@dataclass(frozen=True, slots=True)
class BarisKop:
    """A line of the letterhead; its size in points."""

    teks: str
    ukuran_pt: float
    tebal: bool = False


@dataclass(frozen=True, slots=True)
class KopSurat:
    """The letterhead of a short document: crest (PNG or JPEG; None: an empty frame) at the left with its sides in
    millimetres, lines centred beside it, a rule below."""

    baris: tuple[BarisKop, ...]
    lambang: bytes | None = None
    lebar_mm: float = 20.0
    tinggi_mm: float = 23.0
    garis: Literal["ganda", "tunggal", "tidak"] = "ganda"


@dataclass(frozen=True, slots=True)
class Jarak:
    """Empty room, in millimetres."""

    tinggi_mm: float


@dataclass(frozen=True, slots=True)
class TandaTangan:
    """A signature block at the right, kept whole and with the block before it. `baris` above the empty place (place and
    date, jabatan), `bawah` below it (name, pangkat, NIP); the first line of `bawah` is bold and underlined."""

    atas: tuple[str, ...]
    bawah: tuple[str, ...]
    ruang_mm: float = 22.0


Blok: TypeAlias = (
    Paragraf
    | Judul
    | Daftar
    | Tabel
    | Bagan
    | Gambar
    | DaftarIsi
    | Permintaan
    | GantiHalaman
    | KopSurat
    | Jarak
    | TandaTangan
)


@dataclass(frozen=True, slots=True)
class Bagian:
    """A section: pages of one direction and one kind of page number.

    `mulai` restarts the numbers (None: they go on), `tengah` centres its text between top and bottom (separator
    sheets). `kepala` is whether header and footer are printed. `bawah` stands at the foot of its page (a cover). A
    section begins on a new page.

    `lembar` are finished sheets of their own sizes, drawn elsewhere, that are its pages; `isi` is then empty or one
    heading without a number, which stands in the contents and is not seen on the sheet. `kaki` is the text beside the
    page number of those sheets, which take one line of 8 pt, in bold where it is `tegas`.
    """

    isi: tuple[Blok, ...]
    melintang: bool = False
    halaman: Halaman = "arab"
    mulai: int | None = None
    tengah: bool = False
    kepala: bool = True
    bawah: tuple[Blok, ...] = ()
    lembar: Drawing | None = None
    kaki: str = ""
    tegas: bool = False


@dataclass(frozen=True, slots=True)
class Dokumen:
    """The whole document. `status` is printed on every page while it is a draft ("DRAF 2, untuk direviu"), "" for none;
    `kaki` is the footer's text beside the page number. `kertas`, `huruf` and `ukuran_pt` as the office has them.
    `tepi_mm` are the margins of an upright page (top, right, bottom, left), None as the template has them."""

    judul: str
    bagian: tuple[Bagian, ...]
    pengarang: str = ""
    status: str = ""
    kaki: str = ""
    kertas: Literal["A4", "F4"] = "A4"
    huruf: str = "Arial"
    ukuran_pt: float = 12.0
    spasi: float = 1.5
    tepi_mm: tuple[float, float, float, float] | None = None

    def blok(self) -> Iterator[Blok]:
        """Every block of every section in order, also those within lists and cells."""
        for bagian in self.bagian:
            yield from susun((*bagian.isi, *bagian.bawah))


def susun(blok: tuple[Blok, ...]) -> Iterator[Blok]:
    """Blocks in order with those inside them (items of lists, cells of tables)."""
    for one in blok:
        yield one
        if isinstance(one, Daftar):
            for butir in one.butir:
                yield from susun(butir)
        elif isinstance(one, Tabel):
            for baris in one.baris:
                for sel in baris.sel:
                    yield from susun(sel.isi)


def tulisan(isi: tuple[Sebaris, ...]) -> str:
    """The text of a paragraph without its looks; a line break is a newline, references and pictures nothing."""
    return "".join(one.teks if isinstance(one, Teks) else "\n" if isinstance(one, GantiBaris) else "" for one in isi)


def polos(teks: str, *, tebal: bool = False, miring: bool = False) -> tuple[Teks, ...]:
    """`teks` as the content of a paragraph; none for ""."""
    return (Teks(teks, tebal=tebal, miring=miring),) if teks else ()
