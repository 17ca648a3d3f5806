"""The file: waiting, daily copies, copies of the workspace, damage, and what is told of each."""

from __future__ import annotations

import shutil
import sqlite3
import stat
import sys
from contextlib import closing
from datetime import date, timedelta
from pathlib import Path

import pytest

from doctool.errors import BusyError, DoctoolError, ExitCode, WriteError
from doctool.register import incoming, outgoing, place, schema
from doctool.register.audit import audit
from doctool.register.backup import backups, day_of, is_sound
from doctool.register.database import DamagedError, Register
from doctool.register.place import CopiedError, Place
from doctool.register.restore import restore
from tests.register.books import DAY, RULES, book, letter, take_many


def file(folder: Path) -> Path:
    return folder / "data" / "k" / "agenda.sqlite"


def take(folder: Path, today: date = DAY, keep: int = 30) -> str:
    with book(folder, today, keep=keep) as register:
        return outgoing.take(register, RULES, letter()).nomor


def running(folder: Path) -> list[int]:
    with book(folder) as register:
        assert audit(register) == []
        return [line.urut for line in outgoing.lines(register)]


def test_the_journal_works_on_network_folders(tmp_path: Path) -> None:
    take(tmp_path)
    with closing(sqlite3.connect(file(tmp_path))) as db:
        assert db.execute("PRAGMA journal_mode").fetchone()[0] != "wal"
    with book(tmp_path) as register, register.read() as connection:
        assert connection.execute("PRAGMA synchronous").fetchone()[0] == 2  # FULL


def test_who_waits_too_long_is_told(tmp_path: Path) -> None:
    take(tmp_path)
    with closing(sqlite3.connect(file(tmp_path), isolation_level=None)) as other:
        other.execute("BEGIN IMMEDIATE")
        with Register(file(tmp_path), today=DAY, busy_s=0.05) as register:
            assert [line.urut for line in outgoing.lines(register)] == [1]  # reading goes on
            with pytest.raises(BusyError, match="sedang dipakai proses lain") as caught:
                outgoing.take(register, RULES, letter())
        other.execute("ROLLBACK")
    assert caught.value.exit_code == ExitCode.BUSY
    assert take(tmp_path) == "400.12/002/D19/2024"


def test_a_change_that_fails_leaves_nothing(tmp_path: Path) -> None:
    take(tmp_path)

    def fail(register: Register) -> None:
        with register.change("gagal") as db:
            db.execute("UPDATE deret SET berikut = 99")
            raise ZeroDivisionError

    with book(tmp_path) as register:
        with pytest.raises(ZeroDivisionError):
            fail(register)
        assert outgoing.take(register, RULES, letter()).urut == 2


def test_the_first_change_of_a_day_leaves_a_copy(tmp_path: Path) -> None:
    for offset in (0, 0, 1, 1, 1, 3):
        take(tmp_path, DAY + timedelta(days=offset))
    copies = backups(file(tmp_path).parent)
    assert [day_of(copy) for copy in copies] == [DAY, DAY + timedelta(days=1), DAY + timedelta(days=3)]
    assert all(is_sound(copy) for copy in copies)
    counts = []
    for copy in copies:
        with closing(sqlite3.connect(copy)) as db:
            counts.append(db.execute("SELECT count(*) FROM keluar").fetchone()[0])
    assert counts == [1, 2, 5]  # as the book was before; on its very first day after its first number


def test_what_a_killed_copy_left_is_swept(tmp_path: Path) -> None:
    take(tmp_path)
    left = file(tmp_path).parent / "cadangan" / ".agenda-2024-07-14.sqlite.99.part"
    left.parent.mkdir()
    left.write_bytes(b"half")
    take(tmp_path)
    assert [path.name for path in left.parent.iterdir()] == ["agenda-2024-07-15.sqlite"]


def test_a_full_disk_is_told_and_loses_nothing(tmp_path: Path) -> None:
    take(tmp_path)
    with book(tmp_path) as register:
        outgoing.take(register, RULES, letter())
        pages = register._connect().execute("PRAGMA page_count").fetchone()[0]
        register._connect().execute(f"PRAGMA max_page_count = {pages}")
        with pytest.raises(WriteError, match="disk penuh"):
            take_many(register, [letter(hal="x" * 5000)] * 50)
        register._connect().execute("PRAGMA max_page_count = 1000000")
        assert outgoing.take(register, RULES, letter()).urut == 3
    assert running(tmp_path) == [1, 2, 3]


