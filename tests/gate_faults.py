"""Faults planted in a sound .docx: each with what the gate must say of it (a pattern)."""

from __future__ import annotations

import io
import re
import warnings
import zipfile
from collections.abc import Callable

from doctool.write.word import write_docx
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


def add(part: str, content: bytes) -> Fault:
    return lambda files: [*files, (part, content)]


def replaced(part: str, content: bytes) -> Fault:
    return lambda files: [(name, content if name == part else old) for name, old in files]


def add_numbering(files: Files) -> Files:
    """A list whose kind (abstractNum) is not there."""
    space = "http://schemas.openxmlformats.org/wordprocessingml/2006/main"
    part = f'<w:numbering xmlns:w="{space}"><w:num w:numId="1"><w:abstractNumId w:val="5"/></w:num></w:numbering>'
    kind = "application/vnd.openxmlformats-officedocument.wordprocessingml.numbering+xml"
    override = f'<Override PartName="/word/numbering.xml" ContentType="{kind}"/></Types>'
    return [*change("</Types>", override, "[Content_Types].xml")(files), ("word/numbering.xml", part.encode())]


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
    # What schemas and other validators are known to catch or to miss.
    "jc before the style": (
        change(r"<w:pPr>", '<w:pPr><w:jc w:val="left"/><w:pStyle w:val="Normal"/>'), "pStyle|jc",
    ),
    "properties of a run after its text": (
        change(r"<w:r>(<w:rPr>(?:(?!</w:rPr>).)*</w:rPr>)(<w:t[ >](?:(?!</w:t>).)*</w:t>)</w:r>", r"<w:r>\2\1</w:r>"),
        "rPr",
    ),
    "the section first": (
        change(r"<w:body>(.*)(<w:sectPr(?:(?!<w:sectPr).)*</w:sectPr>)</w:body>", r"<w:body>\2\1</w:body>"),
        r"body/w:p\[1\]: .*not expected",
    ),
    "an attribute that does not exist": (change(r"<w:jc w:val=", '<w:jc w:arah="x" w:val='), "arah"),
    "a colour in words": (change(r"<w:rPr>", '<w:rPr><w:color w:val="merah"/>'), "merah"),
    "an element that does not exist": (change(r"<w:r>", "<w:tebal/><w:r>"), "tebal"),
    "text beside its run": (change(r"<w:r>", "<w:t>luar</w:t><w:r>"), r"w:t|\}t"),
    "a size that is no number": (change(r'<w:sz w:val="\d+"/>', '<w:sz w:val="besar"/>'), "besar"),
    "a span of nothing": (
        change(r'<w:gridSpan w:val="3"/>', '<w:gridSpan w:val="tiga"/>'), "'tiga' is not a valid|'tiga' of"
    ),
    "a bookmark there twice": (
        change(r"<w:r>", '<w:bookmarkStart w:id="90" w:name="a"/><w:bookmarkEnd w:id="90"/><w:bookmarkStart w:id="91" '
               'w:name="a"/><w:bookmarkEnd w:id="91"/><w:r>'),
        "bookmark a is there 2 times",
    ),
    "a field that ends before it begins": (
        change(
            r"<w:r>", '<w:r><w:fldChar w:fldCharType="end"/></w:r><w:r><w:fldChar w:fldCharType="begin"/></w:r><w:r>'
        ),
        "a field does not",
    ),
    "a picture of no known type": (add("word/media/a.xyz", b"x"), "a.xyz: no content type"),
    "the main part of another type": (
        change(r"wordprocessingml\.document\.main", "wordprocessingml.template.main", "[Content_Types].xml"),
        "document.xml",
    ),
    "a relationship there twice": (
        change(r"(<Relationship [^>]*/>)", r"\1\1", RELS), "document.xml.rels",
    ),
    "a width that scales no shape": (
        change(r"(<wp:anchor .*?)<wp:effectExtent", r"\1<wp14:sizeRelH relativeFrom='page'><wp14:x/></wp14:sizeRelH>"
               "<wp:effectExtent"), "sizeRelH",
    ),
    "a control character": (change("Dasar Hukum", "Dasar&#7;Hukum"), "not well-formed"),
    "a part that is empty": (replaced("word/styles.xml", b""), "styles.xml is not well-formed"),
    "an unknown namespace on the root": (
        change(r"<w:document ", '<w:document mc:Ignorable="xyz" '), "xyz",
    ),
    "no section at the end": (
        change(r"<w:sectPr(?:(?!<w:sectPr).)*</w:sectPr></w:body>", "</w:body>"), "sectPr",
    ),
    "a page without a size": (change(r"<w:pgSz [^>]*/>", ""), "pgSz"),
    "a vertical merge that begins nowhere": (
        change(r"</w:tcPr>", "<w:vMerge/></w:tcPr>"), "vMerge",
    ),
    "a list of no kind": (add_numbering, "abstractNum"),
    "a macro": (add("word/vbaProject.bin", b"x"), "vbaProject"),
    "a group without children": (
        change(r"(<wpg:wgp>.*?</wpg:grpSpPr>).*?(</wpg:wgp>)", r"\1\2"), "wgp|group",
    ),
    "a relationship to a place outside the package": (
        change(r'Target="styles.xml"', 'Target="../../styles.xml"', RELS), "styles.xml",
    ),
    "a settings part of another kind": (change("w:settings", "w:setelan", "word/settings.xml"), "settings.xml"),
}
