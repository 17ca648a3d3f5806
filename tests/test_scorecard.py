"""The scorecard: short forms of those of its tests that are cheap and that no other test of the suite is, and its page.

`make scorecard` runs all of them in full; docs/reliability.md says which test of the suite is which.
"""

from __future__ import annotations

import json
import os
import shutil
import signal
import sys
from collections import Counter
from pathlib import Path

import pytest
from openpyxl import Workbook
from pypdf import PdfWriter

from benchmarks import soak
from benchmarks.scorecard import __main__ as scorecard
from benchmarks.scorecard import (
    batches,
    disks,
    faults,
    hostile_others,
    listener,
    office,
    reading,
    records,
    sop_texts,
    steps,
    thousands,
)
from benchmarks.scorecard.damaged_pdfs import Joined
from benchmarks.scorecard.records import ROOT, page
from benchmarks.scorecard.score import TRIALS, Ask, Found, Score, Trial, not_here
from doctool.convert import libreoffice

CHEAP = ("R1", "R7", "R11", "R15", "R21", "R24")
SHORT = Ask(short=True)


@pytest.mark.parametrize("code", CHEAP)
def test_the_short_form_passes(code: str) -> None:
    score = TRIALS[code].run(SHORT)
    assert score.failing == ()
    assert score.passed is not False


@pytest.mark.skipif(sys.platform != "linux", reason="looks at processes in /proc")
def test_a_child_of_libreoffice_that_lives_on_is_seen(tmp_path: Path, monkeypatch: pytest.MonkeyPatch) -> None:
    kind = "leaves a child"
    monkeypatch.setattr(faults, "FAKES", {kind: faults.FAKES[kind]})
    monkeypatch.setattr(faults, "_DYING_S", 0.0)
    monkeypatch.setattr(libreoffice, "kill_group", lambda _process: None)
    with faults.marked() as mark:
        try:
            assert faults.fake_programs(tmp_path) == [f"{kind}: 2 processes are left"]
            orphans = faults.running(mark)
            assert len(orphans) == 2
        finally:
            for pid in faults.running(mark):
                os.kill(pid, signal.SIGKILL)


def test_a_harmful_file_must_be_refused_for_what_it_is(monkeypatch: pytest.MonkeyPatch) -> None:
    files = hostile_others.files()
    assert [name for name, (_, _, words) in files.items() if not words] == []
    data, _reader, words = files["pdf kosong"]
    for reason in ("", "bukan berkas PDF"):
        monkeypatch.setattr(hostile_others, "files", lambda reason=reason: {"x": (data, lambda _: reason, words)})
        assert reading.hostile_other("x").verdict.problems == (f"reason: {reason}",)


def test_a_full_run_that_does_less_than_is_wanted_fails(monkeypatch: pytest.MonkeyPatch) -> None:
    done = soak.Outcome(Counter(conductor=199))
    monkeypatch.setattr(soak, "soak", lambda *_args, **_more: done)
    monkeypatch.setattr(batches, "run_tests", lambda *_nodes, **_more: (14, Found("")))
    if sys.platform == "linux":
        assert TRIALS["R16"].run(Ask()).failing == ("only 199 of 200 kills",)
    assert TRIALS["R18"].run(Ask()).failing == ("only 14 of 186 places without a fault",)
    assert TRIALS["R18"].run(SHORT).passed
    done.kills["worker"] = 1
    assert TRIALS["R16"].run(Ask()).passed is not False


@pytest.mark.skipif(sys.platform != "linux", reason="R23 looks at processes in /proc")
def test_memory_that_grows_and_files_that_stay_open_fail(monkeypatch: pytest.MonkeyPatch) -> None:
    made = thousands.Cost(files=9000, ms=3.0, first=80.0, last=129.9, most=90.0)
    monkeypatch.setattr(thousands, "cost", lambda *_: made)
    monkeypatch.setattr(batches, "run_tests", lambda *_nodes: (1, Found("")))
    assert TRIALS["R23"].run(Ask()).passed
    made.most, made.open, made.files, made.ms = 130.0, 1, 8999, 60.1
    assert TRIALS["R23"].run(Ask()).failing == (
        "only 8999 of 9000 files", "60.1 ms a document", "memory grows by 50.0 MB", "1 files are left open",
    )  # fmt: skip


