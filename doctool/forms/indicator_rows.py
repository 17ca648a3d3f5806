"""The rows of the indicators: what the data says of each, and how its capaian is reckoned in words."""

from __future__ import annotations

from collections.abc import Iterable, Iterator, Sequence
from dataclasses import replace
from decimal import Decimal

from doctool.forms.field_map import AKHIR_PEMBILANG, AKHIR_PENYEBUT, TARGET_TW, Jenis
from doctool.forms.rows import IndicatorRow, Unit, Value
from doctool.indonesian import angka
from doctool.loaded import LoadedKinerja
from doctool.model.kinerja import Indikator, PenanggungJawab, Target
from doctool.model.triwulan import factor

#: The rows of an indicator and who answers for it.
Rows = tuple[Unit, list[IndicatorRow]]
_RUMUS = {
    "naik": "R ÷ T × 100", "turun-selisih": "(2T − R) ÷ T × 100", "turun-banding": "T ÷ R × 100",
    "rentang": "100 dalam rentang; di luarnya R ÷ batas × 100",
    "tingkat": "tercapai bila sama atau di atas target",
}  # fmt: skip


def indicator_rows(loaded: LoadedKinerja) -> Iterator[Rows]:
    """The rows of each indicator with who answers for it."""
    for sasaran, one in loaded.kinerja.indikator():
        who = one.penanggung_jawab
        yield (who.bidang, who.seksi), list(_rows(one, sasaran.uraian, _who(loaded, who)))


def _who(loaded: LoadedKinerja, who: PenanggungJawab) -> str:
    return who.seksi or loaded.office.kantor.bidang.get(who.bidang, who.bidang)


def _rows(one: Indikator, sasaran: str, who: str) -> Iterator[IndicatorRow]:
    quarters: Sequence[Target | str] = one.target_triwulan or ("",) * 4
    values: dict[str, Value] = {
        "sasaran": sasaran, "indikator": one.uraian, "satuan": one.satuan, "formula": _how(one),
        "target": _target(one.target),
        **{field: _target(given) for field, given in zip(TARGET_TW, quarters, strict=True)},
        "sumber_data": one.sumber_data, "penanggung_jawab": who, "bukti_dukung": one.bukti_dukung,
    }  # fmt: skip
    if not one.berbanding:
        yield IndicatorRow(one.kode, Jenis.INDIKATOR, _pattern(one), values, one)
        return
    yield IndicatorRow(one.kode, Jenis.PERBANDINGAN, "perbandingan", values, one)
    for end, kind, text in (
        (AKHIR_PEMBILANG, Jenis.PEMBILANG, one.pembilang), (AKHIR_PENYEBUT, Jenis.PENYEBUT, one.penyebut),
    ):  # fmt: skip
        named = {"indikator": f"{kind.value.capitalize()}: {text}"}
        yield IndicatorRow(one.kode + end, kind, kind.value, named, one)


def _how(one: Indikator) -> str:
    """How capaian is reckoned, in words: the formula, where realisasi comes from, how the quarters come together."""
    lines = [_RUMUS[one.rumus_dipakai]]
    year: str = one.akumulasi if one.rumus_dipakai != "tingkat" else "terakhir"
    if one.berbanding:
        times = factor(one.satuan)
        lines.append("R = P ÷ Y" + (f" × {angka(times)}" if times != 1 else ""))
        if one.akumulasi == "jumlah":
            year = "jumlah P ÷ jumlah Y"
    return "\n".join([*lines, f"Setahun: {year}"])


def _target(target: Target | str) -> Value:
    if isinstance(target, str):
        return target
    return target.nilai if target.nilai is not None else target.teks


def _pattern(one: Indikator) -> str:
    """Which of the patterns of a directly entered indicator: a grade, a percentage within 0 to 100, or any number."""
    if one.rumus_dipakai == "tingkat":
        return "indikator_tingkat"
    ends = [
        end for target in (one.target, *one.target_triwulan)
        for end in (target.rentang or ((target.nilai,) if target.nilai is not None else ()))
    ]  # fmt: skip
    within = all(0 <= end <= 100 for end in ends)
    return "indikator_persen" if factor(one.satuan) == 100 and within else "indikator"


def numbered(rows: Iterable[IndicatorRow]) -> tuple[IndicatorRow, ...]:
    """The rows with their numbers; a sasaran is printed with the first of its indicators only."""
    made = []
    number, before = 0, ""
    for row in rows:
        if row.jenis in (Jenis.INDIKATOR, Jenis.PERBANDINGAN):
            number += 1
            sasaran = str(row.values["sasaran"])
            values = {**row.values, "nomor": Decimal(number), "sasaran": "" if sasaran == before else sasaran}
            before = sasaran
            row = replace(row, values=values)  # noqa: PLW2901 - the same row with its number
        made.append(row)
    return tuple(made)
