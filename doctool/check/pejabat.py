"""Rules about the officials who sign (S05)."""

from __future__ import annotations

import re
from collections.abc import Iterator

from doctool.check.context import Context
from doctool.check.rule import Path, Problem, check
from doctool.findings import Severity
from doctool.model.kantor import Penandatangan
from doctool.model.nip import check_nip, warn_nip
from doctool.model.pangkat import GOLONGAN_PPPK, PANGKAT, golongan_of, split_pangkat

#: Heads of a region are elected, not civil servants: no NIP on their signature.
_HEADS_OF_REGION = re.compile(r"^(?:wakil )?(?:gubernur|bupati|wali\s?kota)\b", re.IGNORECASE)


def _printed_below(ctx: Context, signer: Penandatangan) -> Penandatangan | None:
    """The same official in the signature block under the flow, where some offices print name and NIP."""
    for one in ctx.sop.tanda_tangan_alur:
        if signer.pejabat and one.pejabat == signer.pejabat:
            return ctx.kantor.lengkapi(one)
    return None


@check("S05")
def signer_complete(ctx: Context) -> Iterator[Problem]:
    """The signer has jabatan, nama, a valid NIP and a pangkat that exists."""
    for path, signer in ctx.signers():
        below = _printed_below(ctx, signer)
        whole = signer
        if below is not None:
            given = {key: value for key, value in signer.model_dump().items() if value}
            whole = Penandatangan(**{**below.model_dump(), **given})
        yield from signer_faults(path, whole)


def signer_faults(path: Path, signer: Penandatangan) -> Iterator[Problem]:
    """What is missing or wrong in a signer, completed from kantor.yaml, whose place is `path`."""
    yield from _names(path, signer)
    yield from _nip(path, signer)
    yield from _rank(path, signer)


def _names(path: Path, signer: Penandatangan) -> Iterator[Problem]:
    for key in ("jabatan", "nama"):
        if not getattr(signer, key).strip():
            place = f" (pejabat {signer.pejabat} di kantor.yaml)" if signer.pejabat else ""
            yield Problem((*path, key), f"penanda tangan tanpa {key}", f"isi {key}{place}")


def _nip(path: Path, signer: Penandatangan) -> Iterator[Problem]:
    nip = signer.nip.strip()
    if not nip:
        if signer.status != "lain" and not _HEADS_OF_REGION.match(signer.jabatan):
            yield Problem((*path, "nip"), "penanda tangan tanpa NIP", "isi nip 18 angka")
        return
    hint = "periksa pada SK kepegawaiannya"
    for message in check_nip(nip, signer.status):
        yield Problem((*path, "nip"), message, hint, nip)
    for message in warn_nip(nip, signer.status):
        yield Problem((*path, "nip"), message, hint, nip, severity=Severity.WARNING)


def _rank(path: Path, signer: Penandatangan) -> Iterator[Problem]:
    rank, inside = split_pangkat(signer.pangkat)
    grade = "".join(signer.golongan.split()) or inside
    if signer.status == "pppk":
        if rank and rank not in GOLONGAN_PPPK:
            hint = "kosongkan pangkat, isi golongan"
            yield Problem((*path, "pangkat"), "PPPK tidak berpangkat", hint, signer.pangkat)
        return
    if signer.status == "lain" or not rank:
        return
    known = golongan_of(rank)
    if known is None:
        hint = "pakai pangkat resmi, misalnya Pembina Tingkat I"
        yield Problem((*path, "pangkat"), f'pangkat "{rank}" tidak ada', hint, signer.pangkat)
    elif grade and grade.lower() != known.lower():
        yield Problem(
            (*path, "golongan"), f"pangkat {PANGKAT[known]} bergolongan {known}, bukan {grade}",
            "samakan pangkat dan golongan", signer.golongan or signer.pangkat,
        )
