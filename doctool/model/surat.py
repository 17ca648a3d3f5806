"""Surat: the naskah dinas of an office as data, one record a letter (data/<kantor>/surat/<nama>.yaml).

Seven kinds share a head and a signer: surat dinas, nota dinas, surat pengantar, surat undangan, lembar disposisi,
daftar hadir and notula. What the office writes once (kop, officials, house style) comes from kantor.yaml. The
kinds and their parts follow Permendagri Nomor 1 Tahun 2023 as secretariats use it; where practice differs, the
house style decides (`GayaSurat`).
"""

from __future__ import annotations

from typing import Annotated, Any, Literal

from pydantic import Discriminator, Field, Tag, model_validator

from doctool.model.dasar import Deret, Isi, Rekaman, YaTidak, dari_teks, salah
from doctool.model.kantor import Pejabat, Penandatangan
from doctool.model.tanggal import Tanggal

Jenis = Literal["dinas", "nota-dinas", "pengantar", "undangan", "disposisi", "daftar-hadir", "notula"]
Sifat = Literal["", "Biasa", "Segera", "Sangat Segera", "Penting", "Rahasia", "Sangat Rahasia", "Terbatas"]


class Tujuan(Rekaman):
    """An addressee: a text is the jabatan behind "Yth."."""

    yth: str = Field(min_length=1, description="Jabatan (atau nama) yang dituju, tanpa kata Yth.")
    di: str = Field("", description="Tempat tujuan, dicetak di bawah kata di.")
    nama: str = Field("", description="Nama orang yang dituju, bila perlu.")

    _from_text = dari_teks("yth", kosong=True)


class BlokDaftar(Rekaman):
    """A numbered or marked list in the text of a letter."""

    daftar: Deret[str] = Field(min_length=1, description="Butir-butir daftar.")
    penanda: Literal["1.", "1)", "a.", "a)", "-", "•"] = Field("1.", description="Penanda butir.")


class BlokTabel(Rekaman):
    """A table in the text of a letter; its head repeats on each page."""

    kolom: Deret[str] = Field(min_length=1, max_length=10, description="Judul kolom dari kiri.")
    baris: Deret[Deret[str]] = Field(description="Baris tabel; tiap baris sebanyak kolom.")
    lebar: Deret[float] = Field((), description="Perbandingan lebar kolom; kosong: dibagi menurut isi.")

    @model_validator(mode="after")
    def _as_wide_as_its_head(self) -> BlokTabel:
        for index, row in enumerate(self.baris):
            if len(row) != len(self.kolom):
                raise salah(
                    f"baris {index + 1} berisi {len(row)} sel, kolomnya {len(self.kolom)}",
                    'isi setiap kolom; sel kosong ditulis ""',
                    di="baris",
                )
        if self.lebar and len(self.lebar) != len(self.kolom):
            raise salah(f"lebar menyebut {len(self.lebar)} kolom, kolomnya {len(self.kolom)}", "samakan", di="lebar")
        return self


class BlokRincian(Rekaman):
    """Names and values one under another with the colons aligned ("Hari/Tanggal : Senin, 9 Januari 2024")."""

    rincian: dict[str, str] = Field(min_length=1, description="Nama dan isi, baris demi baris.")


def _kind_of_block(value: Any) -> str:
    if isinstance(value, str):
        return "(alinea)"
    keys = set(value) if isinstance(value, dict) else set(getattr(type(value), "model_fields", ()))
    if "daftar" in keys:
        return "(daftar)"
    return "(rincian)" if "rincian" in keys else "(tabel)"


#: A piece of a letter's text: a paragraph, a list, a table, or aligned names and values.
Blok = Annotated[
    Annotated[str, Tag("(alinea)")]
    | Annotated[BlokDaftar, Tag("(daftar)")]
    | Annotated[BlokTabel, Tag("(tabel)")]
    | Annotated[BlokRincian, Tag("(rincian)")],
    Discriminator(_kind_of_block),
]


class PenandatanganSurat(Penandatangan):
    """A signer of a letter. With awalan a.n. or u.b. he signs for others: `atas_nama` whose authority it is,
    `melalui` the post between in u.b. (a key of kantor.yaml's pejabat, or the jabatan itself)."""

    atas_nama: str = Field("", description="Untuk a.n. dan u.b.: kunci pejabat atau nama jabatan pemberi kuasa.")
    melalui: str = Field("", description="Untuk u.b.: kunci pejabat atau nama jabatan di antaranya.")

    @model_validator(mode="after")
    def _for_whom(self) -> PenandatanganSurat:
        if self.awalan in ("a.n.", "u.b.") and not self.atas_nama:
            raise salah(f"{self.awalan} tanpa atas_nama", "tulis atas_nama: kunci atau nama jabatannya", di="awalan")
        if self.awalan == "u.b." and not self.melalui:
            raise salah("u.b. tanpa melalui", "tulis melalui: jabatan yang diberi a.n.", di="awalan")
        return self


