"""The rules of letters about what any of their texts says: dates, numbers, spelling (N03 to N05, N07, N12, N14)."""

from __future__ import annotations

import re
from collections.abc import Iterator
from datetime import date, timedelta
from decimal import Decimal

from doctool.check.letter_context import LetterContext, letter_check
from doctool.check.rule import Path, Problem
from doctool.check.words import normal, word_set
from doctool.indonesian import HARI, TERBILANG_LIMIT, baca_angka, baca_terbilang, nama_hari, tanggal, terbilang
from doctool.model.dasar import bilangan
from doctool.model.surat import BlokRincian, DaftarHadir, Notula, Surat, Undangan
from doctool.model.tanggal import Tanggal

_MONTH = (
    r"(?:januari|februari|pebruari|maret|april|mei|juni|juli|agustus|september|oktober|november|nopember|desember)"
)
_DATE = rf"\d{{1,2}}\s+{_MONTH}\s+\d{{4}}|\d{{1,2}}[-/.]\d{{1,2}}[-/.]\d{{4}}|\d{{4}}-\d{{1,2}}-\d{{1,2}}"
_DAY = r"(?:senin|selasa|rabu|kamis|jum['’]?at|sabtu|minggu|ahad)"
_BEFORE_DATE = rf"\b(?P<day>{_DAY})\b\s*[,/]?\s*\(?\s*(?:tanggal\s+|tgl\.?\s+)?"
_NAMED_DATE = re.compile(rf"{_BEFORE_DATE}(?P<date>{_DATE})\b", re.IGNORECASE)
#: Without its year: that which brings it nearest to the letter's date.
_NAMED_DAY = re.compile(rf"{_BEFORE_DATE}(?P<date>\d{{1,2}}\s+{_MONTH})\b(?!\s+\d)", re.IGNORECASE)
_FULL_DATE = re.compile(rf"\b\d{{1,2}}\s+{_MONTH}\s+\d{{4}}\b", re.IGNORECASE)
_COUNTED = re.compile(r"(?:\bRp\.?\s*|(?<![\w.,/]))(?P<number>\d[\d.]*(?:,\d+)?)\s*\((?P<words>[A-Za-z][A-Za-z\s]*)\)")
_NUMERAL = (
    r"(?:(?:se|nol|satu|dua|tiga|empat|lima|enam|tujuh|delapan|sembilan)?"
    r"(?:belas|puluh|ratus|ribu|juta|mili?ar|milyar|triliun)|nol|satu|dua|tiga|empat|lima|enam|tujuh|delapan|sembilan)"
)
#: The words first: "tiga puluh (30)".
_SPELLED = re.compile(
    rf"\b(?P<words>{_NUMERAL}(?:\s+{_NUMERAL})*)\s*\(\s*(?P<money>Rp\.?\s*)?(?P<number>\d[\d.]*(?:,\d+)?)\s*\)",
    re.IGNORECASE,
)
_UNITS = word_set(
    """
    rupiah persen orang berkas lembar eksemplar hari jam menit bulan tahun minggu buah unit bundel set kali kerja
    dokumen map halaman rangkap kegiatan bidang laporan naskah surat
    """
)
#: How months, days and numbers were written, and how they are written now.
OLD_SPELLINGS = (
    (re.compile(r"\bpebruari\b", re.IGNORECASE), "Februari"),
    (re.compile(r"\bnopember\b", re.IGNORECASE), "November"),
    (re.compile(r"\bjum['’]at\b", re.IGNORECASE), "Jumat"),
    (re.compile(r"(?<!puluh )(?<!ratus )\bsatu ratus\b", re.IGNORECASE), "seratus"),
    (re.compile(r"(?<!puluh )(?<!ratus )\bsatu ribu\b", re.IGNORECASE), "seribu"),
)
#: The days of 1970 to 2099 as Excel counts them.
_EXCEL_DAYS = (25569, 73050)
_TEMPLATE = re.compile(r"\$\{|\{\{|\{%|\{#|<%")
_MONEY = re.compile(r"\bRp\.?\s*(?P<number>\d[\d.]*(?:,\d{2})?)(?P<dash>,-)?")
_RIGHT_MONEY = re.compile(r"Rp\d{1,3}(?:\.\d{3})*(?:,\d{2})?")


