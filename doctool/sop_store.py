"""Published SOPs on the disk: a folder is filled under another name and renamed once, and nothing in it changes again.

The rename is the publishing. The text at work and the output folder follow from it: `settle` and `copy_out` do
what is still to be done, whenever a run was killed.
"""

from __future__ import annotations

import contextlib
import errno
import os
import shutil
import sys
import time
from collections.abc import Iterator, Mapping
from pathlib import Path
from typing import TYPE_CHECKING

from doctool import atomic, lock
from doctool.atomic import RETRY_PAUSES_S
from doctool.border.limits import MADE_BYTES, TEXT_BYTES
from doctool.border.picture import read_picture
from doctool.border.plain_file import plain_digest, read_plain
from doctool.catalog.editions import edition_folder, editions, editions_folder
from doctool.catalog.load import KANTOR_FILE
from doctool.catalog.source import shown_path
from doctool.disk_sync import sync_batch
from doctool.errors import BusyError, ContentError, WriteError, system_reason
from doctool.fingerprint import digest
from doctool.manifest import State
from doctool.model.terbitan import SIAP, TEKS_FILE, TERBITAN_FILE, Terbitan, to_json
from doctool.pipeline import NOTES, made_of, stem_of

if TYPE_CHECKING:
    from doctool.catalog.index import Entry, Workspace
    from doctool.loaded import LoadedKantor
    from doctool.manifest import Manifest


@contextlib.contextmanager
def hold_office(workspace: Workspace, kantor: str) -> Iterator[None]:
    """The lock that who revises or publishes SOPs of an office holds. Raises BusyError, WriteError."""
    with contextlib.ExitStack() as held:
        folder = workspace.catalog / kantor
        try:
            held.enter_context(lock.hold(folder / NOTES / "kunci"))
        except BusyError as error:
            who = error.message.partition(" sedang ")[2]
            raise BusyError(f'kantor "{kantor}" sedang {who}', "tunggu sampai selesai, lalu ulangi") from error
        except WriteError as error:
            reason = error.message.rpartition(": ")[2]
            raise WriteError(
                f'folder kantor "{shown_path(folder)}" tidak dapat ditulisi: {reason}', "periksa hak akses folder itu"
            ) from error
        yield


def settle(workspace: Workspace, entry: Entry) -> bool:
    """Put in order what killed runs left of the SOP; only for who holds the office's lock.

    What was being made is swept away; where a run was killed after publishing, the text at work becomes what was
    published. True where that had to be done.
    """
    for left in sorted(editions_folder(workspace, entry).glob(f"{SIAP}*")):
        shutil.rmtree(left, ignore_errors=True)
    for part in sorted(entry.path.parent.glob(f".{entry.path.name}.*{atomic.PART_SUFFIX}")):
        part.unlink(missing_ok=True)
    known = editions(workspace, entry)
    return _finish_text(workspace, entry, known[-1]) if known else False


def frozen_texts(office: LoadedKantor, text: bytes) -> dict[str, bytes]:
    """What an SOP is made of, by name in its published folder: its text, the office's file and crest."""
    files = {TEKS_FILE: text}
    try:
        files[KANTOR_FILE] = read_plain(Path(office.folder) / KANTOR_FILE, TEXT_BYTES)
    except OSError as error:
        message = f'"{office.positions.file}" tidak dapat dibaca: {system_reason(error)}'
        raise ContentError(message, hint="periksa disk dan hak aksesnya") from error
    logo = office.kantor.kop.logo or ""
    picture = read_picture(office.folder, logo)
    if picture is not None:
        files[Path(logo.replace("\\", "/")).as_posix()] = picture.data
    return files


