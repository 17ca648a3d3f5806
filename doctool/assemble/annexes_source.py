"""A PDF that is to be joined: everything its pages stand on is read once, and what would not survive is named.

pypdf reads an object when it is asked for, so a damaged one would show only while joining, when the page numbers are
already printed. Forms, scripts and names of places belong to a whole document and clash in a joined one: answers of a
form become part of the page as printed, links go to their page without a name, and scripts are left out.
"""

from __future__ import annotations

import re
import zlib
from collections.abc import Iterator
from typing import TYPE_CHECKING, cast

from doctool.border.pdf import BROKEN, PdfError

if TYPE_CHECKING:
    from pypdf import PageObject, PdfReader
    from pypdf.generic import DictionaryObject, IndirectObject, PdfObject

_CHUNK, _MOST_UNPACKED = 1 << 20, 1 << 30
#: Actions that do something to the reader's machine (ISO 32000-1, 12.6.4).
_ACTIVE = {"/JavaScript", "/Launch", "/SubmitForm", "/ImportData", "/ResetForm", "/Rendition", "/Movie", "/Sound"}
#: Entries of a form's field that mean nothing once its answer is part of the page.
_FIELD = ("/FT", "/Parent", "/T", "/TU", "/TM", "/Ff", "/V", "/DV", "/MK", "/DA", "/MaxLen", "/Opt", "/A", "/AA")
#: Annotation flags: print, read only, locked (ISO 32000-1, table 165), as bits; and those that hide.
_FIXED, _HIDDEN = 4 | 64 | 128, 2 | 32
#: Operators that name a font or a picture of the page's resources (ISO 32000-1, 9.3.1 and 8.8).
_USES = re.compile(rb"/([^\s/<>()\[\]{}%]+)\s+(?:[-+.\d]+\s+Tf|Do)(?=[\s/<(\[]|$)")
_ESCAPED = re.compile(rb"#([0-9A-Fa-f]{2})")
#: Filters that a stream may name (ISO 32000-1, table 6), and their short names for pictures within a page.
_FILTERS = {
    "/ASCIIHexDecode", "/ASCII85Decode", "/LZWDecode", "/FlateDecode", "/RunLengthDecode", "/CCITTFaxDecode",
    "/JBIG2Decode", "/DCTDecode", "/JPXDecode", "/Crypt", "/AHx", "/A85", "/LZW", "/Fl", "/RL", "/CCF", "/DCT",
}  # fmt: skip
#: Entries of the catalogue that hold for a document of its own only.
_OF_A_DOCUMENT = ("/Names", "/Dests", "/AcroForm", "/Outlines", "/OpenAction", "/AA", "/StructTreeRoot", "/Threads")


def examine(reader: PdfReader) -> tuple[str, ...]:
    """Read all that the pages need; warnings in Bahasa Indonesia about what would not be seen in the joined PDF.

    Raises PdfError for a page that stands on a damaged object.
    """
    from pypdf.errors import PyPdfError

    try:
        absent = _read_all(reader)
        pages = list(enumerate(reader.pages, start=1))
        bare = [number for number, page in pages if not _has_what_it_uses(reader, page)]
        empty = [number for number, page in pages if "/Contents" not in page and "/Annots" not in page]
        return tuple(_warnings(reader, absent, bare, empty))
    except PdfError:
        raise
    except (PyPdfError, *BROKEN) as error:
        raise PdfError("rusak atau terpotong") from error


def _read_all(reader: PdfReader) -> int:
    """Read every object below the pages; the number of those named but absent (ISO 32000-1, 7.3.10: null)."""
    from pypdf.generic import ArrayObject, DictionaryObject, IndirectObject, StreamObject

    seen: set[tuple[int, int]] = set()
    absent = 0
    waiting: list[object] = list(reader.pages)
    while waiting:
        value = waiting.pop()
        if isinstance(value, IndirectObject):
            key = (value.idnum, value.generation)
            if key in seen:
                continue
            seen.add(key)
            if _is_absent(reader, value):
                absent += 1
                continue
            waiting.append(value.get_object())
        elif isinstance(value, DictionaryObject):
            if isinstance(value, StreamObject):
                _unpack(value)
            elif "/Length" in value and "/Filter" in value:
                raise PdfError("rusak: sebagian isi halaman tidak dapat dibaca")
            waiting.extend(part for key, part in value.items() if key not in ("/Parent", "/StructParents", "/B"))
        elif isinstance(value, ArrayObject):
            waiting.extend(value)
    return absent


