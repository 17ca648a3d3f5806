"""A whole report of a fictitious dinas, with every kind of block, for the tests of the writer of documents."""

from __future__ import annotations

import io
from decimal import Decimal

from PIL import Image, ImageDraw

from doctool.indonesian import angka
from doctool.model.dokumen import (
    Bagan,
    Bagian,
    Baris,
    Blok,
    CatatanKaki,
    Daftar,
    DaftarIsi,
    Dokumen,
    Gambar,
    GambarSebaris,
    GantiBaris,
    GantiHalaman,
    Jarak,
    Judul,
    Keterangan,
    Paragraf,
    Rujukan,
    Sebaris,
    Sel,
    Seri,
    Tabel,
    TandaTangan,
    Teks,
    polos,
)  # fmt: skip

ISI = (
    "Dinas Kependudukan dan Pencatatan Sipil Kota Contoh melaksanakan urusan pemerintahan di bidang administrasi "
    "kependudukan. Sepanjang tahun 2026 pelayanan diberikan di kantor dinas, di dua belas kecamatan dan lewat layanan "
    "keliling, sehingga warga tidak perlu menempuh perjalanan jauh untuk mengurus dokumen kependudukannya."
)
BANDS = {"tinggi": "A9D08E", "sedang": "FFD966", "rendah": "F4B084"}


