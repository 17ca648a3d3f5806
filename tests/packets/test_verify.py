"""`doctool paket verifikasi`: every change is found, in a folder, a ZIP or one file; what is hostile is refused."""

from __future__ import annotations

import io
import json
import shutil
import zipfile
from dataclasses import replace
from pathlib import Path
from typing import Any

import pytest
from click.testing import CliRunner, Result

from doctool.cli.main import cli
from doctool.errors import ContentError
from doctool.packets.archive import plan_archives, write_archive
from doctool.packets.cover_press import CoverPress
from doctool.packets.manifest import BerkasManifes, Manifes, extract, from_json, to_json
from tests.packets import made

SURAT = "001_Dafduk/1_Surat.docx"


@pytest.fixture(autouse=True)
def manifes(tmp_path: Path, monkeypatch: pytest.MonkeyPatch) -> Manifes:
    monkeypatch.chdir(tmp_path)
    return made.make(tmp_path)[0]


def run(place: Path | str, *words: str) -> Result:
    result = CliRunner().invoke(cli, ["paket", "verifikasi", str(place), *words])
    assert "Traceback" not in result.output
    return result


def told(place: Path | str, *words: str) -> dict[str, Any]:
    result = run(place, *words, "--json")
    found: dict[str, Any] = json.loads(result.stdout)
    assert result.exit_code == (0 if found["sama"] else 1)
    return found


def differs(place: Path | str, *words: str) -> list[tuple[str, str]]:
    return [(one["nama"], one["apa"]) for one in told(place, *words)["beda"]]


def zipped(manifes: Manifes, name: str = "uji.zip", limit: int = 10_000_000) -> list[Path]:
    planned, _ = plan_archives(manifes, name.removesuffix(".zip"), limit)
    paths = []
    for one in planned:
        paths.append(Path(one.nama))
        with paths[-1].open("wb") as out:
            write_archive(one, manifes, lambda file: made.OUT / file, out)
    return paths


def test_an_untouched_packet_is_the_same() -> None:
    found = told(made.OUT)
    assert found["sama"]
    assert (found["diperiksa"], found["beda"], found["revisi"]) == (7, [], made.REVISI)
    assert [one["keadaan"] for one in found["kode"]] == ["cocok", "cocok"]
    shown = run(made.OUT)
    assert "revisi abababababab" in shown.stdout
    assert "7 berkas diperiksa" in shown.stdout


def test_every_change_is_found() -> None:
    (made.OUT / SURAT).write_bytes(b"lain")
    (made.OUT / "002_Sekretariat/2_Form.xlsx").unlink()
    (made.OUT / "002_Sekretariat/tambahan.docx").write_bytes(b"x")
    assert differs(made.OUT) == [
        (SURAT, "berubah"), ("002_Sekretariat/2_Form.xlsx", "hilang"), ("002_Sekretariat/tambahan.docx", "tambahan"),
    ]  # fmt: skip
    kinds = {one["penerima"]: one["keadaan"] for one in told(made.OUT)["kode"]}
    assert kinds == {"dafduk": "berbeda"}


def test_what_systems_leave_is_no_change() -> None:
    for name in ("Thumbs.db", ".DS_Store", "001_Dafduk/~$1_Surat.docx", "gagal.csv"):
        (made.OUT / name).write_bytes(b"x")
    assert told(made.OUT)["sama"]


def test_a_forged_manifest_does_not_deceive_the_cover(manifes: Manifes) -> None:
    """A piece changed together with its hash in the manifest: the code printed on the cover sheet tells."""
    (made.OUT / SURAT).write_bytes(b"lain")
    entries = tuple(
        replace(one, sha256=made.sha(b"lain"), ukuran=4) if one.nama == SURAT else one
        for one in manifes.berkas
    )
    (made.OUT / "manifes.json").write_text(to_json(manifes.model_copy(update={"berkas": entries})), encoding="utf-8")
    found = told(made.OUT)
    assert found["beda"] == []
    assert [(one["penerima"], one["keadaan"]) for one in found["kode"]] == [
        ("dafduk", "berbeda"), ("sekretariat", "cocok"),
    ]  # fmt: skip
    code = made.cover_of("dafduk", "470/1/2026", {"1_Surat.docx": b"lain", "2_Form.xlsx": b"form dafduk"}).kode
    people = tuple(
        replace(one, kode=code.text()) if one.kunci == "dafduk" else one for one in manifes.penerima
    )
    forged = manifes.model_copy(update={"berkas": entries, "penerima": people})
    (made.OUT / "manifes.json").write_text(to_json(forged), encoding="utf-8")
    bad = [(one["keadaan"], one["berkas"]) for one in told(made.OUT)["kode"] if one["penerima"] == "dafduk"]
    assert bad == [("berbeda", "001_Dafduk/00_Lembar-Depan.docx")]


def test_the_cover_of_another_packet_is_told(manifes: Manifes) -> None:
    name = "001_Dafduk/00_Lembar-Depan.docx"
    other = made.cover_of("dafduk", "470/1/2026", {"1_Surat.docx": b"surat lama"})
    data = CoverPress(made.make(Path.cwd())[1]).docx(other)
    (made.OUT / name).write_bytes(data)
    found = told(made.OUT)
    assert (found["beda"], [one["keadaan"] for one in found["kode"]]) == (
        [{"nama": name, "apa": "berubah"}], ["berbeda", "cocok"],
    )  # fmt: skip


