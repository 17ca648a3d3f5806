"""The way of a report from draft to final (data/<kantor>/laporan/<nama>/riwayat.yaml): who did which step, and when.

A dinas's report is handed to the Sekretaris (direviu), goes back with notes or on to the Kepala Dinas, who sends it
back or signs it (disahkan). A bidang's report is looked at and signed by its Kepala Bidang, who hands it on as material
of the dinas's report. Nothing follows what is disahkan.
"""

from __future__ import annotations

from dataclasses import dataclass
from typing import Any, Literal

from pydantic import Field, model_validator

from doctool.model.dasar import Deret, Kamus, Rekaman, salah
from doctool.model.tanggal import Tanggal

#: The file of the steps beside laporan.yaml, the folder of the frozen drafts, and the record of the final report there.
RIWAYAT_FILE, DRAF_FOLDER, FINAL_FILE = "riwayat.yaml", "draf", "final.json"
#: Folder with the files of the final report as they were signed.
FINAL_FOLDER = "final"

JenisLangkah = Literal["ajukan", "kembalikan", "setujui", "sahkan"]
#: Where a report is on its way; konsep: never handed in.
Tahap = Literal["konsep", "diajukan", "dikembalikan", "diteruskan", "disahkan"]

#: What may follow where, and what it leads to.
_DINAS: dict[tuple[Tahap, JenisLangkah], Tahap] = {
    ("konsep", "ajukan"): "diajukan", ("dikembalikan", "ajukan"): "diajukan",
    ("diajukan", "kembalikan"): "dikembalikan", ("diajukan", "setujui"): "diteruskan",
    ("diteruskan", "kembalikan"): "dikembalikan", ("diteruskan", "sahkan"): "disahkan",
}  # fmt: skip
_BIDANG: dict[tuple[Tahap, JenisLangkah], Tahap] = {
    ("konsep", "ajukan"): "diajukan", ("dikembalikan", "ajukan"): "diajukan",
    ("diajukan", "kembalikan"): "dikembalikan", ("diajukan", "sahkan"): "disahkan",
}  # fmt: skip


class LangkahReviu(Rekaman):
    """A step: of which draft, when, by whom, to whom, with which notes."""

    langkah: JenisLangkah = Field(description="ajukan, kembalikan, setujui atau sahkan.")
    draf: int = Field(ge=1, le=999, description="Nomor draf.")
    tanggal: Tanggal = Field(description="Tanggal langkah.")
    oleh: str = Field("", description="Jabatan atau nama yang melakukannya.")
    kepada: str = Field("", description="Kepada siapa draf diajukan atau diteruskan.")
    catatan: str = Field("", description="Catatan; pada pengembalian: apa yang harus diperbaiki.")
    isi: str = Field("", description="SHA-256 catatan isi draf (draf/<n>.json, draf/final.json).")
    berkas: Kamus[str] = Field(default_factory=dict, description="SHA-256 berkas yang dibuat, menurut namanya.")


class RiwayatReviu(Rekaman):
    """The steps of a report in their order. The model takes any order; `keadaan` says where it stops being one."""

    langkah: Deret[LangkahReviu] = Field((), description="Langkah menurut urutannya.")

    @model_validator(mode="after")
    def _dated(self) -> Any:
        for place, one in enumerate(self.langkah):
            if one.tanggal.date is None:
                raise salah(
                    f'"{one.tanggal.teks}" bukan tanggal lengkap', "tulis seperti 12 Januari 2026",
                    ("langkah", place, "tanggal"), one.tanggal.teks,
                )  # fmt: skip
        return self


@dataclass(frozen=True, slots=True)
class Keadaan:
    """Where a report is: its stage, the draft last handed in (0: none), and the last step."""

    tahap: Tahap = "konsep"
    draf: int = 0
    langkah: LangkahReviu | None = None

    @property
    def selesai(self) -> bool:
        """Whether it is the final report."""
        return self.tahap == "disahkan"


def berikut(keadaan: Keadaan, langkah: JenisLangkah, *, bidang: bool) -> Tahap | None:
    """The stage that the step leads to; None where it may not follow."""
    return (_BIDANG if bidang else _DINAS).get((keadaan.tahap, langkah))


def boleh(keadaan: Keadaan, *, bidang: bool) -> tuple[JenisLangkah, ...]:
    """The steps that may follow, in their usual order."""
    known = _BIDANG if bidang else _DINAS
    found = [step for (stage, step) in known if stage == keadaan.tahap]
    return tuple(sorted(found, key=["ajukan", "setujui", "sahkan", "kembalikan"].index))


def keadaan(riwayat: RiwayatReviu, *, bidang: bool) -> tuple[Keadaan, int | None]:
    """Where a report is after its steps, and the place of the first step that cannot be one there (None: all can)."""
    here = Keadaan()
    for place, one in enumerate(riwayat.langkah):
        stage = berikut(here, one.langkah, bidang=bidang)
        number = here.draf + 1 if one.langkah == "ajukan" else here.draf
        before = here.langkah.tanggal.date if here.langkah is not None else None
        day = one.tanggal.date
        if stage is None or one.draf != number or (before and day and day < before):
            return here, place
        here = Keadaan(stage, number, one)
    return here, None
