"""Rules of the seven analyses of a sasaran: hambatan and solusi (L04), each there (L05)."""

from __future__ import annotations

import re
import textwrap
from collections.abc import Iterator, Sequence
from decimal import Decimal

from doctool.check.laporan_rule import ReportContext, Said, report_check
from doctool.check.report_words import Names, Unit, units
from doctool.findings import Severity, Where
from doctool.indonesian import gabung
from doctool.model.capaian import printed
from doctool.model.dokumen import Blok, Daftar, Judul, Paragraf, Tabel, susun
from doctool.model.laporan import JUDUL_ANALISIS, Analisis, AnalisisSasaran
from doctool.model.rekap import IndikatorRekap, SasaranRekap

#: A capaian above this asks how the target was set.
MUCH = Decimal(150)
_NONE = re.compile(r"\b(?:tidak|tanpa) (?:ada |terdapat |ditemukan )?(?:hambatan|kendala|masalah|permasalahan)\b", re.I)
_OBSTACLE = re.compile(
    r"\b(?:hambatan|(?:ter|di|meng)?hambat|kendala|terkendala|penyebab\w*|disebabkan|sebab|karena|akibat\w*|masalah|"
    r"permasalahan|gangguan|terganggu|keterbatasan)\b", re.IGNORECASE,
)  # fmt: skip
_SOLUTION = re.compile(
    r"\b(?:solusi\w*|tindak lanjut\w*|(?:me|di)(?:nin)?tindaklanjuti|upaya\w*|langkah\w*|perbaikan\w*|diperbaiki|"
    r"memperbaiki|mengatasi\w*|diatasi|mengantisipasi|antisipasi|rencana aksi)\b", re.IGNORECASE,
)  # fmt: skip
_TARGET_SET = re.compile(
    r"\b(?:ditetapkan|penetapan|menetapkan|penyusunan|disusun|penentuan|ditentukan|asumsi|dasar|acuan|terlalu rendah|"
    r"disesuaikan|penyesuaian|dinaikkan|ditinjau|peninjauan|realistis|baseline|data awal)\b", re.IGNORECASE,
)  # fmt: skip
#: What stands for a reason and is none.
_BLANK = re.compile(r"[\s.…_-]*")
_TEXTS: tuple[Analisis, ...] = ("target", "penyebab")


@report_check("L04")
def below_target_explained(ctx: ReportContext) -> Iterator[Said]:
    """What did not reach its target has hambatan and solusi; what went far beyond says how the target was set."""
    for sasaran in ctx.rekap.sasaran:
        analyses = _Analyses(ctx, sasaran)
        for row in sasaran.indikator:
            value, reached = row.akhir.capaian.nilai, row.akhir.capaian.tercapai
            if (value is not None and value < 100) or (value is None and reached is False):
                yield from analyses.lacking(row)
            elif value is not None and value > MUCH:
                yield from analyses.unexplained(row)


