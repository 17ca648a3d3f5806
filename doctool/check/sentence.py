"""How an uraian begins, whom it names, and how much it holds (rules S11, S15, S16, S17, S20)."""

from __future__ import annotations

from collections.abc import Sequence
from dataclasses import dataclass
from enum import StrEnum
from functools import lru_cache

from doctool.check.verbs import is_action_noun, is_active_verb, is_passive_verb, verb_of_noun
from doctool.check.words import tokens_of, word_set

#: Roots that stand as orders ("Kirim surat") instead of active verbs.
_PLAIN_VERBS = word_set(
    """ambil arsipkan berikan buat cari catat cek cetak datang hadir hubungi hubungkan isi kirim kirimkan kumpulkan
    lakukan lampirkan minta mohon pastikan periksa print proses sampaikan serahkan siapkan simpan susun tandatangani
    terima terbitkan teruskan tetapkan tulis ubah undang unggah"""
)
_TERMINATORS = word_set("mulai selesai berakhir start end")

#: Words before the verb that leave the sentence active.
_ADVERBS = word_set(
    """akan dapat wajib harus segera kembali turut ikut selanjutnya kemudian lalu telah sudah tidak langsung juga
    saling bersama bersama-sama"""
)
#: Words that open a clause before the main verb.
_CLAUSE_OPENERS = word_set(
    """apabila atas berdasarkan bila bilamana dalam dari dengan guna jika melalui pada saat sebelum secara sesuai
    sesudah setelah setiap sambil untuk oleh"""
)
#: First words of the names of officials and units.
_OFFICIALS = word_set(
    """admin administrator analis arsiparis asisten atasan bagian bappeda bendahara bidang bupati camat direktur
    fasilitator gubernur inspektur kabag kabid kabidang kadin kadis kades kanit kasatpol kasi kasie kasubag kasubbag
    kasubbid kasubid katim kaur kepala ketua koordinator loket lurah masyarakat operator panitia pejabat pelaksana
    pemohon pengadministrasi pengelola petugas pimpinan pranata seksi sekban sekda sekdis sekretariat sekretaris staf
    staff subbag subbagian subkoordinator tim unit verifikator wakil wali walikota warga"""
)
_TWO_WORD_OFFICIALS = frozenset({("sub", "bagian"), ("sub", "bag"), ("sub", "koordinator"), ("sub", "koord"),
                                 ("sub", "bidang"), ("sub", "seksi"), ("pihak", "ketiga")})
#: How far after an official's name his verb is looked for, in words.
_REACH = 9

_STOPS = frozenset(".,;:()")
_SENTENCE_ENDS = frozenset(".;")
_SEQUENCE = frozenset({"kemudian", "lalu", "selanjutnya", "sesudahnya", "setelahnya"})
_AND = frozenset({"dan", "serta", "sekaligus", "sambil"})
#: Words after which verbs are the purpose or the topic of the one activity, not further activities.
_SUBORDINATE = word_set(
    """untuk agar supaya guna yang dalam tentang cara bahwa oleh setelah sebelum sesudah apabila jika bila hasil
    proses rangka mengenai terkait"""
)
_IF = frozenset({"jika", "apabila", "bila", "bilamana", "kalau"})
_VERDICT = word_set(
    "sesuai lengkap benar betul setuju disetujui memenuhi layak valid cocok sah ditolak salah keliru"
)
_NOT = frozenset({"tidak", "belum", "kurang", "ditolak", "salah", "keliru"})
#: What may follow a bare "jika tidak": the consequence.
_CONSEQUENCE = frozenset({"maka", "akan", "dikembalikan", "diperbaiki", "dilengkapi", "mengembalikan", "kembali"})


class Opening(StrEnum):
    """What an uraian begins with."""

    ACTIVE = "active"
    ACTOR = "actor"
    NOUN = "noun"
    PASSIVE = "passive"
    COMMAND = "command"
    TERMINATOR = "terminator"
    OTHER = "other"
    EMPTY = "empty"


@dataclass(frozen=True, slots=True)
class Start:
    """How a text begins; `word` is the word that decides, `verb` the active verb to use instead if known."""

    opening: Opening
    word: str = ""
    verb: str = ""


def _starts_with(tokens: Sequence[str], names: Sequence[tuple[str, ...]]) -> int:
    best = 0
    for name in names:
        if len(name) > best and tuple(tokens[: len(name)]) == name:
            best = len(name)
    return best


def _verb_after(tokens: Sequence[str], start: int) -> str:
    for token in tokens[start : start + _REACH]:
        if token in _STOPS:
            return ""
        if is_active_verb(token):
            return token
    return ""


def actor_subject(text: str, names: Sequence[tuple[str, ...]] = ()) -> tuple[str, str] | None:
    """(actor, verb) where `text` begins with an official or a lane as the subject of an active verb.

    `names` are the lanes' names in lower case, word by word.
    """
    tokens = tokens_of(text)
    if not tokens or is_active_verb(tokens[0]):
        return None
    length = _starts_with(tokens, names)
    if not length:
        if tokens[0] in _OFFICIALS:
            length = 1
        elif tokens[:2] in _TWO_WORD_OFFICIALS:
            length = 2
        else:
            return None
    verb = _verb_after(tokens, length)
    if not verb:
        return None
    actor = " ".join(text.split()[: max(tokens.index(verb), 1)])
    return actor, verb


