"""The matriks perubahan: what changes, as it was and as it will be, and why, as a document that goes with a proposal.

PermenPANRB 35/2012 has revisions follow monitoring and evaluation and be proposed to who signs; it prescribes no form.
The columns are those in which Indonesian offices set out amendments: number, part, semula, menjadi, alasan.
"""

from __future__ import annotations

from doctool.compare.printed import grouped
from doctool.compare.tell import IDENTITY, PUBLISHED_DATES, Perbandingan
from doctool.compare.told import Butir
from doctool.house_kop import kop_block
from doctool.loaded import LoadedSop
from doctool.model.aturan_sop import sebut_revisi
from doctool.model.dokumen import (
    Bagian,
    Baris,
    Blok,
    Dokumen,
    GantiBaris,
    Paragraf,
    Sebaris,
    Sel,
    Tabel,
    TandaTangan,
    Teks,
    polos,
)
from doctool.model.kantor import Pejabat
from doctool.model.sop import Revisi
from doctool.official import DOTS, person

#: Widths of number, part, old, new, reason in parts of the whole.
_WIDTHS = (4.0, 16.0, 32.0, 32.0, 16.0)
_MARGINS_MM = (15.0, 15.0, 15.0, 15.0)
_SIZE_PT = 10.0
_SAME = "sda."
_FOLLOWS = "Mengikuti perubahan waktu kegiatan."
_BY_PUBLISHING = "Mengikuti penerbitan."


def matrix(found: Perbandingan, names: tuple[str, str], pengusul: Pejabat | None = None) -> Dokumen:
    """The matriks perubahan of a comparison; `names` are what the two SOPs are called, `pengusul` signs (None: an
    empty place). Only what a sheet shows is in it."""
    loaded = found.kedua
    kantor, sop = loaded.kantor, loaded.sop
    title = ("MATRIKS PERUBAHAN", (loaded.label.judul or "").upper(), (sop.nama_sop or loaded.slug).upper())
    lines: list[Sebaris] = []
    for line in filter(None, title):
        lines += [GantiBaris()] if lines else []
        lines.append(Teks(line, tebal=True))
    isi: tuple[Blok, ...] = (
        kop_block(loaded.office), Paragraf(tuple(lines), "tengah"), _facts(found),
        _table(found, TandaTangan(*_signature(found, pengusul))),
    )  # fmt: skip
    return Dokumen(
        f"Matriks Perubahan {sop.nama_sop or loaded.slug}", (Bagian(isi, melintang=True),), pengarang=kantor.nama,
        kaki=f"Matriks perubahan: {names[0]} menjadi {names[1]}", kertas=kantor.gaya.kertas,
        huruf=kantor.gaya.huruf, ukuran_pt=_SIZE_PT, spasi=1.0, tepi_mm=_MARGINS_MM,
    )  # fmt: skip


def revisions(found: Perbandingan) -> tuple[Revisi, ...]:
    """The entries of the history that tell of this change: those that the first SOP has not, else the last one."""
    known = found.pertama.sop.revisi
    new = tuple(one for one in found.kedua.sop.revisi if one not in known)
    return new or found.kedua.sop.revisi[-1:]


def reason(found: Perbandingan) -> str:
    """Why the SOP is revised, as the history says; "" where it does not."""
    return "; ".join(dict.fromkeys(one.alasan.strip().rstrip(".") for one in revisions(found) if one.alasan.strip()))


def _facts(found: Perbandingan) -> Tabel:
    """What is compared, and why it is revised."""
    revised = bool(found.pertama.sop.revisi or found.kedua.sop.revisi)
    facts = [("Semula", _edition(found.pertama, revised)), ("Menjadi", _edition(found.kedua, revised))]
    laws = list(dict.fromkeys(law for one in revisions(found) for law in one.peraturan))
    if laws:
        facts.append(("Peraturan yang berubah", "; ".join(laws)))
    facts.append(("Alasan revisi", reason(found) or DOTS))
    rows = tuple(Baris((_cell(name), _cell(":"), _cell(text))) for name, text in facts)
    return Tabel((18.0, 2.0, 80.0), rows, bergaris=False)


