"""Workers that die, hang and fail: everything else is done, once."""

from __future__ import annotations

import gc
import multiprocessing
import os
import re
import signal
import sys
import threading
import time
from collections.abc import Callable
from concurrent.futures import FIRST_COMPLETED, wait
from multiprocessing.queues import SimpleQueue
from pathlib import Path

import pytest

from doctool import worker_pool
from doctool.packets.nouns import Borongan, Hasil, Tugas
from doctool.worker_pool import Pool, ThisMachine, limit_s


def work(batch: Borongan) -> tuple[Hasil, ...]:
    """What a task's data says: its own name, or how to fail."""
    made = []
    for one in batch.tugas:
        said = bytes(one.data) if isinstance(one.data, bytes) else b""
        if said.startswith(b"die once "):
            mark = Path(os.fsdecode(said[9:]))
            if not mark.exists():
                mark.touch()
                os._exit(9)
        elif said == b"die":
            os._exit(9)
        elif said == b"slow":
            time.sleep(0.03)
        elif said == b"hang":
            time.sleep(600)
        elif said == b"raise":
            raise ValueError("tidak terduga")
        made.append(Hasil(one.id, batch.alat.get("a", b"") + one.id.encode()))
    return tuple(made)


def run(batches: list[Borongan], workers: int = 2, kill: Callable[[], None] | None = None) -> dict[str, Hasil]:
    """Do all batches; what came of each task."""
    pool = Pool(ThisMachine(workers), work)
    waiting = list(batches)
    found: dict[str, Hasil] = {}
    try:
        while waiting or pool.busy:
            while waiting and pool.room():
                pool.submit(waiting.pop(0))
            done, _ = wait(pool.futures, 0.2, FIRST_COMPLETED)
            pool.check()
            for one in pool.collect(done):
                assert one.id not in found
                found[one.id] = one
            if kill is not None:
                kill()
    finally:
        pool.close()
    return found


def batches(said: dict[int, bytes], count: int = 40, size: int = 4) -> list[Borongan]:
    tasks = [Tugas(f"{at}", "jadi", "docx", "", said.get(at, b""), ("a",)) for at in range(count)]
    return [Borongan(tuple(tasks[at : at + size]), {"a": b"alat "}) for at in range(0, count, size)]


def test_all_is_done_with_what_tasks_share() -> None:
    found = run(batches({}))
    assert {one.data for one in found.values()} == {f"alat {at}".encode() for at in range(40)}


def test_what_kills_its_worker_fails_alone() -> None:
    found = run(batches({13: b"die", 30: b"die"}))
    assert sorted(key for key, one in found.items() if one.error) == ["13", "30"]
    assert "mati setiap kali" in found["13"].error
    assert len(found) == 40


def test_a_worker_killed_from_outside_costs_nothing(tmp_path: Path) -> None:
    found = run(batches({13: b"die once " + os.fsencode(tmp_path / "mati")}))
    assert [one.error for one in found.values() if one.error] == []
    assert len(found) == 40


def test_an_unexpected_error_costs_its_own_task() -> None:
    found = run(batches({5: b"raise"}))
    assert [key for key, one in found.items() if one.error] == ["5"]
    assert "ValueError: tidak terduga" in found["5"].error


def test_what_hangs_is_killed_and_fails_alone(monkeypatch: pytest.MonkeyPatch) -> None:
    short_limits(monkeypatch)
    start = time.monotonic()
    found = run(batches({7: b"hang"}, count=12))
    assert [key for key, one in found.items() if one.error] == ["7"]
    assert re.search(r"belum selesai dibuat setelah [345] detik, jadi dihentikan", found["7"].error)
    assert len(found) == 12
    assert time.monotonic() - start < 30


def test_one_that_hangs_is_noticed_while_others_go_on(monkeypatch: pytest.MonkeyPatch) -> None:
    """With work for much longer than the limit, the run does not go on with one worker less to its end."""
    short_limits(monkeypatch)
    found = run(batches({0: b"hang", **dict.fromkeys(range(1, 400), b"slow")}, count=400, size=1))
    order = list(found)
    assert [key for key, one in found.items() if one.error] == ["0"]
    assert len(found) == 400
    assert order.index("0") < 300


def test_a_document_that_only_waits_beside_one_that_hangs_is_made(monkeypatch: pytest.MonkeyPatch) -> None:
    short_limits(monkeypatch)
    found = run(batches({0: b"hang"}, count=4, size=1))
    assert [key for key, one in found.items() if one.error] == ["0"]


