"""What is to be said of a report's material before any text asks for it (B01, B04 to B07, L06)."""

from __future__ import annotations

from collections.abc import Iterator
from decimal import Decimal

from doctool.findings import Finding, Where
from doctool.model.capaian import printed
from doctool.model.rekap import AnggaranRekap
from doctool.reports import history
from doctool.reports.material import Bahan, fault, nearest, summed, warning

#: By how much a share in percent may differ from the one that is reckoned.
TOLERANCE = Decimal("0.01")


def material_findings(bahan: Bahan) -> list[Finding]:
    """Everything that is to be said, in order of places."""
    found = [*bahan.temuan, *_sums(bahan), *history.findings(bahan), *_supports(bahan)]
    return sorted(dict.fromkeys(found), key=Finding.sort_key)


def _sums(bahan: Bahan) -> Iterator[Finding]:
    """L06: a level that is not the sum of what is below it, a share that is not realisasi over pagu."""
    rows = bahan.rekap.anggaran
    for row in rows:
        below = [one for one in rows if one.kunci.startswith(f"{row.kunci}.") and not one.dirinci]
        yield from _compared(bahan, row, summed(row, below) if row.dirinci else summed(row, [row]))
    total = bahan.rekap.total
    leaves = [one for one in rows if not one.dirinci]
    if total is not None:
        yield from _compared(bahan, total, summed(total, leaves))


def _compared(bahan: Bahan, row: AnggaranRekap, right: AnggaranRekap) -> Iterator[Finding]:
    called = f"{row.kode} {row.uraian}".strip()
    where = Where(bahan.sumber) if bahan.sumber else bahan.where()
    for name, one, other in (("pagu", row.pagu, right.pagu), ("realisasi", row.realisasi, right.realisasi)):
        if one != other:
            message = f"{called}: {name} {printed(one)}, jumlah rinciannya {printed(other)}"
            yield fault("L06", where, message, "buat ulang rekapnya, atau perbaiki datanya", printed(one))
    one, other = row.serapan, right.serapan
    if (one is None) != (other is None) or (one is not None and other is not None and abs(one - other) > TOLERANCE):
        message = f"{called}: serapan {printed(one)}, realisasi / pagu x 100 = {printed(other)}"
        yield fault("L06", where, message, "buat ulang rekapnya, atau perbaiki datanya", printed(one))


def _supports(bahan: Bahan) -> Iterator[Finding]:
    """B07: programmes that laporan.yaml names and the recap does not have, sasaran that are not there, and sasaran
    without programmes."""
    numbers = [str(one.nomor) for one in bahan.rekap.sasaran]
    codes = list(dict.fromkeys(row.kode for row in bahan.rekap.anggaran if row.kode))
    own = " bidang ini" if bahan.loaded.laporan.bidang else ""
    for nomor, one in bahan.loaded.laporan.sasaran.items():
        if nomor not in numbers:
            where = bahan.loaded.positions.where_key(("sasaran", nomor))
            hint = f"sasaran yang ada: {', '.join(numbers)}"
            yield warning("B07", where, f"sasaran {nomor} tidak ada dalam rekap{own}", hint, nomor)
            continue
        for at, kode in enumerate(one.program):
            if kode not in codes:
                where = bahan.where(("sasaran", nomor, "program", at))
                hint = nearest(kode, codes, "kode yang ada") or "isi kode rekening dalam data kinerja"
                yield fault("B07", where, f'program "{kode}" tidak ada dalam rekap{own}', hint, kode)
    lacking = [number for number in numbers if not bahan.penunjang(int(number))]
    if lacking and bahan.rekap.anggaran:
        message = f"program penunjang belum disebut untuk sasaran {', '.join(lacking)}; efisiensinya dicetak n/a"
        yield warning("B07", bahan.where(("sasaran",)), message, "tulis kodenya di sasaran: program")
