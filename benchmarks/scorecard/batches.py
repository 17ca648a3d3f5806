"""Group C: batches survive."""

from __future__ import annotations

import shutil
import sys
import tempfile
from pathlib import Path

from benchmarks import numbers, soak
from benchmarks.scorecard import disks, faults, office, starts, thousands
from benchmarks.scorecard.faults import in_a_folder
from benchmarks.scorecard.score import Ask, Found, not_here, trial
from benchmarks.scorecard.suite import run_tests
from doctool.convert.libreoffice import find_soffice
from tests.gate import sdk_program

_LINUX = "Linux (it looks at processes in /proc)"
#: Sizes of disks in KB on which twelve letters do not fit.
_DISKS = range(8, 128, 4)


def _on_linux() -> str:
    return "" if sys.platform == "linux" else not_here(_LINUX)


@trial(
    "R16", "The run of a packet is killed at random moments, its conductor and workers in turn; then it is resumed.",
    "200 kills, 500 packets: 0 torn files, the same files in the end, 0 made again though they were there, 0 numbers "
    "lost or given twice, 0 left over",
    28, "packets/test_soak.py test_publish_kills.py",
)  # fmt: skip
def r16(ask: Ask) -> Found:
    if _on_linux():
        return Found("nothing killed", (), _on_linux())
    with tempfile.TemporaryDirectory(prefix="doctool-soak-") as folder:
        made = soak.soak(Path(folder), recipients=ask.size(500, 8), kills=ask.size(200, 2), seed=ask.seed)
    hit = ", ".join(f"{count} of the {whom}" for whom, count in sorted(made.kills.items()))
    figure = f"{made.kills.total()} kills ({hit}), {made.files} files a packet: {len(made.faults)} faults"
    return Found(figure, (*ask.lacks(made.kills.total(), 200, "kills"), *made.faults))


@trial(
    "R17", "A packet is made on disks too small for it; with other data once more, over what is there, with as little "
    "room.",
    "30 sizes: told, every old file as it was or whole as the new one, finished when there is room", 2.5,
    "packets/test_faults.py",
)  # fmt: skip
def r17(ask: Ask) -> Found:
    points = list(_DISKS)[:: 1 if not ask.short else 15]
    with tempfile.TemporaryDirectory(prefix="doctool-") as folder:
        found = disks.full_disk(Path(folder), points)
    if found is None:
        return Found("no disk of a size could be made", (), "the right to mount a disk of a size is not here")
    return Found(f"{len(points)} sizes: {len(found)} wrong", (*ask.lacks(len(points), 30, "sizes"), *found))


@trial(
    "R18", "Each write (half-way), sync, rename, mkdir and unlink that a run makes fails in turn: no permission, a "
    "faulty disk, a full one.",
    "62 calls x 3 errors, each really hit: no file torn, who has no packet is told by name, the others have theirs, "
    "the next run mends it", 1.5, "packets/test_faults.py",
)  # fmt: skip
def r18(ask: Ask) -> Found:
    node = "tests/packets/test_faults.py::test_an_error_of_the_system_costs_what_it_hit_and_the_next_run_mends_it"
    if ask.short:
        hit, found = run_tests(f"{node}[write-5-ENOSPC]")
        return Found(f"{hit} place", found.failing, found.absent)
    hit, found = run_tests(node, more={"DOCTOOL_EVERY_ERROR": "1"})
    all_of_them, _ = run_tests("tests/packets/test_faults.py::test_the_places_are_all_that_a_run_calls")
    failing = (*ask.lacks(hit, 186, "places without a fault"), *found.failing)
    failing += () if all_of_them else ("a run makes other calls than those",)
    return Found(f"{hit} places hit without a fault", failing, found.absent)


@trial("R19", "One recipient among many has a text that cannot be printed.",
       "999 of 1,000 made, 1 told with row and column, exit code 3", 0.2, "packets/test_faults.py")  # fmt: skip
def r19(ask: Ask) -> Found:
    count = ask.size(1_000, 20)
    found = in_a_folder(lambda folder: faults.one_bad_row(folder / "ruang", count))
    return Found(f"{count - 1} of {count} wanted: {len(found)} wrong", tuple(found))


@trial(
    "R20", "LibreOffice hangs, dies, writes nothing, half or without end, leaves a child, meets a cell at the end of a "
    "sheet; then two of them convert many documents.",
    "every document told or made, 0 processes left, 200 of 200 converted", 1.5, "convert/test_libreoffice.py",
)  # fmt: skip
def r20(ask: Ask) -> Found:
    if _on_linux():
        return Found("nothing converted", (), _on_linux())
    found = in_a_folder(faults.fake_programs)
    lacking = not_here("" if find_soffice() else "LibreOffice")
    count = ask.size(200, 4)
    if not lacking:
        found += [] if ask.short else in_a_folder(faults.sparse_sheet)
        found += in_a_folder(faults.conversions, count)
    figure = f"{len(faults.FAKES)} kinds of faults, {0 if lacking else count} conversions: {len(found)} wrong"
    return Found(figure, tuple(found), lacking)


