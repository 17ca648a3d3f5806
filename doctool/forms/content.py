"""What stands in each form: one for every bidang that answers for something, or one for every seksi."""

from __future__ import annotations

import hashlib
import json
import re
from collections.abc import Iterable, Iterator, Mapping, Sequence
from dataclasses import dataclass, field, replace
from decimal import Decimal

from doctool.errors import DoctoolError
from doctool.forms.field_map import (
    AKHIR_PEMBILANG,
    AKHIR_PENYEBUT,
    TARGET_TW,
    VERSI,
    Jenis,
    buat_kode,
    kunci_anggaran,
    singkat,
)
from doctool.indonesian import angka
from doctool.loaded import LoadedKantor, LoadedKinerja
from doctool.model.capaian import band_rule
from doctool.model.kantor import Pejabat
from doctool.model.kinerja import (
    TRIWULAN,
    Beranggaran,
    Indikator,
    KegiatanProgram,
    PenanggungJawab,
    Program,
    Target,
)
from doctool.model.nip import format_nip
from doctool.model.triwulan import factor

Value = Decimal | str
Unit = tuple[str, str]
#: What stands for the seksi in the form of what no seksi of a bidang answers for, where others of its rows have one.
LUAR_SEKSI = "di luar seksi"
_RUMUS = {
    "naik": "R ÷ T × 100", "turun-selisih": "(2T − R) ÷ T × 100", "turun-banding": "T ÷ R × 100",
    "rentang": "100 dalam rentang; di luarnya R ÷ batas × 100",
    "tingkat": "tercapai bila sama atau di atas target",
}  # fmt: skip
#: Units that are named by who leads them.
_LEADER = re.compile(r"(?:Kepala|Ketua|Katim|Kasi|Kasubbag|Kabid|Sekretaris|(?:Sub[ -]?)?Koordinator)\b", re.IGNORECASE)
_AKUMULASI = {"jumlah": "jumlah", "terakhir": "terakhir", "rata-rata": "rata-rata"}
_MONEY_HINT = "Isi realisasi anggaran pada lembar Anggaran. "


@dataclass(frozen=True, slots=True)
class IndicatorRow:
    """A row of the sheet of indicators. `pattern` is the template's row that it looks like; `values` are those that
    the data gives, by field; `indikator` is the indicator it belongs to."""

    kunci: str
    jenis: Jenis
    pattern: str
    values: Mapping[str, Value]
    indikator: Indikator


#: The rows of an indicator and who answers for it.
Rows = tuple[Unit, list[IndicatorRow]]
Level = Beranggaran
#: A level of the budget: who answers for it (None where it has parts), its places, itself.
Placed = tuple[Unit | None, tuple[int, ...], Level]


@dataclass(frozen=True, slots=True)
class MoneyRow:
    """A row of the sheet of the money; `parts` are the places (in the sheet's rows) of the rows it is the sum of.

    `realisasi` is what the office's data says was spent; it is not put into the form, where it would come back
    untouched as if it had been spent until the form's quarter.
    """

    kunci: str
    jenis: Jenis
    values: Mapping[str, Value]
    pagu: Decimal | None
    realisasi: Decimal | None
    parts: tuple[int, ...] = ()


@dataclass(frozen=True, slots=True)
class Form:
    """A form before it is written. `bidang` by its key; `texts` are the texts of head and tail by placeholder."""

    office: LoadedKantor
    tahun: int
    bidang: str
    seksi: str
    sampai: int
    indicators: tuple[IndicatorRow, ...]
    money: tuple[MoneyRow, ...]
    texts: Mapping[str, str]
    notes: tuple[str, ...] = ()
    sidik: str = ""
    kode: str = ""
    file_name: str = field(default="", compare=False)

    @property
    def title(self) -> str:
        """What the file is called in its properties."""
        return f"Form Isian Data Kinerja {self.tahun} - {self.texts['unit']}"


def forms_for(
    loaded: LoadedKinerja, per_seksi: bool = False, bidang: Iterable[str] = (), sampai: int = 4
) -> list[Form]:
    """The forms of an office, in the order of its bidang; of all, or of those in `bidang`.

    `sampai`: the quarter (1 to 4) until which realisasi and capaian are reckoned. Raises DoctoolError for a bidang
    that answers for nothing.
    """
    rows, levels = _owned(loaded)
    units = _units(loaded, rows, levels, per_seksi=per_seksi)
    wanted = list(dict.fromkeys(bidang))
    _refuse_unknown(wanted, units, loaded)
    made = []
    for unit in units:
        if wanted and unit[0] not in wanted:
            continue
        own = [row for of, group in rows if _of(of, unit, per_seksi=per_seksi) for row in group]
        money = _money(levels, unit, per_seksi=per_seksi)
        made.append(_form(loaded, unit, sampai, _numbered(own), money))
    return _named(made)


