"""Group B: what is read cannot hurt."""

from __future__ import annotations

import multiprocessing
import random
import tempfile
from collections import Counter
from collections.abc import Sequence
from concurrent.futures import ProcessPoolExecutor, ThreadPoolExecutor
from functools import cache
from pathlib import Path

from benchmarks import proof_names, proof_packet_names, proof_templates, return_files, returns
from benchmarks.scorecard import hostile_others, injected_more, listener
from benchmarks.scorecard.damaged_pdfs import Joined, measured
from benchmarks.scorecard.score import Ask, Found, not_here, trial
from doctool.convert.libreoffice import find_soffice
from doctool.findings import Severity
from doctool.prose.word import read_word
from tests import hostile_workbooks
from tests.fill.hostile import ESCAPES, HOSTILE, PLACES
from tests.forms.damage import case
from tests.forms.judge import Verdict
from tests.forms.mutate import mutant
from tests.prose.test_word_kept import rich_file

#: How the judge of forms says that an answer is another one than was entered.
_OTHER_ANSWER = " instead of "
#: The share of damaged forms, and of docx, that must still be read at least.
_READ = 0.2


@cache
def _forms(ask: Ask) -> tuple[returns.Outcome, ...]:
    """Damaged forms and what became of them; read once for R9 and R10."""
    return tuple(ask.each(returns.damaged, ask.seeds(5_000, 40), 25))


def damaged_word(seed: int) -> returns.Outcome:
    """A Word text of a report with damaged bytes, parts or XML: blocks, or one finding that says why there are none."""
    made = mutant(rich_file(), random.Random(seed))

    def judge() -> Verdict:
        found = read_word(made.data, "naskah.docx")
        faults = [f"poor finding: {one}" for one in found.temuan
                  if not (one.code and one.message and "\n" not in one.message and one.where.file)]  # fmt: skip
        errors = [one for one in found.temuan if one.severity is Severity.ERROR]
        faults += ["nothing was read and nothing told"] if not found.blok and not errors else []
        return Verdict("read" if found.blok else "refused", tuple(faults))

    return returns.timed(f"docx, {made.kind}", seed, judge)


def _judged(outcomes: Sequence[returns.Outcome]) -> list[str]:
    """What is wrong with files that were read; of a form not that an answer is another (R10 says that)."""
    faults = []
    for one in outcomes:
        name = f"{one.kind}, seed {one.seed}"
        faults += [f"{name}: {fault}"[:240] for fault in one.verdict.problems if _OTHER_ANSWER not in fault]
        faults += [f"{name}: {one.seconds:.1f} s"] if one.seconds > returns.MOST_SECONDS else []
        faults += [f"{name}: {one.bytes / 1e6:.0f} MB"] if one.bytes > returns.MOST_BYTES else []
    return faults


def _few_read(outcomes: Sequence[returns.Outcome]) -> list[str]:
    """Where too few forms or docx are still read: much damage touches nothing that matters."""
    faults = []
    for kind, those in (("docx", [one for one in outcomes if one.kind.startswith("docx, ")]),
                        ("forms", [one for one in outcomes if not one.kind.startswith("docx, ")])):  # fmt: skip
        read = sum(one.verdict.state in ("equal", "told", "read") for one in those)
        faults += [f"only {read} of {len(those)} damaged {kind} are still read"] if read < _READ * len(those) else []
    return faults


def joined_wrongly(pdfs: Joined, memory: int) -> list[str]:
    """What is wrong with damaged PDFs that were joined, a hundred at a time, with so many bytes of memory."""
    faults = [*pdfs.few, *pdfs.faults]
    faults += [f"a hundred PDFs: {pdfs.seconds:.1f} s"] if pdfs.seconds > returns.MOST_SECONDS else []
    return [*faults, *([f"PDFs: {memory / 1e6:.0f} MB"] if memory > returns.MOST_BYTES else [])]