def test_what_an_office_did_not_make_soundly_is_seen(tmp_path: Path) -> None:
    for folder in ("output", "templates/docx", "data"):
        (tmp_path / folder).mkdir(parents=True)
    (tmp_path / "templates" / "docx" / "notula.docx").touch()
    assert office._unused(tmp_path) == ["nothing is made of the template notula"]
    blank = PdfWriter()
    blank.add_blank_page(200, 200)
    blank.write(tmp_path / "output" / "a.pdf")
    (tmp_path / "output" / "b.pdf").write_bytes((tmp_path / "output" / "a.pdf").read_bytes()[:-60])
    book = Workbook()
    assert book.active is not None
    book.active["A1"] = "=1+1"
    book.save(tmp_path / "output" / "status.xlsx")
    kinds, faults = office.judge(tmp_path, SHORT)
    assert kinds == {".pdf": 2, ".xlsx": 1}
    assert [one for one in faults if "formula" in one and one.startswith("output/status.xlsx")] != []
    if shutil.which("qpdf"):
        assert faults[0] == "output/a.pdf: page 1 is empty"
        assert faults[1].startswith("output/b.pdf: qpdf ends with ")
    run = steps.Steps(tmp_path)
    run.do("templat tiada", code=2)
    assert run.faults == []
    run.do("templat tiada")
    assert run.faults[0].startswith("templat tiada: 2: ")


def test_pdfs_that_are_slow_heavy_or_all_refused_fail() -> None:
    assert reading.joined_wrongly(Joined(30, 70, (), 9.9), 511_000_000) == []
    assert reading.joined_wrongly(Joined(0, 100, (), 10.1), 513_000_000) == [
        "only 0 of 100 damaged PDFs are joined", "a hundred PDFs: 10.1 s", "PDFs: 513 MB",
    ]  # fmt: skip


def test_every_printed_text_of_an_sop_that_is_lost_is_seen(monkeypatch: pytest.MonkeyPatch) -> None:
    seed = next(seed for seed in range(1, 99) if len(sop_texts.spiked(seed)[1]["kegiatan"]) < 6)
    office, data, _ = sop_texts.spiked(seed)
    assert sop_texts.judge(seed) == ("made", ())
    whole = "|".join("".join(text.split()) for text in sop_texts.texts(office, data))
    assert sop_texts.lost(office, data, whole) == []
    for key in ("nama_sop", "tanggal_pembuatan", "keterkaitan", "peringatan", "pelaksana"):
        said = data[key] if isinstance(data[key], str) else next(iter(data[key]))
        text = "".join((said if isinstance(said, str) else said["nama"]).split())
        assert sop_texts.lost(office, data, whole.replace(text, "", 1)) != []
    monkeypatch.setattr(sop_texts, "words_of_xlsx", lambda _data: whole.replace("SitiAminah", ""))
    state, faults = sop_texts.judge(seed)
    assert (state, [one.split(" lost: ")[0] for one in faults][:1]) == ("made", [f"seed {seed}: xlsx"])


def test_references_must_be_tried_in_full_and_be_seen_to_leak() -> None:
    seen = listener.Leaks(30, ("GET /a.png",), ("02.docx: holds the picture of another file",))
    assert seen.blind() == ()
    assert len(listener.Leaks(30, seen.asked).blind()) == len(listener.Leaks(30, (), seen.seen).blind()) == 1
    assert listener.Leaks(30).all == ()
    assert seen.all == ("asked for: GET /a.png", *seen.seen)
    assert Ask().lacks(29, 30, "converted") == ("only 29 of 30 converted",)


def test_an_old_letter_is_itself_or_wholly_the_new_one(tmp_path: Path) -> None:
    letters = {f"paket/{number}/1_Surat.docx": bytes([number]) * 90 for number in range(3)}
    for name, data in letters.items():
        (tmp_path / name).parent.mkdir(parents=True)
        (tmp_path / name).write_bytes(data)
    (tmp_path / "paket" / "manifes.json").write_text("{}", encoding="utf-8")
    old = dict.fromkeys(letters, b"lama")
    assert disks.torn(tmp_path, old, letters) == disks.torn(tmp_path, letters, old) == []
    (tmp_path / "paket" / "1" / "1_Surat.docx").write_bytes(b"\1" * 40)
    (tmp_path / "paket" / "manifes.json").write_text("{", encoding="utf-8")
    assert disks.torn(tmp_path, old, letters) == ["paket/1/1_Surat.docx is torn", "paket/manifes.json is torn"]


