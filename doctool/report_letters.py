"""The surat pengantar that takes the final report to whom it is due."""

from __future__ import annotations

from collections.abc import Sequence
from pathlib import Path
from typing import TYPE_CHECKING

from doctool.catalog.source import shown_path
from doctool.errors import ContentError
from doctool.indonesian import gabung, terbilang
from doctool.loaded import LoadedNaskah, Positions
from doctool.model.kinerja import TRIWULAN
from doctool.model.laporan import LAPORAN_FILE
from doctool.model.surat import SuratPengantar
from doctool.report_history import load_history
from doctool.report_review import day_of, told
from doctool.report_verify import verify_report

if TYPE_CHECKING:
    from datetime import date

    from doctool.catalog.index import Workspace
    from doctool.loaded import LoadedLaporan

_PURPOSE = "Dikirim dengan hormat untuk dipergunakan sebagaimana mestinya"
_KEEP = "pulihkan folder final dari cadangan; simpan PDF yang ditandatangani secara elektronik di folder lain"


def covering_letter(
    workspace: Workspace, loaded: LoadedLaporan, to: Sequence[str], copies: int, day: date, signer: str
) -> LoadedNaskah:
    """The surat pengantar of a report that is final, to each of `to`, with `copies` of it; `signer` is a key of the
    office's officials. Raises ContentError for a report that is not final, or whose files in final/ are no longer
    what was signed. Sources may have changed since: what is sent is what was signed."""
    _, state = load_history(loaded)
    if not state.selesai or state.langkah is None:
        hint = "yang dikirim adalah laporan yang disahkan; lihat langkah berikutnya dengan: doctool laporan status"
        raise ContentError(f"{loaded.address} belum dapat dikirim: {told(state)}", hint=hint)
    damaged = verify_report(workspace, Path(loaded.folder) / LAPORAN_FILE).arsip
    if damaged:
        names = gabung([f"{one.berkas} {one.apa}" for one in damaged])
        message = f"{loaded.address} belum dapat dikirim: berkas yang disahkan {day_of(state.langkah)}: {names}"
        raise ContentError(message, hint=_KEEP)
    naskah = SuratPengantar.model_validate({
        "tanggal": day.isoformat(), "penandatangan": signer, "kepada": [{"yth": one} for one in to],
        "kiriman": [{"naskah": report_name(loaded), "banyaknya": f"{copies} ({terbilang(copies)}) eksemplar",
                     "keterangan": _PURPOSE}],
    })  # fmt: skip
    place = workspace.root / "data" / loaded.office.kode / "laporan" / loaded.nama / "surat-pengantar"
    name = f"surat-pengantar-laporan-{loaded.nama}"
    return LoadedNaskah(name, naskah, Positions(shown_path(place)), loaded.office)


def report_name(loaded: LoadedLaporan) -> str:
    """How a report is listed: its title, whose it is, and its time."""
    laporan, kantor = loaded.laporan, loaded.office.kantor
    whose = kantor.bidang.get(laporan.bidang, laporan.bidang) if laporan.bidang else kantor.nama
    region = kantor.wilayah if kantor.wilayah not in whose else ""
    until = f"Triwulan {TRIWULAN[laporan.triwulan - 1]} " if laporan.triwulan < len(TRIWULAN) else ""
    title = laporan.judul or "Laporan Kinerja"
    sample = " (contoh)" if laporan.contoh else ""
    return " ".join(part for part in (title, whose, region, f"{until}Tahun {laporan.tahun}") if part) + sample