@trial(
    "R9", "Returned forms, Word texts and PDFs with damaged bytes, parts and XML are read: each is told in one line "
    "with file and cause, or read rightly.",
    "5,000 forms, 2,000 docx, 1,000 PDFs: 0 tracebacks, 10 s and 512 MB at most", 4,
    "forms/test_returns.py prose/test_word_hostile.py assemble/test_annexes_damage.py",
)  # fmt: skip
def r9(ask: Ask) -> Found:
    outcomes = [*_forms(ask), *ask.each(damaged_word, ask.seeds(2_000, 20), 25)]
    fresh = multiprocessing.get_context("spawn")  # a copy of this process would have this one's memory from the start
    with tempfile.TemporaryDirectory(prefix="doctool-") as folder, ProcessPoolExecutor(1, mp_context=fresh) as pool:
        pdfs, memory = pool.submit(measured, Path(folder), ask.size(1_000, 100), ask.seed + 1).result()
    faults = [*_judged(outcomes), *_few_read(outcomes), *joined_wrongly(pdfs, memory)]
    states = Counter(one.verdict.state for one in outcomes)
    slowest, heaviest = max(one.seconds for one in outcomes), max(one.bytes for one in outcomes)
    said = ", ".join(f"{count} {state}" for state, count in sorted(states.items()))
    figure = (
        f"{len(outcomes)} forms and docx ({said}); slowest {slowest:.2f} s, at most {heaviest / 1e6:.0f} MB; "
        f"{pdfs.kept + pdfs.refused} PDFs ({pdfs.kept} joined, {pdfs.refused} refused); slowest hundred "
        f"{pdfs.seconds:.2f} s, at most {memory / 1e6:.0f} MB; {len(faults)} wrong"
    )
    return Found(figure, tuple(faults))


@trial(
    "R10", "Of the damaged forms that still read, every answer whose own cell was not touched must be the one entered, "
    "or be told to be lost.", "0 answers changed without a word", 0.5, "forms/test_returns.py",
)  # fmt: skip
def r10(ask: Ask) -> Found:
    outcomes = _forms(ask)
    faults = [f"{one.kind}, seed {one.seed}: {fault}"[:240] for one in outcomes for fault in one.verdict.problems
              if _OTHER_ANSWER in fault]  # fmt: skip
    read = sum(one.verdict.state in ("equal", "told") for one in outcomes)
    return Found(f"{read} of {len(outcomes)} damaged forms still read; {len(faults)} answers changed", tuple(faults))


def hostile_other(name: str) -> returns.Outcome:
    """A file of `hostile_others`, refused with its own reason, or read without what was put into it."""
    data, reader, words = hostile_others.files()[name]

    def judge() -> Verdict:
        reason = reader(data)
        return Verdict("refused" if reason else "read", () if reason and words in reason else (f"reason: {reason}",))

    return returns.held(name, judge)


@trial(
    "R11", "Files that were made to harm, or are another kind than their name says, are given to the readers of forms, "
    "texts, templates, YAML, pictures and PDFs, each in a process of its own. Forms and texts with a stray cell, an "
    "embedded object or an external picture are read without it, which is told; nothing of it is fetched or kept.",
    "at least 40, all refused or told with the right reason, in 5 s and 512 MB each", 1.5,
    "test_border.py test_scorecard.py",
)  # fmt: skip
def r11(ask: Ask) -> Found:
    form = case(1).data
    books = [] if ask.short else [*hostile_workbooks.refused(form), *hostile_workbooks.told(form)]
    others = list(hostile_others.files())
    fresh = multiprocessing.get_context("spawn")  # a copy of this process would have this one's memory from the start
    with ProcessPoolExecutor(ask.workers, mp_context=fresh, max_tasks_per_child=None if ask.short else 1) as pool:
        outcomes = [*pool.map(returns.hostile_file, books), *pool.map(hostile_other, others)]
    faults = _judged(outcomes)
    heaviest = max(one.bytes for one in outcomes) / 1e6
    slowest = max(one.seconds for one in outcomes)
    good = sum(not one.verdict.problems for one in outcomes)
    figure = f"{good} of {len(outcomes)} refused or told rightly; slowest {slowest:.1f} s, at most {heaviest:.0f} MB"
    return Found(figure, (*ask.lacks(len(outcomes), 40, "files"), *faults))


