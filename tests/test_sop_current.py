"""Only what changed is built again: what counts as a change, and that a run says the same whether it built or not."""

from __future__ import annotations

import json
import multiprocessing
import os
import shutil
from concurrent.futures import Executor, ProcessPoolExecutor
from dataclasses import replace
from datetime import date
from pathlib import Path

import pytest
import yaml
from PIL import Image

from doctool import sop_draw
from doctool.catalog.index import Entry, Workspace
from doctool.catalog.source import Source
from doctool.check.run import check_catalog, lasting_findings
from doctool.fingerprint import digest, digest_of_parts
from doctool.loaded import LoadedSop
from doctool.pipeline import NOTES, NOTES_FILE, BuildOptions, BuildResult, build_sops
from doctool.sop_draw import DrawJob, Drawn, draw_all, workers_for
from doctool.sop_notes import Notes
from doctool.sop_reader import Reader
from doctool.worker_pool import ThisMachine
from tests.random_sop import random_data

ROOT = Path(__file__).resolve().parent.parent
EXAMPLE = ROOT / "doctool" / "data" / "contoh" / "sop_catalog"
DAY = date(2026, 6, 1)
FORMATS = frozenset({"docx", "svg", "html"})


@pytest.fixture
def folder(tmp_path: Path, monkeypatch: pytest.MonkeyPatch) -> Path:
    """A workspace with two SOPs."""
    shutil.copytree(EXAMPLE, tmp_path / "sop_catalog")
    first = text_of(tmp_path)
    other = first.with_name("lain.yaml")
    shutil.copy(first, other)
    change(other, "nomor_sop: SOP/SEKR/01", "nomor_sop: SOP/SEKR/02")
    change(other, "nama_sop: Pengelolaan Surat Masuk", "nama_sop: Penyimpanan Surat Masuk")
    monkeypatch.chdir(tmp_path)
    return tmp_path


def text_of(folder: Path) -> Path:
    return folder / "sop_catalog" / "contoh" / "sop" / "pengelolaan-surat-masuk.yaml"


def change(path: Path, old: str, new: str) -> None:
    text = path.read_text(encoding="utf-8")
    assert text.count(old) == 1
    path.write_text(text.replace(old, new), encoding="utf-8", newline="\n")


def build(folder: Path, formats: frozenset[str] = FORMATS, **wishes: object) -> dict[str, BuildResult]:
    workspace = Workspace(folder)
    options = replace(BuildOptions(formats, folder / "output", today=DAY), **wishes)  # type: ignore[arg-type]
    return {one.address: one for one in build_sops(workspace, workspace.entries(), options)}


def made(folder: Path, **wishes: object) -> set[str]:
    """The SOPs that a run builds again."""
    return {name.partition("/")[2] for name, one in build(folder, **wishes).items() if not one.current}  # type: ignore[arg-type]


def files(folder: Path) -> dict[str, bytes]:
    return {path.name: path.read_bytes() for path in sorted((folder / "output" / "sop").rglob("*")) if path.is_file()}


BOTH = {"lain", "pengelolaan-surat-masuk"}


def test_a_second_run_lays_nothing_out(folder: Path, monkeypatch: pytest.MonkeyPatch) -> None:
    change(text_of(folder), "    output: Surat tercatat\n", '    output: ""\n')
    first, before = build(folder), files(folder)

    def never(loaded: LoadedSop) -> None:
        raise AssertionError(f"{loaded.slug} is laid out again")

    monkeypatch.setattr("doctool.layout.engine.lay_out", never)
    again = build(folder)
    assert [one.current for one in again.values()] == [True, True]
    assert files(folder) == before
    for name, one in again.items():
        assert (one.files, one.pages, one.findings) == (first[name].files, first[name].pages, first[name].findings)
    assert again["contoh/pengelolaan-surat-masuk"].findings


