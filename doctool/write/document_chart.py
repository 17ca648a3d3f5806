"""Native charts (ECMA-376 part 1, 21.2): columns, lines and lying bars, with their figures cached and embedded.

Written here rather than by a library: python-pptx would be one more dependency whose XML has to be mended afterwards
(axis ids, empty points, colours), and XlsxWriter keeps its chart XML to itself and takes years for numbers.
"""

from __future__ import annotations

from doctool.model.dokumen import Bagan, Seri
from doctool.write.document_chart_axes import category_axis, value_axis
from doctool.write.document_chart_xml import CATEGORIES, LETTERS, VALUES, leaf, letters, val
from doctool.write.document_workbook import SHEET, chart_workbook, column_letters, number_format
from doctool.write.drawingml import EMU_PER_PT, solid
from doctool.write.package import Package, Part
from doctool.write.xml import Element, el, root, serialize

_CHART = "application/vnd.openxmlformats-officedocument.drawingml.chart+xml"
_XLSX = "application/vnd.openxmlformats-officedocument.spreadsheetml.sheet"
_EMBEDDED = "http://schemas.openxmlformats.org/officeDocument/2006/relationships/package"
#: Colours of series that name none, readable beside each other also in grey.
COLORS = ("1F4E79", "ED7D31", "A5A5A5", "FFC000", "5B9BD5", "70AD47")
_LINE, _LABELS = 2.25, 800
#: The marks of lines in turn, so that they are told apart in grey too.
_MARKS = ("circle", "square", "triangle", "diamond")
# So many columns have room for their figures side by side; those of more stand upright.
_MOST_COLUMNS = 12


def add_chart(package: Package, bagan: Bagan, number: int, font: str) -> Part:
    """The part of the chart `bagan` (the document's `number`-th), with its workbook, added to `package`."""
    book = package.add(Part(f"word/embeddings/bagan{number}.xlsx", _XLSX, chart_workbook(bagan)))
    part = package.add(Part(f"word/charts/chart{number}.xml", _CHART, b""))
    part.data = serialize(_space(bagan, part.relate(_EMBEDDED, book.name), font))
    return part


def _space(bagan: Bagan, link: str, font: str) -> Element:
    chart = el(
        "c:chart",
        None,
        val("c:autoTitleDeleted", 1),
        el("c:plotArea", None, el("c:layout"), _plot(bagan), category_axis(bagan), value_axis(bagan)),
        _legend() if len(bagan.seri) > 1 else None,
        val("c:plotVisOnly", 1),
        val("c:dispBlanksAs", "gap"),
    )
    no_frame = el("c:spPr", None, solid("FFFFFF"), el("a:ln", None, el("a:noFill")))
    book = el("c:externalData", {"r:id": link}, val("c:autoUpdate", 0))
    return root(
        "c:chartSpace",
        ("a", "r"),
        None,
        val("c:date1904", 0),
        val("c:lang", "id-ID"),
        val("c:roundedCorners", 0),
        chart,
        no_frame,
        letters(LETTERS, font),
        book,
    )


def _plot(bagan: Bagan) -> Element:
    series = [_series(bagan, seri, place) for place, seri in enumerate(bagan.seri)]
    axes = [val("c:axId", CATEGORIES), val("c:axId", VALUES)]
    if bagan.jenis == "garis":
        return el(
            "c:lineChart", None, val("c:grouping", "standard"), val("c:varyColors", 0), *series,
            val("c:marker", 1), *axes,
        )  # fmt: skip
    direction = "col" if bagan.jenis == "kolom" else "bar"
    gap = [val("c:gapWidth", 60), val("c:overlap", 0)]
    return el(
        "c:barChart", None, val("c:barDir", direction), val("c:grouping", "clustered"),
        val("c:varyColors", 0), *series, *gap, *axes,
    )  # fmt: skip


