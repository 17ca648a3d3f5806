"""Kinerja: the indicators of an office for one year (data/<kantor>/kinerja/<tahun>.yaml, or an Excel workbook).

Sasaran and their indikator with targets of the year and its quarters, who answers for each, how capaian is reckoned,
and the programmes with their money. The parts follow the annexes of PermenPANRB 53/2014 and the perjanjian kinerja.
"""

from __future__ import annotations

import re
from decimal import Decimal
from typing import Annotated, Literal

from pydantic import BeforeValidator, Field, WithJsonSchema, model_validator

from doctool.indonesian import baca_angka
from doctool.model.dasar import AtauKosong, Deret, Kamus, Rekaman, Tertulis, YaTidak, dari_teks, salah
from doctool.model.tanggal import Tanggal

Arah = Literal["naik", "turun", "rentang"]
#: How capaian is reckoned; see `model/capaian.py`.
Rumus = Literal["naik", "turun-selisih", "turun-banding", "rentang", "tingkat"]
Akumulasi = Literal["jumlah", "terakhir", "rata-rata"]
#: Quarters as the office writes them.
TRIWULAN = ("I", "II", "III", "IV")
#: Keys that are in a form as its rows' keys: short, and the same in every program.
_KEY = re.compile(r"[A-Za-z0-9][A-Za-z0-9._-]{0,31}")
_RANGE = re.compile(r"(?P<low>\S+?)\s*(?:-|–|—|s\.?\s*/?\s*d\.?|sampai(?:\s+dengan)?)\s*(?P<high>\S+)", re.IGNORECASE)
_NONE = re.compile(r"(?:-|–|—|n/?a|tidak\s+(?:ada|ditetapkan))", re.IGNORECASE)


class Target(Tertulis):
    """A target as written: "95", "98,5", a range "80-90", a grade "A" or "WTP", "-" or "n/a" for none; "" is open."""

    _from_text = dari_teks("teks", kosong=True)

    @property
    def tidak_ada(self) -> bool:
        """No target, said so ("-", "n/a") or left open."""
        return self.kosong or _NONE.fullmatch(self.teks.strip()) is not None

    @property
    def nilai(self) -> Decimal | None:
        """The number, None where the target is none."""
        return baca_angka(_without_percent(self.teks))

    @property
    def rentang(self) -> tuple[Decimal, Decimal] | None:
        """The ends of a range, lower first; None where the target is none."""
        found = _RANGE.fullmatch(_without_percent(self.teks))
        if found is None:
            return None
        ends = [baca_angka(_without_percent(found[name])) for name in ("low", "high")]
        low, high = ends
        return (low, high) if low is not None and high is not None and low <= high else None

    @property
    def tingkat(self) -> str:
        """A grade ("A", "WTP"), "" where the target is a number, a range or none."""
        return "" if self.tidak_ada or self.nilai is not None or self.rentang is not None else self.teks.strip()


def _without_percent(text: str) -> str:
    return text.strip().removesuffix("%").strip()


def _number(value: object) -> object:
    """A number as text ("1.250,5"), as YAML and Excel bring it; "95.5" is refused, for 1.250 is a thousand."""
    text = value.strip() if isinstance(value, str) else ""
    if not text:
        return "" if isinstance(value, str) else value
    read = baca_angka(text.removeprefix("-"))
    if read is None:
        raise salah(f'"{text[:40]}" bukan bilangan', "tulis angka saja, misalnya 1.250.000 atau 95,5", teks=text)
    return read.copy_negate() if text.startswith("-") else read


#: A number written the Indonesian way; absent or left empty it is None, which is not 0.
Bilangan = Annotated[
    AtauKosong[Decimal], BeforeValidator(_number), WithJsonSchema({"anyOf": [{"type": "string"}, {"type": "number"}]})
]


class PenanggungJawab(Rekaman):
    """Who answers for an indicator: a bidang of kantor.yaml by its key, and below it a seksi or subbagian by name."""

    bidang: str = Field(description="Kunci bidang di kantor.yaml.")
    seksi: str = Field("", description="Seksi atau subbagian di bawahnya, bila perlu.")

    _from_text = dari_teks("bidang")


