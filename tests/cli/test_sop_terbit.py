"""`doctool sop revisi`, `status` and `terbitkan`: the life of an SOP as its office sees it."""

from __future__ import annotations

import hashlib
import json
import shutil
import zipfile
from pathlib import Path

import pytest
from click.testing import CliRunner, Result
from PIL import Image

from doctool import lock
from doctool.catalog.editions import editions, find_sop
from doctool.catalog.index import Workspace
from doctool.cli.main import cli
from doctool.convert.libreoffice import find_soffice
from doctool.errors import ContentError, DoctoolError, ExitCode
from doctool.layout.engine import lay_out
from doctool.sop_store import put
from doctool.write.word import write_docx
from tests.resave import resave

EXAMPLE = Path(__file__).resolve().parent.parent.parent / "doctool" / "data" / "contoh"
SLUG = "pengelolaan-surat-masuk"
OFFICE = Path("sop_catalog/contoh")
SOP = OFFICE / "sop" / f"{SLUG}.yaml"
PUBLISHED = OFFICE / "terbitan" / SLUG
OUT = Path("output/sop/contoh")

needs_libreoffice = pytest.mark.skipif(find_soffice() is None, reason="LibreOffice is not installed")


def run(*args: str) -> Result:
    return CliRunner().invoke(cli, ["sop", *args], prog_name="doctool")


def publish(*args: str, day: str = "2026-01-05") -> Result:
    return run("terbitkan", SLUG, "--tanpa-pdf", "--tanggal", day, *args)


def revise(*args: str, day: str = "2026-02-02") -> Result:
    return run("revisi", SLUG, "--alasan", "Peraturan baru", "--tanggal", day, *args)


def verify(file: Path | str) -> Result:
    return run("terbitkan", "--verifikasi", str(file))


def edit(file: Path, old: str, new: str) -> None:
    text = file.read_bytes().decode("utf-8")
    assert text.count(old) == 1, (old, text.count(old))
    file.write_bytes(text.replace(old, new).encode("utf-8"))


def tree(folder: Path) -> dict[str, str]:
    return {
        path.relative_to(folder).as_posix(): hashlib.sha256(path.read_bytes()).hexdigest()
        for path in folder.rglob("*") if path.is_file() and ".doctool" not in path.parts
    }  # fmt: skip


@pytest.fixture(autouse=True)
def workspace(tmp_path: Path, monkeypatch: pytest.MonkeyPatch) -> Path:
    """The example office with its SOP, as the current folder."""
    shutil.copytree(EXAMPLE / "sop_catalog", tmp_path / "sop_catalog")
    monkeypatch.chdir(tmp_path)
    with (OFFICE / "kantor.yaml").open("a", encoding="utf-8", newline="\n") as file:
        file.write('sop: {digit_revisi: 2, nomor_sop: "{nomor}/Rev.{revisi}", cetak_revisi: kaki}\n')
    return tmp_path


def test_a_first_publication_freezes_text_and_every_format() -> None:
    before = SOP.read_bytes()
    result = publish("--oleh", "Kepala Dinas")
    assert result.exit_code == 0, result.output
    assert "Terbitan 0 contoh/pengelolaan-surat-masuk (revisi 0) disahkan dan diterbitkan" in result.stderr
    place = Path("sop_catalog/contoh/terbitan/pengelolaan-surat-masuk/0")
    assert f"Disimpan di {place}; isinya jangan diubah" in result.stderr
    record = json.loads((PUBLISHED / "0" / "terbitan.json").read_bytes())
    kept = tree(PUBLISHED / "0")
    assert {name: kept[name] for name in record["berkas"]} == record["berkas"]
    assert {Path(name).suffix for name in record["berkas"]} == {".yaml", ".docx", ".xlsx", ".html", ".svg"}
    assert set(kept) == {*record["berkas"], "terbitan.json"}
    assert (record["tanggal"], record["oleh"], record["luar"]) == ("2026-01-05", "Kepala Dinas", False)
    assert (PUBLISHED / "0" / "sop.yaml").read_bytes() == SOP.read_bytes()
    lines, old = SOP.read_text(encoding="utf-8").splitlines(), before.decode("utf-8").splitlines()
    assert [one for one in old if one not in lines] == ["status: draft"]
    assert tree(OUT) == {name: sha for name, sha in record["berkas"].items() if name.startswith(SLUG)}
    assert "Draf" not in (OUT / f"{SLUG}.html").read_text(encoding="utf-8")


