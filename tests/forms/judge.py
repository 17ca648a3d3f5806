"""Whether the reading of a damaged form is as it must be."""

from __future__ import annotations

from dataclasses import dataclass

from doctool.border.workbook import RefusedError
from doctool.findings import Finding, Severity
from doctool.forms.read import Bacaan
from tests.forms.damage import Case, Damaged, Key
from tests.forms.edit import letters
from tests.forms.mutate import Mutant
from tests.forms.returned import EMPTY, answers, read, same


@dataclass(frozen=True)
class Verdict:
    """What became of a damaged form: equal (read as it was entered), told, refused or not recognised; and what is
    wrong about that."""

    state: str
    problems: tuple[str, ...] = ()


def judge_damage(one: Case, damaged: Damaged) -> Verdict:
    """A reading must tell the damage, and keep every answer that was not damaged."""
    try:
        found = read(damaged.data, damaged.known or one.expected)
    except RefusedError as error:
        return Verdict("refused", () if damaged.refused else (f"refused: {error.reason}",))
    problems = [*_untold(found)]
    codes = {finding.code for finding in found.temuan}
    for wanted_codes in (damaged.codes, damaged.also):
        if wanted_codes and not codes & wanted_codes:
            problems.append(f"none of {sorted(wanted_codes)} among {sorted(codes)}")
    if found.kembali is None:
        problems += [] if damaged.refused else [f"not recognised: {[one.message for one in found.temuan]}"]
        return Verdict("not recognised", tuple(problems))
    got = answers(found.kembali)
    for key, entered in one.wanted.items():
        put = damaged.instead.get(key, entered)
        wanted = damaged.touched.get(key, put)
        if wanted is None and not same(got.get(key, EMPTY), put) and not _errors(found.temuan):
            problems.append(f"{key}: {got.get(key)} instead of {put}, and no error")
        if wanted is not None and not same(got.get(key), wanted):
            problems.append(f"{key}: {got.get(key)} instead of {wanted}")
    return Verdict("told" if codes else "equal", tuple(problems))


def judge_mutant(one: Case, mutant: Mutant) -> Verdict:
    """What was not touched must be read as it was entered, or be told to be lost; never be another value."""
    return judge_bytes(one, mutant.data, mutant)


def judge_bytes(one: Case, data: bytes, mutant: Mutant, *, sums: bool = True) -> Verdict:
    """As `judge_mutant`, of a file of any format; without `sums` (checksums, which .xls has not) damage within a number
    is another number, which nobody can tell: then nothing is asked of the values."""
    try:
        found = read(data, one.expected)
    except RefusedError as error:
        return Verdict("refused", () if error.reason and error.hint else ("no reason",))
    if found.kembali is None:
        return Verdict("not recognised", () if _errors(found.temuan) else ("nothing was told",))
    got = answers(found.kembali)
    different = [key for key, entered in one.wanted.items() if not same(got.get(key), entered)]
    problems = [*_untold(found)]
    if not sums:
        changed = any(got.get(key, EMPTY)[0] == "terisi" for key in different)
        return Verdict("other numbers" if changed else "told", tuple(problems))
    for key in different:
        if _ref(one, key) in mutant.touched:
            continue
        if got.get(key, EMPTY)[0] == "terisi" or not _errors(found.temuan):
            problems.append(f"{key}: {got.get(key)} instead of {one.wanted[key]}")
    return Verdict("told" if different or found.temuan else "equal", tuple(problems))


def _ref(one: Case, key: Key) -> tuple[str, str]:
    sheet, row, column = one.places[key]
    return ("1" if sheet == "Form Isian" else "2", f"{letters(column)}{row}")


def _errors(findings: tuple[Finding, ...]) -> bool:
    return any(one.severity is Severity.ERROR for one in findings)


def _untold(found: Bacaan) -> list[str]:
    """Findings that do not say what they should: a code, a message of one line, a file."""
    return [
        f"poor finding: {one}" for one in found.temuan
        if not (one.code and one.message and "\n" not in one.message and one.where.file)
    ]  # fmt: skip
