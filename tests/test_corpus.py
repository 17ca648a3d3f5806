"""Inputs that failed once (tests/corpus/README.md) do not fail again."""

from __future__ import annotations

import re
import shutil
from collections.abc import Callable
from pathlib import Path

import pytest

from doctool import lock
from doctool.border.json_text import read_json
from doctool.catalog.source import read_yaml
from doctool.errors import ContentError
from doctool.letters.sheet import read_sheet
from doctool.manifest import Manifest
from doctool.model.dokumen import Dokumen
from doctool.write.document_template import Template

CORPUS = Path(__file__).with_name("corpus")


def _refused(read: Callable[[], object]) -> str:
    with pytest.raises(ContentError) as caught:
        read()
    return caught.value.message


def _table(name: str) -> str:
    return _refused(lambda: read_sheet(CORPUS / name, name, "nota-dinas"))


def _nested(tmp: Path) -> str:
    (tmp / "doctool").mkdir()
    shutil.copy(CORPUS / "json/bersarang.json", tmp / "doctool" / "kunci")
    assert "proses lain" in lock._busy_message(tmp / "doctool" / "kunci")
    Manifest(tmp, CORPUS / "json/bersarang.json")  # a line that says nothing
    with pytest.raises(ValueError, match="too deeply"):
        read_json((CORPUS / "json/bersarang.json").read_bytes())
    return "dibaca sebagai rusak"


def _twice(_tmp: Path) -> str:
    with pytest.raises(ValueError, match="twice"):
        read_json((CORPUS / "json/kunci-ganda.json").read_bytes())
    return "dibaca sebagai rusak"


#: Each file with what reading it gives, and words that must be in that.
FILES: dict[str, tuple[Callable[[Path], str], str]] = {
    "json/bersarang.json": (_nested, "rusak"),
    "json/kunci-ganda.json": (_twice, "rusak"),
    "yaml/arah-terbalik.yaml": (
        lambda _: _refused(lambda: read_yaml(CORPUS / "yaml/arah-terbalik.yaml", "a.yaml")), "U+202E",
    ),
    "xlsx/tabel-dtd.xlsx": (lambda _: _table("xlsx/tabel-dtd.xlsx"), "deklarasi XML (DTD)"),
    "xlsx/tabel-makro.xlsx": (lambda _: _table("xlsx/tabel-makro.xlsx"), "makro"),
    "xlsx/tabel-nama-ganda.xlsx": (lambda _: _table("xlsx/tabel-nama-ganda.xlsx"), "tidak wajar"),
    "docx/templat-laporan-dtd.docx": (
        lambda _: _refused(
            lambda: Template(Dokumen("x", ()), (CORPUS / "docx/templat-laporan-dtd.docx").read_bytes())
        ), "deklarasi XML (DTD)",
    ),
}  # fmt: skip


@pytest.mark.parametrize("name", FILES)
def test_what_failed_once_is_told(name: str, tmp_path: Path) -> None:
    read, words = FILES[name]
    assert words in read(tmp_path)


def test_every_file_has_its_line_and_its_test() -> None:
    listed = re.findall(r"^\| `([^`]+)`", (CORPUS / "README.md").read_text(encoding="utf-8"), re.MULTILINE)
    there = {one.relative_to(CORPUS).as_posix() for one in CORPUS.rglob("*") if one.is_file() and one.suffix != ".md"}
    assert there == set(listed) == set(FILES)
