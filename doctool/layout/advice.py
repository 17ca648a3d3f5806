"""What makes the sheets of an SOP hard to read, as findings (T01 to T06), and why they cannot be drawn (A08 to A12).

`sheet_findings` needs only the columns and is quick; `drawing_findings` judges a finished Drawing.
"""

from __future__ import annotations

from doctool.drawing import Drawing
from doctool.errors import LayoutError
from doctool.findings import Finding, Severity
from doctool.layout.columns import least_columns
from doctool.layout.engine import lay_out
from doctool.layout.flow_sheet import FlowSheet, frame_of
from doctool.layout.page_advice import page_findings
from doctool.layout.papers import too_many_lanes
from doctool.layout.tall_rows import high_rows, may_be_high
from doctool.loaded import LoadedSop


def sheet_findings(loaded: LoadedSop) -> list[Finding]:
    """What the columns and the heights of texts tell: T01, T02, A09; A01 to A07 where the flow is unclear."""
    found: list[Finding] = []
    frame = frame_of(loaded)
    procedures = loaded.sop.prosedur()
    for at, (path, procedure) in enumerate(procedures):
        if not procedure.kegiatan:
            continue
        least = least_columns(loaded, procedure, frame.inner_width)
        found.extend(too_many_lanes(loaded, path, procedure, least))
        if least is None or not may_be_high(frame, procedure, least):
            continue
        try:
            found.extend(high_rows(FlowSheet(loaded, path, procedure, at == len(procedures) - 1)))
        except LayoutError as error:
            found.extend(error.findings)
    return found


def drawing_findings(loaded: LoadedSop, drawing: Drawing) -> list[Finding]:
    """What the drawn pages tell: T04, T05, T06, A11. `drawing` is that of `loaded`."""
    return [one for page in drawing.pages for one in page_findings(loaded, page)]


def all_findings(loaded: LoadedSop) -> list[Finding]:
    """The findings of the sheets of `loaded`, which are laid out for it; why they cannot be drawn, if so (A08 to A12).

    Takes as long as a drawing. A flow that is not clear is told by findings A01 to A07.
    """
    found = sheet_findings(loaded)
    if any(one.severity is Severity.ERROR for one in found):
        return found
    try:
        return found + drawing_findings(loaded, lay_out(loaded))
    except LayoutError as error:
        told = {one.where for one in error.findings}
        kept = [one for one in found if one.where not in told]
        if error.findings:
            return [*kept, *error.findings]
        return [*kept, Finding("A12", Severity.ERROR, loaded.positions.where(()), error.message, error.hint or "")]
