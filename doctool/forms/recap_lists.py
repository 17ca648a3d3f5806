"""The plain sheets of the recap: findings, one row an indicator and period, and where every figure came from."""

from __future__ import annotations

from collections.abc import Iterator

from doctool.findings import Finding, Severity
from doctool.forms.collected import field_name, shown
from doctool.forms.field_map import REALISASI_TW
from doctool.forms.recap_page import Cell, Page, value, words
from doctool.forms.recap_sheets import day, footer, title_of
from doctool.forms.recap_values import Shown, against, capaian, entered, quarter, target_text, until
from doctool.house_workbook import Column, HouseBook
from doctool.loaded import LoadedKantor
from doctool.model.kinerja import TRIWULAN
from doctool.model.rekap import IndikatorRekap, Isian, PeriodeRekap, Rekap

_CUT = "… (terpotong)"
#: Characters of a value in the list of origins.
_LONGEST = 60
#: Print scale of the sheet that is copied from, in percent: its many columns go over several pages.
_SCALE = 70
_LEVELS = {Severity.ERROR: "Galat", Severity.WARNING: "Peringatan"}
PLAIN, ORIGIN, FOUND = "Data e-SAKIP", "Asal Data", "Temuan"


def found(book: HouseBook, rekap: Rekap, left: str) -> None:
    """What is to be looked at before the recap is signed."""
    columns = (
        Column("No.", 5, True), Column("Tingkat", 12, True), Column("Kode", 7, True), Column("Tempat", 44),
        Column("Temuan", 70), Column("Yang perlu dilakukan", 54),
    )  # fmt: skip
    errors_first = sorted(rekap.temuan, key=lambda one: one.severity is not Severity.ERROR)
    rows = [
        [str(number), _LEVELS[one.severity], one.code, place(one), one.message, one.hint]
        for number, one in enumerate(errors_first, start=1)
    ]
    none = [["", "", "", "", "Tidak ada.", ""]]
    _table(book, FOUND, f"TEMUAN REKAPITULASI {title_of(rekap)}", columns, rows or none, left)


def place(one: Finding) -> str:
    """Where something was found, as a person looks for it."""
    return f"{one.where.file}, {one.where.cell}" if one.where.cell else one.where.file


def origin(book: HouseBook, rekap: Rekap, left: str) -> None:
    """File, sheet, cell, SHA-256 and day of every value that was returned."""
    columns = (
        Column("Kunci", 18), Column("Isian", 26), Column("Nilai", 22), Column("Berkas", 38), Column("Lembar", 13),
        Column("Sel", 7, True), Column("Diterima", 17, True), Column("SHA-256", 64),
    )  # fmt: skip
    rows = []
    for key, name, one in _every(rekap):
        if one.asal is not None and one.keadaan != "kosong":
            at = one.asal
            rows.append([key, name, _value(one), at.berkas, at.lembar, at.sel, day(at.diterima), at.sha256])
    empty = [["", "", "Belum ada formulir yang kembali.", "", "", "", "", ""]]
    _table(book, ORIGIN, f"ASAL DATA REKAPITULASI {title_of(rekap)}", columns, rows or empty, left)


def _value(one: Isian) -> str:
    """A value as it was given, its beginning where it is long."""
    if one.keadaan == "tidak diukur" or one.nilai is not None:
        return shown(one)
    text = one.teks if one.keadaan == "terisi" else one.tertulis
    return text if len(text) <= _LONGEST else f"{text[: _LONGEST - 1].rstrip()}…"


def _every(rekap: Rekap) -> Iterator[tuple[str, str, Isian]]:
    """Every value with the key of its row and its field in words."""
    for one in rekap.indikator():
        for part in one.periode:
            name = field_name(REALISASI_TW[part.triwulan - 1])
            yield one.kode, name, part.realisasi
            yield one.kode, f"pembilang triwulan {TRIWULAN[part.triwulan - 1]}", part.pembilang
            yield one.kode, f"penyebut triwulan {TRIWULAN[part.triwulan - 1]}", part.penyebut
        for field in ("pendorong", "hambatan", "solusi", "sumber_data", "bukti_dukung"):
            yield one.kode, field_name(field), getattr(one, field)
    for line in rekap.anggaran:
        yield line.kode or line.kunci, "realisasi anggaran", line.isian


def _table(
    book: HouseBook, name: str, title: str, columns: tuple[Column, ...], rows: list[list[str]], left: str
) -> None:
    sheet = book.sheet(name, [column.width for column in columns])
    top = sheet.titles((title,), 0)
    sheet.table(columns, rows, top, _CUT)
    sheet.page(top, left=left)


def plain(book: HouseBook, office: LoadedKantor, rekap: Rekap) -> None:
    """One row an indicator and period, to copy from: no kop, no merged cells, the head in row 1."""
    heads = ("Tahun", "Periode", "Kode", "Sasaran", "Indikator", "Satuan", "Target tahun", "Target periode",
             "Realisasi periode", "Pembilang", "Penyebut", "Target sampai periode", "Realisasi sampai periode",
             "Capaian (%)", "Kategori", "Bidang", "Seksi", "Faktor pendorong", "Hambatan/penyebab",
             "Solusi/tindak lanjut", "Sumber data", "Bukti dukung")  # fmt: skip
    widths = (7, 12, 10, 32, 40, 10, 11, 11, 11, 12, 12, 12, 12, 11, 14, 28, 22, 32, 32, 32, 22, 26)
    sheet = book.sheet(PLAIN, widths)
    page = Page(sheet, 0)
    page.line([words(text, bold=True, align="center", bg_color="#E7E6E6") for text in heads])
    goals = {part.nomor: part.uraian for part in rekap.sasaran}
    for one in rekap.indikator():
        for part in one.periode:
            cells = _period(one, part, rekap, goals[one.sasaran], office)
            page.line(cells, lines=1)
    sheet.page(0, fit=False, left=footer(office, rekap))
    sheet.inner.set_print_scale(_SCALE)
    sheet.inner.repeat_rows(0)
    sheet.inner.repeat_columns(0, 2)
    sheet.inner.freeze_panes(1, 3)
    sheet.inner.autofilter(0, 0, page.row - 1, len(heads) - 1)


def _period(
    one: IndikatorRekap, part: PeriodeRekap, rekap: Rekap, goal: str, office: LoadedKantor
) -> list[Cell]:
    narrative = (one.pendorong, one.hambatan, one.solusi)
    last = part.triwulan == rekap.triwulan
    return [
        value(Shown(text=str(rekap.tahun))), words(f"Triwulan {TRIWULAN[part.triwulan - 1]}"), words(one.kode),
        words(goal), words(one.uraian), words(one.satuan), value(target_text(one.target)),
        value(target_text(part.target)), value(quarter(part, percentage=part.pembilang.asal is not None)),
        *(value(entered(each)) if each.asal is not None else words("") for each in (part.pembilang, part.penyebut)),
        value(against(part.patokan)), value(until(part)), value(capaian(part)), words(part.kategori or "-"),
        words(office.kantor.bidang.get(one.bidang, one.bidang)), words(one.seksi),
        *(words(each.teks if last else "") for each in narrative), words(one.sumber_data.teks),
        words(one.bukti_dukung.teks),
    ]  # fmt: skip
