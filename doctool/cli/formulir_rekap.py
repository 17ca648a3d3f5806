"""`doctool formulir rekap`: the returned forms compiled into one workbook."""

from __future__ import annotations

from collections import Counter
from datetime import date
from pathlib import Path
from typing import TYPE_CHECKING, Any

import click

from doctool.cli import formulir_options as shared
from doctool.cli import options
from doctool.cli.building import exit_code, short_path
from doctool.cli.console import Console
from doctool.cli.groups import DocCommand
from doctool.cli.periksa import STRICT
from doctool.cli.surat_options import BookFormats
from doctool.errors import ExitCode
from doctool.findings import Severity

if TYPE_CHECKING:
    from doctool.model.rekap import Rekap
    from doctool.pipeline import BuildResult


@click.command(
    cls=DocCommand,
    short_help="Menyusun rekapitulasi dari formulir yang kembali.",
    epilog="\b\nContoh:\n  doctool formulir rekap --triwulan II\n"
    "  doctool formulir rekap --triwulan II --format xlsx,pdf --penandatangan kadis",
)
@shared.quarter("Sampai triwulan ini (bawaan: yang sedang dikumpulkan).")
@click.option(
    "--format", "formats", type=BookFormats(), default="xlsx", show_default=True, metavar="DAFTAR",
    help="Yang dibuat selain data JSON: xlsx, pdf; pisahkan dengan koma.",
)
@click.option("--terbaru", "newest", is_flag=True, help="Bila dua formulir berbeda isi, pakai yang terbaru.")
@shared.signer
@options.output("Folder keluaran (bawaan: output di ruang kerja).")
@options.day("Tanggal di atas tanda tangan (bawaan: tempat kosong).")
@shared.office
@shared.year
@STRICT
@options.overwrite
@options.dry_run
@options.common
@click.pass_obj
def rekap(
    console: Console, triwulan: int | None, formats: frozenset[str], newest: bool, signer: str, out: Path | None,
    today: date | None, code: str | None, year: int | None, strict: bool, overwrite: bool, dry_run: bool,
) -> int:
    """Menyusun rekapitulasi capaian kinerja sampai satu triwulan dari formulir yang sudah dibaca.

    Hasilnya output/formulir/<kantor>/<tahun>/rekap-<tahun>-tw<n>.xlsx: capaian per sasaran dan per bidang dengan
    kategorinya, anggaran dan serapannya, grafik, temuan, lembar Data e-SAKIP untuk disalin, dan lembar Asal Data
    (berkas, lembar, sel setiap angka); di sebelahnya data yang sama sebagai JSON. Capaian dihitung ulang dari isian;
    yang berbeda dari rumus formulir disebut. Yang belum diisi tidak pernah dianggap 0.

    Selesai dengan kode 0 bila baik; 1 bila ada galat dalam isiannya (dengan --ketat juga bila ada peringatan): rekap
    tetap dibuat.
    """
    from doctool.form_letters import signer_key
    from doctool.form_recap import RecapOptions, recap_of, write_recap

    workspace, expected = shared.open_expected(code, year)
    made = recap_of(workspace, expected.loaded, triwulan, today or options.today(), newest=newest, out=out)
    key = signer_key(expected.loaded.office, signer) if signer or expected.loaded.office.kantor.pejabat else ""
    wishes = RecapOptions(
        out or workspace.root / "output", formats=formats, signer=key, signed=today, overwrite=overwrite,
        dry_run=dry_run,
    )  # fmt: skip
    result = write_recap(expected.loaded, made, wishes)
    return _tell(console, made, result, strict=strict, dry_run=dry_run)


def _tell(console: Console, made: Rekap, result: BuildResult, *, strict: bool, dry_run: bool) -> int:
    from doctool.cli.show import finding_line
    from doctool.model.capaian import printed

    for path in result.files:
        console.result(short_path(path))
    if result.reason:
        console.problem(result.reason, result.hint or None)
    if result.bug is not None:
        console.trace(result.bug)
    counts = Counter(one.code for one in made.temuan)
    for finding in made.temuan:
        if console.verbose or counts[finding.code] <= _FEW or finding.severity is Severity.ERROR:
            console.note(finding_line(finding))
    hidden = {code: count for code, count in counts.items() if count > _FEW and not console.verbose}
    for code, count in hidden.items():
        console.note(f"{code}: {count} temuan, lihat lembar Temuan (atau pakai -v)")
    mean = made.rata_rata
    console.payload({**_json(made, result), "uji_coba": dry_run})
    console.say(
        f"Rekap {shared.period(made.tahun, made.triwulan)}: rata-rata capaian {printed(mean.nilai)} "
        f"({mean.keterangan}); {sum(one.diterima is not None for one in made.bidang)} dari {len(made.bidang)} bidang "
        "mengembalikan formulir."
    )
    if result.reason:
        return exit_code([result])
    errors = any(one.severity is Severity.ERROR for one in made.temuan)
    return ExitCode.FINDINGS if errors or (strict and made.temuan) else ExitCode.OK


#: Findings of one kind that are all told on the screen.
_FEW = 8


def _json(made: Rekap, result: BuildResult) -> dict[str, Any]:
    from doctool.cli.show import finding_json

    return {
        "kantor": made.kantor, "tahun": made.tahun, "triwulan": made.triwulan,
        "berkas": [str(path) for path in result.files], "alasan": result.reason,
        "rata_rata": str(made.rata_rata.nilai) if made.rata_rata.nilai is not None else None,
        "terukur": made.rata_rata.terukur, "indikator": made.rata_rata.semua,
        "temuan": [finding_json(one) for one in made.temuan],
    }  # fmt: skip