def units_for(loaded: LoadedKinerja, *, per_seksi: bool = False) -> list[Unit]:
    """The units that get a form, in the order of the office's bidang: (bidang, "") or (bidang, seksi)."""
    return _units(loaded, *_owned(loaded), per_seksi=per_seksi)


def _owned(loaded: LoadedKinerja) -> tuple[list[Rows], list[Placed]]:
    """The indicators and the levels of the budget, each with who answers for it."""
    rows, levels = list(_indicator_rows(loaded)), list(_levels(loaded.kinerja.program))
    owners = [*(unit for unit, _ in rows), *(unit for unit, *_ in levels if unit is not None)]
    divided = {bidang for bidang, seksi in owners if seksi}

    def named(unit: Unit) -> Unit:
        return (unit[0], LUAR_SEKSI) if not unit[1] and unit[0] in divided else unit

    return (
        [(named(unit), group) for unit, group in rows],
        [(named(unit) if unit is not None else None, places, one) for unit, places, one in levels],
    )


def _refuse_unknown(wanted: Sequence[str], units: Sequence[Unit], loaded: LoadedKinerja) -> None:
    have = list(dict.fromkeys(unit[0] for unit in units))
    unknown = [one for one in wanted if one not in have]
    if unknown:
        raise DoctoolError(
            f'{loaded.office.kode}: bidang "{unknown[0]}" tidak menjadi penanggung jawab apa pun di "{loaded.file}"',
            f"pilih salah satu: {', '.join(have)}",
        )


def _of(owner: Unit, unit: Unit, *, per_seksi: bool) -> bool:
    return owner == unit if per_seksi else owner[0] == unit[0]


def _units(
    loaded: LoadedKinerja, rows: Sequence[Rows], levels: Sequence[Placed], *, per_seksi: bool
) -> list[Unit]:
    owners = [*(unit for unit, _ in rows), *(unit for unit, *_ in levels if unit is not None)]
    order = {key: place for place, key in enumerate(loaded.office.kantor.bidang)}
    found = dict.fromkeys(owner if per_seksi else (owner[0], "") for owner in owners)
    return sorted(found, key=lambda unit: order.get(unit[0], len(order)))


def _indicator_rows(loaded: LoadedKinerja) -> Iterator[Rows]:
    """The rows of each indicator with who answers for it."""
    for sasaran, one in loaded.kinerja.indikator():
        who = one.penanggung_jawab
        yield (who.bidang, who.seksi), list(_rows(one, sasaran.uraian, _who(loaded, who)))


def _who(loaded: LoadedKinerja, who: PenanggungJawab) -> str:
    return who.seksi or loaded.office.kantor.bidang.get(who.bidang, who.bidang)


def _rows(one: Indikator, sasaran: str, who: str) -> Iterator[IndicatorRow]:
    quarters: Sequence[Target | str] = one.target_triwulan or ("",) * 4
    values: dict[str, Value] = {
        "sasaran": sasaran, "indikator": one.uraian, "satuan": one.satuan, "formula": _how(one),
        "target": _target(one.target),
        **{field: _target(given) for field, given in zip(TARGET_TW, quarters, strict=True)},
        "sumber_data": one.sumber_data, "penanggung_jawab": who, "bukti_dukung": one.bukti_dukung,
    }  # fmt: skip
    if not one.berbanding:
        yield IndicatorRow(one.kode, Jenis.INDIKATOR, _pattern(one), values, one)
        return
    yield IndicatorRow(one.kode, Jenis.PERBANDINGAN, "perbandingan", values, one)
    for end, kind, text in (
        (AKHIR_PEMBILANG, Jenis.PEMBILANG, one.pembilang), (AKHIR_PENYEBUT, Jenis.PENYEBUT, one.penyebut),
    ):  # fmt: skip
        named = {"indikator": f"{kind.value.capitalize()}: {text}"}
        yield IndicatorRow(one.kode + end, kind, kind.value, named, one)


