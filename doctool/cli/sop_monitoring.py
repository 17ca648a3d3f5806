"""`doctool sop monitoring`: the form for SOPs that are due, and noting what was done."""

from __future__ import annotations

from datetime import date
from pathlib import Path
from typing import TYPE_CHECKING, Literal

import click

from doctool.cli import options
from doctool.cli.console import Console
from doctool.cli.groups import DocCommand
from doctool.errors import ExitCode

if TYPE_CHECKING:
    from doctool.catalog.index import Workspace
    from doctool.sop_listing import OutWish
    from doctool.sop_monitoring import Dicatat


@click.command(
    cls=DocCommand,
    short_help="Formulir monitoring SOP yang jatuh tempo; mencatat monitoring atau evaluasi.",
    epilog="\b\nContoh:\n  doctool sop monitoring\n  doctool sop monitoring kota-medan --semua\n"
    '  doctool sop monitoring surat-masuk --dicatat "Sesuai prosedur" --oleh "Sekretaris"\n'
    '  doctool sop monitoring surat-masuk --dicatat "Loket penuh" --penilaian tidak --tindakan "Tambah loket"',
)
@click.argument("addresses", nargs=-1, metavar="[KANTOR|KANTOR/SLUG]...")
@click.option("--semua", "everything", is_flag=True, help="Semua SOP yang berlaku, juga yang belum jatuh tempo.")
@click.option("--dicatat", "note", default=None, metavar="TEKS", help="Catat hasil monitoring satu SOP: catatannya.")
@click.option("--evaluasi", "deep", is_flag=True, help="Yang dicatat adalah evaluasi, bukan monitoring.")
@click.option("--oleh", "by", default="", metavar="NAMA", help="Nama atau jabatan penilai.")
@click.option(
    "--penilaian", "judged", type=click.Choice(["baik", "tidak"]), default="baik", show_default=True,
    help="Penerapan SOP berjalan baik, atau tidak.",
)
@click.option("--tindakan", "action", default="", metavar="TEKS", help="Tindakan yang harus diambil.")
@options.day("Tanggal monitoring; untuk formulir: jatuh tempo dihitung pada hari itu.")
@options.output("Folder keluaran formulir (bawaan: output di ruang kerja).")
@options.overwrite
@options.dry_run
@options.common
@click.pass_obj
def monitoring(
    console: Console, addresses: tuple[str, ...], everything: bool, note: str | None, deep: bool, by: str,
    judged: Literal["baik", "tidak"], action: str, today: date | None, out: Path | None, overwrite: bool,
    dry_run: bool,
) -> int:
    """Membuat formulir monitoring (docx dan xlsx) yang siap diisi untuk SOP berlaku yang jatuh tempo, satu untuk tiap
    kantor; SOP yang disebut alamatnya ikut walaupun belum jatuh tempo.

    Dengan --dicatat mencatat bahwa satu SOP sudah dimonitor, atau dengan --evaluasi dievaluasi; jatuh tempo berikutnya
    dihitung dari tanggal itu. Catatannya disimpan di terbitan/SLUG/monitoring.yaml dalam folder kantor.
    """
    from doctool.catalog.index import Workspace
    from doctool.sop_listing import OutWish
    from doctool.sop_monitoring import Dicatat

    workspace = Workspace.find(Path.cwd())
    day = today or options.today()
    if note is not None:
        if len(addresses) != 1 or everything:
            raise click.UsageError("Sebutkan satu SOP yang dicatat: doctool sop monitoring KANTOR/SLUG --dicatat TEKS.")
        done = Dicatat(
            "evaluasi" if deep else "monitoring", day, note.strip(), by.strip(),
            "tidak" if judged == "tidak" else "berjalan baik", action.strip(),
        )  # fmt: skip
        return _record(console, workspace, addresses[0], done, dry_run=dry_run)
    if deep or by or action or judged != "baik":
        raise click.UsageError("--evaluasi, --oleh, --penilaian dan --tindakan hanya bersama --dicatat.")
    wish = OutWish(out or workspace.root / "output", overwrite, dry_run)
    return _forms(console, workspace, addresses, day, wish, everything=everything)


def _record(console: Console, workspace: Workspace, address: str, done: Dicatat, *, dry_run: bool) -> int:
    from doctool.catalog.editions import find_entry
    from doctool.listing.listed import tempo_teks
    from doctool.listing.rows import panjang
    from doctool.sop_listing import list_sops, read_catalogue
    from doctool.sop_monitoring import record

    if not done.catatan:
        raise click.UsageError("Catatan hasilnya masih kosong: isi --dicatat TEKS.")
    entry = find_entry(workspace, address)
    new = record(workspace, entry, done, dry_run=dry_run)
    would = "akan dicatat" if dry_run else "dicatat"
    said = f"{done.jenis} {entry.address} tanggal {panjang(done.tanggal)}"
    console.say(f"{said} {would}." if new else f"{said} sudah tercatat.")
    catalogue = read_catalogue(workspace, [entry])
    row = list_sops(catalogue, [entry], done.tanggal)[0].baris[0]
    due = {one.jenis: one for one in row.pemantauan or ()}
    for one in due.values():
        console.result(f"{one.jenis} berikutnya {tempo_teks(one, done.tanggal)}")
    console.payload({
        "sop": entry.address, "jenis": done.jenis, "tanggal": done.tanggal.isoformat(), "dicatat": new and not dry_run,
        "berikutnya": {name: one.tempo.isoformat() for name, one in due.items()},
    })  # fmt: skip
    return ExitCode.OK


def _forms(
    console: Console, workspace: Workspace, addresses: tuple[str, ...], day: date, wish: OutWish, *, everything: bool
) -> int:
    from doctool.cli.sop_daftar import tell_written
    from doctool.sop_listing import all_entries, list_sops, read_catalogue, select
    from doctool.sop_monitoring import forms, write_forms

    offices = {address for address in addresses if address.strip("/") in workspace.offices()}
    named = select(workspace, [one for one in addresses if one not in offices])
    catalogue = read_catalogue(workspace)
    entries = [
        one for one in all_entries(catalogue) if not addresses or one.kantor in offices or one in named
    ]  # fmt: skip
    listed = list_sops(catalogue, entries, day)
    for entry, fault in catalogue.gagal.items():
        if entry in entries:
            console.problem(f"{entry.address}: {fault.message}", "lihat rinciannya dengan doctool periksa")
    rows = {row.alamat: row for one in listed for row in one.baris}
    for entry in named:
        if entry.address in rows and not rows[entry.address].berlaku:
            console.warn(f"{entry.address} belum berlaku atau sudah dicabut, jadi tidak ikut dalam formulir")
    wanted = forms(listed, {one.address for one in named}, everything=everything)
    if not wanted:
        console.say("Tidak ada SOP berlaku yang jatuh tempo." if not everything else "Tidak ada SOP yang berlaku.")
        console.payload({"kantor": []})
        return ExitCode.OK
    code = tell_written(console, write_forms(wanted, wish), wish.dry_run)
    count = sum(len(one.baris) for one in wanted)
    console.say(f"Formulir untuk {count} SOP {'akan dibuat' if wish.dry_run else 'dibuat'}.")
    return code

