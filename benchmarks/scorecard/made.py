"""Everything that doctool writes, one maker by name: what the tests of group A look at.

Names say the kind, the office or the seed, and the rows; the same name gives the same bytes on every machine.
"""

from __future__ import annotations

from collections.abc import Callable
from functools import cache, partial
from pathlib import Path
from typing import Any

from doctool.catalog.index import Workspace
from doctool.forms.content import forms_for
from doctool.forms.write import compile_form
from doctool.indicators.load import kinerja_files, load_kinerja
from doctool.indicators.write import write_workbook
from doctool.layout.engine import lay_out
from doctool.letters.load import load_letter
from doctool.letters.render import Renderer
from doctool.loaded import LoadedKantor, LoadedSop
from doctool.model.surat import Jenis
from doctool.write.excel import write_xlsx
from doctool.write.word import write_docx
from tests.forms.injected import books
from tests.forms.samples import compiled, loaded, random_year
from tests.letters.samples import DATA, KINDS, ROOT, letter, offices
from tests.random_sop import random_sop

Maker = Callable[[], bytes]
#: Rows of a letter's longest list, and of a form.
ROWS = (0, 1, 30, 200)
#: Workbooks in which formulas stand, by the start of their name.
WITH_FORMULAS = ("formulir", "rekap", "status", "buku")


@cache
def _renderer() -> Renderer:
    return Renderer()


def shipped() -> dict[str, Maker]:
    """The SOPs, letters, forms and books of indicators of the catalogue and of data/."""
    workspace = Workspace(ROOT)
    made: dict[str, Maker] = {}
    for entry in workspace.entries():
        made |= _sop(f"sop/{entry.address}", partial(workspace.load, entry))
    for path in sorted((ROOT / "data").glob("*/surat/*.yaml")):
        name = f"surat/{path.parent.parent.name}/{path.stem}.docx"
        made[name] = partial(_shipped_letter, path, workspace)
    for path in kinerja_files(workspace):
        year = load_kinerja(path, workspace)
        template = compile_form(year.office)
        for form in forms_for(year):
            made[f"formulir/{year.office.kode}/{form.file_name.removesuffix('.xlsx')}.xlsx"] = partial(
                template.write, form
            )
        name = f"buku-data/{year.office.kode}/{path.stem}.xlsx"
        made[name] = partial(write_workbook, year.kinerja, year.office.kantor)
    return made


def by_rows() -> dict[str, Maker]:
    """Letters of every kind and office with 0, 1, 30 and 200 rows, and forms of as many indicators."""
    made: dict[str, Maker] = {}
    for kind in KINDS:
        for office in offices():
            for rows in ROWS:
                made[f"surat/{kind}/{office.kode}/{rows}.docx"] = partial(_letter, kind, office, rows)
    for rows in ROWS[1:]:
        made[f"formulir/acak/{rows}.xlsx"] = partial(_form, rows)
    return made


def at_random(count: int, seed: int) -> dict[str, Maker]:
    """Random SOPs as docx and xlsx and random forms, `count` of each."""
    made: dict[str, Maker] = {}
    for number in range(seed, seed + count):
        made |= _sop(f"sop/acak/{number}", partial(random_sop, number))
        made[f"formulir/acak/seed-{number}.xlsx"] = partial(_form, 0, number)
    return made


def workbooks() -> dict[str, Maker]:
    """The workbooks about forms that came back, filled with texts that look like formulas."""
    return {f"{name.replace(' ', '-')}/isian.xlsx": partial(_book, name) for name in books()}


def _sop(name: str, load: Callable[[], LoadedSop]) -> dict[str, Maker]:
    return {
        f"{name}.docx": lambda: write_docx(lay_out(load())), f"{name}.xlsx": lambda: write_xlsx(lay_out(load())),
    }  # fmt: skip


def _shipped_letter(path: Path, workspace: Workspace) -> bytes:
    return _renderer().render(load_letter(path, None, workspace))


def _letter(kind: Jenis, office: LoadedKantor, rows: int) -> bytes:
    """A letter whose list of addressees, things sent, people or rows of a table is so long."""
    people = [{"nama": f"Contoh Peserta {number}", "jabatan": "Staf"} for number in range(rows)]
    table = {"kolom": ["No.", "Uraian", "Jumlah"], "baris": [["", f"Uraian {one}", str(one)] for one in range(rows)]}
    sent = [{"naskah": f"Naskah {one}", "banyaknya": "1 berkas"} for one in range(max(1, rows))]
    changes: dict[Jenis, dict[str, Any]] = {
        "dinas": {"isi": ["Disampaikan daftar berikut.", table] if rows else ["Disampaikan."]},
        "nota-dinas": {"isi": ["Disampaikan daftar berikut.", table] if rows else ["Disampaikan."]},
        "undangan": {"kepada": [{"yth": f"Kepala Bidang {one}", "di": "Tempat"} for one in range(max(1, rows))]},
        "pengantar": {"kiriman": sent},
        "disposisi": {"diteruskan": [f"Bidang {one}" for one in range(min(rows, 30))], "dipilih": []},
        "daftar-hadir": {"peserta": people, "baris_kosong": 0 if rows else 1}, "notula": {"peserta": people},
    }  # fmt: skip
    assert set(changes) == set(DATA)
    return _renderer().render(letter(kind, office, **changes[kind]))


def _form(rows: int, seed: int = 1) -> bytes:
    return compiled().write(forms_for(loaded(random_year(seed, rows)))[0])


def _book(name: str) -> bytes:
    return books()[name]
