"""The answers to the indicators of a returned form, each with what is to be said of it."""

from __future__ import annotations

from collections.abc import Sequence
from decimal import Decimal

from doctool.forms.answers import Answers
from doctool.forms.cells import Cell
from doctool.forms.content import Form
from doctool.forms.field_map import (
    AKHIR_PEMBILANG,
    AKHIR_PENYEBUT,
    REALISASI_TW,
    TARGET_TW,
    TRIWULAN,
    Jenis,
)
from doctool.forms.locked import check_row, reckoned
from doctool.forms.notes import Notes
from doctool.forms.number_rules import part_rule, rule_of
from doctool.forms.numbers import read_number
from doctool.forms.recognise import Known
from doctool.forms.remarks import Remark
from doctool.forms.rows import IndicatorRow
from doctool.forms.shifted import beyond_the_quarters, too_early
from doctool.forms.table import Table
from doctool.forms.values import Reader, read_grade, read_text
from doctool.indonesian import angka
from doctool.model.capaian import printed
from doctool.model.kinerja import AturanKinerja, Indikator
from doctool.model.pengembalian import TEKS, IndikatorKembali, Jawaban
from doctool.model.triwulan import factor, quarters_measured, reckon_until

_LOCKED = ("indikator", "satuan", "target", *TARGET_TW, "sasaran", "formula", "penanggung_jawab")
_NAMES = {
    "pendorong": "faktor pendorong", "hambatan": "hambatan/penyebab", "solusi": "solusi/tindak lanjut",
    "sumber_data": "sumber data", "bukti_dukung": "bukti dukung", "realisasi_tahun": "realisasi tahun",
    "capaian": "capaian", "kategori": "kategori",
}  # fmt: skip
#: A capaian beyond this says more about the target than about the work; beyond `_ABSURD`, explained or not.
_TOO_GOOD, _ABSURD = Decimal(150), Decimal(1000)


def read_indicators(table: Table, form: Form, known: Known, notes: Notes) -> tuple[IndikatorKembali, ...]:
    """The indicators of a form in its order."""
    rows = {one.kunci: one for one in form.indicators}
    answers = Answers(table, notes)
    made = []
    for row in form.indicators:
        if row.jenis in (Jenis.INDIKATOR, Jenis.PERBANDINGAN):
            one = _indicator(row, rows, table, answers, known, notes)
            _judge(one, row.indikator, form, notes)
            made.append(one)
    if known.quarter_told:
        _own_quarter(made, form, table, notes)
    answers.leftovers(rows, {kunci: _used(one.jenis) for kunci, one in rows.items()})
    return tuple(made)


def _own_quarter(made: Sequence[IndikatorKembali], form: Form, table: Table, notes: Notes) -> None:
    """A form of a quarter in which nothing was measured, though something was to be, is not filled in yet."""
    number = form.sampai - 1
    measured = {row.kunci for row in form.indicators if quarters_measured(row.indikator)[number]}
    rows = [one for one in made if one.kode in measured and any(one.jawaban)]
    given = [each for one in rows for each in (one.realisasi, one.pembilang, one.penyebut) if number < len(each)]
    explained = rows and all(one.teks["hambatan"].keadaan == "terisi" for one in rows)
    if rows and not explained and all(each[number].keadaan == "kosong" for each in given):
        name = TRIWULAN[number]
        notes.error("F30", f"formulir triwulan {name}, tetapi realisasi triwulan {name} kosong di semua baris",
                    f"isi kolom realisasi triwulan {name}, lalu kirim ulang", cell=table.place)  # fmt: skip


def _used(kind: Jenis) -> frozenset[str]:
    """The fields of a row that are read or compared, or that only repeat the data."""
    if kind in (Jenis.PEMBILANG, Jenis.PENYEBUT):
        return frozenset({"kunci", "indikator", "nomor", *REALISASI_TW})
    return frozenset({
        "kunci", "nomor", "kategori", "capaian", "realisasi_tahun",
        *_LOCKED, *REALISASI_TW, *TEKS,
    })  # fmt: skip


