"""No number in the prose that is in no table and no figure of the report (L10)."""

from __future__ import annotations

import re
from collections import deque
from collections.abc import Iterable, Iterator, Sequence
from dataclasses import dataclass, field

from doctool.check.known_numbers import KnownNumbers, Match
from doctool.check.laporan_rule import ReportContext, Said, report_check
from doctool.check.report_words import FIGURE, Names, Passage, Sentence, code_pattern, passages, sentences
from doctool.check.text_place import Finder
from doctool.check.typed_numbers import Typed, typed_numbers
from doctool.findings import Severity, Where
from doctool.indonesian import gabung

#: Words that say that a number is a difference and not the figure itself, unless others follow that end it.
_CHANGE = re.compile(
    r"\b(?:naik|turun|meningkat|menurun|bertambah|berkurang|selisih\w*|kenaikan|penurunan|peningkatan|pertumbuhan|"
    r"tumbuh|lebih (?:tinggi|rendah|besar|kecil|cepat|lambat)|deviasi|kurang|melampaui|terpaut)\b"
    r"(?!.*\b(?:menjadi|mencapai|hingga|ke)\b)[^.;:]*$", re.IGNORECASE | re.DOTALL,
)  # fmt: skip
#: Words that say of what the number right after them is.
_SAYS = re.compile(
    r"\b(?:(?P<apa>target|realisasi|capaian|serapan)(?:nya)?|terealisasi|mencapai)\b[^\d.;:]{0,40}$", re.IGNORECASE
)
_SHOWN = 3
#: Letters before and after a number that say what it is.
_NEAR = 300


@dataclass(frozen=True)
class _Report:
    """What numbers are compared with."""

    ctx: ReportContext
    names: Names
    known: KnownNumbers
    satuan: frozenset[str] = frozenset()
    wording: tuple[str, ...] = field(default=())


def _report(ctx: ReportContext) -> _Report:
    rows, levels = ctx.rekap.indikator(), ctx.rekap.anggaran
    wording = {row.kode: row.uraian for row in rows}
    wording |= {level.kode: level.uraian for level in levels if level.kode}
    sasaran = {f"sasaran-{one.nomor}": one.uraian for one in ctx.rekap.sasaran}
    owners = (*wording, *sasaran, "anggaran", "jumlah")
    texts = (*wording.values(), *sasaran.values())
    blocks = [*ctx.dokumen.blok(), *(one for text in ctx.teks for one in text.blok)]
    return _Report(
        ctx, Names({**wording, **sasaran}), KnownNumbers(ctx.angka, owners, blocks),
        frozenset(row.satuan for row in rows), tuple(dict.fromkeys(texts)),
    )  # fmt: skip


@report_check("L03")
def categories_in_words(ctx: ReportContext) -> Iterator[Said]:
    """A category that a sentence names beside one indicator or sasaran is its own."""
    bands = sorted((one.nama for one in ctx.rekap.pita), key=len, reverse=True)
    if not ctx.teks or not bands:
        return
    report = _report(ctx)
    named = re.compile(rf"\b(?:ber)?kategori\w*\s+[\"“(]?({'|'.join(map(re.escape, bands))})\b", re.IGNORECASE)
    for text in ctx.teks:
        finder = Finder(text.baris)
        for passage in passages(text.blok, Where(text.file)):
            for sentence in sentences(passage):
                owners = _owners(report, sentence)
                said = named.findall(_without_codes(sentence.teks, owners))
                right = ctx.angka.get(f"{next(iter(owners))}.kategori") if len(owners) == 1 else None
                if len(said) == 1 and right is not None and said[0].casefold() != right.teks.casefold():
                    owner = next(iter(owners))
                    message = f'kategori "{said[0]}" bertentangan dengan {owner}.kategori {right.teks}'
                    hint = f"ganti dengan [angka: {owner}.kategori]"
                    yield Said(finder.find(said[0], passage.where), message, hint, said[0])


@report_check("L10")
def numbers_known(ctx: ReportContext) -> Iterator[Said]:
    """Numbers that were typed in the texts: the figure to ask for instead, or that there is none."""
    if not ctx.teks:
        return
    report = _report(ctx)
    for text in ctx.teks:
        finder = Finder(text.baris)
        for passage in passages(text.blok, Where(text.file)):
            if not passage.kutipan and not passage.sel:
                yield from _in_passage(report, passage, finder)


def _in_passage(report: _Report, passage: Passage, finder: Finder) -> Iterator[Said]:
    whole = deque(typed_numbers(passage.teks, satuan=report.satuan, wording=report.wording))
    for sentence in sentences(passage):
        end = sentence.start + len(sentence.teks)
        own = []
        while whole and whole[0].start < end:
            own.append(whole.popleft())
        owners = _owners(report, sentence) if own else frozenset()
        for one in own:
            at = max(0, one.start - sentence.start)
            before, after = sentence.teks[max(0, at - _NEAR) : at], passage.teks[one.end : one.end + _NEAR]
            said = _judged(report, one, owners, before, after, finder.find(one.angka, passage.where))
            if said is not None:
                yield said


