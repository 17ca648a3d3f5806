"""Verifying what was handed over: a packet's folder, a recipient's folder, a ZIP or one file, against a manifest."""

from __future__ import annotations

import os
from collections.abc import Callable
from dataclasses import replace
from pathlib import Path

from doctool.border.limits import JSON_BYTES, MADE_BYTES
from doctool.border.packet_zip import PacketZip
from doctool.border.plain_file import plain_digest, read_plain, read_start
from doctool.disk_sync import system_path
from doctool.errors import ContentError, DoctoolError, system_reason
from doctool.packets.manifest import MANIFEST_FILE, Manifes, from_json
from doctool.packets.verify import Beda, KodeDiperiksa, Verifikasi, codes, differences, scanned

#: How far above a folder or file its manifest may lie.
_ABOVE = 3
_HINT = "periksa folder paket yang berisi manifes.json, ZIP-nya, atau sebutkan manifesnya dengan --manifes"
#: Gives the bytes of a file by its name below the packet's folder.
Reader = Callable[[str], bytes]


def verify(path: Path, code: str = "", manifest: Path | None = None) -> Verifikasi:
    """Compare what lies at `path` with its manifest (`manifest`: another one than that beside it); `code` is the text
    of a QR that was scanned.

    Raises DoctoolError where there is nothing, ContentError where there is no manifest to compare with.
    """
    if not path.exists():
        raise DoctoolError(f'"{path}" tidak ada', "sebutkan folder paket, ZIP, atau salah satu berkasnya")
    if path.is_dir():
        return _folder(path, code, manifest)
    if path.name == MANIFEST_FILE and manifest is None:
        return _folder(path.parent, code, path)
    if path.suffix.lower() == ".zip":
        found = _zip(path, code, manifest)
        if found is not None:
            return found
    return _file(path, code, manifest)


def _folder(path: Path, code: str, manifest: Path | None) -> Verifikasi:
    file = manifest or _manifest_of(path)
    manifes = _load(file)
    path = path.absolute()
    root = file.absolute().parent
    if not path.is_relative_to(root):
        return _sent(path, code, manifes)
    within = "" if root == path else f"{path.relative_to(root).as_posix()}/"
    if within and not any(one.nama.startswith(within) for one in manifes.berkas):
        raise ContentError(f'folder "{path}" bukan folder penerima dalam paket "{manifes.paket}"', hint=_HINT)
    found = _hashes(root, root / within)
    return _verified(manifes, found, lambda name: read_plain(root / name, MADE_BYTES), code, within)


def _sent(path: Path, code: str, manifes: Manifes) -> Verifikasi:
    """A folder away from its manifest: the packet's, or one recipient's, known by its name, else by its content."""
    found = _hashes(path, path)
    folder = _recipient_of(path.name, found, manifes)
    start = f"{folder}/" if folder else ""

    def read(name: str) -> bytes:
        return read_plain(path / name.removeprefix(start), MADE_BYTES)

    named = {f"{start}{name}": sha for name, sha in found.items()}
    return _verified(manifes, named, read, code, start)


def _recipient_of(name: str, found: dict[str, str], manifes: Manifes) -> str:
    """The folder of the recipient whose files were `found` in a folder called `name`; "" for those of the packet."""
    known = {one.nama: one.sha256 for one in manifes.berkas}
    if any(one in known for one in found):
        return ""
    folders = [one.folder for one in manifes.penerima]
    if name in folders:
        return name
    same = {one: sum(known.get(f"{one}/{file}") == sha for file, sha in found.items()) for one in folders}
    best = max(folders, key=lambda one: same[one], default="")
    return best if best and list(same.values()).count(same[best]) == 1 else ""


def _zip(path: Path, code: str, manifest: Path | None) -> Verifikasi | None:
    """What a ZIP with a manifest holds; None for one without, which is a file like others."""
    archive = PacketZip(path, MANIFEST_FILE)
    try:
        if manifest is None and not archive.has_manifest:
            return None
        data = archive.manifest() if manifest is None else b""
        manifes = _load(manifest) if manifest is not None else from_json(data, f"{path}: {MANIFEST_FILE}")
        if manifest is not None and (not archive.has_manifest or _is_archive(path, manifes)):
            return None
        return _verified(manifes, archive.hashes(), archive.read, code, "")
    finally:
        archive.close()