def _indicator(
    row: IndicatorRow, rows: dict[str, IndicatorRow], table: Table, answers: Answers, known: Known, notes: Notes
) -> IndikatorKembali:
    indikator, kode = row.indikator, row.kunci
    at = answers.row(kode, indikator.uraian)
    if at:
        check_row(table, at, kode, row.values, _LOCKED, known, notes)
    shown: dict[str, Jawaban] = {}
    parts: list[tuple[Jawaban, ...]] = [(), ()]
    own: tuple[Jawaban, ...] = ()
    if indikator.berbanding:
        for place, (end, name) in enumerate(((AKHIR_PEMBILANG, "pembilang"), (AKHIR_PENYEBUT, "penyebut"))):
            parts[place] = _part(kode + end, name, rows, answers)
        reckoned_fields = (*REALISASI_TW, "realisasi_tahun", "capaian", "kategori")
    else:
        own = _each_quarter(at, kode, indikator, answers, _reader(indikator))
        reckoned_fields = ("realisasi_tahun", "capaian", "kategori")
    for name in reckoned_fields:
        if at and name in table.columns:
            what = f"{kode}, {_NAMES.get(name) or _quarter_name(name)}"
            shown[name] = reckoned(table.sheet, at, table.columns[name], what, notes, matters=name in REALISASI_TW)
            if name == "realisasi_tahun" and own:
                beyond_the_quarters(table, at, kode, _reader(indikator), notes, own, indikator, known.triwulan)
    texts = {name: answers.read(at, name, f"{kode}, {_NAMES[name]}", read_text) for name in TEKS}
    return IndikatorKembali(kode, own, parts[0], parts[1], texts, shown)


def _quarter_name(name: str) -> str:
    return f"realisasi triwulan {TRIWULAN[REALISASI_TW.index(name)]}"


def _reader(indikator: Indikator) -> Reader:
    """How the realisasi of an indicator is read: as a grade or as a number."""
    rule = rule_of(indikator)
    graded = indikator.rumus_dipakai == "tingkat" or (bool(indikator.target.tingkat) and not indikator.tingkatan)

    def value(cell: Cell, where: str) -> tuple[Jawaban, list[Remark]]:
        return read_grade(cell, indikator, where) if graded else read_number(cell, rule, where)

    return value


def _each_quarter(
    at: int, key: str, indikator: Indikator, answers: Answers, value: Reader
) -> tuple[Jawaban, ...]:
    """The answers of a row; that nothing was measured is no news (F29) where nothing was to be."""

    def unmeasured(cell: Cell, where: str) -> tuple[Jawaban, list[Remark]]:
        answer, remarks = value(cell, where)
        return answer, [one for one in remarks if one.code != "F29"]

    return tuple(
        answers.read(at, name, f"{key}, {_quarter_name(name)}", value if needed else unmeasured)
        for name, needed in zip(REALISASI_TW, quarters_measured(indikator), strict=True)
    )


def _part(key: str, name: str, rows: dict[str, IndicatorRow], answers: Answers) -> tuple[Jawaban, ...]:
    label = str(rows[key].values["indikator"])
    at = answers.row(key, label)
    rule = part_rule(name, label)

    def number(cell: Cell, where: str) -> tuple[Jawaban, list[Remark]]:
        return read_number(cell, rule, where)

    if at and "realisasi_tahun" in answers.table.columns:
        beyond_the_quarters(answers.table, at, key, number, answers.notes)
    return _each_quarter(at, key, rows[key].indikator, answers, number)


def _judge(one: IndikatorKembali, indikator: Indikator, form: Form, notes: Notes) -> None:
    """What follows from the answers to one indicator together."""
    _pairs(one, indikator, notes)
    too_early(one, form.sampai, notes)
    _unfilled(one, indikator, form.sampai, notes)
    _explained(one, indikator, form.sampai, form.office.kantor.kinerja, notes)
    source = one.teks["sumber_data"]
    if source.keadaan == "kosong" and any(each.keadaan == "terisi" for each in one.jawaban):
        notes.warning("F37", f"{one.kode}: sumber data kosong", "tulis dari mana angkanya", cell=source.sel)


