"""The gate itself: a sound file passes, and each of many planted faults is caught for what it is."""

from __future__ import annotations

import io
import re
import warnings
import zipfile
from collections.abc import Callable

import pytest

from doctool.write.word import write_docx
from tests.gate import check_docx, sdk_errors, sdk_program, xsd_errors, xsd_folder
from tests.write.specimens import drawing, flowchart_page, identity_page

Files = list[tuple[str, bytes]]
Fault = Callable[[Files], Files]
DOCUMENT = "word/document.xml"
SOUND = write_docx(drawing(identity_page(1), flowchart_page(2, footer="Kaki")))


def unpack(data: bytes) -> Files:
    with zipfile.ZipFile(io.BytesIO(data)) as archive:
        return [(name, archive.read(name)) for name in archive.namelist()]


def pack(files: Files) -> bytes:
    out = io.BytesIO()
    with warnings.catch_warnings(), zipfile.ZipFile(out, "w") as archive:
        warnings.simplefilter("ignore")  # a name that is there twice is one of the faults
        for name, content in files:
            archive.writestr(name, content)
    return out.getvalue()


def change(old: str, new: str, part: str = DOCUMENT) -> Fault:
    """The first place in `part` that matches the pattern `old` becomes `new`."""

    def fault(files: Files) -> Files:
        broken, times = re.subn(old, new, dict(files)[part].decode(), count=1, flags=re.DOTALL)
        assert times == 1, f"nothing to break: {old}"
        return [(name, broken.encode() if name == part else content) for name, content in files]

    return fault


def drop(part: str) -> Fault:
    return lambda files: [(name, content) for name, content in files if name != part]


def repeat(part: str) -> Fault:
    return lambda files: [*files, *(file for file in files if file[0] == part)]


