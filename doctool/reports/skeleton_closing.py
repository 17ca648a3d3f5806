"""The texts of a skeleton from Bab II on, besides those of the sasaran; each with a guiding note."""

from __future__ import annotations

from doctool.indonesian import gabung
from doctool.model.dokumen import Angka, Blok, Permintaan, Teks, polos
from doctool.reports.material import Bahan
from doctool.reports.skeleton_words import (
    alinea,
    berkendala,
    di_bawah,
    kata,
    kepala_daerah,
    lihat,
    minta,
    petunjuk,
    rincian,
    tanpa_angka,
    tersebut,
    uang,
)
from doctool.reports.tables_money import serapan

#: A share of the money below which a programme is named.
_LOW_SHARE = 85
#: Offices whose head is called Kepala.
_LED_BY_KEPALA = {"dinas", "badan", "satuan", "kantor"}


def closing_texts(bahan: Bahan) -> dict[str, tuple[Blok, ...]]:
    """The texts by the names of their files."""
    return {
        "rencana-strategis": _rencana(bahan), "perjanjian-kinerja": _perjanjian(bahan),
        "akuntabilitas": _akuntabilitas(bahan), "realisasi-anggaran": _anggaran(bahan),
        "kesimpulan": _kesimpulan(bahan), "langkah-perbaikan": _langkah(bahan),
    }  # fmt: skip


def _rencana(bahan: Bahan) -> tuple[Blok, ...]:
    rows = bahan.rekap.indikator()
    lacking = [row for row in rows if bahan.pembanding_of(row.kode).renstra is None]
    verb = "menugasi bidang ini dengan" if bahan.loaded.laporan.bidang else "menetapkan"
    return (
        petunjuk(
            "Tulis visi, misi, tujuan dan sasaran Rencana Strategis yang berkaitan, dan tahun berlakunya.",
            f"Target akhir Renstra belum dicatat untuk {tersebut(lacking)}: isi kinerja/pembanding.yaml."
            if lacking else "",
        ),
        alinea(f"Rencana Strategis [isi: tahun awal sampai tahun akhir] {verb} {{}} sasaran strategis dengan {{}} "
               "indikator:", Angka("jumlah.sasaran"), Angka("jumlah.indikator")),
        *rincian((one.uraian for one in bahan.rekap.sasaran), bernomor=True),
        alinea("Kemajuan setiap indikator terhadap target akhir Renstra disajikan dalam {}.", lihat("renstra")),
        minta("tabel", "renstra"),
    )  # fmt: skip


def _perjanjian(bahan: Bahan) -> tuple[Blok, ...]:
    money: list[Blok] = [minta("tabel", "anggaran-program")] if bahan.rekap.anggaran else []
    first = alinea("Sasaran, indikator dan target yang diperjanjikan termuat dalam {}.", lihat("perjanjian-kinerja"))
    return (
        petunjuk("Sebut siapa yang menandatangani perjanjian kinerja, kapan, dan apakah pernah diubah di tengah tahun "
                 "beserta alasannya.",
                 "" if money else "Data anggaran belum ada dalam data kinerja; tabel program tidak dibuat."),
        alinea("Perjanjian kinerja tahun {} ditandatangani oleh {} dengan {} pada [isi: tanggal].", str(bahan.tahun),
               *(Teks(one) for one in _parties(bahan))),
        first, minta("tabel", "perjanjian-kinerja"), *money,
    )  # fmt: skip


def _parties(bahan: Bahan) -> tuple[str, str]:
    """Who signs the perjanjian kinerja, where that is plain from what the office is called."""
    name = kata(bahan.office.kantor.nama)
    if bahan.loaded.laporan.bidang or name.split(" ")[0].casefold() not in _LED_BY_KEPALA:
        return "[isi: pihak pertama]", "[isi: pihak kedua]"
    return f"Kepala {name}", kepala_daerah(bahan)


def _akuntabilitas(bahan: Bahan) -> tuple[Blok, ...]:
    return (
        petunjuk("Jelaskan cara mengukur capaian dan siapa yang meneliti datanya.", tanpa_angka(bahan)),
        alinea("Capaian dihitung dari realisasi yang dilaporkan melalui formulir isian data kinerja. Rumus dan skala "
               "kategori tercetak di bawah setiap tabel. Indikator yang tidak terukur ditulis n/a beserta alasannya "
               "dan tidak dihitung sebagai nol."),
        minta("tabel", "ringkasan-kategori"), minta("tabel", "triwulan"),
    )  # fmt: skip


def _anggaran(bahan: Bahan) -> tuple[Blok, ...]:
    if not bahan.rekap.anggaran:
        note = petunjuk("Data anggaran belum ada dalam data kinerja. Lengkapi program, kegiatan dan pagunya, atau "
                        "tulis alasannya dalam laporan.yaml (ditiadakan).")  # fmt: skip
        return (note, alinea("[isi: pagu dan realisasi anggaran]"))
    tops = [row for row in bahan.rekap.anggaran if row.tingkat == "program"]
    low = [
        f"{kata(row.kode or row.uraian)} {share.teks}%" for row in tops
        if (share := serapan(row)).angka is not None and share.angka < _LOW_SHARE
    ]  # fmt: skip
    partly = [kata(row.kode or row.uraian) for row in tops if row.terisi < row.semua]
    charts: list[Permintaan] = [minta("bagan", "penyerapan")]
    return (
        petunjuk(
            "Jelaskan serapan yang rendah, sisa anggaran, dan pergeseran di tengah tahun.",
            f"Serapan di bawah 85 persen: {', '.join(low)}." if low else "",
            f"Realisasi anggaran belum lengkap: {gabung(partly)}." if partly else "",
        ),
        uang(bahan),
        alinea("Rincian menurut program, kegiatan dan sub kegiatan disajikan dalam {}.", lihat("penyerapan")),
        minta("tabel", "penyerapan"), *charts,
    )  # fmt: skip


def _kesimpulan(bahan: Bahan) -> tuple[Blok, ...]:
    below = di_bawah(bahan)
    measured = bahan.rekap.rata_rata.nilai is not None
    first = alinea(
        "Secara umum sasaran yang diperjanjikan dicapai dengan rata-rata {} (kategori {}).", Angka("rata-rata"),
        Angka("kategori"),
    ) if measured else alinea("[isi: kesimpulan umum atas capaian kinerja]")  # fmt: skip
    return (
        petunjuk(
            "Simpulkan secara jujur: apa yang berhasil, apa yang belum, dan artinya bagi pelayanan.",
            f"Yang di bawah target: {tersebut(below)}." if below else "", tanpa_angka(bahan),
        ),
        first,
    )


def _langkah(bahan: Bahan) -> tuple[Blok, ...]:
    below = berkendala(bahan)
    lines = [
        polos(f"{row.kode}: {kata(row.solusi.teks).rstrip('.;') or '[isi: langkah perbaikan]'}") for row in below
    ]
    return (
        petunjuk(
            "Tulis langkah nyata untuk tahun berikutnya: siapa, apa, kapan. Setiap indikator di bawah target punya "
            "sedikitnya satu langkah.",
            "Daftar di bawah ini dari solusi yang ditulis bidang." if any(r.solusi.teks.strip() for r in below) else "",
        ),
        alinea("Langkah perbaikan untuk tahun berikutnya:"),
        *rincian(lines or [(Teks("[isi: langkah perbaikan]"),)], bernomor=True),
    )