class Paraf(Rekaman):
    """The boxes of the paraf: those who initial before the signer, tiered, at most three; other units; and none
    of them is the signer."""

    hierarki: Deret[str] = Field((), max_length=3, description="Jabatan pemaraf, paling banyak tiga.")
    koordinasi: Deret[str] = Field((), description="Jabatan pemaraf unit lain.")


class Acara(Rekaman):
    """A meeting: when, where and what for. `hari` may be left out: it is that of the date."""

    hari: str = Field("", description="Nama hari; kosong: menurut tanggal.")
    tanggal: Tanggal = Field(description="Tanggal acara.")
    waktu: str = Field(description="Waktu, misalnya pukul 09.00 WIB s.d. selesai.")
    tempat: str = Field(description="Tempat acara.")
    acara: str = Field(description="Nama acara atau pokok bahasan.")
    catatan: Isi = Field((), description="Catatan, misalnya pakaian atau bahan yang dibawa.")


class Surat(Rekaman):
    """What every kind has. `nomor` absent: taken from the buku agenda; "" an empty place to fill by hand."""

    kantor: str = Field("", description="Kode kantor; kosong: menurut folder.")
    nomor: str | None = Field(None, description="Nomor surat; tanpa kunci ini nomor diambil dari buku agenda.")
    klasifikasi: str = Field("", description="Kode klasifikasi, misalnya 400.12.4.")
    tanggal: Tanggal = Field(description="Tanggal surat; boleh kosong sampai ditandatangani.")
    tempat: str = Field("", description="Tempat di depan tanggal; kosong: menurut kantor.")
    penandatangan: PenandatanganSurat = Field(description="Kunci pejabat atau rincian penanda tangan.")
    paraf: Paraf = Field(default_factory=Paraf, description="Kotak paraf hierarki dan koordinasi.")
    tte: YaTidak = Field(False, description="Sediakan tempat kosong untuk tanda tangan elektronik.")


class Berkepala(Surat):
    """A letter with sifat, lampiran and hal."""

    sifat: Sifat = Field("Biasa", description="Sifat surat.")
    lampiran: str = Field("", description="Lampiran, misalnya 1 (satu) berkas; - bila tidak ada.")
    hal: str = Field(min_length=1, description="Hal surat, tanpa titik.")
    kepada: Deret[Tujuan] = Field(min_length=1, description="Yang dituju.")
    tembusan: Deret[str] = Field((), description="Tembusan.")


class SuratDinas(Berkepala):
    """Surat dinas: free text."""

    jenis: Literal["dinas"] = Field("dinas", description="Jenis naskah.")
    isi: Deret[Blok] = Field(min_length=1, description="Alinea, daftar, tabel dan rincian.")


class NotaDinas(Berkepala):
    """Nota dinas: inside the office, from one post to another."""

    jenis: Literal["nota-dinas"] = Field("nota-dinas", description="Jenis naskah.")
    dari: str = Field("", description="Jabatan pengirim; kosong: jabatan penanda tangan.")
    isi: Deret[Blok] = Field(min_length=1, description="Alinea, daftar, tabel dan rincian.")


class Undangan(Berkepala):
    """Surat undangan: what goes before, the meeting, what comes after. Many addressees go into an annex."""

    jenis: Literal["undangan"] = Field("undangan", description="Jenis naskah.")
    pembuka: Deret[Blok] = Field(min_length=1, description="Alinea sebelum rincian acara.")
    acara: Acara = Field(description="Hari, tanggal, waktu, tempat, acara.")
    penutup: Deret[Blok] = Field((), description="Alinea sesudah rincian acara.")


class Kiriman(Rekaman):
    """A line of a surat pengantar."""

    naskah: Isi = Field(min_length=1, description="Naskah dinas atau barang yang dikirim.")
    banyaknya: str = Field(description="Banyaknya, misalnya 1 (satu) berkas.")
    keterangan: Isi = Field((), description="Keterangan.")


class SuratPengantar(Surat):
    """Surat pengantar: what is sent, and who received it (the second copy comes back signed)."""

    jenis: Literal["pengantar"] = Field("pengantar", description="Jenis naskah.")
    kepada: Deret[Tujuan] = Field(min_length=1, description="Yang dituju.")
    pembuka: str = Field("", description="Kalimat sebelum tabel.")
    kiriman: Deret[Kiriman] = Field(min_length=1, description="Yang dikirim, satu baris satu naskah.")
    penerima: Pejabat = Field(default_factory=Pejabat, description="Penerima, bila sudah diketahui.")
    telepon_penerima: str = Field("", description="Nomor telepon penerima.")
    tembusan: Deret[str] = Field((), description="Tembusan.")

    @property
    def hal(self) -> str:
        """What the book says of it."""
        return f"Surat pengantar {self.kiriman[0].naskah[0]}" if self.kiriman else "Surat pengantar"


