"""Penomoran: how an office numbers its letters (section `penomoran` of kantor.yaml).

The pattern, what makes a series of its own and the codes are the office's: practice differs between offices
(kode klasifikasi / nomor urut / kode unit / tahun is the commonest; Permendagri 1/2023 on tata naskah dinas,
Permendagri 83/2022 on kode klasifikasi). The number itself comes from the register (doctool.register).
"""

from __future__ import annotations

import re
from dataclasses import dataclass
from datetime import date
from typing import Annotated, Literal

from pydantic import AfterValidator, Field, model_validator

from doctool.errors import DoctoolError
from doctool.model.dasar import AtauKosong, Deret, Kamus, Rekaman, salah

#: What a pattern may hold, and how its value looks in an existing number (a regular expression).
BAGIAN: dict[str, str] = {
    "keamanan": r"SR|R|T|B",
    "klasifikasi": r"[0-9A-Za-z.\-]*",
    "urut": r"\d+(?:\.?[A-Za-z]{1,2})?",
    "jenis": r"[^/]*?",
    "unit": r".*?",
    "bulan": r"\d{1,2}",
    "bulan_romawi": r"[IVX]{1,4}",
    "tahun": r"\d{4}",
}
ROMAWI = ("I", "II", "III", "IV", "V", "VI", "VII", "VIII", "IX", "X", "XI", "XII")
#: Levels of secrecy: sangat rahasia, rahasia, terbatas, biasa (Permendagri 1/2023).
Keamanan = Literal["B", "T", "R", "SR"]
#: What can make a series of its own; the year always does.
Pembeda = Literal["jenis", "unit", "klasifikasi"]
#: What offices also call the kinds of letter that doctool prints, and what the book calls them.
NAMA_LAIN = {"dinas": "surat-dinas", "pengantar": "surat-pengantar", "surat-undangan": "undangan"}
#: Kinds of naskah dinas that offices number (Permendagri 1/2023), as the book calls them.
JENIS_NASKAH = (
    "surat-dinas", "nota-dinas", "surat-pengantar", "undangan", "berita-acara", "instruksi", "izin", "keputusan",
    "laporan", "memo", "pengumuman", "peraturan", "piagam", "rekomendasi", "sertifikat", "siaran-pers", "surat-edaran",
    "surat-izin", "surat-keterangan", "surat-kuasa", "surat-perintah", "surat-perintah-tugas", "surat-perjanjian",
    "surat-pernyataan", "surat-rekomendasi", "surat-tugas", "telaahan-staf",
)
#: The name of the one series of an office that makes no difference between its letters.
DERET_UMUM = "umum"

_BRACES = re.compile(r"\{([^{}]*)\}")


def _pattern(value: str) -> str:
    rest = _BRACES.sub("", value)
    if "{" in rest or "}" in rest:
        raise salah(f'kurung kurawal pada pola "{value}" tidak berpasangan', "tulis bagian pola seperti {urut}")
    parts = _BRACES.findall(value)
    known = ", ".join(f"{{{name}}}" for name in BAGIAN)
    for part in parts:
        if part not in BAGIAN:
            raise salah(f'bagian "{{{part}}}" pada pola nomor tidak dikenal', f"bagian yang ada: {known}", teks=value)
    if parts.count("urut") != 1:
        raise salah(
            f'pola nomor "{value}" harus memuat {{urut}} satu kali', 'misalnya "{klasifikasi}/{urut}/{unit}/{tahun}"',
            teks=value,
        )
    if any(not sign.isprintable() for sign in value):
        raise salah("pola nomor memuat tanda yang tidak tampak", "tulis ulang pola itu", teks=value)
    return value


def nama_jenis(text: str) -> str:
    """A kind of letter as the book calls it: "Nota Dinas" is nota-dinas, "dinas" surat-dinas."""
    name = "-".join(text.lower().replace("_", " ").replace("-", " ").split())
    return NAMA_LAIN.get(name, name)


Pola = Annotated[str, AfterValidator(_pattern)]