def test_only_the_newest_copies_are_kept(tmp_path: Path) -> None:
    for offset in range(6):
        take(tmp_path, DAY + timedelta(days=offset), keep=3)
    days = [day_of(copy) for copy in backups(file(tmp_path).parent)]
    assert days == [DAY + timedelta(days=offset) for offset in (3, 4, 5)]


def test_a_copied_workspace_gives_no_numbers(tmp_path: Path) -> None:
    take(tmp_path / "asli")
    shutil.copytree(tmp_path / "asli", tmp_path / "salinan")
    with pytest.raises(CopiedError, match="adalah salinan: buku aslinya masih ada di") as caught:
        take(tmp_path / "salinan")
    assert str(tmp_path / "asli") in caught.value.message
    with book(tmp_path / "salinan") as register:
        register.accept_place = True
        with pytest.raises(CopiedError):
            outgoing.take(register, RULES, letter())
        assert [line.urut for line in outgoing.lines(register)] == [1]  # reading is free
    assert take(tmp_path / "asli") == "400.12/002/D19/2024"


def test_a_moved_workspace_is_accepted_once(tmp_path: Path) -> None:
    take(tmp_path / "lama")
    (tmp_path / "lama").rename(tmp_path / "baru")
    with pytest.raises(CopiedError, match=r'dipindah atau berganti nama: dahulu ".*lama/data/k"') as caught:
        take(tmp_path / "baru")
    assert "jalankan sekali: doctool surat nomor tempat --terima --kantor k;" in (caught.value.hint or "")
    with book(tmp_path / "baru") as register:
        register.accept_place = True
        with register.change("terima tempat"):
            pass
    assert take(tmp_path / "baru") == "400.12/002/D19/2024"


def test_a_second_computer_on_the_network_is_asked_once(tmp_path: Path, monkeypatch: pytest.MonkeyPatch) -> None:
    take(tmp_path)
    monkeypatch.setattr(place, "here", lambda _folder: Place("pc-umum", "//server/arsip/data/k"))
    with pytest.raises(CopiedError, match="komputer pc-umum belum pernah memakai buku agenda di folder jaringan ini"):
        take(tmp_path)
    with book(tmp_path) as register:
        register.accept_place = True
        assert outgoing.take(register, RULES, letter()).urut == 2
    assert take(tmp_path) == "400.12/003/D19/2024"
    monkeypatch.undo()
    assert take(tmp_path) == "400.12/004/D19/2024"


@pytest.mark.parametrize(("folder", "words"), [("C:/kerja/data/k", False), ("", True)])
def test_a_copy_on_another_computer_is_told_as_one(
    tmp_path: Path, monkeypatch: pytest.MonkeyPatch, folder: str, words: bool
) -> None:
    take(tmp_path)
    own = str(tmp_path / "data" / "k")
    usual = place.here(tmp_path).mesin
    monkeypatch.setattr(place, "here", lambda _folder: Place("laptop-andi", folder or own))
    monkeypatch.setattr(place, "MOUNTS", tmp_path / "tiada")
    with pytest.raises(CopiedError) as caught:
        take(tmp_path)
    assert caught.value.message.startswith("buku agenda ini agaknya salinan dari komputer lain")
    assert f'"{own}" di komputer {usual}' in caught.value.message
    assert f"bila di {usual} masih diambil nomor, jangan ambil nomor di sini" in (caught.value.hint or "")
    assert (caught.value.hint or "").endswith("jalankan sekali: doctool surat nomor tempat --terima --kantor k")
    assert ("berganti nama" in (caught.value.hint or "")) is words


def test_folders_of_the_network_are_known(tmp_path: Path, monkeypatch: pytest.MonkeyPatch) -> None:
    mounts = tmp_path / "mounts"
    mounts.write_text(
        "/dev/sda1 / ext4 rw 0 0\n//server/arsip /mnt/arsip\\040kita cifs rw 0 0\n"
        "/dev/sdb /mnt/arsip\\040kita/x ext4 rw 0 0\n",
        encoding="utf-8",
    )
    monkeypatch.setattr(place, "MOUNTS", mounts)
    assert place.is_shared("/mnt/arsip kita/kerja/data/k")
    assert place.is_shared("\\\\server\\arsip\\data\\k")
    assert not place.is_shared("/mnt/arsip kita/x/data/k")
    assert not place.is_shared("/home/andi/kerja/data/k")


