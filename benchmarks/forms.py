"""How fast forms are written: doctool's compiled template beside openpyxl loading, filling and saving the same form.

    python -m benchmarks.forms [--forms 200] [--rounds 3]

Forms of 5 to 40 rows of indicators and a sheet of money, each another, in one process and in memory. openpyxl is given
the finished form of as many rows (made before the clock starts) and writes the same values into it, which is what a
program does that keeps a prepared workbook. Before any clock starts every form is looked at: its validations, colours,
protection, allowed ranges and its second sheet are there, with the values of its own.
"""

from __future__ import annotations

import argparse
import io
import statistics
import sys
import time
import zipfile
from collections.abc import Callable, Sequence

import openpyxl

from doctool.forms.content import Form, forms_for
from doctool.forms.field_map import LEMBAR_ANGGARAN, LEMBAR_IDENTITAS, LEMBAR_KINERJA, Jenis
from doctool.forms.template import CompiledForm
from doctool.forms.write import compile_form
from doctool.loaded import LoadedKinerja
from tests.forms.samples import loaded, office, random_year

#: What is asked: against openpyxl.
LEAST_RATIO = 20
FORMS, ROWS = 200, (5, 40)
_KEPT = (
    "<dataValidation ", "<conditionalFormatting ", "<sheetProtection ", "<protectedRange ", "<mergeCell ", "<pane ",
)  # fmt: skip


def data(count: int) -> list[LoadedKinerja]:
    """The indicators of `count` bidang, with from 5 to 40 rows each."""
    least, most = ROWS
    where = office()
    return [loaded(random_year(seed, least + seed % (most - least + 1)), where) for seed in range(count)]


def openpyxl_way(finished: bytes, form: Form, columns: dict[str, str], start: int) -> bytes:
    """Load the workbook of as many rows, write what is the form's own, save it."""
    book = openpyxl.load_workbook(io.BytesIO(finished))
    sheet = book[LEMBAR_KINERJA]
    for number, row in enumerate(form.indicators, start=start):
        sheet[f"A{number}"] = row.kunci
        for field, value in row.values.items():
            sheet[f"{columns[field]}{number}"] = value
    money = book[LEMBAR_ANGGARAN]
    for number, one in enumerate(form.money, start=start):
        money[f"C{number}"] = one.values["uraian"]
        if one.pagu is not None and not one.parts:
            money[f"D{number}"] = one.pagu
    out = io.BytesIO()
    book.save(out)
    return out.getvalue()


def check(template: CompiledForm, form: Form, finished: bytes) -> int:
    """The first row of the table of a form; stops where something is not there that should be."""
    with zipfile.ZipFile(io.BytesIO(finished)) as archive:
        xml = archive.read("xl/worksheets/sheet1.xml").decode()
        second = archive.read("xl/worksheets/sheet2.xml").decode()
    lost = [name for name in _KEPT if name not in xml or (name not in second and name != "<conditionalFormatting ")]
    book = openpyxl.load_workbook(io.BytesIO(finished))
    if lost or book.sheetnames != [LEMBAR_KINERJA, LEMBAR_ANGGARAN, LEMBAR_IDENTITAS]:
        sys.exit(f"{form.file_name}: {lost or book.sheetnames} is not what the template has")
    sheet, columns = book[LEMBAR_KINERJA], template.columns[LEMBAR_KINERJA]
    keys = {cell.value: cell.row for cell in sheet["A"]}
    covered = {area for rule in sheet.data_validations.dataValidation for area in _rows(str(rule.sqref))}
    for row in form.indicators:
        number = keys.get(row.kunci)
        if number is None or sheet[f"{columns['indikator']}{number}"].value != row.values["indikator"]:
            sys.exit(f"{form.file_name}: row {row.kunci} is not where it should be")
        if row.jenis is not Jenis.PERBANDINGAN and number not in covered:
            sys.exit(f"{form.file_name}: row {row.kunci} has no validation")
    pagu = {str(cell.value) for cell in book[LEMBAR_ANGGARAN]["D"]}
    if any(str(one.pagu) not in pagu for one in form.money if not one.parts):
        sys.exit(f"{form.file_name}: the money is not there")
    return int(keys[form.indicators[0].kunci])


def _rows(sqref: str) -> set[int]:
    found: set[int] = set()
    for area in sqref.split():
        first, _, last = area.partition(":")
        ends = [int("".join(filter(str.isdigit, one))) for one in (first, last or first)]
        found |= set(range(ends[0], ends[1] + 1))
    return found


def measure(count: int, rounds: int) -> dict[str, float]:
    """Forms a second of each way: the median of `rounds`, the ways taking turns."""
    indicators = data(count)
    template = compile_form(indicators[0].office)
    forms = [forms_for(one)[0] for one in indicators]
    finished = [template.write(form) for form in forms]
    starts = [check(template, form, one) for form, one in zip(forms, finished, strict=True)]
    columns = template.columns[LEMBAR_KINERJA]
    again = openpyxl.load_workbook(io.BytesIO(openpyxl_way(finished[0], forms[0], columns, starts[0])))
    if again[LEMBAR_KINERJA][f"{columns['indikator']}{starts[0]}"].value != forms[0].indicators[0].values["indikator"]:
        sys.exit("openpyxl has not written the form")

    def by_openpyxl() -> None:
        for one, form, start in zip(finished, forms, starts, strict=True):
            openpyxl_way(one, form, columns, start)

    def by_doctool() -> None:
        for form in forms:
            template.write(form)

    def from_indicators() -> None:
        own = compile_form(indicators[0].office)
        for one in indicators:
            own.write(forms_for(one)[0])

    ways: dict[str, Callable[[], None]] = {
        "openpyxl: load, fill, save": by_openpyxl,
        "doctool, from a compiled template": by_doctool,
        "doctool, with compiling and the forms' content": from_indicators,
    }
    rates: dict[str, list[float]] = {name: [] for name in ways}
    for _ in range(rounds):
        for name, way in ways.items():
            start = time.perf_counter()
            way()
            rates[name].append(count / (time.perf_counter() - start))
    return {name: statistics.median(taken) for name, taken in rates.items()}


def report(rates: dict[str, float]) -> list[str]:
    """The rates and the ratio that is asked."""
    base, ours, whole = rates.values()
    lines = [f"{name:<55} {rate:>8.1f} forms/s {rate / base:>7.1f} x" for name, rate in rates.items()]
    return [
        *lines,
        f"writing forms from a compiled template, against openpyxl: {ours / base:.1f} x (target {LEAST_RATIO})",
        f"with compiling the template and making the forms' content: {whole / base:.1f} x (no target)",
    ]


def main(arguments: Sequence[str] | None = None) -> int:
    parser = argparse.ArgumentParser(prog="benchmarks.forms", description=__doc__.splitlines()[0] if __doc__ else "")
    parser.add_argument("--forms", type=int, default=FORMS)
    parser.add_argument("--rounds", type=int, default=3)
    options = parser.parse_args(arguments)
    print("\n".join(report(measure(options.forms, options.rounds))), flush=True)
    return 0


if __name__ == "__main__":
    sys.exit(main())
