"""What changed in a table: cells with the heads of their row and column, rows and columns that came, went or moved."""

from __future__ import annotations

from collections import Counter
from collections.abc import Iterator, Mapping, Sequence
from dataclasses import dataclass
from typing import Literal, TypeAlias

from doctool.model.beku import BagianBeku, TabelBeku
from doctool.pairs import aligned
from doctool.reports.compare_parts import Pairs

Baris = tuple[str, ...]


@dataclass(frozen=True, slots=True)
class BedaSel:
    """A cell that changed, by the heads of its row and column."""

    baris: str
    kolom: str
    lama: str
    baru: str


@dataclass(frozen=True, slots=True)
class BedaTabel:
    """A table (or the numbers of a chart) that changed, came, went, or stands in another part."""

    apa: Literal["berubah", "ditambahkan", "dihapus", "dipindah"]
    jenis: Literal["tabel", "bagan"]
    kunci: str
    judul: str
    letak: str
    dari: str = ""
    judul_lama: str = ""
    sel: tuple[BedaSel, ...] = ()
    baris_ditambahkan: tuple[Baris, ...] = ()
    baris_dihapus: tuple[Baris, ...] = ()
    baris_dipindah: tuple[Baris, ...] = ()
    kolom_ditambahkan: tuple[str, ...] = ()
    kolom_dihapus: tuple[str, ...] = ()

    @property
    def isinya_berubah(self) -> bool:
        """Whether anything in it changed, its place aside."""
        return any((
            self.judul_lama, self.sel, self.baris_ditambahkan, self.baris_dihapus, self.baris_dipindah,
            self.kolom_ditambahkan, self.kolom_dihapus,
        ))  # fmt: skip


def compare_tables(first: Sequence[BagianBeku], second: Sequence[BagianBeku], pairs: Pairs) -> Iterator[BedaTabel]:
    """Tables by their key; those without one by their part and title, or their place among those left."""
    back = {new: old for old, new in pairs}
    old_at, new_at = _places(first, {old: old for old in range(len(first))}), _places(second, back)
    for name in _in_order(old_at, new_at):
        old, new = old_at.get(name), new_at.get(name)
        if old is not None and new is not None:
            was, now = first[old[0]], second[new[0]]
            elsewhere = "" if back.get(new[0]) == old[0] else was.judul
            made = compare_table(old[1], new[1], now.judul, elsewhere)
            if made is not None:
                yield made
        elif new is not None:
            yield BedaTabel("ditambahkan", new[1].blok, new[1].kunci, new[1].judul, second[new[0]].judul)
        elif old is not None:
            yield BedaTabel("dihapus", old[1].blok, old[1].kunci, old[1].judul, first[old[0]].judul)


#: A table and the part that it stands in.
Place: TypeAlias = "tuple[int, TabelBeku]"
Name: TypeAlias = "tuple[object, ...]"


def _places(parts: Sequence[BagianBeku], known: Mapping[int, int]) -> dict[Name, Place]:
    """Every table by what it is known by: its key, or its part (as the first draft counts them), title and place."""
    out: dict[Name, Place] = {}
    for at, part in enumerate(parts):
        for one in part.isi:
            if not isinstance(one, TabelBeku):
                continue
            base: Name = (one.kunci,) if one.kunci else (known.get(at, f"baru {at}"), one.blok, one.judul)
            number = next(count for count in range(len(out) + 1) if (*base, count) not in out)
            out[(*base, number)] = (at, one)
    return out


def _in_order(old: Mapping[Name, Place], new: Mapping[Name, Place]) -> list[Name]:
    return [*new, *(name for name in old if name not in new)]


def compare_table(first: TabelBeku, second: TabelBeku, letak: str, dari: str = "") -> BedaTabel | None:
    """What changed in a table that stands at `letak`, before at `dari` ("": in the same part); None for nothing."""
    names, others = column_names(first), column_names(second)
    both = [(names.index(name), others.index(name), name) for name in names if name in others]
    old = [tuple(_at(row, a) for a, _, _ in both) for row in first.baris]
    new = [tuple(_at(row, b) for _, b, _ in both) for row in second.baris]
    cells: list[BedaSel] = []
    gone: list[Baris] = []
    came: list[Baris] = []
    for pair in aligned(old, new, _alike):
        if pair.first is None or pair.second is None:
            if pair.first is not None:
                gone.append(first.baris[pair.first])
            if pair.second is not None:
                came.append(second.baris[pair.second])
            continue
        head = row_head(second.baris[pair.second])
        cells += [
            BedaSel(head, name, was, now)
            for (_, _, name), was, now in zip(both, old[pair.first], new[pair.second], strict=True) if was != now
        ]  # fmt: skip
    moved = _moved(gone, came)
    found = BedaTabel(
        "dipindah" if dari else "berubah", second.blok, second.kunci, second.judul, letak, dari,
        first.judul if first.judul != second.judul else "", tuple(cells), tuple(came), tuple(gone), tuple(moved),
        tuple(name for name in others if name not in names), tuple(name for name in names if name not in others),
    )  # fmt: skip
    return found if dari or found.isinya_berubah else None


def column_names(one: TabelBeku) -> list[str]:
    """The heads of the columns, each once: a number tells apart those that are alike or have none."""
    seen: Counter[str] = Counter()
    out = []
    for at, name in enumerate(one.kolom, start=1):
        plain = " ".join(name.split()) or f"kolom {at}"
        seen[plain] += 1
        out.append(plain if seen[plain] == 1 else f"{plain} ({seen[plain]})")
    return out


def row_head(row: Sequence[str]) -> str:
    """What a row is about: its first cell with a letter, else its first that is not empty."""
    cells = [" ".join(cell.split()) for cell in row]
    lettered = next((cell for cell in cells if any(sign.isalpha() for sign in cell)), "")
    return lettered or next((cell for cell in cells if cell), "")


def _at(row: Sequence[str], place: int) -> str:
    return row[place] if place < len(row) else ""


def _alike(first: Baris, second: Baris) -> float:
    """How much of two rows is the same; rows of one head are one row."""
    if not first:
        return 0.0
    if row_head(first) == row_head(second):
        return 1.0 + _equal(first, second)
    return _equal(first, second)


def _equal(first: Baris, second: Baris) -> float:
    return sum(a == b and bool(a) for a, b in zip(first, second, strict=True)) / len(first)


def _moved(gone: list[Baris], came: list[Baris]) -> list[Baris]:
    """Rows that only moved; they are taken out of both lists."""
    moved = [row for row, count in (Counter(gone) & Counter(came)).items() for _ in range(count)]
    for row in moved:
        gone.remove(row)
        came.remove(row)
    return moved
