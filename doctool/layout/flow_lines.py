"""The lines of one page and the labels at their exits; where labels have no room, lines are laid anew."""

from __future__ import annotations

from doctool.drawing import Box, Label, Polyline, Side
from doctool.layout.flow_plan import Plan, RefusedError
from doctool.layout.flow_rows import FlowRows
from doctool.layout.flow_shapes import label_box, label_text
from doctool.layout.labels import places
from doctool.layout.route import mend, straighten

#: Ends and bends of a line: at most four bends (bentConnector5, ECMA-376 20.1.10.56).
MOST_POINTS = 6
#: How often lines are laid anew for the labels' sake, and from how far off a label is worth it (points).
CLEARINGS, FAR = 12, 30.0


def lines_and_labels(page: FlowRows, plan: Plan, short: bool) -> tuple[list[Polyline], list[Label]]:
    """Lines and exit labels; where no place is left for a label, one is cleared and its lines laid anew."""
    best: tuple[float, list[Polyline], list[Label]] | None = None
    blamed = [edge.key for edge in plan.edges if edge.label]
    for _ in range(CLEARINGS):
        lines = _lines(plan)
        long = [at for at, line in enumerate(lines) if len(line.points) > MOST_POINTS]
        crowded: Box | None = None
        if long:
            blamed = [plan.wires[at].key for at in long]
            left = straighten(plan.laid, long)
        else:
            labels, crowded, far = _place(page, plan, lines, short)
            if labels is not None and (best is None or plan.laid.cost() + far < best[0]):
                best = (plan.laid.cost() + far, lines, labels)
            if crowded is None:
                break
            plan.laid.lattice.close(crowded)
            left = mend(plan.laid)
        if left:
            blamed = [plan.wires[at].key for at in left]
            break
    if best is None:
        raise RefusedError(blamed)
    return best[1], best[2]


def _lines(plan: Plan) -> list[Polyline]:
    out: list[Polyline] = []
    headed: set[tuple[int, Side]] = set()
    for at, wire in enumerate(plan.wires):
        path = plan.laid.path(at)
        port = (wire.target, path.target_side)
        out.append(
            Polyline(
                wire.key,
                plan.shapes[wire.source].key,
                plan.shapes[wire.target].key,
                path.source_side,
                path.target_side,
                path.points,
                wire.fork,
                head=port not in headed,
            )
        )
        headed.add(port)
    return out


def _place(
    page: FlowRows, plan: Plan, lines: list[Polyline], short: bool
) -> tuple[list[Label] | None, Box | None, float]:
    """The exit labels (None if one has no place), a place to clear of lines for one that has none or only
    one far off, and how far off they stand in all."""
    nodes = {node.key for node in page.sheet.graph.nodes}
    taken = [label.box for label in plan.labels]
    labels: list[Label] = []
    done: set[str] = set()
    crowded: Box | None = None
    far = 0.0
    for line, edge in zip(lines, plan.edges, strict=True):
        if not edge.label or line.fork in done or line.source not in nodes:
            continue
        done.add(line.fork)
        text = edge.label
        free, struck = places(line, label_box(page, text), page.grid, lines, plan.shapes, taken)
        if free is None and short:
            text = text[:1].upper()
            free, struck = places(line, label_box(page, text), page.grid, lines, plan.shapes, taken)
        if free is None:
            return None, struck.box if struck is not None else None, 0.0
        if free.cost > FAR and struck is not None and struck.cost < free.cost:
            crowded = crowded or struck.box
        far += free.cost
        taken.append(free.box)
        labels.append(Label(f"l-{line.key}", line.key, free.box, label_text(page, text)))
    return labels, crowded, far
