"""The judge of finished drawings: hard rules, which are zero on every sheet, and soft numbers to compare.

All of it reads the final `Drawing` alone, in whole twips, and knows nothing of how the lines were found;
so the same judge serves the engine, the tests and other routers.
"""

from __future__ import annotations

from doctool.drawing import Drawing
from doctool.layout.metrics_hard import Violation, hard_violations
from doctool.layout.metrics_pages import drawn_flow, page_pair_violations
from doctool.layout.metrics_soft import Soft, arrow_ambiguity, soft_metrics, unlabelled_exits
from doctool.layout.metrics_text import broken_words, text_violations

__all__ = [
    "Soft",
    "Violation",
    "all_violations",
    "arrow_ambiguity",
    "broken_words",
    "document_violations",
    "drawn_flow",
    "hard_violations",
    "score",
    "soft_metrics",
    "soft_total",
    "text_violations",
    "unlabelled_exits",
]


def document_violations(drawing: Drawing) -> list[Violation]:
    """Every break of H10 (pairs of off-page connectors) in `drawing`, in the order of pages."""
    return page_pair_violations(drawing)


def all_violations(drawing: Drawing) -> list[Violation]:
    """Every break of H1 to H11 in `drawing`: page by page, then H10."""
    found = [one for page in drawing.pages for one in hard_violations(page)]
    return found + document_violations(drawing)


def soft_total(drawing: Drawing) -> Soft:
    """The soft metrics of all pages of `drawing`, added up."""
    return sum((soft_metrics(page) for page in drawing.pages), Soft())


def score(soft: Soft) -> float:
    """40 a crossing, 10 a bend, 0.06 a point of length, 120 a touch; less is better."""
    return soft.score
