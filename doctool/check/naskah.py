"""The rules of letters: those about officials and fields (N01, N02, N06, N08 to N13), and `check_letter`."""

from __future__ import annotations

import difflib
import re
from collections.abc import Iterator

from doctool.check import naskah_acara, naskah_cetak, naskah_kuasa, naskah_teks
from doctool.check.letter_context import LETTER_CHECKS, LetterContext, letter_check
from doctool.check.pejabat import signer_faults
from doctool.check.rule import Path, Problem
from doctool.check.run import silent_rules
from doctool.check.table import RULES
from doctool.check.words import normal
from doctool.findings import Finding, Severity
from doctool.indonesian import terbilang
from doctool.loaded import LoadedNaskah
from doctool.model.surat import Berkepala, LembarDisposisi, Surat, SuratPengantar, Tujuan

__all__ = ["LETTER_CHECKS", "LETTER_RULE_MODULES", "check_letter"]

#: Where rules of letters are registered, besides here.
LETTER_RULE_MODULES = (naskah_teks, naskah_kuasa, naskah_cetak, naskah_acara)

_KEY = re.compile(r"[a-z0-9]+(?:-[a-z0-9]+)*")
_ABBREVIATED = re.compile(r"\b(?:dkk|dll|dsb|dst)\.$", re.IGNORECASE)
_NO_ANNEX = re.compile(r"(?:0|nol|nihil|tidak ada|kosong)\b", re.IGNORECASE)
_COUNTED = re.compile(r"(?P<number>\d{1,6})\s+(?P<unit>[A-Za-z].*)")
_YTH = re.compile(r"^(?:kepada\b\s*)?yth\b\.?|^kepada\b", re.IGNORECASE)
_ADDRESS = re.compile(r"^(?:bapak|ibu|sdr\.?|saudara|saudari|bpk\.?)(?:[\s/]|$)", re.IGNORECASE)
_COPY_FOR = re.compile(r"disampaikan dengan hormat|sebagai laporan|\barsip\b|pertinggal", re.IGNORECASE)
_NUMBERED = re.compile(r"^\d{1,2}[.)]\s")


def check_letter(loaded: LoadedNaskah) -> list[Finding]:
    """What is wrong with a letter, in document order, without the rules that its office has switched off."""
    context = LetterContext(loaded)
    silent = silent_rules(loaded.office)
    found: dict[Finding, None] = {}
    for code, function in LETTER_CHECKS:
        if code not in silent:
            for problem in function(context):
                rule = RULES[code]
                where = loaded.positions.where(problem.path)
                severity = problem.severity or rule.severity
                finding = Finding(code, severity, where, problem.message, problem.hint, problem.text, rule.basis)
                found[finding] = None
    return sorted(found, key=Finding.sort_key)


def _unknown(ctx: LetterContext, path: Path, key: str) -> Problem:
    known = list(ctx.kantor.pejabat)
    near = difflib.get_close_matches(key, known, n=1)
    listed = f"pejabat yang ada: {', '.join(known)}" if known else "daftarkan di kantor.yaml"
    hint = f'maksudnya "{near[0]}"? {listed}' if near else listed
    return Problem(path, f'pejabat "{key}" tidak ada di kantor.yaml', hint, key)


@letter_check("N01")
def officials_known(ctx: LetterContext) -> Iterator[Problem]:
    """Keys of officials are those of kantor.yaml; where a jabatan may stand as well, what looks like a key."""
    signer = ctx.naskah.penandatangan
    if signer.pejabat and signer.pejabat not in ctx.kantor.pejabat:
        yield _unknown(ctx, ("penandatangan", "pejabat"), signer.pejabat)
    either: list[tuple[Path, str]] = [
        (("penandatangan", "atas_nama"), signer.atas_nama),
        (("penandatangan", "melalui"), signer.melalui),
    ]
    if isinstance(ctx.naskah, Surat):
        paraf = ctx.naskah.paraf
        either += [(("paraf", "hierarki", index), one) for index, one in enumerate(paraf.hierarki)]
        either += [(("paraf", "koordinasi", index), one) for index, one in enumerate(paraf.koordinasi)]
    for path, text in either:
        if _KEY.fullmatch(text) and text not in ctx.kantor.pejabat:
            yield _unknown(ctx, path, text)


@letter_check("N02")
def signer_complete(ctx: LetterContext) -> Iterator[Problem]:
    """The signer has jabatan, nama, a valid NIP and a pangkat that exists; a missing NIP is a warning."""
    given = ctx.naskah.penandatangan
    if given.pejabat and given.pejabat not in ctx.kantor.pejabat:
        return
    for one in signer_faults(("penandatangan",), ctx.signer()):
        absent = one.path[-1] == "nip" and not one.text
        yield Problem(one.path, one.message, one.hint, one.text, one.at, Severity.WARNING if absent else one.severity)