def test_one_recipients_folder() -> None:
    (made.OUT / "002_Sekretariat/2_Form.xlsx").unlink()
    assert told(made.OUT / "001_Dafduk")["diperiksa"] == 3
    assert differs(made.OUT / "001_Dafduk") == []
    assert differs(made.OUT / "002_Sekretariat") == [("002_Sekretariat/2_Form.xlsx", "hilang")]


def test_one_file_also_under_another_name() -> None:
    manifest = str(made.OUT / "manifes.json")
    assert told(made.OUT / SURAT)["sama"]
    sent = Path("kiriman/WA-Surat (1).docx")
    sent.parent.mkdir()
    shutil.copyfile(made.OUT / SURAT, sent)
    assert told(sent, "--manifes", manifest)["nama_dalam_paket"] == SURAT
    sent.write_bytes(b"lain")
    assert differs(sent, "--manifes", manifest) == [("WA-Surat (1).docx", "tambahan")]
    (made.OUT / SURAT).write_bytes(b"lain")
    assert differs(made.OUT / SURAT) == [(SURAT, "berubah")]


def test_a_zip_whole_split_and_packed_again(manifes: Manifes) -> None:
    (whole,) = zipped(manifes)
    assert told(whole)["sama"]
    parts = zipped(manifes, limit=22_000)
    assert len(parts) > 1
    assert all(told(part)["sama"] for part in parts)
    assert told(parts[0])["bagian"] == f"1 dari {len(parts)}"
    again = Path("lagi.zip")
    with zipfile.ZipFile(whole) as archive, zipfile.ZipFile(again, "w", zipfile.ZIP_DEFLATED) as out:
        for name in archive.namelist():
            out.writestr(f"uji/{name}", archive.read(name))
    assert told(again)["sama"]


def test_a_recipients_zip_is_checked_with_its_code(manifes: Manifes) -> None:
    own = extract(manifes, [one.nama for one in manifes.milik("dafduk")])
    (path,) = zipped(own, "001_Dafduk.zip")
    found = told(path)
    assert (found["sama"], found["diperiksa"], [one["keadaan"] for one in found["kode"]]) == (True, 3, ["cocok"])


def test_a_changed_zip_is_told(manifes: Manifes) -> None:
    (whole,) = zipped(manifes)
    changed = Path("ubah.zip")
    with zipfile.ZipFile(whole) as archive, zipfile.ZipFile(changed, "w") as out:
        for name in archive.namelist():
            if not name.startswith("002_"):
                out.writestr(name, archive.read(name) + (b" " if name == SURAT else b""))
        out.writestr("baca-saya.txt", "x")
    assert (SURAT, "berubah") in differs(changed)
    assert ("baca-saya.txt", "tambahan") in differs(changed)
    assert [apa for _, apa in differs(changed)].count("hilang") == 3


def test_every_flipped_byte_of_a_zip_is_noticed_or_harmless(manifes: Manifes) -> None:
    """Bytes flipped all over a ZIP: it is never called whole unless every file still has its own bytes."""
    (whole,) = zipped(extract(manifes, [SURAT]))
    data = whole.read_bytes()
    broken = Path("rusak.zip")
    told_whole = 0
    for at in range(0, len(data), 7):
        broken.write_bytes(data[:at] + bytes([data[at] ^ 0x55]) + data[at + 1 :])
        result = run(broken)
        assert result.exit_code in (0, 1), (at, result.output)
        if result.exit_code == 0:
            told_whole += 1
            with zipfile.ZipFile(broken) as archive:
                assert archive.read(SURAT) == (made.OUT / SURAT).read_bytes()
    assert told_whole < len(data) / 7 / 2


def hostile(*entries: tuple[str, bytes], encrypted: bool = False) -> Path:
    path = Path(f"asing-{len(list(Path().glob('asing-*')))}.zip")
    with zipfile.ZipFile(path, "w", zipfile.ZIP_DEFLATED) as out:
        for name, data in entries:
            out.writestr(zipfile.ZipInfo(name), data, zipfile.ZIP_DEFLATED)
    if encrypted:
        data = bytearray(path.read_bytes())
        at = data.find(b"PK\x01\x02")
        data[at + 8] |= 1
        path.write_bytes(data)
    return path


@pytest.mark.parametrize(
    "name", ["../keluar.docx", "/etc/passwd", "C:/x.docx", "a/../../b", "..\\b.docx", "a//b.docx", "./a.docx"]
)
def test_names_that_lead_out_are_refused(name: str) -> None:
    result = run(hostile(("manifes.json", b"{}"), (name, b"x")))
    assert result.exit_code == 1
    assert "nama yang tidak wajar" in result.stderr


