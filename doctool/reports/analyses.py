"""Bab III A: for each sasaran the seven analyses that PermenPANRB 53/2014 asks for, each with its text or its reason.

Where nobody wrote a text the tables of the analysis are there all the same, and L05 says that the text is missing.
"""

from __future__ import annotations

from collections.abc import Callable, Iterator, Sequence

from doctool.findings import Finding
from doctool.loaded import LoadedLaporan
from doctool.loaded import Path as Steps
from doctool.model.dokumen import Blok, Daftar, Judul, Paragraf, Permintaan, Teks, polos
from doctool.model.laporan import JUDUL_ANALISIS, Analisis, AnalisisSasaran
from doctool.model.rekap import IndikatorRekap, Rekap, SasaranRekap
from doctool.reports.material import warning
from doctool.reports.place import Placing
from doctool.reports.split import split

Reader = Callable[[str], tuple[tuple[Blok, ...], Sequence[Finding]]]

#: What each analysis shows of itself.
_OWN: dict[Analisis, tuple[tuple[str, str], ...]] = {
    "target": (("tabel", "target-realisasi"), ("bagan", "target-realisasi")),
    "tahun-lalu": (("tabel", "tahun-lalu"), ("bagan", "tahun-lalu")),
    "renstra": (("tabel", "renstra"),),
    "standar-nasional": (("tabel", "standar-nasional"),),
    "penyebab": (),
    "efisiensi": (("tabel", "efisiensi"),),
    "program": (("tabel", "program"),),
}
_NARRATIVE = (("pendorong", "Pendorong"), ("hambatan", "Hambatan"), ("solusi", "Solusi"))


class Analyses:
    """The analyses of the sasaran of a report."""

    def __init__(self, loaded: LoadedLaporan, rekap: Rekap, placing: Placing, read: Reader) -> None:
        self.loaded, self.rekap, self.placing, self.read = loaded, rekap, placing, read

    def all(self, level: int) -> list[Blok]:
        """Every sasaran below headings of the level `level`."""
        return [block for one in self.rekap.sasaran for block in self._of(one, level)]

    def _of(self, sasaran: SasaranRekap, level: int) -> list[Blok]:
        number = str(sasaran.nomor)
        wanted = self.loaded.laporan.sasaran.get(number) or AnalisisSasaran()
        path: Steps = ("sasaran", number)
        before, written = self._texts(wanted)
        out: list[Blok] = [
            Judul(level, polos(f"Sasaran {number}: {sasaran.uraian}"), f"bab:sasaran-{number}"),
            *self.placing.text(before, level),
        ]
        for key, title in JUDUL_ANALISIS.items():
            out.append(Judul(level + 1, polos(title), f"bab:sasaran-{number}-{key}"))
            out += self._one(sasaran, key, wanted, written.get(key, ()), path, level + 1)
        return out

    def _texts(self, wanted: AnalisisSasaran) -> tuple[list[Blok], dict[Analisis, list[Blok]]]:
        """What stands before the analyses, and the texts of each, of one file or several."""
        before: list[Blok] = []
        written: dict[Analisis, list[Blok]] = {}
        for name in wanted.naskah:
            blocks, found = self.read(name)
            self.placing.temuan += found
            first, parts = split(blocks)
            before += first
            for key, one in parts.items():
                written.setdefault(key, []).extend(one)
        for key in JUDUL_ANALISIS:
            for name in wanted.teks.get(key, ()):
                blocks, found = self.read(name)
                self.placing.temuan += found
                written.setdefault(key, []).extend(blocks)
        return before, written

    def _one(
        self,
        sasaran: SasaranRekap,
        key: Analisis,
        wanted: AnalisisSasaran,
        text: Sequence[Blok],
        path: Steps,
        level: int,
    ) -> list[Blok]:
        """An analysis: its text, or the reason why there is none, or what can be said without one."""
        if text:
            return list(self.placing.text(text, level))
        reason = wanted.ditiadakan.get(key, "")
        if reason:
            return [Paragraf(polos(f"Tidak disajikan: {reason.rstrip('.')}."))]
        title = JUDUL_ANALISIS[key]
        self.placing.temuan.append(
            warning("L05", self.loaded.positions.where(path), f'sasaran {sasaran.nomor}: "{title}" belum ditulis',
                    f'tulis di bawah judul "{title}" dalam naskah sasaran ini, atau beri alasan dalam "ditiadakan"',
                    title)
        )  # fmt: skip
        out: list[Blok] = []
        for kind, name in _OWN[key]:
            option = (("sasaran", str(sasaran.nomor)),)
            out += self.placing.ask(Permintaan("tabel" if kind == "tabel" else "bagan", name, option))
        if key == "penyebab":
            out += _narrative(sasaran.indikator)
        return out


def analysis_keys(rekap: Rekap) -> Iterator[str]:
    """The keys of the headings of every sasaran and of its analyses."""
    for one in rekap.sasaran:
        yield f"bab:sasaran-{one.nomor}"
        yield from (f"bab:sasaran-{one.nomor}-{key}" for key in JUDUL_ANALISIS)


def _narrative(rows: Sequence[IndikatorRekap]) -> list[Blok]:
    """What the bidang wrote in their forms, indicator for indicator."""
    items: list[tuple[Blok, ...]] = []
    for row in rows:
        said = [(label, getattr(row, name).teks.strip()) for name, label in _NARRATIVE]
        lines = tuple(Paragraf((Teks(f"{label}: ", tebal=True), Teks(text))) for label, text in said if text)
        if lines:
            items.append((Paragraf(polos(f"{row.kode} {row.uraian}")), *lines))
    return [Daftar(tuple(items))] if items else []
