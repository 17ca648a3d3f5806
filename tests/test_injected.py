"""Formula injection: no writer of workbooks or tables is forgotten, and what is planted is seen."""

from __future__ import annotations

import ast
import sys
from collections.abc import Callable, Iterator, Sequence
from pathlib import Path
from types import FrameType

import pytest

import doctool
from benchmarks import return_files
from benchmarks.scorecard import injected_more
from benchmarks.scorecard.injected_kinds import COVERED, KINDS, ONLY_READ, failures
from benchmarks.scorecard.injected_more import Pair, by_openpyxl, planted, wrong, wrong_table
from benchmarks.scorecard.reading import r15
from benchmarks.scorecard.score import Ask
from tests.forms.injected import PAYLOADS, books

PACKAGE = Path(doctool.__file__).parent
#: What makes a workbook or a table: a module, or names that it brings or that are called.
_BRINGS = {"xlsxwriter"}
_CALLED = {"HouseBook", "text_book", "csv.writer", "csv.DictWriter", "openpyxl.Workbook"}


def marks(tree: ast.AST) -> Iterator[str]:
    """What in a module makes workbooks or tables."""
    for node in ast.walk(tree):
        if isinstance(node, ast.Import):
            yield from (alias.name for alias in node.names if alias.name.split(".")[0] in _BRINGS)
        elif isinstance(node, ast.ImportFrom) and node.module:
            names = {f"{node.module}.{alias.name}" for alias in node.names}
            yield from names & _CALLED
            yield from (node.module for brought in _BRINGS if node.module.split(".")[0] == brought)
        elif isinstance(node, ast.Call) and ast.unparse(node.func) in _CALLED:
            yield ast.unparse(node.func)
        elif isinstance(node, ast.Constant) and "spreadsheetml" in str(node.value):
            yield "spreadsheetml"


def writers() -> dict[str, set[str]]:
    """The modules of doctool that make workbooks or tables, and by what."""
    found = {}
    for path in sorted(PACKAGE.rglob("*.py")):
        name = ".".join(path.relative_to(PACKAGE).with_suffix("").parts)
        found[name] = {*marks(ast.parse(path.read_text(encoding="utf-8")))}
    return {name: made for name, made in found.items() if made}


def called_by(make: Callable[[Sequence[str]], object]) -> set[str]:
    """The modules of doctool that are at work while something is made."""
    seen: set[str] = set()

    def note(frame: FrameType, event: str, _argument: object) -> None:
        if event == "call":
            seen.add(str(frame.f_globals.get("__name__")).removeprefix("doctool."))

    before = sys.getprofile()
    sys.setprofile(note)
    try:
        make(("satu", "dua", "tiga", "empat", "lima", "enam"))
    finally:
        sys.setprofile(before)
    return seen


def test_every_module_that_makes_workbooks_or_tables_is_tried() -> None:
    assert sorted(writers()) == sorted({*COVERED, *ONLY_READ})


def test_what_makes_them_is_found() -> None:
    for text in ("import xlsxwriter.workbook", "from xlsxwriter import Workbook", "from csv import writer",
                 "csv.DictWriter(out)", "HouseBook(house)", "text_book(out, x)", "openpyxl.Workbook()",
                 "A = 'spreadsheetml'"):  # fmt: skip
        assert [*marks(ast.parse(text))] != []
    assert [*marks(ast.parse("import csv, openpyxl\ncsv.reader(x)"))] == []


def test_each_is_at_work_in_the_kind_that_tries_it() -> None:
    makers = {kind: one.make for kind, one in KINDS.items()} | {"gagal.csv": failures}
    called: dict[str, set[str]] = {}
    for module, kind in COVERED.items():
        if kind not in called:
            called[kind] = called_by(makers.get(kind, books))
        assert module in called[kind], f"{kind} is not made by {module}"


def test_a_formula_and_a_text_that_is_gone_are_seen() -> None:
    given = ("=1+1", "@bidang")
    plain = by_openpyxl(planted("kata0000", "sesudah kata0001"))
    assert [*wrong(Pair(b"", plain, given), by_openpyxl(planted()))] == [
        "Sheet!A1: =1+1 is a formula", "'=1+1' is gone 1 times of 1", "'sesudah @bidang' is gone 1 times of 1",
    ]  # fmt: skip
    assert [*wrong(Pair(b"", plain, (*given, "x")), by_openpyxl(planted("'=1+1", "sesudah @bidang")))] == [
        "'x' is nowhere", "'=1+1' is gone 1 times of 1",
    ]  # fmt: skip
    meant = by_openpyxl(planted())
    assert [*wrong(Pair(b"", meant, ()), meant)] == []


def test_a_text_that_doctool_cuts_must_be_its_beginning() -> None:
    long = f"'={'a' * 80}"
    pair = Pair(b"", by_openpyxl(planted("kata0000", "x")), (long,))
    assert [*wrong(pair, by_openpyxl(planted(long[:50] + "…", "x")))] == []
    for said in (long[:30] + "…", "'=b" + long[3:50] + "…", long[:50]):
        assert len([*wrong(pair, by_openpyxl(planted(said, "x")))]) == 1


def test_cells_of_the_table_that_would_be_reckoned_or_are_other_texts_are_seen() -> None:
    texts = ("=1+1", "bidang")
    data = failures(texts)
    assert [*wrong_table(data, texts)] == []
    assert [*wrong_table(data.replace(b"'=1+1", b"=1+1", 1), texts)] == ["'=1+1' would be reckoned"]
    assert [*wrong_table(data.replace(b"bidang", b"badan", 1), texts)] == ["'badan' is not 'bidang'"]
    assert [*wrong_table(data, (*texts, "x"))] == ["2 rows, not 3"]


@pytest.mark.parametrize("sign", ["=", "+", "-", "@", "＝", "＋", "－", "＠"])
def test_the_list_of_failures_has_an_apostrophe_before_every_sign_of_a_formula(sign: str) -> None:
    assert f";'{sign}1+1;" in failures([f"{sign}1+1"]).decode("utf-8-sig")


def test_without_the_other_programs_it_is_no_pass(monkeypatch: pytest.MonkeyPatch) -> None:
    monkeypatch.setattr(injected_more, "pairs", lambda **_: {})
    monkeypatch.setattr(injected_more, "programs", dict)
    monkeypatch.setattr(return_files, "injected_books", lambda **_: [])
    found = r15(Ask())
    assert (found.failing, found.absent) == ((), "the programs LibreOffice, Gnumeric are not here")
    monkeypatch.setattr(injected_more, "texts_of", lambda **_: PAYLOADS[:199])
    assert r15(Ask()).failing == ("only 199 of 200 texts",)
