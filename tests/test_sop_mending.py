"""Safe corrections: what is mended, what is left, and that nothing else changes."""

from __future__ import annotations

import shutil
from datetime import date
from pathlib import Path
from random import Random
from typing import Any

import pytest
import yaml

from doctool import lock
from doctool.border.text import read_bytes
from doctool.catalog.index import Workspace
from doctool.catalog.load import load_path
from doctool.catalog.source import read_yaml
from doctool.check.run import check_sop
from doctool.errors import BusyError, ContentError, ExitCode, WriteError
from doctool.loaded import LoadedSop
from doctool.model.alur import baca_alur
from doctool.pipeline import NOTES
from doctool.sop_mending import Mended, content_files, mend
from tests.check import build
from tests.random_sop import random_data

ROOT = Path(__file__).parents[1]
TODAY = date(2024, 3, 1)
REAL = {"katalog": ROOT / "sop_catalog", "temuan": ROOT / "tests/data/seeds-as-found"}


def workspace(root: Path, sop: dict[str, Any] | str, kantor: dict[str, Any] | None = None) -> Path:
    """A workspace with one SOP, that file's path."""
    folder = root / "sop_catalog" / "kota-contoh"
    (folder / "sop").mkdir(parents=True)
    (folder / "kantor.yaml").write_text(build.text_of(kantor or build.OFFICE), encoding="utf-8", newline="\n")
    file = folder / "sop" / "contoh.yaml"
    text = sop if isinstance(sop, str) else build.text_of(sop)
    file.write_text(text, encoding="utf-8", newline="\n")
    return file


def mended(file: Path, **options: Any) -> Mended:
    (result,) = mend([file], Workspace.find(file.parent), today=TODAY, **options)
    return result


def draft(**changes: Any) -> dict[str, Any]:
    return build.sop(status="draft", **changes)


def row(index: int, **changes: Any) -> dict[str, Any]:
    return {**build.row(index, **changes), "status": "draft"}


@pytest.mark.parametrize(
    ("before", "after"),
    [
        ("Menganalisa berkas", "Menganalisis berkas"),
        ("Meneliti aktifitas dan praktek kerja", "Meneliti aktivitas dan praktik kerja"),
        ("Mencatat surat yang di kirim", "Mencatat surat yang dikirim"),
        ("Meneliti berkas diatas meja", "Meneliti berkas di atas meja"),
        ("Menyusun dan dan mencatat laporan", "Menyusun dan mencatat laporan"),
        ("Mencatat pada buku masing masing", "Mencatat pada buku masing-masing"),
        ("MENGANALISA BERKAS", "MENGANALISIS BERKAS"),
        ("Meneliti Hasil Analisa Data", "Meneliti Hasil Analisis Data"),
        ("Meneliti Surat Kerjasama Daerah", "Meneliti Surat Kerja Sama Daerah"),
        ("Menyusun laporan. Analisa dilampirkan", "Menyusun laporan. Analisis dilampirkan"),
        ("Memeriksa dokumen nya", "Memeriksa dokumennya"),
        ("Menyerahkan kepada Katim Penyusunan Perogram untuk dibahas",
         "Menyerahkan kepada Katim Penyusunan Program untuk dibahas"),
        ("Mengkonsultasik an rencana", "Mengonsultasikan rencana"),
        ("Mengarsipkan arsi p dan arsip", "Mengarsipkan arsi p dan arsip"),
        ("Menyusun laproan analisa", "Menyusun laporan analisis"),
    ],
)
def test_words_that_are_certainly_wrong_are_mended(tmp_path: Path, before: str, after: str) -> None:
    file = workspace(tmp_path, row(1, uraian=before))
    result = mended(file)
    assert result.error is None
    assert read_yaml(file).at(("kegiatan", 1, "uraian")) == after
    assert bool(result.fixed) == (before != after)


