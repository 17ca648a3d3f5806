"""`doctool sop status`: where an SOP is on its way, and another status by a person's word."""

from __future__ import annotations

from collections.abc import Iterator
from datetime import date
from pathlib import Path
from typing import TYPE_CHECKING, Any

import click

from doctool.cli import options
from doctool.cli.console import Console
from doctool.cli.groups import DocCommand
from doctool.errors import ExitCode

if TYPE_CHECKING:
    from doctool.model.sop import Status
    from doctool.model.terbitan import Terbitan
    from doctool.sop_state import SopState


@click.command(
    cls=DocCommand,
    short_help="Menyebut atau mengubah status SOP.",
    epilog="\b\nContoh:\n  doctool sop status penerbitan-ktp\n"
    '  doctool sop status penerbitan-ktp reviu --oleh "Sekretaris"\n'
    '  doctool sop status penerbitan-ktp dicabut --oleh "Kepala Dinas" --alasan "Layanan dialihkan"',
)
@click.argument("address", metavar="[KANTOR/]SLUG")
@click.argument(
    "status", required=False, default=None, metavar="[STATUS]",
    type=click.Choice(["draft", "reviu", "disahkan", "dicabut"]),
)
@click.option("--oleh", "by", default="", metavar="NAMA", help="Nama atau jabatan yang mengubah status.")
@click.option("--alasan", "reason", default="", metavar="TEKS", help="Mengapa statusnya diubah.")
@options.day("Tanggal perubahan (bawaan: hari ini).")
@options.dry_run
@options.common
@click.pass_obj
def status(
    console: Console, address: str, status: Status | None, by: str, reason: str, today: date | None, dry_run: bool
) -> int:
    """Menyebut status SOP, terbitannya dan riwayatnya; atau mengubah status menjadi draft, reviu atau dicabut dengan
    tanggal dan nama. Status disahkan hanya diberikan dengan menerbitkan (doctool sop terbitkan); SOP yang disahkan
    menjadi draft hanya dengan membuka revisi (doctool sop revisi).

    Selesai dengan kode 1 bila berkas sebuah terbitan diubah atau hilang.
    """
    from doctool.catalog.editions import find_entry
    from doctool.catalog.index import Workspace
    from doctool.sop_state import damaged, load_state
    from doctool.sop_status import set_status
    from doctool.sop_text import Sebab

    workspace = Workspace.find(Path.cwd())
    entry = find_entry(workspace, address)
    if status is not None:
        if not by.strip():
            raise click.UsageError("Sebutkan siapa yang mengubah status, dengan --oleh NAMA.")
        why = Sebab(today or options.today(), reason.strip(), oleh=by.strip())
        changed = set_status(workspace, entry, status, why, dry_run=dry_run)
        would = "akan menjadi" if dry_run else "sekarang"
        console.say(f"{entry.address} {would} {status}." if changed else f"{entry.address} sudah berstatus {status}.")
    state = load_state(workspace, entry)
    for line in _lines(state):
        console.result(line)
    broken = {one.nomor: damaged(workspace, one) for one in state.terbitan}
    for number, names in broken.items():
        if names:
            console.problem(
                f"berkas terbitan {number} diubah atau hilang sejak diterbitkan: {', '.join(names)}",
                "ambil lagi dari cadangan; terbitan tidak boleh diubah",
            )
    console.payload({**_json(state), "rusak": {str(number): list(names) for number, names in broken.items() if names}})
    return ExitCode.FINDINGS if any(broken.values()) else ExitCode.OK


def _lines(state: SopState) -> Iterator[str]:
    from doctool.sop_text import written

    sop = state.loaded.sop
    opened = f", revisi {sop.revisi[-1].nomor} dibuka" if state.terbuka else ""
    yield f"{state.entry.address}: {sop.status}{opened}"
    for one in state.terbitan:
        day = written(one.hari) if one.hari is not None else "tanggal tidak diketahui"
        yield f"  terbitan {one.nomor} (revisi {one.nomor_revisi}), {day}: {_place(state, one)}"
    if not state.terbitan:
        yield "  belum pernah diterbitkan dengan doctool"
    for change in sop.riwayat_status:
        when = change.tanggal.cetak() if change.tanggal is not None else "tanpa tanggal"
        who = f" oleh {change.oleh}" if change.oleh else ""
        why = f" ({change.alasan})" if change.alasan else ""
        yield f"  {when}: {change.status}{who}{why}"


def _place(state: SopState, one: Terbitan) -> str:
    """Whether a published SOP is in force."""
    outside = "; di luar doctool, hanya naskahnya yang disimpan" if one.luar else ""
    if state.loaded.sop.tercabut and one.nomor == len(state.terbitan) - 1:
        return f"dicabut{outside}"
    if one.nomor == len(state.terbitan) - 1:
        return f"berlaku{outside}"
    return f"digantikan terbitan {one.nomor + 1}{outside}"


def _json(state: SopState) -> dict[str, Any]:
    sop = state.loaded.sop
    return {
        "sop": state.entry.address, "status": sop.status, "revisi_terbuka": state.terbuka,
        "revisi": state.loaded.nomor_revisi,
        "terbitan": [
            {"nomor": one.nomor, "revisi": one.nomor_revisi, "nomor_sop": one.nomor_sop, "tanggal": one.tanggal,
             "oleh": one.oleh, "luar": one.luar, "berlaku": one is state.berlaku}
            for one in state.terbitan
        ],
        "riwayat": [
            {"status": one.status, "tanggal": one.tanggal.teks if one.tanggal is not None else "", "oleh": one.oleh,
             "alasan": one.alasan}
            for one in sop.riwayat_status
        ],
    }  # fmt: skip
