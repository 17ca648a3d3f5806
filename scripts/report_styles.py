"""The styles of reports, as data: what an office finds, and may change, in the template's list of styles.

Sizes in half points, distances and indents in twips, as Word has them. A style without a size takes the report's own.
"""

from __future__ import annotations

from collections.abc import Mapping
from dataclasses import dataclass, field

from doctool.write.xml import Attributes, Element, el, root

LANGUAGE = "id-ID"
CENTRE, BOTH = "center", "both"
_LOOKS = {
    "bold": ("w:b", "w:bCs"),
    "italic": ("w:i", "w:iCs"),
    "caps": ("w:caps",),
}


@dataclass(frozen=True, slots=True)
class Style:
    """One paragraph style. `line` in 240ths of a line; `border` a dashed box; `level` its place in the contents."""

    style_id: str
    name: str
    base: str = "Normal"
    following: str = ""
    shown: bool = True
    align: str = ""
    before: int | None = None
    after: int | None = None
    line: int = 0
    exact: bool = False
    indent: Mapping[str, int] = field(default_factory=dict)
    size: int = 0
    bold: bool = False
    italic: bool = False
    caps: bool = False
    underline: bool = False
    color: str = ""
    shade: str = ""
    border: str = ""
    keep: bool = False
    page_break: bool = False
    level: int | None = None


def _contents(level: int, left: int, hanging: int) -> Style:
    return Style(
        f"TOC{level}", f"toc {level}", after=60, line=264, indent={"left": left, "hanging": hanging},
        bold=level == 1,
    )  # fmt: skip


STYLES = (
    Style("IsiLaporan", "Isi Laporan", align=BOTH, after=120, line=360, indent={"firstLine": 720}),
    Style("Heading1", "heading 1", following="IsiLaporan", align=CENTRE, after=360, line=276, size=28, bold=True,
          caps=True, keep=True, page_break=True, level=0),
    Style("Heading2", "heading 2", following="IsiLaporan", before=240, after=120, line=276, bold=True, keep=True,
          level=1),
    Style("Heading3", "heading 3", following="IsiLaporan", before=200, after=120, line=276, bold=True, keep=True,
          level=2),
    Style("Heading4", "heading 4", following="IsiLaporan", before=160, after=80, line=276, bold=True, keep=True,
          level=3),
    Style("JudulDepan", "Judul Depan", following="IsiLaporan", align=CENTRE, after=360, line=276, size=28, bold=True,
          caps=True, keep=True),
    Style("Caption", "caption", align=CENTRE, before=120, after=100, size=22, bold=True),
    Style("KeteranganGambar", "Keterangan Gambar", base="Caption", before=60, after=200),
    Style("Kutipan", "Kutipan", align=BOTH, before=60, after=160, line=276, indent={"left": 720, "right": 720}),
    Style("Catatan", "Catatan", before=20, after=20, size=16),
    Style("Petunjuk", "Petunjuk", before=80, after=160, line=264, size=20, color="5F4B00", shade="FFF4CE",
          border="BF9000", indent={"left": 85, "right": 85}),
    Style("Tengah", "Tengah", align=CENTRE, after=120, line=360),
    Style("SampulBesar", "Sampul Besar", align=CENTRE, after=240, line=276, size=40, bold=True),
    Style("Sampul", "Sampul", align=CENTRE, after=160, line=276, size=28, bold=True),
    Style("SampulKecil", "Sampul Kecil", align=CENTRE, after=120, line=276),
    Style("DaftarLaporan", "Daftar Laporan", align=BOTH, after=60, line=360),
    Style("Gambar", "Gambar", align=CENTRE, before=120, after=60),
    Style("SelTabel", "Sel Tabel", before=30, after=30, size=20),
    Style("KepalaTabel", "Kepala Tabel", base="SelTabel", align=CENTRE, bold=True, keep=True),
    Style("KelompokTabel", "Kelompok Tabel", base="SelTabel", bold=True, keep=True),
    Style("JumlahTabel", "Jumlah Tabel", base="SelTabel", bold=True),
    Style("TandaTangan", "Tanda Tangan", align=CENTRE, indent={"left": 4309}, keep=True),
    Style("NamaTandaTangan", "Nama Tanda Tangan", base="TandaTangan", bold=True, underline=True),
    _contents(1, 1191, 1191),
    _contents(2, 1758, 567),
    _contents(3, 2495, 737),
    Style("TableofFigures", "table of figures", after=60, line=264,
          indent={"left": 1418, "hanging": 1418}),
    Style("FootnoteText", "footnote text", align=BOTH, size=18),
    Style("Header", "header", size=18),
    Style("StatusDraf", "Status Draf", base="Header", align=CENTRE, bold=True, color="C00000"),
    Style("Footer", "footer", size=18),
    Style("Sela", "Sela", shown=False, line=20, exact=True, size=2),
)  # fmt: skip


def styles_part() -> Element:
    """styles.xml: the defaults, the styles of paragraphs, characters and tables."""
    defaults = el(
        "w:docDefaults",
        None,
        el("w:rPrDefault", None, el("w:rPr", None, _fonts("Arial"), *_size(24), _language())),
        el("w:pPrDefault", None, el("w:pPr", None, _spacing(0, 0, 240))),
    )
    normal = el(
        "w:style", {"w:type": "paragraph", "w:default": 1, "w:styleId": "Normal"}, *_named("Normal"), el("w:qFormat")
    )
    part = root("w:styles", (), None, defaults, normal)
    part.extend(_paragraph_style(one) for one in STYLES)
    part.extend([*_character_styles(), *_table_styles()])
    return part