@pytest.mark.parametrize(
    ("text", "word", "why"),
    [
        ('Mengisi formulir "Analisa Data"', "Analisa", "kutipan"),
        ("Mengisi formulir ‘analisa data’", "analisa", "kutipan"),
        ("Mencatat sesuai Peraturan Daerah tentang Ijin Nomor 3", "Ijin", "kutipan, alamat atau nama peraturan"),
        ("Mengirim ke analisa@contoh.go.id atau praktek.go.id", "analisa", "alamat"),
        ("Menghubungi bagian Analisa untuk meminta berkas", "Analisa", "nama"),
        ("Mengetuk surat yang akan tandatangani", "akan tandatangani", "kalimat"),
        ("Mencatat surat di proses penerbitan", "di proses", "kalimat"),
        ("Memeriksa permintaa n berkas", "permintaa n", "satu kata"),
        ("Memeriksa berkas surat surat masuk", "surat surat", "kata ulang"),
    ],
)
def test_words_that_may_be_meant_are_left_and_told(tmp_path: Path, text: str, word: str, why: str) -> None:
    file = workspace(tmp_path, row(1, uraian=text))
    before = file.read_bytes()
    result = mended(file)
    assert result.fixed == ()
    assert file.read_bytes() == before
    told = next(one for one in result.left if one.old == word)
    assert why in told.reason
    line = before.decode().splitlines()[told.where.line - 1]
    assert line[told.where.column - 1 :].startswith(word)


def test_titles_lanes_and_what_is_cited_are_names(tmp_path: Path) -> None:
    data = draft(
        nama_sop="Pemberian Ijin Praktek", keterkaitan=["SOP Ijin Praktek"],
        dasar_hukum=["Peraturan Menteri Nomor 3 Tahun 2020 tentang Ijin Praktek"],
    )
    data["pelaksana"][0]["nama"] = "Petugas Perijinan"
    file = workspace(tmp_path, data)
    result = mended(file)
    assert result.fixed == ()
    assert [one.old for one in result.left] == ["Ijin", "Praktek", "Perijinan"]


def test_a_broken_word_that_the_file_writes_whole_elsewhere_is_joined(tmp_path: Path) -> None:
    file = workspace(tmp_path, row(1, uraian="Memeriksa permintaa n berkas", output="Permintaan yang diperiksa"))
    assert [(one.old, one.new) for one in mended(file).fixed] == [("permintaa n", "permintaan")]


def test_a_correction_names_its_rule_and_the_place_of_the_word(tmp_path: Path) -> None:
    text = build.text_of(draft()).replace(
        "uraian: Mencari arsip yang diminta",
        "uraian: >-\n    Mencari arsip\n    serta menganalisa isinya\n    sebaik mungkin",
    )
    file = workspace(tmp_path, text)
    (told,) = mended(file).fixed
    assert (told.code, told.old, told.new) == ("S29", "menganalisa", "menganalisis")
    assert text.splitlines()[told.where.line - 1][told.where.column - 1 :] == "menganalisa isinya"
    assert file.read_text(encoding="utf-8") == text.replace("menganalisa", "menganalisis")


@pytest.mark.parametrize(
    ("before", "after"),
    [
        ("10(sepuluh)menit", "10 (sepuluh) menit"),
        ("10 ( sepuluh ) menit", "10 (sepuluh) menit"),
        ("15 (limabelas) menit", "15 (lima belas) menit"),
        ("15 (Lima  Belas) menit", "15 (Lima Belas) menit"),
        ("15 (Lima) menit", "15 (Lima) menit"),
        ("15  (Lima) menit", "15  (Lima) menit"),
        ("10 Menit", "10 menit"),
    ],
)
def test_durations(tmp_path: Path, before: str, after: str) -> None:
    data = draft()
    for one in data["kegiatan"]:
        one["waktu"] = "10 (sepuluh) menit" if "(" in before else "10 menit"
    data["kegiatan"][1]["waktu"] = before
    file = workspace(tmp_path, data)
    result = mended(file)
    assert read_yaml(file).at(("kegiatan", 1, "waktu")) == after
    if "Lima)" in before:
        assert ["bertentangan" in one.reason for one in result.left] == [True]


def numbered(*numbers: str | None, **targets: Any) -> dict[str, Any]:
    """The good SOP with these printed numbers and without ids."""
    data = row(2, **targets)
    for one, number in zip(data["kegiatan"], numbers, strict=True):
        one.pop("id", None)
        if number is not None:
            one["nomor"] = number
    return data


