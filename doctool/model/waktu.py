"""Waktu: a duration as the office writes it, read as far as it can be read, and the sum of durations."""

from __future__ import annotations

import re
from collections.abc import Iterable
from decimal import Decimal
from typing import Any, Literal

from pydantic import BaseModel, ConfigDict, model_validator

from doctool.indonesian import angka, baca_angka, baca_terbilang, gabung
from doctool.model.dasar import Tertulis

Satuan = Literal["detik", "menit", "jam", "hari", "hari kerja", "minggu", "bulan", "tahun"]

#: Units from small to large; a duration of several names them from large to small ("3 hari kerja 30 menit").
_RANK: dict[Satuan, int] = {
    "detik": 0, "menit": 1, "jam": 2, "hari": 3, "hari kerja": 3, "minggu": 4, "bulan": 5, "tahun": 6,
}  # fmt: skip
_UNITS: dict[str, Satuan] = {
    "detik": "detik", "menit": "menit", "mnt": "menit", "jam": "jam", "hari": "hari", "hari kalender": "hari",
    "hari kerja": "hari kerja", "minggu": "minggu", "bulan": "bulan", "bln": "bulan", "tahun": "tahun", "thn": "tahun",
}  # fmt: skip
#: Seconds in the units that a clock measures; longer units depend on the office.
_SECONDS: dict[Satuan, Decimal] = {"detik": Decimal(1), "menit": Decimal(60), "jam": Decimal(3600)}

_TO = r"(?:-|–|—|s\.?\s*/?\s*d\.?|sampai(?:\s+dengan)?|hingga|atau)"
#: A number: at most 15 signs, so that it can be spelled out (`indonesian.TERBILANG_LIMIT`).
_COUNT = r"(?:\d[\d.,]{0,14}\s*[½¼¾]?|[½¼¾])"
_WORDS = r"(?:\(\s*(?P<{}>[^()\d]+?)\s*\))"
_UNIT_NAMES = "|".join(name.replace(" ", r"\s+") for name in sorted(_UNITS, key=len, reverse=True))
_UNIT = rf"(?P<{{}}>{_UNIT_NAMES})\b\.?"
_PART = re.compile(
    rf"(?P<low>{_COUNT})\s*{_WORDS.format('low_words')}?\s*(?:{_UNIT.format('low_unit')})?\s*"
    rf"(?:{_TO}\s*(?P<high>{_COUNT})\s*{_WORDS.format('high_words')}?\s*(?:{_UNIT.format('high_unit')})?)?"
    rf"\s*{_WORDS.format('after')}?\s*(?:,|dan\b|\+)?\s*",
    re.IGNORECASE,
)
_NUMBER_WORDS = re.compile(rf"(?P<words>[a-z ]+?)\s+{_UNIT.format('unit')}", re.IGNORECASE)
_ABOUT = re.compile(r"(?:±|\+\s*/\s*-|\+-|~|kurang\s+lebih|lebih\s+kurang|sekitar|kira-kira|k\.l\.)\s*", re.IGNORECASE)
_AT_MOST = re.compile(
    r"(?:maksimal|maksimum|maks\.?|paling\s+(?:lama|lambat|banyak)|selambat-lambatnya|selama-lamanya|<|≤)\s*",
    re.IGNORECASE,
)
_AT_LEAST = re.compile(r"(?:minimal|minimum|min\.|paling\s+(?:sedikit|cepat|singkat)|>|≥)\s*", re.IGNORECASE)
_PER = re.compile(
    r"\s*\(?\s*(?:\bper|/|\b(?:untuk\s+)?(?:se)?tiap)\s*(?P<what>[a-z][a-z -]{0,40}?)\s*\)?$", re.IGNORECASE
)
#: "1 x 24 jam": whole days round the clock.
_TIMES_24 = re.compile(r"(?P<days>\d{1,4})\s*[x×]\s*24\s*jam\b", re.IGNORECASE)
_IN_WORDS = re.compile(
    r"""
      (?: kondisional | situasional | insident[ai]l | tentatif | fleksibel | rutin | segera | terjadwal | berkala
        | menyesuaikan | disesuaikan | sesuai | setiap | tiap | sewaktu-waktu | terus[ -]menerus
        | harian | mingguan | bulanan | triwulanan | semesteran | tahunan | (?: sampai\ | hingga\ )? selesai )
      \b .*
    | (?: paling\ lambat | selambat-lambatnya | maksimal | sebelum | sampai | pada )
      \ (?: tanggal | tgl | minggu | hari )\b .*
    | [-–—]
    """,
    re.IGNORECASE | re.VERBOSE,
)


