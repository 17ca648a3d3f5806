"""How good the drawings are: doctool's lines against those of a greedy and of an A* router on the same sheets.

    python -m benchmarks.quality [--n 300] [--seed 1] [--per-size 10] [--workers 2]

Four kinds of input: the SOPs of sop_catalog/, the rare shapes of tests/data/, random SOPs, and random SOPs
of given sizes. Prints a table and whether each target is met; exits 1 if one is missed.
"""

from __future__ import annotations

import argparse
import sys
from collections import Counter
from collections.abc import Callable, Iterable, Sequence
from concurrent.futures import ProcessPoolExecutor
from dataclasses import dataclass, field
from functools import partial
from pathlib import Path

from benchmarks import astar, greedy
from benchmarks.trial import attempt
from doctool.catalog.index import Workspace
from doctool.catalog.load import load_path
from doctool.drawing import Page
from doctool.layout.metrics import Soft, hard_violations, soft_metrics
from doctool.loaded import LoadedSop
from tests.random_sop import random_sop, sized_sop

ROOT = Path(__file__).resolve().parents[1]

#: Rows, lanes and loops of the sized inputs; the second is the size of the real sheets in sop_catalog/.
SIZES = ((8, 5, 2), (13, 6, 3), (10, 12, 4), (60, 12, 10))

MOST_BENDS_PER_EDGE = 1.2
MOST_LENGTH_RATIO = 1.10
MOST_CROSSINGS_OF_GREEDY = 1 / 3
MOST_REFUSED = 1 / 200


@dataclass(frozen=True)
class Figures:
    """The figures of one way to draw some sheets, added up."""

    pages: int = 0
    soft: Soft = field(default_factory=Soft)
    broken: Counter[str] = field(default_factory=Counter)

    def __add__(self, other: Figures) -> Figures:
        return Figures(self.pages + other.pages, self.soft + other.soft, self.broken + other.broken)

    def per_page(self, count: int) -> float:
        return count / self.pages if self.pages else 0.0


@dataclass(frozen=True)
class Measured:
    """An SOP measured both ways; `refused` is why it was not drawn, `wrong` what is wrong with it."""

    name: str
    ours: Figures
    greedy: Figures
    astar: Figures
    refused: str
    wrong: tuple[str, ...]
    seconds: float


def figures_of(pages: Iterable[Page]) -> Figures:
    """The figures of `pages`; sheets without lines do not count."""
    total = Figures()
    for page in pages:
        if page.lines:
            total += Figures(1, soft_metrics(page), Counter(one.rule for one in hard_violations(page)))
    return total


def measure(load: Callable[[], LoadedSop]) -> Measured:
    """Lay out one SOP, route its sheets again the other ways, and measure all."""
    trial = attempt(load())
    pages = trial.drawing.pages if trial.drawing is not None else ()
    ours = figures_of(pages)
    lined = [page for page in pages if page.lines]
    return Measured(
        trial.name,
        ours,
        figures_of(greedy.reroute(page) for page in lined),
        figures_of(astar.reroute(page) for page in lined),
        trial.refused,
        trial.problems,
        trial.seconds,
    )


def catalogue() -> list[Callable[[], LoadedSop]]:
    """A loader for each SOP of sop_catalog/."""
    workspace = Workspace(ROOT)
    return [partial(workspace.load, entry) for entry in workspace.entries()]


def rare_shapes() -> list[Callable[[], LoadedSop]]:
    """A loader for each SOP of tests/data/bentuk*/."""
    return [partial(_load, path) for path in sorted((ROOT / "tests" / "data").glob("bentuk*/sop/*.yaml"))]


def _load(path: Path) -> LoadedSop:
    loaded = load_path(path)
    assert isinstance(loaded, LoadedSop)
    return loaded


def _row(title: str, method: str, part: Figures, worst: str) -> str:
    soft = part.soft
    return (
        f"{title:<22} {method:<8} {part.pages:>5} {soft.edges:>6} {part.per_page(part.broken['H2']):>9.2f} "
        f"{part.per_page(soft.crossings):>9.2f} {part.per_page(soft.touches):>8.2f} {soft.bends_per_edge:>7.2f} "
        f"{soft.length_ratio:>7.3f} {sum(part.broken.values()):>6} {worst:>8}"
    )


