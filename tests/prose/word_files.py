"""Small Word files written by hand, and what is counted in them and in what was read."""

from __future__ import annotations

import io
import zipfile
from collections import Counter
from collections.abc import Iterable, Mapping

from lxml import etree
from PIL import Image

from doctool.findings import Finding
from doctool.model.dokumen import (
    Blok,
    CatatanKaki,
    Daftar,
    Gambar,
    GambarSebaris,
    Judul,
    Paragraf,
    Sebaris,
    Tabel,
    Teks,
    susun,
)  # fmt: skip
from doctool.prose.directives import Blocks
from doctool.prose.word import read_word

OFFICE = "http://schemas.openxmlformats.org"
W_NS = f"{OFFICE}/wordprocessingml/2006/main"
NAMES = {
    "w": W_NS, "r": f"{OFFICE}/officeDocument/2006/relationships", "m": f"{OFFICE}/officeDocument/2006/math",
    "a": f"{OFFICE}/drawingml/2006/main", "pic": f"{OFFICE}/drawingml/2006/picture",
    "wp": f"{OFFICE}/drawingml/2006/wordprocessingDrawing", "mc": f"{OFFICE}/markup-compatibility/2006",
    "c": f"{OFFICE}/drawingml/2006/chart", "dgm": f"{OFFICE}/drawingml/2006/diagram",
    "wps": "http://schemas.microsoft.com/office/word/2010/wordprocessingShape",
    "w14": "http://schemas.microsoft.com/office/word/2010/wordml", "v": "urn:schemas-microsoft-com:vml",
    "o": "urn:schemas-microsoft-com:office:office",
}  # fmt: skip
XMLNS = " ".join(f'xmlns:{prefix}="{name}"' for prefix, name in NAMES.items())
W, M, MC = (f"{{{NAMES[one]}}}" for one in ("w", "m", "mc"))
_REL = f"{OFFICE}/officeDocument/2006/relationships"
TYPES = (
    f'<Types xmlns="{OFFICE}/package/2006/content-types">'
    '<Default Extension="rels" ContentType="application/vnd.openxmlformats-package.relationships+xml"/>'
    '<Default Extension="xml" ContentType="application/xml"/><Default Extension="png" ContentType="image/png"/>'
    '<Default Extension="jpeg" ContentType="image/jpeg"/><Default Extension="gif" ContentType="image/gif"/>'
    '<Default Extension="emf" ContentType="image/x-emf"/>'
    '<Override PartName="/word/document.xml" ContentType='
    '"application/vnd.openxmlformats-officedocument.wordprocessingml.document.main+xml"/>'
    "{}</Types>"
)
_KINDS = ("styles", "numbering", "footnotes", "endnotes", "comments", "header", "footer")


def docx(
    body: str, parts: Mapping[str, str] | None = None, media: Mapping[str, bytes] | None = None,
    links: Iterable[tuple[str, str, str]] = (),
) -> bytes:
    """A Word file with the paragraphs `body`. `parts`: content of styles, numbering, footnotes, ... by kind (which is
    the relation's id); `media`: pictures by name (as the id); `links`: id, kind and address of what is outside."""
    parts, media = parts or {}, media or {}
    relations = [f'<Relationship Id="{kind}" Type="{_REL}/{kind}" Target="{kind}.xml"/>' for kind in parts]
    relations += [f'<Relationship Id="{name}" Type="{_REL}/image" Target="media/{name}"/>' for name in media]
    relations += [
        f'<Relationship Id="{key}" Type="{_REL}/{kind}" Target="{target}" TargetMode="External"/>'
        for key, kind, target in links
    ]
    overrides = "".join(
        f'<Override PartName="/word/{kind}.xml" ContentType='
        f'"application/vnd.openxmlformats-officedocument.wordprocessingml.{kind}+xml"/>'
        for kind in parts
    )
    root = {"header": "hdr", "footer": "ftr"}
    return packed({
        "[Content_Types].xml": TYPES.format(overrides).encode(),
        "_rels/.rels": _relations(
            f'<Relationship Id="d" Type="{_REL}/officeDocument" Target="word/document.xml"/>'
        ),
        "word/document.xml": f"<w:document {XMLNS}><w:body>{body}</w:body></w:document>".encode(),
        "word/_rels/document.xml.rels": _relations("".join(relations)),
        **{
            f"word/{kind}.xml": f"<w:{root.get(kind, kind)} {XMLNS}>{content}</w:{root.get(kind, kind)}>".encode()
            for kind, content in parts.items()
        },
        **{f"word/media/{name}": data for name, data in media.items()},
    })  # fmt: skip


