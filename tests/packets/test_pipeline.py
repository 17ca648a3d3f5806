"""A packet from paket.yaml to its files: what is made, what is left alone, what a fault costs."""

from __future__ import annotations

import csv
import hashlib
import io
import json
import os
import shutil
import subprocess
import sys
from collections.abc import Callable
from concurrent.futures import ProcessPoolExecutor
from dataclasses import replace
from pathlib import Path
from typing import Any

import pytest

from benchmarks.packet_case import DAY, FORM, LETTER, NAME, OFFICE, SOP, begin_book, make_workspace, write_recipients
from doctool import lock, packet_pipeline, packet_store
from doctool.catalog.index import Workspace
from doctool.errors import BusyError
from doctool.packet_close import failures_csv
from doctool.packet_job import PacketBuild, PacketOptions, Trouble
from doctool.packet_pipeline import build_packet
from doctool.packets.manifest import from_json
from doctool.packets.nouns import Borongan, Hasil
from doctool.packets.verify import differences
from doctool.register import outgoing
from doctool.register.database import Register


@pytest.fixture(scope="module")
def bare(tmp_path_factory: pytest.TempPathFactory) -> Path:
    """A workspace with a packet for six recipients; no register yet."""
    root = tmp_path_factory.mktemp("asal") / "ruang"
    make_workspace(root, 6, [LETTER, FORM, SOP])
    return root


@pytest.fixture
def root(bare: Path, tmp_path: Path) -> Path:
    """A workspace of its own, with a register that gives numbers."""
    shutil.copytree(bare, tmp_path / "ruang")
    begin_book(tmp_path / "ruang")
    return tmp_path / "ruang"


def options(root: Path, **more: Any) -> PacketOptions:
    return replace(PacketOptions(root / "output", DAY, workers=1, formats=frozenset({"docx", "xlsx"})), **more)


def build(root: Path, **more: Any) -> PacketBuild:
    return build_packet(Workspace(root), data(root) / "paket.yaml", options(root, **more))


def data(root: Path) -> Path:
    return root / "data" / OFFICE / "paket" / NAME


def made(root: Path) -> Path:
    return root / "output" / "paket" / OFFICE / NAME


def units(count: int = 6) -> list[str]:
    return [f"unit-{number:04}" for number in range(1, count + 1)]


def times(root: Path) -> dict[str, int]:
    return {p.relative_to(made(root)).as_posix(): p.stat().st_mtime_ns for p in made(root).rglob("*") if p.is_file()}


def tree(root: Path) -> dict[str, bytes]:
    return {p.relative_to(made(root)).as_posix(): p.read_bytes() for p in made(root).rglob("*") if p.is_file()}


def numbers(root: Path) -> dict[str, str]:
    with Register.of(root, OFFICE, today=DAY) as book:
        return {line.kunci: line.nomor for line in outgoing.lines(book)}


def test_each_recipient_gets_a_folder_and_the_manifest_knows_every_file(root: Path) -> None:
    result = build(root)
    assert (result.made, result.kept, result.files, result.troubles) == (6, 0, 24, [])
    first = made(root) / "001_Kecamatan-Contoh-1"
    assert sorted(p.name for p in first.iterdir()) == [
        "00_Lembar-Depan.docx", "1_Surat-Pengantar.docx", "2_Form-Isian.xlsx", "3_Salinan-SOP.docx",
    ]  # fmt: skip
    manifes = from_json((made(root) / "manifes.json").read_bytes(), "manifes.json")
    found = {name: hashlib.sha256(one).hexdigest() for name, one in tree(root).items() if name != "manifes.json"}
    assert differences(manifes, found) == ()
    assert [one.nomor for one in manifes.penerima] == sorted(numbers(root).values())
    assert len(manifes.berkas) == 25
    assert not (made(root) / "gagal.csv").exists()


def test_nothing_changed_makes_nothing(root: Path) -> None:
    build(root)
    before, given = times(root), numbers(root)
    again = build(root)
    assert (again.made, again.kept, again.files) == (0, 6, 0)
    assert times(root) == before
    assert numbers(root) == given


