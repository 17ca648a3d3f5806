"""The texts of a skeleton before the plans and figures: kata pengantar, ikhtisar, Bab I; each with a guiding note."""

from __future__ import annotations

from doctool.model.dokumen import Angka, Blok, Rujukan, Sebaris, Teks, polos
from doctool.reports.material import Bahan
from doctool.reports.skeleton_words import (
    alinea,
    berkendala,
    bernama,
    daftar_angka,
    di_bawah,
    kata,
    kepala_daerah,
    minta,
    petunjuk,
    realisasi_dari_target,
    rincian,
    tanpa_angka,
    terisi,
    tersebut,
    uang,
    unit,
)


def opening_texts(bahan: Bahan) -> dict[str, tuple[Blok, ...]]:
    """The texts by the names of their files."""
    return {
        "kata-pengantar": _kata_pengantar(bahan), "ikhtisar": _ikhtisar(bahan), "gambaran-umum": _gambaran(bahan),
        "aspek-strategis": _aspek(bahan), "isu-strategis": _isu(bahan), "sistematika": _sistematika(),
    }  # fmt: skip


def _kata_pengantar(bahan: Bahan) -> tuple[Blok, ...]:
    note = petunjuk(
        "Kata pengantar paling banyak satu halaman: ucapan syukur, dasar penyusunan, isi laporan, ucapan terima kasih. "
        "Sesuaikan kalimat di bawah ini. Tempat, tanggal dan tanda tangan dicetak sendiri menurut laporan.yaml."
    )
    return (
        note,
        alinea("Puji syukur kami panjatkan ke hadirat Tuhan Yang Maha Esa, karena atas rahmat-Nya Laporan Kinerja {} "
               "Tahun {} dapat diselesaikan.", unit(bahan), str(bahan.tahun)),
        alinea("Laporan ini disusun sebagai pertanggungjawaban atas pelaksanaan tugas dan fungsi serta penggunaan "
               "anggaran, sebagaimana diamanatkan Peraturan Presiden Nomor 29 Tahun 2014 tentang Sistem Akuntabilitas "
               "Kinerja Instansi Pemerintah, dengan sistematika menurut Peraturan Menteri Pendayagunaan Aparatur "
               "Negara dan Reformasi Birokrasi Nomor 53 Tahun 2014."),
        alinea("Kami berterima kasih kepada semua pihak yang membantu penyusunan laporan ini dan mengharapkan saran "
               "demi perbaikannya."),
    )  # fmt: skip


def _ikhtisar(bahan: Bahan) -> tuple[Blok, ...]:
    below, rows = di_bawah(bahan), bahan.rekap.indikator()
    missing = [row for row in rows if not row.akhir.terisi]
    out: list[Blok] = [
        petunjuk(
            "Ringkas seluruh laporan dalam satu sampai dua halaman: tujuan dan sasaran, hasil pokok, kendala, dan "
            "langkah yang diambil. Tulis paling akhir, sesudah bab lain selesai.",
            f"Di bawah target: {daftar_angka(below)}" if below else "",
            f"Belum ada realisasi {tersebut(missing)}." if missing and terisi(bahan) else "", tanpa_angka(bahan),
        ),
        alinea("Perjanjian kinerja {} tahun {} memuat {} sasaran strategis dengan {} indikator.", unit(bahan),
               str(bahan.tahun), Angka("jumlah.sasaran"), Angka("jumlah.indikator")),
    ]  # fmt: skip
    if terisi(bahan):
        out.append(alinea(
            "Dari {} indikator yang terukur, {} mencapai targetnya.", Angka("jumlah.terukur"),
            Angka("jumlah.tercapai"),
        ))  # fmt: skip
    if bahan.rekap.rata_rata.nilai is not None:
        out.append(alinea(
            "Rata-rata capaian indikator yang dapat dihitung persentasenya adalah {} (kategori {}).",
            Angka("rata-rata"), Angka("kategori"),
        ))  # fmt: skip
    out += [minta("tabel", "capaian-sasaran"), minta("bagan", "capaian")]
    if bahan.rekap.total is not None:
        out.append(uang(bahan))
    if below:
        out.append(alinea("Yang belum mencapai target adalah:"))
        out += rincian((*polos(f"{bernama(row)}: "), *realisasi_dari_target(row)) for row in below)
        out.append(alinea(
            "Penyebab dan langkah perbaikannya diuraikan dalam {} dan {}.", Rujukan("bab:akuntabilitas"),
            Rujukan("bab:langkah-perbaikan"),
        ))  # fmt: skip
    return tuple(out)


