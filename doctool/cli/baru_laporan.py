"""`doctool baru laporan`: a whole report to begin with, laid out from the recap."""

from __future__ import annotations

from datetime import date
from pathlib import Path
from typing import TYPE_CHECKING

import click

from doctool.cli import options
from doctool.cli.baru import only_office
from doctool.cli.building import short_path
from doctool.cli.console import Console
from doctool.cli.groups import DocCommand
from doctool.errors import ExitCode

if TYPE_CHECKING:
    from doctool.report_skeleton import Skeleton


@click.command(
    cls=DocCommand,
    short_help="Menata laporan kinerja baru dari rekap, dengan petunjuk isi.",
    epilog="\b\nContoh:\n  doctool baru laporan --kantor kota-medan --tahun 2026\n"
    "  doctool baru laporan --kantor kota-medan --bidang dafduk --word\n"
    "  doctool baru laporan --rekap output/formulir/kota-medan/2026/rekap-2026-tw4.json",
)
@click.option("--kantor", "code", metavar="KODE", help="Kantor yang melapor (bawaan: satu-satunya kantor).")
@click.option(
    "--tahun", "year", type=click.IntRange(2000, 2100), metavar="TAHUN",
    help="Tahun yang dilaporkan (bawaan: data kinerja terbaru).",
)
@click.option("--bidang", metavar="KUNCI", default="", help="Laporan satu bidang (bawaan: seluruh kantor).")
@click.option("--nama", "name", metavar="NAMA", default="", help="Nama folder laporan (bawaan: lkj-TAHUN).")
@click.option(
    "--triwulan", "quarter", type=click.IntRange(1, 4), metavar="N", help="Sampai triwulan (bawaan: 4, setahun)."
)
@click.option(
    "--rekap", "recap", type=click.Path(exists=True, dir_okay=False, path_type=Path), metavar="BERKAS",
    help="Berkas JSON rekap (bawaan: disusun dari formulir yang sudah kembali).",
)
@click.option("--word", is_flag=True, help="Teks sebagai berkas Word (.docx), bukan Markdown (.md).")
@options.day("Tanggal yang dianggap hari ini.")
@options.dry_run
@options.common
@click.pass_obj
def laporan(
    console: Console, code: str | None, year: int | None, bidang: str, name: str, quarter: int | None,
    recap: Path | None, word: bool, today: date | None, dry_run: bool,
) -> int:
    """Menata folder laporan kinerja lengkap: sistematika, teks dengan petunjuk isi, tempat lampiran.

    Petunjuk ([petunjuk: ...]) menyebut apa yang ditulis di tempat itu, dengan angka rekap yang ada: indikator mana yang
    belum mencapai target, mana yang belum punya data tahun sebelumnya. Hapus setiap petunjuk sesudah dikerjakan;
    doctool periksa menyebut yang tersisa. Hambatan, solusi dan pendorong dari formulir isian sudah dimasukkan sebagai
    bahan. Tidak ada berkas yang ditimpa.
    """
    from doctool.catalog.index import Workspace
    from doctool.report_skeleton import Wanted, lay_out, write_skeleton

    workspace = Workspace.find(Path.cwd())
    if code is None and recap is not None:
        from doctool.form_recap import load_recap

        code = load_recap(recap).kantor
    office = workspace.load_kantor(only_office(workspace.offices(), code))
    wanted = Wanted(year, bidang, name, quarter, recap, word)
    made = lay_out(workspace, office, wanted, today or options.today())
    if not dry_run:
        write_skeleton(workspace, made)
    for path in made.files:
        console.result(short_path(path))
    console.payload({
        "folder": str(made.folder), "berkas": [str(path) for path in made.files], "ada_realisasi": made.terisi,
        "uji_coba": dry_run,
    })  # fmt: skip
    _tell(console, made, dry_run=dry_run)
    return ExitCode.OK


def _tell(console: Console, made: Skeleton, *, dry_run: bool) -> None:
    if not made.terisi:
        console.say("Belum ada realisasi: kerangka disusun dari indikatornya saja. Angka, tabel dan grafik terisi "
                    "sendiri sesudah formulir dibaca (doctool formulir baca).")  # fmt: skip
    if made.pembanding:
        console.say("Tahun-tahun sebelumnya, Renstra dan standar nasional: isi kinerja/pembanding.yaml.")
    if not dry_run:
        address = f"{made.folder.parents[1].name}/{made.folder.name}"
        console.say(f"Isi teksnya menurut petunjuk, lalu: doctool periksa {short_path(made.folder)}, dan "
                    f"doctool laporan rakit {address}")  # fmt: skip
