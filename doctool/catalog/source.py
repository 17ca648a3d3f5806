"""A YAML file as nested mappings, lists and texts, with the place of every key and value.

Nothing is typed here: `10:30`, `007` and `ya` stay the text that the author wrote, an empty value (also `~`
and `null`) is "". The tree is built from parser events without recursion, so that no nesting can exhaust the
stack. What YAML offers beyond plain data (anchors, tags, several documents, ...) and what it would silently
read as something else is refused: codes Y01 to Y24, docs/catalog.md.
"""

from __future__ import annotations

import re
from dataclasses import dataclass, field
from pathlib import Path
from typing import Any, TypeAlias

import yaml

from doctool.border.text import FORBIDDEN, forbidden_message, read_text, refuse_unprintable
from doctool.catalog.misread import Span, misread_lines
from doctool.catalog.syntax import translate
from doctool.findings import Finding, Where
from doctool.loaded import Path as Steps
from doctool.loaded import Positions
from doctool.refusal import MAX_FINDINGS, error, refuse, short

Tree: TypeAlias = "str | list[Tree] | dict[str, Tree]"

#: libyaml where PyYAML was built with it: some twenty times faster than PyYAML's own scanner.
LOADER: Any = getattr(yaml, "CSafeLoader", yaml.SafeLoader)
#: An SOP nests ten deep at most (bagian, kegiatan, simpul, keluar, ke and the lists between them).
MAX_DEPTH = 40

_EMPTY = frozenset({"", "~", "null", "Null", "NULL"})
_MARKED_LINE = re.compile(r"^\s*(?:-|[•–]|\d{1,2}[.)]|[a-z][.)])\s")


@dataclass(frozen=True)
class Source:
    """A file read: `file` is the path shown to the user, `data` the tree, `lines` its text."""

    file: str
    data: dict[str, Tree]
    positions: Positions
    lines: tuple[str, ...] = field(repr=False)

    def at(self, path: Steps) -> Tree | None:
        """The value at `path`, None where the file has none."""
        here: Tree = self.data
        for step in path:
            if isinstance(here, dict) and step in here:
                here = here[str(step)]
            elif isinstance(here, list) and isinstance(step, int) and step < len(here):
                here = here[step]
            else:
                return None
        return here


def shown_path(path: Path) -> str:
    """`path` as users see it: relative where it lies below the current folder, with forward slashes."""
    try:
        return path.absolute().relative_to(Path.cwd()).as_posix()
    except ValueError:
        return path.as_posix()


def read_yaml(path: Path, shown: str | None = None) -> Source:
    """Read the file at `path`; `shown` is its name in findings. Raises ContentError with all findings."""
    file = shown_path(path) if shown is None else shown
    return parse_yaml(read_text(path, file), file)


def parse_yaml(text: str, file: str) -> Source:
    """The tree of `text` (lines ended by "\\n"). Raises ContentError with all findings (Y05 to Y24)."""
    refuse_unprintable(text, file)
    lines = text.split("\n")
    builder = _Builder(file, lines)
    last: Any = None
    try:
        event: Any
        for event in yaml.parse(text, LOADER):
            builder.take(event)
            if not isinstance(event, yaml.DocumentEndEvent | yaml.StreamEndEvent):
                last = event
    except yaml.YAMLError as problem:
        builder.findings.append(translate(problem, lines, last, file))
        raise refuse(file, builder.findings) from None
    except _Stop:
        raise refuse(file, builder.findings) from None
    findings = [*builder.findings, *misread_lines(lines, builder.spans, file)]
    if findings:
        raise refuse(file, findings)
    if not isinstance(builder.root, dict):
        raise refuse(file, [_not_a_mapping(builder.root, file)])
    return Source(file, builder.root, Positions(file, builder.values, builder.keys), tuple(lines))


def _not_a_mapping(root: Tree | None, file: str) -> Finding:
    hint = 'tulis "kunci: isi" pada setiap baris, misalnya "nama_sop: Pelayanan KTP"'
    if root is None:
        return error("Y20", Where(file, 1, 1), "berkas kosong", hint)
    kind = "daftar" if isinstance(root, list) else "teks"
    return error("Y20", Where(file, 1, 1), f"isi berkas harus pasangan kunci dan isi, bukan {kind}", hint)


class _Stop(Exception):  # noqa: N818 - ends the reading, is no error of its own
    """Reading on would only repeat the fault; the findings are in the builder."""


