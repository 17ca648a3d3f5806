"""Names for letters' files: sixty that break other programs, random ones by the thousand, and the rule of Windows."""

from __future__ import annotations

import re
from random import Random

#: Of "Naming Files, Paths, and Namespaces" (Microsoft Learn, Win32 file system): characters that no name may hold, ...
_SIGNS = re.compile('[<>:"/\\\\|?*\x00-\x1f]')
#: ... names of devices, also before a period, in any case; the three superscript digits count as digits there. CONIN$
#: and CONOUT$ are of "Console Handles"; spaces before the period do not help.
_DEVICES = re.compile("(?:con|prn|aux|nul|com[0-9¹²³]|lpt[0-9¹²³]|conin\\$|conout\\$) *(?:[.:].*)?", re.IGNORECASE)
#: ... and a component of a path has at most so many UTF-16 units (NTFS).
_MOST = 255


def windows_fault(name: str) -> str:
    """Why Windows takes no file called `name`; "" where it does."""
    if not name or name in (".", ".."):
        return "empty, or a folder's own name"
    if _SIGNS.search(name):
        return "a reserved character"
    if _DEVICES.fullmatch(name):
        return "a device"
    if name[-1] in " .":
        return "ends with a space or a period"
    return "too long" if len(name.encode("utf-16-le", "surrogatepass")) // 2 > _MOST else ""


HAND_PICKED = (
    "CON", "con", "Con.txt", "CON .txt", "PRN", "AUX", "AUX.txt", "NUL", "nul.tar.gz", "COM1", "COM¹", "com³.docx",
    "LPT9", "LPT²", "COM0", "CONIN$", "CONOUT$", "aux.", "nul ", "...", "..", ".", "../../x", "..\\..\\x",
    "/etc/passwd", "/", "C:\\Windows\\x", "C:x", "\\\\server\\share\\x", "//server/share/x", "file:///etc/passwd",
    "a/b", "a\\b", "a:b", "a|b", "surat?*", '"kutip"', "<b>", "a" * 300, "é" * 300, "x." * 200, "titik di akhir...",
    "spasi di akhir   ", "  di depan", "-rf", "--help", "~$surat", "~", ".sembunyi", "Surat", "SURAT", "surat",
    "café", "cafe\u0301", "CAFE", "\u202egnp.exe", "\u200b", "a\x00b", "a\nb\tc", "\x1b[31m", "رسالة", "📎📎",
    "surat.docx", "surat.docx.part", "%TEMP%", "$HOME", "${x}", "{{ hal }}", "=1+1", "surat-01", "ﬁle", "Ⅳ", "ß",
    "İstanbul", "\ud800",
)  # fmt: skip
_PIECES = (
    *HAND_PICKED[:50], "a", "B", "7", "-", "_", ".", " ", "..", "/", "\\", "é", "e\u0301", "ж", "中", "\u00a0", "\x7f",
    "surat", "Undangan", "2024", "nomor", "con", "lpt1", "*", "?", ":", "\r", "\u2028", "\ufeff", "ı", "ſ", "K",
)  # fmt: skip


def random_name(seed: int) -> str:
    """The name of `seed`: pieces of names that break things, one in ten very long."""
    chance = Random(seed)
    pieces = [chance.choice(_PIECES) for _ in range(chance.choice((1, 1, 2, 3, 4)))]
    name = "".join(pieces)
    return name * 9 if chance.random() < 0.1 else name
