"""A number as people write it in a text cell: "95,37 %", "1.250", "12 orang", "seratus".

Read is what can mean one thing only. "1,250" may be 1250 or 1.25, "nihil" may be 0 or none: those are asked back and
never guessed. Numbers are decimals of exactly the digits that were written.
"""

from __future__ import annotations

import re
import unicodedata
from dataclasses import dataclass
from decimal import Decimal

from doctool.indonesian import baca_terbilang

#: What is longer is no number of anything that an office does.
MAX_LENGTH = 60
_ADVICE = "tulis angkanya saja, misalnya 95,37"
#: Spaces that are no blank to Python's split, and marks that cannot be seen.
_INVISIBLE = re.compile("[\u00ad\u200b-\u200f\u202a-\u202e\u2060-\u2069\ufeff]")
_SIGNS = str.maketrans({
    "\u2212": "-", "\u2010": "-", "\u2011": "-", "\u2012": "-", "\uff0d": "-", "\uff0b": "+", "\uff0c": ",",
    "\uff0e": ".", "\uff05": "%", "\u066a": "%", "\u066b": ",", "\ufe6a": "%", "\ufe50": ",", "\ufe52": ".",
})  # fmt: skip
_NONE = re.compile(
    r"[-–—]+|n\s*/?\s*a|(?:belum|tidak)\s+(?:ada|tersedia|diukur|terukur|dinilai|ada\s+data|ada\s+penilaian)"
    r"|tidak\s+ada\s+data|belum\s+ada\s+data|kosong", re.IGNORECASE,
)  # fmt: skip
_NIL = re.compile(r"nihil|nil|nol\s*/\s*nihil", re.IGNORECASE)
_ABOUT = re.compile(
    r"(?:[±~≈<>≤≥]|\+/-|kurang\s+lebih|lebih\s+kurang|sekitar|kira-kira|hampir|lebih\s+dari|kurang\s+dari|minimal"
    r"|maksimal|ca\.?|k\.?l\.?)\s*(?=[\d.,])", re.IGNORECASE,
)  # fmt: skip
_RANGE = re.compile(r"[\d.,]+\s*%?\s*(?:-|–|—|s\.?\s*/?\s*d\.?|sampai(?:\s+dengan)?)\s*[\d.,]+\s*%?", re.IGNORECASE)
_DIVIDED = re.compile(r"[\d.,]+\s*(?:/|:|dari)\s*[\d.,]+", re.IGNORECASE)
_PERCENT = re.compile(r"\s*(?:%|persen|prosen|pct)\s*$", re.IGNORECASE)
_RUPIAH = re.compile(r"^(?:rp\.?|idr)\s*", re.IGNORECASE)
_UNIT = re.compile(r"^(?P<number>[-+]?[\d.,]+)\s*(?P<unit>[A-Za-z].*)$")
_GROUPED = re.compile(r"\d{1,3}(?P<mark>[.,' ])\d{3}(?:(?P=mark)\d{3})*")
#: Words that make a number larger, with by how much (None: more than one reading): "5 juta" is not 5.
_LARGER: dict[str, int | None] = {
    "puluh": 10, "ratus": 100, "ribu": 10**3, "rb": 10**3, "rebu": 10**3, "juta": 10**6, "jt": 10**6, "jta": 10**6,
    "miliar": 10**9, "milyar": 10**9, "miliard": 10**9, "milyard": 10**9, "triliun": 10**12, "trilyun": 10**12,
    "lusin": 12, "kodi": 20, "gros": 144, "rim": None, "belas": None, "k": None, "m": None, "mio": None, "mlr": None,
    "mil": None, "mld": None, "t": None, "tr": None, "b": None, "bn": None,
}  # fmt: skip
_FRACTION = {"½": Decimal("0.5"), "¼": Decimal("0.25"), "¾": Decimal("0.75")}
_WORDS = re.compile(r"[a-z]+(?: [a-z]+)*", re.IGNORECASE)


@dataclass(frozen=True, slots=True)
class Written:
    """What a text says: a number (`value`), that nothing was measured (`none`), or a fault with advice.

    `percent`: it was written with a percent sign; `unit`: the word after the number; `unusual`: how it was understood
    where it is not written as Indonesian numbers are.
    """

    value: Decimal | None = None
    none: bool = False
    percent: bool = False
    unit: str = ""
    unusual: str = ""
    fault: str = ""
    advice: str = ""


def tidy(text: str) -> str:
    """A text without what cannot be seen, its digits and signs as ASCII has them."""
    if text.isascii() and text.isprintable():
        return " ".join(text.split())
    plain = _INVISIBLE.sub("", text).translate(_SIGNS)
    digits = "".join(str(unicodedata.decimal(sign)) if unicodedata.category(sign) == "Nd" else sign for sign in plain)
    return " ".join(digits.split())


def read_written(text: str, *, counts: bool = False) -> Written:
    """What `text` says; `counts`: it is of things that are counted in whole numbers, so that "1.250" is 1250."""
    plain = tidy(text)
    if not plain or _NONE.fullmatch(plain):
        return Written(none=True)
    if _NIL.fullmatch(plain):
        advice = "tulis 0 bila nol; bila tidak diukur, kosongkan dan tulis alasannya di kolom Hambatan"
        return Written(fault="dapat berarti nol atau tidak ada data", advice=advice)
    fault = _no_number(plain) if len(plain) <= MAX_LENGTH else Written(fault="bukan bilangan", advice=_ADVICE)
    if fault is not None:
        return fault
    percent = _PERCENT.search(plain) is not None
    bare = _PERCENT.sub("", plain)
    money = _RUPIAH.match(bare) is not None
    if money:
        bare = re.sub(r",(?:-+|00)$", "", _RUPIAH.sub("", bare))
    unit = ""
    with_unit = _UNIT.match(bare)
    if with_unit is not None and not percent:
        bare, unit = with_unit["number"], with_unit["unit"].strip()
    return _number(bare, counts or money, percent, f"Rp {unit}".strip() if money else unit)


