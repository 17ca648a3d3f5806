"""The cover sheet (lembar depan) of a packet: for whom, what is in it, and a QR that tells whether it is still that.

Pure: what is known of the packet in, a Dokumen out; `doctool.write.document` makes the Word file of it.
"""

from __future__ import annotations

import io
from collections.abc import Callable, Sequence
from dataclasses import dataclass

from doctool.house_kop import kop_block
from doctool.indonesian import angka
from doctool.loaded import LoadedKantor
from doctool.model.dokumen import (
    Bagian,
    Baris,
    Blok,
    Dokumen,
    GambarSebaris,
    GantiBaris,
    Jarak,
    Paragraf,
    Rata,
    Sebaris,
    Sel,
    Tabel,
    Teks,
    polos,
)  # fmt: skip
from doctool.packets.check_code import LABEL, KodePeriksa, printed

#: Side of the QR with its quiet zone; without the zone at least 27 mm up to version 15 (77 modules).
QR_MM = 34.0
_QR_BORDER, _QR_SCALE, _QR_MASK = 4, 6, 0
#: Margins: top (room for a stamp above), right, bottom, left.
_MARGINS_MM = (18.0, 18.0, 18.0, 22.0)
_KB, _MB = 1_000, 1_000_000
_ABOUT = (
    "Jumlah SHA-256 atas semua berkas dalam daftar di atas. Periksa dengan doctool paket verifikasi pada folder atau "
    "ZIP paket ini; bila berbeda, ada berkas yang berubah sejak paket dibuat."
)


@dataclass(frozen=True, slots=True)
class IsiPaket:
    """A piece as the cover lists it: title, name of its file in the recipient's folder, number ("" for none), pages of
    its PDF (also for the Word file beside that; 0: not known), size in bytes, a remark ("ditandatangani elektronik").
    """

    judul: str
    berkas: str
    ukuran: int
    nomor: str = ""
    halaman: int = 0
    catatan: str = ""


@dataclass(frozen=True, slots=True)
class LembarDepan:
    """What a cover sheet is made of. `tanggal` as printed; `urut` of `banyak` packets; `alamat` below the recipient's
    name, "" for none."""

    judul: str
    penerima: str
    isi: tuple[IsiPaket, ...]
    kode: KodePeriksa
    tanggal: str = ""
    urut: int = 0
    banyak: int = 0
    alamat: str = ""


@dataclass(frozen=True, slots=True)
class Tertulis:
    """The texts of a cover sheet where they stand: facts as (name, value), pieces as (title, number, remark, size,
    file), the sum in two lines, the text of the QR."""

    nama: str
    judul: str
    kepada: str
    alamat: tuple[str, ...]
    fakta: tuple[tuple[str, str], ...]
    isi: tuple[tuple[str, str, str, str, str], ...]
    revisi: str
    periksa: tuple[str, str]
    kode: str

    def each(self, change: Callable[[str], str]) -> Tertulis:
        """The same lines with every text that differs from packet to packet changed, in a fixed order."""
        return Tertulis(
            change(self.nama), change(self.judul), change(self.kepada), tuple(map(change, self.alamat)),
            tuple((name, change(value)) for name, value in self.fakta),
            tuple((change(one[0]), change(one[1]), change(one[2]), change(one[3]), change(one[4])) for one in self.isi),
            change(self.revisi), (change(self.periksa[0]), change(self.periksa[1])), change(self.kode),
        )  # fmt: skip


def words(cover: LembarDepan) -> Tertulis:
    """What a cover sheet says."""
    kode, files = cover.kode, [(one.berkas, one.halaman) for one in cover.isi]
    facts = [("Nomor surat", kode.nomor), ("Tanggal", cover.tanggal)]
    facts += [("Paket", f"{cover.urut} dari {cover.banyak}")] if cover.urut else []
    facts.append(("Isi", contents_text(files, "halaman")))
    halves = printed(kode.periksa).split()
    middle = len(halves) // 2
    return Tertulis(
        f"Lembar Depan {cover.judul}: {cover.penerima}", cover.judul.upper(), cover.penerima,
        tuple(line.strip() for line in cover.alamat.splitlines() if line.strip()),
        tuple((name, value) for name, value in facts if value),
        tuple((
            one.judul, f"Nomor {one.nomor}" if one.nomor else "", one.catatan,
            f"{one.halaman} halaman" if one.halaman else size_text(one.ukuran), one.berkas,
        ) for one in cover.isi),
        f"Paket {kode.paket}, revisi {kode.revisi_pendek}",
        (" ".join(halves[:middle]), " ".join(halves[middle:])), kode.text(),
    )  # fmt: skip


