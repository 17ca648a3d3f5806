"""SOPs as tables: written for their authors, and taken in again."""

from __future__ import annotations

from contextlib import nullcontext
from dataclasses import dataclass
from pathlib import Path
from typing import TYPE_CHECKING

from doctool import atomic, lock
from doctool.border.text import read_bytes
from doctool.border.workbook import inspect
from doctool.catalog.edit import Penyunting
from doctool.catalog.load import sop_of
from doctool.catalog.source import Source, shown_path
from doctool.errors import ContentError, WriteError
from doctool.findings import Finding
from doctool.forms.open_book import open_book
from doctool.loaded import LoadedKantor, LoadedSop
from doctool.manifest import Manifest
from doctool.pipeline import NOTES, BuildResult, refuse_changed
from doctool.refusal import error
from doctool.sop_mending import DECIDED
from doctool.sop_store import hold_office
from doctool.steps.content import ORIGIN
from doctool.steps.merge import merge
from doctool.steps.plain import data_of
from doctool.steps.read import flow_findings, is_exported, open_table, read_exported, refuse_table
from doctool.steps.write import write_table

if TYPE_CHECKING:
    from doctool.catalog.index import Entry, Workspace

#: The folder of tables in the output folder.
FOLDER, ENDING = "tabel", ".langkah.xlsx"


@dataclass(frozen=True, slots=True)
class TakenIn:
    """A table taken into an SOP: the SOP before and afterwards, and what the table was told."""

    before: LoadedSop
    after: LoadedSop
    findings: tuple[Finding, ...]

    @property
    def changed(self) -> bool:
        """Whether the table says something else than the SOP did."""
        return data_of(self.before.sop) != data_of(self.after.sop)


def export_table(loaded: LoadedSop) -> bytes:
    """The table of an SOP as xlsx; it was read again and gave the same SOP. Raises ContentError, also for an SOP whose
    flow leads nowhere."""
    findings = flow_findings(loaded.sop, loaded.positions)
    if findings:
        raise refuse_table(loaded.positions.file, findings)
    data = write_table(loaded)
    name = f"{loaded.slug}{ENDING}"
    try:
        book = open_book(inspect(data, name))
        found = read_exported(book, name)
        sop = checked(found.source, Path(f"{loaded.slug}.yaml"), loaded.office).sop
        same = data_of(sop) == data_of(loaded.sop)
    except ContentError as problem:
        raise _not_whole(loaded, problem.message) from problem
    if not same:
        raise _not_whole(loaded, "isinya berubah")
    return data


def _not_whole(loaded: LoadedSop, reason: str) -> ContentError:
    return ContentError(
        f'"{loaded.positions.file}" tidak dapat ditulis utuh sebagai tabel ({reason})',
        hint="ubah langsung berkas YAML-nya",
    )


def save_table(loaded: LoadedSop, out: Path, *, overwrite: bool = False, dry_run: bool = False) -> BuildResult:
    """Write the table of an SOP to <out>/tabel/<kantor>/. Raises BusyError where another run uses the output folder;
    what else goes wrong is in the result."""
    result = BuildResult(loaded.address)
    place = out / FOLDER / loaded.office.kode / f"{loaded.slug}{ENDING}"
    with nullcontext() if dry_run else lock.hold(out / NOTES / "kunci"), result.faults():
        data = export_table(loaded)
        manifest = Manifest(out, out / NOTES / "manifes.jsonl")
        refuse_changed(manifest, [place], result, overwrite=overwrite)
        if not dry_run:
            manifest.write(place, data)
        result.files.append(place)
    return result


def checked(source: Source, path: Path, office: LoadedKantor) -> LoadedSop:
    """The SOP that a table says. Raises ContentError for what is no SOP, or whose flow leads nowhere."""
    loaded = sop_of(source, path, office)
    findings = flow_findings(loaded.sop, source.positions)
    if findings:
        raise refuse_table(source.file, findings)
    return loaded


def take_in(workspace: Workspace, entry: Entry, table: Path, *, dry_run: bool = False) -> TakenIn:
    """Let the SOP `entry` become what `table` says; in its file only that is edited which differs.

    Raises ContentError for a table that is faulty or was not written by doctool, and for an SOP whose text was decided
    on; BusyError.
    """
    with nullcontext() if dry_run else hold_office(workspace, entry.kantor):
        before = workspace.load(entry)
        if before.sop.status in DECIDED:
            raise ContentError(
                f'"{entry.address}" berstatus {before.sop.status}, jadi naskahnya tidak diubah',
                hint=f'buka revisi dahulu: doctool sop revisi {entry.address} --alasan "..."',
            )
        book, shown = open_table(table)
        if not is_exported(book):
            raise ContentError(
                f'"{shown}" bukan tabel yang ditulis doctool', hint=f"mulai dari: doctool sop ekspor {entry.address}; "
                "SOP baru dari tabel ketikan sendiri: doctool baru sop --dari BERKAS.xlsx",
            )
        found = read_exported(book, shown)
        if found.asal not in ("", entry.address):
            raise refuse_table(shown, [error(
                "D18", found.letak, f"tabel ini dari SOP {found.asal}, bukan {entry.address}",
                f"pakai tabel yang benar; bila memang ini, hapus baris {ORIGIN} di lembar Lainnya", found.asal,
            )])  # fmt: skip
        wanted = checked(found.source, entry.path, before.office)
        file = shown_path(entry.path)
        data = read_bytes(entry.path, file)
        pen = Penyunting.of_bytes(data, file)
        merge(pen, before.sop, wanted.sop)
        after = sop_of(pen.source, entry.path, before.office)
        if data_of(after.sop) != data_of(wanted.sop):
            raise ContentError(f'perubahannya tidak dapat ditulis dengan aman ke "{file}"',
                               hint="tidak ada yang diubah; ubah langsung berkas itu")
        if pen.data != data and not dry_run:
            if read_bytes(entry.path, file) != data:
                raise WriteError(f'berkas "{file}" berubah selagi ditulis', "simpan berkas itu, lalu ulangi")
            atomic.write_bytes(entry.path, pen.data, root=workspace.root)
    return TakenIn(before, after, found.findings)
