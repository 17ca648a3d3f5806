"""From the bytes of a file to its text (YAML, CSV): what is no text, too big or wrongly encoded is refused here.

Codes Y01 to Y05 (docs/catalog.md). What passes holds no carriage return, no byte order mark and no character
that XML 1.0 cannot hold (section 2.2, Char), so that every text of the model can be printed.
"""

from __future__ import annotations

import errno
import re
from dataclasses import dataclass
from enum import Enum
from itertools import islice
from pathlib import Path

from doctool.border.limits import TEXT_BYTES
from doctool.border.plain_file import TooLongError, read_plain
from doctool.errors import ContentError
from doctool.findings import Finding, Where
from doctool.refusal import MAX_FINDINGS, error, refuse

_MAGIC = (
    (b"PK\x03\x04", "berkas Word, Excel atau zip"),
    (b"\xd0\xcf\x11\xe0", "berkas Word atau Excel format lama, atau berkas berkata sandi"),
    (b"%PDF", "berkas PDF"),
    (b"{\\rtf", "berkas RTF"),
    (b"\x89PNG", "gambar PNG"),
    (b"\xff\xd8\xff", "gambar JPEG"),
    (b"\x1f\x8b", "berkas gzip"),
)
_BOMS = (
    (b"\xff\xfe\x00\x00", "UTF-32"),
    (b"\x00\x00\xfe\xff", "UTF-32"),
    (b"\xff\xfe", "UTF-16"),
    (b"\xfe\xff", "UTF-16"),
)
SAVE_AGAIN = "simpan ulang sebagai UTF-8 (di Notepad: Simpan Sebagai, Encoding: UTF-8)"

#: C0 and C1 controls except tab and newline, DEL, the Unicode line separators (an editor does not count them
#: as lines, YAML does), marks that turn the direction of what follows (a number reads otherwise than it is stored),
#: byte order marks inside the text, lone surrogates and the two non-characters.
FORBIDDEN = re.compile(
    "[\x00-\x08\x0b-\x1f\x7f-\x9f\u2028-\u202e\u2066-\u2069\ufeff\ud800-\udfff\ufffe\uffff]"
)
_NAMES = {
    0x0B: "ganti baris dari Word (Shift+Enter)",
    0x0C: "ganti halaman",
    0x0D: "carriage return",
    0x85: "ganti baris tak terlihat",
    0x2028: "ganti baris tak terlihat",
    0x2029: "ganti paragraf tak terlihat",
    0xFEFF: "spasi tak terlihat",
    **dict.fromkeys((*range(0x202A, 0x202F), *range(0x2066, 0x206A)), "pembalik arah tulisan tak terlihat"),
}


def forbidden_message(char: str) -> str:
    """How a character of FORBIDDEN is named to the user."""
    name = _NAMES.get(ord(char), "karakter kendali")
    return f"karakter yang tidak dapat dicetak: U+{ord(char):04X} ({name})"


def read_text(path: Path, file: str) -> str:
    """The text of the file at `path`, lines ended by "\\n"; `file` is its name in findings.

    Raises ContentError (Y01 to Y04).
    """
    return decode(read_bytes(path, file), file)


def read_bytes(path: Path, file: str) -> bytes:
    """The bytes of the file at `path`; `file` is its name in findings. Raises ContentError (Y01, Y02)."""
    whole = Where(file)
    try:
        return read_plain(path, TEXT_BYTES)
    except TooLongError:
        raise _too_large(whole, path.stat().st_size) from None
    except IsADirectoryError:
        message, hint = "ini folder, bukan berkas YAML", "tunjuk berkas di dalamnya"
    except FileNotFoundError:
        message, hint = "berkas tidak ada", "periksa nama berkas dan foldernya"
    except PermissionError:
        message, hint = "berkas tidak boleh dibaca", "periksa izin berkas, atau tutup program lain"
    except OSError as problem:
        if problem.errno == errno.ESPIPE:
            message, hint = "bukan berkas biasa", "tunjuk berkas YAML biasa"
        else:
            message, hint = f"berkas tidak dapat dibaca (galat sistem {problem.errno})", "periksa nama dan disk"
    raise refuse(file, [error("Y01", whole, message, hint)])


