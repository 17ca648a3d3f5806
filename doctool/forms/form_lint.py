"""What is wrong with the template of a form, with its cells: the findings of `doctool templat periksa` (W21-W29)."""

from __future__ import annotations

from collections.abc import Callable, Iterator, Mapping
from dataclasses import dataclass
from itertools import pairwise

from lxml import etree

from doctool.border.workbook import RefusedError
from doctool.fill.suggest import closest
from doctool.findings import Finding, Severity
from doctool.forms.field_map import JENIS_BARIS, LEMBAR_ANGGARAN, LEMBAR_IDENTITAS, LEMBAR_KINERJA, TABEL, Jenis
from doctool.forms.names import (
    BAND,
    FIELDS,
    GRADES,
    HEAD_ROWS,
    INSTEAD,
    PLACEHOLDER,
    ROW,
    STRAY,
    TABLE_ROWS,
    TEXTS,
    TOTALS,
)
from doctool.forms.references import parse_areas
from doctool.forms.template_book import BrokenFormTemplateError, M, SheetPart, TemplateBook, finding

#: Fields without which a form cannot be reckoned or read, by the kind of row.
_NEEDED = {
    Jenis.INDIKATOR: ("indikator", "target", "realisasi_tw1", "realisasi_tw2", "realisasi_tw3", "realisasi_tw4",
                      "realisasi_tahun", "capaian"),
    Jenis.PEMBILANG: ("indikator", "realisasi_tw1", "realisasi_tw2", "realisasi_tw3", "realisasi_tw4"),
    Jenis.PROGRAM: ("uraian", "pagu", "realisasi"),
}  # fmt: skip
_NEEDED |= {
    Jenis.PERBANDINGAN: _NEEDED[Jenis.INDIKATOR], Jenis.PENYEBUT: _NEEDED[Jenis.PEMBILANG],
    Jenis.KEGIATAN: _NEEDED[Jenis.PROGRAM], Jenis.RINCIAN: _NEEDED[Jenis.PROGRAM],
}  # fmt: skip
_AGAIN = "mulai lagi dari templat bawaan: doctool templat ekspor form-isian"


@dataclass(frozen=True, slots=True)
class _Cell:
    """A cell with placeholders: its address, row, text and the names in it."""

    address: str
    row: int
    text: str
    names: tuple[str, ...]


def check_form_template(
    data: bytes, name: str, compiled: Callable[[bytes], object] | None = None
) -> list[Finding]:
    """The findings of the template `data`, a file called `name`, in the order of its cells.

    `compiled` compiles it, which finds what cannot be moved.
    """
    try:
        book = TemplateBook(data, name)
    except RefusedError as error:
        return [finding("W21", name, "", f"templat ini {error.reason}", error.hint or "")]
    except BrokenFormTemplateError as error:
        return [finding("W21", name, error.cell, f"templat ini {error.message}", error.hint)]
    found = examine(book, name)
    if compiled is not None and not any(one.severity is Severity.ERROR for one in found):
        try:
            compiled(data)
        except BrokenFormTemplateError as error:
            found.append(finding("W22", name, error.cell, error.message, error.hint))
    return found


def examine(book: TemplateBook, name: str) -> list[Finding]:
    """What can be said of a template without compiling it."""
    found: list[Finding] = []
    for wanted in (*TABEL, LEMBAR_IDENTITAS):
        if wanted not in book.sheets:
            near = closest(wanted, book.sheets)
            hint = f'ganti nama lembar "{near}" menjadi "{wanted}"' if near else _AGAIN
            found.append(finding("W23", name, "", f'lembar "{wanted}" tidak ada', hint))
    for sheet_name, sheet in book.sheets.items():
        if sheet_name in TABEL:
            found += _Sheet(book, sheet, name).findings()
        elif any(_cells(book, sheet)):
            cell = next(_cells(book, sheet))
            message = f'lembar "{sheet_name}" memuat {{{{ ... }}}}, yang hanya diisi di {" dan ".join(TABEL)}'
            found.append(finding("W24", name, sheet.cell(cell.address), message, "hapus tandanya"))
    return found


def _cells(book: TemplateBook, sheet: SheetPart) -> Iterator[_Cell]:
    """The cells of a sheet that hold placeholders or signs like them."""
    for cell in sheet.root.iter(f"{M}c"):
        text = book.text(cell)
        whole = "" if text is None else "".join(node.text or "" for node in text.iter(f"{M}t"))
        if STRAY.search(whole):
            address = cell.get("r", "")
            names = tuple(PLACEHOLDER.findall(whole))
            yield _Cell(address, int("".join(filter(str.isdigit, address)) or 0), whole, names)


