"""From a report's data, its texts and its figures to the whole document: the parts of the outline in their order.

Front matter has Roman page numbers, the chapters Arabic ones (as PermenPANRB 53/2014's examples), every lampiran a
separator sheet. What has no text is not passed over in silence: a part without text and without a reason is a finding.
"""

from __future__ import annotations

from collections.abc import Callable, Iterator, Sequence
from dataclasses import dataclass, field, replace

from doctool.findings import Finding
from doctool.loaded import LoadedLaporan
from doctool.loaded import Path as Steps
from doctool.model.dokumen import (
    Bagan,
    Bagian,
    Blok,
    DaftarIsi,
    Dokumen,
    Gambar,
    GantiHalaman,
    Judul,
    Paragraf,
    Permintaan,
    Tabel,
    polos,
    susun,
)
from doctool.model.laporan import JUDUL_BAGIAN, SISTEMATIKA, BagianLaporan
from doctool.model.rekap import Rekap
from doctool.reports.analyses import Analyses, analysis_keys
from doctool.reports.annex_sheets import AnnexSheet, annex_sections
from doctool.reports.front import closing, cover, cover_foot
from doctool.reports.material import warning
from doctool.reports.place import Placing, Sumber, check_references, mapped, without_goal

#: A text by the name that laporan.yaml gives it: its blocks and what was found in it.
Reader = Callable[[str], tuple[tuple[Blok, ...], Sequence[Finding]]]

_FRONT = {"sampul", "pernyataan-reviu", "kata-pengantar", "ikhtisar", "daftar-isi", "daftar-tabel", "daftar-gambar"}
_LISTS = {"daftar-isi": "isi", "daftar-tabel": "tabel", "daftar-gambar": "gambar"}
#: Parts whose content is reckoned where no text asks for it.
_RECKONED = {
    "perjanjian-kinerja": (("tabel", "perjanjian-kinerja"), ("tabel", "anggaran-program")),
    "rencana-strategis": (("tabel", "renstra"),),
    "realisasi-anggaran": (("tabel", "penyerapan"),),
    "ikhtisar": (("tabel", "capaian-sasaran"), ("bagan", "capaian")),
}
#: Parts that end with the signature.
_SIGNED = {"kata-pengantar", "pernyataan-reviu"}
SAMPLE = "CONTOH: angka dalam laporan ini bukan data resmi"


@dataclass
class Tersusun:
    """A report put together: the document, findings, and the key of the heading of each lampiran's separator sheet."""

    dokumen: Dokumen
    temuan: list[Finding] = field(default_factory=list)
    lembar: tuple[str, ...] = ()


def compose(
    loaded: LoadedLaporan,
    rekap: Rekap,
    sumber: Sumber,
    read: Reader,
    *,
    status: str = "",
    lampiran: Sequence[AnnexSheet] = (),
) -> Tersusun:
    """The document of a report. `read` gives the texts, `status` is printed on every page of a draft."""
    return _Composer(loaded, rekap, sumber, read).compose(status, lampiran)


