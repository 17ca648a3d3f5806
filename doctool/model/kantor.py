"""Kantor: the office, its officials and its house style (sop_catalog/<kantor>/kantor.yaml)."""

from __future__ import annotations

import re
from typing import Annotated, Any, Literal, TypeVar

from pydantic import AfterValidator, BeforeValidator, Discriminator, Field, Tag, WithJsonSchema

from doctool.model.aturan_sop import AturanSop
from doctool.model.dasar import AtauKosong, Deret, Kamus, Rekaman, YaTidak, dari_teks, salah
from doctool.model.eselon import Eselon
from doctool.model.kinerja import AturanKinerja
from doctool.model.nip import CaraTulis, StatusPegawai
from doctool.model.penomoran import Penomoran
from doctool.model.tanggal import PolaTanggal

#: Typefaces with advance-width tables in the package (doctool/data/fonts).
Huruf = Literal["Arial", "Times New Roman", "Calibri", "Cambria", "Bookman Old Style"]

Kolom = Literal["nomor", "kegiatan", "pelaksana", "kelengkapan", "waktu", "output", "keterangan"]


class Pejabat(Rekaman):
    """An official. Written once in kantor.yaml, referred to by key."""

    jabatan: str = Field("", description="Nama jabatan seperti dicetak di atas tanda tangan.")
    nama: str = Field("", description="Nama dengan gelar.")
    pangkat: str = Field("", description="Pangkat, misalnya Pembina Tingkat I.")
    golongan: str = Field("", description="Golongan, misalnya IV/b.")
    nip: str = Field("", description="NIP atau NI PPPK, 18 angka; spasi boleh.")
    status: StatusPegawai = Field("pns", description="Status kepegawaian.")
    eselon: Eselon = Field("", description="Eselon, misalnya III.a; tidak dicetak, dipakai memeriksa a.n. dan u.b.")


class Penandatangan(Pejabat):
    """A signer: an official by key and/or his fields; what is given here goes before the official's."""

    pejabat: str | None = Field(None, description="Kunci pejabat di kantor.yaml.")
    awalan: Literal["", "a.n.", "u.b.", "Plt.", "Plh.", "Pj."] = Field(
        "", description="Awalan jabatan: a.n., u.b., Plt., Plh. atau Pj."
    )
    pengantar: str = Field("", description="Baris di atas jabatan, misalnya tempat dan tanggal.")

    _from_key = dari_teks("pejabat")


P = TypeVar("P", bound=Penandatangan)


class BarisKop(Rekaman):
    """A line of the letterhead with its own size (points) and weight."""

    teks: str = Field(description="Teks baris.")
    ukuran: AtauKosong[Annotated[float, Field(gt=4, le=40)]] = Field(None, description="Ukuran huruf dalam poin.")
    tebal: YaTidak = Field(False, description="Cetak tebal.")

    _from_text = dari_teks("teks", kosong=True)


class Kop(Rekaman):
    """The letterhead: lines from top to bottom and the crest."""

    baris: Deret[BarisKop] = Field(description="Baris kop dari atas ke bawah.")
    logo: str | None = Field(None, description="Berkas lambang, relatif terhadap folder kantor.")
    garis: Literal["ganda", "tunggal", "tidak"] = Field("ganda", description="Garis di bawah kop.")


class Margin(Rekaman):
    """Margins in millimetres."""

    atas_mm: float = Field(15, ge=5, le=60, description="Tepi atas, milimeter.")
    kanan_mm: float = Field(15, ge=5, le=60, description="Tepi kanan, milimeter.")
    bawah_mm: float = Field(15, ge=5, le=60, description="Tepi bawah, milimeter.")
    kiri_mm: float = Field(15, ge=5, le=60, description="Tepi kiri, milimeter.")


class GayaSampul(Rekaman):
    """The cover page."""

    tampil: YaTidak = Field(False, description="Cetak halaman sampul.")
    instansi: Deret[str] = Field((), description="Baris nama instansi di bawah judul.")
    alamat: Deret[str] = Field((), description="Baris alamat di kaki sampul.")
    tahun: YaTidak = Field(True, description="Cetak tahun pembuatan di kaki sampul.")
    orientasi: Literal["potret", "lanskap"] = Field("potret", description="potret atau lanskap.")


