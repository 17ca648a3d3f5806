"""Make the template of reports: templates/docx/laporan.docx, and the same file in the package (doctool/data/templates).

    python -m scripts.make_report_template

The same bytes come out every time. An office edits its copy in Word: the styles and the margins. That is what the
writer of reports (doctool/write/document_template.py) takes from it; the text of the template is not printed.
"""

from __future__ import annotations

from doctool.drawing import Properties
from doctool.units import PAPERS, mm
from doctool.write.document_xml import paragraph, text_run
from doctool.write.package import OFFICE, Package, Part
from doctool.write.properties import add_properties
from doctool.write.theme import theme
from doctool.write.word_parts import font_table, settings
from doctool.write.xml import Element, el, root, serialize
from scripts.make_templates import FOLDERS
from scripts.report_styles import LANGUAGE, STYLES, styles_part

NAME = "laporan.docx"
_WORD = "application/vnd.openxmlformats-officedocument.wordprocessingml."
_THEME = "application/vnd.openxmlformats-officedocument.theme+xml"
#: Top, right, bottom and left in millimetres; the left one is where reports are bound.
MARGINS_MM = (30, 25, 25, 30)
_INTRODUCTION = (
    "Templat laporan. Ubahlah rupa gaya di bawah ini di Word (klik kanan gayanya di Home > Styles, lalu Modify) dan "
    "tepi kertas lewat Layout > Margins, lalu simpan dengan nama yang sama. Tulisan di berkas ini tidak dicetak. "
    "Kertas, jenis dan ukuran huruf isi serta spasinya mengikuti data laporan."
)


def make() -> bytes:
    """The template: each style shown by its own name."""
    package = Package()
    document = package.add(Part("word/document.xml", f"{_WORD}document.main+xml", serialize(_document())))
    for kind, element in (
        ("styles", styles_part()), ("settings", settings(LANGUAGE)), ("fontTable", font_table(["Arial"])),
    ):  # fmt: skip
        part = package.add(Part(f"word/{kind}.xml", f"{_WORD}{kind}+xml", serialize(element)))
        document.relate(f"{OFFICE}{kind}", part.name)
    themes = Part("word/theme/theme1.xml", _THEME, serialize(theme("Arial")))
    document.relate(f"{OFFICE}theme", package.add(themes).name)
    package.top.relate(f"{OFFICE}officeDocument", document.name)
    properties = Properties(title="Templat laporan", creator="doctool", language=LANGUAGE)
    add_properties(package, properties)
    return package.to_bytes()


def _document() -> Element:
    paper = PAPERS["A4"]
    sides = dict(zip(("top", "right", "bottom", "left"), MARGINS_MM, strict=True))
    margins = {f"w:{side}": mm(size) for side, size in sides.items()}
    section = el(
        "w:sectPr",
        None,
        el("w:pgSz", {"w:w": paper.width, "w:h": paper.height}),
        el("w:pgMar", {**margins, "w:header": mm(12.5), "w:footer": mm(12.5), "w:gutter": 0}),
    )
    shown = [paragraph(one.style_id, [text_run(one.name)]) for one in STYLES if one.shown]
    body = el("w:body", None, paragraph("Petunjuk", [text_run(_INTRODUCTION)]), *shown, section)
    return root("w:document", (), None, body)


def main() -> None:
    """Write the template to both folders."""
    for folder in FOLDERS:
        (folder / NAME).write_bytes(make())


if __name__ == "__main__":
    main()
