"""The worker: bundles of tasks in, bytes with their SHA-256 out. It reads and writes no file of the workspace.

Runs in a process of its own, here or on another machine. What tasks share (office, template) is made ready once and
kept by its hash; a document that fails costs no other.
"""

from __future__ import annotations

import os
import pickle
import re
import tempfile
import traceback
from collections import OrderedDict
from collections.abc import Callable, Mapping
from dataclasses import replace
from pathlib import Path
from typing import Any

from doctool.errors import BUG, BUG_HINT, DoctoolError, machine_error
from doctool.fingerprint import digest
from doctool.forms.content import Form
from doctool.forms.write import compile_form
from doctool.letters.render import Renderer
from doctool.loaded import LoadedKantor, LoadedNaskah, Positions
from doctool.model.surat import NASKAH
from doctool.packets.nouns import Borongan, Hasil, Tugas

#: Templates made ready that a worker keeps: those of a packet, and of the one before.
_KEPT = 12
_Do = Callable[[Mapping[str, Any]], bytes]
_PREFIX = "doctool-paket-"
_ready: OrderedDict[str, _Do] = OrderedDict()


def run(borongan: Borongan) -> tuple[Hasil, ...]:
    """A result for each task, in order; never raises for one that fails."""
    return tuple(_result(one, borongan.alat) for one in borongan.tugas)


def _result(task: Tugas, alat: Mapping[str, bytes]) -> Hasil:
    try:
        data = _made(task, alat)
    except DoctoolError as problem:
        return Hasil(task.id, error=problem.message, hint=problem.hint or "")
    except OSError as problem:
        told = machine_error(problem)
        return Hasil(task.id, error=told.message, hint=told.hint or "")
    except Exception as problem:
        message = f"{BUG} ({type(problem).__name__}: {problem})"
        return Hasil(task.id, error=message, hint=BUG_HINT, bug=traceback.format_exc())
    return Hasil(task.id, data, digest(data))


def _made(task: Tugas, alat: Mapping[str, bytes]) -> bytes:
    if isinstance(task.data, bytes):
        return task.data
    try:
        return _tool(task.alat[0], task, alat)(task.data)
    except DoctoolError as problem:
        raise DoctoolError(_without_folders(problem.message), problem.hint) from problem


def _tool(key: str, task: Tugas, alat: Mapping[str, bytes]) -> _Do:
    """What makes the task's kind of document, made ready once."""
    found = _ready.get(key)
    if found is None:
        shared = pickle.loads(alat[key])  # noqa: S301 - made by the conductor (making.py), not from outside
        with tempfile.TemporaryDirectory(prefix=_PREFIX, ignore_cleanup_errors=True) as name:
            found = (_letters if task.jenis == "surat" else _forms)(Path(name), shared)
        _ready[key] = found
        while len(_ready) > _KEPT:
            _ready.popitem(last=False)
    _ready.move_to_end(key)
    return found


def _without_folders(message: str) -> str:
    """A message without the folder in which a template was for a moment."""
    return re.sub(re.escape(os.path.join(tempfile.gettempdir(), _PREFIX)) + r"[^\\/]*[\\/]", "", message)


def _letters(folder: Path, shared: Mapping[str, Any]) -> _Do:
    office = _unpacked(folder, shared)
    renderer = Renderer(folder if shared["templat"] is not None else None)
    renderer.ready(shared["jenis"], office)

    def write(data: Mapping[str, Any]) -> bytes:
        naskah = NASKAH[data["jenis"]].model_validate(data["naskah"])
        loaded = LoadedNaskah(data["nama"], naskah, Positions(data["file"]), office)
        return renderer.render(loaded, nomor=data["nomor"])

    return write


def _forms(folder: Path, shared: Mapping[str, Any]) -> _Do:
    office = _unpacked(folder, shared)
    template = compile_form(office, folder if shared["templat"] is not None else None)

    def write(data: Mapping[str, Any]) -> bytes:
        fields = pickle.loads(data["form"])  # noqa: S301 - made by the conductor (making.py), not from outside
        return template.write(Form(office=office, **fields), data["isian"])

    return write


def _unpacked(folder: Path, shared: Mapping[str, Any]) -> LoadedKantor:
    """The office with its crest and its template in `folder`, where they are read once."""
    if shared["lambang"] is not None:
        name, data = shared["lambang"]
        place = folder / name
        place.parent.mkdir(parents=True, exist_ok=True)
        place.write_bytes(data)
    if shared["templat"] is not None:
        name, data = shared["templat"]
        (folder / name).write_bytes(data)
    office: LoadedKantor = shared["office"]
    return replace(office, folder=str(folder))
