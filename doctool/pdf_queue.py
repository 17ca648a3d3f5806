"""Documents that wait to become PDFs, several in one call of LibreOffice."""

from __future__ import annotations

import tempfile
from collections.abc import Sequence
from dataclasses import dataclass
from pathlib import Path
from typing import TYPE_CHECKING

from doctool.border.limits import MADE_BYTES
from doctool.border.plain_file import read_plain
from doctool.errors import DoctoolError
from doctool.manifest import Manifest

if TYPE_CHECKING:
    from doctool.pipeline import BuildResult


@dataclass(frozen=True, slots=True)
class _Waiting:
    """A docx that waits: whose it is, its bytes, where the PDF goes, pages planned (None: as many as there are)."""

    result: BuildResult
    docx: bytes
    target: Path
    pages: int | None


class PdfQueue:
    """PDFs to be made and noted in `manifest`; in a `dry_run` only named. Without `clock` they do not tell when they
    were made: the same document gives the same bytes."""

    def __init__(self, manifest: Manifest, *, dry_run: bool, clock: bool = True) -> None:
        self.manifest = manifest
        self.dry_run = dry_run
        self.clock = clock
        self.waiting: list[_Waiting] = []

    def add(self, result: BuildResult, docx: bytes, target: Path, pages: int | None = None) -> None:
        """Have a PDF made of `docx` at `target`; what becomes of it `result` will say."""
        self.waiting.append(_Waiting(result, docx, target, pages))

    def convert(self) -> None:
        """Make the PDFs that wait."""
        from doctool.convert.libreoffice import FILES_PER_CALL, HOW_TO_GET_IT, find_soffice

        if not self.waiting:
            return
        if find_soffice() is None:
            for one in self.waiting:
                one.result.outside = True
                one.result.reason = "PDF tidak dibuat: LibreOffice tidak ditemukan"
                one.result.hint = HOW_TO_GET_IT
            return
        if self.dry_run:
            for one in self.waiting:
                one.result.files.append(one.target)
            return
        for start in range(0, len(self.waiting), FILES_PER_CALL):
            self._convert_group(self.waiting[start : start + FILES_PER_CALL])

    def _convert_group(self, group: Sequence[_Waiting]) -> None:
        from doctool.convert.libreoffice import convert_to_pdf
        from doctool.convert.steady import steady

        with tempfile.TemporaryDirectory(prefix="doctool-", ignore_cleanup_errors=True) as name:
            folder = Path(name)
            sources: list[Path] = []
            for number, one in enumerate(group):
                sources.append(folder / f"{number:06}.docx")
                sources[-1].write_bytes(one.docx)
            planned = {source: one.pages for source, one in zip(sources, group, strict=True) if one.pages is not None}
            converted = convert_to_pdf(sources, folder / "pdf", expected_pages=planned)
            for one, made in zip(group, converted, strict=True):
                if made.pdf is None:
                    one.result.reason = f"PDF tidak dibuat: {made.reason}"
                    one.result.outside = True
                    continue
                try:
                    data = read_plain(made.pdf, MADE_BYTES)
                    self.manifest.write(one.target, data if self.clock else steady(data))
                    one.result.files.append(one.target)
                except DoctoolError as error:
                    one.result.fail(error)