def test_what_counts_as_a_change(folder: Path, monkeypatch: pytest.MonkeyPatch) -> None:
    assert made(folder) == BOTH
    assert made(folder) == set()
    text_of(folder).write_bytes(text_of(folder).read_bytes() + b"# sekadar catatan\n")
    assert made(folder) == {"pengelolaan-surat-masuk"}
    kantor = folder / "sop_catalog" / "contoh" / "kantor.yaml"
    kantor.write_bytes(kantor.read_bytes() + b"# catatan\n")
    assert made(folder) == BOTH
    (folder / "output" / "sop" / "contoh" / "lain.hal-1.svg").unlink()
    assert made(folder) == {"lain"}
    assert made(folder, formats=frozenset({"xlsx"})) == BOTH
    assert made(folder, formats=frozenset({"xlsx", "svg"})) == set()
    assert made(folder, anew=True) == BOTH
    monkeypatch.setattr("doctool.sop_reader.program", lambda: "another doctool")
    assert made(folder) == BOTH


def test_the_crest_counts(folder: Path) -> None:
    kantor = folder / "sop_catalog" / "contoh" / "kantor.yaml"
    said = yaml.safe_load(kantor.read_text(encoding="utf-8"))
    said["kop"]["logo"] = "lambang.png"
    kantor.write_text(yaml.safe_dump(said, allow_unicode=True, sort_keys=False), encoding="utf-8")
    assert made(folder) == BOTH
    Image.new("RGB", (40, 50), "red").save(kantor.with_name("lambang.png"))
    assert made(folder) == BOTH
    assert made(folder) == set()


def test_an_html_follows_the_names_of_the_sops_that_it_links_to(folder: Path) -> None:
    text = text_of(folder)
    said = yaml.safe_load(text.read_text(encoding="utf-8"))
    said["keterkaitan"] = ["SOP Penyimpanan Surat Masuk"]
    text.write_text(yaml.safe_dump(said, allow_unicode=True, sort_keys=False), encoding="utf-8")
    build(folder)
    page = folder / "output" / "sop" / "contoh" / "pengelolaan-surat-masuk.html"
    assert 'href="lain.html"' in page.read_text(encoding="utf-8")
    change(text.with_name("lain.yaml"), "nama_sop: Penyimpanan Surat Masuk", "nama_sop: Pemusnahan Surat")
    assert made(folder, formats=frozenset({"docx"})) == {"lain"}
    assert made(folder, formats=frozenset({"html"})) == BOTH
    assert 'href="lain.html"' not in page.read_text(encoding="utf-8")


def test_sops_that_are_only_linked_to_are_read_once(folder: Path, monkeypatch: pytest.MonkeyPatch) -> None:
    text, whole, read = text_of(folder), Workspace.read, []
    said = yaml.safe_load(text.read_text(encoding="utf-8"))
    said["keterkaitan"] = ["SOP Penyimpanan Surat Masuk"]

    def counted(workspace: Workspace, entry: Entry) -> tuple[LoadedSop, Source]:
        read.append(entry.slug)
        return whole(workspace, entry)

    monkeypatch.setattr(Workspace, "read", counted)
    for name in ("Pertama", "Kedua"):
        said["nama_sop"] = name
        text.write_text(yaml.safe_dump(said, allow_unicode=True, sort_keys=False), encoding="utf-8")
        workspace = Workspace(folder)
        options = BuildOptions(FORMATS, folder / "output", today=DAY)
        build_sops(workspace, workspace.select([f"contoh/{text.stem}"]), options)
    assert read == [text.stem, "lain", text.stem]


def test_a_file_that_a_person_changed_is_no_file_as_it_was_made(folder: Path) -> None:
    build(folder)
    mine = folder / "output" / "sop" / "contoh" / "lain.docx"
    mine.write_bytes(b"PK with remarks")
    results = build(folder)
    assert "tidak ditimpa" in results["contoh/lain"].reason
    assert mine.read_bytes() == b"PK with remarks"
    assert made(folder, overwrite=True) == BOTH
    assert made(folder) == set()


