"""Rules about the column waktu (S24)."""

from __future__ import annotations

from collections import Counter
from collections.abc import Iterator

from doctool.check.context import Context, ProcedureView
from doctool.check.rule import Problem, check
from doctool.check.words import word_set, words_of
from doctool.indonesian import terbilang
from doctool.model.waktu import Waktu

#: The words of units, as durations are written.
_UNIT_WORDS = word_set("detik menit mnt jam hari kerja minggu bulan bln tahun thn")


def _written(view: ProcedureView) -> Iterator[tuple[int, Waktu]]:
    """The rows with a waktu that says something, and the waktu."""
    for index, row in enumerate(view.rows):
        if row.waktu is not None and not row.waktu.kosong and not row.waktu.setrip:
            yield index, row.waktu


@check("S24")
def readable(ctx: Context) -> Iterator[Problem]:
    """A waktu is a quantity with a unit, or words such as "sesuai kebutuhan"."""
    for view in ctx.procedures:
        for index, waktu in _written(view):
            if not waktu.terbaca:
                yield Problem(
                    view.row_path(index, "waktu"), f"waktu {view.row_name(index)} tidak terbaca",
                    'tulis angka dan satuan, misalnya "15 menit" atau "1-5 hari kerja"', waktu.teks.strip(),
                )


@check("S24")
def words_match_digits(ctx: Context) -> Iterator[Problem]:
    """The number in words is the number in digits."""
    for view in ctx.procedures:
        for index, waktu in _written(view):
            for part in waktu.bagian:
                if part.terbilang_cocok:
                    continue
                number = part.paling_banyak
                right = f"{number} ({terbilang(int(number)).title()})" if number == int(number) else str(part)
                yield Problem(
                    view.row_path(index, "waktu"), f"kata bilangan {view.row_name(index)} tidak cocok dengan angkanya",
                    f'tulis "{right}", atau perbaiki angkanya', waktu.teks.strip(),
                )


def unit_words(waktu: Waktu) -> tuple[str, ...]:
    """The unit words of `waktu` as written ("Menit")."""
    return tuple(word for word in words_of(waktu.teks) if waktu.bagian and word.lower() in _UNIT_WORDS)


@check("S24")
def one_spelling(ctx: Context) -> Iterator[Problem]:
    """A unit is written one way in a procedure: not "hari" here and "Hari" there. One finding a unit."""
    for view in ctx.procedures:
        uses: dict[str, list[tuple[int, str, str]]] = {}
        for index, waktu in _written(view):
            for unit in unit_words(waktu):
                uses.setdefault(unit.lower(), []).append((index, unit, waktu.teks.strip()))
        for group in uses.values():
            usual = Counter(unit for _, unit, _ in group).most_common(1)[0][0]
            others = [one for one in group if one[1] != usual]
            if others:
                index, unit, text = others[0]
                rows = ", ".join(dict.fromkeys(view.row_name(at).removeprefix("kegiatan ") for at, _, _ in others))
                yield Problem(
                    view.row_path(index, "waktu"), f'satuan "{unit}" ditulis berbeda dari "{usual}" (kegiatan {rows})',
                    f'tulis "{usual}" di semua kegiatan', text,
                )


@check("S24")
def words_everywhere_or_nowhere(ctx: Context) -> Iterator[Problem]:
    """Either every number of a procedure's waktu stands in words as well, or none does."""
    for view in ctx.procedures:
        numbered = [(index, waktu) for index, waktu in _written(view) if waktu.bagian]
        spelled = [one for one in numbered if any(part.terbilang for part in one[1].bagian)]
        bare = [one for one in numbered if one not in spelled]
        if spelled and bare:
            few, hint = (bare, "tambahkan") if len(bare) <= len(spelled) else (spelled, "hapus")
            index, waktu = few[0]
            yield Problem(
                view.row_path(index, "waktu"), "sebagian waktu memakai kata bilangan, sebagian tidak",
                f"{hint} kata bilangannya, supaya seragam", waktu.teks.strip(),
            )