def test_what_is_built_afterwards_is_what_was_published() -> None:
    publish()
    before = tree(OUT)
    assert run("buat", SLUG, "--format", "docx,xlsx,svg,html").exit_code == 0
    assert tree(OUT) == before


def test_a_published_folder_draws_the_same_sheets_by_itself() -> None:
    logo = Path(OFFICE / "gambar" / "lambang.png")
    logo.parent.mkdir()
    Image.new("RGB", (40, 50), "navy").save(logo)
    edit(OFFICE / "kantor.yaml", "kop:\n", "kop:\n  logo: gambar/lambang.png\n")
    assert publish().exit_code == 0
    assert (PUBLISHED / "0" / "gambar" / "lambang.png").read_bytes() == logo.read_bytes()
    logo.unlink()
    edit(OFFICE / "kantor.yaml", "  logo: gambar/lambang.png\n", "")
    drawn = write_docx(lay_out(find_sop(Workspace.find(Path()), f"{SLUG}@0")))
    assert drawn == (PUBLISHED / "0" / f"{SLUG}.docx").read_bytes()


def test_line_ends_and_byte_order_mark_stay() -> None:
    SOP.write_bytes(b"\xef\xbb\xbf" + SOP.read_bytes().replace(b"\n", b"\r\n"))
    publish()
    assert revise().exit_code == 0
    data = SOP.read_bytes()
    assert data.startswith(b"\xef\xbb\xbf")
    assert data.count(b"\n") == data.count(b"\r\n")


def test_publishing_the_same_text_again_changes_nothing() -> None:
    publish()
    before = tree(Path())
    result = publish(day="2026-03-03")
    assert (result.exit_code, tree(Path())) == (0, before)
    assert "Tidak ada yang berubah sejak terbitan 0" in result.stderr


def test_files_that_are_missing_in_the_output_folder_are_put_back() -> None:
    publish()
    before = tree(Path())
    (OUT / f"{SLUG}.docx").unlink()
    result = publish()
    assert (result.exit_code, tree(Path())) == (0, before)
    assert "sudah dilengkapi" in result.stderr


def test_a_revision_is_a_draft_again_and_what_was_published_stays() -> None:
    publish()
    before = tree(PUBLISHED)
    text = SOP.read_text(encoding="utf-8")
    result = revise("--peraturan", "Peraturan A", "--peraturan", "Peraturan B: bagian 2", "--oleh", "Kasubbag")
    assert result.exit_code == 0, result.output
    sop = find_sop(Workspace.find(Path()), SLUG).sop
    assert (sop.status, sop.nomor_sop) == ("draft", "SOP/SEKR/01/Rev.01")
    assert (sop.revisi[-1].nomor, sop.revisi[-1].alasan) == ("01", "Peraturan baru")
    assert sop.revisi[-1].peraturan == ("Peraturan A", "Peraturan B: bagian 2")
    last = sop.riwayat_status[-1]
    assert (last.status, last.oleh, last.tanggal and last.tanggal.teks) == ("draft", "Kasubbag", "2 Februari 2026")
    assert [one and one.teks for one in (sop.tanggal_revisi, sop.tanggal_efektif)] == ["", ""]
    gone = [one for one in text.splitlines() if one not in SOP.read_text(encoding="utf-8").splitlines()]
    assert [one.partition(":")[0] for one in gone] == ["status", "nomor_sop", "tanggal_revisi", "tanggal_efektif"]
    assert tree(PUBLISHED) == before


def test_a_second_revision_waits_for_the_first() -> None:
    publish()
    revise()
    before = tree(Path())
    result = revise()
    assert (result.exit_code, tree(Path())) == (ExitCode.FINDINGS, before)
    assert 'revisi 01 contoh/pengelolaan-surat-masuk sudah dibuka ("Peraturan baru")' in result.stderr


