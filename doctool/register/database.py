"""The file of the register: transactions that survive a kill at any moment, on local and network folders.

SQLite with a rollback journal (write-ahead logging does not work on network folders), every change in a
BEGIN IMMEDIATE transaction: whoever waits, waits; whoever is killed has changed nothing or all. `synchronous`
FULL with a truncated journal also brings a commit through a power cut before the number is told to anyone.

Never open the file with open(): closing it would drop this process's POSIX locks on it.
"""

from __future__ import annotations

import contextlib
import os
import random
import sqlite3
import time
import uuid
from collections.abc import Iterator
from datetime import UTC, date, datetime
from pathlib import Path

from doctool.errors import BusyError, ContentError, DoctoolError, WriteError, system_reason
from doctool.register import backup, place, schema

FILE_NAME = "agenda.sqlite"
#: Seconds to wait for another process; a change takes some hundredths of a second, twenty clerks a few tenths.
BUSY_S = 30.0
#: How many days' copies are kept, unless the office says otherwise.
KEEP_BACKUPS = 30

#: Between two questions for the right to write, in seconds.
_PAUSE_S = (0.001, 0.005)

_LIMITS = {
    sqlite3.SQLITE_FULL: "disk penuh",
    sqlite3.SQLITE_READONLY: "berkas atau foldernya hanya dapat dibaca",
    sqlite3.SQLITE_CANTOPEN: "tidak dapat dibuka; periksa hak akses foldernya",
    sqlite3.SQLITE_PERM: "Anda tidak berhak",
    sqlite3.SQLITE_IOERR: "disk atau jaringan bermasalah",
}


class DamagedError(ContentError):
    """The book is damaged, or gone while its copies are there."""