def _how(one: Indikator) -> str:
    """How capaian is reckoned, in words: the formula, where realisasi comes from, how the quarters come together."""
    lines = [_RUMUS[one.rumus_dipakai]]
    year = _AKUMULASI[one.akumulasi] if one.rumus_dipakai != "tingkat" else _AKUMULASI["terakhir"]
    if one.berbanding:
        times = factor(one.satuan)
        lines.append("R = P ÷ Y" + (f" × {angka(times)}" if times != 1 else ""))
        if one.akumulasi == "jumlah":
            year = "jumlah P ÷ jumlah Y"
    return "\n".join([*lines, f"Setahun: {year}"])


def _target(target: Target | str) -> Value:
    if isinstance(target, str):
        return target
    return target.nilai if target.nilai is not None else target.teks


def _pattern(one: Indikator) -> str:
    """Which of the patterns of a directly entered indicator: a grade, a percentage within 0 to 100, or any number."""
    if one.rumus_dipakai == "tingkat":
        return "indikator_tingkat"
    ends = [
        end for target in (one.target, *one.target_triwulan)
        for end in (target.rentang or ((target.nilai,) if target.nilai is not None else ()))
    ]  # fmt: skip
    within = all(0 <= end <= 100 for end in ends)
    return "indikator_persen" if factor(one.satuan) == 100 and within else "indikator"


def _numbered(rows: Iterable[IndicatorRow]) -> tuple[IndicatorRow, ...]:
    """The rows with their numbers; a sasaran is printed with the first of its indicators only."""
    made = []
    number, before = 0, ""
    for row in rows:
        if row.jenis in (Jenis.INDIKATOR, Jenis.PERBANDINGAN):
            number += 1
            sasaran = str(row.values["sasaran"])
            values = {**row.values, "nomor": Decimal(number), "sasaran": "" if sasaran == before else sasaran}
            before = sasaran
            row = replace(row, values=values)  # noqa: PLW2901 - the same row with its number
        made.append(row)
    return tuple(made)


def _levels(programs: Sequence[Program]) -> Iterator[Placed]:
    """Every level in order; what has no parts of its own with who answers for it (else who does above it)."""
    for number, program in enumerate(programs, start=1):
        yield from _level((number,), program, program.kegiatan, None)


def _level(
    places: tuple[int, ...], one: Level, parts: Sequence[Level], above: Unit | None
) -> Iterator[Placed]:
    who = (one.penanggung_jawab.bidang, one.penanggung_jawab.seksi) if one.penanggung_jawab else above
    yield (None if parts else who), places, one
    for number, part in enumerate(parts, start=1):
        below = part.sub_kegiatan if isinstance(part, KegiatanProgram) else ()
        yield from _level((*places, number), part, below, who)


def _money(levels: Sequence[Placed], unit: Unit, *, per_seksi: bool) -> tuple[MoneyRow, ...]:
    """The levels that `unit` answers for, each below those it belongs to."""
    own = [places for who, places, _ in levels if who is not None and _of(who, unit, per_seksi=per_seksi)]
    shown = {places[:depth] for places in own for depth in range(1, len(places) + 1)}
    chosen = [(places, one) for _, places, one in levels if places in shown]
    at = {places: number for number, (places, _) in enumerate(chosen)}
    rows = []
    for places, one in chosen:
        parts = tuple(at[below] for below, _ in chosen if below[:-1] == places)
        kind = (Jenis.PROGRAM if len(places) == 1 else Jenis.KEGIATAN) if parts else Jenis.RINCIAN
        values: dict[str, Value] = {"kode_rekening": one.kode, "uraian": one.uraian}
        known = (None, None) if parts else (one.pagu, one.realisasi)
        rows.append(MoneyRow(kunci_anggaran(*places), kind, values, *known, parts))
    return tuple(rows)


def _form(
    loaded: LoadedKinerja, unit: Unit, sampai: int, rows: tuple[IndicatorRow, ...], money: tuple[MoneyRow, ...]
) -> Form:
    texts = {**_texts(loaded, unit, sampai), "petunjuk_anggaran": _MONEY_HINT if money else ""}
    note = loaded.kinerja.catatan.get(unit[0], "")
    made = Form(
        loaded.office, loaded.kinerja.tahun, *unit, sampai, rows, money, texts, tuple(note.splitlines() if note else ())
    )
    sidik = _digest(made)
    kode = str(buat_kode(loaded.office.kode, made.tahun, *unit, sidik))
    return replace(made, sidik=sidik, kode=kode, texts={**texts, "kode_formulir": kode})


