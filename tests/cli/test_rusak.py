"""Broken files of every kind: each is told in plain words on its place, and none is taken for a bug."""

from __future__ import annotations

import shutil
from pathlib import Path

import pytest
from click.testing import CliRunner, Result

from doctool.cli.main import cli
from doctool.errors import ExitCode

EXAMPLE = Path(__file__).resolve().parent.parent.parent / "doctool" / "data" / "contoh"
GOOD = (EXAMPLE / "sop_catalog/contoh/sop/pengelolaan-surat-masuk.yaml").read_text(encoding="utf-8")
ONE_ROW = "pelaksana: [a]\nkegiatan:\n  - {uraian: Menulis surat, pelaksana: a, "

#: What cannot be read, with the place that must be named (line and column; "" for the whole file).
UNREADABLE: dict[str, tuple[bytes, str]] = {
    "tab": (b"nama_sop: a\ndasar_hukum:\n\t- b\n", ":3:1"),
    "latin": ("# Caf\u00e9\nnama_sop: a\n".encode("latin-1"), ":1:6"),
    "nol": (b"nama_sop: a\0b\n", ":1:12"),
    "kosong": (b"", ":1:1"),
    "daftar": (b"- satu\n- dua\n", ":1:1"),
    "angka": (b"42\n", ":1:1"),
    "dalam": (b"nama_sop: " + b"[" * 5000, ":1:50"),
    "tanpa-titik-dua": (b"nama_sop Pelayanan\nnomor_sop: 1\n", ":1:1"),
    "kunci-ganda": (b"nama_sop: a\nnama_sop: b\n", ":2:1"),
    "utf16": (GOOD.encode("utf-16"), ""),
    "word": (b"PK\x03\x04 and so on", ""),
    "jangkar": (b"nama_sop: &a x\n", ":1:11"),
    "jenis": (b"nama_sop: !!python/object/apply:os.system [ls]\n", ":1:11"),
    "dua-dokumen": (b"nama_sop: a\n---\nnama_sop: b\n", ":2:1"),
    "kutip": (b'nama_sop: "Pelayanan\nnomor_sop: 1\n', ":1:11"),
    "kegiatan-teks": (b"kegiatan: [satu]\n", ":1:12"),
    "kegiatan-peta": (b"kegiatan: {1: a}\n", ":1:11"),
    "kolom-besar": (b"dasar_hukum: {butir: [a], kolom: 99999999999999999999}\n", ":1:34"),
    "vt": (b"nama_sop: a\x0bb\n", ":1:12"),
}
#: What can be read, odd as it is, and at worst cannot be drawn.
ODD = {
    "bom": b"\xef\xbb\xbf" + GOOD.encode(),
    "crlf": GOOD.replace("\n", "\r\n").encode(),
    "emoji": GOOD.replace("Surat Masuk", "\U0001f600 Surat", 1).encode(),
    "hampir-kosong": b"status: draft\n",
    "tanggal-teks": GOOD.replace("tanggal_pembuatan: ", "tanggal_pembuatan: besok, ").encode(),
    "pangkat-dua": f'{ONE_ROW}nomor: "\u00b2", waktu: \u0663 menit}}\n'.encode(),
    "angka-panjang": f'{ONE_ROW}nomor: "{"9" * 5000}", waktu: {"9" * 5000} menit}}\n'.encode(),
    "kata-panjang": f"pelaksana: [a]\nkegiatan:\n  - {{uraian: {'x' * 20000}, pelaksana: a}}\n".encode(),
    "tujuan-kosong": f'{ONE_ROW}ya: [], tidak: ""}}\n'.encode(),
    "tujuan-aneh": f'{ONE_ROW}ke: "/"}}\n'.encode(),
    "banyak-lajur": f"pelaksana: {[f'p{number}' for number in range(200)]}\n".encode(),
    "tanpa-uraian": b"pelaksana: [a]\nkegiatan: [{}, {}]\n",
}


@pytest.fixture(autouse=True)
def workspace(tmp_path: Path, monkeypatch: pytest.MonkeyPatch) -> None:
    """The example office with the broken files beside its SOP, as the current folder."""
    shutil.copytree(EXAMPLE / "sop_catalog", tmp_path / "sop_catalog")
    monkeypatch.chdir(tmp_path)
    broken = {name: data for name, (data, _place) in UNREADABLE.items()}
    for name, data in {**broken, **ODD}.items():
        Path(f"sop_catalog/contoh/sop/{name}.yaml").write_bytes(data)


def run(*args: str) -> Result:
    return CliRunner().invoke(cli, [*args, "--tanggal", "2024-06-01"], prog_name="doctool")


def test_each_is_told_in_its_file_and_on_its_line() -> None:
    result = run("periksa")
    assert result.exit_code == ExitCode.FINDINGS
    lines = result.stdout.splitlines()
    for name, (_data, place) in UNREADABLE.items():
        told = [line for line in lines if line.startswith(f"sop_catalog/contoh/sop/{name}.yaml:")]
        assert len(told) == 1, name
        assert told[0].startswith(f"sop_catalog/contoh/sop/{name}.yaml{place}"), told
        assert " galat: " in told[0]
        assert " — " in told[0]
    for name in ODD.keys() - {"bom"}:  # the first to use its nomor_sop, and a good SOP
        assert any(f"/{name}.yaml:" in line for line in lines), name


def test_none_of_them_is_a_bug_or_stops_the_good_one() -> None:
    result = run("sop", "buat", "--semua", "--format", "docx,svg")
    assert result.exit_code == ExitCode.PARTIAL
    assert "kesalahan di dalam doctool" not in result.stderr
    made = {path.stem for path in Path("output/sop/contoh").glob("*.docx")}
    assert {"pengelolaan-surat-masuk", "bom", "crlf", "emoji", "hampir-kosong", "tanggal-teks"} <= made
    assert not made & set(UNREADABLE)
    for name in UNREADABLE:
        assert result.stderr.count(f"Galat: contoh/{name}: ") == 1, name
