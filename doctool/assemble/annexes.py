"""What the lampiran of a report are, told before anything is drawn: each ready as a PDF, or why it is not.

The separator sheet of a lampiran names its pages and says where a signed file is to be found, and the page numbers of
all later sheets depend on those pages; so `survey` looks at every file, once, and `join_report` (annexes_join) puts
the report together from what it found.
"""

from __future__ import annotations

from collections.abc import Callable, Sequence
from dataclasses import dataclass, replace
from enum import StrEnum
from pathlib import Path
from typing import Protocol

from doctool.assemble.annexes_picture import LEAST_DPI, PictureError, picture_page
from doctool.assemble.annexes_source import examine, let_go, try_joining
from doctool.border.limits import PDF_BYTES
from doctool.border.pdf import PdfError, is_signed, open_pdf
from doctool.border.plain_file import TooLongError, plain_digest, read_plain
from doctool.errors import OutsideProgramError, system_reason
from doctool.units import Paper

#: Files by what is done with them, by their ending.
PDF_ENDINGS = (".pdf",)
OFFICE_ENDINGS = (".docx", ".xlsx", ".odt", ".ods", ".doc", ".xls")
PICTURE_ENDINGS = (".png", ".jpg", ".jpeg")
#: White around a picture on its page, in millimetres.
PICTURE_MARGIN_MM = 20.0

_HINT_PDF = "buka di pembaca PDF lalu cetak ulang ke PDF (Print > Save as PDF), atau minta berkasnya lagi"
_HINT_LOCKED = "buka dengan kata sandinya lalu simpan tanpa kata sandi"
_HINT_OFFICE = "buka di Word, Excel atau LibreOffice, simpan sebagai PDF, lalu lampirkan PDF itu"
_HINT_PICTURE = "buka gambarnya lalu simpan ulang sebagai .jpg atau .png"
_HINT_KIND = f"simpan sebagai PDF; yang diterima: {', '.join(PDF_ENDINGS + OFFICE_ENDINGS + PICTURE_ENDINGS)}"
_HINT_SIGNED = "minta berkas aslinya lagi kepada penandatangan; jangan dicetak ulang, tanda tangannya hilang"
_HINT_ABSENT = "periksa nama dan folder berkas"


class AnnexKind(StrEnum):
    """What the file of a lampiran is."""

    PDF = "pdf"
    SIGNED = "pdf bertanda tangan elektronik"
    OFFICE = "dokumen"
    PICTURE = "gambar"
    OTHER = "lain"


@dataclass(frozen=True, slots=True)
class Annex:
    """A lampiran to be: its title, and the file as an absolute path or relative to the working folder."""

    title: str
    file: Path


@dataclass(frozen=True, slots=True)
class AnnexInfo:
    """What became of a lampiran.

    `pdf` is the PDF to be inserted and `pages` its pages: None and 0 for a signed file, which is attached whole, and
    for one that is refused. `own_pages` are the pages of the file itself (0: a signed one that pypdf cannot read),
    `attached_name` is the name under which a signed file is embedded and laid beside the report ("" for others).
    `reason` and `hint` say why it is refused and what to do ("": it is not), `outside` that LibreOffice is missing.
    `warnings` are sentences without the name of the file. `dpi` is what a picture has on paper (0 for others),
    `sha256` the digest of the file as it was read.
    """

    annex: Annex
    kind: AnnexKind
    pdf: Path | None = None
    pages: int = 0
    own_pages: int = 0
    attached_name: str = ""
    reason: str = ""
    hint: str = ""
    outside: bool = False
    warnings: tuple[str, ...] = ()
    dpi: int = 0
    sha256: str = ""

    @property
    def signed(self) -> bool:
        return self.kind is AnnexKind.SIGNED

    @property
    def refused(self) -> bool:
        return self.reason != ""

    @property
    def message(self) -> str:
        """The refusal with the name of the file, "" if there is none."""
        return f'lampiran "{self.annex.title}", berkas "{self.annex.file}": {self.reason}' if self.refused else ""

    @property
    def separator_text(self) -> str:
        """What the separator sheet says below the title."""
        if self.refused:
            return f'Berkas "{self.annex.file.name}" belum dapat dilampirkan: {self.reason}.'
        if self.signed:
            pages = f" ({self.own_pages} halaman)" if self.own_pages else ""
            return (
                f'Dokumen ini telah ditandatangani secara elektronik. Berkas aslinya, "{self.attached_name}"{pages}, '
                "dilampirkan utuh di dalam berkas PDF laporan ini (panel Lampiran atau "
                "Attachments pada pembaca PDF) dan diserahkan sebagai berkas tersendiri bersama laporan, agar tanda "
                "tangannya tetap dapat diverifikasi."
            )
        return f"{self.pages} halaman"


class Converted(Protocol):
    """What a converter says of a file: its PDF (None: failed), the pages, the reason."""

    @property
    def pdf(self) -> Path | None: ...
    @property
    def pages(self) -> int: ...
    @property
    def reason(self) -> str: ...


#: Makes PDFs of office files in a folder, one result for each in order: doctool.convert.libreoffice.convert_to_pdf.
Converter = Callable[[Sequence[Path], Path], Sequence[Converted]]