def _owners(report: _Report, sentence: Sentence) -> frozenset[str]:
    """Whose figures a sentence speaks of: indicators and programmes by code or wording, sasaran also by number."""
    found = set(report.names.named(sentence.teks, sentence.angka))
    for number in re.findall(r"\bsasaran(?: strategis)?(?: ke)?[- ](\d+)\b", sentence.teks, re.IGNORECASE):
        found.add(f"sasaran-{number}")
    if re.search(r"\b(?:anggaran|dana|belanja)\b", sentence.teks, re.IGNORECASE) and not found:
        found.add("anggaran")
    return frozenset(found)


def _judged(
    report: _Report, one: Typed, owners: frozenset[str], before: str, after: str, where: Where
) -> Said | None:
    """What is to be said of a typed number; None where it is in a table, or is a figure that has no name."""
    found = report.known.matches(one, owners, before)
    exact = [match for match in found if match.exact]
    counted = _counted(report, one, after)
    if counted:
        return _instead(one, [counted], where)
    if exact and (one.jenis != "bilangan" or "," in one.angka or exact[0].figure.pemilik in owners):
        return _instead(one, exact, where)
    if report.known.in_a_table(one):
        return None
    against = _contradicted(report, one, owners, before, found)
    if against is not None:
        return Said(where, *against, one.teks, Severity.ERROR)
    if found and not exact:
        return _near(one, found, where)
    message = f'angka "{one.teks}" diketik dan tidak ada dalam tabel atau angka laporan'
    hint = "taruh dalam tabel laporan beserta sumbernya, atau hapus; bila bukan angka kinerja, biarkan"
    return Said(where, message, hint, one.teks)


def _counted(report: _Report, one: Typed, after: str) -> Match | None:
    """The count that a whole number is, where what is counted follows it: "10 indikator"."""
    said = re.match(r"\s*(?:\([a-z ]+\)\s*)?([a-z]+(?: kegiatan)?)", after)
    if one.jenis != "bilangan" or said is None:
        return None
    names = {f"jumlah.{said[1].replace(' ', '-')}", f"jumlah.{said[1].split()[0]}"}
    figures = [figure for figure in report.known.figures if figure.nama in names and figure.nilai == one.nilai]
    return Match(figures[0], "sama") if figures else None


def _instead(one: Typed, found: Sequence[Match], where: Where) -> Said:
    """The number is a figure: say which one to ask for."""
    first = found[0]
    same = [match.figure for match in found if (match.cara, match.rank) == (first.cara, first.rank)]
    asked = gabung([f"[angka: {figure.nama}]" for figure in same[:_SHOWN]], "atau")
    asked = asked if len(same) <= _SHOWN else f"yang dimaksud, misalnya {asked}"
    how = f" (pembulatan dari {first.figure.teks})" if first.cara == "dibulatkan" else ""
    message = f'angka "{one.teks}" diketik{how}, jadi tidak ikut berubah bila datanya diperbaiki'
    guessed = "bila itu maksudnya, " if first.rank[:1] == (True,) and first.figure.pemilik else ""
    return Said(where, message, f"{guessed}ganti dengan {asked}", one.teks)


def _near(one: Typed, found: Sequence[Match], where: Where) -> Said:
    first = found[0]
    how = {"tertukar": "dua angka tertukar?", "satu angka berbeda": "salah ketik satu angka?"}.get(first.cara)
    message = (
        f'angka "{one.teks}" diketik dan tidak ada dalam tabel atau angka laporan; mirip {first.figure.nama} '
        f"{first.figure.teks} ({how or 'pembulatannya berbeda'})"
    )
    return Said(where, message, f"bila itu maksudnya, ganti dengan [angka: {first.figure.nama}]", one.teks)


def _contradicted(
    report: _Report, one: Typed, owners: frozenset[str], before: str, found: Sequence[Match]
) -> tuple[str, str] | None:
    """Message and hint where the sentence names whose figure it is and the number is none of his."""
    mine = report.known.of(owners)
    says = _SAYS.search(_without_codes(before, owners))
    if not mine or any(match.exact for match in found) or _CHANGE.search(before) or FIGURE in before[-2:]:
        return None
    if found and found[0].cara == "beda pembulatan":
        return None
    near = [match.figure for match in found if match.figure.pemilik in owners and match.cara != "beda pembulatan"]
    what = (says["apa"] or "realisasi").casefold() if says else ""
    kinds = {one.jenis} if one.jenis != "bilangan" or "," not in one.angka else {"bilangan", "persen"}
    same = [figure for figure in mine if what and _is(figure.apa, what, before) and figure.jenis in kinds]
    told = (near or same)[:_SHOWN]
    if not told:
        return None
    listed = gabung([f"{figure.nama} {figure.teks}" for figure in told])
    return f'angka "{one.teks}" bertentangan dengan {listed}', f"ganti dengan [angka: {told[0].nama}]"


def _without_codes(text: str, owners: Iterable[str]) -> str:
    """`text` without the codes in it, whose digits are no number: IKU-1."""
    for owner in owners:
        text = code_pattern(owner).sub("", text)
    return text


def _is(name: str, what: str, before: str) -> bool:
    """Whether a figure is what a word says, of this year or of one that stands before it."""
    base, _, year = name.partition(".")
    return base == what and (not year or year in before)
