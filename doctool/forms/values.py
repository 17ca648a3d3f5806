"""What an answer cell says: a number, a grade or a text, or a fault with advice; never a guess.

Excel's cells are judged by what they hold (a date where a number was typed, a share shown in percent, a formula), texts
by `written`. The value of a number is what was entered, in the unit of the indicator.
"""

from __future__ import annotations

import re
import unicodedata
from collections.abc import Callable
from dataclasses import dataclass
from decimal import Decimal

from doctool.findings import Severity
from doctool.forms.cells import Cell, Rupa, plain
from doctool.forms.written import Written, larger, read_written, tidy
from doctool.indonesian import BULAN, angka
from doctool.model.kinerja import Indikator
from doctool.model.pengembalian import Jawaban, Keadaan
from doctool.model.triwulan import factor

#: From here on Excel no longer keeps every digit.
TOO_LARGE = Decimal(10) ** 15
#: Percentages that no indicator has: a typing error.
TOO_MANY_PERCENT = Decimal(1000)
#: A share of 1000 % is 10: what an old file stores below may be a share or a percentage.
_SHARE = Decimal(10)
#: Units of things that are counted one by one.
_COUNTED = re.compile(
    r"\b(?:orang|jiwa|dokumen|laporan|lap|berkas|buah|unit|kali|kegiatan|paket|lokasi|titik|desa|kelurahan|kecamatan"
    r"|kabupaten|kota|keluarga|kk|kepala\s+keluarga|lembaga|instansi|perangkat\s+daerah|opd|skpd|peserta|pegawai"
    r"|pemohon|penduduk|anak|akta|akte|surat|naskah|sop|aplikasi|inovasi|jenis|rekomendasi|kasus|pengaduan|sertifikat"
    r"|peraturan|perda|perwal|perbup|produk\s+hukum|rumah|sekolah|siswa|ruang|bidang|kelompok|set|eksemplar|lembar"
    r"|bulan|hari|perjanjian|kerja\s?sama|pks|layanan|pelayanan)\b", re.IGNORECASE,
)  # fmt: skip
#: Averages of counted things are no whole numbers.
_AVERAGED = re.compile(r"\b(?:per|rata-rata|rasio|indeks|persen)\b|[/%]", re.IGNORECASE)
#: Control characters, halves of characters, and what turns the direction of writing.
_DROPPED = re.compile(
    "[\x00-\x08\x0b\x0c\x0e-\x1f\x7f-\x9f\ud800-\udfff\ufffe\uffff\u200e\u200f\u202a-\u202e\u2066-\u2069]"
)
_BULLET = re.compile(r"-\s+[^\W\d_]")
_WHOLE_DASHES = re.compile(r"[-–—]+")


@dataclass(frozen=True, slots=True)
class Remark:
    """Something about one cell: code, severity, message, advice."""

    code: str
    severity: Severity
    message: str
    advice: str


@dataclass(frozen=True, slots=True)
class Rule:
    """What a number must be: its unit, whether it counts things, and what it is of (for messages).

    `strict`: it must be a whole number; `signed`: it may be below 0; `usual`: about how large it should be, where a
    target says so; `label`: the text of its row, which may name what is counted.
    """

    unit: str
    what: str
    counts: bool = False
    strict: bool = False
    signed: bool = False
    usual: Decimal | None = None
    label: str = ""

    @property
    def percent(self) -> bool:
        """Whether it is a percentage."""
        return factor(self.unit) == 100


RUPIAH = Rule("rupiah", "realisasi anggaran", counts=True)


def rule_of(indikator: Indikator) -> Rule:
    """The rule of an indicator's realisasi."""
    counted = _COUNTED.search(indikator.satuan) is not None and _AVERAGED.search(indikator.satuan) is None
    target = indikator.target
    usual = min(target.rentang) if target.rentang is not None else target.nilai
    return Rule(indikator.satuan, "realisasi", counts=counted, strict=counted, signed=not counted, usual=usual)


def part_rule(what: str, label: str = "") -> Rule:
    """The rule of a numerator or denominator: things that are counted, though not always in whole numbers."""
    return Rule("", what, counts=True, label=label)


