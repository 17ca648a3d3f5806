"""From laporan.yaml and pembanding.yaml to the report and what its indicators are compared with, with places.

All that is wrong is said at once (codes Y.. and D.., docs/catalog.md). Files that a report names stay inside the
workspace; one that is not there is told and costs nothing else.
"""

from __future__ import annotations

from collections.abc import Iterator, Sequence
from pathlib import Path, PureWindowsPath
from typing import get_args

from doctool.catalog.index import DATA_FOLDER, Workspace
from doctool.catalog.messages import did_you_mean
from doctool.catalog.place import is_own, office_at
from doctool.catalog.source import read_yaml, shown_path
from doctool.catalog.validation import refuse_all, validate
from doctool.findings import Finding
from doctool.loaded import LoadedKantor, LoadedLaporan, LoadedPembanding, Positions
from doctool.loaded import Path as Steps
from doctool.model.laporan import (
    LAPORAN_FILE,
    LAPORAN_FOLDER,
    PEMBANDING_FILE,
    Analisis,
    BagianLaporan,
    Laporan,
    Pembanding,
)
from doctool.refusal import error

#: Folder of the indicators below data/<kantor>/, where pembanding.yaml lies.
KINERJA_FOLDER = "kinerja"


def load_laporan(path: Path, workspace: Workspace | None) -> LoadedLaporan:
    """The report in the file laporan.yaml at `path`. Raises ContentError with all findings."""
    source = read_yaml(path)
    laporan, findings = validate(Laporan, source)
    office = office_at(path, source.file, workspace, findings)
    folder = path.absolute().parent
    root = workspace.root if workspace is not None else folder
    missing: list[Finding] = []
    if laporan is not None:
        findings += _outside(laporan, folder, root, source.positions)
        findings += _keys(laporan, source.positions)
        missing = list(_missing(laporan, folder, root, source.positions))
        if office is not None:
            findings += _unknown(laporan, office, source.positions)
    if laporan is None or office is None or findings:
        raise refuse_all(source, [*findings, *missing])
    return LoadedLaporan(
        folder.name, laporan, source.positions, office, source.file, str(folder),
        tuple(sorted(missing, key=Finding.sort_key)),
    )  # fmt: skip


def load_pembanding(path: Path, workspace: Workspace | None) -> LoadedPembanding:
    """What indicators are compared with, from the file at `path`. Raises ContentError with all findings."""
    source = read_yaml(path)
    pembanding, findings = validate(Pembanding, source)
    office = office_at(path, source.file, workspace, findings)
    if pembanding is not None:
        for kode, one in pembanding.indikator.items():
            findings += [
                error("D05", source.positions.where_key(("indikator", kode, "riwayat", year)), f'"{year}" bukan tahun',
                      "tulis tahun empat angka, misalnya 2023", year)
                for year in one.riwayat if not (year.isdecimal() and len(year) == 4)
            ]  # fmt: skip
    if pembanding is None or office is None or findings:
        raise refuse_all(source, findings)
    return LoadedPembanding(pembanding, source.positions, office, source.file)


def is_laporan(path: Path) -> bool:
    """Whether a file is a report, by its name."""
    return path.name == LAPORAN_FILE


def is_pembanding(path: Path) -> bool:
    """Whether a file holds what indicators are compared with, by its name."""
    return path.name == PEMBANDING_FILE


def laporan_files(place: Workspace | Path, kantor: str | None = None) -> list[Path]:
    """The reports of a workspace (of one office: `kantor`), data/<kantor>/laporan/<nama>/laporan.yaml, or below a
    folder; sorted."""
    if isinstance(place, Workspace):
        folders = [place.root / DATA_FOLDER / one / LAPORAN_FOLDER for one in place.offices() if kantor in (None, one)]
        return sorted(path for folder in folders for path in folder.glob(f"*/{LAPORAN_FILE}") if is_own(path, folder))
    return sorted(path for path in place.rglob(LAPORAN_FILE) if is_own(path, place))


def pembanding_files(place: Workspace | Path) -> list[Path]:
    """The files of comparison of a workspace, data/<kantor>/kinerja/pembanding.yaml, or below a folder; sorted."""
    if isinstance(place, Workspace):
        found = [pembanding_path(place, one) for one in place.offices()]
        return [path for path in found if path.is_file()]
    return sorted(path for path in place.rglob(PEMBANDING_FILE) if is_own(path, place))


def pembanding_path(workspace: Workspace, kantor: str) -> Path:
    """Where an office's file of comparison lies."""
    return workspace.root / DATA_FOLDER / kantor / KINERJA_FOLDER / PEMBANDING_FILE


