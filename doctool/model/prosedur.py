"""Prosedur: lanes (pelaksana) and rows (kegiatan) of one flowchart table, as the author writes them."""

from __future__ import annotations

from enum import StrEnum
from typing import Annotated, Any

from pydantic import BeforeValidator, Discriminator, Field, Tag, WithJsonSchema, model_validator

from doctool.model.dasar import AtauKosong, Butir, Deret, Isi, Rekaman, YaTidak, bilangan, dari_teks, salah
from doctool.model.waktu import Waktu


class Bentuk(StrEnum):
    """The shape of a node (PermenPANRB 35/2012: kapsul, kotak, belah ketupat)."""

    MULAI = "mulai"
    PROSES = "proses"
    KEPUTUSAN = "keputusan"
    SELESAI = "selesai"


def _targets(value: Any) -> Any:
    return (value,) if isinstance(value, str) else value


#: Where a flow goes: a row by its `id` or printed number, or a row and a pelaksana ("5/kabid").
#: In YAML one target or a list of them.
Sasaran = Annotated[
    tuple[str, ...],
    BeforeValidator(_targets),
    WithJsonSchema(
        {
            "anyOf": [
                {"type": ["string", "integer"]},
                {"type": "array", "items": {"type": ["string", "integer"]}},
            ]
        }
    ),
]


class Keluar(Rekaman):
    """An exit of a keputusan with the office's own label."""

    label: str = Field(description="Label jalan keluar, misalnya Lengkap.")
    ke: Sasaran = Field(description="Kegiatan tujuan: id atau nomor, boleh dengan /pelaksana.")


class Jalan(Rekaman):
    """What a node (or a row of one node) says about shape and flow."""

    bentuk: AtauKosong[Bentuk] = Field(
        None, description="mulai, proses, keputusan atau selesai. Bawaan: proses, atau keputusan bila ada jalan keluar."
    )
    teks: str = Field("", description="Teks di dalam bentuk (biasanya kosong).")
    ya: Sasaran | None = Field(None, description="Tujuan bila Ya.")
    tidak: Sasaran | None = Field(None, description="Tujuan bila Tidak.")
    keluar: Deret[Keluar] | None = Field(None, description="Jalan keluar dengan label sendiri.")
    ke: Sasaran | None = Field(
        None, description="Tujuan tanpa label, bila bukan kegiatan berikutnya; boleh lebih dari satu."
    )


class Simpul(Jalan):
    """A node of a row: one pelaksana doing his part."""

    pelaksana: str | None = Field(None, description="Kode pelaksana.")


def _lanes_of_row(value: Any) -> Any:
    return (value,) if isinstance(value, str) else value


