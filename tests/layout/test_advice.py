"""What makes a sheet hard to read, or impossible to draw, is said on its line; a good sheet has no such finding."""

from __future__ import annotations

from dataclasses import replace
from pathlib import Path

import pytest

from doctool.catalog.load import load_path
from doctool.check.run import by_house_rules, check_sop
from doctool.findings import Finding, Severity
from doctool.layout.advice import all_findings, drawing_findings, sheet_findings
from doctool.layout.columns import Fit, least_columns
from doctool.layout.engine import lay_out
from doctool.layout.flow_sheet import frame_of
from doctool.layout.papers import on_paper
from doctool.loaded import LoadedSop
from doctool.model.kantor import AturanNonaktif

DATA = Path(__file__).parents[1] / "data"
CATALOG = Path(__file__).parents[2] / "sop_catalog"
HARD, PORTRAIT = "tata-letak", "tata-letak-potret"

#: File, code, how often, the line it is said on, and words of the message and of the hint.
CASES = [
    (HARD, "huruf-diperkecil", "T01", 1, "pelaksana:", "11 pelaksana terlalu banyak untuk kertas A4", "F4 lanskap"),
    (HARD, "kata-dipenggal", "T01", 1, "pelaksana:", "kata dalam kolom teks harus dipenggal", "F4 lanskap"),
    (HARD, "sel-tinggi", "T02", 1, "kelengkapan: >-", "kelengkapan kegiatan 2", "lampiran"),
    (HARD, "simbol-tinggi", "T02", 1, "teks:", "di dalam simbol kegiatan 2", "uraian"),
    (HARD, "arus-balik-jauh", "T03", 1, 'tidak: "2"', "dari kegiatan 8 (Sekretaris)", "dekatkan kedua kolom"),
    (PORTRAIT, "label-huruf-awal", "T04", 1, "Dinyatakan", '"Belum lengkap dan harus disem…" menjadi "B"', "pendekkan"),
    (HARD, "label-ratusan-huruf", "T04", 1, "Surat permohonan dan", 'menjadi "S"', "pendekkan"),
    (HARD, "banyak-perpotongan", "T05", 1, "ke: [", "saling memotong", "dekatkan kolom"),
    (HARD, "banyak-penghubung", "T06", 2, "uraian:", "penghubung halaman", "F4 potret"),
    (HARD, "keluar-terlalu-banyak", "A08", 4, "uraian: Meneliti", "arus dari kegiatan 2 ke kegiatan", "kurangi arus"),
    (HARD, "tidak-muat", "A09", 1, "pelaksana:", "20 pelaksana tidak muat di kertas A4 lanskap", "tidak ada kertas"),
    (PORTRAIT, "tidak-muat-potret", "A09", 1, "pelaksana:", "7 pelaksana tidak muat di kertas A4 potret", "A4 lanskap"),
    (HARD, "simbol-lebih-dari-halaman", "A10", 1, "teks:", "simbol kegiatan 2", "uraian"),
    (HARD, "catatan-tinggi", "A10", 1, "- Surat", "catatan_kaki di bawah tabel", "ringkas"),
    (PORTRAIT, "label-sama-huruf", "A11", 1, "Sudah lengkap", "tidak dapat dibedakan", "berbeda"),
    (HARD, "label-ratusan-huruf", "A11", 1, "Surat permohonan dan", "terdiri atas 243 huruf", "satu sampai tiga kata"),
    (PORTRAIT, "sampul-penuh", "A12", 1, "status", "tidak muat pada satu halaman", "judul_sampul"),
]  # fmt: skip
GOOD = [
    *(path for path in (DATA / "bentuk" / "sop").glob("*.yaml") if path.stem != "baris-lebih-tinggi"),
    *CATALOG.glob("*/sop/*.yaml"),
    DATA / HARD / "sop" / "mudah-dibaca.yaml",
    DATA / HARD / "sop" / "arus-balik-dekat.yaml",
]


def load(path: Path) -> LoadedSop:
    loaded = load_path(path)
    assert isinstance(loaded, LoadedSop)
    return loaded


