"""Changing a YAML file as the text it is: only what is changed changes, every other line keeps its bytes.

The text is cut at the places the parser tells, not written anew from a tree. ruamel.yaml's round trip keeps comments,
but not the text: tried on the catalogue it dropped carriage returns (and some blank lines with them) and the byte order
mark from every file that had them, wrapped long texts unless told a width, joined texts that stood on several lines and
indented every list in the one way it was told. Here nothing is trusted instead: after every edit the text is read
again, and unless its tree is exactly the wished one the edit is refused and the text stays as it was.
"""

from __future__ import annotations

from collections.abc import Iterator, Mapping
from pathlib import Path as FilePath

from doctool.border.text import decode, read_bytes
from doctool.catalog.edit_change import Changer, Way
from doctool.catalog.edit_nodes import LaidOut
from doctool.catalog.edit_patch import character_offsets
from doctool.catalog.edit_splice import Splice, spliced
from doctool.catalog.source import Source, Tree, parse_yaml, shown_path
from doctool.errors import ContentError
from doctool.findings import Where
from doctool.loaded import Path
from doctool.refusal import error, refuse

_BOM = "\ufeff"


class Penyunting:
    """A YAML text being edited; `text` is what it has become.

    Paths are those of the file (doctool.loaded.Positions): keys and indexes. Values are texts, lists and mappings of
    texts, written plain where that is safe. Comments stay; those within a value that is replaced or removed as a whole
    go with it, and those above a removed entry stay. Every edit raises ContentError (Y25) and changes nothing where it
    cannot be done safely; making one raises ContentError where `text` cannot be read.
    """

    def __init__(self, text: str, file: str) -> None:
        self._bom = _BOM if text.startswith(_BOM) else ""
        self.file = file
        self._take(text.removeprefix(_BOM), parse_yaml(_unix(text.removeprefix(_BOM)), file))

    @classmethod
    def read(cls, path: FilePath, shown: str | None = None) -> Penyunting:
        """The file at `path`, with the line ends and byte order mark it has. Raises ContentError (Y01 to Y24)."""
        file = shown_path(path) if shown is None else shown
        return cls.of_bytes(read_bytes(path, file), file)

    @classmethod
    def of_bytes(cls, data: bytes, file: str) -> Penyunting:
        """The file whose bytes are `data`. Raises ContentError (Y03 to Y24)."""
        decode(data, file)  # refuses what is no text
        return cls(data.decode("utf-8"), file)

    @property
    def text(self) -> str:
        """The whole text as it would be saved: byte order mark and line ends as they were."""
        return self._bom + self._laid.text

    @property
    def data(self) -> bytes:
        """`text` as the bytes of the file."""
        return self.text.encode("utf-8")

    @property
    def source(self) -> Source:
        """The tree of `text` and the places of its values."""
        return self._source

    def set(self, path: Path, value: Tree) -> None:
        """Make `value` the value at `path`; keys that are missing on the way, the last one too, are added."""
        if not path:
            raise self._refused(path)
        if self._source.at(path) is None or self._laid.find(path) is None:
            self._add_missing(path, value)
        elif not same(self._source.at(path), value):
            self._try(path, _with(self._source.data, path, value), self._changer.set(path, value))

    def set_texts(self, texts: Mapping[Path, str]) -> None:
        """Make each of `texts` the text at its path, where one stands already: read again once, not once for each."""
        wanted: Tree = self._source.data
        way: Way = []
        for path, text in texts.items():
            if not path or not isinstance(self._source.at(path), str):
                raise self._refused(path)
            if self._source.at(path) != text:
                wanted = _with(wanted, path, text)
                way.extend(next(self._changer.set(path, text)))
        if not way:
            return
        try:
            self._try((), wanted, iter([way]))
        except ContentError:
            self._one_by_one(texts)

    def insert(
        self, path: Path, key: str | int, value: Tree, after: str | None = None, *, before: str | None = None
    ) -> None:
        """Put `value` into the mapping or list at `path`.

        In a mapping `key` is a new key, behind the key `after` or in front of `before`, else last. In a list it is the
        index that the value shall have, at most the list's length.
        """
        here = self._source.at(path)
        if here == "" or (here is None and not isinstance(key, int)):
            first: Tree = [value] if isinstance(key, int) else {key: value}
            self.set(path, first)
            return
        if isinstance(here, list) and isinstance(key, int) and 0 <= key <= len(here):
            self._insert(path, here, [*here[:key], value, *here[key:]], self._changer.insert_item(path, value, key))
        elif isinstance(here, dict) and isinstance(key, str) and key not in here:
            keys = list(here)
            if (after is not None and after not in here) or (before is not None and before not in here):
                raise self._refused((*path, key))
            at = keys.index(after) + 1 if after is not None else keys.index(before) if before is not None else len(keys)
            wanted = {name: value if name == key else here[name] for name in (*keys[:at], key, *keys[at:])}
            self._insert(path, here, wanted, self._changer.insert_key(path, key, value, at))
        else:
            raise self._refused((*path, key))

    def append(self, path: Path, value: Tree) -> None:
        """Put `value` at the end of the list at `path`; a list that is missing or left empty is begun."""
        here = self._source.at(path)
        if here is None:
            self.set(path, [value])
        else:
            self.insert(path, len(here) if isinstance(here, list) else 0, value)

    def remove(self, path: Path) -> None:
        """Take the entry or item at `path` away; a list or mapping that loses its last one is left empty."""
        parent = self._source.at(path[:-1]) if path else None
        if not isinstance(parent, dict | list) or self._source.at(path) is None:
            raise self._refused(path)
        if len(parent) > 1:
            self._try(path, _without(self._source.data, path), self._changer.remove(path))
        elif len(path) == 1:
            raise self._refused(path)
        else:
            empty: Tree = {} if isinstance(parent, dict) else []
            self.set(path[:-1], empty)

    def replace(self, start: int, end: int, words: str, path: Path, value: Tree) -> None:
        """Let [start, end) of `text` become `words`, by which the value at `path` becomes `value` and nothing else
        changes; for changes that know the very characters."""
        shift = len(self._bom)
        way = [Splice(start - shift, end - shift, words)]
        self._try(path, _with(self._source.data, path, value), iter([way]))

    def where(self, path: Path, offset: int) -> Where:
        """The place of character `offset` of the text at `path`; of the text itself where it is written in escapes."""
        node = self._laid.find(path)
        offsets = character_offsets(self._laid.text, node) if node is not None else None
        if offsets is None or offset >= len(offsets):
            return self._source.positions.where(path)
        at = offsets[offset][0]
        row = self._laid.row(at)
        return Where(self.file, row + 1, at - self._laid.lines[row].start + 1)

    # --- inside

    def _one_by_one(self, texts: Mapping[Path, str]) -> None:
        before, source = self._laid.text, self._source
        try:
            for path, text in texts.items():
                self.set(path, text)
        except ContentError:
            self._take(before, source)
            raise

    def _add_missing(self, path: Path, value: Tree) -> None:
        known = len(path) - 1
        while known and self._source.at(path[:known]) is None:
            known -= 1
        inner = value
        for step in reversed(path[known + 1 :]):
            if isinstance(step, int):
                raise self._refused(path)
            inner = {step: inner}
        if isinstance(path[known], int) and not isinstance(self._source.at(path[:known]), list):
            raise self._refused(path)
        self.insert(path[:known], path[known], inner)

    def _insert(self, path: Path, here: Tree, wanted: Tree, ways: Iterator[Way]) -> None:
        if not here and path:  # brackets with nothing in them
            ways = self._changer.set(path, wanted)
        self._try(path, _with(self._source.data, path, wanted), ways)

    def _try(self, path: Path, wanted: Tree, ways: Iterator[Way]) -> None:
        """Take the first of `ways` by which the text reads as `wanted`."""
        text = self._laid.text
        for way in ways:
            fitted = [
                Splice(one.start, one.end, one.words.replace("\n", self._laid.line_end(one.start))) for one in way
            ]
            changed = spliced(text, fitted)
            try:
                source = parse_yaml(_unix(changed), self.file)
            except ContentError:
                continue
            if same(source.data, wanted):
                self._take(changed, source)
                return
        raise self._refused(path)

    def _take(self, text: str, source: Source) -> None:
        self._source = source
        self._laid = LaidOut(text)
        self._changer = Changer(self._laid)

    def _refused(self, path: Path) -> ContentError:
        name = ".".join(str(step + 1) if isinstance(step, int) else step for step in path)
        where = self._source.positions.where(path) if path else Where(self.file)
        message = f'"{name}" tidak dapat diubah dengan aman' if name else "isi berkas tidak dapat diganti seluruhnya"
        return refuse(self.file, [error("Y25", where, message, "ubah sendiri di berkasnya; tidak ada yang diganti")])


