"""The recipients of a packet: from a table (xlsx, xls, ods, csv), a YAML file, or the list in paket.yaml itself.

A row that cannot be used costs its own recipient only; what is wrong is told with its cell or line.
"""

from __future__ import annotations

import difflib
import re
from collections.abc import Iterable, Iterator, Mapping
from dataclasses import dataclass, field

from doctool.catalog.messages import did_you_mean
from doctool.findings import Finding, Severity, Where
from doctool.packets.headings import DIABAIKAN, KUNCI, NAMA, Columns, columns_of, known_columns
from doctool.packets.names import stable_key
from doctool.packets.nouns import Gagal, Kolom, LoadedPaket, Penerima
from doctool.packets.places import column_key
from doctool.packets.rows import Baris, Tabel, read_rows
from doctool.refusal import error, refuse

#: A recipient that cannot be used: without a name, there twice, with a formula or signs that turn the text round.
RECIPIENT = "D26"
_TWICE, _UNKNOWN = "D17", "D19"
#: What a spreadsheet would reckon when it is typed or pasted; "+62 812" and "-" are none.
_FORMULA = re.compile(r"[=@]|[+-](?=[^\d\s.,()+-])[^\s]*[(|!]")
#: Marks that make a text read otherwise than it is written (UAX 9), and characters without width.
_TURNED = re.compile("[\u202a-\u202e\u2066-\u2069\u200b\u2060]")
#: Longest text of a cell; a longer one was pasted by mistake.
_LONGEST = 2000


@dataclass(frozen=True)
class Daftar:
    """The recipients that can be used, those that cannot, and what is to be said of the list.

    `kolom`: the columns that texts may name; `asing`: those that no heading of doctool's maps, with the finding that
    says so where nothing uses them; `jumlah`: rows in all.
    """

    penerima: tuple[Penerima, ...]
    gagal: tuple[Gagal, ...]
    temuan: tuple[Finding, ...]
    kolom: tuple[str, ...]
    asing: Mapping[str, Finding] = field(default_factory=dict)
    jumlah: int = 0


def read_recipients(loaded: LoadedPaket) -> Daftar:
    """The recipients of a packet. Raises ContentError where the list as a whole cannot be used (D17)."""
    table = read_rows(loaded)
    columns = columns_of(table.judul, loaded.paket.kolom)
    findings = [*table.temuan, *_unmapped(loaded, table)]
    if columns.twice:
        again, before = columns.twice[0]
        message = f'kolom "{again.teks}" sama artinya dengan kolom "{before.teks}"'
        hint = "hapus salah satu, atau beri nama lain di paket.yaml: kolom"
        raise refuse(table.file, [*findings, error(_TWICE, again.where, message, hint, again.teks)])
    names = tuple(dict.fromkeys([*columns.named.values(), *columns.other]))
    key = column_key(loaded.paket.kunci)
    if not set(names).intersection(NAMA) and not key:
        where = table.judul[0].where if table.judul else Where(table.file)
        hint = "beri judul kolom Nama, atau petakan di paket.yaml: kolom"
        raise refuse(table.file, [*findings, error(_TWICE, where, "tidak ada kolom nama penerima", hint)])
    if key and key not in names:
        where = loaded.positions.where(("kunci",))
        hint = did_you_mean(key, list(names), "kolom yang ada")
        raise refuse(table.file, [*findings, error("D10", where, f'kolom "{loaded.paket.kunci}" tidak ada', hint, key)])
    unknown = {name: _strange(one.teks, name, one.where) for name, one in columns.unknown.items()}
    made = _Rows(table, columns, key)
    for number, row in enumerate(table.baris, 1):
        made.add(number, row)
    if not made.penerima and not made.gagal:
        empty = error("D17", Where(table.file), "belum ada penerima", "isi satu penerima tiap baris")
        raise refuse(table.file, [*findings, empty])
    found = [*findings, *(finding for one in made.gagal for finding in one.findings), *made.told]
    kolom = tuple(dict.fromkeys([*names, "kunci", "nama", "urut"]))
    return Daftar(
        tuple(made.penerima), tuple(made.gagal), tuple(sorted(set(found), key=Finding.sort_key)), kolom, unknown,
        len(table.baris),
    )  # fmt: skip