def test_one_changed_recipient_makes_its_packet_only(root: Path) -> None:
    build(root)
    before, given = times(root), numbers(root)
    write_recipients(data(root), units(), changed=["unit-0003"])
    again = build(root)
    assert (again.made, again.kept) == (1, 5)
    changed = {name for name, at in times(root).items() if before.get(name) != at}
    assert changed == {
        "003_Kecamatan-Contoh-3/1_Surat-Pengantar.docx", "003_Kecamatan-Contoh-3/00_Lembar-Depan.docx", "manifes.json",
    }  # fmt: skip
    assert numbers(root) == given


def test_the_same_on_one_two_and_no_worker(root: Path, bare: Path, tmp_path: Path) -> None:
    build(root)
    other = tmp_path / "lain"
    shutil.copytree(bare, other)
    begin_book(other)
    build(other, workers=2)
    assert tree(root) == tree(other)


def test_deleted_output_is_made_again_with_the_same_numbers(root: Path) -> None:
    build(root)
    before, given = tree(root), numbers(root)
    shutil.rmtree(root / "output")
    build(root)
    assert tree(root) == before
    assert numbers(root) == given


def test_a_file_changed_by_a_person_is_left_alone(root: Path) -> None:
    build(root)
    path = made(root) / "002_Kecamatan-Contoh-2" / "1_Surat-Pengantar.docx"
    path.write_bytes(b"diubah orang")
    result = build(root)
    assert [(one.kunci, one.potongan) for one in result.troubles] == [("unit-0002", "Surat Pengantar")]
    assert path.read_bytes() == b"diubah orang"
    assert (result.made, result.kept) == (0, 5)
    again = build(root, overwrite=True)
    assert (again.made, again.troubles) == (1, [])
    assert path.read_bytes().startswith(b"PK")


def test_a_recipient_who_leaves_the_list_leaves_the_output(root: Path) -> None:
    build(root)
    write_recipients(data(root), units(5))
    kept = made(root) / "006_Kecamatan-Contoh-6"
    (kept / "catatan.txt").write_text("milik orang", encoding="utf-8")
    build(root)
    assert [p.name for p in kept.iterdir()] == ["catatan.txt"]
    assert "unit-0006" not in (made(root) / "manifes.json").read_text("utf-8")


def test_one_bad_row_is_told_and_the_rest_made(root: Path) -> None:
    write_recipients(data(root), units(), bad=["unit-0004"])
    result = build(root)
    assert (result.recipients, result.made) == (6, 5)
    [one] = result.troubles
    assert "penerima.csv:D5" in one.alasan
    rows = list(csv.reader(io.StringIO((made(root) / "gagal.csv").read_bytes().decode("utf-8-sig")), delimiter=";"))
    assert rows[1][2] == "Kecamatan Contoh 4"
    assert len(numbers(root)) == 5
    write_recipients(data(root), units())
    assert build(root).made == 1
    assert not (made(root) / "gagal.csv").exists()


def test_a_dry_run_writes_and_numbers_nothing(root: Path) -> None:
    result = build(root, dry_run=True)
    assert result.planned is not None
    assert result.planned.line() == "18 potongan, 6 lembar depan, 1 Daftar Ekspedisi"
    assert not (root / "output").exists()
    assert numbers(root) == {}


def test_two_runs_on_one_output_refuse(root: Path) -> None:
    with lock.hold(root / "output" / ".doctool" / "kunci"), pytest.raises(BusyError):
        build(root)
    assert build(root).made == 6


def test_the_day_of_the_first_run_stays(root: Path) -> None:
    from datetime import date

    letter = data(root) / "surat.yaml"
    letter.write_text(letter.read_text("utf-8").replace("tanggal: 5 Januari 2026\n", ""), encoding="utf-8")
    paket = data(root) / "paket.yaml"
    paket.write_text(paket.read_text("utf-8").replace("tanggal: 5 Januari 2026\n", ""), encoding="utf-8")
    build(root, now=date(2026, 1, 7))
    assert build(root, now=date(2026, 1, 8), resume=True).kept == 6


