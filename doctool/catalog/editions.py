"""What was published of an SOP: sop_catalog/<kantor>/terbitan/<slug>/<n>/, and the one way to name any SOP.

`kantor/slug` or `slug` is the SOP at work, `kantor/slug@1` or `slug@1` its revision 1 as published, and the path of a
YAML file is that file. What is read here is compared with its record: a published text that was changed is refused.
"""

from __future__ import annotations

import re
from dataclasses import replace
from pathlib import Path

from doctool.border.limits import JSON_BYTES, TEXT_BYTES
from doctool.border.plain_file import read_plain
from doctool.catalog.index import Entry, Workspace
from doctool.catalog.load import KANTOR_FILE, SOP_FOLDER, find_kantor, load_kantor, load_sop
from doctool.catalog.source import shown_path
from doctool.errors import ContentError, DoctoolError, system_reason
from doctool.fingerprint import digest
from doctool.loaded import LoadedSop
from doctool.model.terbitan import TEKS_FILE, TERBITAN_FILE, TERBITAN_FOLDER, Terbitan, from_json

_NUMBERED = re.compile(r"0|[1-9]\d{0,4}")
_ADDRESS = re.compile(r"(?P<base>[^@]+)@(?P<nomor>[^@]*)")


def editions_folder(workspace: Workspace, entry: Entry) -> Path:
    """The folder of what was published of an SOP; it need not be there."""
    return workspace.catalog / entry.kantor / TERBITAN_FOLDER / entry.slug


def edition_folder(workspace: Workspace, terbitan: Terbitan) -> Path:
    """The folder of a published SOP."""
    return workspace.catalog / terbitan.kantor / TERBITAN_FOLDER / terbitan.slug / str(terbitan.nomor)


def editions(workspace: Workspace, entry: Entry) -> tuple[Terbitan, ...]:
    """What was published of an SOP, the oldest first; none where it never was.

    Raises ContentError for a record that cannot be read or that lies in the wrong folder, and where a number is
    missing between others.
    """
    folder = editions_folder(workspace, entry)
    if not folder.is_dir():
        return ()
    numbers = sorted(int(one.name) for one in folder.iterdir() if one.is_dir() and _NUMBERED.fullmatch(one.name))
    if numbers != list(range(len(numbers))):
        missing = next(number for number in range(len(numbers)) if number not in numbers)
        message = f'terbitan {missing} tidak ada di "{shown_path(folder)}", padahal yang sesudahnya ada'
        raise ContentError(message, hint="ambil lagi dari cadangan; terbitan tidak boleh dihapus")
    found = tuple(_record(workspace, folder / str(number)) for number in numbers)
    for number, one in enumerate(found):
        if (one.kantor, one.slug, one.nomor) != (entry.kantor, entry.slug, number):
            place = shown_path(folder / str(number))
            raise ContentError(
                f'catatan di "{place}" adalah milik {one.alamat}',
                hint="folder terbitan tidak boleh disalin, dipindah atau diganti namanya; ambil lagi dari cadangan",
            )
    return found


def _record(workspace: Workspace, folder: Path) -> Terbitan:
    file = folder / TERBITAN_FILE
    workspace.check_place(file)
    try:
        data = read_plain(file, JSON_BYTES)
    except OSError as error:
        message = f'catatan terbitan "{shown_path(file)}" tidak dapat dibaca: {system_reason(error)}'
        raise ContentError(message, hint="ambil lagi dari cadangan; terbitan tidak boleh diubah") from error
    return from_json(data, shown_path(file))


def load_edition(workspace: Workspace, terbitan: Terbitan) -> LoadedSop:
    """A published SOP with its office as it was then; its address is that of the SOP at work.

    Raises ContentError where its text was changed since, or cannot be read.
    """
    folder = edition_folder(workspace, terbitan)
    for name in (TEKS_FILE, KANTOR_FILE):
        _refuse_changed(workspace, folder / name, terbitan.berkas.get(name, ""))
    office = replace(load_kantor(folder), kode=terbitan.kantor)
    return replace(load_sop(folder / TEKS_FILE, office), slug=terbitan.slug)


