"""What docxtpl alone makes of a template, to compare with."""

from __future__ import annotations

import io
from collections.abc import Mapping
from typing import Any

from docxtpl import DocxTemplate, InlineImage
from jinja2 import Environment

from doctool.fill.package import read_parts
from doctool.fill.values import Picture, SubDocument


def filled_by_docxtpl(docx: bytes, values: Mapping[str, Any]) -> dict[str, bytes]:
    """The parts that docxtpl alone makes, with its own environment and autoescape."""
    template = DocxTemplate(io.BytesIO(docx))
    template.init_docx()
    bound = {
        key: InlineImage(template, io.BytesIO(value.data)) if isinstance(value, Picture)
        else template.new_subdoc(io.BytesIO(value.data)) if isinstance(value, SubDocument) else value
        for key, value in values.items()
    }  # fmt: skip
    template.render(bound, Environment(autoescape=True), autoescape=True)
    out = io.BytesIO()
    template.save(out)
    return read_parts(out.getvalue())
