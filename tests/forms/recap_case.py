"""A small office with indicators of every kind and what its bidang returned, for the tests of the recap."""

from __future__ import annotations

from collections.abc import Mapping, Sequence
from datetime import date
from decimal import Decimal
from typing import Any

from doctool.loaded import LoadedKantor, LoadedKinerja, Positions
from doctool.model.kantor import Kantor
from doctool.model.kinerja import Kinerja
from doctool.model.pengembalian import TEKS, AnggaranKembali, IndikatorKembali, Jawaban, Pengembalian

KANTOR: dict[str, Any] = {
    "nama": "Dinas Contoh", "pemerintah": "Pemerintah Kabupaten Contoh", "wilayah": "Kabupaten Contoh",
    "kop": {"baris": ["PEMERINTAH KABUPATEN CONTOH", {"teks": "DINAS CONTOH", "ukuran": "14", "tebal": "ya"}]},
    "pejabat": {"kadis": {"jabatan": "Kepala Dinas Contoh", "nama": "Budi Contoh, S.Sos.", "pangkat": "Pembina Tk. I",
                          "nip": "196501011990011001"}},
    "bidang": {"sekretariat": "Sekretariat", "dafduk": "Bidang Pendaftaran Penduduk", "piak": "Bidang PIAK"},
}  # fmt: skip
KINERJA: dict[str, Any] = {
    "tahun": "2026",
    "sasaran": [
        {"uraian": "Tertib administrasi", "indikator": [
            {"kode": "N1", "uraian": "Kepemilikan KTP", "satuan": "%", "target": "95",
             "target_triwulan": ["90", "92", "94", "95"], "pembilang": "Ber-KTP", "penyebut": "Wajib KTP",
             "penanggung_jawab": "dafduk"},
            {"kode": "S1", "uraian": "Kartu terbit", "satuan": "kartu", "akumulasi": "jumlah", "target": "400",
             "target_triwulan": ["100", "100", "100", "100"], "penanggung_jawab": "dafduk"},
        ]},
        {"uraian": "Pelayanan", "indikator": [
            {"kode": "T1", "uraian": "Lama pelayanan", "satuan": "menit", "arah": "turun", "rumus": "turun-selisih",
             "target": "30", "target_triwulan": ["30", "30", "30", "30"], "penanggung_jawab": "piak"},
            {"kode": "G1", "uraian": "Predikat", "satuan": "predikat", "target": "A",
             "target_triwulan": ["-", "-", "-", "A"], "tingkatan": ["CC", "B", "BB", "A", "AA"],
             "penanggung_jawab": "sekretariat"},
            {"kode": "R1", "uraian": "Suhu arsip", "satuan": "derajat", "arah": "rentang", "target": "18-22",
             "target_triwulan": ["18-22", "18-22", "18-22", "18-22"], "penanggung_jawab": "piak"},
        ]},
    ],
    "program": [
        {"kode": "2.12.02", "uraian": "Program Pendaftaran", "penanggung_jawab": "dafduk", "kegiatan": [
            {"uraian": "Kegiatan A", "sub_kegiatan": [
                {"uraian": "Sub A1", "pagu": "1.000.000"}, {"uraian": "Sub A2", "pagu": "3.000.000"}]},
            {"uraian": "Kegiatan B", "pagu": "500.000"}]},
    ],
}  # fmt: skip
JULY = date(2026, 7, 8)


def loaded(data: Mapping[str, Any] = KINERJA, **kantor: Any) -> LoadedKinerja:
    """The office and its indicators; `kantor` replaces keys of kantor.yaml."""
    office = LoadedKantor("contoh", Kantor.model_validate({**KANTOR, **kantor}), Positions("kantor.yaml"), "")
    return LoadedKinerja(Kinerja.model_validate(data), Positions("kinerja.yaml"), office, "kinerja.yaml")


def said(value: object, cell: str = "Form Isian!L9") -> Jawaban:
    """An answer: None nothing, "!x" the unusable x, "-" not measured, else a number or a text."""
    if value is None:
        return Jawaban(sel=cell)
    text = str(value)
    if text.startswith("!"):
        return Jawaban("salah", tertulis=text[1:], sel=cell)
    if text == "-":
        return Jawaban("tidak diukur", tertulis=text, sel=cell)
    number = Decimal(text) if text.replace(".", "").isdigit() else None
    return Jawaban("terisi", number, "" if number is not None else text, text, cell)


def row(
    kode: str, values: Sequence[object] = (), parts: Sequence[tuple[object, object]] = (), *,
    shown: Mapping[str, object] | None = None, number: int = 9, **texts: str,
) -> IndikatorKembali:
    """The answers to an indicator: `values` or `parts` (pembilang, penyebut) of the quarters, texts by field."""

    def answers(given: Sequence[object], line: int) -> tuple[Jawaban, ...]:
        filled = [*given, *(None,) * 4][:4]
        return tuple(said(one, f"Form Isian!{'LMNO'[at]}{line}") for at, one in enumerate(filled))

    return IndikatorKembali(
        kode, answers(values, number) if not parts else (),
        answers([top for top, _ in parts], number + 1) if parts else (),
        answers([below for _, below in parts], number + 2) if parts else (),
        {name: said(texts.get(name), f"Form Isian!S{number}") for name in TEKS},
        {name: said(value, f"Form Isian!Q{number}") for name, value in (shown or {}).items()},
    )  # fmt: skip


def returned(bidang: str, *rows: IndikatorKembali, triwulan: int = 2, **rest: Any) -> Pengembalian:
    """A return of a bidang; `uang` are its (key, realisasi)."""
    money = [AnggaranKembali(key, said(value, "Anggaran!E7")) for key, value in rest.pop("uang", ())]
    return Pengembalian(
        "contoh", 2026, bidang, rest.pop("seksi", ""), rest.pop("berkas", f"Form {bidang} (1) fix.xlsx"),
        rest.pop("sha256", bidang.encode().hex().ljust(64, "0")), "lembar identitas", triwulan=triwulan,
        diterima=rest.pop("diterima", JULY), indikator=rows, anggaran=tuple(money), **rest,
    )  # fmt: skip


def three_returns() -> list[Pengembalian]:
    """Until triwulan II: dafduk in full, piak with one indicator open, the sekretariat not at all."""
    return [
        returned(
            "dafduk", row("N1", parts=[(880, 1000), (930, 1000)], pendorong="Jemput bola"),
            row("S1", [90, 60], number=14, hambatan="Blangko habis"),
            uang=[("A/1.1.1", 400000), ("A/1.1.2", None), ("A/1.2", 500000)],
        ),
        returned("piak", row("T1", [33, 27]), row("R1", [20, None], number=12)),
    ]  # fmt: skip
