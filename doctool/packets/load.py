"""From paket.yaml to a packet with places.

All that is wrong is said at once (codes Y.. and D.., docs/catalog.md). Files that a packet names stay inside the
workspace; those whose name depends on the recipient are looked at for each when the packet is planned.
"""

from __future__ import annotations

import os
from collections.abc import Iterator
from pathlib import Path, PureWindowsPath

from doctool.catalog.index import DATA_FOLDER, Workspace
from doctool.catalog.messages import did_you_mean
from doctool.catalog.place import is_own, required_office
from doctool.catalog.source import Source, read_yaml, shown_path
from doctool.catalog.validation import refuse_all, validate
from doctool.errors import ContentError, DoctoolError
from doctool.findings import Finding, Where
from doctool.letters.load import PACKET_FILE
from doctool.loaded import LoadedKantor
from doctool.loaded import Path as Steps
from doctool.model.paket import Paket
from doctool.packets.nouns import LoadedPaket
from doctool.packets.places import columns_in
from doctool.refusal import error

#: The file of a packet, and the folder of an office's packets below data/<kantor>/.
PAKET_FILE, PAKET_FOLDER = PACKET_FILE, "paket"
#: What each kind of piece can be made as; the first is made where nothing is said.
BENTUK = {
    "surat": ("docx", "pdf"), "formulir": ("xlsx", "pdf"), "sop": ("pdf", "docx", "xlsx"), "laporan": ("pdf", "docx"),
}  # fmt: skip


def load_paket(path: Path, workspace: Workspace | None) -> LoadedPaket:
    """The packet in the file paket.yaml at `path`. Raises ContentError with all findings."""
    source = read_yaml(path)
    paket, findings = validate(Paket, source)
    office: LoadedKantor | None = None
    try:
        office = required_office(path, source.file, workspace)
    except ContentError as problem:
        findings += problem.findings
    folder = path.absolute().parent
    if paket is not None and workspace is not None:
        findings += _files(paket, folder, workspace.root, source)
        findings += _pieces(paket, source)
        findings += _sops(paket, workspace, office, source)
    if paket is None or office is None or workspace is None or findings:
        raise refuse_all(source, findings)
    return LoadedPaket(
        folder.name, paket, source.positions, office, source.file, str(folder), str(workspace.root)
    )  # fmt: skip


def is_paket(path: Path) -> bool:
    """Whether a file is a packet, by its name."""
    return path.name == PAKET_FILE


def packet_of(path: Path) -> Path | None:
    """The packet that a file belongs to: its letters and lists are checked with it, not alone. None: it is in none."""
    folders = [path.parent, *path.parent.parents][:3]
    return next((folder / PAKET_FILE for folder in folders if (folder / PAKET_FILE).is_file()), None)


def paket_files(place: Workspace | Path, kantor: str | None = None) -> list[Path]:
    """The packets of a workspace (of one office: `kantor`), data/<kantor>/paket/<nama>/paket.yaml, or below a folder;
    sorted."""
    if isinstance(place, Workspace):
        folders = [place.root / DATA_FOLDER / one / PAKET_FOLDER for one in place.offices() if kantor in (None, one)]
        return sorted(path for folder in folders for path in folder.glob(f"*/{PAKET_FILE}") if is_own(path, folder))
    return sorted(path for path in place.rglob(PAKET_FILE) if is_own(path, place))


def find_paket(workspace: Workspace, text: str) -> Path:
    """The packet that `text` names: its file or folder, `kantor/nama`, or `nama` where one office only has it.

    Raises DoctoolError.
    """
    place = Path(text)
    for path in (place, place / PAKET_FILE):
        if is_paket(path) and path.is_file():
            return Path(os.path.abspath(path)) if ".." in path.parts else path
    known = {f"{path.parent.parent.parent.name}/{path.parent.name}": path for path in paket_files(workspace)}
    wanted = text.replace("\\", "/").strip("/")
    found = [path for name, path in known.items() if wanted in (name, name.partition("/")[2])]
    if len(found) == 1:
        return found[0]
    if found:
        names = ", ".join(name for name, path in known.items() if path in found)
        raise DoctoolError(f'"{text}" ada di beberapa kantor', f"sebutkan salah satu: {names}")
    hint = did_you_mean(wanted, list(known), "paket yang ada") if known else "buat yang pertama: doctool baru paket"
    raise DoctoolError(f'paket "{text}" tidak ada', hint or f"paket yang ada: {', '.join(known)}")


def place_of(folder: str | Path, name: str) -> Path:
    """The file that a packet in `folder` names `name`, with either kind of slash."""
    return Path(folder) / name.replace("\\", "/")


