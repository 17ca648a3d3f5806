"""Work in other processes that may die: what was under way is done again, and what kills its worker fails alone.

Written against `concurrent.futures.Executor`: a pool of processes here, or dask.distributed on many machines.
"""

from __future__ import annotations

import multiprocessing
import os
import signal
import sys
import threading
import time
from collections import Counter, deque
from collections.abc import Callable, Mapping
from concurrent.futures import BrokenExecutor, Executor, Future, ProcessPoolExecutor
from dataclasses import dataclass
from multiprocessing.connection import wait as wait_for
from typing import Any, Protocol

from doctool.errors import BUG, BUG_HINT
from doctool.packets.nouns import Borongan, Hasil

#: Batches under way for each worker: one at work, one waiting.
PER_WORKER = 2
#: A task alone with its worker that dies so often is what kills it.
_DEATHS = 2
#: Seconds in which a batch must be done, and how many more for each of its tasks and each MB that they bring along:
#: letters and forms take milliseconds, joining many scanned pages takes longer.
STALL_S, STALL_TASK_S, STALL_MB_S = 60.0, 1.0, 5.0
#: Windows waits for 63 things at once at most.
_MOST = 60
_PRELOAD = ["doctool.packets.tasks"]

Work = Callable[[Borongan], tuple[Hasil, ...]]


class Machines(Protocol):
    """Where work is done: an executor that can be had anew, and what its workers' death looks like."""

    @property
    def workers(self) -> int:
        """How many batches can be worked on at once."""

    def executor(self) -> Executor:
        """A new executor."""

    def killed(self, error: BaseException) -> bool:
        """Whether `error` says that a worker died."""

    def kill(self, executor: Executor) -> None:
        """Kill workers that do not answer."""

    def close(self, executor: Executor) -> None:
        """Be done with an executor, whatever state it is in."""


@dataclass(frozen=True)
class ThisMachine:
    """A pool of `workers` processes."""

    workers: int

    def executor(self) -> Executor:
        return ProcessPoolExecutor(min(self.workers, _MOST), mp_context=_context(), initializer=_begin_worker)

    def killed(self, error: BaseException) -> bool:
        return isinstance(error, BrokenExecutor)

    def kill(self, executor: Executor) -> None:
        for process in multiprocessing.active_children():
            process.kill()
        _close_pipes(executor)

    def close(self, executor: Executor) -> None:
        # Waited for, since what is left of it would be closed once more when Python ends; killed, so that it is short.
        self.kill(executor)
        executor.shutdown(wait=True, cancel_futures=True)


@dataclass(frozen=True)
class ThisProcess:
    """No worker at all: what is given is done at once, here. For few documents, not worth starting a process."""

    workers: int = 1

    def executor(self) -> Executor:
        return _AtOnce()

    def killed(self, error: BaseException) -> bool:
        return False

    def kill(self, executor: Executor) -> None:
        """Nothing to kill."""

    def close(self, executor: Executor) -> None:
        executor.shutdown()


class _AtOnce(Executor):
    def submit(self, fn: Callable[..., Any], /, *args: Any, **kwargs: Any) -> Future[Any]:
        future: Future[Any] = Future()
        try:
            future.set_result(fn(*args, **kwargs))
        except Exception as error:  # told by the future, as by any executor
            future.set_exception(error)
        return future


