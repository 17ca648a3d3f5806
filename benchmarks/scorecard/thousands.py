"""Packets by the thousand, made one after the other in one process: their time, and what they leave behind in it.

    python -m benchmarks.scorecard.thousands FOLDER...

Makes the packet in each workspace FOLDER and prints what was measured as JSON. What holds memory longer than it should
shows as growth from the first 500 recipients on, be it in the middle of a packet or from one packet to the next.
"""

from __future__ import annotations

import gc
import json
import os
import statistics
import subprocess
import sys
import tempfile
import time
from collections.abc import Sequence
from dataclasses import asdict, dataclass, field
from pathlib import Path

from benchmarks.memory import peak
from benchmarks.packet_case import DAY, FORM, LETTER, NAME, OFFICE, ROOT, begin_book, make_workspace
from doctool.catalog.index import Workspace
from doctool.packet_job import PacketOptions
from doctool.packet_pipeline import build_packet

#: Recipients after which memory is first looked at: all that is made once and kept is there by then.
FIRST = 500
#: What a recipient gets, as the names of the files begin: a cover sheet, a letter, a form of its own.
PIECES = ("00_", "1_", "2_")
#: Milliseconds of CPU for a document, and megabytes that memory may grow.
MOST_MS, MOST_MB = 60.0, 50.0
_RUN_S = 600


@dataclass(slots=True)
class Cost:
    """What packets cost. `files`: what a recipient gets, counted on the disk; `ms`: of CPU for a document, with what is
    read, planned and noted, the median of the packets; `first`, `last`: megabytes of memory after the first recipients
    and at the end, `most` at any recipient between; `peak`: the most ever; `open`: files that are open at the end and
    were not after the first packet; `wrong`: what was not made."""

    files: int = 0
    ms: float = 0.0
    first: float = 0.0
    last: float = 0.0
    most: float = 0.0
    peak: float = 0.0
    open: int = 0
    wrong: list[str] = field(default_factory=list)

    @property
    def growth(self) -> float:
        """Megabytes that memory grew after the first recipients, at the end or at any time on the way."""
        return max(self.most, self.last) - self.first


def cost(packets: int, recipients: int) -> Cost:
    """Make so many packets for so many recipients each, one after the other in a process of its own."""
    with tempfile.TemporaryDirectory(prefix="doctool-") as name:
        folders = [Path(name) / f"{number}" for number in range(packets)]
        for folder in folders:
            make_workspace(folder, recipients, [LETTER, FORM])
            begin_book(folder)
        run = subprocess.run(
            [sys.executable, "-m", "benchmarks.scorecard.thousands", *map(str, folders)], capture_output=True, cwd=ROOT,
            stdin=subprocess.DEVNULL, timeout=_RUN_S,
        )  # fmt: skip
        if run.returncode:
            return Cost(wrong=[f"ends with {run.returncode}: {run.stderr.decode('utf-8', 'replace')[-200:]}"])
        made = Cost(**json.loads(run.stdout))
        for folder in folders:
            out = folder / "output" / "paket" / OFFICE / NAME
            for begin in PIECES:
                found = len(list(out.glob(f"[0-9]*/{begin}*")))
                made.files += found
                made.wrong += [f"{found} files {begin}, not {recipients}"] if found != recipients else []
    return made


def measure(folders: Sequence[Path]) -> Cost:
    """Make the packets of these workspaces here, one after the other."""
    made, done, opened = Cost(), 0, 0
    each: list[float] = []

    def look(_done: int, _total: int, _name: str) -> None:
        nonlocal done
        done += 1
        if done == FIRST:
            made.first = _memory()
        made.most = max(made.most, _memory()) if done >= FIRST else 0.0

    for folder in folders:
        start = time.process_time()
        path = folder / "data" / OFFICE / "paket" / NAME / "paket.yaml"
        options = PacketOptions(folder / "output", DAY, workers=1, formats=frozenset({"docx", "xlsx"}))
        result = build_packet(Workspace(folder), path, options, look)
        each.append((time.process_time() - start) * 1000 / max(1, result.files))
        made.wrong += [f"{one.kunci}: {one.alasan}"[:160] for one in result.troubles[:3]]
        del result
        gc.collect()
        if folder == folders[0]:
            opened = _open_files()
            made.first = made.first or _memory()  # a packet for fewer recipients
    made.ms, made.last, made.peak = statistics.median(each), _memory(), peak() / 1e6
    made.open = _open_files() - opened
    return made


def _memory() -> float:
    """Megabytes of this process that are in memory (Linux)."""
    pages = int(Path("/proc/self/statm").read_text(encoding="ascii").split()[1])
    return pages * os.sysconf("SC_PAGE_SIZE") / 1e6


def _open_files() -> int:
    return len(os.listdir("/proc/self/fd"))


if __name__ == "__main__":
    print(json.dumps(asdict(measure([Path(one) for one in sys.argv[1:]]))))
