"""The text of a sasaran in a skeleton: the seven analyses, each with a note that tells
from the figures there are what to write.

What the bidang wrote in their forms (pendorong, hambatan, solusi) stands there as a first draft.
"""

from __future__ import annotations

from collections.abc import Callable, Sequence

from doctool.indonesian import gabung
from doctool.model.dokumen import Angka, Blok, Judul, Sebaris, Teks, polos
from doctool.model.laporan import JUDUL_ANALISIS, Analisis
from doctool.model.rekap import IndikatorRekap, SasaranRekap
from doctool.reports import values
from doctool.reports.history import in_year, years
from doctool.reports.material import Bahan
from doctool.reports.skeleton_words import (
    alinea,
    belum,
    berlebih,
    bernama,
    butir,
    daftar_angka,
    kata,
    lihat,
    minta,
    petunjuk,
    realisasi_dari_target,
    tebal,
    tersebut,
)
from doctool.reports.tables_compare import end_of_renstra
from doctool.reports.tables_money import money_for


def sasaran_text(bahan: Bahan, one: SasaranRekap) -> tuple[Blok, ...]:
    """The text of a sasaran: the seven analyses below their headings."""
    out: list[Blok] = []
    for key, title in JUDUL_ANALISIS.items():
        out += [Judul(1, polos(title)), *_ANALYSES[key](bahan, one)]
    return tuple(out)


def _target(bahan: Bahan, one: SasaranRekap) -> list[Blok]:
    rows, key = one.indikator, f"sasaran-{one.nomor}"
    high, missing = [row for row in rows if berlebih(row)], [row for row in rows if not row.akhir.terisi]
    note = petunjuk(
        "Uraikan hasil setiap indikator: apa yang dicapai, apa artinya bagi masyarakat, seberapa jauh dari target.",
        f"Angkanya {bahan.sampai}: {daftar_angka([row for row in rows if row.akhir.terisi])}"
        if len(missing) < len(rows) else "",
        f"Capaian {tersebut(high)} di atas 150 persen: jelaskan mengapa targetnya ditetapkan serendah itu dan "
        "bagaimana target tahun berikutnya." if high else "",
        f"Belum ada realisasi {tersebut(missing)}: minta kepada "
        f"{gabung(list(dict.fromkeys(kata(bahan.nama_bidang(row.bidang)) for row in missing)))}." if missing else "",
        "Tabel dan grafik di bawah ini terisi sendiri dari rekap.",
    )  # fmt: skip
    measured = one.rata_rata.nilai is not None
    first = alinea(
        "Sasaran ini diukur dengan {} indikator. Rata-rata capaiannya {} (kategori {}), seperti dirinci dalam {}.",
        Angka(f"{key}.jumlah-indikator"), Angka(f"{key}.rata-rata"), Angka(f"{key}.kategori"),
        lihat("target-realisasi", one.nomor),
    ) if measured else alinea(
        "Sasaran ini diukur dengan {} indikator, seperti dirinci dalam {}.", Angka(f"{key}.jumlah-indikator"),
        lihat("target-realisasi", one.nomor),
    )  # fmt: skip
    said = [
        (*polos(f"{bernama(row)}: "), *realisasi_dari_target(row), *polos(".")) for row in rows if row.akhir.terisi
    ]
    return [note, first, minta("tabel", "target-realisasi", one.nomor), *_chart(one), *butir(said)]


def _chart(one: SasaranRekap) -> list[Blok]:
    """The chart of a sasaran: target and realisasi, of several units its capaian; none of grades only."""
    drawn = [row for row in one.indikator if row.rumus != "tingkat"]
    if not drawn:
        return []
    alike = len({row.satuan for row in drawn}) == 1
    return [minta("bagan", "target-realisasi" if alike else "capaian", one.nomor)]


