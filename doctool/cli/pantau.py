"""`doctool pantau`: SOPs made again whenever they are saved."""

from __future__ import annotations

from collections.abc import Sequence
from datetime import datetime
from pathlib import Path
from typing import TYPE_CHECKING, Any

import click

from doctool.cli import options
from doctool.cli.building import short_path
from doctool.cli.console import Console
from doctool.cli.groups import DocCommand
from doctool.cli.sop import FormatList
from doctool.errors import BusyError, DoctoolError

if TYPE_CHECKING:
    from doctool.catalog.index import Entry, Workspace
    from doctool.pipeline import BuildResult
    from doctool.sop_watch import Round, Watch


@click.command(
    cls=DocCommand,
    short_help="Membuat lembar SOP lagi setiap kali berkasnya disimpan.",
    epilog="\b\nContoh:\n  doctool pantau\n  doctool pantau kota-medan/pengelolaan-data\n"
    "  doctool pantau sop_catalog/kota-medan/sop/pengelolaan-data.yaml --format html",
)
@click.argument("addresses", nargs=-1, metavar="[ALAMAT|BERKAS]...")
@click.option(
    "--format", "formats", type=FormatList(), default="svg,html", show_default=True, metavar="DAFTAR",
    help="Yang dibuat: docx, xlsx, pdf, svg, html; pisahkan dengan koma.",
)
@click.option(
    "--jajak", "poll", is_flag=True,
    help="Lihat sendiri berkasnya beberapa kali sedetik, misalnya di folder jaringan yang tidak mengabarkan perubahan.",
)
@options.output("Folder keluaran (bawaan: output di ruang kerja).")
@options.overwrite
@options.common
@click.pass_obj
def pantau(
    console: Console, addresses: tuple[str, ...], formats: frozenset[str], poll: bool, out: Path | None, overwrite: bool
) -> int:
    """Menunggu perubahan, lalu membuat lembar SOP lagi setiap kali Anda menyimpan SOP, kantor.yaml atau lambang.

    ALAMAT seperti pada doctool sop buat; BERKAS: SOP dalam ruang kerja. Tanpa keduanya semua SOP dipantau. Yang salah
    dalam berkas ditampilkan sebagai temuan, dan pemantauan berlanjut. Halaman HTML yang terbuka di peramban diperbarui
    dengan F5. Akhiri dengan Ctrl+C (kode 0).
    """
    from doctool.catalog.index import Workspace
    from doctool.pipeline import BuildOptions
    from doctool.sop_watch import Watch

    root = Workspace.find(_start(addresses)).root

    def choose(workspace: Workspace) -> Sequence[Entry]:
        return workspace.select(addresses) if addresses else workspace.entries()

    wishes = BuildOptions(formats, out or root / "output", overwrite)
    watch = Watch(root, choose, wishes, options.today)
    try:
        _begin(console, watch.first())
        for _ in watch.moments(poll=poll):
            _look(console, watch)
    except KeyboardInterrupt:
        console.say("Selesai memantau.")
    return 0


def _start(addresses: Sequence[str]) -> Path:
    """Where the workspace is looked for: beside the first file that is named, else here."""
    files = [Path(one) for one in addresses if Path(one).is_file()]
    return files[0].absolute().parent if files else Path.cwd()


def _begin(console: Console, first: Round) -> None:
    """What the first build gave: only what went wrong is worth a line."""
    for result in first.results:
        if result.reason:
            _tell(console, result)
    current = sum(result.current for result in first.results)
    made = sum(not result.reason for result in first.results) - current
    console.payload(_json(first))
    console.say(
        f"{made} SOP dibuat, {current} sudah mutakhir ({_seconds(first.seconds)}). "
        f"Memantau {len(first.results)} SOP; akhiri dengan Ctrl+C."
    )


def _look(console: Console, watch: Watch) -> None:
    """Build what changed; what goes wrong is told and does not end the watching."""
    try:
        again = watch.again()
    except BusyError as error:  # the next look finds the same changes
        if console.verbose:
            console.problem(error.message)
        return
    except DoctoolError as error:
        console.problem(error.message, error.hint)
        return
    if again is None:
        return
    for path in again.gone:
        console.say(f"{_clock()} {short_path(path)} tidak ada lagi; hasilnya di folder keluaran dibiarkan")
    for result in again.results:
        _tell(console, result, again.seconds)
    console.payload(_json(again))


def _tell(console: Console, result: BuildResult, seconds: float | None = None) -> None:
    """What became of one SOP, with the findings that its author should see while writing."""
    from doctool.cli.show import finding_line
    from doctool.findings import Severity

    errors, warnings = result.count(Severity.ERROR), result.count(Severity.WARNING)
    if result.reason:
        console.problem(f"{_clock()} {result.address}: {result.reason}", result.hint)
    else:
        took = f" ({_seconds(seconds)})" if seconds is not None else ""
        what = "tidak berubah" if result.current else f"{len(result.files)} berkas dibuat, {result.pages} halaman"
        found = f"; {errors} galat, {warnings} peringatan" if errors or warnings else ""
        console.result(f"{_clock()} {result.address}: {what}{found}{took}")
    if result.bug is not None:
        console.trace(result.bug)
    for finding in result.findings:
        told = result.reason == f"{finding.where}: {finding.message}"
        if (finding.severity is Severity.ERROR or console.verbose) and not told:
            console.note(finding_line(finding))


def _clock() -> str:
    return datetime.now().astimezone().strftime("%H:%M:%S")


def _seconds(value: float) -> str:
    """A time as people read it here: "0,21 detik"."""
    return f"{value:.2f} detik".replace(".", ",")


def _json(done: Round) -> dict[str, Any]:
    from doctool.cli.sop import summary_json

    return {
        **summary_json(done.results), "detik": round(done.seconds, 3), "tidak_ada_lagi": [str(one) for one in done.gone]
    }
