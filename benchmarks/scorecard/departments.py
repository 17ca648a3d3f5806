"""An office of forty departments whose forms go out, come back as people send them, and become recap and tables.

Each department has indicators and money of its own. It fills in the very file that `doctool formulir buat` made, in
openpyxl or, saved by LibreOffice, as xlsx, xls or ods; one of them first sends a form with a word for a number.
"""

from __future__ import annotations

import json
import shutil
from collections.abc import Mapping, Sequence
from decimal import Decimal
from pathlib import Path
from typing import Any

import openpyxl
import yaml

from benchmarks.packet_case import DAY, NAME, ROOT, dump, make_packet
from benchmarks.scorecard.packet_pdfs import MARK, PIECES
from benchmarks.scorecard.steps import Steps
from doctool.catalog.index import Workspace
from doctool.convert.libreoffice import find_soffice
from doctool.form_returns import expected_forms, load_returns
from doctool.forms.content import Form, forms_for
from doctool.forms.field_map import LEMBAR_ANGGARAN, LEMBAR_KINERJA, REALISASI_TW
from doctool.forms.write import compile_form
from doctool.register import outgoing
from doctool.register.database import Register
from tests.forms.returned import SUFFIXES, Entries, answers, differences, sound_entries, through_libreoffice, wanted
from tests.forms.samples import random_year

OFFICE, YEAR = "kota-empat-puluh", 2026
_FROM = ROOT / "sop_catalog" / "kota-probolinggo"
_WHICH = ("--kantor", OFFICE, "--tahun", str(YEAR))
#: What a department answers that has not read the sheet well.
_NO_NUMBER = "lihat lampiran"
#: The letters of a form's columns, by the sheet and what stands in them.
Columns = Mapping[str, Mapping[str, str]]


def make(root: Path, count: int) -> None:
    """Put the office with `count` departments into the workspace `root`, with a packet for all of them."""
    units = {f"unit-{number:04}": f"Bidang Pelayanan {number}" for number in range(1, count + 1)}
    shutil.copytree(_FROM, root / "sop_catalog" / OFFICE)
    kantor = yaml.safe_load((_FROM / "kantor.yaml").read_text(encoding="utf-8"))
    dump(root / "sop_catalog" / OFFICE / "kantor.yaml", {**kantor, "bidang": units})
    goals: list[dict[str, Any]] = []
    programs: list[dict[str, Any]] = []
    for number, unit in enumerate(units, 1):
        year = random_year(number, 2 + number % 5)
        for goal in year["sasaran"]:
            for one in goal["indikator"]:
                one |= {"kode": f"{number:02}-{one['kode']}", "penanggung_jawab": unit}
        [program] = year["program"]
        [activity] = program["kegiatan"]
        activity["penanggung_jawab"] = unit
        for place, sub in enumerate(activity["sub_kegiatan"], 1):
            sub["kode"] = f"2.12.{number:02}.{place:02}"
        goals += year["sasaran"]
        programs.append(program)
    plain = json.loads(json.dumps({"tahun": YEAR, "sasaran": goals, "program": programs}))  # YAML without aliases
    data = root / "data" / OFFICE
    dump(data / "kinerja" / f"{YEAR}.yaml", plain)
    make_packet(data / "paket" / NAME, list(units), PIECES, satu_pdf="ya", salinan=f"{MARK}{{urut}}")


def run(root: Path) -> list[str]:
    """Take the office through its year: what went wrong."""
    steps = Steps(root)
    pdf = ",pdf" if find_soffice() else ""
    steps.do("surat nomor mulai 1 --jenis surat-pengantar", *_WHICH)
    steps.do("formulir buat --triwulan 4", *_WHICH)
    steps.do(f"paket buat {OFFICE}/{NAME} --format docx,xlsx{pdf}")
    steps.do("formulir kirim --triwulan 4 --tanggal 2026-10-01", *_WHICH)
    [expected] = expected_forms(Workspace(root), OFFICE, YEAR)
    forms = {form.bidang: form for form in forms_for(expected.loaded)}
    entries = {unit: sound_entries(form, number) for number, (unit, form) in enumerate(forms.items())}
    steps.faults += _return(steps, forms, entries, compile_form(expected.loaded.office).columns)
    steps.do("formulir status --triwulan 4 --tanggal 2026-10-12 -o output/status.xlsx", *_WHICH)
    steps.do("formulir rekap --triwulan 4 --format xlsx", *_WHICH)
    steps.do("baru laporan", *_WHICH)
    steps.do(f"laporan hitung {OFFICE}/lkj-{YEAR}")
    steps.do(f"paket verifikasi output/paket/{OFFICE}/{NAME}")
    steps.do("surat nomor periksa --kantor", OFFICE)
    steps.do(f"surat nomor ekspor --format xlsx{pdf}", *_WHICH)
    with Register.of(root, OFFICE, today=DAY) as book:
        taken = sorted(one.urut for one in outgoing.lines(book))
    if taken != list(range(1, len(forms) + 2)):  # one each with the packet, one for the form that was sent back
        steps.faults.append(f"{len(taken)} numbers in the register, up to {max(taken, default=0)}")
    return steps.faults


