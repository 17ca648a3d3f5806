"""What the package's own source may not do, found in its syntax tree; the least versions of what reads from outside."""

from __future__ import annotations

import ast
import re
import tomllib
from collections.abc import Iterator
from functools import cache
from importlib.metadata import PackageNotFoundError, version
from pathlib import Path

from benchmarks.scorecard.records import ROOT

PACKAGE = ROOT / "doctool"
#: Below these, XML from outside reads files (lxml), PDFs lose limits (pypdf), pictures and sandboxes are unsafe.
LEAST = {"lxml": "6.1.0", "pypdf": "6.6.0", "pillow": "11.0.0", "jinja2": "3.1.6", "defusedxml": "0.7.1"}
#: Calls by their last name that no module may make, with what is done instead; and modules that are that instead.
FORBIDDEN: dict[str, tuple[str, frozenset[str]]] = {
    "eval": ("no text becomes a program", frozenset()),
    "exec": ("no text becomes a program", frozenset()),
    "system": ("programs are started with a list of arguments", frozenset()),
    "popen": ("programs are started with a list of arguments", frozenset()),
    "extractall": ("parts are read by name", frozenset()),
    "unsafe_load": ("YAML is read by doctool.catalog.source", frozenset()),
    "full_load": ("YAML is read by doctool.catalog.source", frozenset()),
}
#: Libraries whose load runs what it reads; and the modules in which pickle carries what doctool's own processes send
#: one another, never a file.
UNSAFE_IMPORTS = frozenset({"pickle", "shelve", "marshal", "dill"})
BETWEEN_PROCESSES = frozenset({"doctool/packets/making.py", "doctool/packets/tasks.py", "doctool/sop_draw.py"})
#: Where templates get their sandbox; and where Jinja's parser reads tags, which renders nothing.
_ENVIRONMENT, _PARSER = "doctool/fill/environment.py", "doctool/fill/lint_code.py"
#: Where docxtpl is used: to patch the XML of a template, and to fill what only it can fill.
_DOCXTPL = frozenset({"doctool/fill/template.py", "doctool/fill/docxtpl_way.py"})


def files() -> list[Path]:
    """The modules of the package."""
    return sorted(PACKAGE.rglob("*.py"))


def breaches(path: Path) -> Iterator[str]:
    """What a module does that it may not, with its line."""
    name = path.relative_to(ROOT).as_posix()
    yield from (f"{name}:{line}: {fault}" for line, fault in breaches_of(path.read_text(encoding="utf-8"), name))


def breaches_of(source: str, name: str) -> Iterator[tuple[int, str]]:
    """The same for the text of a module called `name` (doctool/...): lines and faults."""
    tree = ast.parse(source)
    memory = _streams(tree)
    for node in ast.walk(tree):
        found = [*_import(node, name)]
        if isinstance(node, ast.Call):
            found += _call(node, name, memory)
        yield from ((getattr(node, "lineno", 0), fault) for fault in found)


def _streams(tree: ast.AST) -> set[str]:
    """Names that are given a stream in memory."""
    found: set[str] = set()
    for node in ast.walk(tree):
        if not isinstance(node, ast.Assign):
            continue
        for target in node.targets:
            pairs = [(target, node.value)]
            if isinstance(target, ast.Tuple) and isinstance(node.value, ast.Tuple):
                pairs = list(zip(target.elts, node.value.elts, strict=False))
            found |= {
                _last(one) for one, value in pairs if isinstance(value, ast.Call) and _last(value.func) == "BytesIO"
            }
    return found


def _call(node: ast.Call, name: str, memory: set[str]) -> Iterator[str]:
    called = _last(node.func)
    owner = _last(node.func.value) if isinstance(node.func, ast.Attribute) else ""
    keywords = {one.arg: one.value for one in node.keywords}
    if called in FORBIDDEN and name not in FORBIDDEN[called][1]:
        yield f"{called}(): {FORBIDDEN[called][0]}"
    if called == "load" and owner == "yaml":
        yield "yaml.load(): YAML is read by doctool.catalog.source"
    if _is_true(keywords.get("shell")):
        yield "shell=True"
    if called == "save" and node.args and _last(node.args[0]) not in memory:
        yield "save() to a path: files go through doctool.atomic"
    if called in ("Environment", "SandboxedEnvironment", "ImmutableSandboxedEnvironment") and name != _PARSER:
        yield f"{called}(): the sandbox of {_ENVIRONMENT} is the one for templates"
    if called == "DocxTemplate" and name not in _DOCXTPL:
        yield "DocxTemplate(): templates are filled by doctool.fill"
    if called in ("from_string", "render", "render_async") and name == _PARSER:
        yield f"{called}(): tags are only read here"
    if called == "render" and name in _DOCXTPL and not any(
        isinstance(one, ast.Call) and _last(one.func) == "environment" for one in node.args
    ):
        yield "render() without the sandbox"


def _import(node: ast.AST, name: str) -> Iterator[str]:
    names: list[str] = []
    if isinstance(node, ast.Import):
        names = [alias.name for alias in node.names]
    elif isinstance(node, ast.ImportFrom) and node.module:
        names = [node.module]
    if name not in BETWEEN_PROCESSES:
        yield from (f"import of {one}" for one in names if one.partition(".")[0] in UNSAFE_IMPORTS)


def _last(node: ast.AST) -> str:
    """The last name of what is called: "save" of book.save."""
    if isinstance(node, ast.Attribute):
        return node.attr
    return node.id if isinstance(node, ast.Name) else ""


def _is_true(node: ast.AST | None) -> bool:
    return isinstance(node, ast.Constant) and node.value is True


def too_old() -> Iterator[str]:
    """Libraries that are missing or older than they may be."""
    for name, least in LEAST.items():
        try:
            there = version(name)
        except PackageNotFoundError:
            yield f"{name} is not installed"
            continue
        if _numbers(there) < _numbers(least):
            yield f"{name} {there}, at least {least}"


@cache
def _asked() -> dict[str, str]:
    """The requirements of the package: the least version of each."""
    data = tomllib.loads((ROOT / "pyproject.toml").read_text(encoding="utf-8"))
    found = (re.match(r"([A-Za-z0-9_-]+)(?:>=([\d.]+))?", one) for one in data["project"]["dependencies"])
    return {one[1].lower(): one[2] or "0" for one in found if one}


def pinned() -> Iterator[str]:
    """Libraries whose least version pyproject.toml lets fall below LEAST."""
    for name, least in LEAST.items():
        asked = _asked().get(name)
        if asked is None or _numbers(asked) < _numbers(least):
            yield f"pyproject.toml: {name}>={asked}, at least {least}"


def _numbers(text: str) -> tuple[int, ...]:
    found = tuple(int(one) for one in re.findall(r"\d+", text)[:3])
    return found + (0,) * (3 - len(found))
