"""The rows of a form before it is written, and the unit that answers for them."""

from __future__ import annotations

from collections.abc import Mapping
from dataclasses import dataclass
from decimal import Decimal

from doctool.forms.field_map import Jenis
from doctool.model.kinerja import Indikator

Value = Decimal | str
#: Whose a form is: a bidang by its key, and one of its seksi or "".
Unit = tuple[str, str]
#: What stands for the seksi in the form of what no seksi of a bidang answers for, where others of its rows have one.
LUAR_SEKSI = "di luar seksi"


@dataclass(frozen=True, slots=True)
class IndicatorRow:
    """A row of the sheet of indicators. `pattern` is the template's row that it looks like; `values` are those that
    the data gives, by field; `indikator` is the indicator it belongs to."""

    kunci: str
    jenis: Jenis
    pattern: str
    values: Mapping[str, Value]
    indikator: Indikator


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


def answers_for(unit: Unit, owner: Unit, *, per_seksi: bool) -> bool:
    """Whether what `owner` answers for stands in the form of `unit`."""
    return owner == unit if per_seksi else owner[0] == unit[0]