def error(code: str, message: str, advice: str) -> Remark:
    """A remark for which the form has to be mended."""
    return Remark(code, Severity.ERROR, message, advice)


def warning(code: str, message: str, advice: str = "") -> Remark:
    """A remark that only has to be known."""
    return Remark(code, Severity.WARNING, message, advice)


def read_number(cell: Cell, rule: Rule, where: str) -> tuple[Jawaban, list[Remark]]:
    """The number in `cell`, which stands at `where`, and what is to be said of it."""
    written = shown(cell)
    if cell.rupa is Rupa.KOSONG and not cell.formula:
        return Jawaban(sel=where), []
    fault = _fault(cell)
    if fault is not None:
        return Jawaban("salah", tertulis=written, sel=where), [fault]
    if cell.rupa is Rupa.TEKS:
        found, remarks = _of_text(cell.text, rule)
        if found.none:
            said = bool(tidy(cell.text))
            return Jawaban("tidak diukur" if said else "kosong", tertulis=written, sel=where), remarks
        value = found.value
    else:
        value, remarks = _of_number(cell, rule)
    if value is not None:
        remarks += _within(value, rule)
    if value is None or any(one.severity is Severity.ERROR for one in remarks):
        return Jawaban("salah", tertulis=written, sel=where), remarks
    return Jawaban("terisi", value, tertulis=written, sel=where), remarks


def _fault(cell: Cell) -> Remark | None:
    """What cannot be an answer, whatever was meant."""
    if cell.rupa is Rupa.GALAT:
        return error("F22", f"berisi galat {cell.text}", "ketik angkanya")
    if cell.formula:
        result = f" (hasilnya {shown(cell)})" if cell.text else ""
        return error("F23", f"berisi rumus {cell.formula[:40]}{result}", "ketik hasilnya saja, tanpa rumus")
    if cell.rupa is Rupa.LOGIKA:
        return error("F22", f"berisi {cell.text}, bukan angka", "ketik angkanya")
    if cell.rupa is Rupa.TANGGAL:
        return error("F21", f"berisi tanggal {day(cell.text)}{_typed(cell.text)}", "ubah format selnya menjadi Number "
                     "(Angka), lalu ketik ulang dengan koma, misalnya 1,2")  # fmt: skip
    return None


def day(text: str) -> str:
    """2026-02-01 as "1 Februari 2026"; other texts as they are."""
    found = re.fullmatch(r"(\d{4})-(\d\d)-(\d\d)", text)
    if found is None or not 1 <= int(found[2]) <= 12:
        return text
    return f"{int(found[3])} {BULAN[int(found[2]) - 1]} {found[1]}"


def _typed(text: str) -> str:
    """What Excel may have made the date of."""
    found = re.fullmatch(r"(\d{4})-(\d\d)-(\d\d)", text)
    if found is None:
        return ""
    return f"; mungkin diketik {int(found[3])}.{int(found[2])} atau {int(found[3])}/{int(found[2])} dan diubah Excel"


def shown(cell: Cell) -> str:
    """What a cell holds, as it is quoted: 95,37 with a comma, percent as percent."""
    if cell.number is not None and cell.rupa in (Rupa.BILANGAN, Rupa.BILANGAN_SAJA):
        return angka(cell.number)
    if cell.number is not None and cell.rupa is Rupa.PERSEN:
        return f"{angka(cell.number * 100)}%"
    return cell.text


def one_line(text: str) -> str:
    """`text` without line ends and what cannot be printed."""
    return " ".join("".join(sign if sign.isprintable() else " " for sign in text).split())


