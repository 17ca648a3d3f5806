"""Numbers that somebody typed in running text, without those that are no figures of a report.

Not figures are: years, dates and times, numbers of laws, references (Tabel 3.2, Pasal 5), codes (IKU-1, accounts, NIP,
telephones), numbers of lists, spans of time (18 tahun) unless an indicator is measured in them, and whole numbers below
ten. Numbers in words are found before "persen" only ("sembilan puluh lima persen").
"""

from __future__ import annotations

import re
from collections.abc import Collection, Sequence
from dataclasses import dataclass
from decimal import Decimal
from typing import Literal

from doctool.indonesian import BULAN, baca_angka, baca_terbilang

Jenis = Literal["persen", "uang", "bilangan"]
_SCALE = {"ribu": 3, "juta": 6, "miliar": 9, "milyar": 9, "triliun": 12}
_SCALES = "|".join(_SCALE)
_MONTH = "|".join((*BULAN, "Pebruari", "Nopember"))
_TO = r"\s*(?:-|–|—|/|s\.?\s?/?d\.?|sampai(?:\s+dengan)?|hingga|dan)\s*"
_CLOCK = r"\d{1,2}[.:]\d{2}"
_TIME_UNITS = ("tahun", "bulan", "minggu", "hari", "jam", "menit", "detik")
#: Words before a number that make it the name of something.
_REFERENCES = (
    r"pasal|ayat|huruf|angka|butir|bab|bagian|lampiran|tabel|gambar|grafik|bagan|diagram|foto|peta|halaman|hal\.|"
    r"hlm\.?|formulir|poin|nomor urut|triwulan|tw|semester|tahap|kelas|tingkat|lantai|rt|rw|jalan|jl\.?|ruang|ruangan|"
    r"loket|kode(?: pos| rekening)?|rekening|sasaran(?: strategis)?|iku|ikk|indikator(?: kinerja(?: utama)?)?|misi|"
    r"tujuan|versi|seri|edisi|volume|vol\.?|gelombang|periode|golongan|eselon|kelompok|zona|pilar|prioritas|catatan"
)
_ALONE = r"(?!\d|[.,]\d|\s*(?:%|persen\b|prosen\b))"
#: What a year of four digits is not, where it is followed by what is counted.
_COUNTED = r"(?!\s+(?:orang|jiwa|dokumen|keluarga|lembar|keping|buah|unit|kartu|akta|pengaduan|penduduk|anak|kali)\b)"
_MONEY = re.compile(
    rf"(?<!\w)-?Rp\.?\s?-?(?P<n>\d[\d.,]*\d|\d)(?:\s*(?P<s>{_SCALES})\b)?|"
    rf"(?<![\w.,])(?P<m>\d[\d.,]*\d|\d)(?:\s*(?P<t>{_SCALES}))?\s+rupiah\b", re.IGNORECASE,
)  # fmt: skip
_NUMBER = re.compile(
    rf"(?:(?<![\w)])(?P<g>[-−]|minus\s+))?(?<![\w.,])(?P<n>\d{{1,3}}(?:\.\d{{3}})+(?:,\d+)?|\d+(?:[.,]\d+)?)(?:\s*(?P<s>{_SCALES})\b)?"
    r"(?P<p>\s*%|\s+persen\b|\s+prosen\b)?", re.IGNORECASE,
)  # fmt: skip
_WORDS = re.compile(
    r"\b((?:(?:nol|satu|dua|tiga|empat|lima|enam|tujuh|delapan|sembilan|se?puluh|sebelas|belas|puluh|seratus|ratus)\s+){1,12})"
    r"(?:persen|prosen)\b", re.IGNORECASE,
)  # fmt: skip
_EXEMPT = tuple(
    re.compile(one, re.IGNORECASE)
    for one in (
        r"\[(?:isi|angka|tabel|bagan|lihat|petunjuk)\s*:[^\]]{0,400}\]",
        r"https?://\S+|www\.\S+|[^\s@]{1,80}@\S{1,80}",
        r"\bNI(?:P|\s*PPPK)\b[\s.:]*[\d ]{8,}|\b\d{9,}\b|\(0\d{2,3}\)\s*[\d-]+|\b0\d{2,3}[- ]?\d{5,}\b",
        r"^\s*\(?\d{1,3}[.)](?=\s)|\(\d{1,2}\)|[x×]\s*100\b\s*%?",
        r"\b(?:nomor|no\.?|nomer)\s*[:.]?\s*[\w./-]*\d[\w./-]*(?:\s+tahun\s+\d{4})?",
        r"\b(?:ISO|SNI)\s*[\d:]+|\b\d+\s+tahun\s+(?:19|20)\d\d\b|\b\d+/(?:19|20)\d\d\b",
        rf"\b\d{{1,2}}(?:{_TO}\d{{1,2}})?\s+(?:{_MONTH})\b(?:\s+\d{{4}}\b)?",
        r"\b\d{1,2}([-/.])\d{1,2}\1(?:19|20)?\d\d\b|\b(?:19|20)\d\d-\d\d-\d\d\b|\btanggal\s+\d{1,2}\b",
        rf"\bpukul\s+\d{{1,2}}(?:[.:]\d{{2}})?(?:{_TO}{_CLOCK})?|\b{_CLOCK}(?:{_TO}{_CLOCK})?\s*WI(?:B|TA|T)\b|\b\d{{1,2}}:\d\d\b",
        rf"\b(?:{_REFERENCES})[\s.:]*\(?\d{{1,5}}(?:\.\d+)*{_ALONE}(?:(?:,\s*(?:dan\s+)?|{_TO})\d{{1,4}}(?:\.\d+)*{_ALONE})*",
        rf"(?<![\w.,])(?:19|20)\d\d(?:{_TO}(?:(?:19|20)\d\d|\d\d)\b)?{_ALONE}{_COUNTED}",
        r"(?<!\w)(?=[\w./-]{0,60}[^\W\d_])(?=[\w./-]{0,60}\d)[^\W_]+(?:[-/._][^\W_]+)*",
        r"(?<![\w.,])\d+(?:\.\d+)+\b(?!\s*(?:%|persen|prosen))(?<!\.\d{3})",
        r"(?<![\w.,])\d+(?:\.\d+){2,}\b(?<=\d)(?!,\d)",
    )
)
_THOUSANDS = re.compile(r"\d{1,3}(?:\.\d{3})+")
_SPAN = re.compile(
    rf"(?<![\w.,])\d+(?:[.,]\d+)?(?:(?:{_TO}|\s*x\s*)\d+)?\s*(?:\([a-z ]+\)\s*)?"
    rf"(?P<unit>{'|'.join(_TIME_UNITS)})\b", re.IGNORECASE,
)  # fmt: skip