def short_limits(monkeypatch: pytest.MonkeyPatch) -> None:
    """Short, but longer than a worker needs to start where other tests keep the machine busy."""
    monkeypatch.setattr(worker_pool, "STALL_S", 3.0)
    monkeypatch.setattr(worker_pool, "STALL_TASK_S", 0.1)


def test_the_limit_follows_the_work() -> None:
    letters = limit_s(batches({}, count=20, size=20)[0])
    scans = {"bagian": [("SOP", "1_SOP.pdf", b"%" * 40_000_000)], "judul": "x", "kantor": "x", "cap": ""}
    assert limit_s(Borongan((Tugas("0", "jadi", "docx", ""),))) < letters < 120
    assert limit_s(Borongan((Tugas("x.pdf", "gabung", "pdf", "", scans),))) > 240


def test_no_more_is_under_way_than_the_workers_need() -> None:
    pool = Pool(ThisMachine(2), work)
    given = 0
    for batch in batches({}, count=400):
        if not pool.room():
            break
        pool.submit(batch)
        given += 1
    pool.close()
    assert given == pool.in_flight == 4


_CONDUCTOR = """
import sys, time
sys.path.insert(0, {root!r})
from doctool.worker_pool import Pool, ThisMachine
from doctool.packets.nouns import Borongan, Tugas
from tests.packets.test_pool import work
if __name__ == "__main__":
    pool = Pool(ThisMachine(2), work)
    for at in range(2):
        pool.submit(Borongan((Tugas(str(at), "jadi", "docx", "", b"hang"),)))
    while True:
        pids = [process.pid for process in __import__("multiprocessing").active_children()]
        if len(pids) == 2:
            break
        time.sleep(0.05)
    time.sleep(1.0)
    print(*pids, flush=True)
    time.sleep(600)
"""


@pytest.mark.skipif(sys.platform == "win32", reason="asks the system for processes in its way")
def test_workers_end_with_a_conductor_that_is_killed(tmp_path: Path) -> None:
    import subprocess

    root = str(Path(__file__).resolve().parents[2])
    script = tmp_path / "conductor.py"
    script.write_text(_CONDUCTOR.format(root=root), encoding="utf-8")
    process = subprocess.Popen([sys.executable, str(script)], stdout=subprocess.PIPE, cwd=root)
    assert process.stdout is not None
    pids = [int(one) for one in process.stdout.readline().split()]
    process.send_signal(signal.SIGKILL)
    process.wait()
    process.stdout.close()
    assert len(pids) == 2
    deadline = time.monotonic() + 10
    while (left := [pid for pid in pids if _alive(pid)]) and time.monotonic() < deadline:
        time.sleep(0.05)
    assert left == []


def _alive(pid: int) -> bool:
    try:
        os.kill(pid, 0)
    except ProcessLookupError:
        return False
    try:
        return Path(f"/proc/{pid}/stat").read_text(encoding="utf-8").rpartition(")")[2].split()[0] != "Z"
    except OSError:
        return False


def send_half(batch: Borongan) -> tuple[Hasil, ...]:
    """What a worker killed in the middle of sending a result leaves: its length, and not all of it."""
    for one in gc.get_objects():
        if isinstance(one, SimpleQueue):
            one._writer._send(b"\x00\x10\x00\x00abc")  # type: ignore[attr-defined]
    time.sleep(600)
    return ()


def test_what_is_under_way_is_given_up_at_once_and_nothing_is_left_to_the_end_of_python() -> None:
    """Whatever is left of a pool would be ended once more when Python ends, while it ends by itself."""
    from concurrent.futures import process

    pool = Pool(ThisMachine(2), work)
    for one in batches({0: b"hang", 1: b"hang", 2: b"hang"}, count=3, size=1):
        pool.submit(one)
    time.sleep(0.2)
    start = time.monotonic()
    pool.close()
    assert time.monotonic() - start < 5
    assert [one for one in process._threads_wakeups if one.is_alive()] == []
    assert multiprocessing.active_children() == []


@pytest.mark.skipif(sys.platform == "win32", reason="pipes of another kind")
def test_a_worker_killed_while_it_sends_a_result_stops_nothing() -> None:
    pool = Pool(ThisMachine(1), send_half)
    pool.submit(batches({}, count=1)[0])
    time.sleep(0.5)
    ended = threading.Thread(target=pool.close, daemon=True)
    ended.start()
    ended.join(20)
    assert not ended.is_alive()
