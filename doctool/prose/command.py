"""A single directive, "[angka: IKU-1.capaian]": what it asks for, or what is wrong with it (M01, M02).

Word writes no-break spaces, long dashes and capitals where the author typed plain ones; in a directive they mean the
plain ones.
"""

from __future__ import annotations

import re
from collections.abc import Iterator
from dataclasses import dataclass
from difflib import get_close_matches

from doctool.findings import Finding, Severity, Where
from doctool.model.dokumen import Angka, Permintaan, Rujukan

#: What stands alone in a paragraph.
ALONE = ("tabel", "bagan")
_KNOWN = ("tabel", "bagan", "angka", "lihat", "petunjuk", "isi")
#: Other words for the same.
_SYNONYMS = {
    "grafik": "bagan", "diagram": "bagan", "chart": "bagan", "table": "tabel", "tabel-kinerja": "tabel",
    "nilai": "angka", "rujuk": "lihat", "rujukan": "lihat", "ref": "lihat", "note": "petunjuk",
}  # fmt: skip
#: Words of their own that look like a misspelt one ("isi" is like too many to be guessed: visi, misi, sisi).
_OTHER = frozenset({"label", "angkatan"})
#: How alike a misspelt word must be.
_ALIKE = 0.75
#: The longest directive in characters; what is longer is prose in brackets.
_LONGEST = 300
#: A bracketed text that begins with a word and a colon (or what is typed for one).
PATTERN = re.compile(
    r"\[[ \t\u00a0]*(?P<kata>[^\W\d_][\w-]{1,14})(?P<pisah>[ \t\u00a0]*[:;=\uff1a])"
    rf"(?P<isi>[^\[\]\ufffc]{{0,{_LONGEST}}})\]"
)
#: The same without a colon, only where what follows can be nothing but a name: [tabel target-realisasi].
BARE = re.compile(r"\[\s*(?P<kata>tabel|bagan)\s+(?P<isi>[a-z]+(?:-[a-z]+)+(?:\s+\w+=\w+)*)\s*\]", re.IGNORECASE)
#: A directive that is opened and never closed.
_OPEN = re.compile(r"\[\s*(?P<kata>tabel|bagan|angka|lihat|petunjuk)\s*:[^\[\]]{0,60}", re.IGNORECASE)
_NAME = re.compile(r"[a-z0-9][a-z0-9.-]*")
_OPTION = re.compile(r"([a-z][a-z_-]*)=([\w.-]+)")
_PLAIN = str.maketrans(
    dict.fromkeys("\u00a0\u202f\u2007\t\n", " ")
    | dict.fromkeys("\u2010\u2011\u2012\u2013\u2014\u2015\u2212", "-")
    | dict.fromkeys("\u00ad\u200b\u200c\u200d\u2060\ufeff", "")
)
_EXAMPLE = {
    "tabel": "[tabel: target-realisasi sasaran=1]", "bagan": "[bagan: capaian]", "angka": "[angka: IKU-1.capaian]",
    "lihat": "[lihat: tabel target-realisasi]", "petunjuk": "[petunjuk: ...]",
}  # fmt: skip


@dataclass(frozen=True, slots=True)
class Command:
    """A directive as written (`text`, with its brackets) and what it asks for: None where it is wrong or only looks
    like one, then `findings` say why."""

    text: str
    asks: Permintaan | Angka | Rujukan | None
    where: Where
    findings: tuple[Finding, ...] = ()


def error(code: str, where: Where, message: str, hint: str = "", text: str = "") -> Finding:
    """A fault in a text; `text` is what the author wrote."""
    return Finding(code, Severity.ERROR, where, message, hint, text, "praktik")


def warning(code: str, where: Where, message: str, hint: str = "", text: str = "") -> Finding:
    """What may be meant otherwise; `text` is what the author wrote."""
    return Finding(code, Severity.WARNING, where, message, hint, text, "praktik")


def plain(text: str) -> str:
    """`text` with plain spaces and hyphens, without soft hyphens and marks of no width."""
    return " ".join(text.translate(_PLAIN).split())


def spans(text: str) -> Iterator[tuple[int, int]]:
    """Where in `text` something stands that `read` is to judge, brackets included."""
    found = [match.span() for match in PATTERN.finditer(text)] + [match.span() for match in BARE.finditer(text)]
    yield from sorted(found)


