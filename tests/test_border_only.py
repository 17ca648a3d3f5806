"""Nothing from outside is read but through doctool/border: a reader written without it in mind fails here.

Every name that opens a file format is watched, wherever a module gets it from. Where one stands all the same, ALLOWED
says why what it reads does not come from outside, or where it was let in; an entry that is not needed any more fails as
well.
"""

from __future__ import annotations

import ast
from collections.abc import Iterator
from pathlib import Path

import pytest

ROOT = Path(__file__).resolve().parent.parent
PACKAGE = ROOT / "doctool"
#: Functions and classes that read a format.
READERS = {
    "zipfile.ZipFile", "zipfile.PyZipFile", "zipfile.Path", "zipfile.is_zipfile", "shutil.unpack_archive",
    "openpyxl.load_workbook", "openpyxl.reader", "docx.Document", "docx.api.Document", "docx.opc",
    "docx.oxml.parse_xml",
    "docxtpl.DocxTemplate", "docxcompose", "pypdf.PdfReader", "pypdf.PdfMerger", "PIL.Image.open",
    "PIL.Image.frombytes",
    "lxml.etree.fromstring", "lxml.etree.fromstringlist", "lxml.etree.parse", "lxml.etree.XML", "lxml.etree.HTML",
    "lxml.etree.iterparse", "lxml.etree.XMLParser", "lxml.etree.HTMLParser", "lxml.etree.XMLPullParser",
    "lxml.html", "lxml.objectify", "json.load", "json.loads", "json.JSONDecoder", "csv.reader", "csv.DictReader",
    "sqlite3.connect", "pickle.load", "pickle.loads", "pickle.Unpickler",
}  # fmt: skip
#: Modules that do nothing else.
MODULES = {
    "yaml", "ruamel", "python_calamine", "xlrd", "pandas", "odf", "pdfplumber", "fitz", "pikepdf", "olefile",
    "msoffcrypto",
    "xml", "defusedxml", "bs4", "tomllib", "configparser", "plistlib", "marshal", "shelve",
    "tarfile", "gzip", "bz2", "lzma",
}  # fmt: skip
#: Methods that read a format, whatever object they belong to.
METHODS = {"validate_json", "model_validate_json", "parse_raw", "from_filelike"}

_BETWEEN = "between a run and the processes that it started itself"
_OWN = "reads what doctool has just made"
_RECORD = "typed records, nothing unknown in them; the parser refuses deep nesting"
_LET_IN = "templates that border.word.open_whole let in, and doctool's own"
ALLOWED: dict[str, dict[str, str]] = {
    "catalog/source.py": {"yaml": "the one reader of YAML, of texts that border.text let in"},
    "catalog/syntax.py": {"yaml": "names the parser's errors; parses nothing"},
    "catalog/edit_nodes.py": {"yaml": "places in a text that catalog/source.py has read"},
    "register/backup.py": {"sqlite3.connect": "copies of the register; whole files only (is_sound)"},
    "register/database.py": {"sqlite3.connect": "the register; damage is told (DamagedError)"},
    "packets/tasks.py": {"pickle.loads": _BETWEEN},
    "sop_draw.py": {"pickle.loads": _BETWEEN},
    "packets/archive.py": {"zipfile.ZipFile": "writes"},
    "packets/cover.py": {"PIL.Image.open": "the QR that it has just drawn"},
    "forms/xls_child.py": {
        "python_calamine": ".xls that border.workbook let in, in a process with limits of time and memory",
        "from_filelike": "the same", "json.loads": "what that process answers",
    },
    "fill/package.py": {"zipfile.ZipFile": "files that border.word.open_whole or border.workbook let in"},
    "fill/template.py": {"docxtpl.DocxTemplate": _LET_IN},
    "fill/docxtpl_way.py": {"docxtpl.DocxTemplate": _LET_IN},
    "fill/part.py": {"docxtpl.DocxTemplate": "its methods on a part that template.py has read"},
    "letters/prepare.py": {"docx.Document": _LET_IN, "docx.opc": "names an error"},
    "letters/marked.py": {"zipfile.ZipFile": "doctool's own template"},
    "letters/text.py": {"docx.Document": _OWN},
    "assemble/annexes_join.py": {"pypdf.PdfReader": _OWN},
    "compare/page_sheets.py": {"lxml.etree.fromstring": _OWN},
    "fill/faults.py": {"lxml.etree.fromstring": _OWN},
    "fill/proof.py": {"lxml.etree.fromstring": _OWN},
    "fill/properties.py": {"lxml.etree.fromstring": _OWN},
    "write/package.py": {"zipfile.ZipFile": "writes"},
    "cell_lines.py": {"json.loads": "measures of typefaces within the package"},
    "layout/measure.py": {"json.loads": "measures of typefaces within the package"},
    "model/terbitan.py": {"validate_json": _RECORD},
    "model/beku.py": {"validate_json": _RECORD},
    "model/pengembalian.py": {"validate_json": _RECORD},
    "model/rekap.py": {"validate_json": _RECORD},
}  # fmt: skip