def findings(loaded: LoadedSop) -> list[Finding]:
    """What `periksa --tata-letak` says of the sheets of `loaded`."""
    found = [*check_sop(loaded), *by_house_rules(loaded.office, all_findings(loaded))]
    return [one for one in found if one.code.startswith("T") or "A08" <= one.code <= "A12"]


@pytest.mark.parametrize("case", CASES, ids=lambda case: f"{case[2]}-{case[1]}")
def test_it_is_said_on_its_line_with_advice(case: tuple[str, str, str, int, str, str, str]) -> None:
    office, name, code, times, line, message, hint = case
    path = DATA / office / "sop" / f"{name}.yaml"
    lines = path.read_text(encoding="utf-8").splitlines()
    found = findings(load(path))
    ours = [one for one in found if one.code == code]
    assert len(ours) == times, found
    for one in ours:
        text = lines[one.where.line - 1]
        assert line in text
        assert 0 < one.where.column <= len(text)
        assert text[one.where.column - 1] != " "
        assert message in one.message
        assert hint in one.hint
        assert one.basis == "praktik"
        assert one.severity is (Severity.WARNING if code.startswith("T") else Severity.ERROR)
    told = {other[2] for other in CASES if other[:2] == (office, name)}
    assert {one.code for one in found} == told


@pytest.mark.parametrize("path", sorted(GOOD), ids=lambda path: path.stem)
def test_a_good_sheet_has_no_such_finding(path: Path) -> None:
    assert findings(load(path)) == []


@pytest.mark.parametrize("name", ["huruf-diperkecil", "kata-dipenggal"])
def test_the_paper_that_is_advised_does(name: str) -> None:
    loaded = load(DATA / HARD / "sop" / f"{name}.yaml")
    [(_, procedure)] = loaded.sop.prosedur()
    for kertas, fits in (("A4", False), ("F4", True)):
        on = on_paper(loaded, kertas, "lanskap")
        least = least_columns(on, procedure, frame_of(on).inner_width)
        assert least is not None
        assert (least.fit is Fit.WELL) is fits
    assert findings(on_paper(loaded, "F4", "lanskap")) == []


def test_the_paper_advised_for_connectors_does() -> None:
    loaded = load(DATA / HARD / "sop" / "banyak-penghubung.yaml")
    assert "T06" not in {one.code for one in findings(on_paper(loaded, "F4", "potret"))}


def test_what_an_office_switches_off_is_silent() -> None:
    loaded = load(DATA / HARD / "sop" / "sel-tinggi.yaml")
    assert [one.code for one in by_house_rules(loaded.office, sheet_findings(loaded))] == ["T02"]
    off = AturanNonaktif(kode="T02", alasan="daftar kelengkapan memang panjang")
    office = replace(loaded.office, kantor=loaded.kantor.model_copy(update={"aturan_nonaktif": (off,)}))
    assert by_house_rules(office, sheet_findings(loaded)) == []


def test_a_flow_that_is_unclear_is_left_to_the_check() -> None:
    loaded = load(DATA / HARD / "sop" / "mudah-dibaca.yaml")
    first, second, *rest = loaded.sop.kegiatan or ()
    rows = (first, second.model_copy(update={"ya": ("44",)}), *rest)
    unclear = replace(loaded, sop=loaded.sop.model_copy(update={"kegiatan": rows}))
    assert {one.code for one in all_findings(unclear)} == {"A05"}
    assert findings(unclear) == []


def test_pages_are_judged_in_their_own_procedure() -> None:
    """The second bagian's label is looked up in the second bagian."""
    loaded = load(DATA / PORTRAIT / "sop" / "label-huruf-awal.yaml")
    sop = loaded.sop
    other = load(DATA / PORTRAIT / "sop" / "tidak-muat-potret.yaml").sop.prosedur()[0][1]
    first = other.model_copy(update={"pelaksana": other.pelaksana[:3], "kegiatan": other.kegiatan[:3]})  # type: ignore[index]
    own = sop.prosedur()[0][1]
    both = replace(
        loaded, sop=sop.model_copy(update={"bagian": (first, own), "pelaksana": None, "kegiatan": None})
    )
    [one] = drawing_findings(both, lay_out(both))
    assert (one.code, "Dinyatakan" in one.message) == ("T04", True)
