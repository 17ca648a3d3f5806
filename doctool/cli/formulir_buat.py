"""`doctool formulir buat`: the forms that go out to the bidang."""

from __future__ import annotations

from collections.abc import Sequence
from pathlib import Path
from typing import TYPE_CHECKING, Any

import click

from doctool.cli import formulir_options as shared
from doctool.cli import options
from doctool.cli.building import exit_code, progress_line, tell_files, tell_reason
from doctool.cli.console import Console
from doctool.cli.groups import DocCommand

if TYPE_CHECKING:
    from doctool.form_pipeline import FormResult


@click.command(
    cls=DocCommand,
    short_help="Membuat form isian data kinerja tiap bidang.",
    epilog="\b\nContoh:\n  doctool formulir buat\n  doctool formulir buat --kantor kota-medan --triwulan II\n"
    "  doctool formulir buat --bidang dafduk --bidang piak --per-seksi",
)
@click.option("--kantor", "code", metavar="KANTOR", help="Hanya kantor ini (bawaan: semua yang punya data).")
@click.option(
    "--tahun", "year", type=click.IntRange(2000, 2100), metavar="TAHUN", help="Tahun formulir (bawaan: yang terbaru)."
)
@click.option(
    "--bidang", "units", multiple=True, metavar="BIDANG", help="Hanya bidang ini, menurut kuncinya; boleh berulang."
)
@click.option("--per-seksi", "sections", is_flag=True, help="Satu formulir tiap seksi, bukan tiap bidang.")
@shared.quarter("Realisasi dan capaian dihitung sampai triwulan ini: 1 sampai 4, atau I sampai IV.", default=4)
@options.output("Folder keluaran (bawaan: output di ruang kerja).")
@options.overwrite
@options.dry_run
@options.common
@click.pass_obj
def buat(
    console: Console, code: str | None, year: int | None, units: tuple[str, ...], sections: bool, triwulan: int,
    out: Path | None, overwrite: bool, dry_run: bool,
) -> int:
    """Membuat form isian data kinerja: satu buku kerja Excel untuk tiap bidang.

    Indikator, target dan pagunya dari data/<kantor>/kinerja/<tahun>.yaml (atau .xlsx); yang boleh diisi hanya realisasi
    dan uraiannya. Templatnya templates/xlsx/form-isian.xlsx di ruang kerja bila ada, selain itu bawaan doctool.
    Hasilnya di output/formulir/<kantor>/<tahun>/. Formulir yang kembali dibaca dengan doctool formulir baca.
    Realisasi triwulan sebelumnya yang sudah diterima ikut terisi, dan tetap boleh diubah.

    Formulir yang gagal tidak menghentikan yang lain. Selesai dengan kode 0 bila semua jadi, 3 bila sebagian gagal,
    1 bila tidak satu pun jadi karena isinya.
    """
    from doctool.catalog.index import Workspace
    from doctool.form_pipeline import FormOptions, build_forms

    workspace = Workspace.find(Path.cwd())
    wishes = FormOptions(out or workspace.root / "output", units, sections, triwulan, overwrite, dry_run)
    results = build_forms(workspace, code, year, wishes, progress_line(console))
    for result in results:
        _tell(console, result, dry_run)
    console.payload(_json(results))
    made = sum(not one.reason for one in results)
    failed = len(results) - made
    done = "akan dibuat" if dry_run else "dibuat"
    console.say(f"{made} formulir {done}" + (f", {failed} gagal." if failed else "."))
    return exit_code(results)


def _tell(console: Console, result: FormResult, dry_run: bool) -> None:
    """What became of one form, or of a file of indicators that could not be used."""
    from doctool.cli.show import finding_line

    tell_files(console, result, dry_run)
    if result.reason:
        tell_reason(console, result)
        for finding in result.findings:
            if not result.reason.startswith(f"{finding.where}: {finding.message}"):
                console.note(finding_line(finding))
    if result.bug is not None:
        console.trace(result.bug)


def _json(results: Sequence[FormResult]) -> dict[str, Any]:
    from doctool.cli.show import finding_json

    return {
        "formulir": [
            {
                "alamat": one.address, "kantor": one.kantor, "tahun": one.tahun, "bidang": one.bidang,
                "seksi": one.seksi, "kode": one.kode, "sumber": one.source, "hasil": "gagal" if one.reason else "jadi",
                "berkas": [str(path) for path in one.files], "alasan": one.reason, "saran": one.hint,
                "temuan": [finding_json(finding) for finding in one.findings],
            }
            for one in results
        ],
        "jadi": sum(not one.reason for one in results),
        "gagal": sum(bool(one.reason) for one in results),
    }
