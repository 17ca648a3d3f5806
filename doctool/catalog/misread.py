"""Lines that a YAML parser takes without a word, but otherwise than they look (Y06, Y23)."""

from __future__ import annotations

import re
from bisect import bisect_right
from collections.abc import Sequence
from typing import TypeAlias

from doctool.catalog.syntax import tab_finding
from doctool.findings import Finding, Where
from doctool.refusal import error, short

#: A text's first line and column, last line and column after it, from 0.
Span: TypeAlias = tuple[int, int, int, int]

_ODD_INDENT = re.compile("^[ \t]*[\u00a0\u1680\u2000-\u200b\u202f\u205f\u3000]")
_TAB_INDENT = re.compile(r"^ *\t[\s]*[^\s#]")
_COMMENT = re.compile(r"(?<=\s)#")


def misread_lines(lines: Sequence[str], spans: Sequence[Span], file: str) -> list[Finding]:
    """Tabs and odd spaces in the indentation (Y06), and comments that look like text (Y23)."""
    found: list[Finding] = []
    tabs = [row for row, line in enumerate(lines) if _TAB_INDENT.match(line) and not _inside(spans, row, 0)]
    if tabs:
        found.append(tab_finding(lines, tabs, file))
    for row, line in enumerate(lines):
        odd = _ODD_INDENT.match(line)
        if odd and not _inside(spans, row, 0):
            found.append(
                error("Y06", Where(file, row + 1, odd.end()), "inden memakai spasi khusus (bukan spasi biasa)",
                      "hapus spasi di awal baris lalu ketik ulang", line.strip())
            )
        if "#" in line and not line.lstrip().startswith("#"):
            found.extend(_cut_text(line, row, spans, file))
    return found


def _cut_text(line: str, row: int, spans: Sequence[Span], file: str) -> list[Finding]:
    for sign in _COMMENT.finditer(line):
        if _inside(spans, row, sign.start()):
            continue
        rest = line[sign.start() :]
        if re.match(r"#[^\s#!]", rest):
            return [
                error("Y23", Where(file, row + 1, sign.start() + 1),
                      f'"{short(rest)}" akan hilang, karena # sesudah spasi memulai komentar',
                      'beri tanda kutip pada teksnya; bila memang komentar, tulis spasi sesudah "#"', rest.rstrip())
            ]
        return []
    return []


def _inside(spans: Sequence[Span], row: int, column: int) -> bool:
    """Whether (row, column) lies within a quoted, block or continued text."""
    index = bisect_right(spans, (row, column, row, -1)) - 1
    while index >= 0:
        first, start, last, end = spans[index]
        if (first, start) == (row, column):
            index -= 1
            continue
        return (first, start) <= (row, column) < (last, end)
    return False