def read(text: str, where: Where, *, tebal: bool = False) -> Command | None:
    """The directive that `text` ("[...]") is; None for prose in brackets, [petunjuk: ..] and [isi: ..]."""
    bare = BARE.fullmatch(text)
    if bare:
        word, body = bare["kata"].casefold(), plain(bare["isi"])
        return _wrong("M02", text, where, f'sesudah "{word}" kurang titik dua', f"tulis [{word}: {body}]")
    match = PATTERN.fullmatch(text)
    if not match:
        return None
    word, sign = match["kata"].casefold(), plain(match["pisah"])
    if word in ("petunjuk", "isi"):
        return None
    if word not in _KNOWN:
        return _misspelt(text, word, sign, match["isi"], where)
    if sign != ":":
        hint = f"tulis [{word}: {plain(match['isi'])}]"
        return _wrong("M02", text, where, f'sesudah "{word}" harus titik dua, bukan "{sign}"', hint)
    return _body(text, word, plain(match["isi"]), where, tebal)


def unclosed(text: str, where: Where) -> tuple[Finding, ...]:
    """M02 for each directive in `text` (a paragraph's, directives that were read left out) without its "]"."""
    return tuple(
        error("M02", where, f'perintah "[{match["kata"].casefold()}: ..." tidak ditutup',
              'tutup dengan "]" di alinea yang sama', match[0].strip())
        for match in _OPEN.finditer(text)
        if text[match.end() : match.end() + _LONGEST].partition("[")[0].find("]") < 0
    )  # fmt: skip


def _misspelt(text: str, word: str, sign: str, body: str, where: Where) -> Command | None:
    if sign != ":":
        return None
    near = get_close_matches(word, _KNOWN[:-1], n=1, cutoff=_ALIKE) if word not in _OTHER else []
    meant = _SYNONYMS.get(word) or (near[0] if near else "")
    if not meant:
        return None
    hint = f'maksudnya {meant}? tulis "[{meant}: {plain(body)}]"; bila memang teks biasa, pakai kurung ( )'
    return _wrong("M01", text, where, f'perintah "{word}" tidak dikenal', hint)


def _wrong(code: str, text: str, where: Where, message: str, hint: str) -> Command:
    return Command(text, None, where, (error(code, where, message, hint, text),))


def _body(text: str, word: str, body: str, where: Where, tebal: bool) -> Command:
    example = f"contoh: {_EXAMPLE[word]}"
    if not body:
        return _wrong("M02", text, where, f'perintah "{word}" tidak menyebut nama', example)
    if word == "angka":
        if " " in body:
            return _wrong("M02", text, where, "nama angka ditulis tanpa spasi", example)
        return Command(text, Angka(body, tebal, where), where)
    if word == "lihat":
        return _reference(text, body, where)
    name, options, fault = _name_and_options(body)
    if fault:
        return _wrong("M02", text, where, fault, example)
    return Command(text, Permintaan("tabel" if word == "tabel" else "bagan", name, options, where), where)


def _reference(text: str, body: str, where: Where) -> Command:
    kind, _, rest = body.partition(" ")
    kind = kind.casefold().rstrip(":")
    hint = f"contoh: {_EXAMPLE['lihat']}, [lihat: gambar NAMA], [lihat: bab KUNCI]"
    if kind not in ("tabel", "bagan", "gambar", "bab") or not rest.strip():
        return _wrong("M02", text, where, 'sesudah "lihat:" harus tabel, bagan, gambar atau bab, lalu namanya', hint)
    if kind == "bab":
        if " " in rest.strip():
            return _wrong("M02", text, where, "kunci bab ditulis tanpa spasi", hint)
        return Command(text, Rujukan(f"bab:{rest.strip()}", where), where)
    name, options, fault = _name_and_options(rest)
    if fault:
        return _wrong("M02", text, where, fault, hint)
    return Command(text, Rujukan(key(kind, name, options), where), where)


def key(kind: str, name: str, options: tuple[tuple[str, str], ...]) -> str:
    """The key of a table or chart: "tabel:target-realisasi:sasaran=1"."""
    chosen = ",".join(f"{option}={value}" for option, value in sorted(options))
    return f"{kind}:{name}:{chosen}" if chosen else f"{kind}:{name}"


def _name_and_options(body: str) -> tuple[str, tuple[tuple[str, str], ...], str]:
    """The name, the options sorted by name, and what is wrong ("" for nothing)."""
    name, *rest = re.sub(r"\s*=\s*", "=", body).replace(",", " ").split() or [""]
    name = name.casefold()
    if not _NAME.fullmatch(name):
        return "", (), f'"{name}" bukan nama tabel atau bagan' if name else "nama tabel atau bagan tidak disebut"
    options: dict[str, str] = {}
    for one in rest:
        match = _OPTION.fullmatch(one)
        if not match:
            near = f"{name}-{one}".casefold()
            return "", (), f'"{one}" bukan pilihan (pilihan=isi); nama ditulis tanpa spasi, barangkali {near}'
        option = match[1].casefold() if match[1] else ""
        if option in options:
            return "", (), f'pilihan "{option}" tertulis dua kali'
        options[option] = match[2]
    return name, tuple(sorted(options.items())), ""
