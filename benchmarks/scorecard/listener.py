"""Documents that refer to things outside, converted while somebody listens: nothing may be asked for, nothing of
another file may come into what is made."""

from __future__ import annotations

import http.server
import io
import threading
import urllib.request
from collections.abc import Iterator
from contextlib import contextmanager
from dataclasses import dataclass
from pathlib import Path

import pypdf
from docx import Document
from openpyxl import Workbook
from PIL import Image

from doctool.convert import libreoffice
from doctool.convert.libreoffice import convert_to_pdf
from tests.hostile_workbooks import pack, parts

#: A text that stands in a file nobody may read, and in a picture's colours.
CANARY = "kenari-5d1f07"
_COLOUR = (201, 31, 61)
_REL = "http://schemas.openxmlformats.org/officeDocument/2006/relationships"
_W = 'xmlns:w="http://schemas.openxmlformats.org/wordprocessingml/2006/main"'
#: How a document refers to what (`_targets`); first those by which LibreOffice's own settings let something through.
_PAIRS = (
    ("docx", "linkedImage", "picture"), ("docx", "linkedImage", "address"), ("docx", "INCLUDETEXT", "book"),
    ("odt", "image", "picture"), ("odt", "image", "address"), ("docx", "INCLUDETEXT", "text"),
    ("docx", "INCLUDEPICTURE", "picture"), ("xlsx", "WEBSERVICE", "text"), ("odt", "section", "text"),
    ("docx", "INCLUDETEXT", "document"), ("docx", "INCLUDETEXT", "address"), ("docx", "INCLUDEPICTURE", "address"),
    ("docx", "subDocument", "address"), ("docx", "frame", "address"), ("docx", "oleObject", "address"),
    ("odt", "section", "document"), ("odt", "section", "address"), ("docx", "image", "picture"),
    ("docx", "image", "address"), ("docx", "attachedTemplate", "address"), ("docx", "subDocument", "document"),
    ("docx", "oleObject", "book"), ("docx", "frame", "text"), ("xlsx", "WEBSERVICE", "address"),
    ("xlsx", "reference", "book"), ("xlsx", "reference", "address"), ("xlsx", "externalLink", "book"),
    ("xlsx", "image", "picture"), ("xlsx", "connection", "address"), ("xlsx", "HYPERLINK", "address"),
)  # fmt: skip


@contextmanager
def listening() -> Iterator[tuple[str, list[str]]]:
    """A server on this machine: its address, and the requests that reach it."""
    asked: list[str] = []

    class Handler(http.server.BaseHTTPRequestHandler):
        def _answer(self) -> None:
            asked.append(f"{self.command} {self.path}")
            self.send_response(200)
            self.send_header("Content-Length", "0")
            self.end_headers()

        do_GET = do_HEAD = do_OPTIONS = do_PROPFIND = do_POST = _answer  # noqa: N815 (names of http.server)

        def log_message(self, *_: object) -> None:
            """Nothing is printed."""

    server = http.server.ThreadingHTTPServer(("127.0.0.1", 0), Handler)
    thread = threading.Thread(target=server.serve_forever, daemon=True)
    thread.start()
    try:
        yield f"http://127.0.0.1:{server.server_port}", asked
    finally:
        server.shutdown()
        server.server_close()
        thread.join()


@dataclass(frozen=True, slots=True)
class Leaks:
    """How many documents were converted, the requests that were made, and what stands in which PDF."""

    made: int
    asked: tuple[str, ...] = ()
    seen: tuple[str, ...] = ()

    @property
    def all(self) -> tuple[str, ...]:
        return (*(f"asked for: {one}" for one in self.asked), *self.seen)

    def blind(self) -> tuple[str, ...]:
        """Of a run that must leak: what it did not show."""
        shown = {"ask the listener": self.asked, "show another file": self.seen}
        return tuple(f"they do not {word} with LibreOffice's own settings either" for word in shown if not shown[word])


