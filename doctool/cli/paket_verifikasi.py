"""`doctool paket verifikasi`: whether a packet's files are still what they were made as."""

from __future__ import annotations

from collections.abc import Iterator
from dataclasses import asdict
from pathlib import Path
from typing import TYPE_CHECKING, Any

import click

from doctool.cli import options
from doctool.cli.console import Console
from doctool.cli.groups import DocCommand
from doctool.errors import DoctoolError, ExitCode

if TYPE_CHECKING:
    from doctool.packets.verify import Verifikasi

_SAID = {
    "berubah": "berubah", "hilang": "tidak ada", "tambahan": "bukan bagian paket", "rusak": "rusak atau tidak terbaca",
}  # fmt: skip
#: Signs of a hash that are shown.
_SHORT = 12


@click.command(
    cls=DocCommand,
    short_help="Memeriksa apakah berkas paket masih seperti waktu dibuat.",
    epilog="\b\nContoh:\n  doctool paket verifikasi penyerahan-sop\n"
    "  doctool paket verifikasi kiriman/001_Bidang-PIAK.zip\n"
    "  doctool paket verifikasi kiriman/surat.docx --manifes output/paket/kota-medan/penyerahan-sop/manifes.json",
)
@click.argument("place", type=click.Path(path_type=Path), metavar="FOLDER|ZIP|BERKAS|PAKET")
@click.option(
    "--manifes", "manifest", type=click.Path(path_type=Path), metavar="BERKAS",
    help="Manifes pembandingnya (bawaan: manifes.json di folder itu, di atasnya, atau di dalam ZIP).",
)  # fmt: skip
@click.option("--kode", "code", default="", metavar="TEKS", help="Teks QR lembar depan, seperti dibaca dengan ponsel.")
@options.common
@click.pass_obj
def verifikasi(console: Console, place: Path, manifest: Path | None, code: str) -> int:
    """Memeriksa apakah ada berkas yang berubah, hilang, atau ditambahkan sejak paket dibuat; dari revisi mana paket
    itu; dan apakah kode periksa di lembar depan cocok dengan berkas-berkasnya.

    FOLDER: folder paket atau folder satu penerima; ZIP: seperti dibuat doctool paket buat; BERKAS: satu berkasnya, juga
    bila sudah berganti nama; PAKET: nama paket atau kantor/nama, yang dibuat di output. Kode periksa bukan tanda tangan
    elektronik: ia menunjukkan bahwa berkas dan lembar depan tercetak berasal dari paket yang sama.

    Selesai dengan kode 0 bila semuanya sama; 1 bila ada yang berbeda atau tidak dapat diperiksa.
    """
    from doctool.packet_verify import verify

    found = verify(_folder(place), code, manifest)
    for line in _lines(found):
        console.result(line)
    console.payload(_json(found))
    return ExitCode.OK if found.sama and found.manifes.penerima else ExitCode.FINDINGS


def _folder(place: Path) -> Path:
    """The folder in output/ of the packet that `place` names; `place` itself where it is there or names none."""
    from doctool.catalog.index import Workspace
    from doctool.packet_places import packet_folder
    from doctool.packets.load import find_paket

    if place.exists() or place.suffix:
        return place
    try:
        workspace = Workspace.find(Path.cwd())
        file = find_paket(workspace, place.as_posix())
    except DoctoolError:
        return place
    return packet_folder(workspace.root / "output", file.absolute().parents[2].name, file.absolute().parent.name)


def _lines(found: Verifikasi) -> Iterator[str]:
    manifes = found.manifes
    part = f", ZIP bagian {manifes.bagian}" if manifes.bagian else ""
    yield f"{manifes.judul} ({manifes.kantor}/{manifes.paket}, revisi {manifes.revisi[:_SHORT]}{part})"
    if found.lingkup:
        yield f"Yang diperiksa: {found.lingkup}" + (f", dalam paket bernama {found.lain}" if found.lain else "")
    for one in found.beda:
        yield f"  {_SAID[one.apa]}: {one.nama}"
    if found.beda:
        yield f"{len(found.beda)} berkas berbeda dari manifes ({found.diperiksa} berkas dalam manifes)."
    elif not manifes.penerima:
        yield "Paket ini kosong: waktu terakhir dibuat, tidak satu penerima pun jadi. Tidak ada yang diperiksa."
    else:
        yield f"{found.diperiksa} berkas diperiksa: semuanya sama seperti waktu dibuat."
    bad = [one for one in found.kode if one.keadaan != "cocok"]
    for code in bad:
        where = f" ({code.berkas})" if code.berkas else ""
        yield f"  kode periksa {code.keadaan}: {code.nama or 'teks yang disebut dengan --kode'}{where}"
    printed = sum(bool(one.berkas) for one in found.kode)
    if printed and not bad:
        yield f"{printed} kode periksa cocok dengan berkasnya."
    for code in found.kode:
        if not code.berkas and code.keadaan == "cocok":
            yield f"Kode yang disebut dengan --kode cocok dengan berkas {code.nama}."


def _json(found: Verifikasi) -> dict[str, Any]:
    manifes = found.manifes
    return {
        "sama": found.sama, "kosong": not manifes.penerima, "paket": manifes.paket, "judul": manifes.judul,
        "kantor": manifes.kantor,
        "revisi": manifes.revisi, "bagian": manifes.bagian, "lingkup": found.lingkup, "nama_dalam_paket": found.lain,
        "diperiksa": found.diperiksa, "beda": [asdict(one) for one in found.beda],
        "kode": [asdict(one) for one in found.kode],
    }  # fmt: skip
