"""`doctool paket buat`: the packets of all recipients."""

from __future__ import annotations

from collections.abc import Sequence
from datetime import date
from pathlib import Path
from typing import TYPE_CHECKING, Any

import click

from doctool.cli import options
from doctool.cli.console import Console
from doctool.cli.groups import DocCommand
from doctool.cli.letter_options import INSERT, SAME
from doctool.cli.paket_hasil import (
    build_json,
    failed,
    progress,
    tell_build,
    tell_gone,
    tell_handed_over,
    tell_no_book,
    tell_refused,
    tell_stopped,
)
from doctool.errors import BusyError, ContentError, DoctoolError, ExitCode

if TYPE_CHECKING:
    from doctool.packet_job import PacketBuild, PacketOptions

_FORMATS = ("docx", "xlsx", "pdf")


class PacketFormats(click.ParamType[frozenset[str]]):
    """Formats separated by commas: docx,xlsx,pdf."""

    name = "format"

    def convert(self, value: Any, param: click.Parameter | None, ctx: click.Context | None) -> frozenset[str]:
        if isinstance(value, frozenset):
            return value
        wanted = [part.strip().lower() for part in str(value).split(",") if part.strip()]
        if not wanted or any(part not in _FORMATS for part in wanted):
            self.fail(f'"{value}": format yang ada: {", ".join(_FORMATS)} (pisahkan dengan koma).', param, ctx)
        return frozenset(wanted)


@click.command(
    cls=DocCommand,
    short_help="Membuat paket untuk semua penerima.",
    epilog="\b\nContoh:\n  doctool paket buat permintaan-data-2026 --dry-run\n"
    "  doctool paket buat permintaan-data-2026\n  doctool paket buat permintaan-data-2026 --lanjutkan\n"
    "  doctool paket buat permintaan-data-2026 --format pdf -o untuk-dicetak",
)
@click.argument("names", nargs=-1, required=True, metavar="PAKET...")
@click.option(
    "--pekerja", "workers", type=click.IntRange(1, 60), metavar="N",
    help="Banyaknya proses yang membuat dokumen (bawaan: sebanyak inti prosesor; 1: tanpa proses lain).",
)
@click.option(
    "--penjadwal", "scheduler", default="", metavar="ALAMAT",
    help="Kerjakan di komputer-komputer sebuah penjadwal dask, misalnya tcp://10.0.0.5:8786.",
)
@click.option(
    "--lanjutkan", "resume", is_flag=True, help="Selesaikan yang belum jadi, setelah terhenti atau ada yang gagal."
)
@click.option(
    "--format", "formats", type=PacketFormats(), metavar="DAFTAR",
    help="Bentuk potongan: docx, xlsx, pdf; pisahkan dengan koma (bawaan: menurut paket.yaml). Bentuk lain yang dibuat "
    "sebelumnya dihapus dari folder paket.",
)
@click.option(
    "--ulang-pdf", "redo_pdf", is_flag=True,
    help="Buat semua PDF lagi walaupun isinya tidak berubah, misalnya sesudah LibreOffice diperbarui.",
)
@options.day("Tanggal surat yang belum bertanggal (bawaan: hari pertama paket ini dibuat).")
@INSERT
@SAME
@options.output("Folder keluaran (bawaan: output di ruang kerja).")
@options.overwrite
@options.dry_run
@options.common
@click.pass_obj
def buat(
    console: Console, names: tuple[str, ...], workers: int | None, scheduler: str, resume: bool,
    formats: frozenset[str] | None, today: date | None, insert: bool, same: bool | None, out: Path | None,
    overwrite: bool, dry_run: bool, redo_pdf: bool,
) -> int:
    """Membuat paket untuk semua penerima: berkas tiap penerima dalam foldernya sendiri.

    PAKET: nama folder di data/<kantor>/paket/, kantor/nama, atau berkas paket.yaml. Semua diperiksa dahulu, lalu nomor
    surat diambil sekali untuk tiap penerima, lalu berkasnya dibuat. Yang sudah mutakhir tidak dibuat lagi, dan nomornya
    tetap. Hasilnya di output/paket/<kantor>/<nama>/, dengan manifes.json dan daftar ekspedisi.

    Yang gagal tidak menghentikan yang lain: daftarnya di gagal.csv. Selesai dengan kode 0 bila semua jadi, 3 bila
    sebagian gagal, 1 bila tidak satu pun jadi karena isinya, 4 bila LibreOffice atau penjadwal tidak ada, 5 bila folder
    keluaran sedang dipakai. Yang terhenti diselesaikan dengan --lanjutkan.
    """
    from doctool.catalog.index import Workspace
    from doctool.packet_job import PacketOptions

    if scheduler and workers:
        raise DoctoolError("sebutkan salah satu: --pekerja atau --penjadwal")
    workspace = Workspace.find(Path.cwd())
    wishes = PacketOptions(
        out or workspace.root / "output", options.today(), today, workers or 0, scheduler, formats, overwrite, resume,
        dry_run, insert, same, redo_pdf,
    )
    codes: list[ExitCode] = []
    payload: list[dict[str, Any]] = []
    for name in names:
        code, said = _one(console, workspace, name, wishes, alone=len(names) == 1)
        codes.append(code)
        payload.append(said)
    console.payload({"paket": payload})
    return _worst(codes)


