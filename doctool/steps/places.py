"""Where the values of a table stand: each in a cell of one of several sheets."""

from __future__ import annotations

from collections.abc import Mapping
from dataclasses import dataclass, field

from doctool.findings import Where
from doctool.loaded import Path, Positions


@dataclass(frozen=True)
class CellPositions(Positions):
    """`Positions` of values of which each knows its own sheet and cell."""

    cells: Mapping[Path, Where] = field(default_factory=dict)

    def where(self, path: Path) -> Where:
        """The cell of the value at `path`, or of the nearest value around it that has one."""
        for length in range(len(path), 0, -1):
            if path[:length] in self.cells:
                return self.cells[path[:length]]
        return Where(self.file)

    def where_key(self, path: Path) -> Where:
        """The cell of the value whose key is at `path`."""
        return self.where(path)
