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
#: Libraries that read formats, and of each what reads nothing; everything else of theirs is watched.
HARMLESS: dict[str, tuple[str, ...]] = {
    "PIL": ("Image.Image", "Image.Resampling", "Image.new", "ImageOps"),
    "csv": ("writer",),
    "docx": ("opc.exceptions", "oxml.ns", "table"),
    "docxtpl": ("InlineImage",),
    "importlib": ("metadata", "resources", "util.find_spec"),
    "json": ("dumps", "JSONEncoder"),
    "lxml": (
        "etree.Comment", "etree.Element", "etree.PI", "etree.QName", "etree.SubElement", "etree.XMLSyntaxError",
        "etree._Element", "etree.iterwalk", "etree.tostring",
    ),
    "openpyxl": ("formula", "utils"),
    "pickle": ("dumps",),
    "pydantic_core": ("PydanticCustomError", "core_schema", "ErrorDetails", "InitErrorDetails", "PydanticUndefined"),
    "pypdf": ("PageObject", "PdfWriter", "constants", "errors", "generic"),
    "shutil": (
        "SameFileError", "copy2", "copyfile", "copyfileobj", "copytree", "disk_usage", "get_terminal_size", "move",
        "rmtree", "which",
    ),
    "sqlite3": ("Connection", "Error", "OperationalError", "DatabaseError", "Row", "SQLITE_"),
    "zipfile": ("ZIP_DEFLATED", "ZIP_STORED", "ZipInfo"),
}  # fmt: skip
#: What reads where it is called, while its name stands for a kind of thing.
CALLS = {"sqlite3.Connection"}
#: Modules that do nothing else.
MODULES = {
    "yaml", "ruamel", "python_calamine", "xlrd", "pandas", "odf", "pdfplumber", "fitz", "pikepdf", "olefile",
    "msoffcrypto", "docx2txt", "mammoth", "docxcompose", "zipimport", "_csv", "_json", "_pickle",
    "xml", "defusedxml", "bs4", "tomllib", "configparser", "plistlib", "marshal", "shelve",
    "tarfile", "gzip", "bz2", "lzma",
}  # fmt: skip
#: Methods that read a format, whatever object they belong to; and arguments that are files to be read.
METHODS = {"validate_json", "model_validate_json", "parse_raw", "from_filelike"}
ARGUMENTS = {"clone_from", "fileobj"}

_BETWEEN = "between a run and the processes that it started itself"
_OWN = "reads what doctool has just made"
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
    "letters/prepare.py": {"docx.Document": _LET_IN},
    "letters/marked.py": {"zipfile.ZipFile": "doctool's own template"},
    "letters/text.py": {"docx.Document": _OWN},
    "__init__.py": {"importlib.import_module": "doctool's own modules, when they are asked for"},
    "cli/groups.py": {"importlib.import_module": "doctool's own modules, when a command is called"},
    "assemble/annexes_join.py": {"pypdf.PdfReader": _OWN, "clone_from": "a reader of border.pdf"},
    "assemble/graft.py": {"clone_from": "a reader of border.pdf"},
    "compare/page_sheets.py": {"lxml.etree.fromstring": _OWN},
    "fill/faults.py": {"lxml.etree.fromstring": _OWN},
    "fill/proof.py": {"lxml.etree.fromstring": _OWN},
    "fill/properties.py": {"lxml.etree.fromstring": _OWN},
    "write/package.py": {"zipfile.ZipFile": "writes"},
    "cell_lines.py": {"json.loads": "measures of typefaces within the package"},
    "layout/measure.py": {"json.loads": "measures of typefaces within the package"},
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
        if isinstance(node, ast.Call):
            if isinstance(node.func, ast.Name | ast.Attribute) and (called := _full(node.func, known)) in CALLS:
                found.setdefault(called, node.lineno)
            found |= {one.arg: node.lineno for one in node.keywords if one.arg in ARGUMENTS and one.arg not in found}
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
            if one.name.split(".")[0] in MODULES:
                yield one.name, one.name
    elif isinstance(node, ast.ImportFrom) and node.module and not node.level:
        for one in node.names:
            through = node.module.startswith("doctool") and one.name in {*HARMLESS, *MODULES}
            yield one.asname or one.name, one.name if through else f"{node.module}.{one.name}"


def _full(node: ast.expr, known: dict[str, str]) -> str:
    if isinstance(node, ast.Attribute):
        before = _full(node.value, known)
        return f"{before}.{node.attr}" if before else ""
    return known.get(node.id, "") if isinstance(node, ast.Name) else ""


def _note(found: dict[str, int], full: str, node: ast.AST) -> None:
    library, _, name = full.partition(".")
    line = getattr(node, "lineno", 0)
    if library in MODULES:
        found.setdefault(library, line)
    elif name and library in HARMLESS and not any(
        _within(name, one) or one.startswith(f"{name}.") or (one.endswith("_") and name.startswith(one))
        for one in HARMLESS[library]
    ):
        found.setdefault(full, line)


def offences(module: str, code: str) -> list[str]:
    """What `module` (its path below doctool) reads past the border, and what it was allowed without need."""
    used, allowed = readers(code), ALLOWED.get(module, {})
    return [
        *(f"{module}:{line} uses {name}; read it through doctool/border" for name, line in used.items()
          if not any(_within(name, one) for one in allowed)),
        *(f"{module} is allowed {one} and does not use it" for one in allowed
          if not any(_within(name, one) for name in used)),
    ]  # fmt: skip


def _within(name: str, allowed: str) -> bool:
    return name == allowed or name.startswith(f"{allowed}.")


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
        ("import sqlite3\nsqlite3.Connection(file)", "sqlite3.Connection"),
        ("from sqlite3 import dbapi2\ndbapi2.connect(file)", "sqlite3.dbapi2.connect"),
        ("import openpyxl\nopenpyxl.open(file)", "openpyxl.open"),
        ("from docx.oxml.parser import parse_xml", "docx.oxml.parser.parse_xml"),
        ("from docx.package import Package\nPackage.open(file)", "docx.package.Package"),
        ("from docxtpl.template import DocxTemplate", "docxtpl.template.DocxTemplate"),
        ("from pypdf._reader import PdfReader", "pypdf._reader.PdfReader"),
        ("from pypdf import PdfWriter\nPdfWriter(clone_from=file)", "clone_from"),
        ("from PIL import ImageFile\nImageFile.Parser()", "PIL.ImageFile"),
        ("from PIL.PngImagePlugin import PngImageFile", "PIL.PngImagePlugin.PngImageFile"),
        ("from pydantic_core import from_json", "pydantic_core"),
        ("from json.decoder import JSONDecoder", "json.decoder.JSONDecoder"),
        ("from lxml import etree\netree.ElementTree(file=file)", "lxml.etree.ElementTree"),
        ("from doctool.border.archive import zipfile\nzipfile.ZipFile(file)", "zipfile.ZipFile"),
        ("from importlib import import_module\nimport_module('yaml')", "importlib.import_module"),
        ("import shutil\nshutil.unpack_archive(file)", "shutil.unpack_archive"),
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