@trial(
    "R21", "The program is started many times in the same moment to make one packet; processes want one output folder; "
    "then the holder is killed.",
    "of 50 exactly 1 runs and makes all, 49 end with exit code 5 and name it; a dead one's lock is taken over", 1.5,
    "test_lock.py test_scorecard.py",
)  # fmt: skip
def r21(ask: Ask) -> Found:
    count = ask.size(50, 8)
    found = in_a_folder(starts.processes, count)
    if ask.short:
        return Found(f"{count} processes: {len(found)} wrong", tuple(found))
    if sys.platform == "win32":
        return Found(f"{count} processes: {len(found)} wrong", tuple(found), "starts of the program: only on POSIX")
    found += [*in_a_folder(starts.programs, count), *in_a_folder(starts.killed)]
    return Found(f"{count} starts of the program, {count} processes, 2 killed: {len(found)} wrong", tuple(found))


@trial(
    "R22", "Processes take numbers of letters and are killed at random moments; the book is cut at twenty places.",
    "16 x 250 numbers and 50 kills: 0 twice, 0 lost; 2,000 numbers in 5 s; 20 cuts told and mended", 0.5,
    "register/test_stress.py register/test_database.py",
)  # fmt: skip
def r22(ask: Ask) -> Found:
    workers, each, kills = (4, 20, 2) if ask.short else (16, 250, 50)
    with tempfile.TemporaryDirectory(prefix="doctool-numbers-") as folder:
        single, _ = numbers.speed(Path(folder), ask.size(numbers.NUMBERS, 100))
        made = numbers.stress(Path(folder), workers=workers, each=each, kills=kills, seed=ask.seed)
    slow = [f"{single:.1f} s for {numbers.NUMBERS} numbers"] if single > numbers.LIMIT_S else []
    _, cut = run_tests("tests/register/test_database.py::test_a_cut_file_is_detected_wherever_it_is_cut")
    few = (*ask.lacks(made.kills, 50, "kills"), *ask.lacks(made.numbers, 4_000, "numbers"))
    failing = (*few, *made.faults, *slow, *cut.failing)
    figure = f"{made.numbers} numbers, {made.kills} kills, {single:.2f} s one by one, 20 cuts: {len(failing)} wrong"
    return Found(figure, failing, cut.absent)


@trial(
    "R23", "3,000 packets in one process, three lists of 1,000 one after the other, a cover sheet, a letter and a form "
    "each, counted on the disk; memory is looked at after each packet; then PDFs in groups of 50.",
    "0 files missing; 60 ms of CPU a document at most (median of the lists); memory grows less than 50 MB from the "
    "500th packet to the 3,000th; 0 files left open; 0.35 s a PDF", 1.5,
    "packets/test_faults.py packets/test_memory.py",
)  # fmt: skip
def r23(ask: Ask) -> Found:
    if _on_linux():
        return Found("nothing measured", (), _on_linux())
    packets, recipients = (2, 15) if ask.short else (3, 1_000)
    made = thousands.cost(packets, recipients)
    wanted = packets * recipients * len(thousands.PIECES)
    wrong = [*made.wrong, *([f"only {made.files} of {wanted} files"] if made.files < wanted else [])]
    wrong += [f"{made.ms:.1f} ms a document"] if not 0 < made.ms <= thousands.MOST_MS else []
    wrong += [f"memory grows by {made.growth:.1f} MB"] if made.growth >= thousands.MOST_MB else []
    wrong += [f"{made.open} files are left open"] if made.open > 0 else []
    figure = (f"{made.files} files of {packets} x {recipients} packets: {made.ms:.1f} ms a document, {made.growth:.1f} "
              f"MB more (at most {made.peak:.0f} MB in all), {made.open} files left open")  # fmt: skip
    _, pdfs = run_tests("tests/packets/test_faults.py::test_pdfs_by_the_list_take_a_third_of_a_second")
    return Found(figure, (*wrong, *pdfs.failing), pdfs.absent)


@trial(
    "R24", "The whole demo office end to end: SOPs and the life of one, letters, reports, packets, registers; one of "
    "40 departments whose forms go out with a letter and an SOP as one PDF, come back (three of four through "
    "LibreOffice, one wrong at first) and become recap and tables.",
    "no step by hand, every answer as entered, every template used, numbers without a gap, every file sound (the gate, "
    "the SDK for one of four that are alike, qpdf, no empty page)", 4.6, "test_scorecard.py",
)  # fmt: skip
def r24(ask: Ask) -> Found:
    with tempfile.TemporaryDirectory(prefix="doctool-") as name:
        root = Path(name)
        wrong = office.make(root, short=ask.short)
        kinds, found = office.judge(root, ask)
    said = ", ".join(f"{count} {kind[1:]}" for kind, count in sorted(kinds.items()))
    lacking = not_here("" if find_soffice() else "LibreOffice", "" if shutil.which("qpdf") else "qpdf",
                       "" if ask.short or sdk_program() else "Open XML SDK validator")  # fmt: skip
    return Found(f"{said}: {len(wrong) + len(found)} wrong", (*wrong, *found), lacking)