@pytest.mark.parametrize(
    ("numbers", "targets", "right", "pointed"),
    [
        (("1", "2", "4", "5"), {"ya": "5", "tidak": "2"}, ["1", "2", "3", "4"], ("4", "2")),
        (("1.", "2.", "2.", "3."), {"ya": "3.", "tidak": "1"}, ["1.", "2.", "3.", "4."], ("4.", "1")),
        (("1", "3", None, "5"), {"ya": "5/arsiparis", "tidak": "3"}, ["1", "2", None, "4"], ("4/arsiparis", "2")),
        (("2", "3", "", "4"), {"ya": "4", "tidak": "2"}, ["1", "2", "", "3"], ("3", "1")),
    ],
)
def test_rows_are_numbered_anew_with_what_points_at_them(
    tmp_path: Path, numbers: tuple[str | None, ...], targets: dict[str, str], right: list[str | None],
    pointed: tuple[str, str],
) -> None:
    file = workspace(tmp_path, numbered(*numbers, **targets))
    before = flow(file)
    result = mended(file)
    data: Any = read_yaml(file).data
    assert [one.get("nomor") for one in data["kegiatan"]] == right
    assert (data["kegiatan"][2]["ya"], data["kegiatan"][2]["tidak"]) == pointed
    assert {one.code for one in result.fixed} == {"S14"}
    assert flow(file) == before


@pytest.mark.parametrize(
    ("numbers", "targets", "why"),
    [
        (("1", "2", "2", "3"), {"ya": "3", "tidak": "2"}, "lebih dari satu"),
        (("1", "2", "4", "5"), {"ya": "5", "tidak": "3"}, "tidak satu kegiatan pun"),
        (("1", "2", "4", "5"), {"ya": "5", "tidak": "2", "uraian": "Kembali ke langkah 4 bila perlu"}, "langkah 4"),
        (("1", "2", "2a", "3"), {"ya": "3", "tidak": "2"}, "teks"),
    ],
)
def test_numbers_that_are_not_certain_are_left(
    tmp_path: Path, numbers: tuple[str, ...], targets: dict[str, str], why: str
) -> None:
    file = workspace(tmp_path, numbered(*numbers, **targets))
    before = file.read_bytes()
    result = mended(file)
    assert result.fixed == ()
    assert file.read_bytes() == before
    assert any(one.code == "S14" and why in one.reason for one in result.left)


@pytest.mark.parametrize(
    ("style", "before", "after"),
    [
        ("spasi", '"196707191993112001"', '"19670719 199311 2 001"'),
        ("spasi", "1967 0719 1993 1120 01", "19670719 199311 2 001"),
        ("rapat", "19670719 199311 2 001", '"196707191993112001"'),
        ("asli", "1967 0719 1993112001", "1967 0719 1993112001"),
        ("spasi", '"19670719199311200"', '"19670719199311200"'),
        ("spasi", '"196713191993112001"', '"196713191993112001"'),
    ],
)
def test_nip_is_grouped_as_the_office_prints_it(tmp_path: Path, style: str, before: str, after: str) -> None:
    kantor = build.text_of(build.office(gaya={"nip": style})).replace("nip: 19670719 199311 2 001", f"nip: {before}")
    file = workspace(tmp_path, draft()).parents[1] / "kantor.yaml"
    file.write_text(kantor, encoding="utf-8", newline="\n")
    mended(file)
    assert file.read_text(encoding="utf-8") == kantor.replace(f"nip: {before}", f"nip: {after}")


def test_rules_that_the_office_has_switched_off_mend_nothing(tmp_path: Path) -> None:
    off = [{"kode": "S29", "alasan": "kebiasaan kantor"}]
    file = workspace(tmp_path, row(1, uraian="Menganalisa berkas"), build.office(aturan_nonaktif=off))
    assert mended(file) == Mended(mended(file).file)


def test_a_letter_is_mended_too(tmp_path: Path) -> None:
    workspace(tmp_path, draft())
    file = tmp_path / "data" / "kota-contoh" / "surat" / "undangan.yaml"
    file.parent.mkdir(parents=True)
    text = (ROOT / "doctool/data/contoh_surat/undangan.yaml").read_text(encoding="utf-8")
    kept = yaml.safe_load(text)
    kept["kepada"] = ["Kepada Yth. Camat Utara", {"yth": "Yth. Lurah Selatan", "di": "Tempat"}]
    kept["tanggal"] = "5 Nopember 2025"
    kept["penandatangan"] = "kepala"
    file.write_text(yaml.safe_dump(kept, allow_unicode=True, sort_keys=False), encoding="utf-8", newline="\n")
    result = mended(file)
    assert result.error is None
    data = read_yaml(file).data
    assert data["kepada"] == ["Camat Utara", {"yth": "Lurah Selatan", "di": "Tempat"}]
    assert data["tanggal"] == "5 November 2025"
    assert {one.code for one in result.fixed} == {"N07", "N10"}


