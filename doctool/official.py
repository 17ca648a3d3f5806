"""An official as every document prints him: name, pangkat and NIP in the house style."""

from __future__ import annotations

import re

from doctool.model.kantor import Kantor, Pejabat, gabung_label
from doctool.model.nip import format_nip

#: An empty place, to be filled by hand.
DOTS = "…" * 10
_OFFICE = re.compile(r"^sekretariat\b", re.IGNORECASE)


def head_of(name: str) -> str:
    """Who heads a unit: "Kepala Bidang PIAK" of "Bidang PIAK", "Sekretaris" of "Sekretariat"."""
    return _OFFICE.sub("Sekretaris", name) if _OFFICE.match(name) else f"Kepala {name}"


def person(who: Pejabat, kantor: Kantor) -> dict[str, str]:
    """Name, pangkat and NIP in the house style."""
    rank = who.pangkat
    if rank and who.golongan:
        rank = f"{rank} ({who.golongan})"
    number = format_nip(who.nip, kantor.gaya.nip)
    return {
        "nama": who.nama or DOTS,
        "pangkat": rank if kantor.gaya.surat.pangkat else "",
        "nip": f"{nip_word(who, kantor)} {number}" if number else "",
    }


def nip_word(who: Pejabat, kantor: Kantor) -> str:
    """The word before his number: the office's for NIP, or NI PPPK."""
    return "NI PPPK" if who.status == "pppk" else gabung_label(kantor.gaya.label).nip or "NIP"