def _of_text(text: str, rule: Rule) -> tuple[Written, list[Remark]]:
    found = read_written(text, counts=rule.counts)
    if found.fault:
        return found, [error("F20", f'"{_quoted(text)}" {found.fault}', found.advice)]
    if found.none:
        if not tidy(text):
            return found, []
        return found, [warning("F29", f'"{_quoted(text)}" dibaca sebagai tidak diukur', "tulis 0 bila maksudnya nol")]
    remarks: list[Remark] = []
    if found.percent and not rule.percent:
        remarks.append(_no_percent(f'"{_quoted(text)}"', rule))
    if found.unit and not _same_unit(found.unit, rule):
        word, meant = larger(found)
        if word:
            advice = f"tulis angkanya penuh dalam {_unit(rule)}" + (f": {angka(meant)}" if meant is not None else "")
            return found, [error("F20", f'"{_quoted(text)}" ditulis dengan "{word}"', f'{advice}, tanpa "{word}"')]
        remarks.append(error("F20", f'"{_quoted(text)}" bersatuan "{found.unit[:30]}", bukan {_unit(rule)}',
                             f"tulis angkanya saja, dalam {_unit(rule)}"))  # fmt: skip
    elif (found.unit or found.unusual) and found.value is not None:
        why = found.unusual or "dengan satuannya"
        remarks.append(warning("F28", f'"{_quoted(text)}" ({why}) dibaca {angka(found.value)}', "tulis angkanya saja"))
    if found.value is not None and not found.percent:
        remarks += _share(found.value, rule)
    return found, remarks


def _quoted(text: str) -> str:
    flat = " ".join(text.split())
    return flat if len(flat) <= 40 else f"{flat[:39]}…"


def _unit(rule: Rule) -> str:
    return rule.unit or "bilangan"


def _same_unit(unit: str, rule: Rule) -> bool:
    """Whether the word after a number is the unit; of parts, which have none, a word for what is counted is one."""
    said, wanted = (re.sub(r"[\W_]+", "", one).casefold() for one in (unit, rule.unit))
    if said == "rp":
        return wanted in ("rupiah", "rp")
    if rule.unit:
        return said == wanted
    named = said in re.findall(r"[^\W\d_]+", rule.label.casefold()) or _COUNTED.fullmatch(unit) is not None
    return named and not larger(Written(unit=unit))[0]


def _no_percent(text: str, rule: Rule) -> Remark:
    unit = _unit(rule)
    return error("F24", f"{text} berupa persen, padahal {rule.what} ini {unit}", f"tulis angkanya dalam {unit}")


def _of_number(cell: Cell, rule: Rule) -> tuple[Decimal | None, list[Remark]]:
    """A number of Excel in the unit of the indicator."""
    number = cell.number
    if number is None:
        return None, [error("F22", f"berisi {cell.text}", "ketik angkanya")]
    if cell.rupa is Rupa.PERSEN:
        if rule.percent:
            return number * 100, []
        return number * 100, [_no_percent(shown(cell), rule)]
    unsure = cell.rupa is Rupa.BILANGAN_SAJA and rule.percent and number and abs(number) <= _SHARE
    if unsure:
        return number, [error(
            "F24", f"{angka(number)} dapat berarti {angka(number)} % atau {angka(number * 100)} %: berkas ini tidak "
            "menyebut format selnya", "simpan formulir sebagai .xlsx lalu kirim ulang",
        )]  # fmt: skip
    return number, _share(number, rule)


def _share(number: Decimal, rule: Rule) -> list[Remark]:
    """A share where the target shows that a percentage was asked for: 0,9537 for 95,37."""
    if not (rule.percent and 0 < abs(number) < 1 and rule.usual is not None and rule.usual >= 10):
        return []
    advice = f"bila maksudnya {angka(number * 100)} %, ketik {angka(number * 100)}"
    return [warning("F24", f"dibaca {angka(number)} %, padahal target {angka(rule.usual)}", advice)]


def _within(value: Decimal, rule: Rule) -> list[Remark]:
    """Whether a number can be what it is of."""
    if abs(value) >= TOO_LARGE:
        return [error("F25", f"{rule.what} {_short(value)} terlalu besar", "periksa angkanya")]
    if value < 0 and not rule.signed:
        return [error("F25", f"{rule.what} {angka(value)} negatif", "periksa angkanya")]
    if rule.strict and value != value.to_integral_value():
        return [error("F26", f"{angka(value)} tidak bulat, padahal satuannya {_unit(rule)}", "tulis bilangan bulat")]
    if rule.percent and abs(value) > TOO_MANY_PERCENT:
        return [error("F25", f"{rule.what} {angka(value)} % terlalu besar", "periksa angkanya")]
    if rule.percent and value > 100:
        return [warning("F25", f"{rule.what} {angka(value)} % lebih dari 100 %", "periksa angkanya")]
    if value < 0:
        return [warning("F25", f"{rule.what} {angka(value)} negatif", "periksa angkanya")]
    if not rule.unit and value != value.to_integral_value():
        return [warning("F26", f"{rule.what} {angka(value)} tidak bulat", "periksa angkanya")]
    return []


