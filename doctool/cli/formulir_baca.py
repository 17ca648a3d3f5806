"""`doctool formulir baca`: read the forms that came back, whatever they are called, and keep what they say."""

from __future__ import annotations

from collections import Counter
from collections.abc import Sequence
from datetime import date
from pathlib import Path
from typing import TYPE_CHECKING, Any

import click

from doctool.cli import options
from doctool.cli.console import Console
from doctool.cli.groups import DocCommand
from doctool.cli.periksa import STRICT
from doctool.errors import ExitCode

if TYPE_CHECKING:
    from doctool.form_returns import Hasil
    from doctool.forms.expected import Expected

#: What is said of a form.
_ACCEPTED, _FAULTY, _UNUSED = "diterima", "perlu diperbaiki", "tidak dipakai"


@click.command(
    cls=DocCommand,
    short_help="Membaca formulir yang kembali dari bidang.",
    epilog="\b\nContoh:\n  doctool formulir baca 'Form (1) revisi fix.xlsx'\n"
    "  doctool formulir baca kiriman-whatsapp --dry-run\n"
    "  doctool formulir baca kiriman-whatsapp --terbaru",
)
@click.argument(
    "paths", nargs=-1, required=True, metavar="BERKAS|FOLDER...", type=click.Path(exists=True, path_type=Path)
)
@click.option("--kantor", "code", metavar="KANTOR", help="Hanya formulir kantor ini (bawaan: semua yang punya data).")
@click.option(
    "--tahun", "year", type=click.IntRange(2000, 2100), metavar="TAHUN", help="Tahun formulir (bawaan: yang terbaru)."
)
@click.option("--terbaru", "newest", is_flag=True, help="Pakai yang terbaru bila satu bidang mengembalikan beberapa.")
@options.day("Tanggal diterima (bawaan: hari ini).")
@STRICT
@options.dry_run
@options.common
@click.pass_obj
def baca(
    console: Console, paths: tuple[Path, ...], code: str | None, year: int | None, newest: bool, today: date | None,
    strict: bool, dry_run: bool,
) -> int:
    """Membaca formulir isian yang dikembalikan bidang: .xlsx, .xls atau .ods, apa pun nama berkasnya.

    Formulir dikenali dari isinya. Setiap nilai diperiksa lagi; tiap temuan menyebut lembar dan sel, nilainya, dan apa
    yang harus diperbaiki (kode F.. di docs/aturan.md). Yang terbaca disimpan di
    data/<kantor>/kinerja/<tahun>/pengembalian/ untuk status dan rekap, juga bila ada yang harus diperbaiki.
    Pengembalian yang sudah diterima hanya diganti dengan --terbaru. FOLDER dibaca sampai subfoldernya.

    Selesai dengan kode 0 bila baik, 1 bila ada galat (dengan --ketat juga bila ada peringatan), 2 bila
    pemakaiannya salah.
    """
    from doctool.catalog.index import Workspace
    from doctool.form_returns import expected_forms, keep, read_files

    workspace = Workspace.find(Path.cwd())
    known = expected_forms(workspace, code, year)
    results = read_files(paths, known, today or options.today())
    keep(results, workspace, newest=newest, dry_run=dry_run)
    return _tell(console, results, known, strict=strict, dry_run=dry_run)


def _tell(
    console: Console, results: Sequence[Hasil], known: Sequence[Expected], *, strict: bool, dry_run: bool
) -> int:
    from doctool.findings import Severity

    findings = [one for result in results for one in result.semua_temuan]
    errors = sum(one.severity is Severity.ERROR for one in findings)
    recognised = [one for one in results if one.bacaan.kembali is not None]
    unknown = [one for one in results if one.bacaan.kembali is None]
    for result in sorted(recognised, key=_order):
        _tell_form(console, result, known)
    if unknown:
        console.result("Tidak dikenali atau tidak dapat dibuka:")
        for result in unknown:
            _tell_findings(console, result)
    console.payload({
        "berkas": len(results), "galat": errors, "peringatan": len(findings) - errors, "uji_coba": dry_run,
        "formulir": [_form_json(one) for one in sorted(recognised, key=_order)],
        "tidak_dikenali": [_file_json(one) for one in unknown],
    })
    states = Counter(_state(one) for one in recognised)
    unused = f"{states[_UNUSED]} {_UNUSED}, " if states[_UNUSED] else ""
    console.say(
        f"{len(results)} berkas: {states[_ACCEPTED]} {_ACCEPTED}, {states[_FAULTY]} {_FAULTY}, {unused}"
        f"{len(unknown)} tidak dikenali; {errors} galat, {len(findings) - errors} peringatan."
        + (" Uji coba: belum ada yang disimpan." if dry_run else "")
    )
    return ExitCode.FINDINGS if errors or (strict and findings) else ExitCode.OK


def _order(one: Hasil) -> tuple[str, int, str, str, int, str]:
    found = one.bacaan.kembali
    if found is None:
        return ("", 0, "", "", 0, one.bacaan.berkas)
    return (found.kantor, found.tahun, found.bidang, found.seksi, found.triwulan, one.bacaan.berkas)


def _state(one: Hasil) -> str:
    if one.nasib == "ditolak":
        return _UNUSED
    return _ACCEPTED if one.bacaan.kembali is not None and one.bacaan.kembali.layak else _FAULTY


def _tell_form(console: Console, result: Hasil, known: Sequence[Expected]) -> None:
    found = result.bacaan.kembali
    if found is None:
        return
    office = next((one.loaded.office.kantor for one in known if one.kantor == found.kantor), None)
    name = office.bidang.get(found.bidang, found.bidang) if office is not None else found.bidang
    unit = f"{name} – {found.seksi}" if found.seksi else name
    until = "" if found.triwulan == 4 else f" triwulan {found.triwulan}"
    fate = {"diganti": ", menggantikan yang lama", "sama": ", sudah pernah dibaca"}.get(result.nasib, "")
    console.result(
        f"{found.kantor} {found.tahun}{until}, {unit}: {_state(result)} ({found.terisi} isian{fate}) — {found.berkas}"
    )
    _tell_findings(console, result)


def _tell_findings(console: Console, result: Hasil) -> None:
    from doctool.cli.show import finding_line
    from doctool.findings import Finding

    for finding in sorted(result.semua_temuan, key=Finding.sort_key):
        console.result(f"  {finding_line(finding, color=True)}")


def _file_json(one: Hasil) -> dict[str, Any]:
    from doctool.cli.show import finding_json

    return {
        "berkas": one.bacaan.berkas, "sha256": one.bacaan.sha256,
        "temuan": [finding_json(finding) for finding in one.semua_temuan],
    }  # fmt: skip


def _form_json(one: Hasil) -> dict[str, Any]:
    found = one.bacaan.kembali
    if found is None:
        return _file_json(one)
    return {
        "kantor": found.kantor, "tahun": found.tahun, "bidang": found.bidang, "seksi": found.seksi,
        "triwulan": found.triwulan, "dikenali": found.dikenali, "keadaan": _state(one), "nasib": one.nasib,
        "isian": found.terisi, "tempat": str(one.tempat) if one.tempat is not None else "", **_file_json(one),
    }  # fmt: skip
