"""The books as Excel workbooks in the layout of a buku agenda: kop, title, a table whose head repeats on every page.

The same lines give the same bytes: no clock, fixed times in the package.
"""

from __future__ import annotations

from collections.abc import Sequence
from datetime import date

from doctool.house_workbook import Across, Column, HouseBook, house_of
from doctool.indonesian import gabung, tanggal
from doctool.loaded import LoadedKantor
from doctool.model.penomoran import DERET_UMUM, tulis_urut
from doctool.register.records import Keadaan, SuratKeluar, SuratMasuk
from doctool.register.series import Loncatan

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


def outgoing_book(
    office: LoadedKantor, lines: Sequence[SuratKeluar], title: str, gaps: Sequence[Loncatan] = ()
) -> bytes:
    """The buku agenda keluar as xlsx; `title` is its second line ("TAHUN 2024").

    Where several series are in it, each begins with its name; `gaps` are told where their numbers would stand.
    """
    names = list(dict.fromkeys([*(line.deret for line in lines), *(gap.deret for gap in gaps)]))
    names.sort(key=lambda name: (name != DERET_UMUM, name))
    rows: list[Sequence[str] | Across] = []
    for name in names:
        if len(names) > 1:
            rows.append(Across(_series(name), part=True))
        placed: list[tuple[tuple[int, int, int], Sequence[str] | Across]] = [
            *(((line.urut, 1, line.sisipan), _outgoing_row(office, line)) for line in lines if line.deret == name),
            *(((gap.dari, 0, 0), _gap("Nomor urut", gap)) for gap in gaps if gap.deret == name),
        ]
        rows += [row for _, row in sorted(placed, key=lambda one: one[0])]
    return _workbook(office, ("BUKU AGENDA SURAT KELUAR", title), OUTGOING, rows)


def incoming_book(
    office: LoadedKantor, lines: Sequence[SuratMasuk], title: str, gaps: Sequence[Loncatan] = ()
) -> bytes:
    """The buku agenda masuk as xlsx, with the disposisi of each letter; `gaps` are told where they are."""
    placed: list[tuple[tuple[int, int], Sequence[str] | Across]] = [
        *(((line.agenda, 1), _incoming_row(line)) for line in lines),
        *(((gap.dari, 0), _gap("No. Agenda", gap)) for gap in gaps),
    ]
    rows = [row for _, row in sorted(placed, key=lambda one: one[0])]
    return _workbook(office, ("BUKU AGENDA SURAT MASUK", title), INCOMING, rows)


def _series(name: str) -> str:
    """What a series is called where it begins: "jenis nota-dinas" is "Deret nota dinas"."""
    parts = name.split(", ")
    return "Deret " + ", ".join(
        part.removeprefix("jenis ").replace("-", " ") if part.startswith("jenis ") else part for part in parts
    )


def _gap(what: str, gap: Loncatan) -> Across:
    span = f"{gap.dari}" if gap.dari == gap.sampai else f"{gap.dari} sampai {gap.sampai}"
    return Across(f"{what} {span} tidak ada di buku ini: {gap.sebab}.")


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
    office: LoadedKantor, titles: Sequence[str], columns: Sequence[Column], rows: Sequence[Sequence[str] | Across]
) -> bytes:
    book = HouseBook(house_of(office), " ".join(titles))
    sheet = book.sheet("Buku Agenda", [column.width for column in columns])
    top = sheet.titles(titles, sheet.letterhead())
    sheet.table(columns, rows, top, _CUT)
    sheet.page(top)
    return book.bytes()