class Kegiatan(Jalan):
    """A row of the table.

    A row has one or more nodes in the order listed; a row of several may say `pelaksana: [a, b]` (then
    `bentuk: mulai` is the first's, `bentuk: selesai` or `keputusan` and all exits are the last's) or list
    them one by one under `simpul`.
    """

    id: AtauKosong[Annotated[str, Field(pattern=r"^[A-Za-z][A-Za-z0-9_-]*$")]] = Field(
        None, description="Nama tetap kegiatan, dipakai sebagai tujuan."
    )
    nomor: str | None = Field(
        None, description="Nomor seperti dicetak; kosong berarti baris tanpa nomor. Bawaan: urut dari 1."
    )
    uraian: Isi = Field((), description="Uraian kegiatan; tiap baris satu paragraf.")
    pelaksana: Annotated[
        tuple[str, ...] | None,
        BeforeValidator(_lanes_of_row),
        WithJsonSchema({"anyOf": [{"type": "string"}, {"type": "array", "items": {"type": "string"}}]}),
    ] = Field(None, description="Kode pelaksana, atau beberapa kode menurut urutan.")
    simpul: Deret[Simpul] | None = Field(None, description="Simpul satu per satu, bila berbeda bentuk atau teks.")
    paralel: YaTidak = Field(False, description="Simpul-simpul baris ini berjalan bersamaan.")
    kelengkapan: Isi | None = Field(None, description="Mutu baku: kelengkapan.")
    waktu: Waktu | None = Field(None, description="Mutu baku: waktu, misalnya 15 menit atau 1-5 hari kerja.")
    output: Isi | None = Field(None, description="Mutu baku: output.")
    keterangan: Isi | None = Field(None, description="Keterangan.")
    rujukan: Deret[Butir] = Field((), description="SOP lain yang ditunjuk keterangan.")

    @model_validator(mode="after")
    def _one_way_of_nodes(self) -> Kegiatan:
        if self.simpul is not None and self.pelaksana is not None:
            raise salah(
                "pelaksana dan simpul tidak boleh bersama dalam satu kegiatan",
                "pindahkan pelaksana ke masing-masing simpul, atau hapus simpul", "pelaksana",
            )
        if self.simpul is not None and not self.simpul:
            raise salah("simpul tidak boleh kosong", "isi simpul, atau pakai pelaksana", "simpul")
        if self.simpul is not None:
            for name in ("bentuk", "teks", "ya", "tidak", "keluar", "ke"):
                if name in self.model_fields_set:
                    raise salah(
                        f'"{name}" ditulis pada masing-masing simpul, bukan pada kegiatan yang memakai simpul',
                        f'pindahkan "{name}" ke simpul yang dimaksud', name,
                    )
        return self

    def nodes(self) -> tuple[tuple[tuple[str | int, ...], Simpul], ...]:
        """The row's nodes, each with its path below the row (for finding its place in the file)."""
        if self.simpul is not None:
            return tuple((("simpul", index), node) for index, node in enumerate(self.simpul))
        lanes: tuple[str | None, ...] = self.pelaksana or (None,)
        last = len(lanes) - 1
        out: list[tuple[tuple[str | int, ...], Simpul]] = []
        for index, lane in enumerate(lanes):
            fields: dict[str, Any] = {"pelaksana": lane}
            at_end = index == last
            if self.bentuk is Bentuk.MULAI:
                if index == 0:
                    fields["bentuk"] = Bentuk.MULAI
            elif self.bentuk is not None and at_end:
                fields["bentuk"] = self.bentuk
            if at_end:
                fields.update(teks=self.teks, ya=self.ya, tidak=self.tidak, keluar=self.keluar, ke=self.ke)
            path: tuple[str | int, ...] = ("pelaksana", index) if len(lanes) > 1 else ("pelaksana",)
            out.append((path, Simpul.model_construct(**{**_NODE_DEFAULTS, **fields})))
        return tuple(out)


_NODE_DEFAULTS: dict[str, Any] = {
    "pelaksana": None, "bentuk": None, "teks": "", "ya": None, "tidak": None, "keluar": None, "ke": None,
}


class Pelaksana(Rekaman):
    """A lane."""

    kode: str = Field(min_length=1, description="Kode singkat yang dipakai di kegiatan.")
    nama: str = Field(description="Nama seperti dicetak di kepala kolom.")
    luar: YaTidak = Field(False, description="Pihak luar kantor, misalnya pemohon.")

    _from_text = dari_teks("kode", "nama", kosong=True)


class KelompokPelaksana(Rekaman):
    """Lanes under one heading."""

    kelompok: str = Field(description="Judul kelompok di atas kolom.")
    pelaksana: Deret[Pelaksana] = Field(min_length=1, description="Kolom-kolom dalam kelompok ini.")


def _lane_kind(value: Any) -> str:
    grouped = isinstance(value, KelompokPelaksana) or (isinstance(value, dict) and "kelompok" in value)
    return "(kelompok)" if grouped else "(pelaksana)"


#: A lane or a group of lanes; the key `kelompok` tells which. The tags are no keys of the file.
KolomPelaksana = Annotated[
    Annotated[Pelaksana, Tag("(pelaksana)")] | Annotated[KelompokPelaksana, Tag("(kelompok)")],
    Discriminator(_lane_kind),
]


class Prosedur(Rekaman):
    """One flowchart table; an SOP has one, or several under `bagian`."""

    judul: str = Field("", description="Judul bagian.")
    pelaksana: Deret[KolomPelaksana] | None = Field(
        None, description="Kolom pelaksana dari kiri; boleh dikelompokkan."
    )
    kegiatan: Deret[Kegiatan] = Field((), description="Baris-baris kegiatan.")
    catatan_kaki: Deret[str] = Field((), description="Catatan di bawah tabel.")

    def lanes(self) -> tuple[Pelaksana, ...]:
        """The lanes from left to right, groups opened."""
        out: list[Pelaksana] = []
        for one in self.pelaksana or ():
            out.extend(one.pelaksana if isinstance(one, KelompokPelaksana) else (one,))
        return tuple(out)

    def numbers(self) -> tuple[str, ...]:
        """The printed number of each row: `nomor` where given (empty: none), else counting from 1."""
        out: list[str] = []
        count = 0
        for row in self.kegiatan:
            if row.nomor is None:
                count += 1
                out.append(str(count))
            else:
                out.append(row.nomor)
                written = bilangan(row.nomor.strip().rstrip("."))
                count = count if written is None else written
        return tuple(out)