def _no_number(plain: str) -> Written | None:
    """A text that holds numbers, but not one exact number."""
    if plain.startswith("="):
        return Written(fault="berisi rumus yang tersimpan sebagai teks", advice="ketik hasilnya saja")
    if _ABOUT.match(plain):
        return Written(fault="hanya perkiraan", advice="tulis angka pastinya, tanpa tanda di depannya")
    if _RANGE.fullmatch(plain) and not plain.startswith("-"):
        return Written(fault="berupa rentang", advice="tulis satu angka")
    if _DIVIDED.fullmatch(plain):
        return Written(fault="berupa pembagian", advice="tulis hasil baginya saja")
    return None


def _number(bare: str, counts: bool, percent: bool, unit: str) -> Written:
    sign, digits = ("-", bare[1:].strip()) if bare.startswith("-") else ("", bare.removeprefix("+").strip())
    value, unusual, fault = _digits(digits, counts and not percent)
    if fault:
        return Written(percent=percent, unit=unit, fault=fault, advice=_spelled(digits))
    if value is None:
        value, unusual = _by_words(digits, unit)
        unit = "" if value is not None else unit
    if value is None:
        return Written(fault="bukan bilangan", advice=_ADVICE)
    return Written(-value if sign else value, False, percent, unit, unusual)


def _digits(digits: str, counts: bool) -> tuple[Decimal | None, str, str]:
    """The number in digits, points and commas: (value, how it was understood, fault)."""
    if digits[-1:] in _FRACTION and (digits[:-1].strip().isdecimal() or not digits[:-1].strip()):
        return Decimal(digits[:-1].strip() or 0) + _FRACTION[digits[-1]], "pecahan", ""
    grouped = _GROUPED.fullmatch(digits)
    if grouped is not None:
        return _grouped(digits, grouped["mark"], counts)
    if re.fullmatch(r"\d+", digits):
        return Decimal(digits), "", ""
    if re.fullmatch(r"\d+,\d+|\d{1,3}(?:\.\d{3})+,\d+", digits):
        return Decimal(digits.replace(".", "").replace(",", ".")), "", ""
    if re.fullmatch(r"\d+\.\d+", digits):
        return Decimal(digits), "titik sebagai koma desimal", ""
    if re.fullmatch(r"\d{1,3}(?:,\d{3})+\.\d+", digits):
        return Decimal(digits.replace(",", "")), "koma ribuan dan titik desimal", ""
    if re.fullmatch(r"\d{1,3}(?: \d{3})+,\d+", digits):
        return Decimal(digits.replace(" ", "").replace(",", ".")), "spasi ribuan", ""
    broken = re.fullmatch(r"[\d., ']*\d[\d., ']*", digits) is not None
    return None, "", "titik dan komanya tidak membentuk bilangan" if broken else ""


def _grouped(digits: str, mark: str, counts: bool) -> tuple[Decimal | None, str, str]:
    """Digits in groups of three: thousands, or three decimals where there is one mark only."""
    whole = Decimal(re.sub(r"\D", "", digits))
    if digits.startswith("0"):
        leading = digits.partition(mark)[0] == "0" and digits.count(mark) == 1 and mark in ".,"
        usual = "" if mark == "," else "titik sebagai koma desimal"
        return (Decimal(digits.replace(",", ".")), usual, "") if leading else (None, "", "diawali nol")
    if mark in " '":
        return whole, "spasi ribuan" if mark == " " else "tanda ' ribuan", ""
    if digits.count(mark) > 1:
        return whole, "" if mark == "." else "koma ribuan", ""
    if mark == "." and counts:
        return whole, "", ""
    return None, "", "dapat berarti dua bilangan"


def larger(found: Written) -> tuple[str, Decimal | None]:
    """The word after a number that makes it larger ("juta"), and the number meant where that is one; ("", None)."""
    for word in re.findall(r"[^\W\d_]+", found.unit.casefold()):
        if word in _LARGER:
            by = _LARGER[word]
            return word, found.value * by if by is not None and found.value is not None else None
    return "", None


def _spelled(digits: str) -> str:
    """What to write instead of digits that say two things."""
    whole = re.sub(r"\D", "", digits)
    if _GROUPED.fullmatch(digits) and not digits.startswith("0"):
        head, tail = re.split(r"[.,]", digits, maxsplit=1)
        return f"tulis {whole} bila ribuan, atau {head},{tail.rstrip('0') or '0'} bila pecahan"
    return "tulis angkanya tanpa titik ribuan dan dengan koma desimal, misalnya 1250,5"


def _by_words(text: str, unit: str) -> tuple[Decimal | None, str]:
    """A number in words ("seratus", "dua puluh orang")."""
    if unit or not _WORDS.fullmatch(text):
        return None, ""
    value = baca_terbilang(text)
    return (None, "") if value is None else (Decimal(value), "ditulis dengan huruf")