def leaks(folder: Path, count: int) -> Leaks:
    """Convert `count` documents that refer to the listener and to files of this machine; what came of it. Raises
    OSError where the listener does not hear."""
    with listening() as (address, asked):
        urllib.request.urlopen(f"{address}/uji", timeout=5).close()  # noqa: S310 - it hears
        if asked != ["GET /uji"]:
            raise OSError("the listener does not hear")
        asked.clear()
        files = _files(folder / "masuk", count, {**_secrets(folder), "address": f"{address}/a.png"})
        results = convert_to_pdf(files, folder / "hasil")
    seen = [f"{file.name}: {found}" for file, one in zip(files, results, strict=True) if one.pdf is not None
            for found in _seen(one.pdf)]  # fmt: skip
    return Leaks(sum(one.ok for one in results), tuple(asked), tuple(seen))


def _secrets(folder: Path) -> dict[str, str]:
    """Files that nobody may read, by what they are: their addresses."""
    made = {"text": "txt", "picture": "png", "document": "docx", "book": "xlsx"}
    files = {kind: folder / f"rahasia.{suffix}" for kind, suffix in made.items()}
    files["text"].write_text(CANARY, encoding="utf-8", newline="\n")
    Image.new("RGB", (40, 40), _COLOUR).save(files["picture"])
    document = Document()
    document.add_paragraph(CANARY)
    document.save(str(files["document"]))
    book = Workbook()
    book.worksheets[0].title = "Sheet1"
    book.worksheets[0]["A1"] = CANARY
    book.save(files["book"])
    return {kind: path.as_uri() for kind, path in files.items()}


@contextmanager
def plain_profile() -> Iterator[None]:
    """LibreOffice as it is without doctool's settings: the documents must leak, or they prove nothing."""
    settings = libreoffice.PROFILE_SETTINGS
    start, end = settings.index("<item"), settings.index("</oor:items>")
    libreoffice.PROFILE_SETTINGS = settings[:start] + settings[end:]
    try:
        yield
    finally:
        libreoffice.PROFILE_SETTINGS = settings


def _seen(pdf: Path) -> Iterator[str]:
    reader = pypdf.PdfReader(pdf)
    for page in reader.pages:
        if CANARY in page.extract_text():
            yield "holds the text of another file"
        for image in page.images:
            if image.image is not None and image.image.convert("RGB").getpixel((5, 5)) == _COLOUR:
                yield "holds the picture of another file"


def _files(folder: Path, count: int, targets: dict[str, str]) -> list[Path]:
    folder.mkdir()
    made = []
    makers = {"docx": _word, "xlsx": _excel, "odt": _odt}
    for number, (suffix, way, target) in enumerate(_PAIRS[:count]):
        path = folder / f"{number:02}-{way}-{target}.{suffix}"
        path.write_bytes(makers[suffix](way, targets[target]))
        made.append(path)
    return made


def _odt(way: str, target: str) -> bytes:
    body = {
        "section": '<text:section text:name="S"><text:section-source xlink:href="{}"/><text:p>lama</text:p>'
                   "</text:section>",
        "image": '<text:p><draw:frame svg:width="3cm" svg:height="3cm"><draw:image xlink:href="{}" xlink:type="simple" '
                 'xlink:show="embed" xlink:actuate="onLoad"/></draw:frame></text:p>',
    }[way].format(target)  # fmt: skip
    kind = "application/vnd.oasis.opendocument.text"
    spaces = "".join(f' xmlns:{short}="urn:oasis:names:tc:opendocument:xmlns:{name}:1.0"' for short, name in _SPACES)
    content = (
        f'<office:document-content{spaces} xmlns:xlink="http://www.w3.org/1999/xlink" office:version="1.2">'
        f"<office:body><office:text><text:p>Isi</text:p>{body}</office:text></office:body></office:document-content>"
    )
    listed = "".join(f'<manifest:file-entry manifest:full-path="{name}" manifest:media-type="{of}"/>'
                     for name, of in (("/", kind), ("content.xml", "text/xml")))  # fmt: skip
    space = 'xmlns:manifest="urn:oasis:names:tc:opendocument:xmlns:manifest:1.0"'
    manifest = f"<manifest:manifest {space}>{listed}</manifest:manifest>"
    return pack({
        "mimetype": kind.encode(), "content.xml": content.encode(), "META-INF/manifest.xml": manifest.encode(),
    })  # fmt: skip


