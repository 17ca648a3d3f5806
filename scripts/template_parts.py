"""What the letter templates are made of: WordprocessingML as text, the styles, and the Word file around it.

Only scripts/make_templates.py uses this; the package reads the finished files.
"""

from __future__ import annotations

import io
import zipfile
from collections.abc import Sequence
from xml.sax.saxutils import escape

from doctool.write.theme import theme
from doctool.write.word_parts import font_table
from doctool.write.xml import serialize

W = "http://schemas.openxmlformats.org/wordprocessingml/2006/main"
R = "http://schemas.openxmlformats.org/officeDocument/2006/relationships"
_HEAD = '<?xml version="1.0" encoding="UTF-8" standalone="yes"?>\n'
_REL = "http://schemas.openxmlformats.org/officeDocument/2006/relationships"
_WORD = "application/vnd.openxmlformats-officedocument.wordprocessingml"

#: The text is 160 mm wide on A4 between the usual margins (30 mm left, 20 mm right); in twips.
TEXT_WIDTH = 9071
PAGE = (11906, 16838)
MARGINS = {"top": 850, "right": 1134, "bottom": 1417, "left": 1701}
ZIP_EPOCH = (1980, 1, 1, 0, 0, 0)


def p(text: str = "", style: str = "KepalaSurat", *, extra: str = "", run: str = "") -> str:
    """A paragraph; "\\t" in `text` is a tab. `extra` goes into its properties, `run` into those of its run."""
    ppr = f'<w:pPr><w:pStyle w:val="{style}"/>{extra}</w:pPr>'
    return f"<w:p>{ppr}{r(text, run)}</w:p>" if text else f"<w:p>{ppr}</w:p>"


def r(text: str, properties: str = "") -> str:
    """Text as runs: the whole of it in one, cut at tabs only."""
    rpr = f"<w:rPr>{properties}</w:rPr>" if properties else ""
    pieces = [f'<w:t xml:space="preserve">{escape(piece)}</w:t>' if piece else "" for piece in text.split("\t")]
    return f"<w:r>{rpr}{'<w:tab/>'.join(pieces)}</w:r>"


def when(condition: str, *inside: str) -> str:
    """Paragraphs (or tables) that are there only if `condition` holds."""
    return p(f"{{%p if {condition} %}}") + "".join(inside) + p("{%p endif %}")


def each(loop: str, *inside: str) -> str:
    """Paragraphs once for each of a list: `loop` is "x in xs"."""
    return p(f"{{%p for {loop} %}}") + "".join(inside) + p("{%p endfor %}")


def cell(width: int, *content: str, properties: str = "", span: int = 1) -> str:
    """A cell; it ends with a paragraph (ECMA-376 part 1, 17.4.65)."""
    grid = f'<w:gridSpan w:val="{span}"/>' if span > 1 else ""
    body = "".join(content) or p()
    return f'<w:tc><w:tcPr><w:tcW w:w="{width}" w:type="dxa"/>{grid}{properties}</w:tcPr>{body}</w:tc>'


def row(*cells: str, properties: str = "") -> str:
    trpr = f"<w:trPr>{properties}</w:trPr>" if properties else ""
    return f"<w:tr>{trpr}{''.join(cells)}</w:tr>"


def tag_row(tag: str, widths: Sequence[int]) -> str:
    """A row that only holds a docxtpl tag ("{%tr ... %}") and is gone after rendering."""
    return row(cell(sum(widths), p(tag), span=len(widths)))


def table(widths: Sequence[int], *rows: str, style: str = "TabelPolos", indent: int = 0) -> str:
    """A table with fixed columns, `widths` in twips."""
    move = f'<w:tblInd w:w="{indent}" w:type="dxa"/>' if indent else ""
    head = (
        f'<w:tblPr><w:tblStyle w:val="{style}"/><w:tblW w:w="{sum(widths)}" w:type="dxa"/>{move}'
        '<w:tblLayout w:type="fixed"/><w:tblLook w:val="0000"/></w:tblPr>'
    )
    grid = "".join(f'<w:gridCol w:w="{width}"/>' for width in widths)
    return f"<w:tbl>{head}<w:tblGrid>{grid}</w:tblGrid>{''.join(rows)}</w:tbl>"


def _paragraph_style(ident: str, name: str, ppr: str = "", rpr: str = "", base: str = "Normal") -> str:
    return (
        f'<w:style w:type="paragraph" w:customStyle="1" w:styleId="{ident}"><w:name w:val="{name}"/>'
        f'<w:basedOn w:val="{base}"/><w:qFormat/><w:pPr>{ppr}</w:pPr><w:rPr>{rpr}</w:rPr></w:style>'
    )


