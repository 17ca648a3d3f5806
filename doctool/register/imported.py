"""What reading an existing agenda from Excel has in common, of letters sent and received: all of it, or nothing."""

from __future__ import annotations

import sqlite3
from collections.abc import Callable, Iterable, Sequence
from dataclasses import dataclass
from datetime import date
from pathlib import Path
from typing import TypeVar

from doctool.errors import ContentError, DoctoolError
from doctool.findings import Finding
from doctool.model.tanggal import Tanggal
from doctool.register.database import Register
from doctool.register.records import clean
from doctool.register.series import Deret, Loncatan, skip
from doctool.register.workbook import Row, Table, fault

T = TypeVar("T")

#: Most findings that are told of a workbook.
_MOST = 50


@dataclass(frozen=True, slots=True)
class Imported:
    """What was read: lines `added`, lines that were there already, gaps noted, and warnings about the workbook."""

    added: int
    known: int
    gaps: tuple[Loncatan, ...]
    warnings: tuple[Finding, ...]


def refused(file: Path, findings: Sequence[Finding]) -> ContentError:
    """The workbook `file` is not read, because of `findings`."""
    return ContentError(
        f'"{file}" tidak dibaca: {len(findings)} galat; tidak ada yang masuk ke buku agenda', tuple(findings[:_MOST]),
        "perbaiki di Excel lalu baca lagi",
    )


def bring_in(
    register: Register, deed: str, file: Path, table: Table, read: Sequence[T], findings: list[Finding],
    put: Callable[[sqlite3.Connection, T], Finding | bool],
    go_on: Callable[[sqlite3.Connection, list[T]], list[Loncatan]],
) -> Imported:
    """Write the rows `read` in one transaction; none of them where there are `findings`, or `put` gives one.

    `put` writes a row and says whether it is new, or why it contradicts the book; `go_on` lets the series go on after
    the new ones. Raises ContentError.
    """
    if not read and not findings:
        findings.append(fault("X03", table.where("A1"), "tidak ada satu surat pun di bawah judul kolom"))
    if findings:
        raise refused(file, findings)
    with register.change(deed, f"{file.name}: {len(read)} surat") as db:
        outcomes = [(one, put(db, one)) for one in read]
        contradictions = [outcome for _, outcome in outcomes if isinstance(outcome, Finding)]
        if contradictions:
            raise refused(file, contradictions)
        added = [one for one, outcome in outcomes if outcome]
        gaps = tuple(go_on(db, added))
    return Imported(len(added), len(read) - len(added), gaps, table.warnings)


def texts(table: Table, row: Row, names: Iterable[str], findings: list[Finding]) -> dict[str, str] | None:
    """The text of each of `names` in a row, "" where it has none; None and X08 where one cannot be printed."""
    try:
        return {name: clean(row.values.get(name, ""), name.replace("_", " ")) for name in names}
    except DoctoolError as error:
        findings.append(fault("X08", table.where(f"A{row.number}"), error.message, error.hint or ""))
        return None


def day_of(table: Table, row: Row, name: str, year: int | None, findings: list[Finding]) -> date | None:
    """The day in column `name`, of `year` where it has none of its own; None and X05 where there is no day."""
    text = row.values.get(name, "")
    day = Tanggal.model_validate(text).date or (Tanggal.model_validate(f"{text} {year}").date if year else None)
    if day is None:
        where = table.where(row.cells.get(name, f"A{row.number}"))
        hint = "tulis seperti 15 Juli 2024; tanggal tanpa tahun perlu --tahun"
        message = f'{name.replace("_", " ")} "{text}" tidak terbaca' if text else f"{name.replace('_', ' ')} kosong"
        findings.append(fault("X05", where, message, hint, text))
    return day


def go_on_after(db: sqlite3.Connection, current: Deret, numbers: Iterable[int], name: str) -> list[Loncatan]:
    """Let a series go on after the last of `numbers` (in order); what lacks between is noted as not in the book `name`.
    """
    gaps: list[Loncatan] = []
    following = current.berikut
    for number in numbers:
        if number > following:
            reason = f"tidak ada di buku lama ({name})"
            gaps.append(Loncatan(current.deret, current.tahun, following, number - 1, reason))
        following = number + 1
    db.execute(
        "UPDATE deret SET berikut = ? WHERE deret = ? AND tahun = ?", (following, current.deret, current.tahun)
    )
    for gap in gaps:
        skip(db, gap)
    return gaps