def put(workspace: Workspace, terbitan: Terbitan, files: Mapping[str, bytes]) -> Path:
    """Publish: the folder of `terbitan` with `files` and its record, whole or not at all. Raises WriteError."""
    folder = edition_folder(workspace, terbitan)
    ready = folder.with_name(f"{SIAP}{folder.name}")
    try:
        shutil.rmtree(ready, ignore_errors=True)
        ready.mkdir(parents=True)
        places = []
        for name, data in {**files, TERBITAN_FILE: to_json(terbitan)}.items():
            places.append(ready / name)
            places[-1].parent.mkdir(parents=True, exist_ok=True)
            places[-1].write_bytes(data)
        sync_batch(ready, places)
        _rename(ready, folder)
    except OSError as error:
        shutil.rmtree(ready, ignore_errors=True)
        raise WriteError(
            f'terbitan "{shown_path(folder)}" tidak dapat ditulis: {system_reason(error)}',
            "periksa disk dan hak akses folder kantor, lalu ulangi; belum ada yang diterbitkan",
        ) from error
    return folder


def _rename(ready: Path, folder: Path) -> None:
    """Rename a folder onto a place where nothing is; on Windows a virus scanner may hold it for a second."""
    if folder.exists():
        raise FileExistsError(errno.EEXIST, "exists", str(folder))
    for pause in RETRY_PAUSES_S:
        try:
            ready.rename(folder)
            break
        except PermissionError:
            time.sleep(pause)
    else:
        ready.rename(folder)
    if sys.platform != "win32":
        handle = os.open(folder.parent, os.O_RDONLY)
        try:
            os.fsync(handle)
        finally:
            os.close(handle)


def published_text(workspace: Workspace, terbitan: Terbitan) -> bytes:
    """The text of a published SOP. Raises ContentError where it was changed since."""
    return _kept(edition_folder(workspace, terbitan) / TEKS_FILE, terbitan)


def _kept(file: Path, terbitan: Terbitan) -> bytes:
    shown = shown_path(file)
    hint = "ambil lagi dari cadangan; terbitan tidak boleh diubah"
    try:
        data = read_plain(file, MADE_BYTES)
    except OSError as error:
        message = f'berkas terbitan "{shown}" tidak dapat dibaca: {system_reason(error)}'
        raise ContentError(message, hint=hint) from error
    if digest(data) != terbitan.berkas.get(file.name):
        raise ContentError(f'berkas terbitan "{shown}" sudah diubah sejak diterbitkan', hint=hint)
    return data


def _finish_text(workspace: Workspace, entry: Entry, last: Terbitan) -> bool:
    """Let the text at work be what was published last, where a run was killed between the two; whether it was."""
    if not last.asal or not entry.path.is_file():
        return False
    frozen = last.berkas.get(TEKS_FILE, "")
    if last.asal == frozen or plain_digest(entry.path) != last.asal:
        return False
    atomic.write_bytes(entry.path, published_text(workspace, last), root=workspace.root)
    return True


def copy_out(
    workspace: Workspace, entry: Entry, terbitan: Terbitan, manifest: Manifest, *, overwrite: bool
) -> tuple[list[Path], list[Path]]:
    """Put the files of a published SOP into the output folder, and take away older ones of other names.

    Gives what was written, and what was left alone because a person made or changed it.
    """
    folder, stem = edition_folder(workspace, terbitan), stem_of(manifest.root, entry)
    done: list[Path] = []
    changed: list[Path] = []
    for name in terbitan.lembar:
        place = stem.with_name(name)
        state = manifest.state(place)
        if state is State.CHANGED and plain_digest(place) == terbitan.berkas[name]:
            continue  # the same bytes, from a copy of the workspace without doctool's notes
        if state is State.CHANGED and not overwrite:
            changed.append(place)
        elif state is State.NEW or plain_digest(place) != terbitan.berkas[name]:
            manifest.write(place, _kept(folder / name, terbitan))
            done.append(place)
    if terbitan.lembar:
        for old in made_of(stem):
            if old.name not in terbitan.lembar and (manifest.state(old) is State.OURS or overwrite):
                atomic.remove(old, root=manifest.root)
    return done, changed


def would_change(entry: Entry, names: list[str], manifest: Manifest) -> list[Path]:
    """Of the files `names` of an SOP those that a person made or changed in the output folder."""
    stem = stem_of(manifest.root, entry)
    return [place for name in names if manifest.state(place := stem.with_name(name)) is State.CHANGED]
