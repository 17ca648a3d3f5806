"""Sop: one SOP as data (sop_catalog/<kantor>/sop/<slug>.yaml)."""

from __future__ import annotations

from typing import Annotated, Any, Literal

from pydantic import BeforeValidator, Field, model_validator

from doctool.model.dasar import AtauKosong, DaftarButir, Deret, Isi, Kamus, Rekaman, YaTidak, salah
from doctool.model.kantor import Label, Penandatangan
from doctool.model.prosedur import Kegiatan, KolomPelaksana, Prosedur
from doctool.model.tanggal import Tanggal

Status = Literal["draft", "reviu", "disahkan", "dicabut"]


def _signers(value: Any) -> Any:
    if value == "":
        return ()
    return value if isinstance(value, list | tuple) else (value,)


Penandatangans = Annotated[tuple[Penandatangan, ...], BeforeValidator(_signers)]


class IdentitasTambahan(Rekaman):
    """An extra row of the identity block (some offices print a revision or a page count)."""

    label: str = Field(description="Label baris.")
    isi: str = Field(description="Isi baris.")
    sesudah: str | None = Field(
        None, description="Kunci baris yang mendahuluinya, misalnya nomor_sop. Bawaan: paling bawah."
    )


class Revisi(Rekaman):
    """An entry of the SOP's history."""

    nomor: str = Field(description="Nomor revisi.")
    tanggal: Tanggal | None = Field(None, description="Tanggal revisi.")
    uraian: Isi = Field((), description="Apa yang berubah.")
    alasan: str = Field("", description="Mengapa direvisi.")
    peraturan: Deret[str] = Field((), description="Peraturan yang berubah dan menjadi sebab revisi.")


class RiwayatStatus(Rekaman):
    """A change of status: which, when, by whom."""

    status: Status = Field(description="Status sejak tanggal ini.")
    tanggal: Tanggal | None = Field(None, description="Tanggal perubahan.")
    oleh: str = Field("", description="Nama atau jabatan yang mengubah status.")
    alasan: str = Field("", description="Mengapa statusnya diubah, misalnya sebab dicabut.")


class Klasifikasi(Rekaman):
    """The kind of SOP (PermenPANRB 35/2012)."""

    sifat: AtauKosong[Literal["teknis", "administratif"]] = Field(None, description="teknis atau administratif.")
    cakupan: AtauKosong[Literal["makro", "mikro"]] = Field(None, description="makro atau mikro.")
    kelengkapan: AtauKosong[Literal["final", "parsial"]] = Field(None, description="final atau parsial.")
    jenis: AtauKosong[Literal["generik", "spesifik"]] = Field(None, description="generik atau spesifik.")


class LampiranPeraturan(Rekaman):
    """The SOP is an annex of a regulation: the block at the upper right of its first sheet."""

    judul: str = Field(description="Misalnya LAMPIRAN PERATURAN BUPATI SEMARANG.")
    nomor: str = Field("", description="Nomor peraturan.")
    tanggal: Tanggal | None = Field(None, description="Tanggal peraturan.")
    tentang: str = Field("", description="Judul peraturan.")


class Sop(Rekaman):
    """One SOP: the identity sheet's fields and the procedure (or several, under `bagian`)."""

    status: Status = Field("draft", description="draft, reviu, disahkan atau dicabut.")
    riwayat_status: Deret[RiwayatStatus] = Field((), description="Perubahan status, yang terlama lebih dahulu.")

    nomor_sop: str | None = Field(None, description="Nomor SOP.")
    tanggal_pembuatan: Tanggal | None = Field(None, description="Tanggal SOP selesai dibuat.")
    tanggal_revisi: Tanggal | None = Field(None, description='Tanggal revisi; "-" bila belum pernah.')
    revisi_rencana: YaTidak = Field(False, description="Tanggal revisi adalah rencana peninjauan.")
    tanggal_efektif: Tanggal | None = Field(None, description="Tanggal mulai berlaku.")
    tanggal_pengesahan: Tanggal | None = Field(None, description="Tanggal disahkan, bila dicetak tersendiri.")
    disahkan_oleh: Penandatangans | None = Field(None, description="Pejabat yang mengesahkan (kunci atau isian).")
    nama_sop: str | None = Field(None, description="Nama SOP.")
    judul_sampul: str | None = Field(None, description="Judul di sampul, bila berbeda dari nama SOP.")
    judul_identitas: str | None = Field(None, description="Judul di atas lembar identitas.")
    judul_prosedur: str | None = Field(None, description="Judul di atas tabel prosedur.")
    identitas_tambahan: Deret[IdentitasTambahan] = Field((), description="Baris tambahan di blok identitas.")

    dasar_hukum: DaftarButir | None = Field(None, description="Peraturan yang mendasari.")
    keterkaitan: DaftarButir | None = Field(None, description="SOP lain yang terkait.")
    peringatan: DaftarButir | None = Field(None, description="Akibat bila prosedur tidak dijalankan.")
    kualifikasi_pelaksana: DaftarButir | None = Field(None, description="Kemampuan yang dituntut.")
    peralatan_perlengkapan: DaftarButir | None = Field(None, description="Alat yang dipakai.")
    pencatatan_pendataan: DaftarButir | None = Field(None, description="Catatan yang harus diisi.")

    klasifikasi: Klasifikasi = Field(default_factory=Klasifikasi, description="Jenis SOP.")
    lampiran_peraturan: AtauKosong[LampiranPeraturan] = Field(None, description="SOP sebagai lampiran peraturan.")
    glosarium: Kamus[str] = Field(default_factory=dict, description="Singkatan yang dipakai SOP ini.")
    label: Label = Field(default_factory=Label, description="Kata-kata formulir yang berbeda pada SOP ini.")
    revisi: Deret[Revisi] = Field((), description="Riwayat revisi, yang terlama lebih dahulu.")

    pelaksana: Deret[KolomPelaksana] | None = Field(
        None, description="Kolom pelaksana dari kiri; boleh dikelompokkan."
    )
    kegiatan: Deret[Kegiatan] | None = Field(None, description="Baris-baris kegiatan.")
    catatan_kaki: Deret[str] = Field((), description="Catatan di bawah tabel.")
    bagian: AtauKosong[tuple[Prosedur, ...]] = Field(None, description="Beberapa prosedur di bawah satu identitas.")
    tanda_tangan_alur: Penandatangans = Field((), description="Blok tanda tangan di bawah tabel prosedur.")

    @model_validator(mode="after")
    def _one_way_of_procedures(self) -> Sop:
        if self.bagian is not None and (self.kegiatan is not None or self.pelaksana is not None):
            name = "kegiatan" if self.kegiatan is not None else "pelaksana"
            raise salah(
                f'"{name}" dan "bagian" tidak boleh bersama', f'pindahkan "{name}" ke salah satu bagian', name
            )
        return self

    @property
    def tercabut(self) -> bool:
        """Whether the SOP was withdrawn and not published since, though a revision of it may be open."""
        if self.status in ("disahkan", "dicabut"):
            return self.status == "dicabut"
        decided = [one.status for one in self.riwayat_status if one.status in ("disahkan", "dicabut")]
        return decided[-1:] == ["dicabut"]

    def prosedur(self) -> tuple[tuple[tuple[str | int, ...], Prosedur], ...]:
        """The procedures, each with its path in the file."""
        if self.bagian is not None:
            return tuple((("bagian", index), one) for index, one in enumerate(self.bagian))
        only = Prosedur(pelaksana=self.pelaksana, kegiatan=self.kegiatan or (), catatan_kaki=self.catatan_kaki)
        return (((), only),)
