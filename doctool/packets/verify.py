"""Whether files are still those of a packet: against its manifest, and against the code on its cover sheets.

Pure: hashes in, differences out.
"""

from __future__ import annotations

import html
import re
import zlib
from collections.abc import Callable, Iterator, Mapping, Sequence
from dataclasses import dataclass
from typing import Literal

from doctool.border.pdf import PdfError, open_pdf
from doctool.border.word import NoWordFileError, open_package
from doctool.packets.check_code import KodePeriksa, check_sum, printed_in, read_code
from doctool.packets.manifest import MANIFEST_FILE, BerkasManifes, Manifes, PenerimaManifes

Apa = Literal["berubah", "hilang", "tambahan", "rusak"]
#: "tidak terbaca": the cover sheet prints no code that can be read.
KeadaanKode = Literal["cocok", "berbeda", "tidak terbaca"]
#: Written by the system or beside the packet's own files: nobody was given them.
_BESIDE = {MANIFEST_FILE, "gagal.csv", "thumbs.db", "desktop.ini", ".ds_store"}
_COVER_PAGES = 2
_TAG, _ALT = re.compile(r"<[^>]*>"), re.compile(r'<wp:docPr\b[^>]*\bdescr="([^"]*)"')


@dataclass(frozen=True, slots=True)
class Beda:
    """A file that is not as the manifest says: its name there (or, added, where it lies), and how."""

    nama: str
    apa: Apa


@dataclass(frozen=True, slots=True)
class KodeDiperiksa:
    """The code of a recipient: on the cover sheet `berkas`, or as it was scanned ("" for `berkas`)."""

    penerima: str
    nama: str
    keadaan: KeadaanKode
    berkas: str = ""


@dataclass(frozen=True, slots=True)
class Verifikasi:
    """What was found: the manifest, how many files were compared, what differs, the codes; `lingkup`: the recipient's
    folder or the file that was looked at, "" for all; `lain`: under which name a single file is known."""

    manifes: Manifes
    diperiksa: int
    beda: tuple[Beda, ...]
    kode: tuple[KodeDiperiksa, ...] = ()
    lingkup: str = ""
    lain: str = ""

    @property
    def sama(self) -> bool:
        """Whether nothing differs."""
        return not self.beda and all(one.keadaan == "cocok" for one in self.kode)


def is_beside(name: str) -> bool:
    """Whether a file is none of a packet's (its manifest, what systems and open programs leave)."""
    last = name.rpartition("/")[2]
    return last.casefold() in _BESIDE or last.startswith(("~$", ".~lock", "._")) or name.startswith("__MACOSX/")


def differences(manifes: Manifes, found: Mapping[str, str], within: str = "") -> tuple[Beda, ...]:
    """What differs between a manifest and the files found: their SHA-256 by name, "" for one that cannot be read.

    `within` is a folder ("001_Nama/") where only that was looked at.
    """
    known = {one.nama: one.sha256 for one in manifes.berkas if one.nama.startswith(within)}
    out: list[Beda] = []
    for name in sorted({*known, *found}):
        if name not in known:
            out += [] if is_beside(name) else [Beda(name, "tambahan")]
        elif name not in found:
            out.append(Beda(name, "hilang"))
        elif not found[name]:
            out.append(Beda(name, "rusak"))
        elif found[name] != known[name]:
            out.append(Beda(name, "berubah"))
    return tuple(out)


def codes(manifes: Manifes, found: Mapping[str, str], read: Callable[[str], bytes]) -> tuple[KodeDiperiksa, ...]:
    """The code of every recipient whose pieces are all there: as the files make it, against the manifest's and what its
    cover sheet prints. `read` gives the bytes of a file that was found."""
    own = manifes.per_penerima()
    return tuple(
        one for person in manifes.penerima if person.kode
        for one in _codes_of(manifes, person, own[person.kunci], found, read)
    )  # fmt: skip


def scanned(manifes: Manifes, found: Mapping[str, str], text: str) -> KodeDiperiksa:
    """The code whose QR says `text`, against the files found."""
    said = read_code(text)
    people = {one.kunci: one for one in manifes.penerima}
    if said is None:
        return KodeDiperiksa("", "", "tidak terbaca")
    if said.penerima not in people:
        return KodeDiperiksa(said.penerima, said.penerima, "berbeda")
    person = people[said.penerima]
    fits = said.text() == _made(manifes, person, manifes.milik(person.kunci), found).text()
    return KodeDiperiksa(person.kunci, person.nama, "cocok" if fits else "berbeda")


def _codes_of(
    manifes: Manifes, person: PenerimaManifes, own: Sequence[BerkasManifes], found: Mapping[str, str],
    read: Callable[[str], bytes],
) -> Iterator[KodeDiperiksa]:  # fmt: skip
    if any(one.nama not in found for one in own if one.jenis == "potongan"):
        return  # they are missing, which is told, or they lie in another part of a split ZIP
    made = _made(manifes, person, own, found)
    covers = [one for one in own if one.jenis == "lembar-depan" and found.get(one.nama)]
    if made.text() != person.kode:
        if not manifes.bagian:
            yield KodeDiperiksa(person.kunci, person.nama, "berbeda")
        return
    for one in covers:
        said = code_on(read(one.nama), one.nama)
        state: KeadaanKode = "cocok" if said == made.periksa else "berbeda" if said else "tidak terbaca"
        yield KodeDiperiksa(person.kunci, person.nama, state, one.nama)


def _made(
    manifes: Manifes, person: PenerimaManifes, own: Sequence[BerkasManifes], found: Mapping[str, str]
) -> KodePeriksa:
    """The code that the files found make."""
    start = f"{person.folder}/"
    pieces = [one for one in own if one.jenis == "potongan"]
    total = check_sum((one.nama.removeprefix(start), found.get(one.nama, "")) for one in pieces)
    return KodePeriksa(manifes.paket, manifes.revisi, person.kunci, person.nomor, total)


def code_on(data: bytes, name: str) -> str:
    """The sum that a cover sheet (.docx or .pdf) prints, "" where none can be read."""
    if name.lower().endswith(".pdf"):
        return printed_in(_pdf_text(data))
    text = _word_text(data)
    for alt in _ALT.findall(text):
        said = read_code(html.unescape(alt))
        if said is not None:
            on_paper = printed_in(html.unescape(_TAG.sub(" ", text)))
            return said.periksa if on_paper in ("", said.periksa) else ""
    return printed_in(html.unescape(_TAG.sub(" ", text)))


def _pdf_text(data: bytes) -> str:
    from pypdf.errors import PyPdfError

    try:
        return "\n".join(page.extract_text() for page in open_pdf(data).pages[:_COVER_PAGES])
    # What cannot be read prints no code; whether the file was changed its hash says.
    except (PdfError, PyPdfError, zlib.error, ValueError, KeyError, IndexError, TypeError, AttributeError):
        return ""


def _word_text(data: bytes) -> str:
    try:
        return (open_package(data).read("word/document.xml") or b"").decode("utf-8", "replace")
    except NoWordFileError:
        return ""
