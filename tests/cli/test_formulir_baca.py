"""`doctool formulir baca`: reports by bidang, what is kept, exit codes."""

from __future__ import annotations

import json
import os
import re
import shutil
from decimal import Decimal
from pathlib import Path
from typing import Any

import pytest
from click.testing import CliRunner, Result

from doctool.catalog.index import Workspace
from doctool.cli.main import cli
from doctool.form_returns import folder_of, load_returns, original_of
from doctool.forms.content import Form, forms_for
from doctool.forms.field_map import Jenis
from doctool.forms.template import CompiledForm
from doctool.forms.write import compile_form
from doctool.indicators.load import load_kinerja
from tests.forms import edit
from tests.forms.returned import sound_entries

ROOT = Path(__file__).resolve().parents[2]


@pytest.fixture
def workspace(tmp_path: Path, monkeypatch: pytest.MonkeyPatch) -> Path:
    """Kota Medan with its indicators."""
    for place in ("sop_catalog/kota-medan/kantor.yaml", "data/kota-medan/kinerja/2026.yaml"):
        (tmp_path / place).parent.mkdir(parents=True, exist_ok=True)
        shutil.copy(ROOT / place, tmp_path / place)
    monkeypatch.chdir(tmp_path)
    return tmp_path


def forms(workspace: Path) -> list[tuple[Form, CompiledForm]]:
    loaded = load_kinerja(workspace / "data/kota-medan/kinerja/2026.yaml", Workspace(workspace))
    compiled = compile_form(loaded.office)
    return [(form, compiled) for form in forms_for(loaded)]


def filled(workspace: Path, place: int = 0, seed: int = 1, saved: str = "") -> bytes:
    """The form of a bidang, filled in; `saved` is when its program says that it was saved."""
    form, compiled = forms(workspace)[place]
    data = compiled.write(form, sound_entries(form, seed))
    if not saved:
        return data
    book = edit.Book(data)
    book.parts["docProps/core.xml"] = (
        '<cp:coreProperties xmlns:cp="http://schemas.openxmlformats.org/package/2006/metadata/core-properties" '
        f'xmlns:dcterms="http://purl.org/dc/terms/"><dcterms:modified>{saved}</dcterms:modified></cp:coreProperties>'
    ).encode()
    return book.save()


def faulty(workspace: Path) -> bytes:
    """The form of the first bidang with a number that cannot be read."""
    form, _ = forms(workspace)[0]
    book = edit.Book(filled(workspace))
    direct = [one for one in form.indicators if one.jenis is Jenis.INDIKATOR]
    key = next(one.kunci for one in direct if one.pattern != "indikator_tingkat")
    row = next(at for at, row in book.form.rows().items() if len(row) and "".join(row[0].itertext()) == key)
    book.form.put(row, 12, "inlineStr", "1,250")
    return book.save()


def put(workspace: Path, name: str, data: bytes) -> Path:
    path = workspace / "kiriman" / name
    path.parent.mkdir(exist_ok=True, parents=True)
    path.write_bytes(data)
    return path


def run(*args: str) -> Result:
    result = CliRunner().invoke(cli, ["formulir", "baca", "--tanggal", "2026-10-05", *args])
    assert "Traceback" not in result.output
    return result


def said(*args: str) -> dict[str, Any]:
    found: dict[str, Any] = json.loads(run("--json", *args).stdout)
    return found


def content(folder: Path) -> dict[Path, bytes]:
    return {one: one.read_bytes() for one in folder.rglob("*") if one.is_file() and ".doctool" not in one.parts}


def kept(workspace: Path) -> list[Any]:
    return load_returns(Workspace(workspace), "kota-medan", 2026)


def test_forms_of_a_folder_are_read_by_what_they_hold_and_kept(workspace: Path) -> None:
    for place in range(4):
        put(workspace, f"wa/Form ({place}) revisi fix.xlsx", filled(workspace, place))
    put(workspace, "bukti.pdf", b"%PDF-1.7")
    put(workspace, "wa/~$Form (1).xlsx", b"x")
    result = run("kiriman")
    assert result.exit_code == 0
    assert "kota-medan 2026, Sekretariat: diterima" in result.stdout
    assert "F01 peringatan: berkas ini bukan buku kerja Excel, melainkan PDF" in result.stdout
    assert "5 berkas: 4 diterima, 0 perlu diperbaiki, 1 tidak dikenali" in result.stderr
    assert sorted(one.bidang for one in kept(workspace)) == ["capil", "dafduk", "piak", "sekretariat"]
    assert {str(one.diterima) for one in kept(workspace)} == {"2026-10-05"}
    assert not list(workspace.rglob("*.part"))


