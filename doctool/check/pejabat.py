"""Rules about the officials who sign (S05)."""

from __future__ import annotations

import re
from collections.abc import Iterator

from doctool.check.context import Context
from doctool.check.rule import Path, Problem, check
from doctool.check.words import normal
from doctool.model.kantor import Penandatangan
from doctool.model.nip import check_nip

#: Pangkat by golongan (PP 15/1994 and BKN's lists).
PANGKAT = {
    "I/a": "Juru Muda",
    "I/b": "Juru Muda Tingkat I",
    "I/c": "Juru",
    "I/d": "Juru Tingkat I",
    "II/a": "Pengatur Muda",
    "II/b": "Pengatur Muda Tingkat I",
    "II/c": "Pengatur",
    "II/d": "Pengatur Tingkat I",
    "III/a": "Penata Muda",
    "III/b": "Penata Muda Tingkat I",
    "III/c": "Penata",
    "III/d": "Penata Tingkat I",
    "IV/a": "Pembina",
    "IV/b": "Pembina Tingkat I",
    "IV/c": "Pembina Utama Muda",
    "IV/d": "Pembina Utama Madya",
    "IV/e": "Pembina Utama",
}
_BY_NAME = {normal(name): grade for grade, name in PANGKAT.items()}
#: Heads of a region are elected, not civil servants: no NIP on their signature.
_HEADS_OF_REGION = re.compile(r"^(?:wakil )?(?:gubernur|bupati|wali\s?kota)\b", re.IGNORECASE)
_GRADE_IN_BRACKETS = re.compile(r"\s*[(,/-]*\s*\b(?P<grade>(?:IV|I{1,3})\s*/\s*[a-e])\b\)?\s*$", re.IGNORECASE)


def pangkat_and_golongan(signer: Penandatangan) -> tuple[str, str]:
    """The pangkat spelled out and the golongan, which may stand in the pangkat's brackets ("Pembina (IV/a)")."""
    rank, grade = signer.pangkat.strip(), signer.golongan.strip()
    inside = _GRADE_IN_BRACKETS.search(rank)
    if inside:
        rank, grade = rank[: inside.start()], grade or inside["grade"]
    rank = re.sub(r"\b(?:Tk|Tkt)\b\.?\s*", "Tingkat ", rank, flags=re.IGNORECASE)
    rank = re.sub(r"\bTingkat\s+1\b", "Tingkat I", rank, flags=re.IGNORECASE)
    head, _, letter = grade.replace(" ", "").partition("/")
    return rank.strip(" ,("), f"{head.upper()}/{letter.lower()}" if letter else grade


def _printed_below(ctx: Context, signer: Penandatangan) -> Penandatangan | None:
    """The same official in the signature block under the flow, where some offices print name and NIP."""
    for one in ctx.sop.tanda_tangan_alur:
        if signer.pejabat and one.pejabat == signer.pejabat:
            return ctx.kantor.lengkapi(one)
    return None


@check("S05")
def signer_complete(ctx: Context) -> Iterator[Problem]:
    """The signer has jabatan, nama, a valid NIP and a pangkat that exists."""
    for path, _, signer in ctx.signers():
        below = _printed_below(ctx, signer)
        whole = signer
        if below is not None:
            given = {key: value for key, value in signer.model_dump().items() if value}
            whole = Penandatangan(**{**below.model_dump(), **given})
        yield from _names(path, whole)
        yield from _nip(path, whole)
        yield from _rank(path, whole)


def _names(path: Path, signer: Penandatangan) -> Iterator[Problem]:
    for key, name in (("jabatan", "jabatan"), ("nama", "nama")):
        if not getattr(signer, key).strip():
            place = f" (pejabat {signer.pejabat} di kantor.yaml)" if signer.pejabat else ""
            yield Problem((*path, key), f"penanda tangan tanpa {name}", f"isi {name}{place}")


def _nip(path: Path, signer: Penandatangan) -> Iterator[Problem]:
    nip = signer.nip.strip()
    if not nip:
        if signer.status != "lain" and not _HEADS_OF_REGION.match(signer.jabatan):
            yield Problem((*path, "nip"), "penanda tangan tanpa NIP", "isi nip 18 angka")
        return
    if signer.status == "lain":
        return
    for message in check_nip(nip, signer.status):
        yield Problem((*path, "nip"), str(message), "periksa NIP pada SK kepegawaiannya", nip)


def _rank(path: Path, signer: Penandatangan) -> Iterator[Problem]:
    rank, grade = pangkat_and_golongan(signer)
    if rank and signer.status != "lain":
        known = _BY_NAME.get(normal(rank))
        if known is None:
            yield Problem(
                (*path, "pangkat"), f'pangkat "{signer.pangkat.strip()}" tidak ada',
                "pakai pangkat resmi, misalnya Pembina Tingkat I", signer.pangkat,
            )
        elif grade in PANGKAT and grade != known:
            yield Problem(
                (*path, "golongan"), f"pangkat {PANGKAT[known]} bergolongan {known}, bukan {grade}",
                "samakan pangkat dan golongan", signer.golongan or signer.pangkat,
            )
