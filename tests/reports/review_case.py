"""A small report in a workspace, with texts, and its steps without any file being made."""

from __future__ import annotations

from datetime import date
from pathlib import Path

from doctool.catalog.index import Workspace
from doctool.forms.collected import collect
from doctool.forms.recap import compile_recap
from doctool.indicators.load import kinerja_files, load_kinerja
from doctool.loaded import LoadedLaporan
from doctool.model.rekap import to_json
from doctool.model.reviu import JenisLangkah
from doctool.report_pipeline import ReportOptions
from doctool.report_steps import StepResult, StepWish, take_step
from doctool.reports.load import load_laporan
from tests.forms.recap_case import returned, row
from tests.letters.office import KANTOR, write

OFFICE = KANTOR + "bidang: {sekretariat: Sekretariat, dafduk: Bidang Dafduk}\n"
KINERJA = """\
tahun: 2026
sasaran:
  - uraian: Tertib administrasi
    indikator:
      - {kode: N1, uraian: Kartu terbit, satuan: kartu, target: "400", penanggung_jawab: dafduk}
      - {kode: N2, uraian: Arsip tertata, satuan: "%", target: "80", penanggung_jawab: sekretariat}
"""
REPORT = """\
# Catatan penyusun.
tahun: 2026
rekap: rekap.json
bagian:
  - {jenis: kata-pengantar, teks: [teks/pengantar.md]}
  - {jenis: pendahuluan, teks: [teks/pendahuluan.md]}
  - {jenis: akuntabilitas, teks: [teks/akuntabilitas.md]}
"""
TEXTS = {
    "pengantar": "Laporan ini disusun dari data semua bidang.\n",
    "pendahuluan": "Dinas Contoh melayani warga.\n\n![Loket](loket.png)\n\nDinas mempunyai dua bidang.\n",
    "akuntabilitas": "Kartu terbit mencapai [angka: N1.capaian].\n\n[tabel: target-realisasi]\n",
}
FOLDER = Path("data/kab-contoh/laporan/lkj")
#: A picture of one point.
PNG = bytes.fromhex(
    "89504e470d0a1a0a0000000d4948445200000001000000010802000000907753de0000000c49444154789c63f8cfc0000003010100"
    "c9fe92ef0000000049454e44ae426082"
)


def make_report(root: Path, report: str = REPORT, reached: object = 300) -> Workspace:
    """The workspace at `root` with the report."""
    write(root / "sop_catalog" / "kab-contoh" / "kantor.yaml", OFFICE)
    write(root / "data/kab-contoh/kinerja/2026.yaml", KINERJA)
    write(root / FOLDER / "laporan.yaml", report)
    for name, text in TEXTS.items():
        write(root / FOLDER / "teks" / f"{name}.md", text)
    (root / FOLDER / "teks" / "loket.png").write_bytes(PNG)
    workspace = Workspace(root)
    recap(workspace, reached)
    return workspace


def recap(workspace: Workspace, reached: object) -> None:
    """Keep the recap of what both bidang returned beside the report."""
    loaded = load_kinerja(kinerja_files(workspace)[0], workspace)
    back = [
        returned("dafduk", row("N1", [100, 200, 250, reached]), triwulan=4),
        returned("sekretariat", row("N2", [50, 55, 60, 60]), triwulan=4),
    ]
    (workspace.root / FOLDER / "rekap.json").write_bytes(to_json(compile_recap(loaded, 4, collect(back, 4))))


def loaded(workspace: Workspace) -> LoadedLaporan:
    """The report."""
    return load_laporan(workspace.root / FOLDER / "laporan.yaml", workspace)


def step(
    workspace: Workspace, langkah: JenisLangkah, day: int = 5, *, catatan: str = "", dry_run: bool = False,
    kepada: str = "",
) -> StepResult:
    """A step on that day of January 2027; no docx and pdf are made."""
    wish = StepWish(langkah, date(2027, 1, day), kepada=kepada, catatan=catatan, berkas=False)
    options = ReportOptions(workspace.root / "output", dry_run=dry_run)
    return take_step(workspace, workspace.root / FOLDER / "laporan.yaml", wish, options)
