"""The axis of a chart of lines: one that shows the differences; decimals and units in which its figures are read."""

from __future__ import annotations

from collections.abc import Iterable, Sequence
from decimal import ROUND_CEILING, ROUND_FLOOR, Decimal

from doctool.model.capaian import rounded
from doctool.model.dokumen import Seri

#: An axis has about so many steps; each is one of these times a power of ten.
_STEPS = 5
_NICE = (Decimal(1), Decimal(2), Decimal(5), Decimal(10))
#: From this part of the highest value on the lowest one is so near that an axis from 0 would hide the differences.
_NEAR = Decimal("0.5")
#: Decimals of the labels at most.
_MOST = 2
NOT_FROM_0 = "Sumbu tegak tidak mulai dari 0."
#: Units of money: the least value that is drawn in it, its divisor, its name.
_UNITS = (
    (Decimal(10) ** 8, Decimal(10) ** 9, "miliar rupiah"), (Decimal(10) ** 5, Decimal(10) ** 6, "juta rupiah"),
)  # fmt: skip


def axis(series: Sequence[Seri]) -> tuple[Decimal, Decimal, Decimal] | None:
    """Where an axis begins and ends, in whole steps around the values, and its step; None: it is to begin at 0."""
    values = _values(series)
    if not values or min(values) <= 0 or min(values) < max(values) * _NEAR:
        return None
    low, high = min(values), max(values)
    step = nice_step((high - low) or high / 10)
    start = (low / step - Decimal("0.5")).to_integral_value(ROUND_FLOOR) * step
    end = (high / step + Decimal("0.2")).to_integral_value(ROUND_CEILING) * step
    return (max(start, Decimal(0)), end, step)


def nice_step(span: Decimal) -> Decimal:
    """A step of 1, 2 or 5 times a power of ten, about a fifth of `span`."""
    rough = span / _STEPS
    power = Decimal(1).scaleb(rough.adjusted())
    return next(one * power for one in _NICE if one * power >= rough)


def decimals(series: Sequence[Seri]) -> int:
    """The decimals that the values of a chart have, two at most."""
    found = 0
    for one in _values(series):
        exponent = rounded(one, _MOST).normalize().as_tuple().exponent
        found = max(found, -exponent if isinstance(exponent, int) else 0)
    return found


def in_money_unit(series: Sequence[Seri]) -> tuple[tuple[Seri, ...], str]:
    """Series of money in the unit in which the smallest is still readable, and its name."""
    values = [one for one in _values(series) if one > 0]
    found = next((one for one in _UNITS if values and min(values) >= one[0]), None)
    if found is None:
        return tuple(series), "rupiah"
    _, divisor, name = found
    return tuple(_divided(one, divisor) for one in series), name


def _divided(one: Seri, divisor: Decimal) -> Seri:
    scaled = tuple(None if value is None else value / divisor for value in one.nilai)
    return Seri(one.nama, scaled, one.warna, one.warna_titik)


def _values(series: Iterable[Seri]) -> list[Decimal]:
    return [value for one in series for value in one.nilai if value is not None]
