"""From data/<kantor>/buku-sop/<nama>.yaml to a book with places; an office without one has a book that is empty.

All that is wrong is said at once (codes Y.. and D.., docs/catalog.md).
"""

from __future__ import annotations

from collections.abc import Iterator
from pathlib import Path

from doctool.catalog.index import DATA_FOLDER, Workspace
from doctool.catalog.messages import did_you_mean
from doctool.catalog.place import is_own, required_office
from doctool.catalog.source import Source, read_yaml, shown_path
from doctool.catalog.validation import refuse_all, validate
from doctool.errors import ContentError
from doctool.findings import Finding
from doctool.loaded import LoadedBuku, LoadedKantor, Positions
from doctool.model.buku import BUKU_FOLDER, BUKU_NAMA, Buku
from doctool.refusal import error


def load_buku(path: Path, workspace: Workspace | None) -> LoadedBuku:
    """The book in the file at `path`. Raises ContentError with all findings."""
    source = read_yaml(path)
    buku, findings = validate(Buku, source)
    office: LoadedKantor | None = None
    try:
        office = required_office(path, source.file, workspace)
    except ContentError as problem:
        findings += problem.findings
    if buku is not None and office is not None:
        findings += _unknown(buku, office, source)
    if buku is None or office is None or findings:
        raise refuse_all(source, findings)
    return LoadedBuku(path.stem, buku, source.positions, office, source.file)


def book_of(workspace: Workspace, kode: str, nama: str = BUKU_NAMA) -> LoadedBuku:
    """The book `nama` of an office, empty where it has no such file. Raises ContentError."""
    path = book_path(workspace, kode, nama)
    if path.is_file():
        return load_buku(path, workspace)
    file = shown_path(path)
    return LoadedBuku(nama, Buku(), Positions(file), workspace.load_kantor(kode), file, ada=False)


def book_path(workspace: Workspace, kode: str, nama: str = BUKU_NAMA) -> Path:
    """Where the book `nama` of an office lies."""
    return workspace.root / DATA_FOLDER / kode / BUKU_FOLDER / f"{nama}.yaml"


def is_buku(path: Path) -> bool:
    """Whether a file is a book: a YAML file in a folder buku-sop."""
    return path.suffix.lower() in {".yaml", ".yml"} and path.parent.name == BUKU_FOLDER


def book_files(place: Workspace | Path) -> list[Path]:
    """The books of a workspace, or below a folder; sorted."""
    folder = place.root / DATA_FOLDER if isinstance(place, Workspace) else place
    return sorted(path for path in folder.rglob(f"{BUKU_FOLDER}/*") if is_buku(path) and is_own(path, folder))


def _unknown(buku: Buku, office: LoadedKantor, source: Source) -> Iterator[Finding]:
    """A bidang or a signer that kantor.yaml does not have."""
    kantor = office.kantor
    for at, bab in enumerate(buku.isi):
        if bab.bidang and bab.bidang not in kantor.bidang:
            hint = did_you_mean(bab.bidang, list(kantor.bidang), "bidang yang ada") or "daftarkan di kantor.yaml"
            where = source.positions.where(("isi", at, "bidang"))
            yield error("D10", where, f'bidang "{bab.bidang}" tidak ada di kantor.yaml', hint, bab.bidang)
    signer = buku.keputusan.penandatangan if buku.keputusan is not None else None
    if signer is not None and signer.pejabat and signer.pejabat not in kantor.pejabat:
        hint = did_you_mean(signer.pejabat, list(kantor.pejabat), "pejabat yang ada") or "daftarkan di kantor.yaml"
        where = source.positions.where(("keputusan", "penandatangan", "pejabat"))
        yield error("D10", where, f'pejabat "{signer.pejabat}" tidak ada di kantor.yaml', hint, signer.pejabat)
