"""`doctool paket ekspedisi`: who received what and when, and who has not."""

from __future__ import annotations

from collections.abc import Iterator, Sequence
from datetime import date
from pathlib import Path
from typing import TYPE_CHECKING, Any

import click

from doctool.cli import options
from doctool.cli.building import short_path
from doctool.cli.console import Console
from doctool.cli.groups import DocCommand
from doctool.errors import ContentError, DoctoolError, ExitCode

if TYPE_CHECKING:
    from doctool.packet_handover import Ekspedisi
    from doctool.packets.handover import BarisEkspedisi, CatatanEkspedisi


@click.command(
    cls=DocCommand,
    short_help="Mencatat siapa menerima paket, dan siapa yang belum.",
    epilog="\b\nContoh:\n  doctool paket ekspedisi penyerahan-sop\n"
    "  doctool paket ekspedisi penyerahan-sop --penerima piak --diterima-oleh \"Siti Aminah\" --tanggal 2026-11-21\n"
    "  doctool paket ekspedisi penyerahan-sop --dari kembali/00_Daftar-Ekspedisi.xlsx",
)  # fmt: skip
@click.argument("name", metavar="PAKET")
@click.option("--penerima", "keys", multiple=True, metavar="KUNCI", help="Penerima paketnya; boleh berulang.")
@click.option("--diterima-oleh", "by", default="", metavar="NAMA", help="Nama orang yang menerima paket.")
@click.option("--tanggal", "day", type=options.Day(), metavar="TANGGAL", help="Tanggal diterima (bawaan: hari ini).")
@click.option(
    "--cara", type=click.Choice(("langsung", "whatsapp", "pos", "surel")), default="langsung", show_default=True,
    help="Cara menyerahkannya.",
)  # fmt: skip
@click.option("--catatan", "note", default="", metavar="TEKS", help="Catatan untuk penyerahan ini.")
@click.option(
    "--dari", "file", type=click.Path(path_type=Path), metavar="BERKAS",
    help="Daftar Ekspedisi (xlsx) yang sudah diisi: semua barisnya dicatat sekaligus.",
)  # fmt: skip
@click.option("--belum", "waiting", is_flag=True, help="Tampilkan hanya yang belum menerima.")
@click.option("--batal", "reason", metavar="ALASAN", help="Batalkan catatan penerima itu.")
@options.output("Folder keluaran tempat paketnya (bawaan: output di ruang kerja).")
@options.overwrite
@options.dry_run
@options.common
@click.pass_obj
def ekspedisi(
    console: Console, name: str, keys: tuple[str, ...], by: str, day: date | None, cara: str, note: str,
    file: Path | None, waiting: bool, reason: str | None, out: Path | None, overwrite: bool, dry_run: bool,
) -> int:  # fmt: skip
    """Mencatat siapa menerima paket dan kapan. Tanpa pilihan: menampilkan siapa yang sudah menerima dan siapa belum.

    PAKET: nama paket, kantor/nama, atau foldernya. Catatannya disimpan dalam ekspedisi.jsonl di sebelah paket.yaml:
    setiap catatan satu baris, yang keliru dibetulkan dengan mencatat lagi atau --batal, dan tidak ada yang dihapus.
    Sesudah mencatat, 00_Daftar-Ekspedisi.xlsx dan PDF-nya di folder paket diperbarui.
    """
    from doctool.catalog.index import Workspace
    from doctool.cli.show import finding_line
    from doctool.packet_handover import from_workbook, open_handover, received, record, taken_back

    _refuse(keys, by, file, reason, more=bool(day or note))
    workspace, today = Workspace.find(Path.cwd()), options.today()
    found = open_handover(workspace, name, out or workspace.root / "output")
    lines: list[CatatanEkspedisi] = []
    if file is not None:
        try:
            lines = from_workbook(found, file, today, cara)
        except ContentError as error:
            for finding in error.findings:
                console.note(finding_line(finding))
            raise
    elif reason is not None:
        lines = taken_back(found, keys, reason, today)
    elif keys:
        lines = received(found, keys, by, day or today, today, cara=cara, note=note)
    before = len(found.catatan)
    if lines:
        found = record(found, lines, dry_run=dry_run)
    added = found.catatan[before:]
    asked = bool(keys or file is not None)
    written = _refresh(console, found, overwrite=overwrite) if (asked or overwrite) and not dry_run else ()
    rows = found.baris
    for line in _table(tuple(one for one in rows if one.catatan is None) if waiting else rows):
        console.result(line)
    _tell(console, found, added, asked=asked, dry_run=dry_run)
    console.payload({**_json(found, added), "daftar": [str(one) for one in written], "uji_coba": dry_run})
    return ExitCode.OK