def _return(steps: Steps, forms: Mapping[str, Form], entries: Mapping[str, Entries], columns: Columns) -> list[str]:
    """Have every form filled in, sent and read; one is sent back first. The answers that are not as entered."""
    root = steps.root
    out = root / "output" / "formulir" / OFFICE / str(YEAR)
    made = {unit: out / f"form-isian-{YEAR}-{unit}.xlsx" for unit in forms}
    missing = [f"no form of {unit}" for unit, path in made.items() if not path.is_file()]
    if missing:
        return missing
    first, *others = forms
    _fill(made[first], root / "keliru" / "Form kami.xlsx", _spoilt(forms[first], entries[first]), columns)
    steps.do("formulir baca keliru --tanggal 2026-10-05", *_WHICH, code=1)
    steps.do("formulir kembalikan --triwulan 4 --format docx --tanggal 2026-10-06", *_WHICH)
    marked = list((out / "perbaikan").glob("*.xlsx"))
    if len(marked) != 1:
        return [f"{len(marked)} forms were sent back, not 1"]
    _fill(marked[0], root / "kiriman" / "Form kami perbaikan.xlsx", entries[first], columns)
    filled = [root / "terisi" / f"{unit} final (1).xlsx" for unit in others]
    for unit, path in zip(others, filled, strict=True):
        _fill(made[unit], path, entries[unit], columns)
    _send(filled, root / "kiriman")
    steps.do("formulir baca kiriman --terbaru --tanggal 2026-10-12", *_WHICH)
    found = {one.bidang: answers(one) for one in load_returns(Workspace(root), OFFICE, YEAR)}
    lost = []
    for unit, form in forms.items():
        lost += [f"{unit}: {one}"[:200] for one in differences(found.get(unit, {}), wanted(form, entries[unit]))[:3]]
    return lost


def _fill(form: Path, to: Path, entries: Entries, columns: Columns) -> None:
    """Fill in the form in a file as another program would, and save it as `to`."""
    book = openpyxl.load_workbook(form)
    for sheet in (book[LEMBAR_KINERJA], book[LEMBAR_ANGGARAN]):
        for row in range(1, sheet.max_row + 1):
            for name, value in entries.get(str(sheet.cell(row, 1).value), {}).items():
                cell = sheet[f"{columns[sheet.title][name]}{row}"]
                cell.value = float(value) if isinstance(value, Decimal) else value
                if isinstance(value, str):
                    cell.data_type = "s"
    to.parent.mkdir(parents=True, exist_ok=True)
    book.save(to)


def _spoilt(form: Form, entries: Entries) -> Entries:
    """What was entered, with a word for the first number."""
    row = next(one for one in form.indicators if isinstance(entries[one.kunci].get(REALISASI_TW[0]), Decimal))
    return {**entries, row.kunci: {**entries[row.kunci], REALISASI_TW[0]: _NO_NUMBER}}


def _send(filled: Sequence[Path], to: Path) -> None:
    """Send filled forms: three of four saved by LibreOffice, one format after the other."""
    ways = [*SUFFIXES, ""] if find_soffice() else [""]
    for place, suffix in enumerate(ways):
        files = filled[place :: len(ways)]
        if suffix and files:
            through_libreoffice(files, to, suffix)
        for path in files if not suffix else ():
            to.mkdir(parents=True, exist_ok=True)
            shutil.copyfile(path, to / path.name)