_COLUMNS = "{:<22} {:<8} {:>5} {:>6} {:>9} {:>9} {:>8} {:>7} {:>7} {:>6} {:>8}"
HEAD = "\n".join((
    _COLUMNS.format(
        "input", "router", "pages", "edges", "overlaps/", "crossings", "touches/", "bends/", "length", "broken",
        "slowest",
    ),
    _COLUMNS.format("", "", "", "", "page", "/page", "page", "edge", "ratio", "rules", "s"),
))


def show(title: str, measured: Sequence[Measured]) -> None:
    """Print the rows of one kind of input, and each SOP that was refused or is wrong."""
    ours, greedily, one_by_one = sum_of(measured)
    slowest = max((one.seconds for one in measured), default=0.0)
    print(_row(title, "doctool", ours, f"{slowest:.2f}"))
    print(_row("", "greedy", greedily, ""))
    print(_row("", "A*", one_by_one, ""))
    for one in measured:
        if one.refused:
            print(f"  {one.name} refused: {one.refused}")
        for problem in one.wrong:
            print(f"  {one.name}: {problem}")
    sys.stdout.flush()


def sum_of(measured: Iterable[Measured]) -> tuple[Figures, Figures, Figures]:
    """The figures of doctool, of the greedy router and of A*, added up."""
    ours, greedily, one_by_one = Figures(), Figures(), Figures()
    for one in measured:
        ours, greedily, one_by_one = ours + one.ours, greedily + one.greedy, one_by_one + one.astar
    return ours, greedily, one_by_one


def targets(measured: Sequence[Measured]) -> bool:
    """Print each target with the figure beside it; whether all are met."""
    ours, greedily, one_by_one = sum_of(measured)
    wrong, refused = sum(bool(one.wrong) for one in measured), sum(bool(one.refused) for one in measured)
    against = ours.soft.crossings / max(1, greedily.soft.crossings)
    rows = (
        ("sheets with a broken rule", wrong, 0),
        ("overlaps", ours.broken["H2"], 0),
        ("crossings against greedy", against, MOST_CROSSINGS_OF_GREEDY),
        ("crossings against A*", ours.soft.crossings / max(1, one_by_one.soft.crossings), 1.0),
        ("bends an edge", ours.soft.bends_per_edge, MOST_BENDS_PER_EDGE),
        ("length ratio", ours.soft.length_ratio, MOST_LENGTH_RATIO),
        ("refused", refused / max(1, len(measured)), MOST_REFUSED),
    )
    print(f"targets for the {len(measured)} SOPs of the catalogue, rare and at random:")
    for name, figure, most in rows:
        print(f"  {name:<26} {figure:>7.3f}  at most {most:.3f}  {'met' if figure <= most else 'MISSED'}")
    return all(figure <= most for _, figure, most in rows)


def main(arguments: Sequence[str] | None = None) -> int:
    parser = argparse.ArgumentParser(prog="benchmarks.quality", description=__doc__.splitlines()[0] if __doc__ else "")
    parser.add_argument("--n", type=int, default=300, help="how many random SOPs")
    parser.add_argument("--seed", type=int, default=1, help="the first seed")
    parser.add_argument("--per-size", type=int, default=10, help="how many SOPs of each size")
    parser.add_argument("--workers", type=int, default=2, help="processes")
    options = parser.parse_args(arguments)
    seeds = range(options.seed, options.seed + options.n)
    print(f"random SOPs: seeds {options.seed} to {options.seed + options.n - 1}")
    print(HEAD)
    with ProcessPoolExecutor(options.workers) as pool:
        real = list(pool.map(measure, catalogue()))
        show("sop_catalog", real)
        rare = list(pool.map(measure, rare_shapes()))
        show("rare shapes", rare)
        at_random = list(pool.map(measure, [partial(random_sop, seed) for seed in seeds], chunksize=5))
        show(f"random ({options.n})", at_random)
        for rows, lanes, loops in SIZES:
            some = range(options.seed, options.seed + options.per_size)
            show(
                f"{rows} x {lanes}, {loops} loops",
                list(pool.map(measure, [partial(sized_sop, seed, rows, lanes, loops) for seed in some])),
            )
    return int(not targets([*real, *rare, *at_random]))


if __name__ == "__main__":
    sys.exit(main())
