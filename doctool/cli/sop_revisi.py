"""`doctool sop revisi`: open a revision of an SOP."""

from __future__ import annotations

from datetime import date
from pathlib import Path

import click

from doctool.cli import options
from doctool.cli.building import short_path
from doctool.cli.console import Console
from doctool.cli.groups import DocCommand
from doctool.errors import ExitCode


@click.command(
    cls=DocCommand,
    short_help="Membuka revisi SOP.",
    epilog='\b\nContoh:\n  doctool sop revisi penerbitan-ktp --alasan "Peraturan baru" \\\n'
    '    --peraturan "Peraturan Wali Kota Nomor 5 Tahun 2026"',
)
@click.argument("address", metavar="[KANTOR/]SLUG")
@click.option("--alasan", "reason", required=True, metavar="TEKS", help="Mengapa SOP ini direvisi.")
@click.option(
    "--peraturan", "laws", multiple=True, metavar="TEKS", help="Peraturan yang berubah; boleh disebut berulang."
)
@click.option("--oleh", "by", default="", metavar="NAMA", help="Nama atau jabatan yang membuka revisi.")
@click.option(
    "--sudah-berlaku", "in_force", is_flag=True,
    help="SOP ini sudah berlaku di atas kertas walau di sini masih berstatus draft atau reviu.",
)
@options.day("Tanggal revisi dibuka (bawaan: hari ini).")
@options.dry_run
@options.common
@click.pass_obj
def revisi(
    console: Console, address: str, reason: str, laws: tuple[str, ...], by: str, in_force: bool, today: date | None,
    dry_run: bool,
) -> int:
    """Membuka revisi SOP: naskahnya menjadi draft lagi dengan nomor revisi, nomor SOP dan tanggal menurut aturan kantor
    (kantor.yaml, sop), serta alasannya di riwayat revisi. Tanggal pengesahan dan tanggal efektif dikosongkan sampai
    diterbitkan. Yang sudah diterbitkan tidak berubah sedikit pun.

    SOP yang berlaku di atas kertas tetapi belum pernah diterbitkan dengan doctool disimpan dahulu apa adanya sebagai
    terbitan 0, tanpa lembar cetaknya.
    """
    from doctool.catalog.editions import find_entry
    from doctool.catalog.index import Workspace
    from doctool.sop_revise import open_sop
    from doctool.sop_text import Sebab

    workspace = Workspace.find(Path.cwd())
    entry = find_entry(workspace, address)
    laws = tuple(one.strip() for one in laws if one.strip())
    why = Sebab(today or options.today(), reason.strip(), laws, by.strip())
    opened = open_sop(workspace, entry, why, in_force=in_force, dry_run=dry_run)
    if opened.luar is not None:
        console.say(
            f"{entry.address} belum pernah diterbitkan dengan doctool: naskah yang sekarang "
            f"{'akan disimpan' if dry_run else 'disimpan'} sebagai terbitan 0, tanpa docx, pdf dan lembar lainnya."
        )
    console.result(short_path(opened.berkas))
    for note in opened.catatan:
        console.note(note)
    would = "akan dibuka" if dry_run else "dibuka"
    console.say(f"Revisi {opened.nomor} {entry.address} {would}; statusnya draft. Ubah naskahnya, lalu: "
                f"doctool sop terbitkan {entry.address}")
    console.payload({
        "sop": entry.address, "revisi": opened.nomor, "berkas": str(opened.berkas), "catatan": list(opened.catatan),
        "terbitan_luar": opened.luar.alamat if opened.luar is not None else "", "uji_coba": dry_run,
    })  # fmt: skip
    return ExitCode.OK
