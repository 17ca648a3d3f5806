"""`doctool laporan ajukan`, `kembalikan`, `setujui`, `sahkan`: a report's way from draft to final."""

from __future__ import annotations

from collections.abc import Callable
from datetime import date
from pathlib import Path
from typing import TYPE_CHECKING, Any, TypeVar

import click

from doctool.cli import options
from doctool.cli.building import exit_code, short_path, tell_reason
from doctool.cli.console import Console
from doctool.cli.groups import DocCommand
from doctool.errors import DoctoolError
from doctool.findings import Severity

if TYPE_CHECKING:
    from doctool.model.reviu import JenisLangkah, LangkahReviu
    from doctool.report_steps import StepResult, StepWish

F = TypeVar("F", bound=Callable[..., Any])


def one_report(command: F) -> F:
    """The report that a command is about; none is needed where there is one only."""
    command = click.option("--kantor", "code", metavar="KANTOR", help="Laporan kantor ini.")(command)
    return click.argument("name", required=False, default="", metavar="[LAPORAN]")(command)


def _shared(who: str) -> Callable[[F], F]:
    def add(command: F) -> F:
        for option in (
            options.common,
            options.dry_run,
            options.day("Tanggal langkah ini (bawaan: hari ini)."),
            click.option("--oleh", "by", default="", metavar="JABATAN", help=f"Siapa yang melakukannya{who}."),
            one_report,
        ):
            command = option(command)
        return command

    return add


_TO = click.option("--kepada", "to", default="", metavar="JABATAN", help="Kepada siapa, bila bukan seperti biasanya.")
_NOTES = click.option("--catatan", "notes", default="", metavar="TEKS", help="Catatan yang disimpan dalam riwayat.")
_NEWEST = click.option("--terbaru", "newest", is_flag=True, help="Bila dua formulir berbeda isi, pakai yang terbaru.")


@click.command(
    cls=DocCommand,
    short_help="Mengajukan draf laporan untuk direviu.",
    epilog='\b\nContoh:\n  doctool laporan ajukan lkj-2025 --oleh "Sub Bagian Program"\n'
    "  doctool laporan ajukan kota-probolinggo/lkj-2025 --tanggal 2026-01-12",
)
@_shared("")
@_TO
@_NOTES
@_NEWEST
@click.option("--tanpa-berkas", "bare", is_flag=True, help="Catat saja; docx dan pdf tidak dibuat.")
@options.output("Folder keluaran (bawaan: output di ruang kerja).")
@options.overwrite
@click.pass_obj
def ajukan(
    console: Console, name: str, code: str | None, by: str, today: date | None, dry_run: bool, to: str, notes: str,
    newest: bool, bare: bool, out: Path | None, overwrite: bool,
) -> int:
    """Mengajukan draf laporan kepada Sekretaris (laporan bidang: kepada kepala bidangnya).

    Draf dirakit menjadi docx dan pdf yang menyebut keadaannya di setiap halaman (DRAF 1, diajukan kepada Sekretaris,
    12 Januari 2026). Isinya dibekukan di draf/<nomor>.json di samping laporan.yaml: semua angka, tabel dan teks, serta
    SHA-256 semua sumbernya. Langkahnya dicatat dalam riwayat.yaml. Tanpa LAPORAN: satu-satunya laporan yang ada.

    Selesai dengan kode 0 bila diajukan, juga bila datanya masih bertemuan; 1 bila belum waktunya; 4 bila LibreOffice
    tidak ada (dengan --tanpa-berkas draf tetap dapat diajukan).
    """
    wish = _wish("ajukan", today, by, to, notes, files=not bare)
    return _run(console, name, code, wish, out=out, newest=newest, overwrite=overwrite, dry_run=dry_run)


@click.command(
    cls=DocCommand,
    short_help="Mengembalikan draf untuk diperbaiki.",
    epilog='\b\nContoh:\n  doctool laporan kembalikan lkj-2025 --catatan "lengkapi hambatan IKU-3"',
)
@_shared(" (bawaan: yang menerima draf)")
@_NOTES
@click.pass_obj
def kembalikan(
    console: Console, name: str, code: str | None, by: str, today: date | None, dry_run: bool, notes: str
) -> int:
    """Mengembalikan draf yang belum sesuai, dengan catatan apa yang harus diperbaiki.

    Berlaku bagi draf yang diajukan maupun yang sudah diteruskan kepada Kepala Dinas. Sesudah diperbaiki, draf diajukan
    lagi dengan nomor berikutnya.
    """
    return _run(console, name, code, _wish("kembalikan", today, by, "", notes), dry_run=dry_run)


