"""`doctool sop`: build and list."""

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
from doctool.errors import ContentError, ExitCode

if TYPE_CHECKING:
    from doctool.catalog.index import Entry
    from doctool.pipeline import BuildResult

#: Widest column of a table on the screen; --json gives the whole text.
_WIDEST = 60


class FormatList(click.ParamType[frozenset[str]]):
    """Formats separated by commas: docx,xlsx,pdf,svg,html."""

    name = "format"

    def convert(self, value: Any, param: click.Parameter | None, ctx: click.Context | None) -> frozenset[str]:
        from doctool.pipeline import FORMATS

        if isinstance(value, frozenset):
            return value
        wanted = [part.strip().lower() for part in str(value).split(",") if part.strip()]
        unknown = [part for part in wanted if part not in FORMATS]
        if unknown or not wanted:
            self.fail(f'"{value}": format yang ada: {", ".join(FORMATS)} (pisahkan dengan koma).', param, ctx)
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
@options.output("Folder keluaran (bawaan: output di ruang kerja).")
@options.day("Tanggal yang dianggap hari ini saat memeriksa.")
@options.overwrite
@options.dry_run
@options.common
@click.pass_obj
def buat(
    console: Console, addresses: tuple[str, ...], everything: bool, formats: frozenset[str], out: Path | None,
    today: date | None, overwrite: bool, dry_run: bool,
) -> int:
    """Membuat lembar SOP: sampul, identitas dan diagram alir.

    KANTOR/SLUG menyebut SOP: alamat lengkap (kota-medan/pengelolaan-data), slug saja bila hanya satu,
    kantor saja untuk semua SOP kantor itu, atau pola seperti "kota-*/*".

    SOP yang gagal tidak menghentikan yang lain. Selesai dengan kode 0 bila semua jadi; 3 bila sebagian
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
    wishes = BuildOptions(formats, out or workspace.root / "output", overwrite, dry_run, today or options.today())
    results = build_sops(workspace, entries, wishes, progress_line(console))
    hints: set[str] = set()
    for result in results:
        _tell(console, result, dry_run, hints)
    console.payload(_summary_json(results))
    _summary(console, results, dry_run)
    return exit_code(results)


@click.command(cls=DocCommand, epilog="\b\nContoh:\n  doctool sop daftar\n  doctool sop daftar --json")
@click.argument("addresses", nargs=-1, metavar="[KANTOR/SLUG]...")
@options.common
@click.pass_obj
def daftar(console: Console, addresses: tuple[str, ...]) -> int:
    """Mendaftar SOP: alamat, nomor, nama, status, revisi dan jumlah waktu.

    Jumlah waktu menghitung tiap kegiatan sekali, dengan jam_kerja_sehari dari kantor.yaml; yang tidak dapat
    dijumlahkan disebut.
    """
    from doctool.catalog.index import Workspace
    from doctool.model.waktu import total

    workspace = Workspace.find(Path.cwd())
    entries = workspace.select(addresses) if addresses else workspace.entries()
    rows: list[dict[str, str]] = []
    broken: list[tuple[Entry, ContentError]] = []
    for entry in entries:
        try:
            loaded = workspace.load(entry)
        except ContentError as error:
            broken.append((entry, error))
            continue
        sop = loaded.sop
        times = (row.waktu for _path, one in sop.prosedur() for row in one.kegiatan if row.waktu is not None)
        rows.append({
            "alamat": entry.address,
            "nomor": sop.nomor_sop or "",
            "nama": sop.nama_sop or "",
            "status": sop.status,
            "revisi": sop.revisi[-1].nomor if sop.revisi else "",
            "waktu": total(times, loaded.kantor.jam_kerja_sehari).teks,
        })
    if rows:
        for line in _table(rows):
            console.result(line)
    for entry, fault in broken:
        console.problem(f"{entry.address}: {fault.message}", "lihat rinciannya dengan doctool periksa")
    console.payload({"sop": rows, "gagal": [entry.address for entry, _fault in broken]})
    if not entries:
        console.say(f'Belum ada SOP di "{workspace.root}".')
    return ExitCode.FINDINGS if broken else ExitCode.OK


def _table(rows: Sequence[dict[str, str]]) -> list[str]:
    """The rows under capital headings, columns wide enough, "-" for what is empty."""
    names = list(rows[0])
    lines = [{name: name.upper() for name in names}, *({name: _cut(row[name]) for name in names} for row in rows)]
    widths = {name: max(len(line[name]) or 1 for line in lines) for name in names}
    return ["  ".join((line[name] or "-").ljust(widths[name]) for name in names).rstrip() for line in lines]


def _cut(text: str) -> str:
    """`text` on one line of at most `_WIDEST` characters; an address always stays whole (it has no space)."""
    line = " ".join(text.split())
    return line if len(line) <= _WIDEST or " " not in line else line[: _WIDEST - 1].rstrip() + "…"


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
    made = sum(not result.reason for result in results)
    done = "akan dibuat" if dry_run else "dibuat"
    failed = [result.address for result in results if result.reason]
    text = f"{made} SOP {done}"
    if failed:
        text += f", {len(failed)} tidak atau tidak lengkap: {', '.join(failed)}"
    console.say(text + ".")


def _summary_json(results: Sequence[BuildResult]) -> dict[str, Any]:
    from doctool.cli.show import finding_json

    return {
        "sop": [
            {
                "alamat": result.address,
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