def test_folders_of_cloud_programs_are_known(tmp_path: Path) -> None:
    assert place.is_synced(tmp_path / "OneDrive - Dinas" / "arsip")
    assert not place.is_synced(tmp_path / "arsip")


def test_a_cut_file_is_detected_wherever_it_is_cut(tmp_path: Path) -> None:
    """A register file cut at 20 places is detected, the copy restored, and no number given twice."""
    whole = tmp_path / "utuh"
    take(whole, DAY - timedelta(days=1))
    with book(whole) as register:
        take_many(register, [letter(hal="x" * 300)] * 60)
    data = file(whole).read_bytes()
    assert len(data) > 40_000
    for part in range(20):
        folder = tmp_path / f"potong-{part}"
        shutil.copytree(whole, folder)
        place_of_cut = len(data) * part // 20 + (part % 3) * 7
        file(folder).write_bytes(data[:place_of_cut])
        with pytest.raises(DamagedError, match="tidak ada nomor yang diambil") as caught:
            take(folder)
        assert "pulihkan" in (caught.value.hint or "")
        assert file(folder).read_bytes() == data[:place_of_cut]
        with pytest.raises(DamagedError), book(folder) as register:
            audit(register)


@pytest.mark.parametrize("how", ["cut", "empty", "gone", "garbage"])
def test_a_damaged_book_is_restored_and_waits_for_its_next_number(tmp_path: Path, how: str) -> None:
    take(tmp_path, DAY - timedelta(days=1))
    take(tmp_path)
    take(tmp_path)  # today's copy knows number 1 only
    data = file(tmp_path).read_bytes()
    if how == "gone":
        file(tmp_path).unlink()
    else:
        file(tmp_path).write_bytes({"cut": data[: len(data) // 2], "empty": b"", "garbage": b"x" * len(data)}[how])
    with pytest.raises(DamagedError):
        take(tmp_path)
    with book(tmp_path) as register:
        made = restore(register)
    assert made.day == DAY
    assert (made.aside is None) == (how == "gone")
    with pytest.raises(DoctoolError, match="nomor terakhir deret umum tahun 2024 belum dipastikan") as caught:
        take(tmp_path)
    assert "doctool surat nomor mulai" in (caught.value.hint or "")
    with book(tmp_path) as register:
        with pytest.raises(DoctoolError, match="belum dipastikan"):  # a series that the copy does not know
            outgoing.take(register, RULES, letter(1, month=1, year=2025))
        assert audit(register) == [
            "deret umum tahun 2024: nomor berikutnya belum dipastikan sesudah pemulihan",
        ]
        outgoing.start(register, RULES, 4, year=2024)
    assert take(tmp_path) == "400.12/004/D19/2024"
    assert running(tmp_path) == [1, 4]


def test_a_sound_book_is_not_restored(tmp_path: Path) -> None:
    take(tmp_path)
    with book(tmp_path) as register, pytest.raises(DoctoolError, match="utuh, jadi tidak perlu dipulihkan"):
        restore(register)


def test_a_damaged_copy_is_passed_over_and_told(tmp_path: Path) -> None:
    for offset in range(3):
        take(tmp_path, DAY + timedelta(days=offset))
    newest = backups(file(tmp_path).parent)[-1]
    newest.write_bytes(newest.read_bytes()[:5000])
    with book(tmp_path) as register:
        assert audit(register) == [f'cadangan "{newest.name}" rusak']
    file(tmp_path).write_bytes(b"x" * 100)
    with book(tmp_path) as register:
        assert restore(register).day == DAY + timedelta(days=1)


def test_without_a_sound_copy_it_is_told(tmp_path: Path) -> None:
    take(tmp_path)
    file(tmp_path).write_bytes(b"x" * 100)
    with book(tmp_path) as register, pytest.raises(DoctoolError, match="tidak ada cadangan yang utuh"):
        restore(register)


def test_a_fault_inside_the_file_is_found_before_the_days_copy(tmp_path: Path) -> None:
    with book(tmp_path) as register:
        take_many(register, [letter(hal="x" * 300)] * 200)
    take(tmp_path)
    data = bytearray(file(tmp_path).read_bytes())
    data[len(data) // 2 : len(data) // 2 + 4096] = bytes(4096)
    file(tmp_path).write_bytes(data)
    with pytest.raises(DamagedError):
        take(tmp_path, DAY + timedelta(days=1))
    assert [day_of(copy) for copy in backups(file(tmp_path).parent)] == [DAY]


def test_a_gap_that_nobody_explains_is_told(tmp_path: Path) -> None:
    for _ in range(3):
        take(tmp_path)
    with book(tmp_path) as register:
        with register.change("usil") as db:
            db.execute("DELETE FROM keluar WHERE urut = 2")
            db.execute("UPDATE keluar SET tanggal = '2024-07-01' WHERE urut = 3")
        gap, turned = audit(register)
    assert gap == "deret umum tahun 2024: nomor urut 2 tidak ada di buku dan tidak dijelaskan"
    assert "tanggal 400.12/003/D19/2024 (2024-07-01) mendahului 400.12/001/D19/2024 (2024-07-15)" in turned


def test_another_copy_beside_the_book_is_told(tmp_path: Path) -> None:
    take(tmp_path)
    shutil.copy(file(tmp_path), file(tmp_path).with_name("agenda (1).sqlite"))
    with book(tmp_path) as register:
        assert ['berkas lain "agenda (1).sqlite"' in fault for fault in audit(register)] == [True]


def test_another_programs_file_is_left_alone(tmp_path: Path) -> None:
    file(tmp_path).parent.mkdir(parents=True)
    with closing(sqlite3.connect(file(tmp_path))) as db:
        db.execute("CREATE TABLE lain (a)")
        db.commit()
    with pytest.raises(DoctoolError, match="bukan buku agenda doctool"):
        take(tmp_path)


def test_a_newer_book_is_left_alone(tmp_path: Path) -> None:
    take(tmp_path)
    with closing(sqlite3.connect(file(tmp_path))) as db:
        db.execute(f"PRAGMA user_version = {schema.VERSION + 1}")
    with pytest.raises(DoctoolError, match="doctool yang lebih baru"):
        take(tmp_path)


def test_an_older_book_is_brought_up_to_date(tmp_path: Path, monkeypatch: pytest.MonkeyPatch) -> None:
    take(tmp_path)
    more = (*schema.MIGRATIONS, ("ALTER TABLE keluar ADD COLUMN arsip TEXT NOT NULL DEFAULT ''",))
    monkeypatch.setattr(schema, "MIGRATIONS", more)
    monkeypatch.setattr(schema, "VERSION", len(more))
    assert take(tmp_path, DAY + timedelta(days=1)) == "400.12/002/D19/2024"
    with closing(sqlite3.connect(file(tmp_path))) as db:
        assert db.execute("SELECT count(arsip) FROM keluar").fetchone()[0] == 2
        assert db.execute("PRAGMA user_version").fetchone()[0] == len(more)


def test_an_older_book_can_be_read_without_changing_it(tmp_path: Path) -> None:
    take(tmp_path)
    path = file(tmp_path)
    with closing(sqlite3.connect(path)) as db:
        db.execute("ALTER TABLE masuk DROP COLUMN batal")
        db.execute("DROP INDEX keluar_tanggal")
        db.execute("CREATE INDEX keluar_hari ON keluar (deret, tahun, tanggal_urut)")
        db.execute("INSERT INTO masuk VALUES (1, 2024, 7, '2024-07-15', 'Camat', '', NULL, '', '', '', '', '')")
        db.execute("PRAGMA user_version = 1")
        db.commit()
    before = path.read_bytes()
    with book(tmp_path) as register:
        assert [(line.agenda, line.keadaan) for line in incoming.letters(register)] == [(7, "baru")]
        assert [line.urut for line in outgoing.lines(register)] == [1]
    assert path.read_bytes() == before


def test_a_book_that_is_not_there_is_told(tmp_path: Path) -> None:
    with book(tmp_path) as register, pytest.raises(DoctoolError, match="belum ada buku agenda"):
        outgoing.lines(register)
    assert not (tmp_path / "data").exists()


@pytest.mark.skipif(sys.platform == "win32", reason="permissions of POSIX")
def test_a_folder_without_permission_is_told(tmp_path: Path) -> None:
    import os

    if os.geteuid() == 0:
        pytest.skip("root may write everywhere")
    tmp_path.chmod(stat.S_IRUSR | stat.S_IXUSR)
    with pytest.raises(WriteError, match="Anda tidak berhak"):
        take(tmp_path)


def test_a_folder_that_is_a_file_is_told(tmp_path: Path) -> None:
    (tmp_path / "data").write_text("", encoding="utf-8")
    with pytest.raises(WriteError, match="tidak dapat dibuat"):
        take(tmp_path)
