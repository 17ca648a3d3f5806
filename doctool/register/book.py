"""The books as Excel workbooks in the layout of a buku agenda: kop, title, a table whose head repeats on every page.

The same lines give the same bytes: no clock, fixed times in the package.
"""

from __future__ import annotations

from collections.abc import Sequence
from datetime import date

from doctool.house_workbook import Column, HouseBook, house_of
from doctool.indonesian import gabung, tanggal
from doctool.loaded import LoadedKantor
from doctool.model.penomoran import tulis_urut
from doctool.register.records import Keadaan, SuratKeluar, SuratMasuk

#: How a text is marked that does not fit into a row.
_CUT = "… (terpotong; lengkapnya di buku agenda doctool)"

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
    book = HouseBook(house_of(office), " ".join(titles))
    sheet = book.sheet("Buku Agenda", [column.width for column in columns])
    top = sheet.titles(titles, sheet.letterhead())
    sheet.table(columns, rows, top, _CUT)
    sheet.page(top)
    return book.bytes()
