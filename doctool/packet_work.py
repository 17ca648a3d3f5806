"""What a worker of a packet does: documents from tasks, and the one PDF of a recipient from its pieces."""

from __future__ import annotations

from collections.abc import Mapping
from typing import Any, cast

from doctool.errors import BUG, BUG_HINT, DoctoolError
from doctool.fingerprint import digest
from doctool.packets.nouns import Borongan, Hasil, Tugas
from doctool.packets.one_pdf import BagianPdf, join_packet
from doctool.packets.tasks import run


def work(batch: Borongan) -> tuple[Hasil, ...]:
    """A result for each task of a batch, in order; never raises for one that fails."""
    joins = [one for one in batch.tugas if one.jenis == "gabung"]
    if not joins:
        return run(batch)
    others = run(Borongan(tuple(one for one in batch.tugas if one.jenis != "gabung"), batch.alat))
    return (*(_joined(one) for one in joins), *others)


def _joined(task: Tugas) -> Hasil:
    said = cast(Mapping[str, Any], task.data)
    try:
        made = join_packet(
            [BagianPdf(*one) for one in said["bagian"]], title=said["judul"], author=said["kantor"], stamp=said["cap"]
        )
    except DoctoolError as error:
        return Hasil(task.id, error=error.message, hint=error.hint or "")
    except Exception as error:
        return Hasil(task.id, error=f"{BUG} ({type(error).__name__}: {error})", hint=BUG_HINT, bug=repr(error))
    if not made.data:
        hint = "tulis satu_pdf: tidak, atau gabung: tidak pada potongan itu"
        return Hasil(task.id, error="semua potongannya bertanda tangan elektronik, jadi tidak digabung", hint=hint)
    return Hasil(task.id, made.data, digest(made.data), sum(made.halaman))
