"""Offices, indicators and what a bidang enters, for the tests of forms: by hand and at random."""

from __future__ import annotations

import random
from collections.abc import Mapping
from decimal import Decimal
from functools import cache
from typing import Any

from doctool.forms.content import Form
from doctool.forms.field_map import REALISASI_TW, Jenis
from doctool.forms.template import CompiledForm
from doctool.forms.write import compile_form
from doctool.loaded import LoadedKantor, LoadedKinerja, Positions
from doctool.model.kantor import Kantor
from doctool.model.kinerja import Kinerja

BIDANG = {"dafduk": "Bidang Pelayanan Pendaftaran Penduduk", "piak": "Bidang PIAK dan Pemanfaatan Data"}
GRADES = ("D", "C", "CC", "B", "BB", "A", "AA")
#: Texts that have broken programs before.
ODD = (
    "=1+1", "+62 811", "-", "@SUM(A1)", '"kutip" & <sudut>', "baris\nkedua", "  spasi di tepi  ", "_x0041_ bukan A",
    "emoji 🙂👍", "100% siap {hadir}", "%s %d %%", "a" * 5000, "'apostrof", "\tawal tab", "null", "1.250",
)  # fmt: skip


def office(**more: Any) -> LoadedKantor:
    """An office with two bidang."""
    given: dict[str, Any] = {
        "nama": "Dinas Kependudukan dan Pencatatan Sipil", "pemerintah": "Pemerintah Kota Contoh",
        "wilayah": "Kota Contoh",
        "kop": {"baris": [{"teks": "PEMERINTAH KOTA CONTOH", "ukuran": 14}, "DINAS KEPENDUDUKAN"]},
        "bidang": BIDANG,
        "pejabat": {"kabid": {
            "jabatan": "Kepala Bidang Pelayanan Pendaftaran Penduduk", "nama": "Dra. Sri Contoh", "pangkat": "Pembina",
            "nip": "196606091995032002",
        }},
        **more,
    }  # fmt: skip
    return LoadedKantor("kota-contoh", Kantor.model_validate(given), Positions("kantor.yaml"), "")


def loaded(data: Mapping[str, Any], where: LoadedKantor | None = None) -> LoadedKinerja:
    """The indicators `data` of an office."""
    file = "data/kota-contoh/kinerja/2026.yaml"
    return LoadedKinerja(Kinerja.model_validate(data), Positions(file), where or office(), file)


@cache
def compiled() -> CompiledForm:
    """The package's template for the office of these tests."""
    return compile_form(office())


def indicator(kode: str, **more: Any) -> dict[str, Any]:
    """An indicator of bidang dafduk."""
    given = {"kode": kode, "uraian": f"Indikator {kode}", "satuan": "dokumen", "target": "100"}
    return {**given, "penanggung_jawab": "dafduk", **more}


def year(*indicators: dict[str, Any], **more: Any) -> dict[str, Any]:
    """A year with one sasaran."""
    return {"tahun": 2026, "sasaran": [{"uraian": "Sasaran", "indikator": list(indicators)}], **more}


EVERY_KIND = year(
    indicator("NAIK", satuan="%", target="95", target_triwulan=["90", "92", "94", "95"], sumber_data="SIAK"),
    indicator("JUMLAH", akumulasi="jumlah", target="1.200", target_triwulan=["300", "300", "300", "300"]),
    indicator("SELISIH", arah="turun", rumus="turun-selisih", target="40", akumulasi="rata-rata"),
    indicator("BANDING", arah="turun", rumus="turun-banding", target="30", satuan="menit"),
    indicator("RENTANG", arah="rentang", target="80-90", target_triwulan=["-", "80-90", "-", "80-90"]),
    indicator("TINGKAT", target="A", tingkatan=GRADES, satuan="predikat", target_triwulan=["-", "-", "-", "A"]),
    indicator("RASIO", satuan="%", target="99", pembilang="yang memiliki", penyebut="semua"),
    indicator("RASIO-J", satuan="per 1.000 jiwa", target="5", pembilang="a", penyebut="b", akumulasi="jumlah"),
    indicator("RASIO-R", satuan="%", target="9", pembilang="a", penyebut="b", akumulasi="rata-rata", arah="turun",
              rumus="turun-selisih"),
    indicator("KOSONG", target="-"),
    indicator("NOL", target="0"),
    program=[
        {"kode": "2.12.02", "uraian": "Program A", "kegiatan": [
            {"uraian": "Kegiatan 1", "penanggung_jawab": "dafduk", "sub_kegiatan": [
                {"kode": "01", "uraian": "Sub 1", "pagu": "125.000.000"}, {"uraian": "Sub 2", "pagu": "0"},
                {"uraian": "Sub milik piak", "pagu": "5", "penanggung_jawab": "piak"},
            ]},
            {"uraian": "Kegiatan 2", "pagu": "10.000", "realisasi": "2.500", "penanggung_jawab": "dafduk"},
        ]},
        {"uraian": "Program B", "pagu": "7.000", "penanggung_jawab": "dafduk"},
    ],
    catatan={"dafduk": "Catatan pertama.\nCatatan kedua."},
)  # fmt: skip


