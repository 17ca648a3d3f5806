"""What the author of a template probably meant."""

from __future__ import annotations

import re
from collections.abc import Iterable, Mapping
from difflib import SequenceMatcher, get_close_matches

from doctool.fill.names import Name, Names

#: How alike two words must be: at most one letter in four differs.
_ALIKE = 0.72
#: Words of offices for names of templates.
_SYNONYMS = {
    "perihal": "hal", "no": "nomor", "no_surat": "nomor", "nomor_surat": "nomor", "tgl": "tanggal",
    "tanggal_surat": "tanggal", "tgl_surat": "tanggal", "kepada": "tujuan", "yth": "tujuan", "isi_surat": "isi",
    "kop_surat": "kop", "tembusan_surat": "tembusan", "pejabat": "penandatangan", "ttd": "penandatangan",
    "penanda_tangan": "penandatangan", "lampiran_surat": "lampiran", "dari": "surat_dari", "jumlah": "banyaknya",
    "uraian": "naskah", "jenis": "naskah", "hari": "acara.hari_tanggal", "jam": "acara.waktu", "pukul": "acara.waktu",
}  # fmt: skip


def closest(word: str, known: Iterable[str]) -> str:
    """The one of `known` that is most like `word`, "" if none is."""
    names = list(known)
    same = [name for name in names if name.casefold() == word.casefold()]
    if same:
        return same[0]
    folded = {name.casefold(): name for name in reversed(names)}
    found = get_close_matches(word.casefold(), list(folded), n=1, cutoff=_ALIKE)
    return folded[found[0]] if found else ""


def name_hint(word: str, known: Mapping[str, Name], names: Names, prefix: str = "", level: str = "p") -> str:
    """What to write instead of the unknown name `word`, where `known` are possible; `prefix` goes before them.

    `level` is that of a loop around it, if it needs one.
    """
    near = closest(word, known)
    deeper = "" if prefix else next((path for path, _, inside in names.paths() if not inside and _same(word, path)), "")
    if near or deeper:
        return f'barangkali "{deeper or prefix + near}"'
    if prefix:
        return f"yang ada: {', '.join(known)}" if known else ""
    return _elsewhere(word, names, level)


def _elsewhere(word: str, names: Names, level: str) -> str:
    """A name that stands deeper in the tree: "nip" is "penandatangan.nip", "naskah" an item of a list."""
    paths = list(names.paths())
    meant = _SYNONYMS.get(word.casefold(), word)
    exact = [one for one in paths if one[0] == meant or one[0].rpartition(".")[2] == meant]
    found = exact[0] if exact else max(paths, key=lambda one: _likeness(word, one[0]), default=None)
    if found is None or (not exact and _likeness(word, found[0]) < _ALIKE):
        return ""
    path, _, inside = found
    if inside:
        field = path.rpartition(".")[2]
        loop, end = f"{{%{level} for k in {inside} %}}", f"{{%{level} endfor %}}"
        return f'"{field}" milik daftar "{inside}": tulis "{{{{ k.{field} }}}}" di antara "{loop}" dan "{end}"'
    return f'barangkali "{path}"'


def _same(word: str, path: str) -> bool:
    """Whether both are the same words in another order: nama_penandatangan is penandatangan.nama."""
    return "." in path and _likeness(word, path) == 1


def _likeness(word: str, path: str) -> float:
    """How alike `word` and `path` are, whatever the order of their words (nama_penandatangan: penandatangan.nama)."""
    own, other = (sorted(re.findall(r"[^\W_]+", text.casefold())) for text in (word, path))
    return SequenceMatcher(None, " ".join(own), " ".join(other)).ratio()