@letter_check("N06")
def hal_without_full_stop(ctx: LetterContext) -> Iterator[Problem]:
    """The hal is no sentence."""
    hal = ctx.naskah.hal.rstrip() if isinstance(ctx.naskah, Berkepala) else ""
    if hal.endswith(".") and not _ABBREVIATED.search(hal):
        yield Problem(("hal",), "hal diakhiri titik", "hapus titiknya", hal)


@letter_check("N08")
def paraf_before_signing(ctx: LetterContext) -> Iterator[Problem]:
    """Who signs does not initial his own letter, and nobody initials twice."""
    if not isinstance(ctx.naskah, Surat):
        return
    signer = normal(ctx.signer().jabatan)
    seen: set[str] = set()
    for kind in ("hierarki", "koordinasi"):
        names: tuple[str, ...] = getattr(ctx.naskah.paraf, kind)
        for index, name in enumerate(names):
            jabatan = normal(ctx.jabatan(name))
            path = ("paraf", kind, index)
            if jabatan and jabatan == signer:
                yield Problem(path, "penanda tangan ikut memaraf", "hapus dari paraf", name)
            elif jabatan in seen:
                yield Problem(path, f'"{name}" memaraf dua kali', "hapus salah satu", name)
            seen.add(jabatan)


@letter_check("N09")
def lampiran_counted(ctx: LetterContext) -> Iterator[Problem]:
    """The annexes are counted in digits and words; none is "-"."""
    if not isinstance(ctx.naskah, Berkepala):
        return
    text = ctx.naskah.lampiran.strip()
    counted = _COUNTED.fullmatch(text)
    if _NO_ANNEX.match(text):
        yield Problem(("lampiran",), f'lampiran "{text}"', 'tulis "-", atau hapus barisnya, bila tidak ada', text)
    elif counted is not None:
        number = int(counted["number"])
        right = f"{number} ({terbilang(number)}) {counted['unit']}"
        yield Problem(("lampiran",), "banyaknya lampiran tanpa kata bilangan", f'tulis "{right}"', text)


def _addressees(ctx: LetterContext) -> tuple[Tujuan, ...]:
    return ctx.naskah.kepada if isinstance(ctx.naskah, Berkepala | SuratPengantar) else ()


def greeting(text: str) -> str:
    """The "Yth." or "Kepada Yth." that `text` begins with, blanks behind it included; "" if none."""
    found = _YTH.match(text)
    rest = text[found.end() :].lstrip(" \t.:") if found is not None else text
    return text[: len(text) - len(rest)]


@letter_check("N10")
def addressed_by_post(ctx: LetterContext) -> Iterator[Problem]:
    """An addressee is a post: Yth. is printed by the letter, and nobody is called Bapak or Ibu."""
    for index, one in enumerate(_addressees(ctx)):
        path: Path = ("kepada", index, "yth")
        text = one.yth.strip()
        if _YTH.match(text):
            hint = "tulis jabatannya saja; kata Yth. dicetak oleh surat"
            yield Problem(path, "Yth. akan tercetak dua kali", hint, text, severity=Severity.ERROR)
            text = _YTH.sub("", text).strip()
        if _ADDRESS.match(text):
            yield Problem(path, "alamat memakai kata sapaan", "tulis jabatannya saja, tanpa Bapak, Ibu atau Sdr.", text)


@letter_check("N11")
def copies_named_plainly(ctx: LetterContext) -> Iterator[Problem]:
    """A copy goes to a post; its number is printed by the letter."""
    copies = ctx.naskah.tembusan if isinstance(ctx.naskah, Berkepala | SuratPengantar) else ()
    for index, text in enumerate(copies):
        path: Path = ("tembusan", index)
        if _COPY_FOR.search(text):
            yield Problem(path, "tembusan memuat lebih dari jabatan", "tulis jabatannya saja", text)
        if _NUMBERED.match(text):
            yield Problem(path, "nomor tembusan akan tercetak dua kali", "hapus nomornya", text)


@letter_check("N13")
def chosen_is_there(ctx: LetterContext) -> Iterator[Problem]:
    """What is ticked on a lembar disposisi stands in one of its lists, or no tick would be printed."""
    if not isinstance(ctx.naskah, LembarDisposisi):
        return
    listed = (*ctx.naskah.diteruskan, *ctx.naskah.harap)
    for index, text in enumerate(ctx.naskah.dipilih):
        if text not in listed:
            near = difflib.get_close_matches(text, listed, n=1)
            hint = f'maksudnya "{near[0]}"?' if near else "tambahkan di diteruskan atau harap"
            yield Problem(("dipilih", index), f'pilihan "{text}" tidak ada dalam daftar', hint, text)