class Indikator(Rekaman):
    """An indicator of a sasaran."""

    kode: str = Field(description="Kode indikator, unik setahun, misalnya IKU-1; tercetak di formulir.")
    uraian: str = Field(min_length=1, description="Indikator seperti tertulis dalam perjanjian kinerja.")
    satuan: str = Field("", description="Satuan, misalnya %, indeks, dokumen, predikat.")
    arah: Arah = Field("naik", description="naik: makin tinggi makin baik; turun: makin rendah makin baik; rentang.")
    rumus: Rumus | None = Field(
        None,
        description="Rumus capaian: naik (R/T), turun-selisih ((2T-R)/T), turun-banding (T/R), rentang, tingkat. "
        "Wajib untuk arah turun karena kedua rumusnya berbeda; bawaan untuk yang lain menurut arah.",
    )
    akumulasi: Akumulasi = Field(
        "terakhir", description="Cara realisasi triwulan menjadi realisasi tahun: jumlah, terakhir, rata-rata."
    )
    target: Target = Field(description="Target setahun: bilangan, rentang (80-90), tingkat (A), atau - bila tidak ada.")
    target_triwulan: Deret[Target] = Field((), max_length=4, description="Target triwulan I sampai IV.")
    target_kumulatif: YaTidak = Field(
        False,
        description="ya: target triwulan ditulis kumulatif (25, 50, 75, 100), bukan tiap triwulan (25, 25, 25, 25); "
        "berarti hanya pada akumulasi jumlah dan rata-rata.",
    )
    bobot: Bilangan = Field(None, description="Bobot dalam rata-rata capaian; kosong: semua indikator sama beratnya.")
    tingkatan: Deret[str] = Field((), description="Urutan tingkat dari yang terendah, untuk target berupa tingkat.")
    pembilang: str = Field("", description="Yang dihitung sebagai pembilang, untuk indikator berupa perbandingan.")
    penyebut: str = Field("", description="Yang dihitung sebagai penyebut.")
    penanggung_jawab: PenanggungJawab = Field(description="Bidang penanggung jawab: kunci, atau bidang dan seksi.")
    sumber_data: str = Field("", description="Sumber data.")
    bukti_dukung: str = Field("", description="Bukti dukung yang diminta.")

    @property
    def rumus_dipakai(self) -> Rumus:
        """The formula in use: as named, else by the direction."""
        if self.rumus is not None:
            return self.rumus
        return "rentang" if self.arah == "rentang" else "tingkat" if self.tingkatan else "naik"

    @property
    def berbanding(self) -> bool:
        """Whether the indicator is a numerator over a denominator."""
        return bool(self.pembilang and self.penyebut)

    @model_validator(mode="after")
    def _fits_together(self) -> Indikator:
        if _KEY.fullmatch(self.kode) is None:
            raise salah(
                f'kode "{self.kode}" tidak dapat dipakai', "pakai huruf, angka, titik, - dan _ tanpa spasi", di="kode"
            )
        if self.arah == "turun" and self.rumus is None:
            raise salah(
                "arah turun perlu menyebut rumusnya, sebab hasilnya berbeda",
                "tulis rumus: turun-selisih ((2T-R)/T) atau rumus: turun-banding (T/R)", di="arah",
            )  # fmt: skip
        wanted = {"naik": {"naik", "tingkat"}, "turun": {"turun-selisih", "turun-banding"}, "rentang": {"rentang"}}
        if self.rumus is not None and self.rumus not in wanted[self.arah]:
            raise salah(f"rumus {self.rumus} tidak cocok dengan arah {self.arah}", "samakan keduanya", di="rumus")
        if bool(self.pembilang) != bool(self.penyebut):
            missing = "penyebut" if self.pembilang else "pembilang"
            raise salah(f"{missing} belum ada", "isi pembilang dan penyebut, atau kosongkan keduanya", di=missing)
        if self.target_triwulan and len(self.target_triwulan) != 4:
            raise salah(
                f"target_triwulan berisi {len(self.target_triwulan)}, seharusnya 4",
                "tulis - untuk triwulan tanpa target", di="target_triwulan",
            )  # fmt: skip
        return self


class Sasaran(Rekaman):
    """A sasaran strategis with its indicators."""

    uraian: str = Field(min_length=1, description="Sasaran strategis.")
    indikator: Deret[Indikator] = Field(min_length=1, description="Indikator sasaran ini.")


class Beranggaran(Rekaman):
    """A level of the budget with its money in rupiah; of a level that is broken down below, the sum is its money."""

    kode: str = Field("", description="Kode rekening.")
    uraian: str = Field(min_length=1, description="Nama program, kegiatan atau sub kegiatan.")
    pagu: Bilangan = Field(None, description="Pagu anggaran dalam rupiah, bila tidak dirinci di bawahnya.")
    realisasi: Bilangan = Field(None, description="Realisasi anggaran dalam rupiah, bila tidak dirinci di bawahnya.")
    penanggung_jawab: PenanggungJawab | None = Field(None, description="Bidang penanggung jawab.")


class SubKegiatan(Beranggaran):
    """The lowest level of the budget."""


