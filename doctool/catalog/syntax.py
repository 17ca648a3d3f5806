"""What the YAML parser complains about, said in plain Bahasa Indonesia with what to do.

The parser's words differ a little between libyaml and PyYAML's own scanner; both are understood here. Codes
Y06 to Y15 (docs/catalog.md). Lines and columns of marks count from 0, those of findings from 1.
"""

from __future__ import annotations

import re
from collections.abc import Sequence
from typing import Any

import yaml

from doctool.findings import Finding, Where
from doctool.refusal import error

_QUOTE_IT = 'beri tanda kutip pada seluruh teks: "..."'
_KEY_GLUED = re.compile(r"^\s*(?:-\s+)*[\w-]+:[^\s]")
_COLON_INSIDE = re.compile(r":\s")


def translate(problem: yaml.YAMLError, lines: Sequence[str], last: Any, file: str) -> Finding:
    """The finding for `problem`; `last` is the last parser event before it (or None)."""
    words = str(getattr(problem, "problem", None) or "")
    context = str(getattr(problem, "context", None) or "")
    at = getattr(problem, "problem_mark", None) or getattr(problem, "context_mark", None)
    start = getattr(problem, "context_mark", None) or at
    if at is None or start is None:
        return error("Y15", Where(file), "berkas bukan YAML yang sah", "periksa penulisan berkas ini")
    return _Translator(lines, last, file, (at.line, at.column), (start.line, start.column)).say(words, context)


