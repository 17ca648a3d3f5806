"""A Markdown file as text: what is no text, too large or wrongly encoded is refused (M04), as are control characters
(M05), each with its place.

A byte order mark and line ends of Windows are read without a word. What passes holds only characters that XML 1.0 can
hold (section 2.2, Char).
"""

from __future__ import annotations

from itertools import islice
from pathlib import Path

from doctool.border.limits import TEXT_BYTES
from doctool.border.plain_file import TooLongError, read_plain
from doctool.border.text import FORBIDDEN, SAVE_AGAIN, Kind, forbidden_message, plain_lines, text_fault
from doctool.errors import system_reason
from doctool.findings import Finding, Where
from doctool.prose.command import error
from doctool.refusal import MAX_FINDINGS

#: What to do about files that people name .md though they are others.
_HINTS = {
    b"PK": "bila ini berkas Word, beri nama yang berakhir .docx", b"%PDF": "tunjuk naskah aslinya (.md atau .docx)",
    b"\xd0\xcf": "simpan sebagai .docx dari Word", b"{\\rtf": "simpan sebagai .docx dari Word",
}  # fmt: skip


def read_text(path: Path, file: str) -> tuple[str, tuple[Finding, ...]]:
    """The text of the file at `path`, lines ended by "\\n", and what is wrong with it; "" where it is refused.

    `file` is its name in findings.
    """
    try:
        data = read_plain(path, TEXT_BYTES)
    except TooLongError:
        message = f"berkas teks terlalu besar: lebih dari {TEXT_BYTES // 1_000_000} MB"
        return "", (error("M04", Where(file), message, "pisahkan menjadi beberapa berkas"),)
    except IsADirectoryError:
        return "", (error("M04", Where(file), "ini folder, bukan berkas teks", "tunjuk berkas di dalamnya"),)
    except OSError as problem:
        hint = "periksa nama berkas dan foldernya"
        return "", (error("M04", Where(file), f"berkas teks tidak dapat dibaca: {system_reason(problem)}", hint),)
    return decode(data, file)


def decode(data: bytes, file: str) -> tuple[str, tuple[Finding, ...]]:
    """`read_text` of the bytes of a file."""
    fault = text_fault(data)
    if fault is not None and fault.kind is not Kind.ZERO:  # a single one is told as what cannot be printed
        usual = "tunjuk naskahnya (.md atau .docx)" if fault.kind is Kind.OTHER else SAVE_AGAIN
        hint = next((hint for start, hint in _HINTS.items() if data.startswith(start)), usual)
        return "", (error("M04", fault.where(data, file), fault.message, hint),)
    text = plain_lines(data)
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
