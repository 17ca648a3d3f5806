"""`doctool laporan banding`: what changed between two drafts of a report, figures first."""

from __future__ import annotations

from datetime import date
from pathlib import Path

import click

from doctool import atomic
from doctool.cli import options
from doctool.cli.building import short_path
from doctool.cli.console import Console
from doctool.cli.groups import DocCommand
from doctool.cli.laporan_langkah import find_report
from doctool.errors import DoctoolError, ExitCode


@click.command(
    cls=DocCommand,
    short_help="Menyebut perubahan di antara dua draf laporan.",
    epilog="\b\nContoh:\n  doctool laporan banding lkj-2025\n"
    "  doctool laporan banding lkj-2025 --dari 1 --ke 2\n"
    "  doctool laporan banding lkj-2025 --dari 2 --ke final -o perubahan.html",
)
@click.argument("names", nargs=-1, metavar="[LAPORAN | BERKAS BERKAS]")
@click.option("--kantor", "code", metavar="KANTOR", help="Laporan kantor ini.")
@click.option("--dari", "first", default="", metavar="DRAF", help="Yang lama: nomor, final (bawaan: draf terakhir).")
@click.option("--ke", "second", default="", metavar="DRAF", help="Yang baru: nomor, final (bawaan: sekarang).")
@click.option("--terbaru", "newest", is_flag=True, help="Bila dua formulir berbeda isi, pakai yang terbaru.")
@options.output("Simpan juga sebagai halaman HTML di berkas ini.")
@options.day("Tanggal yang dianggap hari ini.")
@options.overwrite
@options.common
@click.pass_obj
def banding(
    console: Console, names: tuple[str, ...], code: str | None, first: str, second: str, newest: bool, out: Path | None,
    today: date | None, overwrite: bool,
) -> int:
    """Menyebut perubahan di antara dua draf: angka, lalu tabel sel demi sel, bagian, teks kata demi kata, lampiran.

    LAPORAN: nama foldernya atau alamatnya; yang dibandingkan draf yang dibekukan, atau laporan seperti sekarang. Dua
    BERKAS: dua catatan draf (draf/1.json). Kata yang hilang ditulis [-begini-], kata baru {+begini+}. Teks yang hanya
    berpindah tempat disebut dipindah.

    Selesai dengan kode 0, juga bila ada perubahan.
    """
    from doctool.report_compare import compare_drafts, compare_files
    from doctool.reports.compare_told import as_data, as_html, lines_of

    if len(names) == 2 and all(Path(one).suffix == ".json" for one in names):
        found, title = compare_files(Path(names[0]), Path(names[1])), f"{names[0]} dan {names[1]}"
    elif len(names) > 1:
        raise DoctoolError("sebut satu laporan, atau dua berkas catatan draf", "misalnya draf/1.json draf/2.json")
    else:
        workspace, path = find_report(Path.cwd(), names[0] if names else "", code)
        found = compare_drafts(workspace, path, today or options.today(), first, second, newest=newest)
        title = f"{path.parents[2].name}/{path.parent.name}"
    if out is not None:
        options.keep_existing(out, overwrite)
        atomic.write_text(out, as_html(found, title))
        console.say(f"disimpan: {short_path(out)}")
    for line in lines_of(found):
        console.result(line)
    console.payload({"laporan": title, **as_data(found)})
    return ExitCode.OK
