"""doctool: SOPs as data, checked, drawn and printed.

The names in `__all__` are the public interface; they are imported when first used, so that importing
doctool costs nothing.
"""

from __future__ import annotations

from typing import TYPE_CHECKING, Any

__version__ = "0.1.0"

if TYPE_CHECKING:
    from doctool.catalog.index import Workspace
    from doctool.catalog.load import load_path
    from doctool.check.run import check_catalog, check_sop
    from doctool.drawing import Drawing
    from doctool.errors import ContentError, DoctoolError, ExitCode, LayoutError
    from doctool.findings import Finding, Severity, Where
    from doctool.layout.engine import lay_out
    from doctool.model.kantor import Kantor
    from doctool.model.sop import Sop
    from doctool.write.html import write_html
    from doctool.write.svg import write_svg
    from doctool.write.word import write_docx

_HOME = {
    "ContentError": "doctool.errors",
    "DoctoolError": "doctool.errors",
    "Drawing": "doctool.drawing",
    "ExitCode": "doctool.errors",
    "Finding": "doctool.findings",
    "Kantor": "doctool.model.kantor",
    "LayoutError": "doctool.errors",
    "Severity": "doctool.findings",
    "Sop": "doctool.model.sop",
    "Where": "doctool.findings",
    "Workspace": "doctool.catalog.index",
    "check_catalog": "doctool.check.run",
    "check_sop": "doctool.check.run",
    "lay_out": "doctool.layout.engine",
    "load_path": "doctool.catalog.load",
    "write_docx": "doctool.write.word",
    "write_html": "doctool.write.html",
    "write_svg": "doctool.write.svg",
}

__all__ = [
    "ContentError",
    "DoctoolError",
    "Drawing",
    "ExitCode",
    "Finding",
    "Kantor",
    "LayoutError",
    "Severity",
    "Sop",
    "Where",
    "Workspace",
    "__version__",
    "check_catalog",
    "check_sop",
    "lay_out",
    "load_path",
    "write_docx",
    "write_html",
    "write_svg",
]


def __getattr__(name: str) -> Any:
    home = _HOME.get(name)
    if home is None:
        raise AttributeError(f"module {__name__!r} has no attribute {name!r}")
    from importlib import import_module

    return getattr(import_module(home), name)