def readers(code: str) -> dict[str, int]:
    """The watched names that `code` uses, each with its first line."""
    tree = _Run().visit(ast.parse(code))
    known: dict[str, str] = {}
    found: dict[str, int] = {}
    for node in ast.walk(tree):
        for local, full in _imported(node):
            known[local] = full
            _note(found, full, node)
    for node in ast.walk(tree):
        if isinstance(node, ast.Name | ast.Attribute):
            _note(found, _full(node, known), node)
        if isinstance(node, ast.Attribute) and node.attr in METHODS:
            found.setdefault(node.attr, node.lineno)
    return found


class _Run(ast.NodeTransformer):
    """Leaves only what runs: imports for type checkers open nothing."""

    def visit_If(self, node: ast.If) -> ast.AST | list[ast.stmt]:
        if isinstance(node.test, ast.Name) and node.test.id == "TYPE_CHECKING":
            return node.orelse
        return self.generic_visit(node)


def _imported(node: ast.AST) -> Iterator[tuple[str, str]]:
    if isinstance(node, ast.Import):
        for one in node.names:
            yield (one.asname, one.name) if one.asname else (one.name.split(".")[0], one.name.split(".")[0])
            if one.name in READERS or one.name.split(".")[0] in MODULES:
                yield one.name, one.name
    elif isinstance(node, ast.ImportFrom) and node.module and not node.level:
        for one in node.names:
            yield one.asname or one.name, f"{node.module}.{one.name}"


def _full(node: ast.expr, known: dict[str, str]) -> str:
    if isinstance(node, ast.Attribute):
        before = _full(node.value, known)
        return f"{before}.{node.attr}" if before else ""
    return known.get(node.id, "") if isinstance(node, ast.Name) else ""


def _note(found: dict[str, int], full: str, node: ast.AST) -> None:
    name = next((one for one in READERS | MODULES if full == one or full.startswith(f"{one}.")), "")
    if name:
        found.setdefault(name, getattr(node, "lineno", 0))


def offences(module: str, code: str) -> list[str]:
    """What `module` (its path below doctool) reads past the border, and what it was allowed without need."""
    used, allowed = readers(code), ALLOWED.get(module, {})
    return [
        *(f"{module}:{line} uses {name}; read it through doctool/border" for name, line in used.items()
          if name not in allowed),
        *(f"{module} is allowed {name} and does not use it" for name in allowed if name not in used),
    ]  # fmt: skip


OUTSIDE = sorted(path for path in PACKAGE.rglob("*.py") if path.relative_to(PACKAGE).parts[0] != "border")


def test_everything_from_outside_is_read_through_the_border() -> None:
    found = [
        one for path in OUTSIDE
        for one in offences(path.relative_to(PACKAGE).as_posix(), path.read_text(encoding="utf-8"))
    ]  # fmt: skip
    assert found == []


def test_every_module_that_is_allowed_something_is_there() -> None:
    assert [one for one in ALLOWED if not (PACKAGE / one).is_file()] == []


@pytest.mark.parametrize(
    ("code", "name"),
    [
        ("from openpyxl import load_workbook\nload_workbook(file)", "openpyxl.load_workbook"),
        ("import openpyxl as o\no.load_workbook(file)", "openpyxl.load_workbook"),
        ("def f():\n    from docx import Document as D\n    return D(file)", "docx.Document"),
        ("import pypdf\npypdf.PdfReader(file)", "pypdf.PdfReader"),
        ("from yaml import safe_load", "yaml"), ("import ruamel.yaml", "ruamel"),
        ("import zipfile\nwith zipfile.ZipFile(file) as z: pass", "zipfile.ZipFile"),
        ("import zipfile\nopen_it = zipfile.ZipFile", "zipfile.ZipFile"),
        ("from lxml import etree as e\ne.parse(file)", "lxml.etree.parse"),
        ("from lxml.etree import fromstring", "lxml.etree.fromstring"),
        ("import xml.etree.ElementTree as ET\nET.parse(file)", "xml"),
        ("from PIL import Image\nImage.open(file)", "PIL.Image.open"),
        ("import json\njson.loads(text)", "json.loads"), ("from json import load", "json.load"),
        ("import python_calamine", "python_calamine"), ("Noun.model_validate_json(data)", "model_validate_json"),
        ("import csv\ncsv.DictReader(file)", "csv.DictReader"), ("import pickle\npickle.load(file)", "pickle.load"),
        ("import sqlite3\nsqlite3.connect(file)", "sqlite3.connect"),
    ],
)  # fmt: skip
def test_a_reader_that_forgets_the_border_is_seen(code: str, name: str) -> None:
    assert [one for one in offences("somewhere/new.py", code) if name in one]


def test_what_writes_or_only_names_is_left_alone() -> None:
    code = "import json, csv, zipfile\nfrom PIL import Image\njson.dumps(1), csv.writer(f), zipfile.ZipInfo, Image.new"
    assert offences("somewhere/new.py", code) == []


def test_a_permission_that_is_not_needed_is_told() -> None:
    assert offences("packets/archive.py", "import zipfile\n") == [
        "packets/archive.py is allowed zipfile.ZipFile and does not use it"
    ]