def _digest(form: Form) -> str:
    """SHA-256 over everything that the data puts into a form."""
    rows = [[one.kunci, one.jenis, {key: str(value) for key, value in one.values.items()}] for one in form.indicators]
    reckoned = [
        one.indikator.model_dump(mode="json", include={"rumus", "akumulasi", "tingkatan", "target_kumulatif", "arah"})
        for one in form.indicators
    ]
    money = [
        [one.kunci, one.jenis, *map(str, one.values.values()), str(one.pagu)] for one in form.money
    ]
    said = [VERSI, form.office.kode, form.tahun, form.bidang, form.seksi, form.sampai, rows, reckoned, money]
    aturan = form.office.kantor.kinerja.model_dump(mode="json", exclude={"kertas"})
    text = json.dumps([*said, aturan, dict(form.texts), form.notes], ensure_ascii=False, sort_keys=True)
    return hashlib.sha256(text.encode("utf-8", "surrogatepass")).hexdigest()


def _texts(loaded: LoadedKinerja, unit: Unit, sampai: int) -> dict[str, str]:
    kantor = loaded.office.kantor
    bidang = kantor.bidang.get(unit[0], unit[0])
    name = f"{bidang} – {unit[1]}" if unit[1] else bidang
    whole = sampai >= len(TRIWULAN)
    until = f"triwulan {TRIWULAN[sampai - 1]}"
    section = "" if unit[1] == LUAR_SEKSI else unit[1]
    post = _post(section or bidang)
    head = _head(kantor.pejabat, (unit[0], section), post)
    nip = f"NIP. {format_nip(head.nip, kantor.gaya.nip)}" if head.nip else "NIP. " + "…" * 14
    return {
        "tahun": str(loaded.kinerja.tahun), "unit": name, "unit_kapital": name.upper(), "bidang": bidang,
        "seksi": unit[1], "nama_kantor": kantor.nama, "pemerintah": kantor.pemerintah, "wilayah": kantor.wilayah,
        "periode": "TRIWULAN I SAMPAI IV" if whole else f"SAMPAI {until.upper()}",
        "periode_kecil": "tahun" if whole else f"sampai {until}",
        "judul_realisasi": "Realisasi tahun" if whole else f"Realisasi s.d. {until}",
        "tempat": kantor.tempat_surat, "jabatan_penandatangan": head.jabatan or post,
        "nama_penandatangan": head.nama or "…" * 20, "pangkat_penandatangan": head.pangkat,
        "nip_penandatangan": nip, "pangkat_nip_penandatangan": f"{head.pangkat}\n{nip}" if head.pangkat else nip,
        "hari_pengembalian": str(kantor.kinerja.hari_pengembalian), "aturan_pita": band_rule(kantor.kinerja),
    }  # fmt: skip


def _post(unit: str) -> str:
    """The post of whoever leads a unit; a unit that is named by its leader (Katim ...) has that name."""
    if _LEADER.match(unit):
        return re.sub(r"^Katim\b", "Ketua Tim", unit)
    return re.sub("^Sekretariat", "Sekretaris", unit) if unit.startswith("Sekretariat") else f"Kepala {unit}"


def _head(officials: Mapping[str, Pejabat], unit: Unit, post: str) -> Pejabat:
    """Who signs: the official whose post is `post`, for a whole bidang also he whose key is the bidang's."""
    same = [one for one in officials.values() if one.jabatan.casefold() == post.casefold()]
    by_key = officials.get(unit[0]) if not unit[1] else None
    return same[0] if same else by_key or Pejabat()


def _named(forms: Sequence[Form]) -> list[Form]:
    """The forms with names for their files, each another."""
    seen: dict[str, int] = {}
    made = []
    for form in forms:
        period = "" if form.sampai >= len(TRIWULAN) else f"-tw{form.sampai}"
        unit = "-".join(singkat(one) for one in (form.bidang, form.seksi) if one)
        stem = f"form-isian-{form.tahun}{period}-{unit}"[:76].rstrip("-")
        seen[stem] = seen.get(stem, 0) + 1
        made.append(replace(form, file_name=f"{stem}{f'-{seen[stem]}' if seen[stem] > 1 else ''}.xlsx"))
    return made

