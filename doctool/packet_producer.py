"""Which LibreOffice made the PDFs that are kept: after an upgrade they differ from what it would make now.

A PDF says so itself (ISO 32000-1, 14.3.3 Producer), so no note of it is needed that would differ between computers.
"""

from __future__ import annotations

import os
import re
from collections.abc import Iterable
from pathlib import Path

from doctool.convert.libreoffice import version
from doctool.disk_sync import system_path
from doctool.packet_job import Job

#: LibreOffice writes it as UTF-16 in hexadecimal, in the last object before the table of all objects.
_PRODUCER = re.compile(rb"/Producer<FEFF([0-9A-F]+)>")
_END = 65_536
#: Pieces whose PDFs LibreOffice makes of what doctool made.
_MADE = ("surat", "formulir", "sop")


def producer(pdf: bytes) -> str:
    """What LibreOffice wrote into the end of a PDF: "LibreOffice 7.4"; "" for any other PDF."""
    found = _PRODUCER.search(pdf)
    try:
        return bytes.fromhex(found[1].decode("ascii")).decode("utf-16-be") if found is not None else ""
    except ValueError:
        return ""


def older_pdfs(jobs: Iterable[Job], folder: Path, soffice: Path) -> str:
    """What to say of kept PDFs made by another LibreOffice than the one that is there now; "" where there are none."""
    makers = [producer(_end(folder / name)) for name in _kept(jobs)]
    if not any(makers):
        return ""
    now = version(soffice)
    others = [one for one in makers if one and now and not f"{now} ".startswith((f"{one} ", f"{one}."))]
    if not others:
        return ""
    names = ", ".join(sorted(set(others)))
    return (
        f"{len(others)} PDF yang tetap dibuat dengan {names}, sekarang terpasang {' '.join(now.split()[:2])}; "
        "tampilannya dapat sedikit lain. Untuk membuatnya lagi: --ulang-pdf"
    )


def _kept(jobs: Iterable[Job]) -> list[str]:
    return [
        file.nama for job in jobs for file in job.files
        if file.pdf and file.written is not None and file.sumber.partition(":")[0] in _MADE
    ]  # fmt: skip


def _end(path: Path) -> bytes:
    try:
        with open(system_path(path), "rb") as file:
            file.seek(max(0, file.seek(0, os.SEEK_END) - _END))
            return file.read()
    except OSError:
        return b""
