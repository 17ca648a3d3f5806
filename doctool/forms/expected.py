"""What a returned form should be: the office's data as forms, for every unit and quarter, made once and kept."""

from __future__ import annotations

from collections.abc import Iterator

from doctool.forms.content import Form, forms_for
from doctool.forms.field_map import KodeFormulir, singkat
from doctool.forms.rows import Unit
from doctool.loaded import LoadedKinerja

QUARTERS = (4, 1, 2, 3)


class Expected:
    """The forms of an office's data for one year."""

    def __init__(self, loaded: LoadedKinerja) -> None:
        self.loaded = loaded
        self._forms: dict[tuple[bool, int], dict[Unit, Form]] = {}

    @property
    def kantor(self) -> str:
        """The office's code."""
        return self.loaded.office.kode

    @property
    def tahun(self) -> int:
        """The year."""
        return self.loaded.kinerja.tahun

    def forms(self, *, per_seksi: bool, sampai: int = 4) -> dict[Unit, Form]:
        """The forms of every bidang, or of every seksi, by unit."""
        key = per_seksi, sampai
        if key not in self._forms:
            made = forms_for(self.loaded, per_seksi=per_seksi, sampai=sampai)
            self._forms[key] = {(one.bidang, one.seksi): one for one in made}
        return self._forms[key]

    def form(self, unit: Unit, sampai: int = 4) -> Form | None:
        """The form of a unit; None where the data has no such unit."""
        return self.forms(per_seksi=bool(unit[1]), sampai=sampai).get(unit)

    def unit_of(self, code: KodeFormulir) -> Unit | None:
        """The unit that a code names; None where the data has none."""
        for unit in self.forms(per_seksi=bool(code.seksi)):
            if singkat(unit[0]) == code.bidang and (singkat(unit[1]) if unit[1] else "") == code.seksi:
                return unit
        return None

    def quarter_of(self, unit: Unit, sidik: str) -> int | None:
        """The quarter of the form with this fingerprint (or its beginning); None where the data has changed since."""
        for quarter in QUARTERS:
            form = self.form(unit, quarter)
            if form is not None and sidik and form.sidik.startswith(sidik):
                return quarter
        return None

    def units(self) -> Iterator[tuple[Unit, frozenset[str]]]:
        """Every unit with the keys of its rows, whole bidang first."""
        for per_seksi in (False, True):
            for unit, form in self.forms(per_seksi=per_seksi).items():
                if bool(unit[1]) == per_seksi:
                    yield unit, frozenset({one.kunci for one in form.indicators} | {one.kunci for one in form.money})