class _Analyses:
    """The analyses of a sasaran that tell of reasons."""

    def __init__(self, ctx: ReportContext, sasaran: SasaranRekap) -> None:
        self.ctx, self.nomor = ctx, sasaran.nomor
        self.names = Names({row.kode: row.uraian for row in sasaran.indikator})
        self.texts = ctx.analisis.get(sasaran.nomor, {})
        wanted = ctx.loaded.laporan.sasaran.get(str(sasaran.nomor), AnalisisSasaran())
        self.from_forms = not self.texts.get("penyebab") and not wanted.ditiadakan.get("penyebab")

    def lacking(self, row: IndikatorRekap) -> Iterator[Said]:
        """What is said of an indicator below its target and what is not."""
        if self.from_forms:
            missing = [name for name, one in (("hambatan", row.hambatan), ("solusi", row.solusi)) if not one.teks]
            if missing:
                message = f"{_below(row)}, tetapi {gabung(missing)} tidak ada dalam formulir bidang"
                hint = f'tulis "{JUDUL_ANALISIS["penyebab"]}" sasaran {self.nomor}, atau minta bidang melengkapi'
                yield Said(self.ctx.where(("sasaran", str(self.nomor))), message, hint, row.kode)
            return
        mine = self._of(row, ("penyebab",))
        if not any(row.kode in one.kode for one in mine):
            message = f"{_below(row)}, tetapi tidak disebut dalam analisis penyebab sasaran {self.nomor}"
            yield Said(self._where("penyebab"), message, self._said_by_bidang(row), row.kode)
            return
        text = _NONE.sub("", "\n".join(one.teks for one in mine))
        missing = [
            name for name, pattern in (("hambatan", _OBSTACLE), ("solusi", _SOLUTION)) if not pattern.search(text)
        ]
        if missing:
            lacks = " dan ".join(f"{name}nya" for name in missing)
            message = f"{_below(row)}, tetapi analisis penyebab sasaran {self.nomor} tidak menyebut {lacks}"
            yield Said(self._where("penyebab"), message, self._said_by_bidang(row), row.kode)

    def unexplained(self, row: IndikatorRekap) -> Iterator[Said]:
        """Whether it is said how the target of an indicator far above it was set."""
        mine = [one for one in self._of(row, _TEXTS) if row.kode in one.kode]
        told = any(re.search(r"\btarget", one.teks, re.I) and _TARGET_SET.search(one.teks) for one in mine)
        if told or (self.from_forms and row.pendorong.teks.strip()):
            return
        message = (
            f"{row.kode} ({row.uraian}): capaian {printed(row.akhir.capaian.nilai)} persen, tetapi cara targetnya "
            "ditetapkan tidak dijelaskan"
        )
        hint = f"jelaskan dalam analisis sasaran {self.nomor} mengapa target {row.target} ditetapkan serendah itu"
        if row.akhir.patokan.nilai is not None and row.rumus.startswith("turun"):
            hint = f"jelaskan dalam analisis sasaran {self.nomor} mengapa target {row.target} ditetapkan setinggi itu"
        yield Said(self._where("penyebab"), message, hint, row.kode, Severity.WARNING)

    def _of(self, row: IndikatorRekap, keys: Sequence[Analisis]) -> list[Unit]:
        """What tells of an indicator: what names it, and what names none."""
        found = [one for key in keys for one in units(self.texts.get(key, ()), self.names)]
        return [one for one in found if row.kode in one.kode or not one.kode]

    def _where(self, key: Analisis) -> Where:
        return _first(self.texts.get(key, ())) or self.ctx.where(("sasaran", str(self.nomor)))

    def _said_by_bidang(self, row: IndikatorRekap) -> str:
        said = [
            f"{name} menurut bidang: {textwrap.shorten(one.teks, 120, placeholder=' ...')}"
            for name, one in (("hambatan", row.hambatan), ("solusi", row.solusi)) if one.teks.strip()
        ]  # fmt: skip
        return f"sebut {row.kode} beserta hambatan dan solusinya" + (f" ({'; '.join(said)})" if said else "")


def _below(row: IndikatorRekap) -> str:
    value = row.akhir.capaian.nilai
    how = f"capaian {printed(value)} persen" if value is not None else "target tidak tercapai"
    return f"{row.kode} ({row.uraian}): {how}"


def _first(blok: Sequence[Blok]) -> Where | None:
    """The first place that a text tells of itself."""
    for one in susun(tuple(blok)):
        if isinstance(one, Paragraf | Judul | Daftar | Tabel) and one.asal is not None:
            return one.asal
    return None


@report_check("L05")
def causes_in_words(ctx: ReportContext) -> Iterator[Said]:
    """The analysis of causes is written in words, not only as tables."""
    for sasaran in ctx.rekap.sasaran:
        text = ctx.analisis.get(sasaran.nomor, {}).get("penyebab", ())
        if text and not any(one.prosa and one.teks.strip() for one in units(text, Names({}))):
            title = JUDUL_ANALISIS["penyebab"]
            message = f'sasaran {sasaran.nomor}: "{title}" belum berisi kalimat'
            yield Said(_first(text) or ctx.where(), message, "tulis penyebab, hambatan dan solusinya", title)


@report_check("L05")
def left_out_with_reason(ctx: ReportContext) -> Iterator[Said]:
    """Only the national standard may be left out, as there may be none; and with a reason that says something."""
    for nomor, one in ctx.loaded.laporan.sasaran.items():
        for key, title in JUDUL_ANALISIS.items():
            reason = one.ditiadakan.get(key, "")
            if not reason or ctx.analisis.get(int(nomor) if nomor.isdecimal() else 0, {}).get(key):
                continue
            where = ctx.where(("sasaran", nomor, "ditiadakan", key))
            if _BLANK.fullmatch(reason):
                message = f'sasaran {nomor}: "{title}" ditiadakan tanpa alasan'
                yield Said(where, message, "tulis alasannya, misalnya: Tidak ada standar nasional bagi indikator ini",
                           reason)  # fmt: skip
            elif key != "standar-nasional":
                message = f'sasaran {nomor}: "{title}" ditiadakan, padahal diminta bagi setiap sasaran'
                hint = "tulis analisisnya; bila memang tidak mungkin, alasan ini yang tercetak"
                yield Said(where, message, hint, reason, Severity.WARNING)
