"""The Daftar Ekspedisi in a packet's folder, xlsx and PDF: written by a run, and whenever something is recorded."""

from __future__ import annotations

from dataclasses import dataclass
from pathlib import Path
from typing import TYPE_CHECKING

from doctool import __version__, lock
from doctool.convert.libreoffice import find_soffice
from doctool.fingerprint import digest_of_parts, digest_of_pdf
from doctool.packet_handover import read_manifest_of, read_records
from doctool.packet_places import NOTES, packet_notes
from doctool.packet_store import PacketStore
from doctool.packet_whole import WholeFiles
from doctool.packets.handover import handover_rows
from doctool.packets.handover_book import LIST_NAME, handover_book
from doctool.packets.making import office_base
from doctool.packets.manifest import MANIFEST_FILE, to_json

if TYPE_CHECKING:
    from collections.abc import Sequence

    from doctool.loaded import LoadedKantor
    from doctool.packet_handover import Ekspedisi
    from doctool.packet_pdf import PdfLines
    from doctool.packets.handover import BarisEkspedisi, CatatanEkspedisi
    from doctool.packets.manifest import Manifes

XLSX, PDF = f"{LIST_NAME}.xlsx", f"{LIST_NAME}.pdf"
_PIECE = "Daftar Ekspedisi"


@dataclass(frozen=True)
class Refreshed:
    """What became of the list: files put in place, names of those left alone because a person changed them, why others
    could not be written, whether its PDF is older than the list because there is no LibreOffice."""

    written: tuple[Path, ...] = ()
    left: tuple[str, ...] = ()
    failed: tuple[str, ...] = ()
    no_pdf: bool = False


def put_list(
    whole: WholeFiles, office: LoadedKantor, manifes: Manifes, records: Sequence[CatatanEkspedisi],
    pdfs: PdfLines | None,
) -> None:  # fmt: skip
    """Have the list say what is recorded of the packet; `pdfs` None: no PDF. Raises WriteError."""
    rows = handover_rows(manifes, records)
    day, judul = manifes.tanggal, manifes.judul
    bahan, pdf_bahan = _bahan(office, manifes, rows)
    data = b""
    if not whole.current(XLSX, bahan, _PIECE, "daftar"):
        data = handover_book(office, judul, rows, day)
        whole.put(XLSX, bahan, data, _PIECE, "daftar")
    if pdfs is None:
        return
    if not whole.current(PDF, pdf_bahan, _PIECE, "daftar"):
        _put_pdf(whole, pdfs, pdf_bahan, data or handover_book(office, judul, rows, day))


def list_lacks(
    whole: WholeFiles, office: LoadedKantor, manifes: Manifes, records: Sequence[CatatanEkspedisi], *, pdf: bool
) -> list[str]:
    """The files of the list that `put_list` would make (`pdf`: also its PDF). Raises WriteError."""
    names = (XLSX, PDF) if pdf else (XLSX,)
    both = _bahan(office, manifes, handover_rows(manifes, records))
    return [name for name, bahan in zip(names, both, strict=False) if not whole.current(name, bahan, _PIECE, "daftar")]


def _bahan(office: LoadedKantor, manifes: Manifes, rows: Sequence[BarisEkspedisi]) -> tuple[str, str]:
    """What the list and its PDF are made of."""
    bahan = digest_of_parts("daftar", __version__, office_base(office), manifes.judul, manifes.tanggal, repr(rows))
    return bahan, digest_of_pdf(bahan)


def _put_pdf(whole: WholeFiles, pdfs: PdfLines, bahan: str, data: bytes) -> None:
    pdfs.add(LIST_NAME, data, ".xlsx")
    pdfs.hurry(True)
    while pdfs.open:
        for made in pdfs.take(1.0):
            if made.error:
                whole.trouble(_PIECE, made.error, made.hint, outside=True)
            else:
                whole.put(PDF, bahan, made.data, _PIECE, "daftar", made.pages)


def refresh(found: Ekspedisi, *, overwrite: bool = False) -> Refreshed:
    """Have the list in the packet's folder say what is recorded now, and the manifest and journal with it.

    The PDF is made anew where the packet has one. Under the lock of the output folder. Raises DoctoolError.
    """
    code = found.office.kode
    with lock.hold(found.out / NOTES / "kunci"):
        manifes = read_manifest_of(found.out, code, found.nama)  # it may have been made anew since
        store = PacketStore(found.out, found.folder, packet_notes(found.out, code, found.nama))
        whole = WholeFiles(store, overwrite=overwrite)
        had_pdf = any(one.nama == PDF for one in manifes.berkas)
        soffice = find_soffice() if had_pdf else None
        records = read_records(found.log)
        if soffice is None:
            put_list(whole, found.office, manifes, records, None)
        else:
            from doctool.packet_pdf import PdfLines

            pdfs = PdfLines(soffice, 1)
            try:
                put_list(whole, found.office, manifes, records, pdfs)
            finally:
                pdfs.close()
        known = {one.nama: one for one in manifes.berkas} | {one.nama: one for one in whole.entries}
        files = tuple(known[name] for name in sorted(known))
        store.note_file(MANIFEST_FILE, to_json(manifes.model_copy(update={"berkas": files})).encode("utf-8"))
    return Refreshed(
        tuple(found.folder / name for name in whole.placed), tuple(whole.left),
        tuple(one.alasan for one in whole.troubles), had_pdf and soffice is None,
    )  # fmt: skip
