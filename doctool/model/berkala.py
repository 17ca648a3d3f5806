"""Laporan harian, mingguan and bulanan as data (data/<kantor>/laporan-berkala/<nama>/berkala.yaml).

What is counted each day, who makes the reports, who receives them and who signs. The counts themselves are a table
beside it, one row a day, one column a thing.
"""

from __future__ import annotations

from collections.abc import Collection, Iterator
from datetime import date
from typing import Annotated, Literal

from pydantic import Field, model_validator

from doctool.indonesian import nama_hari
from doctool.model.dasar import AtauKosong, Deret, Kamus, Rekaman, YaTidak, salah
from doctool.model.kantor import Penandatangan
from doctool.model.kinerja import Bilangan
from doctool.model.tanggal import Tanggal

#: Where they lie: data/<kantor>/laporan-berkala/<nama>/berkala.yaml.
BERKALA_FOLDER, BERKALA_FILE = "laporan-berkala", "berkala.yaml"

NamaHari = Literal["senin", "selasa", "rabu", "kamis", "jumat", "sabtu", "minggu"]
Kunci = Annotated[str, Field(pattern=r"^[A-Za-z][A-Za-z0-9_-]*$")]


class Rincian(Rekaman):
    """A thing that is counted. `jumlah` is added up over days; `posisi` is what is there, the last value counts."""

    kode: Kunci = Field(description="Kunci, unik dalam berkas ini, misalnya ktp-el.")
    nama: str = Field(min_length=1, description="Nama seperti dicetak, misalnya Pencetakan KTP elektronik.")
    singkat: str = Field("", description="Nama pendek untuk kepala kolom dan bagan; kosong: nama.")
    satuan: str = Field(min_length=1, description="Satuan, misalnya keping, dokumen, orang.")
    jenis: Literal["jumlah", "posisi"] = Field(
        "jumlah", description="jumlah: dijumlahkan antarhari; posisi: keadaan terakhir, misalnya sisa blanko."
    )
    desimal: int = Field(0, ge=0, le=4, description="Banyak angka di belakang koma; 0: bilangan bulat.")
    kolom: Deret[str] = Field((), description="Judul kolom lain dalam tabel isian yang berarti rincian ini.")
    awal: Bilangan = Field(None, description="Jumlah sejak 1 Januari sampai sehari sebelum mulai; kosong: tidak ada.")

    @property
    def pendek(self) -> str:
        """The short name, else the name."""
        return self.singkat or self.nama


class KelompokRincian(Rekaman):
    """Things under one heading; `jumlah` also prints their sum, which needs one satuan."""

    nama: str = Field(min_length=1, description="Judul kelompok, misalnya Pendaftaran Penduduk.")
    jumlah: YaTidak = Field(False, description="ya: cetak jumlah kelompok; semua rinciannya jumlah dan bersatuan sama.")
    isi: Annotated[tuple[Rincian, ...], Field(min_length=1)] = Field(description="Rincian dalam kelompok ini.")

    @model_validator(mode="after")
    def _can_be_summed(self) -> KelompokRincian:
        if self.jumlah:
            for at, one in enumerate(self.isi):
                if one.jenis != "jumlah" or one.satuan != self.isi[0].satuan:
                    what = "posisi" if one.jenis != "jumlah" else f"bersatuan {one.satuan}, bukan {self.isi[0].satuan}"
                    raise salah(
                        f'kelompok "{self.nama}" tidak dapat dijumlahkan: {one.kode} {what}',
                        "hapus jumlah: ya, atau pisahkan kelompoknya", di=("isi", at),
                    )  # fmt: skip
        return self

    @property
    def desimal(self) -> int:
        """Decimals of the sum."""
        return max(one.desimal for one in self.isi)


class Berkala(Rekaman):
    """The periodic reports of a bidang."""

    judul: str = Field(min_length=1, description="Judul sesudah kata Laporan Harian, Mingguan atau Bulanan.")
    bidang: str = Field("", description="Kunci bidang di kantor.yaml.")
    contoh: YaTidak = Field(False, description="ya: setiap halaman menyebut bahwa angkanya contoh.")
    tabel: Annotated[tuple[str, ...], Field(min_length=1)] = Field(
        description="Berkas isian (.xlsx atau .csv), relatif terhadap berkala.yaml; setiap lembarnya dibaca."
    )
    mulai: AtauKosong[Tanggal] = Field(None, description="Hari pertama pencatatan; kosong: tanggal pertama di tabel.")
    hari_kerja: Annotated[tuple[NamaHari, ...], Field(min_length=1)] = Field(
        ("senin", "selasa", "rabu", "kamis", "jumat"),
        description="Hari yang harus diisi; hari libur menurut kinerja: libur di kantor.yaml.",
    )
    kelompok: Annotated[tuple[KelompokRincian, ...], Field(min_length=1)] = Field(description="Yang dihitung.")
    tempat: str = Field("", description="Tempat di depan tanggal; kosong: menurut kantor.")
    pembuat: AtauKosong[Penandatangan] = Field(None, description="Yang membuat laporan: kunci pejabat atau jabatan.")
    mengetahui: AtauKosong[Penandatangan] = Field(None, description="Yang mengetahui: kunci pejabat atau jabatan.")
    penerima: Kamus[str] = Field(
        default_factory=dict, description="Yang menerima laporan berurutan: kunci dan jabatannya."
    )

    @model_validator(mode="after")
    def _unique(self) -> Berkala:
        seen: dict[str, str] = {}
        for group, kelompok in enumerate(self.kelompok):
            for at, one in enumerate(kelompok.isi):
                if one.kode in seen:
                    raise salah(
                        f'kode "{one.kode}" dipakai dua kali: "{seen[one.kode]}" dan "{one.nama}"',
                        "beri kode lain pada salah satunya", di=("kelompok", group, "isi", at, "kode"), teks=one.kode,
                    )  # fmt: skip
                seen[one.kode] = one.nama
        if self.mulai is not None and self.mulai.date is None:
            raise salah(
                f'mulai "{self.mulai.teks}" bukan tanggal', "tulis misalnya 1 Juli 2025", di="mulai",
                teks=self.mulai.teks,
            )  # fmt: skip
        return self

    def rincian(self) -> Iterator[Rincian]:
        """Every thing that is counted, in order."""
        for kelompok in self.kelompok:
            yield from kelompok.isi

    @property
    def hari_mulai(self) -> date | None:
        """The first day of recording, where it is named."""
        return self.mulai.date if self.mulai is not None else None

    def wajib_diisi(self, day: date, libur: Collection[date]) -> bool:
        """Whether counts are due on `day`."""
        return nama_hari(day).lower() in self.hari_kerja and day not in libur


class CatatanLaporan(Rekaman):
    """What is known of one report: when it was made and by whom, who received it when, its number in the agenda."""

    dibuat: str = Field("", description="Tanggal dibuat (2025-07-31).")
    oleh: str = Field("", description="Jabatan pembuatnya.")
    diterima: Kamus[str] = Field(default_factory=dict, description="Tanggal diterima menurut kunci penerima.")
    agenda: str = Field("", description="Nomor dalam buku agenda.")


class BukuBerkala(Rekaman):
    """The records of all reports (catatan.json) by key: "harian/2025-07-07", "mingguan/2025-W28", "bulanan/2025-07"."""

    versi: Literal[1] = 1
    laporan: Kamus[CatatanLaporan] = Field(default_factory=dict, description="Menurut kunci laporan.")
