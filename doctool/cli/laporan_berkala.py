"""`doctool laporan harian|mingguan|bulanan`: short reports from a table of daily counts."""

from __future__ import annotations

from collections.abc import Callable, Collection
from datetime import date
from pathlib import Path
from typing import TYPE_CHECKING, Any, TypeVar

import click

from doctool.cli import options
from doctool.cli.building import exit_code, tell_files, tell_reason
from doctool.cli.console import Console
from doctool.cli.groups import DocCommand
from doctool.cli.periksa import STRICT
from doctool.errors import DoctoolError, ExitCode

if TYPE_CHECKING:
    from doctool.periodic.periods import Periode
    from doctool.periodic_pipeline import Dibuat
    from doctool.pipeline import BuildResult

F = TypeVar("F", bound=Callable[..., Any])


class Formats(click.ParamType[frozenset[str]]):
    """Formats of `known`, separated by commas."""

    name = "format"

    def __init__(self, known: Collection[str]) -> None:
        self.known = tuple(known)

    def convert(self, value: Any, param: click.Parameter | None, ctx: click.Context | None) -> frozenset[str]:
        if isinstance(value, frozenset):
            return value
        wanted = [part.strip().lower() for part in str(value).split(",") if part.strip()]
        if not wanted or any(part not in self.known for part in wanted):
            self.fail(f'"{value}": format yang ada: {", ".join(self.known)} (pisahkan dengan koma).', param, ctx)
        return frozenset(wanted)


class Week(click.ParamType["Periode"]):
    """A week by its number, 2025-W28."""

    name = "minggu"

    def convert(self, value: Any, param: click.Parameter | None, ctx: click.Context | None) -> Periode:
        from doctool.periodic.periods import Periode, baca_minggu

        found = value if isinstance(value, Periode) else baca_minggu(str(value))
        if found is None:
            self.fail(f'"{value}" bukan minggu; tulis tahun dan nomornya, misalnya 2025-W28.', param, ctx)
        return found


class Month(click.ParamType["Periode"]):
    """A month: 2025-07, "Juli 2025"."""

    name = "bulan"

    def convert(self, value: Any, param: click.Parameter | None, ctx: click.Context | None) -> Periode:
        from doctool.model.tanggal import Tanggal
        from doctool.periodic.periods import Periode, bulan

        if isinstance(value, Periode):
            return value
        read = Tanggal.model_validate(str(value))
        if read.tahun is None or read.bulan is None:
            self.fail(f'"{value}" bukan bulan; tulis seperti 2025-07 atau "Juli 2025".', param, ctx)
        return bulan(date(read.tahun, read.bulan, 1))


def office(command: F) -> F:
    """--kantor: whose reports."""
    return click.option("--kantor", "code", metavar="KANTOR", help="Hanya laporan kantor ini.")(command)


def _shared(command: F) -> F:
    """What the three commands know besides their period."""
    for option in (
        options.common, options.dry_run, options.overwrite, STRICT, office,
        options.output("Folder keluaran (bawaan: output di ruang kerja)."),
        click.option("--dibuat", "dated", type=options.Day(), metavar="TANGGAL",
                     help="Tanggal di atas tanda tangan (bawaan: hari kerja terakhir periodenya)."),
        click.option("--format", "formats", type=Formats(("docx", "pdf", "xlsx")), default="docx,pdf,xlsx",
                     show_default=True, metavar="DAFTAR", help="Yang dibuat: docx, pdf, xlsx; pisahkan dengan koma."),
        click.argument("name", required=False, default="", metavar="[LAPORAN]"),
    ):  # fmt: skip
        command = option(command)
    return command


@click.command(
    cls=DocCommand, short_help="Membuat laporan harian.",
    epilog="\b\nContoh:\n  doctool laporan harian --tanggal 2025-07-07\n"
    '  doctool laporan harian pelayanan-adminduk --tanggal "7 Juli 2025" --format docx',
)  # fmt: skip
@options.day("Hari yang dilaporkan (bawaan: hari ini).")
@_shared
@click.pass_obj
def harian(console: Console, /, today: date | None, **wishes: Any) -> int:
    """Membuat laporan satu hari dari tabel isian harian: docx, pdf dan xlsx.

    LAPORAN: nama folder di data/<kantor>/laporan-berkala/, boleh tidak disebut bila hanya satu. Hasilnya
    output/laporan-berkala/<kantor>/<nama>/harian-<tanggal>: isian hari itu, hari kerja sebelumnya dan selisihnya,
    jumlah bulan dan tahun sampai hari itu. Yang kosong dicetak "belum diisi", tidak pernah 0. Pembuatannya dicatat
    untuk doctool laporan daftar.

    Selesai dengan kode 0 bila baik; 1 bila tabelnya keliru atau hari itu belum diisi (dengan --ketat juga bila ada
    peringatan).
    """
    from doctool.periodic import periods

    return _make(console, periods.harian(today or options.today()), **wishes)


