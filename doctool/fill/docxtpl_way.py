"""docxtpl itself, for what the compiled way cannot do, made to tell what it would pass over."""

from __future__ import annotations

import io
from collections.abc import Mapping
from typing import Any

from docxtpl import DocxTemplate, InlineImage

from doctool.fill.environment import environment
from doctool.fill.faults import filling, parsed, place_of
from doctool.fill.part import DOCUMENT
from doctool.fill.values import Picture, SubDocument

_FOOTNOTES = "application/vnd.openxmlformats-officedocument.wordprocessingml.footnotes+xml"


class DocxtplTemplate(DocxTemplate):  # type: ignore[misc]
    """A docxtpl template that refuses what docxtpl repairs in silence."""

    def fix_tables(self, xml: str) -> Any:
        """docxtpl's step after filling the body, with the body looked at before it."""
        with filling(place_of(DOCUMENT)):
            parsed(xml)
        return super().fix_tables(xml)

    def render_xml_part(self, src_xml: str, part: Any, context: Any, jinja_env: Any = None) -> Any:
        """docxtpl's filling of a part, with its faults told as ours."""
        with filling(place_of(str(part.partname))):
            return super().render_xml_part(src_xml, part, context, jinja_env)

    def render_properties(self, context: Any, jinja_env: Any = None) -> None:
        """Nothing: the properties are written apart (`properties`)."""

    def render_footnotes(self, context: Any, jinja_env: Any = None) -> None:
        """The footnotes once; docxtpl fills them for each section again, values and all."""
        for part in self.docx.part.package.iter_parts():
            if part.content_type == _FOOTNOTES:
                xml = self.render_xml_part(self.patch_xml(part.blob.decode("utf-8")), part, context, jinja_env)
                part._blob = xml.encode("utf-8")


def fill_by_docxtpl(docx: bytes, values: Mapping[str, Any]) -> bytes:
    """`docx` filled with `values`; only inside `meter.metered()`. Raises as `part.Part.fill` does."""
    template = DocxtplTemplate(io.BytesIO(docx))
    template.init_docx()
    template.render(_bound(values, template), environment(), autoescape=True)
    out = io.BytesIO()
    template.save(out)
    return out.getvalue()


def _bound(value: Any, template: DocxtplTemplate) -> Any:
    """`value` with its pictures and sub-documents as docxtpl's, which belong to one template."""
    if isinstance(value, Picture):
        return InlineImage(template, io.BytesIO(value.data), width=value.width, height=value.height)
    if isinstance(value, SubDocument):
        return template.new_subdoc(io.BytesIO(value.data))
    if isinstance(value, Mapping):
        return {key: _bound(item, template) for key, item in value.items()}
    return [_bound(item, template) for item in value] if isinstance(value, list | tuple) else value