@dataclass(frozen=True, slots=True)
class Typed:
    """A number in a text: where it stands, how it is written (`angka`: its digits alone), what it is worth.

    `langkah` is what its last digit counts: 0.01 for "95,37", a hundred thousand for "5,2 juta".
    """

    start: int
    end: int
    teks: str
    angka: str
    jenis: Jenis
    nilai: Decimal
    langkah: Decimal

    @property
    def digits(self) -> str:
        """Its digits without marks and leading zeros."""
        return re.sub(r"\D", "", self.angka).lstrip("0")


def typed_numbers(text: str, *, satuan: Collection[str] = (), wording: Sequence[str] = ()) -> list[Typed]:
    """The numbers of `text` in order. `satuan` are the units of the indicators (spans of time that count as figures),
    `wording` names of indicators and the like, whose numbers are part of them."""
    found = [_made(text, one, one["n"] or one["m"], one["s"] or one["t"], "uang") for one in _MONEY.finditer(text)]
    money = [one for one in found if one is not None]
    rest = _masked(text, money, {one.casefold() for one in satuan}, wording)
    plain = [
        _made(rest, one, one["n"], one["s"], "persen" if one["p"] else "bilangan", below=bool(one["g"]))
        for one in _NUMBER.finditer(rest)
    ]
    numbers = [one for one in plain if one is not None and not _small(one)]
    return sorted([*money, *numbers, *_in_words(rest)], key=lambda one: one.start)


def _small(one: Typed) -> bool:
    return one.jenis == "bilangan" and one.langkah == 1 and abs(one.nilai) < 10


def _masked(text: str, money: Sequence[Typed], satuan: Collection[str], wording: Sequence[str]) -> str:
    """`text` with blanks in the place of what is no figure."""
    parts, at = [], 0
    for one in money:
        parts += [text[at : one.start], " " * (one.end - one.start)]
        at = one.end
    out = "".join((*parts, text[at:]))
    named = [re.escape(words) for words in wording if any(letter.isdigit() for letter in words)]
    if named:
        out = re.sub("|".join(named), _blank, out, flags=re.IGNORECASE)
    for pattern in _EXEMPT:
        out = pattern.sub(_blank, out)
    return _SPAN.sub(lambda found: found[0] if found["unit"].lower() in satuan else _blank(found), out)


def _blank(found: re.Match[str]) -> str:
    """Blanks; a number whose points group thousands stays."""
    return found[0] if _THOUSANDS.fullmatch(found[0]) else " " * len(found[0])


def _made(
    text: str, found: re.Match[str], number: str, scale: str | None, jenis: Jenis, *, below: bool = False
) -> Typed | None:
    digits = number.strip(".,")
    value = baca_angka(digits)
    if value is None and jenis == "persen" and re.fullmatch(r"\d+\.\d+", digits):
        value = Decimal(digits)  # "95.37%": a point for the comma
    if value is None:
        return None
    exponent = value.as_tuple().exponent
    power = _SCALE[scale.lower()] if scale else 0
    step = Decimal(1).scaleb(power + (exponent if isinstance(exponent, int) else 0))
    end = found.end() - (len(found[0]) - len(found[0].rstrip(".,")))
    worth = value.copy_negate() if below and value else value
    return Typed(found.start(), end, text[found.start() : end], digits, jenis, worth.scaleb(power), step)


def _in_words(text: str) -> list[Typed]:
    out = []
    for found in _WORDS.finditer(text):
        value = baca_terbilang(found[1])
        if value is not None:
            number = Decimal(value)
            out.append(Typed(*found.span(), found[0], found[1].split()[0], "persen", number, Decimal(1)))
    return out
