"""Forms that come back: read as they were filled in, whatever program saved them, and whatever was done to them.

    python -m benchmarks.returns [--sets 200] [--damaged 5000] [--seed 1] [--workers 2] [--no-libreoffice]

Prints figures and every failure with its seed; exits 1 if an answer is lost or changed without being told, a damage is
not told, a file raises, hangs (10 s) or takes more than 512 MB, or a text becomes a formula.
"""

from __future__ import annotations

import argparse
import random
import sys
import tempfile
import time
import traceback
from collections import Counter
from collections.abc import Callable, Mapping, Sequence
from concurrent.futures import ProcessPoolExecutor
from dataclasses import dataclass, replace
from functools import partial
from pathlib import Path

from benchmarks import return_files
from benchmarks.memory import peak
from doctool.border.workbook import RefusedError
from doctool.forms.read import Bacaan
from doctool.model.pengembalian import to_json
from tests import hostile_workbooks as hostile
from tests.forms.damage import case
from tests.forms.damage_more import DAMAGES
from tests.forms.judge import Verdict, judge_bytes, judge_damage, judge_mutant
from tests.forms.mutate import blind, mutant
from tests.forms.returned import (
    SUFFIXES,
    Answer,
    answers,
    differences,
    fill_by_openpyxl,
    read,
    sample,
    sound_entries,
    through_libreoffice,
    wanted,
    write,
)

#: Seconds and bytes that reading a file may take at most.
MOST_SECONDS, MOST_BYTES = 10.0, 512_000_000
#: Seconds that refusing a file that was made to harm may take.
HOSTILE_SECONDS = 5.0
#: Different filled forms that are damaged; files in one call of LibreOffice.
FORMS, FILES_PER_CALL = 40, 25


@dataclass(frozen=True, slots=True)
class Outcome:
    """What became of one file: its kind of damage and seed, small enough to hand from process to process."""

    kind: str
    seed: int
    verdict: Verdict
    seconds: float
    bytes: int


def timed(kind: str, seed: int, judge: Callable[[], Verdict]) -> Outcome:
    """Judge a file; an error of the reader itself is a problem, not the end."""
    start = time.perf_counter()
    try:
        verdict = judge()
    except Exception:  # a fuzzer lists what breaks the reader, with the place
        verdict = Verdict("raised", (traceback.format_exc(limit=-3),))
    return Outcome(kind, seed, verdict, time.perf_counter() - start, peak())


