"""What a bidang returned for earlier quarters, carried over into its next form.

Realisasi of those quarters is filled in. What it said of the last of them, and spent until then, is printed below the
table to look back at: the narrative and the money of a quarter are its own and are asked anew.
"""

from __future__ import annotations

from collections.abc import Iterator, Mapping, Sequence
from dataclasses import replace
from decimal import Decimal

from doctool.forms.collected import Collected, collect
from doctool.forms.content import Form
from doctool.forms.field_map import REALISASI_TW, Jenis
from doctool.forms.formulas import Value
from doctool.indonesian import angka, gabung
from doctool.model.capaian import sum_exact
from doctool.model.kinerja import TRIWULAN
from doctool.model.pengembalian import Pengembalian

_OPEN = {Jenis.INDIKATOR, Jenis.PEMBILANG, Jenis.PENYEBUT}
#: Letters of a narrative that are printed, and indicators of which there is one.
_LONGEST, _MOST = 160, 10


def carried(form: Form, returns: Sequence[Pengembalian]) -> tuple[Form, Mapping[str, Mapping[str, Value]]]:
    """`form` and the realisasi of quarters before its own to fill in, by the row's key and field.

    Only returns of earlier quarters in which nothing is left to mend count; of two that disagree neither does. What is
    carried over, and what was said the last time, stands in the form's notes. Its code stays that of the form without.
    """
    earlier = [one for one in returns if one.layak and one.triwulan < form.sampai]
    known = collect(earlier, form.sampai - 1)
    entries: dict[str, dict[str, Value]] = {}
    quarters: set[int] = set()
    for row in form.indicators:
        if row.jenis not in _OPEN:
            continue
        for number, field in enumerate(REALISASI_TW[: form.sampai - 1]):
            found = known.isian(row.kunci, field)
            said: Value | None = found.nilai if found.nilai is not None else found.teks or found.tertulis or None
            if found.keadaan in ("terisi", "tidak diukur") and said is not None:
                entries.setdefault(row.kunci, {})[field] = said
                quarters.add(number)
    notes = list(form.notes)
    if entries:
        names = gabung([TRIWULAN[number] for number in sorted(quarters)])
        notes.append(
            f"Realisasi triwulan {names} sudah terisi dari formulir yang diterima; ubah hanya bila ada yang keliru."
        )
    return replace(form, notes=(*notes, *_last_time(form, earlier))), entries


def _last_time(form: Form, earlier: Sequence[Pengembalian]) -> Iterator[str]:
    """What the unit said in the last of its earlier quarters, a note for each indicator, and what it had spent."""
    keys = {row.indikator.kode for row in form.indicators} | {row.kunci for row in form.money}
    own = [
        one for one in earlier
        if one.bidang == form.bidang
        and keys.intersection(row.kode for row in one.indikator) | keys.intersection(row.kunci for row in one.anggaran)
    ]  # fmt: skip
    last = max((one.triwulan for one in own), default=0)
    if not last:
        return
    quarter = TRIWULAN[last - 1]
    known = collect([one for one in own if one.triwulan == last], last)
    told = [note for row in form.indicators if (note := _narrative(row.kunci, known))]
    for note in told[:_MOST]:
        yield f"Triwulan {quarter}, {note}"
    if len(told) > _MOST:
        yield f"Uraian {len(told) - _MOST} indikator lainnya ada di formulir triwulan {quarter}."
    spent = [known.isian(one.kunci, "realisasi").hitungan for one in form.money if not one.parts]
    sums = [one for one in spent if isinstance(one, Decimal)]
    if sums:
        yield f"Realisasi anggaran sampai triwulan {quarter} menurut formulirnya: Rp{angka(sum_exact(sums))}."


def _narrative(key: str, known: Collected) -> str:
    """What hindered an indicator and what was to be done, "" where neither was said."""
    parts = [(name, " ".join(known.isian(key, name).teks.split()).rstrip(".;")) for name in ("hambatan", "solusi")]
    said = [f"{name}: {text if len(text) <= _LONGEST else f'{text[: _LONGEST - 1]}…'}" for name, text in parts if text]
    return f"{key} {'; '.join(said)}" if said else ""
