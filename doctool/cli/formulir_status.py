"""`doctool formulir status`: who has returned the form and who has not; reminders for those who have not."""

from __future__ import annotations

from datetime import date
from pathlib import Path
from typing import TYPE_CHECKING, Any

import click

from doctool.cli import formulir_options as shared
from doctool.cli import options
from doctool.cli.building import exit_code, progress_line, short_path
from doctool.cli.console import Console
from doctool.cli.groups import DocCommand
from doctool.errors import DoctoolError, ExitCode

if TYPE_CHECKING:
    from doctool.catalog.index import Workspace
    from doctool.forms.status import Status, StatusBidang
    from doctool.letter_jobs import LetterBuild, LetterOptions
    from doctool.loaded import LoadedKinerja


@click.command(
    cls=DocCommand,
    short_help="Siapa yang sudah dan belum mengembalikan formulir.",
    epilog="\b\nContoh:\n  doctool formulir status --triwulan II\n"
    "  doctool formulir status -o status.xlsx\n  doctool formulir status --pengingat --penandatangan sekretaris",
)
@shared.quarter("Triwulan (bawaan: yang terakhir dikirim).")
@click.option("--pengingat", "remind", is_flag=True, help="Buat nota dinas pengingat untuk bidang yang belum kembali.")
@shared.letters(
    "Format nota pengingat", "Tulis juga tabelnya ke berkas ini (xlsx).",
    "Dihitung pada tanggal ini (bawaan: hari ini).",
)
@click.pass_obj
def status(
    console: Console, triwulan: int | None, remind: bool, formats: frozenset[str], signer: str, out: Path | None,
    today: date | None, insert: bool, code: str | None, year: int | None, overwrite: bool, dry_run: bool,
) -> int:
    """Menunjukkan bidang mana yang sudah mengembalikan formulir, mana yang belum, dan berapa hari kerja terlambat.

    Yang dibaca adalah pengembalian yang disimpan doctool formulir baca; batas waktunya dihitung dari tanggal yang
    dicatat doctool formulir kirim. Dengan --pengingat dibuat nota dinas untuk setiap bidang yang belum kembali, di
    output/surat/<kantor>/; nomornya dari buku agenda bila kantor memilikinya, kalau tidak berupa titik-titik.
    """
    from doctool.form_letters import letter_signer
    from doctool.form_status import form_status
    from doctool.letter_jobs import LetterOptions

    day = today or options.today()
    workspace, expected = shared.open_expected(code, year)
    found = form_status(workspace, expected.loaded, triwulan, day)
    key = letter_signer(expected.loaded.office, signer) if remind and found.belum else ""
    for line in _lines(found):
        console.result(line)
    if out is not None:
        _write(console, expected.loaded, found, out, overwrite=overwrite, dry_run=dry_run)
    wishes = LetterOptions(formats, workspace.root / "output", day, overwrite, dry_run, insert=insert)
    build = _remind(console, workspace, expected.loaded, found, wishes, key) if remind else None
    console.payload({**_json(found), "uji_coba": dry_run, "pengingat": _letters(build)})
    waiting = len(found.belum)
    late = sum(bool(one.terlambat) for one in found.belum)
    console.say(
        f"{len(found.bidang) - waiting} dari {len(found.bidang)} bidang sudah mengembalikan formulir "
        f"{shared.period(found.tahun, found.triwulan)}" + (f"; {late} terlambat." if late else ".")
    )
    if any(one.tenggat is None for one in found.bidang):
        console.say("Tanggal kirimnya belum dicatat; catat dengan: doctool formulir kirim --triwulan ...")
    return exit_code(build.results) if build is not None else ExitCode.OK


def _row(one: StatusBidang) -> dict[str, str]:
    from doctool.findings import Severity

    due = one.tenggat
    return {
        "bidang": one.kunci, "keadaan": one.keadaan, "dikirim": due.dikirim.isoformat() if due else "",
        "batas": due.batas.isoformat() if due else "", "diterima": one.diterima.isoformat() if one.diterima else "",
        "galat": str(one.jumlah(Severity.ERROR)) if one.kembali else "",
        "peringatan": str(one.jumlah(Severity.WARNING)) if one.kembali else "", "keterangan": one.keterangan,
    }  # fmt: skip


def _lines(found: Status) -> list[str]:
    from doctool.cli.surat_options import table

    return table([_row(one) for one in found.bidang])


def _write(
    console: Console, loaded: LoadedKinerja, found: Status, out: Path, *, overwrite: bool, dry_run: bool
) -> None:
    from doctool import atomic
    from doctool.forms.status_book import status_book

    if out.suffix.lower() != ".xlsx":
        raise DoctoolError(f'"{out}" bukan berkas .xlsx', "beri nama berkasnya, misalnya -o status.xlsx")
    options.keep_existing(out, overwrite)
    if not dry_run:
        atomic.write_bytes(out.absolute(), status_book(loaded.office, found))
    console.result(short_path(out))


def _remind(
    console: Console, workspace: Workspace, loaded: LoadedKinerja, found: Status, wishes: LetterOptions, signer: str
) -> LetterBuild:
    from doctool.cli.letter_report import tell_letter
    from doctool.form_letters import reminder
    from doctool.letter_pipeline import build_letters

    letters = [
        reminder(workspace.root, loaded.office, found, one, found.hari_ini, signer) for one in found.belum
    ]
    build = build_letters(workspace, (), wishes, progress_line(console), made=letters)
    for result in build.results:
        tell_letter(console, result, wishes.dry_run)
    return build


def _letters(build: LetterBuild | None) -> list[dict[str, Any]]:
    from doctool.cli.letter_report import letter_json

    return [letter_json(one) for one in build.results] if build is not None else []


def _json(found: Status) -> dict[str, Any]:
    from doctool.cli.show import finding_json

    return {
        "kantor": found.kantor, "tahun": found.tahun, "triwulan": found.triwulan,
        "tanggal": found.hari_ini.isoformat(),
        "bidang": [
            {
                **{name: text for name, text in _row(one).items() if name not in ("galat", "peringatan")},
                "nama": one.nama, "terlambat": one.terlambat, "tersisa": one.tersisa,
                "belum_dari": list(one.kurang), "berkas": [each.berkas for each in one.kembali],
                "temuan": [finding_json(finding) for finding in one.temuan],
            }
            for one in found.bidang
        ],
    }