def test_bombs_locked_and_doubled_zips_are_refused() -> None:
    for path, said in (
        (hostile(("manifes.json", b"{}"), ("besar.pdf", bytes(30_000_000))), "membengkak"),
        (hostile(("manifes.json", b"{}"), encrypted=True), "kata sandi"),
        (hostile(("manifes.json", b"{}"), ("A.docx", b"x"), ("a.docx", b"y")), "tidak wajar"),
        (hostile(("manifes.json", b"bukan json")), "bukan JSON"),
    ):
        result = run(path)
        assert result.exit_code == 1
        assert said in result.stderr


def test_no_manifest_is_told() -> None:
    Path("kosong").mkdir()
    for place in ("kosong", hostile(("a.docx", b"x"))):
        result = run(place)
        assert result.exit_code == 1
        assert "manifes.json" in result.stderr
    assert run("tidak-ada").exit_code == 2


def test_a_scanned_code(manifes: Manifes) -> None:
    code = manifes.penerima[0].kode
    assert told(made.OUT, "--kode", code)["sama"]
    for other in (code.replace("470/1/2026", "470/9/2026"), code.replace("dafduk", "lain"), "https://contoh.go.id"):
        assert not told(made.OUT, "--kode", other)["sama"]
    (made.OUT / SURAT).write_bytes(b"lain")
    assert told(made.OUT, "--kode", code)["kode"][-1]["keadaan"] == "berbeda"


@pytest.mark.parametrize(
    "change",
    [
        {"versi": 2}, {"berkas": [{"nama": "../x", "sha256": "0" * 64, "ukuran": 1}]}, {"berkas": {}}, {"lain": 1},
        {"berkas": [{"nama": "a", "sha256": "xyz", "ukuran": 1}]}, {"berkas": [{"nama": "a"}]}, {"paket": ""},
        {"berkas": [{"nama": name, "sha256": "0" * 64, "ukuran": 1} for name in ("A", "a")]},
    ],
)  # fmt: skip
def test_odd_manifests_are_refused_with_their_name(manifes: Manifes, change: dict[str, object]) -> None:
    data = json.dumps({**json.loads(to_json(manifes)), **change}).encode()
    with pytest.raises(ContentError, match=r"m\.json"):
        from_json(data, "m.json")


def test_a_manifest_reads_back_as_it_was_written(manifes: Manifes) -> None:
    text = to_json(manifes)
    assert from_json(text.encode(), "m.json") == manifes
    assert to_json(from_json(io.BytesIO(text.encode()).read(), "m.json")) == text


def test_a_recipients_folder_that_was_sent_on() -> None:
    """Away from its manifest, also under another name: only that recipient's files are asked for."""
    manifest = str(made.OUT / "manifes.json")
    sent = Path("kiriman/001_Dafduk")
    shutil.copytree(made.OUT / "001_Dafduk", sent)
    found = told(sent, "--manifes", manifest)
    assert (found["sama"], found["diperiksa"], found["lingkup"]) == (True, 3, "001_Dafduk")
    assert [one["keadaan"] for one in found["kode"]] == ["cocok"]
    other = sent.rename("kiriman/Paket kami")
    assert told(other, "--manifes", manifest)["lingkup"] == "001_Dafduk"
    (other / "2_Form.xlsx").unlink()
    (other / "1_Surat.docx").write_bytes(b"lain")
    assert differs(other, "--manifes", manifest) == [(SURAT, "berubah"), ("001_Dafduk/2_Form.xlsx", "hilang")]
    shutil.copytree(made.OUT, "kiriman/semua")
    assert told("kiriman/semua", "--manifes", manifest)["diperiksa"] == 7


def test_a_recipients_folder_named_with_its_own_manifest() -> None:
    assert told(made.OUT / "001_Dafduk", "--manifes", str(made.OUT / "manifes.json"))["diperiksa"] == 3


def test_the_code_of_another_recipient_does_not_fit_a_file(manifes: Manifes) -> None:
    code = {one.kunci: one.kode for one in manifes.penerima}
    assert told(made.OUT / SURAT, "--kode", code["dafduk"])["sama"]
    found = told(made.OUT / SURAT, "--kode", code["sekretariat"])
    assert [one["keadaan"] for one in found["kode"]] == ["berbeda"]
    (made.OUT / SURAT).write_bytes(b"lain")
    found = told(made.OUT / SURAT, "--kode", code["dafduk"])
    assert [one["keadaan"] for one in found["kode"]] == ["berbeda"]


def test_a_zip_under_another_name_is_known_by_its_content(manifes: Manifes) -> None:
    (own,) = zipped(extract(manifes, [one.nama for one in manifes.milik("dafduk")]), "001_Dafduk.zip")
    entry = BerkasManifes(
        nama="001_Dafduk.zip", sha256=made.sha(own.read_bytes()), ukuran=own.stat().st_size, jenis="arsip"
    )
    listed = manifes.model_copy(update={"berkas": (*manifes.berkas, entry)})
    (made.OUT / "manifes.json").write_text(to_json(listed), encoding="utf-8")
    sent = own.rename("dari-wa.zip")
    found = told(sent, "--manifes", str(made.OUT / "manifes.json"))
    assert (found["sama"], found["nama_dalam_paket"]) == (True, "001_Dafduk.zip")