def _tahun_lalu(bahan: Bahan, one: SasaranRekap) -> list[Blok]:
    rows = one.indikator
    last = bahan.tahun - 1
    compared = [text for row in rows if (text := _since(bahan, row, last))]
    lacking = [row for row in rows if not _has_past(bahan, row)]
    note = petunjuk(
        "Jelaskan naik atau turunnya realisasi dan capaian dibandingkan dengan tahun lalu dan tahun-tahun sebelumnya, "
        "beserta sebabnya.",
        f"Dibandingkan dengan {last}: {'; '.join(compared)}." if compared else "",
        f"Belum ada data tahun-tahun sebelumnya untuk {tersebut(lacking)}: isi kinerja/pembanding.yaml dari laporan "
        "kinerja tahun-tahun itu." if lacking else "",
    )  # fmt: skip
    first = alinea(
        "Perkembangan realisasi dan capaian dari tahun ke tahun disajikan dalam {}.", lihat("tahun-lalu", one.nomor)
    )
    drawn: list[Blok] = [minta("bagan", "tahun-lalu", one.nomor)] if _chart(one) else []
    return [note, first, minta("tabel", "tahun-lalu", one.nomor), *drawn]


def _since(bahan: Bahan, row: IndikatorRekap, year: int) -> str:
    """How an indicator moved since `year`: "IKU-1 naik dari 97,52% menjadi 98,41%"; "" where it is not known."""
    before, now = in_year(bahan, row, year).realisasi, values.realisasi(row)
    if not before.ada or not now.ada:
        return ""
    old, new = (kata(values.bersatuan(part, row.satuan).teks) for part in (before, now))
    if old == new or before.angka == now.angka is not None:
        return f"{row.kode} tetap {new}"
    if before.angka is None or now.angka is None:
        return f"{row.kode} dari {old} menjadi {new}"
    return f"{row.kode} {'naik' if now.angka > before.angka else 'turun'} dari {old} menjadi {new}"


def _has_past(bahan: Bahan, row: IndikatorRekap) -> bool:
    return any(in_year(bahan, row, year).realisasi.ada for year in years(bahan, [row]))


def _renstra(bahan: Bahan, one: SasaranRekap) -> list[Blok]:
    ends = [(row, end_of_renstra(bahan, row)) for row in one.indikator]
    lacking = [row for row, (given, _, _) in ends if given is None]
    shown = [(row, values.capaian(found)) for row, (_, _, found) in ends]
    reached = [f"{row.kode} {part.teks}%" for row, part in shown if part.ada]
    note = petunjuk(
        "Jelaskan apakah target akhir Renstra akan tercapai pada waktunya, dan apa yang harus dipercepat.",
        f"Capaian terhadap target akhir: {', '.join(reached)}." if reached else "",
        f"Target akhir Renstra belum dicatat untuk {tersebut(lacking)}: isi kinerja/pembanding.yaml."
        if lacking else "",
    )  # fmt: skip
    first = alinea("Kemajuan terhadap target akhir Rencana Strategis disajikan dalam {}.", lihat("renstra", one.nomor))
    return [note, first, minta("tabel", "renstra", one.nomor)]


def _standar(bahan: Bahan, one: SasaranRekap) -> list[Blok]:
    given = [(row, bahan.pembanding_of(row.kode).standar_nasional) for row in one.indikator]
    lacking = [row for row, standard in given if standard is None]
    known = [row for row, standard in given if standard is not None and not standard.nilai.tidak_ada]
    if not lacking and not known:
        return [alinea("Tidak ada standar nasional bagi indikator sasaran ini.")]
    note = petunjuk(
        "Bandingkan realisasi dengan standar nasional atau rata-rata nasional dan sebut sumbernya.",
        f"Standarnya sudah dicatat untuk {tersebut(known)}." if known else "",
        f"Belum dicatat untuk {tersebut(lacking)}: isi kinerja/pembanding.yaml, tulis - bila memang tidak ada."
        if lacking else "",
    )  # fmt: skip
    first = alinea(
        "Perbandingan dengan standar nasional disajikan dalam {}.", lihat("standar-nasional", one.nomor)
    )
    return [note, first, minta("tabel", "standar-nasional", one.nomor)]


