"""`doctool sop banding`: what changed from one SOP to another."""

from __future__ import annotations

from pathlib import Path
from typing import TYPE_CHECKING, Any

import click

from doctool.cli import options
from doctool.cli.building import exit_code, tell_files, tell_reason
from doctool.cli.console import Console
from doctool.cli.groups import DocCommand
from doctool.errors import DoctoolError, ExitCode

if TYPE_CHECKING:
    from collections.abc import Sequence

    from doctool.catalog.index import Workspace
    from doctool.compare.printed import Piece
    from doctool.model.kantor import Pejabat
    from doctool.sop_compare import Compared

_LOOKS: dict[str, dict[str, Any]] = {
    "": {}, "judul": {"bold": True}, "baru": {"fg": "green"}, "hapus": {"fg": "red"}, "ubah": {"fg": "yellow"},
    "pindah": {"fg": "blue"},
}  # fmt: skip


class _Formats(click.ParamType[frozenset[str]]):
    """Formats separated by commas: html,matriks."""

    name = "format"

    def convert(self, value: Any, param: click.Parameter | None, ctx: click.Context | None) -> frozenset[str]:
        from doctool.sop_compare import FORMATS

        if isinstance(value, frozenset):
            return value
        wanted = [part.strip().lower() for part in str(value).split(",") if part.strip()]
        if not wanted or any(part not in FORMATS for part in wanted):
            self.fail(f'"{value}": format yang ada: {", ".join(FORMATS)} (pisahkan dengan koma).', param, ctx)
        return frozenset(wanted)


@click.command(
    cls=DocCommand,
    short_help="Menyebut perubahan dari SOP yang satu ke yang lain.",
    epilog="\b\nContoh:\n  doctool sop banding penerbitan-ktp\n"
    "  doctool sop banding penerbitan-ktp@0 penerbitan-ktp@1\n"
    "  doctool sop banding lama.yaml baru.yaml --format html,matriks -o hasil",
)
@click.argument("first", metavar="SEMULA")
@click.argument("second", metavar="[MENJADI]", default="")
@click.option(
    "--format", "formats", type=_Formats(), metavar="DAFTAR",
    help="Buat juga berkas: html (lembar berdampingan), matriks (docx); pisahkan dengan koma.",
)
@click.option("--pengusul", "proposer", metavar="KUNCI", help="Pejabat pengusul pada matriks: kuncinya di kantor.yaml.")
@options.output("Folder keluaran (bawaan: output di ruang kerja); tanpa --format membuat html dan matriks.")
@options.overwrite
@options.dry_run
@options.common
@click.pass_obj
def banding(
    console: Console, first: str, second: str, formats: frozenset[str] | None, proposer: str | None, out: Path | None,
    overwrite: bool, dry_run: bool,
) -> int:
    """Menyebut perubahan dari SEMULA ke MENJADI: identitas, dasar hukum, pelaksana, kegiatan, alur, waktu.

    SEMULA dan MENJADI: alamat SOP (naskah kerja), alamat dengan nomor terbitan (penerbitan-ktp@1), atau berkas YAML.
    Hanya satu alamat: terbitan terakhirnya dibandingkan dengan naskah kerjanya.

    Kegiatan dikenali dari id, teks dan tetangganya, bukan dari nomornya: satu kegiatan yang disisipkan adalah satu
    perubahan. Kata yang hilang ditulis [-begini-], kata baru {+begini+}. Berkas dibuat di output/banding/KANTOR/.

    Selesai dengan kode 0, sama maupun berbeda; 1 bila salah satu SOP tidak dapat dibaca.
    """
    from doctool.compare.printed import as_data, lines_of
    from doctool.sop_compare import FORMATS, compare_sops, write_comparison

    workspace = _workspace(first, second)
    compared = compare_sops(workspace, first, second)
    official = _official(compared, proposer)
    console.result(f"Semula : {compared.names[0]}\nMenjadi: {compared.names[1]}\n")
    for line in lines_of(compared.found):
        console.result(change_line(line))
    wanted = formats or (frozenset(FORMATS) if out is not None or proposer else frozenset())
    data = {"semula": compared.names[0], "menjadi": compared.names[1], **as_data(compared.found)}
    if not wanted:
        console.payload({**data, "berkas": []})
        return ExitCode.OK
    place = out or (workspace.root if workspace is not None else Path.cwd()) / "output"
    result = write_comparison(compared, place.absolute(), wanted, official, overwrite=overwrite, dry_run=dry_run)
    console.result("")
    tell_files(console, result, dry_run)
    if result.reason:
        tell_reason(console, result)
    if result.bug is not None:
        console.trace(result.bug)
    console.payload({**data, "berkas": [str(path) for path in result.files], "alasan": result.reason})
    return exit_code([result])


def change_line(line: Sequence[Piece]) -> str:
    """A line of a comparison as the screen shows it."""
    return "".join(click.style(text, **_LOOKS[look]) for text, look in line)


def _workspace(*names: str) -> Workspace | None:
    """The workspace here; None where there is none and only files are named."""
    from doctool.catalog.index import Workspace

    try:
        return Workspace.find(Path.cwd())
    except DoctoolError:
        if all(Path(name).suffix.lower() in {".yaml", ".yml"} for name in names):
            return None
        raise


def _official(compared: Compared, key: str | None) -> Pejabat | None:
    """The official of the second SOP's office with this key."""
    if key is None:
        return None
    known = compared.found.kedua.kantor.pejabat
    if key not in known:
        hint = f"pejabat yang ada: {', '.join(known)}" if known else "daftarkan dahulu di kantor.yaml"
        raise DoctoolError(f'pejabat "{key}" tidak ada di kantor.yaml', hint)
    return known[key]
