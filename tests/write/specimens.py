"""Small Drawings made by hand for the tests of the writers: they use every noun of doctool.drawing."""

from __future__ import annotations

from collections.abc import Iterator, Sequence
from dataclasses import replace
from itertools import product
from typing import Any

from doctool.drawing import (
    NO_BORDER,
    Align,
    Border,
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
    VAlign,
)
from doctool.units import PAPERS, mm, pt

BODY = TextStyle("Arial", pt(9))
HEAD = TextStyle("Arial", pt(9), bold=True)
SMALL = TextStyle("Arial", pt(8))
A4 = PAPERS["A4"]
MARGIN = Padding(mm(15), mm(15), mm(15), mm(15))
PAD = Padding(pt(3), pt(4), pt(3), pt(4))
PROPERTIES = Properties(
    title="SOP Pelayanan <Contoh> & Uji",
    creator="Dinas Contoh",
    subject="SOP AP",
    created="2024-02-29",
    modified="2025-01-31",
)


def text(words: str, *lines: str, style: TextStyle = BODY, align: Align = Align.LEFT, **more: Any) -> Paragraph:
    """A paragraph of `words`, broken into `lines` (one line when none are given)."""
    return Paragraph(words, style, lines or (words,), style.size * 6 // 5, align, **more)


def drawing(*pages: Page, **more: Any) -> Drawing:
    return Drawing(PROPERTIES, pages, **more)


def table(name: str, x: int, y: int, columns: Sequence[int], heights: Sequence[int], **more: Any) -> Table:
    """A table with the address of each cell ("r0c1") as its text."""
    cells = tuple(
        Cell(row, col, (text(f"{name}r{row}c{col}"),), padding=PAD)
        for row in range(len(heights))
        for col in range(len(columns))
    )
    return Table(name, x, y, tuple(columns), tuple(Row(height) for height in heights), cells, **more)


def path_forms() -> Iterator[tuple[tuple[float, float], ...]]:
    """The orthogonal paths of 1 to 4 bends in a cell that is 1 wide and 1 high: 64 general ones (both first
    directions, all signs, bends inside and outside the box of start and end), then those that start and end
    at one height or in one column, then the straight ones."""
    inside, before, behind = (0.3, 0.5, 0.7), -0.4, 1.4
    for bends, shares in [
        (1, ()),
        (2, (0.5,)),
        (2, (before,)),
        (2, (behind,)),
        (3, (0.5, 0.4)),
        (3, (behind, 0.5)),
        (4, inside),
        (4, (behind, 0.5, before)),
    ]:
        for across, sign_x, sign_y in product((False, True), (1, -1), (1, -1)):
            path = _unit_path(bends, shares)
            yield tuple((sign_x * x, sign_y * y) for x, y in (((b, a) if across else (a, b)) for a, b in path))
    c_shape = ((0.0, 0.0), (0.4, 0.0), (0.4, 0.6), (0.0, 0.6))
    bridge = ((0.0, 0.0), (0.2, 0.0), (0.2, 0.4), (0.8, 0.4), (0.8, 0.0), (1.0, 0.0))
    for path, across, sign_x, sign_y in product((c_shape, bridge), (False, True), (1, -1), (1, -1)):
        yield tuple((sign_x * x, sign_y * y) for x, y in (((b, a) if across else (a, b)) for a, b in path))
    for end in ((1.0, 0.0), (-1.0, 0.0), (0.0, 1.0), (0.0, -1.0)):
        yield ((0.0, 0.0), end)


def _unit_path(bends: int, shares: Sequence[float]) -> list[tuple[float, float]]:
    """From (0, 0) to (1, 0.6), first along x; `shares` place the bends between."""
    xs, ys = [0.0], [0.0]
    goal = (1.0, 0.6)
    steps = [share * goal[number % 2] for number, share in enumerate(shares)]
    steps += [goal[len(steps) % 2], goal[(len(steps) + 1) % 2]]
    for number, place in enumerate(steps):
        xs.append(place if number % 2 == 0 else xs[-1])
        ys.append(ys[-1] if number % 2 == 0 else place)
    path = list(zip(xs, ys, strict=True))
    assert len(path) == bends + 2
    return path


def connector_page(number: int, forms: Sequence[tuple[tuple[float, float], ...]], columns: int = 8) -> Page:
    """A landscape page with one arrow of each form, each with a small shape behind its start and its tip."""
    paper = A4.landscape()
    width, height = pt(92), pt(84)
    shapes: list[Shape] = []
    lines: list[Polyline] = []
    for index, form in enumerate(forms):
        left = MARGIN.left + (index % columns) * width
        top = MARGIN.top + pt(10) + (index // columns) * height
        path = _fit(form, left, top, width, height)
        key = f"p{number}-{index}"
        ends = []
        for point, beside, end in ((path[0], path[1], "a"), (path[-1], path[-2], "b")):
            side, box = _small_box(point, beside)
            ends.append(side)
            kind = ShapeKind.PROCESS if end == "a" else ShapeKind.TERMINATOR
            shapes.append(Shape(f"{key}{end}", kind, box, 0, 0, 0, title=f"Bentuk {key}{end}"))
        lines.append(Polyline(key, f"{key}a", f"{key}b", ends[0], ends[1], path, fork=f"{key}a:0"))
    return Page(
        number,
        PageKind.FLOWCHART,
        paper.width,
        paper.height,
        MARGIN,
        shapes=tuple(shapes),
        lines=tuple(lines),
        description=f"Lembar {number}: {len(lines)} panah.",
    )


def _fit(form: Sequence[tuple[float, float]], left: int, top: int, width: int, height: int) -> tuple[Point, ...]:
    """`form` scaled to half of the cell and put in its middle, on whole twips that are not round numbers."""
    scale_x, scale_y = width * 0.37, height * 0.41
    xs, ys = [x * scale_x for x, _ in form], [y * scale_y for _, y in form]
    move_x = left + (width - max(xs) - min(xs)) / 2
    move_y = top + (height - max(ys) - min(ys)) / 2
    return tuple(Point(round(x + move_x), round(y + move_y)) for x, y in zip(xs, ys, strict=True))


def _small_box(point: Point, beside: Point) -> tuple[Side, Box]:
    """A box of 8 x 6 pt whose port is `point`, on the far side from `beside`."""
    width, height = pt(8), pt(6)
    if beside.x != point.x:
        right = beside.x > point.x
        x = point.x - width if right else point.x
        return (Side.RIGHT if right else Side.LEFT), Box(x, point.y - height // 2, width, height)
    down = beside.y > point.y
    y = point.y - height if down else point.y
    return (Side.BOTTOM if down else Side.TOP), Box(point.x - width // 2, y, width, height)


def flowchart_page(number: int, y: int = 0, footer: str = "") -> Page:
    """A small sheet: a head with spanned and turned cells, two rows, a strip, five shapes, arrows, labels."""
    paper = A4.landscape()
    left = MARGIN.left
    top = y or MARGIN.top + 20
    columns = (pt(24), pt(150), pt(90), pt(90), pt(30), pt(120))
    head = tuple(
        Cell(0, col, (text(words, style=HEAD, align=Align.CENTER),), row_span=2, valign=VAlign.CENTER, fill="D9E2F3")
        for col, words in ((0, "No"), (1, "Kegiatan"), (5, "Keterangan"))
    )
    head += (
        Cell(0, 2, (text("Pelaksana", style=HEAD, align=Align.CENTER),), col_span=3, valign=VAlign.CENTER),
        Cell(1, 2, (text("Pemohon", align=Align.CENTER),), valign=VAlign.CENTER),
        Cell(1, 3, (text("Petugas", align=Align.CENTER),), valign=VAlign.CENTER),
        Cell(1, 4, (text("Kasi", align=Align.CENTER),), valign=VAlign.CENTER, turned=True),
    )
    long = text("Mengajukan permohonan beserta persyaratan", "Mengajukan permohonan beserta", "persyaratan")
    rows = (
        Row(pt(16), header=True),
        Row(pt(34), header=True),
        Row(pt(70), kegiatan=0),
        Row(pt(80), kegiatan=1),
        Row(pt(24)),
    )
    body = (
        Cell(2, 0, (text("1", align=Align.CENTER),), padding=PAD),
        Cell(2, 1, (long,), padding=PAD),
        Cell(
            2, 5, (text("a < b & c", marker="a.", indent=pt(12)), text("dua", marker="b.", indent=pt(12))), padding=PAD
        ),
        Cell(3, 0, (text("2", align=Align.CENTER),), padding=PAD),
        Cell(3, 1, (text("Memeriksa", before=pt(4), after=pt(6)), text("ulang", before=pt(2))), padding=PAD),
        Cell(3, 5, (text("bawah", align=Align.RIGHT),), padding=PAD, valign=VAlign.BOTTOM),
        *(Cell(row, col) for row in (2, 3, 4) for col in (2, 3, 4)),
        *(Cell(4, col, border=NO_BORDER) for col in (0, 1, 5)),
    )
    cells = tuple(sorted(head + body, key=lambda cell: (cell.row, cell.col)))
    sheet = Table("prosedur", left, top, columns, rows, cells)
    lane0, lane1 = left + pt(24 + 150), left + pt(24 + 150 + 90)
    row1, row2, strip = top + pt(50), top + pt(120), top + pt(200)
    start = Shape(
        "k1",
        ShapeKind.TERMINATOR,
        Box(lane0 + pt(15), row1 + pt(22), pt(60), pt(26)),
        2,
        2,
        0,
        (text("Mulai", style=SMALL, align=Align.CENTER),),
        "Langkah 1, Pemohon: mulai",
    )
    work = Shape("k1b", ShapeKind.PROCESS, Box(lane1 + pt(15), row1 + pt(22), pt(60), pt(26)), 2, 3, 1, title="Kotak")
    choice = Shape(
        "k2", ShapeKind.DECISION, Box(lane1 + pt(15), row2 + pt(24), pt(60), pt(32)), 3, 3, 1, title="Sesuai?"
    )
    letter = (text("A", style=SMALL, align=Align.CENTER),)
    off = Shape(
        "o1", ShapeKind.OFF_PAGE, Box(lane1 + pt(36), strip + pt(3), pt(18), pt(18)), 4, 3, 1, letter, "Ke hal. 2"
    )
    lines = (
        Polyline("e1", "k1", "k1b", Side.RIGHT, Side.LEFT, (start.port(Side.RIGHT), work.port(Side.LEFT)), "k1:0"),
        Polyline("e2", "k1b", "k2", Side.BOTTOM, Side.TOP, (work.port(Side.BOTTOM), choice.port(Side.TOP)), "k1b:0"),
        Polyline("e3", "k2", "o1", Side.BOTTOM, Side.TOP, (choice.port(Side.BOTTOM), off.port(Side.TOP)), "k2:0"),
        Polyline(
            "e4",
            "k2",
            "k1",
            Side.LEFT,
            Side.BOTTOM,
            (choice.port(Side.LEFT), Point(start.box.center_x, choice.box.center_y), start.port(Side.BOTTOM)),
            "k2:1",
            dashed=True,
        ),
    )
    labels = (
        Label("l1", "e3", Box(lane1 + pt(47), row2 + pt(57), pt(14), pt(10)), text("Ya", style=SMALL)),
        Label("l2", "e4", Box(lane1 - pt(14), row2 + pt(29), pt(24), pt(10)), text("Tidak", style=SMALL)),
    )
    return Page(
        number,
        PageKind.FLOWCHART,
        paper.width,
        paper.height,
        MARGIN,
        (sheet,),
        (start, work, choice, off),
        lines,
        labels,
        footer=text(footer, style=SMALL, align=Align.CENTER) if footer else None,
        description="Langkah 1: Pemohon mengajukan. Langkah 2: Petugas memeriksa; jika tidak, kembali ke langkah 1.",
        lane_columns=(2, 5),
    )


def identity_page(number: int, image: str = "") -> Page:
    """A portrait page: a kop with a place for a logo and a double rule, a table of rows that may grow, and a
    last table that ends exactly at the bottom margin."""
    kop = Table(
        "kop",
        MARGIN.left,
        MARGIN.top + 20,
        (pt(80), pt(400)),
        (Row(pt(70)),),
        (
            Cell(
                0,
                0,
                border=Border(0, 0, 12, 0, double_bottom=False),
                valign=VAlign.CENTER,
                image=image or "tiada.png",
                image_size=(pt(50), pt(60)),
            ),
            Cell(
                0,
                1,
                (
                    text("PEMERINTAH KABUPATEN CONTOH", style=HEAD, align=Align.CENTER),
                    text("Jl. Contoh No. 1", align=Align.CENTER),
                ),
                border=Border(0, 0, 6, 0, double_bottom=True),
                valign=VAlign.CENTER,
            ),
        ),
    )
    words = "Peraturan Menteri tentang pedoman penyusunan standar operasional prosedur administrasi pemerintahan"
    laws = text(
        words,
        "Peraturan Menteri tentang pedoman penyusunan",
        "standar operasional prosedur administrasi",
        "pemerintahan",
        marker="1.",
        indent=pt(14),
        align=Align.JUSTIFY,
        after=pt(3),
    )
    identity = Table(
        "identitas",
        MARGIN.left,
        kop.y + kop.height + 20,
        (pt(240), pt(240)),
        (Row(pt(80), exact=False), Row(pt(40))),
        (
            Cell(0, 0, (text("Dasar Hukum", style=HEAD), laws), padding=PAD),
            Cell(
                0,
                1,
                (text("Disahkan oleh", style=TextStyle("Arial", pt(9), underline=True, italic=True)),),
                padding=PAD,
                row_span=2,
            ),
            Cell(1, 0, (text("Kualifikasi"),), padding=PAD, border=Border(4, 4, 4, 18)),
        ),
    )
    last_y = identity.y + identity.height + pt(20)
    last = table("akhir", MARGIN.left + pt(30), last_y, (pt(100), pt(57)), (A4.height - MARGIN.bottom - last_y,))
    return Page(number, PageKind.IDENTITY, A4.width, A4.height, MARGIN, (kop, identity, last))


def alignment_page(number: int) -> Page:
    """A grid of cells with uneven paddings: each way to align, upright ("u...") and turned ("t...")."""
    uneven = Padding(pt(2), pt(4), pt(6), pt(8))
    cells = tuple(
        Cell(
            row,
            col,
            (text(f"{'t' if col < 3 else 'u'}{row}{col}", align=align), text("x", align=align)),
            valign=list(VAlign)[col % 3],
            turned=col < 3,
            padding=uneven,
        )
        for row, align in enumerate((Align.LEFT, Align.CENTER, Align.RIGHT, Align.JUSTIFY))
        for col in range(6)
    )
    grid = Table("rata", MARGIN.left, MARGIN.top + 20, (pt(60),) * 6, (Row(pt(60)),) * 4, cells)
    return Page(number, PageKind.IDENTITY, A4.width, A4.height, MARGIN, (grid,))


def full_page(number: int) -> Page:
    """A page whose table ends at the bottom margin to the twip, over a footer, with a drawing."""
    page = flowchart_page(number, footer="Kaki lembar penuh")
    margin = Padding(mm(10), mm(10), mm(10), mm(10))
    height = page.height - margin.top - 20 - margin.bottom
    rows = [height // 10] * 9
    sheet = table("penuh", margin.left, margin.top + 20, (pt(200), pt(300)), [*rows, height - sum(rows)])
    return replace(page, margin=margin, tables=(sheet,))
