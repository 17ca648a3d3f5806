"""Tables that something happened to: each with the cell and words that the one finding must have."""

from __future__ import annotations

from collections.abc import Callable
from dataclasses import dataclass
from datetime import date
from typing import Any

from tests.steps.case import column, put

Change = Callable[[Any], object]


@dataclass(frozen=True)
class Damage:
    """What is done to a workbook; the finding's cell, and words of its message or hint."""

    name: str
    change: Change
    cell: str
    words: str


def _cell(heading: str, row: int, value: object, sheet: str = "Langkah") -> Change:
    return lambda book: put(book[sheet], row, heading, value)


def _without_column(sheet: str, heading: str) -> Change:
    return lambda book: book[sheet].delete_cols(column(book[sheet], heading))


def _heading(sheet: str, old: str, new: str) -> Change:
    return lambda book: setattr(book[sheet].cell(4, column(book[sheet], old)), "value", new)


def _renamed(sheet: str, name: str) -> Change:
    return lambda book: setattr(book[sheet], "title", name)


def _removed(sheet: str) -> Change:
    return lambda book: book.remove(book[sheet])


def _merged(sheet: str, area: str) -> Change:
    return lambda book: book[sheet].merge_cells(area)


def _hidden(book: Any) -> None:
    book["Langkah"].row_dimensions[6].hidden = True


def _no_head(book: Any) -> None:
    for cell in book["Langkah"][4]:
        cell.value = None


def _no_lanes(book: Any) -> None:
    for row in book["Pelaksana"].iter_rows(min_row=5):
        for cell in row:
            cell.value = None


def _doubled_row(book: Any) -> None:
    """The second row copied into the first empty one; the No stays, and the id."""
    sheet = book["Langkah"]
    free = next(row for row in range(5, 100) if sheet.cell(row, 2).value is None and sheet.cell(row, 3).value is None)
    for at in range(1, 19):
        sheet.cell(free, at).value = sheet.cell(6, at).value


def _identity(label: str, heading: str, value: object) -> Change:
    def change(book: Any) -> None:
        sheet = book["Identitas"]
        row = next(cell.row for cell in sheet["A"] if cell.value == label)
        sheet.cell(row, column(sheet, heading)).value = value

    return change


def _below(label: str, heading: str, value: object) -> Change:
    """A cell in the empty row at the end of a list."""

    def change(book: Any) -> None:
        sheet = book["Identitas"]
        row = next(cell.row for cell in sheet["A"] if cell.value == label) + 1
        while sheet.cell(row, 2).value:
            row += 1
        sheet.cell(row, column(sheet, heading)).value = value

    return change


def _other(path: str | None, text: str | None) -> Change:
    def change(book: Any) -> None:
        row = max(5, book["Lainnya"].max_row + 1)
        book["Lainnya"].cell(row, 1).value, book["Lainnya"].cell(row, 2).value = path, text

    return change


def _second(book: Any) -> None:
    book.create_sheet("Langkah 1")


def _twice(sheet: str, heading: str) -> Change:
    return lambda book: setattr(book[sheet].cell(4, 30), "value", heading)


LANGKAH = ("No", "Uraian Kegiatan", "Pelaksana", "Bentuk", "Ya ke", "Tidak ke", "Jalan Keluar Lain", "Lanjut ke",
           "Kelengkapan", "Waktu", "Output", "Keterangan", "Teks dalam Bentuk", "Bersamaan", "Rujukan SOP",
           "Nomor Tetap", "Id", "Lain-lain")  # fmt: skip
