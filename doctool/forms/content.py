"""What stands in each form: one for every bidang that answers for something, or one for every seksi."""

from __future__ import annotations

import json
from collections.abc import Iterable, Mapping, Sequence
from dataclasses import dataclass, field, replace

from doctool.errors import DoctoolError
from doctool.fingerprint import digest
from doctool.forms.field_map import VERSI, buat_kode, singkat
from doctool.forms.form_texts import form_texts
from doctool.forms.indicator_rows import Rows, indicator_rows, numbered
from doctool.forms.money_rows import Placed, levels_of, money_rows
from doctool.forms.rows import LUAR_SEKSI, IndicatorRow, MoneyRow, Unit
from doctool.loaded import LoadedKantor, LoadedKinerja
from doctool.model.kinerja import TRIWULAN

#: What is to be done with the sheet of the money, where there is one.
_MONEY_HINT = "Isi realisasi anggaran pada lembar Anggaran. "


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
    mine: dict[Unit, list[IndicatorRow]] = {}
    for of, group in rows:
        mine.setdefault(of if per_seksi else (of[0], ""), []).extend(group)
    made = []
    for unit in units:
        if wanted and unit[0] not in wanted:
            continue
        own = mine.get(unit, [])
        money = money_rows(levels, unit, per_seksi=per_seksi)
        made.append(_form(loaded, unit, sampai, numbered(own), money))
    return _named(made)


def units_for(loaded: LoadedKinerja, *, per_seksi: bool = False) -> list[Unit]:
    """The units that get a form, in the order of the office's bidang: (bidang, "") or (bidang, seksi)."""
    return _units(loaded, *_owned(loaded), per_seksi=per_seksi)


def _owned(loaded: LoadedKinerja) -> tuple[list[Rows], list[Placed]]:
    """The indicators and the levels of the budget, each with who answers for it."""
    rows, levels = list(indicator_rows(loaded)), list(levels_of(loaded.kinerja.program))
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


def _units(
    loaded: LoadedKinerja, rows: Sequence[Rows], levels: Sequence[Placed], *, per_seksi: bool
) -> list[Unit]:
    owners = [*(unit for unit, _ in rows), *(unit for unit, *_ in levels if unit is not None)]
    order = {key: place for place, key in enumerate(loaded.office.kantor.bidang)}
    found = dict.fromkeys(owner if per_seksi else (owner[0], "") for owner in owners)
    return sorted(found, key=lambda unit: order.get(unit[0], len(order)))


def _form(
    loaded: LoadedKinerja, unit: Unit, sampai: int, rows: tuple[IndicatorRow, ...], money: tuple[MoneyRow, ...]
) -> Form:
    texts = {**form_texts(loaded, unit, sampai), "petunjuk_anggaran": _MONEY_HINT if money else ""}
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
    return digest(text.encode("utf-8", "surrogatepass"))


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
