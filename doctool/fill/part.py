"""A part of a Word template (its text, a header, a footer, its footnotes), compiled once.

The patching that makes a Word part a Jinja template is docxtpl's own, and so is what it does to tabs and line ends in
values; only when each is done differs.
"""

from __future__ import annotations

import re
from collections.abc import Mapping
from functools import lru_cache
from typing import Any, cast

from docxtpl import DocxTemplate
from jinja2 import TemplateSyntaxError, nodes, pass_context
from jinja2.runtime import Context

from doctool.fill import meter
from doctool.fill.codegen import TEXT
from doctool.fill.counting import printed
from doctool.fill.environment import FillEnvironment, environment
from doctool.fill.faults import (
    BrokenTemplateError,
    NeedsDocxtplError,
    filling,
    parsed,
    place_of,
    tables_stand,
    text_around,
)
from doctool.fill.proof import BLOCK, NESTED, Proof, prove
from doctool.fill.values import Picture, SubDocument, Wml
from doctool.fill.words import in_words

#: The document's own part.
DOCUMENT = "word/document.xml"
_WP = "http://schemas.openxmlformats.org/drawingml/2006/wordprocessingDrawing"
#: What docxtpl writes for tags that should stay, and what it makes of tabs, paragraphs, line ends and pages.
_KEPT_TAGS = (("{_{", "{{"), ("}_}", "}}"), ("{_%", "{%"), ("%_}", "%}"))
_LISTING = ("\t", "\n", "\a", "\f")
_NEW_PARAGRAPH = re.compile(r"<w:p(?=[ >])")
_BEFORE_PARAGRAPH = re.compile(r"\n(<w:p[ >])")
_VALUE = r"(?:\"[^\"]*\"|'[^']*')"
_DOCPR = re.compile(rf"<wp:docPr((?:\s+[\w:.-]+\s*=\s*{_VALUE})*)")
_DOCPR_ID = re.compile(rf"(\s)(id|[\w:.-]+)\s*=\s*{_VALUE}")
_FIRST_DOCPR = 1000
_EMPTY_TABLE = "</w:tblGrid></w:tbl>"


class Part:
    """One part, to be filled again and again."""

    def __init__(self, name: str, patched: str) -> None:
        """`name` in the package; `patched` is the part's XML after docxtpl's patching.

        BrokenTemplateError where Jinja cannot read it.
        """
        self._place = place_of(name)
        with filling(self._place):
            proof, own = self._compile(_NEW_PARAGRAPH.sub("\n<w:p", patched))
        # The text of the document, whose drawings docxtpl numbers and whose tables it mends.
        self._body = name == DOCUMENT
        self._sound, self._may_empty = proof.sound, proof.may_empty and self._body
        self._plain = not _BEFORE_PARAGRAPH.search(own) and _wp_only(patched)

    def _compile(self, source: str) -> tuple[Proof, str]:
        """What can be known of the part, and its own text. BrokenTemplateError where Jinja cannot read it."""
        made = _environment()
        try:
            tree = made._parse(source, None, None)
            proof, slots = prove(tree)
            for place, slot in zip(proof.places, slots, strict=True):
                slot.name = place
            own = "".join(_without_added_line_ends(tree))
            self._template = made.from_string(tree)
        except TemplateSyntaxError as error:
            around = text_around(error, source)
            where = f' di sekitar "{around[:120]}"' if around else ""
            message = f"memuat tanda yang keliru: {in_words(error.message) or error.message}{where}"
            raise BrokenTemplateError(message) from error
        return proof, own

    def fill(self, values: Mapping[str, Any]) -> str:
        """The part filled with `values`; only inside `metered()`.

        NeedsDocxtplError where docxtpl must do it, BrokenTemplateError where the tags cannot be evaluated or give no
        sound Word text.
        """
        if not self._plain:
            raise NeedsDocxtplError
        with filling(self._place):
            return self._filled(values)

    def _filled(self, values: Mapping[str, Any]) -> str:
        state = meter.current()
        state.check = not self._sound
        template = self._template
        xml = "".join(template.root_render_func(template.new_context(dict(values))))
        if "{" in xml or "}" in xml:
            for kept, tag in _KEPT_TAGS:
                xml = xml.replace(kept, tag)
        if any(sign in xml for sign in _LISTING):
            xml = _listing(xml)
        if state.check:
            root = parsed(xml)
            if self._body and not tables_stand(root):
                raise NeedsDocxtplError
        elif self._may_empty and _EMPTY_TABLE in xml:
            raise NeedsDocxtplError
        return _numbered_drawings(xml) if self._body and "<wp:docPr" in xml else xml


@lru_cache(maxsize=1)
def _environment() -> FillEnvironment:
    """The environment of all templates, with the filters that look at values by their place."""
    made = cast(FillEnvironment, environment().overlay())
    made.filters = made.filters | {TEXT: _text, BLOCK: _block, NESTED: _nested}
    return made


@pass_context
def _text(_context: Context, value: Any) -> Any:
    """A value that stands in text."""
    if type(value) is str:
        meter.current().charge(len(value))
        return value
    return _looked_at(value, markup="<" in value if isinstance(value, str) else hasattr(value, "__html__"))


@pass_context
def _block(_context: Context, value: Any) -> Any:
    """A value that stands between paragraphs, rows or runs."""
    if type(value) is Wml:
        meter.current().charge(len(value))
        return value
    return _looked_at(value, markup=bool(value) or not isinstance(value, str))


@pass_context
def _nested(_context: Context, value: Any) -> Any:
    """A value between the paragraphs of a cell: docxtpl counts the cells of a table in it for the outer table too."""
    return _looked_at(value, markup=type(value) is not Wml or "<w:tbl" in value)


def _looked_at(value: Any, *, markup: bool) -> Any:
    """`value`; with `markup` the filled part is to be looked at."""
    if isinstance(value, Picture | SubDocument):
        raise NeedsDocxtplError
    if markup:
        meter.current().check = True
        if isinstance(value, str) and _BEFORE_PARAGRAPH.search(value):
            raise NeedsDocxtplError
    return printed(value)


def _without_added_line_ends(tree: nodes.Template) -> list[str]:
    """Take out the line ends that were put before paragraphs so that errors have lines; gives the template's text."""
    texts = []
    for data in tree.find_all(nodes.TemplateData):
        data.data = _BEFORE_PARAGRAPH.sub(r"\1", data.data)
        texts.append(data.data)
    return texts


def _wp_only(xml: str) -> bool:
    """Whether drawings are named by the prefix wp alone, so that they can be found in the text."""
    found = set(re.findall(rf"xmlns:?([\w.-]*)=[\"']{re.escape(_WP)}[\"']", xml))
    return found <= {"wp"}


def _listing(xml: str) -> str:
    """docxtpl's tabs, line ends, paragraphs and pages in values, done in those paragraphs only that have any."""
    pieces = xml.split("</w:p>")
    last = len(pieces) - 1
    mend = DocxTemplate.resolve_listing
    return "</w:p>".join(
        mend(None, f"{piece}</w:p>")[:-6] if place < last and any(sign in piece for sign in _LISTING) else piece
        for place, piece in enumerate(pieces)
    )


def _numbered_drawings(xml: str) -> str:
    """Every drawing of the text with a number of its own, from 1001."""
    number = _FIRST_DOCPR

    def renumbered(match: re.Match[str]) -> str:
        nonlocal number
        number += 1
        rest = _DOCPR_ID.sub(lambda one: "" if one[2] == "id" else one[0], match[1])
        return f'<wp:docPr id="{number}"{rest}'

    return _DOCPR.sub(renumbered, xml)