#: Stands for a text longer than Excel allows, which openpyxl would cut.
LONG_MARK = "TEKS-PANJANG"
#: For an SOP of which rows 2 and 3 are kegiatan of one node, the fourth a decision, with lists on its identity sheet.
DAMAGES: tuple[Damage, ...] = (
    *(Damage(f"kolom {one} dihapus", _without_column("Langkah", one), "Langkah!A4", f'"{one}" tidak ada')
      for one in LANGKAH),
    *(Damage(f"kolom {one} dihapus dari Pelaksana", _without_column("Pelaksana", one), "Pelaksana!A4", "tidak ada")
      for one in ("Kode", "Nama Pelaksana", "Kelompok", "Pihak Luar")),
    *(Damage(f"kolom {one} dihapus dari Identitas", _without_column("Identitas", one), "Identitas!A4", "tidak ada")
      for one in ("Isi", "Alamat SOP", "Penanda", "Kolom")),
    *(Damage(f"lembar {one} diganti nama", _renamed(one, "Sheet9"), f"{one}!A1", "Sheet9")
      for one in ("Langkah", "Pelaksana", "Identitas", "Lainnya")),
    *(Damage(f"lembar {one} dihapus", _removed(one), f"{one}!A1", "ekspor ulang")
      for one in ("Langkah", "Pelaksana", "Identitas", "Lainnya")),
    *(Damage(f"rumus di {one}", _cell(one, 2, "=A1&B1"), f"Langkah!{cell}", "rumus")
      for one, cell in (("Uraian Kegiatan", "B6"), ("Waktu", "J6"), ("Output", "K6"), ("No", "A6"))),
    *(Damage(f"galat Excel di {one}", _cell(one, 3, "#REF!"), f"Langkah!{cell}", "galat")
      for one, cell in (("Uraian Kegiatan", "B7"), ("Kelengkapan", "I7"))),
    *(Damage(f"tanggal di {one}", _cell(one, 2, date(2026, 5, 1)), f"Langkah!{cell}", "menjadi tanggal")
      for one, cell in (("Waktu", "J6"), ("No", "A6"), ("Ya ke", "E6"), ("Keterangan", "L6"))),
    *(Damage(f"karakter kendali di {one}", _cell(one, 2, "Surat_x0007_masuk"), f"Langkah!{cell}", "U+0007")
      for one, cell in (("Uraian Kegiatan", "B6"), ("Keterangan", "L6"))),
    *(Damage(f"tujuan tidak ada di {one}", _cell(one, 4, text), f"Langkah!{cell}", "tidak ada di kolom No")
      for one, cell, text in (("Ya ke", "E8", "77"), ("Tidak ke", "F8", "mana-mana"), ("Lanjut ke", "H8", "5; 88"),
                              ("Jalan Keluar Lain", "G8", "Lengkap: 99"))),
    Damage("tujuan dengan pelaksana yang tidak ada", _cell("Ya ke", 4, "5/siapa"), "Langkah!E8", "siapa"),
    Damage("tujuan ke pelaksana lain", _cell("Ya ke", 4, "1/kadis"), "Langkah!E8", "tidak dikerjakan"),
    Damage("menunjuk dirinya sendiri", _cell("Ya ke", 4, "4"), "Langkah!E8", "dirinya sendiri"),
    Damage("jalan keluar tanpa titik dua", _cell("Jalan Keluar Lain", 4, "Lengkap 5"), "Langkah!G8", "Lengkap: 5"),
    Damage("pelaksana tidak dikenal", _cell("Pelaksana", 2, "Kepala Gudang"), "Langkah!C6", "lembar Pelaksana"),
    Damage("pelaksana salah ketik", _cell("Pelaksana", 2, "Kasubag PRK"), "Langkah!C6", "Kasubbag PRK"),
    Damage("bentuk tidak dikenal", _cell("Bentuk", 2, "segitiga"), "Langkah!D6", "segitiga"),
    Damage("bersamaan bukan ya", _cell("Bersamaan", 2, "mungkin"), "Langkah!N6", "bukan ya atau tidak"),
    Damage("nomor tetap bukan ya", _cell("Nomor Tetap", 2, "x"), "Langkah!P6", "bukan ya atau tidak"),
    Damage("nomor bukan angka", _cell("No", 2, "dua"), "Langkah!A6", "bukan nomor urut"),
    Damage("nomor dipakai dua kali dan dituju", _cell("No", 6, "2"), "Langkah!F8", "ada di 2 baris"),
    Damage("id dipakai dua kali", _cell("Id", 2, "rencana"), "Langkah!Q6", "sudah dipakai di baris 5"),
    Damage("id tidak sah", _cell("Id", 2, "2 kata"), "Langkah!Q6", "2 kata"),
    Damage("baris disalin", _doubled_row, "Langkah!Q", "sudah dipakai di baris 6"),
    Damage("uraian dihapus", _cell("Uraian Kegiatan", 2, None), "Langkah!B6", "belum diisi"),
    Damage("uraian terlalu panjang", _cell("Uraian Kegiatan", 2, LONG_MARK), "Langkah!B6", "32767"),
    Damage("lain-lain dirusak", _cell("Lain-lain", 2, "entah apa"), "Langkah!R6", "Lain-lain"),
    Damage("lain-lain mengulang", _cell("Lain-lain", 2, "waktu: 5 menit"), "Langkah!R6", "sudah diisi"),
    Damage("kunci lain-lain tidak dikenal", _cell("Lain-lain", 2, "warna: merah"), "Langkah!R6", "warna"),
    Damage("gabung dua kolom", _merged("Langkah", "I6:J6"), "Langkah!I6", "Unmerge"),
    Damage("gabung dua kegiatan", _merged("Langkah", "J6:J7"), "Langkah!J6", "Unmerge"),
    Damage("gabung satu baris penuh", _merged("Langkah", "A7:L7"), "Langkah!A7", "Unmerge"),
    Damage("gabung di Identitas", _merged("Identitas", "B6:C6"), "Identitas!B6", "Unmerge"),
    Damage("baris disembunyikan", _hidden, "Langkah!A6", "disembunyikan"),
    Damage("judul kolom dihapus", _no_head, "Langkah!A1", "judul kolom tidak ditemukan"),
    Damage("judul kolom diganti", _heading("Langkah", "Waktu", "Lama"), "Langkah!A4", '"Waktu" tidak ada'),
    Damage("judul kolom ganda", _twice("Langkah", "Waktu"), "Langkah!AD4", "dua kali"),
    Damage("dua macam lembar langkah", _second, "Langkah 1!A1", "tidak berurutan"),
    Damage("pelaksana dikosongkan", _no_lanes, "Pelaksana!C5", "pelaksana"),
    Damage("kode ganda", _cell("Kode", 2, "staf", "Pelaksana"), "Pelaksana!B6", "sudah dipakai"),
    Damage("pelaksana tanpa nama", _cell("Kelompok", 8, "Sekretariat", "Pelaksana"), "Pelaksana!C12", "belum diisi"),
    Damage("luar bukan ya", _cell("Pihak Luar", 1, "luar", "Pelaksana"), "Pelaksana!E5", "bukan ya atau tidak"),
    Damage("bagian padahal satu", _cell("Bagian", 1, "2", "Pelaksana"), "Pelaksana!A5", 'bagian "2" tidak ada'),
    Damage("isian tidak dikenal", _identity("Nama SOP", "Isian", "Nama SP"), "Identitas!A14", "Nama SOP"),
    Damage("isian ganda", _identity("Judul Sampul", "Isian", "Nama SOP"), "Identitas!A15", "sudah ada"),
    Damage("status tidak dikenal", _identity("Status", "Isi", "berlaku"), "Identitas!B6", "berlaku"),
    Damage("sifat tidak dikenal", _identity("Sifat", "Isi", "umum"), "Identitas!B18", "umum"),
    Damage("pejabat tidak dikenal", _identity("Disahkan oleh", "Isi", "pak-lurah"), "Identitas!B13", "pak-lurah"),
    Damage("rumus di identitas", _identity("Nama SOP", "Isi", "=B7"), "Identitas!B14", "rumus"),
    Damage("tanggal di nomor", _identity("Nomor SOP", "Isi", date(2026, 1, 2)), "Identitas!B7", "tanggal"),
    Damage("penanda tidak dikenal", _identity("Dasar Hukum", "Penanda", "*"), "Identitas!D23", "*"),
    Damage("kolom terlalu banyak", _identity("Dasar Hukum", "Kolom", 9), "Identitas!E23", "9"),
    Damage("penanda di baris kedua", _below("Dasar Hukum", "Penanda", "-"), "Identitas!B25", "kosong"),
    Damage("alamat tanpa butir", _below("Keterkaitan", "Alamat SOP", "kota/slug"), "Identitas!B29", "kosong"),
    Damage("pasangan tanpa isi", _other("revisi.1.nomor", None), "Lainnya!B", "belum lengkap"),
    Damage("pasangan tanpa bagian", _other(None, "teks"), "Lainnya!A", "belum lengkap"),
    Damage("bagian salah tulis", _other("revisi..nomor", "1"), "Lainnya!A", "salah tulis"),
    Damage("nomor pasangan melompat", _other("revisi.3.nomor", "1"), "Lainnya!A", "melompat"),
    Damage("kunci tidak dikenal", _other("warna", "merah"), "Lainnya!B", "warna"),
    Damage("diisi di dua lembar", _other("nama_sop", "Lain"), "Lainnya!B", "sudah diisi"),
)  # fmt: skip
#: For an SOP of three parts.
DAMAGES_OF_PARTS = (
    Damage("bagian kosong", _cell("Bagian", 1, None, "Pelaksana"), "Pelaksana!A5", "belum diisi"),
    Damage("bagian tidak ada", _cell("Bagian", 1, "9", "Pelaksana"), "Pelaksana!A5", 'bagian "9" tidak ada'),
    Damage("bagian terakhir dihapus", lambda book: book.remove(book.worksheets[1]), "Pelaksana!A", "tidak ada"),
    Damage("bagian pertama dihapus", _removed("Langkah 1"), "Langkah ", "tidak berurutan"),
    Damage("satu bagian diganti nama", _renamed("Langkah 1", "Langkah"), "Langkah ", "tidak berurutan"),
)  # fmt: skip
