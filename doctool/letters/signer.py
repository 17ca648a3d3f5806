"""Who signs, as printed: the lines of his post with a.n., u.b., Plt., Plh. and Pj., his name, pangkat and NIP."""

from __future__ import annotations

from typing import Any

from doctool.fill.markers import marker
from doctool.model.kantor import Kantor, Pejabat
from doctool.model.surat import PenandatanganSurat
from doctool.official import DOTS, nip_word, person


def signer(who: PenandatanganSurat, kantor: Kantor, *, tte: bool = False, markers: bool = False) -> dict[str, Any]:
    """The lines of a signer: awalan, jabatan (its lines parted by "\\n", a comma at the end), nama, pangkat, nip.

    a.n.: the post whose authority it is, then his own. u.b.: the post between comes in the middle (Permendagri
    1/2023). The last line of a name that is missing is an empty place. `markers`: own post, name, NIP and signature
    are SRIKANDI's to fill.
    """
    full = kantor.lengkapi(who)
    own = marker("jabatan_pengirim") if markers else full.jabatan
    before = full.awalan
    if full.awalan == "a.n.":
        own = f"{_post(full.atas_nama, kantor)}\n{own}"
    elif full.awalan == "u.b.":
        before = "a.n."
        own = f"{_post(full.atas_nama, kantor)}\n{_post(full.melalui, kantor)}\nu.b.\n{own}"
    own = own.strip()
    return {
        "pengantar": full.pengantar,
        "awalan": before if own else "",
        "jabatan": f"{own.rstrip(',')}," if own else "",
        "tte": tte and not markers,
        "ttd": marker("ttd_pengirim") if markers else "",
        **(_marked(full, kantor) if markers else person(full, kantor)),
    }


def sender(who: PenandatanganSurat, kantor: Kantor, *, markers: bool = False) -> str:
    """The signer's post in one line, as a nota dinas names who writes."""
    full = kantor.lengkapi(who)
    before = f"{full.awalan} " if full.awalan in ("Plt.", "Plh.", "Pj.") else ""
    post = marker("jabatan_pengirim") if markers else " ".join(full.jabatan.split())
    return f"{before}{post}" or full.nama


def receiver(who: Pejabat, kantor: Kantor) -> dict[str, Any]:
    """The lines of who received; what is not known is an empty place."""
    lines = person(who, kantor)
    post = who.jabatan.rstrip(",")
    return {
        "pengantar": "", "awalan": "", "tte": False, "ttd": "", "jabatan": f"{post}," if post else DOTS,
        "nama": lines["nama"], "pangkat": lines["pangkat"], "nip": lines["nip"] or f"{nip_word(who, kantor)} {DOTS}",
    }  # fmt: skip


def _marked(who: Pejabat, kantor: Kantor) -> dict[str, str]:
    """Name and NIP as SRIKANDI's markers; one who signs without a NIP has none there either."""
    lines = person(who, kantor)
    number = f"{nip_word(who, kantor)} {marker('nip_pengirim')}" if lines["nip"] else ""
    return {**lines, "nama": marker("nama_pengirim"), "nip": number}


def _post(key: str, kantor: Kantor) -> str:
    """The jabatan of an official by his key, or `key` itself."""
    official = kantor.pejabat.get(key)
    return (official.jabatan if official is not None else key).rstrip(",")