def _table_style(ident: str, name: str, tblpr: str) -> str:
    return (
        f'<w:style w:type="table" w:customStyle="1" w:styleId="{ident}"><w:name w:val="{name}"/>'
        f'<w:basedOn w:val="TableNormal"/><w:tblPr>{tblpr}</w:tblPr></w:style>'
    )


def _spacing(before: int = 0, after: int = 0, line: int = 240, rule: str = "auto") -> str:
    return f'<w:spacing w:before="{before}" w:after="{after}" w:line="{line}" w:lineRule="{rule}"/>'


def _all_sides(value: str) -> str:
    return "".join(f'<w:{side} w:val="{value}" w:sz="4" w:space="0" w:color="auto"/>' for side in
                   ("top", "left", "bottom", "right", "insideH", "insideV"))  # fmt: skip


def _margins(top: int, side: int) -> str:
    values = (("top", top), ("left", side), ("bottom", top), ("right", side))
    return "".join(f'<w:{name} w:w="{width}" w:type="dxa"/>' for name, width in values)


def _size(half_points: int) -> str:
    return f'<w:sz w:val="{half_points}"/><w:szCs w:val="{half_points}"/>'


def styles() -> str:
    """styles.xml: Arial 11 and the styles by which an office changes the look of its letters in Word."""
    fonts = '<w:rFonts w:ascii="Arial" w:hAnsi="Arial" w:eastAsia="Arial" w:cs="Arial"/>'
    language = '<w:lang w:val="id-ID" w:eastAsia="id-ID" w:bidi="ar-SA"/>'
    keep = "<w:keepNext/><w:keepLines/>"
    box = "".join(
        f'<w:{side} w:val="dashed" w:sz="4" w:space="0" w:color="808080"/>'
        for side in ("top", "left", "bottom", "right")
    )
    indented = '<w:ind w:left="1145" w:hanging="425"/>'
    return (
        f'{_HEAD}<w:styles xmlns:w="{W}"><w:docDefaults><w:rPrDefault><w:rPr>{fonts}{_size(22)}{language}</w:rPr>'
        f"</w:rPrDefault><w:pPrDefault><w:pPr>{_spacing()}</w:pPr></w:pPrDefault></w:docDefaults>"
        '<w:style w:type="paragraph" w:default="1" w:styleId="Normal"><w:name w:val="Normal"/><w:qFormat/></w:style>'
        '<w:style w:type="character" w:default="1" w:styleId="DefaultParagraphFont">'
        '<w:name w:val="Default Paragraph Font"/><w:uiPriority w:val="1"/></w:style>'
        '<w:style w:type="table" w:default="1" w:styleId="TableNormal"><w:name w:val="Normal Table"/>'
        f'<w:uiPriority w:val="99"/><w:tblPr><w:tblInd w:w="0" w:type="dxa"/><w:tblCellMar>{_margins(0, 0)}'
        "</w:tblCellMar></w:tblPr></w:style>"
        + _paragraph_style("KopBaris", "Kop Surat", '<w:jc w:val="center"/>')
        + _paragraph_style("Sela", "Sela", _spacing(line=20, rule="exact"), _size(2))
        + _paragraph_style("KepalaSurat", "Kepala Surat")
        + _paragraph_style("TanggalKanan", "Tanggal Kanan", '<w:jc w:val="right"/>', base="KepalaSurat")
        + _paragraph_style("AlamatTujuan", "Alamat Tujuan", '<w:ind w:left="567" w:hanging="567"/>', base="KepalaSurat")
        + _paragraph_style("AlamatBernomor", "Alamat Tujuan Bernomor",
                           '<w:tabs><w:tab w:val="left" w:pos="567"/><w:tab w:val="left" w:pos="992"/></w:tabs>'
                           '<w:ind w:left="992" w:hanging="992"/>', base="KepalaSurat")
        + _paragraph_style("AlamatTempat", "Alamat Tempat", '<w:ind w:left="567"/>', base="KepalaSurat")
        + _paragraph_style("JudulNaskah", "Judul Naskah", f'<w:keepNext/>{_spacing(before=240)}<w:jc w:val="center"/>',
                           "<w:b/><w:bCs/>" + _size(24))
        + _paragraph_style("NomorNaskah", "Nomor Naskah", f'<w:keepNext/>{_spacing(after=240)}<w:jc w:val="center"/>')
        + _paragraph_style("GarisKepala", "Garis Kepala",
                           '<w:pBdr><w:bottom w:val="single" w:sz="8" w:space="1" w:color="auto"/></w:pBdr>'
                           + _spacing(after=200, line=120, rule="exact"))
        + _paragraph_style("IsiSurat", "Isi Surat",
                           f'{_spacing(after=120)}<w:ind w:firstLine="720"/><w:jc w:val="both"/>')
        + _paragraph_style("DaftarSurat", "Daftar Surat", f'{_spacing(after=60)}{indented}<w:jc w:val="both"/>')
        + _paragraph_style("RincianSurat", "Rincian Surat", _spacing(after=40))
        + _paragraph_style("JudulBagian", "Judul Bagian", f"<w:keepNext/>{_spacing(before=160, after=80)}",
                           "<w:b/><w:bCs/>")
        + _paragraph_style("KepalaTabel", "Kepala Tabel",
                           f'<w:keepNext/>{_spacing(before=50, after=50)}<w:jc w:val="center"/>', "<w:b/><w:bCs/>")
        + _paragraph_style("IsiTabel", "Isi Tabel", _spacing(before=30, after=30))
        + _paragraph_style("IsiTabelTengah", "Isi Tabel Tengah", '<w:jc w:val="center"/>', base="IsiTabel")
        + _paragraph_style("IsiTabelAkhir", "Isi Tabel Baris Akhir", "<w:keepNext/>", base="IsiTabel")
        + _paragraph_style("Penandatangan", "Penanda Tangan", keep)
        + _paragraph_style("PenandatanganAwalan", "Penanda Tangan Berawalan",
                           '<w:tabs><w:tab w:val="left" w:pos="510"/></w:tabs><w:ind w:left="510" w:hanging="510"/>',
                           base="Penandatangan")
        + _paragraph_style("RuangTandaTangan", "Ruang Tanda Tangan", f"{keep}{_spacing(line=1240, rule='exact')}")
        + _paragraph_style("RuangTTE", "Ruang Tanda Tangan Elektronik",
                           f'{keep}<w:pBdr>{box}</w:pBdr>{_spacing(before=100, after=100, line=1040, rule="exact")}'
                           '<w:ind w:left="60" w:right="1400"/>')
        + _paragraph_style("KepalaParaf", "Kepala Paraf",
                           f'{keep}{_spacing(before=30, after=30)}<w:jc w:val="center"/>', _size(17))
        + _paragraph_style("IsiParaf", "Isi Paraf", f"{keep}{_spacing(before=60, after=60)}", _size(17))
        + _paragraph_style("Tembusan", "Tembusan", f"<w:keepNext/>{_spacing(before=240)}")
        + _paragraph_style("ButirTembusan", "Butir Tembusan",
                           '<w:keepLines/><w:tabs><w:tab w:val="left" w:pos="397"/></w:tabs>'
                           '<w:ind w:left="397" w:hanging="397"/>')
        + _paragraph_style("NomorHalaman", "Nomor Halaman", f'{_spacing(after=200)}<w:jc w:val="center"/>')
        + _table_style("TabelPolos", "Tabel Polos", f"<w:tblCellMar>{_margins(0, 0)}</w:tblCellMar>")
        + _table_style("TabelSurat", "Tabel Surat",
                       f"<w:tblBorders>{_all_sides('single')}</w:tblBorders>"
                       f"<w:tblCellMar>{_margins(0, 85)}</w:tblCellMar>")
        + "</w:styles>"
    )