def _refuse(keys: tuple[str, ...], by: str, file: Path | None, reason: str | None, *, more: bool) -> None:
    """Refuse options that do not go together; `more`: with a day or a note, which nothing else would keep."""
    if file is not None and (keys or by or reason is not None):
        raise DoctoolError("--dari tidak dipakai bersama --penerima, --diterima-oleh atau --batal", "pilih salah satu")
    if reason is not None and by:
        raise DoctoolError("--batal tidak dipakai bersama --diterima-oleh", "pilih salah satu")
    if (by or reason is not None) and not keys:
        raise DoctoolError("sebutkan penerimanya dengan --penerima")
    if keys and not by and reason is None:
        raise DoctoolError("sebutkan siapa yang menerima dengan --diterima-oleh")
    if more and not by:
        raise DoctoolError(
            "--tanggal dan --catatan hanya dipakai bersama --penerima dan --diterima-oleh",
            "tanggal dalam daftar ditulis di kolomnya" if file is not None else "sebutkan penerima dan yang menerima",
        )


def _refresh(console: Console, found: Ekspedisi, *, overwrite: bool) -> Sequence[Path]:
    """The Daftar Ekspedisi in the packet's folder with what is recorded now; the record stands in any case."""
    from doctool.packet_list import PDF, refresh

    try:
        made = refresh(found, overwrite=overwrite)
    except DoctoolError as error:
        console.warn(f"sudah dicatat, tetapi Daftar Ekspedisi belum diperbarui: {error.message}")
        return ()
    for name in made.left:
        console.warn(f"sudah dicatat; {name} diubah orang, jadi dibiarkan")
    if made.left:
        console.note("Saran: catat dulu isinya dengan --dari, lalu ulangi dengan --timpa")
    for reason in made.failed:
        console.warn(f"sudah dicatat, tetapi Daftar Ekspedisi belum diperbarui: {reason}")
    if made.no_pdf:
        console.warn(f"sudah dicatat, tetapi {PDF} masih yang lama: LibreOffice tidak ditemukan")
        console.note("Saran: cetak dari xlsx-nya, atau pasang LibreOffice lalu catat sekali lagi")
    for path in made.written:
        console.say(f"Diperbarui: {short_path(path)}")
    return made.written


def _table(rows: tuple[BarisEkspedisi, ...]) -> list[str]:
    from doctool.cli.surat_options import table

    return table([_row(one) for one in rows])


def _row(one: BarisEkspedisi) -> dict[str, str]:
    record = one.catatan
    return {
        "kunci": one.kunci, "penerima": one.nama, "isi": one.isi, "nomor": one.nomor,
        "tanggal": record.tanggal if record is not None else "",
        "diterima_oleh": record.diterima_oleh if record is not None else "",
        "cara": record.cara if record is not None else "",
        "keterangan": "dibuat ulang sejak diserahkan" if one.berubah else "" if record is not None else "belum",
    }  # fmt: skip


def _tell(
    console: Console, found: Ekspedisi, added: tuple[CatatanEkspedisi, ...], *, asked: bool, dry_run: bool
) -> None:
    rows = found.baris
    waiting = [one for one in rows if one.catatan is None]
    if asked:
        trial = " (uji coba: belum dicatat)" if dry_run else ""
        nothing = "Tidak ada yang baru: tidak diisi, atau sudah tercatat."
        console.say(f"{len(added)} catatan baru{trial}." if added else nothing)
    if found.kosong:
        console.warn("belum ada yang dapat diserahkan: waktu paket ini terakhir dibuat, tidak satu penerima pun jadi")
        console.note(f"Saran: perbaiki yang gagal (gagal.csv), lalu: doctool paket buat {found.nama} --lanjutkan")
        return
    console.say(f"{len(rows) - len(waiting)} dari {len(rows)} penerima sudah menerima; {len(waiting)} belum.")
    for line in _changed(rows):
        console.warn(line)
    gone = sorted({one.penerima for one in found.catatan} - {one.kunci for one in rows})
    if gone:
        console.warn(f"tercatat menerima tetapi tidak lagi dalam paket: {', '.join(gone)}")


def _changed(rows: tuple[BarisEkspedisi, ...]) -> Iterator[str]:
    changed = [one.kunci for one in rows if one.berubah]
    if changed:
        yield f"paketnya dibuat ulang dengan isi lain sesudah diserahkan: {', '.join(changed)}"


def _json(found: Ekspedisi, added: tuple[CatatanEkspedisi, ...]) -> dict[str, Any]:
    return {
        "paket": f"{found.office.kode}/{found.nama}", "judul": found.manifes.judul,
        "penerima": [{**_row(one), "folder": one.folder, "berubah": one.berubah} for one in found.baris],
        "belum": [one.kunci for one in found.baris if one.catatan is None],
        "dicatat": [one.model_dump() for one in added],
    }  # fmt: skip
