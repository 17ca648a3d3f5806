"""The `doctool` command and its groups."""

from __future__ import annotations

import click

from doctool import __version__
from doctool.cli import options
from doctool.cli.groups import DocGroup, RootGroup

#: English names that also work, at the top level.
ALIASES = {
    "check": "periksa",
    "fix": "perbaiki",
    "watch": "pantau",
    "schema": "skema",
    "doctor": "dokter",
    "completion": "pelengkap",
    "new": "baru",
    "letter": "surat",
    "template": "templat",
    "form": "formulir",
    "report": "laporan",
    "packet": "paket",
}

EPILOG = """\b
Contoh:
  doctool baru kantor arsip-sop     ruang kerja baru, lengkap dengan contoh
  doctool periksa                   periksa semua SOP di ruang kerja ini
  doctool sop buat --semua          buat lembar SOP (docx dan pdf) di output/
"""


@click.group(
    cls=RootGroup,
    lazy={
        "baru": "doctool.cli.main:baru",
        "periksa": "doctool.cli.periksa:periksa",
        "perbaiki": "doctool.cli.perbaiki:perbaiki",
        "pantau": "doctool.cli.pantau:pantau",
        "sop": "doctool.cli.main:sop",
        "surat": "doctool.cli.main:surat",
        "formulir": "doctool.cli.main:formulir",
        "laporan": "doctool.cli.main:laporan",
        "paket": "doctool.cli.main:paket",
        "templat": "doctool.cli.main:templat",
        "pdf": "doctool.cli.main:pdf",
        "skema": "doctool.cli.skema:skema",
        "dokter": "doctool.cli.dokter:dokter",
        "pelengkap": "doctool.cli.pelengkap:pelengkap",
    },
    aliases=ALIASES,
    epilog=EPILOG,
)
@click.version_option(
    __version__, prog_name="doctool", message="%(prog)s %(version)s", help="Tampilkan versi lalu selesai."
)
@options.common
def cli() -> None:
    """SOP dari data: diperiksa, digambar diagram alirnya, dan dicetak sebagai lembar SOP."""


@click.group(
    cls=DocGroup,
    lazy={
        "kantor": "doctool.cli.baru:kantor",
        "surat": "doctool.cli.baru:surat",
        "formulir": "doctool.cli.baru_formulir:formulir",
        "laporan": "doctool.cli.baru_laporan:laporan",
        "paket": "doctool.cli.baru_paket:paket",
        "buku": "doctool.cli.baru_buku:buku",
        "sop": "doctool.cli.baru_sop:sop",
    },
    aliases={"office": "kantor", "letter": "surat", "form": "formulir", "packet": "paket"},
    epilog="\b\nContoh:\n  doctool baru kantor arsip-sop\n  doctool baru surat nota-dinas\n"
    "  doctool baru formulir --format xlsx\n  doctool baru laporan --tahun 2026",
)
def baru() -> None:
    """Membuat contoh lengkap yang siap dijalankan."""


@click.group(
    cls=DocGroup,
    lazy={
        "buat": "doctool.cli.sop:buat",
        "daftar": "doctool.cli.sop_daftar:daftar",
        "monitoring": "doctool.cli.sop_monitoring:monitoring",
        "buku": "doctool.cli.sop_buku:buku",
        "banding": "doctool.cli.sop_banding:banding",
        "revisi": "doctool.cli.sop_revisi:revisi",
        "terbitkan": "doctool.cli.sop_terbitkan:terbitkan",
        "status": "doctool.cli.sop_status:status",
        "ekspor": "doctool.cli.sop_ekspor:ekspor",
        "impor": "doctool.cli.sop_ekspor:impor",
    },
    aliases={
        "build": "buat", "list": "daftar", "book": "buku", "compare": "banding", "revise": "revisi",
        "publish": "terbitkan", "export": "ekspor", "import": "impor",
    },
    epilog="\b\nContoh:\n  doctool sop buat --semua\n  doctool sop daftar",
)
def sop() -> None:
    """Lembar SOP: membuat, mendaftar, merevisi dan menerbitkan."""


@click.group(
    cls=DocGroup,
    lazy={
        "dinas": "doctool.cli.letters:dinas",
        "nota-dinas": "doctool.cli.letters:nota_dinas",
        "pengantar": "doctool.cli.letters:pengantar",
        "undangan": "doctool.cli.letters:undangan",
        "disposisi": "doctool.cli.letters:disposisi",
        "daftar-hadir": "doctool.cli.letters:daftar_hadir",
        "notula": "doctool.cli.letters:notula",
        "semua": "doctool.cli.letters:semua",
        "nomor": "doctool.cli.surat:nomor",
        "masuk": "doctool.cli.surat:masuk",
    },
    aliases={
        "official": "dinas", "memo": "nota-dinas", "transmittal": "pengantar", "invitation": "undangan",
        "disposition": "disposisi", "attendance": "daftar-hadir", "minutes": "notula", "all": "semua",
        "number": "nomor", "incoming": "masuk",
    },
    epilog="\b\nContoh:\n  doctool surat nota-dinas data/kota-medan/surat/nota-dinas.yaml\n"
    "  doctool surat undangan daftar-undangan.xlsx --pratinjau",
)
def surat() -> None:
    """Naskah dinas: surat, nota dinas, undangan dan lainnya dari data."""