class _Frame:
    """A mapping or list being filled; `key` is the mapping's key that waits for its value.

    In one that is `repeated` (the value of a key that stands twice, two items run together) no key is looked up
    any more: one finding is enough.
    """

    __slots__ = ("again", "at", "key", "path", "repeated", "value")

    def __init__(self, path: Steps, value: dict[str, Tree] | list[Tree], repeated: bool) -> None:
        self.path, self.value, self.repeated = path, value, repeated
        self.key: str | None = None
        self.at: Steps = path  # of the waiting key
        #: The waiting key stands twice.
        self.again = False


class _Builder:
    def __init__(self, file: str, lines: list[str]) -> None:
        self.file, self.lines = file, lines
        self.root: Tree | None = None
        self.values: dict[Steps, tuple[int, int]] = {}
        self.keys: dict[Steps, tuple[int, int]] = {}
        self.names: dict[str, str] = {}
        self.findings: list[Finding] = []
        #: Of every text, in document order.
        self.spans: list[Span] = []
        self.frames: list[_Frame] = []
        self.documents = 0

    def complain(self, code: str, mark: Any, message: str, hint: str, text: str = "") -> None:
        where = Where(self.file, min(mark.line + 1, len(self.lines)), mark.column + 1)
        self.findings.append(error(code, where, message, hint, text))
        if len(self.findings) >= MAX_FINDINGS:
            raise _Stop

    def line(self, row: int) -> str:
        """The line that `row` counts from 0; the parser may stand one line beyond the last."""
        return self.lines[row] if row < len(self.lines) else ""

    def take(self, event: Any) -> None:
        """One parser event."""
        if isinstance(event, yaml.ScalarEvent):
            self._check_properties(event)
            self._scalar(event)
        elif isinstance(event, yaml.CollectionStartEvent):
            self._check_properties(event)
            self._open(event)
        elif isinstance(event, yaml.CollectionEndEvent):
            self.frames.pop()
        elif isinstance(event, yaml.AliasEvent):
            written = f"*{event.anchor}"
            self.complain(
                "Y17", event.start_mark, f'"{short(written)}" dibaca YAML sebagai rujukan; itu tidak dipakai',
                "beri tanda kutip bila ini teks; bila rujukan, tulis isinya di sini", written,
            )
            self._put("", event.start_mark)
        elif isinstance(event, yaml.DocumentStartEvent):
            self._document(event)

    def _document(self, event: Any) -> None:
        self.documents += 1
        if self.documents > 1:
            self.complain(
                "Y19", event.start_mark, 'ada dokumen kedua dalam berkas ini (baris "---")',
                'satu berkas satu dokumen: hapus baris "---" atau pindahkan isinya ke berkas lain',
            )
            raise _Stop

    def _check_properties(self, event: Any) -> None:
        if event.anchor is not None:
            self.complain(
                "Y17", event.start_mark, f'"&{short(event.anchor)}" dibaca YAML sebagai jangkar; itu tidak dipakai',
                "beri tanda kutip bila ini teks; bila jangkar, hapus dan tulis isinya di setiap tempat",
                f"&{event.anchor}",
            )
        if event.tag is not None:
            line = self.line(event.start_mark.line)
            written = re.match(r"\S*", line[event.start_mark.column :])
            self.complain(
                "Y18", event.start_mark, 'tanda "!" di awal isi dibaca YAML sebagai jenis data; itu tidak dipakai',
                "beri tanda kutip bila ini teks; selain itu hapus tanda itu", written[0] if written else "",
            )

    def _put(self, value: Tree, mark: Any) -> Steps:
        """Place `value` (not a key) in the open frame; gives its path."""
        path: Steps = ()
        if not self.frames:
            self.root = value
        else:
            frame = self.frames[-1]
            if isinstance(frame.value, list):
                path = (*frame.path, len(frame.value))
                frame.value.append(value)
            else:
                key = frame.key if frame.key is not None else ""
                path = frame.at  # one object for the key and its value
                frame.value[key] = value
                frame.key = None
        self.values[path] = (mark.line + 1, mark.column + 1)
        return path

    def _awaits_key(self) -> bool:
        return bool(self.frames) and isinstance(self.frames[-1].value, dict) and self.frames[-1].key is None

    def _open(self, event: Any) -> None:
        if len(self.frames) >= MAX_DEPTH:
            self.complain(
                "Y21", event.start_mark, f"isi bersarang lebih dari {MAX_DEPTH} tingkat",
                'periksa inden dan kurung; teks yang diawali "[" atau "{" perlu tanda kutip',
            )
            raise _Stop
        if self._awaits_key():
            self.complain(
                "Y22", event.start_mark, "nama kunci harus teks, bukan daftar atau pasangan",
                'beri tanda kutip pada teks yang diawali "[" atau "{"',
            )
            raise _Stop
        value: dict[str, Tree] | list[Tree] = {} if isinstance(event, yaml.MappingStartEvent) else []
        repeated = bool(self.frames) and (self.frames[-1].repeated or self.frames[-1].again)
        path = self._put(value, event.start_mark)
        self.frames.append(_Frame(path, value, repeated))

    def _scalar(self, event: Any) -> None:
        start, end = event.start_mark, event.end_mark
        self.spans.append((start.line, start.column, end.line, end.column))
        value: str = event.value
        if not event.style:  # libyaml says "", PyYAML's own scanner None
            self._check_plain(event)
            if value in _EMPTY and not self._awaits_key():
                value = ""
        elif event.style in {"|", ">"}:
            value = value.rstrip("\n")
        if "\\" in self.line(start.line) or start.line != end.line:
            self._check_characters(event)
        if self._awaits_key():
            self._key(value, event)
        else:
            self._put(value, start)

    def _key(self, key: str, event: Any) -> None:
        mark, frame = event.start_mark, self.frames[-1]
        if not event.style and key == "<<":
            self.complain("Y17", mark, '"<<" (gabungan YAML) tidak dipakai', "tulis kunci-kuncinya di sini", key)
        if not key.strip():
            self.complain("Y22", mark, "nama kunci kosong", "tulis nama kuncinya sebelum titik dua")
        key = self.names.setdefault(key, key)  # the same key of thousands of records is one object
        path = (*frame.path, key)
        before = None if frame.repeated else self.keys.get(path)
        if before is not None:
            self._twice(key, before[0], event)
        else:
            self.keys.setdefault(path, (mark.line + 1, mark.column + 1))
        frame.key, frame.at, frame.again = key, path, before is not None

    def _twice(self, key: str, before: int, event: Any) -> None:
        """A key that stands twice in one mapping; in an item of a list the "- " of the next one may be missing."""
        frame, row = self.frames[-1], event.start_mark.line + 1
        hint = f"hapus salah satu (baris {before} atau baris {row})"
        if frame.path and isinstance(frame.path[-1], int) and next(iter(frame.value), None) == key:
            hint = f'bila baris {row} memulai butir baru, tulis "- " di depannya; bila tidak, {hint}'
            frame.repeated = True
        self.complain("Y16", event.start_mark, f'kunci "{short(key)}" sudah ada di baris {before}', hint, key)

    def _check_characters(self, event: Any) -> None:
        """Escapes such as "\\0" may spell what the file itself may not hold."""
        found = FORBIDDEN.search(event.value)
        if found is not None:
            self.complain("Y05", event.start_mark, forbidden_message(found[0]), "hapus kode itu dari teks")

    def _check_plain(self, event: Any) -> None:
        """Texts without quotes that YAML reads otherwise than they look (Y08, Y24)."""
        start, end = event.start_mark, event.end_mark
        first = self.line(start.line)
        if event.value.startswith("-") and event.value != "-" and not first[: start.column].strip():
            self.complain(
                "Y08", start, 'tanda "-" untuk butir daftar harus diikuti spasi',
                'tulis "- " lalu teksnya; bila "-" bagian dari teks, beri tanda kutip', first.strip(),
            )
        if start.line == end.line:
            return
        marked = bool(_MARKED_LINE.match(first[start.column :]))
        for row in range(start.line + 1, min(end.line + 1, len(self.lines))):
            line = self.lines[row]
            if not _MARKED_LINE.match(line):
                continue
            column = len(line) - len(line.lstrip()) + 1
            if line.lstrip().startswith("-"):
                self.findings.append(
                    error("Y08", Where(self.file, row + 1, column),
                          "butir ini tersambung ke teks di atasnya karena indennya berbeda",
                          'samakan inden "-" dengan butir lain dalam daftar itu', line.strip())
                )
                return
            if marked:
                self.findings.append(
                    error("Y24", Where(self.file, row + 1, column),
                          "baris-baris bernomor ini akan tersambung menjadi satu baris",
                          'tulis "|" sesudah titik dua kuncinya, atau jadikan daftar dengan "- "', line.strip())
                )
                return
