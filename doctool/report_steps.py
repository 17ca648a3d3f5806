"""The steps of a report from draft to final: handed in, sent back, approved, signed; each checked, then noted.

The files and the record of a draft are there before its step is noted: a run killed in between leaves the report where
it was.
"""

from __future__ import annotations

from contextlib import nullcontext
from dataclasses import dataclass, field
from datetime import date
from pathlib import Path
from typing import TYPE_CHECKING

from doctool import lock
from doctool.errors import ContentError
from doctool.indonesian import tanggal
from doctool.model.reviu import JenisLangkah, Keadaan, LangkahReviu, berikut, boleh
from doctool.model.tanggal import Tanggal
from doctool.official import head_of
from doctool.pipeline import NOTES, BuildResult
from doctool.report_frozen import draft_record
from doctool.report_history import add_step, history_path, load_history
from doctool.report_making import Making, make_draft, make_final
from doctool.report_review import day_of, told
from doctool.report_sources import address
from doctool.reports.load import load_laporan

if TYPE_CHECKING:
    from doctool.catalog.index import Workspace
    from doctool.loaded import LoadedLaporan
    from doctool.report_pipeline import ReportOptions

#: Who heads an office, by the first word of its name.
_HEADS = {
    "dinas": "Kepala Dinas", "badan": "Kepala Badan", "kantor": "Kepala Kantor", "kecamatan": "Camat",
    "kelurahan": "Lurah", "inspektorat": "Inspektur",
}  # fmt: skip
#: What a step does to a report.
DONE: dict[JenisLangkah, str] = {
    "ajukan": "diajukan", "kembalikan": "dikembalikan", "setujui": "disetujui", "sahkan": "disahkan",
}  # fmt: skip


@dataclass(frozen=True, slots=True)
class StepWish:
    """A step that is asked for. `oleh` and `kepada` "": as the office is made up; `berkas`: make docx and pdf of a
    draft that is handed in; `catatan`: what has to be mended."""

    langkah: JenisLangkah
    tanggal: date
    oleh: str = ""
    kepada: str = ""
    catatan: str = ""
    berkas: bool = True


@dataclass(slots=True)
class StepResult(BuildResult):
    """What became of a step: where the report was, and where it is now."""

    sebelum: Keadaan = field(default_factory=Keadaan)
    sesudah: Keadaan = field(default_factory=Keadaan)


def take_step(workspace: Workspace, path: Path, wish: StepWish, options: ReportOptions) -> StepResult:
    """Do a step of the report in the file laporan.yaml at `path` and note it; `options.dry_run` writes nothing."""
    result = StepResult(address(path))
    with result.faults(), nullcontext() if options.dry_run else lock.hold(path.parent / NOTES / "kunci"):
        loaded = load_laporan(path, workspace)
        history, state = load_history(loaded)
        result.sebelum = result.sesudah = state
        after = next_state(loaded, state, wish)
        making = Making(workspace, path, after, wish.tanggal, options, result)
        step: LangkahReviu | None = after.langkah
        if wish.langkah == "ajukan":
            step = make_draft(making, files=wish.berkas)
        elif wish.langkah == "sahkan":
            step = make_final(making, draft_record(loaded, history, state.draf))
        if step is not None:
            result.files.append(history_path(loaded.folder) if options.dry_run else add_step(loaded, step))
            result.sesudah = after
    return result


def next_state(loaded: LoadedLaporan, state: Keadaan, wish: StepWish) -> Keadaan:
    """Where the report is after the step that is asked for. Raises ContentError for one that may not follow."""
    bidang = bool(loaded.laporan.bidang)
    stage = berikut(state, wish.langkah, bidang=bidang)
    if stage is None:
        hint = _hint(loaded, state, wish.langkah, bidang=bidang)
        raise ContentError(f"laporan ini tidak dapat {DONE[wish.langkah]}: {told(state)}", hint=hint)
    last = state.langkah.tanggal.date if state.langkah is not None else None
    if state.langkah is not None and last is not None and wish.tanggal < last:
        day = tanggal(wish.tanggal.year, wish.tanggal.month, wish.tanggal.day)
        message = f"{day} lebih awal daripada langkah sebelumnya ({day_of(state.langkah)})"
        raise ContentError(message, hint="perbaiki --tanggal")
    if wish.langkah == "kembalikan" and not wish.catatan.strip():
        hint = "sebut apa yang harus diperbaiki dengan --catatan"
        raise ContentError("pengembalian tanpa catatan", hint=hint)
    draf = state.draf + 1 if wish.langkah == "ajukan" else state.draf
    step = LangkahReviu(
        langkah=wish.langkah, draf=draf, tanggal=Tanggal.model_validate(wish.tanggal.isoformat()),
        oleh=wish.oleh.strip() or _actor(state), kepada=wish.kepada.strip() or _receiver(loaded, wish.langkah),
        catatan=wish.catatan.strip(),
    )  # fmt: skip
    return Keadaan(stage, draf, step)


def _hint(loaded: LoadedLaporan, state: Keadaan, langkah: JenisLangkah, *, bidang: bool) -> str:
    may = [f"doctool laporan {one} {loaded.address}" for one in boleh(state, bidang=bidang)]
    if not may:
        how = "salin foldernya tanpa riwayat.yaml, draf dan final, lalu ajukan salinannya"
        return f"laporan yang disahkan tidak diubah lagi; untuk perbaikan {how}"
    first = f"laporan bidang disahkan langsung oleh {reviewer(loaded)}; " if bidang and langkah == "setujui" else ""
    return f"{first}langkah berikutnya: {' atau '.join(may)}"


def head_of_office(loaded: LoadedLaporan) -> str:
    """Who heads the office, as it is said in short: "Kepala Dinas", "Camat"."""
    first = loaded.office.kantor.nama.split(" ", 1)[0].casefold()
    signer = loaded.office.kantor.pejabat.get(loaded.laporan.penandatangan)
    return _HEADS.get(first) or (signer.jabatan if signer is not None else "Kepala")


def reviewer(loaded: LoadedLaporan) -> str:
    """Who looks at a draft first: the Sekretaris, of a bidang's report its head."""
    bidang = loaded.laporan.bidang
    return head_of(loaded.office.kantor.bidang.get(bidang, bidang)) if bidang else "Sekretaris"


def _actor(state: Keadaan) -> str:
    """Who usually does a step: to whom the draft went; "" for who hands it in, whom the data do not name."""
    return state.langkah.kepada if state.tahap in ("diajukan", "diteruskan") and state.langkah is not None else ""


def _receiver(loaded: LoadedLaporan, langkah: JenisLangkah) -> str:
    return {"ajukan": reviewer(loaded), "setujui": head_of_office(loaded)}.get(langkah, "")