def _paragraph_style(style: Style) -> Element:
    kept = [el("w:keepNext"), el("w:keepLines")] if style.keep else []
    box = [
        el(f"w:{side}", {"w:val": "dashed", "w:sz": 4, "w:space": 4, "w:color": style.border})
        for side in ("top", "left", "bottom", "right")
    ]
    properties = [
        *kept,
        el("w:pageBreakBefore") if style.page_break else None,
        el("w:pBdr", None, *box) if style.border else None,
        el("w:shd", {"w:val": "clear", "w:color": "auto", "w:fill": style.shade}) if style.shade else None,
        _spacing(style.before, style.after, style.line, "exact" if style.exact else "auto"),
        el("w:ind", {f"w:{side}": size for side, size in style.indent.items()}) if style.indent else None,
        el("w:jc", {"w:val": style.align}) if style.align else None,
        el("w:outlineLvl", {"w:val": style.level}) if style.level is not None else None,
    ]
    looks = [
        *(el(tag) for look, tags in _LOOKS.items() if getattr(style, look) for tag in tags),
        el("w:color", {"w:val": style.color}) if style.color else None,
        *_size(style.size),
        el("w:u", {"w:val": "single"}) if style.underline else None,
    ]
    return el(
        "w:style",
        {"w:type": "paragraph", "w:styleId": style.style_id},
        *_named(style.name),
        el("w:basedOn", {"w:val": style.base}),
        el("w:next", {"w:val": style.following}) if style.following else None,
        el("w:qFormat"),
        _group("w:pPr", properties),
        _group("w:rPr", looks),
    )


def _character_styles() -> list[Element]:
    plain = el(
        "w:style", {"w:type": "character", "w:default": 1, "w:styleId": "DefaultParagraphFont"},
        *_named("Default Paragraph Font"), el("w:uiPriority", {"w:val": 1}),
    )  # fmt: skip
    raised = [el("w:vertAlign", {"w:val": "superscript"})]
    link = [el("w:color", {"w:val": "0563C1"}), el("w:u", {"w:val": "single"})]
    open_place = [el("w:shd", {"w:val": "clear", "w:color": "auto", "w:fill": "FFFF00"})]
    return [
        plain,
        _character("FootnoteReference", "footnote reference", raised),
        _character("Hyperlink", "Hyperlink", link),
        _character("BelumTerisi", "Belum Terisi", open_place),
    ]


def _character(style_id: str, name: str, looks: list[Element]) -> Element:
    names: Attributes = {"w:type": "character", "w:styleId": style_id}
    return el("w:style", names, *_named(name), el("w:qFormat"), el("w:rPr", None, *looks))


def _table_styles() -> list[Element]:
    """The table without rules, and the one with rules, whose first row's fill is that of all head rows."""
    zero, narrow = _cell_margins(0, 0), _cell_margins(20, 80)
    indent = el("w:tblInd", {"w:w": 0, "w:type": "dxa"})
    normal = el(
        "w:style", {"w:type": "table", "w:default": 1, "w:styleId": "TableNormal"}, *_named("Normal Table"),
        el("w:uiPriority", {"w:val": 99}), el("w:tblPr", None, indent, zero),
    )  # fmt: skip
    rules = [
        el(f"w:{side}", {"w:val": "single", "w:sz": 4, "w:space": 0, "w:color": "000000"})
        for side in ("top", "left", "bottom", "right", "insideH", "insideV")
    ]
    plain = _table("TabelPolos", "Tabel Polos", _cell_margins(20, 80))
    ruled = _table("TabelLaporan", "Tabel Laporan", el("w:tblBorders", None, *rules), narrow)
    for place, fill in (("firstRow", "D9E2F3"), ("lastRow", "F2F2F2"), ("band1Horz", "EDEDED")):
        shade = el("w:tcPr", None, el("w:shd", {"w:val": "clear", "w:color": "auto", "w:fill": fill}))
        ruled.append(el("w:tblStylePr", {"w:type": place}, shade))
    return [normal, plain, ruled]


def _table(style_id: str, name: str, *properties: Element) -> Element:
    return el(
        "w:style", {"w:type": "table", "w:styleId": style_id}, *_named(name),
        el("w:basedOn", {"w:val": "TableNormal"}), el("w:qFormat"), el("w:tblPr", None, *properties),
    )  # fmt: skip


def _cell_margins(top: int, side: int) -> Element:
    sizes = (("top", top), ("left", side), ("bottom", top), ("right", side))
    return el("w:tblCellMar", None, *(el(f"w:{edge}", {"w:w": width, "w:type": "dxa"}) for edge, width in sizes))


def _named(name: str) -> list[Element]:
    return [el("w:name", {"w:val": name})]


def _fonts(font: str) -> Element:
    return el("w:rFonts", {f"w:{script}": font for script in ("ascii", "hAnsi", "eastAsia", "cs")})


def _language() -> Element:
    return el("w:lang", {"w:val": LANGUAGE, "w:eastAsia": LANGUAGE, "w:bidi": "ar-SA"})


def _size(half_points: int) -> list[Element]:
    return [el(tag, {"w:val": half_points}) for tag in ("w:sz", "w:szCs")] if half_points else []


def _spacing(before: int | None, after: int | None, line: int, rule: str = "auto") -> Element | None:
    values: dict[str, str | int] = {}
    if before is not None:
        values["w:before"] = before
    if after is not None:
        values["w:after"] = after
    if line:
        values |= {"w:line": line, "w:lineRule": rule}
    return el("w:spacing", values) if values else None


def _group(tag: str, inside: list[Element | None]) -> Element | None:
    present = [one for one in inside if one is not None]
    return el(tag, None, *present) if present else None
