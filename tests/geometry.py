"""What a rendered PDF really shows: shapes, arrows, rules and words of a page, in points from its top left corner.

For every test that compares a sheet as LibreOffice draws it with the Drawing it was written from. The page is a
pdfplumber page: `with pdfplumber.open(path) as pdf: boxes = pdf_boxes(pdf.pages[0])`. Drawing positions are
twips: divide by 20. LibreOffice draws the parts of a sheet like this (7.4, measured):

* a shape: a path filled white, then the same path stroked; its bounding box is the shape's box. Exact to 0.05 pt.
* an arrow: a stroked path that stops 0.4 pt inside the base of its head, then a filled black triangle (the head).
  The triangle's point is the arrow's tip. Exact to 0.1 pt.
* a table rule: a straight line per run of equal rules, half a rule width (0.25 pt at 0.5 pt) right of and below
  the place in the Drawing, because LibreOffice draws a table's outer rules inside its box.
"""

from __future__ import annotations

from collections.abc import Iterable, Sequence
from typing import Any, NamedTuple

from doctool.drawing import Page, Point

#: Two coordinates closer than this (points) are the same place in a PDF (its numbers are rounded to 0.05).
SAME = 0.15

Spot = tuple[float, float]


class Rect(NamedTuple):
    """A box in points: left, top, right, bottom."""

    x0: float
    top: float
    x1: float
    bottom: float

    def is_near(self, other: Sequence[float], tolerance: float) -> bool:
        """Whether all four edges are at most `tolerance` points from those of `other`."""
        return all(abs(a - b) <= tolerance for a, b in zip(self, other, strict=True))


class Tip(NamedTuple):
    """An arrow head: its point (x, y) in points and the way it points ("up", "down", "left", "right")."""

    x: float
    y: float
    way: str


class Word(NamedTuple):
    """A word and its box in points."""

    text: str
    box: Rect


def pdf_boxes(page: Any) -> list[Rect]:
    """The outlines of closed stroked shapes (symbols of the flowchart, frames), as bounding boxes."""
    closed = page.rects + [item for item in page.curves if _is_closed(_points(item))]
    return [
        Rect(item["x0"], item["top"], item["x1"], item["bottom"])
        for item in closed
        if item["stroke"] and not item["fill"]
    ]


def astray(page: Page, shown: Any, tolerance: float) -> list[str]:
    """The keys of the shapes of `page` that the PDF page `shown` does not have in their boxes."""
    boxes = pdf_boxes(shown)
    lost = []
    for shape in page.shapes:
        box = shape.box
        wanted = (box.x / 20, box.y / 20, box.right / 20, box.bottom / 20)
        if not any(found.is_near(wanted, tolerance) for found in boxes):
            lost.append(shape.key)
    return lost


def frames_of(page: Page) -> int:
    """How many frames (places of crests) stand on `page` beside its shapes."""
    return sum(1 for table in page.tables for cell in table.cells if cell.image)


def way_of(points: Sequence[Point]) -> str:
    """The way in which a line with these points ends: right, left, down or up."""
    before, tip = points[-2:]
    if before.y == tip.y:
        return "right" if tip.x > before.x else "left"
    return "down" if tip.y > before.y else "up"


def pdf_arrow_tips(page: Any) -> list[Tip]:
    """The points of all arrow heads (filled triangles)."""
    tips = []
    for item in page.curves:
        corners = _distinct(_points(item))
        if item["fill"] and not item["stroke"] and len(corners) == 3:
            tips += [tip for tip in map(_tip, _turns(corners)) if tip]
    return tips


def pdf_paths(page: Any) -> list[list[Spot]]:
    """The corners of every open stroked path (arrows, also straight ones, and table rules)."""
    paths = []
    for item in page.lines + page.curves:
        points = _points(item)
        if item["stroke"] and not item["fill"] and not _is_closed(points):
            paths.append(points)
    return paths


def pdf_rules(page: Any) -> tuple[list[float], list[float]]:
    """The heights (y) of all level lines and the places (x) of all upright lines, sorted."""
    level = {round(line["top"], 2) for line in page.lines if abs(line["top"] - line["bottom"]) <= SAME}
    upright = {round(line["x0"], 2) for line in page.lines if abs(line["x0"] - line["x1"]) <= SAME}
    return sorted(level), sorted(upright)


def pdf_words(page: Any) -> list[Word]:
    """The words of the page in reading order; turned text comes letter by letter in its own order."""
    words = page.extract_words(x_tolerance=1.5, y_tolerance=2, keep_blank_chars=False, use_text_flow=True)
    return [Word(word["text"], Rect(word["x0"], word["top"], word["x1"], word["bottom"])) for word in words]


def pdf_baselines(page: Any) -> list[float]:
    """The heights of the baselines of upright text, sorted."""
    return sorted({round(page.height - char["matrix"][5], 1) for char in page.chars if char["upright"]})


def nearest(wanted: float, found: Iterable[float]) -> float:
    """How far the nearest of `found` is from `wanted`; infinite when there is none."""
    return min((abs(wanted - value) for value in found), default=float("inf"))


def _points(item: dict[str, Any]) -> list[Spot]:
    return [(float(x), float(y)) for x, y in item.get("pts") or ()]


def _is_closed(points: list[Spot]) -> bool:
    return len(points) > 3 and _same(points[0], points[-1])


def _same(a: Spot, b: Spot) -> bool:
    return abs(a[0] - b[0]) <= SAME and abs(a[1] - b[1]) <= SAME


def _distinct(points: list[Spot]) -> list[Spot]:
    kept: list[Spot] = []
    for point in points:
        if not any(_same(point, other) for other in kept):
            kept.append(point)
    return kept


def _turns(corners: list[Spot]) -> Iterable[tuple[Spot, Spot, Spot]]:
    a, b, c = corners
    return (a, b, c), (b, c, a), (c, a, b)


def _tip(corners: tuple[Spot, Spot, Spot]) -> Tip | None:
    """The head whose point is the first corner, if the two others make an upright or level base behind it."""
    (x, y), (x1, y1), (x2, y2) = corners
    if abs(x1 - x2) <= SAME and abs((y1 + y2) / 2 - y) <= SAME:
        return Tip(x, y, "right" if x > x1 else "left")
    if abs(y1 - y2) <= SAME and abs((x1 + x2) / 2 - x) <= SAME:
        return Tip(x, y, "down" if y > y1 else "up")
    return None
