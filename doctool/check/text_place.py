"""Where words of a paragraph stand in the Markdown file that it was read from."""

from __future__ import annotations

import re
from collections.abc import Sequence
from dataclasses import replace

from doctool.findings import Where

#: What looks like words of the text and is a command or an address.
_HIDDEN = re.compile(r"\[(?:angka|lihat|tabel|bagan)\s*:[^\]]*\]|\]\([^)]*\)|<[^>]*>", re.IGNORECASE)
#: What cannot stand before a number that is whole.
_BEFORE = r"(?<!\d)(?<!\d[.,])"


class Finder:
    """Finds words in the `lines` of a file, each behind the one before in its paragraph."""

    def __init__(self, lines: Sequence[str]) -> None:
        self._lines = lines
        self._paragraph: Where | None = None
        self._at = (0, 0)
        self._line = (-1, "")

    def find(self, words: str, paragraph: Where) -> Where:
        """The place of `words` in the paragraph that begins at `paragraph`; that place where they are not found as
        they are, or where the file has no lines (Word)."""
        if not self._lines or not paragraph.line:
            return paragraph
        if paragraph != self._paragraph:
            self._paragraph, self._at = paragraph, (paragraph.line - 1, max(0, paragraph.column - 1))
        number, column = self._at
        wanted = re.compile(rf"{_BEFORE}{re.escape(words)}(?!\d)" if words[:1].isdigit() else re.escape(words))
        while number < len(self._lines) and (number == paragraph.line - 1 or self._lines[number].strip()):
            found = wanted.search(self._shown(number), column)
            if found is not None:
                self._at = (number, found.end())
                return replace(paragraph, line=number + 1, column=found.start() + 1)
            number, column = number + 1, 0
        return paragraph

    def _shown(self, number: int) -> str:
        """A line with what is no text of it hidden."""
        if self._line[0] != number:
            self._line = number, _HIDDEN.sub(lambda found: "\0" * len(found[0]), self._lines[number])
        return self._line[1]
