"""Files that were made to harm, or that people send instead of a workbook: each with words of the reason to refuse it.

None of those that `refused` gives by name is opened. Those of `told` are read as if what they hold besides were not
there, and it is told. Made from the bytes of a sound workbook, so that only what is wrong differs.
"""

from __future__ import annotations

import io
import random
import re
import struct
import sys
import zipfile
from collections.abc import Callable, Iterator, Mapping
from contextlib import contextmanager

_OLE = bytes.fromhex("D0CF11E0A1B11AE1")
_REL = "http://schemas.openxmlformats.org/officeDocument/2006/relationships"
_RELATIONS = "http://schemas.openxmlformats.org/package/2006/relationships"
#: What stands in the files within, and in names and addresses that lead outside: never in what is written.
CANARY = "KENARI-4711"


_reached: list[str] = []
_watching: list[bool] = []
_hooked: list[bool] = []


def _note(event: str, arguments: tuple[object, ...]) -> None:
    if _watching and (event in ("socket.connect", "socket.getaddrinfo") or (
        event == "open" and CANARY in str(arguments[0])
    )):  # fmt: skip
        _reached.append(f"{event}: {arguments[0]}")


@contextmanager
def reaching() -> Iterator[list[str]]:
    """What this process asks of the network while the block runs, and what it opens of the places that CANARY names."""
    if not _hooked:
        sys.addaudithook(_note)  # there is no way to take one away
        _hooked.append(True)
    _reached.clear()
    _watching.append(True)
    try:
        yield _reached
    finally:
        _watching.clear()


def parts(data: bytes) -> dict[str, bytes]:
    """The parts of a package."""
    with zipfile.ZipFile(io.BytesIO(data)) as archive:
        return {name: archive.read(name) for name in archive.namelist()}


def pack(content: Mapping[str, bytes]) -> bytes:
    """A package of these parts, the same bytes every time."""
    out = io.BytesIO()
    with zipfile.ZipFile(out, "w", zipfile.ZIP_DEFLATED) as archive:
        for name, data in content.items():
            archive.writestr(zipfile.ZipInfo(name), data, zipfile.ZIP_DEFLATED)
    return out.getvalue()


def with_part(data: bytes, name: str, content: bytes) -> bytes:
    """The package with one more part, or with another content of it."""
    return pack({**parts(data), name: content})


def change(data: bytes, name: str, edit: Callable[[bytes], bytes]) -> bytes:
    """The package with a part edited."""
    found = parts(data)
    return pack({**found, name: edit(found[name])})


def compound(*names: str) -> bytes:
    """A compound file ([MS-CFB]) as far as its header and the names in its directory."""
    entries = b"".join(
        name.encode("utf-16-le").ljust(64, b"\0") + struct.pack("<H", 2 * len(name) + 2) + bytes(62)
        for name in ("Root Entry", *names)
    )
    return _OLE + bytes(504) + entries.ljust(1024, b"\0")


def _after_declaration(data: bytes, insertion: bytes) -> bytes:
    head, _, rest = data.partition(b"?>")
    return head + b"?>" + insertion + rest


def _bomb(data: bytes, name: str, size: int) -> bytes:
    return with_part(data, name, b" " * size)


def _laughs(data: bytes) -> bytes:
    entities = b'<!ENTITY a0 "ha">' + b"".join(
        b'<!ENTITY a%d "%s">' % (number, b"&a%d;" % (number - 1) * 10) for number in range(1, 10)
    )
    return change(data, "xl/workbook.xml", lambda xml: _after_declaration(xml, b"<!DOCTYPE x [" + entities + b"]>"))


def _quadratic(data: bytes) -> bytes:
    doctype = b'<!DOCTYPE x [<!ENTITY a "' + b"x" * 50_000 + b'">]>'
    return change(data, "xl/workbook.xml", lambda xml: _after_declaration(xml, doctype))


def _external_entity(data: bytes) -> bytes:
    doctype = b'<!DOCTYPE x [<!ENTITY f SYSTEM "file:///etc/passwd">]>'
    return change(data, "xl/workbook.xml", lambda xml: _after_declaration(xml, doctype))


def _wide_entity(data: bytes) -> bytes:
    """A document type in UTF-16, where a search for its letters in ASCII finds nothing."""
    text = '<?xml version="1.0" encoding="UTF-16"?><!DOCTYPE x [<!ENTITY a "b">]><x>&a;</x>'
    return with_part(data, "xl/workbook.xml", text.encode("utf-16"))


