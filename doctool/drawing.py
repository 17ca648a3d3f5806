"""The Drawing: pages of tables, shapes, lines and text at fixed positions, in whole twips.

This is the one thing that layout gives and writers take. A writer decides nothing: every position, line
break, label and page break is here. The origin is the top left corner of the page; x runs right, y runs
down. A position names the top left corner of its box. All classes are frozen plain data.
"""

from __future__ import annotations

from dataclasses import dataclass, field
from enum import StrEnum


class Point(tuple[int, int]):
    """A point (x, y) in twips."""

    __slots__ = ()

    def __new__(cls, x: int, y: int) -> Point:
        return tuple.__new__(cls, (x, y))

    @property
    def x(self) -> int:
        return self[0]

    @property
    def y(self) -> int:
        return self[1]


@dataclass(frozen=True, slots=True)
class Box:
    """A rectangle: top left corner (x, y), width and height in twips."""

    x: int
    y: int
    width: int
    height: int

    @property
    def right(self) -> int:
        return self.x + self.width

    @property
    def bottom(self) -> int:
        return self.y + self.height

    @property
    def center_x(self) -> int:
        return self.x + self.width // 2

    @property
    def center_y(self) -> int:
        return self.y + self.height // 2


class Align(StrEnum):
    LEFT = "left"
    CENTER = "center"
    RIGHT = "right"
    JUSTIFY = "justify"


class VAlign(StrEnum):
    TOP = "top"
    CENTER = "center"
    BOTTOM = "bottom"


@dataclass(frozen=True, slots=True)
class TextStyle:
    """One face at one size. `font` is the name written into the document ("Arial"); `size` in twips.

    `color` is RRGGBB, "" for black.
    """

    font: str
    size: int
    bold: bool = False
    italic: bool = False
    underline: bool = False
    color: str = ""


@dataclass(frozen=True, slots=True)
class Paragraph:
    """A paragraph of one style, already broken into lines.

    `text` is what an editor sees (without the marker); `lines` is the same text as layout broke it for
    the width at hand (" ".join(lines) == text but for breaks after hyphens). `marker` ("1.", "-") hangs
    in `indent` twips left of the text. `pitch` is the exact line distance in twips; `before` and `after`
    are the spaces around the paragraph. The height is before + len(lines) * pitch + after.
    """

    text: str
    style: TextStyle
    lines: tuple[str, ...]
    pitch: int
    align: Align = Align.LEFT
    marker: str = ""
    indent: int = 0
    left: int = 0
    before: int = 0
    after: int = 0

    @property
    def height(self) -> int:
        return self.before + len(self.lines) * self.pitch + self.after


@dataclass(frozen=True, slots=True)
class Border:
    """Widths of a cell's four rules in eighths of a point (ECMA-376 17.18.2 sz); 0 is no rule."""

    top: int = 4
    right: int = 4
    bottom: int = 4
    left: int = 4
    double_bottom: bool = False


NO_BORDER = Border(0, 0, 0, 0)


@dataclass(frozen=True, slots=True)
class Padding:
    """Space between a cell's edge and its text, in twips."""

    top: int = 0
    right: int = 0
    bottom: int = 0
    left: int = 0


@dataclass(frozen=True, slots=True)
class Cell:
    """A cell of a table: its place in the grid, its text, its rules.

    `row`, `col` count from 0 within the table; spans are at least 1. `turned` writes the text from bottom
    to top (ECMA-376 17.18.93 btLr). `image` names a logo placed in the middle of the cell (a path in the
    workspace) of `image_size` (width, height) twips; without a file an empty frame of that size is drawn.
    """

    row: int
    col: int
    paragraphs: tuple[Paragraph, ...] = ()
    row_span: int = 1
    col_span: int = 1
    valign: VAlign = VAlign.TOP
    border: Border = Border()
    padding: Padding = Padding()
    turned: bool = False
    fill: str = ""
    image: str = ""
    image_size: tuple[int, int] = (0, 0)


@dataclass(frozen=True, slots=True)
class Row:
    """A row of a table: height in twips; `exact` rows never grow; `header` rows repeat on each page.

    `kegiatan` is the index of the kegiatan this row prints (None for heads, strips and identity rows).
    """

    height: int
    exact: bool = True
    header: bool = False
    kegiatan: int | None = None


@dataclass(frozen=True, slots=True)
class Table:
    """A table at a fixed place: top left corner (x, y), column widths and rows from there.

    Cells are listed row by row; a spanned place is not listed. `name` says what it is ("kop", "identitas",
    "prosedur"), for tests and for the writer's alternative text.
    """

    name: str
    x: int
    y: int
    columns: tuple[int, ...]
    rows: tuple[Row, ...]
    cells: tuple[Cell, ...]

    @property
    def width(self) -> int:
        return sum(self.columns)

    @property
    def height(self) -> int:
        return sum(row.height for row in self.rows)

    def cell_box(self, cell: Cell) -> Box:
        """The box of `cell` on the page."""
        x = self.x + sum(self.columns[: cell.col])
        y = self.y + sum(row.height for row in self.rows[: cell.row])
        width = sum(self.columns[cell.col : cell.col + cell.col_span])
        height = sum(row.height for row in self.rows[cell.row : cell.row + cell.row_span])
        return Box(x, y, width, height)