def picture(width: int = 600, height: int = 360, color: str = "#9DC3E6", kind: str = "PNG") -> bytes:
    """A picture with a frame and a cross, so that a wrong proportion is seen."""
    image = Image.new("RGB", (width, height), color)
    pen = ImageDraw.Draw(image)
    pen.rectangle((4, 4, width - 5, height - 5), outline="#1F4E79", width=4)
    pen.line((0, 0, width, height), fill="#1F4E79", width=3)
    radius = min(width, height) // 5
    middle = (width // 2, height // 2)
    pen.ellipse((middle[0] - radius, middle[1] - radius, middle[0] + radius, middle[1] + radius), fill="#FFFFFF")
    out = io.BytesIO()
    image.save(out, kind)
    return out.getvalue()


def alinea(*isi: Sebaris | str, gaya: str = "isi") -> Paragraf:
    """A paragraph of texts and other content."""
    return Paragraf(tuple(Teks(one) if isinstance(one, str) else one for one in isi), gaya=gaya)  # type: ignore[arg-type]


def sel(teks: str, **more: object) -> Sel:
    return Sel((Paragraf(polos(teks), gaya="sel"),), **more)  # type: ignore[arg-type]


def nomor(value: str, desimal: int = 2, **more: object) -> Sel:
    number = Decimal(value)
    return sel(angka(number, desimal), nilai=number, **more)


def judul(tingkat: int, teks: str, kunci: str = "", *, bernomor: bool = True) -> Judul:
    return Judul(tingkat, polos(teks), kunci, bernomor)


def keterangan(teks: str, jenis: str = "tabel") -> Keterangan:
    return Keterangan(jenis, polos(teks))  # type: ignore[arg-type]


def target_realisasi(rows: int, kunci: str = "tabel:target-realisasi") -> Tabel:
    """A table that breaks over pages when it has many rows: head of two rows, groups, a sum, notes below."""
    head = (
        Baris((sel("No", baris=2), sel("Indikator Kinerja", baris=2), sel("Satuan", baris=2),
               sel("Tahun 2026", kolom=3), sel("Kategori", baris=2)), "kepala"),
        Baris((sel("Target"), sel("Realisasi"), sel("Capaian (%)")), "kepala"),
    )  # fmt: skip
    body: list[Baris] = []
    for number in range(rows):
        if number % 8 == 0:
            body.append(Baris((sel(f"Sasaran {number // 8 + 1}: meningkatnya mutu pelayanan", kolom=7),), "kelompok"))
        target, realisasi = Decimal(80 + number % 20), Decimal(70 + number % 25)
        kategori = "Sangat Tinggi" if realisasi >= target else "Sedang"
        body.append(Baris((
            sel(str(number + 1), rata="tengah"), sel(f"Persentase penduduk pemilik dokumen jenis ke-{number + 1}"),
            sel("persen"), nomor(str(target)), nomor(str(realisasi)), nomor(str(realisasi / target * 100)),
            sel(kategori, warna=BANDS["tinggi" if realisasi >= target else "sedang"], rata="tengah"),
        )))  # fmt: skip
    total = Baris((sel("Rata-rata capaian", kolom=5), nomor("95.37"), sel("Tinggi", rata="tengah")), "jumlah")
    notes = (
        alinea("Rumus: capaian = realisasi / target x 100.", gaya="catatan"),
        alinea("Sumber: rekapitulasi formulir data kinerja, diolah.", gaya="catatan"),
    )
    return Tabel(
        (6, 34, 11, 12, 13, 13, 14), (*head, *body, total), kunci,
        keterangan("Target dan Realisasi Kinerja Tahun 2026"), notes,
    )  # fmt: skip


def wide(kunci: str, teks: str, rows: int = 12) -> Tabel:
    """A table for lying pages: fourteen columns, a cell over several rows."""
    head = Baris((sel("Sasaran"), sel("Indikator"), *(sel(f"Bulan {month}") for month in range(1, 13))), "kepala")
    body = [
        Baris((
            *([sel("Meningkatnya kepemilikan dokumen", baris=4)] if number % 4 == 0 else []),
            sel(f"Indikator {number + 1}"), *(nomor(str(number * month), 0) for month in range(1, 13)),
        ))
        for number in range(rows)
    ]  # fmt: skip
    return Tabel((16, 14, *([6.0] * 12)), (head, *body), kunci, keterangan(teks), melintang=True)


def kolom() -> Bagan:
    return Bagan(
        "kolom", ("KTP-el", "KIA", "Akta Kelahiran", "Akta Kematian"),
        (Seri("Target", tuple(map(Decimal, ("99.5", "60", "98", "95"))), "1F4E79"),
         Seri("Realisasi", (Decimal("98.75"), Decimal("57.25"), None, Decimal("95.37")), "ED7D31")),
        "bagan:target-realisasi", keterangan("Target dan Realisasi per Indikator", "gambar"), "persen",
        catatan=(alinea("Akta kelahiran: tidak diukur (n/a), sumber data belum tersedia.", gaya="catatan"),),
    )  # fmt: skip


def garis() -> Bagan:
    return Bagan(
        "garis", ("2022", "2023", "2024", "2025", "2026"),
        (Seri("KTP-el", tuple(map(Decimal, ("91.2", "93.4", "95.05", "97", "98.75"))), "1F4E79"),
         Seri("KIA", (Decimal("31.5"), None, Decimal("45.2"), Decimal("52"), Decimal("57.25")), "70AD47")),
        "bagan:tahun-lalu", keterangan("Capaian Lima Tahun Terakhir", "gambar"), "persen",
    )  # fmt: skip


def batang() -> Bagan:
    values = tuple(map(Decimal, ("99.25", "95.42", "71.3", "64.08")))
    colors = (BANDS["tinggi"], BANDS["tinggi"], BANDS["sedang"], BANDS["rendah"])
    return Bagan(
        "batang", ("KTP-el", "KIA", "Akta Kelahiran", "Akta Kematian"), (Seri("Capaian", values, "A9D08E", colors),),
        "bagan:capaian", keterangan("Capaian menurut Kategori", "gambar"), "persen", tinggi_mm=65,
    )  # fmt: skip


def depan() -> tuple[Bagian, ...]:
    """Cover, and the pages with Roman numbers."""
    cover = (
        Jarak(20), Gambar(picture(300, 300), 32, 32, uraian="Lambang Kota Contoh"), Jarak(15),
        alinea("LAPORAN KINERJA", gaya="sampul-besar"), alinea("TAHUN 2026", gaya="sampul-besar"), Jarak(60),
        alinea("DINAS KEPENDUDUKAN DAN PENCATATAN SIPIL", gaya="sampul"), alinea("KOTA CONTOH", gaya="sampul"),
        alinea("Jalan Contoh Nomor 1, Kota Contoh", gaya="sampul-kecil"),
    )  # fmt: skip
    front: tuple[Blok, ...] = (
        judul(1, "KATA PENGANTAR", bernomor=False),
        alinea("Puji syukur kita panjatkan ke hadirat Tuhan Yang Maha Esa. " + ISI),
        alinea("Ucapan terima kasih disampaikan kepada semua pihak yang telah membantu."),
        TandaTangan(
            ("Kota Contoh, 26 Februari 2027", "Kepala Dinas Kependudukan dan Pencatatan Sipil Kota Contoh,"),
            ("Dra. SITI AMINAH, M.Si.", "Pembina Utama Muda", "NIP 196801011990032001"),
        ),
        judul(1, "IKHTISAR EKSEKUTIF", bernomor=False),
        alinea("Rata-rata capaian kinerja adalah 95,37% dari ", Rujukan("tabel:target-realisasi"), "."),
        judul(1, "DAFTAR ISI", bernomor=False), DaftarIsi("isi"),
        judul(1, "DAFTAR TABEL", bernomor=False), DaftarIsi("tabel"),
        judul(1, "DAFTAR GAMBAR", bernomor=False), DaftarIsi("gambar"),
    )  # fmt: skip
    return Bagian(cover, halaman="tidak", kepala=False), Bagian(front, halaman="romawi", mulai=1)


def bab_satu() -> tuple[Blok, ...]:
    note = CatatanKaki((alinea("Undang-Undang Nomor 24 Tahun 2013 tentang Administrasi Kependudukan."),))
    second = CatatanKaki((alinea("Angka ", Teks("sementara", miring=True), " sampai dengan triwulan IV."),))
    nested = Daftar(
        (
            (alinea("Bidang Pelayanan Pendaftaran Penduduk, dengan seksi:"),
             Daftar(((alinea("Seksi Identitas Penduduk;"),), (alinea("Seksi Pindah Datang."),)), "a")),
            (alinea("Bidang Pelayanan Pencatatan Sipil."), alinea("Bidang ini menerbitkan akta.")),
        ),
        "1",
    )  # fmt: skip
    return (
        judul(1, "PENDAHULUAN", "bab:pendahuluan"),
        judul(2, "Latar Belakang"),
        alinea(ISI, note, " Uraian rinci ada di ", Rujukan("bab:akuntabilitas"), " pada ", Rujukan("bab:capaian"), "."),
        alinea(Teks("Tebal", tebal=True), ", ", Teks("miring", miring=True), ", ", Teks("bergaris", garis_bawah=True),
               ", ", Teks("dicoret", coret=True), ", H", Teks("2", posisi="turun"), "O, m", Teks("2", posisi="naik"),
               ", dan tautan ke ", Teks("laman dinas", tautan="https://disdukcapil.contoh.go.id/laporan kinerja"), ".",
               second),
        alinea(ISI, GantiBaris(), "Baris baru di alinea yang sama, dengan gambar ",
               GambarSebaris(picture(60, 60), 5, 5), " di dalam baris."),
        judul(2, "Susunan Organisasi"), alinea("Susunan organisasi terdiri atas:"), nested,
        alinea("Daftar berikutnya mulai lagi dari satu:"),
        Daftar(((alinea("butir pertama;"),), (alinea("butir kedua."),)), "1"),
        Daftar(((alinea("butir bertitik;"),), (alinea("butir bertitik lain."),))),
        Daftar(((alinea("lanjutan dari c;"),), (alinea("berikutnya."),)), "a", mulai=3),
        judul(3, "Tugas dan Fungsi"), alinea(ISI), judul(4, "Tugas"), alinea(ISI), judul(4, "Fungsi"), alinea(ISI),
        alinea("Data kependudukan adalah data perseorangan dan data agregat yang terstruktur.", gaya="kutipan"),
        Gambar(picture(), 120, 72, "gambar:loket", keterangan("Loket Pelayanan Terpadu", "gambar"), "Foto loket"),
        alinea("Seperti tampak pada ", Rujukan("gambar:loket"), ", loket melayani semua dokumen."),
        judul(2, "Permasalahan Utama (Isu Strategis)"), alinea(ISI), alinea(ISI),
    )  # fmt: skip


def bab_tiga() -> tuple[Blok, ...]:
    return (
        judul(1, "AKUNTABILITAS KINERJA", "bab:akuntabilitas"),
        judul(2, "Capaian Kinerja Organisasi", "bab:capaian"),
        alinea("Bandingkan target dan realisasi tahun berjalan; sebutkan sebabnya.", gaya="petunjuk"),
        alinea("Capaian disajikan pada ", Rujukan("tabel:target-realisasi"), " dan ", Rujukan("bagan:target-realisasi"),
               ", sedangkan rincian bulanannya pada ", Rujukan("tabel:triwulan"), "."),
        target_realisasi(44),
        alinea(ISI), kolom(), alinea(ISI), garis(), alinea(ISI), batang(),
        judul(2, "Rincian Bulanan"), wide("tabel:triwulan", "Realisasi Bulanan Tahun 2026"),
        alinea("Setelah tabel melintang, halaman kembali tegak dan nomornya berlanjut. ", ISI),
        judul(2, "Realisasi Anggaran"), alinea(ISI),
        Tabel((10, 50, 25, 25), (
            Baris((sel("No"), sel("Program"), sel("Pagu (Rp)"), sel("Realisasi (Rp)")), "kepala"),
            Baris((sel("1"), sel("Program Pendaftaran Penduduk"), nomor("1250000"), nomor("1192187.5"))),
            Baris((sel("Jumlah", kolom=2), nomor("1250000"), nomor("1192187.5")), "jumlah"),
        ), "tabel:anggaran-program", keterangan("Anggaran per Program")),
        alinea(ISI),
    )  # fmt: skip


def laporan(*, status: str = "DRAF 2, untuk direviu", kertas: str = "A4") -> Dokumen:
    """The sample report."""
    bab_dua = (
        judul(1, "PERENCANAAN KINERJA"), judul(2, "Rencana Strategis"), alinea(ISI), judul(2, "Perjanjian Kinerja"),
        alinea(ISI), GantiHalaman(), alinea("Sesudah ganti halaman. ", ISI),
    )  # fmt: skip
    akhir = alinea("Demikian laporan ini, lihat ", Rujukan("bab:pendahuluan"), ".")
    penutup = (judul(1, "PENUTUP"), alinea(ISI), akhir)
    pemisah = (alinea("LAMPIRAN 1", gaya="sampul-besar"), alinea("PERJANJIAN KINERJA", gaya="sampul"))
    lampiran = (
        judul(1, "LAMPIRAN", bernomor=False), alinea("Lampiran memuat dokumen pendukung."),
        Tabel((1, 3), (Baris((sel("No"), sel("Dokumen")), "kepala"), Baris((sel("1"), sel("Perjanjian Kinerja")))), "",
              keterangan("Daftar Lampiran")),
    )  # fmt: skip
    return Dokumen(
        "Laporan Kinerja Dinas Kependudukan dan Pencatatan Sipil Kota Contoh Tahun 2026",
        (
            *depan(), Bagian(bab_satu(), mulai=1), Bagian(bab_dua), Bagian(bab_tiga()), Bagian(penutup),
            Bagian(pemisah, halaman="tidak", tengah=True, kepala=False), Bagian(lampiran, melintang=True),
        ),
        "Dinas Kependudukan dan Pencatatan Sipil Kota Contoh",
        status,
        "Laporan Kinerja Tahun 2026",
        kertas,  # type: ignore[arg-type]
    )  # fmt: skip
