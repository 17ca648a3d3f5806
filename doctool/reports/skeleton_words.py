"""Words that the skeleton of a report is made of: sentences with figures in them, guiding notes, requests, lists."""

from __future__ import annotations

from collections.abc import Iterable, Sequence
from typing import Literal

from doctool.indonesian import gabung
from doctool.model.capaian import printed
from doctool.model.dokumen import Angka, Blok, Daftar, Paragraf, Permintaan, Rujukan, Sebaris, Teks, polos
from doctool.model.rekap import IndikatorRekap
from doctool.reports import values
from doctool.reports.material import Bahan

_HUNDRED, _TOO_EASY = 100, 150
_HEADS = (("kota", "Wali Kota"), ("kabupaten", "Bupati"), ("provinsi", "Gubernur"))
#: What means something to the readers of texts, and what is written for it.
_PLAIN = str.maketrans({"[": "(", "]": ")", "{": "(", "}": ")"})
#: Indicators that a note names at most.
_MOST = 12
#: Bullets that bidang paste before what they write.
_BULLETS = "•▪◦●○■·–— "


def kata(text: str) -> str:
    """What somebody wrote elsewhere as words of a text: on one line, only what can be printed, without a bullet before
    it and without brackets, which directives are written with."""
    words = " ".join("".join(one if one.isprintable() else " " for one in text.translate(_PLAIN)).split())
    return words.lstrip(_BULLETS)


def kalimat(pola: str, *parts: str | Sebaris) -> tuple[Sebaris, ...]:
    """The runs of `pola` with `parts` in the places "{}"; of a text the words (`kata`)."""
    out: list[Sebaris] = []
    for at, piece in enumerate(pola.split("{}")):
        if at:
            part = parts[at - 1]
            out.append(Teks(kata(part)) if isinstance(part, str) else part)
        out.append(Teks(piece))
    return joined(out)


def joined(isi: Iterable[Sebaris]) -> tuple[Sebaris, ...]:
    """`isi` with neighbouring plain texts as one."""
    out: list[Sebaris] = []
    for one in isi:
        if out and isinstance(one, Teks) and isinstance(last := out[-1], Teks) and one.tebal == last.tebal:
            out[-1] = Teks(last.teks + one.teks, last.tebal)
        elif not isinstance(one, Teks) or one.teks:
            out.append(one)
    return tuple(out)


def alinea(pola: str, *parts: str | Sebaris) -> Paragraf:
    """A paragraph."""
    return Paragraf(kalimat(pola, *parts))


def petunjuk(*sentences: str) -> Paragraf:
    """A guiding note of the sentences that are not empty."""
    return Paragraf(polos(" ".join(one for one in sentences if one)), "petunjuk")


def minta(jenis: Literal["tabel", "bagan"], nama: str, sasaran: int = 0) -> Permintaan:
    """A table or chart, of one sasaran or (0) of all."""
    return Permintaan(jenis, nama, (("sasaran", str(sasaran)),) if sasaran else ())


def lihat(nama: str, sasaran: int = 0) -> Rujukan:
    """A reference to a table."""
    return Rujukan(minta("tabel", nama, sasaran).kunci)


def butir(lines: Iterable[Sequence[Sebaris]], *, bernomor: bool = False) -> list[Blok]:
    """A list; none without items."""
    items = tuple((Paragraf(joined(one)),) for one in lines)
    return [Daftar(items, "1" if bernomor else "titik")] if items else []


def rincian(lines: Iterable[str | Sequence[Sebaris]], *, bernomor: bool = False) -> list[Blok]:
    """A list within a sentence: each item ends with a semicolon, the last one with a full stop."""
    made = [kalimat("{}", one) if isinstance(one, str) else tuple(one) for one in lines]
    last = len(made) - 1
    return butir(((*one, Teks("." if at == last else ";")) for at, one in enumerate(made)), bernomor=bernomor)


def tebal(text: str) -> Paragraf:
    """A line in bold."""
    return Paragraf((Teks(text, tebal=True),))


def bernama(row: IndikatorRekap) -> str:
    """An indicator with its name: "IKU-1 (Persentase ...)"."""
    return f"{row.kode} ({kata(row.uraian)})"


