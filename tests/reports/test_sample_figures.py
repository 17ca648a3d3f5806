"""Every number in every table and chart of the sample report is that of the recap: in the docx, in the PDF's text, in
the workbooks of the charts."""

from __future__ import annotations

import io
import os
import re
import shutil
from collections.abc import Iterator
from decimal import Decimal
from pathlib import Path

import openpyxl
import pytest

from tests.reports.expected import Expected, number
from tests.reports.sample import Files, dense, doctool
from tests.write.docx_text import NS, parts, tree

pytestmark = [
    pytest.mark.libreoffice,
    pytest.mark.skipif(shutil.which("soffice") is None, reason="LibreOffice is not installed"),
]
FIGURE = re.compile(r"-?[\d.]+(,\d+)?(-[\d.]+(,\d+)?)?|n/a")
#: What is typed in the texts, and the counts by band, which are looked at on their own.
TYPED = ("Tabel 1.1", "Tabel 1.2")
BANDS = "Jumlah indikator menurut kategori"


@pytest.fixture(scope="module")
def expected(sample_root: Path, tmp_path_factory: pytest.TempPathFactory) -> Expected:
    out = tmp_path_factory.mktemp("rekap")
    here = Path.cwd()
    os.chdir(sample_root)
    try:
        doctool("formulir", "rekap", "--kantor", "kota-probolinggo", "--tahun", "2025", "--triwulan", "4",
                "--tanggal", "2026-01-20", "-o", str(out))  # fmt: skip
    finally:
        os.chdir(here)
    return Expected.read(sample_root, next(out.rglob("rekap-2025-tw4.json")))


def numbered(rows: list[list[str]]) -> Iterator[tuple[str, str, dict[str, str]]]:
    """(first cell, the cell that names the row, cells by heading) of every row below the head; without notes, groups
    and the numbers of rows."""
    head, rest = rows[0], rows[1:]
    if rest and len(rest[0]) > len(head):  # two rows of heads: the second below "Target triwulan"
        years = rest[0][rest[0].index("") if "" in rest[0] else 0 :]
        names = [one for one in years if one]
        wide = len(names) // 2
        plain = [one for one in head if one][:-2]
        over = [one for one in head if one][-2:]
        head = [*plain, *(f"{over[at // wide]} {name}" for at, name in enumerate(names))]
        rest = rest[1:]
    for row in rest:
        if len(row) == 1:
            continue
        covered = len(head) - len(row)  # the first cell of a sum stands over several columns
        names_ = head[:1] + head[1 + covered :]
        yield row[0], row[1], dict(zip(names_[1:], row[1:], strict=True))


def test_every_figure_of_every_table_of_the_word_file_is_that_of_the_recap(sample: Files, expected: Expected) -> None:
    wrong, checked, kinds = [], 0, set()
    for caption, rows in sample.tables():
        if caption.startswith(TYPED) or BANDS in caption:
            continue
        if rows[0][1] == "Sasaran strategis" and "Indikator kinerja" in rows[0]:  # perjanjian kinerja: no codes
            names = {one["uraian"]: one for s in expected.kinerja["sasaran"] for one in s["indikator"]}
            for row in rows[1:]:
                checked += 1
                if row[-1] != names[row[2]]["target"]:
                    wrong.append((caption, row))
            continue
        kinds.add(rows[0][-1])
        for first, name, cells in numbered(rows):
            known = expected.row(first, name)
            for heading, cell in cells.items():
                if FIGURE.fullmatch(cell):
                    checked += 1
                    if known.get(heading) != cell:
                        wrong.append((caption, name, heading, cell, known.get(heading)))
    assert wrong == []
    assert checked > 420
    assert len(kinds) == 7


def test_the_counts_by_band_are_those_of_the_recap(sample: Files, expected: Expected) -> None:
    (rows,) = (rows for caption, rows in sample.tables() if BANDS in caption)
    last = [one["periode"][-1] for sasaran in expected.rekap["sasaran"] for one in sasaran["indikator"]]
    for name, count in ((row[0], row[-1]) for row in rows[1:-1] if row[0] != "Jumlah"):
        grades = [one["capaian"]["tercapai"] for one in last if one["capaian"]["bertingkat"]]
        of = {
            "Tercapai": grades.count(True), "Tidak tercapai": grades.count(False),
            "Tidak terukur": sum(one["sampai"] is None and not one["tingkat"] for one in last),
        }  # fmt: skip
        assert count == str(of.get(name, [one["kategori"] for one in last].count(name))), name