RELS = "word/_rels/document.xml.rels"
A_PARAGRAPH = r"(<w:tc>.*?</w:tcPr>)<w:p>.*?</w:p>(</w:tc>)"
# What is broken, how, and a piece of what the gate must say of it.
FAULTS: dict[str, tuple[Fault, str]] = {
    "a cell without a paragraph": (change(A_PARAGRAPH, r"\1\2"), "does not end with a paragraph"),
    "a cell that ends with a table": (
        change(r"</w:p></w:tc>", "</w:p><w:tbl><w:tblPr/><w:tblGrid/></w:tbl></w:tc>"),
        "does not end with a paragraph",
    ),
    "two tables without a paragraph between": (
        change(r"</w:tbl><w:p>.*?</w:p><w:tbl>", "</w:tbl><w:tbl>"),
        "not followed",
    ),
    "a row too narrow": (change(r'<w:gridSpan w:val="3"/>', ""), "covers 4 of 6 columns"),
    "a drawing id used twice": (
        change(r'<wps:cNvPr id="\d+" name="e2"', '<wps:cNvPr id="1" name="e2"'),
        "id 1 is used",
    ),
    "a link to nothing": (change(r'r:id="rId\d+"', 'r:id="rId99"'), "rId99 is not defined"),
    "a part that is gone": (drop("word/footer2.xml"), "footer2.xml"),
    "a style that is not defined": (
        change(r"<w:pPr>", '<w:pPr><w:pStyle w:val="Tiada"/>'),
        "style Tiada is not defined",
    ),
    "a list that is not defined": (
        change(r"<w:pPr>", '<w:pPr><w:numPr><w:ilvl w:val="0"/><w:numId w:val="7"/></w:numPr>'),
        "list 7 is not defined",
    ),
    "a placeholder left over": (change("Dasar Hukum", "{{ dasar_hukum }}"), "placeholder was left over"),
    "a name that is there twice": (repeat("word/styles.xml"), "styles.xml is there twice"),
    "a part without a content type": (
        change(r'<Override PartName="/word/theme/theme1.xml"[^>]*/>', "", "[Content_Types].xml"),
        "theme1.xml: no content type",
    ),
    "a group larger than its children": (
        change(r'(<wpg:grpSpPr>.*?<a:chExt cx=)"\d+"', r'\1"9999999"'),
        "not the union of its children",
    ),
    "an arrow tied to nothing": (
        change(r'<a:endCxn id="\d+"', '<a:endCxn id="999"'),
        "endCxn of arrow e1 names no shape",
    ),
    "an arrow tied to the wrong side": (
        change(r'(<a:stCxn id="\d+") idx="3"', r'\1 idx="1"'),
        "stCxn of arrow e1 is not at",
    ),
    "an arrow turned the wrong way": (change(r'(name="e4".*?<a:xfrm) flipH="1"', r"\1"), "of arrow e4 is not at"),
    "no title": (change(r"<dc:title>.*?</dc:title>", "", "docProps/core.xml"), "no title"),
    "the author python-docx": (
        change(r"<dc:creator>.*?</dc:creator>", "<dc:creator>python-docx</dc:creator>", "docProps/core.xml"),
        "author is python-docx",
    ),
    "an old compatibility mode": (
        change(r'(compatibilityMode"[^>]*w:val=)"15"', r'\1"14"', "word/settings.xml"),
        "compatibilityMode is",
    ),
    "properties of a paragraph after its text": (
        change(r"<w:p>(<w:pPr>(?:(?!</w:pPr>).)*</w:pPr>)(<w:r>(?:(?!</w:r>).)*</w:r>)</w:p>", r"<w:p>\2\1</w:p>"),
        "pPr",
    ),
    "spacing after jc": (change(r"(<w:spacing [^>]*/><w:ind [^>]*/>)(<w:jc [^>]*/>)", r"\2\1"), "spacing"),
    "no grid": (change(r"<w:tblGrid>.*?</w:tblGrid>", ""), "tblGrid|columns"),
    "a value that does not exist": (change(r'<w:jc w:val="center"/>', '<w:jc w:val="tengah"/>'), "tengah"),
    "a shape without body": (change(r'(name="e1".*?)<wps:bodyPr/>', r"\1"), "bodyPr"),
    "a shape that does not exist": (change("flowChartDecision", "flowChartPilihan"), "flowChartPilihan"),
    "properties of a shape after its text": (
        change(r'(name="k1".*?)(<wps:spPr>.*?</wps:spPr>)(<wps:txbx>.*?</wps:txbx>)', r"\1\3\2"),
        "spPr|txbx",
    ),
    "a bad fallback": (change("</mc:Choice>", "</mc:Choice><mc:Fallback><w:tbl/></mc:Fallback>"), "tbl"),
    "a bookmark without end": (change(r"<w:r>", '<w:bookmarkStart w:id="0" w:name="a"/><w:r>'), "bookmarks"),
    "a field without end": (change(r"<w:r>", '<w:r><w:fldChar w:fldCharType="begin"/></w:r><w:r>'), "a field does not"),
    "a picture from outside": (
        change(
            r"(</Relationships>)",
            r'<Relationship Id="rId50" Type="http://x/image" Target="http://x/a.png" '
            r'TargetMode="External"/>\1',
            RELS,
        ),
        "points outside the file",
    ),
    "a DOCTYPE": (change(r"\?>", '?><!DOCTYPE a [<!ENTITY b "c">]>'), "DOCTYPE"),
    "XML that is not well-formed": (change("</w:body>", ""), "not well-formed"),
    "no core properties": (drop("docProps/core.xml"), "core.xml is missing"),
}
BY_SCHEMA_ONLY = {"a bad fallback"}


def test_a_sound_file_passes() -> None:
    assert check_docx(pack(unpack(SOUND))) == []


@pytest.mark.parametrize("name", FAULTS)
def test_it_catches(name: str) -> None:
    if name in BY_SCHEMA_ONLY and xsd_folder() is None:
        pytest.skip("the schemas are not here")
    fault, said = FAULTS[name]
    found = check_docx(pack(fault(unpack(SOUND))), sdk=False)
    assert any(re.search(said, line) for line in found), found


def test_a_torn_file_is_caught() -> None:
    assert check_docx(SOUND[: len(SOUND) // 2])[0].startswith("zip:")


@pytest.mark.skipif(xsd_folder() is None, reason="the schemas are not here")
def test_both_branches_of_markup_compatibility_are_read() -> None:
    in_choice = xsd_errors(pack(FAULTS["a shape that does not exist"][0](unpack(SOUND))))
    in_fallback = xsd_errors(pack(FAULTS["a bad fallback"][0](unpack(SOUND))))
    assert {"(Choice)" in line for line in in_choice} == {True}
    assert {"(Fallback)" in line for line in in_fallback} == {True}


@pytest.mark.skipif(sdk_program() is None, reason="the Open XML SDK validator is not installed")
def test_the_sdk_looks_into_the_shapes() -> None:
    found = sdk_errors(pack(FAULTS["a shape that does not exist"][0](unpack(SOUND))))
    assert any("flowChartPilihan" in line for line in found)
    assert {line.split(":")[0] for line in found} == {"sdk Office2010"}