class ShapeKind(StrEnum):
    """The symbols of the flowchart (PermenPANRB 35/2012: exactly five, the arrow is `Polyline`)."""

    TERMINATOR = "terminator"  # kapsul
    PROCESS = "process"  # kotak
    DECISION = "decision"  # belah ketupat
    OFF_PAGE = "off-page-connector"  # segilima
    FRAME = "frame"  # an empty frame (place of a logo); not a symbol of the flowchart


class Side(StrEnum):
    TOP = "top"
    LEFT = "left"
    BOTTOM = "bottom"
    RIGHT = "right"


@dataclass(frozen=True, slots=True)
class Shape:
    """A symbol. `key` is unique on its page and the same from run to run.

    `paragraphs` is the text inside (a terminator's "Mulai", a pentagon's letter). `row` is the row of the
    page's table "prosedur" that the shape stands in, `col` its column; `lane` the index of the pelaksana;
    `title` one sentence for screen readers.
    """

    key: str
    kind: ShapeKind
    box: Box
    row: int
    col: int
    lane: int
    paragraphs: tuple[Paragraph, ...] = ()
    title: str = ""

    def meets(self, box: Box, gap: int = 0) -> bool:
        """Whether `box` comes nearer than `gap` twips to the symbol. The corners that an empty decision
        leaves of its box are free; where it holds a text they are not."""
        own = self.box
        left, right, top, bottom = box.x - gap, box.right + gap, box.y - gap, box.bottom + gap
        if right <= own.x or own.right <= left or bottom <= own.y or own.bottom <= top:
            return False
        if self.kind is not ShapeKind.DECISION or self.paragraphs:
            return True
        across = abs(min(max(own.center_x, left), right) - own.center_x) / (own.width / 2)
        down = abs(min(max(own.center_y, top), bottom) - own.center_y) / (own.height / 2)
        return across + down < 1

    def port(self, side: Side) -> Point:
        """The docking point in the middle of `side`."""
        box = self.box
        if side is Side.TOP:
            return Point(box.center_x, box.y)
        if side is Side.BOTTOM:
            return Point(box.center_x, box.bottom)
        if side is Side.LEFT:
            return Point(box.x, box.center_y)
        return Point(box.right, box.center_y)


@dataclass(frozen=True, slots=True)
class Polyline:
    """An arrow from `source` to `target` (keys of shapes) along `points`, first point on the source's
    port, last on the target's; consecutive points differ in x or in y, never in both. The head is at the
    last point. `fork` names the exit it leaves by (edges of one exit share their trunk): key of the source
    and the exit's number. `head` is False where another arrow into the same port already draws it.
    """

    key: str
    source: str
    target: str
    source_side: Side
    target_side: Side
    points: tuple[Point, ...]
    fork: str
    head: bool = True
    dashed: bool = False


@dataclass(frozen=True, slots=True)
class Label:
    """A free text beside a line: an exit's "Ya"/"Tidak", or "ke hal. 3" beside a pentagon.

    `owner` is the key of the polyline (or shape) it belongs to; the box fits the text tightly.
    """

    key: str
    owner: str
    box: Box
    paragraph: Paragraph


class PageKind(StrEnum):
    COVER = "sampul"
    IDENTITY = "identitas"
    FLOWCHART = "prosedur"


@dataclass(frozen=True, slots=True)
class Page:
    """One sheet: size and margins in twips, tables from top to bottom, and the flowchart's drawing.

    `number` counts from 1 through the whole document. `footer` is a line of text in the bottom margin
    (empty: none). `lane_columns` is the range of columns (first, after the last) of the table "prosedur"
    that are lanes; (0, 0) on pages without a flowchart. `procedure` is the index of the Prosedur that a
    flowchart page shows (`Sop.prosedur()`), None on other pages.
    """

    number: int
    kind: PageKind
    width: int
    height: int
    margin: Padding
    tables: tuple[Table, ...] = ()
    shapes: tuple[Shape, ...] = ()
    lines: tuple[Polyline, ...] = ()
    labels: tuple[Label, ...] = ()
    footer: Paragraph | None = None
    description: str = ""
    lane_columns: tuple[int, int] = (0, 0)
    procedure: int | None = None

    def table(self, name: str) -> Table:
        """The table called `name`; KeyError if the page has none."""
        for table in self.tables:
            if table.name == name:
                return table
        raise KeyError(name)


@dataclass(frozen=True, slots=True)
class Properties:
    """Core properties of the document; `created` and `modified` are ISO dates from the data, "" if none."""

    title: str
    creator: str
    subject: str = ""
    keywords: str = ""
    created: str = ""
    modified: str = ""
    language: str = "id-ID"


@dataclass(frozen=True, slots=True)
class Drawing:
    """A whole document, ready to be written. `line_width` of shapes and arrows in eighths of a point;
    `image_root` is the folder that `Cell.image` paths start from."""

    properties: Properties
    pages: tuple[Page, ...]
    line_width: int = 6
    image_root: str = ""
    notes: tuple[str, ...] = field(default=())
