"""Files other than workbooks that were made to harm, or are no such file: each with the reader that must refuse it and
words of the reason."""

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
from doctool.catalog.source import read_yaml
from doctool.errors import ContentError
from doctool.prose.word import read_word
from tests.hostile_workbooks import compound, pack, parts
from tests.prose.test_word_kept import rich_file

#: Bytes, the reader that says why it refuses them ("" where it does not), and words of the reason.
Hostile = tuple[bytes, Callable[[bytes], str], str]
_PARTS = 3_000_000


@cache
def files() -> dict[str, Hostile]:
    """All of them by name."""
    return {**_word(), **_yaml(), **_pictures(), **_pdfs()}


def _by_word(data: bytes) -> str:
    found = read_word(data, "naskah.docx")
    (one,) = found.temuan[:1] or (None,)
    return one.message if one is not None and not found.blok and one.code == "M20" and one.hint else ""


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
    outside = b'<!DOCTYPE x [<!ENTITY f SYSTEM "file:///etc/passwd">]>'
    macro = found["[Content_Types].xml"].replace(
        b"application/vnd.openxmlformats-officedocument.wordprocessingml.document.main+xml",
        b"application/vnd.ms-word.document.macroEnabled.main+xml",
    )
    made = {
        "bom docx": ({**found, "word/document.xml": b" " * 40_000_000}, "besar"),
        "bom banyak bagian docx": ({**found, **{f"word/{one}.xml": b"" for number in range(5_100) for one in
                                                [str(number)]}}, "besar"),
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
