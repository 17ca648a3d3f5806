"""Safe corrections of numbers: the printed numbers of rows (S14) with the exits that point at them, and NIP (S05)."""

from __future__ import annotations

import re
from collections.abc import Iterable, Iterator

from doctool.check.context import Context, ProcedureView
from doctool.check.fix import Doubt, Fix, Judged, Scalars
from doctool.check.rule import Path
from doctool.check.texts import sop_texts
from doctool.model.dasar import bilangan
from doctool.model.nip import CaraTulis, check_nip, format_nip

_TARGETS = frozenset({"ya", "tidak", "ke"})
#: A text that speaks of a row by its number would be wrong after the rows are numbered anew.
_SPEAKS = re.compile(
    r"\b(?:kegiatan|langkah|nomor|no\.?|tahap(?:an)?|butir|poin|baris|prosedur|proses|aktivitas|angka|kembali\s+ke)"
    r"\s*(?:ke-?\s*)?\d{1,2}\b",
    re.IGNORECASE,
)


def number_fixes(ctx: Context, scalars: Scalars) -> Iterator[Judged]:
    """Rows numbered anew where a number stands twice or is left out; the flow stays what it is.

    A later bagian may count on from the one before. Left alone where it is not certain what a number means: letters
    in place of numbers, an exit that fits two rows or none, texts that speak of a row by its number.
    """
    last = 0
    for view in ctx.procedures:
        new = _renumbered(view, last)
        if new is None:
            path, at = next(_text_numbers(view))
            yield Doubt("S14", path, 0, at, "nomor berupa teks; nomor urutnya tidak dapat dipastikan")
            continue
        if any(_key(old) != _key(now) for old, now in zip(view.numbers, new, strict=True)):
            yield from _renumber(ctx, view, new, scalars)
        last = max([last, *(int(_key(one)) for one in new if _key(one))])


def _key(number: str) -> str:
    return number.strip().rstrip(".")


def _text_numbers(view: ProcedureView) -> Iterator[tuple[Path, str]]:
    for index, number in enumerate(view.numbers):
        if _key(number) and bilangan(_key(number)) is None:
            yield view.row_path(index, "nomor"), number


def _renumbered(view: ProcedureView, last: int) -> list[str] | None:
    """The numbers as they should be, in the way they are written; None where one is no number."""
    if any(True for _ in _text_numbers(view)):
        return None
    out: list[str] = []
    count = 0
    for number in view.numbers:
        key = _key(number)
        if not key:
            out.append(number)
            continue
        count = last + 1 if not count and last and int(key) == last + 1 else count + 1
        out.append(str(count) if int(key) != count else key)
    return [
        old if _key(old) == now else old.replace(_key(old), now) if _key(old) else old
        for old, now in zip(view.numbers, out, strict=True)
    ]


def _renumber(ctx: Context, view: ProcedureView, new: list[str], scalars: Scalars) -> Iterator[Judged]:
    first = next(index for index, now in enumerate(new) if now != view.numbers[index])
    path = view.row_path(first, "nomor")
    reason = _unclear(ctx, view, scalars)
    if reason:
        yield Doubt("S14", path, 0, view.numbers[first], reason)
        return
    group = "/".join(("nomor", *map(str, view.path)))
    for index, (old, now) in enumerate(zip(view.numbers, new, strict=True)):
        where = view.row_path(index, "nomor")
        if where in scalars and old != now:
            yield Fix("S14", where, 0, scalars[where], now, group)
    changed = {_key(old): _key(now) for old, now in zip(view.numbers, new, strict=True)}
    for where, text in _targets(view, scalars):
        row, slash, lane = text.partition("/")
        number = changed.get(_key(row))
        if number is not None and number != _key(row) and row.strip() not in _ids(view):
            yield Fix("S14", where, 0, text, row.replace(_key(row), number) + slash + lane, group)


def _ids(view: ProcedureView) -> set[str]:
    return {row.id for row in view.rows if row.id}


def _targets(view: ProcedureView, scalars: Scalars) -> Iterator[tuple[Path, str]]:
    """What the exits of the rows point at, as written."""
    base = (*view.path, "kegiatan")
    for path, text in scalars.items():
        if path[: len(base)] == base and len(path) > len(base) + 1:
            steps = [one for one in path[len(base) + 1 :] if isinstance(one, str)]
            if steps[-1] in _TARGETS:
                yield path, text


def _unclear(ctx: Context, view: ProcedureView, scalars: Scalars) -> str:
    """Why the rows of `view` cannot be numbered anew; "" if they can."""
    keys = [_key(one) for one in view.numbers]
    ids = _ids(view)
    for _path, text in _targets(view, scalars):
        row = text.partition("/")[0].strip()
        if row not in ids and keys.count(_key(row)) != 1:
            many = "lebih dari satu kegiatan" if keys.count(_key(row)) else "tidak satu kegiatan pun"
            return f'tujuan "{text}" cocok dengan {many}; perbaiki dahulu tujuannya'
    for one in sop_texts(ctx):
        found = None if one.cited else _SPEAKS.search(one.text)
        if found is not None:
            return f'ada teks yang menyebut nomor ("{found[0]}"); urutkan sendiri nomornya bersama teks itu'
    return ""


def nip_fixes(scalars: Scalars, paths: Iterable[Path], style: CaraTulis, code: str = "S05") -> Iterator[Fix]:
    """NIP grouped as the office prints them (gaya: nip); one with a fault is left as it is. `code` is the rule's."""
    for path in paths:
        text = scalars[path]
        right = format_nip(text, style)
        if right != text.strip() and not check_nip(text, "pppk"):
            yield Fix(code, path, 0, text, right)
