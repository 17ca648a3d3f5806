"""What last year's report said: as it was frozen when it was signed, else as its recap has it today.

Where the workspace has no report of that year, the recap that was made for it serves.
"""

from __future__ import annotations

from datetime import date
from decimal import Decimal
from pathlib import Path
from typing import TYPE_CHECKING

from doctool.check.laporan_rule import BarisLalu, LaporanLalu
from doctool.errors import ContentError, DoctoolError
from doctool.form_recap import load_recap, recap_path
from doctool.model.kinerja import TRIWULAN
from doctool.report_frozen import draft_record
from doctool.report_history import load_history
from doctool.report_sources import gather
from doctool.reports.load import laporan_files, load_laporan

if TYPE_CHECKING:
    from doctool.catalog.index import Workspace
    from doctool.loaded import LoadedLaporan
    from doctool.model.beku import Beku
    from doctool.model.rekap import Rekap
    from doctool.reports.material import Bahan

_YEAR = len(TRIWULAN)


def last_year(workspace: Workspace, bahan: Bahan, today: date, out: Path | None = None) -> LaporanLalu | None:
    """The report of the year before of the same office and bidang, else the recap of that year in `out` (None: the
    workspace's output folder); None where there is neither. What is wrong with it is told where it is checked itself.
    """
    mine, year, kantor = bahan.loaded.laporan, bahan.rekap.tahun - 1, bahan.office.kode
    for path in laporan_files(workspace, kantor):
        try:
            loaded = load_laporan(path, workspace)
            one = loaded.laporan
            if (one.tahun, one.triwulan, one.bidang) == (year, _YEAR, mine.bidang):
                rekap = gather(workspace, loaded, today, out=out).rekap
                return _frozen(loaded, rekap) or _of_recap(f"laporan {loaded.address}", rekap)
        except DoctoolError:
            continue
    file = recap_path(out or workspace.root / "output", kantor, year, _YEAR).with_suffix(".json")
    if mine.bidang or not file.is_file():
        return None
    try:
        return _of_recap(f"rekap {file.name}", load_recap(file))
    except (ContentError, OSError):
        return None


def _of_recap(nama: str, rekap: Rekap) -> LaporanLalu:
    rows = [
        BarisLalu(row.kode, row.uraian, row.target, row.akhir.sampai, row.akhir.tingkat, row.akhir.capaian.nilai)
        for row in rekap.indikator() if row.akhir.terisi
    ]  # fmt: skip
    return LaporanLalu(nama, rekap.tahun, tuple(rows))


def _frozen(loaded: LoadedLaporan, rekap: Rekap) -> LaporanLalu | None:
    """What was frozen when the report was signed; None where it was not, or the record cannot be read."""
    try:
        history, state = load_history(loaded)
        if not state.selesai:
            return None
        record = draft_record(loaded, history, None)
    except ContentError:
        return None
    wording = {row.kode: row.uraian for row in rekap.indikator()}
    codes = [name.removesuffix(".target-setahun") for name in record.angka if name.endswith(".target-setahun")]
    rows = [one for kode in codes if (one := _row(record, kode, wording.get(kode, ""))) is not None]
    return LaporanLalu(f"laporan {loaded.address} yang disahkan", record.tahun, tuple(rows))


def _row(record: Beku, kode: str, uraian: str) -> BarisLalu | None:
    """An indicator of a frozen report; None where it was not measured."""
    realisasi, capaian = record.angka.get(f"{kode}.realisasi"), record.angka.get(f"{kode}.capaian")
    if realisasi is None or realisasi.alasan:
        return None
    return BarisLalu(
        kode, uraian, record.angka[f"{kode}.target-setahun"].teks,
        Decimal(realisasi.nilai) if realisasi.nilai else None, "" if realisasi.nilai else realisasi.teks,
        Decimal(capaian.nilai) if capaian is not None and capaian.nilai else None,
    )  # fmt: skip