@click.command(
    cls=DocCommand, short_help="Membuat laporan mingguan.",
    epilog="\b\nContoh:\n  doctool laporan mingguan --tanggal 2025-07-07\n  doctool laporan mingguan --minggu 2025-W28",
)  # fmt: skip
@options.day("Satu hari dalam minggu itu (bawaan: hari ini).")
@click.option("--minggu", "week", type=Week(), metavar="MINGGU", help="Minggu menurut nomornya, misalnya 2025-W28.")
@_shared
@click.pass_obj
def mingguan(console: Console, /, today: date | None, week: Periode | None, **wishes: Any) -> int:
    """Membuat laporan satu minggu, Senin sampai Minggu, dengan kolom tiap hari dan jumlahnya.

    Selebihnya seperti doctool laporan harian. Hari kerja yang tidak diisi disebut, dan jumlah yang kurang karenanya
    diberi tanda *.
    """
    from doctool.periodic import periods

    if week is not None and today is not None:
        raise DoctoolError("sebutkan salah satu: --tanggal atau --minggu")
    return _make(console, week or periods.minggu(today or options.today()), **wishes)


@click.command(
    cls=DocCommand, short_help="Membuat laporan bulanan.",
    epilog="\b\nContoh:\n  doctool laporan bulanan --bulan 2025-07\n"
    '  doctool laporan bulanan --bulan "Juli 2025" --dibuat 2025-08-01',
)  # fmt: skip
@options.day("Satu hari dalam bulan itu (bawaan: hari ini).")
@click.option("--bulan", "month", type=Month(), metavar="BULAN", help='Bulan, misalnya 2025-07 atau "Juli 2025".')
@_shared
@click.pass_obj
def bulanan(console: Console, /, today: date | None, month: Periode | None, **wishes: Any) -> int:
    """Membuat laporan satu bulan: jumlah, bulan lalu dan selisihnya, grafik, dan rincian tiap hari.

    Selebihnya seperti doctool laporan harian.
    """
    from doctool.periodic import periods

    if month is not None and today is not None:
        raise DoctoolError("sebutkan salah satu: --tanggal atau --bulan")
    return _make(console, month or periods.bulan(today or options.today()), **wishes)


def _make(
    console: Console, wanted: Periode, *, name: str, code: str | None, formats: frozenset[str], dated: date | None,
    out: Path | None, strict: bool, overwrite: bool, dry_run: bool,
) -> int:  # fmt: skip
    from doctool.catalog.index import Workspace
    from doctool.periodic.load import choose_berkala
    from doctool.periodic_pipeline import PeriodicOptions, make_report

    workspace = Workspace.find(Path.cwd())
    wishes = PeriodicOptions(out or workspace.root / "output", formats, dated, overwrite=overwrite, dry_run=dry_run)
    result, made = make_report(workspace, choose_berkala(workspace, name, code), wanted, options.today(), wishes)
    tell_result(console, result, dry_run=dry_run)
    if made is not None and not result.reason:
        _say(console, made)
    console.payload({**_json(wanted, made), **result_json(result), "uji_coba": dry_run})
    return code_of(result, strict=strict)


def tell_result(console: Console, result: BuildResult, *, dry_run: bool) -> None:
    """Files, findings, and why something was not made."""
    from doctool.cli.show import finding_line

    tell_files(console, result, dry_run)
    for one in result.findings:
        console.note(finding_line(one))
    if result.reason:
        tell_reason(console, result)
    if result.bug is not None:
        console.trace(result.bug)


def result_json(result: BuildResult) -> dict[str, Any]:
    """What became of it, as the object that --json prints."""
    from doctool.cli.show import finding_json

    return {
        "berkas": [str(path) for path in result.files], "alasan": result.reason,
        "temuan": [finding_json(one) for one in result.findings],
    }  # fmt: skip


def code_of(result: BuildResult, *, strict: bool) -> int:
    """The exit code: findings count with --ketat only, because errors refuse the report."""
    if result.reason:
        return exit_code([result])
    return ExitCode.FINDINGS if strict and result.findings else ExitCode.OK


def _say(console: Console, made: Dibuat) -> None:
    from doctool.indonesian import gabung
    from doctool.periodic.periods import tanggal_panjang

    figures = made.hitungan
    console.say(f"{figures.periode.judul} {figures.periode.nama}, tertanggal {tanggal_panjang(made.tanggal)}.")
    if figures.kosong:
        console.warn(f"hari kerja yang belum diisi: {gabung([tanggal_panjang(day) for day in figures.kosong])}")
    for day, things in figures.sebagian:
        console.warn(f"belum diisi {tanggal_panjang(day)}: {gabung(things)}")


def _json(wanted: Periode, made: Dibuat | None) -> dict[str, Any]:
    found: dict[str, Any] = {
        "laporan": wanted.kunci, "awal": wanted.awal.isoformat(), "akhir": wanted.akhir.isoformat(),
    }  # fmt: skip
    if made is None:
        return found
    figures = made.hitungan
    rows = []
    for one in figures.baris:
        if one.rincian is not None:
            values = {"kini": one.kini, "lalu": one.lalu, "bulan": one.bulan, "tahun": one.tahun}
            rows.append({
                "kode": one.rincian.kode, "nama": one.nama, "satuan": one.satuan,
                **{key: str(v.angka) if v is not None and v.angka is not None else None for key, v in values.items()},
                "belum_diisi": [day.isoformat() for day in one.kini.kurang],
            })  # fmt: skip
    return {**found, "dibuat": made.tanggal.isoformat(), "rincian": rows,
            "belum_diisi": [day.isoformat() for day in figures.kosong]}  # fmt: skip