@click.group(
    cls=DocGroup,
    lazy={
        "buat": "doctool.cli.formulir_buat:buat",
        "kirim": "doctool.cli.formulir_kirim:kirim",
        "baca": "doctool.cli.formulir_baca:baca",
        "status": "doctool.cli.formulir_status:status",
        "kembalikan": "doctool.cli.formulir_kembalikan:kembalikan",
        "rekap": "doctool.cli.formulir_rekap:rekap",
    },
    aliases={
        "build": "buat", "send": "kirim", "read": "baca", "return": "kembalikan", "recap": "rekap",
    },
    epilog="\b\nContoh:\n  doctool formulir buat --kantor kota-medan\n  doctool formulir baca kiriman-whatsapp\n"
    "  doctool formulir rekap --triwulan II",
)
def formulir() -> None:
    """Form isian data kinerja: keluar ke bidang, kembali, diperiksa."""


@click.group(
    cls=DocGroup,
    lazy={
        "hitung": "doctool.cli.laporan_hitung:hitung",
        "rakit": "doctool.cli.laporan_rakit:rakit",
        "ajukan": "doctool.cli.laporan_langkah:ajukan",
        "kembalikan": "doctool.cli.laporan_langkah:kembalikan",
        "setujui": "doctool.cli.laporan_langkah:setujui",
        "sahkan": "doctool.cli.laporan_langkah:sahkan",
        "kirim": "doctool.cli.laporan_kirim:kirim",
        "banding": "doctool.cli.laporan_banding:banding",
        "verifikasi": "doctool.cli.laporan_verifikasi:verifikasi",
        "status": "doctool.cli.laporan_status:status",
        "harian": "doctool.cli.laporan_berkala:harian",
        "mingguan": "doctool.cli.laporan_berkala:mingguan",
        "bulanan": "doctool.cli.laporan_berkala:bulanan",
        "daftar": "doctool.cli.laporan_daftar:daftar",
        "terima": "doctool.cli.laporan_daftar:terima",
    },
    aliases={
        "reckon": "hitung", "assemble": "rakit", "submit": "ajukan", "return": "kembalikan", "approve": "setujui",
        "sign": "sahkan", "send": "kirim", "compare": "banding", "verify": "verifikasi",
        "daily": "harian", "weekly": "mingguan", "monthly": "bulanan", "list": "daftar", "receive": "terima",
    },
    epilog="\b\nContoh:\n  doctool laporan hitung\n  doctool laporan rakit",
)
def laporan() -> None:
    """Laporan kinerja dari rekap; laporan harian, mingguan dan bulanan dari isian harian."""


@click.group(
    cls=DocGroup,
    lazy={
        "buat": "doctool.cli.paket_buat:buat",
        "pratinjau": "doctool.cli.paket_pratinjau:pratinjau",
        "ekspedisi": "doctool.cli.paket_ekspedisi:ekspedisi",
        "verifikasi": "doctool.cli.paket_verifikasi:verifikasi",
    },
    aliases={"build": "buat", "preview": "pratinjau", "verify": "verifikasi"},
    epilog="\b\nContoh:\n  doctool paket ekspedisi penyerahan-sop\n"
    "  doctool paket verifikasi output/paket/kota-medan/penyerahan-sop",
)
def paket() -> None:
    """Paket distribusi: berkas-berkas untuk banyak penerima, dengan bukti penyerahannya."""


@click.group(
    cls=DocGroup,
    lazy={
        "periksa": "doctool.cli.templat:periksa",
        "daftar": "doctool.cli.templat:daftar",
        "ekspor": "doctool.cli.templat:ekspor",
    },
    aliases={"check": "periksa", "list": "daftar", "export": "ekspor"},
    epilog="\b\nContoh:\n  doctool templat ekspor nota-dinas\n  doctool templat periksa",
)
def templat() -> None:
    """Templat surat: berkas Word yang boleh diubah kantor."""


@click.group(
    cls=DocGroup,
    lazy={"ubah": "doctool.cli.pdf:ubah", "gabung": "doctool.cli.pdf:gabung"},
    aliases={"convert": "ubah", "merge": "gabung"},
    epilog="\b\nContoh:\n  doctool pdf ubah surat.docx\n  doctool pdf gabung a.pdf b.pdf -o hasil.pdf",
)
def pdf() -> None:
    """Berkas PDF: mengubah dari Word/Excel, menggabung."""
