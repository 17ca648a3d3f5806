"""Native charts (ECMA-376 part 1, 21.2): columns, lines and lying bars, with their figures cached and embedded.

Written here rather than by a library: python-pptx would be one more dependency whose XML has to be mended afterwards
(axis ids, empty points, colours), and XlsxWriter keeps its chart XML to itself and takes years for numbers.
"""

from __future__ import annotations

from doctool.model.dokumen import Bagan, Seri
from doctool.write.document_workbook import SHEET, chart_workbook, column_letters, number_format
from doctool.write.drawingml import EMU_PER_PT, solid
from doctool.write.package import Package, Part
from doctool.write.xml import Element, el, root, serialize

_CHART = "application/vnd.openxmlformats-officedocument.drawingml.chart+xml"
_XLSX = "application/vnd.openxmlformats-officedocument.spreadsheetml.sheet"
_EMBEDDED = "http://schemas.openxmlformats.org/officeDocument/2006/relationships/package"
#: Colours of series that name none, readable beside each other also in grey.
COLORS = ("1F4E79", "ED7D31", "A5A5A5", "FFC000", "5B9BD5", "70AD47")
_GREY, _LINE, _LETTERS, _LABELS = "BFBFBF", 2.25, 900, 800
# So many columns have room for their figures side by side; those of more stand upright.
_MOST_COLUMNS = 12
_CATEGORIES, _VALUES = 111_111_111, 222_222_222


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
        _value("c:autoTitleDeleted", 1),
        el("c:plotArea", None, el("c:layout"), _plot(bagan), _category_axis(bagan), _value_axis(bagan)),
        _legend() if len(bagan.seri) > 1 else None,
        _value("c:plotVisOnly", 1),
        _value("c:dispBlanksAs", "gap"),
    )
    no_frame = el("c:spPr", None, solid("FFFFFF"), el("a:ln", None, el("a:noFill")))
    book = el("c:externalData", {"r:id": link}, _value("c:autoUpdate", 0))
    return root(
        "c:chartSpace",
        ("a", "r"),
        None,
        _value("c:date1904", 0),
        _value("c:lang", "id-ID"),
        _value("c:roundedCorners", 0),
        chart,
        no_frame,
        _letters(_LETTERS, font),
        book,
    )


def _plot(bagan: Bagan) -> Element:
    series = [_series(bagan, seri, place) for place, seri in enumerate(bagan.seri)]
    axes = [_value("c:axId", _CATEGORIES), _value("c:axId", _VALUES)]
    if bagan.jenis == "garis":
        return el(
            "c:lineChart", None, _value("c:grouping", "standard"), _value("c:varyColors", 0), *series,
            _value("c:marker", 1), *axes,
        )  # fmt: skip
    direction = "col" if bagan.jenis == "kolom" else "bar"
    gap = [_value("c:gapWidth", 60), _value("c:overlap", 0)]
    return el(
        "c:barChart", None, _value("c:barDir", direction), _value("c:grouping", "clustered"),
        _value("c:varyColors", 0), *series, *gap, *axes,
    )  # fmt: skip


def _series(bagan: Bagan, seri: Seri, place: int) -> Element:
    color = seri.warna or COLORS[place % len(COLORS)]
    lines = bagan.jenis == "garis"
    letter, last = column_letters(place + 1), len(bagan.kategori) + 1
    name_of = el("c:strRef", None, _text("c:f", f"{SHEET}!${letter}$1"), _words("c:strCache", (seri.nama,)))
    categories = el(
        "c:strRef", None, _text("c:f", f"{SHEET}!$A$2:$A${last}"), _words("c:strCache", bagan.kategori)
    )
    values = el("c:numRef", None, _text("c:f", f"{SHEET}!${letter}$2:${letter}${last}"), _numbers(bagan, seri))
    return el(
        "c:ser",
        None,
        _value("c:idx", place),
        _value("c:order", place),
        el("c:tx", None, name_of),
        _line_look(color) if lines else el("c:spPr", None, solid(color)),
        _marker(color) if lines else _value("c:invertIfNegative", 0),
        *_points(bagan, seri, color),
        _data_labels(bagan),
        el("c:cat", None, categories),
        el("c:val", None, values),
        _value("c:smooth", 0) if lines else None,
    )


def _points(bagan: Bagan, seri: Seri, color: str) -> list[Element]:
    """The points whose colour is not that of their series."""
    lines = bagan.jenis == "garis"
    return [
        el(
            "c:dPt",
            None,
            _value("c:idx", place),
            _marker(own) if lines else _value("c:invertIfNegative", 0),
            _value("c:bubble3D", 0),
            _line_look(color) if lines else el("c:spPr", None, solid(own)),
        )
        for place, own in enumerate(seri.warna_titik[: len(bagan.kategori)])
        if own and own != color
    ]


def _data_labels(bagan: Bagan) -> Element:
    shown = [_value(f"c:{tag}", int(tag == "showVal")) for tag in (
        "showLegendKey", "showVal", "showCatName", "showSerName", "showPercent", "showBubbleSize",
    )]  # fmt: skip
    return el(
        "c:dLbls",
        None,
        el("c:numFmt", {"formatCode": number_format(bagan.desimal), "sourceLinked": 0}),
        el("c:spPr", None, el("a:noFill"), el("a:ln", None, el("a:noFill"))),
        _letters(_LABELS, upright=bagan.jenis == "kolom" and len(bagan.kategori) * len(bagan.seri) > _MOST_COLUMNS),
        _value("c:dLblPos", "t" if bagan.jenis == "garis" else "outEnd"),
        *shown,
    )