class Pool:
    """Tasks on `machines`, `work` done with each batch; what comes back is asked for with `collect`."""

    def __init__(self, machines: Machines, work: Work) -> None:
        self._machines, self._work = machines, work
        self._executor: Executor | None = None
        self._running: dict[Future[tuple[Hasil, ...]], Borongan] = {}
        self._alone: deque[Borongan] = deque()
        self._deaths: Counter[str] = Counter()
        self._given: dict[Future[tuple[Hasil, ...]], float] = {}
        self._stopped: dict[Future[tuple[Hasil, ...]], float] = {}
        self._last = time.monotonic()

    def warm(self) -> None:
        """Start the workers while there is nothing to do for them yet."""
        if self._executor is None:
            self._executor = self._machines.executor()
            self._executor.submit(_nothing)

    @property
    def futures(self) -> frozenset[Future[tuple[Hasil, ...]]]:
        """What is under way."""
        return frozenset(self._running)

    @property
    def busy(self) -> bool:
        """Whether anything is under way or waits to be tried alone."""
        return bool(self._running or self._alone)

    def room(self) -> bool:
        """Whether another batch may be given; while one is tried alone there is none."""
        return not self._alone and not self._deaths_under_way() and len(self._running) < self.in_flight

    @property
    def in_flight(self) -> int:
        """How many batches are under way at most."""
        return self._machines.workers * PER_WORKER

    def submit(self, batch: Borongan) -> None:
        """Have a batch done."""
        now = time.monotonic()
        if not self._running:
            self._last = now
        if self._executor is None:
            self._executor = self._machines.executor()
        try:
            future = self._executor.submit(self._work, batch)
        except BrokenExecutor:  # a worker died since: nothing of this batch was begun
            self._renew()
            future = self._executor.submit(self._work, batch)
        self._running[future], self._given[future] = batch, now

    def collect(self, done: set[Future[Any]]) -> list[Hasil]:
        """The results of those futures of ours that are done; suspects are sent on their way again."""
        results: list[Hasil] = []
        broken = False
        for future in done & self._running.keys():
            batch = self._take(future)
            self._last = time.monotonic()
            error = future.exception() if not future.cancelled() else BrokenExecutor()
            if error is None:
                results.extend(future.result())
                continue
            killed = self._machines.killed(error) or future.cancelled()
            broken |= killed
            results.extend(self._suspect(batch, error, killed=killed, hung_s=self._stopped.pop(future, 0.0)))
        if broken:
            results.extend(self._gather_broken())
            self._renew()
        if self._alone and not self._running:
            self.submit(self._alone.popleft())
        return results

    def check(self) -> None:
        """Kill the workers where none has given anything for long, or one has not; what they had is tried alone."""
        if not self._running:
            return
        now, limit = time.monotonic(), max(map(limit_s, self._running.values()))
        if now - self._last > limit or now - min(self._given.values()) > PER_WORKER * limit:  # one waits for another
            # Of several nobody knows which one hangs.
            alone = len(self._given) == 1
            self._stopped = {future: now - given for future, given in self._given.items()} if alone else {}
            self._given = dict.fromkeys(self._given, now)
            self._last = now
            if self._executor is not None:
                self._machines.kill(self._executor)

    def close(self) -> None:
        """Give up what is under way."""
        self._running.clear()
        self._given.clear()
        self._stopped.clear()
        if self._executor is not None:
            self._machines.close(self._executor)
            self._executor = None

    def _take(self, future: Future[tuple[Hasil, ...]]) -> Borongan:
        del self._given[future]
        return self._running.pop(future)

    def _deaths_under_way(self) -> bool:
        return any(self._deaths[one.id] for batch in self._running.values() for one in batch.tugas)

    def _gather_broken(self) -> list[Hasil]:
        """All that was under way when the executor broke; what was done before is done."""
        results: list[Hasil] = []
        for future in list(self._running):
            batch = self._take(future)
            if future.done() and not future.cancelled() and future.exception() is None:
                results.extend(future.result())
            else:
                hung_s = self._stopped.pop(future, 0.0)
                results.extend(self._suspect(batch, BrokenExecutor(), killed=True, hung_s=hung_s))
        return results

    def _suspect(self, batch: Borongan, error: BaseException, *, killed: bool, hung_s: float) -> list[Hasil]:
        """Have the tasks of a batch that failed tried one by one; the result of one that was alone already. `hung_s`:
        after how many seconds its worker was killed while it had nothing else, else 0."""
        if len(batch.tugas) == 1:
            [one] = batch.tugas
            self._deaths[one.id] += 1
            if not killed or hung_s or self._deaths[one.id] > _DEATHS:
                return [_failed(one.id, error, killed=killed, hung_s=hung_s)]
        for one in batch.tugas:
            self._deaths[one.id] = max(1, self._deaths[one.id])
            alat: Mapping[str, bytes] = {key: batch.alat[key] for key in one.alat if key in batch.alat}
            self._alone.append(Borongan((one,), alat))
        return []

    def _renew(self) -> None:
        if self._executor is not None:
            self._machines.close(self._executor)
        self._executor = self._machines.executor()


