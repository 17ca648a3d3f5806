"""One sheet of a workbook (ECMA-376 part 1, 18.3): its cells, its view, and how it is printed."""

from __future__ import annotations

from collections import Counter, defaultdict
from collections.abc import Mapping

from doctool.drawing import Align, Cell, Page, TextStyle, VAlign
from doctool.formula_like import is_formula_like
from doctool.units import PAPERS, TWIPS_PER_INCH, TWIPS_PER_PT, mm, pt
from doctool.write.excel_grid import Placed, Sheet, footer_pattern, widths
from doctool.write.excel_styles import NORMAL, Format, Styles, edge_border
from doctool.write.excel_text import Strings, cell_runs
from doctool.write.xml import Attributes, Element, el, root

#: The width of a digit of the font "Normal" (Arial 8 pt), in twips: what column widths are counted in.
DIGIT = 89
#: Paper sizes that Excel knows by number (18.3.1.63 paperSize). It has none for 215 x 330 mm; "Folio" is
#: 215.9 x 330.2 mm and is what Indonesian offices choose for it.
PAPER_CODES = {"A4": 9, "F4": 14}
#: An indent is three spaces of "Normal" (6.7 pt); cells whose paddings together are this wide (twips) get one.
INDENT_ROOM = pt(10)
#: Excel's columns and rows are whole pixels on a screen and may come out a little wider on a printer. So much
#: room is left at each side, taken from the margins, lest the last column or row moves to a page of its own.
SLACK = mm(2.5)


def worksheet(sheet: Sheet, styles: Styles, strings: Strings, selected: bool, drawing: str) -> Element:
    """The root of the sheet's part; `drawing` is the id of the link to its drawing, "" if it has none."""
    rows = len(sheet.levels) - 1
    area = f"A1:{address(rows - 1, len(sheet.edges) - 2)}"
    parts = [
        el("s:dimension", {"ref": area}),
        el("s:sheetViews", None, _view(sheet, selected)),
        el("s:sheetFormatPr", {"defaultRowHeight": "11.25"}),
        el("s:cols", None, *_columns(sheet)),
        el("s:sheetData", None, *_rows(sheet, styles, strings)),
        _merged(sheet),
        el("s:printOptions", {"horizontalCentered": 1}),
        *_paper(sheet),
        _footer(sheet.first),
        _breaks(sheet),
        el("s:ignoredErrors", None, el("s:ignoredError", {"sqref": area, "numberStoredAsText": 1})),
        el("s:drawing", {"r:id": drawing}) if drawing else None,
    ]
    return root("s:worksheet", ("r",), None, *[part for part in parts if part is not None])


def address(row: int, column: int, mark: str = "") -> str:
    """The address of a cell, counted from 0: "B3"; with `mark` "$" an absolute one."""
    letters = ""
    column += 1
    while column:
        column, letter = divmod(column - 1, 26)
        letters = chr(ord("A") + letter) + letters
    return f"{mark}{letters}{mark}{row + 1}"


def _view(sheet: Sheet, selected: bool) -> Element:
    attributes: Attributes = {"showGridLines": 0, **({"tabSelected": 1} if selected else {}), "workbookViewId": 0}
    rows, columns = sheet.frozen
    if not rows:
        return el("s:sheetView", attributes)
    pane = "bottomRight" if columns else "bottomLeft"
    split = {**({"xSplit": columns} if columns else {}), "ySplit": rows}
    corner = address(rows, columns)
    return el(
        "s:sheetView",
        attributes,
        el("s:pane", {**split, "topLeftCell": corner, "activePane": pane, "state": "frozen"}),
        el("s:selection", {"pane": pane, "activeCell": corner, "sqref": corner}),
    )


def _columns(sheet: Sheet) -> list[Element]:
    """The columns; widths are rounded so that no edge is off by more than half a 256th of a digit."""
    steps = [round(edge * 256 / DIGIT) for edge in sheet.edges]
    return [
        el("s:col", {"min": number, "max": number, "width": f"{width / 256:.8g}", "customWidth": 1})
        for number, width in enumerate(widths(steps), 1)
    ]


def _rows(sheet: Sheet, styles: Styles, strings: Strings) -> list[Element]:
    base = _common_style(sheet)
    by_row: dict[int, dict[int, Element]] = defaultdict(dict)
    for placed in sheet.cells:
        for row in range(placed.top, placed.bottom + 1):
            for column in range(placed.left, placed.right + 1):
                by_row[row][column] = _cell(placed, row, column, base, styles, strings)
    rows = []
    for number, height in enumerate(widths(sheet.levels)):
        look: Attributes = {"r": number + 1, "ht": f"{height / TWIPS_PER_PT:g}", "customHeight": 1}
        rows.append(el("s:row", look, *[by_row[number][column] for column in sorted(by_row[number])]))
    return rows


def _cell(placed: Placed, row: int, column: int, base: TextStyle, styles: Styles, strings: Strings) -> Element:
    cell = placed.cell
    first = row == placed.top and column == placed.left
    runs = cell_runs(cell.paragraphs, not cell.image, space_below(cell, placed.box.height)) if first else []
    text = "".join(text for text, _ in runs)
    wanted = Format(
        style=runs[0][1] if runs else base,
        align=_align(cell),
        valign=VAlign.BOTTOM if cell.image and cell.paragraphs else cell.valign,
        border=edge_border(
            cell.border,
            top=row == placed.top,
            right=column == placed.right,
            bottom=row == placed.bottom,
            left=column == placed.left,
        ),
        fill=cell.fill,
        indented=_is_indented(cell),
        turned=cell.turned,
        wrap=True,
        quoted=is_formula_like(text),
    )
    here: Attributes = {"r": address(row, column), "s": styles.number(wanted)}
    if not text.strip():
        return el("s:c", here)
    return el("s:c", {**here, "t": "s"}, el("s:v", None, text=str(strings.number(runs))))