def _one(
    console: Console, workspace: Any, name: str, wishes: PacketOptions, *, alone: bool
) -> tuple[ExitCode, dict[str, Any]]:
    """Make one packet; one of several that cannot be made at all is told, and the next goes on."""
    from doctool.packet_handover import numbered
    from doctool.packet_pipeline import build_packet
    from doctool.packets.load import find_paket

    try:
        path = find_paket(workspace, name)
        place = path.absolute()
        before = () if wishes.dry_run else numbered(wishes.out, place.parents[2].name, place.parent.name)
        build = build_packet(workspace, path, wishes, progress(console), console.say)
    except KeyboardInterrupt:
        tell_stopped(console, name, wishes)
        raise
    except ContentError as error:
        tell_refused(console, error)
        if alone:
            raise
        console.problem(f"{name}: {error.message}", error.hint)
        return error.exit_code, {"paket": name, "galat": error.message, "saran": error.hint or ""}
    except DoctoolError as error:
        if alone or isinstance(error, BusyError):
            raise
        console.problem(f"{name}: {error.message}", error.hint)
        return error.exit_code, {"paket": name, "galat": error.message, "saran": error.hint or ""}
    tell_build(console, build, name, wishes)
    tell_gone(console, build, before)
    tell_no_book(console, workspace, path, wishes.now)
    # What is made elsewhere is a copy that nobody was handed.
    if build.made and wishes.out.resolve() == (workspace.root / "output").resolve():
        tell_handed_over(console, workspace, path, name, wishes.out)
    return _code(build, dry_run=wishes.dry_run), build_json(build, dry_run=wishes.dry_run)


def _code(build: PacketBuild, *, dry_run: bool) -> ExitCode:
    """0 all made; 3 some failed; where nothing was made for one cause: 1 the data, 4 LibreOffice, 70 a bug."""
    if not build.troubles:
        return ExitCode.OK
    causes = {one.cause for one in build.troubles}
    if failed(build, dry_run=dry_run) >= build.recipients > 0:
        if causes == {"isi"}:
            return ExitCode.FINDINGS
        if causes == {"luar"}:
            return ExitCode.OUTSIDE_PROGRAM
        if causes == {"bug"}:
            return ExitCode.BUG
    return ExitCode.PARTIAL


def _worst(codes: Sequence[ExitCode]) -> ExitCode:
    """The code of all packets together: theirs where they agree, else that some failed."""
    return codes[0] if len(set(codes)) == 1 else ExitCode.PARTIAL
