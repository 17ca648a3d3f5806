"""The number of each letter: what its data says, else from the buku agenda of its office, where that has one."""

from __future__ import annotations

import hashlib
import json
import re
from collections import Counter
from collections.abc import Sequence
from dataclasses import replace
from datetime import date
from pathlib import Path

from doctool.errors import DoctoolError
from doctool.loaded import LoadedNaskah
from doctool.model.surat import Berkepala, Jenis, Surat, SuratPengantar
from doctool.register import outgoing
from doctool.register.database import Register
from doctool.register.records import Surat as Line

#: What a kind is called in the book and in the office's penomoran, where not by its own name.
BOOK_NAMES: dict[Jenis, str] = {"dinas": "surat-dinas", "pengantar": "surat-pengantar"}


def numbers(
    root: Path, letters: Sequence[LoadedNaskah], *, today: date, trial: bool = False, insert: bool = False
) -> list[str | DoctoolError]:
    """A number for each of `letters` of the workspace `root`, "" for an empty place, or why it cannot have one.

    Letters of one office take their numbers in one transaction, in their order. A `trial` takes none for good;
    `insert` allows a marked insertion for a back-dated letter.
    """
    given: dict[int, str | DoctoolError] = {}
    waiting: dict[str, list[int]] = {}
    for index, one in enumerate(letters):
        if not isinstance(one.naskah, Surat):
            given[index] = ""
        elif one.naskah.nomor is not None:
            given[index] = one.naskah.nomor
        else:
            waiting.setdefault(one.office.kode, []).append(index)
    for code, indexes in waiting.items():
        rules = letters[indexes[0]].office.kantor.penomoran
        with Register.of(root, code, today=today, keep=rules.cadangan, trial=trial) as book:
            if not book.exists:
                given.update(dict.fromkeys(indexes, ""))
                continue
            lines = _told_apart([_line(root, letters[index], today) for index in indexes])
            try:
                taken = outgoing.take_many(book, rules, lines, insert=insert)
            except DoctoolError as error:
                given.update(dict.fromkeys(indexes, error))
                continue
        given.update({
            index: one if isinstance(one, DoctoolError) else one.nomor
            for index, one in zip(indexes, taken, strict=True)
        })
    return [given[index] for index in range(len(letters))]


def _line(root: Path, loaded: LoadedNaskah, today: date) -> Line:
    """What the book says of a letter; one without a day counts as today's."""
    naskah = loaded.naskah
    assert isinstance(naskah, Surat)  # noqa: S101 - only these take numbers
    to = naskah.kepada if isinstance(naskah, Berkepala | SuratPengantar) else ()
    return Line(
        jenis=BOOK_NAMES.get(naskah.jenis, naskah.jenis),
        tanggal=naskah.tanggal.date or today,
        hal=naskah.hal if isinstance(naskah, Berkepala | SuratPengantar) else "",
        tujuan="; ".join(one.yth for one in to),
        lampiran=naskah.lampiran if isinstance(naskah, Berkepala) else "",
        penandatangan=loaded.office.kantor.lengkapi(naskah.penandatangan).jabatan,
        klasifikasi=naskah.klasifikasi,
        berkas=f"surat/{loaded.office.kode}/{loaded.nama}.docx",
        kunci=_key(root, loaded),
    )


def _key(root: Path, loaded: LoadedNaskah) -> str:
    """What makes a letter the same when it is rendered again: its data file; in a table its name, or what it says.

    A row's place would not do: a row inserted above would give each letter the number of another.
    """
    file = Path(loaded.positions.file)
    place = (file if file.is_absolute() else Path.cwd() / file).resolve()
    name = place.relative_to(root.resolve()).as_posix() if place.is_relative_to(root.resolve()) else place.as_posix()
    if loaded.positions.sheet is None:
        return name
    if not re.fullmatch(re.escape(place.stem) + r"-\d{2,}", loaded.nama, re.IGNORECASE):
        return f"{name}#{loaded.nama}"
    said = loaded.naskah.model_dump(mode="json", include={"tanggal", "kepada", "hal", "kiriman", "acara"})
    return f"{name}#{hashlib.sha256(json.dumps(said, sort_keys=True).encode('utf-8')).hexdigest()[:16]}"


def _told_apart(lines: Sequence[Line]) -> list[Line]:
    """`lines` with keys of their own: rows of a table that say the same are still two letters."""
    seen: Counter[str] = Counter()
    found: list[Line] = []
    for line in lines:
        seen[line.kunci] += 1
        times = seen[line.kunci]
        found.append(replace(line, kunci=f"{line.kunci}#{times}") if times > 1 else line)
    return found
