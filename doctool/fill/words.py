"""What Jinja says of a tag that it cannot read, in Bahasa Indonesia."""

from __future__ import annotations

import re

_NEEDS = r"The innermost block that needs to be closed is '(\w+)'"
_WORDS = (
    (r"No filter named '(.+)'", 'saringan "{0}" tidak dikenal'),
    (r"No test named '(.+)'", 'uji "{0}" tidak dikenal'),
    (rf"Encountered unknown tag '(.+?)'\. You probably made a nesting mistake.*{_NEEDS}",
     'perintah "{0}" tidak pada tempatnya: "{1}" belum ditutup dengan "end{1}"'),
    (r"Encountered unknown tag '(.+?)'", 'perintah "{0}" tidak dikenal'),
    (rf"Unexpected end of template.*{_NEEDS}", 'perintah "{0}" belum ditutup dengan "end{0}"'),
    (r"Missing end of comment tag", 'komentar "{{#" belum ditutup dengan "#}}"'),
    (r"Missing end of raw directive", 'perintah "raw" belum ditutup dengan "endraw"'),
    (r"unexpected char (.+) at \d+", "{0} tidak dikenal di sini"),
    (r"expected token 'end of (?:print statement|statement block)', got '(.+)'", '"{0}" tidak pada tempatnya'),
    (r"expected token 'in', got '(.+)'", 'kata "in" tidak ada: tulis {{% for k in daftar %}}'),
    (r"expected token '(.+)', got '(.+)'", '"{0}" diharapkan, bukan "{1}"'),
    (r"Expected an expression, got '(?:end of .+)'", "isinya belum selesai"),
    (r"unexpected '(.+)', expected '(.+)'", 'kurung "{1}" belum ditutup'),
    (r"unexpected '(.+)'", '"{0}" tidak pada tempatnya'),
    (r"expected name or number", "nama sesudah titik tidak ada"),
    (r"unexpected end of template", "isinya belum selesai"),
)  # fmt: skip
_TOKENS = {"end of print statement": "akhir tanda", "end of statement block": "akhir tanda"}


def in_words(message: str | None) -> str:
    """The message of Jinja's TemplateSyntaxError; "" for one that is not known."""
    for pattern, words in _WORDS:
        found = re.search(pattern, message or "", re.DOTALL)
        if found is not None:
            return words.format(*(_TOKENS.get(one, one) for one in found.groups()))
    return ""