class GayaIdentitas(Rekaman):
    """The identity sheet. `susunan`: the kop beside the block (kop-kiri) or above it (kop-atas)."""

    orientasi: Literal["potret", "lanskap"] = Field("potret", description="potret atau lanskap.")
    susunan: Literal["kop-kiri", "kop-atas"] = Field(
        "kop-kiri", description="Kop di kiri blok identitas, atau melintang di atasnya."
    )
    ukuran_pt: float = Field(10, ge=8, le=14, description="Ukuran huruf badan lembar.")
    penanda: Literal["1.", "1", "1)", "a.", "a)", "-", "•", ""] = Field("1.", description="Penanda butir.")
    titik_dua_blok: YaTidak = Field(False, description="Titik dua sebelum isi blok identitas.")
    titik_dua_judul: YaTidak = Field(False, description="Titik dua sesudah judul bagian.")
    judul_kapital: YaTidak = Field(False, description="Judul bagian dengan huruf kapital.")
    margin: Margin = Field(default_factory=Margin, description="Tepi halaman.")


def _nomor_kolom(value: Any) -> Any:
    if isinstance(value, str) and value.strip().lower() in {"ya", "tidak", "true", "false"}:
        return value.strip().lower() in {"ya", "true"}
    if isinstance(value, str):
        raise salah(
            f'"{value}" bukan ya, tidak, atau daftar teks', 'tulis ya, tidak, atau daftar: ["1", "2", "3"]', teks=value
        )
    return value


def _columns(value: tuple[Kolom, ...]) -> tuple[Kolom, ...]:
    for name in ("kegiatan", "pelaksana"):
        if name not in value:
            raise salah(f'kolom "{name}" harus ada', f"tambahkan {name} pada urutan yang dikehendaki")
    twice = next((name for at, name in enumerate(value) if name in value[:at]), None)
    if twice is not None:
        raise salah(f'kolom "{twice}" disebut dua kali', "hapus salah satu", teks=twice)
    return value


def _row_kind(value: Any) -> str:
    return "(saklar)" if isinstance(value, bool) else "(daftar)"


class GayaProsedur(Rekaman):
    """The flowchart sheet."""

    orientasi: Literal["lanskap", "potret"] = Field("lanskap", description="lanskap atau potret.")
    ukuran_pt: float = Field(8.5, ge=8, le=12, description="Ukuran huruf tabel, paling kecil 8 poin.")
    kolom: Annotated[tuple[Kolom, ...], AfterValidator(_columns)] = Field(
        ("nomor", "kegiatan", "pelaksana", "kelengkapan", "waktu", "output", "keterangan"),
        description="Urutan kolom.",
    )
    nomor_kolom: Annotated[
        Annotated[bool, Tag("(saklar)")] | Annotated[tuple[str, ...], Tag("(daftar)")],
        Discriminator(_row_kind),
        BeforeValidator(_nomor_kolom),
        WithJsonSchema(
            {
                "anyOf": [
                    {"type": "boolean"},
                    {"enum": ["ya", "tidak"]},
                    {"type": "array", "items": {"type": "string"}},
                ]
            }
        ),
    ] = Field(False, description="Baris nomor kolom: ya, tidak, atau teks tiap kolom dari kiri.")
    kapsul: Literal["menyatu", "terpisah"] = Field(
        "menyatu", description="Kapsul menggantikan kotak kegiatan pertama/terakhir, atau digambar terpisah."
    )
    teks_kapsul: YaTidak = Field(True, description="Tulis Mulai/Selesai di dalam kapsul.")
    judul: YaTidak = Field(False, description="Cetak judul di atas tabel prosedur.")
    margin: Margin = Field(
        default_factory=lambda: Margin(atas_mm=15, kanan_mm=12, bawah_mm=15, kiri_mm=12), description="Tepi halaman."
    )


#: The lines of a nota dinas head.
KepalaNota = Literal["yth", "dari", "tembusan", "tanggal", "nomor", "sifat", "lampiran", "hal"]


