"""The books as Excel workbooks in the layout of a buku agenda: kop, title, a table whose head repeats on every page.

The same lines give the same bytes: no clock, fixed times in the package.
"""

from __future__ import annotations

import io
from collections.abc import Sequence
from dataclasses import dataclass
from datetime import UTC, date, datetime
from typing import Any

from doctool.indonesian import gabung, tanggal
from doctool.loaded import LoadedKantor
from doctool.model.penomoran import tulis_urut
from doctool.picture import read_picture
from doctool.register.records import Keadaan, SuratKeluar, SuratMasuk

#: Excel's codes of paper: A4, and Folio (8.5 x 13 inches), which offices call F4.
PAPER = {"A4": 9, "F4": 14}
#: Largest side of the crest; sheets are measured in pixels of 96 to the inch.
_CREST_PX = 68
#: Height of a line of the kop by its size of type.
_LEADING = 1.45
#: Lines of 12 pt in Excel's highest row, and how a text is marked that does not fit.
_MOST_LINES = 33
_CUT = "… (terpotong; lengkapnya di buku agenda doctool)"
#: Texts that begin with these look like formulas.
_FORMULA_SIGNS = tuple("=+-@")
_TIME = datetime(1980, 1, 1, tzinfo=UTC)


@dataclass(frozen=True, slots=True)
class Column:
    """A column: its heading, width in characters, whether its texts are centred."""

    heading: str
    width: float
    centred: bool = False


OUTGOING = (
    Column("No. Urut", 8, True), Column("Nomor Surat", 27), Column("Tanggal Surat", 18, True), Column("Tujuan", 28),
    Column("Hal", 38), Column("Lampiran", 14), Column("Klasifikasi", 12, True), Column("Keterangan", 26),
)  # fmt: skip
INCOMING = (
    Column("No. Agenda", 9, True), Column("Diterima", 18, True), Column("Asal Surat", 24), Column("Nomor Surat", 22),
    Column("Tanggal Surat", 18, True), Column("Hal", 30), Column("Lampiran", 11), Column("Disposisi", 30),
    Column("Keterangan", 22),
)  # fmt: skip


def outgoing_book(office: LoadedKantor, lines: Sequence[SuratKeluar], title: str) -> bytes:
    """The buku agenda keluar as xlsx; `title` is its second line ("TAHUN 2024")."""
    rows = [_outgoing_row(office, line) for line in lines]
    return _workbook(office, ("BUKU AGENDA SURAT KELUAR", title), OUTGOING, rows)


def incoming_book(office: LoadedKantor, lines: Sequence[SuratMasuk], title: str) -> bytes:
    """The buku agenda masuk as xlsx, with the disposisi of each letter."""
    rows = [_incoming_row(line) for line in lines]
    return _workbook(office, ("BUKU AGENDA SURAT MASUK", title), INCOMING, rows)


def _outgoing_row(office: LoadedKantor, line: SuratKeluar) -> list[str]:
    notes = [line.keterangan]
    if line.keadaan is Keadaan.BATAL:
        notes = [f"BATAL: {line.alasan}" if line.alasan != line.keterangan else line.keterangan]
    elif line.keadaan is Keadaan.DIPESAN:
        notes.insert(0, "Dipesan")
    if line.sisipan:
        notes.append("Sisipan")
    if line.penandatangan:
        signer = office.kantor.pejabat.get(line.penandatangan)
        notes.append(f"ttd. {signer.jabatan or signer.nama if signer else line.penandatangan}")
    return [
        tulis_urut(line.urut, line.sisipan), line.nomor, _day(line.tanggal), line.tujuan, line.hal,
        line.lampiran or "-", line.klasifikasi, "; ".join(note for note in notes if note),
    ]


def _incoming_row(line: SuratMasuk) -> list[str]:
    letter = line.surat
    tasks = [
        f"{_day(one.tanggal)}: {one.kepada}: {one.isi}" + (f" (paling lambat {_day(one.batas)})" if one.batas else "")
        for one in line.disposisi
    ]
    done = [one for one in line.disposisi if one.selesai]
    notes = [letter.sifat, letter.keterangan]
    if line.batal:
        notes = [f"BATAL: {line.batal}" if line.batal != letter.keterangan else letter.keterangan]
    elif done and len(done) == len(line.disposisi):
        notes.append(f"Selesai {_day(max(one.selesai for one in done if one.selesai))}")
    elif done:
        notes.append(f"Selesai: {gabung([one.kepada for one in done])}")
    notes += [one.catatan for one in done if one.catatan and not line.batal]
    return [
        str(line.agenda), _day(letter.diterima), letter.asal, letter.nomor_surat or "-",
        _day(letter.tanggal_surat) if letter.tanggal_surat else "-", letter.hal, letter.lampiran or "-",
        "\n".join(tasks), "; ".join(note for note in notes if note),
    ]


def _day(when: date) -> str:
    return tanggal(when.year, when.month, when.day, "d MMMM yyyy")


def _workbook(
    office: LoadedKantor, titles: Sequence[str], columns: Sequence[Column], rows: Sequence[Sequence[str]]
) -> bytes:
    from xlsxwriter import Workbook

    buffer = io.BytesIO()
    as_text = {"strings_to_formulas": False, "strings_to_numbers": False, "strings_to_urls": False}
    with Workbook(buffer, {"in_memory": True, **as_text}) as book:
        book.set_properties({"title": " ".join(titles), "author": office.kantor.nama, "created": _TIME})
        sheet = _Sheet(book, office)
        for number, column in enumerate(columns):
            sheet.inner.set_column(number, number, column.width)
        top = sheet.letterhead(len(columns))
        top = sheet.titles(titles, top, len(columns))
        sheet.table(columns, rows, top)
        sheet.page(top)
    return buffer.getvalue()