class _Rows:
    """The recipients row by row."""

    def __init__(self, table: Tabel, columns: Columns, key: str) -> None:
        self.letak, self.columns, self.key = table.letak, columns, key
        self.penerima: list[Penerima] = []
        self.gagal: list[Gagal] = []
        self.told: list[Finding] = []
        self._seen: dict[str, Penerima] = {}
        # Texts that say the same and names of columns are one object each.
        self._texts: dict[str, str] = {}
        self._names: dict[tuple[str, ...], dict[str, int]] = {}
        self._places = {name: at for at, name in columns.named.items()}
        others = {other: self._places[of] for other, of in columns.other.items() if other not in self._places}
        self._judul = {**self._places, **others}

    def add(self, number: int, row: Baris) -> None:
        """A row that is not empty; `number` is its place in the list."""
        columns = self.columns
        texts = dict.fromkeys(columns.named.values(), "")
        judul = self._places
        texts |= {name: row.sel[at] for name, at in judul.items() if at in row.sel}
        faults = [*row.faults, *self._hostile(row)]
        where = self.letak.where
        key = texts.get(self.key, "") if self.key else next((texts[one] for one in KUNCI if texts.get(one)), "")
        name = next((texts[one] for one in NAMA if texts.get(one)), key)
        called = " ".join(unturned(name).split())[:80]
        if not faults and not name:
            message, hint = "penerima tanpa nama", "isi namanya, atau hapus baris ini"
            faults.append(error(RECIPIENT, where(row.nomor), message, hint))
        elif not faults and not key:
            place = where(row.nomor, judul.get(self.key))
            hint = f'isi kolom "{self.key}"; ia membedakan penerima menurut paket.yaml: kunci'
            faults.append(error(RECIPIENT, place, f'penerima "{called}" tanpa isi kolom "{self.key}"', hint))
        before = self._seen.get(stable_key(key)) if key and not faults else None
        if before is not None:
            faults.append(self._again(row, key, called, before))
        if faults:
            self.gagal.append(Gagal(called, where(row.nomor), tuple(faults), number))
            return
        kunci = stable_key(key)
        texts |= {"kunci": kunci, "nama": name, "urut": str(number)}
        texts |= {other: texts[of] for other, of in columns.other.items() if other not in texts}
        kolom = self._kolom(texts)
        one = Penerima(kolom["kunci"], kolom["nama"], number, kolom, self.letak, row.nomor, self._judul)
        self._seen[kunci] = one
        self.penerima.append(one)

    def _kolom(self, texts: Mapping[str, str]) -> Kolom:
        order = tuple(texts)
        names = self._names.setdefault(order, {name: at for at, name in enumerate(order)})
        return Kolom(names, tuple(self._texts.setdefault(one, one) for one in texts.values()))

    def _hostile(self, row: Baris) -> Iterator[Finding]:
        """Texts that no list of recipients holds on purpose."""
        for name, at in self._places.items():
            for message, hint, text in _hostile(name, row.sel.get(at, "")):
                yield error(RECIPIENT, self.letak.where(row.nomor, at), message, hint, text)

    def _again(self, row: Baris, key: str, called: str, before: Penerima) -> Finding:
        place = before.where.cell or f"baris {before.where.line}"
        hint = "hapus salah satu; bila memang dua penerima, sebut kolom pembedanya di paket.yaml: kunci"
        message = f'penerima "{called}" sudah ada di {place} (kunci "{key[:60]}")'
        return error(RECIPIENT, self.letak.where(row.nomor), message, hint, called)


def unturned(text: str) -> str:
    """A text without the marks that turn it round: as it is shown."""
    return _TURNED.sub("", text)


def _hostile(name: str, text: str) -> Iterable[tuple[str, str, str]]:
    """What of a text no list of recipients holds on purpose: message, hint, the text as it is shown."""
    if _FORMULA.match(text.lstrip()):
        yield f'isi kolom "{name}" tampak seperti rumus', "hapus tanda di depannya, atau tulis isinya tanpa rumus", text
    turned = _TURNED.search(text)
    if turned is not None:
        message = f'isi kolom "{name}" memuat karakter tak terlihat U+{ord(turned[0]):04X}'
        yield message, "ketik ulang isinya", ascii(text)[1:-1]
    if len(text) > _LONGEST:
        message = f'isi kolom "{name}" lebih dari {_LONGEST} huruf'
        yield message, "ringkas; teks panjang ditulis dalam data surat", text[:80]


def _unmapped(loaded: LoadedPaket, table: Tabel) -> Iterator[Finding]:
    """Headings in paket.yaml's `kolom` that the list does not have."""
    have = {column_key(one.teks): one.teks for one in table.judul}
    for heading, name in loaded.paket.kolom.items():
        where = loaded.positions.where_key(("kolom", heading))
        if column_key(heading) not in have:
            hint = did_you_mean(heading, list(have.values()), "judul kolom yang ada")
            yield error("D10", where, f'judul kolom "{heading}" tidak ada dalam daftar penerima', hint, heading)
        elif not column_key(name) or column_key(name) in DIABAIKAN:
            yield error("D05", where, f'"{name}" tidak dapat menjadi nama kolom', "pakai huruf dan angka", name)


def _strange(heading: str, name: str, where: Where) -> Finding:
    near = difflib.get_close_matches(name, sorted(known_columns()), n=1, cutoff=0.8)
    guess = f'maksudnya "{near[0].replace("_", " ")}"? ' if near else ""
    hint = f"{guess}isinya tetap dapat dipakai sebagai {{{name}}}"
    return Finding(_UNKNOWN, Severity.WARNING, where, "kolom ini tidak dikenal dan tidak dipakai", hint, heading)
