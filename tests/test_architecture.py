"""The rules of docs/architecture.md that a program can see."""

from __future__ import annotations

import ast
from pathlib import Path

import pytest

import doctool

ROOT = Path(__file__).resolve().parent.parent
PACKAGE = ROOT / "doctool"
STAGES = {
    "catalog", "check", "layout", "write", "convert", "assemble", "letters", "register", "fill", "indicators", "forms",
    "prose", "reports", "periodic", "packets", "compare", "book", "listing",
    "steps",
}  # fmt: skip
TOP = {
    "cli", "pipeline", "letter_pipeline", "letter_jobs", "letter_numbers", "letter_agenda", "pdf_queue", "inspection",
    "form_returns", "form_pipeline", "form_status", "form_letters", "form_mending", "form_recap",
    "report_sources", "report_contents", "report_pipeline", "report_review", "report_history", "report_frozen",
    "report_checking", "report_last_year", "report_steps", "report_making", "report_verify", "report_prints",
    "report_compare", "report_overview", "report_letters", "report_skeleton", "periodic_pipeline",
    "packet_pipeline", "packet_store", "packet_pdf", "worker_pool", "packet_dask", "packet_handover", "packet_verify",
    "packet_sources", "packet_checking", "packet_preview",
    "packet_list", "packet_producer", "packet_whole", "packet_soundness", "packet_outlook",
    "sop_compare", "sop_products", "sop_text", "sop_store", "sop_state", "sop_revise", "sop_publish", "sop_status",
    "sop_verify", "sop_file_text", "sop_mending", "sop_book", "sop_book_pages",
    "sop_origin", "sop_notes", "sop_reader", "sop_current", "sop_draw", "sop_watch",
    "sop_frozen", "sop_listing", "sop_table", "sop_new", "sop_monitoring",
    "packet_close", "packet_finish", "packet_given", "packet_job", "packet_run", "packet_survey", "packet_work",
    "__main__",
}
#: Stages that stand on another: letters, indicators and reports are YAML files, read as the catalogue is; forms are
#: packed as letters are; daily counts are read as workbooks of indicators are.
ON = {
    "letters": {"catalog", "fill"}, "indicators": {"catalog"}, "forms": {"fill"}, "reports": {"catalog"},
    "prose": {"catalog"}, "periodic": {"catalog", "indicators"}, "book": {"catalog"},
    # legal bases of two SOPs are matched by the rules they cite; what differs is shown on their sheets
    "compare": {"check", "write"},
    # the list of SOPs tells which cite a replaced rule, and is a page of its own
    "listing": {"check", "write"},
    # a table is a workbook from outside as returned forms are; an SOP is the tree that two are compared by
    "steps": {"catalog", "forms", "compare"},
    # a packet's pieces are documents of the other kinds, its cover a Dokumen, its one PDF joined like a report's
    "packets": {"catalog", "fill", "letters", "forms", "indicators", "write", "assemble"},
}  # fmt: skip
#: Nouns and leaves, by the nouns and leaves they may stand on.
NOUNS = {"model", "drawing", "findings", "loaded"}
#: The one module of the nouns that stands on the border: bytes of a record in, the record out.
READS_RECORDS = "model/catatan.py"
#: Leaves that are given nouns.
GIVEN_NOUNS = {"house_kop", "house_workbook", "official", "table_fit", "table_grid"}
MODULES = sorted(PACKAGE.rglob("*.py"))


def part(path: Path) -> str:
    """The stage, noun or leaf that a module belongs to."""
    return path.relative_to(PACKAGE).parts[0].removesuffix(".py")


def imports(path: Path) -> set[str]:
    """The parts of doctool that a module imports, also inside functions."""
    found: set[str] = set()
    for node in ast.walk(ast.parse(path.read_text(encoding="utf-8"))):
        names: list[str] = []
        if isinstance(node, ast.Import):
            names = [alias.name for alias in node.names]
        elif isinstance(node, ast.ImportFrom) and node.module:
            names = [f"{node.module}.{alias.name}" for alias in node.names]
        found |= {name.split(".")[1] for name in names if name.startswith("doctool.")}
    return found


@pytest.mark.parametrize("path", MODULES, ids=lambda path: path.relative_to(ROOT).as_posix())
def test_imports_point_down(path: Path) -> None:
    here = part(path)
    used = imports(path) - {here, "__version__"}
    if here in TOP or here == "__init__":
        return
    assert used & TOP == set()
    if here in STAGES:
        assert used & STAGES <= ON.get(here, set())
    elif here in NOUNS:
        reading = {"border"} if path.relative_to(PACKAGE).as_posix() == READS_RECORDS else set()
        assert used <= NOUNS | {"errors", "units", "indonesian"} | reading
    else:
        assert used & STAGES == set()
        assert used & (NOUNS - {"findings"}) == set() or here in GIVEN_NOUNS


def test_public_names_are_there() -> None:
    assert [name for name in doctool.__all__ if not hasattr(doctool, name)] == []
    with pytest.raises(AttributeError):
        doctool.tiada  # noqa: B018


def test_constraints_hold_names_and_versions_only() -> None:
    lines = (ROOT / "constraints.txt").read_text(encoding="utf-8").splitlines()
    assert [line for line in lines if line.count("==") != 1 or " " in line or "/" in line or "@" in line] == []
