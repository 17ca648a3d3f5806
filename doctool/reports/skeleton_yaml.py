"""laporan.yaml and pembanding.yaml of a skeleton, with a comment for every key; what a reader of them gives back."""

from __future__ import annotations

import json
import textwrap
from collections.abc import Iterator, Mapping, Sequence

from doctool.model.kantor import Kantor
from doctool.model.rekap import Rekap
from doctool.reports.material import Bahan
from doctool.reports.skeleton_words import kata

#: Earlier years that get an empty place.
_YEARS = 3
#: Letters in a line of a comment.
_WIDTH = 110
_NOT_HEADS = ("bidang", "bagian", "seksi", "sub", "subbag", "subbagian", "upt", "uptd", "tim")


def report_yaml(bahan: Bahan, schema: str, rekap: str, suffix: str) -> str:
    """laporan.yaml; `schema` and `rekap` are files as it names them ("" for no recap), `suffix` that of the texts."""
    laporan, kantor = bahan.loaded.laporan, bahan.office.kantor
    lines = [
        f"# yaml-language-server: $schema={schema}",
        "#",
        *_comment("Laporan kinerja. Teksnya di folder teks, lampirannya di folder lampiran; angka, tabel dan grafik "
                  "diambil dari rekap, tidak diketik. Baris yang diawali # hanya keterangan. Sesudah diubah: "
                  "doctool periksa, lalu doctool laporan rakit."),
        "",
        *_comment("Judul pada sampul; kosong: Laporan Kinerja Instansi Pemerintah."),
        f"judul: {_quoted(laporan.judul)}",
        *_comment("Tahun yang dilaporkan, dan sampai triwulan berapa (4: setahun)."),
        f"tahun: {laporan.tahun}",
        f"triwulan: {laporan.triwulan}",
        *_comment("Bidang, untuk laporan kinerja satu bidang; kosong: laporan seluruh kantor.",
                  _known("Bidang", kantor.bidang)),
        f"bidang: {_quoted(laporan.bidang)}",
        *_comment("Berkas JSON rekap, relatif terhadap berkas ini; kosong: disusun dari formulir yang sudah kembali."),
        f"rekap: {_quoted(rekap)}",
        *_comment("ya: setiap halaman menyebut bahwa angkanya contoh."),
        "contoh: tidak",
        *_comment("Tempat di depan tanggal; kosong: menurut kantor. Tanggal diisi pada hari penandatanganan."),
        'tempat: ""',
        "tanggal:",
        *_comment("Kunci pejabat yang menandatangani.",
                  _known("Pejabat", {key: one.jabatan for key, one in kantor.pejabat.items()})),
        f"penandatangan: {_quoted(laporan.penandatangan)}",
        "",
        *_comment("Sistematika menurut PermenPANRB 53/2014. Bagian boleh ditambah (judul dan teks), diurutkan lain, "
                  "atau ditiadakan dengan alasan:"),
        '# {jenis: aspek-strategis, ditiadakan: "sudah termuat dalam gambaran umum"}',
        "bagian:",
        *_outline(suffix),
        "",
        *_comment("Untuk setiap sasaran, menurut nomornya dalam rekap: naskah yang memuat ketujuh analisis di bawah "
                  "judulnya masing-masing, dan kode program yang menunjangnya (dipakai menghitung efisiensi). Teks "
                  "sebuah analisis boleh juga berkas sendiri; yang tidak dibuat disebut dengan alasannya:"),
        "# teks: {penyebab: [teks/penyebab.docx]}",
        "# ditiadakan: {standar-nasional: Tidak ada standar nasional bagi indikator sasaran ini}",
        *_sasaran(bahan, suffix),
        "",
        *_comment("Lampiran berurutan: pdf, docx, xlsx, png atau jpg di folder lampiran. jenis: perjanjian-kinerja, "
                  "sk, bukti-dukung atau lain. Perjanjian kinerja tanpa berkas dibuat dari data kinerja; ganti dengan "
                  "PDF yang sudah ditandatangani."),
        "lampiran:",
        f'  - {{judul: "Perjanjian Kinerja Tahun {laporan.tahun}", jenis: perjanjian-kinerja}}',
        '  # - {judul: "Keputusan tentang Tim Penyusun", jenis: sk, berkas: lampiran/keputusan.pdf}',
        '  # - {judul: "Survei Kepuasan Masyarakat", jenis: bukti-dukung, berkas: lampiran/survei.xlsx}',
        "",
    ]  # fmt: skip
    return "\n".join(lines)