def test_a_new_publication_supersedes_and_fills_in_its_dates() -> None:
    publish()
    revise()
    edit(SOP, "waktu: 10 menit", "waktu: 12 menit")
    before = tree(PUBLISHED / "0")
    result = publish(day="2026-02-20")
    assert result.exit_code == 0, result.output
    assert "menggantikan terbitan 0" in result.stderr
    assert tree(PUBLISHED / "0") == before
    space = Workspace.find(Path())
    sop = find_sop(space, f"{SLUG}@1").sop
    assert sop.revisi[-1].tanggal is not None
    assert sop.revisi[-1].tanggal.teks == "20 Februari 2026"
    assert sop.tanggal_revisi == sop.tanggal_efektif == sop.revisi[-1].tanggal
    assert [one.status for one in sop.riwayat_status] == ["disahkan", "draft", "disahkan"]
    assert "waktu: 10 menit" in (PUBLISHED / "0" / "sop.yaml").read_text(encoding="utf-8")
    old, new = find_sop(space, f"contoh/{SLUG}@0"), find_sop(space, SLUG)
    assert (old.address, old.office.kode) == (new.address, new.office.kode) == (f"contoh/{SLUG}", "contoh")
    assert old.sop != new.sop == sop
    status = run("status", SLUG).output
    assert "terbitan 0 (revisi 0), 5 Januari 2026: digantikan terbitan 1" in status
    assert "terbitan 1 (revisi 01), 20 Februari 2026: berlaku" in status


def test_dates_of_its_own_stay() -> None:
    publish()
    revise()
    edit(SOP, 'tanggal_efektif: ""', "tanggal_efektif: 1 Maret 2026")
    publish(day="2026-02-20")
    sop = find_sop(Workspace.find(Path()), SLUG).sop
    assert sop.tanggal_efektif is not None
    assert sop.tanggal_efektif.teks == "1 Maret 2026"


def test_errors_stop_it_with_their_places() -> None:
    edit(SOP, "disahkan_oleh: kadis\n", "")
    before = tree(Path())
    result = publish()
    assert (result.exit_code, tree(Path())) == (ExitCode.FINDINGS, before)
    assert "S01 galat: Disahkan oleh tidak ada" in result.stderr
    assert "belum dapat diterbitkan: ada 1 galat" in result.stderr


def test_a_change_without_a_revision_is_not_published() -> None:
    publish()
    edit(SOP, "waktu: 10 menit", "waktu: 12 menit")
    before = tree(Path())
    result = publish()
    assert (result.exit_code, tree(Path())) == (ExitCode.FINDINGS, before)
    assert "tidak ada revisi yang dibuka" in result.stderr
    edit(SOP, "waktu: 12 menit", "waktu: 10 menit # dahulu 8")
    assert "hanya komentar atau susunan berkas" in publish().stderr


def test_an_earlier_day_than_the_last_publication_is_refused() -> None:
    publish()
    assert "lebih awal daripada terbitan 0" in revise(day="2026-01-04").stderr
    revise()
    result = publish(day="2026-01-04")
    assert result.exit_code != 0
    assert "4 Januari 2026 lebih awal daripada terbitan 0 (5 Januari 2026)" in result.stderr


def test_a_trial_writes_nothing() -> None:
    before = tree(Path())
    assert publish("--dry-run").exit_code == 0
    assert tree(Path()) == before
    publish()
    before = tree(Path())
    assert revise("--dry-run").exit_code == 0
    assert run("status", SLUG, "dicabut", "--oleh", "Kadis", "--alasan", "x", "--dry-run").exit_code == 0
    assert tree(Path()) == before


def test_two_at_once_refuse() -> None:
    with lock.hold(OFFICE / ".doctool" / "kunci"):
        for done in (publish(), revise(), run("status", SLUG, "reviu", "--oleh", "Sekretaris")):
            assert done.exit_code == ExitCode.BUSY
    with lock.hold(Path("output/.doctool/kunci")):
        assert publish().exit_code == ExitCode.BUSY
    assert not PUBLISHED.exists()


