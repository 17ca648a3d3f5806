"""Faults planted in a sound .xlsx: each with what the gate must say of it (a pattern). Most are planted in a form that
came back filled in (formulas, validations, merged cells, protection), those of drawings in an SOP."""

from __future__ import annotations

import re
from functools import cache

from doctool.write.excel import write_xlsx
from tests.forms.damage import case
from tests.gate_faults import Fault, Files, add, change, drop, repeat
from tests.write.specimens import drawing, flowchart_page

SHEET, BOOK, STYLES, TYPES = "xl/worksheets/sheet1.xml", "xl/workbook.xml", "xl/styles.xml", "[Content_Types].xml"
DRAWING = "xl/drawings/drawing1.xml"
MOST = "a" * 33_000
#: Faults of these are planted in the workbook of an SOP.
IN_DRAWINGS = "drawing: "


@cache
def sound_of(name: str) -> bytes:
    """The sound workbook that the fault `name` is planted in."""
    if name.startswith(IN_DRAWINGS):
        return write_xlsx(drawing(flowchart_page(1)))
    return case(1).data


def strings(old: str, new: str) -> Fault:
    return change(old, new, "xl/sharedStrings.xml")


def sheet(old: str, new: str) -> Fault:
    return change(old, new, SHEET)


def swap_rows(files: Files) -> Files:
    return sheet(r'(<row r="1".*?</row>)(<row r="2".*?</row>)', r"\2\1")(files)


def hide_all(files: Files) -> Files:
    shown = dict(files)[BOOK].decode().replace(' state="hidden"', "")
    hidden = re.sub(r'(<sheet name="[^"]*") ', r'\1 state="hidden" ', shown)
    return [(name, hidden.encode() if name == BOOK else content) for name, content in files]