class _Sheet:
    """The one sheet of a book, filled from top to bottom; rows count from 0."""

    def __init__(self, book: Any, office: LoadedKantor) -> None:
        self.book = book
        self.inner = book.add_worksheet("Buku Agenda")
        self.office = office
        self._formats: dict[tuple[tuple[str, object], ...], Any] = {}

    def letterhead(self, count: int) -> int:
        """The kop over all columns and its rule; the first row after it."""
        kop = self.office.kantor.kop
        rule = {"ganda": 6, "tunggal": 2, "tidak": 0}[kop.garis]
        for row, line in enumerate(kop.baris):
            size = line.ukuran or 11
            last = row == len(kop.baris) - 1
            look = self._format(font_size=size, bold=line.tebal, align="center", bottom=rule if last else 0)
            self.inner.set_row(row, size * _LEADING)
            self.inner.merge_range(row, 0, row, count - 1, line.teks, look)
        self._crest(sum((line.ukuran or 11) * _LEADING for line in kop.baris))
        return len(kop.baris) + 1

    def _crest(self, height_pt: float) -> None:
        """The office's crest at the left of the kop, above its rule; nothing where there is no sound picture."""
        picture = read_picture(self.office.folder, self.office.kantor.kop.logo or "")
        if picture is None:
            return
        from PIL import Image

        with Image.open(io.BytesIO(picture.data)) as opened:
            image = opened.convert("RGBA")
        image.thumbnail((_CREST_PX * 4, _CREST_PX * 4))  # and without the resolution that the file may name
        data = io.BytesIO()
        image.save(data, "PNG")
        room = min(_CREST_PX, (height_pt - 5) * 96 / 72)
        scale = room / max(image.size)
        self.inner.insert_image(0, 1, "lambang.png", {
            "image_data": data, "x_scale": scale, "y_scale": scale, "y_offset": 2,
        })

    def titles(self, titles: Sequence[str], top: int, count: int) -> int:
        """The title lines from row `top` on; the first row of the table."""
        look = self._format(font_size=12, bold=True, align="center")
        for row, title in enumerate(titles, start=top):
            self.inner.set_row(row, 17)
            self.inner.merge_range(row, 0, row, count - 1, title, look)
        return top + len(titles) + 1

    def table(self, columns: Sequence[Column], rows: Sequence[Sequence[str]], top: int) -> None:
        """Headings, column numbers and the rows, each row as high as its longest text."""
        head = self._format(font_size=9, bold=True, align="center", text_wrap=True, border=1, bg_color="#E7E6E6")
        self.inner.set_row(top, 26)
        self.inner.set_row(top + 1, 12)
        for number, column in enumerate(columns):
            self.inner.write_string(top, number, column.heading, head)
            self.inner.write_string(top + 1, number, str(number + 1), head)
        for row, given in enumerate(rows, start=top + 2):
            lines = 1
            for number, (text, column) in enumerate(zip(given, columns, strict=True)):
                shown = _shortened(text, column.width)
                lines = max(lines, _line_count(shown, column.width))
                look = self._body(column, shown)
                if shown:
                    self.inner.write_string(row, number, shown, look)
                else:
                    self.inner.write_blank(row, number, None, look)
            self.inner.set_row(row, 12 * lines + 4)

    def _body(self, column: Column, text: str) -> Any:
        """The look of a text: marked as text where editing the cell would else make a formula of it."""
        align = "center" if column.centred else "left"
        return self._format(
            font_size=9, align=align, valign="top", text_wrap=True, border=1, quote_prefix=text[:1] in _FORMULA_SIGNS
        )

    def page(self, top: int) -> None:
        """Paper, margins, the head repeated on every page, page numbers."""
        self.inner.set_paper(PAPER[self.office.kantor.gaya.kertas])
        self.inner.set_landscape()
        self.inner.fit_to_pages(1, 0)
        self.inner.set_margins(left=15 / 25.4, right=15 / 25.4, top=15 / 25.4, bottom=18 / 25.4)
        self.inner.set_footer("&R&8Halaman &P dari &N", {"margin": 8 / 25.4})
        self.inner.center_horizontally()
        self.inner.repeat_rows(top, top + 1)
        self.inner.freeze_panes(top + 2, 0)

    def _format(self, **look: object) -> Any:
        key = tuple(sorted(look.items()))
        if key not in self._formats:
            font = self.office.kantor.gaya.huruf
            self._formats[key] = self.book.add_format({"font_name": font, "valign": "vcenter", **look})
        return self._formats[key]


def _line_count(text: str, width: float) -> int:
    """Lines of Arial 9 that `text` takes in a column `width` digits of Calibri 11 wide, a little generously."""
    lines = 0
    room = max(4, int(width * 1.1))
    for paragraph in text.split("\n"):
        used = room + 1
        for word in paragraph.split() or [""]:
            if used + 1 + len(word) <= room:
                used += 1 + len(word)
            else:
                lines += max(1, -(-len(word) // room))
                used = len(word) % room or len(word)
    return lines


def _shortened(text: str, width: float) -> str:
    """`text`, cut with a note that says so where it is taller than Excel's highest row (409 pt)."""
    if _line_count(text, width) <= _MOST_LINES:
        return text
    shown = text[: int(width * 1.1) * (_MOST_LINES - 3)]
    while _line_count(shown + _CUT, width) > _MOST_LINES:
        shown = shown[: len(shown) * 9 // 10]
    return shown.rstrip() + _CUT
