"""Files other than workbooks that were made to harm, or are no such file: each with the reader that must refuse it, or
read it without what was put into it and say so, and words of the reason."""

from __future__ import annotations

import io
import struct
import tempfile
import zlib
from collections.abc import Callable
from functools import cache
from pathlib import Path
from random import Random

from pypdf import PdfWriter

from doctool.border.pdf import PdfError, open_pdf
from doctool.border.picture import picture_fault
from doctool.border.word import NoWordFileError, open_whole
from doctool.catalog.source import read_yaml
from doctool.errors import ContentError
from doctool.letters.templates import own_template
from doctool.prose.word import read_word
from tests.hostile_workbooks import CANARY, compound, pack, parts
from tests.prose.test_word_kept import rich_file
from tests.prose.word_files import docx, drawing, p

#: Bytes, the reader that says why it refuses them or what it left out ("" where it does not), and words of that.
Hostile = tuple[bytes, Callable[[bytes], str], str]
_PARTS = 3_000_000
#: What stands around what is put into a Word text.
_BESIDE = {"Sebelum", "Sesudah"}


@cache
def files() -> dict[str, Hostile]:
    """All of them by name."""
    return {**_word(), **_foreign(), **_yaml(), **_pictures(), **_pdfs()}


def _by_word(data: bytes) -> str:
    found = read_word(data, "naskah.docx")
    (one,) = found.temuan[:1] or (None,)
    return one.message if one is not None and not found.blok and one.code == "M20" and one.hint else ""


def _by_word_without(data: bytes) -> str:
    """What a text of a report is told to have lost; "" where anything of what was put into the file is in it."""
    found = read_word(data, "naskah.docx")
    kept = repr(found.blok)
    if not _BESIDE.issubset(kept.split("'")) or CANARY in kept or "Gambar" in kept:
        return ""
    return "; ".join(one.message for one in found.temuan if one.hint)


def _by_template(data: bytes) -> str:
    try:
        open_whole(data)
    except NoWordFileError as error:
        return str(error) if error.hint else ""
    return ""


def _by_yaml(data: bytes) -> str:
    with tempfile.TemporaryDirectory(prefix="doctool-") as folder:
        (Path(folder) / "sop.yaml").write_bytes(data)
        try:
            read_yaml(Path(folder) / "sop.yaml", "sop.yaml")
        except ContentError as error:
            return error.message + " ".join(one.message for one in error.findings)
    return ""


def _by_picture(data: bytes) -> str:
    with tempfile.TemporaryDirectory(prefix="doctool-") as folder:
        (Path(folder) / "logo.png").write_bytes(data)
        return picture_fault(folder, "logo.png")


def _by_pdf(data: bytes) -> str:
    try:
        open_pdf(data)
    except PdfError as error:
        return str(error)
    return ""