class Register:
    """The book in `file`, used on the day `today`.

    Use as a context manager, one per process and thread. `trial` changes nothing: every change is undone.
    """

    def __init__(
        self, file: Path, *, today: date, keep: int = KEEP_BACKUPS, trial: bool = False, busy_s: float = BUSY_S
    ) -> None:
        self.file = file
        self.today = today
        self.keep = keep
        self.trial = trial
        self.busy_s = busy_s
        self.accept_place = False
        self._connection: sqlite3.Connection | None = None

    @classmethod
    def of(cls, root: Path, kantor: str, *, today: date, keep: int = KEEP_BACKUPS, trial: bool = False) -> Register:
        """The book of an office in the workspace `root`: data/<kantor>/agenda.sqlite."""
        return cls(root / "data" / kantor / FILE_NAME, today=today, keep=keep, trial=trial)

    def __enter__(self) -> Register:
        return self

    def __exit__(self, *_: object) -> None:
        if self._connection is not None:
            self._connection.close()
            self._connection = None

    @property
    def exists(self) -> bool:
        """Whether the book has been begun."""
        return self.file.exists() or bool(backup.backups(self.file.parent))

    @contextlib.contextmanager
    def change(self, deed: str, detail: str = "") -> Iterator[sqlite3.Connection]:
        """One transaction: all that the block does is kept, or nothing (also when it raises, or in a trial).

        `deed` and `detail` go into the log. Raises BusyError, WriteError, DamagedError, CopiedError.
        """
        with self._told():
            connection = self._connect()
            self._begin_change(connection)
            try:
                self._prepare(connection)
                yield connection
                self.log(connection, deed, detail)
                connection.execute("ROLLBACK" if self.trial else "COMMIT")
            finally:
                if connection.in_transaction:
                    connection.execute("ROLLBACK")

    @contextlib.contextmanager
    def read(self) -> Iterator[sqlite3.Connection]:
        """The book at one moment, from any place. Raises BusyError, DamagedError; DoctoolError if there is none."""
        if not self.exists:
            raise DoctoolError(
                f'belum ada buku agenda di "{self.file.parent}"',
                "bukunya dimulai dengan: doctool surat nomor ambil, doctool surat nomor mulai, atau "
                "doctool surat masuk catat",
            )
        self._refuse_lost()
        with self._told():
            connection = self._connect()
            connection.execute("BEGIN")
            try:
                connection.execute("SELECT count(*) FROM sqlite_master").fetchone()  # takes the lock
                self._check_file(connection)
                self._refuse_foreign(connection)
                if schema.version(connection) == schema.VERSION:
                    yield connection
                else:
                    with contextlib.closing(_brought_up_to_date(connection)) as copy:
                        yield copy
            finally:
                connection.execute("ROLLBACK")

    def faults(self) -> list[str]:
        """What SQLite finds wrong in the file; none in a sound one. Raises DamagedError if it cannot even be read."""
        with self.read() as connection:
            found = [str(row[0]) for row in connection.execute("PRAGMA integrity_check(20)")]
        return [] if found == ["ok"] else found

    def _connect(self) -> sqlite3.Connection:
        if self._connection is None:
            self._connection = sqlite3.connect(self._target(), timeout=self.busy_s, isolation_level=None)
            self._connection.row_factory = sqlite3.Row
            self._connection.execute("PRAGMA foreign_keys = ON")
            self._connection.execute("PRAGMA synchronous = FULL")
            self._connection.execute("PRAGMA journal_mode = TRUNCATE")
        return self._connection

    def _begin_change(self, connection: sqlite3.Connection) -> None:
        """BEGIN IMMEDIATE, asking every few milliseconds: SQLite's own waiting sleeps ten times longer than a change
        takes, so that of sixteen waiting processes none works most of the time."""
        end = time.monotonic() + self.busy_s
        connection.execute("PRAGMA busy_timeout = 0")
        while True:
            try:
                connection.execute("BEGIN IMMEDIATE")
                break
            except sqlite3.OperationalError as error:
                if error.sqlite_errorcode & 0xFF != sqlite3.SQLITE_BUSY or time.monotonic() > end:
                    raise
                time.sleep(random.uniform(*_PAUSE_S))  # noqa: S311 - so that two who wait do not ask in step
        connection.execute(f"PRAGMA busy_timeout = {round(self.busy_s * 1000):d}")

    def _target(self) -> str:
        if self.trial and not self.exists:
            return ":memory:"
        self._refuse_lost()
        try:
            self.file.parent.mkdir(parents=True, exist_ok=True)
        except OSError as error:
            raise WriteError(
                f'folder "{self.file.parent}" tidak dapat dibuat: {system_reason(error)}', "periksa hak akses foldernya"
            ) from error
        return str(self.file)

    def _refuse_lost(self) -> None:
        """DamagedError where copies show that there was a book, and it is gone or empty."""
        copies = backup.backups(self.file.parent)
        if copies and (not self.file.exists() or not self.file.stat().st_size):
            raise self._damaged("hilang atau kosong, padahal cadangannya ada")

    def _prepare(self, connection: sqlite3.Connection) -> None:
        """Inside a fresh write transaction: the right file, its tables, the place, the day's copy."""
        self._refuse_foreign(connection)
        found = schema.version(connection)
        if found == 0:
            self._begin(connection)
        else:
            self._check_file(connection)
        on_disk = bool(connection.execute("PRAGMA database_list").fetchone()[2])
        new_place = on_disk and place.is_new(connection, self.file, accept=self.accept_place)
        if on_disk and found and not self.trial:
            self._keep_daily(connection)
        if new_place:
            place.add(connection, self.file.parent, self.today)
        if found < schema.VERSION:
            schema.migrate(connection)

    def _begin(self, connection: sqlite3.Connection) -> None:
        schema.migrate(connection)
        connection.execute("INSERT INTO identitas VALUES ('buku', ?)", (uuid.uuid4().hex,))

    def _refuse_foreign(self, connection: sqlite3.Connection) -> None:
        """DoctoolError for a file of another program, or of a doctool that knows more."""
        if schema.is_foreign(connection):
            raise DoctoolError(f'"{self.file}" bukan buku agenda doctool', "pindahkan berkas itu dari folder ini")
        if schema.version(connection) > schema.VERSION:
            raise DoctoolError(
                f'"{self.file}" dibuat oleh doctool yang lebih baru', "perbarui doctool di komputer ini"
            )

    def _check_file(self, connection: sqlite3.Connection) -> None:
        """The file is as long as it says: SQLite itself misses a cut inside the last page."""
        pages = connection.execute("PRAGMA page_count").fetchone()[0]
        size = connection.execute("PRAGMA page_size").fetchone()[0]
        on_disk = connection.execute("PRAGMA database_list").fetchone()[2]
        if on_disk and os.stat(self.file).st_size < pages * size:
            raise self._damaged("terpotong")

    def _keep_daily(self, connection: sqlite3.Connection) -> None:
        target = self.file.parent / backup.BACKUP_FOLDER / f"agenda-{self.today.isoformat()}.sqlite"
        if target.exists():
            return
        fault = connection.execute("PRAGMA quick_check(1)").fetchone()[0]
        if fault != "ok":
            raise self._damaged("rusak di dalamnya")
        backup.keep_daily(self.file, self.today, self.keep)

    def log(self, connection: sqlite3.Connection, deed: str, detail: str) -> None:
        """Write a line of the log, inside of a change; each change writes its own besides."""
        now = datetime.now(UTC).isoformat(timespec="seconds")
        machine = place.here(self.file.parent).mesin
        connection.execute(
            "INSERT INTO riwayat (waktu, mesin, perbuatan, rincian) VALUES (?, ?, ?, ?)", (now, machine, deed, detail)
        )

    def _damaged(self, how: str) -> DamagedError:
        return DamagedError(
            f'buku agenda "{self.file}" {how}; tidak ada nomor yang diambil',
            hint="pulihkan dari cadangan terakhir dengan: doctool surat nomor pulihkan",
        )

    @contextlib.contextmanager
    def _told(self) -> Iterator[None]:
        """SQLite's errors of the file and the machine in Bahasa Indonesia; others are bugs and pass."""
        try:
            yield
        except sqlite3.Error as error:
            code = getattr(error, "sqlite_errorcode", 0) & 0xFF
            if code in {sqlite3.SQLITE_BUSY, sqlite3.SQLITE_LOCKED}:
                raise BusyError(
                    f'buku agenda "{self.file}" sedang dipakai proses lain lebih dari {self.busy_s:.0f} detik',
                    "ulangi sebentar lagi; bila terus begitu, tutup program yang membuka berkas itu",
                ) from error
            if code in {sqlite3.SQLITE_CORRUPT, sqlite3.SQLITE_NOTADB}:
                raise self._damaged("rusak") from error
            if code in _LIMITS:
                raise WriteError(
                    f'buku agenda "{self.file}" tidak dapat ditulis: {_LIMITS[code]}', "perbaiki itu lalu ulangi"
                ) from error
            raise


def _brought_up_to_date(connection: sqlite3.Connection) -> sqlite3.Connection:
    """An older book as a current one in memory, so that whoever may not change it can read it."""
    copy = sqlite3.connect(":memory:", isolation_level=None)
    copy.row_factory = sqlite3.Row
    connection.backup(copy)
    schema.migrate(copy)
    return copy
