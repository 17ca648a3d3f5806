"""The perjanjian kinerja that is made where none is attached: who promises to whom."""

from __future__ import annotations

from typing import Any

import pytest

from doctool.findings import Where
from doctool.model.dokumen import Tabel
from doctool.report_pipeline import Figures
from doctool.reports.agreement import agreement
from doctool.reports.place import Placing
from tests.reports.case import REPORT, body, material

HEAD = {"jabatan": "KEPALA DINAS CONTOH", "nama": "Budi Contoh", "pangkat": "Pembina", "nip": "196501011990011001"}
SECTION = {"jabatan": "Kepala Bidang Pendaftaran", "nama": "Siti Contoh", "nip": "197502022000122002"}


def parties(signer: str, bidang: str = "", **pejabat: dict[str, str]) -> tuple[list[str], list[list[str]]]:
    """The posts of both parties, and the rows below the place for their signatures."""
    more: dict[str, Any] = {"nama": "Dinas Contoh", "wilayah": "Kota Contoh", "pejabat": pejabat}
    bahan = material({**REPORT, "penandatangan": signer, "bidang": bidang}, **more)
    placing = Placing(Figures(bahan, {}), Where("laporan.yaml"), bahan.office.kantor.gaya)
    tables = [body(one) for one in agreement(bahan.loaded, placing) if isinstance(one, Tabel)]
    return [rows[1][2] for rows in tables[:2]], tables[2][5:]


def test_the_head_of_the_office_promises_to_the_head_of_the_region() -> None:
    posts, below = parties("kadis", kadis=HEAD)
    assert posts == ["KEPALA DINAS CONTOH", "Wali Kota Contoh"]
    assert [line[1] for line in below] == ["Budi Contoh", "Pembina", "NIP. 196501011990011001"]
    assert [line[0].strip("…") for line in below] == ["", "", ""]


@pytest.mark.parametrize(("known", "name"), [(True, "Budi Contoh"), (False, "")])
def test_the_head_of_a_bidang_promises_to_the_head_of_the_office(known: bool, name: str) -> None:
    heads = {"kadis": HEAD} if known else {}
    posts, below = parties("kabid", "dafduk", kabid=SECTION, **heads)
    assert [one.casefold() for one in posts] == ["kepala bidang pendaftaran", "kepala dinas contoh"]
    assert below[0][0].strip("…") == name
    assert [line[1] for line in below][:2] == ["Siti Contoh", "NIP. 197502022000122002"]