def damaged(seed: int) -> Outcome:
    """A form damaged as people do, or blindly, by turns."""
    draw = random.Random(seed)
    one = case(seed % FORMS + 1)
    if seed % 2:
        name = list(DAMAGES)[seed // 2 % len(DAMAGES)]
        made = DAMAGES[name](one, draw)
        return timed(name, seed, lambda: judge_damage(one, made))
    blindly = mutant(one.data, draw)
    return timed(f"buta: {blindly.kind}", seed, lambda: judge_mutant(one, blindly))


def round_trip(seed: int) -> Outcome:
    """A random set of indicators, filled in by doctool and by openpyxl and read back."""
    expected, form = sample(seed)
    entries = sound_entries(form, seed)
    want = wanted(form, entries)

    def judge() -> Verdict:
        problems: list[str] = []
        for data in (write(form, entries), fill_by_openpyxl(form, entries)):
            found = read(data, expected).kembali
            problems += differences(answers(found), want) if found is not None else ["not recognised"]
        return Verdict("equal", tuple(problems))

    return timed("dua kali", seed, judge)


def hostile_file(name: str) -> Outcome:
    """A file that was made to harm: refused with its own reason, or read without what was put into it and so told."""
    one = case(1)
    harmless, refused = hostile.told(one.data), hostile.refused(one.data)
    data, words = (harmless | refused)[name]

    def judge() -> Verdict:
        try:
            found = read(data, one.expected)
        except RefusedError as error:
            right = name in refused and words in error.reason and error.hint
            return Verdict("refused", () if right else (f"reason: {error.reason}",))
        if name in refused:
            return Verdict("read", ("was not refused",))
        return Verdict("told", tuple(not_neutral(found, one.wanted, words)))

    return held(name, judge)


def held(name: str, judge: Callable[[], Verdict]) -> Outcome:
    """What becomes of a file that was made to harm, with the time that it may take and what it may reach: nothing."""
    with hostile.reaching() as reached:
        made = timed(name, 0, judge)
        late = (f"{made.seconds:.1f} s",) if made.seconds > HOSTILE_SECONDS else ()
        return replace(made, verdict=replace(made.verdict, problems=(*made.verdict.problems, *late, *reached)))


def not_neutral(found: Bacaan, wanted: Mapping[tuple[str, str], Answer], words: str) -> list[str]:
    """What is wrong with the reading of a file of `hostile_workbooks.told`: not told with its `words`, an answer
    changed, or something of what was put into it kept among the answers."""
    if found.kembali is None:
        return ["was not recognised"]
    telling = [one.message for one in found.temuan if words in one.message and one.hint]
    kept = to_json(replace(found.kembali, temuan=()))
    faults = [] if telling else [f"not told: {words}"]
    faults += ["what it holds is kept"] if hostile.CANARY.encode() in kept else []
    return [*faults, *differences(answers(found.kembali), wanted)]


def several(seed: int) -> Outcome:
    """Several files of one bidang."""
    return timed("beberapa berkas", seed, lambda: return_files.several(seed))


def _each(found: Sequence[tuple[str, Verdict]], seed: int = 0) -> list[Outcome]:
    return [Outcome(kind, seed, verdict, 0.0, peak()) for kind, verdict in found]


def saved_elsewhere(suffix: str, seed: int) -> list[Outcome]:
    """Every kind of damage, saved by LibreOffice."""
    return _each(return_files.saved_elsewhere(seed, suffix), seed)


def in_other_formats(seeds: Sequence[int], suffix: str) -> tuple[list[Outcome], list[Outcome]]:
    """Forms saved by LibreOffice in a format: read back as they were filled in; and then damaged blindly."""
    trips, blinds = [], []
    with tempfile.TemporaryDirectory(prefix="doctool-", ignore_cleanup_errors=True) as name:
        folder = Path(name)
        files = []
        for seed in seeds:
            one = case(seed)
            files.append(folder / f"{seed}.xlsx")
            files[-1].write_bytes(one.data if seed % 2 else fill_by_openpyxl(one.form, one.entries))
        for seed, made in zip(seeds, through_libreoffice(files, folder, suffix), strict=True):
            data = made.read_bytes()
            trips.append(timed(suffix, seed, partial(_same_as_entered, seed, data)))
            draw = random.Random(seed)
            for _ in range(2):
                blindly = blind(data, draw)
                judge = partial(judge_bytes, case(seed), blindly.data, blindly, sums=suffix != "xls")
                blinds.append(timed(f"buta .{suffix}: {blindly.kind}", seed, judge))
    return trips, blinds


def _same_as_entered(seed: int, data: bytes) -> Verdict:
    one = case(seed)
    found = read(data, one.expected).kembali
    if found is None:
        return Verdict("not recognised", ("not recognised",))
    return Verdict("equal", tuple(differences(answers(found), one.wanted)))


def injected(seed: int) -> Outcome:
    """Texts that would be formulas in a form."""
    return timed("rumus", seed, lambda: return_files.injected(seed))


def main(arguments: Sequence[str] | None = None) -> int:
    parser = argparse.ArgumentParser(prog="benchmarks.returns", description=__doc__.splitlines()[0] if __doc__ else "")
    parser.add_argument("--sets", type=int, default=200, help="random sets of indicators for the round trips")
    parser.add_argument("--damaged", type=int, default=5000, help="damaged forms")
    parser.add_argument("--seed", type=int, default=1, help="the first seed")
    parser.add_argument("--workers", type=int, default=2, help="processes")
    parser.add_argument("--no-libreoffice", action="store_true", help="without other formats")
    options = parser.parse_args(arguments)
    seeds = range(options.seed, options.seed + options.sets)
    print(f"seeds {seeds[0]} to {seeds[-1]}, {options.workers} processes", flush=True)
    wrong = 0
    with ProcessPoolExecutor(options.workers) as pool:
        wrong += report("round trips", list(pool.map(round_trip, seeds, chunksize=5)))
        numbers = range(options.seed, options.seed + options.damaged)
        wrong += report("damaged forms", list(pool.map(damaged, numbers, chunksize=25)))
        harmful = [*hostile.refused(case(1).data), *hostile.told(case(1).data)]
        wrong += report("hostile files", list(pool.map(hostile_file, harmful)))
        wrong += report("formula injection", list(pool.map(injected, range(1, 1 + max(1, options.sets // 10)))))
        books = return_files.injected_books(libreoffice=not options.no_libreoffice)
        wrong += report("formula injection, workbooks", _each(books))
        wrong += report("several of a bidang", list(pool.map(several, range(1, 1 + max(4, options.sets // 4)))))
        if not options.no_libreoffice:
            groups = [list(seeds[at : at + FILES_PER_CALL]) for at in range(0, len(seeds), FILES_PER_CALL)]
            for suffix in SUFFIXES:
                made = list(pool.map(in_other_formats, groups, [suffix] * len(groups)))
                wrong += report(f"saved by LibreOffice as .{suffix}", [one for trips, _ in made for one in trips])
                wrong += report(f"damaged .{suffix}", [one for _, blinds in made for one in blinds])
                tries = range(1, 1 + max(1, options.sets // 50))
                people = list(pool.map(partial(saved_elsewhere, suffix), tries))
                wrong += report(f"damaged, then saved as .{suffix}", [one for each in people for one in each])
    print("wrong:" if wrong else "nothing wrong", wrong or "", flush=True)
    return int(wrong > 0)


def report(name: str, outcomes: Sequence[Outcome]) -> int:
    """Print the sums of one kind of trial and every failure; how many failed."""
    states = Counter(one.verdict.state for one in outcomes)
    slowest = max(outcomes, key=lambda one: one.seconds)
    heaviest = max(one.bytes for one in outcomes) / 1e6
    failed = [_with_limits(one) for one in outcomes]
    failed = [one for one in failed if one.verdict.problems]
    print(
        f"{name}: {len(outcomes)}, {', '.join(f'{count} {state}' for state, count in sorted(states.items()))}; "
        f"{len(failed)} wrong; slowest {slowest.seconds:.2f} s ({slowest.kind}), at most {heaviest:.0f} MB", flush=True,
    )
    kinds = Counter(one.kind for one in outcomes)
    if len(kinds) > 1:
        print(f"  {len(kinds)} kinds, {min(kinds.values())} to {max(kinds.values())} of each")
    for one in failed[:20]:
        print(f"  {one.kind}, seed {one.seed}: {'; '.join(one.verdict.problems[:3])}", flush=True)
    return len(failed)


def _with_limits(one: Outcome) -> Outcome:
    """An outcome that took too long or too much is wrong."""
    over = [f"{one.seconds:.1f} s"] if one.seconds > MOST_SECONDS else []
    over += [f"{one.bytes / 1e6:.0f} MB"] if one.bytes > MOST_BYTES else []
    return replace(one, verdict=replace(one.verdict, problems=(*one.verdict.problems, *over)))


if __name__ == "__main__":
    sys.exit(main())