def _is_archive(path: Path, manifes: Manifes) -> bool:
    """Whether a ZIP is one that the manifest lists, by its name or its content."""
    archives = [one for one in manifes.berkas if one.jenis == "arsip"]
    named = any(one.nama.rpartition("/")[2] == path.name for one in archives)
    return named or _hash(path) in {one.sha256 for one in archives}


def _file(path: Path, code: str, manifest: Path | None) -> Verifikasi:
    """One file: known by its place below the manifest, else by its content."""
    file = manifest or _manifest_of(path.parent, path)
    manifes = _load(file)
    sha = _hash(path)
    name = _below(path, file.parent)
    known = {one.nama: one.sha256 for one in manifes.berkas}
    same = next((one.nama for one in manifes.berkas if one.sha256 == sha), "")
    if name not in known:
        last = [one for one in known if one.rpartition("/")[2] == path.name]
        name = same or (last[0] if len(last) == 1 else "")
    if not name:
        return Verifikasi(manifes, 1, (Beda(path.name, "tambahan"),), lingkup=path.name)
    state = () if known[name] == sha else (Beda(name, "berubah" if sha else "rusak"),)
    found = Verifikasi(manifes, 1, state, lingkup=path.name, lain=name if name.rpartition("/")[2] != path.name else "")
    return replace(found, kode=(_scanned_for(manifes, {**known, name: sha}, code, name),)) if code else found


def _scanned_for(manifes: Manifes, found: dict[str, str], code: str, name: str) -> KodeDiperiksa:
    """The code of a QR for the one file `name`: it fits only where that recipient was given such a file."""
    checked = scanned(manifes, found, code)
    given = any(one.nama == name or one.sha256 == found[name] for one in manifes.milik(checked.penerima))
    return checked if given or checked.keadaan != "cocok" else replace(checked, keadaan="berbeda")


def _verified(manifes: Manifes, found: dict[str, str], read: Reader, code: str, within: str) -> Verifikasi:
    checked = codes(manifes, found, read)
    if code:
        checked = (*checked, scanned(manifes, found, code))
    count = sum(one.nama.startswith(within) for one in manifes.berkas)
    return Verifikasi(manifes, count, differences(manifes, found, within), checked, within.rstrip("/"))


def _manifest_of(folder: Path, file: Path | None = None) -> Path:
    """The manifest of a folder: in it, or above it. Raises ContentError."""
    start = folder.absolute()
    for place in (start, *start.parents[:_ABOVE]):
        if (place / MANIFEST_FILE).is_file():
            return place / MANIFEST_FILE
    about = f'berkas "{file}"' if file is not None else f'folder "{folder}"'
    raise ContentError(f"tidak ada {MANIFEST_FILE} untuk {about}, jadi tidak dapat diperiksa", hint=_HINT)


def _load(file: Path) -> Manifes:
    try:
        return from_json(read_start(file, JSON_BYTES + 1), str(file))
    except OSError as error:
        message = f'"{file}" tidak dapat dibaca: {system_reason(error)}'
        raise DoctoolError(message, "periksa nama dan tempatnya") from error


def _below(path: Path, root: Path) -> str:
    """The name of a file below `root`, "" for one that is not."""
    try:
        return path.absolute().relative_to(root.absolute()).as_posix()
    except ValueError:
        return ""


def _hashes(root: Path, folder: Path) -> dict[str, str]:
    """The SHA-256 of every file in `folder` and below, by its name below `root`; links are followed nowhere."""
    found: dict[str, str] = {}
    for place, folders, files in os.walk(folder):
        folders[:] = sorted(name for name in folders if not name.startswith("."))
        for name in files:
            path = Path(place) / name
            found[path.relative_to(root).as_posix()] = "" if path.is_symlink() else _hash(path)
    return found


def _hash(path: Path) -> str:
    """The SHA-256 of a file, "" for one that cannot be read."""
    try:
        return plain_digest(Path(system_path(path)))
    except OSError:
        return ""