class _Translator:
    """One complaint: where it is (`at`), where what it is part of began (`start`), both from 0."""

    def __init__(
        self, lines: Sequence[str], last: Any, file: str, at: tuple[int, int], start: tuple[int, int]
    ) -> None:
        self.lines, self.last, self.file, self.at, self.start = lines, last, file, at, start

    def line(self, number: int) -> str:
        return self.lines[number] if 0 <= number < len(self.lines) else ""

    def finding(self, code: str, at: tuple[int, int], message: str, hint: str) -> Finding:
        number = min(at[0], max(len(self.lines) - 1, 0))
        return error(code, Where(self.file, number + 1, at[1] + 1), message, hint, self.line(number).strip())

    def say(self, words: str, context: str) -> Finding:
        """The finding for the parser's `words` said in `context`."""
        if re.match(r"^ *\t", self.line(self.at[0])) and ("tab character" in words or "cannot start" in words):
            return tab_finding(self.lines, [self.at[0]], self.file)
        if "values are not allowed" in words:
            return self._colon()
        if "unexpected ':'" in words:
            return self.finding("Y07", self.at, "sesudah titik dua harus ada spasi", "tulis spasi sesudah titik dua")
        if "could not find expected ':'" in words:
            return self._no_colon()
        if "unexpected end of stream" in words or "unexpected document indicator" in words:
            return self._unclosed_quote(self.start)
        if "cannot start any token" in words:
            return self._special()
        if "alphabetic or numeric" in words:
            return self._special_at(self.start)
        if "comment or" in words and "block scalar" in context:
            return self._special_at(self.start)
        if "entries are not allowed" in words:
            return self._dash()
        if "escape" in words or "hexdecimal" in words or "hexadecimal" in words:
            return self.finding(
                "Y14", self.at, 'garis miring "\\" di dalam tanda kutip ganda bermakna khusus',
                "pakai tanda kutip tunggal '...', atau tulis \\\\",
            )
        if "flow sequence" in context or "flow mapping" in context or "node content" in words:
            return self._bracket()
        if "tag" in words or "tag" in context:
            return self._special_at(self.start)
        return self._structure(words)

    def _colon(self) -> Finding:
        """A colon where a value already stands: in a text, or the line before lacks something."""
        row, column = self.at
        line, key = self.line(row), self.line(row)[:column]
        before = re.sub(r"^\s*(?:-\s+)*", "", key)
        if _COLON_INSIDE.search(before + " ") and ":" in before:
            return self.finding("Y10", self.at, 'tanda ": " di dalam teks dibaca sebagai pemisah kunci', _QUOTE_IT)
        previous = self._previous(row)
        above = self.line(previous) if previous >= 0 else ""
        if _KEY_GLUED.match(above) and not _COLON_INSIDE.search(above):
            at = (previous, above.index(":"))
            return self.finding("Y07", at, "sesudah titik dua harus ada spasi", "tulis spasi sesudah titik dua")
        if above and ":" not in above and not above.lstrip().startswith(("-", "#")):
            return self._lacks_colon((previous, len(above) - len(above.lstrip())))
        indent = len(line) - len(line.lstrip())
        return self.finding(
            "Y08", (row, indent), "inden baris ini tidak cocok dengan baris di atasnya",
            "samakan inden (spasi di awal baris) dengan kunci lain yang setingkat; isi kunci di atasnya sudah ada",
        )

    def _previous(self, row: int) -> int:
        for number in range(row - 1, -1, -1):
            stripped = self.line(number).strip()
            if stripped and not stripped.startswith("#"):
                return number
        return -1

    def _no_colon(self) -> Finding:
        line = self.line(self.start[0])
        if re.match(r"\s*-\S", line):
            return self.finding(
                "Y08", self.start, 'tanda "-" untuk butir daftar harus diikuti spasi', 'tulis "- " lalu teksnya'
            )
        return self._lacks_colon(self.start)

    def _lacks_colon(self, at: tuple[int, int]) -> Finding:
        return self.finding(
            "Y07", at, "baris ini tidak punya titik dua sesudah nama kunci",
            'tulis "kunci: isi"; bila ini lanjutan teks di atasnya, beri inden lebih dalam',
        )

    def _unclosed_quote(self, at: tuple[int, int]) -> Finding:
        return self.finding(
            "Y09", at, "tanda kutip dibuka tetapi tidak ditutup", "tutup dengan tanda kutip yang sama di akhir teks"
        )

    def _special(self) -> Finding:
        return self._special_at(self.at)

    def _special_at(self, at: tuple[int, int]) -> Finding:
        char = self.line(at[0])[at[1] : at[1] + 1]
        name = "tab" if char == "\t" else char
        return self.finding("Y11", at, f'teks tidak boleh diawali tanda "{name}" tanpa tanda kutip', _QUOTE_IT)

    def _dash(self) -> Finding:
        if re.fullmatch(r"-\s*(#.*)?", self.line(self.at[0])[self.at[1] :]):
            return self.finding(
                "Y11", self.at, 'isi "-" harus diberi tanda kutip, karena "-" memulai daftar', 'tulis dengan kutip: "-"'
            )
        return self.finding(
            "Y08", self.at, 'butir daftar "- " tidak boleh sebaris dengan kuncinya',
            'pindahkan ke baris baru di bawah kunci; bila "-" bagian dari teks, beri tanda kutip',
        )

    def _bracket(self) -> Finding:
        char = self.line(self.start[0])[self.start[1] : self.start[1] + 1]
        if char in {"[", "{"}:
            closing = "]" if char == "[" else "}"
            return self.finding(
                "Y12", self.start, f'kurung "{char}" tidak ditutup dengan benar',
                f'tutup dengan "{closing}" dan pisahkan isinya dengan koma; bila bagian dari teks, beri tanda kutip',
            )
        return self._special()

    def _structure(self, words: str) -> Finding:
        """A token that fits nowhere: after a closed quote or bracket, or a line indented wrongly."""
        row, column = self.at
        line = self.line(row)
        glued = line[:column].strip() not in {"", "-"}
        if self.last is not None and glued:
            end, begin = self.last.end_mark, self.last.start_mark
            quoted = isinstance(self.last, yaml.ScalarEvent) and self.last.style in {"'", '"'}
            if quoted and end.line == row and begin.line < row:
                return self._unclosed_quote((begin.line, begin.column))
            if end.line == row and (quoted or isinstance(self.last, yaml.CollectionEndEvent)):
                sign = "tanda kutip" if quoted else "kurung"
                return self.finding(
                    "Y13", self.at, f"ada teks sesudah {sign} penutup",
                    "beri tanda kutip tunggal pada seluruh teks; tanda kutip tunggal di dalamnya ditulis dua kali: ''",
                )
        if line[column : column + 1] == ":" and not line[:column].strip(" -"):
            return self.finding("Y22", self.at, "tidak ada nama kunci sebelum titik dua", "tulis nama kuncinya")
        if "document start" in words and self.line(self._previous(row)).strip() == "...":
            return self.finding("Y19", self.at, 'ada isi sesudah baris "..."', 'hapus baris "..."')
        if "document start" in words or "block" in words or "key" in words or "indicator" in words:
            return self.finding(
                "Y08", self.at, "inden baris ini tidak cocok dengan baris-baris di atasnya",
                "samakan inden (spasi di awal baris) dengan baris lain yang setingkat",
            )
        return self.finding("Y15", self.at, "penulisan YAML di sini tidak sah", "periksa baris ini dan di atasnya")


def tab_finding(lines: Sequence[str], rows: Sequence[int], file: str) -> Finding:
    """One finding for tabs in the indentation; `rows` are the lines (from 0) known to be wrong."""
    first = rows[0]
    column = lines[first].index("\t") + 1
    others = [row + 1 for row in range(first + 1, len(lines)) if re.match(r"^ *\t\s*[^\s#]", lines[row])]
    also = f" (juga baris {', '.join(str(row) for row in others[:10])})" if others else ""
    return error(
        "Y06", Where(file, first + 1, column), f"inden memakai tab{also}",
        "ganti setiap tab di awal baris dengan spasi", lines[first].strip(),
    )
