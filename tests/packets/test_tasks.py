"""Tasks: plain data in, the same bytes out wherever they run; one that fails costs no other."""

from __future__ import annotations

import pickle
import shutil
import subprocess
import sys
from collections.abc import Iterator
from dataclasses import replace
from pathlib import Path
from typing import Any

import pytest
from click.testing import CliRunner
from docx import Document
from PIL import Image

from doctool.cli.main import cli
from doctool.letter_numbers import NumberWishes, numbers
from doctool.letters.templates import own_template
from doctool.letters.text import text_of
from doctool.packet_checking import check
from doctool.packet_sources import OpenPacket
from doctool.packets import tasks
from doctool.packets.nouns import Berkas, Borongan, Hasil
from tests.letters.office import KANTOR
from tests.packets.setting import DAY, PAKET, PENERIMA, SURAT, make_packet, opened, table

ROOT = Path(__file__).resolve().parents[2]


def files(one: OpenPacket, nomor: str = "400/1") -> list[list[Berkas]]:
    rencana = check(one, Path(one.paket.root) / "output", DAY)
    return [one.maker.files(each, {0: nomor}) for each in rencana.kiriman]


def bundles(rows: list[list[Berkas]], one: OpenPacket, each: int = 25) -> Iterator[Borongan]:
    """The tasks of `each` recipients together; finished files need no worker and are in none."""
    for at in range(0, len(rows), each):
        made = [file.tugas for row in rows[at : at + each] for file in row if file.tugas.jenis != "jadi"]
        found = {task.id: task for task in made}
        if found:
            yield one.maker.bundle(list(found.values()))


def made(one: OpenPacket, nomor: str = "400/1") -> dict[str, Hasil]:
    done = [tasks.run(bundle) for bundle in bundles(files(one, nomor), one, 2)]
    return {result.id: result for results in done for result in results}


def bahan(one: OpenPacket, nomor: str = "400/1") -> dict[str, str]:
    return {file.nama + file.tugas.id: file.tugas.bahan for row in files(one, nomor) for file in row}


def test_letters_are_made_with_number_and_values(tmp_path: Path) -> None:
    done = made(opened(make_packet(tmp_path)))
    assert sorted(done) == ["bidang-dua/1.docx", "bidang-satu/1.docx", "seksi-tiga/1.docx"]
    text = text_of(done["bidang-dua/1.docx"].data)
    assert "Kepala Bidang Dua" in text
    assert "Data Bidang Dua" in text
    assert "Nomor: 400/1" in text
    assert "5 Januari 2026" in text


@pytest.mark.parametrize("value", ["{{ nomor }}", "{% for x in y %}", "{nama}", "${nomor_naskah}", "../../x", "<b>&"])
def test_hostile_values_are_printed_as_they_are(tmp_path: Path, value: str) -> None:
    rows = table([["Nama", "Jabatan", "Eselon"], [value, "Kepala", "IV"]])
    one = opened(make_packet(tmp_path, penerima=rows))
    [kiriman] = one.rencana.kiriman
    [result] = tasks.run(one.maker.bundle([file.tugas for file in one.maker.files(kiriman)]))
    assert f"Data {value}" in text_of(result.data)


@pytest.mark.parametrize("value", ["{{ nomor }}", "{% for x in y %}", "${nomor_naskah}"])
def test_what_looks_like_an_unfilled_place_is_refused_before_a_number(tmp_path: Path, value: str) -> None:
    rows = table([["Nama", "Jabatan", "Eselon"], [value, "Kepala", "IV"], ["B", "Kepala B", "IV"]])
    one = opened(make_packet(tmp_path, penerima=rows))
    rencana = check(one, tmp_path / "output", DAY)
    assert [each.penerima.nama for each in rencana.kiriman] == ["B"]
    assert rencana.gagal[0].findings[0].where.cell == "A2"


def test_finished_files_need_no_worker(tmp_path: Path) -> None:
    one = opened(make_packet(tmp_path))
    row = files(one)[0]
    assert [file.nama for file in row] == ["1_Surat-Pengantar.docx", "2_Petunjuk.txt"]
    assert [file.tugas.jenis for file in row] == ["surat", "jadi"]
    assert row[1].tugas.data == b"Petunjuk.\n"
    assert row[1].tugas.bahan == files(one)[1][1].tugas.bahan
    assert tasks.run(Borongan((row[1].tugas,)))[0].data == b"Petunjuk.\n"


def test_another_process_makes_the_same_bytes_from_the_tasks_alone(tmp_path: Path) -> None:
    """The workspace is gone: a worker on another machine does not have it."""
    shutil.copytree(ROOT / "sop_catalog", tmp_path / "ruang" / "sop_catalog")
    office = "data/kota-probolinggo"
    for part in ("kinerja", "paket"):
        shutil.copytree(ROOT / office / part, tmp_path / "ruang" / office / part)
    catalogue = tmp_path / "ruang" / "sop_catalog" / "kota-probolinggo"
    Image.new("RGB", (60, 80), "navy").save(catalogue / "lambang.png")
    kantor = (catalogue / "kantor.yaml").read_text(encoding="utf-8")
    (catalogue / "kantor.yaml").write_text(kantor.replace("kop:\n", "kop:\n  logo: lambang.png\n"), encoding="utf-8")
    one = opened(tmp_path / "ruang" / office / "paket" / "permintaan-data-2026" / "paket.yaml")
    rows = files(one)
    here = [result for bundle in bundles(rows, one) for result in tasks.run(bundle)]
    assert len(here) == 8
    (tmp_path / "borongan").write_bytes(pickle.dumps(list(bundles(rows, one))))
    shutil.rmtree(tmp_path / "ruang")
    code = (
        f"import pickle, sys, pathlib\nsys.path.insert(0, {str(ROOT)!r})\nfrom doctool.packets.tasks import run\n"
        "bundles = pickle.loads(pathlib.Path('borongan').read_bytes())\n"
        "pathlib.Path('hasil').write_bytes(pickle.dumps([one for each in bundles for one in run(each)]))\n"
    )
    subprocess.run([sys.executable, "-c", code], cwd=tmp_path, check=True)
    there = pickle.loads((tmp_path / "hasil").read_bytes())  # noqa: S301 - written just now
    assert there == here
    assert all(result.sha256 and not result.error for result in here)


