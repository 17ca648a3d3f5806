"""The sources of a report with their SHA-256, and which of them are no longer what they were."""

from __future__ import annotations

from collections.abc import Iterator, Mapping
from dataclasses import dataclass
from datetime import date, datetime
from pathlib import Path
from typing import TYPE_CHECKING, Literal
from urllib.parse import unquote

from doctool.border.limits import TEXT_BYTES
from doctool.border.plain_file import TooLongError, plain_digest, read_plain
from doctool.catalog.load import CATALOG_FOLDER, KANTOR_FILE
from doctool.errors import DoctoolError, system_reason
from doctool.form_returns import folder_of
from doctool.indicators.load import kinerja_files
from doctool.model.laporan import LAPORAN_FILE
from doctool.prose.grammar import parse
from doctool.reports.load import named_files, pembanding_path, place_of

if TYPE_CHECKING:
    from doctool.catalog.index import Workspace
    from doctool.loaded import LoadedLaporan

#: The office's own template of reports, below the workspace.
TEMPLATE = Path("templates/docx/laporan.docx")


@dataclass(frozen=True, slots=True)
class Berubah:
    """A source that differs: its path in the workspace, how, and the day the file was last written (None: gone)."""

    berkas: str
    apa: Literal["berubah", "tidak ada lagi", "baru"]
    sejak: date | None = None


def source_prints(workspace: Workspace, loaded: LoadedLaporan) -> dict[str, str]:
    """The SHA-256 of every file that a report is made of, by its path below the workspace: laporan.yaml, texts and the
    pictures in them, lampiran, the recap or the returned forms, indicators, comparisons, the office, the template.

    Raises DoctoolError for one that is there and cannot be read.
    """
    root = workspace.root
    inside = root.resolve()
    named = {path.resolve() for path in _sources(workspace, loaded) if path.is_file()}
    return {
        path.relative_to(inside).as_posix(): digest_of(path) for path in sorted(named) if path.is_relative_to(inside)
    }


def changes(recorded: Mapping[str, str], now: Mapping[str, str], root: Path) -> tuple[Berubah, ...]:
    """What differs between the sources that were recorded and those of now, by name."""
    out: list[Berubah] = []
    for name in sorted({*recorded, *now}):
        was, path = recorded.get(name), root / name
        current = now.get(name) or (digest_of(path) if path.is_file() else None)
        if was == current:
            continue
        if current is None:
            out.append(Berubah(name, "tidak ada lagi"))
        else:
            out.append(Berubah(name, "baru" if was is None else "berubah", _written(path)))
    return tuple(out)


def digest_of(path: Path) -> str:
    """The SHA-256 of a file in hexadecimal. Raises DoctoolError."""
    try:
        return plain_digest(path)
    except OSError as error:
        message = f'berkas "{path}" tidak dapat dibaca: {system_reason(error)}'
        raise DoctoolError(message, "periksa hak akses berkas itu") from error


def _sources(workspace: Workspace, loaded: LoadedLaporan) -> Iterator[Path]:
    kode, laporan = loaded.office.kode, loaded.laporan
    yield Path(loaded.folder) / LAPORAN_FILE
    for _, name in named_files(laporan):
        place = place_of(loaded.folder, name)
        yield place
        if place.suffix.lower() == ".md" and place.is_file():
            yield from _pictures(place)
    if not laporan.rekap:
        yield from sorted(folder_of(workspace, kode, laporan.tahun).glob("*.json"))
    for path in kinerja_files(workspace):
        if workspace.office_of(path) == kode and path.stem == str(laporan.tahun):
            yield path
    yield pembanding_path(workspace, kode)
    office = workspace.root / CATALOG_FOLDER / kode
    yield office / KANTOR_FILE
    logo = loaded.office.kantor.kop.logo
    if logo:
        yield place_of(office, logo)
    yield workspace.root / TEMPLATE


def _pictures(text: Path) -> Iterator[Path]:
    """The pictures that a Markdown text shows."""
    try:
        data = read_plain(text, TEXT_BYTES)
    except TooLongError:  # told by the check
        return
    tree = parse(data.decode("utf-8", "replace")).tree
    for node in tree.walk(include_self=False):
        address = str(node.attrs.get("src", "")) if node.type == "image" else ""
        name = unquote(address).replace("\\", "/")
        if name and "\0" not in name and "://" not in name:
            yield text.parent / name


def _written(path: Path) -> date:
    return datetime.fromtimestamp(path.stat().st_mtime).astimezone().date()
