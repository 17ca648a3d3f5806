"""Numbers under stress: many processes take them at once and are killed at random moments (make stress).

    python -m benchmarks.numbers [--seed N]

Every process takes its letters' numbers one at a time and writes down each number it was told. A killed process
is started again and asks once more for the letter it was at. In the end no number may have been told to two
letters, every letter has one, every running number is in the book, and the file is sound.
"""

from __future__ import annotations

import argparse
import multiprocessing
import random
import sys
import tempfile
import time
from collections import Counter
from dataclasses import dataclass
from datetime import date
from multiprocessing.process import BaseProcess
from pathlib import Path

from doctool.model.penomoran import Penomoran
from doctool.register import outgoing
from doctool.register.audit import audit
from doctool.register.database import Register
from doctool.register.numbering import Wishes, number_letters
from doctool.register.records import Surat

DAY = date(2024, 7, 15)
RULES = Penomoran(klasifikasi="400.12", unit="Disdukcapil")
#: The promise: 2,000 numbers in so many seconds.
NUMBERS, LIMIT_S = 2_000, 5.0


@dataclass(frozen=True, slots=True)
class Outcome:
    """What a run of the stress gave; `faults` is empty if all promises held."""

    numbers: int
    kills: int
    seconds: float
    faults: tuple[str, ...]


def letter(key: str) -> Surat:
    """A letter with this key."""
    return Surat("surat-dinas", DAY, hal=f"Permintaan data {key}", tujuan="Kepala Bidang", kunci=key)


def work(file: str, slot: int, count: int, told: str) -> None:
    """Take the numbers of a slot's letters, beginning with the first that `told` does not hold; one line each."""
    done = len(_lines(Path(told)))
    with Register(Path(file), today=DAY, busy_s=120.0) as book, Path(told).open("a", encoding="utf-8") as out:
        for index in range(done, count):
            line = outgoing.take(book, RULES, letter(f"{slot}-{index}"))
            out.write(f"{slot}-{index} {line.nomor}\n")
            out.flush()


def _lines(told: Path) -> list[str]:
    """The whole lines of a slot's file; a kill may leave half a line, which is cut off."""
    if not told.exists():
        return []
    text = told.read_text(encoding="utf-8")
    whole, newline, half = text.rpartition("\n")
    if half:
        told.write_text(whole + newline, encoding="utf-8", newline="\n")
    return whole.splitlines()


def fresh_process() -> type[BaseProcess]:
    """Fresh processes, quickly started: a server that has imported doctool where the system has one."""
    kind: type[BaseProcess] = multiprocessing.get_context("spawn").Process
    if sys.platform != "win32":
        made = multiprocessing.get_context("forkserver")
        made.set_forkserver_preload(["doctool.register.audit", "doctool.register.outgoing"])
        kind = made.Process
    return kind


def stress(folder: Path, *, workers: int, each: int, kills: int, seed: int) -> Outcome:
    """`workers` processes take `each` numbers, with `kills` kills at random moments."""
    chance = random.Random(seed)
    file = folder / "agenda.sqlite"
    told = [folder / f"told-{slot}.txt" for slot in range(workers)]
    moments = sorted(chance.sample(range(1, workers * each * 9 // 10), kills))
    kind = fresh_process()

    def begin(slot: int) -> BaseProcess:
        process = kind(target=work, args=(str(file), slot, each, str(told[slot])))
        process.start()
        return process

    started = time.perf_counter()
    running = {slot: begin(slot) for slot in range(workers)}
    killed = 0
    faults: list[str] = []
    while running:
        done = sum(path.read_bytes().count(b"\n") for path in told if path.exists())
        if moments and done >= moments[0]:
            slot = chance.choice(sorted(running))
            time.sleep(chance.random() * 0.01)
            if running[slot].is_alive():
                moments.pop(0)
                running[slot].kill()
                running[slot].join()
                killed += 1
                running[slot] = begin(slot)
        for slot, process in list(running.items()):
            if not process.is_alive():
                process.join()
                if process.exitcode:
                    faults.append(f"process {slot} ended with {process.exitcode}")
                del running[slot]
        time.sleep(0.002)
    seconds = time.perf_counter() - started
    return Outcome(workers * each, killed, seconds, tuple(faults + _judge(file, told, workers * each)))


def _judge(file: Path, told: list[Path], expected: int) -> list[str]:
    pairs = [line.split(" ", 1) for path in told for line in _lines(path)]
    keys = Counter(key for key, _ in pairs)
    numbers = {nomor: key for key, nomor in pairs}
    faults = [f"{key} was told {count} numbers" for key, count in keys.items() if count > 1]
    if len(numbers) != len(pairs):
        faults.append(f"{len(pairs) - len(numbers)} numbers were told twice")
    if len(pairs) != expected:
        faults.append(f"{len(pairs)} numbers were told, not {expected}")
    with Register(file, today=DAY) as book:
        faults += audit(book)
        lines = outgoing.lines(book)
    faults += [f"{one.nomor} is not in the book as told" for one in lines if numbers.get(one.nomor) != one.kunci]
    if [one.urut for one in lines] != list(range(1, expected + 1)):
        faults.append(f"the book does not hold 1 to {expected}, each once")
    return faults


def speed(folder: Path, count: int = NUMBERS) -> tuple[float, float]:
    """Seconds for `count` numbers taken one at a time, and all in one transaction, by one process."""
    with Register(folder / "satu" / "agenda.sqlite", today=DAY) as book:
        started = time.perf_counter()
        for index in range(count):
            outgoing.take(book, RULES, letter(str(index)))
        single = time.perf_counter() - started
    with Register(folder / "banyak" / "agenda.sqlite", today=DAY) as book:
        started = time.perf_counter()
        number_letters(book, RULES, [letter(str(index)) for index in range(count)], Wishes(lambda key: False))
        return single, time.perf_counter() - started


def main() -> int:
    """Run the whole stress and print its figures; 1 if a promise was broken."""
    parser = argparse.ArgumentParser(description=__doc__)
    parser.add_argument("--seed", type=int, default=20240715)
    seed = parser.parse_args().seed
    with tempfile.TemporaryDirectory(prefix="doctool-numbers-") as name:
        folder = Path(name)
        single, many = speed(folder)
        outcome = stress(folder, workers=16, each=250, kills=50, seed=seed)
    print(f"seed {seed}")
    print(f"one process: {NUMBERS} numbers in {single:.2f} s one at a time, {many:.2f} s in one transaction")
    print(
        f"16 processes x 250: {outcome.numbers} numbers in {outcome.seconds:.1f} s with {outcome.kills} kills; "
        f"{len(outcome.faults)} faults"
    )
    for fault in outcome.faults[:20]:
        print(f"  {fault}")
    if single > LIMIT_S:
        print(f"slower than {LIMIT_S:.0f} s for {NUMBERS} numbers (the disk's time to flush decides)")
    return 1 if outcome.faults or single > LIMIT_S else 0


if __name__ == "__main__":
    sys.exit(main())
