"""The parts of a Word file beside its text: styles, settings, fonts, footers."""

from __future__ import annotations

from doctool.drawing import Paragraph
from doctool.write.fonts import family
from doctool.write.word_text import hair, paragraphs
from doctool.write.xml import Attributes, Element, el, root

# Word 2013 and later lay a document out by its newest rules only in mode 15 ([MS-DOCX] 2.3.1); in older
# modes a table begins its cell margin left of where it is put.
COMPATIBILITY_MODE = 15
_COMPATIBILITY = {
    "compatibilityMode": COMPATIBILITY_MODE,
    "overrideTableStyleFontSizeAndJustification": 1,
    "enableOpenTypeFeatures": 1,
    "doNotFlipMirrorIndents": 1,
    "differentiateMultirowTableHeaders": 1,
    "useWord2013TrackBottomHyphenation": 0,
}


def styles(font: str, language: str) -> Element:
    """styles.xml: nothing but the defaults, Normal in `font` without space around and without kerning."""
    fonts = {f"w:{script}": font for script in ("ascii", "hAnsi", "eastAsia", "cs")}
    run = el(
        "w:rPr",
        None,
        el("w:rFonts", fonts),
        el("w:kern", {"w:val": 0}),
        el("w:sz", {"w:val": 20}),
        el("w:szCs", {"w:val": 20}),
        el("w:lang", {"w:val": language, "w:eastAsia": language, "w:bidi": "ar-SA"}),
    )
    spacing = el("w:spacing", {"w:before": 0, "w:after": 0, "w:line": 240, "w:lineRule": "auto"})
    paragraph = el("w:pPr", None, el("w:widowControl", {"w:val": 0}), spacing)
    defaults = el(
        "w:docDefaults",
        None,
        el("w:rPrDefault", None, run),
        el("w:pPrDefault", None, paragraph),
    )
    return root(
        "w:styles",
        (),
        None,
        defaults,
        _style("paragraph", "Normal", "Normal", el("w:qFormat")),
        _style("character", "DefaultParagraphFont", "Default Paragraph Font", el("w:uiPriority", {"w:val": 1})),
        _style("table", "TableNormal", "Normal Table", el("w:uiPriority", {"w:val": 99})),
    )


def settings(language: str) -> Element:
    """settings.xml: compatibility mode, no hyphenation, Indonesian separators; fields are never updated."""
    uri = "http://schemas.microsoft.com/office/word"
    modes = [
        el("w:compatSetting", {"w:name": key, "w:uri": uri, "w:val": value}) for key, value in _COMPATIBILITY.items()
    ]
    return root(
        "w:settings",
        (),
        None,
        el("w:zoom", {"w:percent": 100}),
        el("w:defaultTabStop", {"w:val": 720}),
        el("w:autoHyphenation", {"w:val": 0}),
        el("w:characterSpacingControl", {"w:val": "doNotCompress"}),
        el("w:compat", None, *modes),
        el("w:themeFontLang", {"w:val": language}),
        el("w:decimalSymbol", {"w:val": ","}),
        el("w:listSeparator", {"w:val": ";"}),
    )


def font_table(fonts: list[str]) -> Element:
    """fontTable.xml: each of `fonts` with the free font that replaces it without moving a letter."""
    table = root("w:fonts", ())
    for font in fonts:
        stand_in = family(font)
        table.append(
            el(
                "w:font",
                {"w:name": font},
                el("w:altName", {"w:val": stand_in.substitute}) if stand_in.substitute else None,
                el("w:family", {"w:val": stand_in.word}),
                el("w:pitch", {"w:val": "variable"}),
            )
        )
    return table


def footer(text: Paragraph | None) -> Element:
    """A footer part of one line; without text an empty one, which keeps an earlier section's from showing."""
    return root("w:ftr", ("r",), None, *(paragraphs((text,)) if text else [hair()]))


def _style(kind: str, style_id: str, style_name: str, *more: Element) -> Element:
    names: Attributes = {"w:type": kind, "w:default": 1, "w:styleId": style_id}
    table = None
    if kind == "table":
        zero = [el(f"w:{side}", {"w:w": 0, "w:type": "dxa"}) for side in ("top", "left", "bottom", "right")]
        table = el("w:tblPr", None, el("w:tblInd", {"w:w": 0, "w:type": "dxa"}), el("w:tblCellMar", None, *zero))
    return el("w:style", names, el("w:name", {"w:val": style_name}), *more, table)
