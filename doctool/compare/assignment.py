"""Who belongs to whom: the pairs with the greatest sum of scores (the assignment problem)."""

from __future__ import annotations

from collections.abc import Mapping


def best_pairs(scores: Mapping[tuple[int, int], int]) -> list[tuple[int, int]]:
    """Pairs (row, column) out of those that have a score (at least 1), each row and column at most once, with the
    greatest sum of scores; among equal sums the one that keeps most in order. Sorted.

    Solved for each group that hangs together, by the Hungarian method with potentials (Kuhn 1955, Munkres 1957): time
    grows with the cube of a group's size.
    """
    if not scores:
        return []
    high = max(max(pair) for pair in scores) + 1
    # Being out of place costs less than any difference of scores. Squares make crossing pairs cost more.
    weight = {(r, c): score * (1 + high**3) - (r - c) ** 2 for (r, c), score in scores.items()}
    found: list[tuple[int, int]] = []
    for rows, columns in _groups(weight):
        found += _assign(rows, columns, weight)
    return sorted(found)


def _groups(scores: Mapping[tuple[int, int], int]) -> list[tuple[list[int], list[int]]]:
    """Rows and columns that hang together by pairs with a score."""
    by_row: dict[int, list[int]] = {}
    by_column: dict[int, list[int]] = {}
    for row, column in sorted(scores):
        by_row.setdefault(row, []).append(column)
        by_column.setdefault(column, []).append(row)
    out: list[tuple[list[int], list[int]]] = []
    seen: set[int] = set()
    for start in by_row:
        if start in seen:
            continue
        rows, columns, waiting = {start}, set[int](), [start]
        while waiting:
            for column in by_row[waiting.pop()]:
                columns.add(column)
                new = [row for row in by_column[column] if row not in rows]
                rows.update(new)
                waiting += new
        seen |= rows
        out.append((sorted(rows), sorted(columns)))
    return out


def _assign(rows: list[int], columns: list[int], weight: Mapping[tuple[int, int], int]) -> list[tuple[int, int]]:
    """The best pairs of one group; a pair without a score costs as much as having no partner."""
    size = max(len(rows), len(columns))
    cost = [[0] * (size + 1) for _ in range(size + 1)]
    for r, row in enumerate(rows, 1):
        for c, column in enumerate(columns, 1):
            cost[r][c] = -weight.get((row, column), 0)
    owner = _hungarian(cost, size)
    return [
        (rows[owner[c] - 1], column) for c, column in enumerate(columns, 1)
        if owner[c] <= len(rows) and (rows[owner[c] - 1], column) in weight
    ]  # fmt: skip


def _hungarian(cost: list[list[int]], size: int) -> list[int]:
    """For each column (from 1) the row of the cheapest assignment of a square of costs."""
    of_row, of_column, owner = [0] * (size + 1), [0] * (size + 1), [0] * (size + 1)
    for row in range(1, size + 1):
        owner[0] = row
        column = 0
        least: list[int | None] = [None] * (size + 1)
        before, done = [0] * (size + 1), [False] * (size + 1)
        while owner[column]:
            done[column] = True
            at, step, following = owner[column], None, 0
            for other in range(1, size + 1):
                if done[other]:
                    continue
                over = cost[at][other] - of_row[at] - of_column[other]
                known = least[other]
                if known is None or over < known:
                    least[other], before[other], known = over, column, over
                if step is None or known < step:
                    step, following = known, other
            for other in range(size + 1):
                if done[other]:
                    of_row[owner[other]] += step or 0
                    of_column[other] -= step or 0
                elif (value := least[other]) is not None:
                    least[other] = value - (step or 0)
            column = following
        while column:
            owner[column] = owner[before[column]]
            column = before[column]
    return owner
