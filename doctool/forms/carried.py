"""What a bidang returned for earlier quarters, carried over into its next form."""

from __future__ import annotations

from collections.abc import Mapping, Sequence
from dataclasses import replace

from doctool.forms.collected import collect
from doctool.forms.content import Form
from doctool.forms.field_map import REALISASI_TW, Jenis
from doctool.forms.formulas import Value
from doctool.indonesian import gabung
from doctool.model.kinerja import TRIWULAN
from doctool.model.pengembalian import Pengembalian

_OPEN = {Jenis.INDIKATOR, Jenis.PEMBILANG, Jenis.PENYEBUT}


def carried(form: Form, returns: Sequence[Pengembalian]) -> tuple[Form, Mapping[str, Mapping[str, Value]]]:
    """`form` and the realisasi of quarters before its own to fill in, by the row's key and field.

    Only returns of earlier quarters in which nothing is left to mend count; of two that disagree neither does. Where
    something is carried over the form says so in a note. Its code stays that of the form without.
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
    if not entries:
        return form, entries
    names = gabung([TRIWULAN[number] for number in sorted(quarters)])
    note = f"Realisasi triwulan {names} sudah terisi dari formulir yang diterima; ubah hanya bila ada yang keliru."
    return replace(form, notes=(*form.notes, note)), entries
