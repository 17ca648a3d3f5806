"""What number a cell says, in the unit of its indicator, or why none; never a guess.

Excel's cells are judged by what they hold (a date where a number was typed, a share shown in percent, a formula), texts
by `written`.
"""

from __future__ import annotations

from decimal import Decimal

from doctool.findings import Severity
from doctool.forms.cells import Cell, Rupa
from doctool.forms.number_rules import Rule, same_unit, unit_of
from doctool.forms.remarks import Remark, error, fault_of, warning
from doctool.forms.shown import quoted, shown
from doctool.forms.written import Written, larger, read_written, tidy
from doctool.indonesian import angka
from doctool.model.pengembalian import Jawaban

#: From here on Excel no longer keeps every digit.
TOO_LARGE = Decimal(10) ** 15
#: Percentages that no indicator has: a typing error.
TOO_MANY_PERCENT = Decimal(1000)
#: A share of 1000 % is 10: what an old file stores below may be a share or a percentage.
_SHARE = Decimal(10)


def read_number(cell: Cell, rule: Rule, where: str) -> tuple[Jawaban, list[Remark]]:
    """The number in `cell`, which stands at `where`, and what is to be said of it."""
    written = shown(cell)
    if cell.rupa is Rupa.KOSONG and not cell.formula:
        return Jawaban(sel=where), []
    fault = fault_of(cell)
    if fault is not None:
        return Jawaban("salah", tertulis=written, sel=where), [fault]
    if cell.rupa is Rupa.TEKS:
        found, remarks = _of_text(cell.text, rule)
        if found.none:
            said = bool(tidy(cell.text))
            return Jawaban("tidak diukur" if said else "kosong", tertulis=written, sel=where), remarks
        value = found.value
    else:
        value, remarks = _of_number(cell, rule)
    if value is not None:
        remarks += _within(value, rule)
    if value is None or any(one.severity is Severity.ERROR for one in remarks):
        return Jawaban("salah", tertulis=written, sel=where), remarks
    return Jawaban("terisi", value, tertulis=written, sel=where), remarks


def _of_text(text: str, rule: Rule) -> tuple[Written, list[Remark]]:
    found = read_written(text, counts=rule.counts)
    if found.fault:
        return found, [error("F20", f'"{quoted(text)}" {found.fault}', found.advice)]
    if found.none:
        if not tidy(text):
            return found, []
        return found, [warning("F29", f'"{quoted(text)}" dibaca sebagai tidak diukur', "tulis 0 bila maksudnya nol")]
    remarks: list[Remark] = []
    if found.percent and not rule.percent:
        remarks.append(_no_percent(f'"{quoted(text)}"', rule))
    if found.unit and not same_unit(found.unit, rule):
        word, meant = larger(found)
        if word:
            advice = f"tulis angkanya penuh dalam {unit_of(rule)}" + (f": {angka(meant)}" if meant is not None else "")
            return found, [error("F20", f'"{quoted(text)}" ditulis dengan "{word}"', f'{advice}, tanpa "{word}"')]
        remarks.append(error("F20", f'"{quoted(text)}" bersatuan "{found.unit[:30]}", bukan {unit_of(rule)}',
                             f"tulis angkanya saja, dalam {unit_of(rule)}"))  # fmt: skip
    elif (found.unit or found.unusual) and found.value is not None:
        why = found.unusual or "dengan satuannya"
        remarks.append(warning("F28", f'"{quoted(text)}" ({why}) dibaca {angka(found.value)}', "tulis angkanya saja"))
    if found.value is not None and not found.percent:
        remarks += _share(found.value, rule)
    return found, remarks


def _no_percent(text: str, rule: Rule) -> Remark:
    unit = unit_of(rule)
    return error("F24", f"{text} berupa persen, padahal {rule.what} ini {unit}", f"tulis angkanya dalam {unit}")


def _of_number(cell: Cell, rule: Rule) -> tuple[Decimal | None, list[Remark]]:
    """A number of Excel in the unit of the indicator."""
    number = cell.number
    if number is None:
        return None, [error("F22", f"berisi {cell.text}", "ketik angkanya")]
    if cell.rupa is Rupa.PERSEN:
        if rule.percent:
            return number * 100, []
        return number * 100, [_no_percent(shown(cell), rule)]
    unsure = cell.rupa is Rupa.BILANGAN_SAJA and rule.percent and number and abs(number) <= _SHARE
    if unsure:
        return number, [error(
            "F24", f"{angka(number)} dapat berarti {angka(number)} % atau {angka(number * 100)} %: berkas ini tidak "
            "menyebut format selnya", "simpan formulir sebagai .xlsx lalu kirim ulang",
        )]  # fmt: skip
    return number, _share(number, rule)


def _share(number: Decimal, rule: Rule) -> list[Remark]:
    """A share where the target shows that a percentage was asked for: 0,9537 for 95,37."""
    if not (rule.percent and 0 < abs(number) < 1 and rule.usual is not None and rule.usual >= 10):
        return []
    advice = f"bila maksudnya {angka(number * 100)} %, ketik {angka(number * 100)}"
    return [warning("F24", f"dibaca {angka(number)} %, padahal target {angka(rule.usual)}", advice)]


def _within(value: Decimal, rule: Rule) -> list[Remark]:
    """Whether a number can be what it is of."""
    if abs(value) >= TOO_LARGE:
        return [error("F25", f"{rule.what} {quoted(angka(value))} terlalu besar", "periksa angkanya")]
    if value < 0 and not rule.signed:
        return [error("F25", f"{rule.what} {angka(value)} negatif", "periksa angkanya")]
    if rule.strict and value != value.to_integral_value():
        return [error("F26", f"{angka(value)} tidak bulat, padahal satuannya {unit_of(rule)}", "tulis bilangan bulat")]
    if rule.percent and abs(value) > TOO_MANY_PERCENT:
        return [error("F25", f"{rule.what} {angka(value)} % terlalu besar", "periksa angkanya")]
    if rule.percent and value > 100:
        return [warning("F25", f"{rule.what} {angka(value)} % lebih dari 100 %", "periksa angkanya")]
    if value < 0:
        return [warning("F25", f"{rule.what} {angka(value)} negatif", "periksa angkanya")]
    if not rule.unit and value != value.to_integral_value():
        return [warning("F26", f"{rule.what} {angka(value)} tidak bulat", "periksa angkanya")]
    return []
