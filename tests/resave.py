"""Files opened and saved again by LibreOffice, in the same format; tables of texts as workbooks."""

from __future__ import annotations

import subprocess
import tempfile
from collections.abc import Sequence
from pathlib import Path

from doctool.convert.libreoffice import find_soffice

_XLSX = "xlsx:Calc MS Excel 2007 XML"
FILTERS = {".docx": "docx:MS Word 2007 XML", ".xlsx": _XLSX, ".csv": _XLSX}
#: Semicolons, quotes, UTF-8.
_AS_TABLE = "--infilter=CSV:59,34,76"
SECONDS = 120


def resave(files: Sequence[Path], folder: Path) -> list[Path]:
    """What LibreOffice makes of `files` (all of one format), in `folder`, in their order."""
    soffice = find_soffice()
    assert soffice is not None
    with tempfile.TemporaryDirectory(ignore_cleanup_errors=True) as profile:
        call = [str(soffice), f"-env:UserInstallation={Path(profile).as_uri()}", "--headless"]
        call += [_AS_TABLE] if files[0].suffix == ".csv" else []
        call += ["--convert-to", FILTERS[files[0].suffix], "--outdir", str(folder), *map(str, files)]
        subprocess.run(call, timeout=SECONDS, stdin=subprocess.DEVNULL, capture_output=True)
    saved = [(folder / file.name).with_suffix(f".{FILTERS[file.suffix].partition(':')[0]}") for file in files]
    assert [file.name for file in saved if not file.is_file()] == []
    return saved
