"""What `doctool periksa` finds in a report: its data, its texts, and the report that they make, without converting it.

The report is put together as for printing, but nothing is drawn and no lampiran is opened except small pictures.
"""

from __future__ import annotations

from collections.abc import Sequence
from dataclasses import dataclass, field
from datetime import date
from pathlib import Path
from typing import TYPE_CHECKING

from doctool.assemble.annexes import PICTURE_ENDINGS, PICTURE_MARGIN_MM
from doctool.assemble.annexes_picture import PictureError, picture_page
from doctool.border.limits import TEXT_BYTES
from doctool.border.plain_file import read_plain
from doctool.catalog.source import shown_path
from doctool.check.laporan import check_report, graded
from doctool.check.laporan_rule import AngkaLaporan, ReportContext, TeksLaporan
from doctool.errors import ContentError
from doctool.findings import Finding
from doctool.model.dokumen import Blok
from doctool.model.laporan import JUDUL_ANALISIS, Analisis, AnalisisSasaran
from doctool.report_history import load_history
from doctool.report_last_year import last_year
from doctool.report_pipeline import Figures, Texts
from doctool.report_sources import gather
from doctool.reports.annex_sheets import AnnexSheet
from doctool.reports.faults import material_findings
from doctool.reports.figures import figures
from doctool.reports.load import load_laporan, place_of
from doctool.reports.outline import compose
from doctool.reports.split import split
from doctool.units import PAPERS

if TYPE_CHECKING:
    from doctool.catalog.index import Workspace
    from doctool.loaded import LoadedLaporan
    from doctool.reports.material import Bahan

#: Pictures among the lampiran that are small enough to be opened in passing, in bytes.
_SMALL = 4_000_000


def report_findings(
    workspace: Workspace, path: Path, today: date, *, final: bool | None = None, out: Path | None = None
) -> list[Finding]:
    """Everything that is to be said of the report in the file laporan.yaml at `path`, in order of places.

    `final`: what a draft may lack is a fault; None: so it is once the report is signed (riwayat.yaml). `out` is the
    folder of the forms and recaps that were made (None: that of the workspace). Raises ContentError where it cannot be
    put together.
    """
    loaded = load_laporan(path, workspace)
    bahan = gather(workspace, loaded, today, out=out)
    return checked(workspace, bahan, today, final=final, out=out)


def checked(
    workspace: Workspace, bahan: Bahan, today: date, *, final: bool | None = None, out: Path | None = None
) -> list[Finding]:
    """`report_findings` of a report whose material is there."""
    loaded = bahan.loaded
    known = figures(bahan)
    texts = _Kept(Texts(loaded, workspace.root))
    made = compose(loaded, bahan.rekap, Figures(bahan, known), texts.read, lampiran=_sheets(loaded))
    found = [*bahan.temuan, *material_findings(bahan), *made.temuan]
    sure = _signed(loaded, found) if final is None else final
    ctx = ReportContext(
        loaded, bahan.rekap, made.dokumen, bahan.sumber, bahan.kinerja, bahan.pembanding,
        {row.kode: bahan.indikator(row) for row in bahan.rekap.indikator()},
        {name: AngkaLaporan(one.teks, one.angka) for name, one in known.items()},
        tuple(texts.kept.values()), _analyses(loaded, bahan, texts),
        last_year(workspace, bahan, today, out), _pictures(loaded), sure,
    )  # fmt: skip
    return sorted({*graded(loaded, found, final=sure), *check_report(ctx)}, key=Finding.sort_key)


@dataclass
class _Kept:
    """The texts of a report, kept as they were written while the report is put together."""

    texts: Texts
    kept: dict[str, TeksLaporan] = field(default_factory=dict)

    def read(self, name: str) -> tuple[tuple[Blok, ...], Sequence[Finding]]:
        """As `Texts.read`."""
        blocks, found = self.texts.read(name)
        path = place_of(self.texts.loaded.folder, name)
        if name not in self.kept:
            self.kept[name] = TeksLaporan(shown_path(path), blocks, _lines(path) if blocks else ())
        return blocks, found


def _lines(path: Path) -> tuple[str, ...]:
    """The lines of a text that is one."""
    if path.suffix.lower() == ".docx":
        return ()
    text = read_plain(path, TEXT_BYTES).decode("utf-8-sig", errors="replace")
    return tuple(text.replace("\r\n", "\n").replace("\r", "\n").split("\n"))


def _signed(loaded: LoadedLaporan, found: list[Finding]) -> bool:
    """Whether a report is final; what is wrong with its history goes to `found`."""
    try:
        return load_history(loaded)[1].selesai
    except ContentError as problem:
        found.extend(problem.findings)
        return False


def _sheets(loaded: LoadedLaporan) -> list[AnnexSheet]:
    """The separator sheets, so that references to lampiran have a goal."""
    return [
        AnnexSheet(number, one.judul, dibuat=not one.berkas and one.jenis == "perjanjian-kinerja")
        for number, one in enumerate(loaded.laporan.lampiran, start=1)
    ]


def _analyses(loaded: LoadedLaporan, bahan: Bahan, texts: _Kept) -> dict[int, dict[Analisis, tuple[Blok, ...]]]:
    """What is written for each analysis of each sasaran, of one file or several."""
    out: dict[int, dict[Analisis, tuple[Blok, ...]]] = {}
    for sasaran in bahan.rekap.sasaran:
        wanted = loaded.laporan.sasaran.get(str(sasaran.nomor)) or AnalisisSasaran()
        mine: dict[Analisis, tuple[Blok, ...]] = {}
        for name in wanted.naskah:
            for key, blocks in split(texts.kept[name].blok)[1].items():
                mine[key] = (*mine.get(key, ()), *blocks)
        for key in JUDUL_ANALISIS:
            for name in wanted.teks.get(key, ()):
                mine[key] = (*mine.get(key, ()), *texts.kept[name].blok)
        out[sasaran.nomor] = mine
    return out


def _pictures(loaded: LoadedLaporan) -> dict[int, int]:
    """Dots an inch on paper of the pictures among the lampiran, those that are large or damaged left out."""
    out = {}
    paper = PAPERS[loaded.office.kantor.gaya.kertas]
    for at, one in enumerate(loaded.laporan.lampiran):
        path = place_of(loaded.folder, one.berkas)
        if one.berkas and path.suffix.lower() in PICTURE_ENDINGS and path.is_file() and path.stat().st_size <= _SMALL:
            try:
                out[at] = picture_page(path, paper, PICTURE_MARGIN_MM).dpi
            except PictureError:
                continue  # told when the report is put together
    return out
