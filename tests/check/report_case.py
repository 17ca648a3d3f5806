"""A report of the small office of tests/reports/case.py with texts in Markdown, for the tests of the rules."""

from __future__ import annotations

from collections.abc import Mapping
from dataclasses import replace
from pathlib import Path
from typing import Any

from doctool.check.laporan import check_report
from doctool.check.laporan_rule import AngkaLaporan, ReportContext, TeksLaporan
from doctool.findings import Finding
from doctool.model.dokumen import Bagian, Blok, Dokumen
from doctool.model.laporan import Analisis
from doctool.prose.markdown import parse_markdown
from doctool.reports.figures import figures
from doctool.reports.material import Bahan
from doctool.reports.tables import all_tables, make_table
from tests.reports.case import REPORT, material

#: A report without a fault, besides what its texts may say.
SOUND: dict[str, Any] = {
    **REPORT, "penandatangan": "kadis",
    "lampiran": [{"judul": "Perjanjian Kinerja", "jenis": "perjanjian-kinerja"}],
}  # fmt: skip
#: What explains every indicator of the office that is below its target.
CAUSES = {
    1: "Hambatan: blangko S1 terlambat. Solusi: pengadaan dimajukan.",
    2: "Karena gangguan jaringan T1 dan G1 tidak mencapai target; upaya perbaikan: jalur cadangan.\n\n"
    "Target B1 ditetapkan dari data awal yang terlalu tinggi.",
}


def blocks(text: str, file: str = "teks.md") -> tuple[Blok, ...]:
    """The blocks of a Markdown text."""
    return parse_markdown(text, file, Path(), Path()).blok


def report(
    text: str = "", *, causes: Mapping[int, str] = CAUSES, of: Bahan | None = None, final: bool = False,
    laporan: Mapping[str, Any] = SOUND, texts: tuple[TeksLaporan, ...] = (), **more: Any,
) -> ReportContext:
    """The report with one text, and texts of the analyses of causes by sasaran; `more` are keys of its material."""
    bahan = of or material(laporan, **more)
    known = {name: AngkaLaporan(one.teks, one.angka) for name, one in figures(bahan).items()}
    tables = tuple(made for one in all_tables(bahan) if (made := make_table(bahan, one)[0]) is not None)
    mine = (TeksLaporan("teks.md", blocks(text), tuple(text.split("\n"))),) if text else ()
    analyses: dict[int, dict[Analisis, tuple[Blok, ...]]] = {
        number: {"penyebab": blocks(said, f"sasaran-{number}.md")} for number, said in causes.items() if said
    }
    return ReportContext(
        bahan.loaded, bahan.rekap, Dokumen("Laporan", (Bagian(tables),)), "", bahan.kinerja, bahan.pembanding,
        {row.kode: bahan.indikator(row) for row in bahan.rekap.indikator()}, known, (*mine, *texts), analyses,
        final=final,
    )  # fmt: skip


def found(ctx: ReportContext, *codes: str) -> list[Finding]:
    """The findings of these rules."""
    return [one for one in check_report(ctx) if one.code in codes]


def messages(ctx: ReportContext, *codes: str) -> list[str]:
    """Their messages."""
    return [one.message for one in found(ctx, *codes)]


def with_recap(ctx: ReportContext, **changes: Any) -> ReportContext:
    """The report with a recap changed by hand, as if read from a file."""
    return replace(ctx, rekap=replace(ctx.rekap, **changes), rekap_file="rekap.json")