def _is_absent(reader: PdfReader, reference: IndirectObject) -> bool:
    known = reader.xref.get(reference.generation, {})
    return reference.idnum not in known and reference.idnum not in reader.xref_objStm


def _has_what_it_uses(reader: PdfReader, page: PageObject) -> bool:
    """Whether a page's resources hold the fonts and pictures that its content names.

    Raises PdfError where the content is no stream: pypdf takes such a page for an empty one.
    """
    from pypdf.generic import ArrayObject, DictionaryObject, IndirectObject, NullObject, StreamObject

    contents = page.get("/Contents")
    found = None if contents is None else contents.get_object()
    parts = [part.get_object() for part in found] if isinstance(found, ArrayObject) else [found]
    if any(part is not None and not isinstance(part, StreamObject | NullObject) for part in parts):
        raise PdfError("rusak: isi sebuah halaman tidak dapat dibaca")
    content = page.get_contents()
    used = set() if content is None else set(_USES.findall(content.get_data()))
    resources = _dictionary(page.get("/Resources")) or DictionaryObject()
    known: set[bytes] = set()
    for kind, shape in (("/Font", DictionaryObject), ("/XObject", StreamObject)):
        for key, one in (_dictionary(resources.get(kind)) or DictionaryObject()).items():
            absent = isinstance(one, IndirectObject) and _is_absent(reader, one)  # which is warned of as such
            if absent or isinstance(one.get_object(), shape | NullObject):
                known.add(key[1:].encode("utf-8", "surrogateescape"))
    return {_ESCAPED.sub(lambda code: bytes([int(code[1], 16)]), name) for name in used} <= known


def _unpack(stream: DictionaryObject) -> None:
    """Unpack a deflated stream to its end; pypdf would give what comes before a damaged place and say nothing."""
    filters = stream.get("/Filter")
    named = list(filters) if isinstance(filters, list) else [] if filters is None else [filters]
    if not {str(one.get_object()) for one in named} <= _FILTERS:
        raise PdfError("rusak: sebagian isi halaman dikemas dengan cara yang tidak dikenal")
    if named != ["/FlateDecode"]:
        return
    data: bytes = stream._data  # type: ignore[attr-defined]
    unpacker, size = zlib.decompressobj(), 0
    while data and not unpacker.eof:
        size += len(unpacker.decompress(data, _CHUNK))
        data = unpacker.unconsumed_tail
        if size > _MOST_UNPACKED:
            raise PdfError("membengkak lebih dari 1 GB saat dibuka")
    if not unpacker.eof:
        raise PdfError("rusak: isi sebagian halaman terpotong")


def _warnings(reader: PdfReader, absent: int, bare: list[int], empty: list[int]) -> Iterator[str]:
    root = reader.root_object
    if reader.is_encrypted:
        yield "PDF ini dibatasi izinnya oleh pembuatnya; pembatasan itu tidak ikut ke dalam laporan"
    if absent:
        yield f"{absent} bagian yang disebut di dalamnya tidak ada; lihat apakah halamannya tercetak lengkap"
    if bare:
        yield (
            f"halaman {_list(bare)} memakai huruf atau gambar yang tidak ada di dalam berkas; lihat apakah tercetak "
            "lengkap"
        )
    if empty:
        yield f"halaman {_list(empty)} kosong; lihat apakah memang demikian"
    names = _dictionary(root.get("/Names"))
    if names is not None and "/EmbeddedFiles" in names:
        yield "berkas yang tertanam di dalam PDF ini tidak ikut; lampirkan tersendiri bila perlu"
    form = _dictionary(root.get("/AcroForm"))
    if form is not None and "/XFA" in form:
        yield "formulir XFA: isinya mungkin tidak tercetak; cetak dulu ke PDF dari Adobe Reader"
    if form is not None and any(_unseen_answer(note) for note in _annotations(reader)):
        yield "ada isian formulir yang tidak punya gambar cetak sehingga tidak tampak; cetak dulu ke PDF"
    layers = _dictionary(root.get("/OCProperties"))
    shown = None if layers is None else _dictionary(layers.get("/D"))
    if shown is not None and (shown.get("/OFF") or shown.get("/BaseState") == "/OFF"):
        yield "ada lapisan (layer) tersembunyi yang menjadi tampak; cetak dulu ke PDF bila tidak dikehendaki"