def _no_day() -> Tanggal:
    return Tanggal.model_validate("")


class LembarDisposisi(Rekaman):
    """Lembar disposisi of a letter that came in; blanks are filled from the buku agenda masuk, else by hand."""

    jenis: Literal["disposisi"] = Field("disposisi", description="Jenis naskah.")
    kantor: str = Field("", description="Kode kantor; kosong: menurut folder.")
    surat_dari: str = Field("", description="Pengirim surat.")
    nomor_surat: str = Field("", description="Nomor surat yang diterima.")
    tanggal_surat: Tanggal = Field(default_factory=_no_day, description="Tanggal surat yang diterima.")
    diterima: Tanggal = Field(default_factory=_no_day, description="Tanggal surat diterima.")
    nomor_agenda: str = Field(
        "", description="Nomor agenda masuk; isian lain yang kosong lalu diambil dari buku agenda masuk."
    )
    sifat: Literal["", "Biasa", "Segera", "Sangat Segera", "Rahasia"] = Field("", description="Sifat surat.")
    hal: str = Field("", description="Hal surat yang diterima.")
    diteruskan: Deret[str] = Field((), description="Diteruskan kepada Sdr.; dicetak sebagai daftar berkotak.")
    dipilih: Deret[str] = Field((), description="Yang dicentang dari diteruskan dan harap.")
    harap: Deret[str] = Field(
        ("Tanggapan dan saran", "Proses lebih lanjut", "Koordinasi/konfirmasikan"),
        description="Pilihan sesudah kalimat Dengan hormat harap.",
    )
    catatan: Isi = Field((), description="Catatan.")
    penandatangan: PenandatanganSurat = Field(description="Kunci pejabat atau rincian pemberi disposisi.")


class Peserta(Rekaman):
    """Someone at a meeting; a text is the name."""

    nama: str = Field(description="Nama.")
    jabatan: str = Field("", description="Jabatan atau instansi.")

    _from_text = dari_teks("nama")


class DaftarHadir(Rekaman):
    """Daftar hadir: the attendance list with places to sign, left and right in turn."""

    jenis: Literal["daftar-hadir"] = Field("daftar-hadir", description="Jenis naskah.")
    kantor: str = Field("", description="Kode kantor; kosong: menurut folder.")
    judul: str = Field("DAFTAR HADIR", description="Judul.")
    acara: Acara = Field(description="Hari, tanggal, waktu, tempat, acara.")
    peserta: Deret[Peserta] = Field((), description="Peserta yang sudah diketahui.")
    baris_kosong: int = Field(0, ge=0, le=300, description="Baris kosong sesudah peserta yang diketahui.")
    penandatangan: PenandatanganSurat = Field(description="Kunci pejabat atau rincian penanggung jawab.")
    tempat: str = Field("", description="Tempat di depan tanggal; kosong: menurut kantor.")


class Notula(Rekaman):
    """Notula: the minutes of a meeting."""

    jenis: Literal["notula"] = Field("notula", description="Jenis naskah.")
    kantor: str = Field("", description="Kode kantor; kosong: menurut folder.")
    rapat: str = Field(min_length=1, description="Nama rapat.")
    acara: Acara = Field(description="Hari, tanggal, waktu, tempat, acara.")
    ketua: str = Field("", description="Pimpinan rapat.")
    sekretaris: str = Field("", description="Sekretaris rapat.")
    pencatat: str = Field("", description="Pencatat.")
    peserta: Deret[Peserta] = Field((), description="Peserta rapat.")
    pembukaan: Deret[Blok] = Field((), description="Pembukaan.")
    pembahasan: Deret[Blok] = Field((), description="Pembahasan.")
    keputusan: Deret[Blok] = Field((), description="Keputusan.")
    penutupan: str = Field("", description="Waktu dan kalimat penutupan.")
    penandatangan: PenandatanganSurat = Field(description="Kunci pejabat atau rincian penanda tangan.")
    tempat: str = Field("", description="Tempat di depan tanggal; kosong: menurut kantor.")


Naskah = SuratDinas | NotaDinas | SuratPengantar | Undangan | LembarDisposisi | DaftarHadir | Notula

#: The model of each kind, as the commands call it.
NASKAH: dict[Jenis, type[Naskah]] = {
    "dinas": SuratDinas,
    "nota-dinas": NotaDinas,
    "pengantar": SuratPengantar,
    "undangan": Undangan,
    "disposisi": LembarDisposisi,
    "daftar-hadir": DaftarHadir,
    "notula": Notula,
}
