"""`doctool paket buat`: the packets of all recipients."""

from __future__ import annotations

import time
from collections.abc import Callable, Sequence
from datetime import date
from pathlib import Path
from typing import TYPE_CHECKING, Any

import click

from doctool.cli import options
from doctool.cli.building import short_path
from doctool.cli.console import Console
from doctool.cli.groups import DocCommand
from doctool.cli.letter_options import INSERT, SAME
from doctool.errors import BusyError, ContentError, DoctoolError, ExitCode

if TYPE_CHECKING:
    from doctool.packet_job import PacketBuild, PacketOptions

_FORMATS = ("docx", "xlsx", "pdf")
#: Failures that are told on the screen; all are in gagal.csv.
_TOLD = 20
#: Seconds between lines of a log that is no terminal.
_LOG_S = 10.0


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
    "  doctool paket buat permintaan-data-2026\n  doctool paket buat permintaan-data-2026 --lanjutkan",
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
@click.option("--lanjutkan", "resume", is_flag=True, help="Selesaikan yang belum jadi dari yang terhenti atau gagal.")
@click.option(
    "--format", "formats", type=PacketFormats(), metavar="DAFTAR",
    help="Hanya bentuk ini: docx, xlsx, pdf; pisahkan dengan koma (bawaan: menurut paket.yaml).",
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
    overwrite: bool, dry_run: bool,
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
        dry_run, insert, same,
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
    from doctool.packet_pipeline import build_packet
    from doctool.packets.load import find_paket

    try:
        path = find_paket(workspace, name)
        build = build_packet(workspace, path, wishes, _progress(console), console.say)
    except KeyboardInterrupt:
        console.problem("dihentikan; paket yang sudah selesai tetap ada", f"lanjutkan dengan: {_again(name, wishes)}")
        raise
    except ContentError as error:
        _tell_findings(console, error)
        if alone:
            raise
        console.problem(f"{name}: {error.message}", error.hint)
        return error.exit_code, {"paket": name, "galat": error.message, "saran": error.hint or ""}
    except DoctoolError as error:
        if alone or isinstance(error, BusyError):
            raise
        console.problem(f"{name}: {error.message}", error.hint)
        return error.exit_code, {"paket": name, "galat": error.message, "saran": error.hint or ""}
    _tell(console, build, name, wishes)
    return _code(build), _json(build)


def _again(name: str, wishes: PacketOptions) -> str:
    more = f" --penjadwal {wishes.scheduler}" if wishes.scheduler else ""
    return f"doctool paket buat {name} --lanjutkan{more}"


def _tell_findings(console: Console, error: ContentError) -> None:
    from doctool.cli.show import finding_line

    for finding in error.findings[:_TOLD]:
        console.note(finding_line(finding))


def _tell(console: Console, build: PacketBuild, name: str, wishes: PacketOptions) -> None:
    from doctool.cli.show import finding_line

    for finding in build.findings:
        console.note(finding_line(finding))
    for one in build.troubles[:_TOLD]:
        what = ": ".join(part for part in (one.nama, one.potongan, one.alasan) if part)
        console.problem(what, one.saran or None)
    if len(build.troubles) > _TOLD:
        console.say(f"... dan {len(build.troubles) - _TOLD} kegagalan lain")
    if wishes.dry_run:
        for path, state in build.plan:
            console.result(f"{state:7} {short_path(path)}")
        console.say(f"{build.recipients} penerima, {len(build.plan)} berkas akan dibuat.")
        return
    console.result(short_path(build.folder))
    rate = f" ({build.files / build.seconds:.0f} berkas/detik)" if build.files and build.seconds else ""
    console.say(
        f"{build.made} paket dibuat, {build.kept} sudah mutakhir, {_failed(build)} gagal; "
        f"{build.files} berkas dalam {_comma(build.seconds)} detik{rate}."
    )
    if build.troubles:
        console.say(f"Yang gagal: {short_path(build.folder / 'gagal.csv')}; setelah diperbaiki: {_again(name, wishes)}")


def _comma(seconds: float) -> str:
    return f"{seconds:.1f}".replace(".", ",")


def _failed(build: PacketBuild) -> int:
    return build.recipients - build.made - build.kept


def _code(build: PacketBuild) -> ExitCode:
    """0 all made; 3 some failed; where nothing was made for one cause: 1 the data, 4 LibreOffice, 70 a bug."""
    if not build.troubles:
        return ExitCode.OK
    causes = {one.cause for one in build.troubles}
    if build.made + build.kept == 0 and build.recipients:
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


def _json(build: PacketBuild) -> dict[str, Any]:
    from doctool.cli.show import finding_json

    return {
        "paket": build.address, "folder": str(build.folder), "penerima": build.recipients, "dibuat": build.made,
        "mutakhir": build.kept, "gagal": _failed(build), "berkas": build.files, "terhenti": build.stopped,
        "rencana": [{"berkas": str(path), "keadaan": str(state)} for path, state in build.plan],
        "hasil": [
            {"kunci": key, "nama": name, "folder": folder, "nomor": nomor, "hasil": state}
            for key, name, folder, nomor, state in build.results
        ],
        "kegagalan": [
            {
                "kunci": one.kunci, "penerima": one.nama, "potongan": one.potongan, "alasan": one.alasan,
                "saran": one.saran,
            }
            for one in build.troubles
        ],
        "temuan": [finding_json(finding) for finding in build.findings],
    }


def _progress(console: Console) -> Callable[[int, int, str], None]:
    """A line on stderr that rewrites itself on a terminal, else one every ten seconds: rate and time left."""
    start = time.monotonic()
    last = [start]
    live = console.progress_wanted()

    def show(done: int, total: int, what: str) -> None:
        now = time.monotonic()
        if now - last[0] < (0.1 if live else _LOG_S) and done < total:
            return
        last[0] = now
        rate = done / max(now - start, 0.001)
        left = f"sisa {_duration((total - done) / rate)}" if done < total else "selesai"
        line = f"[{done}/{total}] {rate:.1f} paket/detik, {left}".replace(".", ",")
        if live:
            click.echo(f"\r\x1b[K{line}  {what}" if done < total else "\r\x1b[K", err=True, nl=False)
        elif now - start > _LOG_S:
            console.say(line)

    return show


def _duration(seconds: float) -> str:
    minutes, rest = divmod(round(seconds), 60)
    return f"{minutes}.{rest:02} menit" if minutes else f"{rest} detik"