def compose(office: LoadedKantor, said: Tertulis, qr: bytes) -> Dokumen:
    """The document of a cover sheet; `qr` is the picture of `said.kode`."""
    kantor, gaya = office.kantor, office.kantor.gaya
    title: tuple[Sebaris, ...] = (
        Teks("LEMBAR DEPAN PAKET", tebal=True), GantiBaris(), Teks(said.judul, tebal=True),
    )  # fmt: skip
    body: tuple[Blok, ...] = (
        kop_block(office), Paragraf(title, "tengah"), _facts(said), Jarak(3.0), _contents(said), Jarak(4.0),
        _code(said, qr),
    )  # fmt: skip
    return Dokumen(
        said.nama, (Bagian(body, halaman="tidak"),), pengarang=kantor.nama, kertas=gaya.kertas, huruf=gaya.huruf,
        ukuran_pt=11.0, spasi=1.0, tepi_mm=_MARGINS_MM,
    )  # fmt: skip


def qr_png(text: str) -> bytes:
    """A QR of `text` (ISO/IEC 18004, level M) as a PNG with its quiet zone; the same text gives the same bytes."""
    import segno
    from PIL import Image

    # Trying all eight masks takes three times as long; any of them can be read.
    made = segno.make(text, error="m", boost_error=False, micro=False, encoding="utf-8", mask=_QR_MASK)
    small, large = io.BytesIO(), io.BytesIO()
    made.save(small, kind="png", scale=1, border=_QR_BORDER)
    with Image.open(small) as drawn:
        side = drawn.width * _QR_SCALE
        drawn.convert("1").resize((side, side), Image.Resampling.NEAREST).save(large, "PNG")
    return large.getvalue()


def counted(files: Sequence[tuple[str, int]]) -> tuple[int, bool]:
    """The pages of files by name with theirs (0: not known), and whether those of all are known; the same document in
    several shapes counts once."""
    pages: dict[str, int] = {}
    for name, count in files:
        stem = name.rpartition(".")[0] or name
        pages[stem] = max(count, pages.get(stem, 0))
    return sum(pages.values()), all(pages.values())


def contents_text(files: Sequence[tuple[str, int]], unit: str) -> str:
    """What files with their pages are together: "3 berkas, 5 halaman"; "5 halaman PDF" where some are not known."""
    pages, whole = counted(files)
    return f"{len(files)} berkas" + (f", {pages} {unit}{'' if whole else ' PDF'}" if pages else "")


def size_text(size: int) -> str:
    """A size in bytes as it is printed: "24 KB", "1,3 MB"."""
    if size >= _MB:
        return f"{angka(round(size / _MB, 1), 1)} MB"
    return f"{max(1, round(size / _KB))} KB"


def _facts(said: Tertulis) -> Tabel:
    to = [Paragraf(polos(said.kepada, tebal=True), "sel"), *(_line(one) for one in said.alamat)]
    rows = [Baris((_cell("Kepada"), _cell(":"), Sel(tuple(to))))]
    rows += [Baris((_cell(name), _cell(":"), _cell(value))) for name, value in said.fakta]
    return Tabel((20.0, 3.0, 77.0), tuple(rows), bergaris=False)


def _contents(said: Tertulis) -> Tabel:
    heads = ("No.", "Isi", "Halaman / ukuran", "Nama berkas")
    rows = [Baris(tuple(Sel((_line(one),), "tengah", tebal=True, warna="E7E6E6") for one in heads), "kepala")]
    for count, (judul, nomor, catatan, size, file) in enumerate(said.isi, start=1):
        lines = [_line(judul), *([_line(nomor)] if nomor else [])]
        lines += [Paragraf((Teks(catatan, miring=True),), "sel")] if catatan else []
        rows.append(Baris((_cell(f"{count}.", "tengah"), Sel(tuple(lines)), _cell(size, "tengah"), _cell(file))))
    return Tabel((6.0, 42.0, 16.0, 36.0), tuple(rows))


def _code(said: Tertulis, qr: bytes) -> Tabel:
    """The QR at the left, what it says at the right."""
    picture = GambarSebaris(qr, QR_MM, QR_MM, said.kode)
    sums: tuple[Sebaris, ...] = (*polos(said.periksa[0]), GantiBaris(), *polos(said.periksa[1]))
    right = (
        Paragraf(polos(LABEL, tebal=True), "sel"), _line(said.revisi), Paragraf(sums, "sel"),
        Paragraf((Teks(_ABOUT, miring=True),), "sel"),
    )  # fmt: skip
    return Tabel((24.0, 76.0), (Baris((Sel((Paragraf((picture,), "sel"),)), Sel(right))),), bergaris=False)


def _cell(text: str, side: Rata = "kiri") -> Sel:
    return Sel((_line(text),), side)


def _line(text: str) -> Paragraf:
    return Paragraf(polos(text), "sel")