def test_a_changed_file_in_the_output_folder_is_not_written_over() -> None:
    run("buat", SLUG, "--format", "html")
    (OUT / f"{SLUG}.html").write_text("catatan saya", encoding="utf-8")
    before = tree(Path())
    result = publish()
    assert result.exit_code != 0
    assert tree(Path()) == before
    assert "belum diterbitkan: di folder keluaran ada berkas yang diubah" in result.stderr
    assert publish("--timpa").exit_code == 0
    assert (OUT / f"{SLUG}.html").read_bytes() == (PUBLISHED / "0" / f"{SLUG}.html").read_bytes()


def test_without_libreoffice_it_says_what_to_do(monkeypatch: pytest.MonkeyPatch) -> None:
    monkeypatch.setattr("doctool.convert.libreoffice.find_soffice", lambda: None)
    result = run("terbitkan", SLUG, "--tanggal", "2026-01-05")
    assert result.exit_code == ExitCode.OUTSIDE_PROGRAM
    assert "--tanpa-pdf" in result.stderr
    assert not PUBLISHED.exists()


@needs_libreoffice
def test_the_pdf_is_published_and_steady() -> None:
    assert run("terbitkan", SLUG, "--tanggal", "2026-01-05").exit_code == 0
    first = (PUBLISHED / "0" / f"{SLUG}.pdf").read_bytes()
    assert (OUT / f"{SLUG}.pdf").read_bytes() == first
    assert verify(OUT / f"{SLUG}.pdf").exit_code == 0
    signed = Path("bertanda-tangan.pdf")
    signed.write_bytes(first + b"\n% tanda tangan\n")
    assert "ada tambahan sesudah byte aslinya" in verify(signed).output
    shutil.rmtree(PUBLISHED)
    shutil.copy(EXAMPLE / SOP, SOP)
    run("terbitkan", SLUG, "--tanggal", "2026-01-05")
    assert (PUBLISHED / "0" / f"{SLUG}.pdf").read_bytes() == first


def test_an_sop_in_force_on_paper_is_taken_in_first() -> None:
    edit(SOP, "status: draft", "status: disahkan")
    before = SOP.read_bytes()
    result = revise()
    assert result.exit_code == 0, result.output
    assert "disimpan sebagai terbitan 0, tanpa docx, pdf dan lembar lainnya" in result.stderr
    (record,) = editions(Workspace.find(Path()), Workspace.find(Path()).select([SLUG])[0])
    assert (record.luar, record.lembar, record.tanggal) == (True, (), "2024-02-01")
    assert (PUBLISHED / "0" / "sop.yaml").read_bytes() == before
    assert publish(day="2026-02-20").exit_code == 0
    assert "di luar doctool" in run("status", SLUG).output


def test_a_revision_on_paper_that_nobody_numbered_is_told() -> None:
    edit(SOP, 'tanggal_revisi: "-"', "tanggal_revisi: 1 Agustus 2023")
    text = SOP.read_text(encoding="utf-8")
    SOP.write_text(text[: text.index("\nrevisi:")] + "\n", encoding="utf-8")
    result = revise("--sudah-berlaku")
    assert result.exit_code == 0, result.output
    assert "tanggal revisi 1 Agustus 2023 tanpa riwayat" in result.stderr


def test_a_draft_that_is_in_force_on_paper_says_so_first() -> None:
    refused = revise()
    assert refused.exit_code == ExitCode.FINDINGS
    assert "--sudah-berlaku" in refused.stderr
    assert revise("--sudah-berlaku").exit_code == 0
    assert find_sop(Workspace.find(Path()), f"{SLUG}@0").sop.status == "disahkan"