def test_a_fault_between_sops_stops_one_in_force_that_was_made(folder: Path) -> None:
    text, other = text_of(folder), text_of(folder).with_name("lain.yaml")
    change(text, "status: draft", "status: disahkan")
    before = build(folder)["contoh/pengelolaan-surat-masuk"]
    assert not before.reason
    change(text, "nomor_sop: SOP/SEKR/01", "nomor_sop: SOP/SEKR/02")
    after = build(folder)["contoh/pengelolaan-surat-masuk"]
    assert "galat, jadi tidak dibuat" in after.reason
    change(other, "nomor_sop: SOP/SEKR/02", "nomor_sop: SOP/SEKR/03")
    assert not build(folder)["contoh/pengelolaan-surat-masuk"].reason
    change(other, "nomor_sop: SOP/SEKR/03", "nomor_sop: SOP/SEKR/02")
    assert "galat, jadi tidak dibuat" in build(folder)["contoh/pengelolaan-surat-masuk"].reason


@pytest.mark.parametrize("harm", [b"", b"{", b'{"sop": 1}\n[]\nnull\n', b"\xff\xfe\n"])
def test_damaged_notes_cost_time_and_nothing_else(folder: Path, harm: bytes) -> None:
    build(folder)
    before = files(folder)
    notes = folder / "output" / NOTES / NOTES_FILE
    notes.write_bytes(harm)
    assert made(folder) == BOTH
    assert files(folder) == before
    assert made(folder) == set()


def test_a_torn_line_costs_its_sop_only(folder: Path) -> None:
    build(folder)
    notes = folder / "output" / NOTES / NOTES_FILE
    notes.write_bytes(notes.read_bytes()[:-20])
    assert len(made(folder)) == 1
    assert made(folder) == set()


def test_notes_do_not_grow_without_end(folder: Path) -> None:
    for number in range(60):
        change_number = text_of(folder).read_text(encoding="utf-8").partition("# ke-")[0] + f"# ke-{number}\n"
        text_of(folder).write_text(change_number, encoding="utf-8", newline="\n")
        workspace = Workspace(folder)
        Reader(workspace, Notes(folder / "output", folder / "output" / NOTES / NOTES_FILE)).read(workspace.entries()[1])
    lines = folder / "output" / NOTES / NOTES_FILE
    assert len(lines.read_bytes().splitlines()) == 60
    build(folder)
    assert len(lines.read_bytes().splitlines()) < 10


@pytest.fixture
def many(tmp_path: Path, monkeypatch: pytest.MonkeyPatch) -> Path:
    """Twelve small random SOPs of two offices, in force and not."""
    for at, seed in enumerate(seed for seed in range(1, 200) if len(random_data(seed)[1]["kegiatan"]) < 8):
        if at == 12:
            break
        kantor, sop = random_data(seed)
        office = tmp_path / "sop_catalog" / f"acak-{at % 2}"
        (office / "sop").mkdir(parents=True, exist_ok=True)
        sop["status"] = ("draft", "disahkan", "reviu")[at % 3]
        sop["keterkaitan"] = [{"sop": f"acak-0/satu-{(at + 2) % 12}", "teks": "SOP lain"}]
        for path, data in ((office / "kantor.yaml", kantor), (office / "sop" / f"satu-{at}.yaml", sop)):
            path.write_text(yaml.safe_dump(data, allow_unicode=True, sort_keys=False), encoding="utf-8", newline="\n")
    monkeypatch.chdir(tmp_path)
    return tmp_path


@pytest.mark.parametrize("home", ["tests/data", "."])
def test_what_is_noted_of_sops_says_what_they_say(home: str, tmp_path: Path, many: Path) -> None:
    """The thin part of an SOP and its findings that last give the findings that the whole SOP gives, on any day."""
    root = many if home == "." else ROOT
    workspace = Workspace(root)
    notes = Notes(tmp_path, tmp_path / "catatan.jsonl")
    entries = workspace.entries()
    whole = [Reader(workspace, notes).read(one) for one in entries]
    again = Notes(tmp_path, tmp_path / "catatan.jsonl")
    thin = [Reader(Workspace(root), again).read(one) for one in entries]
    assert not any(one.whole for one in thin)
    lasting = {one.loaded.address: one.lasting for one in thin}
    for day in (None, date(2019, 1, 1), DAY, date(2040, 1, 1)):
        expected = check_catalog([one.loaded for one in whole], today=day)
        assert check_catalog([one.loaded for one in thin], today=day, lasting=lasting) == expected
        assert expected
    for one in whole:
        assert list(one.lasting) == lasting_findings(one.loaded)
    assert [one.bahan for one in whole] == [one.bahan for one in thin]


