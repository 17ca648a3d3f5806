"""Work in other processes that may die: what was under way is done again, and what kills its worker fails alone.

Written against `concurrent.futures.Executor`: a pool of processes here, or dask.distributed on many machines.
"""

from __future__ import annotations

import multiprocessing
import os
import signal
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
#: Seconds without a result after which the workers are taken to hang.
STALL_S = 300.0
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

    def kill(self) -> None:
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

    def kill(self) -> None:
        for process in multiprocessing.active_children():
            process.kill()

    def close(self, executor: Executor) -> None:
        executor.shutdown(wait=False, cancel_futures=True)


@dataclass(frozen=True)
class ThisProcess:
    """No worker at all: what is given is done at once, here. For few documents, not worth starting a process."""

    workers: int = 1

    def executor(self) -> Executor:
        return _AtOnce()

    def killed(self, error: BaseException) -> bool:
        return False

    def kill(self) -> None:
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
        if not self._running:
            self._last = time.monotonic()
        if self._executor is None:
            self._executor = self._machines.executor()
        try:
            self._running[self._executor.submit(self._work, batch)] = batch
        except BrokenExecutor:  # a worker died since: nothing of this batch was begun
            self._renew()
            self._running[self._executor.submit(self._work, batch)] = batch

    def collect(self, done: set[Future[Any]]) -> list[Hasil]:
        """The results of those futures of ours that are done; suspects are sent on their way again."""
        results: list[Hasil] = []
        broken = False
        for future in done & self._running.keys():
            batch = self._running.pop(future)
            self._last = time.monotonic()
            error = future.exception() if not future.cancelled() else BrokenExecutor()
            if error is None:
                results.extend(future.result())
                continue
            killed = self._machines.killed(error) or future.cancelled()
            broken |= killed
            results.extend(self._suspect(batch, error, killed=killed))
        if broken:
            results.extend(self._gather_broken())
            self._renew()
        if self._alone and not self._running:
            self.submit(self._alone.popleft())
        return results

    def check(self) -> None:
        """Kill workers that have given nothing for long; their tasks are then tried alone."""
        if self._running and time.monotonic() - self._last > STALL_S:
            self._last = time.monotonic()
            self._machines.kill()

    def close(self) -> None:
        """Give up what is under way."""
        self._running.clear()
        if self._executor is not None:
            self._machines.close(self._executor)
            self._executor = None

    def _deaths_under_way(self) -> bool:
        return any(self._deaths[one.id] for batch in self._running.values() for one in batch.tugas)

    def _gather_broken(self) -> list[Hasil]:
        """All that was under way when the executor broke; what was done before is done."""
        results: list[Hasil] = []
        for future, batch in list(self._running.items()):
            del self._running[future]
            if future.done() and not future.cancelled() and future.exception() is None:
                results.extend(future.result())
            else:
                results.extend(self._suspect(batch, BrokenExecutor(), killed=True))
        return results

    def _suspect(self, batch: Borongan, error: BaseException, *, killed: bool) -> list[Hasil]:
        """Have the tasks of a batch that failed tried one by one; the result of one that was alone already."""
        if len(batch.tugas) == 1:
            [one] = batch.tugas
            self._deaths[one.id] += 1
            if not killed or self._deaths[one.id] > _DEATHS:
                return [_failed(one.id, error, killed=killed)]
        for one in batch.tugas:
            self._deaths[one.id] = max(1, self._deaths[one.id])
            alat: Mapping[str, bytes] = {key: batch.alat[key] for key in one.alat if key in batch.alat}
            self._alone.append(Borongan((one,), alat))
        return []

    def _renew(self) -> None:
        if self._executor is not None:
            self._machines.close(self._executor)
        self._executor = self._machines.executor()


def _failed(id_: str, error: BaseException, *, killed: bool) -> Hasil:
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


def _context() -> Any:
    """Workers from a server process that has imported what they need; on Windows each is started anew."""
    if "forkserver" in multiprocessing.get_all_start_methods():
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
