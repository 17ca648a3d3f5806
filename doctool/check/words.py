"""Words of a text, and the tables of words that the package ships (doctool/data/aturan/*.tsv)."""

from __future__ import annotations

import re
from functools import lru_cache
from importlib.resources import files

_WORD = re.compile(r"[^\W\d_]+(?:['’-][^\W\d_]+)*")
_TOKEN = re.compile(r"[^\W\d_]+(?:['’-][^\W\d_]+)*|\d+|[.,;:()/]")


def word_set(text: str) -> frozenset[str]:
    """The words of `text`, parted by blanks: for lists of words in code."""
    return frozenset(text.split())


#: Words that carry no topic: function words, and the words every SOP uses.
_EMPTY = word_set(
    """
    yang untuk dengan dari pada dalam oleh atau serta kepada tentang akan telah sudah belum tidak agar guna
    sebagai secara setiap masing sesuai berdasarkan tersebut dapat harus jika apabila maka bila antara seluruh
    semua hasil data bahan kegiatan proses prosedur standar operasional sistem mekanisme tata cara tugas pokok
    fungsi penyusunan pelaksanaan pembuatan pelaporan menyusun membuat melaksanakan dinas kantor badan bidang
    seksi bagian kepala sekretaris staf pelaksana pejabat kabupaten kota provinsi daerah pemerintah pemerintahan
    """
)


def read_table(name: str) -> tuple[tuple[str, ...], ...]:
    """The rows of a table: fields parted by tabs, lines beginning with # left out."""
    text = (files("doctool") / "data" / "aturan" / name).read_text(encoding="utf-8")
    lines = (line for line in text.splitlines() if line.strip() and not line.startswith("#"))
    return tuple(tuple(field.strip() for field in line.split("\t")) for line in lines)


@lru_cache(maxsize=4096)
def words_of(text: str) -> tuple[str, ...]:
    """The words of `text` as written; numbers and punctuation left out."""
    return tuple(_WORD.findall(text))


@lru_cache(maxsize=4096)
def tokens_of(text: str) -> tuple[str, ...]:
    """The words, numbers and punctuation marks of `text` in lower case."""
    return tuple(_TOKEN.findall(text.lower()))


def normal(text: str) -> str:
    """`text` in lower case with single spaces and without punctuation: for comparing what it says."""
    return " ".join(re.findall(r"[^\W_]+", text.lower()))


def _stem(word: str) -> str:
    """A rough root: enough to see that "dianalisis" and "menganalisis" speak of one thing."""
    word = re.sub(r"(?:nya|kan|an)$", "", word) if len(word) > 6 else word
    found = re.match(r"(?:meng|meny|mem|men|me|peng|peny|pem|pen|per|pe|ber|ter|di)(?=\w{4})", word)
    return word[found.end() :] if found else word


_FUNCTION_WORDS = word_set(
    """
    yang untuk dengan dari pada dalam oleh atau serta kepada tentang akan telah sudah belum tidak agar guna dan
    sebagai secara setiap masing sesuai berdasarkan tersebut dapat harus jika apabila maka bila antara seluruh semua
    """
)


@lru_cache(maxsize=4096)
def content_words(text: str) -> frozenset[str]:
    """The rough roots of the words of `text`, only function words left out."""
    parts = re.findall(r"[^\W_]+", text.lower())
    return frozenset(_stem(part) for part in parts if len(part) > 2 and part not in _FUNCTION_WORDS)


@lru_cache(maxsize=4096)
def topic_words(text: str) -> frozenset[str]:
    """The rough roots of the words of `text` that say what it is about."""
    parts = re.findall(r"[^\W_]+", text.lower())
    return frozenset(_stem(part) for part in parts if len(part) > 2 and part not in _EMPTY)
