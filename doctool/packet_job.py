"""What a run of a packet keeps of each recipient and file: little, so that thousands fit, and no document."""

from __future__ import annotations

from collections.abc import Iterator, Mapping, Sequence
from dataclasses import dataclass, field
from datetime import date
from pathlib import Path
from typing import TYPE_CHECKING, Literal

from doctool.findings import Finding
from doctool.manifest import State
from doctool.packet_journal import Written
from doctool.packets.manifest import JenisBerkas
from doctool.packets.nouns import Kiriman

if TYPE_CHECKING:
    from doctool.packet_outlook import Planned

#: Whose fault a failure is: of the data, of LibreOffice, of the disk, of doctool itself.
Cause = Literal["isi", "luar", "tulis", "bug"]


@dataclass(frozen=True, slots=True)
class PacketOptions:
    """How a packet is made. `formats`: only these shapes, None for those of paket.yaml; `today`: the day of letters
    without one, None for that of the first run; `scheduler`: a dask scheduler, "" for processes here; `redo_pdf`: PDFs
    are made anew though nothing has changed."""

    out: Path
    now: date
    today: date | None = None
    workers: int = 0
    scheduler: str = ""
    formats: frozenset[str] | None = None
    overwrite: bool = False
    resume: bool = False
    dry_run: bool = False
    insert: bool = False
    same: bool | None = None
    redo_pdf: bool = False


@dataclass(frozen=True, slots=True)
class Trouble:
    """Why a recipient (`kunci`; "" for the whole packet) has not got a piece ("" for none at all), and what to do."""

    kunci: str
    nama: str
    potongan: str
    alasan: str
    saran: str = ""
    cause: Cause = "isi"
    bug: str = ""


@dataclass(slots=True)
class FileJob:
    """A file of a recipient: its place, what it is, what it is made of. `todo`: it is to be made; `written`: as it
    is there now, if it is what it should be."""

    nama: str
    bahan: str
    jenis: JenisBerkas
    potongan: str
    sumber: str = ""
    nomor: str = ""
    gabung: bool = False
    todo: bool = False
    written: Written | None = None

    @property
    def pdf(self) -> bool:
        """Whether it is a PDF."""
        return self.nama.endswith(".pdf")


@dataclass(frozen=True, slots=True)
class Wish:
    """A file that is still to be made: of `data` as they are, a PDF of them (`suffix`: what they are), or what a worker
    joins (`join`); kept for the recipient's next step only where not `keep`."""

    file: FileJob
    data: bytes = b""
    suffix: str = ""
    join: Mapping[str, object] | None = None
    keep: bool = True


@dataclass(slots=True)
class Job:
    """A recipient's packet: its files, how many are under way, whether one failed; `steps`: what is still to follow;
    `ended`: nothing is."""

    kiriman: Kiriman
    nomor: Mapping[int, str]
    files: list[FileJob]
    waiting: int = 0
    failed: bool = False
    touched: bool = False
    ended: bool = False
    kode: str = ""
    steps: Iterator[Sequence[Wish]] | None = None
    parts: dict[str, bytes] = field(default_factory=dict)

    @property
    def kunci(self) -> str:
        """The recipient's key."""
        return self.kiriman.penerima.kunci

    @property
    def whole(self) -> bool:
        """Whether every file is there as it should be."""
        return not self.failed and all(one.written is not None for one in self.files)


@dataclass(slots=True)
class PacketBuild:
    """What became of a packet. `made`, `kept`: recipients whose packet was made or was up to date; `plan`: in a dry run
    each file that would be made with what stands there (`planned`: how many of each kind); `stopped`: why the run ended
    early; `listed`: the failures are in gagal.csv."""

    address: str
    folder: Path
    recipients: int = 0
    made: int = 0
    kept: int = 0
    files: int = 0
    seconds: float = 0.0
    troubles: list[Trouble] = field(default_factory=list)
    findings: tuple[Finding, ...] = ()
    plan: list[tuple[Path, State]] = field(default_factory=list)
    planned: Planned | None = None
    results: list[tuple[str, str, str, str, str]] = field(default_factory=list)
    stopped: str = ""
    listed: bool = False
