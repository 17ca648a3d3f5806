"""A Markdown file as text: what is no text, too large or wrongly encoded is refused (M04), as are control characters
(M05), each with its place.

A byte order mark and line ends of Windows are read without a word. What passes holds only characters that XML 1.0 can
hold (section 2.2, Char).
"""

from __future__ import annotations

from itertools import islice
from pathlib import Path

from doctool.border.plain_file import TooLongError, read_plain
from doctool.border.text import FORBIDDEN, forbidden_message
from doctool.errors import system_reason
from doctool.findings import Finding, Where
from doctool.prose.command import error
from doctool.refusal import MAX_FINDINGS

#: A chapter of fifty pages is some 150 KB.
MAX_BYTES = 1_000_000
_SAVE_AGAIN = "simpan ulang sebagai UTF-8 (di Notepad: Simpan Sebagai, Encoding: UTF-8)"
_MAGIC = (
    (b"PK\x03\x04", "berkas Word, Excel atau zip", "bila ini berkas Word, beri nama yang berakhir .docx"),
    (b"\xd0\xcf\x11\xe0", "berkas Word atau Excel format lama", "simpan sebagai .docx dari Word"),
    (b"%PDF", "berkas PDF", "tunjuk naskah aslinya (.md atau .docx)"),
    (b"{\\rtf", "berkas RTF", "simpan sebagai .docx dari Word"),
)
_UTF16 = (b"\xff\xfe", b"\xfe\xff")


def read_text(path: Path, file: str) -> tuple[str, tuple[Finding, ...]]:
    """The text of the file at `path`, lines ended by "\\n", and what is wrong with it; "" where it is refused.

    `file` is its name in findings.
    """
    try:
        if path.is_dir():
            return "", (error("M04", Where(file), "ini folder, bukan berkas teks", "tunjuk berkas di dalamnya"),)
        data = read_plain(path, MAX_BYTES)
    except TooLongError:
        return "", (_too_large(file),)
    except OSError as problem:
        hint = "periksa nama berkas dan foldernya"
        return "", (error("M04", Where(file), f"berkas teks tidak dapat dibaca: {system_reason(problem)}", hint),)
    return decode(data, file)


def decode(data: bytes, file: str) -> tuple[str, tuple[Finding, ...]]:
    """`read_text` of the bytes of a file."""
    fault = _fault(data, file)
    if fault:
        return "", (fault,)
    try:
        text = data.decode("utf-8-sig").replace("\r\n", "\n").replace("\r", "\n")
    except UnicodeDecodeError as problem:
        before = data[: problem.start].decode("utf-8-sig", errors="replace").replace("\r\n", "\n").replace("\r", "\n")
        byte = data[problem.start]
        return "", (error("M04", place(before, len(before), file), f"bukan UTF-8: byte {byte:02X}", _SAVE_AGAIN),)
    found = unprintable(text, file)
    return ("" if found else text), found


def unprintable(text: str, file: str) -> tuple[Finding, ...]:
    """M05 for each character of `text` that cannot be printed."""
    hint = "hapus karakter itu, lalu ketik ulang bila perlu"
    return tuple(
        error("M05", place(text, match.start(), file), forbidden_message(match[0]), hint)
        for match in islice(FORBIDDEN.finditer(text), MAX_FINDINGS)
    )


def place(text: str, at: int, file: str) -> Where:
    """The line and column of the character `at` of `text`."""
    return Where(file, text.count("\n", 0, at) + 1, at - (text.rfind("\n", 0, at) + 1) + 1)


def _too_large(file: str) -> Finding:
    message = f"berkas teks terlalu besar: lebih dari {MAX_BYTES // 1_000_000} MB"
    return error("M04", Where(file), message, "pisahkan menjadi beberapa berkas")


def _fault(data: bytes, file: str) -> Finding | None:
    if len(data) > MAX_BYTES:
        return _too_large(file)
    for magic, name, hint in _MAGIC:
        if data.startswith(magic):
            return error("M04", Where(file), f"bukan teks, melainkan {name}", hint)
    if data.startswith(_UTF16):
        return error("M04", Where(file), "berkas memakai pengodean UTF-16, bukan UTF-8", _SAVE_AGAIN)
    return None
