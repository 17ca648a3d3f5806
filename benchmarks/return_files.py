"""Returned forms as files among others: damaged and then saved by another program, several of one bidang, and the
workbooks that are made of what they say."""

from __future__ import annotations

import io
import random
import tempfile
from collections.abc import Sequence
from dataclasses import replace
from datetime import date
from pathlib import Path

import openpyxl

from doctool.catalog.index import Workspace
from doctool.form_returns import Hasil, keep, load_returns, read_files
from doctool.model.pengembalian import Pengembalian
from tests.forms.damage import INJECTIONS, Damaged, case
from tests.forms.damage_more import DAMAGES
from tests.forms.injected import books, problems
from tests.forms.judge import Verdict, judge_damage
from tests.forms.returned import answers, fill_by_openpyxl, read, same, through_libreoffice, write

#: Damage that LibreOffice mends or reckons out when it saves: nothing of it is left to be told.
_MENDED = frozenset({
    "tautan ke buku kerja lain", "gambar dari luar", "benar/salah", "rumus tanpa hasil atau berbaris", "sangat jauh",
})  # fmt: skip
_DAY = date(2026, 10, 5)


def saved_elsewhere(seed: int, suffix: str, kinds: Sequence[str] = tuple(DAMAGES)) -> list[tuple[str, Verdict]]:
    """Kinds of damage, saved by LibreOffice in a format: the verdict by kind."""
    with tempfile.TemporaryDirectory(prefix="doctool-", ignore_cleanup_errors=True) as name:
        folder, made, files = Path(name), [], []
        for number, kind in enumerate(kinds):
            one = case(seed, 12)
            made.append((kind, _as_saved(kind, DAMAGES[kind](one, random.Random(f"{seed}{kind}")))))
            files.append(folder / f"{number}.xlsx")
            files[-1].write_bytes(made[-1][1].data)
        found = through_libreoffice(files, folder, suffix)
        return [(kind, judge_damage(case(seed, 12), replace(damaged, data=path.read_bytes())))
                for (kind, damaged), path in zip(made, found, strict=True)]  # fmt: skip


def _as_saved(kind: str, damaged: Damaged) -> Damaged:
    if kind not in _MENDED:
        return damaged
    return replace(damaged, codes=frozenset(), touched=dict.fromkeys(damaged.touched))


def several(seed: int) -> Verdict:
    """Two to four files of one bidang, some of them the same: what all agree on is kept, else none; all are told."""
    one, draw = case(seed), random.Random(seed)
    contents = [one.data, write(one.form, {}), fill_by_openpyxl(one.form, one.entries)]
    chosen = [draw.choice(contents) for _ in range(draw.randint(2, 4))]
    if draw.random() < 0.4:
        chosen = [one.data] * len(chosen)
    with tempfile.TemporaryDirectory(prefix="doctool-", ignore_cleanup_errors=True) as name:
        root = Path(name)
        (root / "sop_catalog" / one.expected.kantor).mkdir(parents=True)
        (root / "masuk").mkdir()
        for number, data in enumerate(chosen):
            (root / "masuk" / f"Form ({number}) fix.xlsx").write_bytes(data)
        workspace = Workspace.find(root)
        found = read_files([root / "masuk"], [one.expected], _DAY)
        keep(found, workspace)
        kept = load_returns(workspace, one.expected.kantor, one.expected.tahun)
    wrong = [f"{one.berkas.name}: {one.nasib}" for one in found if not _told(one, alone=len(set(chosen)) == 1)]
    if len(set(chosen)) > 1 and kept:
        wrong.append("one of several was kept")
    if len(set(chosen)) == 1 and [answers(each) for each in kept] != [answers(_returned(found[0]))]:
        wrong.append("what all of them say was not kept")
    return Verdict("kept" if kept else "told", tuple(wrong))


def _returned(one: Hasil) -> Pengembalian:
    assert one.bacaan.kembali is not None
    return one.bacaan.kembali


def _told(one: Hasil, *, alone: bool) -> bool:
    codes = {finding.code for finding in one.temuan}
    return one.nasib == "disimpan" or bool(codes & ({"F51"} if alone else {"F50", "F51"}))


def injected(seed: int) -> Verdict:
    """Texts that would be formulas, entered by a bidang: texts in what doctool writes, texts in what it reads."""
    one, draw = case(seed), random.Random(seed)
    keys = [key for key in one.places if key[1] in ("pendorong", "bukti_dukung", "keterangan")]
    texts = {key: draw.choice(["", " ", "\t", "'"]) + draw.choice(INJECTIONS) for key in keys}
    entries = {key: dict(fields) for key, fields in one.entries.items()}
    for (key, name), text in texts.items():
        entries[key][name] = text
    data = write(one.form, entries)
    book = openpyxl.load_workbook(io.BytesIO(data))
    wrong = [
        f"{key}: a formula for openpyxl" for key in keys
        if book[one.places[key][0]].cell(*one.places[key][1:]).data_type == "f"
    ]  # fmt: skip
    found = read(data, one.expected).kembali
    got = answers(found) if found is not None else {}
    wrong += [f"{key}: {got.get(key)}" for key in keys if not same(got.get(key), ("terisi", None, texts[key]))]
    return Verdict("text", tuple(wrong))


def injected_books(*, libreoffice: bool) -> list[tuple[str, Verdict]]:
    """Workbooks with texts that would be formulas, as openpyxl reads them, also after LibreOffice saved them."""
    made = books()
    found = [(kind, Verdict("text", tuple(problems(kind, data)))) for kind, data in made.items()]
    return found + (_resaved(made) if libreoffice else [])


def _resaved(made: dict[str, bytes]) -> list[tuple[str, Verdict]]:
    with tempfile.TemporaryDirectory(prefix="doctool-", ignore_cleanup_errors=True) as name:
        folder = Path(name)
        files: Sequence[Path] = [folder / f"{number}.xlsx" for number in range(len(made))]
        for path, data in zip(files, made.values(), strict=True):
            path.write_bytes(data)
        saved = through_libreoffice(files, folder, "xlsx")
        return [(f"{kind}, LibreOffice", Verdict("text", tuple(problems(kind, path.read_bytes(), data))))
                for (kind, data), path in zip(made.items(), saved, strict=True)]  # fmt: skip
