"""Letters for the tests: every kind, for every office of the catalogue, with visibly invented people."""

from __future__ import annotations

import io
import re
import zipfile
from functools import cache
from pathlib import Path
from typing import Any

from lxml import etree

from doctool.catalog.index import Workspace
from doctool.loaded import LoadedKantor, LoadedNaskah, Positions
from doctool.model.surat import NASKAH, Jenis, Naskah

ROOT = Path(__file__).resolve().parents[2]
KINDS: tuple[Jenis, ...] = tuple(NASKAH)
W = "{http://schemas.openxmlformats.org/wordprocessingml/2006/main}"

PEMBUKA = (
    "Sehubungan dengan pelaksanaan pelayanan administrasi kependudukan tahun 2024, bersama ini kami sampaikan "
    "dengan hormat bahwa dinas akan melakukan penataan arsip dan pemutakhiran data pada seluruh unit kerja."
)
PENUTUP = "Demikian disampaikan, atas perhatian dan kerja sama Saudara diucapkan terima kasih."
ACARA: dict[str, Any] = {
    "tanggal": "2024-01-09",
    "waktu": "pukul 09.00 WIB s.d. selesai",
    "tempat": "Ruang Rapat Contoh, Lantai 2",
    "acara": "Pembahasan penataan arsip dan pemutakhiran data kependudukan",
}
ISI: list[Any] = [
    PEMBUKA,
    "Adapun unit kerja yang menjadi sasaran adalah sebagai berikut:",
    {"daftar": ["Bidang Pelayanan Pendaftaran Penduduk;", "Bidang Pengelolaan Informasi;", "Sekretariat."]},
    {
        "kolom": ["No.", "Jenis Arsip", "Banyaknya", "Keterangan"],
        "baris": [
            ["1.", "Akta kelahiran tahun 2023", "12 berkas", "Lengkap"],
            ["2.", "Akta kematian tahun 2023", "7 berkas", "Menunggu pemeriksaan bidang"],
        ],
    },
    {"rincian": {"Narahubung": "Contoh Pegawai, S.Kom.", "Telepon": "(000) 000000"}},
    PENUTUP,
]
TO = {"yth": "Kepala Bidang Pengelolaan Informasi Administrasi Kependudukan", "di": "Tempat"}
COPIES = ["Kepala Dinas (sebagai contoh)", "Sekretaris Dinas Contoh"]
HEAD: dict[str, Any] = {"nomor": "400.12/007/Contoh/2024", "tanggal": "2024-01-09"}
HEADED: dict[str, Any] = {
    **HEAD, "hal": "Penataan Arsip dan Pemutakhiran Data Kependudukan", "kepada": [TO], "tembusan": COPIES,
    "lampiran": "1 (satu) berkas",
    "paraf": {"hierarki": ["Sekretaris", "Kepala Bidang Contoh"], "koordinasi": ["Kepala Bagian Hukum Contoh"]},
}  # fmt: skip
DATA: dict[Jenis, dict[str, Any]] = {
    "dinas": {**HEADED, "isi": ISI},
    "nota-dinas": {**HEADED, "lampiran": "", "isi": ISI, "kepada": ["Sekretaris Dinas Contoh"]},
    "undangan": {
        **HEADED, "pembuka": ["Mengharap dengan hormat kehadiran Saudara pada rapat yang diselenggarakan pada:"],
        "acara": {**ACARA, "catatan": "Membawa laporan arsip masing-masing unit."}, "penutup": [PENUTUP],
    },
    "pengantar": {
        **HEAD, "kepada": [TO], "pembuka": "Bersama ini disampaikan dengan hormat naskah sebagai berikut:",
        "kiriman": [
            {"naskah": "Laporan kinerja triwulan I tahun 2024", "banyaknya": "1 (satu) berkas",
             "keterangan": "Disampaikan dengan hormat untuk diketahui dan dipergunakan sebagaimana mestinya"},
            {"naskah": "Daftar arsip yang ditata", "banyaknya": "2 (dua) eksemplar"},
        ],
        "tembusan": COPIES[:1],
    },
    "disposisi": {
        "surat_dari": "Sekretariat Daerah Contoh", "nomor_surat": "000.1/123/2024", "tanggal_surat": "2024-01-05",
        "diterima": "2024-01-09", "nomor_agenda": "0013", "sifat": "Segera", "hal": "Undangan rapat penataan arsip",
        "diteruskan": ["Sekretaris", "Kepala Bidang Contoh I", "Kepala Bidang Contoh II", "Kepala Bidang Contoh III"],
        "dipilih": ["Sekretaris", "Proses lebih lanjut"], "catatan": "Mohon ditindaklanjuti sebelum tanggal rapat.",
    },
    "daftar-hadir": {
        "acara": ACARA, "baris_kosong": 12,
        "peserta": [{"nama": f"Contoh Peserta {letter}", "jabatan": "Staf Contoh"} for letter in "ABC"],
    },
    "notula": {
        "rapat": "Rapat Penataan Arsip", "acara": ACARA, "ketua": "Contoh Ketua", "sekretaris": "Contoh Sekretaris",
        "pencatat": "Contoh Pencatat",
        "peserta": [{"nama": f"Peserta {letter}", "jabatan": "Staf"} for letter in "ABC"],
        "pembukaan": ["Rapat dibuka oleh pimpinan rapat pada pukul 09.00 WIB."],
        "pembahasan": [PEMBUKA, {"daftar": ["Arsip tahun 2023 ditata lebih dahulu.", "Data dimutakhirkan bertahap."]}],
        "keputusan": [{"daftar": ["Penataan selesai dalam 10 (sepuluh) hari kerja.", "Laporan disampaikan bidang."]}],
        "penutupan": "Rapat ditutup pada pukul 11.30 WIB.",
    },
}  # fmt: skip


