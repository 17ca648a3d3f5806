"""The books as Excel workbooks in the layout of a buku agenda: kop, title, a table whose head repeats on every page.

The same lines give the same bytes: no clock, fixed times in the package.
"""

from __future__ import annotations

import io
import re
import zipfile
from collections.abc import Sequence
from dataclasses import dataclass
from datetime import date
from typing import Any

from doctool.indonesian import gabung, tanggal
from doctool.loaded import LoadedKantor
from doctool.model.penomoran import tulis_urut
from doctool.picture import read_picture
from doctool.register.records import Keadaan, SuratKeluar, SuratMasuk

#: Excel's codes of paper: A4, and Folio (8.5 x 13 inches), which offices call F4.
PAPER = {"A4": 9, "F4": 14}
_CREST_PX = 68
#: Lines of 12 pt in Excel's highest row, and how a text is marked that does not fit.
_MOST_LINES = 33
_CUT = "… (terpotong; lengkapnya di buku agenda doctool)"
_TIME = (1980, 1, 1, 0, 0, 0)


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
    if done and len(done) == len(line.disposisi):
        notes.append(f"Selesai {_day(max(one.selesai for one in done if one.selesai))}")
    elif done:
        notes.append(f"Selesai: {gabung([one.kepada for one in done])}")
    notes += [one.catatan for one in done if one.catatan]
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
    from openpyxl import Workbook

    book = Workbook()
    sheet = book.active
    sheet.title = "Buku Agenda"
    for number, column in enumerate(columns):
        sheet.column_dimensions[_letter(number)].width = column.width
    top = _letterhead(sheet, office, len(columns))
    top = _titles(sheet, titles, top, len(columns), office.kantor.gaya.huruf)
    _table(sheet, columns, rows, top, office.kantor.gaya.huruf)
    _page(sheet, office, top)
    book.properties.creator = office.kantor.nama
    book.properties.title = " ".join(titles)
    return _fixed(book)


def _letterhead(sheet: Any, office: LoadedKantor, count: int) -> int:
    """The kop over all columns and its rule; the first row after it."""
    from openpyxl.styles import Alignment, Border, Font, Side

    kop = office.kantor.kop
    for row, line in enumerate(kop.baris, start=1):
        sheet.merge_cells(start_row=row, end_row=row, start_column=1, end_column=count)
        size = line.ukuran or 11
        cell = _put(sheet, row, 1, line.teks)
        cell.font = Font(name=office.kantor.gaya.huruf, size=size, bold=line.tebal)
        cell.alignment = Alignment(horizontal="center", vertical="center")
        sheet.row_dimensions[row].height = size * 1.35
    last = max(1, len(kop.baris))
    if kop.garis != "tidak":
        for column in range(1, count + 1):
            side = Side(style="double" if kop.garis == "ganda" else "medium")
            sheet.cell(last, column).border = Border(bottom=side)
    _crest(sheet, office)
    return last + 2


def _crest(sheet: Any, office: LoadedKantor) -> None:
    """The office's crest at the left of the kop; none where there is no sound picture."""
    from openpyxl.drawing.image import Image

    picture = read_picture(office.folder, office.kantor.kop.logo or "")
    if picture is not None:
        image = Image(io.BytesIO(picture.data))
        scale = _CREST_PX / max(picture.width, picture.height)
        image.width, image.height = picture.width * scale, picture.height * scale
        sheet.add_image(image, "B1")


def _titles(sheet: Any, titles: Sequence[str], top: int, count: int, font: str) -> int:
    from openpyxl.styles import Alignment, Font

    for title in titles:
        sheet.merge_cells(start_row=top, end_row=top, start_column=1, end_column=count)
        cell = _put(sheet, top, 1, title)
        cell.font = Font(name=font, size=12, bold=True)
        cell.alignment = Alignment(horizontal="center", vertical="center")
        sheet.row_dimensions[top].height = 17
        top += 1
    return top + 1


def _table(sheet: Any, columns: Sequence[Column], rows: Sequence[Sequence[str]], top: int, font: str) -> None:
    from openpyxl.styles import Alignment, Border, Font, PatternFill, Side

    thin = Side(style="thin")
    box = Border(left=thin, right=thin, top=thin, bottom=thin)
    middle = Alignment(horizontal="center", vertical="center", wrap_text=True)
    alignments = [
        Alignment(horizontal="center" if column.centred else "left", vertical="top", wrap_text=True)
        for column in columns
    ]
    head, body, grey = Font(name=font, size=9, bold=True), Font(name=font, size=9), PatternFill("solid", "E7E6E6")
    for number, column in enumerate(columns, start=1):
        for row, text in ((top, column.heading), (top + 1, str(number))):
            cell = _put(sheet, row, number, text)
            cell.font, cell.alignment, cell.border, cell.fill = head, middle, box, grey
    sheet.row_dimensions[top].height = 24
    sheet.row_dimensions[top + 1].height = 12
    for row, given in enumerate(rows, start=top + 2):
        texts = [_shortened(text, column.width) for text, column in zip(given, columns, strict=True)]
        for number, text in enumerate(texts, start=1):
            cell = _put(sheet, row, number, text)
            cell.font, cell.alignment, cell.border = body, alignments[number - 1], box
        sheet.row_dimensions[row].height = 12 * max(
            _line_count(text, column.width) for text, column in zip(texts, columns, strict=True)
        ) + 4


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


def _put(sheet: Any, row: int, column: int, text: str) -> Any:
    """Text into a cell, as text even where it looks like a formula or an error."""
    cell = sheet.cell(row, column)
    cell.value = text
    cell.data_type = "s"
    if text[:1] in "=+-@\t":
        cell.quotePrefix = len(text) > 1
    return cell


def _page(sheet: Any, office: LoadedKantor, top: int) -> None:
    from openpyxl.worksheet.properties import PageSetupProperties

    sheet.sheet_properties.pageSetUpPr = PageSetupProperties(fitToPage=True)
    sheet.page_setup.paperSize = PAPER[office.kantor.gaya.kertas]
    sheet.page_setup.orientation = "landscape"
    sheet.page_setup.fitToWidth, sheet.page_setup.fitToHeight = 1, 0
    margins = sheet.page_margins
    margins.left = margins.right = 15 / 25.4
    margins.top, margins.bottom = 15 / 25.4, 18 / 25.4
    margins.header = margins.footer = 8 / 25.4
    sheet.print_options.horizontalCentered = True
    sheet.print_title_rows = f"{top}:{top + 1}"
    sheet.freeze_panes = f"A{top + 2}"
    sheet.oddFooter.right.text = "Halaman &P dari &N"
    sheet.oddFooter.right.size = 8


def _fixed(book: Any) -> bytes:
    """The workbook's bytes without the time at which it was saved."""
    buffer = io.BytesIO()
    book.save(buffer)
    out = io.BytesIO()
    with zipfile.ZipFile(buffer) as made, zipfile.ZipFile(out, "w", zipfile.ZIP_DEFLATED) as fixed:
        for part in made.infolist():
            data = made.read(part)
            if part.filename == "docProps/core.xml":
                data = re.sub(rb"(<dcterms:(?:created|modified)[^>]*>)[^<]*", rb"\g<1>1980-01-01T00:00:00Z", data)
            entry = zipfile.ZipInfo(part.filename, _TIME)
            entry.compress_type = zipfile.ZIP_DEFLATED
            fixed.writestr(entry, data)
    return out.getvalue()


def _letter(number: int) -> str:
    return chr(ord("A") + number)
