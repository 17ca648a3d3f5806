"""docxtpl, made to tell what it would pass over: XML that does not nest, text where Word shows none."""

from __future__ import annotations

from typing import Any

from docxtpl import DocxTemplate
from lxml import etree

_W = "{http://schemas.openxmlformats.org/wordprocessingml/2006/main}"
_WITHOUT_P = "tulis tandanya tanpa huruf p, {{ ... }}"
_WITH_P = "tulis tandanya dengan huruf p, {{p ... }}"
_NO_TEXT = {f"{_W}{name}" for name in ("body", "p", "r", "tbl", "tr", "tc")}


class BrokenTemplateError(Exception):
    """A template whose tags, filled, give no sound Word text; the message is a whole one in Bahasa Indonesia."""


class FilledTemplate(DocxTemplate):  # type: ignore[misc]
    """A docxtpl template that refuses what docxtpl repairs in silence."""

    def fix_tables(self, xml: str) -> Any:
        """docxtpl's step after filling the body, with the body looked at before it."""
        try:
            body = etree.fromstring(xml)
        except etree.XMLSyntaxError as error:
            raise BrokenTemplateError(
                "tanda pembuka dan penutupnya tidak berpasangan di alinea atau baris tabel yang sama tingkatnya"
            ) from error
        check_body(body)
        return super().fix_tables(xml)


def check_body(body: etree._Element) -> None:
    """BrokenTemplateError where text stands outside of paragraphs, or paragraphs inside of text."""
    for element in body.iter(etree.Element):
        stray = (element.tail or "").strip() or ((element.text or "").strip() if element.tag in _NO_TEXT else "")
        if stray:
            raise BrokenTemplateError(f'teks "{stray[:40]}" dicetak di luar alinea: {_WITHOUT_P}')
        if element.tag == f"{_W}t" and len(element):
            raise BrokenTemplateError(f"isi yang berupa alinea dicetak di tengah teks: {_WITH_P}")
