"""A lembar disposisi and the buku agenda masuk: the book fills what the sheet leaves out, and what differs is told."""

from __future__ import annotations

import re
from collections.abc import Iterator, Sequence
from dataclasses import dataclass, replace
from datetime import date
from pathlib import Path
from typing import Any, get_args

from doctool.errors import DoctoolError
from doctool.findings import Finding, Severity
from doctool.indonesian import gabung
from doctool.indonesian import tanggal as write_day
from doctool.loaded import LoadedKantor, LoadedNaskah, Positions
from doctool.model.surat import LembarDisposisi, PenandatanganSurat
from doctool.model.tanggal import Tanggal
from doctool.register import incoming
from doctool.register.database import Register
from doctool.register.records import Disposisi, SuratMasuk

#: What a sheet made from the book alone is said to come from.
BOOK = "buku agenda masuk"
_NUMBER = re.compile(r"0*(?P<number>[1-9]\d{0,5})(?:\s*/\s*(?P<year>\d{4}))?")
_URGENCY: dict[str, str] = {
    name.casefold(): name for name in get_args(LembarDisposisi.model_fields["sifat"].annotation) if name
}


@dataclass(frozen=True, slots=True)
class AgendaWish:
    """Letters received for which sheets are asked by No. Agenda `numbers` of `year` (None: this year's).

    `office` and `signer` (a key of its officials) are for sheets that no data file describes.
    """

    numbers: tuple[int, ...] = ()
    year: int | None = None
    office: LoadedKantor | None = None
    signer: str = ""


class Agenda:
    """The books of letters received in the workspace `root`, on the day `today`."""

    def __init__(self, root: Path, today: date, wish: AgendaWish | None = None) -> None:
        self.root = root
        self.wish = wish or AgendaWish()
        self.today = today
        self.year = self.wish.year or today.year

    def wanted(self, loaded: LoadedNaskah) -> list[LoadedNaskah]:
        """`loaded`; where sheets are asked for by No. Agenda, one for each, with names of their own.

        Raises DoctoolError where the data names another letter.
        """
        if not self.wish.numbers or not isinstance(loaded.naskah, LembarDisposisi):
            return [loaded]
        return [self._numbered(loaded, loaded.naskah, number) for number in self.wish.numbers]

    def _numbered(self, loaded: LoadedNaskah, sheet: LembarDisposisi, number: int) -> LoadedNaskah:
        own = _read(sheet.nomor_agenda)
        if sheet.nomor_agenda and own != (number, None) and own != (number, self.year):
            raise DoctoolError(
                f"diminta --agenda {number}, tetapi datanya menyebut nomor_agenda {sheet.nomor_agenda}",
                "hapus nomor_agenda dari data itu, atau buat tanpa --agenda",
            )
        named = f"{loaded.nama}-{self.year}-{number:03d}"
        naskah = sheet.model_copy(update={"nomor_agenda": f"{number}/{self.year}"})
        return replace(loaded, nama=named, naskah=naskah)

    def sheets(self) -> Iterator[LoadedNaskah]:
        """Sheets of the letters asked for that no data file describes. Raises DoctoolError without a signer."""
        office = self.wish.office
        if office is None:
            return
        officials = office.kantor.pejabat
        lines = self._lines(office, self.year)
        for number in self.wish.numbers:
            signer = self._signer(office, number, lines)
            others = (one.jabatan for key, one in officials.items() if key != signer)
            sheet = LembarDisposisi(
                nomor_agenda=f"{number}/{self.year}", penandatangan=PenandatanganSurat(pejabat=signer),
                diteruskan=tuple(dict.fromkeys(name for name in others if name)),
            )
            yield LoadedNaskah(f"disposisi-{self.year}-{number:03d}", sheet, Positions(BOOK), office)

    def _signer(self, office: LoadedKantor, number: int, lines: Sequence[SuratMasuk]) -> str:
        """Who signs the sheet of a letter: as asked, else who gave its disposisi by the book, else the only official.

        A letter that the book does not have is told as such later, whoever signs.
        """
        known = list(office.kantor.pejabat)
        listed = f"pejabat yang ada: {', '.join(known)}" if known else "daftarkan pejabat di kantor.yaml"
        if self.wish.signer and self.wish.signer not in known:
            raise DoctoolError(f'pejabat "{self.wish.signer}" tidak ada di kantor.yaml', listed)
        if self.wish.signer:
            return self.wish.signer
        line = next((one for one in lines if one.agenda == number), None)
        if known and (len(known) == 1 or line is None):
            return known[0]
        for given in line.disposisi if line is not None else ():
            for key, one in office.kantor.pejabat.items():
                if _plain(given.dari) and _plain(given.dari) in {_plain(key), _plain(one.jabatan), _plain(one.nama)}:
                    return key
        raise DoctoolError(
            f"pemberi disposisi surat No. Agenda {number} belum disebut",
            f"sebutkan dengan --penandatangan, atau catat disposisinya dengan --dari; {listed}",
        )

    def _lines(self, office: LoadedKantor, year: int) -> list[SuratMasuk]:
        with self._book(office) as book:
            return incoming.letters(book, year=year) if book.exists else []

    def fill(self, loaded: LoadedNaskah) -> tuple[LoadedNaskah, list[Finding]]:
        """A sheet with what the book knows of its letter, and what is to be said of the two; other kinds as they are.

        Findings: D20 what the sheet says otherwise, D21 a No. Agenda that is not in the book, or is batal. Raises
        DoctoolError where the book cannot be read.
        """
        sheet = loaded.naskah
        asked = _read(sheet.nomor_agenda) if isinstance(sheet, LembarDisposisi) else None
        if asked is None or not isinstance(sheet, LembarDisposisi):
            return loaded, []
        number, named_year = asked
        year = named_year or (sheet.diterima.date.year if sheet.diterima.date else self.year)
        lines = self._lines(loaded.office, year)
        line = next((one for one in lines if one.agenda == number), None)
        if line is None or line.batal:
            explicit = bool(self.wish.numbers)
            return loaded, _absent(loaded, number, year, line, explicit) if lines or explicit else []
        known = _known(line)
        filled = {key: value for key, value in known.items() if _plain(value) and not _plain(getattr(sheet, key))}
        found = [one for key, value in known.items() if (one := _differs(loaded, key, value)) is not None]
        update = {**filled, **_given(sheet, line.disposisi), "nomor_agenda": str(number)}
        return replace(loaded, naskah=sheet.model_copy(update=update)), found

    def _book(self, office: LoadedKantor) -> Register:
        return Register.of(self.root, office.kode, today=self.today)