def comparison_yaml(bahan: Bahan, schema: str) -> str:
    """pembanding.yaml with an empty place for every indicator of the office."""
    years = range(bahan.tahun - _YEARS, bahan.tahun)
    lines = [
        f"# yaml-language-server: $schema={schema}",
        "#",
        "# Pembanding capaian kinerja: tahun-tahun sebelumnya (dari laporan kinerja tahun itu), target akhir Renstra,",
        '# dan standar nasional. Angka ditulis dalam tanda petik seperti dalam laporan: "98,41". Tulis "-" bila memang',
        "# tidak diukur atau tidak ada; yang dibiarkan kosong dicetak n/a. Tahun boleh ditambah atau dihapus.",
        "#",
        "# Untuk setiap indikator:",
        "#   riwayat: tahun: {target: ..., realisasi: ..., capaian: persen seperti tercetak (boleh tidak disebut)}",
        '#   renstra: {tahun: 2029, target: "99"}',
        '#   standar_nasional: {nilai: "97", sumber: "nama dokumennya"}',
        "indikator:",
    ]
    for kode, uraian, satuan in _indicators(bahan):
        unit = f" ({kata(satuan)})" if satuan else ""
        lines += [f"  # {kata(uraian)}{unit}", f"  {_quoted(kode)}:", "    riwayat:"]
        lines += [f'      {year}: {{target: "", realisasi: ""}}' for year in years]
        lines += ["    renstra:", "    standar_nasional:"]
    return "\n".join(lines) + "\n"


def _indicators(bahan: Bahan) -> list[tuple[str, str, str]]:
    """Code, name and unit of the indicators of the whole office, once each; without its data those of the recap."""
    if bahan.kinerja is not None:
        found = [(one.kode, one.uraian, one.satuan) for _, one in bahan.kinerja.kinerja.indikator()]
    else:
        found = [(row.kode, row.uraian, row.satuan) for row in bahan.rekap.indikator()]
    return list({one[0]: one for one in found}.values())


def signer_of(kantor: Kantor, bidang: str) -> str:
    """The key of the official who signs, by his jabatan: the head of the bidang or of the office; "" where nobody is
    plainly that."""
    name = kantor.bidang.get(bidang, "").casefold()
    for key, one in kantor.pejabat.items():
        words = one.jabatan.casefold().split()
        if bidang:
            title = " ".join(words)
            if title == f"kepala {name}" or (name.startswith("sekretariat") and title.startswith("sekretaris")):
                return key
        elif words[:1] == ["kepala"] and words[1:2] and words[1] not in _NOT_HEADS:
            return key
    return ""


def supporting(rekap: Rekap) -> dict[str, list[str]]:
    """For each sasaran the codes of the programmes that the bidang of its indicators answer for."""
    found: dict[str, list[str]] = {}
    tops = [row for row in rekap.anggaran if row.tingkat == "program" and row.kode]
    once = [row for row in tops if sum(one.kode == row.kode for one in tops) == 1]
    for one in rekap.sasaran:
        owners = {row.bidang for row in one.indikator}
        found[str(one.nomor)] = [
            row.kode for row in once if owners & {
                below.bidang for below in rekap.anggaran
                if below.bidang and (below.kunci == row.kunci or below.kunci.startswith(f"{row.kunci}."))
            }
        ]  # fmt: skip
    return found


def _outline(suffix: str) -> Iterator[str]:
    def part(kind: str) -> str:
        return f"{{jenis: {kind}, teks: [teks/{kind}{suffix}]}}"

    yield from ("  - sampul", f"  - {part('kata-pengantar')}", f"  - {part('ikhtisar')}")
    yield from ("  - daftar-isi", "  - daftar-tabel", "  - daftar-gambar")
    yield from ("  - jenis: pendahuluan", "    isi:")
    yield from (f"      - {part(kind)}" for kind in ("gambaran-umum", "aspek-strategis", "isu-strategis"))
    yield f"      - {{judul: Sistematika Penyajian, teks: [teks/sistematika{suffix}]}}"
    yield from ("  - jenis: perencanaan", "    isi:")
    yield from (f"      - {part(kind)}" for kind in ("rencana-strategis", "perjanjian-kinerja"))
    yield from ("  - jenis: akuntabilitas", f"    teks: [teks/akuntabilitas{suffix}]", "    isi:", "      - sasaran")
    yield f"      - {part('realisasi-anggaran')}"
    yield from ("  - jenis: penutup", "    isi:")
    yield from (f"      - {part(kind)}" for kind in ("kesimpulan", "langkah-perbaikan"))


def _sasaran(bahan: Bahan, suffix: str) -> Iterator[str]:
    yield "sasaran:"
    for one in bahan.rekap.sasaran:
        yield f"  # {kata(one.uraian)}"
        yield f"  {one.nomor}:"
        yield f"    naskah: [teks/sasaran-{one.nomor}{suffix}]"
        codes: Sequence[str] = bahan.penunjang(one.nomor)
        if codes:
            yield "    # Usulan menurut bidang penanggung jawab; periksa."
        yield f"    program: [{', '.join(map(_quoted, codes))}]"


def _comment(*sentences: str) -> list[str]:
    """The sentences as lines of a comment."""
    return [f"# {line}" for line in textwrap.wrap(" ".join(sentences), _WIDTH, break_on_hyphens=False)]


def _known(what: str, names: Mapping[str, str]) -> str:
    listed = ", ".join(f"{key} ({kata(name)})" if name else key for key, name in names.items())
    return f"{what} yang ada: {listed}." if names else f"{what} belum ada di kantor.yaml."


def _quoted(text: str) -> str:
    """`text` as a YAML value in double quotes (a JSON string is one)."""
    return json.dumps(text, ensure_ascii=False)
