"""The five source SOPs: each known mistake is reported on its line, and the catalogue's findings are as read.

The golden list is renewed with DOCTOOL_GOLDEN=tulis; read every line of it before committing.
"""

from __future__ import annotations

import os
from pathlib import Path
from typing import Any

import pytest
import yaml

from doctool.catalog.load import load_kantor, load_sop
from doctool.check.run import check_catalog
from doctool.findings import Finding, Severity
from doctool.loaded import LoadedSop
from doctool.model.sop import Sop
from tests.check.build import GOOD, load, sop

ROOT = Path(__file__).parents[2]
AS_FOUND = ROOT / "tests" / "data" / "seeds-as-found"
GOLDEN = ROOT / "tests" / "golden" / "check" / "katalog.txt"
EXPECTED: list[dict[str, Any]] = yaml.safe_load((AS_FOUND / "harapan.yaml").read_text(encoding="utf-8"))


def _load_all(root: Path) -> list[LoadedSop]:
    offices = [load_kantor(folder) for folder in sorted(root.iterdir()) if folder.is_dir()]
    return [load_sop(file, office) for office in offices for file in sorted(Path(office.folder, "sop").glob("*.yaml"))]


def _lines(findings: list[Finding]) -> str:
    """One finding a line; long offending texts cut."""
    return "".join(
        f"{one.where} {one.severity} {one.code} {one.message} | {one.text[:80].splitlines()[0] if one.text else ''} | "
        f"{one.hint}\n"
        for one in findings
    )


@pytest.fixture(scope="module")
def as_found() -> list[Finding]:
    return check_catalog(_load_all(AS_FOUND))


@pytest.mark.parametrize("mistake", EXPECTED, ids=lambda one: f"{one['berkas']}:{one['baris']}:{one['kode']}")
def test_each_known_mistake_is_reported_on_its_line(mistake: dict[str, Any], as_found: list[Finding]) -> None:
    on_line = [
        one for one in as_found if one.where.file.endswith(mistake["berkas"]) and one.where.line == mistake["baris"]
    ]
    quotes = [one.text + one.message for one in on_line if one.code == mistake["kode"]]
    assert quotes, f"di baris itu hanya ada {[one.code for one in on_line]}"
    assert any(mistake["kutipan"].lower() in quote.lower() for quote in quotes), quotes


def test_the_catalogues_findings_are_the_golden_list(monkeypatch: pytest.MonkeyPatch) -> None:
    monkeypatch.chdir(ROOT)
    findings = check_catalog(_load_all(ROOT / "sop_catalog"))
    lines = _lines(findings)
    if os.environ.get("DOCTOOL_GOLDEN") == "tulis":
        GOLDEN.parent.mkdir(parents=True, exist_ok=True)
        GOLDEN.write_text(lines, encoding="utf-8", newline="\n")
    assert {one.severity for one in findings} == {Severity.WARNING}
    assert lines == GOLDEN.read_text(encoding="utf-8")


def test_findings_do_not_depend_on_the_order_of_files() -> None:
    sops = _load_all(AS_FOUND)
    assert check_catalog(sops) == check_catalog(sops[::-1])


@pytest.mark.lambat
def test_many_sops_of_which_no_text_stands_twice_have_no_findings() -> None:
    sops: list[LoadedSop] = []
    model = load(sop())
    first, second, _, last = GOOD["kegiatan"]
    pattern = [first, *[second] * 13, last]
    for number in range(100):
        rows = [
            {**row, "id": f"k{at}", "uraian": f"{row['uraian']} {number} ke {at}", "output": f"Arsip {number} ke {at}"}
            for at, row in enumerate(pattern)
        ]
        data = sop(
            nomor_sop=f"SOP/{number}", nama_sop=f"Urusan {number}", kegiatan=rows, pelaksana=GOOD["pelaksana"][:2]
        )
        made = Sop.model_validate(data)
        sops.append(LoadedSop(f"sop-{number}", made, model.positions, model.office))
    assert check_catalog(sops) == []
