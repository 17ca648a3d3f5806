"""The frozen drafts of a report on the disk: made once when a draft is handed in or signed, never written again."""

from __future__ import annotations

from collections.abc import Mapping
from datetime import date
from pathlib import Path
from typing import TYPE_CHECKING

from doctool import __version__, atomic
from doctool.border.limits import JSON_BYTES, MADE_BYTES
from doctool.border.plain_file import read_plain
from doctool.catalog.source import shown_path
from doctool.errors import ContentError, system_reason
from doctool.fingerprint import digest
from doctool.model.beku import Beku, LampiranBeku, from_json
from doctool.model.reviu import DRAF_FOLDER, FINAL_FILE, Keadaan, RiwayatReviu
from doctool.report_prints import source_prints
from doctool.reports.frozen import frozen_figures, frozen_parts

if TYPE_CHECKING:
    from doctool.catalog.index import Workspace
    from doctool.loaded import LoadedLaporan
    from doctool.report_pipeline import Rakitan


def frozen_path(folder: str | Path, draf: int | None) -> Path:
    """Where the record of a draft of the report in `folder` lies; None: of the final report."""
    return Path(folder) / DRAF_FOLDER / (FINAL_FILE if draf is None else f"{draf}.json")


def frozen_of(
    workspace: Workspace, made: Rakitan, draf: int = 0, day: date | None = None, *, final: bool = False,
    files: Mapping[str, str] | None = None,
) -> Beku:
    """What a report that was put together says and is made of; `files` are those of the final report with their
    SHA-256."""
    loaded, laporan = made.bahan.loaded, made.bahan.loaded.laporan
    infos = iter(made.lampiran)
    annexes = []
    for one in laporan.lampiran:
        info = next(infos) if one.berkas else None
        annexes.append(LampiranBeku(one.judul, one.berkas, info.pages if info else 0, info.sha256 if info else ""))
    return Beku(
        loaded.address, made.dokumen.judul, laporan.tahun, laporan.triwulan, laporan.bidang, draf, final,
        day.isoformat() if day is not None else "", frozen_figures(made.angka), frozen_parts(made.dokumen),
        tuple(annexes), source_prints(workspace, loaded), dict(sorted((files or {}).items())), __version__,
    )  # fmt: skip


def refuse_other(path: Path, data: bytes) -> None:
    """ContentError where something else was frozen at `path` already."""
    if path.exists() and read_plain(path, MADE_BYTES) != data:
        raise ContentError(
            f'"{shown_path(path)}" sudah ada dan isinya lain, padahal tidak tercatat dalam riwayat',
            hint="pindahkan berkas itu ke tempat lain bila memang bukan catatan draf ini, lalu ulangi",
        )


def keep(path: Path, data: bytes) -> None:
    """Freeze `data` at `path`. Raises ContentError where something else is frozen there, WriteError."""
    refuse_other(path, data)
    if not path.exists():
        atomic.write_bytes(path, data)


def read_frozen(path: Path, sha256: str = "") -> Beku:
    """The record in the file at `path`, of which the history says that it has the SHA-256. Raises ContentError."""
    shown = shown_path(path)
    try:
        data = read_plain(path, JSON_BYTES)
    except OSError as error:
        message = f'catatan draf "{shown}" tidak dapat dibaca: {system_reason(error)}'
        raise ContentError(message, hint="ambil lagi dari cadangan; catatan draf tidak boleh dihapus") from error
    if sha256 and digest(data) != sha256:
        message = f'catatan draf "{shown}" sudah diubah sejak dibekukan'
        raise ContentError(message, hint="ambil lagi dari cadangan; catatan draf tidak boleh diubah")
    return from_json(data, shown)


def last_frozen(loaded: LoadedLaporan, history: RiwayatReviu, state: Keadaan) -> Beku | None:
    """The record of what is being reviewed: the final report, or the draft last handed in; None before the first."""
    if not state.draf:
        return None
    return draft_record(loaded, history, None if state.selesai else state.draf)


def draft_record(loaded: LoadedLaporan, history: RiwayatReviu, draf: int | None) -> Beku:
    """The record of a draft that was handed in, None: of the final report. Raises ContentError where there is none."""
    wanted = "sahkan" if draf is None else "ajukan"
    step = next((one for one in history.langkah if one.langkah == wanted and draf in (None, one.draf)), None)
    if step is None:
        known = [str(one.draf) for one in history.langkah if one.langkah == "ajukan"]
        what = "laporan ini belum disahkan" if draf is None else f"draf {draf} tidak ada"
        hint = f"draf yang ada: {', '.join(known)}" if known else "belum ada draf yang diajukan"
        raise ContentError(what, hint=hint)
    return read_frozen(frozen_path(loaded.folder, draf), step.isi)