@cache
def offices() -> tuple[LoadedKantor, ...]:
    """The offices of the catalogue."""
    workspace = Workspace(ROOT)
    return tuple(workspace.load_kantor(code) for code in workspace.offices())


def letter(kind: Jenis, office: LoadedKantor | None = None, **changes: Any) -> LoadedNaskah:
    """The sample of `kind` signed by the office's first official, with `changes`."""
    where = office or offices()[0]
    data = {**DATA[kind], "penandatangan": next(iter(where.kantor.pejabat)), **changes}
    naskah: Naskah = NASKAH[kind].model_validate(data)
    return LoadedNaskah(f"contoh-{kind}", naskah, Positions(f"{kind}.yaml"), where)


def with_style(office: LoadedKantor, **changes: Any) -> LoadedKantor:
    """The office with another style for letters."""
    style = office.kantor.gaya
    letters = style.surat.model_copy(update=changes)
    kantor = office.kantor.model_copy(update={"gaya": style.model_copy(update={"surat": letters})})
    return LoadedKantor(office.kode, kantor, office.positions, office.folder)


def part(data: bytes, name: str = "word/document.xml") -> etree._Element:
    """A part of a Word file."""
    with zipfile.ZipFile(io.BytesIO(data)) as archive:
        return etree.fromstring(archive.read(name))


def lines(data: bytes) -> list[str]:
    """The paragraphs of a Word file as text; line breaks are "\\n", tabs "\\t"."""
    signs = {f"{W}br": "\n", f"{W}tab": "\t"}
    return [
        "".join(node.text or "" if node.tag == f"{W}t" else signs.get(node.tag, "")
                for run in paragraph.iter(f"{W}r") for node in run)
        for paragraph in part(data).iter(f"{W}p")
    ]  # fmt: skip


def squeezed(text: str) -> str:
    """`text` without white space, to find it in a PDF whatever its lines."""
    return re.sub(r"\s+", "", text)