class _Sheet:
    """One visible sheet, looked through."""

    def __init__(self, book: TemplateBook, sheet: SheetPart, file: str) -> None:
        self._book, self._sheet, self._file = book, sheet, file
        self._cells = list(_cells(book, sheet))
        self._kinds = {
            cell.row: name.removeprefix(ROW) for cell in self._cells for name in cell.names if name.startswith(ROW)
        }
        self._tables = TABLE_ROWS[sheet.name]
        self._found: list[Finding] = []

    def findings(self) -> list[Finding]:
        """Everything that is wrong."""
        for cell in self._cells:
            self._names(cell)
        self._elsewhere()
        self._rows()
        self._columns()
        self._open()
        if self._sheet.name == LEMBAR_KINERJA and not any("kode_formulir" in cell.names for cell in self._cells):
            message = "kode formulir tidak tercetak di lembar ini, padahal dengan itu formulir dikenali kembali"
            self._error("W26", "", message, "tulis {{ kode_formulir }} di salah satu sel")
        return self._found

    def _error(self, code: str, address: str, message: str, hint: str) -> None:
        place = self._sheet.cell(address) if address else self._sheet.name
        self._found.append(finding(code, self._file, place, message, hint))

    def _names(self, cell: _Cell) -> None:
        rest = PLACEHOLDER.sub("", cell.text)
        if STRAY.search(rest):
            self._error(
                "W25", cell.address, f'tanda kurung kurawal tidak lengkap: "{cell.text[:60]}"',
                "tulis {{ nama }} dengan dua kurung di kiri dan kanan; perintah {% ... %} tidak ada di formulir",
            )  # fmt: skip
        known = self._known(cell.row)
        for name in cell.names:
            if name not in known:
                self._unknown(cell, name, known)

    def _known(self, row: int) -> Mapping[str, str]:
        """What may be named in a row."""
        rows = {f"{ROW}{kind}": about for kind, about in {**self._tables, **HEAD_ROWS}.items()}
        kind = self._kinds.get(row, "")
        if kind in self._tables:
            return {**rows, **dict.fromkeys(FIELDS[self._sheet.name], "")}
        return {**rows, **TEXTS, **(TOTALS if self._sheet.name == LEMBAR_ANGGARAN else {})}

    def _unknown(self, cell: _Cell, name: str, known: Mapping[str, str]) -> None:
        near = closest(name, known)
        if name in FIELDS[self._sheet.name] and cell.row not in self._kinds:
            message = f'"{name}" hanya ada di baris pola'
            hint = f"tulis {{{{ {ROW}{next(iter(self._tables))} }}}} di kolom kode baris itu"
        elif name in TEXTS:
            message, hint = f'"{name}" tidak dicetak di baris pola', "pindahkan ke atas atau ke bawah tabel"
        else:
            message = f'nama "{name}" tidak dikenal'
            hint = f'barangkali "{near}"' if near else "lihat daftarnya di docs/formulir.md"
        self._error("W24", cell.address, message, hint)

    def _elsewhere(self) -> None:
        """Placeholders outside of cells: footers, lists of validations, formulas of colours."""
        allowed = {"headerFooter": set(TEXTS), "dataValidations": {GRADES}, "conditionalFormatting": {BAND}}
        for part, names in allowed.items():
            for element in self._sheet.root.iter(f"{M}{part}"):
                for node in element.iter():
                    for name in PLACEHOLDER.findall(node.text or "") if isinstance(node.tag, str) else ():
                        if name not in names:
                            near = closest(name, names)
                            hint = f'barangkali "{near}"' if near else f"yang ada di sini: {', '.join(sorted(names))}"
                            self._error("W24", _area_of(node), f'nama "{name}" tidak dikenal', hint)

    def _rows(self) -> None:
        """Every kind of row is there once, those of a table one below the other."""
        places: dict[str, list[int]] = {}
        for row, kind in self._kinds.items():
            places.setdefault(kind, []).append(row)
        for kind in self._tables:
            if kind not in places and kind not in INSTEAD:
                about = self._tables[kind]
                hint = f"tulis {{{{ {ROW}{kind} }}}} di kolom kodenya"
                self._error("W27", "", f'baris pola "{kind}" tidak ada ({about})', hint)
        for kind, rows in places.items():
            if len(rows) > 1:
                self._error("W27", f"A{rows[1]}", f'baris pola "{kind}" ada dua kali', "hapus salah satunya")
        rows = sorted(row for row, kind in self._kinds.items() if kind in self._tables)
        gap = next((row for row, after in pairwise(rows) if after != row + 1), None)
        if gap is not None:
            self._error(
                "W27", f"A{gap + 1}", "baris ini memisahkan baris-baris pola", "pindahkan ke atas atau ke bawah tabel"
            )

    def _columns(self) -> None:
        """A field stands in one column; rows have the fields they need, each alone in its cell."""
        columns: dict[str, tuple[str, str]] = {}
        have: dict[int, set[str]] = {}
        for cell in self._cells:
            if self._kinds.get(cell.row, "") not in self._tables:
                continue
            column = cell.address.rstrip("0123456789")
            for name in cell.names:
                field = "kunci" if name.startswith(ROW) else name
                have.setdefault(cell.row, set()).add(field)
                first = columns.setdefault(field, (column, cell.address))
                if first[0] != column:
                    message = f'"{name}" di sini tidak sekolom dengan {first[1]}'
                    self._error("W28", cell.address, message, "letakkan dalam satu kolom")
                if PLACEHOLDER.sub("", cell.text).strip() or len(cell.names) > 1:
                    self._error("W28", cell.address, f'"{name}" tidak sendirian dalam selnya', "hapus teks lainnya")
        for row, kind in self._kinds.items():
            if kind in self._tables:
                for field in _NEEDED[_kind(self._sheet.name, kind)]:
                    if field not in have.get(row, set()):
                        self._error(
                            "W28", f"A{row}", f'baris pola "{kind}" tidak punya {{{{ {field} }}}}', "lengkapi barisnya"
                        )

    def _open(self) -> None:
        """What is to be filled in can be filled in, and the rest is protected."""
        protection = self._sheet.root.find(f"{M}sheetProtection")
        if protection is None or protection.get("sheet") not in ("1", "true"):
            message = "lembar ini tidak dilindungi, jadi rumus dan targetnya dapat terhapus"
            self._warn("", message, "Review, Protect Sheet")
            return
        ranges = [
            area for one in self._sheet.root.iter(f"{M}protectedRange") for area in parse_areas(one.get("sqref", ""))
        ]
        for cell in self._cells:
            kind = self._kinds.get(cell.row, "")
            if kind not in self._tables:
                continue
            column = cell.address.rstrip("0123456789")
            fields = {one.field for one in TABEL[self._sheet.name] if _kind(self._sheet.name, kind) in one.terbuka}
            if not fields & set(cell.names):
                continue
            inside = any(
                _order(area.left) <= _order(column) <= _order(area.right) and area.first <= cell.row <= area.last
                for area in ranges
            )
            locked = self._book.styles.locked(self._style(cell.address))
            if locked and not inside:
                hint = "Review, Allow Edit Ranges: tambahkan sel ini, tanpa kata sandi"
                self._error("W29", cell.address, "sel isian ini terkunci, jadi tidak dapat diisi", hint)
            elif not locked:
                self._warn(
                    cell.address, "sel isian ini tidak terkunci; memotong dan menempel sel dapat merusak rumus",
                    "kunci selnya (Format Cells, Protection), lalu masukkan ke Allow Edit Ranges",
                )  # fmt: skip

    def _style(self, address: str) -> str:
        cell = next(one for one in self._sheet.root.iter(f"{M}c") if one.get("r") == address)
        return cell.get("s", "0")

    def _warn(self, address: str, message: str, hint: str) -> None:
        place = self._sheet.cell(address) if address else self._sheet.name
        self._found.append(finding("W29", self._file, place, message, hint, Severity.WARNING))


def _kind(sheet: str, pattern: str) -> Jenis:
    """The kind of row of a pattern."""
    return next(one for one in JENIS_BARIS[sheet] if one == INSTEAD.get(pattern, pattern))


def _order(letters: str) -> tuple[int, str]:
    return len(letters.replace("$", "")), letters.replace("$", "")


def _area_of(node: etree._Element) -> str:
    """The first cell that a validation or a colour is for; "" for others."""
    for one in (node, *node.iterancestors()):
        if one.get("sqref"):
            return str(one.get("sqref")).split()[0].partition(":")[0]
    return ""

