"""Every kind of letter from a table, CSV and Excel: what stands in a cell is on the page."""

from __future__ import annotations

import csv
import io
from datetime import date, time
from pathlib import Path
from typing import Any

import pytest
from click.testing import CliRunner, Result
from openpyxl import Workbook

from doctool.cli.main import cli
from doctool.letters.text import text_of
from doctool.model.surat import NASKAH, Jenis
from tests.letters.office import make_workspace

OUT = Path("output/surat/kab-contoh")
DAY, MEETING = date(2026, 1, 5), date(2026, 1, 12)
HEADED: dict[str, Any] = {
    "No.": 1, "Kepada Yth.": "Camat Contoh Utara", "Tgl Surat": DAY, "Perihal": "Permintaan Data Contoh",
    "Lamp.": "1 (satu) berkas", "Pejabat": "kadis", "Tembusan": "Bupati Contoh; Inspektur Contoh",
}  # fmt: skip
ABOUT: dict[str, Any] = {
    "Tanggal Acara": MEETING, "Pukul": time(9, 30), "Tempat": "Aula Contoh", "Acara": "Rapat Contoh",
}  # fmt: skip
ROWS: dict[Jenis, dict[str, Any]] = {
    "dinas": {**HEADED, "Kota": "Kota Contoh", "Isi": "Alinea pertama.\nAlinea kedua."},
    "nota-dinas": {**HEADED, "Isi": "Alinea pertama.\nAlinea kedua."},
    "pengantar": {
        "Kepada": "Camat Contoh Utara", "Tanggal": DAY, "Jenis yang Dikirim": "Laporan Contoh",
        "Banyaknya": "2 (dua) berkas", "Keterangan": "Untuk diketahui.", "Naskah 2": "Daftar Arsip",
        "Banyaknya 2": "1 (satu) lembar", "Pejabat": "kadis",
    },
    "undangan": {**HEADED, **ABOUT, "Pembuka": "Mohon hadir pada:", "Penutup": "Terima kasih."},
    "disposisi": {
        "Surat Dari": "Bappeda Contoh", "No. Surat": "050/12", "Tgl Surat": DAY, "Tanggal Diterima": MEETING,
        "No. Agenda": "TU-7", "Hal": "Permintaan Data", "Diteruskan kepada": "Sekretaris; Kabid Arsip",
        "Dipilih": "Kabid Arsip", "Catatan": "Segera.", "Pejabat": "kadis",
    },
    "daftar-hadir": {**ABOUT, "Daftar Peserta": "Ani Contoh; Budi Contoh", "Baris Kosong": 3, "Pejabat": "kadis"},
    "notula": {
        **ABOUT, "Nama Rapat": "Rapat Koordinasi", "Pimpinan": "Ketua Contoh", "Notulis": "Pencatat Contoh",
        "Peserta": "Ani Contoh; Budi Contoh", "Pembahasan": "Dibahas hal contoh.", "Keputusan": "Disepakati contoh.",
        "Pejabat": "kadis",
    },
}  # fmt: skip
#: What is printed otherwise than it stands in its cell.
PRINTED = {"kadis": "Budi Contoh, S.Sos.", DAY: "5 Januari 2026", MEETING: "12 Januari 2026", time(9, 30): "09.30"}


def run(*args: str) -> Result:
    return CliRunner().invoke(cli, list(args), prog_name="doctool")


def excel(rows: list[dict[str, Any]]) -> bytes:
    """A workbook with a title above its headings, dates and times as Excel keeps them."""
    book, buffer = Workbook(), io.BytesIO()
    sheet = book.active
    assert sheet is not None
    sheet.append(["DAFTAR SURAT CONTOH"])
    sheet.append(list(rows[0]))
    for row in rows:
        sheet.append(list(row.values()))
    book.save(buffer)
    return buffer.getvalue()


def comma_separated(rows: list[dict[str, Any]]) -> bytes:
    """A CSV file as Excel saves it in Indonesia: semicolons, a mark of its encoding, dates with slashes."""
    buffer = io.StringIO()
    table = csv.writer(buffer, delimiter=";")
    table.writerow(rows[0])
    for row in rows:
        table.writerow(
            one.strftime("%d/%m/%Y") if isinstance(one, date) else one.strftime("%H.%M") if isinstance(one, time)
            else one for one in row.values()
        )  # fmt: skip
    return buffer.getvalue().encode("utf-8-sig")


@pytest.fixture(autouse=True)
def workspace(tmp_path: Path, monkeypatch: pytest.MonkeyPatch) -> None:
    make_workspace(tmp_path)
    monkeypatch.chdir(tmp_path)


def test_every_kind_has_a_table() -> None:
    assert ROWS.keys() == NASKAH.keys()


@pytest.mark.parametrize("suffix", ["csv", "xlsx"])
@pytest.mark.parametrize("kind", ROWS)
def test_every_cell_is_printed(kind: Jenis, suffix: str) -> None:
    path = Path(f"daftar.{suffix}")
    path.write_bytes((excel if suffix == "xlsx" else comma_separated)([ROWS[kind], ROWS[kind]]))
    made = run("surat", kind, path.name, "--format", "docx")
    assert made.exit_code == 0, made.stderr
    assert made.stderr == "2 surat dibuat.\n"
    first, second = (text_of((OUT / f"daftar-0{at}.docx").read_bytes()) for at in (1, 2))
    assert first == second
    for heading, cell in ROWS[kind].items():
        if heading in {"No.", "Baris Kosong"}:
            continue
        texts = [PRINTED[cell]] if cell in PRINTED else str(cell).replace("; ", "\n").split("\n")
        assert [text for text in texts if text not in first] == [], heading
    assert "tidak ada temuan" in run("periksa", path.name, "--jenis", kind).stderr.lower()


@pytest.mark.parametrize("kind", [kind for kind, row in ROWS.items() if {"Kepada Yth.", "Kepada"} & row.keys()])
def test_a_row_to_nobody_is_refused_with_its_cell(kind: Jenis) -> None:
    rows = [ROWS[kind], {name: "" if name.startswith("Kepada") else cell for name, cell in ROWS[kind].items()}]
    Path("daftar.csv").write_bytes(comma_separated(rows))
    column = "BA"["Kepada" in ROWS[kind]]
    for said in (run("surat", kind, "daftar.csv", "--format", "docx").stderr,
                 run("periksa", "daftar.csv", "--jenis", kind).stdout):  # fmt: skip
        assert f'daftar.csv:{column}3: ' in said
        assert '"yth" belum diisi' in said
    assert [path.name for path in OUT.iterdir()] == ["daftar-01.docx"]