def _too_large(whole: Where, size: int) -> ContentError:
    shown = f"{size / 1_000_000:.1f}".replace(".", ",")
    message = f"berkas terlalu besar: {shown} MB, paling besar {TEXT_BYTES // 1_000_000} MB"
    return refuse(whole.file, [error("Y02", whole, message, "pastikan ini berkas SOP; pisahkan bila memang panjang")])


def decode(data: bytes, file: str) -> str:
    """The text of `data`; raises ContentError (Y03, Y04)."""
    fault = text_fault(data)
    if fault is None:
        return plain_lines(data)
    where = fault.where(data, file)
    if fault.kind is Kind.OTHER:
        hint = "ini bukan teks; tulis SOP sebagai berkas teks YAML"
        raise refuse(file, [error("Y03", where, f"bukan teks YAML, melainkan {fault.name}", hint)])
    if fault.kind is Kind.ZERO:
        hint = "pulihkan berkas dari salinan, atau tulis ulang sebagai teks"
        raise refuse(file, [error("Y03", where, fault.message, hint)])
    raise refuse(file, [error("Y04", where, fault.message, SAVE_AGAIN, fault.name)])


class Kind(Enum):
    """What bytes are that are no text."""

    OTHER = "another kind of file"
    ENCODING = "another encoding"
    ZERO = "a byte of zero"
    BYTE = "a byte that is no UTF-8"


@dataclass(frozen=True, slots=True)
class TextFault:
    """Why bytes are no text: the name of what they are, and the first offending byte (none: the whole file)."""

    kind: Kind
    name: str = ""
    at: int | None = None
    message: str = ""

    def where(self, data: bytes, file: str) -> Where:
        """The place of the offending byte in `file`, whose bytes are `data`."""
        if self.at is None:
            return Where(file)
        before = plain_lines(data[: self.at])
        return Where(file, before.count("\n") + 1, len(before) - (before.rfind("\n") + 1) + 1)


def text_fault(data: bytes) -> TextFault | None:
    """Why `data` is no text in UTF-8, its message in Bahasa Indonesia; None where it is one."""
    for magic, name in _MAGIC:
        if data.startswith(magic):
            return TextFault(Kind.OTHER, name, None, f"bukan teks, melainkan {name}")
    for bom, name in _BOMS:
        if data.startswith(bom):
            return TextFault(Kind.ENCODING, "", None, f"berkas memakai pengodean {name}, bukan UTF-8")
    zeros = data.count(0)
    if zeros and max(data[0::2].count(0), data[1::2].count(0)) * 4 > len(data) and zeros * 3 > len(data):
        return TextFault(Kind.ENCODING, "", None, "berkas tampaknya memakai pengodean UTF-16, bukan UTF-8")
    if zeros:
        return TextFault(Kind.ZERO, "", data.index(0), "berkas berisi byte nol, jadi bukan teks")
    try:
        data.decode("utf-8-sig")
    except UnicodeDecodeError as problem:
        return _not_utf8(data[problem.start : problem.start + 1], problem.start)
    return None


def plain_lines(data: bytes) -> str:
    """`data` as text without a byte order mark, its lines ended by "\n"."""
    return data.decode("utf-8-sig", errors="replace").replace("\r\n", "\n").replace("\r", "\n")


def _not_utf8(byte: bytes, at: int) -> TextFault:
    guess = byte.decode("cp1252", errors="replace")
    message = f"bukan UTF-8: byte {byte[0]:02X}"
    if byte[0] >= 0x80 and guess != "\ufffd":
        message += f' tampaknya huruf "{guess}" dalam pengodean Windows-1252'
        return TextFault(Kind.BYTE, guess, at, message)
    return TextFault(Kind.BYTE, "", at, message)


def refuse_unprintable(text: str, file: str) -> None:
    """Raise ContentError (Y05) if `text` holds characters that cannot be printed."""
    if not FORBIDDEN.search(text):
        return
    found: list[Finding] = []
    for match in islice(FORBIDDEN.finditer(text), MAX_FINDINGS):
        before = text[: match.start()]
        where = Where(file, before.count("\n") + 1, len(before) - (before.rfind("\n") + 1) + 1)
        found.append(
            error("Y05", where, forbidden_message(match[0]), "hapus karakter itu, lalu ketik ulang bila perlu")
        )
    raise refuse(file, found)
