"""From berkala.yaml to what is counted, with places; all that is wrong is said at once (codes Y.. and D..)."""

from __future__ import annotations

from collections.abc import Iterator, Sequence
from dataclasses import dataclass
from datetime import date
from functools import cached_property
from pathlib import Path, PureWindowsPath

from doctool.catalog.index import DATA_FOLDER, Workspace
from doctool.catalog.messages import did_you_mean
from doctool.catalog.place import is_own, office_at
from doctool.catalog.source import Source, read_yaml, shown_path
from doctool.catalog.validation import refuse_all, validate
from doctool.errors import DoctoolError
from doctool.findings import Finding
from doctool.loaded import LoadedKantor, Positions
from doctool.model.berkala import BERKALA_FILE, BERKALA_FOLDER, Berkala, Rincian
from doctool.model.hari_kerja import days_off
from doctool.model.kantor import Penandatangan
from doctool.refusal import error


@dataclass(frozen=True)
class LoadedBerkala:
    """Periodic reports: `nama` is the folder's name, `folder` that folder (absolute), `file` the path shown."""

    nama: str
    berkala: Berkala
    positions: Positions
    office: LoadedKantor
    file: str
    folder: Path

    @property
    def address(self) -> str:
        """`kantor/nama`."""
        return f"{self.office.kode}/{self.nama}"

    @cached_property
    def rincian(self) -> tuple[Rincian, ...]:
        """Every thing that is counted, in order."""
        return tuple(self.berkala.rincian())

    @cached_property
    def libur(self) -> frozenset[date]:
        """The days on which the office is closed, besides the days of the week that are not worked."""
        return days_off(self.office.kantor.kinerja)


def load_berkala(path: Path, workspace: Workspace | None) -> LoadedBerkala:
    """The periodic reports in the file berkala.yaml at `path`. Raises ContentError with all findings."""
    source = read_yaml(path)
    berkala, findings = validate(Berkala, source)
    office = office_at(path, source.file, workspace, findings)
    folder = path.absolute().parent
    if berkala is not None:
        findings += _files(berkala, folder, workspace.root if workspace is not None else folder, source)
        if office is not None:
            findings += _unknown(berkala, office, source)
    if berkala is None or office is None or findings:
        raise refuse_all(source, findings)
    return LoadedBerkala(folder.name, berkala, source.positions, office, source.file, folder)


def is_berkala(path: Path) -> bool:
    """Whether a file describes periodic reports, by its name."""
    return path.name == BERKALA_FILE


def berkala_files(place: Workspace | Path, kantor: str | None = None) -> list[Path]:
    """The files of a workspace (of one office: `kantor`), data/<kantor>/laporan-berkala/<nama>/berkala.yaml, or below a
    folder; sorted."""
    if isinstance(place, Workspace):
        folders = [place.root / DATA_FOLDER / one / BERKALA_FOLDER for one in place.offices() if kantor in (None, one)]
        return sorted(path for folder in folders for path in folder.glob(f"*/{BERKALA_FILE}") if is_own(path, folder))
    return sorted(path for path in place.rglob(BERKALA_FILE) if is_own(path, place))


def choose_berkala(workspace: Workspace, name: str = "", kantor: str | None = None) -> Path:
    """The berkala.yaml that `name` means (a name, kantor/name, the file, its folder); the only one for "". Raises
    DoctoolError."""
    if kantor is not None and kantor not in workspace.offices():
        hint = did_you_mean(kantor, workspace.offices(), "kantor yang ada")
        raise DoctoolError(f'tidak ada kantor "{kantor}"', hint or f"kantor yang ada: {', '.join(workspace.offices())}")
    known = berkala_files(workspace, kantor)
    if not known:
        of = f" {kantor}" if kantor else " di ruang kerja ini"
        hint = f"taruh di {DATA_FOLDER}/<kantor>/{BERKALA_FOLDER}/<nama>/{BERKALA_FILE}"
        raise DoctoolError(f"tidak ada laporan berkala{of}", hint)
    wanted, plain = Path(name).absolute(), name.replace("\\", "/").strip("/")
    found = [
        path for path in known
        if not name or wanted in (path, path.parent) or plain in (path.parent.name, _address(path))
    ]  # fmt: skip
    listed = ", ".join(_address(path) for path in found or known)
    if len(found) > 1:
        message = f'"{name}" menunjuk lebih dari satu laporan berkala' if name else "ada beberapa laporan berkala"
        raise DoctoolError(message, f"sebut salah satu: {listed}")
    if not found:
        raise DoctoolError(f'tidak ada laporan berkala "{name}"', f"yang ada: {listed}")
    return found[0]


def place_of(folder: Path, name: str) -> Path:
    """The file that berkala.yaml in `folder` names `name`, with either kind of slash."""
    return folder / name.replace("\\", "/")


def _address(path: Path) -> str:
    return f"{path.parents[2].name}/{path.parent.name}"


def _files(berkala: Berkala, folder: Path, root: Path, source: Source) -> Iterator[Finding]:
    """Tables that lie outside of the workspace or are not there."""
    for at, name in enumerate(berkala.tabel):
        where = source.positions.where(("tabel", at))
        place = place_of(folder, name)
        absolute = Path(name).is_absolute() or PureWindowsPath(name).drive or PureWindowsPath(name).root
        if absolute or not place.resolve().is_relative_to(root.resolve()):
            hint = f"salin berkasnya ke {shown_path(folder)}, lalu tulis namanya relatif terhadap {BERKALA_FILE}"
            yield error("D14", where, f'"{name}" menunjuk ke luar ruang kerja', hint, name)
        elif not place.is_file():
            near = sorted(one.name for one in place.parent.iterdir()) if place.parent.is_dir() else []
            hint = did_you_mean(place.name, near, "berkas di folder itu") or "buat berkasnya, atau perbaiki namanya"
            yield error("D24", where, f'berkas "{name}" tidak ada', hint, name)


def _unknown(berkala: Berkala, office: LoadedKantor, source: Source) -> Iterator[Finding]:
    """A bidang or officials that kantor.yaml does not have."""
    kantor, positions = office.kantor, source.positions
    if berkala.bidang and berkala.bidang not in kantor.bidang:
        hint = did_you_mean(berkala.bidang, list(kantor.bidang), "bidang yang ada") or "daftarkan di kantor.yaml"
        message = f'bidang "{berkala.bidang}" tidak ada di kantor.yaml'
        yield error("D10", positions.where(("bidang",)), message, hint, berkala.bidang)
    signers: Sequence[tuple[str, Penandatangan | None]] = (
        ("pembuat", berkala.pembuat), ("mengetahui", berkala.mengetahui),
    )  # fmt: skip
    for key, who in signers:
        if who is not None and who.pejabat and who.pejabat not in kantor.pejabat:
            hint = did_you_mean(who.pejabat, list(kantor.pejabat), "pejabat yang ada") or (
                'daftarkan di kantor.yaml, atau tulis {jabatan: "..."}'
            )
            message = f'pejabat "{who.pejabat}" tidak ada di kantor.yaml'
            yield error("D10", positions.where((key, "pejabat")), message, hint, who.pejabat)
