"""`doctool perbaiki`: safe corrections written into the files."""

from __future__ import annotations

from collections.abc import Sequence
from datetime import date
from pathlib import Path
from typing import TYPE_CHECKING, Any

import click

from doctool.cli import options
from doctool.cli.console import Console
from doctool.cli.groups import DocCommand
from doctool.errors import ContentError, DoctoolError, ExitCode

if TYPE_CHECKING:
    from doctool.catalog.index import Workspace
    from doctool.sop_mending import Mended, Told


@click.command(
    cls=DocCommand,
    short_help="Membetulkan yang pasti salah dalam SOP, kantor.yaml dan surat.",
    epilog="\b\nContoh:\n  doctool perbaiki --semua --dry-run\n  doctool perbaiki kota-medan/pengolahan-data\n"
    "  doctool perbaiki sop_catalog/kota-medan/kantor.yaml data/kota-medan/surat/undangan.yaml",
)
@click.argument("names", nargs=-1, metavar="[BERKAS|ALAMAT]...")
@click.option("--semua", "everything", is_flag=True, help="Semua SOP dan kantor.yaml di ruang kerja ini.")
@options.day("Tanggal yang dianggap hari ini saat memeriksa.")
@options.dry_run
@options.common
@click.pass_obj
def perbaiki(
    console: Console, names: tuple[str, ...], everything: bool, today: date | None, dry_run: bool
) -> int:
    """Membetulkan yang pasti salah, langsung di berkas YAML; baris lain tidak berubah satu huruf pun.

    Yang dibetulkan: ejaan dan kata ganda (S29, S07), spasi dan huruf besar pada waktu (S24), nomor kegiatan yang ganda
    atau melompat beserta tujuan yang menunjuknya (S14), pengelompokan NIP menurut gaya kantor (S05), ejaan lama dan
    Yth. ganda dalam surat (N07, N10). Yang belum pasti dibiarkan dan disebutkan alasannya: kutipan, nama, peraturan,
    angka yang bertentangan dengan kata bilangannya.

    BERKAS boleh juga folder, misalnya folder kantor. ALAMAT menyebut SOP seperti pada doctool sop buat. Naskah
    terbitan dan SOP yang sudah disahkan tidak diubah; dalam folder dan dengan --semua dilewati saja.

    Selesai dengan kode 0 bila baik; 3 bila sebagian berkas tidak dapat diperbaiki; 1 bila tidak satu pun dapat.
    """
    from doctool.catalog.index import Workspace
    from doctool.sop_mending import mend

    if everything == bool(names):
        raise click.UsageError("Sebutkan yang diperbaiki (BERKAS atau ALAMAT), atau --semua; salah satu saja.")
    workspace = _workspace()
    if everything:
        workspace = workspace or Workspace.find(Path.cwd())
        paths = _of_folder(workspace.catalog)
        named: set[Path] = set()
    else:
        paths = [path for name in names for path in _paths(name, workspace)]
        named = {path for name in names if not Path(name).is_dir() for path in _paths(name, workspace)}
    results = mend(dict.fromkeys(paths), workspace, today=today or options.today(), dry_run=dry_run, named=named)
    for one in results:
        _tell(console, one)
    console.payload(_as_json(results, dry_run))
    _summary(console, results, dry_run)
    return _exit_code(results)


def _workspace() -> Workspace | None:
    from doctool.catalog.index import Workspace

    try:
        return Workspace.find(Path.cwd())
    except DoctoolError:
        return None


def _paths(name: str, workspace: Workspace | None) -> list[Path]:
    """The files that the user calls `name`: a file, what a folder holds, or SOPs by their address."""
    from doctool.catalog.index import Workspace

    path = Path(name)
    if path.is_dir():
        found = _of_folder(path.absolute())
        if not found:
            raise DoctoolError(f'tidak ada SOP atau kantor.yaml di "{name}"', "sebutkan folder kantor atau berkasnya")
        return found
    if path.exists() or path.suffix.lower() in (".yaml", ".yml"):
        return [path.absolute()]
    if workspace is None:
        workspace = Workspace.find(Path.cwd())
    return [entry.path for entry in workspace.select([name])]


def _of_folder(folder: Path) -> list[Path]:
    from doctool.sop_mending import content_files

    return content_files(folder)


def _tell(console: Console, one: Mended) -> None:
    for told in sorted((*one.fixed, *one.left), key=lambda told: (told.where.line, told.where.column, told.code)):
        console.result(_line(told))
    if one.error is None or one.passed:
        return
    findings = one.error.findings if isinstance(one.error, ContentError) else ()
    if findings:
        from doctool.cli.show import finding_line

        for finding in findings:
            console.result(finding_line(finding, color=True))
        console.problem(f"{one.file}: tidak dapat dibaca, jadi tidak diubah")
    else:
        console.problem(one.error.message, one.error.hint)


def _line(told: Told) -> str:
    old = " ".join(told.old.split())
    if told.reason:
        return f'{told.where}: {told.code} dibiarkan: "{old}" — {told.reason}'
    changed = f'"{told.old.strip()}" -> "{told.new.strip()}"' if told.new else f'"{old}" dihapus'
    return f"{told.where}: {told.code} {changed}"


def _as_json(results: Sequence[Mended], dry_run: bool) -> dict[str, Any]:
    from doctool.cli.show import finding_json

    return {
        "uji_coba": dry_run,
        "berkas": [
            {
                "berkas": one.file,
                "pembetulan": [
                    {"kode": told.code, "baris": told.where.line, "kolom": told.where.column, "lama": told.old,
                     "baru": told.new}
                    for told in one.fixed
                ],
                "dibiarkan": [
                    {"kode": told.code, "baris": told.where.line, "kolom": told.where.column, "teks": told.old,
                     "alasan": told.reason}
                    for told in one.left
                ],
                "galat": one.error.message if one.error is not None and not one.passed else "",
                "dilewati": one.error.message if one.error is not None and one.passed else "",
                "temuan": [
                    finding_json(finding)
                    for finding in (one.error.findings if isinstance(one.error, ContentError) else ())
                ],
            }
            for one in results
        ],
    }


def _summary(console: Console, results: Sequence[Mended], dry_run: bool) -> None:
    fixed = sum(len(one.fixed) for one in results)
    files = sum(bool(one.fixed) for one in results)
    left = sum(len(one.left) for one in results)
    failed = sum(one.error is not None and not one.passed for one in results)
    passed = sum(one.passed for one in results)
    done = "akan dibetulkan (uji coba, tidak ada yang ditulis)" if dry_run else "dibetulkan"
    text = f"{fixed} kesalahan dalam {files} berkas {done}" if fixed else "Tidak ada yang perlu dibetulkan"
    text += f"; {left} dibiarkan karena belum pasti" if left else ""
    text += f"; {passed} SOP yang sudah disahkan atau dicabut dilewati" if passed else ""
    console.say(f"{text}; {failed} berkas tidak dapat diperbaiki." if failed else f"{text}.")


def _exit_code(results: Sequence[Mended]) -> int:
    errors = [one.error for one in results if one.error is not None and not one.passed]
    if not errors:
        return ExitCode.OK
    if len(errors) < len(results):
        return ExitCode.PARTIAL
    codes = {error.exit_code for error in errors}
    return codes.pop() if len(codes) == 1 else ExitCode.PARTIAL