def test_a_reading_is_kept_with_the_file_it_was_read_from(workspace: Path) -> None:
    data = filled(workspace)
    run(str(put(workspace, "a.xlsx", data)))
    (one,) = kept(workspace)
    place = folder_of(Workspace(workspace), "kota-medan", 2026) / f"{one.bidang}-tw4.json"
    copy = original_of(place, one)
    assert copy is not None
    assert copy.read_bytes() == data


def test_a_faulty_form_is_told_by_cell_and_kept_for_its_return(workspace: Path) -> None:
    path = put(workspace, "a.xlsx", faulty(workspace))
    result = run(str(path))
    assert result.exit_code == 1
    assert "Sekretariat: perlu diperbaiki" in result.stdout
    assert "kiriman/a.xlsx:Form Isian!L" in result.stdout
    assert "tulis 1250 bila ribuan, atau 1,25 bila pecahan" in result.stdout
    assert [one.layak for one in kept(workspace)] == [False]


def test_a_mended_form_takes_the_place_of_the_faulty_one(workspace: Path) -> None:
    run(str(put(workspace, "a.xlsx", faulty(workspace))))
    result = run(str(put(workspace, "b.xlsx", filled(workspace))))
    assert result.exit_code == 0
    assert "menggantikan yang lama" in result.stdout
    assert [one.layak for one in kept(workspace)] == [True]
    copies = {one.read_bytes() for one in (folder_of(Workspace(workspace), "kota-medan", 2026) / "berkas").iterdir()}
    assert copies == {(workspace / "kiriman" / name).read_bytes() for name in ("a.xlsx", "b.xlsx")}


def test_an_empty_form_takes_the_place_of_no_other_unless_asked(workspace: Path) -> None:
    form, compiled = forms(workspace)[0]
    run(str(put(workspace, "a.xlsx", faulty(workspace))))
    empty = str(put(workspace, "kosong.xlsx", compiled.write(form, {})))
    (before,) = kept(workspace)
    result = run(empty)
    assert result.exit_code == 1
    assert "isinya berkurang: 0 isian dan" in result.stdout
    assert "tidak dipakai" in result.stdout
    assert "1 berkas: 0 diterima, 0 perlu diperbaiki, 1 tidak dipakai, 0 tidak dikenali" in result.stderr
    assert kept(workspace) == [before]
    run(empty, "--terbaru")
    assert [one.terisi for one in kept(workspace)] == [0]
    assert original_of(folder_of(Workspace(workspace), "kota-medan", 2026) / "sekretariat-tw4.json", before) is not None


def test_an_accepted_form_gives_way_to_a_newer_one_only_when_asked(workspace: Path) -> None:
    first = put(workspace, "a.xlsx", filled(workspace, seed=1, saved="2026-10-01T08:00:00Z"))
    second = put(workspace, "b.xlsx", filled(workspace, seed=2, saved="2026-10-02T08:00:00Z"))
    assert run(str(first)).exit_code == 0
    refused = run(str(second))
    assert refused.exit_code == 1
    assert "F50 galat: pengembalian bidang ini sudah ada yang diterima: kiriman/a.xlsx, 2026-10-05" in refused.stdout
    assert [one.berkas for one in kept(workspace)] == ["kiriman/a.xlsx"]
    assert run(str(second), "--terbaru").exit_code == 0
    assert [one.berkas for one in kept(workspace)] == ["kiriman/b.xlsx"]
    older = run(str(first), "--terbaru")
    assert older.exit_code == 1
    assert "disimpan lebih dahulu" in older.stdout


def test_a_faulty_form_never_takes_the_place_of_an_accepted_one(workspace: Path) -> None:
    run(str(put(workspace, "a.xlsx", filled(workspace))))
    result = run(str(put(workspace, "b.xlsx", faulty(workspace))), "--terbaru")
    assert result.exit_code == 1
    assert "perlu diperbaiki, jadi tidak menggantikan" in result.stdout
    assert [one.layak for one in kept(workspace)] == [True]


def test_two_returns_of_a_bidang_are_not_chosen_between_unless_asked(workspace: Path) -> None:
    put(workspace, "a.xlsx", filled(workspace, seed=1, saved="2026-10-01T08:00:00Z"))
    put(workspace, "b.xlsx", filled(workspace, seed=2, saved="2026-10-02T08:00:00Z"))
    put(workspace, "salinan b.xlsx", (workspace / "kiriman/b.xlsx").read_bytes())
    result = run("kiriman")
    assert result.exit_code == 1
    assert result.stdout.count("F50 galat: bidang ini mengembalikan 2 formulir: kiriman/a.xlsx, kiriman/b.xlsx") == 2
    assert "sama persis dengan kiriman/b.xlsx" in result.stdout
    assert kept(workspace) == []
    assert run("kiriman", "--terbaru").exit_code == 0
    assert [one.berkas for one in kept(workspace)] == ["kiriman/b.xlsx"]


