"""H10: what is cut at a page's end goes on where its letter says. Judged over all pages of a document."""

from __future__ import annotations

import re
from collections.abc import Iterator
from dataclasses import dataclass

from doctool.drawing import Drawing, Page, Shape, ShapeKind
from doctool.layout.metrics_hard import Violation

#: A node of the flow as the sheet prints it: index of the kegiatan, index of the lane.
Place = tuple[int, int]


@dataclass(frozen=True, slots=True)
class Connector:
    """An off-page connector: its letter, page and whether lines run in (`out`) and out of it (`into`).

    The names are the reader's: the flow goes *out* of the page where lines end on the connector.
    """

    letter: str
    page: int
    key: str
    out: bool
    into: bool


def connectors(drawing: Drawing) -> tuple[Connector, ...]:
    """All off-page connectors, in the order of pages and shapes."""
    found: list[Connector] = []
    for page in drawing.pages:
        targets = {line.target for line in page.lines}
        sources = {line.source for line in page.lines}
        found.extend(
            Connector(text_of(shape), page.number, shape.key, shape.key in targets, shape.key in sources)
            for shape in page.shapes
            if shape.kind is ShapeKind.OFF_PAGE
        )
    return tuple(found)


def text_of(shape: Shape) -> str:
    """What is written in `shape`."""
    return " ".join(paragraph.text for paragraph in shape.paragraphs).strip()


def page_pair_violations(drawing: Drawing) -> list[Violation]:
    """Every break of H10: lines that end nowhere, letters without a partner, wrong page numbers."""
    found: list[Violation] = []
    for page in drawing.pages:
        found.extend(_loose_ends(page))
    every = connectors(drawing)
    found.extend(_lone(every))
    letters: dict[str, list[Connector]] = {}
    for one in every:
        letters.setdefault(one.letter, []).append(one)
    for letter, members in letters.items():
        found.extend(_pair(letter, members))
    named = {(page.number, label.owner): label.paragraph.text for page in drawing.pages for label in page.labels}
    for one in every:
        if one.out != one.into:
            partners = {other.page for other in letters[one.letter] if other.out == one.into}
            found.extend(_page_named(one, partners, named.get((one.page, one.key), "")))
    return sorted(found, key=lambda one: one.page)


def _loose_ends(page: Page) -> Iterator[Violation]:
    keys = {shape.key for shape in page.shapes}
    for line in page.lines:
        for end in (line.source, line.target):
            if end not in keys:
                yield Violation("H10", f'"{end}" is not on the page', (line.key,), page.number)


def _lone(every: tuple[Connector, ...]) -> Iterator[Violation]:
    for one in every:
        if not one.letter:
            yield Violation("H10", "the connector has no letter", (one.key,), one.page)
        if one.out == one.into:
            what = "both ends and begins a flow" if one.out else "has no line"
            yield Violation("H10", f"the connector {what}", (one.key,), one.page)


def _pair(letter: str, members: list[Connector]) -> Iterator[Violation]:
    outs = [one for one in members if one.out]
    ins = [one for one in members if one.into]
    if len(ins) != 1 or not outs:
        keys = tuple(one.key for one in members)
        message = f'the letter "{letter}" goes out {len(outs)} times and comes in {len(ins)} times'
        yield Violation("H10", message, keys, members[0].page)
        return
    for one in outs:
        if one.page == ins[0].page:
            yield Violation("H10", f'the letter "{letter}" stays on its page', (one.key, ins[0].key), one.page)


def _page_named(one: Connector, partners: set[int], text: str) -> Iterator[Violation]:
    named = {int(number) for number in re.findall(r"\d+", text)}
    if named != partners:
        wanted = ", ".join(str(page) for page in sorted(partners)) or "none"
        yield Violation("H10", f'the connector names "{text}", its partner is on page {wanted}', (one.key,), one.page)


def drawn_flow(drawing: Drawing) -> set[tuple[Place, Place, str]]:
    """The flow that a reader finds on the sheets of one procedure: from node, to node, label of the exit.

    Off-page connectors are followed by their letters. A node is named by the kegiatan of the row it stands
    in and its lane; shapes in rows that print no kegiatan (a capsule of its own) are not part of the answer,
    nor are lines between two shapes of one place.
    """
    leads_to: dict[str, set[Place]] = {}
    waiting: list[tuple[Place, str, str]] = []
    flow: set[tuple[Place, Place, str]] = set()
    for page in drawing.pages:
        places, letters = _places(page)
        labels = _exit_labels(page)
        for line in page.lines:
            source, target = places.get(line.source), places.get(line.target)
            if source is None:
                if line.source in letters and target is not None:
                    leads_to.setdefault(letters[line.source], set()).add(target)
            elif line.target in letters:
                waiting.append((source, letters[line.target], labels.get(line.fork, "")))
            elif target is not None and target != source:
                flow.add((source, target, labels.get(line.fork, "")))
    for source, letter, label in waiting:
        flow.update((source, target, label) for target in leads_to.get(letter, ()))
    return flow


def _places(page: Page) -> tuple[dict[str, Place], dict[str, str]]:
    places: dict[str, Place] = {}
    letters: dict[str, str] = {}
    for shape in page.shapes:
        if shape.kind is ShapeKind.OFF_PAGE:
            letters[shape.key] = text_of(shape)
            continue
        kegiatan = page.table("prosedur").rows[shape.row].kegiatan if page.lines else None
        if kegiatan is not None:
            places[shape.key] = (kegiatan, shape.lane)
    return places, letters


def _exit_labels(page: Page) -> dict[str, str]:
    forks = {line.key: line.fork for line in page.lines}
    return {forks[label.owner]: label.paragraph.text for label in page.labels if label.owner in forks}
