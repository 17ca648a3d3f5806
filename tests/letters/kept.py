"""Whether a letter's file holds every text of the letter as it was given, each as often and in the order it should.

Words of the office's style stand in for some texts (dates, sifat): those are named here. What the letter's form has no
place for is not asked for, but `doctool periksa` must tell it (N17).
"""

from __future__ import annotations

import re
from collections import Counter
from collections.abc import Iterator

from doctool.check.letter_context import LetterContext
from doctool.check.naskah_cetak import all_printed
from doctool.letters.context import MOST_ADDRESSEES
from doctool.letters.safety import texts
from doctool.loaded import LoadedNaskah, Path
from doctool.model.nip import nip_digits
from doctool.model.surat import NotaDinas, Undangan
from tests.letters.samples import lines

#: Keys whose value chooses or counts and is no text of the page.
_NOT_PRINTED = frozenset({"kantor", "klasifikasi", "jenis", "tte", "dipilih", "penanda", "status", "eselon", "pejabat"})
#: Keys that the office's style prints in its own way.
_IN_STYLE = frozenset({"tanggal", "tanggal_surat", "diterima", "sifat", "awalan", "nip", "golongan"})
#: What an invitation's annex says once more.
_IN_ANNEX = frozenset({"nomor", "penandatangan"})
_NUMBER = re.compile(r"qz(\d+)zq")


def lost(loaded: LoadedNaskah, docx: bytes) -> list[str]:
    """What the file does not hold as the letter says it, one line each."""
    found = lines(docx)
    page = "\n".join(found)
    given = list(_printed(loaded))
    faults = [f"{path}: {line!r}" for path, text in given for line in _lines(path, text) if line not in page]
    printed = _NUMBER.findall(page)
    wanted, counted = _wanted(loaded, given), Counter(printed)
    for number in sorted({*wanted, *counted}, key=int):
        if wanted[number] != counted[number]:
            faults.append(f"text {number} is printed {counted[number]} times, not {wanted[number]}")
    order = {number: place for place, number in enumerate(printed)}
    for group, members in _groups(given).items():
        places = [order[number] for number in members if counted[number] == 1]
        if places != sorted(places):
            faults.append(f"{group}: not in the order given")
    signer = loaded.naskah.penandatangan
    if signer.nip and nip_digits(signer.nip) not in nip_digits(page):
        faults.append(f"NIP {signer.nip}")
    return faults


def _wanted(loaded: LoadedNaskah, given: list[tuple[Path, str]]) -> Counter[str]:
    """How often each numbered text is printed."""
    annexed = _annexed(loaded)
    wanted: Counter[str] = Counter()
    for path, text in given:
        for number in _NUMBER.findall(text):
            wanted[number] += 2 if (annexed and path[0] in _IN_ANNEX) or _names_sender(loaded, path) else 1
    return wanted


def _names_sender(loaded: LoadedNaskah, path: Path) -> bool:
    """Whether the head of a nota dinas names its signer's post, too."""
    nota = loaded.naskah
    if not isinstance(nota, NotaDinas) or nota.dari or path != ("penandatangan", "jabatan"):
        return False
    return "dari" in loaded.office.kantor.gaya.surat.kepala_nota


def _annexed(loaded: LoadedNaskah) -> bool:
    return isinstance(loaded.naskah, Undangan) and len(loaded.naskah.kepada) > MOST_ADDRESSEES


def _printed(loaded: LoadedNaskah) -> Iterator[tuple[Path, str]]:
    """The texts that the page must hold, in the order of the model."""
    naskah, style = loaded.naskah, loaded.office.kantor.gaya.surat
    told = {problem.path for problem in all_printed(LetterContext(loaded))}
    common = len({one.di for one in getattr(naskah, "kepada", ())}) == 1 and not _annexed(loaded)
    for path, text in texts(naskah):
        key = next(step for step in reversed(path) if isinstance(step, str))
        if path in told or key in _NOT_PRINTED or _IN_STYLE.intersection(path):
            continue
        if key == "pangkat" and not style.pangkat:
            continue
        if common and path[0] == "kepada" and key == "di" and path[1] != 0:
            continue
        if path == ("lampiran",) and text.strip() in ("", "-"):
            continue
        yield path, text


def _lines(path: Path, text: str) -> Iterator[str]:
    """The lines of a text as the page holds them; those of who signs without what stands around them."""
    for line in text.split("\n"):
        if line.strip():
            yield line.strip().rstrip(",") if path[0] in ("penandatangan", "penerima") else line


def _groups(given: list[tuple[Path, str]]) -> dict[str, list[str]]:
    """The numbers of the texts that follow one another on the page: those below one key."""
    groups: dict[str, list[str]] = {}
    for path, text in given:
        name = f"{path[0]}/{path[-1]}" if path[0] in ("kepada", "penandatangan", "paraf", "penerima") else str(path[0])
        groups.setdefault(name, []).extend(_NUMBER.findall(text))
    return groups