#: What is broken, how, and a piece of what the gate must say of it.
FAULTS_XLSX: dict[str, tuple[Fault, str]] = {
    "merged cells before the cells": (
        sheet(r"(<sheetData>.*</sheetData>)(.*?)(<mergeCells>.*?</mergeCells>)", r"\3\1\2"), "mergeCells|sheetData",
    ),
    "a cell of no known type": (sheet(r't="inlineStr"', 't="teks"'), "teks"),
    "a rule of no known type": (sheet(r'<dataValidation type="decimal"', '<dataValidation type="angka"'), "angka"),
    "a format that is not defined": (sheet(r'(<c r="A1") s="1"', r'\1 s="9999"'), "format of A1 is not defined"),
    "a sheet there twice": (
        change('name="Anggaran" sheetId', 'name="FORM ISIAN" sheetId', BOOK), "form isian is there"
    ),
    "a sheet's name too long": (change('name="Anggaran" sheetId', f'name="{"a" * 32}" sheetId', BOOK), "a{32}"),
    "a sheet's name with a slash": (change('name="Anggaran" sheetId', 'name="A/B" sheetId', BOOK), "A/B"),
    "a shared text that is not there": (
        sheet(r'<c r="A1"[^>]*>.*?</c>', '<c r="A1" s="1" t="s"><v>99999</v></c>'), "text of A1 is not there",
    ),
    "merged cells that overlap": (
        sheet(r"<mergeCells>", '<mergeCells><mergeCell ref="A1:B2"/>'), "overlaps another merged cell",
    ),
    "rows out of order": (swap_rows, "rows are not in order"),
    "cells out of order": (sheet(r'(<c r="A1".*?</c>)(<c r="B1"[^>]*/>)', r"\2\1"), "cells of row 1"),
    "a cell in another row": (sheet(r'<c r="B1"', '<c r="B2"'), "cells of row 1"),
    "a row there twice": (sheet(r'(<row r="1".*?</row>)', r"\1\1"), "rows are not in order"),
    "a formula too long": (
        sheet(r"<f>[^<]*</f>", f"<f>{'1+' * 5000}1</f>"), "formula of .* has 10001 characters",
    ),
    "a formula that is no formula": (sheet(r"<f>[^<]*</f>", "<f>SUM((A1</f>"), "formula of .* parentheses"),
    "a formula with its sign": (sheet(r"<f>", "<f>="), "formula of .* begins with ="),
    "a formula without result": (sheet(r"(<f>[^<]*</f>)<v>[^<]*</v>", r"\1"), "has no result"),
    "a list of answers too long": (
        sheet(r'(<dataValidation type=)"decimal"([^>]*>)<formula1>[^<]*</formula1><formula2>[^<]*</formula2>',
              rf'\1"list"\2<formula1>"{"a," * 200}"</formula1>'), "list of .* characters",
    ),
    "a prompt too long": (sheet(r' prompt="[^"]*"', f' prompt="{"a" * 300}"'), "prompt"),
    "a text too long": (strings(r"<t>[^<]*</t>", f"<t>{MOST}</t>"), "a text has 33000 characters"),
    "a text too long in its cell": (sheet(r"<t>[^<]*</t>", f"<t>{MOST}</t>"), "text of .* is not finished or too long"),
    "a placeholder left over": (strings(r"<t>[^<]*</t>", "<t>{{ nama }}</t>"), "placeholder was left over"),
    "a footer too long": (sheet(r"<oddFooter>", f"<oddFooter>{'a' * 300}"), "footer is too long"),
    "a row too high": (sheet(r'<row r="1" ht="[\d.]+"', '<row r="1" ht="900"'), "row 1 is 900 pt high"),
    "a column that ends before it begins": (sheet(r'<col min="1" max="1"', '<col min="9" max="1"'), "col"),
    "columns that overlap": (sheet(r'<col min="1" max="1"', '<col min="1" max="3"'), "columns"),
    "a cell beyond the sheet": (sheet(r'<c r="X1"', '<c r="XFE1"'), "XFE1"),
    "a colour rule without its look": (sheet(r'dxfId="2"', 'dxfId="999"'), "dxf"),
    "a font that is not defined": (change(r'(<cellXfs .*?fontId=)"\d+"', r'\1"99"', STYLES), "font 99"),
    "a number format that is not defined": (
        change(r'(<cellXfs .*?numFmtId=)"\d+"', r'\1"199"', STYLES), "number format 199",
    ),
    "a name of a sheet that is not there": (
        change(r'localSheetId="1"', 'localSheetId="9"', BOOK), "localSheetId 9|sheet 9",
    ),
    "a name there twice": (change(r"(<definedName .*?</definedName>)", r"\1\1", BOOK), "name .* is there 2 times"),
    "all sheets hidden": (hide_all, "every sheet is hidden"),
    "a sheet that is gone": (drop("xl/worksheets/sheet2.xml"), "sheet2.xml"),
    "no formats": (drop(STYLES), "styles.xml"),
    "a part without a content type": (
        change(r'<Override PartName="/xl/theme/theme1.xml"[^>]*/>|<Default Extension="png"[^>]*/>', "", TYPES),
        "image1.png: no content type|theme1.xml: no content type",
    ),
    "a part there twice": (repeat(STYLES), "styles.xml is there twice"),
    "a DOCTYPE": (change(r"\?>", '?><!DOCTYPE a [<!ENTITY b "c">]>', SHEET), "DOCTYPE"),
    "XML that is not well-formed": (sheet("</sheetData>", ""), "not well-formed"),
    "no core properties": (drop("docProps/core.xml"), "core.xml is missing"),
    "a macro": (add("xl/vbaProject.bin", b"x"), "vbaProject"),
    "a workbook outside": (
        change(r"</Relationships>", '<Relationship Id="rId90" Type="http://x/externalLink" Target="file:///C:/a.xlsx" '
               'TargetMode="External"/></Relationships>', "xl/_rels/workbook.xml.rels"), "points outside the file",
    ),
    "a relationship that is not there": (change(r'r:id="rId1"', 'r:id="rId77"', BOOK), "rId77 is not defined"),
    "drawing: an anchor that ends before it begins": (
        change(r"(<xdr:to><xdr:col>)\d+", r"\g<1>0", DRAWING), "anchor ends before it begins",
    ),
    "drawing: an id used twice": (
        change(r'<xdr:cNvPr id="3"', '<xdr:cNvPr id="2"', DRAWING), "drawing id 2 is used",
    ),
    "drawing: an arrow tied to nothing": (change(r'<a:endCxn id="\d+"', '<a:endCxn id="999"', DRAWING), "endCxn"),
    "drawing: an arrow tied to the wrong side": (
        change(r'(<a:stCxn id="\d+") idx="3"', r'\1 idx="1"', DRAWING), "stCxn of arrow",
    ),
    "drawing: a shape that does not exist": (
        change("flowChartDecision", "flowChartPilihan", DRAWING), "flowChartPilihan",
    ),
}  # fmt: skip
