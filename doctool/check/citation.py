"""Citations of regulations, read from the prose of a dasar hukum item (rules S08, S09, S10)."""

from __future__ import annotations

import re
from dataclasses import dataclass
from functools import lru_cache

from doctool.check.words import normal

_PANRB = (
    r"peraturan menteri (?:negara )?pendayagunaan aparatur negara(?: dan reformasi birokrasi)?"
    r"|peraturan menteri pan[- ]?rb|permen ?pan(?:[- ]?rb| dan rb)?"
)
_AGENCY = (
    r"peraturan (?:kepala )?(?:badan|lembaga|kepolisian|jaksa agung|bank|komisi|bkn|lan|lkpp|bps|bpkp|bpk)"
    r"|perka|perban"
)
#: Kinds of regulation: code, rank (UU 12/2011 Pasal 7 and 8; ministers between President and region, as usual
#: in a dasar hukum), and how they are written. The longer and more special come first.
_KINDS: tuple[tuple[str, int, str], ...] = (
    ("UUD", 0, r"undang[- ]undang dasar"),
    ("TAP", 1, r"ketetapan (?:mpr|majelis permusyawaratan)"),
    ("PERPPU", 2, r"peraturan pemerintah pengganti undang[- ]undang|perpp?u"),
    ("UU", 2, r"undang[- ]undang|uu"),
    ("PP", 3, r"peraturan pemerintah|pp"),
    ("PERPRES", 4, r"peraturan presiden|perpres"),
    ("KEPPRES", 4, r"keputusan presiden|keppres"),
    ("INPRES", 4, r"instruksi presiden|inpres"),
    ("PERMENPANRB", 5, _PANRB),
    ("PERMENDAGRI", 5, r"peraturan menteri dalam negeri|permendagri"),
    ("PERMEN", 5, r"peraturan menteri|peraturan bersama|permen[a-z]+"),
    ("KEPMENDAGRI", 5, r"keputusan menteri dalam negeri|kepmendagri"),
    ("KEPMEN", 5, r"keputusan (?:bersama )?menteri|kepmen[a-z]+|instruksi menteri"),
    ("PERANRI", 5, r"peraturan (?:kepala )?(?:arsip nasional(?: republik indonesia)?|anri)|perka anri"),
    ("PERLEMBAGA", 5, _AGENCY),
    ("PERDA", 6, r"peraturan daerah|perda|qanun"),
    ("PERGUB", 7, r"peraturan gubernur|pergub"),
    ("PERBUP", 7, r"peraturan bupati|perbup"),
    ("PERWALI", 7, r"peraturan wali ?kota|perwali?|perwako"),
    ("PERKADA", 7, r"peraturan kepala daerah|perkada"),
    ("KEPKADA", 8, r"(?:surat )?keputusan (?:gubernur|bupati|wali ?kota)|instruksi (?:gubernur|bupati|wali ?kota)"),
    ("SE", 9, r"surat edaran|se(?= )"),
    ("KEP", 9, r"(?:surat )?keputusan|sk(?= )|instruksi|peraturan"),
)
RANK = {code: rank for code, rank, _ in _KINDS}
_KIND = re.compile(r"\b(?:" + "|".join(f"(?P<{code}>{pattern})" for code, _, pattern in _KINDS) + r")\b", re.IGNORECASE)
_NUMBER = re.compile(r"\b(?:nomor|nomer|no\b\.?)\s*:?\s*(?P<nomor>[\w][\w./-]*)", re.IGNORECASE)
_SLASHED = re.compile(r"\b(?P<nomor>\d{1,4})/(?P<tahun>(?:19|20)\d\d)\b")
_YEAR = re.compile(r"\btahun\s+(?P<tahun>\d{4})\b", re.IGNORECASE)
_ABOUT = re.compile(r"\btentang\b\s*(?P<tentang>.*)", re.IGNORECASE | re.DOTALL)
_ABOUT_END = re.compile(r"[;()]|\bsebagaimana\b|,\s*(?:tambahan\s+)?lembaran\b|\.\s*$", re.IGNORECASE)


@dataclass(frozen=True, slots=True)
class Citation:
    """A regulation as cited. `jenis` is a code of `RANK`, "" if no kind is named; what is missing is ""."""

    jenis: str
    pembuat: str
    nomor: str
    tahun: str
    tentang: str

    @property
    def missing(self) -> tuple[str, ...]:
        """The parts that are not there, as messages name them. The UUD needs none."""
        if self.jenis == "UUD":
            return ()
        parts = (("nomor", self.nomor), ("tahun", self.tahun), ("judul (tentang ...)", self.tentang))
        return tuple(name for name, value in parts if not value)

    @property
    def subject(self) -> tuple[str, str, str, str]:
        """What tells one regulation from another, its number aside."""
        return (self.jenis, self.pembuat, self.tahun, normal(self.tentang))


def _plain_number(text: str) -> str:
    text = text.rstrip(".,;/-")
    return text.lstrip("0") or text


def _parse(kind: re.Match[str], text: str) -> Citation:
    """The citation in `text`, which begins with the match `kind` and may run into the next one."""
    body = text[len(kind.group()) :]
    about = _ABOUT.search(body)
    head = body[: about.start()] if about else body
    number, slashed, year = _NUMBER.search(head), _SLASHED.search(head), _YEAR.search(head)
    if number and slashed and number["nomor"].rstrip(".,;") == slashed.group():
        number = None
    nomor = number["nomor"] if number else slashed["nomor"] if slashed else ""
    tahun = year["tahun"] if year else slashed["tahun"] if slashed else ""
    if not tahun and (tail := re.search(r"/((?:19|20)\d\d)$", nomor.rstrip(".,;"))):
        tahun = tail.group(1)
    ends = [found.start() for found in (number, slashed, year) if found]
    maker = normal(head[: min(ends)]) if ends else normal(head)
    topic = ""
    if about:
        raw = about["tentang"]
        end = _ABOUT_END.search(raw)
        topic = raw[: end.start()].strip(" .,:") if end else raw.strip(" .,:")
    jenis = str(kind.lastgroup)
    # "Per/21/M.PAN/11/2008": the number of the minister's older regulations tells its own year and maker.
    if old := re.match(r"per/(\d+)/m\.?pan", nomor, re.IGNORECASE):
        return Citation("PERMENPANRB", maker, old.group(1), tahun, topic)
    return Citation(jenis, maker, _plain_number(nomor), tahun, topic)


@lru_cache(maxsize=4096)
def citations(text: str) -> tuple[Citation, ...]:
    """Every regulation that `text` cites, in order; the first is the one the item is about."""
    kinds = list(_KIND.finditer(text))
    out: list[Citation] = []
    for at, kind in enumerate(kinds):
        rest = text[kind.start() :]
        own = kinds[at + 1].start() - kind.start() if at + 1 < len(kinds) else len(rest)
        # A kind named inside the topic of another ("tentang Perubahan atas Peraturan Bupati ...") belongs to that
        # topic too, so the topic runs on; but the number must be the regulation's own.
        first = rest[:own]
        out.append(_parse(kind, rest if _NUMBER.search(first) or _SLASHED.search(first) else first))
    return tuple(out)