def _odd_encoding(data: bytes) -> bytes:
    return with_part(data, "xl/workbook.xml", b'<?xml version="1.0" encoding="UTF-7"?>+ADwAIQ-DOCTYPE x+AD4-<x/>')


def _late_encoding(data: bytes) -> bytes:
    """The encoding far back in the declaration, where a search of its beginning finds none."""
    head = b'<?xml version="1.0"' + b" " * 120 + b'encoding="UTF-7"?>'
    return with_part(data, "xl/workbook.xml", head + b"+ADwAIQ-DOCTYPE x+AD4-<x/>")


def _ebcdic(data: bytes) -> bytes:
    text = '<?xml version="1.0"?><!DOCTYPE x [<!ENTITY a "b">]><x>&a;</x>'
    return with_part(data, "xl/workbook.xml", text.encode("cp037"))


def _renamed_sheet(data: bytes) -> bytes:
    """Entities in a sheet whose name is none of XML: programs find it by its relation."""
    found = parts(data)
    sheet = _after_declaration(found.pop("xl/worksheets/sheet1.xml"), b'<!DOCTYPE x [<!ENTITY a "42">]>')
    renamed = {
        name: content.replace(b"sheet1.xml", b"sheet1.dat") if name.endswith((".rels", ".xml")) else content
        for name, content in found.items()
    }
    return pack({**renamed, "xl/worksheets/sheet1.dat": sheet})


def _parameter_entity(data: bytes) -> bytes:
    doctype = b'<!DOCTYPE x [<!ENTITY % p SYSTEM "http://127.0.0.1:9/x.dtd"> %p;]>'
    return change(data, "xl/workbook.xml", lambda xml: _after_declaration(xml, doctype))


def _encrypted_part(data: bytes) -> bytes:
    """The flag of encryption on every part, as tools that protect ZIP archives set it."""
    changed = bytearray(data)
    for magic, at in ((b"PK\x01\x02", 8), (b"PK\x03\x04", 6)):
        found = data.find(magic)
        while found >= 0:
            changed[found + at] |= 1
            found = data.find(magic, found + 4)
    return bytes(changed)


def _twice(data: bytes) -> bytes:
    found = parts(data)
    out = io.BytesIO()
    with zipfile.ZipFile(out, "w") as archive:
        for name, content in [*found.items(), ("XL/workbook.xml", b"<x/>")]:
            archive.writestr(name, content)
    return out.getvalue()


def _many(data: bytes) -> bytes:
    return pack({**parts(data), **{f"xl/media/{number}.xml": b"<x/>" for number in range(2_100)}})


def _lying(data: bytes) -> bytes:
    """A part whose directory entry tells of 4 GB less than there is: the checksum does not agree."""
    swollen = _bomb(data, "xl/theme/theme1.xml", 90_000)
    at = swollen.rfind(b"xl/theme/theme1.xml") - 46
    return swollen[: at + 24] + struct.pack("<I", 10) + swollen[at + 28 :]


def _endless() -> bytes:
    """Elements that begin and never end: who looks for the end of each from its beginning does not come back."""
    chance = random.Random(1)
    return b"".join(b"<draw:image xlink:href %x " % chance.getrandbits(64) for _ in range(100_000))


def _open_document(kind: bytes, **more: bytes) -> bytes:
    return pack({"mimetype": b"application/vnd.oasis.opendocument." + kind, "content.xml": b"<x/>", **more})


def _related(data: bytes, part: str, kind: str, target: str, content: bytes = b"", *, outside: bool = False) -> bytes:
    """One more relation of a part, and the part that it leads to."""
    folder, _, name = part.rpartition("/")
    rels = f"{folder}/_rels/{name}.rels"
    mode = ' TargetMode="External"' if outside else ""
    one = f'<Relationship Id="rIdJahat" Type="{_REL}/{kind}" Target="{target}"{mode}/>'.encode()
    found = parts(data)
    before = found.get(rels, f'<Relationships xmlns="{_RELATIONS}"></Relationships>'.encode())
    found[rels] = before.replace(b"</Relationships>", one + b"</Relationships>")
    return pack(found if outside else {**found, target.lstrip("/"): content})