class GayaSurat(Rekaman):
    """The letters. Where offices differ and no rule was read, the default is what secretariats are seen to use."""

    kertas: Literal["A4", "F4", ""] = Field("", description="Kertas surat; kosong: kertas kantor.")
    ukuran_pt: float = Field(11, ge=10, le=13, description="Ukuran huruf surat: 11 atau 12.")
    spasi: float = Field(1.0, ge=1, le=2, description="Jarak baris isi surat, 1 sampai 1,5.")
    margin: Margin = Field(
        default_factory=lambda: Margin(atas_mm=15, kanan_mm=20, bawah_mm=25, kiri_mm=30), description="Tepi halaman."
    )
    kepala_nota: Deret[KepalaNota] = Field(
        ("yth", "dari", "tembusan", "tanggal", "nomor", "sifat", "lampiran", "hal"),
        description="Urutan baris kepala nota dinas; nomor yang tidak disebut dicetak di bawah judul.",
    )
    lampiran_kosong: Literal["-", "tidak dicetak"] = Field(
        "-", description="Bila tidak ada lampiran: cetak tanda - atau hilangkan barisnya."
    )
    kata_di: YaTidak = Field(True, description="Cetak kata di sebelum tempat tujuan.")
    pangkat: YaTidak = Field(True, description="Cetak pangkat di bawah nama penanda tangan.")


class Label(Rekaman):
    """The words printed on the form, as the office prints them. None: the kantor's or doctool's own."""

    judul: str | None = Field(None, description="Standar Operasional Prosedur (SOP).")
    nomor_sop: str | None = None
    tanggal_pembuatan: str | None = None
    tanggal_revisi: str | None = None
    revisi: str | None = None
    tanggal_efektif: str | None = None
    tanggal_pengesahan: str | None = None
    disahkan_oleh: str | None = None
    nama_sop: str | None = None
    dasar_hukum: str | None = None
    keterkaitan: str | None = None
    peringatan: str | None = None
    kualifikasi_pelaksana: str | None = None
    peralatan_perlengkapan: str | None = None
    pencatatan_pendataan: str | None = None
    nomor: str | None = None
    kegiatan: str | None = None
    pelaksana: str | None = None
    mutu_baku: str | None = None
    kelengkapan: str | None = None
    waktu: str | None = None
    output: str | None = None
    keterangan: str | None = None
    ya: str | None = None
    tidak: str | None = None
    mulai: str | None = None
    selesai: str | None = None
    nip: str | None = None
    ke_halaman: str | None = None
    dari_halaman: str | None = None


#: doctool's own words, where neither SOP nor kantor says otherwise (PermenPANRB 35/2012, Unsur Prosedur).
LABEL_BAWAAN = Label(
    judul="Standar Operasional Prosedur (SOP)",
    nomor_sop="Nomor SOP",
    tanggal_pembuatan="Tanggal Pembuatan",
    tanggal_revisi="Tanggal Revisi",
    revisi="Revisi Ke",
    tanggal_efektif="Tanggal Efektif",
    tanggal_pengesahan="Tanggal Pengesahan",
    disahkan_oleh="Disahkan oleh",
    nama_sop="Nama SOP",
    dasar_hukum="Dasar Hukum",
    keterkaitan="Keterkaitan",
    peringatan="Peringatan",
    kualifikasi_pelaksana="Kualifikasi Pelaksana",
    peralatan_perlengkapan="Peralatan/Perlengkapan",
    pencatatan_pendataan="Pencatatan dan Pendataan",
    nomor="No.",
    kegiatan="Kegiatan",
    pelaksana="Pelaksana",
    mutu_baku="Mutu Baku",
    kelengkapan="Kelengkapan",
    waktu="Waktu",
    output="Output",
    keterangan="Keterangan",
    ya="Ya",
    tidak="Tidak",
    mulai="Mulai",
    selesai="Selesai",
    nip="NIP.",
    ke_halaman="ke hal.",
    dari_halaman="dari hal.",
)