def _related(data: bytes, part: str, kind: str, target: str) -> bytes:
    """The package with one more relationship "rId90" of a part."""
    found = parts(data)
    at, _, name = part.rpartition("/")
    place = f"{at}/_rels/{name}.rels"
    empty = b'<Relationships xmlns="http://schemas.openxmlformats.org/package/2006/relationships"></Relationships>'
    more = f'<Relationship Id="rId90" Type="{_REL}/{kind}" Target="{target}" TargetMode="External"/></Relationships>'
    found[place] = found.get(place, empty).replace(b"</Relationships>", more.encode())
    return pack(found)


def _word(way: str, target: str) -> bytes:
    document, out = Document(), io.BytesIO()
    document.add_paragraph("Isi surat")
    document.save(out)
    data = out.getvalue()
    if way in ("INCLUDETEXT", "INCLUDEPICTURE"):
        body = (
            f'<w:p><w:fldSimple w:instr=\' {way} "{target}" \\d \' w:dirty="1"><w:r><w:t>lama</w:t></w:r></w:fldSimple>'
            "</w:p>"
        )
    elif way in ("image", "linkedImage"):
        data = _related(data, "word/document.xml", "image", target)
        body = _PICTURE.format("link" if way == "linkedImage" else "embed")
    elif way == "attachedTemplate":
        found = parts(_related(data, "word/settings.xml", way, target))
        found["word/settings.xml"] = found["word/settings.xml"].replace(
            b"<w:view", b'<w:attachedTemplate r:id="rId90"/><w:view', 1
        )
        return pack(found)
    else:
        data = _related(data, "word/document.xml", way, target)
        body = '<w:subDoc r:id="rId90"/>' if way == "subDocument" else "<w:p/>"
    found = parts(data)
    found["word/document.xml"] = found["word/document.xml"].replace(b"<w:sectPr", body.encode() + b"<w:sectPr", 1)
    return pack(found)


def _excel(way: str, target: str) -> bytes:
    book, out = Workbook(), io.BytesIO()
    sheet = book.active
    assert sheet is not None
    sheet["A1"] = "Isi"
    if way == "HYPERLINK":
        sheet["A2"] = f'=HYPERLINK("{target}","klik")'
    elif way == "WEBSERVICE":
        sheet["A2"] = f'=_xlfn.WEBSERVICE("{target}")'
    elif way == "reference":
        sheet["A2"] = f"='{target}'#$Sheet1.A1"
    book.save(out)
    data = out.getvalue()
    kinds = {"externalLink": ("xl/workbook.xml", "externalLinkPath"), "image": ("xl/worksheets/sheet1.xml", "image"),
             "connection": ("xl/workbook.xml", "connections")}  # fmt: skip
    return _related(data, *kinds[way], target) if way in kinds else data


_SPACES = (("office", "office"), ("text", "text"), ("draw", "drawing"), ("svg", "svg-compatible"))
_PICTURE = (
    '<w:p><w:r><w:drawing><wp:inline xmlns:wp="http://schemas.openxmlformats.org/drawingml/2006/wordprocessingDrawing">'
    '<wp:extent cx="900000" cy="900000"/><wp:docPr id="1" name="a"/>'
    '<a:graphic xmlns:a="http://schemas.openxmlformats.org/drawingml/2006/main">'
    '<a:graphicData uri="http://schemas.openxmlformats.org/drawingml/2006/picture">'
    '<pic:pic xmlns:pic="http://schemas.openxmlformats.org/drawingml/2006/picture"><pic:nvPicPr>'
    '<pic:cNvPr id="1" name="a"/><pic:cNvPicPr/></pic:nvPicPr><pic:blipFill>'
    '<a:blip r:{}="rId90"/><a:stretch><a:fillRect/></a:stretch></pic:blipFill><pic:spPr><a:xfrm><a:off x="0" y="0"/>'
    '<a:ext cx="900000" cy="900000"/></a:xfrm><a:prstGeom prst="rect"><a:avLst/></a:prstGeom></pic:spPr></pic:pic>'
    "</a:graphicData></a:graphic></wp:inline></w:drawing></w:r></w:p>"
)
