"""The same packet on a cluster of two local workers, one of them killed midway: the same files and manifest."""

from __future__ import annotations

import json
import os
import signal
import subprocess
import sys
import threading
import time
import warnings
from collections.abc import Iterator
from pathlib import Path

import pytest

from benchmarks.packet_case import DAY, FORM, LETTER, NAME, OFFICE, SOP, begin_book, make_workspace
from doctool import packet_pipeline
from doctool.catalog.index import Workspace
from doctool.errors import DoctoolError, OutsideProgramError
from doctool.packet_dask import OneAtATime
from doctool.packet_job import PacketOptions
from doctool.packet_pipeline import build_packet

pytest.importorskip("distributed")
pytestmark = [
    pytest.mark.lambat, pytest.mark.filterwarnings("ignore::DeprecationWarning"),
    pytest.mark.filterwarnings("ignore::ResourceWarning"),
    pytest.mark.filterwarnings("ignore::pytest.PytestUnraisableExceptionWarning"),
]  # fmt: skip
ROOT = Path(__file__).resolve().parents[2]
PEOPLE = 60


@pytest.fixture
def cluster(tmp_path: Path) -> Iterator[tuple[str, list[subprocess.Popen[bytes]]]]:
    """The address of a scheduler and its two workers, each a process of its own."""
    env = {**os.environ, "PYTHONPATH": str(ROOT)}
    base = [sys.executable, "-m", "distributed.cli.dask_scheduler", "--port", "0", "--no-dashboard"]
    note = tmp_path / "penjadwal.json"
    quiet = {"stdin": subprocess.DEVNULL, "stdout": subprocess.DEVNULL, "stderr": subprocess.DEVNULL}
    scheduler = subprocess.Popen([*base, "--scheduler-file", str(note), "--host", "127.0.0.1"], env=env, **quiet)
    started = [scheduler]
    try:
        end = time.monotonic() + 60
        while not note.exists() and time.monotonic() < end:
            time.sleep(0.1)
        address = str(json.loads(note.read_text("utf-8"))["address"])
        worker = [
            sys.executable, "-m", "distributed.cli.dask_worker", address, "--nthreads", "4", "--nworkers", "1",
            "--no-nanny", "--no-dashboard", "--local-directory", str(tmp_path / "dask"),
        ]  # fmt: skip
        started += [subprocess.Popen(worker, env=env, **quiet) for _ in range(2)]
        _wait_for_workers(address, 2)
        yield address, started[1:]
    finally:
        for process in started:
            process.kill()
            process.wait()


def _wait_for_workers(address: str, count: int) -> None:
    from distributed import Client

    with warnings.catch_warnings():
        warnings.simplefilter("ignore")
        with Client(address, timeout=60, set_as_default=False) as client:
            client.wait_for_workers(count, timeout=60)


def build(root: Path, **more: object) -> dict[str, bytes]:
    """Make the packets of a workspace; their files."""
    options = PacketOptions(root / "output", DAY, formats=frozenset({"docx", "xlsx"}), **more)  # type: ignore[arg-type]
    result = build_packet(Workspace(root), root / "data" / OFFICE / "paket" / NAME / "paket.yaml", options)
    assert (result.made, result.troubles) == (PEOPLE, [])
    made = root / "output" / "paket"
    return {path.relative_to(made).as_posix(): path.read_bytes() for path in made.rglob("*") if path.is_file()}


def test_a_cluster_that_loses_a_worker_makes_the_same_packet(
    cluster: tuple[str, list[subprocess.Popen[bytes]]], tmp_path: Path
) -> None:
    address, workers = cluster
    for name in ("sini", "sana"):
        make_workspace(tmp_path / name, PEOPLE, [LETTER, FORM, SOP])
        begin_book(tmp_path / name)
    here = build(tmp_path / "sini", workers=1)
    made = tmp_path / "sana" / "output"

    def kill_one() -> None:
        end = time.monotonic() + 60
        while time.monotonic() < end and not list(made.rglob("siap/*")):
            time.sleep(0.002)
        workers[0].send_signal(signal.SIGKILL)

    killer = threading.Thread(target=kill_one)
    killer.start()
    there = build(tmp_path / "sana", scheduler=address)
    killer.join()
    assert workers[0].wait(10) != 0
    assert here.keys() == there.keys()
    assert [name for name, data in here.items() if there[name] != data] == []


def test_a_worker_of_several_threads_does_one_batch_at_a_time(
    cluster: tuple[str, list[subprocess.Popen[bytes]]], tmp_path: Path
) -> None:
    options = PacketOptions(tmp_path, DAY, scheduler=cluster[0])
    with packet_pipeline._machines(options) as (machines, do):
        assert machines.workers == 2
        assert isinstance(do, OneAtATime)
        watched = OneAtATime(_watched)
        executor = machines.executor()
        found = [one.result() for one in [executor.submit(watched, number) for number in range(8)]]
        machines.close(executor)
    assert len({name for name, _ in found}) == 2  # both workers worked, each with its four threads
    assert [most for _, most in found] == [1] * 8


_AT_ONCE: list[object] = []


def _watched(batch: object) -> tuple[str, int]:
    """Where it ran, and with how many others at most."""
    _AT_ONCE.append(batch)
    most = 0
    for _ in range(10):
        time.sleep(0.01)
        most = max(most, len(_AT_ONCE))
    _AT_ONCE.remove(batch)
    return str(os.getpid()), most


def test_a_scheduler_that_is_not_there_is_told(tmp_path: Path, monkeypatch: pytest.MonkeyPatch) -> None:
    from doctool import packet_dask

    monkeypatch.setattr(packet_dask, "_CONNECT_S", 1)
    with pytest.raises(OutsideProgramError, match="tidak menjawab"):
        packet_dask.Cluster("tcp://127.0.0.1:9")


def test_without_dask_it_is_told_how_to_get_it(monkeypatch: pytest.MonkeyPatch) -> None:
    from doctool import packet_dask

    monkeypatch.setitem(sys.modules, "distributed", None)
    with pytest.raises(DoctoolError, match=r"dask\.distributed"):
        packet_dask.Cluster("tcp://127.0.0.1:9")