def _gambaran(bahan: Bahan) -> tuple[Blok, ...]:
    laporan, kantor = bahan.loaded.laporan, bahan.office.kantor
    if laporan.bidang:
        seksi = list(dict.fromkeys(kata(row.seksi) for row in bahan.rekap.indikator() if row.seksi))
        return (
            petunjuk("Tulis kedudukan, tugas dan fungsi bidang menurut peraturan tentang susunan organisasi, lalu "
                     "jumlah pegawai dan sarananya."),
            alinea("{} mempunyai tugas [isi: tugas pokok bidang menurut peraturan kepala daerah].", unit(bahan)),
            *([alinea("Data kinerja bidang ini disiapkan oleh:"), *rincian(seksi)]
              if seksi else []),
        )  # fmt: skip
    return (
        petunjuk(
            "Tulis kedudukan, tugas dan fungsi menurut peraturan kepala daerah tentang susunan organisasi; susunan "
            "organisasi dengan bagannya sebagai gambar; jumlah pegawai; sarana.",
            "" if kantor.bidang else "Bidang belum terdaftar di kantor.yaml.",
        ),
        alinea("{} membantu {} melaksanakan [isi: urusan pemerintahan yang ditangani], menurut [isi: peraturan tentang "
               "kedudukan, susunan organisasi, tugas dan fungsi].", unit(bahan), kepala_daerah(bahan)),
        *([alinea("Susunannya terdiri atas:"), *rincian(kantor.bidang.values(), bernomor=True)]
          if kantor.bidang else []),
    )  # fmt: skip


def _aspek(bahan: Bahan) -> tuple[Blok, ...]:
    return (
        petunjuk("Jelaskan mengapa keberadaan organisasi ini penting: apa peran strategisnya bagi daerah dan bagi "
                 "masyarakat yang dilayani, lalu hubungkan dengan sasaran di bawah ini."),
        alinea("Peran strategis {} diwujudkan melalui sasaran berikut:", unit(bahan)),
        *rincian((one.uraian for one in bahan.rekap.sasaran), bernomor=True),
    )  # fmt: skip


def _isu(bahan: Bahan) -> tuple[Blok, ...]:
    below = [row for row in berkendala(bahan) if row.hambatan.teks.strip()]
    lines = [polos(f"{row.kode}: {kata(row.hambatan.teks).rstrip('.;')}") for row in below]
    return (
        petunjuk(
            "Tulis permasalahan utama yang sedang dihadapi organisasi, masing-masing dengan data pendukungnya.",
            "Daftar di bawah ini hambatan yang ditulis bidang dalam formulir isian; gabungkan yang sama dan lengkapi."
            if lines else "",
        ),
        alinea("Permasalahan utama yang dihadapi {} adalah:", unit(bahan)),
        *rincian(lines or [(Teks("[isi: permasalahan utama]"),)], bernomor=True),
    )


def _sistematika() -> tuple[Blok, ...]:
    chapters = (
        ("pendahuluan", "gambaran organisasi dan permasalahan utama"),
        ("perencanaan", "rencana dan perjanjian kinerja"),
        ("akuntabilitas", "capaian kinerja setiap sasaran dan realisasi anggaran"),
        ("penutup", "kesimpulan dan langkah perbaikan"),
    )  # fmt: skip
    parts: list[Sebaris] = [*polos("Laporan ini terdiri atas empat bab.")]
    for key, what in chapters:
        parts += [Teks(" "), Rujukan(f"bab:{key}"), Teks(f" memuat {what}.")]
    return (alinea("{}" * len(parts), *parts),)
