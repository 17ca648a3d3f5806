"""The columns of lists of recipients: what offices call them, and the name by which texts use them."""

from __future__ import annotations

from collections.abc import Mapping, Sequence
from dataclasses import dataclass, field
from functools import cache

from doctool.findings import Where
from doctool.packets.places import column_key

#: Columns that are there for people: the number of the row.
DIABAIKAN = frozenset({"no", "nomor", "no_urut", "nomor_urut", "urut", "urutan"})
#: Columns by which a recipient may be called, in this order.
NAMA = ("nama", "jabatan", "yth", "kecamatan", "kelurahan", "bidang", "kunci")
#: Columns by which a recipient is told from others, in this order, where paket.yaml names none.
KUNCI = ("kunci", "bidang", "kode", "nama", "jabatan", "yth", "kecamatan", "kelurahan")

#: Columns with the other headings that are seen for them.
_SYNONYMS = {
    "nama": "nama penerima, nama unit, nama unit kerja, unit, unit kerja, nama opd, opd, nama perangkat daerah, "
            "perangkat daerah, instansi, nama instansi, penerima, nama bidang, nama kantor",
    "kunci": "kunci penerima, id, id penerima",
    "kode": "kode unit, kode wilayah, kode opd, kode kecamatan",
    "bidang": "kode bidang, kunci bidang",
    "seksi": "kode seksi, nama seksi, sub bidang, subbidang, subbagian, sub bagian",
    "jabatan": "nama jabatan, jabatan penerima, jabatan tujuan",
    "yth": "kepada, kepada yth, tujuan, yang terhormat",
    "di": "tempat, kota, tempat tujuan, kota tujuan",
    "eselon": "esl, tingkat eselon",
    "pejabat": "nama pejabat, nama kepala, kepala",
    "nip": "nip pejabat",
    "pangkat": "pangkat golongan, golongan",
    "kecamatan": "nama kecamatan, kec",
    "kelurahan": "nama kelurahan, desa, nama desa, desa kelurahan, kelurahan desa",
    "kabupaten": "kabupaten kota, nama kabupaten, nama kabupaten kota, kab kota",
    "provinsi": "nama provinsi",
    "alamat": "alamat kantor, alamat lengkap, alamat penerima",
    "surel": "email, e mail, alamat surel, alamat email",
    "telepon": "telp, no telp, no telepon, nomor telepon, hp, no hp, nomor hp, wa, no wa, nomor wa, whatsapp",
    "jumlah": "banyaknya, jml, jumlah eksemplar, eksemplar, rangkap",
    "keterangan": "ket, catatan",
}  # fmt: skip


@cache
def known_columns() -> Mapping[str, str]:
    """Headings, as `column_key` writes them, with the column that each is."""
    found = {column_key(one): column for column, others in _SYNONYMS.items() for one in others.split(", ")}
    return {**found, **{column: column for column in _SYNONYMS}}


@dataclass(frozen=True, slots=True)
class Judul:
    """A heading as it stands in the file, and where."""

    teks: str
    where: Where


@dataclass(slots=True)
class Columns:
    """Which column is which: `named` by the place among the headings, `other` names for the same column, `unknown`
    headings that nobody maps, `twice` those that are one column with another."""

    named: dict[int, str] = field(default_factory=dict)
    other: dict[str, str] = field(default_factory=dict)
    unknown: dict[str, Judul] = field(default_factory=dict)
    twice: list[tuple[Judul, Judul]] = field(default_factory=list)


def columns_of(headings: Sequence[Judul], mapped: Mapping[str, str]) -> Columns:
    """The column of each heading: as `mapped` says (heading to name), else as it is called itself, else by a synonym
    where no other heading is that column; what nobody knows is a column of its own name."""
    wishes = {column_key(heading): column_key(name) for heading, name in mapped.items()}
    keys = [column_key(one.teks) for one in headings]
    made = Columns()
    holders: dict[str, int] = {}

    def take(at: int, name: str) -> None:
        if name in holders:
            made.twice.append((headings[at], headings[holders[name]]))
            return
        holders[name] = at
        made.named[at] = name

    for at, key in enumerate(keys):
        if key in wishes:
            take(at, wishes[key])
        elif key in _SYNONYMS:
            take(at, key)
    for at, key in enumerate(keys):
        if key and key not in wishes and key not in _SYNONYMS and key not in DIABAIKAN:
            known = known_columns().get(key)
            take(at, known if known is not None and known not in holders else key)
            if known is None and made.named.get(at) == key:
                made.unknown[key] = headings[at]
    for at, name in made.named.items():
        if keys[at] != name and keys[at] not in holders:
            made.other[keys[at]] = name
    return made
