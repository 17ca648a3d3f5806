"""A packet opened: its plan, what its pieces are made of, and the finished documents that other stages make.

An SOP is drawn anew from the catalogue; a laporan is the one that was signed (its folder `final`), else the one that
was made last in the output folder.
"""

from __future__ import annotations

from dataclasses import dataclass
from datetime import date
from pathlib import Path
from typing import TYPE_CHECKING

from doctool.border.limits import PDF_BYTES
from doctool.border.plain_file import read_plain
from doctool.catalog.index import DATA_FOLDER
from doctool.errors import ContentError, DoctoolError, machine_error
from doctool.findings import Severity
from doctool.form_pipeline import own_templates as form_templates
from doctool.letter_pipeline import own_templates as letter_templates
from doctool.model.laporan import LAPORAN_FOLDER
from doctool.model.reviu import FINAL_FOLDER
from doctool.packets.handover import LOG_FILE
from doctool.packets.load import load_paket
from doctool.packets.making import Maker
from doctool.packets.materials import Finished, Materials
from doctool.packets.plan import plan
from doctool.packets.recipients import read_recipients

if TYPE_CHECKING:
    from doctool.catalog.index import Workspace
    from doctool.packets.nouns import LoadedPaket, Rencana


@dataclass(frozen=True)
class OpenPacket:
    """A packet as it is planned, and what makes its tasks. Nothing has been made or numbered."""

    workspace: Workspace
    paket: LoadedPaket
    rencana: Rencana
    materials: Materials
    maker: Maker


def open_packet(workspace: Workspace, path: Path, today: date, out: Path) -> OpenPacket:
    """The packet in the file paket.yaml at `path`, planned.

    `today` stands in letters where no other day is said; `out`: the output folder, for reports that lie there. Raises
    ContentError with all that keeps it from being planned.
    """
    from doctool.form_returns import load_returns
    from doctool.packet_handover import read_records

    paket = load_paket(path, workspace)
    read_records(Path(paket.folder) / LOG_FILE)  # the list of a packet cannot be made without what it says
    daftar = read_recipients(paket)
    materials = Materials(
        workspace, paket, today, lambda year: load_returns(workspace, paket.office.kode, year),
        finished(workspace, paket.office.kode, out),
    )  # fmt: skip
    maker = Maker(materials, letters=letter_templates(workspace), forms=form_templates(workspace))
    return OpenPacket(workspace, paket, plan(daftar, materials), materials, maker)


def finished(workspace: Workspace, kantor: str, out: Path) -> Finished:
    """The function that gives the bytes of SOPs and reports."""

    def made(source: str, shape: str) -> tuple[str, bytes]:
        kind, _, name = source.partition(":")
        return _sop(workspace, name, shape) if kind == "sop" else _report(workspace, kantor, name, shape, out)

    return made


def _sop(workspace: Workspace, address: str, shape: str) -> tuple[str, bytes]:
    from doctool.check.run import check_sop
    from doctool.layout.engine import lay_out
    from doctool.write.excel import write_xlsx
    from doctool.write.word import write_docx

    loaded = workspace.load(workspace.select([address])[0])
    errors = [one for one in check_sop(loaded) if one.severity is Severity.ERROR]
    if loaded.sop.status == "disahkan" and errors:
        first = errors[0]
        message = f"SOP {address} berstatus disahkan tetapi masih ada {len(errors)} galat, misalnya: {first.message}"
        raise ContentError(message, tuple(errors), "perbaiki galatnya (doctool periksa --tata-letak)")
    drawing = lay_out(loaded)
    return ("xlsx", write_xlsx(drawing)) if shape == "xlsx" else ("docx", write_docx(drawing))


def _report(workspace: Workspace, kantor: str, name: str, shape: str, out: Path) -> tuple[str, bytes]:
    kept = workspace.root / DATA_FOLDER / kantor / LAPORAN_FOLDER / name / FINAL_FOLDER
    made = out / LAPORAN_FOLDER / kantor / name
    file = f"laporan-{name}"
    for folder in (kept, made):
        for suffix in dict.fromkeys((shape, "docx")):
            path = folder / f"{file}.{suffix}"
            if path.parent.parent.name and path.is_file() and path.resolve().is_relative_to(folder.resolve()):
                try:
                    return suffix, read_plain(path, PDF_BYTES)
                except OSError as problem:
                    raise machine_error(problem) from problem
    raise DoctoolError(
        f'laporan "{name}" belum dibuat', f"buat dahulu: doctool laporan rakit {kantor}/{name} --format docx,pdf"
    )
