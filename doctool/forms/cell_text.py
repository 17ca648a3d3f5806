"""Values as the XML of cells (ECMA-376 part 1, 18.3.1.4): texts inline, numbers, formulas with their results."""

from __future__ import annotations

import re
from collections.abc import Sequence
from dataclasses import dataclass
from decimal import Decimal

from doctool.errors import ContentError
from doctool.forms.formulas import Reckoned
from doctool.formula_like import is_formula_like

#: Characters of a cell (Excel).
LONGEST = 32_767
_FORBIDDEN = re.compile("[\x00-\x08\x0b\x0c\x0e-\x1f\x7f\ud800-\udfff\ufffe\uffff]")
#: What Excel reads as a character by its number (22.4.2.4, ST_Xstring).
_NUMBERED = re.compile(r"_(?=x[0-9A-Fa-f]{4}_)")


@dataclass(frozen=True, slots=True)
class RichText:
    """A text whose parts look different: runs (CT_RElt) as XML; `size` is that of the largest in points."""

    text: str
    xml: str
    size: float


CellValue = Decimal | str | Reckoned | RichText | None


def escape(text: str) -> str:
    """`text` for XML; signs that cannot stand in it are left out, line ends are one sign."""
    if not text.isprintable():
        text = _FORBIDDEN.sub("", text.replace("\r\n", "\n").replace("\r", "\n"))
    if "_x" in text:
        text = _NUMBERED.sub("_x005F_", text)
    if "&" in text or "<" in text or ">" in text:
        text = text.replace("&", "&amp;").replace("<", "&lt;").replace(">", "&gt;")
    return text


def text_element(text: str) -> str:
    """A text as the element t; spaces at its ends and line ends stay."""
    if len(text) > LONGEST:
        raise ContentError(
            f'teks "{text[:40]}…" panjangnya {len(text)} huruf; satu sel Excel hanya memuat {LONGEST}',
            hint="pendekkan teksnya",
        )
    if text.isascii() and text.isalnum():
        return f"<t>{text}</t>"
    space = ' xml:space="preserve"' if text != text.strip() or "\n" in text or "  " in text else ""
    return f"<t{space}>{escape(text)}</t>"


@dataclass(frozen=True, slots=True)
class Look:
    """The style of a cell: as it is, and for texts that would be taken for formulas when they are edited."""

    plain: str
    quoted: str

    def cell(self, value: CellValue) -> str:
        """A cell from its style on, without its address."""
        if value is None or value == "":
            return f"{self.plain}/>"
        if isinstance(value, str):
            style = self.quoted if is_formula_like(value) else self.plain
            return f'{style} t="inlineStr"><is>{text_element(value)}</is></c>'
        if isinstance(value, Decimal):
            return f"{self.plain}><v>{value:f}</v></c>"
        if isinstance(value, RichText):
            return f'{self.plain} t="inlineStr"><is>{value.xml}</is></c>'
        formula = value.formula
        if "<" in formula or "&" in formula or ">" in formula:
            formula = formula.replace("&", "&amp;").replace("<", "&lt;").replace(">", "&gt;")
        if isinstance(value.value, Decimal):
            return f"{self.plain}><f>{formula}</f><v>{_float(value.value)}</v></c>"
        return f'{self.plain} t="str"><f>{formula}</f><v>{escape(value.value)}</v></c>'


def _float(value: Decimal) -> str:
    """A result as Excel stores it: the nearest binary fraction, at most 17 digits."""
    return f"{value:f}" if value == value.to_integral_value() else repr(float(value))


def line_count(text: str, room: float) -> int:
    """Lines that `text` takes where some `room` letters go on one."""
    if len(text) <= room and "\n" not in text:
        return 1
    lines, most = 0, int(room)
    for paragraph in text.split("\n"):
        start, end = 0, len(paragraph)
        while end - start > most:
            blank = paragraph.rfind(" ", start + 1, start + most + 1)
            start = blank + 1 if blank > 0 else start + most
            lines += 1
        lines += 1
    return lines


def rich(lines: Sequence[tuple[str, float, bool]], font: str) -> RichText:
    """One line of text of runs: their text, size in points, whether bold."""
    runs = "".join(
        f"<r><rPr>{'<b/>' if bold else ''}<sz val=\"{size:g}\"/><rFont val=\"{escape(font)}\"/></rPr>"
        f"{text_element(text)}</r>"
        for text, size, bold in lines
    )
    return RichText("".join(text for text, _, _ in lines), runs, max((size for _, size, _ in lines), default=0))