def test_there_are_twenty_five_within_eighty_minutes_each_with_its_part_of_the_suite() -> None:
    assert list(TRIALS) == [f"R{number}" for number in range(1, 26)]
    assert sum(one.minutes for one in TRIALS.values()) <= scorecard.MOST_MINUTES
    named = {name for one in TRIALS.values() for name in one.suite.split()}
    assert [name for name in named if not (ROOT / "tests" / name).is_file()] == []
    assert [one.kode for one in TRIALS.values() if not one.suite] == []
    assert tuple(one.kode for one in TRIALS.values() if "test_scorecard.py" in one.suite.split()) == CHEAP


def _trial(found: Found | Exception) -> Score:
    def call(_ask: Ask) -> Found:
        if isinstance(found, Exception):
            raise found
        return found

    return Trial("R1", "What.", "0 wrong", 1, "test_scorecard.py", call).run(SHORT)


def test_what_could_not_be_run_or_broke_is_no_pass() -> None:
    assert _trial(Found("1 of 1")).passed is True
    assert _trial(Found("1 of 1", (), not_here("qpdf"))).passed is None
    assert _trial(Found("0 of 1", ("seed 3",), not_here("qpdf"))).passed is False
    broken = _trial(KeyError("x"))
    assert (broken.passed, broken.failing) == (False, ("KeyError: 'x'",))
    assert scorecard.told(_trial(Found("1 of 1", (), not_here("qpdf", "pandoc")))).splitlines() == [
        "R1 not run in whole in 0 s: 1 of 1 (wanted: 0 wrong)", "  not run: the programs qpdf, pandoc are not here",
    ]  # fmt: skip


def test_the_page_tells_figures_of_runs_only(tmp_path: Path, monkeypatch: pytest.MonkeyPatch) -> None:
    monkeypatch.setattr(records, "RECORDS", tmp_path / "records.json")
    records.keep(_trial(Found("9 of 9")), short=True, seed=4)
    said = page(records.load())
    assert "| R1 | Random letters" in said
    assert "short form: 9 of 9 | not yet run in full (short form: pass) |" in said
    assert said.count("| not yet run |") == 24
    records.keep(_trial(Found("8 of 9", ("seed 5: lost",))), short=False, seed=4)
    said = page(records.load())
    assert "| 8 of 9 | **fail** |" in said
    slow = {code: {records.FULL: {**records.load()["R1"]["full"], "seconds": 90.0}} for code in TRIALS}
    assert "the runs below took 37.5 minutes, those" in page(slow)
    assert "took 3.0 minutes for the 2 run so far, those" in page({code: slow[code] for code in ("R1", "R2")})
    assert "- R1 (full): `seed 5: lost`" in said


def test_inputs_that_failed_are_kept_once(tmp_path: Path, monkeypatch: pytest.MonkeyPatch) -> None:
    monkeypatch.setattr(records, "CORPUS", tmp_path / "corpus" / "scorecard.md")
    for _ in range(2):
        records.keep_failing(_trial(Found("0 of 1", ("seed 3: lost",))), seed=1)
    assert records.CORPUS.read_text(encoding="utf-8").count("- R1, seed 1: `seed 3: lost`") == 1
    records.keep_failing(_trial(Found("0 of 203", tuple(f"seed {one}" for one in range(203)))), seed=2)
    said = records.CORPUS.read_text(encoding="utf-8")
    assert all(said.count(f"- R1, seed 2: `seed {one}`\n") == 1 for one in range(200))
    assert said.endswith("- R1, seed 2: and 3 more\n")


def test_the_page_that_is_there_is_that_of_the_figures_kept() -> None:
    assert records.PAGE.read_text(encoding="utf-8") == page(records.load())
    for record in json.loads(records.RECORDS.read_text(encoding="utf-8")).values():
        assert all(line["day"] and line["machine"] and line["figure"] for line in record.values())
