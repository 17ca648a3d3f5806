"""The keputusan pimpinan that sets the SOPs, as offices lay out a keputusan; what is not told is an empty place."""

from __future__ import annotations

from collections.abc import Iterator, Sequence
from dataclasses import replace

from doctool.book.names import office_name
from doctool.house_kop import kop_block
from doctool.indonesian import terbilang
from doctool.loaded import LoadedBuku, LoadedKantor
from doctool.model.buku import Keputusan
from doctool.model.dasar import split_marker
from doctool.model.dokumen import (
    Baris,
    Blok,
    Daftar,
    GantiBaris,
    Jarak,
    Judul,
    Paragraf,
    Rata,
    Sebaris,
    Sel,
    Tabel,
    Teks,
    polos,
)
from doctool.model.kantor import Penandatangan
from doctool.official import DOTS, person

#: Parts of the width: "Menimbang", the colon, the letter or number, and the text, whose right part has the signature.
_COLUMNS = (0.2, 0.03, 0.06, 0.21, 0.5)
_PARTS = ("nomor", "tanggal", "menimbang", "mengingat", "diktum", "penanda tangan")
#: Room below the letterhead, above the signature, and for it.
_BELOW_KOP_MM, _ABOVE_SIGNATURE_MM, _SIGNATURE_MM = 3.0, 4.0, 20.0
NOT_YET = "Keputusan pimpinan belum diisi: tulis bagian keputusan dalam {berkas}, lalu buat lagi buku ini."


def decree(loaded: LoadedBuku, judul: str) -> tuple[Blok, ...]:
    """The blocks of the keputusan of a book called `judul`; none where the office prints none."""
    keputusan = loaded.buku.keputusan or Keputusan()
    if not keputusan.tampil:
        return ()
    kantor = loaded.office.kantor
    signer = kantor.lengkapi(keputusan.penandatangan or Penandatangan())
    about = keputusan.tentang or f"Penetapan {judul} pada {office_name(loaded.office)}"
    title = keputusan.judul or f"KEPUTUSAN {(signer.jabatan or DOTS).upper()}"
    heading = Judul(1, polos(title), "buku:keputusan", bernomor=False)
    head: list[Blok] = [kop_block(loaded.office), Jarak(_BELOW_KOP_MM), heading]
    if len(empty_parts(keputusan)) == len(_PARTS):
        head.append(Paragraf(polos(NOT_YET.format(berkas=loaded.file)), "petunjuk"))
    head += [_centred(line) for line in (f"NOMOR {keputusan.nomor or DOTS}", "TENTANG", about.upper())]
    head += [_centred(line) for line in keputusan.pembuka]
    head.append(_centred(f"{(signer.jabatan or DOTS).upper()},"))
    grounds = [
        *_items("Menimbang", keputusan.menimbang, "a"), *_items("Mengingat", keputusan.mengingat, "1"),
        *(_items("Memperhatikan", keputusan.memperhatikan, "1") if keputusan.memperhatikan else ()),
    ]  # fmt: skip
    sets = keputusan.menetapkan or f"{title} TENTANG {about}".upper()
    rules = [_row("Menetapkan", "", sets), *_diktum(keputusan.diktum)]
    decides = Baris((Sel((_centred("MEMUTUSKAN:", bold=True),), rata="tengah", kolom=len(_COLUMNS)),), "kelompok")
    # The signature never stands alone on a page: it is a row of the table, and the row before it stays with it.
    rules[-1] = replace(rules[-1], jenis="kelompok")
    rows = (*grounds, decides, *rules, _signature(loaded.office, keputusan, signer))
    return (*head, Tabel(_COLUMNS, rows, bergaris=False), *_copies(keputusan.tembusan))


def empty_parts(keputusan: Keputusan) -> list[str]:
    """The parts of a keputusan that are printed as empty places, as users call them; none where it is not printed."""
    if not keputusan.tampil:
        return []
    filled = {
        "nomor": bool(keputusan.nomor),
        "tanggal": keputusan.tanggal is not None and not keputusan.tanggal.kosong,
        "menimbang": any(keputusan.menimbang),
        "mengingat": any(keputusan.mengingat),
        "diktum": any(keputusan.diktum),
        "penanda tangan": keputusan.penandatangan is not None,
    }
    return [part for part in _PARTS if not filled[part]]


def _centred(text: str, *, bold: bool = False) -> Paragraf:
    return Paragraf(polos(text, tebal=bold), "tengah")


def _items(label: str, items: Sequence[str], kind: str) -> Iterator[Baris]:
    """The rows of Menimbang and the like, one for each item; an empty place where there is none."""
    for at, item in enumerate(items or (DOTS,)):
        mark = f"{chr(ord('a') + at)}." if kind == "a" and at < 26 else f"{at + 1}."
        yield _row(label if at == 0 else "", mark, split_marker(item)[1])


def _diktum(items: Sequence[str]) -> Iterator[Baris]:
    for at, item in enumerate(items or (DOTS,), start=1):
        yield _row("KESATU" if at == 1 else f"KE{terbilang(at).upper()}", "", item)


def _row(label: str, mark: str, text: str) -> Baris:
    """A row; without a mark the text has its place as well."""
    texts = tuple(_cell(line) for line in text.splitlines() if line.strip()) or (_cell(DOTS),)
    last = Sel(texts, rata="penuh", kolom=2 if mark else 3)
    marks = (Sel((_cell(mark),)),) if mark else ()
    return Baris((Sel((_cell(label),)), Sel((_cell(":" if label else ""),)), *marks, last))


def _cell(text: str, rata: Rata = "kiri") -> Paragraf:
    return Paragraf(polos(text), "tengah", rata)


def _signature(office: LoadedKantor, keputusan: Keputusan, signer: Penandatangan) -> Baris:
    kantor = office.kantor
    day = keputusan.tanggal.cetak(kantor.gaya.tanggal, hari=False) if keputusan.tanggal is not None else ""
    position = " ".join(part for part in (signer.awalan, signer.jabatan) if part) or DOTS
    above = [f"Ditetapkan di {keputusan.tempat or kantor.tempat_surat or DOTS}", f"pada tanggal {day or DOTS}",
             *f"{position.rstrip(',')},".splitlines()]  # fmt: skip
    lines = person(signer, kantor)
    name = Teks(lines["nama"], tebal=True, garis_bawah=True)
    below = [lines[key] for key in ("pangkat", "nip") if lines[key]]
    block = (
        Jarak(_ABOVE_SIGNATURE_MM), Paragraf(_broken([Teks(line) for line in above]), "tengah"), Jarak(_SIGNATURE_MM),
        Paragraf(_broken([name, *(Teks(line) for line in below)]), "tengah"),
    )  # fmt: skip
    return Baris((Sel((), kolom=4), Sel(block, rata="tengah")))


def _broken(lines: Sequence[Teks]) -> tuple[Sebaris, ...]:
    """Lines of one paragraph."""
    out: list[Sebaris] = []
    for line in lines:
        out += [*([GantiBaris()] if out else []), line]
    return tuple(out)


def _copies(items: Sequence[str]) -> tuple[Blok, ...]:
    if not items:
        return ()
    listed = tuple((Paragraf(polos(split_marker(item)[1]), rata="kiri"),) for item in items)
    return (Paragraf(polos("Tembusan:"), "tengah", "kiri"), Daftar(listed, "1"))