def test_workers_make_the_same_bytes(many: Path) -> None:
    alone = build(many, frozenset({"docx", "svg"}), workers=1)
    expected = files(many)
    assert len(expected) > 24
    shutil.rmtree(many / "output")
    together = build(many, frozenset({"docx", "svg"}), workers=3)
    assert files(many) == expected
    for name, one in alone.items():
        other = together[name]
        assert (one.files, one.pages, one.findings, one.reason) == (
            other.files, other.pages, other.findings, other.reason
        )  # fmt: skip


class Dying(ThisMachine):
    """Workers that die of the SOP whose slug is `satu-3`."""

    def executor(self) -> Executor:
        return ProcessPoolExecutor(self.workers, mp_context=multiprocessing.get_context("fork"))


def _dies(job: DrawJob) -> Drawn:
    if job.loaded.slug == "satu-3":
        os._exit(9)
    return Drawn(pages=1)


@pytest.mark.skipif(not hasattr(os, "fork"), reason="the dying worker is a copy of this process")
def test_a_worker_that_dies_costs_one_sop(many: Path, monkeypatch: pytest.MonkeyPatch) -> None:
    monkeypatch.setattr(sop_draw, "draw", _dies)
    workspace = Workspace(many)
    jobs = [DrawJob(workspace.load(one), frozenset({"svg"}), {}) for one in workspace.entries()]
    found = dict(draw_all(jobs, 2, Dying(2)))
    assert sorted(found) == list(range(12))
    failed = [jobs[number].loaded.slug for number, one in found.items() if one.fault is not None]
    assert failed == ["satu-3"]
    (fault,) = [one.fault for one in found.values() if one.fault is not None]
    assert "mati setiap kali" in str(fault)


@pytest.mark.skipif(not hasattr(os, "fork"), reason="the broken layout is known to copies of this process only")
def test_a_bug_in_a_worker_is_told_with_its_traceback(many: Path, monkeypatch: pytest.MonkeyPatch) -> None:
    def broken(loaded: LoadedSop) -> None:
        raise ZeroDivisionError("division by zero")

    monkeypatch.setattr("doctool.layout.engine.lay_out", broken)
    workspace = Workspace(many)
    jobs = [DrawJob(workspace.load(one), frozenset({"svg"}), {}) for one in workspace.entries()[:2]]
    found = dict(draw_all(jobs, 2, Dying(2)))
    for one in found.values():
        assert isinstance(one.fault, ZeroDivisionError)
        assert "in broken" in "".join(one.fault.__notes__)


@pytest.mark.parametrize(("jobs", "wanted", "expected"), [(0, 0, 1), (2, 0, 1), (2, 4, 2), (100, 1, 1), (100, 7, 7)])
def test_how_many_workers(jobs: int, wanted: int, expected: int) -> None:
    assert workers_for(jobs, wanted) == expected


def test_the_origin_tells_parts_apart() -> None:
    assert len({digest_of_parts("ab", "c"), digest_of_parts("a", "bc"), digest_of_parts("abc")}) == 3
    assert digest_of_parts("é") == digest_of_parts("é".encode())


def test_a_note_that_somebody_wrote_is_not_believed(folder: Path) -> None:
    build(folder)
    before = files(folder)
    notes = folder / "output" / NOTES / NOTES_FILE
    lines = notes.read_text(encoding="utf-8").splitlines()
    assert {json.loads(line.partition(" ")[2])["sop"] for line in lines} == {f"contoh/{name}" for name in BOTH}
    forged = []
    for line in lines:
        said = json.loads(line.partition(" ")[2])
        if "isi" in said:
            said["isi"]["status"] = "darf"
        text = json.dumps(said)
        forged.append(f"{digest(text.encode())[:16]} {text}\n")
    notes.write_text("".join(forged), encoding="utf-8")
    assert [one.reason for one in build(folder).values()] == ["", ""]
    assert files(folder) == before
    notes.write_text("".join(line.replace("0", "1") + "\n" for line in lines), encoding="utf-8")
    assert made(folder) == BOTH