def _pairs(one: IndikatorKembali, indikator: Indikator, notes: Notes) -> None:
    for number, (top, below) in enumerate(zip(one.pembilang, one.penyebut, strict=True)):
        what = f"{one.kode}, triwulan {TRIWULAN[number]}"
        if (top.keadaan == "terisi") != (below.keadaan == "terisi") and "salah" not in (top.keadaan, below.keadaan):
            missing, name = (below, "penyebut") if top.keadaan == "terisi" else (top, "pembilang")
            notes.error("F32", f"{what}: {name} belum diisi", "isi pembilang dan penyebut", cell=missing.sel)
        if top.nilai is None or below.nilai is None:
            continue
        if factor(indikator.satuan) == 100 and top.nilai > below.nilai:
            message = f"{what}: pembilang {angka(top.nilai)} lebih besar daripada penyebut {angka(below.nilai)}"
            notes.error("F25", message, "periksa apakah keduanya tertukar", cell=top.sel, text=top.tertulis)
        if not below.nilai:
            notes.warning("F25", f"{what}: penyebut 0, jadi realisasinya tidak dapat dihitung", "periksa angkanya",
                          cell=below.sel, text=below.tertulis)  # fmt: skip


def _unfilled(one: IndikatorKembali, indikator: Indikator, sampai: int, notes: Notes) -> None:
    """Quarters until that of the form that should have been measured."""
    needed = quarters_measured(indikator)
    groups = [one.realisasi] if one.realisasi else [one.pembilang]
    for answers in groups:
        lacking = [number for number in range(sampai)
                   if needed[number] and number < len(answers) and answers[number].keadaan == "kosong"]  # fmt: skip
        pairs = [number for number in lacking if not one.penyebut or one.penyebut[number].keadaan == "kosong"]
        if pairs:
            message = f"{one.kode}: realisasi triwulan {', '.join(TRIWULAN[number] for number in pairs)} belum diisi"
            hint = "isi; bila memang tidak diukur, kosongkan dan tulis alasannya di kolom Hambatan"
            if one.teks["hambatan"].keadaan == "terisi":
                hint = "isi bila datanya sudah ada; bila memang tidak diukur, biarkan: alasan di kolom Hambatan dipakai"
            notes.warning("F31", message, hint, cell=answers[pairs[0]].sel)


def _explained(one: IndikatorKembali, indikator: Indikator, sampai: int, aturan: AturanKinerja, notes: Notes) -> None:
    """A target that was not reached needs its cause and what was done (PermenPANRB 53/2014, akuntabilitas kinerja)."""
    if any(each.keadaan == "salah" for each in one.jawaban):
        return
    values: list[Decimal | str | None] = [each.hitungan for each in one.realisasi]
    pairs = [(top.nilai, low.nilai) for top, low in zip(one.pembilang, one.penyebut, strict=True)]
    _, _, capaian = reckon_until(indikator, pairs if indikator.berbanding else values, sampai, aturan)
    if capaian.tercapai is False:
        reached = f"capaian {printed(capaian.nilai)} %" if capaian.nilai is not None else "target tidak tercapai"
        for name in ("hambatan", "solusi"):
            answer = one.teks[name]
            if answer.keadaan == "kosong" or not any(sign.isalnum() for sign in answer.teks or answer.tertulis):
                notes.error("F33", f"{one.kode}: {reached}, tetapi {_NAMES[name]} kosong", f"isi kolom {_NAMES[name]}",
                            cell=answer.sel)  # fmt: skip
    elif capaian.nilai is not None and (
        capaian.nilai >= _ABSURD or (capaian.nilai > _TOO_GOOD and one.teks["pendorong"].keadaan == "kosong")
    ):
        message = f"{one.kode}: capaian {printed(capaian.nilai)} % jauh di atas target"
        hint = "jelaskan di kolom faktor pendorong, dan periksa targetnya"
        if capaian.nilai >= _ABSURD:
            hint = "periksa realisasinya, mungkin salah ketik, dan targetnya"
        notes.warning("F34", message, hint, cell=one.teks["pendorong"].sel)
    else:
        _beyond_target(one, indikator, notes)


def _beyond_target(one: IndikatorKembali, indikator: Indikator, notes: Notes) -> None:
    """A number that is ten times the largest target, where no capaian shows it."""
    targets = [indikator.target, *indikator.target_triwulan]
    ends = [end for one in targets for end in (one.rentang or ((one.nilai,) if one.nilai is not None else ()))]
    most = max(ends, default=Decimal(0))
    for answer in one.realisasi:
        if answer.nilai is not None and most > 0 and answer.nilai >= most * _ABSURD / 100:
            message = f"{one.kode}: realisasi {angka(answer.nilai)} jauh di atas target {angka(most)}"
            hint = "periksa angkanya, mungkin salah ketik"
            notes.warning("F34", message, hint, cell=answer.sel, text=answer.tertulis)