def test_reading_again_changes_nothing(workspace: Path) -> None:
    path = put(workspace, "a.xlsx", filled(workspace))
    run(str(path))
    place = folder_of(Workspace(workspace), "kota-medan", 2026)
    before = content(place)
    result = CliRunner().invoke(cli, ["formulir", "baca", "--tanggal", "2026-11-01", str(path)])
    assert "sudah pernah dibaca" in result.stdout
    assert content(place) == before


def test_a_trial_keeps_nothing(workspace: Path) -> None:
    put(workspace, "a.xlsx", filled(workspace))
    result = run("kiriman", "--dry-run")
    assert "Uji coba: belum ada yang disimpan." in result.stderr
    assert not folder_of(Workspace(workspace), "kota-medan", 2026).exists()


def test_json_tells_all(workspace: Path) -> None:
    put(workspace, "a.xlsx", faulty(workspace))
    put(workspace, "b.xlsx", b"No;Kode\n1;2\n")
    found = said("kiriman")
    assert (found["berkas"], found["galat"] > 1) == (2, True)
    (form,) = found["formulir"]
    assert (form["bidang"], form["keadaan"]) == ("sekretariat", "perlu diperbaiki")
    assert form["dikenali"] == "lembar identitas"
    assert {one["kode"] for one in form["temuan"]} >= {"F20"}
    assert found["tidak_dikenali"][0]["temuan"][0]["kode"] == "F01"


def test_another_year_and_another_office_are_told(workspace: Path) -> None:
    path = put(workspace, "a.xlsx", filled(workspace))
    text = (workspace / "data/kota-medan/kinerja/2026.yaml").read_text(encoding="utf-8")
    (workspace / "data/kota-medan/kinerja/2027.yaml").write_text(
        text.replace("tahun: 2026", "tahun: 2027"), encoding="utf-8", newline="\n"
    )
    result = run(str(path))
    assert result.exit_code == 1
    assert "F04 galat: formulir tahun 2026, bukan 2027" in result.stdout
    assert run(str(path), "--tahun", "2026").exit_code == 0


def test_what_is_missing_is_said(workspace: Path) -> None:
    path = put(workspace, "a.xlsx", filled(workspace))
    for args in (["--kantor", "tiada"], ["--tahun", "2031"]):
        result = run(str(path), *args)
        assert result.exit_code == 2
        assert "tidak ada data kinerja" in result.stderr


def test_strict_takes_warnings_for_faults(workspace: Path) -> None:
    put(workspace, "bukti.pdf", b"%PDF-1.7")
    assert run("kiriman").exit_code == 0
    assert run("kiriman", "--ketat").exit_code == 1


def test_a_damaged_record_is_told(workspace: Path) -> None:
    path = put(workspace, "a.xlsx", filled(workspace))
    run(str(path))
    place = next(folder_of(Workspace(workspace), "kota-medan", 2026).glob("*.json"))
    place.write_text("{}", encoding="utf-8")
    result = run(str(path))
    assert result.exit_code == 1
    assert "bukan catatan pengembalian yang dikenal" in result.stderr


@pytest.mark.skipif(not hasattr(os, "symlink"), reason="no links here")
def test_links_in_a_folder_are_passed_over(workspace: Path) -> None:
    outside = workspace.parent / f"{workspace.name}-luar.xlsx"
    outside.write_bytes(filled(workspace))
    (workspace / "kiriman").mkdir()
    os.symlink(outside, workspace / "kiriman" / "a.xlsx")
    assert said("kiriman")["berkas"] == 0


def test_values_are_kept_as_they_were_written(workspace: Path) -> None:
    form, compiled = forms(workspace)[0]
    entries = sound_entries(form, 1)
    row = next(one for one in form.indicators if one.jenis is Jenis.PEMBILANG or one.pattern == "indikator")
    entries[row.kunci]["realisasi_tw1"] = Decimal(7)
    run(str(put(workspace, "a.xlsx", compiled.write(form, entries))))
    (one,) = kept(workspace)
    numbers = [answer.nilai for each in one.indikator for answer in each.jawaban]
    assert Decimal(7) in numbers


def test_every_code_is_documented() -> None:
    code = re.compile(r'"(F\d\d)"')
    sources = [*(ROOT / "doctool/forms").glob("*.py"), ROOT / "doctool/form_returns.py"]
    used = {found for path in sources for found in code.findall(path.read_text(encoding="utf-8"))}
    told = set(re.findall(r"^\| (F\d\d) \|", (ROOT / "docs/aturan.md").read_text(encoding="utf-8"), re.MULTILINE))
    assert used == told
