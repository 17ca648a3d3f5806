"""What changed between two drafts of a report: figures, tables, parts, texts, lampiran, sources."""

from __future__ import annotations

import re
from collections import Counter
from collections.abc import Iterator, Mapping
from dataclasses import dataclass
from decimal import Decimal

from doctool.model.beku import AngkaBeku, Beku, LampiranBeku
from doctool.model.capaian import printed, rounded
from doctool.pairs import out_of_order
from doctool.reports.compare_parts import Apa, BedaBagian, compare_parts, paired
from doctool.reports.compare_tables import BedaTabel, compare_tables
from doctool.reports.compare_texts import BedaTeks, compare_texts


@dataclass(frozen=True, slots=True)
class BedaAngka:
    """A figure that changed; "" where it is not in a draft. `selisih` is printed with its sign, "" where there is
    none."""

    nama: str
    lama: str
    baru: str
    selisih: str = ""


@dataclass(frozen=True, slots=True)
class BedaLampiran:
    """A lampiran that came, went, moved, or whose file changed."""

    apa: Apa
    judul: str
    rincian: str = ""


@dataclass(frozen=True, slots=True)
class Perbedaan:
    """All that changed from one draft to the other. `sumber` are the paths of the sources that differ."""

    dari: str
    ke: str
    angka: tuple[BedaAngka, ...]
    tabel: tuple[BedaTabel, ...]
    bagian: tuple[BedaBagian, ...]
    teks: tuple[BedaTeks, ...]
    lampiran: tuple[BedaLampiran, ...]
    sumber: tuple[str, ...] = ()

    @property
    def sama(self) -> bool:
        """Whether both say the same."""
        return not (self.angka or self.tabel or self.bagian or self.teks or self.lampiran)


def compare(first: Beku, second: Beku) -> Perbedaan:
    """What changed from the `first` to the `second`."""
    pairs = paired(first.bagian, second.bagian)
    sources = {*first.sumber.items()} ^ {*second.sumber.items()}
    old, new = first.bagian, second.bagian
    return Perbedaan(
        first.nama, second.nama, tuple(_figures(first.angka, second.angka)), tuple(compare_tables(old, new, pairs)),
        tuple(compare_parts(old, new, pairs)), tuple(compare_texts(old, new, pairs)), tuple(_annexes(first, second)),
        tuple(sorted({name for name, _ in sources})),
    )  # fmt: skip


def _figures(first: Mapping[str, AngkaBeku], second: Mapping[str, AngkaBeku]) -> Iterator[BedaAngka]:
    """Figures in the order of the second, then those that went."""
    for name in (*second, *(one for one in first if one not in second)):
        old, new = first.get(name), second.get(name)
        if old is None or new is None:
            yield BedaAngka(name, old.teks if old else "", new.teks if new else "")
        elif (old.teks, old.nilai) != (new.teks, new.nilai):
            yield BedaAngka(name, old.teks, new.teks, _difference(old, new))


def _difference(old: AngkaBeku, new: AngkaBeku) -> str:
    """The difference of two numbers as they are printed; of those printed alike, with as many decimals as show it."""
    if not old.nilai or not new.nilai:
        return ""
    decimals = max(_decimals(old.teks), _decimals(new.teks))
    by = rounded(Decimal(new.nilai), decimals) - rounded(Decimal(old.nilai), decimals)
    if not by:
        by = Decimal(new.nilai) - Decimal(old.nilai)
        decimals = next((count for count in (2, 4, 8, 16) if rounded(by, count)), decimals)
    return f"+{printed(by, decimals)}" if by > 0 else printed(by, decimals)


def _decimals(text: str) -> int:
    """How many decimals a printed number has: two in "95,37%", none in "1.250"."""
    found = re.search(r",(\d+)", text)
    return len(found[1]) if found else 0


def _annexes(first: Beku, second: Beku) -> Iterator[BedaLampiran]:
    old, new = _by_title(first), _by_title(second)
    yield from (BedaLampiran("ditambahkan", name, one.berkas) for name, (_, one) in new.items() if name not in old)
    yield from (BedaLampiran("dihapus", name, one.berkas) for name, (_, one) in old.items() if name not in new)
    both = [name for name in new if name in old]
    moved = out_of_order([old[name][0] for name in both])
    for name in both:
        place, was = old[name]
        now = new[name][1]
        if (was.berkas, was.sha256) != (now.berkas, now.sha256):
            yield BedaLampiran("diubah", name, _file_change(was, now))
        elif place in moved:
            yield BedaLampiran("dipindah", name)


def _by_title(one: Beku) -> dict[str, tuple[int, LampiranBeku]]:
    """The lampiran by title with their places; a number tells apart those of one title."""
    seen: Counter[str] = Counter()
    found = {}
    for at, annex in enumerate(one.lampiran):
        seen[annex.judul] += 1
        count = seen[annex.judul]
        found[annex.judul if count == 1 else f"{annex.judul} ({count})"] = (at, annex)
    return found


def _file_change(was: LampiranBeku, now: LampiranBeku) -> str:
    names = [one.berkas or "dibuat doctool" for one in (was, now)]
    told = [" menjadi ".join(names) if was.berkas != now.berkas else "isi berkas berubah"]
    if was.halaman != now.halaman:
        told.append(f"{was.halaman} menjadi {now.halaman} halaman")
    return "; ".join(told)
