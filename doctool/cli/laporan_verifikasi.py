"""`doctool laporan verifikasi`: whether a file is the final report, and whether its sources are what they were."""

from __future__ import annotations

from collections.abc import Iterator
from dataclasses import asdict
from pathlib import Path
from typing import TYPE_CHECKING, Any

import click

from doctool.cli import options
from doctool.cli.console import Console
from doctool.cli.groups import DocCommand
from doctool.cli.laporan_langkah import find_report
from doctool.errors import DoctoolError, ExitCode
from doctool.indonesian import tanggal

if TYPE_CHECKING:
    from doctool.report_prints import Berubah
    from doctool.report_verify import Verified


@click.command(
    cls=DocCommand,
    short_help="Memeriksa apakah berkas dan sumbernya masih sama dengan yang disahkan.",
    epilog="\b\nContoh:\n  doctool laporan verifikasi lkj-2025\n  doctool laporan verifikasi kiriman/laporan.pdf",
)
@click.argument("names", nargs=-1, metavar="[LAPORAN] [BERKAS]")
@click.option("--kantor", "code", metavar="KANTOR", help="Laporan kantor ini.")
@options.common
@click.pass_obj
def verifikasi(console: Console, names: tuple[str, ...], code: str | None) -> int:
    """Memeriksa apakah sebuah docx atau pdf adalah laporan yang disahkan, draf yang lebih lama, atau sudah diubah; dan
    apakah sumber laporan (teks, lampiran, rekap atau formulir yang kembali, data kinerja, pembanding, data kantor,
    templat) masih sama dengan yang dipakai waktu disahkan.

    LAPORAN: nama atau alamatnya; BERKAS: docx atau pdf. Dengan BERKAS saja, laporannya dicari menurut isi dan nama
    berkas. Laporan yang belum disahkan dibandingkan dengan draf yang terakhir diajukan.

    Selesai dengan kode 0 bila semuanya sama; 1 bila ada yang berbeda.
    """
    from doctool.catalog.index import Workspace
    from doctool.report_verify import ENDINGS, report_of_file, verify_report

    files = [Path(one) for one in names if Path(one).suffix.lower() in ENDINGS]
    rest = [one for one in names if Path(one) not in files]
    if len(files) > 1 or len(rest) > 1:
        raise DoctoolError("sebut satu laporan dan satu berkas saja", "misalnya: doctool laporan verifikasi lkj-2025")
    if files and not files[0].is_file():
        raise DoctoolError(f'berkas "{files[0]}" tidak ada', "periksa namanya")
    if files and not rest:
        workspace = Workspace.find(Path.cwd())
        path = report_of_file(workspace, files[0], code)
    else:
        workspace, path = find_report(Path.cwd(), rest[0] if rest else "", code)
    found = verify_report(workspace, path, files[0] if files else None)
    for line in _lines(found):
        console.result(line)
    console.payload(_json(found))
    return ExitCode.OK if found.sama else ExitCode.FINDINGS


def _lines(found: Verified) -> Iterator[str]:
    from doctool.report_review import told

    yield f"{found.alamat}: {told(found.keadaan)}"
    if found.berkas is not None:
        yield f"{found.berkas.berkas}: {_file(found)}"
    if found.sumber:
        yield f"Sumber yang berbeda dari {found.catatan}:"
        yield from (f"  {_changed(one)}" for one in found.sumber)
    else:
        yield f"Semua sumber sama dengan {found.catatan}."
    if found.arsip:
        yield "Arsip laporan final (folder final) yang berbeda:"
        yield from (f"  {_changed(one)}" for one in found.arsip)
    if found.versi:
        yield f"Dibuat dengan doctool {found.versi}; versi lain dapat mencetaknya berbeda."


def _file(found: Verified) -> str:
    file = found.berkas
    if file is None:
        return ""
    if file.apa == "final":
        return "laporan yang disahkan"
    if file.apa == "draf":
        return f"draf {file.draf}, bukan laporan yang disahkan"
    if file.apa == "final dengan tambahan":
        return "laporan yang disahkan dengan tambahan sesudahnya, misalnya tanda tangan elektronik; periksa tambahannya"
    return "bukan berkas yang diajukan atau disahkan: diubah, disimpan ulang, atau dirakit lagi"


def _changed(one: Berubah) -> str:
    day = f", terakhir ditulis {tanggal(one.sejak.year, one.sejak.month, one.sejak.day)}" if one.sejak else ""
    return f"{one.berkas}: {one.apa}{day}"


def _json(found: Verified) -> dict[str, Any]:
    def source(one: Berubah) -> dict[str, Any]:
        return {"berkas": one.berkas, "apa": one.apa, "sejak": one.sejak.isoformat() if one.sejak else ""}

    return {
        "laporan": found.alamat, "sama": found.sama, "tahap": found.keadaan.tahap, "dibandingkan_dengan": found.catatan,
        "berkas": asdict(found.berkas) if found.berkas is not None else None,
        "sumber": [source(one) for one in found.sumber], "arsip": [source(one) for one in found.arsip],
        "versi": found.versi,
    }  # fmt: skip
