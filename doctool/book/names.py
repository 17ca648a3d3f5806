"""How a book calls its office and its SOPs."""

from __future__ import annotations

from doctool.loaded import LoadedKantor, LoadedSop


def office_name(office: LoadedKantor) -> str:
    """The office with its region, which its name may hold already."""
    kantor = office.kantor
    return f"{kantor.nama} {kantor.wilayah}" if kantor.wilayah and kantor.wilayah not in kantor.nama else kantor.nama


def heading_text(loaded: LoadedSop) -> str:
    """An SOP in the contents: its number and name, and that it is a draft."""
    number = " ".join((loaded.sop.nomor_sop or "").split())
    name = title_of(loaded) + draft_mark(loaded)
    return f"{number} — {name}" if number else name


def title_of(loaded: LoadedSop) -> str:
    """The SOP's name on one line; its address where it has none yet."""
    return " ".join((loaded.sop.nama_sop or loaded.sop.judul_sampul or loaded.slug).split())


def draft_mark(loaded: LoadedSop) -> str:
    """What is said behind the name of an SOP that is not in force."""
    return {"draft": " (draf)", "reviu": " (draf dalam reviu)", "dicabut": " (dicabut)"}.get(loaded.sop.status, "")
