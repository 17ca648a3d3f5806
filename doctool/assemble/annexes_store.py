"""Streams of a joined PDF, kept on disk while it is put together: memory holds one annex at a time, not all.

pypdf keeps every stream of a document it writes, some hundred kilobytes for a scanned page. What is put here leaves
only its digest behind, by which the same font or letterhead of the next annex is known again and kept once.
"""

from __future__ import annotations

import hashlib
from typing import IO, TYPE_CHECKING, Any, cast

from pypdf.generic import ArrayObject, DictionaryObject, IndirectObject, NameObject, NumberObject, StreamObject

if TYPE_CHECKING:
    from pypdf import PdfWriter
    from pypdf.generic import PdfObject

_CHUNK = 1 << 20


class _Stored(StreamObject):
    """A stream whose data lies in a file of the store."""

    def __init__(self, file: IO[bytes], start: int, length: int, digest: bytes) -> None:
        super().__init__()
        self._file, self._start, self._stored, self.digest = file, start, length, digest

    def write_to_stream(self, stream: Any, **_more: object) -> None:
        self[NameObject("/Length")] = NumberObject(self._stored)
        DictionaryObject.write_to_stream(self, stream)
        del self["/Length"]
        stream.write(b"\nstream\n")
        self._file.seek(self._start)
        left = self._stored
        while left:
            piece = self._file.read(min(left, _CHUNK))
            if not piece:
                raise OSError("the temporary file of a PDF is shorter than it was written")
            stream.write(piece)
            left -= len(piece)
        stream.write(b"\nendstream")


class StreamStore:
    """The streams of one writer, in the open binary file `file`."""

    def __init__(self, writer: PdfWriter, file: IO[bytes]) -> None:
        self._writer, self._file = writer, file
        self._known: dict[bytes, IndirectObject] = {}
        self._done = 0

    def take_new(self) -> None:
        """Store the streams added to the writer since the last call; those seen before become the earlier one."""
        objects = self._writer._objects
        start, self._done = self._done, len(objects)
        for index in range(start, len(objects)):
            stream = objects[index]
            if isinstance(stream, StreamObject) and not isinstance(stream, _Stored):
                objects[index] = self._store(stream)
        # A picture refers to its mask, a font's programme to its parts: equal only once those are one.
        while twins := self._twins(start):
            for value in objects[start:]:
                _point(value, twins)

    def _store(self, stream: StreamObject) -> _Stored:
        data = stream._data
        self._file.seek(0, 2)
        stored = _Stored(self._file, self._file.tell(), len(data), hashlib.sha256(data).digest())
        self._file.write(data)
        stored.update(stream)
        stored.indirect_reference = stream.indirect_reference
        return stored

    def _twins(self, start: int) -> dict[int, IndirectObject]:
        """Object numbers from `start` on that are the same as an earlier stream, with that one."""
        objects = self._writer._objects
        found: dict[int, IndirectObject] = {}
        for index in range(start, len(objects)):
            stream = objects[index]
            if not isinstance(stream, _Stored):
                continue
            key = stream.digest + _text(stream).encode("utf-8", "surrogateescape")
            reference = IndirectObject(index + 1, 0, self._writer)
            first = self._known.setdefault(hashlib.sha256(key).digest(), reference)
            if first.idnum != index + 1:
                found[index + 1] = first
                objects[index] = None
        return found


def _text(value: PdfObject) -> str:
    """A dictionary's entries as text that says references by number."""
    if isinstance(value, IndirectObject):
        return f"{value.idnum} R"
    if isinstance(value, DictionaryObject):
        return "<<" + " ".join(f"{key} {_text(part)}" for key, part in sorted(value.items())) + ">>"
    if isinstance(value, ArrayObject):
        return "[" + " ".join(_text(part) for part in value) + "]"
    return f"{type(value).__name__}:{value!r}"


def _point(value: object, twins: dict[int, IndirectObject]) -> None:
    """Let every reference in `value` to one of `twins` go to the one it is the same as."""
    if not isinstance(value, DictionaryObject | ArrayObject):
        return
    places = cast("Any", value.items() if isinstance(value, DictionaryObject) else enumerate(value))
    for key, part in list(places):
        if isinstance(part, IndirectObject):
            if part.idnum in twins:
                cast("Any", value)[key] = twins[part.idnum]
        else:
            _point(part, twins)
