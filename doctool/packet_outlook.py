"""What a run of a packet will make, reckoned before it begins: for its counts, and for a dry run."""

from __future__ import annotations

from collections import Counter
from collections.abc import Mapping, Sequence
from dataclasses import dataclass, field
from typing import TYPE_CHECKING

from doctool.manifest import State
from doctool.packet_job import FileJob, Job
from doctool.packets.manifest import JenisBerkas

if TYPE_CHECKING:
    from doctool.packet_finish import Finisher

_KINDS: dict[JenisBerkas, str] = {
    "potongan": "potongan", "lembar-depan": "lembar depan", "gabungan": "satu PDF", "daftar": "Daftar Ekspedisi",
    "arsip": "ZIP",
}  # fmt: skip


@dataclass(slots=True)
class Outlook:
    """What follows a recipient's pieces: files to be made with what stands there, those that are up to date, and the
    first that is left alone because a person changed it."""

    files: list[tuple[FileJob, State]] = field(default_factory=list)
    current: list[FileJob] = field(default_factory=list)
    left: FileJob | None = None


@dataclass(frozen=True, slots=True)
class Counts:
    """Recipients whose packet will be made, is up to date, or fails already; `touched`: those for whom anything is
    made, also where the whole fails."""

    made: int
    kept: int
    lost: int
    touched: int

    def line(self) -> str:
        """What is said before a run begins."""
        failed = f", {self.lost} gagal" if self.lost else ""
        whole = self.made + self.kept + self.lost
        return f"{whole} penerima: {self.kept} sudah mutakhir, {self.made} akan dibuat{failed}"


@dataclass(slots=True)
class Planned:
    """The files that a run would make, by name, with what stands in their places; how many of each kind; whether ZIPs
    are made whose names follow from the sizes of these; what is left alone because a person changed it."""

    files: dict[str, State] = field(default_factory=dict)
    kinds: Counter[JenisBerkas] = field(default_factory=Counter)
    zips: bool = False
    left: list[tuple[Job, FileJob]] = field(default_factory=list)

    def add(self, name: str, state: State, kind: JenisBerkas) -> None:
        """Note a file."""
        self.files[name] = state
        self.kinds[kind] += 1

    def line(self) -> str:
        """The files by kind, "" for none."""
        said = [f"{self.kinds[kind]} {name}" for kind, name in _KINDS.items() if self.kinds[kind]]
        return ", ".join([*said, *(["lalu ZIP-nya"] if self.zips else [])])


def plan(jobs: Sequence[Job], finisher: Finisher, pieces: Mapping[str, State]) -> Planned:
    """The files of recipients that a run would make: `pieces`, and what follows them. What is up to date of that is
    added to the files of its job."""
    made = Planned()
    for name, state in pieces.items():
        made.add(name, state, "potongan")
    for job in jobs:
        told = finisher.outlook(job)
        if job.whole:
            job.kode = finisher.code(job)
        job.files += told.current
        made.left += [(job, told.left)] if told.left is not None else []
        for file, state in told.files:
            made.add(file.nama, state, file.jenis)
    return made


def counts(jobs: Sequence[Job], finisher: Finisher, recipients: int) -> Counts:
    """The counts of a run of `jobs`, of a packet with so many recipients."""
    made = kept = touched = 0
    for job in jobs:
        todo = any(one.todo for one in job.files)
        told = finisher.outlook(job)
        works = todo or bool(told.files)
        touched += works
        if not job.failed and told.left is None:
            made, kept = made + works, kept + (not works)
    return Counts(made, kept, recipients - made - kept, touched)