def _list(numbers: list[int], most: int = 10) -> str:
    return ", ".join(map(str, numbers[:most])) + (" dan lainnya" if len(numbers) > most else "")


def _unseen_answer(note: DictionaryObject) -> bool:
    return note.get("/Subtype") == "/Widget" and "/AP" not in note and bool(note.get("/V"))


def make_static(reader: PdfReader) -> None:
    """Change `reader`'s document, in memory, so that its pages mean the same in another document."""
    from pypdf.generic import NameObject, NumberObject

    for note in _annotations(reader):
        _explicit_link(reader, note)
        action = _dictionary(note.get("/A"))
        if "/A" in note and (action is None or action.get("/S") in _ACTIVE or "/S" not in action):
            del note["/A"]
        note.pop("/AA", None)
        if note.get("/Subtype") == "/Widget":
            # A stamp with the same picture prints the same and is in no form.
            note[NameObject("/Subtype")] = NameObject("/Stamp")
            flags = int(cast("int", note.get("/F", 0)))
            note[NameObject("/F")] = NumberObject(flags | _FIXED if not flags & _HIDDEN else flags)
            for key in _FIELD:
                note.pop(key, None)
    for page in reader.pages:
        page.pop("/AA", None)
    for key in _OF_A_DOCUMENT:
        reader.root_object.pop(key, None)


def try_joining(reader: PdfReader) -> None:
    """Join `reader`'s document to an empty one, which is thrown away; PdfError where that cannot be done.

    The reader is left as `make_static` leaves it.
    """
    from pypdf import PdfWriter
    from pypdf.errors import PyPdfError

    try:
        make_static(reader)
        reader.strict = False  # what is absent counts as null, as `examine` has said
        writer = PdfWriter()
        writer.append(reader, import_outline=False)
        if len(writer.pages) != len(reader.pages):
            raise PdfError("rusak: ada halaman yang tidak dapat digabung")
    except PdfError:
        raise
    except (PyPdfError, *BROKEN) as error:
        raise PdfError("rusak: tidak dapat digabung") from error


def _explicit_link(reader: PdfReader, note: DictionaryObject) -> None:
    """Let a link that goes to a named place go to the place itself; two documents may use one name."""
    from pypdf.generic import NameObject

    action = _dictionary(note.get("/A"))
    holder, key = (action, "/D") if action is not None and action.get("/S") == "/GoTo" else (note, "/Dest")
    place = holder.get(key)
    if isinstance(place, str | bytes):
        name = place.decode("latin-1") if isinstance(place, bytes) else str(place)
        known = reader.named_destinations.get(name) or reader.named_destinations.get(name.removeprefix("/"))
        if known is None:
            holder.pop(key)
            note.pop("/A", None)
        else:
            holder[NameObject(key)] = known.dest_array


def let_go(reader: PdfReader) -> None:
    """Free what `reader` holds now; its objects and it refer to each other, so that they would stay for a while."""
    reader.resolved_objects.clear()
    reader.flattened_pages = None
    reader.close()


def outline_of(reader: PdfReader, most: int = 500) -> list[tuple[int, str, int]]:
    """The PDF's own bookmarks as (level from 1, title, page index), at most `most`; those that lead nowhere left out.

    A damaged outline is no damaged page: as much of it as can be read.
    """
    from pypdf.errors import PyPdfError
    from pypdf.generic import Destination

    found: list[tuple[int, str, int]] = []

    def walk(items: object, level: int) -> None:
        if not isinstance(items, list):
            return
        for item in items:
            if len(found) >= most:
                return
            if isinstance(item, list):
                walk(item, level + 1)
            elif isinstance(item, Destination):
                page = reader.get_destination_page_number(item)
                title = str(item.title or "").strip()
                if page is not None and 0 <= page < len(reader.pages) and title:
                    found.append((level, title, page))

    try:
        walk(reader.outline, 1)
    except (PyPdfError, *BROKEN):
        return found
    return found


def _annotations(reader: PdfReader) -> Iterator[DictionaryObject]:
    from pypdf.generic import ArrayObject

    for page in reader.pages:
        notes = page.get("/Annots")
        notes = None if notes is None else notes.get_object()
        if isinstance(notes, ArrayObject):
            for note in notes:
                found = _dictionary(note)
                if found is not None:
                    yield found


def _dictionary(value: PdfObject | None) -> DictionaryObject | None:
    from pypdf.generic import DictionaryObject

    found = None if value is None else value.get_object()
    return found if isinstance(found, DictionaryObject) else None