def test_a_full_disk_ends_the_run_and_is_told(root: Path, monkeypatch: pytest.MonkeyPatch) -> None:
    import errno

    real, count = packet_store._write_part, [0]

    def full(part: Path, content: bytes) -> None:
        count[0] += 1
        if count[0] > 7:
            raise OSError(errno.ENOSPC, "penuh")
        real(part, content)

    with monkeypatch.context() as patch:
        patch.setattr(packet_store, "_write_part", full)
        result = build(root)
    assert "disk penuh" in result.stopped
    assert result.made + result.kept < 6
    assert len({one.kunci for one in result.troubles if one.kunci}) == 6 - result.made
    assert all("--lanjutkan" in one.saran for one in result.troubles if one.kunci)
    given = numbers(root)
    again = build(root, resume=True)
    assert (again.made + again.kept, again.troubles) == (6, [])
    assert numbers(root) == given


def test_an_open_target_costs_its_own_recipient(root: Path, monkeypatch: pytest.MonkeyPatch) -> None:
    real = os.replace

    def locked(source: Any, target: Any) -> None:
        if "005_" in str(target) and str(target).endswith(".xlsx"):
            raise PermissionError(13, "dibuka", str(target))
        real(source, target)

    with monkeypatch.context() as patch:
        patch.setattr(os, "replace", locked)
        result = build(root)
    [one] = result.troubles
    assert (one.kunci, one.potongan) == ("unit-0005", "Form Isian")
    assert "sedang dibuka program lain" in one.alasan
    assert result.made == 5
    assert not (made(root) / "005_Kecamatan-Contoh-5" / "00_Lembar-Depan.docx").exists()
    assert build(root).made == 1


def test_a_document_that_fails_costs_its_own_recipient(root: Path, monkeypatch: pytest.MonkeyPatch) -> None:
    real: Callable[[Borongan], tuple[Hasil, ...]] = packet_pipeline.work

    def spoiled(batch: Borongan) -> tuple[Hasil, ...]:
        return tuple(
            Hasil(one.id, error="templat rusak", hint="perbaiki") if one.id == "unit-0002/1.docx" else one
            for one in real(batch)
        )

    with monkeypatch.context() as patch:
        patch.setattr(packet_pipeline, "work", spoiled)
        result = build(root)
    assert [(one.kunci, one.potongan, one.alasan) for one in result.troubles] == [
        ("unit-0002", "Surat Pengantar", "templat rusak")
    ]
    assert result.made == 5
    assert sorted(p.name for p in (made(root) / "002_Kecamatan-Contoh-2").iterdir()) == [
        "2_Form-Isian.xlsx", "3_Salinan-SOP.docx",
    ]  # fmt: skip


def test_forms_are_made_before_a_number_is_taken_and_each_document_once(
    root: Path, monkeypatch: pytest.MonkeyPatch
) -> None:
    real: Callable[[Borongan], tuple[Hasil, ...]] = packet_pipeline.work
    done: list[tuple[str, int]] = []

    def watched(batch: Borongan) -> tuple[Hasil, ...]:
        done.extend((one.id, len(numbers(root))) for one in batch.tugas)
        return real(batch)

    monkeypatch.setattr(packet_pipeline, "work", watched)
    assert build(root).made == 6
    assert sorted(one for one, _ in done) == sorted(f"{unit}/{one}" for unit in units() for one in ("1.docx", "2.xlsx"))
    assert {numbered for one, numbered in done if one.endswith("2.xlsx")} == {0}
    assert {numbered for one, numbered in done if one.endswith("1.docx")} == {6}


def test_a_document_made_ahead_for_one_who_is_refused_costs_nobody_else(root: Path) -> None:
    rows = (data(root) / "penerima.csv").read_text(encoding="utf-8").replace("Camat Contoh 2", "{{ nomor }}")
    (data(root) / "penerima.csv").write_text(rows, encoding="utf-8", newline="")
    result = build(root)
    assert [one.kunci for one in result.troubles] == ["unit-0002"]
    assert result.made == 5
    assert not (made(root) / "002_Kecamatan-Contoh-2").exists()


def test_without_libreoffice_only_pdfs_are_missing(root: Path, monkeypatch: pytest.MonkeyPatch) -> None:
    monkeypatch.setenv("DOCTOOL_SOFFICE", str(root / "tiada"))
    result = build(root, formats=None)
    assert result.troubles == []  # this packet has no PDF
    result = build(root, formats=frozenset({"pdf"}))
    assert {one.cause for one in result.troubles} == {"luar"}
    assert "LibreOffice tidak ditemukan" in result.troubles[0].alasan


