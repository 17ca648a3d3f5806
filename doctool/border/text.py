"""From the bytes of a file to its text (YAML, CSV): what is no text, too big or wrongly encoded is refused here.

Codes Y01 to Y05 (docs/catalog.md). What passes holds no carriage return, no byte order mark and no character
that XML 1.0 cannot hold (section 2.2, Char), so that every text of the model can be printed.
"""

from __future__ import annotations

import re
import stat
from itertools import islice
from pathlib import Path

from doctool.border.limits import TEXT_BYTES
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
_SAVE_AGAIN = "simpan ulang sebagai UTF-8 (di Notepad: Simpan Sebagai, Encoding: UTF-8)"

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
        status = path.stat()
        if stat.S_ISDIR(status.st_mode):
            raise refuse(file, [error("Y01", whole, "ini folder, bukan berkas YAML", "tunjuk berkas di dalamnya")])
        if not stat.S_ISREG(status.st_mode):
            raise refuse(file, [error("Y01", whole, "bukan berkas biasa", "tunjuk berkas YAML biasa")])
        if status.st_size > TEXT_BYTES:
            raise _too_large(whole, status.st_size)
        with path.open("rb") as stream:
            data = stream.read(TEXT_BYTES + 1)
    except FileNotFoundError:
        raise refuse(file, [error("Y01", whole, "berkas tidak ada", "periksa nama berkas dan foldernya")]) from None
    except PermissionError:
        raise refuse(
            file, [error("Y01", whole, "berkas tidak boleh dibaca", "periksa izin berkas, atau tutup program lain")]
        ) from None
    except OSError as problem:
        raise refuse(
            file,
            [error("Y01", whole, f"berkas tidak dapat dibaca (galat sistem {problem.errno})", "periksa nama dan disk")],
        ) from problem
    if len(data) > TEXT_BYTES:
        raise _too_large(whole, len(data))
    return data


def _too_large(whole: Where, size: int) -> ContentError:
    shown = f"{size / 1_000_000:.1f}".replace(".", ",")
    message = f"berkas terlalu besar: {shown} MB, paling besar {TEXT_BYTES // 1_000_000} MB"
    return refuse(whole.file, [error("Y02", whole, message, "pastikan ini berkas SOP; pisahkan bila memang panjang")])


def decode(data: bytes, file: str) -> str:
    """The text of `data`; raises ContentError (Y03, Y04)."""
    _refuse_binary(data, file)
    try:
        text = data.decode("utf-8-sig")
    except UnicodeDecodeError as problem:
        raise refuse(file, [_not_utf8(data, problem, file)]) from None
    return text.replace("\r\n", "\n").replace("\r", "\n")


def _refuse_binary(data: bytes, file: str) -> None:
    whole = Where(file)
    for magic, name in _MAGIC:
        if data.startswith(magic):
            hint = "ini bukan teks; tulis SOP sebagai berkas teks YAML"
            raise refuse(file, [error("Y03", whole, f"bukan teks YAML, melainkan {name}", hint)])
    for bom, name in _BOMS:
        if data.startswith(bom):
            raise refuse(file, [error("Y04", whole, f"berkas memakai pengodean {name}, bukan UTF-8", _SAVE_AGAIN)])
    zeros = data.count(0)
    if not zeros:
        return
    if max(data[0::2].count(0), data[1::2].count(0)) * 4 > len(data) and zeros * 3 > len(data):
        raise refuse(file, [error("Y04", whole, "berkas tampaknya memakai pengodean UTF-16, bukan UTF-8", _SAVE_AGAIN)])
    raise refuse(
        file, [error("Y03", _place(data, data.index(0), file), "berkas berisi byte nol, jadi bukan teks",
                     "pulihkan berkas dari salinan, atau tulis ulang sebagai teks")]
    )


def _place(data: bytes, at: int, file: str) -> Where:
    before = data[:at].decode("utf-8-sig", errors="replace").replace("\r\n", "\n").replace("\r", "\n")
    return Where(file, before.count("\n") + 1, len(before) - (before.rfind("\n") + 1) + 1)


def _not_utf8(data: bytes, problem: UnicodeDecodeError, file: str) -> Finding:
    byte = data[problem.start : problem.start + 1]
    guess = byte.decode("cp1252", errors="replace")
    message = f"bukan UTF-8: byte {byte[0]:02X}"
    if byte[0] >= 0x80 and guess != "\ufffd":
        message += f' tampaknya huruf "{guess}" dalam pengodean Windows-1252'
        return error("Y04", _place(data, problem.start, file), message, _SAVE_AGAIN, guess)
    return error("Y04", _place(data, problem.start, file), message, _SAVE_AGAIN)


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
