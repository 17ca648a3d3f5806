"""The headings of a table of letters: what offices call a column, and the key of the letter that it fills.

The keys of the model always work as headings ("nomor_agenda", "Nomor Agenda"); the synonyms are what recipients'
lists and agenda books of secretariats are seen to use.
"""

from __future__ import annotations

import re
from dataclasses import dataclass
from functools import lru_cache
from typing import Literal

from pydantic import BaseModel

from doctool.model.surat import NASKAH, Acara, Jenis, Kiriman, Tujuan

#: How the text of a cell is read: as it is, as a list (lines, or parted by ";"), as paragraphs (lines).
Bentuk = Literal["teks", "daftar", "alinea"]


@dataclass(frozen=True, slots=True)
class Kolom:
    """A column: the path of its key in the letter ("kepada", 0, "yth"), how a cell is read, whether it must be there
    (a blank cell is then said to be left empty instead of left out)."""

    path: tuple[str | int, ...]
    bentuk: Bentuk = "teks"
    wajib: bool = False


#: The column with the name of the letter's file; it is no key of the letter.
NAMA = Kolom(("(nama)",))
#: Columns that are there for people: the number of the row.
DIABAIKAN = frozenset({"no", "no urut", "nomor urut"})

_SURAT = {
    "nomor": "nomor surat, no surat",
    "klasifikasi": "kode klasifikasi, kode",
    "tanggal": "tanggal surat, tgl, tgl surat",
    "penandatangan": "penanda tangan, ditandatangani oleh, pejabat",
}
_BERKEPALA = _SURAT | {
    "sifat": "sifat surat",
    "lampiran": "lamp",
    "hal": "perihal",
    "kepada/0/yth": "yth, kepada, kepada yth, tujuan, jabatan tujuan, penerima",
    "kepada/0/di": "di, alamat, alamat tujuan, tempat tujuan, kota",
    "kepada/0/nama": "nama, nama penerima, nama tujuan",
    "tembusan": "",
}
_ACARA = {
    "acara/hari": "hari",
    "acara/waktu": "waktu, pukul, jam",
    "acara/tempat": "tempat, tempat acara, tempat rapat",
    "acara/acara": "acara, nama acara, agenda rapat",
    "acara/catatan": "catatan",
}
_HARI_INI = {"acara/tanggal": "tanggal, hari tanggal, tgl, tanggal acara, tanggal rapat"}
_SENDIRI = {"penandatangan": _SURAT["penandatangan"], "tempat": "tempat tanda tangan"}

#: For each kind the keys with their other names; "/" parts the steps of a key.
_SYNONYMS: dict[Jenis, dict[str, str]] = {
    "dinas": _BERKEPALA | {"isi": "isi surat", "tempat": "tempat surat"},
    "nota-dinas": _BERKEPALA | {"isi": "isi nota", "dari": "", "tempat": "tempat surat"},
    "pengantar": _SURAT | {
        "kepada/0/yth": _BERKEPALA["kepada/0/yth"],
        "kepada/0/di": _BERKEPALA["kepada/0/di"],
        "kepada/0/nama": "nama tujuan",
        "pembuka": "kalimat pembuka",
        "kiriman/0/naskah": "naskah, jenis yang dikirim, naskah dinas, barang yang dikirimkan, yang dikirim",
        "kiriman/0/banyaknya": "banyaknya, jumlah",
        "kiriman/0/keterangan": "keterangan, ket",
        "tembusan": "",
        "tempat": "tempat surat",
    },
    "undangan": _BERKEPALA | _ACARA | {
        "acara/tanggal": "tanggal acara, tanggal rapat, hari tanggal, hari tanggal acara",
        "pembuka": "alinea pembuka",
        "penutup": "alinea penutup",
    },
    "disposisi": {
        "surat_dari": "dari, pengirim, asal surat",
        "nomor_surat": "nomor, no surat",
        "tanggal_surat": "tgl surat, tanggal",
        "diterima": "diterima tanggal, tanggal diterima, tgl diterima, tanggal terima",
        "nomor_agenda": "no agenda, agenda",
        "sifat": "sifat surat",
        "hal": "perihal",
        "diteruskan": "diteruskan kepada",
        "dipilih": "",
        "harap": "dengan hormat harap",
        "catatan": "",
        "penandatangan": _SURAT["penandatangan"],
    },
    "daftar-hadir": _ACARA | _HARI_INI | _SENDIRI | {"judul": "", "peserta": "daftar peserta", "baris_kosong": ""},
    "notula": _ACARA | _HARI_INI | _SENDIRI | {
        "rapat": "nama rapat",
        "ketua": "pimpinan rapat, pimpinan",
        "sekretaris": "sekretaris rapat",
        "pencatat": "notulis",
        "peserta": "peserta rapat",
        "pembukaan": "",
        "pembahasan": "",
        "keputusan": "",
        "penutupan": "",
    },
}  # fmt: skip
_LISTS = frozenset({"tembusan", "diteruskan", "dipilih", "harap", "peserta"})
_PARAGRAPHS = frozenset({"isi", "pembuka", "penutup", "pembukaan", "pembahasan", "keputusan"})
_PARTS: dict[str, type[BaseModel]] = {"acara": Acara, "kepada": Tujuan, "kiriman": Kiriman}
_COUNTED = re.compile(r"(?P<name>.+?) (?P<number>[2-9])")


def plain_heading(text: str) -> str:
    """A heading as it is compared: lower case, words only ("No. Agenda :" is "no agenda")."""
    return " ".join(re.findall(r"[^\W_]+", text.lower()))


@lru_cache
def known_headings(jenis: Jenis) -> dict[str, Kolom]:
    """The headings of a table of `jenis`, as `plain_heading` writes them."""
    found = {"kantor": Kolom(("kantor",)), "nama berkas": NAMA, "nama file": NAMA}
    for key, others in _SYNONYMS[jenis].items():
        column = _column(jenis, key)
        found.update({plain_heading(name): column for name in others.split(", ") if name})
    for key in _SYNONYMS[jenis]:
        found.setdefault(plain_heading(key), _column(jenis, key))
    return found


def _column(jenis: Jenis, key: str) -> Kolom:
    steps = tuple(int(step) if step.isdigit() else step for step in key.split("/"))
    first, last = str(steps[0]), str(steps[-1])
    record = _PARTS[first] if len(steps) > 1 else NASKAH[jenis]
    shape: Bentuk = "teks"
    if len(steps) == 1 and last in _LISTS:
        shape = "daftar"
    elif len(steps) == 1 and last in _PARAGRAPHS and jenis != "pengantar":
        shape = "alinea"
    return Kolom(steps, shape, record.model_fields[last].is_required())


def column_of(heading: str, jenis: Jenis) -> Kolom | None:
    """The column that `heading` names; a number at its end ("Naskah 2") counts the parts of a list."""
    plain = plain_heading(heading)
    known = known_headings(jenis)
    found = known.get(plain)
    if found is not None:
        return found
    counted = _COUNTED.fullmatch(plain)
    base = known.get(counted["name"]) if counted else None
    if counted is None or base is None or len(base.path) != 3:
        return None
    return Kolom((base.path[0], int(counted["number"]) - 1, base.path[2]), base.bentuk)