def _relations(inside: str) -> bytes:
    return f'<Relationships xmlns="{OFFICE}/package/2006/relationships">{inside}</Relationships>'.encode()


def packed(files: Mapping[str, bytes]) -> bytes:
    """A zip archive."""
    out = io.BytesIO()
    with zipfile.ZipFile(out, "w", zipfile.ZIP_DEFLATED) as archive:
        for name, data in files.items():
            archive.writestr(name, data)
    return out.getvalue()


def unpacked(data: bytes) -> dict[str, bytes]:
    """The files of a zip archive."""
    with zipfile.ZipFile(io.BytesIO(data)) as archive:
        return {name: archive.read(name) for name in archive.namelist()}


def p(*runs: str, style: str = "", props: str = "") -> str:
    """A paragraph of runs; what is no XML becomes a run."""
    styled = f'<w:pStyle w:val="{style}"/>' if style else ""
    return f"<w:p><w:pPr>{styled}{props}</w:pPr>{''.join(one if one[:1] == '<' else r(one) for one in runs)}</w:p>"


def r(text: str = "", props: str = "", inside: str = "") -> str:
    """A run."""
    shown = f'<w:t xml:space="preserve">{text}</w:t>' if text else ""
    return f"<w:r><w:rPr>{props}</w:rPr>{shown}{inside}</w:r>"


def field(code: str, *result: str) -> str:
    """A field in marks."""
    marks = [f'<w:r><w:fldChar w:fldCharType="{kind}"/></w:r>' for kind in ("begin", "separate", "end")]
    shown = "".join(one if one[:1] == "<" else r(one) for one in result)
    return f"{marks[0]}<w:r><w:instrText>{code}</w:instrText></w:r>{marks[1]}{shown}{marks[2]}"


def num(key: int, level: int = 0) -> str:
    """What makes a paragraph one of a list."""
    return f'<w:numPr><w:ilvl w:val="{level}"/><w:numId w:val="{key}"/></w:numPr>'


def tbl(*rows: str, grid: Iterable[int] = (), props: str = "") -> str:
    """A table of rows."""
    widths = "".join(f'<w:gridCol w:w="{one}"/>' for one in grid)
    return f"<w:tbl><w:tblPr>{props}</w:tblPr><w:tblGrid>{widths}</w:tblGrid>{''.join(rows)}</w:tbl>"


def tr(*cells: str, props: str = "") -> str:
    """A row; what is no XML becomes a cell."""
    made = "".join(one if one.startswith("<w:tc>") else tc(one) for one in cells)
    return f"<w:tr><w:trPr>{props}</w:trPr>{made}</w:tr>"


def tc(*content: str, props: str = "") -> str:
    """A cell; what is no XML becomes a paragraph."""
    made = "".join(one if one[:1] == "<" else p(one) for one in content)
    return f"<w:tc><w:tcPr>{props}</w:tcPr>{made or '<w:p/>'}</w:tc>"


