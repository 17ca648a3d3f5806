"""Where the reports of an office are, and for the dinas's report which bidang have theirs and whether it uses them."""

from __future__ import annotations

from dataclasses import dataclass, field
from pathlib import Path
from typing import TYPE_CHECKING

from doctool.errors import DoctoolError
from doctool.model.reviu import Keadaan, LangkahReviu
from doctool.report_history import load_history
from doctool.report_prints import Berubah
from doctool.report_review import changed_sources, draft_status
from doctool.report_sources import address
from doctool.reports.load import laporan_files, load_laporan, named_files, place_of

if TYPE_CHECKING:
    from doctool.catalog.index import Workspace
    from doctool.loaded import LoadedLaporan


@dataclass(frozen=True, slots=True)
class BidangOverview:
    """The report of a bidang for the same time: its address ("" where there is none), where it is, and the texts of it
    that the dinas's report uses."""

    kunci: str
    nama: str
    laporan: str = ""
    keadaan: Keadaan | None = None
    dipakai: tuple[str, ...] = ()
    berubah: bool = False


@dataclass(frozen=True, slots=True)
class Overview:
    """Where a report is: what its pages say, its steps, the sources that changed since the last draft, its bidang."""

    alamat: str
    bidang: str
    keadaan: Keadaan
    cetak: str
    langkah: tuple[LangkahReviu, ...]
    berubah: tuple[Berubah, ...]
    bawahan: tuple[BidangOverview, ...] = field(default=())


def overview(workspace: Workspace, path: Path) -> Overview:
    """Where the report in the file laporan.yaml at `path` is. Raises DoctoolError."""
    loaded = load_laporan(path, workspace)
    history, state = load_history(loaded)
    below = () if loaded.laporan.bidang else tuple(_bidang(workspace, loaded))
    bidang, printed = loaded.laporan.bidang, draft_status(loaded)
    return Overview(loaded.address, bidang, state, printed, history.langkah, changed_sources(loaded), below)


def _bidang(workspace: Workspace, loaded: LoadedLaporan) -> list[BidangOverview]:
    own = _reports_of_bidang(workspace, loaded)
    found = []
    for key, name in loaded.office.kantor.bidang.items():
        report = own.get(key)
        if report is None:
            found.append(BidangOverview(key, name))
            continue
        state = load_history(report)[1]
        used = tuple(dict.fromkeys(
            file for _, file in named_files(loaded.laporan)
            if place_of(loaded.folder, file).resolve().is_relative_to(Path(report.folder).resolve())
        ))  # fmt: skip
        found.append(BidangOverview(key, name, report.address, state, used, bool(changed_sources(report))))
    return found


def _reports_of_bidang(workspace: Workspace, loaded: LoadedLaporan) -> dict[str, LoadedLaporan]:
    """The reports of bidang of the same office and time, by bidang; one that cannot be read is passed over, as it is
    told where it is asked for itself."""
    found: dict[str, LoadedLaporan] = {}
    when = (loaded.laporan.tahun, loaded.laporan.triwulan)
    for path in laporan_files(workspace, loaded.office.kode):
        if address(path) == loaded.address:
            continue
        try:
            one = load_laporan(path, workspace)
        except DoctoolError:
            continue
        if one.laporan.bidang and (one.laporan.tahun, one.laporan.triwulan) == when:
            found.setdefault(one.laporan.bidang, one)
    return found
