"""Rules about the list of regulations on the identity sheet (S08, S09, S10)."""

from __future__ import annotations

from collections.abc import Iterator
from functools import lru_cache

from doctool.check.citation import RANK, citations
from doctool.check.context import Context
from doctool.check.rule import Path, Problem, check
from doctool.check.words import read_table


@check("S08")
def complete(ctx: Context) -> Iterator[Problem]:
    """Each item names kind, number, year and subject."""
    for path, text in ctx.items("dasar_hukum"):
        cited = citations(text)
        if not cited:
            yield Problem(
                path, "butir dasar hukum tidak menyebut peraturan",
                'tulis jenis, nomor, tahun dan judulnya: "Peraturan Daerah ... Nomor 1 Tahun 2020 tentang ..."',
                text,
            )
        elif cited[0].missing:
            missing = cited[0].missing
            yield Problem(
                path, f"dasar hukum tanpa {_joined(missing)}",
                f"lengkapi {_joined(missing)} menurut naskah peraturannya", text,
            )


def _joined(words: tuple[str, ...]) -> str:
    return words[0] if len(words) == 1 else f"{', '.join(words[:-1])} dan {words[-1]}"


@check("S08")
def one_number_each(ctx: Context) -> Iterator[Problem]:
    """A regulation (kind, maker, year, subject) has one number throughout the list."""
    first: dict[tuple[str, str, str, str], str] = {}
    for path, text in ctx.items("dasar_hukum"):
        for one in citations(text):
            if not (one.nomor and one.tahun and one.tentang):
                continue
            number = first.setdefault(one.subject, one.nomor)
            if number != one.nomor:
                yield Problem(
                    path,
                    f"peraturan yang sama disebut dengan dua nomor: Nomor {number} dan Nomor {one.nomor} "
                    f"Tahun {one.tahun}",
                    "periksa naskah peraturannya dan pakai nomor yang benar di kedua tempat", text,
                )


@lru_cache(maxsize=1)
def _obsolete() -> dict[tuple[str, str, str], tuple[str, str]]:
    return {(kind, number, year): (why, what) for kind, number, year, why, what in read_table("peraturan_usang.tsv")}


def replaced(text: str) -> tuple[str, str] | None:
    """What is wrong with the regulation that an item of dasar hukum is about, and what to cite instead; None for one
    that the table of replaced or miscited ones does not hold."""
    cited = citations(text)
    known = _obsolete().get((cited[0].jenis, cited[0].nomor, cited[0].tahun)) if cited else None
    return (f"Nomor {cited[0].nomor} Tahun {cited[0].tahun}: {known[0]}", known[1]) if known is not None else None


@check("S09")
def in_force(ctx: Context) -> Iterator[Problem]:
    """No item rests on a regulation that the table of replaced or miscited ones holds."""
    for path, text in ctx.items("dasar_hukum"):
        found = replaced(text)
        if found is not None:
            yield Problem(path, *found, text)


@check("S10")
def order(ctx: Context) -> Iterator[Problem]:
    """Higher regulations first, older ones first within a rank; one finding a list."""
    before: tuple[tuple[int, int], str] | None = None
    for path, text in ctx.items("dasar_hukum"):
        cited = citations(text)
        if not cited or not cited[0].tahun:
            continue
        place = (RANK[cited[0].jenis], int(cited[0].tahun))
        if before is not None and place < before[0]:
            yield _misplaced(path, text, place, before)
            return
        before = (place, text)


def _misplaced(path: Path, text: str, place: tuple[int, int], before: tuple[tuple[int, int], str]) -> Problem:
    why = "tingkatannya lebih tinggi" if place[0] < before[0][0] else "lebih tua"
    return Problem(
        path, f"urutan dasar hukum: butir ini {why} daripada butir sebelumnya",
        "urutkan: undang-undang, peraturan pemerintah, peraturan presiden, peraturan menteri, peraturan daerah, "
        "peraturan kepala daerah; yang lebih tua lebih dahulu",
        text,
    )