def _ole_object(data: bytes, kind: str, target: str) -> bytes:
    """An object of another program, on the first sheet, wherever its part lies."""
    program = compound("\x01Ole10Native") + CANARY.encode() * 40
    sheet = "xl/worksheets/sheet1.xml"
    objects = b'<oleObjects><oleObject progId="Package" shapeId="1025" r:id="rIdJahat"/></oleObjects></worksheet>'
    shown = change(data, sheet, lambda xml: xml.replace(b"</worksheet>", objects))
    return _related(shown, sheet, kind, f"/{target}", program)


def _outside_picture(data: bytes, address: str) -> bytes:
    """A picture on the first sheet that lies elsewhere: the one that is shown is that outside."""
    linked = _related(data, "xl/drawings/drawing1.xml", "image", address, outside=True)
    return change(
        linked, "xl/drawings/drawing1.xml", lambda xml: re.sub(rb'r:embed="[^"]*"', b'r:link="rIdJahat"', xml)
    )


def _sparse(data: bytes) -> bytes:
    """A cell at the very end of the sheet, which says that it is as large as that."""
    far = f'<row r="1048576"><c r="XFD1048576" t="inlineStr"><is><t>{CANARY}</t></is></c></row></sheetData>'.encode()
    return change(data, "xl/worksheets/sheet1.xml", lambda xml: re.sub(
        rb"<dimension[^>]*>", b"", xml).replace(b"<sheetViews>", b'<dimension ref="A1:XFD1048576"/><sheetViews>', 1)
        .replace(b"</sheetData>", far))  # fmt: skip


def told(xlsx: bytes) -> dict[str, tuple[bytes, str]]:
    """Files by name, each with words of what is told; `xlsx` is a sound form, which they are read as."""
    other, not_opened = "ada berkas lain di dalam berkas ini; tidak dibuka", "; tidak dibuka"
    return {
        "sel di ujung lembar": (_sparse(xlsx), "jauh di luar formulir; tidak dibaca"),
        "objek ole": (_ole_object(xlsx, "oleObject", "xl/embeddings/oleObject1.bin"), other),
        "objek ole di tempat lain": (_ole_object(xlsx, "oleObject", "xl/objek/satu.dat"), other),
        "paket tertanam": (_ole_object(xlsx, "package", "xl/lain/buku.xlsx"), other),
        "gambar luar http": (
            _outside_picture(xlsx, f"http://127.0.0.1:9/{CANARY}.png"), f"127.0.0.1:9/{CANARY}.png\"{not_opened}",
        ),
        "gambar luar file": (
            _outside_picture(xlsx, f"file:///{CANARY}/hyperlink/a.png"), f"{CANARY}/hyperlink/a.png\"{not_opened}",
        ),
        "buku kerja luar": (
            _related(xlsx, "xl/externalLinks/externalLink1.xml", "externalLinkPath", f"file:///{CANARY}.xlsx",
                     outside=True), f"{CANARY}.xlsx\"{not_opened}",
        ),
    }  # fmt: skip


