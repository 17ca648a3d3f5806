"""AturanSop: how an office revises and publishes its SOPs (section `sop` of kantor.yaml).

Offices differ in how revisions are numbered and in which dates a revised sheet bears (PermenPANRB 35/2012 fixes the
rows of the identity block, not their rules). Monitoring and evaluation are due as PermenPANRB 35/2012 says: at least
once in six months, and at least once a year.
"""

from __future__ import annotations

import re
from datetime import date
from typing import Annotated, Literal

from pydantic import AfterValidator, Field, model_validator

from doctool.model.dasar import AtauKosong, Deret, Rekaman, YaTidak, salah
from doctool.model.penomoran import ROMAWI

_BRACES = re.compile(r"\{([^{}]*)\}")
#: What the pattern of a revised SOP's number may hold, and how it looks in an existing number.
_BAGIAN = {
    "nomor": r".+?", "urut": r"\d+[A-Za-z]?", "unit": r".+?", "revisi": r"[0-9A-Za-z]+", "bulan": r"\d{1,2}",
    "bulan_romawi": r"[IVX]{1,4}", "tahun": r"\d{4}",
}  # fmt: skip
#: Parts that a revision gives anew; the others are taken from the number before.
_BARU = ("revisi", "bulan", "bulan_romawi", "tahun")


def sebut_revisi(nomor: str) -> str:
    """A revision in words by its number as the office writes it: "revisi 1"; "Rev. 01" names itself."""
    return nomor if nomor.lower().startswith("rev") else f"revisi {nomor}"


def _parts(value: str, known: tuple[str, ...], what: str) -> list[str]:
    rest = _BRACES.sub("", value)
    if "{" in rest or "}" in rest:
        raise salah(f'kurung kurawal pada {what} "{value}" tidak berpasangan', "tulis bagian pola seperti {revisi}")
    parts = _BRACES.findall(value)
    for part in parts:
        if part not in known:
            listed = ", ".join(f"{{{name}}}" for name in known)
            raise salah(f'bagian "{{{part}}}" pada {what} tidak dikenal', f"bagian yang ada: {listed}", teks=value)
    if any(not sign.isprintable() for sign in value):
        raise salah(f"{what} memuat tanda yang tidak tampak", "tulis ulang pola itu", teks=value)
    return parts


def _revision_pattern(value: str) -> str:
    if _parts(value, ("revisi",), "pola nomor revisi").count("revisi") != 1:
        hint = 'misalnya "{revisi}" atau "Rev. {revisi}"'
        raise salah(f'pola nomor revisi "{value}" harus memuat {{revisi}} satu kali', hint, teks=value)
    return value


def _number_pattern(value: str) -> str:
    if not value:
        return value
    parts = _parts(value, tuple(_BAGIAN), "pola nomor SOP")
    twice = next((part for at, part in enumerate(parts) if part in parts[:at]), None)
    if twice is not None:
        raise salah(f'pola nomor SOP "{value}" memuat {{{twice}}} dua kali', "hapus salah satu", teks=value)
    if not {"nomor", "urut"} & set(parts):
        raise salah(
            f'pola nomor SOP "{value}" harus memuat {{nomor}} atau {{urut}}: tanpa itu semua SOP bernomor sama',
            'misalnya "{nomor}/Rev.{revisi}" atau "{urut}/SOP-DUKCAPIL/{tahun}"', teks=value,
        )  # fmt: skip
    return value


class ParafSop(Rekaman):
    """The block for paraf: who looks at the SOP beside the office (koordinasi) and above the maker (hierarki)."""

    koordinasi: Deret[str] = Field((), description="Jabatan yang membubuhkan paraf koordinasi, menurut urutannya.")
    hierarki: Deret[str] = Field((), description="Jabatan yang membubuhkan paraf hierarki, dari yang terbawah.")
    letak: Literal["identitas", "prosedur"] = Field(
        "identitas", description="Dicetak di kaki lembar identitas atau di bawah tabel prosedur."
    )
    kapan: Literal["konsep", "selalu"] = Field(
        "selalu", description="konsep: hanya pada draf dan reviu; selalu: juga pada SOP yang disahkan."
    )
    judul_koordinasi: str = Field("Paraf Koordinasi", description="Judul blok paraf koordinasi.")
    judul_hierarki: str = Field("Paraf Hierarki", description="Judul blok paraf hierarki.")
    tanggal: YaTidak = Field(True, description="Cetak kolom tanggal di samping kolom paraf.")

    @model_validator(mode="after")
    def _somebody(self) -> ParafSop:
        if not self.koordinasi and not self.hierarki:
            raise salah("blok paraf tanpa jabatan", "isi koordinasi dan/atau hierarki dengan daftar jabatan")
        return self


class AturanSop(Rekaman):
    """How the office revises, numbers and publishes its SOPs."""

    nomor_revisi: Annotated[str, AfterValidator(_revision_pattern)] = Field(
        "{revisi}", description="Pola nomor revisi, misalnya {revisi} atau Rev. {revisi}."
    )
    digit_revisi: int = Field(1, ge=1, le=4, description="Banyak angka nomor revisi: 2 berarti 01.")
    nomor_sop: Annotated[str, AfterValidator(_number_pattern)] = Field(
        "",
        description="Pola nomor SOP sesudah direvisi, dengan bagian {nomor} (nomor lama), {urut}, {unit}, {revisi}, "
        "{bulan}, {bulan_romawi} dan {tahun}; kosong: nomor SOP tidak berubah.",
    )
    tanggal_revisi: Literal["terbit", "dibuka", "tetap"] = Field(
        "terbit", description="Isi tanggal revisi: tanggal terbit, tanggal revisi dibuka, atau diisi penyusun (tetap)."
    )
    cetak_revisi: Literal["tidak", "identitas", "kaki"] = Field(
        "tidak", description="Cetak nomor revisi: tidak, sebagai baris di blok identitas, atau di kaki setiap halaman."
    )
    monitoring_bulan: int = Field(6, ge=1, le=60, description="Monitoring paling lambat setiap sekian bulan.")
    evaluasi_bulan: int = Field(12, ge=1, le=60, description="Evaluasi paling lambat setiap sekian bulan.")
    paraf: AtauKosong[ParafSop] = Field(None, description="Blok paraf koordinasi dan hierarki; kosong: tidak ada.")

    def revisi(self, nomor: int) -> str:
        """The number of revision `nomor` as the office writes it; 0 is the SOP as first published."""
        return self.nomor_revisi.replace("{revisi}", f"{nomor:0{self.digit_revisi}d}")

    def nomor_baru(self, lama: str, nomor: int, hari: date) -> str | None:
        """The number of the SOP in its revision `nomor`, opened on `hari`; `lama` where the office keeps numbers.

        None where the number before does not tell what the pattern takes from it.
        """
        pattern = self.nomor_sop
        if not pattern or not lama.strip():
            return lama
        names = _BRACES.findall(pattern)
        form = "".join(
            re.escape(text) if at % 2 == 0 else f"(?P<{text}>{_BAGIAN[text]})"
            for at, text in enumerate(_BRACES.split(pattern))
        )
        found = re.fullmatch(form, lama.strip())
        kept = found.groupdict() if found else {"nomor": lama.strip()}
        new = {
            "revisi": f"{nomor:0{self.digit_revisi}d}", "tahun": f"{hari.year}", "bulan": f"{hari.month:02d}",
            "bulan_romawi": ROMAWI[hari.month - 1],
        }  # fmt: skip
        if any(name not in _BARU and name not in kept for name in names):
            return None
        return _BRACES.sub(lambda part: new.get(part[1]) or kept[part[1]], pattern)
