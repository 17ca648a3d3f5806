"""Flowchart pages made by hand: a table of text column, lanes and text column, shapes on its cells."""

from __future__ import annotations

from doctool.drawing import (
    Box,
    Cell,
    Drawing,
    Label,
    Padding,
    Page,
    PageKind,
    Paragraph,
    Point,
    Polyline,
    Properties,
    Row,
    Shape,
    ShapeKind,
    Side,
    Table,
    TextStyle,
)

STYLE = TextStyle("Arial", 160)
TEXT, LANE, HEAD, ROW = 2000, 1600, 400, 1000  # widths of columns, heights of rows
LEFT, TOP = 500, 600  # the table's corner
WIDE, HIGH = 800, 400  # a shape, in the middle of its cell
SIDES = {"t": Side.TOP, "l": Side.LEFT, "b": Side.BOTTOM, "r": Side.RIGHT}


def center(row: int, lane: int) -> Point:
    """The middle of the cell of `row` (from 1, below the head) and `lane` (from 0)."""
    return Point(LEFT + TEXT + lane * LANE + LANE // 2, TOP + HEAD + (row - 1) * ROW + ROW // 2)


def words(text: str) -> Paragraph:
    return Paragraph(text, STYLE, (text,), 192)


def shape(key: str, row: int, lane: int, kind: ShapeKind = ShapeKind.PROCESS, text: str = "") -> Shape:
    middle = center(row, lane)
    box = Box(middle.x - WIDE // 2, middle.y - HIGH // 2, WIDE, HIGH)
    return Shape(key, kind, box, row, lane + 1, lane, (words(text),) if text else ())


def line(ends: str, *points: tuple[int, int], exit_number: int = 0, head: bool = True, key: str = "") -> Polyline:
    """`ends` such as "a.b>c.t": from a's bottom to c's top."""
    start, _, end = ends.partition(">")
    source, _, out = start.partition(".")
    target, _, into = end.partition(".")
    path = tuple(Point(*point) for point in points)
    fork = f"{source}/{exit_number}"
    return Polyline(key or ends, source, target, SIDES[out], SIDES[into], path, fork, head)


def label(owner: str, box: Box, text: str = "Ya") -> Label:
    return Label(f"label {owner} {box.x}", owner, box, words(text))


def page(
    *drawn: Shape | Polyline | Label, rows: int = 4, lanes: int = 3, number: int = 1, kegiatan: int = 0
) -> Page:
    """A page of `rows` rows; the first prints the kegiatan of index `kegiatan`."""
    body = tuple(Row(ROW, kegiatan=kegiatan + row) for row in range(rows))
    columns = (TEXT, *(LANE,) * lanes, TEXT)
    head = (Cell(0, 0), Cell(0, 1, col_span=lanes), Cell(0, lanes + 1))
    cells = (*head, *(Cell(row, col) for row in range(1, rows + 1) for col in range(len(columns))))
    table = Table("prosedur", LEFT, TOP, columns, (Row(HEAD, header=True), *body), cells)
    return Page(
        number, PageKind.FLOWCHART, 16838, 11906, Padding(), (table,),
        tuple(one for one in drawn if isinstance(one, Shape)),
        tuple(one for one in drawn if isinstance(one, Polyline)),
        tuple(one for one in drawn if isinstance(one, Label)),
        lane_columns=(1, lanes + 1),
    )


def drawing(*pages: Page) -> Drawing:
    return Drawing(Properties("Uji", "Uji"), pages)