@trial(
    "R12", "Documents and workbooks that refer to a listener on this machine and to files of it are converted. The "
    "same documents leak with LibreOffice's own settings, which shows that they can.",
    "30 conversions: 0 requests, nothing of the file in a PDF", 0.5, "convert/test_libreoffice.py",
)  # fmt: skip
def r12(ask: Ask) -> Found:
    if find_soffice() is None:
        return Found("nothing converted", (), not_here("LibreOffice"))
    count = ask.size(30, 8)
    with tempfile.TemporaryDirectory(prefix="doctool-", ignore_cleanup_errors=True) as folder:
        ours = listener.leaks(Path(folder), count)
    faults = [*ours.all, *([] if ours.made else ["nothing was converted"]), *ask.lacks(ours.made, count, "converted")]
    figure = f"{ours.made} of {count} converted: {len(ours.all)} requests or leaks"
    if not ask.short:
        with tempfile.TemporaryDirectory(prefix="doctool-", ignore_cleanup_errors=True) as folder, \
                listener.plain_profile():  # fmt: skip
            control = listener.leaks(Path(folder), count)
        figure += f" ({len(control.asked)} requests and {len(control.seen)} leaks with LibreOffice's own settings)"
        faults += control.blind()
    return Found(figure, tuple(faults))


@trial(
    "R13", "What people write into templates to run programs, read secrets or take time and memory stands in "
    "every place of a template, each in a process of its own.",
    "at least 25 payloads in 6 places: 0 executed, all told with their place, 10 s and 1 GB at most", 2.5,
    "fill/test_hostile.py test_benchmarks.py",
)  # fmt: skip
def r13(ask: Ask) -> Found:
    pairs = [(name, place) for name in HOSTILE for place in PLACES][:: 60 if ask.short else 1]
    with ThreadPoolExecutor(ask.workers) as pool:
        outcomes = list(pool.map(lambda pair: proof_templates.attempt(*pair), pairs))
    faults = [f"{one.name} in {one.place}: {fault}" for one in outcomes for fault in one.faults]
    escapes = [(name, place) for name in ESCAPES for place in PLACES][:: 60 if ask.short else 1]
    faults += [f"{name} in {place}: not told by the lint" for name, place in escapes
               if not proof_templates.told_by_lint(name, place)]  # fmt: skip
    slowest, largest = max(one.seconds for one in outcomes), max(one.megabytes for one in outcomes)
    figure = (
        f"{len(HOSTILE)} payloads in {len(PLACES)} places, {len(outcomes)} tried: {len(faults)} executed, without "
        f"place or over a limit; slowest {slowest:.1f} s, largest {largest} MB"
    )
    return Found(figure, tuple(faults))


@trial(
    "R14", "Names that break other programs are given to letters and to recipients of packets.",
    "2,000 random and 60 hand-picked: 0 outside of output/, invalid on Windows or over another's file", 0.5,
    "letters/test_names.py packets/test_names.py",
)  # fmt: skip
def r14(ask: Ask) -> Found:
    count = ask.size(2_000, 10)
    with tempfile.TemporaryDirectory(prefix="doctool-names-") as folder:
        (Path(folder) / "surat").mkdir()
        letters = proof_names.prove(Path(folder) / "surat", count)
        packets = proof_packet_names.prove(Path(folder) / "paket", count)
    faults = (*letters.faults, *packets.faults)
    figure = f"{letters.letters} letters, {packets.asked} recipients: {len(faults)} wrong"
    return Found(figure, faults)


@trial(
    "R15", "Texts that look like formulas are given to every writer of workbooks, and of the CSV, in whatever text it "
    "writes; read by openpyxl, LibreOffice and Gnumeric.",
    "at least 200 texts: 0 formulas; every text in every file as it was, runs of blanks aside", 1.5,
    "test_injected.py forms/test_returns.py register/test_book.py test_scorecard.py",
)  # fmt: skip
def r15(ask: Ask) -> Found:
    texts, made = injected_more.texts_of(short=ask.short), injected_more.pairs(short=ask.short)
    faults = injected_more.problems(made, texts, elsewhere=not ask.short)
    lacking = [] if ask.short else [name for name in injected_more.PROGRAMS if name not in injected_more.programs()]
    found = [] if ask.short else return_files.injected_books(libreoffice="LibreOffice" not in lacking)
    faults += [f"{kind}, returned: {one}" for kind, verdict in found for one in verdict.problems]
    faults += ask.lacks(len(texts), 200, "texts")
    start = f"{len(texts)} texts in {len(made) + 1} kinds of files: {len(faults)} formulas or texts gone"
    return Found(start, tuple(faults), not_here(*lacking))
