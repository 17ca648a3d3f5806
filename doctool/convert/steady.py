"""PDFs of LibreOffice without the clock: the same document gives the same bytes.

What differs between two conversions of one document is when it was made and two sums over that (ISO 32000-1, 14.3.3
CreationDate, 14.4 ID; LibreOffice's own DocChecksum). Each is replaced by something of the same length, so that every
offset in the file stays true.
"""

from __future__ import annotations

import re

from doctool.fingerprint import digest

_DATE = re.compile(rb"/CreationDate\(D:(\d{14})")
_SUMS = re.compile(rb"(?<=<)[0-9A-F]{32}(?=>)|(?<=/DocChecksum /)[0-9A-F]{32}")
#: The earliest day that a ZIP knows, as in all files that doctool writes.
_DAY = b"19800101000000"
#: Where LibreOffice writes them: the last object and the trailer.
_END = 4096


def steady(pdf: bytes) -> bytes:
    """`pdf` without its clock; any other PDF is as it was."""
    end = pdf.rfind(b"\nxref\n")
    if end < 0 or b"/DocChecksum /" not in pdf[end:]:
        return pdf
    start = max(0, end - _END)
    head, info, trailer = pdf[:start], pdf[start:end], pdf[end:]
    found = list(_DATE.finditer(info))
    if len(found) != 1:
        return pdf
    info = info[: found[0].start(1)] + _DAY + info[found[0].end(1) :]
    bare = _SUMS.sub(b"0" * 32, trailer)
    total = digest(head + info + bare)[:32].upper().encode("ascii")
    return head + info + _SUMS.sub(total, trailer)