def test_the_pdf_has_the_rows_of_every_table_cell_by_cell(sample: Files) -> None:
    """The notes below are no cells of the PDF (they have no rules), a cell over several columns leaves empty ones."""
    printed = [[cell for cell in row if cell] for row in sample.pdf_tables()]
    missing, rows_checked = [], 0
    for caption, rows in sample.tables():
        for row in rows[:-1] if len(rows[-1]) == 1 else rows:
            wanted = [dense(cell) for cell in row if cell.strip()]
            rows_checked += 1
            if wanted not in printed:
                missing.append((caption, row))
    assert missing == []
    assert rows_checked > 180


def test_the_workbooks_of_the_charts_hold_what_the_charts_show_and_the_recap_says(
    sample: Files, expected: Expected
) -> None:
    files = parts(sample.docx)
    drawn = tree(sample.docx).xpath("//w:drawing//wp:docPr[starts-with(@name, 'Bagan ')]/@descr", namespaces=NS)
    assert len(drawn) == 9
    seen = 0
    for place, caption in enumerate(drawn, 1):
        chart = tree(sample.docx, f"word/charts/chart{place}.xml")
        sheet = openpyxl.load_workbook(io.BytesIO(files[f"word/embeddings/bagan{place}.xlsx"])).active
        assert sheet is not None
        head, *rows = [list(row) for row in sheet.iter_rows(values_only=True)]
        for column, series in enumerate(chart.iterfind(".//c:ser", NS), 1):
            assert series.findtext("c:tx//c:v", namespaces=NS) == head[column]
            points = series.iterfind("c:val//c:pt", NS)
            shown = {int(one.get("idx", "")): Decimal(one.findtext("c:v", "", NS)) for one in points}
            names = [one.text for one in series.iterfind("c:cat//c:v", NS)]
            assert names == [row[0] for row in rows]
            for at, row in enumerate(rows):
                told = expected_point(expected, str(caption), str(head[column]), str(row[0]))
                for value in (shown.get(at), None if row[column] is None else Decimal(str(row[column]))):
                    assert close(value, told), (place, head[column], row[0], value, told)
                seen += 1
    assert seen > 70


def close(value: Decimal | None, told: str) -> bool:
    """Whether `value` is what is printed as `told`."""
    if value is None or told in ("n/a", "-"):
        return value is None and told in ("n/a", "-")
    return abs(value - number(told)) <= Decimal("0.005")


def expected_point(expected: Expected, caption: str, series: str, category: str) -> str:
    """What the point of a chart should show, as a table would print it."""
    if category.startswith("TW "):
        return expected.indicator(caption[-6:-1])[f"{series} triwulan {category[3:]}"]
    if series.startswith("IKU-"):
        return expected.indicator(series)[f"Capaian (%) {category}"]
    if category.startswith("IKU-"):
        return expected.indicator(category)["Capaian (%)" if series == "Capaian (%)" else series]
    if category.startswith("2.12"):
        (row,) = (one for one in expected.rekap["anggaran"] if one["kode"] == category)
        return str(Decimal(row["pagu" if series == "Pagu" else "realisasi"]) / 1_000_000).replace(".", ",")
    raise AssertionError(f"{caption}: {series} of {category}")


def test_figures_in_the_sentences_are_those_of_the_tables(sample: Files, expected: Expected) -> None:
    words = " ".join(" ".join(lines) for lines in sample.pages)
    means = [expected.sasaran(str(one))["Capaian (%)"] for one in (1, 2)]
    whole = expected.row("Semua sasaran", "")["Capaian (%)"]
    for text in (
        f"yang dapat dihitung persentasenya adalah {whole}%", f"Rata-rata capaiannya {means[0]}%",
        f"Rata-rata capaiannya {means[1]}%", f"terealisasi Rp{expected.row('Jumlah', '')['Realisasi (Rp)']},00",
    ):  # fmt: skip
        assert dense(text) in dense(words), text