def test_statuses_follow_each_other() -> None:
    def to(status: str, *more: str) -> Result:
        return run("status", SLUG, status, "--oleh", "Sekretaris", "--tanggal", "2026-01-03", *more)

    assert to("reviu").exit_code == 0
    assert "sudah berstatus reviu" in to("reviu").stderr
    assert "belum pernah disahkan" in to("dicabut", "--alasan", "x").stderr
    assert "hanya diberikan dengan menerbitkan" in to("disahkan").stderr
    assert run("status", SLUG, "draft").exit_code == ExitCode.USAGE
    publish()
    assert "doctool sop revisi" in to("draft").stderr
    assert "tanpa alasan" in to("dicabut").stderr
    assert "lebih awal" in to("dicabut", "--alasan", "Dialihkan").stderr
    gone = run("status", SLUG, "dicabut", "--oleh", "Kadis", "--alasan", "Dialihkan", "--tanggal", "2026-04-01")
    assert gone.exit_code == 0
    assert "terbitan 0 (revisi 0), 5 Januari 2026: dicabut" in gone.output
    assert "1 April 2026: dicabut oleh Kadis (Dialihkan)" in gone.output
    assert "sudah dicabut sejak 1 April 2026" in verify(OUT / f"{SLUG}.docx").output
    assert publish().exit_code == ExitCode.FINDINGS
    assert revise(day="2026-05-01").exit_code == 0


def test_a_file_is_told_for_what_it_is() -> None:
    publish()
    old = Path("lama.docx")
    shutil.copy(OUT / f"{SLUG}.docx", old)
    assert verify(old).exit_code == 0
    revise()
    edit(SOP, "waktu: 10 menit", "waktu: 12 menit")
    run("buat", SLUG, "--format", "docx")
    draft = verify(OUT / f"{SLUG}.docx")
    assert draft.exit_code == ExitCode.FINDINGS
    assert "menyebut dirinya draf" in draft.output
    publish(day="2026-02-20")
    found = verify(old)
    assert found.exit_code == ExitCode.FINDINGS
    assert "sama persis dengan terbitan 0" in found.output
    assert "sudah digantikan sejak 20 Februari 2026 oleh terbitan 1 (revisi 01)" in found.output
    for kind in ("docx", "xlsx", "html", "hal-2.svg"):
        result = verify(OUT / f"{SLUG}.{kind}")
        assert (result.exit_code, "terbitan 1" in result.output) == (0, True), kind


def changed(source: Path, target: Path, part: str, old: bytes, new: bytes) -> None:
    """`source` with `old` once replaced in a part of it, as somebody would who edits it."""
    with zipfile.ZipFile(source) as archive, zipfile.ZipFile(target, "w") as other:
        for info in archive.infolist():
            data = archive.read(info)
            if info.filename == part:
                assert old in data
                data = data.replace(old, new, 1)
            other.writestr(info, data)


def test_a_changed_file_is_told_with_what_differs() -> None:
    publish()
    target = Path("ubah.docx")
    changed(OUT / f"{SLUG}.docx", target, "word/document.xml", b"10 menit", b"45 menit")
    result = verify(target)
    assert result.exit_code == ExitCode.FINDINGS
    assert "bukan terbitan; paling mirip dengan terbitan 0" in result.output
    assert "- 10 menit" in result.output
    assert "+ 45 menit" in result.output
    page = Path("ubah.html")
    text = (OUT / f"{SLUG}.html").read_text(encoding="utf-8")
    page.write_text(text.replace("10 menit", "46 menit", 1), encoding="utf-8")
    assert "46 menit" in verify(page).output
    data = json.loads(run("terbitkan", "--verifikasi", str(target), "--json").output)
    assert (data["hasil"], data["terbitan"], data["banyak"]) == ("diubah", f"contoh/{SLUG}@0", 2)


def test_another_document_is_none_of_them() -> None:
    publish()
    other = Path("lain.svg")
    other.write_text('<svg xmlns="http://www.w3.org/2000/svg"><text>Resep rendang</text></svg>', encoding="utf-8")
    assert "bukan terbitan SOP mana pun" in verify(other).output
    Path("rusak.docx").write_bytes(b"PK\x03\x04" + b"x" * 100)
    Path("teks.pdf").write_bytes(b"halo")
    for name in ("rusak.docx", "teks.pdf", "tidak-ada.pdf"):
        result = verify(name)
        assert result.exit_code == ExitCode.USAGE, name
        assert result.stderr.startswith("Galat: ")