def _read(text: str) -> tuple[int, int | None] | None:
    """Number and year of a No. Agenda ("12", "012", "12/2026"); None for another way to count."""
    found = _NUMBER.fullmatch(text.strip())
    return (int(found["number"]), int(found["year"]) if found["year"] else None) if found else None


def _known(line: SuratMasuk) -> dict[str, Any]:
    """What the book says of a letter, under the keys of the sheet."""
    letter = line.surat
    return {
        "surat_dari": letter.asal, "nomor_surat": letter.nomor_surat,
        "tanggal_surat": Tanggal.model_validate(letter.tanggal_surat.isoformat() if letter.tanggal_surat else ""),
        "diterima": Tanggal.model_validate(letter.diterima.isoformat()), "hal": letter.hal,
        "sifat": _URGENCY.get(letter.sifat.casefold(), ""),
    }  # fmt: skip


def _plain(value: str | Tanggal) -> str:
    """A value as it is compared: a day by its date, a text without case and white space."""
    text = str(value.date or value.teks) if isinstance(value, Tanggal) else value
    return "".join(text.split()).casefold()


def _differs(loaded: LoadedNaskah, key: str, known: str | Tanggal) -> Finding | None:
    own: str | Tanggal = getattr(loaded.naskah, key)
    if not _plain(own) or not _plain(known) or _plain(own) == _plain(known):
        return None
    said, written = (one.cetak() if isinstance(one, Tanggal) else one for one in (known, own))
    message = f'{key} berbeda dari buku agenda masuk, yang mencatat "{said}"'
    hint = "samakan, atau hapus kunci ini supaya diisi dari buku; bila bukunya keliru: doctool surat masuk ubah"
    return Finding("D20", Severity.WARNING, loaded.positions.where((key,)), message, hint, written)


def _absent(
    loaded: LoadedNaskah, number: int, year: int, line: SuratMasuk | None, explicit: bool
) -> list[Finding]:
    """D21: an error where the letter is batal or was asked for by its number on the command line."""
    where = loaded.positions.where(("nomor_agenda",))
    called = f"No. Agenda {number} tahun {year}"
    if line is not None:
        hint = "surat yang batal tidak didisposisi; periksa nomornya"
        return [Finding("D21", Severity.ERROR, where, f"surat {called} sudah batal: {line.batal}", hint)]
    hint = "periksa nomornya, atau catat suratnya dengan: doctool surat masuk catat"
    severity = Severity.ERROR if explicit else Severity.WARNING
    return [Finding("D21", severity, where, f"{called} tidak ada di buku agenda masuk", hint)]


def _given(sheet: LembarDisposisi, tasks: Sequence[Disposisi]) -> dict[str, tuple[str, ...]]:
    """The disposisi recorded in the book on the sheet: receivers and wishes ticked, other words among the notes."""
    passed, ticked, notes = list(sheet.diteruskan), list(sheet.dipilih), list(sheet.catatan)
    for one in tasks:
        _tick(passed, ticked, one.kepada, add=True)
    told: dict[tuple[str, date | None], list[str]] = {}
    for one in tasks:
        told.setdefault((one.isi, one.batas), []).append(one.kepada)
    for (wish, until), receivers in told.items():
        limit = f" (paling lambat {write_day(until.year, until.month, until.day)})" if until else ""
        if not limit and _tick(list(sheet.harap), ticked, wish, add=False):
            continue
        if all(_plain(wish) not in _plain(text) or limit not in text for text in sheet.catatan):
            notes.append(f"{wish}{limit}" if len(told) == 1 else f"{gabung(receivers)}: {wish}{limit}")
    return {"diteruskan": tuple(passed), "dipilih": tuple(ticked), "catatan": tuple(notes)}


def _tick(items: list[str], ticked: list[str], wanted: str, *, add: bool) -> bool:
    """Tick the item that says `wanted`, added to `items` where none does and `add`; whether it is ticked."""
    found = next((item for item in items if _plain(item) == _plain(wanted)), None)
    if found is None and add:
        items.append(wanted)
        found = wanted
    if found is not None and found not in ticked:
        ticked.append(found)
    return found is not None
