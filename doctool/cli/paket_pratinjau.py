"""`doctool paket pratinjau`: one recipient's packet, nothing numbered and nothing kept."""

from __future__ import annotations

from datetime import date
from pathlib import Path
from typing import TYPE_CHECKING, Any

import click

from doctool.cli import options
from doctool.cli.console import Console
from doctool.cli.groups import DocCommand
from doctool.cli.paket_hasil import tell_no_book
from doctool.errors import ExitCode
from doctool.findings import Severity

if TYPE_CHECKING:
    from doctool.packet_preview import Preview
    from doctool.packets.nouns import Rencana


@click.command(
    cls=DocCommand,
    epilog="\b\nContoh:\n  doctool paket pratinjau permintaan-data-2026\n"
    "  doctool paket pratinjau permintaan-data-2026 --penerima piak --berkas",
)
@click.argument("name", metavar="PAKET")
@click.option("--penerima", "kunci", metavar="KUNCI", help="Kunci, nama, atau nomor urut (bawaan: yang pertama).")
@click.option("--berkas", "write", is_flag=True, help="Tulis juga berkasnya, di folder PAKET.pratinjau.")
@options.day("Tanggal surat bila datanya tidak menyebut (bawaan: hari ini).")
@options.output("Folder keluaran (bawaan: output di ruang kerja).")
@options.common
@click.pass_obj
def pratinjau(
    console: Console, name: str, kunci: str | None, write: bool, today: date | None, out: Path | None
) -> int:
    """Memperlihatkan paket satu penerima: isinya, nama berkasnya, syaratnya, dan teks suratnya.

    PAKET adalah nama paket, kantor/nama, atau berkas paket.yaml. Tidak ada nomor yang diambil, dan tidak ada yang
    dicatat. Yang salah pada penerima lain disebut jumlahnya; lihat semuanya dengan doctool periksa.
    """
    from doctool.catalog.index import Workspace
    from doctool.packet_checking import check
    from doctool.packet_preview import preview
    from doctool.packet_sources import open_packet
    from doctool.packets.load import find_paket

    place = Path(name)
    workspace = Workspace.find(place if place.is_dir() else place.parent if place.is_file() else Path.cwd())
    path = find_paket(workspace, name)
    target = out or workspace.root / "output"
    day = today or options.today()
    opened = open_packet(workspace, path, day, target)
    rencana = check(opened, target, day)
    shown = preview(opened, rencana, kunci, target, write=write)
    _tell(console, shown, rencana)
    tell_no_book(console, workspace, path, options.today())
    if kunci is None and shown.jumlah > 1:
        console.say(f"{shown.jumlah} penerima; lihat yang lain dengan --penerima dan kunci, nama, atau nomor urutnya.")
    console.payload(_json(shown, rencana))
    return ExitCode.OK


def _tell(console: Console, shown: Preview, rencana: Rencana) -> None:
    from doctool.cli.show import finding_line

    console.result(f"{shown.nama} (kunci {shown.kunci}), folder {shown.folder}")
    for piece in shown.pieces:
        condition = f" [jika {piece.syarat}]" if piece.syarat else ""
        if piece.files:
            console.result(f"  {', '.join(piece.files)}{condition}")
        else:
            console.result(f"  tidak dapat: {piece.judul}{condition}")
    for piece in shown.pieces:
        if piece.text:
            console.result(f"\n--- {piece.files[0]} (belum bernomor)\n{piece.text}\n---")
    for path in shown.written:
        console.result(str(path))
    for finding in shown.findings:
        console.note(finding_line(finding))
    if rencana.gagal:
        console.warn(f"{len(rencana.gagal)} dari {shown.jumlah} penerima tidak dapat dibuatkan paket:")
        for one in rencana.gagal[:10]:
            console.note(f"{one.nama or one.where}: {one.alasan}")
        if len(rencana.gagal) > 10:
            console.note(f"dan {len(rencana.gagal) - 10} lainnya; lihat dengan: doctool periksa {rencana.paket.file}")
    rest = sum(one.severity is Severity.WARNING for one in rencana.temuan) - len(shown.findings)
    if rest > 0:
        console.say(f"{rest} peringatan lain pada paket ini; lihat dengan: doctool periksa {rencana.paket.file}")


def _json(shown: Preview, rencana: Rencana) -> dict[str, Any]:
    from doctool.cli.show import finding_json

    return {
        "paket": rencana.paket.address, "penerima": shown.kunci, "nama": shown.nama, "folder": shown.folder,
        "jumlah": shown.jumlah, "gagal": [{"nama": one.nama, "alasan": one.alasan} for one in rencana.gagal],
        "isi": [
            {"judul": one.judul, "jenis": one.jenis, "syarat": one.syarat, "berkas": list(one.files), "teks": one.text}
            for one in shown.pieces
        ],
        "berkas": [str(path) for path in shown.written],
        "temuan": [finding_json(finding) for finding in shown.findings],
    }  # fmt: skip
