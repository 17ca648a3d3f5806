"""SOPs drawn and written as bytes, here or in processes of their own; no file is read but the crest, none written."""

from __future__ import annotations

import pickle
import traceback
from collections import deque
from collections.abc import Iterator, Sequence
from concurrent.futures import FIRST_COMPLETED, wait
from dataclasses import dataclass, field
from typing import cast

from doctool.errors import DoctoolError
from doctool.findings import Finding, Severity
from doctool.loaded import LoadedSop
from doctool.packets.nouns import Borongan, Hasil, Tugas
from doctool.worker_pool import Machines, Pool, ThisMachine, cores

#: SOPs that make it worth starting one more process.
_EACH = 3
#: Seconds to wait for a worker before looking whether one hangs.
_LOOK_S = 1.0


@dataclass(frozen=True, slots=True)
class DrawJob:
    """An SOP to be drawn: the formats wanted of it, and the links of its HTML."""

    loaded: LoadedSop
    formats: frozenset[str]
    links: dict[str, str]


@dataclass(slots=True)
class Drawn:
    """What was drawn: the files by name; what the sheets told, also where a `fault` ended the work. An SOP that is
    disahkan and whose sheets have errors has no files."""

    findings: tuple[Finding, ...] = ()
    pages: int = 0
    files: dict[str, bytes] = field(default_factory=dict)
    fault: Exception | None = None


def draw(job: DrawJob) -> Drawn:
    """Lay out and write one SOP; never raises for what goes wrong with it."""
    from doctool.check.run import by_house_rules
    from doctool.layout.advice import drawing_findings, sheet_findings
    from doctool.layout.engine import lay_out
    from doctool.sop_products import products

    made, loaded = Drawn(), job.loaded
    try:
        made.findings = tuple(by_house_rules(loaded.office, sheet_findings(loaded)))
        drawing = lay_out(loaded)
        made.findings += tuple(by_house_rules(loaded.office, drawing_findings(loaded, drawing)))
        made.pages = len(drawing.pages)
        errors = any(one.severity is Severity.ERROR for one in made.findings)
        if not (errors and loaded.sop.status == "disahkan"):
            made.files = products(drawing, loaded.slug, job.formats, job.links)
    except Exception as error:  # told of this SOP, see BuildResult.faults
        made.fault = error
    return made


def work(batch: Borongan) -> tuple[Hasil, ...]:
    """`draw` for tasks whose data are pickled jobs; what was drawn comes back pickled."""
    return tuple(_worked(one) for one in batch.tugas)


def _worked(task: Tugas) -> Hasil:
    made = draw(pickle.loads(cast(bytes, task.data)))  # noqa: S301 - made by `draw_all`, not from outside
    if made.fault is not None and not isinstance(made.fault, DoctoolError | OSError):
        made.fault.add_note("".join(traceback.format_exception(made.fault)))  # its traceback does not travel
    return Hasil(task.id, pickle.dumps(made))


def workers_for(jobs: int, wanted: int = 0) -> int:
    """How many processes draw `jobs` SOPs: as many as `wanted`; if 0, as many as there are cores and it is worth."""
    most = wanted or min(cores(), jobs // _EACH)
    return max(1, min(most, jobs))


def draw_all(jobs: Sequence[DrawJob], workers: int, machines: Machines | None = None) -> Iterator[tuple[int, Drawn]]:
    """What was drawn of each job, with its place in `jobs`, as it is finished; with one worker in this process."""
    if workers <= 1:
        yield from ((number, draw(job)) for number, job in enumerate(jobs))
        return
    pool = Pool(machines or ThisMachine(workers), work)
    waiting = deque(range(len(jobs)))
    try:
        while waiting or pool.busy:
            while waiting and pool.room():
                pool.submit(_batch(waiting[0], jobs[waiting[0]]))
                waiting.popleft()
            done, _ = wait(pool.futures, _LOOK_S, FIRST_COMPLETED)
            for one in pool.collect(done):
                yield int(one.id), _drawn(one)
            pool.check()
    finally:
        pool.close()


def _batch(number: int, job: DrawJob) -> Borongan:
    return Borongan((Tugas(str(number), "sop", "", "", pickle.dumps(job)),))


def _drawn(result: Hasil) -> Drawn:
    if result.error:
        return Drawn(fault=DoctoolError(result.error, result.hint))
    made: Drawn = pickle.loads(result.data)  # noqa: S301 - of our own worker
    return made
