"""The cover of a report, and the signature that closes its preface."""

from __future__ import annotations

from doctool.border.picture import read_picture
from doctool.loaded import LoadedLaporan
from doctool.model.dokumen import Blok, Gambar, GantiBaris, Jarak, Paragraf, Sebaris, TandaTangan, Teks, polos
from doctool.model.kantor import Pejabat
from doctool.official import DOTS, head_of, person

#: The crest on the cover, and the room above and below it, in millimetres.
_CREST_MM, _ABOVE_MM, _BETWEEN_MM = 38.0, 5.0, 12.0
_BELOW_OFFICE_MM = 6.0
#: A title with more characters is set in two lines.
_LINE = 26


def cover(loaded: LoadedLaporan) -> tuple[Blok, ...]:
    """The upper part of the cover: crest and title. An office without a crest has none here."""
    laporan, kantor = loaded.laporan, loaded.office.kantor
    crest = read_picture(loaded.office.folder, kantor.kop.logo or "")
    out: list[Blok] = [Jarak(_ABOVE_MM if crest is not None else _ABOVE_MM + _CREST_MM)]
    if crest is not None:
        scale = _CREST_MM / max(crest.width, crest.height)
        out += [
            Gambar(crest.data, crest.width * scale, crest.height * scale, uraian="Lambang daerah"), Jarak(_BETWEEN_MM)
        ]
    title = laporan.judul or "Laporan Kinerja Instansi Pemerintah"
    out.append(Paragraf(_two_lines(title.upper()), "sampul-besar"))
    if laporan.bidang:
        out.append(Paragraf(polos(kantor.bidang.get(laporan.bidang, laporan.bidang).upper()), "sampul"))
    until = f"TRIWULAN {('I', 'II', 'III', 'IV')[laporan.triwulan - 1]} " if laporan.triwulan < 4 else ""
    out.append(Paragraf(polos(f"{until}TAHUN {laporan.tahun}"), "sampul-besar"))
    if laporan.contoh:
        out += [Jarak(_BETWEEN_MM), Paragraf(polos("CONTOH: ANGKA DALAM LAPORAN INI BUKAN DATA RESMI"), "sampul-kecil")]
    return tuple(out)


def cover_foot(loaded: LoadedLaporan) -> tuple[Blok, ...]:
    """The foot of the cover: the office, its place, and the year in which the report is signed (undated: the report's
    own)."""
    laporan, kantor = loaded.laporan, loaded.office.kantor
    signed = laporan.tanggal.tahun if laporan.tanggal is not None else None
    place = (laporan.tempat or kantor.tempat_surat).upper()
    return (
        *(Paragraf(polos(line), "sampul") for line in _office_lines(loaded)), Jarak(_BELOW_OFFICE_MM),
        Paragraf(polos(place), "sampul"), Paragraf(polos(str(signed or laporan.tahun)), "sampul"),
    )  # fmt: skip


def _two_lines(title: str) -> tuple[Sebaris, ...]:
    """A title in one line, or a longer one in two that are about as long."""
    words = title.split()
    if len(title) <= _LINE or len(words) < 2:
        return polos(title)
    parts = [(" ".join(words[:at]), " ".join(words[at:])) for at in range(1, len(words))]
    above, below = min(parts, key=lambda pair: max(map(len, pair)))
    return (Teks(above), GantiBaris(), Teks(below))


def _office_lines(loaded: LoadedLaporan) -> list[str]:
    """Government, office and region as lines of the cover."""
    kantor = loaded.office.kantor
    lines = [kantor.pemerintah.upper(), kantor.nama.upper()]
    return [*lines, *([kantor.wilayah.upper()] if kantor.wilayah.upper() not in " ".join(lines) else [])]


def closing(loaded: LoadedLaporan) -> tuple[Blok, ...]:
    """The signature of who answers for the report; an empty place where nobody is named yet."""
    laporan, kantor = loaded.laporan, loaded.office.kantor
    bidang = kantor.bidang.get(laporan.bidang, laporan.bidang)
    who = kantor.pejabat.get(laporan.penandatangan) or Pejabat(jabatan=head_of(bidang) if bidang else "Kepala")
    day = laporan.tanggal.cetak(kantor.gaya.tanggal, hari=False) if laporan.tanggal is not None else ""
    lines = person(who, kantor)
    above = (f"{laporan.tempat or kantor.tempat_surat}, {day or DOTS}", f"{who.jabatan.rstrip(',')},")
    below = tuple(line for line in (lines["nama"], lines["pangkat"], lines["nip"]) if line)
    return (TandaTangan(above, below),)