def _penyebab(bahan: Bahan, one: SasaranRekap) -> list[Blok]:
    rows = one.indikator
    below = [row for row in rows if belum(row)]
    unsaid = [row for row in below if not (row.hambatan.teks.strip() and row.solusi.teks.strip())]
    forms = any(getattr(row, name).teks.strip() for row in rows for name in ("pendorong", "hambatan", "solusi"))
    note = petunjuk(
        f"Di bawah target: {daftar_angka(below)} Hambatan dan solusi masing-masing wajib ditulis."
        if below else _none_below(rows),
        f"Bidang belum menulis hambatan atau solusi untuk {tersebut(unsaid)}." if unsaid else "",
        "Daftar di bawah ini dari formulir isian bidang; susun menjadi uraian yang runtut: sebab, akibat, dan apa yang "
        "sudah dilakukan." if forms else "",
    )  # fmt: skip
    out: list[Blok] = [note]
    for name, title in (("pendorong", "Pendorong keberhasilan"), ("hambatan", "Hambatan"), ("solusi", "Solusi")):
        wanted = below if name != "pendorong" else []
        lines = [line for row in rows if (line := _said(row, name, row in wanted))]
        if lines:
            out += [tebal(f"{title}:"), *butir(lines)]
    return out if len(out) > 1 else [*out, alinea("[isi: penyebab keberhasilan atau kegagalan dan solusinya]")]


def _none_below(rows: Sequence[IndikatorRekap]) -> str:
    """What a note says where no indicator is known to be below its target."""
    if not any(row.akhir.terisi for row in rows):
        return "Belum ada realisasi; tulis sesudah angkanya masuk. Yang di bawah target wajib punya hambatan, solusi."
    return "Tidak ada indikator sasaran ini yang diketahui di bawah target; tulis apa yang mendorong keberhasilannya."


def _said(row: IndikatorRekap, name: str, wanted: bool) -> tuple[Sebaris, ...]:
    """What the form says of an indicator; a place to be filled where it is wanted and not said."""
    text = kata(getattr(row, name).teks)
    if text:
        return polos(f"{bernama(row)}: {text}{'' if text.endswith(('.', '!', '?')) else '.'}")
    return (*polos(f"{bernama(row)}: "), Teks(f"[isi: {name}]")) if wanted else ()


def _efisiensi(bahan: Bahan, one: SasaranRekap) -> list[Blok]:
    mean, money = one.rata_rata.nilai, money_for(bahan, one.nomor)
    codes = bahan.penunjang(one.nomor)
    share = money.serapan
    key = f"sasaran-{one.nomor}"
    note = petunjuk(
        "Bandingkan capaian dengan anggaran yang dipakai: apakah hasilnya dicapai dengan hemat, dan apa yang "
        "membuatnya hemat atau boros (tenaga, waktu, sarana).",
        f"Serapan program penunjangnya {share.teks}%." if share.ada else "",
        "" if codes else "Program penunjang sasaran ini belum disebut: isi kodenya dalam laporan.yaml.",
    )  # fmt: skip
    first = alinea(
        "Dengan rata-rata capaian {}, anggaran program penunjang terserap {}.", Angka(f"{key}.rata-rata"),
        Angka(f"{key}.serapan"),
    ) if mean is not None and share.ada else alinea(
        "Capaian sasaran ini disandingkan dengan serapan anggaran program penunjangnya."
    )  # fmt: skip
    return [note, first, minta("tabel", "efisiensi", one.nomor)]


def _program(bahan: Bahan, one: SasaranRekap) -> list[Blok]:
    codes = bahan.penunjang(one.nomor)
    note = petunjuk(
        "Uraikan program dan kegiatan yang menentukan berhasil atau gagalnya sasaran ini.",
        f"Program {gabung(list(codes))} diusulkan menurut bidang penanggung jawabnya: periksa, lalu sesuaikan dalam "
        f"laporan.yaml (sasaran {one.nomor}: program)." if codes else "Sebut kode program penunjangnya dalam "
        f"laporan.yaml (sasaran {one.nomor}: program).",
    )  # fmt: skip
    first = alinea("Program dan kegiatan yang menunjang sasaran ini disajikan dalam {}.", lihat("program", one.nomor))
    return [note, first, minta("tabel", "program", one.nomor)]


_ANALYSES: dict[Analisis, Callable[[Bahan, SasaranRekap], Sequence[Blok]]] = {
    "target": _target, "tahun-lalu": _tahun_lalu, "renstra": _renstra, "standar-nasional": _standar,
    "penyebab": _penyebab, "efisiensi": _efisiensi, "program": _program,
}  # fmt: skip
