"""Which words are verbs, active or passive, and which only name an action (rules S15 to S17, S26).

PermenPANRB 35/2012, Bagian Flowchart: the text of a kegiatan is an active verb without a subject. In
Indonesian the active verb carries me- (mem-, men-, meny-, meng-, menge-) or ber-; both prefixes fuse with
the root by its first sound, which a regular expression can say. What looks alike but is no verb is listed.
"""

from __future__ import annotations

import re
from functools import lru_cache

from doctool.check.words import read_table, word_set

_ACTIVE = re.compile(
    r"""(?: me(?: ng [aeioughkqx]\w{2,}    # meng-: before vowels, g, h, k; menge- before short roots
              | ny [aeiou]\w{2,}           # meny-: the root's s is lost
              | n  [aeioucdjstz]\w{2,}     # men-: before c, d, j, t, z; the root's t is lost
              | m  [aeioubfpv]\w{2,}       # mem-: before b, f, v, p; the root's p is lost
              | [lrwy]\w{3,}               # me-
              | (?:m|n|ng)?-\w{3,} )       # me-review, meng-input
          | be(?: r\w{4,} | kerja\w* | lajar\w* )
        )\Z""",
    re.VERBOSE,
)

_NO_VERB = word_set(
    """
    mekanisme melainkan melalui memang membran memo memorandum memori menantu menara menengah mengapa mengenai
    menit mental mentah mentari menteri mentor menu menurut menuju menjelang merah meriah merek mereka
    merdeka merupakan meskipun meter meteran meterai metode mewah
    beranda berapa beras berat berdasarkan berhubung berikut berikutnya berita berkala berkas berlian bermaterai
    bernomor bersama bersamaan bersangkutan bersifat bersih bertanda berupa berbasis berjenjang berlaku berwenang
    berturut bertempat berlangsung berisi
    """
)

_PASSIVE = re.compile(
    r"di(?!s(?:posisi|tribusi|kusi|iplin|pensasi|krepansi|dukcapil|kominfo|perin|pora|hub|dik))\w{3,}\Z"
)
_NO_PASSIVE = word_set(
    """dinas diklat digital digitalisasi digitasi direksi direktur direktorat dirjen divisi dialog diagnosis diagram
    dimana dimensi diploma diktum dikti display diskominfo dinamis dinamika diantara diatas dibawah dibidang
    didalam diluar disetiap dikemudian disamping dilingkungan ditempat"""
)
_NOUN = re.compile(r"(?:p(?:e|er|el|em|en|eng|eny)\w{3,}an|\w{3,}(?:asi|isi|usi))\Z")


@lru_cache(maxsize=8192)
def is_active_verb(word: str) -> bool:
    """Whether `word` (any case) is an active verb with me- or ber-."""
    lowered = word.lower()
    head = lowered.split("-")[0]
    if lowered in _NO_VERB or (head in _NO_VERB and "-" in lowered):
        return False
    return _ACTIVE.match(lowered) is not None


@lru_cache(maxsize=8192)
def is_passive_verb(word: str) -> bool:
    """Whether `word` is a verb with di-."""
    lowered = word.lower()
    return lowered not in _NO_PASSIVE and _PASSIVE.match(lowered) is not None


@lru_cache(maxsize=1)
def verb_of_noun() -> dict[str, str]:
    return {row[0]: row[1] for row in read_table("kata_benda.tsv")}


@lru_cache(maxsize=8192)
def is_action_noun(word: str) -> bool:
    """Whether `word` names an action instead of saying it: Pengumpulan, Finalisasi, Analisa."""
    lowered = word.lower()
    return lowered in verb_of_noun() or _NOUN.match(lowered) is not None