def _short(value: Decimal) -> str:
    text = angka(value)
    return text if len(text) <= 40 else f"{text[:39]}…"


def read_grade(cell: Cell, indikator: Indikator, where: str) -> tuple[Jawaban, list[Remark]]:
    """The grade in `cell`: one of the indicator's grades, or any text where they are not listed."""
    if cell.rupa is Rupa.KOSONG and not cell.formula:
        return Jawaban(sel=where), []
    written = shown(cell)
    fault = _fault(cell)
    if fault is not None:
        return Jawaban("salah", tertulis=written, sel=where), [fault]
    said = tidy(written)
    if not said or (read_written(said).none and said.casefold() not in map(_folded, indikator.tingkatan)):
        if not said:
            return Jawaban("kosong", tertulis=written, sel=where), []
        remark = warning("F29", f'"{_quoted(written)}" dibaca sebagai tidak diukur')
        return Jawaban("tidak diukur", tertulis=written, sel=where), [remark]
    found = next((one for one in indikator.tingkatan if _folded(one) == said.casefold()), "")
    if found or not indikator.tingkatan:
        return Jawaban("terisi", None, found or said, written, where), []
    known = ", ".join(indikator.tingkatan)
    return Jawaban("salah", None, "", written, where), [
        error("F27", f'"{_quoted(written)}" bukan tingkat yang dikenal', f"tulis salah satu: {known}")
    ]


def _folded(text: str) -> str:
    return " ".join(text.split()).casefold()


def read_text(cell: Cell, where: str) -> tuple[Jawaban, list[Remark]]:
    """The text in `cell`, as it was written but for what cannot be printed."""
    if cell.rupa is Rupa.KOSONG and not cell.formula:
        return Jawaban(sel=where), []
    written = shown(cell) if cell.rupa is not Rupa.TANGGAL else day(cell.text)
    if cell.rupa is Rupa.GALAT:
        return Jawaban("salah", tertulis=written, sel=where), [error("F22", f"berisi galat {written}", "tulis teksnya")]
    remarks: list[Remark] = []
    text = _DROPPED.sub("", unicodedata.normalize("NFC", written.replace("\r\n", "\n").replace("\r", "\n"))).strip()
    if cell.formula:
        remarks.append(error("F23", f"berisi rumus {cell.formula[:40]}", "tulis teksnya, tanpa tanda = di depan"))
    elif cell.rupa is Rupa.TANGGAL:
        remarks.append(warning("F21", f"berisi tanggal {text}, mungkin diubah Excel dari yang diketik", "periksa"))
    elif _DROPPED.search(written):
        remarks.append(warning("F36", "berisi tanda yang tidak dapat dicetak; tanda itu dibuang"))
    if text.startswith(("=", "+", "-", "@")) and not _BULLET.match(text) and not _WHOLE_DASHES.fullmatch(text):
        remarks.append(warning("F35", f'"{_quoted(text)}" diawali tanda {text[0]}; disimpan sebagai teks, tidak pernah '
                               "dihitung", "hapus tanda itu bila tidak perlu"))  # fmt: skip
    wrong = any(one.severity is Severity.ERROR for one in remarks)
    state: Keadaan = "salah" if wrong else "terisi" if text else "kosong"
    return Jawaban(state, None, text, written, where), remarks


#: How an answer of one kind is read.
Reader = Callable[[Cell, str], tuple[Jawaban, list[Remark]]]


def same_number(cell: Cell, value: Decimal) -> bool:
    """Whether a locked cell still shows a number of the data."""
    if cell.number is None:
        found = read_written(cell.text)
        return found.value == value and not larger(found)[0]
    return cell.number == value or (cell.rupa is Rupa.PERSEN and cell.number * 100 == value)


def as_text(cell: Cell) -> str:
    """A locked cell in one line."""
    return " ".join((plain(cell.number) if cell.number is not None else cell.text).split())
