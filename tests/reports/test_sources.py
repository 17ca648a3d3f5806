"""A recap that laporan.yaml names, beside the forms that were read after it was made."""

from __future__ import annotations

from datetime import date
from pathlib import Path

from doctool.catalog.index import Workspace
from doctool.form_returns import folder_of
from doctool.model.pengembalian import to_json
from doctool.report_sources import gather
from tests.forms.recap_case import returned, row
from tests.reports.review_case import loaded, make_report

DAY = date(2027, 1, 5)


def keep(workspace: Workspace, bidang: str, code: str, quarters: list[object]) -> None:
    """Keep the reading of a form of a bidang in the workspace."""
    place = folder_of(workspace, "kab-contoh", 2026)
    place.mkdir(parents=True, exist_ok=True)
    (place / f"{bidang}.json").write_bytes(to_json(returned(bidang, row(code, quarters), triwulan=4)))


def told(workspace: Workspace) -> list[str]:
    """What is said of the recap."""
    return [one.message for one in gather(workspace, loaded(workspace), DAY).temuan if one.code == "B01"]


def test_a_recap_older_than_the_forms_is_told_with_the_indicators_that_differ(tmp_path: Path) -> None:
    workspace = make_report(tmp_path)
    assert told(workspace) == []
    keep(workspace, "dafduk", "N1", [100, 200, 250, 300])
    assert told(workspace) == []
    keep(workspace, "dafduk", "N1", [100, 200, 250, 310])
    assert told(workspace) == ["berkas rekap ini berbeda dari formulir yang sudah dibaca sesudahnya: N1"]
    keep(workspace, "sekretariat", "N2", [50, 55, 60, 61])
    (only,) = [one for one in gather(workspace, loaded(workspace), DAY).temuan if one.code == "B01"]
    assert only.message.endswith(": N1 dan N2")
    assert "doctool formulir rekap --triwulan IV" in only.hint
    assert (only.where.file.rsplit("/", 1)[-1], only.where.line) == ("laporan.yaml", 3)