def survey(
    annexes: Sequence[Annex],
    work: Path,
    paper: Paper,
    convert: Converter,
    *,
    margin_mm: float = PICTURE_MARGIN_MM,
) -> list[AnnexInfo]:
    """Look at every lampiran and make a PDF of it; one `AnnexInfo` for each, in order.

    `work` is a folder for what is made (it must stay until the report is joined), `paper` the paper in portrait for
    pictures, with `margin_mm` left white. Office files go through `convert` in one call. A file that cannot be used
    costs no other: its info says why. Raises OSError where `work` cannot be written.
    """
    work.mkdir(parents=True, exist_ok=True)
    infos = [_look(annex, work / f"gambar-{number:04}.pdf", paper, margin_mm) for number, annex in enumerate(annexes)]
    office = [at for at, info in enumerate(infos) if info.kind is AnnexKind.OFFICE and not info.refused]
    if office:
        for at, info in zip(office, _converted([infos[at] for at in office], work, convert), strict=True):
            infos[at] = info
    return _named(infos)


def _look(annex: Annex, picture: Path, paper: Paper, margin_mm: float) -> AnnexInfo:
    suffix = annex.file.suffix.lower()
    kinds = {
        **dict.fromkeys(PDF_ENDINGS, AnnexKind.PDF),
        **dict.fromkeys(OFFICE_ENDINGS, AnnexKind.OFFICE),
        **dict.fromkeys(PICTURE_ENDINGS, AnnexKind.PICTURE),
    }
    info = AnnexInfo(annex, kinds.get(suffix, AnnexKind.OTHER))
    try:
        info = replace(info, sha256=plain_digest(annex.file))
    except FileNotFoundError:
        return replace(info, reason="berkas tidak ada", hint=_HINT_ABSENT)
    except OSError as error:
        return replace(info, reason=f"tidak dapat dibaca: {system_reason(error)}", hint=_HINT_ABSENT)
    if info.kind is AnnexKind.PDF:
        return _looked_at(info, annex.file, _HINT_PDF)
    if info.kind is AnnexKind.PICTURE:
        return _picture(info, picture, paper, margin_mm)
    if info.kind is AnnexKind.OTHER:
        kind = suffix or "tanpa akhiran"
        return replace(info, reason=f"jenis berkas {kind} tidak dapat dilampirkan", hint=_HINT_KIND)
    return info


def _looked_at(info: AnnexInfo, pdf: Path, hint: str) -> AnnexInfo:
    """`info` with what is found in the PDF made of its file, or its file itself."""
    try:
        reader = open_pdf(pdf)
        count = len(reader.pages)
        if info.kind is AnnexKind.PDF and is_signed(reader):
            return replace(info, kind=AnnexKind.SIGNED, own_pages=count)
        warnings = examine(reader)
        try_joining(reader)
        let_go(reader)
    except PdfError as error:
        return _unread(info, pdf, error.message, hint)
    return replace(info, pdf=pdf, pages=count, own_pages=count, warnings=info.warnings + warnings)


def _unread(info: AnnexInfo, pdf: Path, reason: str, hint: str) -> AnnexInfo:
    """`info` of a PDF that is not joined; a signed one that is whole is attached even so, as nobody can mend it."""
    if "kata sandi" in reason:
        return replace(info, reason=reason, hint=_HINT_LOCKED)
    try:
        data = read_plain(pdf, PDF_BYTES)
    except (OSError, TooLongError):
        return replace(info, reason=reason, hint=hint)
    if info.kind is not AnnexKind.PDF or b"/ByteRange" not in data:  # the bytes that a signature covers
        return replace(info, reason=reason, hint=hint)
    if not data.rstrip().endswith(b"%%EOF"):
        return replace(info, reason=reason, hint=_HINT_SIGNED)
    return replace(
        info, kind=AnnexKind.SIGNED,
        warnings=(f"dilampirkan utuh tanpa dihitung halamannya ({reason}); pastikan dapat dibuka di pembaca PDF",),
    )  # fmt: skip


def _picture(info: AnnexInfo, target: Path, paper: Paper, margin_mm: float) -> AnnexInfo:
    try:
        page = picture_page(info.annex.file, paper, margin_mm)
    except PictureError as error:
        return replace(info, reason=error.message, hint=_HINT_PICTURE)
    target.write_bytes(page.pdf)
    coarse = f"gambar hanya {page.dpi} dpi pada kertas (paling sedikit {LEAST_DPI}), jadi tercetak kasar"
    return replace(
        info, pdf=target, pages=1, own_pages=1, dpi=page.dpi, warnings=(coarse,) if page.dpi < LEAST_DPI else ()
    )


def _converted(infos: Sequence[AnnexInfo], work: Path, convert: Converter) -> list[AnnexInfo]:
    try:
        made = convert([info.annex.file for info in infos], work / "dokumen")
    except OutsideProgramError as error:
        return [replace(info, reason=error.message, hint=error.hint or "", outside=True) for info in infos]
    out: list[AnnexInfo] = []
    for info, one in zip(infos, made, strict=True):
        if one.pdf is None:
            out.append(replace(info, reason=one.reason, hint=_HINT_OFFICE))
        else:
            out.append(_looked_at(info, one.pdf, _HINT_OFFICE))
    return out


def _named(infos: Sequence[AnnexInfo]) -> list[AnnexInfo]:
    """Signed files with the names they are attached under: their own, numbered where two have one name."""
    used: set[str] = set()
    out: list[AnnexInfo] = []
    for info in infos:
        if not info.signed or info.refused:
            out.append(info)
            continue
        file, number = info.annex.file, 1
        name = file.name
        while name.casefold() in used:  # as Windows compares names
            number += 1
            name = f"{file.stem}-{number}{file.suffix}"
        used.add(name.casefold())
        out.append(replace(info, attached_name=name))
    return out
