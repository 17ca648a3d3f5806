"""A new SOP begun from a title and pelaksana, from a person's table, or from a table that doctool wrote."""

from __future__ import annotations

from collections.abc import Sequence
from dataclasses import dataclass
from pathlib import Path
from typing import TYPE_CHECKING

from doctool import atomic
from doctool.catalog.load import SOP_FOLDER, sop_of
from doctool.catalog.source import parse_yaml, shown_path
from doctool.errors import ContentError, DoctoolError
from doctool.findings import Finding
from doctool.loaded import LoadedKantor, LoadedSop
from doctool.sop_store import hold_office
from doctool.sop_table import checked
from doctool.steps.draft import copied_yaml, draft_yaml, lanes_named, sample_steps, slug_of
from doctool.steps.plain import data_of, sop_data
from doctool.steps.read import is_exported, open_table, read_exported
from doctool.steps.typed import read_typed

if TYPE_CHECKING:
    from doctool.catalog.index import Workspace


@dataclass(frozen=True, slots=True)
class NewSop:
    """A new SOP: where its file stands (or would), its address, and what its table was told."""

    path: Path
    address: str
    findings: tuple[Finding, ...] = ()


def sop_folder(workspace: Workspace, office: LoadedKantor) -> Path:
    """Where the SOPs of an office stand."""
    return workspace.catalog / office.kode / SOP_FOLDER


def new_sop(
    workspace: Workspace, office: LoadedKantor, schema: str, title: str = "", names: Sequence[str] = (),
    table: Path | None = None, *, dry_run: bool = False,
) -> NewSop:
    """Begin an SOP of `office`: from a title and the names of its pelaksana, or from a table. `schema` is the way from
    its file to the JSON Schema.

    Raises DoctoolError where it has no title or a file of its name is there already, ContentError for a faulty table.
    """
    findings: tuple[Finding, ...] = ()
    if table is not None:
        book, shown = open_table(table)
        if is_exported(book):
            return _copied(workspace, office, title, table, schema, dry_run=dry_run)
        typed = read_typed(book, shown)
        title, lanes, steps, findings = title or typed.judul, typed.pelaksana, typed.kegiatan, typed.findings
        if not title:
            raise DoctoolError(f'"{shown}" tidak menyebut nama SOP', 'tambahkan --judul "..."')
    else:
        lanes = lanes_named(names)
        steps = sample_steps(lanes)
    path = _place(workspace, office, title)
    address = f"{office.kode}/{path.stem}"
    text = draft_yaml(" ".join(title.split()), lanes, steps, office, schema, address)
    _put(workspace, path, text, office, dry_run=dry_run)
    return NewSop(path, address, findings)


def _copied(
    workspace: Workspace, office: LoadedKantor, title: str, table: Path, schema: str, *, dry_run: bool
) -> NewSop:
    """A new SOP that says what a table written by doctool says."""
    found = read_exported(*open_table(table))
    loaded = checked(found.source, Path("sop-baru.yaml"), office)
    data = sop_data(data_of(loaded.sop))
    if title:
        data["nama_sop"] = " ".join(title.split())
    if not data.get("nama_sop"):
        raise DoctoolError(f'"{found.source.file}" tidak menyebut Nama SOP', 'tambahkan --judul "..."')
    path = _place(workspace, office, data["nama_sop"])
    made = _put(workspace, path, copied_yaml(data, schema), office, dry_run=dry_run)
    if sop_data(data_of(made.sop)) != data:
        raise ContentError(f'"{found.source.file}" tidak dapat ditulis utuh sebagai YAML', hint="laporkan tabel ini")
    return NewSop(path, f"{office.kode}/{path.stem}", found.findings)


def _place(workspace: Workspace, office: LoadedKantor, title: str) -> Path:
    """The file of an SOP called `title`. Raises DoctoolError where there is one already."""
    slug = slug_of(title)
    if not slug:
        raise DoctoolError(f'judul "{title}" tidak dapat menjadi nama berkas', "pakai huruf dan angka pada judulnya")
    folder = sop_folder(workspace, office)
    taken = [one.path for one in workspace.entries() if one.kantor == office.kode and one.slug.casefold() == slug]
    if taken or (folder / f"{slug}.yaml").exists():
        there = taken[0] if taken else folder / f"{slug}.yaml"
        raise _standing(there)
    return folder / f"{slug}.yaml"


def _standing(path: Path) -> DoctoolError:
    return DoctoolError(f'"{shown_path(path)}" sudah ada; tidak ada yang diubah', 'pakai judul lain: --judul "..."')


def _put(workspace: Workspace, path: Path, text: str, office: LoadedKantor, *, dry_run: bool) -> LoadedSop:
    """Write the file of a new SOP, once it is sure that it loads."""
    loaded = sop_of(parse_yaml(text, shown_path(path)), path, office)
    if not dry_run:
        with hold_office(workspace, office.kode):
            if path.exists():
                raise _standing(path)
            atomic.write_text(path, text)
    return loaded