def _series(bagan: Bagan, seri: Seri, place: int) -> Element:
    color = seri.warna or COLORS[place % len(COLORS)]
    lines = bagan.jenis == "garis"
    letter, last = column_letters(place + 1), len(bagan.kategori) + 1
    name_of = el("c:strRef", None, leaf("c:f", f"{SHEET}!${letter}$1"), _words("c:strCache", (seri.nama,)))
    categories = el(
        "c:strRef", None, leaf("c:f", f"{SHEET}!$A$2:$A${last}"), _words("c:strCache", bagan.kategori)
    )
    values = el("c:numRef", None, leaf("c:f", f"{SHEET}!${letter}$2:${letter}${last}"), _numbers(bagan, seri))
    return el(
        "c:ser",
        None,
        val("c:idx", place),
        val("c:order", place),
        el("c:tx", None, name_of),
        _line_look(color) if lines else el("c:spPr", None, solid(color)),
        _marker(color, place) if lines else val("c:invertIfNegative", 0),
        *_points(bagan, seri, color, place),
        _data_labels(bagan, seri),
        el("c:cat", None, categories),
        el("c:val", None, values),
        val("c:smooth", 0) if lines else None,
    )


def _points(bagan: Bagan, seri: Seri, color: str, mark: int) -> list[Element]:
    """The points whose colour is not that of their series."""
    lines = bagan.jenis == "garis"
    return [
        el(
            "c:dPt",
            None,
            val("c:idx", place),
            _marker(own, mark) if lines else val("c:invertIfNegative", 0),
            val("c:bubble3D", 0),
            _line_look(color) if lines else el("c:spPr", None, solid(own)),
        )
        for place, own in enumerate(seri.warna_titik[: len(bagan.kategori)])
        if own and own != color
    ]


def _data_labels(bagan: Bagan, seri: Seri) -> Element:
    """The figures beside the points that tell them."""
    turned = bagan.jenis == "kolom" and len(bagan.kategori) * len(bagan.seri) > _MOST_COLUMNS
    look = [
        el("c:numFmt", {"formatCode": number_format(bagan.desimal), "sourceLinked": 0}),
        el("c:spPr", None, el("a:noFill"), el("a:ln", None, el("a:noFill"))),
        letters(_LABELS, upright=turned),
    ]
    place = val("c:dLblPos", "t" if bagan.jenis == "garis" else "outEnd")
    if bagan.label == "semua":
        return el("c:dLbls", None, *look, place, *_shown(1))
    last = max((at for at, one in enumerate(seri.nilai[: len(bagan.kategori)]) if one is not None), default=-1)
    if bagan.label == "tidak" or last < 0:
        return el("c:dLbls", None, *_shown(0))
    if bagan.jenis == "garis" and _is_lowest(bagan, seri, last):
        place = val("c:dLblPos", "b")
    return el("c:dLbls", None, el("c:dLbl", None, val("c:idx", last), *look, place, *_shown(1)), *_shown(0))


def _is_lowest(bagan: Bagan, seri: Seri, at: int) -> bool:
    """Whether another series is above `seri` there; its figure then stands below."""
    others = [one.nilai[at] for one in bagan.seri if one is not seri and at < len(one.nilai)]
    own = seri.nilai[at]
    return own is not None and any(one is not None and one > own for one in others)


def _shown(figures: int) -> list[Element]:
    tags = ("showLegendKey", "showVal", "showCatName", "showSerName", "showPercent", "showBubbleSize")
    return [val(f"c:{tag}", figures if tag == "showVal" else 0) for tag in tags]


def _legend() -> Element:
    return el("c:legend", None, val("c:legendPos", "b"), val("c:overlay", 0))


def _numbers(bagan: Bagan, seri: Seri) -> Element:
    points = [
        _point(place, f"{value:f}")
        for place, value in enumerate(seri.nilai[: len(bagan.kategori)])
        if value is not None
    ]
    return el(
        "c:numCache",
        None,
        leaf("c:formatCode", number_format(bagan.desimal)),
        val("c:ptCount", len(bagan.kategori)),
        *points,
    )


def _words(tag: str, words: tuple[str, ...]) -> Element:
    return el(tag, None, val("c:ptCount", len(words)), *(_point(place, one) for place, one in enumerate(words)))


def _point(place: int, text: str) -> Element:
    return el("c:pt", {"idx": place}, leaf("c:v", text))


def _line_look(color: str) -> Element:
    return el("c:spPr", None, el("a:ln", {"w": int(_LINE * EMU_PER_PT), "cap": "rnd"}, solid(color), el("a:round")))


def _marker(color: str, place: int) -> Element:
    look = el("c:spPr", None, solid(color), el("a:ln", {"w": EMU_PER_PT // 2}, solid(color)))
    return el("c:marker", None, val("c:symbol", _MARKS[place % len(_MARKS)]), val("c:size", 6), look)
