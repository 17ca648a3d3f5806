"""Publishing that is killed leaves the old state or the new one; the soak does this many times, here a few."""

from __future__ import annotations

from pathlib import Path

from benchmarks import publish_kills

TEXT = f"sop_catalog/{publish_kills.OFFICE}/sop/{publish_kills.SLUG}.yaml"
FOLDER = f"sop_catalog/{publish_kills.OFFICE}/terbitan/{publish_kills.SLUG}"
OLD = {TEXT: "a", f"{FOLDER}/0/sop.yaml": "z"}
NEW = {TEXT: "b", f"{FOLDER}/0/sop.yaml": "z", f"{FOLDER}/1/sop.yaml": "b", "output/sop/contoh/x.docx": "d"}


def test_kills_leave_the_old_state_or_the_new(tmp_path: Path) -> None:
    outcome = publish_kills.publish_soak(tmp_path, kills=4, seed=20260105)
    assert outcome.faults == []
    assert outcome.left.total() == 4


def test_the_soak_tells_states_apart_and_sees_what_is_neither() -> None:
    judge = publish_kills.judge
    assert judge(OLD, OLD, NEW) == ("old", [])
    assert judge({**OLD, f"{FOLDER}/.siap-1/sop.yaml": "?"}, OLD, NEW) == ("old", [])
    assert judge({**NEW, TEXT: "a"}, OLD, NEW) == ("new, text not yet", [])
    assert judge(NEW, OLD, NEW) == ("new", [])
    assert judge({**OLD, TEXT: "b"}, OLD, NEW)[1] == [f"neither old nor new: {TEXT}"]
    assert judge({**OLD, f"{FOLDER}/0/sop.yaml": "y"}, OLD, NEW)[1] == [f"neither old nor new: {FOLDER}/0/sop.yaml"]
    assert judge({**NEW, f"{FOLDER}/1/sop.yaml": "half"}, OLD, NEW)[1] == [
        f"neither old nor new: {FOLDER}/1/sop.yaml"
    ]
    assert judge({TEXT: "a"}, OLD, NEW)[1] == [f"missing: {FOLDER}/0/sop.yaml"]
    half = {name: sha for name, sha in NEW.items() if not name.startswith("output/")}
    assert judge({**half, f"{FOLDER}/1/x.docx": "d"}, OLD, {**NEW, f"{FOLDER}/1/x.docx": "d"}) == ("new", [])
    assert publish_kills.differences(OLD, NEW) == [
        "missing: output/sop/contoh/x.docx", f"differs: {TEXT}", f"missing: {FOLDER}/1/sop.yaml",
    ]  # fmt: skip
