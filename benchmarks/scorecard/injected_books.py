"""The printed books of doctool, each given a list of texts for every text that it writes."""

from __future__ import annotations

import tempfile
from collections.abc import Sequence
from dataclasses import fields, replace
from datetime import date, timedelta
from decimal import Decimal
from functools import cache
from pathlib import Path
from typing import TYPE_CHECKING, TypeVar

from doctool.house_workbook import Across, Column, HouseBook, KopLine, house_of
from doctool.listing.book import daftar_book
from doctool.listing.form import Formulir
from doctool.listing.form_book import form_book
from doctool.listing.listed import DaftarSop
from doctool.listing.rows import BarisSop, BarisTerbitan, PeraturanDiganti, RujukanHilang
from doctool.loaded import LoadedKantor
from doctool.model.berkala import Berkala
from doctool.model.monitoring import JatuhTempo, Pemantauan
from doctool.model.tanggal import Tanggal
from doctool.model.terbitan import Terbitan
from doctool.model.waktu import TotalWaktu, Waktu
from doctool.packets.example import example_workbook
from doctool.packets.handover import BarisEkspedisi, CatatanEkspedisi
from doctool.packets.handover_book import handover_book
from doctool.periodic import periods
from doctool.periodic.book import report_book
from doctool.periodic.counts import Isian
from doctool.periodic.list_book import list_book
from doctool.periodic.load import LoadedBerkala
from doctool.periodic.reckoned import reckon
from doctool.periodic.records import BarisDaftar
from doctool.register.book import incoming_book, outgoing_book
from doctool.register.records import Disposisi, Keadaan, SuratKeluar, SuratMasuk, TerimaSurat
from doctool.register.series import Loncatan
from tests.letters.samples import offices
from tests.periodic import case

if TYPE_CHECKING:
    from _typeshed import DataclassInstance

Texts = Sequence[str]
T = TypeVar("T", bound="DataclassInstance")
DAY = date(2025, 7, 7)


def spread(one: T, said: str, *kept: str) -> T:
    """A record with `said` in every text that it has, but for the fields `kept`."""
    named = {field.name for field in fields(one) if isinstance(getattr(one, field.name), str)}
    return replace(one, **dict.fromkeys(named - set(kept), said))


def office() -> LoadedKantor:
    """The office that makes them."""
    return offices()[0]


def house(texts: Texts) -> bytes:
    """What all printed workbooks are made by: kop, titles, headings, cells, parts and remarks."""
    kop = tuple(KopLine(one, 11, bold=False) for one in texts)
    book = HouseBook(replace(house_of(office()), name=texts[0], kop=kop), texts[0])
    sheet = book.sheet("Lembar", [30.0] * 2)
    top = sheet.titles(texts, sheet.letterhead())
    rows: list[Sequence[str] | Across] = [(one, one) for one in texts]
    rows += [Across(one, part=part) for one in texts for part in (False, True)]
    sheet.table([Column("Satu", 30), Column("Dua", 30, centred=True)], rows, top, "…")
    heads = book.sheet("Judul", [12.0] * len(texts))
    heads.heads(texts, 0)
    sheet.page(top, left=texts[0])
    return book.bytes()


def handover(texts: Texts) -> bytes:
    """The Daftar Ekspedisi of a packet."""
    rows = [
        spread(BarisEkspedisi(at, "", "", "", "", "", CatatanEkspedisi(penerima="x", diterima_oleh=one)), one)
        for at, one in enumerate(texts, 1)
    ]  # fmt: skip
    return handover_book(office(), texts[0], rows, texts[1])


def recipients(texts: Texts) -> bytes:
    """The list of recipients to begin with."""
    return example_workbook(tuple((one,) * 5 for one in texts))


