"""`doctool laporan status`: where each report is on its way from draft to final."""

from __future__ import annotations

from collections.abc import Iterator
from pathlib import Path
from typing import TYPE_CHECKING, Any

import click

from doctool.cli import options
from doctool.cli.console import Console
from doctool.cli.groups import DocCommand
from doctool.cli.laporan_langkah import step_json
from doctool.errors import ExitCode

if TYPE_CHECKING:
    from doctool.report_overview import BidangOverview, Overview


@click.command(
    cls=DocCommand,
    short_help="Menunjukkan sampai di mana laporan direviu.",
    epilog="\b\nContoh:\n  doctool laporan status\n  doctool laporan status lkj-2025 --json",
)
@click.argument("names", nargs=-1, metavar="[LAPORAN]...")
@click.option("--kantor", "code", metavar="KANTOR", help="Hanya laporan kantor ini.")
@options.common
@click.pass_obj
def status(console: Console, names: tuple[str, ...], code: str | None) -> int:
    """Menunjukkan sampai di mana laporan: draf ke berapa, diajukan, dikembalikan, diteruskan atau disahkan, dan kapan.

    Untuk laporan dinas juga: laporan bidang mana yang sudah ada, sampai di mana, dan apakah teksnya dipakai dalam
    laporan dinas.
    """
    from doctool.catalog.index import Workspace
    from doctool.report_overview import overview
    from doctool.report_sources import choose_reports

    workspace = Workspace.find(Path.cwd())
    found = [overview(workspace, path) for path in choose_reports(workspace, names, code)]
    for one in found:
        for line in _lines(one):
            console.result(line)
    console.payload({"laporan": [_json(one) for one in found]})
    return ExitCode.OK


def _lines(one: Overview) -> Iterator[str]:
    from doctool.report_review import day_of, told

    yield f"{one.alamat}: {told(one.keadaan)}"
    yield f'  Tercetak di setiap halaman: "{one.cetak}"' if one.cetak else "  Tercetak tanpa tanda draf"
    for step in one.langkah:
        who = f" oleh {step.oleh}" if step.oleh else ""
        to = f" kepada {step.kepada}" if step.kepada else ""
        to = f" dan diteruskan{to}" if to and step.langkah == "setujui" else to
        notes = f": {' '.join(step.catatan.split())}" if step.catatan else ""
        yield f"  {day_of(step)}: draf {step.draf} {_done(step.langkah)}{who}{to}{notes}"
    if one.berubah:
        how = f"doctool laporan verifikasi {one.alamat}"
        yield f"  {len(one.berubah)} sumber berubah sejak draf itu; lihat dengan: {how}"
    if one.bawahan:
        yield "  Laporan bidang:"
    for below in one.bawahan:
        yield f"    {below.nama}: {_below(below)}"


def _done(langkah: str) -> str:
    return {"ajukan": "diajukan", "kembalikan": "dikembalikan", "setujui": "disetujui", "sahkan": "disahkan"}[langkah]


def _below(one: BidangOverview) -> str:
    from doctool.report_review import told

    if one.keadaan is None:
        return "belum ada"
    used = f"{len(one.dipakai)} teksnya dipakai" if one.dipakai else "teksnya belum dipakai"
    changed = ", sumbernya berubah sesudah itu" if one.berubah else ""
    return f"{one.laporan}, {told(one.keadaan)}{changed}; {used} dalam laporan dinas"


def _json(one: Overview) -> dict[str, Any]:
    return {
        "laporan": one.alamat, "bidang": one.bidang, "tahap": one.keadaan.tahap, "draf": one.keadaan.draf,
        "cetak": one.cetak, "riwayat": [step_json(step) for step in one.langkah],
        "sumber_berubah": [source.berkas for source in one.berubah],
        "laporan_bidang": [
            {"bidang": below.kunci, "nama": below.nama, "laporan": below.laporan,
             "tahap": below.keadaan.tahap if below.keadaan is not None else "", "teks_dipakai": list(below.dipakai),
             "sumber_berubah": below.berubah}
            for below in one.bawahan
        ],
    }  # fmt: skip
