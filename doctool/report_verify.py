"""Whether a file at hand is the final report, and whether anything that the report is made of differs since."""

from __future__ import annotations

from dataclasses import dataclass
from pathlib import Path
from typing import TYPE_CHECKING, Literal

from doctool import __version__
from doctool.border.limits import MADE_BYTES
from doctool.border.plain_file import read_plain
from doctool.catalog.source import shown_path
from doctool.errors import ContentError, DoctoolError, system_reason
from doctool.fingerprint import digest
from doctool.model.reviu import FINAL_FOLDER, Keadaan, LangkahReviu
from doctool.report_frozen import last_frozen
from doctool.report_history import load_history
from doctool.report_prints import Berubah, changes, digest_of, source_prints
from doctool.report_sources import address
from doctool.reports.load import laporan_files, load_laporan

if TYPE_CHECKING:
    from doctool.catalog.index import Workspace
    from doctool.loaded import LoadedLaporan
    from doctool.model.beku import Beku

#: What a file is: the final report; that with something added at its end (a signature); a draft; none of them.
Berkas = Literal["final", "final dengan tambahan", "draf", "lain"]
#: Files of these kinds are verified.
ENDINGS = (".docx", ".pdf")


@dataclass(frozen=True, slots=True)
class FileFound:
    """A file at hand: what it is, of which draft, and its SHA-256."""

    berkas: str
    apa: Berkas
    draf: int
    sha256: str


@dataclass(frozen=True, slots=True)
class Verified:
    """What is to be said of a report: where it is, which record it is compared with, the file at hand, the sources and
    kept files that differ, and the version of doctool that made it where it is another one."""

    alamat: str
    keadaan: Keadaan
    catatan: str
    berkas: FileFound | None
    sumber: tuple[Berubah, ...]
    arsip: tuple[Berubah, ...]
    versi: str = ""

    @property
    def sama(self) -> bool:
        """Whether nothing differs: the file at hand, where there is one, is the final report."""
        right = self.berkas is None or self.berkas.apa == "final"
        return right and not self.sumber and not self.arsip


def verify_report(workspace: Workspace, path: Path, file: Path | None = None) -> Verified:
    """Compare the report in the file laporan.yaml at `path`, and the file at hand, with what was frozen last. Raises
    ContentError for one that was never handed in."""
    loaded = load_laporan(path, workspace)
    history, state = load_history(loaded)
    record = last_frozen(loaded, history, state)
    if record is None:
        hint = f"ajukan dahulu: doctool laporan ajukan {loaded.address}"
        raise ContentError(f"{loaded.address} belum pernah diajukan, jadi tidak ada yang dibandingkan", hint=hint)
    found = changes(record.sumber, source_prints(workspace, loaded), workspace.root)
    return Verified(
        loaded.address, state, record.nama, _identified(loaded, history.langkah, file) if file is not None else None,
        found, _archive(loaded, record), record.doctool if record.doctool != __version__ else "",
    )  # fmt: skip


def report_of_file(workspace: Workspace, file: Path, kantor: str | None = None) -> Path:
    """The laporan.yaml of the report that a docx or pdf is, or was, of: by its bytes, else by its name. Raises
    DoctoolError where there is none."""
    sha = digest_of(file)
    known = laporan_files(workspace, kantor)
    by_bytes = []
    for path in known:
        loaded = load_laporan(path, workspace)
        steps = load_history(loaded)[0].langkah
        if any(sha in one.berkas.values() for one in steps):
            by_bytes.append(path)
    beside = [path for path in known if path.parent == file.absolute().parent.parent]
    named = [path for path in known if path.parent.name in file.stem]
    longest = max((len(path.parent.name) for path in named), default=0)
    best = [path for path in named if len(path.parent.name) == longest]
    for candidates in (by_bytes, beside, best, known):
        if len(candidates) == 1:
            return candidates[0]
    message = f'"{shown_path(file)}" bukan salah satu berkas laporan yang diajukan atau disahkan'
    if not known:
        raise DoctoolError(message, "belum ada laporan di ruang kerja ini")
    listed = ", ".join(address(path) for path in known)
    hint = f"isinya mungkin sudah diubah; sebut juga laporannya untuk dibandingkan, salah satu dari {listed}"
    raise DoctoolError(message, hint)


def _identified(loaded: LoadedLaporan, steps: tuple[LangkahReviu, ...], file: Path) -> FileFound:
    """What the file at hand is."""
    try:
        data = read_plain(file, MADE_BYTES)
    except OSError as error:
        message = f'berkas "{shown_path(file)}" tidak dapat dibaca: {system_reason(error)}'
        raise DoctoolError(message, "periksa nama dan hak aksesnya") from error
    shown, sha = shown_path(file), digest(data)
    for step in reversed(steps):
        if sha in step.berkas.values():
            return FileFound(shown, "final" if step.langkah == "sahkan" else "draf", step.draf, sha)
    for kept in sorted((Path(loaded.folder) / FINAL_FOLDER).glob("*.pdf")):
        if data.startswith(read_plain(kept, MADE_BYTES)):
            return FileFound(shown, "final dengan tambahan", 0, sha)
    return FileFound(shown, "lain", 0, sha)


def _archive(loaded: LoadedLaporan, record: Beku) -> tuple[Berubah, ...]:
    """The files of the final report that are no longer kept as they were."""
    folder = Path(loaded.folder) / FINAL_FOLDER
    now = {name: digest_of(folder / name) for name in record.berkas if (folder / name).is_file()}
    return changes(record.berkas, now, folder) if record.final else ()
