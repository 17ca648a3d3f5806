"""buku.yaml to begin with: every key with a comment, what the catalogue tells filled in, all else empty."""

from __future__ import annotations

from collections.abc import Iterator, Sequence

from doctool.book.choose import by_number
from doctool.book.names import heading_text, office_name
from doctool.loaded import LoadedKantor, LoadedSop

_OPENING = """\
# yaml-language-server: $schema={schema}
#
# Buku SOP {office}.
# Yang kosong ("") dicetak sebagai tempat kosong, kecuali disebut lain. Baris yang diawali # hanya keterangan.
# Sesudah diubah: doctool periksa, lalu doctool sop buku {kode}

# Judul sampul; kosong: menurut kantor.yaml. Tahun pembuatan; kosong: tahun keputusan.
judul: ""
tahun:
sampul:
  # Baris di bawah judul, misalnya Jilid 1: Sekretariat; kosong: tidak dicetak.
  subjudul: ""
  # Kosong: menurut kantor.yaml.
  instansi:
  alamat:

# Keputusan pimpinan yang menetapkan SOP. tampil: tidak bila buku ini tidak memuatnya.
keputusan:
  tampil: ya
  # Kosong: KEPUTUSAN dan jabatan penanda tangan.
  judul: ""
  nomor: ""
  # Kosong: penetapan standar operasional prosedur pada kantor ini.
  tentang: ""
  # Baris di antara judul dan Menimbang, bila kantor mencetaknya.
  pembuka:
  # Butir-butir tanpa huruf atau nomor urut; tambah baris "- ..." menurut banyaknya.
  menimbang:
    - ""
  mengingat:
    - ""
  # Kosong: tidak dicetak.
  memperhatikan:
  # Kosong: judul keputusan dan tentangnya.
  menetapkan: ""
  # KESATU, KEDUA dan seterusnya, tanpa kata urut itu.
  diktum:
    - ""
  # Tempat kosong: menurut kantor.yaml.
  tempat: ""
  tanggal:
"""
_AFTER = """\
  # Kosong: tidak dicetak.
  tembusan:

# Penjelasan singkat penggunaan. Teks boleh beberapa baris (tiap baris satu paragraf):
#   ruang_lingkup: |
#     Paragraf pertama.
#     Paragraf kedua.
# atau daftar ("- ..." di baris-baris berikutnya).
penjelasan:
  ruang_lingkup: ""
  # Banyaknya SOP dan statusnya ditambahkan sendiri di bawah ringkasan.
  ringkasan: ""
  # Istilah dan pengertiannya, misalnya:
  #   SOP: serangkaian instruksi tertulis yang dibakukan mengenai berbagai proses penyelenggaraan aktivitas organisasi
  pengertian:
  # ya: istilah dari glosarium kantor dan glosarium SOP ikut dicetak.
  glosarium: ya

# ya: hanya SOP yang disahkan; yang sedang direvisi menurut terbitan terakhirnya.
hanya_disahkan: tidak
# tidak: sampul masing-masing SOP tidak ikut.
sampul_sop: ya

# SOP menurut urutannya. Kosong: semua SOP kantor ini menurut nomornya, kecuali yang dicabut; bila diisi, hanya yang
# disebut. Boleh per bab, dengan kunci bidang dari kantor.yaml atau judul sendiri:
"""


def book_yaml(office: LoadedKantor, sops: Sequence[LoadedSop], schema: str) -> str:
    """The file of a book of `office`, with its SOPs; `schema` is the schema's file as it names it."""
    opening = _OPENING.format(schema=schema, office=office_name(office), kode=office.kode)
    return opening + "\n".join([*_signer(office), _AFTER + "\n".join([*_example(office, sops), *_listed(sops), ""])])


def _signer(office: LoadedKantor) -> Iterator[str]:
    known = [f"{key} ({' '.join((one.jabatan or one.nama).split())})" for key, one in office.kantor.pejabat.items()]
    yield "  # Kunci pejabat di kantor.yaml" + (f": {', '.join(known)}." if known else ".")
    yield '  penandatangan: ""'


def _example(office: LoadedKantor, sops: Sequence[LoadedSop]) -> Iterator[str]:
    slug = by_number(sops)[0].slug if sops else "slug-sop"
    bidang = next(iter(office.kantor.bidang), "")
    yield f"#   - {{{f'bidang: {bidang}' if bidang else 'judul: Judul Bab'}, sop: [{slug}]}}"


def _listed(sops: Sequence[LoadedSop]) -> Iterator[str]:
    """The SOPs by number, to be made part of the file by whoever wants another order."""
    yield "isi:"
    for one in by_number(sops):
        if one.sop.status != "dicabut":
            yield f"#  - {one.slug}  # {heading_text(one)}"