def _refuse_changed(workspace: Workspace, file: Path, sha256: str) -> None:
    workspace.check_place(file)
    try:
        data = read_plain(file, TEXT_BYTES)
    except OSError as error:
        message = f'naskah terbitan "{shown_path(file)}" tidak dapat dibaca: {system_reason(error)}'
        raise ContentError(message, hint="ambil lagi dari cadangan; terbitan tidak boleh dihapus") from error
    if digest(data) != sha256:
        message = f'naskah terbitan "{shown_path(file)}" sudah diubah sejak diterbitkan'
        raise ContentError(message, hint="ambil lagi dari cadangan; terbitan tidak boleh diubah")


def find_sop(workspace: Workspace, text: str) -> LoadedSop:
    """The SOP that `text` names: `kantor/slug`, `slug`, either with `@n` for a published one, or a YAML file's path.

    Raises DoctoolError for what names none or several, ContentError for one that cannot be read.
    """
    path = Path(text)
    if path.suffix.lower() in {".yaml", ".yml"}:
        return _in_file(workspace, path)
    address = _ADDRESS.fullmatch(text)
    if address is None:
        entry = find_entry(workspace, text)
        refuse_gone(entry)
        return workspace.load(entry)
    return load_edition(workspace, find_edition(workspace, text))


def find_edition(workspace: Workspace, text: str) -> Terbitan:
    """The published SOP that `kantor/slug@n` or `slug@n` names. Raises DoctoolError where there is none."""
    address = _ADDRESS.fullmatch(text)
    if address is None:
        raise DoctoolError(f'"{text}" tidak menyebut terbitan', f'tulis nomornya, misalnya "{text}@0"')
    entry = find_entry(workspace, address["base"])
    known = editions(workspace, entry)
    found = next((one for one in known if str(one.nomor) == address["nomor"]), None)
    if found is None:
        if not known:
            hint = f"terbitkan dahulu: doctool sop terbitkan {entry.address}"
            raise DoctoolError(f"{entry.address} belum pernah diterbitkan", hint)
        listed = ", ".join(f"@{one.nomor}" for one in known)
        raise DoctoolError(f'tidak ada terbitan "{text}"', f"terbitan {entry.address} yang ada: {listed}")
    return found


def find_entry(workspace: Workspace, text: str) -> Entry:
    """The one SOP that the address `text` names, also one whose file at work is gone but that was published.

    Raises DoctoolError for what names none or several.
    """
    gone = [one for one in published_entries(workspace) if text.strip("/") in (one.address, one.slug)]
    try:
        found = workspace.select([text])
    except DoctoolError:
        if len(gone) != 1:
            raise
        return gone[0]
    if len(found) != 1:
        choices = ", ".join(one.address for one in found[:12])
        raise DoctoolError(f'"{text}" menunjuk {len(found)} SOP', f"sebut satu saja: {choices}")
    return found[0]


def published_entries(workspace: Workspace) -> list[Entry]:
    """Every SOP that has a folder of published ones."""
    known = {(one.kantor, one.slug): one for one in workspace.entries()}
    return [
        known.get((office, folder.name))
        or Entry(office, folder.name, workspace.catalog / office / SOP_FOLDER / f"{folder.name}.yaml")
        for office in workspace.offices()
        if (workspace.catalog / office / TERBITAN_FOLDER).is_dir()
        for folder in sorted((workspace.catalog / office / TERBITAN_FOLDER).iterdir())
        if folder.is_dir() and not folder.name.startswith(".")
    ]


def refuse_gone(entry: Entry) -> None:
    """ContentError where the file at work of an SOP is gone, though it was published."""
    if not entry.path.is_file():
        raise ContentError(
            f'naskah kerja "{entry.address}" tidak ada, hanya terbitannya',
            hint=f"ambil lagi dari cadangan, atau salin sop.yaml dari terbitan terakhir ke {entry.path.name}",
        )


def _in_file(workspace: Workspace, path: Path) -> LoadedSop:
    """The SOP in a YAML file: one of the workspace, one that was published, or one anywhere else."""
    place = path.absolute()
    for entry in workspace.entries():
        if entry.path == place:
            return workspace.load(entry)
    if place.is_relative_to(workspace.catalog):
        parts = place.relative_to(workspace.catalog).parts
        if len(parts) == 5 and parts[1] == TERBITAN_FOLDER and parts[4] == TEKS_FILE:
            return load_edition(workspace, find_edition(workspace, f"{parts[0]}/{parts[2]}@{parts[3]}"))
    return load_sop(place, load_kantor(find_kantor(path)))