@click.command(
    cls=DocCommand,
    short_help="Menyetujui draf dan meneruskannya kepada Kepala Dinas.",
    epilog="\b\nContoh:\n  doctool laporan setujui lkj-2025 --tanggal 2026-01-19",
)
@_shared(" (bawaan: yang menerima draf)")
@_TO
@_NOTES
@click.pass_obj
def setujui(
    console: Console, name: str, code: str | None, by: str, today: date | None, dry_run: bool, to: str, notes: str
) -> int:
    """Menyetujui draf yang sudah sesuai (diparaf) dan meneruskannya kepada Kepala Dinas untuk disahkan.

    Laporan bidang tidak memakai langkah ini: kepala bidang mengesahkannya langsung.
    """
    return _run(console, name, code, _wish("setujui", today, by, to, notes), dry_run=dry_run)


@click.command(
    cls=DocCommand,
    short_help="Mengesahkan laporan dan membekukannya.",
    epilog="\b\nContoh:\n  doctool laporan sahkan lkj-2025 --tanggal 2026-01-26",
)
@_shared(" (bawaan: yang menerima draf)")
@_NOTES
@_NEWEST
@options.output("Folder keluaran (bawaan: output di ruang kerja).")
@options.overwrite
@click.pass_obj
def sahkan(
    console: Console, name: str, code: str | None, by: str, today: date | None, dry_run: bool, notes: str, newest: bool,
    out: Path | None, overwrite: bool,
) -> int:
    """Mengesahkan laporan: dirakit tanpa tanda draf, disimpan dan dibekukan.

    Ditolak bila masih ada galat, atau bila isinya (selain tempat tanda tangan) sudah berubah sejak draf yang disetujui.
    Docx dan pdf yang disahkan disimpan juga di final/ di samping laporan.yaml; draf/final.json mencatat isinya, SHA-256
    kedua berkas dan semua sumbernya, untuk doctool laporan verifikasi. Sesudah itu tidak ada langkah lagi.
    """
    wish = _wish("sahkan", today, by, "", notes)
    return _run(console, name, code, wish, out=out, newest=newest, overwrite=overwrite, dry_run=dry_run)


def _wish(
    langkah: JenisLangkah, today: date | None, by: str, to: str, notes: str, *, files: bool = True
) -> StepWish:
    from doctool.report_steps import StepWish

    return StepWish(langkah, today or options.today(), by, to, notes, files)


def find_report(workspace_at: Path, name: str, code: str | None) -> tuple[Any, Path]:
    """The workspace and the laporan.yaml of the report named. Raises DoctoolError where there are several."""
    from doctool.catalog.index import Workspace
    from doctool.report_sources import address, choose_reports

    workspace = Workspace.find(workspace_at)
    found = choose_reports(workspace, [name] if name else [], code)
    if len(found) > 1:
        listed = ", ".join(address(path) for path in found)
        raise DoctoolError("sebut laporannya: ada lebih dari satu", f"laporan yang ada: {listed}")
    return workspace, found[0]


def _run(
    console: Console, name: str, code: str | None, wish: StepWish, *, out: Path | None = None, newest: bool = False,
    overwrite: bool = False, dry_run: bool = False,
) -> int:
    from doctool.report_pipeline import ReportOptions
    from doctool.report_review import told
    from doctool.report_steps import take_step

    workspace, path = find_report(Path.cwd(), name, code)
    wishes = ReportOptions(out or workspace.root / "output", newest=newest, overwrite=overwrite, dry_run=dry_run)
    result = take_step(workspace, path, wish, wishes)
    for file in result.files:
        console.result(short_path(file))
    if result.reason:
        tell_reason(console, result)
        if result.bug is not None:
            console.trace(result.bug)
    else:
        would = "akan menjadi: " if dry_run else ""
        console.say(f"{result.address}: {would}{told(result.sesudah)}.")
        _remaining(console, result, path.parent)
    console.payload(_json(result, dry_run=dry_run))
    return exit_code([result])


def _remaining(console: Console, result: StepResult, folder: Path) -> None:
    """What is still wrong in the data of a draft."""
    errors, warnings = result.count(Severity.ERROR), result.count(Severity.WARNING)
    if errors or warnings:
        counts = [f"{count} {word}" for count, word in ((errors, "galat"), (warnings, "peringatan")) if count]
        console.warn(f"{' dan '.join(counts)} ketika dirakit; lihat semuanya, juga yang tentang isi teksnya, dengan: "
                     f"doctool periksa {short_path(folder)}")


def step_json(step: LangkahReviu | None) -> dict[str, Any]:
    """A step for programs."""
    if step is None:
        return {}
    day = step.tanggal.date
    return {"langkah": step.langkah, "draf": step.draf, "tanggal": day.isoformat() if day is not None else "",
            "oleh": step.oleh, "kepada": step.kepada, "catatan": step.catatan}  # fmt: skip


def _json(result: StepResult, *, dry_run: bool) -> dict[str, Any]:
    from doctool.cli.show import finding_json

    return {
        "laporan": result.address, "sebelum": result.sebelum.tahap, "tahap": result.sesudah.tahap,
        "draf": result.sesudah.draf, "langkah": step_json(result.sesudah.langkah), "uji_coba": dry_run,
        "berkas": [str(path) for path in result.files], "alasan": result.reason, "saran": result.hint,
        "temuan": [finding_json(one) for one in result.findings],
    }  # fmt: skip