def read_start(text: str, names: Sequence[tuple[str, ...]] = ()) -> Start:
    """How `text` begins."""
    tokens = [token for token in tokens_of(text) if token.isalpha() or len(token) > 1]
    while tokens and tokens[0].isdigit():
        tokens = tokens[1:]
    if not tokens:
        return Start(Opening.EMPTY)
    if tokens[0] in _TERMINATORS:
        return Start(Opening.TERMINATOR, tokens[0])
    if actor_subject(text, names):
        return Start(Opening.ACTOR, tokens[0])
    at = 0
    while at < len(tokens) - 1 and tokens[at] in _ADVERBS:
        at += 1
    word = tokens[at]
    if is_active_verb(word):
        return Start(Opening.ACTIVE, word)
    if word in _CLAUSE_OPENERS and any(is_active_verb(one) for one in tokens[at + 1 :]):
        return Start(Opening.ACTIVE, word)
    if word in _PLAIN_VERBS:
        return Start(Opening.COMMAND, word)
    if is_passive_verb(word):
        return Start(Opening.PASSIVE, word)
    if is_action_noun(word):
        return Start(Opening.NOUN, word, verb_of_noun().get(word, ""))
    return Start(Opening.OTHER, word)


def second_activity(text: str) -> str:
    """The words that begin a second activity in `text`, "" if it holds one.

    "kemudian mengirim", "dan memeriksa", a second sentence with a verb of its own, "jika sesuai ...". Verbs
    that only say the purpose ("untuk mengumpulkan data dan menyerahkannya") are no further activities.
    """
    tokens = tokens_of(text)
    seen = subordinate = False
    for at, word in enumerate(tokens):
        following = tokens[at + 1 : at + 4]
        if word in _SENTENCE_ENDS:
            subordinate = False
        if seen and following and _begins_another(word, following, subordinate):
            return following[0] if word in _SENTENCE_ENDS else " ".join((word, *following[: 2 if word in _IF else 1]))
        if following and _joins_nouns(tokens, at):
            return f"{word} {following[0]}"
        subordinate = subordinate or word in _SUBORDINATE
        seen = seen or is_active_verb(word) or (at == 0 and is_action_noun(word))
    return ""


def _begins_another(word: str, following: Sequence[str], subordinate: bool) -> bool:
    """Whether a second activity begins at `word`, once a first has been seen."""
    if word in _SENTENCE_ENDS:
        return is_active_verb(following[0])
    if word in _IF:
        return _is_verdict(following)
    if word in _SEQUENCE:
        return any(is_active_verb(one) or is_passive_verb(one) for one in following[:2])
    return word in _AND and not subordinate and is_active_verb(following[0])


def _joins_nouns(tokens: Sequence[str], at: int) -> bool:
    """Whether "Analisa dan Pengolahan", "... sekaligus penomoran" join two actions said as nouns."""
    if not is_action_noun(tokens[at + 1]):
        return False
    return tokens[at] == "sekaligus" or (at == 1 and tokens[at] in _AND and is_action_noun(tokens[0]))


def _is_verdict(following: Sequence[str]) -> bool:
    """Whether what follows "jika" is a verdict: "sesuai", "tidak lengkap", a bare "tidak" and what then happens.

    "jika diperlukan", "apabila tidak ada keberatan" are conditions, not verdicts.
    """
    words: list[str] = []
    for token in following:
        if token in _STOPS:
            break
        words.append(token)
    if any(word in _VERDICT for word in words):
        return True
    if not words or words[0] not in _NOT:
        return False
    return len(words) == 1 or words[1] in _CONSEQUENCE


@dataclass(frozen=True, slots=True)
class Branching:
    """The verdicts that a text makes depend on: "jika sesuai" (positive), "jika tidak" (negative)."""

    positive: str = ""
    negative: str = ""


@lru_cache(maxsize=4096)
def read_branching(text: str) -> Branching:
    """Which branches `text` speaks of; "jika diperlukan" or "apabila ada" is no verdict and no branch."""
    tokens = tokens_of(text)
    positive = negative = ""
    for at, token in enumerate(tokens):
        following = tokens[at + 1 : at + 4]
        if token not in _IF or not _is_verdict(following):
            continue
        phrase = " ".join(one for one in (token, *following[:2]) if one not in _STOPS)
        if any(one in _NOT for one in following):
            negative = negative or phrase
        else:
            positive = positive or phrase
    return Branching(positive, negative)


def names_official(text: str) -> bool:
    """Whether `text` begins with the name of an official or a unit."""
    tokens = tokens_of(text)
    return bool(tokens) and (tokens[0] in _OFFICIALS or tokens[:2] in _TWO_WORD_OFFICIALS)
