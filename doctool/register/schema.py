"""The tables of agenda.sqlite, and how an older file becomes a current one.

`keluar` and `masuk` are the books; `deret` holds the next number of every series and year; `loncatan` explains
running numbers that no line of the book has; `tempat` lists from where the book is used; `riwayat` is the log.
Days are text (2024-07-15), so that any SQLite tool shows them.
"""

from __future__ import annotations

import sqlite3

#: PRAGMA application_id: "dcta".
APPLICATION_ID = 0x64637461

_FIRST = (
    "CREATE TABLE identitas (nama TEXT PRIMARY KEY, isi TEXT NOT NULL)",
    "CREATE TABLE tempat (mesin TEXT NOT NULL, folder TEXT NOT NULL, sejak TEXT NOT NULL, PRIMARY KEY (mesin, folder))",
    """CREATE TABLE riwayat (
        id INTEGER PRIMARY KEY, waktu TEXT NOT NULL, mesin TEXT NOT NULL, perbuatan TEXT NOT NULL,
        rincian TEXT NOT NULL)""",
    """CREATE TABLE deret (
        deret TEXT NOT NULL, tahun INTEGER NOT NULL, berikut INTEGER NOT NULL CHECK (berikut >= 1),
        perlu_mulai INTEGER NOT NULL DEFAULT 0, PRIMARY KEY (deret, tahun))""",
    """CREATE TABLE loncatan (
        id INTEGER PRIMARY KEY, deret TEXT NOT NULL, tahun INTEGER NOT NULL, dari INTEGER NOT NULL,
        sampai INTEGER NOT NULL CHECK (sampai >= dari), sebab TEXT NOT NULL)""",
    """CREATE TABLE keluar (
        id INTEGER PRIMARY KEY, deret TEXT NOT NULL, tahun INTEGER NOT NULL,
        urut INTEGER NOT NULL CHECK (urut >= 0), sisipan INTEGER NOT NULL CHECK (sisipan >= 0), nomor TEXT NOT NULL,
        keadaan TEXT NOT NULL CHECK (keadaan IN ('dipesan', 'terbit', 'batal')), jenis TEXT NOT NULL,
        klasifikasi TEXT NOT NULL, unit TEXT NOT NULL, keamanan TEXT NOT NULL, tanggal_urut TEXT NOT NULL,
        tanggal TEXT NOT NULL, hal TEXT NOT NULL, tujuan TEXT NOT NULL, lampiran TEXT NOT NULL,
        penandatangan TEXT NOT NULL, berkas TEXT NOT NULL, kunci TEXT NOT NULL, keterangan TEXT NOT NULL,
        alasan TEXT NOT NULL, UNIQUE (deret, tahun, urut, sisipan), UNIQUE (tahun, nomor))""",
    "CREATE UNIQUE INDEX keluar_kunci ON keluar (kunci) WHERE kunci <> '' AND keadaan <> 'batal'",
    "CREATE INDEX keluar_hari ON keluar (deret, tahun, tanggal_urut) WHERE keadaan <> 'batal' AND sisipan = 0",
    """CREATE TABLE masuk (
        id INTEGER PRIMARY KEY, tahun INTEGER NOT NULL, agenda INTEGER NOT NULL CHECK (agenda >= 1),
        diterima TEXT NOT NULL, asal TEXT NOT NULL, nomor_surat TEXT NOT NULL, tanggal_surat TEXT, hal TEXT NOT NULL,
        lampiran TEXT NOT NULL, sifat TEXT NOT NULL, klasifikasi TEXT NOT NULL, keterangan TEXT NOT NULL,
        UNIQUE (tahun, agenda))""",
    "CREATE INDEX masuk_surat ON masuk (nomor_surat, asal)",
    """CREATE TABLE disposisi (
        id INTEGER PRIMARY KEY, masuk INTEGER NOT NULL REFERENCES masuk (id), dari TEXT NOT NULL,
        kepada TEXT NOT NULL, isi TEXT NOT NULL, tanggal TEXT NOT NULL, batas TEXT, selesai TEXT,
        catatan TEXT NOT NULL)""",
    "CREATE INDEX disposisi_masuk ON disposisi (masuk)",
)

#: A letter received that was recorded by mistake stays in the book; why, or "".
_CANCELLED = ("ALTER TABLE masuk ADD COLUMN batal TEXT NOT NULL DEFAULT ''",)

#: A series is ordered by the days that its letters bear.
_ORDERED = (
    "DROP INDEX keluar_hari",
    "CREATE INDEX keluar_tanggal ON keluar (deret, tahun, tanggal) WHERE keadaan <> 'batal' AND sisipan = 0",
)

#: What turns version n into version n + 1; a new version is added at the end, nothing here ever changes.
MIGRATIONS: tuple[tuple[str, ...], ...] = (_FIRST, _CANCELLED, _ORDERED)
VERSION = len(MIGRATIONS)


def version(connection: sqlite3.Connection) -> int:
    """The version of the file's tables; 0 for an empty file."""
    return int(connection.execute("PRAGMA user_version").fetchone()[0])


def is_foreign(connection: sqlite3.Connection) -> bool:
    """Whether the file is an SQLite file of something else."""
    known = int(connection.execute("PRAGMA application_id").fetchone()[0])
    if known == APPLICATION_ID:
        return False
    return bool(known or connection.execute("SELECT count(*) FROM sqlite_master").fetchone()[0])


def migrate(connection: sqlite3.Connection) -> None:
    """Bring the tables to VERSION, inside the caller's transaction."""
    for number in range(version(connection), VERSION):
        for statement in MIGRATIONS[number]:
            connection.execute(statement)
        connection.execute(f"PRAGMA user_version = {number + 1:d}")
    connection.execute(f"PRAGMA application_id = {APPLICATION_ID:d}")