@letter_check("N03")
def dates_exist(ctx: LetterContext) -> Iterator[Problem]:
    """A date field holds a date (or a month, the day to be filled in by hand), and dates in texts are real."""
    fields = {path for path, _date in ctx.dates}
    for path, one in ctx.dates:
        if not (one.kosong or one.setrip or one.terbaca):
            hint = _of_excel(one.teks) or "tulis seperti 5 Januari 2026"
            yield Problem(path, "ini bukan tanggal yang ada di kalender", hint, one.teks)
    for path, text in ctx.texts:
        for found in _FULL_DATE.finditer(text) if path not in fields else ():
            if Tanggal(teks=found[0]).date is None:
                yield Problem(path, "tanggal ini tidak ada di kalender", "periksa tanggalnya", found[0])


def _of_excel(text: str) -> str:
    """What to do where Excel shows a day as the number that it keeps; "" for another text."""
    number = bilangan(text.strip())
    if number is None or not _EXCEL_DAYS[0] <= number <= _EXCEL_DAYS[1]:
        return ""
    on = date(1899, 12, 30) + timedelta(days=number)
    return f"di Excel angka itu berarti {tanggal(on.year, on.month, on.day)}: atur format selnya sebagai Date (Tanggal)"


@letter_check("N04")
def weekdays_in_texts(ctx: LetterContext) -> Iterator[Problem]:
    """A day of the week that stands before a date is that date's."""
    for path, text in ctx.texts:
        for found in _NAMED_DATE.finditer(text):
            yield from _weekday(path, found["day"], Tanggal(teks=found["date"]), found[0])
        for found in _NAMED_DAY.finditer(text):
            when = _in_its_year(found["date"], _own_day(ctx))
            if when is not None:
                yield from _weekday(path, found["day"], when, found[0])


def _own_day(ctx: LetterContext) -> date | None:
    """The day of the letter, or of the meeting that it is about."""
    if isinstance(ctx.naskah, Surat):
        return ctx.naskah.tanggal.date
    return ctx.naskah.acara.tanggal.date if isinstance(ctx.naskah, DaftarHadir | Notula) else None


def _in_its_year(text: str, own: date | None) -> Tanggal | None:
    """A day without its year in the year that brings it nearest to `own`."""
    years = (own.year - 1, own.year, own.year + 1) if own is not None else ()
    days = [one for year in years if (one := Tanggal(teks=f"{text} {year}")).date is not None]
    return min(days, key=lambda one: abs((one.date - own).days), default=None)  # type: ignore[operator]  # both are days


@letter_check("N04")
def weekdays_of_meetings(ctx: LetterContext) -> Iterator[Problem]:
    """The day of a meeting is that of its date, also where a list of details gives each a line."""
    if isinstance(ctx.naskah, Undangan | DaftarHadir | Notula) and ctx.naskah.acara.hari.strip():
        acara = ctx.naskah.acara
        yield from _weekday(("acara", "hari"), acara.hari.strip(), acara.tanggal, acara.hari)
    for field in type(ctx.naskah).model_fields:
        blocks = getattr(ctx.naskah, field)
        for index, block in enumerate(blocks if isinstance(blocks, tuple) else ()):
            if isinstance(block, BlokRincian):
                lines = {normal(name): (name, value) for name, value in block.rincian.items()}
                if "hari" in lines and "tanggal" in lines:
                    name, day = lines["hari"]
                    when = Tanggal(teks=lines["tanggal"][1].strip())
                    yield from _weekday((field, index, "rincian", name), day.strip(), when, day)