def refused(xlsx: bytes) -> dict[str, tuple[bytes, str]]:
    """Files by name, each with words of the reason why it is refused; `xlsx` is a sound workbook."""
    macro = b"application/vnd.ms-excel.sheet.macroEnabled.main+xml"
    plain = b"application/vnd.openxmlformats-officedocument.spreadsheetml.sheet.main+xml"
    manifest = b"<manifest><encryption-data/></manifest>"
    return {
        "bom satu bagian": (_bomb(xlsx, "xl/media/a.xml", 60_000_000), "terlalu besar"),
        "bom rasio": (_bomb(xlsx, "xl/media/a.xml", 20_000_000), "terlalu besar"),
        "bom banyak bagian": (_many(xlsx), "terlalu besar"),
        "bom lembar": (_bomb(xlsx, "xl/worksheets/sheet1.xml", 49_000_000), "terlalu besar"),
        "bom dalam ods": (_open_document(b"spreadsheet", **{"styles.xml": b" " * 30_000_000}), "terlalu besar"),
        "billion laughs": (_laughs(xlsx), "deklarasi XML (DTD)"),
        "kuadratik": (_quadratic(xlsx), "deklarasi XML (DTD)"),
        "entitas luar": (_external_entity(xlsx), "deklarasi XML (DTD)"),
        "entitas parameter": (_parameter_entity(xlsx), "deklarasi XML (DTD)"),
        "entitas utf-16": (_wide_entity(xlsx), "deklarasi XML (DTD)"),
        "penyandian aneh": (_odd_encoding(xlsx), "deklarasi XML (DTD)"),
        "penyandian jauh di belakang": (_late_encoding(xlsx), "deklarasi XML (DTD)"),
        "penyandian ebcdic": (_ebcdic(xlsx), "deklarasi XML (DTD)"),
        "entitas dalam lembar bernama lain": (_renamed_sheet(xlsx), "deklarasi XML (DTD)"),
        "entitas dalam ods": (
            _open_document(b"spreadsheet", **{"styles.xml": b"<!DOCTYPE x><x/>"}), "deklarasi XML (DTD)",
        ),
        "ods bermakro, bergambar tanpa akhir": (
            _open_document(b"spreadsheet", **{"content.xml": _endless(), "Basic/Standard/a.xml": b"<x/>"}), "makro",
        ),
        "nama ganda": (_twice(xlsx), "tidak wajar"),
        "nama ..": (with_part(xlsx, "../../jahat.xml", b"<x/>"), "tidak wajar"),
        "nama .. windows": (with_part(xlsx, "xl\\..\\..\\jahat.xml", b"<x/>"), "tidak wajar"),
        "nama mutlak": (with_part(xlsx, "/etc/jahat.xml", b"<x/>"), "tidak wajar"),
        "nama cakram": (with_part(xlsx, "C:/jahat.xml", b"<x/>"), "tidak wajar"),
        "zip berkata sandi": (_encrypted_part(xlsx), "kata sandi"),
        "makro menurut isi": (change(xlsx, "[Content_Types].xml", lambda x: x.replace(plain, macro)), "makro"),
        "makro vba": (with_part(xlsx, "xl/vbaProject.bin", b"x"), "makro"),
        "makro excel 4": (with_part(xlsx, "xl/macrosheets/sheet1.xml", b"<x/>"), "makro"),
        "xlsb": (with_part(xlsx, "xl/workbook.bin", b"x"), "xlsb"),
        "makro ods": (_open_document(b"spreadsheet", **{"Basic/Standard/a.xml": b"<x/>"}), "makro"),
        "ods berkata sandi": (_open_document(b"spreadsheet", **{"META-INF/manifest.xml": manifest}), "kata sandi"),
        "odt": (_open_document(b"text"), "dokumen OpenDocument lain"),
        "docx": (pack({"[Content_Types].xml": b"<x/>", "word/document.xml": b"<x/>"}), "berkas Word"),
        "pptx": (pack({"[Content_Types].xml": b"<x/>", "ppt/presentation.xml": b"<x/>"}), "berkas PowerPoint"),
        "zip biasa": (pack({"formulir.xlsx": xlsx}), "arsip ZIP"),
        "xlsx berkata sandi": (compound("EncryptionInfo", "EncryptedPackage"), "kata sandi"),
        "xls bermakro": (compound("Workbook", "_VBA_PROJECT_CUR"), "makro"),
        "doc lama": (compound("WordDocument"), "Word lama"),
        "ole rusak": (_OLE + bytes(600), "rusak"),
        "pdf": (b"%PDF-1.7\n" + bytes(200), "PDF"),
        "foto": (b"\xff\xd8\xff\xe0" + bytes(200), "JPEG"),
        "tangkapan layar": (b"\x89PNG\r\n\x1a\n" + bytes(200), "PNG"),
        "html": (b"<html><body><table><tr><td>95</td></tr></table></body></html>", "HTML"),
        "html dengan bom": (b"\xef\xbb\xbf\r\n<!DOCTYPE html><html></html>", "HTML"),
        "xml 2003": (b'<?xml version="1.0"?><Workbook xmlns="urn:schemas-microsoft-com:office:spreadsheet"/>', "2003"),
        "csv": (b"Kode;Indikator;Realisasi\nIKU-1;Cakupan;95,37\n", "CSV"),
        "kosong": (b"", "kosong"),
        "nol semua": (bytes(5_000), "hanya nol"),
        "rar": (b"Rar!\x1a\x07" + bytes(100), "RAR"),
        "program": (b"MZ\x90" + bytes(100), "program"),
        "terpotong": (xlsx[: len(xlsx) // 2], "rusak"),
        "hanya kepala": (b"PK\x03\x04" + bytes(100), "rusak"),
        "excel 5": (compound("Book"), "sangat lama"),
    }
