"""One SOP laid out and judged; what the random tests, the fuzzer and the quality table have in common."""

from __future__ import annotations

import time
from dataclasses import dataclass

from doctool.drawing import Drawing
from doctool.errors import LayoutError
from doctool.layout.engine import lay_out
from doctool.layout.metrics import all_violations, drawn_flow, soft_total, text_violations
from doctool.loaded import LoadedSop
from doctool.model.alur import baca_alur


@dataclass(frozen=True)
class Trial:
    """What became of one SOP: its drawing (None if refused), what is wrong with it, the seconds it took.

    `problems` are broken hard rules, clipped texts and arrows that say another flow than the SOP.
    """

    name: str
    drawing: Drawing | None
    refused: str
    problems: tuple[str, ...]
    seconds: float


def attempt(loaded: LoadedSop) -> Trial:
    """Lay out `loaded` and judge the result. Only a `LayoutError` is a refusal; any other error is a bug."""
    start = time.perf_counter()
    try:
        drawing = lay_out(loaded)
    except LayoutError as error:
        return Trial(loaded.slug, None, error.message, (), time.perf_counter() - start)
    seconds = time.perf_counter() - start
    problems = [str(one) for one in all_violations(drawing)]
    problems += [str(one) for page in drawing.pages for one in text_violations(page)]
    if len(loaded.sop.prosedur()) == 1:
        problems += flow_differences(loaded, drawing)
    unlabelled = soft_total(drawing).unlabelled_exits
    if unlabelled:
        problems.append(f"{unlabelled} exits of decisions have no label")
    return Trial(loaded.slug, drawing, "", tuple(problems), seconds)


def flow_differences(loaded: LoadedSop, drawing: Drawing) -> list[str]:
    """Arrows that the SOP asks for and the sheets lack, and the other way round; labels may be shortened
    to their first letter (Ya to Y)."""
    ((_, procedure),) = loaded.sop.prosedur()
    flow = baca_alur(procedure, loaded.label)
    at = [(node.baris, node.lajur) for node in flow.simpul]
    wanted = {(at[arc.dari], at[arc.ke], arc.label) for arc in flow.arus}
    drawn = drawn_flow(drawing)
    missing = [one for one in wanted if not drawn & {one, (*one[:2], one[2][:1].upper())}]
    extra = [one for one in drawn if not any(one[:2] == other[:2] for other in wanted)]
    return sorted(f"the sheets lack {one}" for one in missing) + sorted(f"the SOP has no {one}" for one in extra)
