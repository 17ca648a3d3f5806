"""Random letters: each is refused with the place of every fault, or is a sound file with all its texts as given.

`make proofs` runs ten thousand with the whole gate.
"""

from __future__ import annotations

from collections import Counter
from dataclasses import replace

import pytest

from benchmarks.proof_letters import report, run
from doctool.letters.render import Renderer, render_letter
from tests.gate import check_docx, xsd_errors
from tests.gate_lint import lint_docx
from tests.letters.kept import lost
from tests.letters.random_letter import office_styles, random_letter
from tests.letters.samples import KINDS, letter, lines

COUNT, BUNDLE = 350, 50


def quick(docx: bytes) -> list[str]:
    """The gate without openxml-audit, which takes most of its time."""
    return lint_docx(docx) + xsd_errors(docx)


@pytest.mark.parametrize("first", range(1, COUNT, BUNDLE))
def test_random_letters_lose_nothing(first: int) -> None:
    outcomes = [run(seed, None if seed % 25 == 0 else quick) for seed in range(first, first + BUNDLE)]
    assert [(one.seed, one.faults) for one in outcomes if one.faults] == []
    made = Counter(one.what for one in outcomes)
    assert made["made"] > BUNDLE // 2
    assert made["refused"] > 0
    assert " 0 exceptions, 0 invalid, 0 with lost or moved text, 0 of " in report(outcomes)


def test_the_generator_reaches_what_it_should() -> None:
    given = [random_letter(seed) for seed in range(1, 400)]
    assert {one.kind for one in given} == set(KINDS)
    assert {one.office.kode for one in given} == {one.kode for one in office_styles()}
    assert len({id(one.office) for one in given}) == len(office_styles())
    assert {len(one.data["kepada"]) for one in given if "kepada" in one.data} >= {1, 2, 6, 60}
    assert {one.data["penandatangan"]["awalan"] for one in given if "penandatangan" in one.data} >= {"a.n.", "u.b.", ""}
    assert max(len(one.data.get("hal", "")) for one in given) > 4900
    assert 20 < sum(one.spoilt for one in given) < 100


def test_what_is_lost_or_moved_is_seen() -> None:
    right = letter("dinas", tembusan=["qz1zq Sekretaris", "qz2zq Arsiparis"], isi=["qz3zq satu\n\nqz4zq dua"])
    docx = render_letter(right)
    assert lost(right, docx) == []
    assert check_docx(docx, sdk=False) == []

    def judged(**changes: object) -> str:
        return " ".join(lost(replace(right, naskah=right.naskah.model_copy(update=changes)), docx))

    assert "text 9 is printed 0 times" in judged(tembusan=("qz1zq Sekretaris", "qz2zq Arsiparis", "qz9zq"))
    assert "text 2 is printed 1 times, not 0" in judged(tembusan=("qz1zq Sekretaris",))
    assert judged(tembusan=("qz2zq Arsiparis", "qz1zq Sekretaris")) == "tembusan: not in the order given"
    assert judged(isi=("qz3zq satu\n\nqz4zq  dua",)) == "('isi', 0): 'qz4zq  dua'"
    assert "qz3zq Satu" in judged(isi=("qz3zq Satu\n\nqz4zq dua",))


def test_one_renderer_for_many_offices_mixes_nothing_up() -> None:
    renderer = Renderer()
    for kind in KINDS:
        for office in office_styles()[::3]:
            made = renderer.render(letter(kind, office))
            assert made == render_letter(letter(kind, office))
            assert any(line == office.kantor.kop.baris[0].teks for line in lines(made))
