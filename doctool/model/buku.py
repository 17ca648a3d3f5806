"""Buku SOP as data (data/<kantor>/buku-sop/<nama>.yaml): what a book says beside the sheets of its SOPs.

The parts are those of an SOP document (PermenPANRB 35/2012): cover, keputusan pimpinan, daftar isi, penjelasan singkat
penggunaan, and the SOPs. What is left empty is printed as an empty place.
"""

from __future__ import annotations

from pydantic import Field, model_validator

from doctool.model.dasar import AtauKosong, Deret, Isi, Kamus, Rekaman, SatuAtauLebih, YaTidak, dari_teks, salah
from doctool.model.kantor import Penandatangan
from doctool.model.tanggal import Tanggal

#: Where books lie: data/<kantor>/buku-sop/<nama>.yaml; the name of the first one.
BUKU_FOLDER, BUKU_NAMA = "buku-sop", "buku"


class SampulBuku(Rekaman):
    """The cover of the book, where it differs from what the office's data say."""

    subjudul: str = Field("", description="Baris di bawah judul, misalnya Jilid 1: Sekretariat.")
    instansi: Deret[str] = Field((), description="Baris instansi di kaki sampul; kosong: menurut kantor.yaml.")
    alamat: Deret[str] = Field((), description="Baris alamat di kaki sampul; kosong: menurut kantor.yaml.")


class Keputusan(Rekaman):
    """The decree by which the SOPs are set (keputusan pimpinan)."""

    tampil: YaTidak = Field(True, description="tidak: buku tanpa lembar keputusan.")
    judul: str = Field("", description="Misalnya KEPUTUSAN KEPALA DINAS CONTOH; kosong: dari jabatan penanda tangan.")
    nomor: str = Field("", description="Nomor keputusan.")
    tentang: str = Field("", description="Tentang apa; kosong: penetapan standar operasional prosedur kantor ini.")
    pembuka: Deret[str] = Field((), description="Baris di antara judul dan Menimbang, bila kantor mencetaknya.")
    menimbang: Deret[str] = Field((), description="Butir-butir Menimbang, tanpa huruf urutnya.")
    mengingat: Deret[str] = Field((), description="Butir-butir Mengingat, tanpa nomor urutnya.")
    memperhatikan: Deret[str] = Field((), description="Butir-butir Memperhatikan; kosong: tidak dicetak.")
    menetapkan: str = Field("", description="Teks sesudah Menetapkan; kosong: judul keputusan dan tentangnya.")
    diktum: Deret[str] = Field((), description="Diktum KESATU, KEDUA dan seterusnya, tanpa kata urutnya.")
    tempat: str = Field("", description="Ditetapkan di; kosong: menurut kantor.yaml.")
    tanggal: AtauKosong[Tanggal] = Field(None, description="Tanggal ditetapkan.")
    penandatangan: AtauKosong[Penandatangan] = Field(None, description="Kunci pejabat di kantor.yaml, atau isiannya.")
    tembusan: Deret[str] = Field((), description="Tembusan, bila ada.")


class Penjelasan(Rekaman):
    """The short explanation of use (penjelasan singkat penggunaan)."""

    ruang_lingkup: Isi = Field((), description="Ruang lingkup; tiap baris satu paragraf, atau daftar.")
    ringkasan: Isi = Field((), description="Ringkasan; tiap baris satu paragraf, atau daftar.")
    pengertian: Kamus[str] = Field(default_factory=dict, description="Istilah dan pengertiannya.")
    glosarium: YaTidak = Field(True, description="ya: istilah dari glosarium kantor dan SOP ikut dicetak.")


class IsiBuku(Rekaman):
    """An SOP of the book, or a chapter (a bidang or a title) with its SOPs."""

    sop: SatuAtauLebih = Field((), description="Alamat SOP: slug, kantor/slug, slug@1, kantor, atau pola.")
    bidang: str = Field("", description="Kunci bidang di kantor.yaml: judul babnya.")
    judul: str = Field("", description="Judul bab; kosong: nama bidangnya, atau tanpa bab.")

    _from_text = dari_teks("sop")

    @model_validator(mode="after")
    def _holds_sops(self) -> IsiBuku:
        if not self.sop:
            name = self.judul or self.bidang
            raise salah(f'bab "{name}" tidak menyebut SOP' if name else "SOP tidak disebut", "isi sop dengan alamatnya")
        return self


class Buku(Rekaman):
    """A book of SOPs of one office."""

    judul: str = Field("", description="Judul sampul; kosong: Standar Operasional Prosedur (SOP) menurut kantor.")
    tahun: AtauKosong[int] = Field(
        None, ge=1900, le=2100, description="Tahun pembuatan di sampul; kosong: tahun keputusan."
    )
    sampul: SampulBuku = Field(default_factory=SampulBuku, description="Sampul buku.")
    keputusan: AtauKosong[Keputusan] = Field(None, description="Keputusan pimpinan yang menetapkan SOP.")
    penjelasan: Penjelasan = Field(default_factory=Penjelasan, description="Penjelasan singkat penggunaan.")
    isi: Deret[IsiBuku] = Field(
        (), description="SOP menurut urutannya, boleh per bab; kosong: semua SOP kantor menurut nomornya."
    )
    hanya_disahkan: YaTidak = Field(False, description="ya: hanya SOP yang disahkan, menurut terbitannya.")
    sampul_sop: YaTidak = Field(True, description="tidak: sampul masing-masing SOP tidak ikut.")
