"""What the number in a cell must be: its unit, whether it counts things, how large it usually is."""

from __future__ import annotations

import re
from dataclasses import dataclass
from decimal import Decimal

from doctool.forms.written import Written, larger
from doctool.model.kinerja import Indikator
from doctool.model.triwulan import factor

#: Units of things that are counted one by one.
_COUNTED = re.compile(
    r"\b(?:orang|jiwa|dokumen|laporan|lap|berkas|buah|unit|kali|kegiatan|paket|lokasi|titik|desa|kelurahan|kecamatan"
    r"|kabupaten|kota|keluarga|kk|kepala\s+keluarga|lembaga|instansi|perangkat\s+daerah|opd|skpd|peserta|pegawai"
    r"|pemohon|penduduk|anak|akta|akte|surat|naskah|sop|aplikasi|inovasi|jenis|rekomendasi|kasus|pengaduan|sertifikat"
    r"|peraturan|perda|perwal|perbup|produk\s+hukum|rumah|sekolah|siswa|ruang|bidang|kelompok|set|eksemplar|lembar"
    r"|bulan|hari|perjanjian|kerja\s?sama|pks|layanan|pelayanan|kartu|kia|keping|blanko|aduan|permohonan|kutipan"
    r"|formulir|pengunjung)\b", re.IGNORECASE,
)  # fmt: skip
#: Averages of counted things are no whole numbers.
_AVERAGED = re.compile(r"\b(?:per|rata-rata|rasio|indeks|persen)\b|[/%]", re.IGNORECASE)


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


def unit_of(rule: Rule) -> str:
    """The unit of a rule in messages."""
    return rule.unit or "bilangan"


def same_unit(unit: str, rule: Rule) -> bool:
    """Whether the word after a number is the unit; of parts, which have none, a word for what is counted is one."""
    said, wanted = (re.sub(r"[\W_]+", "", one).casefold() for one in (unit, rule.unit))
    if said == "rp":
        return wanted in ("rupiah", "rp")
    if rule.unit:
        return said == wanted
    named = said in re.findall(r"[^\W\d_]+", rule.label.casefold()) or _COUNTED.fullmatch(unit) is not None
    return named and not larger(Written(unit=unit))[0]