def test_words_parted_by_a_line_end_change_only_their_two_lines(tmp_path: Path) -> None:
    text = build.text_of(draft()).replace(
        "uraian: Mencari arsip yang diminta",
        "uraian: Mencari\n    arsip dan\n    dan mencatat surat yang di\n    kirim sebaik\n    mungkin",
    )
    file = workspace(tmp_path, text)
    assert len(mended(file).fixed) == 2
    assert file.read_text(encoding="utf-8") == text.replace(
        "arsip dan\n    dan mencatat surat yang di\n    kirim sebaik\n",
        "arsip\n    dan mencatat surat yang dikirim sebaik\n",
    )


# --- what is never touched


def test_published_and_decided_texts_are_refused(tmp_path: Path) -> None:
    file = workspace(tmp_path, {**row(1, uraian="Menganalisa berkas"), "status": "disahkan"})
    published = file.parents[1] / "terbitan" / "contoh" / "0" / "sop.yaml"
    published.parent.mkdir(parents=True)
    shutil.copy(file, published)
    shutil.copy(file.parents[1] / "kantor.yaml", published.parent)
    before = file.read_bytes()
    assert isinstance(mended(file).error, ContentError)
    assert isinstance(mended(published).error, ContentError)
    assert file.read_bytes() == published.read_bytes() == before
    assert content_files(tmp_path) == [file.parents[1] / "kantor.yaml", file]


@pytest.mark.parametrize("data", [b"a: [b\n", b"nama_sop: \xff\n", b"", b"PK\x03\x04", b"kegiatan: praktek\n"])
def test_a_file_that_cannot_be_read_is_told_and_stays(tmp_path: Path, data: bytes) -> None:
    file = workspace(tmp_path, draft())
    file.write_bytes(data)
    result = mended(file)
    assert isinstance(result.error, ContentError)
    assert result.error.findings
    assert file.read_bytes() == data


def test_a_file_saved_meanwhile_is_not_overwritten(tmp_path: Path, monkeypatch: pytest.MonkeyPatch) -> None:
    file = workspace(tmp_path, row(1, uraian="Menganalisa berkas"))
    reads: list[Path] = []

    def read(path: Path, shown: str) -> bytes:
        reads.append(path)
        if len(reads) == 2:
            path.write_bytes(b"nama_sop: diubah orang\n")
        return read_bytes(path, shown)

    monkeypatch.setattr("doctool.sop_mending.read_bytes", read)
    assert isinstance(mended(file).error, WriteError)
    assert file.read_bytes() == b"nama_sop: diubah orang\n"


def test_nothing_is_written_while_someone_publishes(tmp_path: Path) -> None:
    file = workspace(tmp_path, row(1, uraian="Menganalisa berkas"))
    before = file.read_bytes()
    with lock.hold(file.parents[1] / NOTES / "kunci"):
        error = mended(file).error
    assert isinstance(error, BusyError)
    assert error.exit_code is ExitCode.BUSY
    assert file.read_bytes() == before


def test_a_dry_run_tells_the_same_and_writes_nothing(tmp_path: Path) -> None:
    file = workspace(tmp_path, row(1, uraian="Menganalisa berkas"))
    before = {path: path.read_bytes() for path in tmp_path.rglob("*") if path.is_file()}
    planned = mended(file, dry_run=True)
    assert {path: path.read_bytes() for path in tmp_path.rglob("*") if path.is_file()} == before
    assert mended(file) == planned
    assert b"Menganalisis" in file.read_bytes()


# --- the promises


def flow(file: Path) -> list[Any]:
    loaded = load_path(file)
    assert isinstance(loaded, LoadedSop)
    found = [baca_alur(one) for _path, one in loaded.sop.prosedur()]
    return [([(one.baris, one.lajur, one.bentuk) for one in flow.simpul],
             [(one.dari, one.ke, one.keluar) for one in flow.arus]) for flow in found]


def findings(file: Path) -> set[tuple[str, Any]]:
    loaded = load_path(file)
    if not isinstance(loaded, LoadedSop):
        return set()
    paths = {place: path for path, place in (*loaded.positions.values.items(), *loaded.positions.keys.items())}
    return {(one.code, paths.get((one.where.line, one.where.column), one.where)) for one in check_sop(loaded)}