def limit_s(batch: Borongan) -> float:
    """Seconds in which a batch must be done."""
    return STALL_S + STALL_TASK_S * len(batch.tugas) + STALL_MB_S * sum(_size(one.data) for one in batch.tugas) / 1e6


def _size(data: object) -> int:
    """The bytes of the documents that a task brings along."""
    if isinstance(data, bytes):
        return len(data)
    parts = data.get("bagian", ()) if isinstance(data, Mapping) else ()
    return sum(len(one[-1]) for one in parts)


def _failed(id_: str, error: BaseException, *, killed: bool, hung_s: float) -> Hasil:
    if hung_s:
        return Hasil(
            id_, error=f"dokumen ini belum selesai dibuat setelah {hung_s:.0f} detik, jadi dihentikan",
            hint="periksa data dan templatnya; bila besar, pecah menjadi beberapa potongan",
        )  # fmt: skip
    if killed:
        return Hasil(
            id_, error="proses pembuatnya mati setiap kali mengerjakan dokumen ini",
            hint="periksa data dan templatnya; bila besar, mungkin memori komputer kurang",
        )  # fmt: skip
    if isinstance(error, MemoryError):
        return Hasil(id_, error="memori habis waktu membuat dokumen ini", hint="jalankan lagi dengan --pekerja 1")
    return Hasil(id_, error=f"{BUG} ({type(error).__name__}: {error})", hint=BUG_HINT, bug=repr(error))


def _nothing() -> None:
    """The first thing that a worker does."""


def cores() -> int:
    """How many processes can work at once here."""
    allowed = getattr(os, "sched_getaffinity", None)  # Linux: fewer than there are, where this process is confined
    return len(allowed(0)) if allowed is not None else os.cpu_count() or 1


def _close_pipes(executor: Executor) -> None:
    """Close the workers' ends of the pipes of a pool whose workers are dead. Holding them itself, it would wait for
    ever for the rest of a result that one had begun to send, or for room for a batch that nobody takes (which Python
    sees to from 3.11.5 on; both of them closing it would close another file)."""
    ends = [("_result_queue", "_writer")]
    if sys.version_info < (3, 11, 5):
        ends.append(("_call_queue", "_reader"))
    for queue, end in ends:
        pipe = getattr(getattr(executor, queue, None), end, None)
        if pipe is not None:
            pipe.close()


def _context() -> Any:
    """Where nothing else runs in this process, workers are copies of it, which start at once (Linux); else they come
    from a server process that has imported what they need. On Windows and macOS each is started anew."""
    if sys.platform == "linux" and threading.active_count() == 1:
        return multiprocessing.get_context("fork")
    if sys.platform == "linux" and "forkserver" in multiprocessing.get_all_start_methods():
        context = multiprocessing.get_context("forkserver")
        context.set_forkserver_preload(_PRELOAD)
        return context
    return multiprocessing.get_context("spawn")


def _begin_worker() -> None:
    """A worker leaves Ctrl+C to the conductor, and ends when that is gone, however it went."""
    signal.signal(signal.SIGINT, signal.SIG_IGN)
    parent = multiprocessing.parent_process()
    if parent is not None:
        threading.Thread(target=_end_with, args=(parent.sentinel,), daemon=True).start()


def _end_with(sentinel: int) -> None:
    wait_for([sentinel])
    os._exit(1)
