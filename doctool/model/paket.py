"""Paket distribusi as data (data/<kantor>/paket/<nama>/paket.yaml): who receives which pieces, in which order.

A piece is any document that doctool makes, or a finished file. The texts of a piece may name columns of the recipients
in braces: "{nama}", "{bidang}". What each recipient gets is planned before anything is made.
"""

from __future__ import annotations

from typing import Literal

from pydantic import Field, model_validator

from doctool.model.dasar import AtauKosong, Deret, Kamus, Rekaman, SatuAtauLebih, YaTidak, dari_teks, salah
from doctool.model.tanggal import Tanggal

#: What a piece can be made as; a finished file stays what it is.
FormatPotongan = Literal["docx", "xlsx", "pdf"]
JenisPotongan = Literal["surat", "formulir", "sop", "laporan", "berkas"]


class FormulirPaket(Rekaman):
    """The form isian of a recipient."""

    bidang: str = Field("{bidang}", description="Kunci bidang, atau kolom penerima yang memuatnya.")
    seksi: str = Field("", description="Seksi, bila formulirnya per seksi.")
    tahun: str = Field("", description="Tahun data kinerja; kosong: yang terbaru.")
    triwulan: str = Field("", description="Triwulan I sampai IV yang diisi; kosong: setahun penuh (IV).")

    _from_text = dari_teks("bidang")


class Potongan(Rekaman):
    """A piece of every packet, or of those whose recipient fits `jika`. Exactly one of surat, formulir, sop, laporan,
    berkas says what it is."""

    judul: str = Field(min_length=1, description="Judul potongan: nama berkasnya dan penanda halamannya.")
    surat: str = Field("", description="Berkas data surat (.yaml), relatif terhadap paket.yaml; {kolom} diganti.")
    formulir: AtauKosong[FormulirPaket] = Field(None, description="Form isian data kinerja bidang penerima.")
    sop: str = Field("", description="Alamat SOP: slug atau kantor/slug.")
    laporan: str = Field("", description="Laporan kinerja: nama foldernya.")
    berkas: str = Field("", description="Berkas jadi, relatif terhadap paket.yaml; {kolom} diganti.")
    bentuk: Deret[FormatPotongan] = Field(
        (), description="Bentuk berkasnya; kosong: surat docx, formulir xlsx, SOP dan laporan pdf."
    )
    jika: Kamus[SatuAtauLebih] = Field(
        default_factory=dict, description="Hanya untuk penerima yang kolomnya berisi salah satu nilai ini."
    )
    gabung: YaTidak = Field(True, description="ya: ikut dalam satu PDF penerima, bila diminta.")

    @property
    def jenis(self) -> JenisPotongan:
        """What the piece is."""
        if self.formulir is not None:
            return "formulir"
        names: tuple[JenisPotongan, ...] = ("surat", "sop", "laporan", "berkas")
        return next(name for name in names if getattr(self, name))

    @model_validator(mode="after")
    def _is_one_thing(self) -> Potongan:
        named = [name for name in ("surat", "formulir", "sop", "laporan", "berkas") if getattr(self, name)]
        if len(named) != 1:
            said = f"menyebut {' dan '.join(named)}" if named else "tidak menyebut isinya"
            raise salah(
                f'potongan "{self.judul}" {said}', "sebut tepat satu: surat, formulir, sop, laporan, atau berkas",
                di=named[1] if named else "judul",
            )  # fmt: skip
        return self


class ZipPaket(Rekaman):
    """ZIP archives of the packets."""

    batas_mb: int = Field(25, ge=1, le=2000, description="Ukuran terbesar satu ZIP; lebih dari itu dipecah.")
    per: Literal["penerima", "semua"] = Field("penerima", description="Satu ZIP tiap penerima, atau semuanya.")

    _from_text = dari_teks("per")


#: A recipient as written: its texts by heading.
BarisPenerima = Kamus[str]


class DaftarPenerima(Rekaman):
    """A file of recipients in YAML."""

    penerima: Deret[BarisPenerima] = Field(min_length=1, description="Penerima: kolom dan isinya.")


class Paket(Rekaman):
    """A distribution packet."""

    judul: str = Field(min_length=1, description="Judul paket, dicetak di lembar depan dan daftar ekspedisi.")
    tanggal: AtauKosong[Tanggal] = Field(None, description="Tanggal surat dan ekspedisi; kosong: hari ini.")
    penerima: str | Deret[BarisPenerima] = Field(
        description="Berkas penerima (.xlsx, .csv, .yaml) relatif terhadap paket.yaml, atau daftar penerima."
    )
    kolom: Kamus[str] = Field(
        default_factory=dict, description="Judul kolom dalam berkas penerima dan nama yang dipakai di sini."
    )
    kunci: str = Field("", description="Kolom yang membedakan penerima; kosong: kunci, bidang, kode, lalu nama.")
    folder: str = Field("{urut}_{nama}", description="Nama folder tiap penerima.")
    isi: Deret[Potongan] = Field(min_length=1, description="Potongan paket menurut urutannya.")
    lembar_depan: YaTidak = Field(True, description="ya: lembar depan dengan daftar isi paket dan kode periksa (QR).")
    satu_pdf: YaTidak = Field(False, description="ya: juga satu PDF tiap penerima dengan penanda halaman.")
    salinan: str = Field("", description='Cap pada satu PDF, misalnya "Salinan ke-{urut}".')
    zip: AtauKosong[ZipPaket] = Field(None, description="ZIP tiap penerima atau semuanya.")
