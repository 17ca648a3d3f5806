"""Findings in a Word template, with their places in Word's terms and the text around them."""

from __future__ import annotations

from collections.abc import Sequence

from doctool.fill.scan import Paragraph
from doctool.fill.tags import Tag
from doctool.findings import Finding, Severity, Where

#: Letters of the text around a tag that a finding quotes.
_QUOTED = 76
#: Letters of a message or hint: a tag may be as long as its author likes.
_LONGEST = 400
BASIS = "praktik"
_MARK = "¶"


class Report:
    """Collects the findings of one template: each once, in the order of the document."""

    def __init__(self, file: str, paragraphs: Sequence[Paragraph]) -> None:
        self._file = file
        self._paragraphs = paragraphs
        self._order = {id(one): index for index, one in enumerate(paragraphs)}
        self._found: dict[tuple[int, int, str, str], Finding] = {}

    def error(self, code: str, where: Tag | Paragraph | None, message: str, hint: str = "") -> None:
        """A fault: the template cannot be used like this."""
        self._add(code, Severity.ERROR, where, message, hint)

    def warning(self, code: str, where: Tag | Paragraph | None, message: str, hint: str = "") -> None:
        """Something that should be changed."""
        self._add(code, Severity.WARNING, where, message, hint)

    def at(self, code: str, paragraph: Paragraph, span: tuple[int, int], message: str, hint: str) -> None:
        """A fault at a stretch of a paragraph's text."""
        self._put(code, Severity.ERROR, paragraph, span, message, hint)

    def findings(self) -> list[Finding]:
        """What was found, in the order of the document; what has no place comes last."""
        return [self._found[key] for key in sorted(self._found)]

    def _add(self, code: str, severity: Severity, where: Tag | Paragraph | None, message: str, hint: str) -> None:
        if where is None:
            self._found.setdefault(
                (len(self._paragraphs), 0, code, message),
                Finding(code, severity, Where(self._file), message, hint, basis=BASIS),
            )
        elif isinstance(where, Paragraph):
            self._put(code, severity, where, (0, len(where.text)), message, hint)
        else:
            self._put(code, severity, where.paragraph, (where.start, where.end), message, hint)

    def _put(
        self, code: str, severity: Severity, paragraph: Paragraph, span: tuple[int, int], message: str, hint: str
    ) -> None:
        index = self._order[id(paragraph)]
        message, hint = _shortened(message), _shortened(hint)
        where = Where(self._file, place=paragraph.place)
        text = self._around(index, paragraph, span)
        self._found.setdefault(
            (index, span[0], code, message), Finding(code, severity, where, message, hint, text, BASIS)
        )

    def _around(self, index: int, paragraph: Paragraph, span: tuple[int, int]) -> str:
        """The text around a tag; of a paragraph that holds nothing else, with its neighbours."""
        text, start, end = _shown(paragraph, *span)
        if text[:start].strip() or text[end:].strip() or not text.strip():
            return _cut(text, start, end)
        if paragraph.cell is not None and len(paragraph.row_texts) > 1:
            before = [one for one in paragraph.row_texts[: paragraph.cell_number] if one]
            after = [one for one in paragraph.row_texts[paragraph.cell_number + 1 :] if one]
            if before or after:
                return _joined(" | ".join(before), text.strip(), " | ".join(after), " | ")
        return _joined(self._next(index, -1), text.strip(), self._next(index, 1), f" {_MARK} ")

    def _next(self, index: int, step: int) -> str:
        """The nearest paragraph of the same part and cell that is not empty."""
        here = self._paragraphs[index]
        index += step
        while 0 <= index < len(self._paragraphs):
            one = self._paragraphs[index]
            if one.part != here.part or one.cell is not here.cell:
                return ""
            if one.text.strip():
                return _shown(one, 0, 0)[0].strip()
            index += step
        return ""


def _shortened(text: str) -> str:
    return text if len(text) <= _LONGEST else f"{text[: _LONGEST - 1]}…"


def _shown(paragraph: Paragraph, start: int, end: int) -> tuple[str, int, int]:
    """The text of a paragraph with a space for each tab and line break outside of a stretch, and that stretch in it."""
    text = paragraph.text
    breaks = [gap.offset for gap in paragraph.gaps if gap.what in ("tab", "pindah baris")]
    for offset in reversed(breaks):
        if not start < offset < end:
            text = f"{text[:offset]} {text[offset:]}"
    before = sum(offset <= start for offset in breaks)
    return text, start + before, end + before


def _joined(before: str, text: str, after: str, glue: str) -> str:
    whole = f"{before}{glue}" if before else ""
    start = len(whole)
    return _cut(whole + text + (f"{glue}{after}" if after else ""), start, start + len(text))


def _cut(text: str, start: int, end: int) -> str:
    """`text` shortened on both sides of what stands between `start` and `end`."""
    room = max(_QUOTED - (end - start), 16)
    left = max(start - room // 2, 0)
    right = min(max(end + room // 2, left + _QUOTED), len(text))
    left = max(min(left, right - _QUOTED), 0)
    shown = " ".join(text[left:right].split())
    return ("…" if left else "") + shown + ("…" if right < len(text) else "")
