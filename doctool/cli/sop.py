"""`doctool sop buat`: the sheets of SOPs."""

from __future__ import annotations

from collections.abc import Sequence
from datetime import date
from pathlib import Path
from typing import TYPE_CHECKING, Any

import click

from doctool.cli import options
from doctool.cli.building import exit_code, progress_line, short_path, tell_files
from doctool.cli.console import Console
from doctool.cli.groups import DocCommand

if TYPE_CHECKING:
    from doctool.pipeline import BuildResult

class FormatList(click.ParamType[frozenset[str]]):
    """Formats separated by commas: docx,xlsx,pdf,svg,html."""

    name = "format"

    def known(self) -> tuple[str, ...]:
        """The formats that there are."""
        from doctool.pipeline import FORMATS

        return FORMATS

    def convert(self, value: Any, param: click.Parameter | None, ctx: click.Context | None) -> frozenset[str]:
        if isinstance(value, frozenset):
            return value
        wanted = [part.strip().lower() for part in str(value).split(",") if part.strip()]
        known = self.known()
        unknown = [part for part in wanted if part not in known]
        if unknown or not wanted:
            self.fail(f'"{value}": format yang ada: {", ".join(known)} (pisahkan dengan koma).', param, ctx)
        return frozenset(wanted)


@click.command(
    cls=DocCommand,
    epilog="\b\nContoh:\n  doctool sop buat --semua --format docx,xlsx,html\n  doctool sop buat kota-medan -o hasil",
)
@click.argument("addresses", nargs=-1, metavar="[KANTOR/SLUG]...")
@click.option("--semua", "everything", is_flag=True, help="Semua SOP di ruang kerja ini.")
@click.option(
    "--format", "formats", type=FormatList(), default="docx,pdf", show_default=True, metavar="DAFTAR",
    help="Yang dibuat: docx, xlsx, pdf, svg, html; pisahkan dengan koma.",
)
@click.option(
    "--semua-ulang", "anew", is_flag=True,
    help="Buat lagi juga yang tidak berubah sejak dibuat, misalnya sesudah LibreOffice diperbarui.",
)
@click.option(
    "--pekerja", "workers", type=click.IntRange(1, 60), metavar="N",
    help="Banyaknya proses yang menggambar (bawaan: sebanyak inti prosesor; 1: tanpa proses lain).",
)
@options.output("Folder keluaran (bawaan: output di ruang kerja).")
@options.day("Tanggal yang dianggap hari ini saat memeriksa.")
@options.overwrite
@options.dry_run
@options.common
@click.pass_obj
def buat(
    console: Console, addresses: tuple[str, ...], everything: bool, formats: frozenset[str], anew: bool,
    workers: int | None, out: Path | None, today: date | None, overwrite: bool, dry_run: bool,
) -> int:
    """Membuat lembar SOP: sampul, identitas dan diagram alir.

    KANTOR/SLUG menyebut SOP: alamat lengkap (kota-medan/pengelolaan-data), slug saja bila hanya satu,
    kantor saja untuk semua SOP kantor itu, atau pola seperti "kota-*/*".

    Yang tidak berubah sejak dibuat (isi SOP, kantor.yaml, lambang, doctool sendiri) tidak dibuat lagi. SOP yang gagal
    tidak menghentikan yang lain. Selesai dengan kode 0 bila semua jadi; 3 bila sebagian
    gagal; bila tidak satu pun jadi: 1 karena isinya, 4 karena LibreOffice.
    """
    from doctool.catalog.index import Workspace
    from doctool.pipeline import BuildOptions, build_sops

    if everything == bool(addresses):
        raise click.UsageError("Sebutkan SOP yang dibuat (KANTOR/SLUG), atau --semua; salah satu saja.")
    workspace = Workspace.find(Path.cwd())
    entries = workspace.entries() if everything else workspace.select(addresses)
    if not entries:
        console.say(f'Belum ada SOP di "{workspace.root}".')
    wishes = BuildOptions(
        formats, out or workspace.root / "output", overwrite, dry_run, today or options.today(), anew, workers or 0
    )
    results = build_sops(workspace, entries, wishes, progress_line(console))
    hints: set[str] = set()
    for result in results:
        _tell(console, result, dry_run, hints)
    if console.json:
        console.payload(summary_json(results))
    _summary(console, results, dry_run)
    return exit_code(results)


def _tell(console: Console, result: BuildResult, dry_run: bool, hints: set[str]) -> None:
    """What became of one SOP; a hint in `hints` was given before and is not repeated."""
    from doctool.cli.show import finding_line
    from doctool.findings import Severity

    tell_files(console, result, dry_run)
    if result.reason:
        console.problem(f"{result.address}: {result.reason}", None if result.hint in hints else result.hint)
        hints.add(result.hint)
    if result.bug is not None:
        console.trace(result.bug)
    if result.old:
        names = ", ".join(short_path(path) for path in result.old)
        console.note(f"Berkas lama dari pembuatan sebelumnya masih ada, belum diperbarui: {names}")
    errors = [one for one in result.findings if one.severity is Severity.ERROR]
    if errors and not result.content:
        console.warn(f"{result.address}: {len(errors)} galat pada isinya; lihat dengan doctool periksa")
    hard = [one for one in result.findings if one.code.startswith("T")]
    if hard and not console.verbose and not console.quiet:
        console.say(f"{result.address}: lembarnya sulit dibaca, {len(hard)} saran:")
        for finding in hard:
            console.note(finding_line(finding))
    if result.content or console.verbose:
        for finding in result.findings:
            told = result.reason == f"{finding.where}: {finding.message}"
            if (finding.severity is Severity.ERROR or console.verbose) and not told:
                console.note(finding_line(finding))


def _summary(console: Console, results: Sequence[BuildResult], dry_run: bool) -> None:
    current = sum(result.current for result in results)
    made = sum(not result.reason for result in results) - current
    done = "akan dibuat" if dry_run else "dibuat"
    failed = [result.address for result in results if result.reason]
    text = f"{made} SOP {done}"
    if current:
        text += f", {current} sudah mutakhir"
    if failed:
        text += f", {len(failed)} tidak atau tidak lengkap: {', '.join(failed)}"
    console.say(text + ".")


def summary_json(results: Sequence[BuildResult]) -> dict[str, Any]:
    """What became of SOPs, for programs."""
    from doctool.cli.show import finding_json

    return {
        "sop": [
            {
                "alamat": result.address,
                "mutakhir": result.current,
                "hasil": "gagal" if result.reason and not result.files else "sebagian" if result.reason else "jadi",
                "berkas": [str(path) for path in result.files],
                "berkas_lama": [str(path) for path in result.old],
                "halaman": result.pages,
                "alasan": result.reason,
                "saran": result.hint,
                "temuan": [finding_json(one) for one in result.findings],
            }
            for result in results
        ],
        "jadi": sum(not result.reason for result in results),
        "gagal": sum(bool(result.reason) for result in results),
    }
