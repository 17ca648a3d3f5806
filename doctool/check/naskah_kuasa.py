"""The rules of letters about who signs for whom: the chain of a.n. and u.b. (N15, N16)."""

from __future__ import annotations

from collections.abc import Iterator
from dataclasses import dataclass
from itertools import pairwise

from doctool.check.letter_context import LetterContext, letter_check
from doctool.check.rule import Path, Problem
from doctool.check.words import normal
from doctool.findings import Severity
from doctool.model.eselon import Tingkat, tingkat
from doctool.model.kantor import Pejabat

_FOR_OTHERS = ("a.n.", "u.b.")


@dataclass(frozen=True, slots=True)
class _Link:
    """A post of the chain: where the letter names it, and who holds it."""

    path: Path
    who: Pejabat
    level: Tingkat | None


def _chain(ctx: LetterContext) -> list[_Link]:
    """Who gives authority, who stands between, who signs; empty where the signer signs for himself."""
    signer = ctx.signer()
    if signer.awalan not in _FOR_OTHERS:
        return []
    given = [("atas_nama", signer.atas_nama), ("melalui", signer.melalui if signer.awalan == "u.b." else "")]
    posts: list[tuple[str, Pejabat]] = [
        (key, ctx.kantor.pejabat.get(text) or Pejabat(jabatan=text)) for key, text in given if text
    ]
    posts.append(("pejabat", signer))
    return [
        _Link(("penandatangan", key), who, tingkat(who.jabatan, who.eselon, kantor=ctx.kantor.nama))
        for key, who in posts
    ]


def _same(one: Pejabat, other: Pejabat) -> bool:
    """One post or one person; two with different NIP are two persons, whatever they are called."""
    if normal(one.jabatan) == normal(other.jabatan) != "":
        return True
    if one.nip and other.nip:
        return normal(one.nip).replace(" ", "") == normal(other.nip).replace(" ", "")
    return normal(one.nama) == normal(other.nama) != ""


@letter_check("N15")
def chain_of_authority(ctx: LetterContext) -> Iterator[Problem]:
    """Who is named to be signed for is printed, and nobody stands in the chain twice."""
    signer = ctx.naskah.penandatangan
    for key, needed in (("atas_nama", _FOR_OTHERS), ("melalui", ("u.b.",))):
        text = getattr(signer, key)
        if text and signer.awalan not in needed:
            message = f"{key} tidak akan tercetak: awalannya {signer.awalan or 'kosong'}"
            hint = f"tulis awalan: {' atau '.join(needed)}; atau hapus {key}"
            yield Problem(("penandatangan", key), message, hint, text)
    links = _chain(ctx)
    for number, link in enumerate(links):
        if any(_same(link.who, before.who) for before in links[:number]):
            name = link.who.jabatan or link.who.nama
            message = f"{name} disebut dua kali dalam rantai {signer.awalan}"
            hint = "yang menandatangani adalah pejabat lain di bawah pemberi kuasa; pejabat itu sendiri tanpa awalan"
            yield Problem(link.path, message, hint, name)


@letter_check("N16")
def one_level_below(ctx: LetterContext) -> Iterator[Problem]:
    """Each in the chain stands one level below the one before him; nothing is said where a level is not known."""
    awalan = ctx.naskah.penandatangan.awalan
    for above, below in pairwise(_chain(ctx)):
        if above.level is None or below.level is None or _same(above.who, below.who):
            continue
        name = below.who.jabatan
        if not below.level.di_bawah(above.level):
            message = f"{below.who.jabatan} tidak di bawah {above.who.jabatan}"
            hint = f"{awalan} dipakai pejabat di bawah pemberi kuasanya; periksa atas_nama, melalui dan penanda tangan"
            yield Problem(below.path, message, hint, name)
        elif below.level.terlalu_jauh(above.level):
            message = f"{below.who.jabatan} lebih dari satu tingkat di bawah {above.who.jabatan}"
            hint = "pakai awalan u.b. dengan melalui: pejabat di antaranya" if awalan == "a.n." else (
                "sebutkan pejabat setingkat di bawahnya"
            )
            yield Problem(below.path, message, hint, name, severity=Severity.WARNING)