class Lama(BaseModel):
    """One quantity of time: at least and at most so many of a unit; equal unless a range was written.

    `terbilang` is the number in words as written in brackets ("Sepuluh"), "" if none.
    """

    model_config = ConfigDict(frozen=True, extra="forbid")

    paling_sedikit: Decimal
    paling_banyak: Decimal
    satuan: Satuan
    terbilang: str = ""

    @property
    def terbilang_cocok(self) -> bool:
        """The words in brackets say the digits before them (also where there are no words)."""
        if not self.terbilang:
            return True
        said = [_spoken(words) for words in re.split(r"\s+s\.d\.\s+", self.terbilang)]
        return said in ([self.paling_banyak], [self.paling_sedikit, self.paling_banyak])

    def __str__(self) -> str:
        low, high = angka(self.paling_sedikit), angka(self.paling_banyak)
        return f"{high} {self.satuan}" if low == high else f"{low} s.d. {high} {self.satuan}"


def _spoken(words: str) -> Decimal | None:
    """The number that `words` say, halves and a unit behind it included; None if none."""
    text = " ".join(words.lower().split())
    text = re.sub(rf"\s+(?:{_UNIT_NAMES})$", "", text)
    half = Decimal("0.5") if re.search(r"\b(?:setengah|koma lima)$", text) else Decimal(0)
    text = re.sub(r"\s*\b(?:setengah|koma lima)$", "", text)
    if half and not text:
        return half
    whole = baca_terbilang(text)
    return None if whole is None else whole + half


class _Reading(BaseModel):
    """What was read from a text."""

    bagian: tuple[Lama, ...] = ()
    kira: bool = False
    per: str = ""
    kata: bool = False


class Waktu(Tertulis):
    """A duration: `teks` as written, and what it says.

    `bagian` are its quantities from large to small units (empty where nothing was read), `kira` says that they
    are approximate ("± 2 jam", "minimal 2 jam"), `per` what they are needed for ("per berkas"), `kata` that the text
    gives no quantity but says so in words ("kondisional", "paling lambat tanggal 10") or with "-". "Maksimal 3 hari" is
    from 0 to 3 days.
    """

    bagian: tuple[Lama, ...] = ()
    kira: bool = False
    per: str = ""
    kata: bool = False

    @model_validator(mode="before")
    @classmethod
    def _from_text(cls, value: Any) -> Any:
        if isinstance(value, str):
            value = {"teks": value}
        if isinstance(value, dict) and isinstance(value.get("teks"), str):
            return {**value, **_read(value["teks"]).model_dump()}
        return value

    @property
    def terbaca(self) -> bool:
        """Read, as a quantity or as words; an empty place is not."""
        return bool(self.bagian) or self.kata


def _read(text: str) -> _Reading:
    plain = _TIMES_24.sub(lambda found: f"{int(found['days']) * 24} jam", " ".join(text.split()).rstrip(" .;"))
    if _IN_WORDS.fullmatch(plain):
        return _Reading(kata=True)
    per = ""
    found = _PER.search(plain)
    if found is not None and found.start():
        per, plain = f"per {found['what'].lower()}", plain[: found.start()]
    plain, about = _without(_ABOUT, plain)
    plain, at_most = _without(_AT_MOST, plain)
    plain, at_least = _without(_AT_LEAST, plain)
    parts = _parts(plain)
    if not parts:
        return _Reading()
    if at_most:
        parts = tuple(part.model_copy(update={"paling_sedikit": Decimal(0)}) for part in parts)
    return _Reading(bagian=parts, kira=about or at_least, per=per)


def _without(prefix: re.Pattern[str], text: str) -> tuple[str, bool]:
    found = prefix.match(text)
    return (text[found.end() :], True) if found is not None else (text, False)


def _parts(text: str) -> tuple[Lama, ...]:
    """The quantities in `text`, () unless it is nothing but quantities in falling units."""
    spelled = _NUMBER_WORDS.fullmatch(text)
    if spelled is not None:
        number = _spoken(spelled["words"])
        if number is None:
            return ()
        return (Lama(paling_sedikit=number, paling_banyak=number, satuan=_unit(spelled["unit"])),)
    out: list[Lama] = []
    at = 0
    while at < len(text):
        found = _PART.match(text, at)
        part = _part(found) if found is not None else None
        if found is None or part is None:
            return ()
        out.append(part)
        at = found.end()
    ranks = [_RANK[part.satuan] for part in out]
    return tuple(out) if ranks == sorted(set(ranks), reverse=True) else ()