def space_above(cell: Cell, height: int) -> int:
    """Where in `cell`, `height` twips high, its picture begins: with its text below it, as it is aligned."""
    used = cell.image_size[1] + sum(one.height for one in cell.paragraphs)
    spare = max(0, height - used - cell.padding.top - cell.padding.bottom)
    part = {VAlign.TOP: 0, VAlign.CENTER: spare // 2, VAlign.BOTTOM: spare}[cell.valign]
    return cell.padding.top + part


def space_below(cell: Cell, height: int) -> int:
    """What an empty line below the text of a cell must keep free: a text that does not begin at the top has the
    distance after its last paragraph; one below a picture stands at the bottom, and all that is free below it."""
    if not cell.paragraphs:
        return 0
    if not cell.image:
        return 0 if cell.valign is VAlign.TOP else cell.paragraphs[-1].after
    used = cell.image_size[1] + sum(one.height for one in cell.paragraphs)
    return max(0, height - used - space_above(cell, height))


def _is_indented(cell: Cell) -> bool:
    """Whether the text keeps off the rules by an indent, which is wider than the little that cells always keep."""
    return _align(cell) in (Align.LEFT, Align.JUSTIFY) and cell.padding.left + cell.padding.right >= INDENT_ROOM


def _align(cell: Cell) -> Align:
    return cell.paragraphs[0].align if cell.paragraphs else Align.LEFT


def _common_style(sheet: Sheet) -> TextStyle:
    """The style of most of the sheet's text: what is typed into an empty cell gets it."""
    letters: Counter[TextStyle] = Counter()
    for placed in sheet.cells:
        for paragraph in placed.cell.paragraphs:
            letters[paragraph.style] += len(paragraph.text)
    return letters.most_common(1)[0][0] if letters else NORMAL


def _merged(sheet: Sheet) -> Element | None:
    refs = [
        f"{address(one.top, one.left)}:{address(one.bottom, one.right)}"
        for one in sheet.cells
        if (one.top, one.left) != (one.bottom, one.right)
    ]
    if not refs:
        return None
    return el("s:mergeCells", {"count": len(refs)}, *[el("s:mergeCell", {"ref": ref}) for ref in refs])


def _paper(sheet: Sheet) -> tuple[Element, Element]:
    """Margins, in inches, and paper. The sheet is printed in the middle between its side margins."""
    page = sheet.first
    left, right = sheet.x, page.width - sheet.x - sheet.edges[-1]
    side = min(SLACK, left // 2, right // 2)
    foot = _foot_distance(page)
    height = page.footer.height if page.footer else 0
    margins = {
        "left": left - side,
        "right": right - side,
        "top": page.tables[0].y if page.tables else page.margin.top,
        "bottom": max(page.margin.bottom - SLACK, foot + height) if foot else page.margin.bottom // 2,
        "header": page.margin.top // 2,
        "footer": foot or page.margin.bottom // 4,
    }
    landscape = page.width > page.height
    short, long = sorted((page.width, page.height))
    codes: Mapping[tuple[int, int], int] = {
        (paper.width, paper.height): PAPER_CODES[name] for name, paper in PAPERS.items()
    }
    code = {"paperSize": codes[short, long]} if (short, long) in codes else {}
    return (
        el("s:pageMargins", {side: f"{value / TWIPS_PER_INCH:.6g}" for side, value in margins.items()}),
        el(
            "s:pageSetup",
            {
                **code,
                "firstPageNumber": page.number,
                "orientation": "landscape" if landscape else "portrait",
                "useFirstPageNumber": 1,
            },
        ),
    )


def _foot_distance(page: Page) -> int:
    return max(0, page.margin.bottom - page.footer.height) // 2 if page.footer else 0


def _footer(page: Page) -> Element | None:
    """The footer, with the page number counted by the office program (18.3.1.46 oddFooter)."""
    if page.footer is None:
        return None
    style = page.footer.style
    place = {Align.CENTER: "&C", Align.RIGHT: "&R"}.get(page.footer.align, "&L")
    looks = {(False, False): "Regular", (True, False): "Bold", (False, True): "Italic", (True, True): "Bold Italic"}
    look = f'&"{style.font},{looks[style.bold, style.italic]}"&{style.size // TWIPS_PER_PT}&K{style.color or "000000"}'
    before, after = (part.replace("&", "&&") for part in footer_pattern(page))
    number = "&P" if before + after != page.footer.text.replace("&", "&&") else ""
    return el("s:headerFooter", None, el("s:oddFooter", None, text=f"{place}{look}{before}{number}{after}"))


def _breaks(sheet: Sheet) -> Element | None:
    if not sheet.breaks:
        return None
    count = {"count": len(sheet.breaks), "manualBreakCount": len(sheet.breaks)}
    return el("s:rowBreaks", count, *[el("s:brk", {"id": row, "max": 16383, "man": 1}) for row in sheet.breaks])
