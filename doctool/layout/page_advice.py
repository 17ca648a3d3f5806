"""What makes a drawn page hard to read: labels cut short (T04, A11), crossings (T05), off-page connectors (T06)."""

from __future__ import annotations

from collections import Counter
from collections.abc import Iterator
from itertools import combinations

from doctool.drawing import Page, Point, ShapeKind
from doctool.findings import Finding, Severity
from doctool.layout.columns import Fit, least_columns
from doctool.layout.flow_sheet import FlowSheet, frame_of
from doctool.layout.metrics_hard import OVERLAP, Sheet
from doctool.layout.paginate import divide, strips
from doctool.layout.papers import on_paper
from doctool.layout.segments import crossing_point, depth
from doctool.layout.tall_rows import row_name
from doctool.loaded import LoadedSop, Path
from doctool.model.alur import Alur, Arus, baca_alur
from doctool.model.prosedur import Prosedur
from doctool.units import PAPERS

#: So many crossings a reader still follows: well-laid pages have none, one page in a hundred has more than this.
MOST_CROSSINGS = 3
#: The flow itself comes in and goes out, and one loop may span the page: more must be looked up page by page.
MOST_CONNECTORS = 4
#: Characters of a label that a message quotes.
LONGEST_QUOTE = 30


def page_findings(loaded: LoadedSop, page: Page) -> Iterator[Finding]:
    """What is hard to read on `page`; nothing on a page without a flow."""
    if page.procedure is None:
        return
    path, procedure = loaded.sop.prosedur()[page.procedure]
    one = _PageOfFlow(loaded, page, path, procedure, baca_alur(procedure, loaded.label))
    yield from one.short_labels()
    yield from one.crossings()
    yield from one.connectors()


class _PageOfFlow:
    def __init__(self, loaded: LoadedSop, page: Page, path: Path, procedure: Prosedur, flow: Alur) -> None:
        self.loaded, self.page, self.path, self.procedure, self.flow = loaded, page, path, procedure, flow

    def _arc(self, key: str) -> Arus | None:
        """The arc that the line `key` draws; None for the line of a kapsul that stands apart."""
        return self.flow.arus[int(key[1:])] if key[1:].isdigit() else None

    def _row(self, node: int) -> str:
        return row_name(self.procedure, self.flow.simpul[node].baris)

    def _finding(self, code: str, severity: Severity, below: Path, message: str, hint: str) -> Finding:
        return Finding(code, severity, self.loaded.positions.where((*self.path, *below)), message, hint)

    def short_labels(self) -> Iterator[Finding]:
        """T04: decisions with an exit of which only the first letter had a place; A11: two that share that letter."""
        printed: dict[int, dict[int, tuple[Arus, str]]] = {}
        for label in self.page.labels:
            arc = self._arc(label.owner) if label.key.startswith("l-") else None
            if arc is not None:
                printed.setdefault(arc.dari, {})[arc.keluar] = (arc, label.paragraph.text)
        for node, exits in printed.items():
            short = [(arc, text) for _, (arc, text) in sorted(exits.items()) if text != arc.label]
            if not short:
                continue
            times = Counter(text.casefold() for _, text in exits.values())
            below = _label_path(short[0][0].path)
            said = ", ".join(f'"{_cut(arc.label)}" menjadi "{text}"' for arc, text in short)
            if any(times[text.casefold()] > 1 for _, text in short):
                yield self._finding(
                    "A11", Severity.ERROR, below,
                    f"jalan keluar {self._row(node)} tidak dapat dibedakan: labelnya tidak muat, hanya huruf awalnya "
                    f"tercetak, {said}",
                    "pakai label pendek yang huruf awalnya berbeda",
                )  # fmt: skip
                continue
            yield self._finding(
                "T04", Severity.WARNING, below,
                f"label jalan keluar {self._row(node)} tidak muat di dekat garisnya, hanya huruf awalnya tercetak: "
                f"{said}",
                "pendekkan label, kurangi arus di sekitar kegiatan itu, atau kurangi kolom pelaksana",
            )  # fmt: skip

    def crossings(self) -> Iterator[Finding]:
        """T05: more lines that cross than a reader can follow; said at the line that crosses most."""
        sheet = Sheet.of(self.page)
        met: dict[Point, tuple[str, str]] = {}
        for a, b in combinations(self.page.lines, 2):
            for one in sheet.pieces[a.key]:
                for other in sheet.pieces[b.key]:
                    if one.horizontal != other.horizontal and depth(one, other) >= OVERLAP:
                        met.setdefault(crossing_point(one, other), (a.key, b.key))
        if len(met) <= MOST_CROSSINGS:
            return
        worst, times = Counter(key for pair in met.values() for key in pair).most_common(1)[0]
        arc = self._arc(worst)
        rows = f", terbanyak arus dari {self._row(arc.dari)} ke {self._row(arc.ke)} ({times} kali)" if arc else ""
        yield self._finding(
            "T05", Severity.WARNING, arc.path if arc else self._first_row(),
            f"garis di halaman {self.page.number} saling memotong {len(met)} kali{rows}",
            "dekatkan kolom pelaksana yang sering berhubungan, atau kurangi arus yang kembali dan melompat",
        )  # fmt: skip

    def connectors(self) -> Iterator[Finding]:
        """T06: more off-page connectors than a reader can look up."""
        count = sum(shape.kind is ShapeKind.OFF_PAGE for shape in self.page.shapes)
        if count <= MOST_CONNECTORS:
            return
        paper = _paper_with_few(self.loaded, self.path, self.procedure)
        hint = "dekatkan kegiatan yang saling dituju, ringkas teks supaya lebih banyak kegiatan muat sehalaman, atau "
        yield self._finding(
            "T06", Severity.WARNING, self._first_row(),
            f"alur di halaman {self.page.number} terpotong {count} penghubung halaman",
            hint + (f"pakai kertas {paper} (gaya di kantor.yaml)" if paper else "bagi prosedur menjadi bagian-bagian"),
        )  # fmt: skip

    def _first_row(self) -> Path:
        rows = (row.kegiatan for row in self.page.table("prosedur").rows)
        return ("kegiatan", next((one for one in rows if one is not None), 0))


def _cut(label: str) -> str:
    return label if len(label) <= LONGEST_QUOTE else label[: LONGEST_QUOTE - 1] + "…"


def _label_path(path: Path) -> Path:
    """Where the label of the exit stands whose target stands at `path`."""
    return (*path[: path.index("keluar") + 2], "label") if "keluar" in path else path


def _paper_with_few(loaded: LoadedSop, path: Path, procedure: Prosedur) -> str:
    """The first other paper on which no page has too many off-page connectors and the lanes fit well; "" if none."""
    gaya = loaded.kantor.gaya
    last = path == loaded.sop.prosedur()[-1][0]
    for kertas in sorted(PAPERS, key=lambda one: one != gaya.kertas):
        for orientasi in ("lanskap", "potret"):
            other = on_paper(loaded, kertas, orientasi)
            least = least_columns(other, procedure, frame_of(other).inner_width)
            if least is None or least.fit is not Fit.WELL:
                continue
            sheet = FlowSheet(other, path, procedure, last)
            spans = divide(sheet.graph, sheet.heights(0), sheet.room) or []
            counts = [len(strips(sheet.graph, *span, sheet.columns.lanes, sheet.apart)[0]) for span in spans]
            if spans and max(counts) <= MOST_CONNECTORS:
                return f"{kertas} {orientasi}"
    return ""
