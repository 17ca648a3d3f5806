"""What is to be said of a recap: R01 to R07. Messages are Bahasa Indonesia.

| code | what |
| --- | --- |
| R01 | a result of the form's own formula is not what the entered values give |
| R02 | a bidang has not returned its form |
| R03 | a realisasi that should be there is not |
| R04 | realisasi of the money is not filled in |
| R05 | the pagu of a level is not the sum of what is below it |
| R06 | two forms of a quarter disagree |
| R07 | a later form says otherwise than an earlier one |

What was found in the returned forms themselves (F..) is told too: a recap is no better than they are.
"""

from __future__ import annotations

from collections.abc import Iterator, Mapping
from decimal import Decimal

from doctool.findings import Finding, Severity, Where
from doctool.forms.collected import Collected, field_name
from doctool.forms.field_map import kunci_anggaran
from doctool.indonesian import angka
from doctool.loaded import LoadedKinerja
from doctool.model.capaian import printed
from doctool.model.kinerja import AturanKinerja, Beranggaran, Indikator
from doctool.model.pengembalian import Jawaban, Pengembalian
from doctool.model.rekap import AnggaranRekap, IndikatorRekap, Isian, Rekap
from doctool.model.triwulan import quarter_names, reckon_until

#: By how much a printed result may differ from the one that is reckoned.
TOLERANCE = Decimal("0.01")
_WARNING = Severity.WARNING
#: Which of the parts of a realisasi is pointed at: the faulty one before the empty one.
_ORDER = {"salah": 0, "kosong": 1, "tidak diukur": 2, "terisi": 3}


def findings(rekap: Rekap, loaded: LoadedKinerja, returned: Collected) -> Iterator[Finding]:
    """Everything that is to be said, in the order of the recap."""
    for bidang in rekap.bidang:
        if not returned.kembali.get(bidang.kunci):
            message = f"{bidang.nama} belum mengembalikan formulir"
            hint = "buat nota pengingat dengan: doctool formulir status --pengingat"
            yield Finding("R02", _WARNING, Where(loaded.file), message, hint)
    yield from returned.temuan
    given = {one.kode: one for _, one in loaded.kinerja.indikator()}
    for every in returned.kembali.values():
        for one in every:
            yield from _of_formulas(one, given, loaded.office.kantor.kinerja)
    told = [one for every in returned.kembali.values() for each in every for one in each.temuan]
    yield from told
    cells = {(one.where.file, one.where.cell) for one in told}
    rest = [one for row in rekap.indikator() if returned.kembali.get(row.bidang) for one in _of_indicator(row, loaded)]
    for line in rekap.anggaran:
        rest += _of_money(line, loaded, answered=bool(returned.kembali.get(line.bidang)))
    yield from (one for one in rest if not one.where.cell or (one.where.file, one.where.cell) not in cells)
    yield from _of_sums(loaded, rekap)


def _of_formulas(
    returned: Pengembalian, given: Mapping[str, Indikator], rule: AturanKinerja
) -> Iterator[Finding]:
    """R01: each result that a form shows, against what its own values give until its own quarter."""
    for row in returned.indikator:
        one = given.get(row.kode)
        if one is None or any(answer.keadaan == "salah" for answer in row.jawaban):
            continue
        values = [answer.hitungan for answer in row.realisasi]
        pairs = [(_number(top), _number(below)) for top, below in zip(row.pembilang, row.penyebut, strict=True)]
        until, _, capaian = reckon_until(one, pairs if one.berbanding else values, returned.triwulan, rule)
        for name, wanted in (("realisasi_tahun", until.nilai), ("capaian", capaian.nilai)):
            shown = row.tampil.get(name)
            if shown is None or shown.keadaan in ("kosong", "salah") or _agree(shown, wanted):
                continue
            right = wanted if isinstance(wanted, str) else printed(wanted)
            message = (
                f"{one.kode}: {field_name(name)} menurut rumus formulir {shown.tertulis}, "
                f"hasil hitung ulang {right}; yang dipakai hasil hitung ulang"
            )
            hint = "periksa apakah rumus di formulir diubah"
            yield Finding("R01", _WARNING, Where(returned.berkas, cell=shown.sel), message, hint, shown.tertulis)


def _number(one: Jawaban) -> Decimal | None:
    return one.nilai if one.keadaan == "terisi" else None


def _agree(shown: Jawaban, wanted: Decimal | str | None) -> bool:
    if isinstance(wanted, Decimal):
        return shown.nilai is not None and abs(shown.nilai - wanted) <= TOLERANCE
    if isinstance(wanted, str):
        return shown.teks.strip().casefold() == wanted.strip().casefold()
    return shown.nilai is None


def _of_indicator(one: IndikatorRekap, loaded: LoadedKinerja) -> Iterator[Finding]:
    """R03: quarters that a bidang did not measure, at the first of them."""
    last = one.akhir
    if not last.kurang:
        return
    wrong = [number for number in last.kurang if number in last.salah]
    lacking = one.periode[(wrong or last.kurang)[0] - 1]
    parts = sorted((lacking.realisasi, lacking.pembilang, lacking.penyebut), key=lambda part: _ORDER[part.keadaan])
    where = _where(*parts, file=loaded.file)
    message = f"{one.kode}: realisasi {quarter_names(last.kurang)} belum ada"
    yield Finding("R03", _WARNING, where, message, "minta bidang melengkapinya")


def _of_money(line: AnggaranRekap, loaded: LoadedKinerja, *, answered: bool) -> Iterator[Finding]:
    """R04: money of the lowest level that is not told."""
    if line.dirinci or line.realisasi is not None or not answered:
        return
    called = f"{line.kode} {line.uraian}".strip()
    why = {"salah": "tidak terbaca", "tidak diukur": "ditulis tidak diukur"}.get(line.isian.keadaan, "belum diisi")
    text = line.isian.tertulis[:60]
    message = f"{called}: realisasi anggaran {why}" + (f' ("{text}")' if text.strip() else "")
    yield Finding("R04", _WARNING, _where(line.isian, file=loaded.file), message, "minta bidang mengisinya", text)


def _of_sums(loaded: LoadedKinerja, rekap: Rekap) -> Iterator[Finding]:
    """R05: a pagu that is named for a level and broken down below it as well, and differs."""
    sums = {line.kunci: line.pagu for line in rekap.anggaran}
    for number, program in enumerate(loaded.kinerja.program, start=1):
        levels: list[tuple[str, Beranggaran, bool]] = [(kunci_anggaran(number), program, bool(program.kegiatan))]
        levels += [
            (kunci_anggaran(number, place), one, bool(one.sub_kegiatan))
            for place, one in enumerate(program.kegiatan, start=1)
        ]
        for key, level, broken in levels:
            total = sums.get(key)
            if broken and level.pagu is not None and total is not None and level.pagu != total:
                message = f"{level.uraian}: pagu {angka(level.pagu)}, jumlah rinciannya {angka(total)}"
                yield Finding("R05", _WARNING, Where(loaded.file), message, "samakan; yang dipakai jumlah rinciannya")


def _where(*places: Isian, file: str) -> Where:
    """The cell of the first value that has one, else the office's data."""
    found = next((one.asal for one in places if one.asal is not None), None)
    return Where(found.berkas, cell=f"{found.lembar}!{found.sel}") if found is not None else Where(file)