def test_a_document_that_fails_costs_no_other(tmp_path: Path) -> None:
    one = opened(make_packet(tmp_path))
    [bundle] = bundles(files(one), one)
    first: Any = bundle.tugas[0]
    spoiled = replace(first, data={**first.data, "naskah": {"jenis": "pengantar"}})
    broken = replace(bundle.tugas[1], alat=("tiada",))
    results = tasks.run(Borongan((spoiled, broken, bundle.tugas[2]), bundle.alat))
    assert [bool(result.error) for result in results] == [True, True, False]
    assert [bool(result.data) for result in results] == [False, False, True]
    assert all("doctool" in result.error and "Traceback" in result.bug for result in results[:2])


def test_what_a_document_is_made_of_has_its_hash(tmp_path: Path) -> None:
    path = make_packet(tmp_path)
    before = bahan(opened(path))
    assert bahan(opened(path)) == before
    numbered = bahan(opened(path), "400/2")
    assert [key for key in before if before[key] != numbered[key]] == [key for key in before if "Surat" in key]
    make_packet(tmp_path, penerima=PENERIMA.replace("Kepala Bidang Dua", "Plt. Kepala Bidang Dua"))
    after = bahan(opened(path))
    assert [key for key in before if before[key] != after[key]] == ["1_Surat-Pengantar.docxbidang-dua/1.docx"]
    kantor = tmp_path / "sop_catalog" / "kab-contoh" / "kantor.yaml"
    kantor.write_text(KANTOR.replace("Budi Contoh", "Budi Lain"), encoding="utf-8")
    make_packet(tmp_path)
    other = bahan(opened(path))
    assert all(before[key] != other[key] for key in before if "Surat" in key)


def test_the_offices_own_template_is_used_and_its_change_is_seen(tmp_path: Path) -> None:
    path = make_packet(tmp_path)
    before = bahan(opened(path))
    folder = tmp_path / "templates" / "docx"
    folder.mkdir(parents=True)
    (folder / "pengantar.docx").write_bytes(own_template("pengantar"))
    document = Document(str(folder / "pengantar.docx"))
    document.add_paragraph("Templat kantor.")
    document.save(str(folder / "pengantar.docx"))
    one = opened(path)
    assert all("Templat kantor." in text_of(result.data) for result in made(one).values())
    assert all(before[key] != value for key, value in bahan(one).items() if "Surat" in key)


def numbered(path: Path) -> dict[str, str]:
    """The number of each recipient's letter, by key."""
    one = opened(path)
    keys = [each.penerima.kunci for each in one.rencana.kiriman]
    letters = [letter for each in one.rencana.kiriman for _, letter in one.maker.letters(each)]
    taken = numbers(Path(one.paket.root), letters, NumberWishes(DAY))
    return dict(zip(keys, (number.nomor for number in taken), strict=True))


@pytest.fixture
def book(tmp_path: Path, monkeypatch: pytest.MonkeyPatch) -> Path:
    """A packet in an office whose book goes on at 413, as the current folder."""
    path = make_packet(tmp_path)
    monkeypatch.chdir(tmp_path)
    begun = CliRunner().invoke(cli, ["surat", "nomor", "mulai", "413", "--tahun", "2026"])
    assert begun.exit_code == 0, begun.output
    return path


def test_letters_are_known_to_the_register_by_packet_and_recipient(tmp_path: Path, book: Path) -> None:
    first = numbered(book)
    assert sorted(first.values()) == [f"400.12/{number}/DUK/2026" for number in (413, 414, 415)]
    head, *rows = PENERIMA.strip().splitlines()
    make_packet(tmp_path, penerima="\n".join([head, "Bidang Baru;Kepala Baru;III", *reversed(rows)]) + "\n")
    again = numbered(book)
    assert {key: again[key] for key in first} == first
    assert again["bidang-baru"] not in first.values()


def test_a_number_is_never_given_to_another_recipient_however_alike_the_letters(tmp_path: Path, book: Path) -> None:
    surat = SURAT.replace("{jabatan}", "Kepala Bidang").replace("Data {nama}", "Data")
    paket = PAKET.replace(", jika: {eselon: III}", "")

    def given(*names: str) -> dict[str, str]:
        make_packet(tmp_path, surat=surat, paket=paket, penerima="Nama\n" + "".join(f"{one}\n" for one in names))
        return numbered(book)

    first = given("A", "B", "C")
    assert len(set(first.values())) == 3
    second = given("A", "D", "C")
    assert second["d"] not in first.values()
    assert given("A", "B", "C", "D") == first | second


def test_a_letter_with_its_own_number_keeps_it(tmp_path: Path) -> None:
    surat = SURAT.replace("kepada:", 'nomor: "{nomor_surat}"\nkepada:', 1)
    rows = table([["Nama", "Jabatan", "Eselon", "Nomor Surat"], ["A", "Kepala", "IV", "77/X/2026"]])
    one = opened(make_packet(tmp_path, surat=surat, penerima=rows, paket=PAKET))
    [kiriman] = one.rencana.kiriman
    [result] = tasks.run(one.maker.bundle([file.tugas for file in one.maker.files(kiriman)]))
    assert "77/X/2026" in text_of(result.data)