class PenomoranJenis(Rekaman):
    """What is different for one kind of letter; what is left out is the office's."""

    kode: str = Field("", description="Kode jenis naskah untuk bagian {jenis}, misalnya ND.")
    pola: AtauKosong[Pola] = Field(None, description="Pola nomor jenis ini.")
    deret_menurut: Deret[Pembeda] | None = Field(
        None, description="Deret jenis ini: [jenis] berarti nota dinas, misalnya, punya urutan sendiri."
    )
    klasifikasi: str | None = Field(None, description="Kode klasifikasi bawaan jenis ini.")
    unit: str | None = Field(None, description="Kode unit bawaan jenis ini.")
    keamanan: AtauKosong[Keamanan] = Field(None, description="Kode keamanan bawaan jenis ini: B, T, R atau SR.")


class Penomoran(Rekaman):
    """The office's way to number its letters. A new year begins every series at 1 again."""

    pola: Pola = Field(
        "{klasifikasi}/{urut}/{unit}/{tahun}",
        description="Pola nomor dengan bagian {klasifikasi}, {urut}, {unit}, {tahun}, {bulan}, {bulan_romawi}, "
        "{keamanan} dan {jenis}.",
    )
    digit: int = Field(3, ge=1, le=6, description="Banyak angka nomor urut: 3 berarti 007; 1 berarti tanpa nol.")
    deret_menurut: Deret[Pembeda] = Field(
        (), description="Selain tahun, yang memulai deret nomor sendiri: jenis, unit, klasifikasi. Bawaan: satu deret."
    )
    klasifikasi: str = Field("", description="Kode klasifikasi bila surat tidak menyebutnya.")
    unit: str = Field("", description="Kode unit (pencipta surat) bila surat tidak menyebutnya.")
    unit_bidang: Kamus[str] = Field(default_factory=dict, description="Kode unit tiap bidang: kunci bidang dan kode.")
    keamanan: Keamanan = Field("B", description="Kode keamanan bawaan: B, T, R atau SR.")
    jenis: Kamus[PenomoranJenis] = Field(
        default_factory=dict, description="Aturan khusus menurut jenis naskah, misalnya nota-dinas atau surat-dinas."
    )
    cadangan: int = Field(30, ge=2, le=400, description="Banyak salinan cadangan harian buku agenda yang disimpan.")

    @model_validator(mode="after")
    def _each_once(self) -> Penomoran:
        """One kind under two names would have two rules."""
        seen: dict[str, str] = {}
        for name in self.jenis:
            first = seen.setdefault(nama_jenis(name), name)
            if first != name:
                raise salah(f'jenis "{name}" sama dengan "{first}"', "satukan aturannya", di=("jenis", name), teks=name)
        return self

    @model_validator(mode="after")
    def _told_apart(self) -> Penomoran:
        """A series of its own must show in the number, or two letters would bear the same one."""
        for place, rule in (("", None), *self.jenis.items()):
            pattern = (rule.pola if rule else None) or self.pola
            makes = rule.deret_menurut if rule and rule.deret_menurut is not None else self.deret_menurut
            for what in makes:
                own = what == "jenis" and rule is not None and rule.pola not in {None, self.pola}
                if f"{{{what}}}" not in pattern and not own:
                    about = f' untuk jenis "{place}"' if place else ""
                    raise salah(
                        f"deret_menurut {what}{about}, tetapi polanya tidak memuat {{{what}}}: "
                        "dua surat dapat bernomor sama",
                        f'tambahkan {{{what}}} pada pola "{pattern}", atau hapus {what} dari deret_menurut',
                        di="jenis" if place else "deret_menurut",
                    )
        return self

    def susun(
        self, *, jenis: str, tanggal: date, klasifikasi: str = "", unit: str = "", keamanan: str = ""
    ) -> Susunan:
        """The parts of a number and its series for one letter; `unit` may be the key of a bidang.

        Raises DoctoolError where the pattern needs what neither the letter nor the office says.
        """
        rule = self.aturan(jenis)
        pattern = rule.pola or self.pola
        unit = self.unit_bidang.get(unit, unit) or _first(rule.unit, self.unit)
        values = {
            "keamanan": keamanan or _first(rule.keamanan, self.keamanan),
            "klasifikasi": klasifikasi or _first(rule.klasifikasi, self.klasifikasi),
            "jenis": rule.kode or nama_jenis(jenis),
            "unit": unit,
            "bulan": f"{tanggal.month:02d}",
            "bulan_romawi": ROMAWI[tanggal.month - 1],
            "tahun": f"{tanggal.year}",
        }
        for name in _BRACES.findall(pattern):
            if name != "urut" and not values[name].strip():
                raise DoctoolError(
                    f"pola nomor {pattern} memerlukan {name}, tetapi belum ada",
                    f"sebutkan dengan --{name}, atau isi penomoran: {name} di kantor.yaml",
                )
        series = self.deret(jenis=jenis, klasifikasi=klasifikasi, unit=unit)
        return Susunan(pattern, series, tanggal.year, self.digit, values)

    def aturan(self, jenis: str) -> PenomoranJenis:
        """What is different for a kind, by whichever of its names kantor.yaml calls it."""
        wanted = nama_jenis(jenis)
        return next((rule for name, rule in self.jenis.items() if nama_jenis(name) == wanted), PenomoranJenis())

    def deret(self, *, jenis: str, klasifikasi: str = "", unit: str = "") -> str:
        """The name of the series that a letter counts in: "umum", "jenis nota-dinas", "unit 406.12"."""
        rule = self.aturan(jenis)
        makes = rule.deret_menurut if rule.deret_menurut is not None else self.deret_menurut
        told = {
            "jenis": nama_jenis(jenis),
            "klasifikasi": klasifikasi or _first(rule.klasifikasi, self.klasifikasi),
            "unit": self.unit_bidang.get(unit, unit) or _first(rule.unit, self.unit),
        }
        return ", ".join(f"{name} {told[name]}" for name in makes) or DERET_UMUM

    def baca(self, nomor: str, jenis: str = "") -> dict[str, str] | None:
        """The parts of an existing `nomor`, as written ("urut": "123.a"); None if the pattern does not fit."""
        pattern = self.aturan(jenis).pola or self.pola
        form, at = "", 0
        for found in _BRACES.finditer(pattern):
            name = found[1]
            group = f"(?P<{name}>{BAGIAN[name]})" if f"(?P<{name}>" not in form else f"(?P={name})"
            form += re.escape(pattern[at : found.start()]).replace("/", r"\s*/\s*") + group
            at = found.end()
        form += re.escape(pattern[at:]).replace("/", r"\s*/\s*")
        match = re.fullmatch(form, nomor.strip())
        return match.groupdict() if match else None

    def baca_urut(self, nomor: str, jenis: str = "") -> str | None:
        """The running number in an existing `nomor`, as written ("123", "123.a"); None if the pattern does not fit."""
        parts = self.baca(nomor, jenis)
        return parts["urut"] if parts else None


