"""Documents that several recipients of a packet get: each is made once and waits in a temporary file, so that memory
does not grow with them."""

from __future__ import annotations

import tempfile
from typing import IO

#: What goes beyond this is not kept: it is made again.
MOST_BYTES = 2_000_000_000


class Kept:
    """Documents by their `bahan`. A disk that is full, or fails, costs time only: what is not there is made again."""

    def __init__(self, most: int = MOST_BYTES) -> None:
        self._most, self._end = most, 0
        self._file: IO[bytes] | None = None
        self._places: dict[str, tuple[int, int, int]] = {}
        self._last: tuple[str, bytes] = ("", b"")

    def add(self, key: str, data: bytes, pages: int) -> None:
        """Keep a document and how many pages it has."""
        if key in self._places or self._end + len(data) > self._most:
            return
        try:
            if self._file is None:
                self._file = tempfile.TemporaryFile(prefix="doctool-")  # noqa: SIM115 - closed with the run
            self._file.seek(self._end)
            self._file.write(data)
            self._file.flush()
        except OSError:
            return
        self._places[key] = (self._end, len(data), pages)
        self._end += len(data)

    def get(self, key: str) -> bytes | None:
        """A document that was kept; None for any other."""
        if self._last[0] == key:
            return self._last[1]
        if self._file is None or key not in self._places:
            return None
        start, size, _ = self._places[key]
        try:
            self._file.seek(start)
            data = self._file.read(size)
        except OSError:
            data = b""
        if len(data) != size:
            del self._places[key]
            return None
        self._last = (key, data)
        return data

    def pages(self, key: str) -> int:
        """The pages of a document that was kept."""
        return self._places[key][2]

    def close(self) -> None:
        """Let all of them go."""
        self._places.clear()
        self._last = ("", b"")
        if self._file is not None:
            self._file.close()
            self._file = None
