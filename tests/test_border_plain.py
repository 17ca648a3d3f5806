"""Files are read only by doctool/border, within a limit and never a pipe: a plain read that forgets it fails here.

What writes, and what lies within the package (importlib.resources), is left alone; ALLOWED names the rest and why.
"""

from __future__ import annotations

import ast
from collections.abc import Iterator
from typing import TypeGuard

import pytest

from tests.test_border_only import OUTSIDE, PACKAGE

#: Methods that read a file, and functions and methods that open one.
READS, OPENS = {"read_text", "read_bytes"}, {"open", "fdopen"}
_EXAMPLE = "doctool's own example, within the package"
_LASTING = "a folder or a file of doctool's own, opened to be made lasting"
_PIECES = "doctool's own pieces in the folder of a packet, thousands of them, looked at byte by byte"
ALLOWED = {
    "atomic.py": _LASTING,
    "disk_sync.py": _LASTING,
    "sop_store.py": _LASTING,
    "lock.py": "the lock file, which it writes",
    "cli/baru.py": _EXAMPLE,
    "cli/baru_paket.py": _EXAMPLE,
    "indicators/example.py": _EXAMPLE,
    "sop_origin.py": "the program's own files",
    "register/place.py": "what the system lists as mounted",
    "convert/libreoffice.py": "what a program that was just called has printed",
    "sop_current.py": "prints of sheets that doctool made, one call of the system each",
    "packet_producer.py": _PIECES,
    "packet_store.py": _PIECES,
    "packet_journal.py": "doctool's own journal, line by line, each through border.json_text",
    "packets/archive.py": "pieces on their way into a ZIP, part by part",
    "assemble/annexes_join.py": "the PDF that it has just written",
}  # fmt: skip


def plain_reads(code: str) -> list[int]:
    """The lines of `code` where a file is read or opened to be read."""
    return sorted(_reads(ast.parse(code)))


def _reads(tree: ast.AST) -> Iterator[int]:
    modules = {
        one.asname or one.name for node in ast.walk(tree) if isinstance(node, ast.ImportFrom)
        for one in node.names if node.module in ("doctool.border", "PIL")
    }  # fmt: skip
    called = {id(node.func): node for node in ast.walk(tree) if isinstance(node, ast.Call)}
    for node in ast.walk(tree):
        if _is_open(node) and not _writes(called.get(id(node)), 1):
            yield node.lineno
        if not isinstance(node, ast.Attribute) or (isinstance(node.value, ast.Name) and node.value.id in modules):
            continue
        reads = node.attr in READS and not _in_package(node.value)
        if reads or (node.attr in OPENS and id(node) in called and not _writes(called[id(node)], 0)):
            yield node.lineno


def _is_open(node: ast.AST) -> TypeGuard[ast.Name]:
    """Whether it is the builtin that opens a file, called or handed on."""
    return isinstance(node, ast.Name) and node.id == "open" and isinstance(node.ctx, ast.Load)


def _in_package(node: ast.expr) -> bool:
    """Whether an expression begins with importlib.resources.files(...)."""
    names = [one.func for one in ast.walk(node) if isinstance(one, ast.Call)]
    return any((one.attr if isinstance(one, ast.Attribute) else getattr(one, "id", "")) == "files" for one in names)


def _writes(call: ast.Call | None, at: int) -> bool:
    """Whether a call opens only to write; the mode is its argument `at`, or the one after that."""
    if call is None:
        return False
    said = [one.value for one in call.keywords if one.arg == "mode"] + call.args[at : at + 2]
    modes = [one.value for one in said if isinstance(one, ast.Constant) and isinstance(one.value, str)]
    return any(mode[:1] in "wax" and "+" not in mode and len(mode) <= 2 for mode in modes if mode)


def offences(module: str, code: str) -> list[str]:
    """What `module` (its path below doctool) reads plainly, or was allowed to without need."""
    found = plain_reads(code)
    if module in ALLOWED:
        return [] if found else [f"{module} is allowed to read plainly and does not"]
    return [f"{module}:{line} reads a file; read it by border.plain_file or border.text" for line in found]


def test_files_are_read_by_the_border() -> None:
    found = [
        one for path in OUTSIDE
        for one in offences(path.relative_to(PACKAGE).as_posix(), path.read_text(encoding="utf-8"))
    ]  # fmt: skip
    assert found == []
    assert [one for one in ALLOWED if not (PACKAGE / one).is_file()] == []


@pytest.mark.parametrize(
    "code",
    [
        "path.read_text(encoding='utf-8')", "Path(name).read_bytes()", "read = path.read_bytes", "open(name)",
        "with open(name, 'rb') as file: pass", "open(name, mode='r+b')", "path.open()", "path.open('rb')",
        "path.open('w+b')", "path.open(encoding='utf-8')", "import io\nio.open(name)", "import os\nos.open(name, 0)",
        "import os\nos.fdopen(handle)", "map(Path.read_bytes, paths)", "read = open", "open(name, mode)",
        "import codecs\ncodecs.open(name, 'r')",
    ],
)  # fmt: skip
def test_a_plain_read_is_seen(code: str) -> None:
    assert offences("somewhere/new.py", code)


@pytest.mark.parametrize(
    "code",
    [
        "path.open('wb')", "open(name, 'w', encoding='utf-8')", "path.open('a')", "archive.open(entry, 'w')",
        "from importlib.resources import files\n(files('doctool') / 'data').read_bytes()",
        "from importlib import resources\nresources.files('doctool').joinpath('a').read_text(encoding='utf-8')",
        "from doctool.border.plain_file import read_plain\nread_plain(path, 10)",
        "from doctool.border import text\ntext.read_bytes(path, 'a')", "def open(self): pass",
    ],
)  # fmt: skip
def test_what_writes_and_what_lies_within_the_package_is_left_alone(code: str) -> None:
    assert offences("somewhere/new.py", code) == []


def test_a_permission_that_is_not_needed_is_told() -> None:
    assert offences("lock.py", "path.open('w')") == ["lock.py is allowed to read plainly and does not"]
