"""Which sheets of a workbook are those of a form, and what else is in it: told, so that nothing is passed over."""

from __future__ import annotations

from collections.abc import Mapping, Sequence

from doctool.border.workbook import Incoming
from doctool.forms.cells import Book, Rupa, Sheet
from doctool.forms.content import Form
from doctool.forms.field_map import AKHIR_TANDA, AWAL_TANDA, LEMBAR_ANGGARAN, LEMBAR_KINERJA, TABEL, TARGET_TW
from doctool.forms.find_columns import Proof
from doctool.forms.locate import fits, key_column, locate
from doctool.forms.locked import same
from doctool.forms.notes import Notes
from doctool.forms.recognise import Known
from doctool.forms.records import read_records
from doctool.forms.rows import Value
from doctool.forms.table import Table
from doctool.model.pengembalian import Komentar

#: Comments that are told one by one.
_MOST_COMMENTS = 100
#: Columns of the office's data, and columns of formulas, by which is proved that nothing was moved.
_PROVED = ("indikator", "satuan", "target", *TARGET_TW, "penanggung_jawab", "kode_rekening", "uraian")
_RECKONED = ("realisasi_tahun", "capaian", "kategori", "persen")


def find_tables(book: Book, known: Known, form: Form, notes: Notes) -> dict[str, Table]:
    """The tables of a form by the name of their sheet; what is missing or there twice is noted."""
    _, hidden = read_records(book)
    own: dict[str, Mapping[str, str]] = {
        LEMBAR_KINERJA: {one.kunci: str(one.values["indikator"]) for one in form.indicators},
        LEMBAR_ANGGARAN: {one.kunci: str(one.values["uraian"]) for one in form.money},
    }
    data = {one.kunci: one.values for one in form.indicators} | {one.kunci: one.values for one in form.money}
    sheets = [sheet for sheet in book.sheets if sheet is not hidden]
    found: dict[str, Table] = {}
    for name, labels in own.items():
        if labels:
            table = _table(sheets, name, labels, known, notes, _proof(data))
            if table is not None:
                found[name] = table
    used = [table.sheet for table in found.values()]
    for sheet in sheets:
        unused = sheet.hidden and not own.get(sheet.name, {"": ""})
        if not any(sheet is one for one in used) and not unused:
            _other_sheet(sheet, own, notes)
        elif sheet.hidden and not unused:
            notes.warning("F41", f'lembar "{sheet.name}" tersembunyi; isinya tetap dibaca')
    return found


def _proof(data: Mapping[str, Mapping[str, Value]]) -> Proof:
    """Whether the columns of a sheet hold the office's data: each of them in most of the rows."""

    def proved(sheet: Sheet, columns: Mapping[str, int], rows: Mapping[str, int]) -> bool:
        for name in columns.keys() & set(_PROVED):
            shown = [same(sheet.at(row, columns[name]), data[key].get(name, "")) for key, row in rows.items()]
            if 2 * sum(shown) < len(shown):
                return False
        formulas = [columns[name] for name in _RECKONED if name in columns] if sheet.complete else []
        return all(any(sheet.at(row, column).formula for row in rows.values()) for column in formulas)

    return proved


def _table(
    sheets: Sequence[Sheet], name: str, labels: Mapping[str, str], known: Known, notes: Notes, proof: Proof
) -> Table | None:
    keys = {key.casefold(): key for key in labels}
    ranked = sorted(sheets, key=lambda sheet: (-key_column(sheet, keys)[1], sheet.name != name))
    for sheet in ranked[:3]:
        table = locate(sheet, name, TABEL[name], keys, known.records.columns, labels, proof)
        if table is not None and table.rows and known.current and not fits(table, labels):
            message = f'judul kolom di lembar "{sheet.name}" tidak cocok dengan isinya, jadi tidak dibaca'
            notes.error("F10", message, "isi formulir yang dikirim, jangan ubah judul kolomnya", cell=table.place)
            return None
        if table is not None and (table.rows or table.swapped):
            half = (len(table.rows) + len(table.swapped)) / 2
            copies = [one.name for one in sheets if one is not sheet and key_column(one, keys)[1] >= half]
            if copies:
                notes.error(
                    "F09", f'isian ada di dua lembar, "{sheet.name}" dan "{copies[0]}"; yang dibaca "{sheet.name}"',
                    "hapus lembar salinannya, lalu kirim ulang",
                )
            return table
    message = f'lembar "{name}" tidak ada atau tidak dikenali'
    notes.error("F09", message, "isi formulir yang dikirim, jangan hapus lembarnya")
    return None


def _other_sheet(sheet: Sheet, own: Mapping[str, Mapping[str, str]], notes: Notes) -> None:
    filled = [cell for cell in sheet.cells.values() if cell.rupa is not Rupa.KOSONG]
    copied = any(key_column(sheet, {key.casefold() for key in labels})[1] for labels in own.values())
    if filled and not copied:
        notes.warning(
            "F43", f'lembar "{sheet.name}" bukan bagian formulir ({len(filled)} sel berisi); tidak dibaca',
            "pindahkan isinya ke formulir bila perlu",
        )


def note_file(file: Incoming, book: Book, notes: Notes) -> None:
    """What is to be said of the whole file: damage, links, other files in it, what its format does not tell."""
    for name, message in book.faults:
        hint = "minta dikirim ulang, atau buka di Excel lalu simpan ulang"
        notes.error("F45", message, hint, cell=f"{name}!A1" if name else "")
    parts = sorted(file.damaged)
    if parts and not book.faults:
        notes.warning("F45", f"ada bagian berkas yang rusak ({', '.join(parts[:3])}), tetapi isian terbaca")
    for message, hint in file.foreign():
        notes.warning("F40", message, hint)
    if any(not sheet.complete for sheet in book.sheets):
        notes.warning(
            "F44", "berkas .xls ini tidak memberi tahu rumus, persen, serta baris dan kolom tersembunyi",
            "lebih baik simpan sebagai .xlsx",
        )
    for sheet in book.sheets:
        if sheet.beyond:
            notes.warning(
                "F43", f'lembar "{sheet.name}" berisi {sheet.beyond} sel jauh di luar formulir; tidak dibaca',
                "pindahkan isinya ke formulir bila perlu",
            )


def comments_of(book: Book, notes: Notes) -> tuple[Komentar, ...]:
    """The comments that people left, each also told; not those with which a form was sent back."""
    found = [
        Komentar(sheet.name_of(*place), said)
        for sheet in book.sheets for place, text in sorted(sheet.comments.items())
        if (said := text.strip()) and not (said.startswith(AWAL_TANDA) and said.endswith(AKHIR_TANDA))
    ]  # fmt: skip
    for one in found[:_MOST_COMMENTS]:
        notes.warning("F42", f'ada komentar: "{" ".join(one.teks.split())[:80]}"', "baca dan jawab", cell=one.sel)
    return tuple(found)
