"""`doctool sop terbitkan`: publish an SOP, or say whether a file is a published one."""

from __future__ import annotations

from collections.abc import Iterable
from datetime import date
from pathlib import Path
from typing import TYPE_CHECKING, Any

import click

from doctool.cli import options
from doctool.cli.building import short_path
from doctool.cli.console import Console
from doctool.cli.groups import DocCommand
from doctool.errors import ContentError, ExitCode
from doctool.findings import Finding, Severity

if TYPE_CHECKING:
    from doctool.catalog.index import Workspace
    from doctool.sop_publish import Published, PublishWish
    from doctool.sop_verify import Diperiksa


@click.command(
    cls=DocCommand,
    short_help="Menerbitkan SOP; memeriksa apakah sebuah berkas terbitan.",
    epilog="\b\nContoh:\n  doctool sop terbitkan penerbitan-ktp\n"
    "  doctool sop terbitkan --verifikasi kiriman/sop-ktp.docx",
)
@click.argument("address", required=False, default="", metavar="[KANTOR/]SLUG")
@click.option(
    "--verifikasi", "file", type=click.Path(path_type=Path), metavar="BERKAS",
    help="Periksa apakah docx, xlsx, pdf, html atau svg ini terbitan; tidak menerbitkan apa pun.",
)
@click.option("--oleh", "by", default="", metavar="NAMA", help="Yang mengesahkan (bawaan: menurut disahkan_oleh).")
@click.option("--tanpa-pdf", "no_pdf", is_flag=True, help="Terbitkan tanpa pdf, misalnya bila LibreOffice tidak ada.")
@options.output("Folder keluaran (bawaan: output di ruang kerja).")
@options.day("Tanggal terbit (bawaan: hari ini).")
@options.overwrite
@options.dry_run
@options.common
@click.pass_obj
def terbitkan(
    console: Console, address: str, file: Path | None, by: str, no_pdf: bool, out: Path | None, today: date | None,
    overwrite: bool, dry_run: bool,
) -> int:
    """Menerbitkan SOP: naskahnya diperiksa sebagai SOP yang disahkan (galat membatalkannya), dibekukan, dibuat dalam
    semua format, dan sejak itu berlaku menggantikan terbitan sebelumnya. Tanggal pengesahan, efektif dan revisi yang
    kosong diisi tanggal terbit. Terbitan disimpan di sop_catalog/<kantor>/terbitan/<slug>/ dan tidak berubah lagi.

    Dengan --verifikasi, doctool menyebut apakah sebuah berkas adalah terbitan yang berlaku, yang sudah digantikan, atau
    sudah diubah.

    Selesai dengan kode 0 bila diterbitkan, bila tidak ada yang berubah, atau bila berkas itu terbitan yang berlaku; 1
    karena galat, atau bila berkas itu bukan terbitan yang berlaku; 4 bila pdf tidak dapat dibuat; 5 bila doctool yang
    lain sedang bekerja.
    """
    from doctool.catalog.index import Workspace

    if bool(address) == (file is not None):
        raise click.UsageError("Sebutkan SOP yang diterbitkan, atau --verifikasi BERKAS; salah satu saja.")
    workspace = Workspace.find(Path.cwd())
    if file is not None:
        from doctool.sop_verify import verify_file

        return _tell_verified(console, verify_file(workspace, file))
    from doctool.catalog.editions import edition_folder, find_entry
    from doctool.sop_publish import PublishWish, publish_sop

    wish = PublishWish(
        today or options.today(), out or workspace.root / "output", by, not no_pdf, overwrite, dry_run
    )
    try:
        done = publish_sop(workspace, find_entry(workspace, address), wish)
    except ContentError as error:
        _tell_findings(console, error.findings)
        raise
    code = _tell(console, done, dry_run=dry_run)
    if not dry_run and done.baru and done.terbitan is not None:
        place = short_path(edition_folder(workspace, done.terbitan))
        console.say(f"Disimpan di {place}; isinya jangan diubah, dipindah atau dihapus.")
    if not dry_run and (done.baru or done.dilengkapi):
        _refresh_list(console, workspace, done, wish)
    return code


def _refresh_list(console: Console, workspace: Workspace, done: Published, wish: PublishWish) -> None:
    """Make the daftar SOP of the office anew where there is one."""
    from doctool.sop_listing import OutWish, refresh_list

    office = done.alamat.partition("/")[0]
    made = refresh_list(workspace, office, wish.tanggal, OutWish(wish.out, wish.overwrite))
    if made is not None and made.reason:
        console.warn(f"daftar SOP tidak diperbarui: {made.reason}")
    elif made is not None:
        console.say(f"Daftar SOP diperbarui: {', '.join(short_path(path) for path in made.files)}.")


def _tell_findings(console: Console, findings: Iterable[Finding]) -> None:
    from doctool.cli.show import finding_line

    for one in findings:
        console.note(finding_line(one))


def _tell(console: Console, done: Published, *, dry_run: bool) -> int:
    from doctool.cli.show import finding_json

    for path in done.berkas:
        console.result(short_path(path))
    warnings = [one for one in done.temuan if one.severity is Severity.WARNING]
    if warnings:
        console.warn(f"{len(warnings)} peringatan pada isinya; lihat dengan doctool periksa")
        if console.verbose:
            _tell_findings(console, warnings)
    if done.dibiarkan:
        names = ", ".join(short_path(path) for path in done.dibiarkan)
        console.warn(f"tidak ditimpa karena diubah atau dibuat orang: {names}; ulangi dengan --timpa bila perlu")
    console.say(_words(done, dry_run=dry_run))
    record = done.terbitan
    console.payload({
        "sop": done.alamat, "baru": done.baru, "dilengkapi": done.dilengkapi, "uji_coba": dry_run,
        "terbitan": record.nomor if record is not None else None,
        "revisi": record.nomor_revisi if record is not None else "",
        "tanggal": record.tanggal if record is not None else "", "oleh": record.oleh if record is not None else "",
        "digantikan": done.digantikan.nomor if done.digantikan is not None else None, "halaman": done.halaman,
        "berkas": [str(path) for path in done.berkas], "dibiarkan": [str(path) for path in done.dibiarkan],
        "temuan": [finding_json(one) for one in done.temuan],
    })  # fmt: skip
    return ExitCode.PARTIAL if done.dibiarkan else ExitCode.OK


def _words(done: Published, *, dry_run: bool) -> str:
    from doctool.sop_text import written

    record = done.terbitan
    if record is None:
        return ""
    name = f"terbitan {record.nomor} {done.alamat} (revisi {record.nomor_revisi})"
    if not done.baru:
        day = f", diterbitkan {written(record.hari)}" if record.hari is not None and not record.luar else ""
        rest = "; yang belum selesai sudah dilengkapi" if done.dilengkapi else ""
        return f"Tidak ada yang berubah sejak {name}{day}{rest}."
    before = f", menggantikan terbitan {done.digantikan.nomor}" if done.digantikan is not None else ""
    would = "akan disahkan dan diterbitkan" if dry_run else "disahkan dan diterbitkan"
    return f"{name[:1].upper()}{name[1:]} {would} dalam {done.halaman} halaman{before}."


def _tell_verified(console: Console, found: Diperiksa) -> int:
    for line in found.baris():
        console.result(line)
    for message in found.tak_terbaca:
        console.warn(f"tidak dibandingkan dengan semua terbitan: {message}")
    payload: dict[str, Any] = found.json()
    console.payload(payload)
    return ExitCode.OK if found.berlaku else ExitCode.FINDINGS
