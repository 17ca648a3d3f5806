"""The rule of letters about what their form has no place for (N17): a text that is given and not printed is told."""

from __future__ import annotations

from collections.abc import Iterator

from doctool.check.letter_context import LetterContext, letter_check
from doctool.check.rule import Path, Problem
from doctool.model.surat import DaftarHadir, NotaDinas, Notula

_HEAD = ("yth", "dari", "sifat", "lampiran", "hal")


@letter_check("N17")
def all_printed(ctx: LetterContext) -> Iterator[Problem]:
    """Texts that the form of the letter's kind does not print, or the office's order of a nota dinas leaves out."""
    naskah = ctx.naskah
    if isinstance(naskah, DaftarHadir | Notula):
        where = "pembahasan" if isinstance(naskah, Notula) else "undangannya"
        for index, text in enumerate(naskah.acara.catatan):
            yield _told(("acara", "catatan", index), text, f"hapus, atau tulis di {where}")
    if isinstance(naskah, NotaDinas):
        yield from _of_nota(ctx, naskah)


def _of_nota(ctx: LetterContext, nota: NotaDinas) -> Iterator[Problem]:
    if nota.tempat.strip():
        yield _told(("tempat",), nota.tempat, "hapus; nota dinas tidak menyebut tempat di depan tanggal")
    for index, one in enumerate(nota.kepada):
        if one.di.strip():
            yield _told(("kepada", index, "di"), one.di, "tulis di belakang jabatannya, atau hapus")
    given = {
        "yth": nota.kepada[0].yth, "dari": nota.dari, "sifat": "" if nota.sifat == "Biasa" else nota.sifat,
        "lampiran": "" if nota.lampiran.strip() == "-" else nota.lampiran, "hal": nota.hal,
    }  # fmt: skip
    for key in _HEAD:
        if key not in ctx.kantor.gaya.surat.kepala_nota and given[key].strip():
            path: Path = ("kepada",) if key == "yth" else (key,)
            yield _told(path, given[key], f"tambahkan {key} di gaya.surat.kepala_nota kantor.yaml, atau hapus")


def _told(path: Path, text: str, hint: str) -> Problem:
    key = next(step for step in reversed(path) if isinstance(step, str))
    return Problem(path, f"{key} tidak tercetak pada naskah ini", hint, text)
