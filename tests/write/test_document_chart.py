"""Native charts: what they show, what their workbook holds, and that what was not measured is a gap."""

from __future__ import annotations

import dataclasses
import io
from decimal import Decimal

import openpyxl
import pytest
from lxml import etree

from doctool.model.dokumen import Bagan, Bagian, Dokumen, Seri
from doctool.write.document import write_document
from tests.gate import check_docx, check_xlsx
from tests.write.docx_text import NS, parts
from tests.write.sample_report import batang, garis, kolom

CHARTS = {"kolom": kolom(), "garis": garis(), "batang": batang()}


def written(*bagan: Bagan) -> dict[str, bytes]:
    return parts(write_document(Dokumen("Laporan", (Bagian(bagan),))))


def cached(points: etree._Element) -> dict[int, str]:
    return {int(one.get("idx")): one.findtext("c:v", "", NS) for one in points.iterfind(".//c:pt", NS)}


@pytest.mark.parametrize("kind", CHARTS)
def test_the_workbook_holds_the_series_and_the_chart_shows_the_same(kind: str) -> None:
    bagan, files = CHARTS[kind], written(CHARTS[kind])
    sheet = openpyxl.load_workbook(io.BytesIO(files["word/embeddings/bagan1.xlsx"])).active
    assert [one.value for one in sheet["A"][1:]] == list(bagan.kategori)
    chart = etree.fromstring(files["word/charts/chart1.xml"])
    series = chart.findall(".//c:ser", NS)
    assert len(series) == len(bagan.seri)
    for column, (seri, shown) in enumerate(zip(bagan.seri, series, strict=True), 2):
        values = [sheet.cell(row, column).value for row in range(2, len(bagan.kategori) + 2)]
        assert [None if one is None else Decimal(str(one)) for one in values] == list(seri.nilai)
        assert sheet.cell(1, column).value == seri.nama == "".join(cached(shown.find("c:tx", NS)).values())
        assert list(cached(shown.find("c:cat", NS)).values()) == list(bagan.kategori)
        there = {place: one for place, one in enumerate(seri.nilai) if one is not None}
        assert {place: Decimal(one) for place, one in cached(shown.find("c:val", NS)).items()} == there
        letter = openpyxl.utils.get_column_letter(column)
        reference = f"Data!${letter}$2:${letter}${len(bagan.kategori) + 1}"
        assert shown.findtext("c:val/c:numRef/c:f", "", NS) == reference


def test_gaps_colours_kinds_and_axes() -> None:
    files = written(kolom(), garis(), batang())
    charts = [etree.fromstring(files[f"word/charts/chart{number}.xml"]) for number in (1, 2, 3)]
    assert [one.find(".//c:dispBlanksAs", NS).get("val") for one in charts] == ["gap"] * 3
    assert charts[0].find(".//c:barDir", NS).get("val") == "col"
    assert charts[1].find(".//c:lineChart", NS) is not None
    assert charts[2].find(".//c:barDir", NS).get("val") == "bar"
    # Bars in the colours of their bands; the first two have the series' own.
    fills = {one.find("c:idx", NS).get("val"): one.find(".//a:srgbClr", NS).get("val")
             for one in charts[2].iterfind(".//c:dPt", NS)}  # fmt: skip
    assert fills == {"2": "FFD966", "3": "F4B084"}
    for one in charts:
        ids = one.xpath("//c:catAx/c:axId/@val | //c:valAx/c:axId/@val", namespaces=NS)
        assert len(set(ids)) == 2
        assert all(int(number) > 0 for number in ids)
        assert one.find("c:externalData", NS) is not None


def test_the_workbook_is_sound_and_the_same_every_time() -> None:
    book = written(kolom())["word/embeddings/bagan1.xlsx"]
    assert check_xlsx(book, sdk=False) == []
    assert written(kolom())["word/embeddings/bagan1.xlsx"] == book


def test_charts_with_nothing_measured_or_nothing_at_all_are_sound() -> None:
    nothing = dataclasses.replace(kolom(), seri=(Seri("Realisasi", (None, None, None, None)),))
    empty = Bagan("garis", (), ())
    data = write_document(Dokumen("Laporan", (Bagian((nothing, empty)),)))
    assert check_docx(data, sdk=False) == []


def test_the_chart_tells_its_caption_to_those_who_cannot_see_it() -> None:
    document = etree.fromstring(written(kolom())["word/document.xml"])
    assert document.xpath("//wp:docPr/@descr", namespaces=NS) == ["Target dan Realisasi per Indikator"]


def test_figures_over_many_narrow_columns_stand_upright() -> None:
    few, many = kolom(), dataclasses.replace(kolom(), seri=kolom().seri * 2)
    turned = [
        etree.fromstring(written(one)["word/charts/chart1.xml"]).xpath("//c:dLbls//a:bodyPr/@rot", namespaces=NS)
        for one in (few, many)
    ]
    assert turned == [[], ["-5400000"] * 4]


def test_an_axis_begins_where_the_chart_says_and_only_the_points_asked_for_tell_their_values() -> None:
    ends = (Decimal("98"), Decimal("100.5"), Decimal("0.5"))
    cut = dataclasses.replace(garis(), sumbu=ends, label="akhir")
    silent = dataclasses.replace(garis(), label="tidak")
    files = written(cut, silent, kolom())
    first, second, third = (etree.fromstring(files[f"word/charts/chart{number}.xml"]) for number in (1, 2, 3))
    axis = first.find(".//c:valAx", NS)
    assert [axis.find(f".//c:{tag}", NS).get("val") for tag in ("min", "max", "majorUnit")] == ["98", "100.5", "0.5"]
    assert axis.find("c:numFmt", NS).get("formatCode").endswith("#,##0.0")
    told = [
        [(one.find("c:idx", NS).get("val"), one.find("c:dLblPos", NS).get("val")) for one in series.iterfind(
            "c:dLbls/c:dLbl", NS)]
        for series in first.iterfind(".//c:ser", NS)
    ]  # fmt: skip
    assert told == [[("4", "t")], [("4", "b")]]
    assert {one.get("val") for one in second.iterfind(".//c:dLbls//c:showVal", NS)} == {"0"}
    assert {one.get("val") for one in third.iterfind(".//c:dLbls//c:showVal", NS)} == {"1"}
    assert third.find(".//c:valAx//c:min", NS).get("val") == "0"
    assert check_docx(write_document(Dokumen("Laporan", (Bagian((cut, silent)),))), sdk=True) == []