def gabung_label(*labels: Label | None) -> Label:
    """The labels with the first given word winning, doctool's own last."""
    words: dict[str, str] = {}
    for label in (LABEL_BAWAAN, *reversed([one for one in labels if one is not None])):
        words.update(label.model_dump(exclude_none=True))
    return Label(**words)


class AturanNonaktif(Rekaman):
    """A rule of practice that the office does not follow, with its reason."""

    kode: str = Field(pattern=r"^[A-Z]\d\d$", description="Kode aturan, misalnya S12 atau T02.")
    alasan: str = Field(min_length=5, description="Alasan kantor tidak memakai aturan ini.")


class Gaya(Rekaman):
    """The house style."""

    kertas: Literal["A4", "F4"] = Field("A4", description="Ukuran kertas: A4 atau F4 (215 x 330 mm).")
    huruf: Huruf = Field("Arial", description="Jenis huruf.")
    tanggal: PolaTanggal = Field("d MMMM yyyy", description="Cara menulis tanggal.")
    nip: CaraTulis = Field(
        "asli", description="Cara menulis NIP: kelompok 8-6-1-3, tanpa spasi, atau seperti ditulis."
    )
    sampul: GayaSampul = Field(default_factory=GayaSampul, description="Halaman sampul.")
    identitas: GayaIdentitas = Field(default_factory=GayaIdentitas, description="Lembar identitas.")
    prosedur: GayaProsedur = Field(default_factory=GayaProsedur, description="Lembar prosedur (diagram alir).")
    surat: GayaSurat = Field(default_factory=GayaSurat, description="Surat (naskah dinas).")
    label: Label = Field(default_factory=Label, description="Kata-kata formulir menurut kantor.")


class Kantor(Rekaman):
    """The office."""

    nama: str = Field(description="Nama perangkat daerah, misalnya Dinas Kependudukan dan Pencatatan Sipil.")
    pemerintah: str = Field(description="Pemerintah daerah, misalnya Pemerintah Kota Sibolga.")
    wilayah: str = Field("", description="Nama wilayah, misalnya Kota Sibolga.")
    unit: str = Field("", description="Unit di bawahnya, misalnya Sekretariat.")
    alamat: str = Field("", description="Alamat kantor.")
    tempat: str = Field(
        "", description="Tempat di depan tanggal surat, misalnya Ungaran; kosong: nama wilayah tanpa Kota/Kabupaten."
    )
    kop: Kop = Field(description="Kop lembar.")
    pejabat: Kamus[Pejabat] = Field(default_factory=dict, description="Pejabat menurut kunci.")
    bidang: Kamus[str] = Field(default_factory=dict, description="Bidang/bagian: kunci dan nama.")
    glosarium: Kamus[str] = Field(default_factory=dict, description="Singkatan dan kepanjangannya.")
    jam_kerja_sehari: AtauKosong[Annotated[float, Field(gt=0, le=24)]] = Field(
        None, description="Jam kerja sehari, dipakai untuk menjumlahkan waktu."
    )
    penomoran: Penomoran = Field(default_factory=Penomoran, description="Cara kantor menomori surat.")
    kinerja: AturanKinerja = Field(default_factory=AturanKinerja, description="Cara kantor menilai capaian kinerja.")
    sop: AturanSop = Field(default_factory=AturanSop, description="Cara kantor merevisi dan menerbitkan SOP.")
    aturan_nonaktif: Deret[AturanNonaktif] = Field((), description="Aturan yang tidak dipakai kantor ini.")
    gaya: Gaya = Field(default_factory=Gaya, description="Gaya cetak kantor.")

    @property
    def tempat_surat(self) -> str:
        """The place before the date of a letter: `tempat`, else the name of the region."""
        return self.tempat or re.sub(r"^(?:Kota|Kabupaten|Kab\.?)\s+", "", self.wilayah, flags=re.IGNORECASE)

    def lengkapi(self, signer: P) -> P:
        """`signer` with what he leaves out taken from the official he names; unknown keys change nothing."""
        official = self.pejabat.get(signer.pejabat or "")
        if official is None:
            return signer
        given = signer.model_dump(exclude_unset=True)
        return type(signer)(**{**official.model_dump(), **given})