def saved_otherwise(data: bytes, way: str) -> bytes:
    """A file as another editor would have saved it."""
    if way == "crlf":
        return b"\xef\xbb\xbf" + data.replace(b"\n", b"\r\n")
    return data.rstrip(b"\n") if way == "tanpa-akhir" else data


@pytest.mark.parametrize("way", ["apa-adanya", "crlf", "tanpa-akhir"])
@pytest.mark.parametrize("which", sorted(REAL))
def test_every_line_of_real_files_that_was_not_corrected_keeps_its_bytes(
    tmp_path: Path, which: str, way: str
) -> None:
    shutil.copytree(REAL[which], tmp_path / "sop_catalog", ignore=shutil.ignore_patterns("harapan.yaml"))
    files = content_files(tmp_path)
    for file in files:
        file.write_bytes(saved_otherwise(file.read_bytes(), way))
    before = {file: file.read_bytes() for file in files}
    known = {file: (findings(file), flow(file) if file.parent.name == "sop" else None) for file in files}
    results = mend(files, Workspace(tmp_path), today=TODAY)
    assert sum(len(one.fixed) for one in results) >= 13
    for file, result in zip(files, results, strict=True):
        assert result.error is None
        old, new = before[file].split(b"\n"), file.read_bytes().split(b"\n")
        touched = {told.where.line for told in result.fixed}
        assert len(old) == len(new)
        assert {number for number, (one, other) in enumerate(zip(old, new, strict=True), 1) if one != other} == touched
        if file.parent.name == "sop":
            assert findings(file) <= known[file][0]
            assert flow(file) == known[file][1]
    once = {file: file.read_bytes() for file in files}
    assert all(not one.fixed for one in mend(files, Workspace(tmp_path), today=TODAY))
    assert {file: file.read_bytes() for file in files} == once


SLIPS = ("menganalisa", "aktifitas", "dan dan", "di kirim", "laproan", "permintaa n", "Ijin", '"ijin"', "masing masing")


def spoiled(random: Random, seed: int) -> tuple[dict[str, Any], dict[str, Any]]:
    """A random office and SOP with slips in its words, durations and numbers."""
    office, sop = random_data(seed)
    office["gaya"]["nip"] = random.choice(("spasi", "rapat", "asli"))
    gaps = random.random() < 0.7
    number = 0
    shown = {}
    for index, one in enumerate(sop["kegiatan"], start=1):
        number += random.choice((1, 1, 1, 2)) if gaps else 1
        shown[str(index)] = str(number)
        one["nomor"] = str(number)
        if random.random() < 0.4:
            words = one["uraian"].split()
            words.insert(random.randint(1, len(words)), random.choice(SLIPS))
            one["uraian"] = " ".join(words)
        if random.random() < 0.3:
            one["waktu"] = random.choice(("1 Hari", "2 hari", "3(tiga)hari", "15 (Lima) Menit", "5 ( lima )menit"))
    for one in sop["kegiatan"]:
        for exits in (one, *one.get("keluar", ())):
            for key in {"ya", "tidak", "ke"} & set(exits):
                exits[key] = renamed(exits[key], shown)
    return office, sop


def renamed(target: Any, shown: dict[str, str]) -> Any:
    if isinstance(target, list):
        return [renamed(one, shown) for one in target]
    row, slash, lane = target.partition("/")
    return shown[row] + slash + lane


@pytest.mark.parametrize("first", range(0, 60, 10))
def test_random_sops_with_slips(tmp_path: Path, first: int) -> None:
    fixed = 0
    for seed in range(first, first + 10):
        random = Random(seed)
        office, sop = spoiled(random, seed)
        file = workspace(tmp_path / str(seed), yaml.safe_dump(
            sop, allow_unicode=True, sort_keys=False, width=random.choice((60, 1000)),
            default_flow_style=random.choice((False, None)),
        ), office)
        known, way = findings(file), flow(file)
        result = mended(file)
        assert result.error is None
        fixed += len(result.fixed)
        assert flow(file) == way
        assert findings(file) <= known
        once = file.read_bytes()
        assert mended(file).fixed == ()
        assert file.read_bytes() == once
    assert fixed > 20
