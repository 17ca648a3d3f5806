"""docs/security.md names rules and tests that exist, for every threat."""

from __future__ import annotations

import ast
import re
from pathlib import Path

import pytest

ROOT = Path(__file__).resolve().parent.parent
ROWS = [
    [cell.strip() for cell in line.strip("| ").split(" | ")]
    for line in (ROOT / "docs" / "security.md").read_text(encoding="utf-8").splitlines() if line.startswith("| T")
]  # fmt: skip
RULE = re.compile(r"`(doctool/[\w/]+\.py)`(?: \(([A-Za-z_]\w*)[),:])?")
TEST = re.compile(r"`(tests/[\w/]+\.py)::(\w+)`")


def names(file: str) -> set[str]:
    """What a module defines, at any depth."""
    tree = ast.parse((ROOT / file).read_text(encoding="utf-8"))
    defined = {one.name for one in ast.walk(tree) if isinstance(one, ast.FunctionDef | ast.ClassDef)}
    return defined | {one.id for one in ast.walk(tree) if isinstance(one, ast.Name) and isinstance(one.ctx, ast.Store)}


def test_every_threat_has_its_row() -> None:
    assert [row[0] for row in ROWS] == [f"T{number}" for number in range(1, 22)]
    assert [row[0] for row in ROWS if len(row) != 4] == []


@pytest.mark.parametrize("row", ROWS, ids=lambda row: row[0])
def test_its_rules_and_tests_are_there(row: list[str]) -> None:
    rules, tests = RULE.findall(row[2]), TEST.findall(row[3])
    assert rules
    assert tests
    assert [file for file, _ in rules if not (ROOT / file).is_file()] == []
    named = [(file, name) for file, name in rules if name.isupper() or "_" in name or name[:1].isupper()]
    assert [(file, name) for file, name in (*named, *tests) if name not in names(file)] == []