def picture_bytes(form: str = "PNG", size: tuple[int, int] = (40, 20)) -> bytes:
    """A picture with a red left half."""
    picture = Image.new("RGB", size, "white")
    picture.paste((255, 0, 0), (0, 0, size[0] // 2, size[1]))
    out = io.BytesIO()
    picture.save(out, form)
    return out.getvalue()


def drawing(key: str, *, floating: bool = False, crop: str = "", about: str = "", attribute: str = "embed") -> str:
    """A run with a picture of 40 x 20 mm."""
    frame = "anchor" if floating else "inline"
    return (
        f'<w:r><w:drawing><wp:{frame}><wp:extent cx="1440000" cy="720000"/><wp:docPr id="1" name="x" descr="{about}"/>'
        f"<a:graphic><a:graphicData><pic:pic><pic:blipFill><a:blip r:{attribute}=\"{key}\"/>{crop}</pic:blipFill>"
        f"<pic:spPr/></pic:pic></a:graphicData></a:graphic></wp:{frame}></w:drawing></w:r>"
    )


def graphic(inside: str) -> str:
    """A run with a drawing of `inside`."""
    return (
        '<w:r><w:drawing><wp:inline><wp:extent cx="360000" cy="360000"/><a:graphic><a:graphicData>'
        f"{inside}</a:graphicData></a:graphic></wp:inline></w:drawing></w:r>"
    )


def box(*paragraphs: str) -> str:
    """A run with a text box, twice as Word writes it."""
    inside = f"<w:txbxContent>{''.join(paragraphs)}</w:txbxContent>"
    return (
        '<w:r><mc:AlternateContent><mc:Choice Requires="wps"><w:drawing><wp:anchor><a:graphic><a:graphicData><wps:wsp>'
        f"<wps:txbx>{inside}</wps:txbx></wps:wsp></a:graphicData></a:graphic></wp:anchor></w:drawing></mc:Choice>"
        f"<mc:Fallback><w:pict><v:shape><v:textbox>{inside}</v:textbox></v:shape></w:pict></mc:Fallback>"
        "</mc:AlternateContent></w:r>"
    )


# What was read


def read(body: str, **more: object) -> Blocks:
    """What is read of a file with the paragraphs `body`."""
    return read_word(docx(body, **more), "a.docx")  # type: ignore[arg-type]


def codes(found: Blocks) -> list[str]:
    """The codes of the findings."""
    return [one.code for one in found.temuan]


def finding(found: Blocks, code: str) -> Finding:
    """The only finding of this code."""
    (one,) = [one for one in found.temuan if one.code == code]
    return one


def all_runs(blocks: Iterable[Blok]) -> list[Sebaris]:
    """Everything within paragraphs, headings, captions and notes."""
    out: list[Sebaris] = []
    for one in susun(tuple(blocks)):
        runs: tuple[Sebaris, ...] = one.isi if isinstance(one, Paragraf | Judul) else ()
        if isinstance(one, Tabel | Gambar) and one.keterangan is not None:
            runs = one.keterangan.isi
        for run in runs:
            out += [run, *(all_runs(run.isi) if isinstance(run, CatatanKaki) else [])]
    return out


def text_of(blocks: Iterable[Blok]) -> str:
    """All text of `blocks`."""
    return "".join(one.teks for one in all_runs(blocks) if isinstance(one, Teks))


def picture_count(blocks: tuple[Blok, ...]) -> int:
    """The pictures in `blocks`."""
    own = sum(isinstance(one, Gambar) for one in susun(blocks))
    return own + sum(isinstance(one, GambarSebaris) for one in all_runs(blocks))


def shape(blocks: Iterable[Blok]) -> list[object]:
    """Blocks as plain values: texts of paragraphs, (level, text) of headings, (marker, start, items) of lists, ..."""
    out: list[object] = []
    for one in blocks:
        if isinstance(one, Paragraf):
            out.append("".join(run.teks if isinstance(run, Teks) else "|" for run in one.isi))
        elif isinstance(one, Judul):
            out.append((one.tingkat, text_of([one])))
        elif isinstance(one, Daftar):
            out.append((one.penanda, one.mulai, [shape(item) for item in one.butir]))
        elif isinstance(one, Tabel):
            out.append([[shape(cell.isi) for cell in row.sel] for row in one.baris])
        else:
            out.append(type(one).__name__)
    return out


def letters_in(text: str) -> Counter[str]:
    """Letters and digits, small and great alike."""
    return Counter(one for one in text.casefold() if one.isalnum())


def source_letters(data: bytes) -> Counter[str]:
    """Letters and digits of every w:t and m:t of the body and the notes, without a second copy for old programs."""
    texts: list[str] = []
    for name, content in unpacked(data).items():
        if name in ("word/document.xml", "word/footnotes.xml", "word/endnotes.xml"):
            root = etree.fromstring(content)
            for one in root.iter(f"{W}t", f"{M}t"):
                if not any(above.tag == f"{MC}Fallback" for above in one.iterancestors()):
                    texts.append(one.text or "")
    return letters_in("".join(texts))


def unaccounted(data: bytes, found: Blocks) -> Counter[str]:
    """Letters of the file that are in no block and in no text of a finding that has a place."""
    told = "".join(one.text for one in found.temuan if one.where.place)
    return source_letters(data) - letters_in(text_of(found.blok)) - letters_in(told)