class KegiatanProgram(Beranggaran):
    """A kegiatan of a programme."""

    sub_kegiatan: Deret[SubKegiatan] = Field((), description="Sub kegiatan.")


class Program(Beranggaran):
    """A programme."""

    kegiatan: Deret[KegiatanProgram] = Field((), description="Kegiatan.")


class Kinerja(Rekaman):
    """The indicators and programmes of an office for one year."""

    tahun: int = Field(ge=2000, le=2100, description="Tahun anggaran.")
    sasaran: Deret[Sasaran] = Field(min_length=1, description="Sasaran strategis dan indikatornya.")
    program: Deret[Program] = Field((), description="Program, kegiatan dan sub kegiatan dengan pagu dan realisasi.")
    catatan: Kamus[str] = Field(default_factory=dict, description="Petunjuk tambahan di formulir menurut kunci bidang.")

    def indikator(self) -> tuple[tuple[Sasaran, Indikator], ...]:
        """Every indicator with its sasaran, in order."""
        return tuple((sasaran, one) for sasaran in self.sasaran for one in sasaran.indikator)

    @model_validator(mode="after")
    def _codes_differ(self) -> Kinerja:
        seen: set[str] = set()
        again: list[tuple[str, tuple[str | int, ...]]] = []
        for place, sasaran in enumerate(self.sasaran):
            for number, one in enumerate(sasaran.indikator):
                if one.kode.casefold() in seen:
                    again.append((one.kode, ("sasaran", place, "indikator", number, "kode")))
                seen.add(one.kode.casefold())
        if again:
            named = ", ".join(f'"{kode}"' for kode in dict.fromkeys(kode for kode, _ in again))
            raise salah(
                f"kode indikator {named} dipakai lebih dari sekali", "beri setiap indikator kode sendiri",
                di=again[0][1], teks=again[0][0],
            )  # fmt: skip
        return self


class Pita(Rekaman):
    """A band of capaian: from `mulai` percent (inclusive, unrounded) up to the next."""

    mulai: Bilangan = Field(
        None, description="Batas bawah dalam persen, termasuk nilainya sendiri; pita terakhir memuat semua sisanya."
    )
    nama: str = Field(description="Nama kategori, misalnya Sangat Tinggi.")
    warna: str = Field("", pattern=r"^([0-9A-Fa-f]{6})?$", description="Warna sel, misalnya C6E0B4.")


class AturanKinerja(Rekaman):
    """How an office judges capaian (section `kinerja` of kantor.yaml)."""

    pita: Deret[Pita] = Field(
        (), description="Kategori capaian dari yang tertinggi; bawaan skala Permendagri 86/2017."
    )
    batas: Bilangan = Field(None, description="Capaian tertinggi yang diakui, dalam persen; bawaan tanpa batas.")
    batas_pada: Literal["indikator", "rata-rata"] = Field(
        "indikator", description="Batas dikenakan pada tiap indikator, atau hanya dalam rata-rata."
    )
    lantai_nol: YaTidak = Field(False, description="ya: capaian negatif (turun-selisih) menjadi 0; bawaan tidak.")
    hari_pengembalian: int = Field(5, ge=1, le=60, description="Hari kerja untuk mengembalikan formulir.")
    kertas: Literal["A4", "F4", "A3", ""] = Field(
        "", description="Kertas tabel indikator dalam formulir, melintang; kosong: kertas kantor."
    )
    libur: Deret[str] = Field((), description="Hari libur kantor (2026-01-01), selain Sabtu dan Minggu.")

    @model_validator(mode="after")
    def _bands_fall(self) -> AturanKinerja:
        for number, one in enumerate(self.pita):
            if one.mulai is None:
                if number < len(self.pita) - 1:
                    raise salah(
                        f'pita "{one.nama}" tanpa batas bawah', "isi mulai; hanya pita terakhir boleh tanpa mulai",
                        di=("pita", number, "mulai"),
                    )  # fmt: skip
                continue
            above = self.pita[number - 1].mulai if number else None
            if above is not None and one.mulai >= above:
                raise salah(
                    f'pita "{one.nama}" tidak lebih rendah daripada pita di atasnya',
                    "urutkan pita dari batas bawah yang tertinggi", di=("pita", number, "mulai"),
                )  # fmt: skip
        return self

    @model_validator(mode="after")
    def _closed_on_days(self) -> AturanKinerja:
        for number, text in enumerate(self.libur):
            if Tanggal.model_validate(text).date is None:
                raise salah(
                    f'hari libur "{text}" bukan tanggal lengkap', "tulis tanggal, bulan dan tahun, misalnya 2026-01-01",
                    di=("libur", number), teks=text,
                )  # fmt: skip
        return self