_SETTINGS = (
    f'{_HEAD}<w:settings xmlns:w="{W}"><w:zoom w:percent="100"/><w:defaultTabStop w:val="720"/>'
    '<w:autoHyphenation w:val="0"/><w:characterSpacingControl w:val="doNotCompress"/>'
    "<w:compat><w:doNotExpandShiftReturn/>"
    '<w:compatSetting w:name="compatibilityMode" w:uri="http://schemas.microsoft.com/office/word" w:val="15"/>'
    '<w:compatSetting w:name="overrideTableStyleFontSizeAndJustification" '
    'w:uri="http://schemas.microsoft.com/office/word" w:val="1"/></w:compat>'
    '<w:themeFontLang w:val="id-ID"/><w:decimalSymbol w:val=","/><w:listSeparator w:val=";"/></w:settings>'
)

_FIELD = "".join(
    f"<w:r>{part}</w:r>"
    for part in (
        '<w:t xml:space="preserve">- </w:t>',
        '<w:fldChar w:fldCharType="begin"/>',
        '<w:instrText xml:space="preserve"> PAGE </w:instrText>',
        '<w:fldChar w:fldCharType="separate"/>',
        "<w:t>2</w:t>",
        '<w:fldChar w:fldCharType="end"/>',
        '<w:t xml:space="preserve"> -</w:t>',
    )
)


def _header(content: str) -> str:
    return f'{_HEAD}<w:hdr xmlns:w="{W}">{content}</w:hdr>'


