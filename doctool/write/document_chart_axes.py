"""The two axes of a native chart (ECMA-376 part 1, 21.2.2.25 c:catAx, 21.2.2.226 c:valAx)."""

from __future__ import annotations

from decimal import Decimal

from doctool.model.dokumen import Bagan
from doctool.write.document_chart_xml import CATEGORIES, LETTERS, VALUES, rule, val
from doctool.write.document_workbook import number_format
from doctool.write.xml import Element, el

#: From which highest figure on an axis needs so many decimals.
_AXIS_DECIMALS = ((Decimal(5), 0), (Decimal("0.5"), 1))


def category_axis(bagan: Bagan) -> Element:
    """The axis along which the categories stand."""
    lying = bagan.jenis == "batang"
    return el(
        "c:catAx",
        None,
        val("c:axId", CATEGORIES),
        el("c:scaling", None, val("c:orientation", "maxMin" if lying else "minMax")),
        val("c:delete", 0),
        val("c:axPos", "l" if lying else "b"),
        el("c:numFmt", {"formatCode": "General", "sourceLinked": 0}),
        val("c:majorTickMark", "none"),
        val("c:minorTickMark", "none"),
        val("c:tickLblPos", "low"),
        rule(),
        val("c:crossAx", VALUES),
        val("c:crosses", "autoZero"),
        val("c:auto", 0),
        val("c:lblAlgn", "ctr"),
        val("c:lblOffset", 100),
        val("c:noMultiLvlLbl", 1),
    )


def value_axis(bagan: Bagan) -> Element:
    """The axis of the figures, with its unit."""
    lying = bagan.jenis == "batang"
    return el(
        "c:valAx",
        None,
        val("c:axId", VALUES),
        _scaling(bagan),
        val("c:delete", 0),
        val("c:axPos", "b" if lying else "l"),
        el("c:majorGridlines", None, rule("D9D9D9")),
        _axis_title(bagan.satuan, upright=lying) if bagan.satuan else None,
        el("c:numFmt", {"formatCode": number_format(_decimals(bagan)), "sourceLinked": 0}),
        val("c:majorTickMark", "none"),
        val("c:minorTickMark", "none"),
        val("c:tickLblPos", "nextTo"),
        rule(),
        val("c:crossAx", CATEGORIES),
        val("c:crosses", "max" if lying else "autoZero"),
        val("c:crossBetween", "between"),
        val("c:majorUnit", f"{bagan.sumbu[2]:f}") if bagan.sumbu is not None else None,
    )


def _scaling(bagan: Bagan) -> Element:
    """Where the axis begins and ends: as the chart says; else columns and bars begin at zero, and so do lines, unless a
    figure is below it."""
    begin: Decimal | None = Decimal(0) if all(one >= 0 for one in _figures(bagan)) else None
    end = None
    if bagan.sumbu is not None:
        begin, end, _ = bagan.sumbu
    ends = [val(f"c:{tag}", f"{one:f}") for tag, one in (("max", end), ("min", begin)) if one is not None]
    return el("c:scaling", None, val("c:orientation", "minMax"), *ends)


def _decimals(bagan: Bagan) -> int:
    """The decimals of the figures along the axis."""
    if bagan.sumbu is not None:
        exponent = bagan.sumbu[2].normalize().as_tuple().exponent
        return max(0, -exponent) if isinstance(exponent, int) else 0
    highest = max((abs(one) for one in _figures(bagan)), default=Decimal(100))
    return next((decimals for least, decimals in _AXIS_DECIMALS if highest >= least), 2)


def _figures(bagan: Bagan) -> list[Decimal]:
    return [one for seri in bagan.seri for one in seri.nilai if one is not None]


def _axis_title(text: str, *, upright: bool) -> Element:
    body = {"rot": 0 if upright else -5_400_000, "vert": "horz"}
    looks = el("a:pPr", None, el("a:defRPr", {"sz": LETTERS, "b": 0}))
    words = el("a:r", None, el("a:rPr", {"lang": "id-ID", "sz": LETTERS, "b": 0}), el("a:t", None, text=text))
    rich = el("c:rich", None, el("a:bodyPr", body), el("a:lstStyle"), el("a:p", None, looks, words))
    return el("c:title", None, el("c:tx", None, rich), val("c:overlay", 0))