class _Composer:
    def __init__(self, loaded: LoadedLaporan, rekap: Rekap, sumber: Sumber, read: Reader) -> None:
        self.loaded, self.rekap, self.read = loaded, rekap, read
        self.placing = Placing(sumber, loaded.positions.where(()), loaded.office.kantor.gaya)
        self.placing.keys |= set(_keys(loaded.laporan.bagian or SISTEMATIKA)) | set(analysis_keys(rekap))
        self.analyses = Analyses(loaded, rekap, self.placing, read)

    def compose(self, status: str, lampiran: Sequence[AnnexSheet]) -> Tersusun:
        laporan, gaya = self.loaded.laporan, self.loaded.office.kantor.gaya
        parts = laporan.bagian or SISTEMATIKA
        sections: list[Bagian] = []
        front: list[Blok] = []
        body: list[Blok] = []
        for place, part in enumerate(parts):
            if part.jenis == "sampul":
                foot = cover_foot(self.loaded)
                sections.append(Bagian(cover(self.loaded), halaman="tidak", kepala=False, bawah=foot))
                continue
            blocks = self._top(part, ("bagian", place))
            target = front if part.jenis in _FRONT and not body else body
            target += [*([GantiHalaman()] if target and blocks else []), *blocks]
        sections += [Bagian(tuple(front), halaman="romawi", mulai=1)] if front else []
        sections += [Bagian(tuple(body), mulai=1)] if body else []
        annexes, sheets = annex_sections(self.loaded, lampiran, self.placing)
        sections += annexes
        marks = [one for one in (SAMPLE if laporan.contoh else "", status) if one]
        document = Dokumen(
            self.title, self._linked(sections), pengarang=self.loaded.office.kantor.nama, status=" · ".join(marks),
            kaki=self.footer, kertas=gaya.kertas, huruf=gaya.huruf,
        )  # fmt: skip
        return Tersusun(document, self.placing.temuan, sheets)

    @property
    def title(self) -> str:
        """The title of the document."""
        return f"{self.loaded.laporan.judul or 'Laporan Kinerja Instansi Pemerintah'} Tahun {self.loaded.laporan.tahun}"

    @property
    def footer(self) -> str:
        """The line beside the page number."""
        kantor = self.loaded.office.kantor
        named = kantor.wilayah and kantor.wilayah not in kantor.nama
        return f"{kantor.nama} {kantor.wilayah}" if named else kantor.nama

    def _top(self, part: BagianLaporan, path: Steps) -> tuple[Blok, ...]:
        """A part of the first level: front matter without number, or a chapter."""
        head = Judul(1, polos(self._title(part)), _key(part), bernomor=part.jenis not in _FRONT)
        if part.jenis in _LISTS:
            return (head, DaftarIsi(_LISTS[part.jenis]))  # type: ignore[arg-type]
        return (head, *self._within(part, path, 1))

    def _within(self, part: BagianLaporan, path: Steps, level: int) -> tuple[Blok, ...]:
        """What stands below the heading of a part."""
        if part.ditiadakan:
            return (Paragraf(polos(f"Bagian ini tidak disajikan: {part.ditiadakan.rstrip('.')}.")),)
        out: list[Blok] = []
        for name in part.teks:
            blocks, found = self.read(name)
            self.placing.temuan += found
            out += self.placing.text(blocks, level)
        if not part.teks:
            out += self._reckoned(part)
        if part.jenis == "sasaran":
            out += self.analyses.all(level + 1)
        for place, below in enumerate(part.isi):
            head = Judul(level + 1, polos(self._title(below)), _key(below))
            out += [head, *self._within(below, (*path, "isi", place), level + 1)]
        if not out:
            self._told(part, path)
        if part.jenis in _SIGNED:
            out += closing(self.loaded)
        return tuple(out)

    def _reckoned(self, part: BagianLaporan) -> list[Blok]:
        """The tables that a part without a text has of itself."""
        out: list[Blok] = []
        for kind, name in _RECKONED.get(part.jenis, ()):
            out += self.placing.ask(Permintaan("tabel" if kind == "tabel" else "bagan", name))
        return out

    def _told(self, part: BagianLaporan, path: Steps) -> None:
        title = self._title(part)
        self.placing.temuan.append(
            warning("B12", self.loaded.positions.where(path), f'bagian "{title}" belum ada isinya',
                    'sebut berkasnya dalam "teks", atau alasannya dalam "ditiadakan"', title)
        )  # fmt: skip

    def _title(self, part: BagianLaporan) -> str:
        return part.judul or JUDUL_BAGIAN.get(part.jenis, "")

    def _linked(self, sections: Sequence[Bagian]) -> tuple[Bagian, ...]:
        """The sections with every reference that has a goal; one without is told and printed as it was written."""
        whole = [one for section in sections for one in section.isi]
        keys = {
            one.kunci for one in susun(tuple(whole))
            if isinstance(one, Judul | Tabel | Bagan | Gambar) and one.kunci
        }  # fmt: skip
        self.placing.temuan += check_references(whole, keys, self.placing.where)
        return tuple(
            replace(section, isi=mapped(section.isi, lambda isi: without_goal(isi, keys))) for section in sections
        )


def _keys(parts: Sequence[BagianLaporan]) -> Iterator[str]:
    """The keys of the headings of all parts, which no text may give again."""
    for part in parts:
        yield _key(part)
        yield from _keys(part.isi)


def _key(part: BagianLaporan) -> str:
    """The key of a part's heading: its kind, or the words of its title."""
    if part.jenis != "lain":
        return f"bab:{part.jenis}"
    words = "".join(letter if letter.isalnum() else "-" for letter in part.judul.casefold())
    return f"bab:{'-'.join(word for word in words.split('-') if word)}"