def test_no_text_of_the_list_of_failures_is_a_formula() -> None:
    bad = ["=1+1", "+cmd|' /C calc'!A0", "-2", "@SUM(A1)", "\t=1", "\r=1", "  =1", "a\nb;c\"d"]
    text = failures_csv([Trouble(one, one, one, one, one) for one in bad]).decode("utf-8-sig")
    rows = list(csv.reader(io.StringIO(text), delimiter=";"))[1:]
    assert len(rows) == len(bad)
    assert [cell for row in rows for cell in row[1:] if cell[:1] in ("=", "+", "-", "@", "\t", "\r")] == []
    assert rows[0][1] == "'=1+1"
    assert rows[7][1] == 'a b;c"d'


def test_a_manifest_left_without_its_notes_still_knows_its_files(root: Path) -> None:
    build(root)
    shutil.rmtree(root / "output" / ".doctool")
    again = build(root)
    assert (again.kept, again.files) == (6, 0)
    assert json.loads((made(root) / "manifes.json").read_bytes())["versi"] == 1


def test_thousands_need_no_more_under_way(root: Path, monkeypatch: pytest.MonkeyPatch) -> None:
    most, under_way = [0], [0]

    class Counting(ProcessPoolExecutor):
        def submit(self, *args: Any, **kwargs: Any) -> Any:
            under_way[0] += 1
            most[0] = max(most[0], under_way[0])
            future = super().submit(*args, **kwargs)
            future.add_done_callback(lambda _: under_way.__setitem__(0, under_way[0] - 1))
            return future

    from doctool import worker_pool
    from doctool.packets import making

    monkeypatch.setattr(worker_pool, "ProcessPoolExecutor", Counting)
    from doctool import packet_run

    monkeypatch.setattr(packet_run, "RECIPIENTS_EACH", 1)
    assert making.RECIPIENTS_EACH > 1
    assert build(root, workers=2).made == 6
    assert most[0] <= 5  # two for each worker, and the one that warms them


_STARTER = """
import os, sys, time
import doctool.packet_pipeline, doctool.cli.paket_buat, doctool.packet_finish, doctool.packet_close
import docx, lxml.etree, xlsxwriter
from doctool.__main__ import main
moment = time.time() + 2.0
for _ in range(int(sys.argv[2])):
    if os.fork() == 0:
        os.dup2(os.open(os.devnull, os.O_WRONLY), 2)
        os.dup2(2, 1)
        sys.argv = ["doctool", "paket", "buat", sys.argv[1], "--format", "docx,xlsx", "--pekerja", "1"]
        time.sleep(max(0.0, moment - time.time()))
        main()
codes = []
try:
    while True:
        codes.append(os.waitstatus_to_exitcode(os.wait()[1]))
except ChildProcessError:
    print(*codes)
"""


@pytest.mark.lambat
@pytest.mark.skipif(sys.platform == "win32", reason="forks")
def test_of_many_simultaneous_starts_one_runs(root: Path) -> None:
    env = {**os.environ, "PYTHONPATH": str(Path(__file__).resolve().parents[2])}
    command = [sys.executable, "-c", _STARTER, NAME, "50"]
    done = subprocess.run(command, cwd=root, env=env, stdin=subprocess.DEVNULL, capture_output=True, check=True)
    codes = [int(one) for one in done.stdout.split()]
    assert (codes.count(0), codes.count(5)) == (1, 49)
    assert len(numbers(root)) == 6
    assert build(root).kept == 6


def test_a_lock_left_by_a_kill_is_taken_over(root: Path) -> None:
    held = "import sys, os, signal; from pathlib import Path; from doctool import lock\n"
    held += "with lock.hold(Path(sys.argv[1])): os.kill(os.getpid(), signal.SIGTERM)"
    env = {**os.environ, "PYTHONPATH": str(Path(__file__).resolve().parents[2])}
    place = root / "output" / ".doctool" / "kunci"
    assert subprocess.run([sys.executable, "-c", held, str(place)], env=env, stdin=subprocess.DEVNULL).returncode != 0
    assert place.read_text("utf-8")
    assert build(root).made == 6