def file_findings(folder: Path, name: str, root: Path, where: Where) -> Iterator[Finding]:
    """What is wrong with a file that a packet names: outside of the workspace, not there, a folder."""
    place = place_of(folder, name)
    if not name.strip():
        yield error("D24", where, "nama berkasnya kosong", "isi, atau batasi penerima potongan itu dengan jika", name)
    elif not _inside(place, name, root):
        hint = f"salin berkasnya ke {shown_path(folder)}, lalu tulis namanya relatif terhadap {PAKET_FILE}"
        yield error("D14", where, f'"{name}" menunjuk ke luar ruang kerja', hint, name)
    elif place.is_dir():
        yield error("D24", where, f'"{name}" adalah folder, bukan berkas', "sebutkan berkasnya", name)
    elif not place.is_file():
        beside = place.parent.iterdir() if place.parent.is_dir() else ()
        near = sorted(one.name for one in beside if one.name != PAKET_FILE and is_own(one, place.parent))
        hint = did_you_mean(place.name, near, "berkas di folder itu") or "buat berkasnya, atau perbaiki namanya"
        yield error("D24", where, f'berkas "{name}" tidak ada', hint, name)


def _inside(place: Path, name: str, root: Path) -> bool:
    if not name.strip() or Path(name).is_absolute() or PureWindowsPath(name).drive or PureWindowsPath(name).root:
        return False
    try:
        return place.resolve().is_relative_to(root.resolve())
    except (OSError, ValueError):  # a name that the system does not take
        return False


def _files(paket: Paket, folder: Path, root: Path, source: Source) -> Iterator[Finding]:
    named: list[tuple[Steps, str]] = []
    if isinstance(paket.penerima, str):
        named.append((("penerima",), paket.penerima))
    for at, one in enumerate(paket.isi):
        named += [(("isi", at, "surat"), one.surat)] if one.surat else []
        named += [(("isi", at, "berkas"), one.berkas)] if one.berkas and "{" not in one.berkas else []
    for path, name in named:
        yield from file_findings(folder, name, root, source.positions.where(path))


def _pieces(paket: Paket, source: Source) -> Iterator[Finding]:
    """Shapes that a piece cannot have, no recipients at all, no pattern for folders, columns in the title that all
    of them share."""
    for name in columns_in(paket.judul):
        hint = "tulis tanpa kolom; judul potongan dan isi surat boleh memuat kolom"
        message = f"judul paket sama untuk semua penerima, jadi {{{name}}} tidak diganti"
        yield error("D10", source.positions.where(("judul",)), message, hint, paket.judul)
    if not paket.folder.strip():
        hint = 'tulis polanya, misalnya "{urut}_{nama}", atau hapus kunci folder'
        yield error("D09", source.positions.where(("folder",)), "folder belum diisi", hint)
    for at, one in enumerate(paket.isi):
        for place, shape in enumerate(one.bentuk):
            where = source.positions.where(("isi", at, "bentuk", place))
            if one.jenis == "berkas":
                hint = "hapus bentuk: berkas jadi disalin seperti adanya"
                yield error("D07", where, "berkas jadi tidak diubah bentuknya", hint, shape)
            elif shape not in BENTUK[one.jenis]:
                hint = f"yang dapat dibuat: {', '.join(BENTUK[one.jenis])}"
                yield error("D04", where, f"{one.jenis} tidak dapat dibuat sebagai {shape}", hint, shape)
    if not isinstance(paket.penerima, str) and not paket.penerima:
        hint = "tulis nama berkasnya (penerima.xlsx), atau daftar penerimanya"
        yield error("D09", source.positions.where(("penerima",)), "penerima belum diisi", hint)


def _sops(paket: Paket, workspace: Workspace, office: LoadedKantor | None, source: Source) -> Iterator[Finding]:
    """Addresses of SOPs that are none."""
    for at, one in enumerate(paket.isi):
        if one.sop and "{" not in one.sop:
            try:
                sop_address(workspace, office.kode if office is not None else "", one.sop)
            except DoctoolError as problem:
                where = source.positions.where(("isi", at, "sop"))
                yield error("D24", where, problem.message, problem.hint or "periksa alamatnya", one.sop)


def sop_address(workspace: Workspace, kantor: str, text: str) -> str:
    """The full address of an SOP, its own office's before others'. Raises DoctoolError."""
    known = {entry.address for entry in workspace.entries()}
    if f"{kantor}/{text}" in known:
        return f"{kantor}/{text}"
    found = workspace.select([text])
    if len(found) != 1:
        raise DoctoolError(f'"{text}" bukan satu SOP', f"sebut satu alamat, misalnya: {found[0].address}")
    return found[0].address