def _weekday(path: Path, day: str, when: Tanggal, text: str) -> Iterator[Problem]:
    """The fault of a day's name before a date; none where either is more than one day."""
    plain = {"jumat": "Jumat", "ahad": "Minggu"} | {name.lower(): name for name in HARI}
    name = plain.get(day.lower().replace("'", "").replace("’", ""))
    if name is None:
        if day.isalpha():
            yield Problem(path, f'"{day}" bukan nama hari', f"nama hari: {', '.join(HARI)}", text)
        return
    on = when.date
    if on is not None and nama_hari(on) != name:
        right = tanggal(on.year, on.month, on.day, "EEEE, d MMMM yyyy")
        yield Problem(path, f"hari dan tanggalnya tidak cocok: {tanggal(on.year, on.month, on.day)} "
                      f"hari {nama_hari(on)}", f'tulis "{right}", atau perbaiki tanggalnya', text)


@letter_check("N05")
def words_match_digits(ctx: LetterContext) -> Iterator[Problem]:
    """A number in words is the number in digits beside it, whichever of them stands in brackets."""
    for path, text in ctx.texts:
        for found in _COUNTED.finditer(text):
            said, number = _said(found["words"]), baca_angka(found["number"])
            if said is None or number is None or Decimal(said) == number:
                continue
            money = found[0][: found.start("number") - found.start()]
            units = _unit_words(found["words"]) or (["rupiah"] if money else [])
            right = _in_words(number)
            right = f"{'Rp' if money else ''}{found['number']} ({' '.join([right, *units])})" if right else ""
            yield _not_the_same(path, found[0], right)
        for found in _SPELLED.finditer(text):
            said, number = baca_terbilang(found["words"]), baca_angka(found["number"])
            if said is None or number is None or Decimal(said) == number:
                continue
            right = _in_words(number)
            right = f"{right} ({'Rp' if found['money'] else ''}{found['number']})" if right else ""
            yield _not_the_same(path, found[0], right)


def _in_words(number: Decimal) -> str:
    """`number` in words; "" for one that has decimals or is too large."""
    return terbilang(int(number)) if number == int(number) and number < TERBILANG_LIMIT else ""


def _not_the_same(path: Path, text: str, right: str) -> Problem:
    hint = f'tulis "{right}", atau perbaiki angkanya' if right else "samakan angka dan katanya"
    return Problem(path, "kata bilangan tidak cocok dengan angkanya", hint, text)


def _unit_words(words: str) -> list[str]:
    """The words of units at the end."""
    tokens = words.split()
    count = next((at for at, token in enumerate(reversed(tokens)) if token.lower() not in _UNITS), len(tokens))
    return tokens[len(tokens) - count :]


def _said(words: str) -> int | None:
    """The number that `words` say, units after it left out; None where they say something else."""
    tokens = words.lower().split()
    while tokens and tokens[-1] in _UNITS:
        tokens.pop()
    return baca_terbilang(" ".join(tokens)) if tokens else None


@letter_check("N07")
def spelled_as_today(ctx: LetterContext) -> Iterator[Problem]:
    """Months, days and numbers in today's spelling."""
    for path, text in ctx.texts:
        for old, new in OLD_SPELLINGS:
            found = old.search(text)
            if found is not None:
                yield Problem(path, f'ejaan lama "{found[0]}"', f'tulis "{new}"', found[0])


@letter_check("N12")
def no_marks_of_templates(ctx: LetterContext) -> Iterator[Problem]:
    """No placeholder of a template is left in the data: it would be printed, or worse."""
    for path, text in ctx.texts:
        found = _TEMPLATE.search(text)
        if found is not None:
            shown = text[found.start() : found.start() + 40]
            yield Problem(path, "tanda templat tertinggal dalam isi surat", "ganti dengan isinya, atau hapus", shown)


@letter_check("N14")
def money_as_written(ctx: LetterContext) -> Iterator[Problem]:
    """Money without a space or a full stop after Rp, with points between thousands."""
    for path, text in ctx.texts:
        for found in _MONEY.finditer(text):
            written = found[0].rstrip(".")
            if not _RIGHT_MONEY.fullmatch(written):
                yield Problem(path, "penulisan jumlah uang tidak baku", 'tulis seperti "Rp1.250.000,00"', written)