@needs_libreoffice
@pytest.mark.parametrize("kind", ["docx", "xlsx"])
def test_a_file_that_another_program_saved_has_the_same_text(kind: str, tmp_path: Path) -> None:
    publish()
    folder = tmp_path / "simpan"
    folder.mkdir()
    (saved,) = resave([OUT / f"{SLUG}.{kind}"], folder)
    result = verify(saved)
    assert result.exit_code == ExitCode.FINDINGS
    assert "bukan berkas aslinya, tetapi isinya sama dengan terbitan 0" in result.output


def test_published_texts_that_were_changed_are_refused() -> None:
    publish()
    edit(PUBLISHED / "0" / "sop.yaml", "waktu: 10 menit", "waktu: 11 menit")
    with pytest.raises(ContentError, match="sudah diubah sejak diterbitkan"):
        find_sop(Workspace.find(Path()), f"{SLUG}@0")
    assert revise().exit_code == ExitCode.FINDINGS


def test_the_status_names_published_files_that_were_changed() -> None:
    publish()
    assert run("status", SLUG).exit_code == 0
    (PUBLISHED / "0" / f"{SLUG}.html").write_text("lain", encoding="utf-8")
    (PUBLISHED / "0" / f"{SLUG}.docx").unlink()
    result = run("status", SLUG)
    assert result.exit_code == ExitCode.FINDINGS
    assert f"berkas terbitan 0 diubah atau hilang sejak diterbitkan: {SLUG}.docx, {SLUG}.html" in result.stderr


def test_addresses_that_name_nothing_are_told() -> None:
    space = Workspace.find(Path())
    with pytest.raises(DoctoolError, match="belum pernah diterbitkan"):
        find_sop(space, f"{SLUG}@0")
    publish()
    with pytest.raises(DoctoolError, match="tidak ada terbitan") as caught:
        find_sop(space, f"{SLUG}@7")
    assert "@0" in (caught.value.hint or "")
    assert find_sop(space, str(PUBLISHED / "0" / "sop.yaml")).address == f"contoh/{SLUG}"
    assert find_sop(space, str(SOP)).sop == find_sop(space, f"{SLUG}@0").sop


def test_a_copied_or_missing_folder_is_noticed() -> None:
    publish()
    space = Workspace.find(Path())
    entry = space.select([SLUG])[0]
    shutil.copytree(PUBLISHED / "0", PUBLISHED / "1")
    with pytest.raises(ContentError, match="adalah milik"):
        editions(space, entry)
    (PUBLISHED / "0").rename(PUBLISHED / "2")
    with pytest.raises(ContentError, match="terbitan 0 tidak ada"):
        editions(space, entry)


def test_checking_the_office_leaves_published_texts_alone() -> None:
    publish()
    result = CliRunner().invoke(cli, ["periksa", str(OFFICE)], prog_name="doctool")
    assert "dalam 2 berkas" in result.output


def test_a_place_that_is_taken_is_never_written_over() -> None:
    publish()
    space = Workspace.find(Path())
    (record,) = editions(space, space.select([SLUG])[0])
    before = tree(PUBLISHED)
    with pytest.raises(DoctoolError, match="sudah ada"):
        put(space, record, {"sop.yaml": b"lain"})
    assert tree(PUBLISHED) == before


@needs_libreoffice
def test_a_pdf_that_is_built_again_is_still_the_published_one() -> None:
    run("terbitkan", SLUG, "--tanggal", "2026-01-05")
    before = tree(OUT)
    assert run("buat", SLUG, "--format", "docx,pdf").exit_code == 0
    assert tree(OUT) == before


@needs_libreoffice
def test_a_pdf_where_none_was_published_is_not_judged_by_its_words() -> None:
    publish()
    run("buat", SLUG, "--format", "pdf")
    result = verify(OUT / f"{SLUG}.pdf")
    assert result.exit_code == ExitCode.FINDINGS
    assert "jenis berkas ini tidak ada dalam terbitan itu" in result.output
