"""A workspace with a packet for any number of recipients: surat pengantar, form isian of their own, copy of an SOP."""

from __future__ import annotations

import csv
import shutil
from collections.abc import Sequence
from datetime import date
from pathlib import Path
from typing import Any

import yaml

from doctool.model.penomoran import Penomoran
from doctool.register import outgoing
from doctool.register.database import Register

ROOT = Path(__file__).resolve().parents[1]
OFFICE, NAME = "kota-uji", "edaran"
#: Bidang with a form of their own; more make a file of indicators that doctool does not read.
MOST_UNITS = 1000
DAY = date(2026, 1, 5)
_FROM = ROOT / "sop_catalog" / "kota-probolinggo"
_SOP = "pengumpulan-data-kinerja-dan-penyusunan-laporan-kinerja"
_LETTER: dict[str, Any] = {
    "jenis": "pengantar", "tanggal": "5 Januari 2026", "kepada": [{"yth": "{jabatan}", "di": "Tempat"}],
    "kiriman": [
        {"naskah": "Permintaan Data Kinerja {nama}", "banyaknya": "1 (satu) berkas", "keterangan": "Untuk diisi"},
        {"naskah": "Form Isian Data Kinerja", "banyaknya": "1 (satu) berkas", "keterangan": "Harap dikembalikan"},
    ],
    "penandatangan": {
        "jabatan": "Sekretaris Dinas", "nama": "Contoh Pejabat, S.Sos., M.M.", "nip": "00000000 000000 0 000",
        "status": "lain",
    },
}  # fmt: skip
LETTER, FORM, SOP = (
    {"judul": "Surat Pengantar", "surat": "surat.yaml"}, {"judul": "Form Isian", "formulir": "{bidang}"},
    {"judul": "Salinan SOP", "sop": _SOP, "bentuk": ["docx"]},
)  # fmt: skip


def make_workspace(root: Path, recipients: int, pieces: Sequence[dict[str, Any]], **more: Any) -> Path:
    """Make the workspace in `root`, with a bidang and a form for each recipient; its paket.yaml, with `more` in it."""
    office = root / "sop_catalog" / OFFICE
    shutil.copytree(_FROM, office)
    units = [f"unit-{number:04}" for number in range(1, recipients + 1)]
    kantor = yaml.safe_load((office / "kantor.yaml").read_text(encoding="utf-8"))
    offices = units[:MOST_UNITS]
    kantor["bidang"] = {unit: f"Kecamatan Contoh {number}" for number, unit in enumerate(offices, 1)}
    dump(office / "kantor.yaml", kantor)
    data = root / "data" / OFFICE
    dump(data / "kinerja" / "2026.yaml", _indicators(offices))
    return make_packet(data / "paket" / NAME, units, pieces, **more)


def make_packet(folder: Path, units: Sequence[str], pieces: Sequence[dict[str, Any]], **more: Any) -> Path:
    """Make a packet with the letter and a recipient for each of `units`; its paket.yaml, with `more` in it."""
    dump(folder / "surat.yaml", _LETTER)
    dump(folder / "paket.yaml", {
        "judul": "Permintaan Data Kinerja", "tanggal": "5 Januari 2026", "penerima": "penerima.csv",
        "isi": list(pieces), **more,
    })  # fmt: skip
    write_recipients(folder, units)
    return folder / "paket.yaml"


def begin_book(root: Path, office: str = OFFICE) -> None:
    """Begin the register of numbers: where it is to be used, for a copy of one gives no numbers."""
    kantor = yaml.safe_load((root / "sop_catalog" / office / "kantor.yaml").read_text(encoding="utf-8"))
    with Register.of(root, office, today=DAY) as book:
        rules = Penomoran.model_validate(kantor["penomoran"])
        outgoing.start(book, rules, 1, year=2026, jenis="surat-pengantar", klasifikasi="", unit="", reason="")


def write_recipients(folder: Path, units: Sequence[str], changed: Sequence[str] = (), bad: Sequence[str] = ()) -> None:
    """The list of recipients; those `changed` have another title, those `bad` a bidang that there is not."""
    with (folder / "penerima.csv").open("w", encoding="utf-8", newline="") as file:
        rows = csv.writer(file, delimiter=";", lineterminator="\r\n")
        rows.writerow(["Kunci", "Nama", "Jabatan", "Bidang"])
        for number, unit in enumerate(units, 1):
            title = f"Camat Contoh {number}" + (" (Plt.)" if unit in changed else "")
            of = f"unit-{(number - 1) % MOST_UNITS + 1:04}"
            rows.writerow([unit, f"Kecamatan Contoh {number}", title, "tiada" if unit in bad else of])


def _indicators(units: Sequence[str]) -> dict[str, Any]:
    made = [
        {
            "kode": f"IKU-{number}-{one}", "uraian": f"Persentase pelayanan {one} yang selesai di wilayah {number}",
            "satuan": "%", "target": "99", "target_triwulan": ["98", "98", "99", "99"], "pembilang": "Yang selesai",
            "penyebut": "Yang diterima", "penanggung_jawab": unit, "sumber_data": "SIAK",
            "bukti_dukung": "Rekapitulasi pelayanan",
        }
        for number, unit in enumerate(units, 1) for one in range(1, 4)
    ]  # fmt: skip
    return {"tahun": 2026, "sasaran": [{"uraian": "Meningkatnya mutu pelayanan", "indikator": made}]}


def dump(path: Path, data: object) -> None:
    """Write `data` as YAML."""
    path.parent.mkdir(parents=True, exist_ok=True)
    text = yaml.safe_dump(data, allow_unicode=True, sort_keys=False, width=1000)
    path.write_text(text, encoding="utf-8", newline="\n")
