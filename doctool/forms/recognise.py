"""Which form a workbook is: by its hidden sheet, else its code line, else the keys of its rows; never by its name."""

from __future__ import annotations

import re
from collections.abc import Iterator, Sequence
from dataclasses import dataclass
from itertools import islice

from doctool.findings import Finding, Severity, Where
from doctool.forms.cells import Book, Rupa, Sheet
from doctool.forms.expected import Expected
from doctool.forms.field_map import AWAL_ANGGARAN, TRIWULAN, VERSI, KodeFormulir, singkat
from doctool.forms.notes import in_a_line
from doctool.forms.records import Records, codes_in, read_records
from doctool.forms.rows import Unit
from doctool.model.pengembalian import Pengenal

#: How alike the keys of a workbook and those of a form must be, where there is nothing else to go by.
_ALIKE = 0.5
#: Code lines that are looked at; a form has one on each sheet.
_MOST_CODES = 100
#: Headings of the workbook that the data of a year is entered in, and of no form.
_DATA_HEADINGS = frozenset({"arah", "akumulasi", "penanggung jawab"})
_UNTIL = re.compile(r"\b(?:sampai|s\.d\.)\s+triwulan\s+(I{1,3}|IV)\b", re.IGNORECASE)


@dataclass(frozen=True, slots=True)
class Known:
    """A form that was recognised: the data it belongs to, its unit and quarter.

    `current`: it was made of the data as it is now (None: not known); `quarter_told`: the form says its quarter.
    """

    expected: Expected
    unit: Unit
    triwulan: int
    sidik: str
    by: Pengenal
    records: Records
    current: bool | None
    quarter_told: bool = True


def recognise(book: Book, known: Sequence[Expected], file: str) -> tuple[Known | None, list[Finding]]:
    """The form that `book` is among the forms of `known`, and what is to be said of its identity."""
    records, hidden = read_records(book)
    if records is None and (own := _own_book(book)):
        message = f"{own}, bukan formulir isian; dilewati"
        return None, [_finding("F02", Severity.WARNING, file, message, "sebutkan folder pengembaliannya saja")]
    codes = list(islice(codes_in(book, hidden), _MOST_CODES))
    said = {str(code): code for *_, code in codes if code is not None}
    findings = [
        _finding("F06", Severity.WARNING, file, f'kode formulir "{written}" salah tulis', "jangan mengubah baris kode",
                 sheet.name_of(*place))
        for sheet, place, written, code in codes if code is None
    ]  # fmt: skip
    if records is not None and records.identity.get("bidang"):
        return _by_records(records, said, known, file, findings)
    if said:
        return _by_code(book, said, known, file, findings)
    return _by_keys(book, known, file, findings)


def _finding(code: str, severity: Severity, file: str, message: str, hint: str = "", cell: str = "") -> Finding:
    return Finding(code, severity, Where(file, cell=cell), in_a_line(message), hint)


def _by_records(
    records: Records, said: dict[str, KodeFormulir], known: Sequence[Expected], file: str, findings: list[Finding]
) -> tuple[Known | None, list[Finding]]:
    one = records.identity
    kode = one.get("kode", "")
    others = [code for code in said if code.casefold() != kode.casefold()]
    if others:
        message = f"kode formulir di lembarnya ({others[0]}) bukan kode berkas ini ({kode or 'tidak ada'})"
        findings.append(_finding("F06", Severity.ERROR, file, message, "jangan menyalin lembar dari formulir lain; "
                                 "isi formulir bidang sendiri, lalu kirim ulang"))  # fmt: skip
    elif not said:
        hint = "formulir tetap dikenali dari lembar identitasnya"
        findings.append(_finding("F07", Severity.WARNING, file, "baris kode formulir terhapus atau salah tulis", hint))
    tahun = int(one["tahun"]) if re.fullmatch(r"[0-9]{4}", one.get("tahun", "")) else 0
    expected = _fitting(one.get("versi", ""), one.get("kantor", ""), tahun, known, file, findings)
    if expected is None:
        return None, findings
    unit = one["bidang"], one.get("seksi", "")
    if expected.form(unit) is None:
        findings.append(_unknown_unit(unit, expected, file))
        return None, findings
    told, sidik = one.get("triwulan", ""), one.get("sidik", "")
    return _known(expected, unit, told, sidik, "lembar identitas", records), findings


def _by_code(
    book: Book, said: dict[str, KodeFormulir], known: Sequence[Expected], file: str, findings: list[Finding]
) -> tuple[Known | None, list[Finding]]:
    code = said[min(said)]
    if len(said) > 1:
        message = f"ada lebih dari satu kode formulir: {', '.join(sorted(said)[:3])}"
        findings.append(_finding("F06", Severity.ERROR, file, message, "kirim satu formulir dalam satu berkas"))
        return None, findings
    expected = _fitting(code.versi, code.kantor, code.tahun, known, file, findings)
    if expected is None:
        return None, findings
    unit = expected.unit_of(code)
    if unit is None:
        findings.append(_unknown_unit((code.bidang, code.seksi), expected, file))
        return None, findings
    message = "lembar identitas formulir hilang; formulir dikenali dari baris kodenya"
    findings.append(_finding("F07", Severity.WARNING, file, message))
    return _known(expected, unit, _quarter_said(book), code.sidik, "kode formulir", Records()), findings