def _edition(loaded: LoadedSop, revised: bool) -> str:
    """Which text of an SOP it is: number, revision where either of the two has some, the latest of its dates; the draft
    of a revision is no older text that was made on a day."""
    sop, pattern = loaded.sop, loaded.kantor.gaya.tanggal
    parts = [f"Nomor {sop.nomor_sop or DOTS}"]
    if revised:
        parts.append(sebut_revisi(loaded.nomor_revisi))
    if sop.revisi and sop.status in ("draft", "reviu"):
        parts.append("draf")
    dates = (
        ("efektif", sop.tanggal_efektif), ("pengesahan", sop.tanggal_pengesahan), ("revisi", sop.tanggal_revisi),
        *((("pembuatan", sop.tanggal_pembuatan),) if not sop.revisi else ()),
    )  # fmt: skip
    parts += [f"tanggal {name} {one.cetak(pattern)}" for name, one in dates if one is not None and one.terbaca][:1]
    return ", ".join(parts)


def _table(found: Perbandingan, signature: TandaTangan) -> Tabel:
    heads = ("No.", "Bagian", "Semula", "Menjadi", "Alasan")
    rows = [Baris(tuple(Sel((Paragraf(polos(one, tebal=True), "sel"),), "tengah") for one in heads), "kepala")]
    number = 0
    said = ""
    why = reason(found)
    for kelompok, group in grouped(found):
        printed = [one for one in group if one.tercetak]
        if not printed:
            continue
        rows.append(Baris((Sel((Paragraf(polos(kelompok, tebal=True), "sel"),), kolom=len(_WIDTHS)),), "kelompok"))
        for one in printed:
            number += 1
            mine = _BY_PUBLISHING if _by_publishing(one) else why
            rows.append(_row(number, one, _SAME if mine and said == mine else mine))
            said = mine
    for total in found.total:
        number += 1
        told = Butir("", f"{total.nama} seluruh kegiatan", "diubah", total.lama, total.baru, utuh=True)
        rows.append(_row(number, told, _FOLLOWS))
    if not number:
        none = Paragraf(polos("Tidak ada perubahan pada lembar SOP."), "sel")
        rows.append(Baris((Sel((none,), kolom=len(_WIDTHS)),)))
    return Tabel(_WIDTHS, tuple(rows), tanda_tangan=signature)


def _by_publishing(one: Butir) -> bool:
    """Whether it is a date that publishing gives."""
    return one.kelompok == IDENTITY and one.baru is not None and not {*one.baru.bidang}.isdisjoint(PUBLISHED_DATES)


def _row(number: int, one: Butir, why: str) -> Baris:
    letak = one.letak[:1].upper() + one.letak[1:]
    detail = one.rincian or one.apa
    about = (Teks(f"“{one.perihal}”"), GantiBaris()) if one.perihal else ()
    part = Sel((Paragraf((Teks(letak), GantiBaris(), *about, Teks(detail, miring=True)), "sel"),))
    return Baris((_cell(f"{number}."), part, _words(one, one.semula, "-"), _words(one, one.menjadi, "+"), _cell(why)))


def _words(one: Butir, text: str, sign: str) -> Sel:
    """The old text with the words struck that go, or the new one with those bold and underlined that come."""
    whole = [(sign if one.apa in ("ditambahkan", "dihapus") else "=", text)] if text else []
    pieces = [piece for piece in one.kata if piece[0] in ("=", sign)] or whole
    lines: list[list[Sebaris]] = [[]]
    for kind, piece in pieces:
        for place, part in enumerate(piece.split("\n")):
            if place:
                lines.append([])
            bare = part.lstrip()
            space, new = part[: len(part) - len(bare)] if lines[-1] else "", kind == "+"
            lines[-1] += [*polos(space), *((Teks(bare, new, garis_bawah=new, coret=kind == "-"),) if bare else ())]
    blocks = tuple(Paragraf(tuple(line), "sel") for line in lines if line)
    return Sel(blocks) if blocks else _cell("-")


def _cell(text: str) -> Sel:
    return Sel((Paragraf(polos(text), "sel"),))


def _signature(found: Perbandingan, who: Pejabat | None) -> tuple[tuple[str, ...], tuple[str, ...]]:
    """The lines above and below the empty place of who proposes the revision."""
    kantor = found.kedua.kantor
    lines = person(who or Pejabat(), kantor)
    post = who.jabatan.rstrip(",") if who is not None and who.jabatan else DOTS
    place = kantor.tempat_surat
    above = (f"{place}, {DOTS}" if place else DOTS, "Yang mengusulkan,", post)
    below = (lines["nama"], lines["pangkat"], lines["nip"] or f"NIP. {DOTS}")
    return above, tuple(one for one in below if one)
