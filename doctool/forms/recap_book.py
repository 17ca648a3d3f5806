"""The recap as an Excel workbook: tables, charts, findings, a sheet to copy from, and the origin of each figure.

The same recap gives the same bytes.
"""

from __future__ import annotations

from datetime import date

from doctool.forms.recap_charts import chart_data, charts
from doctool.forms.recap_lists import found, origin, plain
from doctool.forms.recap_sheets import by_bidang, by_sasaran, footer, money, title_of
from doctool.house_workbook import HouseBook, house_of
from doctool.loaded import LoadedKantor
from doctool.model.kantor import Pejabat
from doctool.model.rekap import Rekap


def recap_book(office: LoadedKantor, rekap: Rekap, signer: Pejabat | None = None, when: date | None = None) -> bytes:
    """The workbook of a recap, on the office's paper; `signer` signs it on the day `when` (None: an empty place)."""
    book = HouseBook(house_of(office), f"REKAPITULASI CAPAIAN KINERJA {title_of(rekap)}")
    left = footer(office, rekap)
    by_sasaran(book, office, rekap, signer, when)
    by_bidang(book, office, rekap)
    money(book, office, rekap)
    charts(book, rekap, left)
    found(book, rekap, left)
    plain(book, office, rekap)
    origin(book, rekap, left)
    chart_data(book, rekap, left)
    return book.bytes()