def same(one: Tree | None, other: Tree | None) -> bool:
    """Whether two trees are equal, the order of keys included."""
    if isinstance(one, dict) and isinstance(other, dict):
        return list(one) == list(other) and all(same(one[key], other[key]) for key in one)
    if isinstance(one, list) and isinstance(other, list):
        return len(one) == len(other) and all(map(same, one, other))
    return type(one) is type(other) and one == other


def _unix(text: str) -> str:
    return text.replace("\r\n", "\n").replace("\r", "\n")


def _with(tree: Tree, path: Path, value: Tree) -> Tree:
    """`tree` with the value at `path` replaced."""
    if not path:
        return value
    step, rest = path[0], path[1:]
    if isinstance(tree, list) and isinstance(step, int):
        return [_with(one, rest, value) if at == step else one for at, one in enumerate(tree)]
    if isinstance(tree, dict):
        return {key: _with(one, rest, value) if key == step else one for key, one in tree.items()}
    return tree


def _without(tree: Tree, path: Path) -> Tree:
    """`tree` without the entry or item at `path`."""
    if len(path) > 1:
        step, rest = path[0], path[1:]
        if isinstance(tree, list):
            return [_without(one, rest) if at == step else one for at, one in enumerate(tree)]
        if isinstance(tree, dict):
            return {key: _without(one, rest) if key == step else one for key, one in tree.items()}
        return tree
    if isinstance(tree, list):
        return [one for at, one in enumerate(tree) if at != path[0]]
    return {key: one for key, one in tree.items() if key != path[0]} if isinstance(tree, dict) else tree
