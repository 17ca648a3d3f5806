"""`doctool sop daftar`: the SOPs of the workspace, on the screen or as files."""

from __future__ import annotations

from collections.abc import Iterator, Sequence
from datetime import date
from pathlib import Path
from typing import TYPE_CHECKING, Any

import click

from doctool.cli import options
from doctool.cli.building import exit_code, short_path, tell_files
from doctool.cli.console import Console
from doctool.cli.groups import DocCommand
from doctool.cli.sop import FormatList
from doctool.errors import ExitCode

if TYPE_CHECKING:
    from doctool.listing.listed import DaftarSop
    from doctool.listing.rows import BarisSop
    from doctool.pipeline import BuildResult
    from doctool.sop_listing import Catalogue

#: Widest column of a table on the screen; --json gives the whole text.
_WIDEST = 60


class ListFormats(FormatList):
    """Formats separated by commas: teks,xlsx,html,json."""

    def known(self) -> tuple[str, ...]:
        """The formats that there are."""
        from doctool.sop_listing import FORMATS

        return ("teks", *FORMATS)


@click.command(
    cls=DocCommand,
    short_help="Mendaftar SOP: nomor, revisi, umur, jatuh tempo monitoring dan evaluasi, rujukan, waktu.",
    epilog="\b\nContoh:\n  doctool sop daftar\n  doctool sop daftar kota-medan --format xlsx,html\n"
    "  doctool sop daftar --tanggal 2026-12-31 --json",
)
@click.argument("addresses", nargs=-1, metavar="[KANTOR/SLUG]...")
@click.option(
    "--format", "formats", type=ListFormats(), default="teks", show_default=True, metavar="DAFTAR",
    help="teks (di layar), atau berkas: xlsx, html, json; pisahkan dengan koma.",
)
@options.day("Tanggal keadaan: umur dan jatuh tempo dihitung pada hari itu.")
@options.output("Folder keluaran (bawaan: output di ruang kerja).")
@options.overwrite
@options.dry_run
@options.common
@click.pass_obj
def daftar(
    console: Console, addresses: tuple[str, ...], formats: frozenset[str], today: date | None, out: Path | None,
    overwrite: bool, dry_run: bool,
) -> int:
    """Mendaftar SOP: alamat, nomor, nama, status, revisi, umur dan jumlah waktu; mana yang jatuh tempo dimonitor (6
    bulan) atau dievaluasi (setahun, atau menurut kantor.yaml) dan sejak kapan; mana yang memakai peraturan yang sudah
    diganti, atau merujuk SOP yang tidak ada.

    Yang didaftar adalah yang berlaku, yaitu terbitan terakhir; revisi yang sedang disusun disebut di sampingnya.

    Jumlah waktu menghitung tiap kegiatan sekali, dengan jam_kerja_sehari dari kantor.yaml; yang tidak dapat
    dijumlahkan disebut.

    Dengan --format berkasnya ditulis ke daftar-sop/KANTOR/ dalam folder keluaran.
    """
    from doctool.catalog.index import Workspace
    from doctool.sop_listing import OutWish, all_entries, list_sops, read_catalogue, select, write_lists

    workspace = Workspace.find(Path.cwd())
    chosen = select(workspace, addresses)
    catalogue = read_catalogue(workspace)
    entries = chosen if addresses else all_entries(catalogue)
    listed = list_sops(catalogue, entries, today or options.today())
    failed = [entry.address for entry in catalogue.gagal if entry in entries]
    _tell_failed(console, catalogue, failed)
    if not entries:
        console.say(f'Belum ada SOP di "{workspace.root}".')
    if formats - {"teks"}:
        results = write_lists(listed, formats, OutWish(out or workspace.root / "output", overwrite, dry_run))
        code = tell_written(console, results, dry_run)
        console.say(f"Daftar {sum(len(one.baris) for one in listed)} SOP {'akan dibuat' if dry_run else 'dibuat'}.")
        return code or (ExitCode.FINDINGS if failed else ExitCode.OK)
    for line in _lines(listed):
        console.result(line)
    console.payload(_json(listed, failed))
    return ExitCode.FINDINGS if failed else ExitCode.OK


def tell_written(console: Console, results: Sequence[BuildResult], dry_run: bool) -> int:
    """The files of each office, and why there are none; the exit code."""
    for result in results:
        tell_files(console, result, dry_run)
        if result.reason:
            console.problem(f"{result.address}: {result.reason}", result.hint or None)
        if result.bug is not None:
            console.trace(result.bug)
    console.payload({
        "kantor": [
            {"kantor": one.address, "berkas": [short_path(path) for path in one.files], "alasan": one.reason}
            for one in results
        ]
    })  # fmt: skip
    return exit_code(results)


def _tell_failed(console: Console, catalogue: Catalogue, failed: Sequence[str]) -> None:
    for entry, fault in catalogue.gagal.items():
        if entry.address in failed:
            console.problem(f"{entry.address}: {fault.message}", "lihat rinciannya dengan doctool periksa")


def _json(listed: Sequence[DaftarSop], failed: Sequence[str]) -> dict[str, Any]:
    from doctool.listing.listed import sop_json

    return {
        "sop": [sop_json(row, one.today) for one in listed for row in one.baris], "gagal": list(failed),
        "ringkasan": {one.office.kode: dict(one.ringkasan()) for one in listed},
    }  # fmt: skip


def _lines(listed: Sequence[DaftarSop]) -> Iterator[str]:
    rows = [row for one in listed for row in one.baris]
    if not rows:
        return
    yield from _table([_shown(row) for row in rows])
    for heading, told in (
        ("Monitoring dan evaluasi yang jatuh tempo:", _due(listed)),
        ("Memakai peraturan yang sudah diganti:", [
            f"{row.alamat}: {item.sebab}" for row in rows for item in row.diganti
        ]),
        ("Merujuk SOP yang tidak ada:", [line for row in rows for line in _missing(row)]),
    ):  # fmt: skip
        if told:
            yield ""
            yield heading
            yield from (f"  {line}" for line in told)
    yield ""
    for one in listed:
        parts = ", ".join(f"{count} {what}" for what, count in one.ringkasan() if count)
        yield f"{one.office.kode}: {parts}; jumlah waktu {one.waktu.teks or '-'}"


def _due(listed: Sequence[DaftarSop]) -> list[str]:
    from doctool.listing.listed import tempo_teks
    from doctool.listing.rows import TAK_TERHITUNG

    lines = []
    for one in listed:
        for row in one.baris:
            parts = [f"{due.jenis} {tempo_teks(due, one.today)}" for due in row.jatuh_tempo(one.today)]
            parts += [f"peninjauan terencana {row.peninjauan} sudah lewat"] if row.peninjauan else []
            parts += [TAK_TERHITUNG] if row.tak_terhitung else []
            if parts:
                lines.append(f"{row.alamat}: {'; '.join(parts)}")
    return lines


def _missing(row: BarisSop) -> Iterator[str]:
    """What an SOP names in vain, one line for each place and reason."""
    groups: dict[tuple[str, str], list[str]] = {}
    for one in row.hilang:
        groups.setdefault((one.letak, one.sebab), []).append(f'"{one.alamat or one.teks.rstrip(" ;.")}"')
    for (place, why), named in groups.items():
        yield f"{row.alamat}, {place}: {', '.join(named)}: {why}"


def _shown(row: BarisSop) -> dict[str, str]:
    return {
        "alamat": row.alamat, "nomor": row.nomor, "nama": row.nama, "status": row.keadaan, "revisi": row.revisi,
        "umur": row.umur, "waktu": row.waktu.teks,
    }  # fmt: skip


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