def _word() -> dict[str, Hostile]:
    sound = rich_file()
    found = parts(sound)
    document = found["word/document.xml"]
    head, _, rest = document.partition(b"?>")
    if not rest:
        head, rest = b'<?xml version="1.0"', document
    laughs = b'<!DOCTYPE x [<!ENTITY a "ha"><!ENTITY b "' + b"&a;" * 99 + b'">]>'
    quadratic = b'<!DOCTYPE x [<!ENTITY a "' + b"x" * 50_000 + b'">]>'
    outside = b'<!DOCTYPE x [<!ENTITY f SYSTEM "file:///etc/passwd">]>'
    macro = found["[Content_Types].xml"].replace(
        b"application/vnd.openxmlformats-officedocument.wordprocessingml.document.main+xml",
        b"application/vnd.ms-word.document.macroEnabled.main+xml",
    )
    made = {
        "bom docx": ({**found, "word/document.xml": b" " * 40_000_000}, "besar"),
        "bom banyak bagian docx": ({**found, **{f"word/{one}.xml": b"" for number in range(5_100) for one in
                                                [str(number)]}}, "besar"),
        "kuadratik docx": ({**found, "word/document.xml": head + b"?>" + quadratic + rest}, "deklarasi XML (DTD)"),
        "nama ganda docx": ({**found, "WORD/document.xml": document}, "tidak wajar"),
        "billion laughs docx": ({**found, "word/document.xml": head + b"?>" + laughs + rest}, "deklarasi XML (DTD)"),
        "entitas luar docx": ({**found, "word/document.xml": head + b"?>" + outside + rest}, "deklarasi XML (DTD)"),
        "nama .. docx": ({**found, "../jahat.xml": b"<x/>"}, "tidak wajar"),
        "makro docx": ({**found, "word/vbaProject.bin": b"x"}, "makro"),
        "docm bernama docx": ({**found, "[Content_Types].xml": macro}, "makro"),
        "odt bernama docx": ({"mimetype": b"application/vnd.oasis.opendocument.text"}, "OpenDocument"),
    }  # fmt: skip
    plain = {
        "docx berkata sandi": (compound("EncryptionInfo", "EncryptedPackage"), "sandi"),
        "doc lama bernama docx": (compound("WordDocument"), ".doc"),
        "html bernama docx": (b"<html><body>surat</body></html>", "halaman web"),
        "docx kosong": (b"", "kosong"),
        "docx terpotong": (sound[: len(sound) // 2], "rusak"),
    }
    return {
        **{name: (pack(content), _by_word, words) for name, (content, words) in made.items()},
        **{name: (data, _by_word, words) for name, (data, words) in plain.items()},
    }


def _foreign() -> dict[str, Hostile]:
    """Word files that hold files of other programs or show what lies elsewhere: texts are read without it, templates,
    whose letters would carry it on, are refused."""
    program = compound("\x01Ole10Native") + CANARY.encode() * 40
    kind = "http://schemas.openxmlformats.org/officeDocument/2006/relationships"
    objekt = (
        '<w:r><w:object><v:shape><v:imagedata r:id="tiada"/></v:shape>'
        '<o:OLEObject Type="Embed" ProgID="Package" r:id="ole"/></w:object></w:r>'
    )
    template = parts(own_template("dinas"))
    rels = "word/_rels/document.xml.rels"

    def relating(one: str, **more: bytes) -> bytes:
        end = f"{one}</Relationships>".encode()
        return pack({**template, rels: template[rels].replace(b"</Relationships>", end), **more})

    def text(shown: str, links: tuple[tuple[str, str, str], ...] = (), within: bytes = b"") -> bytes:
        made = parts(docx(p("Sebelum") + p(shown) + p("Sesudah"), links=links))
        ole = f'<Relationship Id="ole" Type="{kind}/oleObject" Target="embeddings/oleObject1.bin"/></Relationships>'
        made[rels] = made[rels].replace(b"</Relationships>", ole.encode()) if within else made[rels]
        return pack({**made, **({"word/embeddings/oleObject1.bin": within} if within else {})})

    made: dict[str, Hostile] = {
        "objek ole docx": (
            text(objekt, within=program), _by_word_without, "objek tertanam",
        ),
        "objek ole templat": (
            relating(f'<Relationship Id="x" Type="{kind}/oleObject" Target="a.dat"/>', **{"word/a.dat": program}),
            _by_template, "objek tertanam",
        ),
    }  # fmt: skip
    for way, address in (("http", f"http://127.0.0.1:9/{CANARY}.png"), ("file", f"file:///{CANARY}.png")):
        link = (("luar", "image", address),)
        for place, attribute in (("tertaut", "link"), ("luar", "embed")):
            made[f"gambar {place} {way} docx"] = (
                text(drawing("luar", attribute=attribute), link), _by_word_without, "gambar tidak dibawa",
            )  # fmt: skip
        shown = f'<Relationship Id="luar" Type="{kind}/image" Target="{address}" TargetMode="External"/>'
        made[f"gambar luar {way} templat"] = (relating(shown), _by_template, f"di luar (\"{address}")
    return made


def _yaml() -> dict[str, Hostile]:
    bomb = "b0: &b0 [x, x]\n" + "".join(f"b{one}: &b{one} [*b{one - 1}, *b{one - 1}]\n" for one in range(1, 30))
    made = {
        "bom alias yaml": (bomb.encode(), "jangkar"),
        "20.000 kurung yaml": (b"a: " + b"[" * 20_000, "bersarang"),
        "kunci ganda yaml": (b"nama_sop: a\nnama_sop: b\n", "nama_sop"),
        "objek python yaml": (b"a: !!python/object/apply:os.system ['true']\n", "jenis data"),
        "yaml terlalu besar": (b"a: " + b"x" * 1_100_000, "terlalu besar"),
        "utf-16 yaml": ("a: b\n".encode("utf-16"), "UTF-16"),
        "byte nol yaml": (b"a: b\x00c\n", "nol"),
    }
    return {name: (data, _by_yaml, words) for name, (data, words) in made.items()}


def _png(side: int, rows: bytes) -> bytes:
    """A square picture in black and white."""

    def chunk(kind: bytes, data: bytes) -> bytes:
        return struct.pack(">I", len(data)) + kind + data + struct.pack(">I", zlib.crc32(kind + data))

    head = b"\x89PNG\r\n\x1a\n" + chunk(b"IHDR", struct.pack(">IIBBBBB", side, side, 1, 0, 0, 0, 0))
    return head + chunk(b"IDAT", zlib.compress(rows)) + chunk(b"IEND", b"")


def _pictures() -> dict[str, Hostile]:
    giant = _png(30_000, bytes(_PARTS))
    bits = Random(1)  # noise, which does not shrink to a few bytes
    small = _png(64, b"".join(b"\0" + bits.randbytes(8) for _ in range(64)))
    if _by_picture(small):
        raise AssertionError("the small picture is not sound")
    return {
        "png 900 megapiksel": (giant, _by_picture, "megapiksel"),
        "svg bernama png": (b'<svg xmlns="http://www.w3.org/2000/svg"/>', _by_picture, "tampaknya SVG"),
        "png terpotong": (small[: len(small) // 2], _by_picture, "terpotong"),
    }


def _pdfs() -> dict[str, Hostile]:
    def written(change: Callable[[PdfWriter], object]) -> bytes:
        writer, out = PdfWriter(), io.BytesIO()
        writer.add_blank_page(100, 100)
        change(writer)
        writer.write(out)
        return out.getvalue()

    sound = written(lambda writer: None)
    return {
        "pdf berkata sandi": (written(lambda one: one.encrypt("rahasia", algorithm="AES-256")), _by_pdf, "sandi"),
        "pdf terpotong": (sound[: len(sound) // 2], _by_pdf, "terpotong"),
        "pdf kosong": (b"", _by_pdf, "kosong"),
        "html bernama pdf": (b"<html></html>", _by_pdf, "bukan berkas PDF"),
    }