@dataclass(frozen=True, slots=True)
class Susunan:
    """A number without its running number: the pattern, the series it counts in, the values of the other parts."""

    pola: str
    deret: str
    tahun: int
    digit: int
    nilai: dict[str, str]

    def nomor(self, urut: int, sisipan: int = 0) -> str:
        """The printed number; `sisipan` 1, 2, ... is an insertion after `urut`: 123.a, 123.b, ..."""
        values = {**self.nilai, "urut": tulis_urut(urut, sisipan, self.digit)}
        return _BRACES.sub(lambda found: values[found[1]], self.pola)


def tulis_urut(urut: int, sisipan: int = 0, digit: int = 1) -> str:
    """A running number as it is printed: 7 is "007" with three digits, its first insertion "007.a"."""
    return f"{urut:0{digit}d}" + (f".{_letters(sisipan)}" if sisipan else "")


def baca_sisipan(text: str) -> tuple[int, int] | None:
    """Running number and insertion that `text` writes: "007" is (7, 0), "123.a" and "123A" are (123, 1)."""
    found = re.fullmatch(r"(\d{1,6})[. ]?([A-Za-z]{1,2})?", text.strip())
    if found is None:
        return None
    number = 0
    for letter in (found[2] or "").lower():
        number = number * 26 + ord(letter) - ord("a") + 1
    return int(found[1]), number


def _letters(number: int) -> str:
    """1 is "a", 26 "z", 27 "aa"."""
    text = ""
    while number:
        number, rest = divmod(number - 1, 26)
        text = chr(ord("a") + rest) + text
    return text


def _first(*values: str | None) -> str:
    return next((value for value in values if value), "")