def _category_axis(bagan: Bagan) -> Element:
    lying = bagan.jenis == "batang"
    return el(
        "c:catAx",
        None,
        _value("c:axId", _CATEGORIES),
        el("c:scaling", None, _value("c:orientation", "maxMin" if lying else "minMax")),
        _value("c:delete", 0),
        _value("c:axPos", "l" if lying else "b"),
        el("c:numFmt", {"formatCode": "General", "sourceLinked": 0}),
        _value("c:majorTickMark", "none"),
        _value("c:minorTickMark", "none"),
        _value("c:tickLblPos", "low"),
        _rule(),
        _value("c:crossAx", _VALUES),
        _value("c:crosses", "autoZero"),
        _value("c:auto", 0),
        _value("c:lblAlgn", "ctr"),
        _value("c:lblOffset", 100),
        _value("c:noMultiLvlLbl", 1),
    )


def _value_axis(bagan: Bagan) -> Element:
    lying = bagan.jenis == "batang"
    return el(
        "c:valAx",
        None,
        _value("c:axId", _VALUES),
        el("c:scaling", None, _value("c:orientation", "minMax"), _value("c:min", 0) if _from_zero(bagan) else None),
        _value("c:delete", 0),
        _value("c:axPos", "b" if lying else "l"),
        el("c:majorGridlines", None, _rule("D9D9D9")),
        _axis_title(bagan.satuan, upright=lying) if bagan.satuan else None,
        el("c:numFmt", {"formatCode": number_format(0 if _spread(bagan) > 10 else 2), "sourceLinked": 0}),
        _value("c:majorTickMark", "none"),
        _value("c:minorTickMark", "none"),
        _value("c:tickLblPos", "nextTo"),
        _rule(),
        _value("c:crossAx", _CATEGORIES),
        _value("c:crosses", "max" if lying else "autoZero"),
        _value("c:crossBetween", "between"),
    )


def _spread(bagan: Bagan) -> float:
    """The largest figure by size."""
    return max((abs(float(one)) for seri in bagan.seri for one in seri.nilai if one is not None), default=100.0)


def _from_zero(bagan: Bagan) -> bool:
    """Columns and bars begin at zero, or they lie; so do lines, unless a figure is below it."""
    return all(one >= 0 for seri in bagan.seri for one in seri.nilai if one is not None)


def _axis_title(text: str, *, upright: bool) -> Element:
    body = {"rot": 0 if upright else -5_400_000, "vert": "horz"}
    looks = el("a:pPr", None, el("a:defRPr", {"sz": _LETTERS, "b": 0}))
    words = el("a:r", None, el("a:rPr", {"lang": "id-ID", "sz": _LETTERS, "b": 0}), el("a:t", None, text=text))
    rich = el("c:rich", None, el("a:bodyPr", body), el("a:lstStyle"), el("a:p", None, looks, words))
    return el("c:title", None, el("c:tx", None, rich), _value("c:overlay", 0))


def _legend() -> Element:
    return el("c:legend", None, _value("c:legendPos", "b"), _value("c:overlay", 0))


def _numbers(bagan: Bagan, seri: Seri) -> Element:
    points = [
        _point(place, f"{value:f}")
        for place, value in enumerate(seri.nilai[: len(bagan.kategori)])
        if value is not None
    ]
    return el(
        "c:numCache",
        None,
        _text("c:formatCode", number_format(bagan.desimal)),
        _value("c:ptCount", len(bagan.kategori)),
        *points,
    )


def _words(tag: str, words: tuple[str, ...]) -> Element:
    return el(tag, None, _value("c:ptCount", len(words)), *(_point(place, one) for place, one in enumerate(words)))


def _point(place: int, text: str) -> Element:
    return el("c:pt", {"idx": place}, _text("c:v", text))


def _text(tag: str, text: str) -> Element:
    return el(tag, None, text=text)


def _value(tag: str, value: str | int) -> Element:
    return el(tag, {"val": value})


def _line_look(color: str) -> Element:
    return el("c:spPr", None, el("a:ln", {"w": int(_LINE * EMU_PER_PT), "cap": "rnd"}, solid(color), el("a:round")))


def _marker(color: str) -> Element:
    look = el("c:spPr", None, solid(color), el("a:ln", {"w": EMU_PER_PT // 2}, solid(color)))
    return el("c:marker", None, _value("c:symbol", "circle"), _value("c:size", 6), look)


def _rule(color: str = _GREY) -> Element:
    return el("c:spPr", None, el("a:ln", {"w": EMU_PER_PT // 2}, solid(color)))


def _letters(size: int, font: str = "", *, upright: bool = False) -> Element:
    face = [el(f"a:{script}", {"typeface": font}) for script in ("latin", "cs")] if font else []
    looks = el("a:pPr", None, el("a:defRPr", {"sz": size}, *face))
    end = el("a:endParaRPr", {"lang": "id-ID"})
    body = el("a:bodyPr", {"rot": -5_400_000, "vert": "horz"} if upright else None)
    return el("c:txPr", None, body, el("a:lstStyle"), el("a:p", None, looks, end))
