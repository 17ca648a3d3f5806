"""What filling one letter may cost: a template that asks for more is refused before it takes the machine.

Everything is counted in characters: a text costs its length, one turn of a loop what it prints and a little more.
"""

from __future__ import annotations

from collections.abc import Iterable, Iterator, Mapping
from contextlib import contextmanager
from contextvars import ContextVar
from itertools import islice
from typing import Any

from jinja2.exceptions import SecurityError

#: A letter of a thousand pages takes about 10 million; the properties of its file hardly anything.
BUDGET, SMALL_BUDGET = 20_000_000, 1_000_000
#: One turn of a loop, one call, one value of a list.
TURN, CALL, VALUE = 20, 50, 8
#: A printed text shorter than this is counted as so long, with the turn of its loop.
SHORT = 64
#: The largest number a template may reckon with, in bits; the most values taken from what has no length.
MOST_BITS, MOST_VALUES = 4096, 100_000

_MESSAGE = "perulangan atau teksnya terlalu besar"


class TemplateLimitError(SecurityError):
    """A template that takes too much time or memory."""

    def __init__(self) -> None:
        super().__init__(_MESSAGE)


class Meter:
    """What is left of the budget of one letter."""

    __slots__ = ("check", "left")

    def __init__(self, budget: int = BUDGET) -> None:
        self.left = budget
        #: Whether the part that is being filled is to be looked at (`part.Part`).
        self.check = False

    def charge(self, cost: int) -> None:
        """TemplateLimitError where `cost` is more than is left."""
        self.left -= max(0, cost)
        if self.left < 0:
            raise TemplateLimitError


_METER: ContextVar[Meter | None] = ContextVar("meter", default=None)


@contextmanager
def metered(budget: int = BUDGET) -> Iterator[Meter]:
    """What is rendered inside counts together."""
    token = _METER.set(Meter(budget))
    try:
        yield current()
    finally:
        _METER.reset(token)


def current() -> Meter:
    """The meter of the letter that is being filled; LookupError where none is."""
    meter = _METER.get()
    if meter is None:
        raise LookupError("templates are rendered inside metered()")
    return meter


def charge_for(*values: Any) -> None:
    """Charge what `values` hold, with what is in them."""
    meter = current()
    for value in values:
        _charge(value, meter)


def _charge(value: Any, meter: Meter) -> None:
    if isinstance(value, str):
        meter.charge(len(value))
    elif isinstance(value, int):
        if value.bit_length() > MOST_BITS:
            raise TemplateLimitError
    elif isinstance(value, Mapping):
        meter.charge(VALUE * len(value))
        for key, item in value.items():
            _charge(key, meter)
            _charge(item, meter)
    elif isinstance(value, range):
        meter.charge(VALUE * len(value))
    elif isinstance(value, list | tuple | set | frozenset):
        meter.charge(VALUE * len(value))
        for item in value:
            _charge(item, meter)


def turns(values: Any, cost: int) -> Any:
    """`values` of a loop, each turn of which costs `cost`; what has no length becomes a list."""
    try:
        count = len(values)
    except TypeError:
        values = taken(values)
        count = len(values)
    current().charge(count * cost)
    return values


def taken(values: Iterable[Any]) -> list[Any]:
    """`values` as a list. TemplateLimitError where there are too many."""
    found = list(islice(values, MOST_VALUES + 1))
    if len(found) > MOST_VALUES:
        raise TemplateLimitError
    current().charge(VALUE * len(found))
    return found


def numbers(*args: int) -> range:
    """range(), of at most `MOST_VALUES`."""
    found = range(*args)
    if len(found) > MOST_VALUES:
        raise TemplateLimitError
    return found


def check_binary(operator: str, left: Any, right: Any) -> None:
    """Refuse `left operator right` where the result would be too large, before it is made."""
    if operator == "%" and isinstance(left, str):
        raise SecurityError('tanda "%" pada teks')
    if operator == "+":
        charge_for(*(one for one in (left, right) if not isinstance(one, int | float)))
    elif operator == "**" and (_bits(left) > 64 or not -64 <= right <= 64):
        raise TemplateLimitError
    elif operator == "*":
        _check_product(left, right)


def _check_product(left: Any, right: Any) -> None:
    if isinstance(left, int) and isinstance(right, int):
        if _bits(left) + _bits(right) > MOST_BITS:
            raise TemplateLimitError
        return
    for one, times in ((left, right), (right, left)):
        if isinstance(one, str | list | tuple) and isinstance(times, int):
            current().charge(VALUE * len(one) * max(0, times))


def _bits(value: Any) -> int:
    return value.bit_length() if isinstance(value, int) else 0


def check_replace(text: str, old: str, new: str) -> None:
    """Refuse a replacement whose result would be too large."""
    times = text.count(old) if old else len(text) + 1
    current().charge(len(text) + times * len(new))


def check_join(glue: str, items: list[Any]) -> None:
    """Refuse a join whose result would be too large."""
    charge_for(items)
    current().charge(len(glue) * len(items))
