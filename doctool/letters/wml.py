"""WordprocessingML as text, for the parts of a letter that no template can hold: the kop and the blocks of its text.

Every text goes through `text_run`, which escapes it; nothing else takes text from outside.
"""

from __future__ import annotations

from collections.abc import Iterable

from markupsafe import Markup, escape

#: docxtpl writes "{_{" as "{{" and so on, also in texts of letters: those get their "_" as a number.
_ESCAPED_TAGS = ("{_{", "}_}", "{_%", "%_}")


def safe(text: str) -> str:
    """`text` for the context: as it is, or as markup where docxtpl would take a part of it for one of its own tags."""
    if not any(tag in text for tag in _ESCAPED_TAGS):
        return text
    escaped = str(escape(text))
    for tag in _ESCAPED_TAGS:
        escaped = escaped.replace(tag, tag.replace("_", "&#95;"))
    return Markup(escaped)  # noqa: S704 - escaped above


def text_run(text: str, properties: str = "") -> str:
    """`text` as a run; newlines become line breaks, tabs tabs."""
    rpr = f"<w:rPr>{properties}</w:rPr>" if properties else ""
    lines = []
    for line in text.split("\n"):
        pieces = [
            f'<w:t xml:space="preserve">{escape(safe(piece))}</w:t>' if piece else "" for piece in line.split("\t")
        ]
        lines.append("<w:tab/>".join(pieces))
    return f"<w:r>{rpr}{'<w:br/>'.join(lines)}</w:r>"


def paragraph(text: str, style: str, *, keep: bool = False, extra: str = "", run: str = "") -> str:
    """A paragraph in a style of the template; `keep` with the next, `extra` properties, `run` those of its text."""
    ppr = f'<w:pPr><w:pStyle w:val="{style}"/>{"<w:keepNext/>" if keep else ""}{extra}</w:pPr>'
    return f"<w:p>{ppr}{text_run(text, run) if text else ''}</w:p>"


def cell(width: int, content: str, properties: str = "") -> str:
    """A cell `width` twips wide; `content` ends with a paragraph."""
    return f'<w:tc><w:tcPr><w:tcW w:w="{width}" w:type="dxa"/>{properties}</w:tcPr>{content}</w:tc>'


def row(cells: Iterable[str], properties: str = "") -> str:
    """A row of a table."""
    trpr = f"<w:trPr>{properties}</w:trPr>" if properties else ""
    return f"<w:tr>{trpr}{''.join(cells)}</w:tr>"


def table(widths: Iterable[int], rows: Iterable[str], style: str, properties: str = "") -> str:
    """A table with fixed columns, `widths` in twips; `properties` stand between width and layout."""
    columns = tuple(widths)
    head = (
        f'<w:tblPr><w:tblStyle w:val="{style}"/><w:tblW w:w="{sum(columns)}" w:type="dxa"/>{properties}'
        '<w:tblLayout w:type="fixed"/><w:tblLook w:val="0000"/></w:tblPr>'
    )
    grid = "".join(f'<w:gridCol w:w="{width}"/>' for width in columns)
    return f"<w:tbl>{head}<w:tblGrid>{grid}</w:tblGrid>{''.join(rows)}</w:tbl>"