def random_year(seed: int, rows: int = 0) -> dict[str, Any]:
    """Indicators of dafduk at random: about `rows` rows in the form (0: 5 to 40)."""
    draw = random.Random(seed)
    wanted = rows or draw.randint(5, 40)
    groups: list[dict[str, Any]] = []
    taken = number = 0
    while taken < wanted:
        one = _random_indicator(draw, f"I-{number}", ratio=wanted - taken > 2)
        taken += 3 if "pembilang" in one else 1
        number += 1
        if not groups or draw.random() < 0.3:
            groups.append({"uraian": _words(draw, 4, 12), "indikator": []})
        groups[-1]["indikator"].append(one)
    subs = [
        {"kode": f"2.12.{at}", "uraian": _words(draw, 3, 9), "pagu": str(draw.randint(1, 10**9))}
        for at in range(draw.randint(1, 5))
    ]
    program = {"uraian": _words(draw, 3, 6), "kegiatan": [
        {"uraian": _words(draw, 3, 8), "penanggung_jawab": "dafduk", "sub_kegiatan": subs}
    ]}  # fmt: skip
    return {"tahun": 2026, "sasaran": groups, "program": [program]}


def _random_indicator(draw: random.Random, kode: str, *, ratio: bool) -> dict[str, Any]:
    one = indicator(kode, uraian=_words(draw, 4, 16), sumber_data=_words(draw, 1, 3), bukti_dukung=_words(draw, 1, 4))
    one |= {"akumulasi": draw.choice(["jumlah", "terakhir", "rata-rata"])}
    kind = draw.choice(["naik", "naik", "persen", "rasio", "turun-selisih", "turun-banding", "rentang", "tingkat"])
    target = draw.randint(1, 100)
    one |= {"target": str(target), "target_triwulan": [draw.choice([str(target), str(target), "-"]) for _ in range(4)]}
    if kind == "persen":
        one["satuan"] = "%"
    elif kind == "rasio" and ratio:
        one |= {"satuan": "%", "pembilang": _words(draw, 2, 6), "penyebut": _words(draw, 2, 6)}
    elif kind in ("turun-selisih", "turun-banding"):
        one |= {"arah": "turun", "rumus": kind}
    elif kind == "rentang":
        one |= {"arah": "rentang", "target": f"{target}-{target + 10}", "target_triwulan": []}
    elif kind == "tingkat":
        one |= {"tingkatan": GRADES, "target": draw.choice(GRADES), "target_triwulan": [], "satuan": "predikat"}
    return one


def _words(draw: random.Random, least: int, most: int) -> str:
    known = ("persentase", "penduduk", "dokumen", "pelayanan", "akta", "kelahiran", "yang", "diterbitkan", "tepat",
             "waktu", "jumlah", "data", "indeks", "kepuasan", "masyarakat", "KTP-el")  # fmt: skip
    return " ".join(draw.choice(known) for _ in range(draw.randint(least, most))).capitalize()


def random_entries(form: Form, seed: int) -> dict[str, dict[str, Decimal | str]]:
    """What a bidang might enter: some quarters are left empty, some are 0."""
    draw = random.Random(seed)
    made: dict[str, dict[str, Decimal | str]] = {}
    for row in form.indicators:
        if row.jenis is Jenis.PERBANDINGAN:
            made[row.kunci] = {"hambatan": draw.choice(ODD[:-1]), "solusi": "sudah"}
            continue
        filled: dict[str, Decimal | str] = {}
        full = draw.random() < 0.7
        for name in REALISASI_TW:
            if full or draw.random() < 0.5:
                filled[name] = _random_value(draw, row.pattern)
        made[row.kunci] = filled
    for money in form.money:
        if not money.parts and draw.random() < 0.8:
            made[money.kunci] = {"realisasi": Decimal(draw.randint(0, 10**9)), "keterangan": draw.choice(ODD[:4])}
    return made


def _random_value(draw: random.Random, pattern: str) -> Decimal | str:
    if pattern == "indikator_tingkat":
        return draw.choice(GRADES)
    if draw.random() < 0.05:
        return Decimal(0)
    return Decimal(draw.randint(1, 20000)) / draw.choice([1, 10, 100])