def outgoing(texts: Texts) -> bytes:
    """The buku agenda keluar, with cancelled numbers and gaps."""
    empty = SuratKeluar(0, "", 2025, 1, 0, "", Keadaan.TERBIT, *("",) * 4, DAY, DAY, *("",) * 8)
    states = (Keadaan.TERBIT, Keadaan.BATAL)
    lines = [
        replace(spread(empty, one, "deret", "keadaan"), id=at, urut=at, keadaan=state, deret=f"jenis {name}",
                alasan="" if state is Keadaan.BATAL else one)
        for name, state in zip(("satu", "dua"), states, strict=True) for at, one in enumerate(texts, 1)
    ]  # fmt: skip
    gaps = [Loncatan(one, 2025, 1, 2, one) for one in texts]
    return outgoing_book(office(), lines, texts[0], gaps)


def incoming(texts: Texts) -> bytes:
    """The buku agenda masuk with its disposisi."""
    task = Disposisi(1, "", "", "", DAY, DAY, DAY, "")
    lines = [
        SuratMasuk(at, 2025, at, spread(TerimaSurat(DAY, ""), one), (spread(task, one),))
        for at, one in enumerate(texts, 1)
    ]
    return incoming_book(office(), lines, texts[0], [Loncatan("", 2025, 900, 901, texts[0])])


def _sop_rows(texts: Texts) -> tuple[BarisSop, ...]:
    days = Tanggal.model_validate("7 Juli 2024")
    return tuple(
        BarisSop(
            *(one,) * 5, "draft", True, *(one,) * 3, DAY, *(one,) * 3, 1, TotalWaktu(tidak_terjumlah=(one,)),
            (), ((one, (Waktu(teks=one),)),),
            (JatuhTempo("monitoring", DAY, DAY, 6, Pemantauan(tanggal=days, oleh=one, catatan=one, tindakan=one)),
             JatuhTempo("evaluasi", DAY, DAY, 12)), one,
            (PeraturanDiganti(one, one, one),), (RujukanHilang(one, one, one, one),),
            (BarisTerbitan(Terbitan(*(one,) * 2, 0, *(one,) * 3, "2025-07-07", one, one, (one,)), one),),
        )
        for one in texts
    )  # fmt: skip


def list_of_sops(texts: Texts) -> bytes:
    """The daftar SOP."""
    return daftar_book(DaftarSop(office(), DAY, _sop_rows(texts), tuple((one, one) for one in texts)))


def monitoring_form(texts: Texts) -> bytes:
    """The form of monitoring."""
    return form_book(Formulir(office(), DAY, _sop_rows(texts)))


@cache
def _office_that_counts() -> LoadedBerkala:
    with tempfile.TemporaryDirectory(prefix="doctool-", ignore_cleanup_errors=True) as folder:
        return case.load(case.make(Path(folder)))


def _counted(texts: Texts) -> LoadedBerkala:
    groups = [
        {"nama": one, "jumlah": "ya", "isi": [{"kode": f"k{at}", "nama": one, "satuan": one}]}
        for at, one in enumerate(texts)
    ]
    given = {**case.BERKALA, "kelompok": groups, "judul": texts[0], "penerima": {"a": texts[0], "b": texts[1]}}
    return replace(_office_that_counts(), berkala=Berkala.model_validate(given))


def periodic_report(texts: Texts) -> bytes:
    """A monthly report with its days: in every second group one thing was not counted."""
    known = _counted(texts)
    days = [DAY + timedelta(at) for at in range(4)]
    values = {day: {f"k{at}": Decimal(at) for at in range(len(texts)) if at % 2} for day in days}
    remarks = {date(2025, 7, 1) + timedelta(at): "; ".join(texts[at::31]) for at in range(31)}
    counts = Isian(values, remarks, days[0])
    return report_book(reckon(known, counts, periods.bulan(DAY), case.TODAY))


def list_of_reports(texts: Texts) -> bytes:
    """The Buku Laporan."""
    known = _counted(texts)
    rows = [BarisDaftar(periods.harian(DAY), DAY, one, {"a": DAY}, one) for one in texts]
    return list_book(known, {"harian": rows}, texts[0], DAY)
