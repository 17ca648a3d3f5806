"""Excel workbooks whose texts stay texts: made with XlsxWriter, the same calls give the same bytes."""

from __future__ import annotations

import io
from datetime import UTC, datetime
from functools import cache
from typing import Any

from doctool.formula_like import is_formula_like

_TIME = datetime(1980, 1, 1, tzinfo=UTC)
_AS_TEXT = {"strings_to_formulas": False, "strings_to_numbers": False, "strings_to_urls": False}


def text_book(out: io.BytesIO, title: str, author: str = "") -> Any:
    """A workbook (xlsxwriter.Workbook) under way: texts that are written are no formulas, numbers or links, and stay
    texts when somebody edits their cells; no clock stands in its properties."""
    from xlsxwriter import Workbook

    book = Workbook(out, {"in_memory": True, **_AS_TEXT})
    book.worksheet_class = _text_sheet()
    book.set_properties({"title": title, "author": author, "created": _TIME})
    return book


@cache
def _text_sheet() -> type:
    """The class of its sheets; made late, since the library takes long to import."""
    from xlsxwriter.worksheet import Worksheet

    class TextSheet(Worksheet):  # type: ignore[misc]
        """A sheet that marks texts that look like formulas (quotePrefix), merged cells too."""

        def __init__(self) -> None:
            super().__init__()
            self._quoted: dict[Any, Any] = {}

        def _write_string(self, row: int, col: int, string: str, cell_format: Any = None) -> Any:
            look = self._quoting(cell_format) if is_formula_like(string) else cell_format
            return super()._write_string(row, col, string, look)

        def _quoting(self, look: Any) -> Any:
            """A format like `look` that has the mark."""
            if look not in self._quoted:
                made = self.workbook_add_format()
                if look is not None:
                    vars(made).update(vars(look))
                made.xf_index, made.quote_prefix = None, True
                self._quoted[look] = made
            return self._quoted[look]

    return TextSheet
