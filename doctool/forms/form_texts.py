"""The texts in the head and tail of a form: office, unit, period, who signs."""

from __future__ import annotations

import re
from collections.abc import Mapping

from doctool.forms.rows import LUAR_SEKSI, Unit
from doctool.loaded import LoadedKinerja
from doctool.model.capaian import band_rule
from doctool.model.kantor import Pejabat
from doctool.model.kinerja import TRIWULAN
from doctool.model.nip import format_nip

#: Units that are named by who leads them.
_LEADER = re.compile(r"(?:Kepala|Ketua|Katim|Kasi|Kasubbag|Kabid|Sekretaris|(?:Sub[ -]?)?Koordinator)\b", re.IGNORECASE)


def form_texts(loaded: LoadedKinerja, unit: Unit, sampai: int) -> dict[str, str]:
    """The texts of the form of `unit` until quarter `sampai`, by placeholder."""
    kantor = loaded.office.kantor
    bidang = kantor.bidang.get(unit[0], unit[0])
    name = f"{bidang} – {unit[1]}" if unit[1] else bidang
    whole = sampai >= len(TRIWULAN)
    until = f"triwulan {TRIWULAN[sampai - 1]}"
    section = "" if unit[1] == LUAR_SEKSI else unit[1]
    post = _post(section or bidang)
    head = _head(kantor.pejabat, (unit[0], section), post)
    nip = f"NIP. {format_nip(head.nip, kantor.gaya.nip)}" if head.nip else "NIP. " + "…" * 14
    return {
        "tahun": str(loaded.kinerja.tahun), "unit": name, "unit_kapital": name.upper(), "bidang": bidang,
        "seksi": unit[1], "nama_kantor": kantor.nama, "pemerintah": kantor.pemerintah, "wilayah": kantor.wilayah,
        "periode": "TRIWULAN I SAMPAI IV" if whole else f"SAMPAI {until.upper()}",
        "periode_kecil": "tahun" if whole else f"sampai {until}",
        "judul_realisasi": "Realisasi tahun" if whole else f"Realisasi s.d. {until}",
        "tempat": kantor.tempat_surat, "jabatan_penandatangan": head.jabatan or post,
        "nama_penandatangan": head.nama or "…" * 20, "pangkat_penandatangan": head.pangkat,
        "nip_penandatangan": nip, "pangkat_nip_penandatangan": f"{head.pangkat}\n{nip}" if head.pangkat else nip,
        "hari_pengembalian": str(kantor.kinerja.hari_pengembalian), "aturan_pita": band_rule(kantor.kinerja),
    }  # fmt: skip


def _post(unit: str) -> str:
    """The post of whoever leads a unit; a unit that is named by its leader (Katim ...) has that name."""
    if _LEADER.match(unit):
        return re.sub(r"^Katim\b", "Ketua Tim", unit)
    return re.sub("^Sekretariat", "Sekretaris", unit) if unit.startswith("Sekretariat") else f"Kepala {unit}"


def _head(officials: Mapping[str, Pejabat], unit: Unit, post: str) -> Pejabat:
    """Who signs: the official whose post is `post`, for a whole bidang also he whose key is the bidang's."""
    same = [one for one in officials.values() if one.jabatan.casefold() == post.casefold()]
    by_key = officials.get(unit[0]) if not unit[1] else None
    return same[0] if same else by_key or Pejabat()