def _unit(text: str) -> Satuan:
    return _UNITS[" ".join(text.lower().split())]


def _part(found: re.Match[str]) -> Lama | None:
    """One quantity, None if its numbers or units make no sense."""
    low, high = baca_angka(found["low"]), baca_angka(found["high"] or found["low"])
    units = [_unit(found[name]) for name in ("low_unit", "high_unit") if found[name]]
    if low is None or high is None or not units or (found["high"] and not found["high_unit"]):
        return None
    unit = units[-1]
    if len(units) == 2 and units[0] != unit:
        if units[0] not in _SECONDS or unit not in _SECONDS:
            return None
        low = low * _SECONDS[units[0]] / _SECONDS[unit]
    if low > high:
        return None
    words = " s.d. ".join(found[name] for name in ("low_words", "high_words", "after") if found[name])
    return Lama(paling_sedikit=low, paling_banyak=high, satuan=unit, terbilang=words)


class TotalWaktu(BaseModel):
    """The sum of durations: one quantity a unit, from large to small.

    Days and clock time are one sum in "menit" where the office declares its working hours (`jam_kerja_sehari`);
    undeclared, nothing is converted. `kira`: a part is approximate. `tidak_terjumlah` are the texts that could not be
    added, in order, each once.
    """

    model_config = ConfigDict(frozen=True, extra="forbid")

    bagian: tuple[Lama, ...] = ()
    kira: bool = False
    tidak_terjumlah: tuple[str, ...] = ()
    jam_kerja_sehari: float | None = None

    @property
    def teks(self) -> str:
        """The sum in words: "± 2 hari kerja 3 jam, belum termasuk: setiap saat"; "" if there is nothing to say."""
        low = " ".join(filter(None, (self._words(one.satuan, one.paling_sedikit) for one in self.bagian)))
        high = " ".join(filter(None, (self._words(one.satuan, one.paling_banyak) for one in self.bagian)))
        total = high if low == high else f"{low} s.d. {high}" if low else f"paling lama {high}"
        if self.kira and total:
            total = f"± {total}"
        rest = f"belum termasuk: {gabung(self.tidak_terjumlah)}" if self.tidak_terjumlah else ""
        return ", ".join(filter(None, (total, rest)))

    def _words(self, unit: Satuan, count: Decimal) -> str:
        """`count` of `unit`, minutes split into working days, hours and minutes; "" for nothing."""
        if not count:
            return ""
        if unit != "menit" or self.jam_kerja_sehari is None:
            return f"{angka(count)} {unit}"
        days, rest = divmod(count, Decimal(str(self.jam_kerja_sehari)) * 60)
        hours, minutes = divmod(rest, 60)
        split = ((days, "hari kerja"), (hours, "jam"), (minutes.quantize(Decimal("0.01")), "menit"))
        return " ".join(f"{angka(number)} {name}" for number, name in split if number)


def total(waktu: Iterable[Waktu], jam_kerja_sehari: float | None = None) -> TotalWaktu:
    """The sum of `waktu`. Empty places and "-" add nothing; words, amounts "per" something and what could not be
    read are listed. With `jam_kerja_sehari` a day (kerja or not) counts as so many hours."""
    seconds: dict[Satuan, Decimal] = {}
    if jam_kerja_sehari is not None:
        day = Decimal(str(jam_kerja_sehari)) * _SECONDS["jam"]
        seconds = {**_SECONDS, "hari": day, "hari kerja": day}
    sums: dict[Satuan, tuple[Decimal, Decimal]] = {}
    left_out: dict[str, None] = {}
    about = False
    for one in waktu:
        if one.kosong or one.setrip:
            continue
        if not one.bagian or one.per:
            left_out[one.teks.strip()] = None
            continue
        about = about or one.kira
        for part in one.bagian:
            unit, size, base = part.satuan, Decimal(1), Decimal(1)
            if unit in seconds:
                unit, size, base = "menit", seconds[unit], _SECONDS["menit"]
            low, high = sums.get(unit, (Decimal(0), Decimal(0)))
            sums[unit] = (low + part.paling_sedikit * size / base, high + part.paling_banyak * size / base)
    units = sorted(sums, key=lambda unit: (-_RANK[unit], unit))
    return TotalWaktu(
        bagian=tuple(Lama(paling_sedikit=sums[unit][0], paling_banyak=sums[unit][1], satuan=unit) for unit in units),
        kira=about,
        tidak_terjumlah=tuple(left_out),
        jam_kerja_sehari=jam_kerja_sehari,
    )