def _fitting(
    versi: str, kantor: str, tahun: int, known: Sequence[Expected], file: str, findings: list[Finding]
) -> Expected | None:
    """The data of the form's office and year, or None and why."""
    if versi != VERSI:
        hint = "buat ulang dengan doctool formulir buat, atau perbarui doctool"
        findings.append(_finding("F05", Severity.ERROR, file, f'bentuk formulir versi "{versi}" tidak dikenal', hint))
        return None
    same = [one for one in known if kantor in (one.kantor, singkat(one.kantor))]
    if not same:
        have = ", ".join(sorted({one.kantor for one in known}))
        message = f'formulir kantor lain ("{kantor}"), bukan {have}'
        findings.append(_finding("F03", Severity.ERROR, file, message, "kembalikan kepada pengirimnya"))
        return None
    found = next((one for one in same if one.tahun == tahun), None)
    if found is None:
        have = ", ".join(str(one.tahun) for one in same)
        hint = f"isi formulir tahun {have}; atau baca dengan --tahun {tahun} bila memang tahun itu"
        findings.append(_finding("F04", Severity.ERROR, file, f"formulir tahun {tahun}, bukan {have}", hint))
    return found


def _unknown_unit(unit: Unit, expected: Expected, file: str) -> Finding:
    name = " / ".join(one for one in unit if one)
    have = ", ".join(dict.fromkeys(one[0] for one in expected.forms(per_seksi=False)))
    message = f'bidang "{name}" tidak ada dalam data kinerja {expected.kantor} {expected.tahun}'
    return _finding("F06", Severity.ERROR, file, message, f"yang ada: {have}")


def _known(expected: Expected, unit: Unit, triwulan: str, sidik: str, by: Pengenal, records: Records) -> Known:
    quarter = expected.quarter_of(unit, sidik)
    told = int(triwulan) if triwulan in ("1", "2", "3", "4") else 0
    current = None if not sidik else quarter is not None and (not told or told == quarter)
    return Known(expected, unit, told or quarter or 4, sidik, by, records, current, bool(told or quarter))


def _by_keys(
    book: Book, known: Sequence[Expected], file: str, findings: list[Finding]
) -> tuple[Known | None, list[Finding]]:
    """The unit whose keys are most like those in one column of a sheet; whole bidang before their seksi."""
    everything = frozenset(key.casefold() for one in known for _, keys in one.units() for key in keys)
    columns = [column & everything for sheet in book.sheets if _takes_answers(sheet) for column in _columns(sheet)]
    ranked = [
        (_likeness(keys, columns), expected, unit) for expected in known for unit, keys in expected.units()
    ]  # fmt: skip
    ranked.sort(key=lambda one: -one[0])
    if not ranked or ranked[0][0] < _ALIKE:
        message = "bukan formulir isian dari doctool: tidak ada kode formulir atau baris yang dikenal"
        hint = "periksa apakah berkas ini memang formulir; bila ya, minta bidang mengisi formulir yang dikirim"
        return None, [*findings, _finding("F02", Severity.ERROR, file, message, hint)]
    best, expected, unit = ranked[0]
    if any(score == best and (other, of[0]) != (expected, unit[0]) for score, other, of in ranked[1:]):
        message = "kode formulir hilang, dan barisnya cocok dengan lebih dari satu formulir"
        hint = "minta bidang mengisi formulir yang dikirim, tanpa menghapus baris kodenya"
        return None, [*findings, _finding("F02", Severity.ERROR, file, message, hint)]
    message = "kode formulir dan lembar identitasnya hilang; formulir dikenali dari kode barisnya"
    findings.append(_finding("F07", Severity.WARNING, file, message, "pastikan ini memang formulir bidang itu"))
    return _known(expected, unit, _quarter_said(book), "", "kode baris", Records()), findings


def _texts(sheet: Sheet) -> Iterator[str]:
    """The texts of a sheet that may be headings, in lower case."""
    for cell in sheet.cells.values():
        if cell.rupa is Rupa.TEKS and len(cell.text) < 300:
            yield " ".join(cell.text.split()).casefold()


def _takes_answers(sheet: Sheet) -> bool:
    """Whether a sheet has columns for realisasi, without which keys make no form."""
    return any(text.startswith("realisasi") for text in _texts(sheet))


def _own_book(book: Book) -> str:
    """What a workbook of doctool that is no form is: a recap, by its title, or the data that forms are made of."""
    texts = {text for sheet in book.sheets for text in _texts(sheet)}
    if any(text.startswith("rekapitulasi capaian kinerja") for text in texts):
        return "rekap capaian kinerja dari doctool"
    data = any({text.rstrip(" *") for text in _texts(sheet)} >= _DATA_HEADINGS for sheet in book.sheets)
    return "buku data kinerja kantor" if data else ""


def _likeness(keys: frozenset[str], columns: Sequence[frozenset[str]]) -> float:
    """How alike a unit's keys (of its indicators, else of its money) and the best column are: 1 is the same."""
    folded = frozenset(key.casefold() for key in keys)
    money = frozenset(key for key in folded if key.startswith(AWAL_ANGGARAN.casefold()))
    wanted = folded - money or money
    return max((len(wanted & one) / len(wanted | one) for one in columns), default=0.0)


def _quarter_said(book: Book) -> str:
    """The quarter ("1" to "4") that the form's title says it is until; "" where it does not."""
    for sheet in book.sheets:
        for cell in sheet.cells.values():
            found = _UNTIL.search(cell.text) if cell.rupa is Rupa.TEKS and len(cell.text) < 300 else None
            if found is not None:
                return str(TRIWULAN.index(found[1].upper()) + 1)
    return ""


def _columns(sheet: Sheet) -> Iterator[frozenset[str]]:
    """The short texts of each column."""
    found: dict[int, set[str]] = {}
    for (_, column), cell in sheet.cells.items():
        if cell.rupa in (Rupa.TEKS, Rupa.BILANGAN, Rupa.BILANGAN_SAJA) and len(cell.text) <= 40:
            found.setdefault(column, set()).add(" ".join(cell.text.split()).casefold())
    return (frozenset(texts) for texts in found.values())