def named_files(laporan: Laporan) -> Iterator[tuple[Steps, str]]:
    """Every file that a report names, with the path of the value: texts of its parts and analyses, lampiran, recap."""
    yield from _of_parts(laporan.bagian, ("bagian",))
    for nomor, sasaran in laporan.sasaran.items():
        yield from ((("sasaran", nomor, "naskah", at), one) for at, one in enumerate(sasaran.naskah))
        for analisis, files in sasaran.teks.items():
            yield from ((("sasaran", nomor, "teks", analisis, at), one) for at, one in enumerate(files))
    for at, lampiran in enumerate(laporan.lampiran):
        if lampiran.berkas:
            yield ("lampiran", at, "berkas"), lampiran.berkas
    if laporan.rekap:
        yield ("rekap",), laporan.rekap


def place_of(folder: str | Path, name: str) -> Path:
    """The file that a report in `folder` names `name`, with either kind of slash."""
    return Path(folder) / name.replace("\\", "/")


def _of_parts(parts: Sequence[BagianLaporan], path: Steps) -> Iterator[tuple[Steps, str]]:
    for number, one in enumerate(parts):
        yield from (((*path, number, "teks", at), file) for at, file in enumerate(one.teks))
        yield from _of_parts(one.isi, (*path, number, "isi"))


def _inside(folder: Path, name: str, root: Path) -> bool:
    if Path(name).is_absolute() or PureWindowsPath(name).drive or PureWindowsPath(name).root:
        return False
    return place_of(folder, name).resolve().is_relative_to(root.resolve())


def _outside(laporan: Laporan, folder: Path, root: Path, positions: Positions) -> Iterator[Finding]:
    for path, name in named_files(laporan):
        if not _inside(folder, name, root):
            message = f'"{name}" menunjuk ke luar ruang kerja'
            hint = f"salin berkasnya ke {shown_path(folder)}, lalu tulis namanya relatif terhadap {LAPORAN_FILE}"
            yield error("D14", positions.where(path), message, hint, name)


def _missing(laporan: Laporan, folder: Path, root: Path, positions: Positions) -> Iterator[Finding]:
    for path, name in named_files(laporan):
        place = place_of(folder, name)
        if not _inside(folder, name, root) or place.is_file():
            continue
        if place.is_dir():
            message = f'"{name}" adalah folder, bukan berkas'
            yield error("D24", positions.where(path), message, "sebutkan berkasnya", name)
            continue
        near = [one.name for one in place.parent.iterdir()] if place.parent.is_dir() else []
        hint = did_you_mean(place.name, sorted(near), "berkas di folder itu") or "buat berkasnya, atau perbaiki namanya"
        yield error("D24", positions.where(path), f'berkas "{name}" tidak ada', hint, name)


def _keys(laporan: Laporan, positions: Positions) -> Iterator[Finding]:
    """Keys that the author chooses among few: numbers of sasaran, names of analyses."""
    for nomor, one in laporan.sasaran.items():
        if not (nomor.isdecimal() and int(nomor) > 0):
            hint = "tulis nomor sasaran menurut urutannya dalam data kinerja: 1, 2, 3"
            yield error("D05", positions.where_key(("sasaran", nomor)), f'"{nomor}" bukan nomor sasaran', hint, nomor)
        for key, named in (("teks", one.teks), ("ditiadakan", one.ditiadakan)):
            for name in named:
                if name not in get_args(Analisis):
                    hint = did_you_mean(name, get_args(Analisis), "analisis yang ada")
                    where = positions.where_key(("sasaran", nomor, key, name))
                    yield error("D04", where, f'"{name}" bukan analisis yang dikenal', hint, name)


def _unknown(laporan: Laporan, office: LoadedKantor, positions: Positions) -> Iterator[Finding]:
    """A bidang or an official that kantor.yaml does not have."""
    kantor = office.kantor
    if laporan.bidang and laporan.bidang not in kantor.bidang:
        hint = did_you_mean(laporan.bidang, list(kantor.bidang), "bidang yang ada") or "daftarkan di kantor.yaml"
        message = f'bidang "{laporan.bidang}" tidak ada di kantor.yaml'
        yield error("D10", positions.where(("bidang",)), message, hint, laporan.bidang)
    if laporan.penandatangan and laporan.penandatangan not in kantor.pejabat:
        hint = did_you_mean(laporan.penandatangan, list(kantor.pejabat), "pejabat yang ada")
        message = f'pejabat "{laporan.penandatangan}" tidak ada di kantor.yaml'
        where = positions.where(("penandatangan",))
        yield error("D10", where, message, hint or "daftarkan di kantor.yaml", laporan.penandatangan)