def _section(page: tuple[int, int], numbered: bool) -> str:
    header = '<w:headerReference w:type="default" r:id="rId3"/><w:headerReference w:type="first" r:id="rId4"/>'
    margins = "".join(f' w:{side}="{width}"' for side, width in MARGINS.items())
    return (
        f'<w:sectPr>{header if numbered else ""}<w:pgSz w:w="{page[0]}" w:h="{page[1]}"/>'
        f'<w:pgMar{margins} w:header="567" w:footer="567" w:gutter="0"/>{"<w:titlePg/>" if numbered else ""}</w:sectPr>'
    )


def word_file(title: str, body: str, *, page: tuple[int, int] = PAGE, numbered: bool = True) -> bytes:
    """The Word file with `body`; pages from the second on are numbered if `numbered`. Same bytes every time."""
    root = f'{_HEAD}<w:document xmlns:w="{W}" xmlns:r="{R}">'
    document = f"{root}<w:body>{body}{_section(page, numbered)}</w:body></w:document>"
    parts = {
        "word/document.xml": ("document.main+xml", document),
        "word/styles.xml": ("styles+xml", styles()),
        "word/settings.xml": ("settings+xml", _SETTINGS),
    }
    links = [("styles", "styles.xml"), ("settings", "settings.xml")]
    shared = {
        "word/fontTable.xml": ("application/vnd.openxmlformats-officedocument.wordprocessingml.fontTable+xml",
                               serialize(font_table(["Arial"]))),
        "word/theme/theme1.xml": ("application/vnd.openxmlformats-officedocument.theme+xml", serialize(theme("Arial"))),
    }  # fmt: skip
    if numbered:
        number = f'<w:p><w:pPr><w:pStyle w:val="NomorHalaman"/></w:pPr>{_FIELD}</w:p>'
        parts["word/header1.xml"] = ("header+xml", _header(number))
        parts["word/header2.xml"] = ("header+xml", _header(p(style="Sela")))
        links += [("header", "header1.xml"), ("header", "header2.xml")]
    links += [("fontTable", "fontTable.xml"), ("theme", "theme/theme1.xml")]
    rels = "".join(
        f'<Relationship Id="rId{number}" Type="{_REL}/{kind}" Target="{target}"/>'
        for number, (kind, target) in enumerate(links, 1)
    )
    typed = {name: (f"{_WORD}.{kind}", text.encode("utf-8")) for name, (kind, text) in parts.items()}
    return _zip(title, {**typed, **shared}, rels)


def _zip(title: str, parts: dict[str, tuple[str, bytes]], rels: str) -> bytes:
    """The package of `parts`: content type and bytes by name; `rels` are the links of the document."""
    package = "http://schemas.openxmlformats.org/package/2006"
    core = "application/vnd.openxmlformats-package.core-properties+xml"
    types = "".join(
        f'<Override PartName="/{name}" ContentType="{kind}"/>' for name, (kind, _) in parts.items()
    )
    files = {
        "[Content_Types].xml": f'{_HEAD}<Types xmlns="{package}/content-types"><Default Extension="rels" '
        'ContentType="application/vnd.openxmlformats-package.relationships+xml"/>'
        f'<Default Extension="xml" ContentType="application/xml"/>{types}'
        f'<Override PartName="/docProps/core.xml" ContentType="{core}"/></Types>',
        "_rels/.rels": f'{_HEAD}<Relationships xmlns="{package}/relationships">'
        f'<Relationship Id="rId1" Type="{_REL}/officeDocument" Target="word/document.xml"/>'
        f'<Relationship Id="rId2" Type="{package}/relationships/metadata/core-properties" '
        'Target="docProps/core.xml"/></Relationships>',
        "docProps/core.xml": f'{_HEAD}<cp:coreProperties xmlns:cp="{package}/metadata/core-properties" '
        'xmlns:dc="http://purl.org/dc/elements/1.1/">'
        f"<dc:title>{escape(title)}</dc:title><dc:creator>doctool</dc:creator></cp:coreProperties>",
        "word/_rels/document.xml.rels": f'{_HEAD}<Relationships xmlns="{package}/relationships">{rels}</Relationships>',
    }
    contents = {name: text.encode("utf-8") for name, text in files.items()}
    contents |= {name: data for name, (_, data) in parts.items()}
    out = io.BytesIO()
    with zipfile.ZipFile(out, "w", zipfile.ZIP_DEFLATED) as archive:
        for name, data in contents.items():
            entry = zipfile.ZipInfo(name, ZIP_EPOCH)
            entry.create_system = 3
            entry.external_attr = 0o600 << 16
            entry.compress_type = zipfile.ZIP_DEFLATED
            archive.writestr(entry, data)
    return out.getvalue()
