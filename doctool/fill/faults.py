"""Why a template cannot be filled."""

from __future__ import annotations

import re
from collections.abc import Iterator
from contextlib import contextmanager

from jinja2 import TemplateError, TemplateSyntaxError, UndefinedError
from jinja2.exceptions import SecurityError
from lxml import etree

from doctool.fill.words import in_words

W = "{http://schemas.openxmlformats.org/wordprocessingml/2006/main}"
_WITHOUT_P = "tulis tandanya tanpa huruf p, {{ ... }}"
_WITH_P = "tulis tandanya dengan huruf p, {{p ... }}"
_ELEMENT = re.compile(r"<[^>]*>")
_BRACES = re.compile(r"\{[{%#]|[}%#]\}")
_ENDS = {"{{": "}}", "{%": "%}", "{#": "#}"}
#: So many tags may begin where another has not ended.
_MOST_LOST = 100
#: What Python says of sums that make no sense.
_SUMS: tuple[tuple[type[Exception], str], ...] = (
    (ZeroDivisionError, "pembagian dengan nol"),
    (ArithmeticError, "hasilnya terlalu besar"),
    (LookupError, "urutan atau nama yang diminta tidak ada di dalamnya"),
    (TypeError, "jenis nilainya tidak cocok, misalnya teks dengan bilangan"),
    (ValueError, "bentuk nilainya tidak cocok"),
)
#: Elements that hold other elements and no text of their own.
NO_TEXT = frozenset(
    f"{W}{name}"
    for name in (
        "body", "hdr", "ftr", "footnotes", "footnote", "p", "r", "tbl", "tr", "tc", "txbxContent", "sdtContent"
    )
)


class BrokenTemplateError(Exception):
    """A template that cannot be filled; `message` is a whole sentence in Bahasa Indonesia, `place` the part of the
    Word file as the user knows it ("" where it is not known)."""

    def __init__(self, message: str, place: str = "") -> None:
        super().__init__(message)
        self.message = message
        self.place = place


class NeedsDocxtplError(Exception):
    """What only docxtpl itself can fill: pictures, sub-documents, tables that get other columns."""


@contextmanager
def filling(place: str) -> Iterator[None]:
    """What Jinja and Python say of the tags of a part, as a BrokenTemplateError with the part's name."""
    try:
        yield
    except BrokenTemplateError as error:
        raise BrokenTemplateError(error.message, error.place or place) from error
    except UndefinedError as error:
        raise BrokenTemplateError(f"memakai nama yang tidak ada: {error.message}", place) from error
    except SecurityError as error:
        raise BrokenTemplateError(f"memuat perintah yang tidak diizinkan: {error.message}", place) from error
    except TemplateError as error:
        message = f"memuat tanda yang keliru: {in_words(error.message) or error.message}"
        raise BrokenTemplateError(message, place) from error
    except RecursionError as error:
        message = "memuat perulangan yang tidak berakhir, atau tanda yang bertingkat terlalu dalam"
        raise BrokenTemplateError(message, place) from error
    except (SyntaxError, MemoryError) as error:  # of the Python code that Jinja makes of the tags
        raise BrokenTemplateError("memuat tanda yang bertingkat terlalu dalam", place) from error
    except (ArithmeticError, LookupError, TypeError, ValueError) as error:
        why = next(words for kind, words in _SUMS if isinstance(error, kind))
        raise BrokenTemplateError(f"memuat tanda yang tidak dapat dihitung: {why}", place) from error


def place_of(part: str) -> str:
    """The part of a Word file, by its name in the package, as the user knows it."""
    name = part.rpartition("/")[2]
    known = {"document": "badan surat", "header": "kepala halaman", "footer": "kaki halaman",
             "footnotes": "catatan kaki", "core": "properti berkas"}  # fmt: skip
    return known.get(name.partition(".")[0].rstrip("0123456789"), name)


def refuse_tangled(xml: str, place: str) -> None:
    """BrokenTemplateError where many tags begin and none ends: to look for the end of each would take for ever."""
    opened, lost = "", 0
    for found in _BRACES.finditer(_ELEMENT.sub("", xml)):
        sign = found[0]
        if sign in _ENDS:
            lost += bool(opened)
            opened = sign
            if lost > _MOST_LOST:
                raise BrokenTemplateError(f'memuat banyak tanda "{sign}" tanpa penutup "{_ENDS[sign]}"', place)
        elif opened and sign == _ENDS[opened]:
            opened = ""


def text_around(error: TemplateSyntaxError, source: str) -> str:
    """The text of the paragraphs around the fault in a part whose paragraphs begin a line each."""
    lines = source.splitlines()[max(error.lineno - 4, 0) : error.lineno + 3]
    return " ".join(re.sub(r"<[^>]+>", "", " ".join(lines)).split())


def parsed(xml: str) -> etree._Element:
    """The filled part `xml`. BrokenTemplateError where it is not well-formed or text stands where Word shows none."""
    try:
        root = etree.fromstring(xml.encode())
    except etree.XMLSyntaxError as error:
        raise BrokenTemplateError(
            "tanda pembuka dan penutupnya tidak berpasangan di alinea atau baris tabel yang sama tingkatnya"
        ) from error
    for element in root.iter(etree.Element):
        stray = (element.tail or "").strip() or ((element.text or "").strip() if element.tag in NO_TEXT else "")
        if stray:
            raise BrokenTemplateError(f'teks "{stray[:40]}" dicetak di luar alinea: {_WITHOUT_P}')
        if element.tag == f"{W}t" and len(element):
            raise BrokenTemplateError(f"isi yang berupa alinea dicetak di tengah teks: {_WITH_P}")
    return root


def tables_stand(root: etree._Element) -> bool:
    """Whether every table has as many grid columns as its rows ask for, so that docxtpl would leave it as it is."""
    return all(_stands(table) for table in root.iter(f"{W}tbl"))


def _stands(table: etree._Element) -> bool:
    columns = grid_columns(table)
    if columns is None:
        return False
    widest = 0
    for row in table.iter(f"{W}tr"):
        cells, spanned = row_width(row)
        if cells > columns:
            return False
        widest = max(widest, spanned)
    return widest >= columns


def grid_columns(table: etree._Element) -> int | None:
    """The grid columns of a table, None where it has no grid."""
    grid = table.find(f"{W}tblGrid")
    return None if grid is None else len(grid.findall(f"{W}gridCol"))


def row_width(row: etree._Element) -> tuple[int, int]:
    """The cells of a row, and the columns they span. ValueError where a span is no number."""
    cells = row.findall(f"{W}tc")
    return len(cells), sum(_spans(cells))


def _spans(cells: list[etree._Element]) -> Iterator[int]:
    for cell in cells:
        span = cell.find(f"{W}tcPr/{W}gridSpan")
        yield 1 if span is None else int(span.get(f"{W}val", "1"))