def berangka(row: IndikatorRekap) -> str:
    """An indicator with its figures as a note tells them: "IKU-1 98,41% dari target 99% (capaian 99,40%)"."""
    reached = values.bersatuan(values.realisasi(row), row.satuan)
    target = values.bersatuan(values.patokan(row.akhir.patokan), row.satuan).teks
    if not reached.ada:
        return f"{row.kode} ({kata(reached.alasan)})"
    grade = row.akhir.capaian
    if grade.nilai is not None:
        rest = f"capaian {printed(grade.nilai)}%"
    else:
        rest = "tercapai" if grade.tercapai else "tidak tercapai" if grade.tercapai is False else kata(grade.alasan)
    return f"{row.kode} {kata(reached.teks)} dari target {kata(target)} ({rest})"


def belum(row: IndikatorRekap) -> bool:
    """Whether it was measured and did not reach its target."""
    found = row.akhir.capaian
    return found.nilai < _HUNDRED if found.nilai is not None else found.tercapai is False


def berlebih(row: IndikatorRekap) -> bool:
    """Whether its capaian is so high that its target asks for a word."""
    found = row.akhir.capaian.nilai
    return found is not None and found > _TOO_EASY


def tersebut(rows: Sequence[IndikatorRekap]) -> str:
    """Indicators by their codes: "IKU-1, IKU-2 dan IKU-3"; of many the first ones and how many more."""
    codes = [row.kode for row in rows]
    more = len(codes) - _MOST
    return gabung(codes) if more <= 0 else f"{', '.join(codes[:_MOST])} dan {more} lainnya"


def daftar_angka(rows: Sequence[IndikatorRekap]) -> str:
    """Indicators with their figures as one sentence; "" for none."""
    shown = [berangka(row) for row in rows[:_MOST]]
    more = len(rows) - _MOST
    return f"{'; '.join(shown)}{f'; dan {more} indikator lain' if more > 0 else ''}." if shown else ""


def realisasi_dari_target(row: IndikatorRekap) -> tuple[Sebaris, ...]:
    """ "98,41% dari target 99%", both as figures of the rekap."""
    return kalimat("{} dari target {}", Angka(f"{row.kode}.realisasi"), Angka(f"{row.kode}.target"))


def unit(bahan: Bahan) -> str:
    """Whose report it is: the office with its region, of a bidang the bidang before it."""
    kantor, bidang = bahan.office.kantor, bahan.loaded.laporan.bidang
    region = kantor.wilayah if kantor.wilayah.casefold() not in kantor.nama.casefold() else ""
    own = kata(f"{kantor.nama} {region}")
    return f"{kata(bahan.nama_bidang(bidang))} {own}" if bidang else own


def kepala_daerah(bahan: Bahan) -> str:
    """Who leads the region."""
    words = bahan.office.kantor.pemerintah.casefold()
    return next((title for word, title in _HEADS if word in words), "kepala daerah")


def di_bawah(bahan: Bahan) -> list[IndikatorRekap]:
    """The indicators below their targets."""
    return [row for row in bahan.rekap.indikator() if belum(row)]


def berkendala(bahan: Bahan) -> list[IndikatorRekap]:
    """The indicators below their targets, and those that could not be measured where the bidang wrote why."""
    return [
        row for row in bahan.rekap.indikator()
        if belum(row) or (not row.akhir.terisi and (row.hambatan.teks.strip() or row.solusi.teks.strip()))
    ]


def terisi(bahan: Bahan) -> bool:
    """Whether anything was measured."""
    return any(row.akhir.terisi for row in bahan.rekap.indikator())


def tanpa_angka(bahan: Bahan) -> str:
    """What a note says where no form came back."""
    if terisi(bahan):
        return ""
    return (
        "Belum ada realisasi yang masuk; angka, tabel dan grafik terisi sendiri sesudah formulir isian dibaca "
        "(doctool formulir baca)."
    )


def uang(bahan: Bahan) -> Blok:
    """A sentence of all the money."""
    total = bahan.rekap.total
    if total is None or total.realisasi is None:
        return alinea("Pagu anggaran seluruhnya {}.", Angka("anggaran.pagu"))
    return alinea(
        "Dari pagu anggaran {}, terealisasi {} atau {}.", Angka("anggaran.pagu"), Angka("anggaran.realisasi"),
        Angka("anggaran.serapan"),
    )  # fmt: skip
