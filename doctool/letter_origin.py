"""Which data a letter's file was made from, so that a letter of other data never takes its place unseen.

A folder holds the letters of an office by name; tables of two months may well name theirs alike.
"""

from __future__ import annotations

from collections.abc import Iterable
from pathlib import Path

from doctool.errors import DoctoolError
from doctool.manifest import Manifest


def origin_of(root: Path, path: Path) -> str:
    """The file of a letter's data, as it is remembered: below the workspace `root` where it lies there."""
    whole = path.absolute()
    return (whole.relative_to(root) if whole.is_relative_to(root) else whole).as_posix()


def refuse_other(manifest: Manifest, root: Path, places: Iterable[Path], origin: str) -> None:
    """DoctoolError where the file at one of `places` is a letter of other data than `origin`, which are still there.

    Data that were moved or thrown away claim nothing.
    """
    for path in places:
        other = manifest.origin(path) if path.is_file() else ""
        if other and other != origin and (root / other).is_file():
            raise DoctoolError(
                f'tidak ditimpa karena "{path}" adalah surat lain, yaitu dari "{other}"',
                "ganti nama berkas datanya, beri kolom Nama Berkas dalam tabel, atau ulangi dengan --timpa",
            )
