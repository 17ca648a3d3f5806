"""manifes.json of a packet: every file that was made, with its SHA-256, size, recipient, source and number.

Whoever receives a packet can tell with it whether anything changed since. Pure: text in, nouns out. What comes from a
file is not believed: names that lead out of the folder are refused.
"""

from __future__ import annotations

import json
from collections.abc import Iterable, Iterator
from dataclasses import dataclass, fields
from itertools import pairwise
from pathlib import PurePosixPath
from typing import Annotated, ClassVar, Literal

from pydantic import AfterValidator, ConfigDict, Field, ValidationError

from doctool.border.archive import is_safe
from doctool.border.json_text import read_json
from doctool.border.limits import JSON_BYTES
from doctool.errors import ContentError
from doctool.model.dasar import Rekaman

MANIFEST_FILE = "manifes.json"
VERSION = 1
#: What a file is: a piece, the cover sheet, the one PDF, the list of handing over, a ZIP.
JenisBerkas = Literal["potongan", "lembar-depan", "gabungan", "daftar", "arsip"]
Sha256 = Annotated[str, Field(pattern=r"^[0-9a-f]{64}$")]


def _inside(name: str) -> str:
    if not is_safe(name):
        raise ValueError("keluar dari folder paket")
    return name


# Records of files and recipients are plain and small, since there are tens of thousands; those of a file are validated
# when it is read.
@dataclass(frozen=True, slots=True, kw_only=True)
class BerkasManifes:
    """A file: `nama` below the packet's folder with "/", `ukuran` in bytes, `penerima` the key of its recipient (""
    for all), `potongan` the title of its piece, `sumber` where its content comes from, `bahan` the SHA-256 over
    everything it was made of, `halaman` of a PDF (0: not known)."""

    __pydantic_config__: ClassVar[ConfigDict] = ConfigDict(extra="forbid")

    nama: Annotated[str, Field(min_length=1, max_length=1000), AfterValidator(_inside)]
    sha256: Sha256
    ukuran: Annotated[int, Field(ge=0)]
    jenis: JenisBerkas = "potongan"
    penerima: str = ""
    potongan: str = ""
    nomor: str = ""
    sumber: str = ""
    bahan: str = ""
    halaman: Annotated[int, Field(ge=0)] = 0


@dataclass(frozen=True, slots=True, kw_only=True)
class PenerimaManifes:
    """A recipient: `folder` below the packet's folder, `nomor` of its letter ("" for none), `kode` the text of the QR
    on its cover sheet ("" without one)."""

    __pydantic_config__: ClassVar[ConfigDict] = ConfigDict(extra="forbid")

    kunci: Annotated[str, Field(min_length=1)]
    nama: str
    folder: str
    nomor: str = ""
    kode: str = ""


_NAMES = {kind: tuple(one.name for one in fields(kind)) for kind in (BerkasManifes, PenerimaManifes)}
_encode = json.JSONEncoder(ensure_ascii=False).encode


class Manifes(Rekaman):
    """A packet as it was made. `revisi` is the SHA-256 of its plan, `tanggal` the day printed on its lists ("" for
    none); `bagian` says which part of a split ZIP this is ("1 dari 3"), "" for the whole."""

    versi: Literal[1] = 1
    paket: str = Field(min_length=1)
    judul: str
    revisi: str
    kantor: str
    tanggal: str = ""
    bagian: str = ""
    penerima: tuple[PenerimaManifes, ...] = ()
    berkas: tuple[BerkasManifes, ...] = ()

    def milik(self, kunci: str) -> tuple[BerkasManifes, ...]:
        """The files of one recipient, by name; for all of them there is `per_penerima`."""
        return tuple(one for one in self.berkas if one.penerima == kunci)

    def per_penerima(self) -> dict[str, tuple[BerkasManifes, ...]]:
        """The files of every recipient by its key, each by name."""
        found: dict[str, list[BerkasManifes]] = {one.kunci: [] for one in self.penerima}
        for one in self.berkas:
            if one.penerima in found:
                found[one.penerima].append(one)
        return {key: tuple(files) for key, files in found.items()}


def build(
    *, paket: str, judul: str, revisi: str, kantor: str,
    penerima: Iterable[PenerimaManifes], berkas: Iterable[BerkasManifes], tanggal: str = "",
) -> Manifes:  # fmt: skip
    """The manifest of a packet: recipients in the order given, files by name. Raises ValueError for a name twice."""
    files = tuple(sorted(berkas, key=lambda one: one.nama))
    twice = [one.nama for one, after in pairwise(files) if one.nama == after.nama]
    if twice:
        raise ValueError(f"files twice: {', '.join(twice)}")
    return Manifes(
        paket=paket, judul=judul, revisi=revisi, kantor=kantor, tanggal=tanggal, penerima=tuple(penerima), berkas=files
    )  # fmt: skip


def extract(manifes: Manifes, names: Iterable[str], bagian: str = "") -> Manifes:
    """The manifest of only the files `names` and their recipients, for a ZIP of them."""
    wanted = frozenset(names)
    files = tuple(one for one in manifes.berkas if one.nama in wanted)
    keys = {one.penerima for one in files}
    people = tuple(one for one in manifes.penerima if one.kunci in keys)
    return manifes.model_copy(update={"berkas": files, "penerima": people, "bagian": bagian})


def split(manifes: Manifes) -> dict[str, Manifes]:
    """The manifest of each recipient's files by its key, as `extract` gives them."""
    files = manifes.per_penerima()
    return {
        one.kunci: manifes.model_copy(update={"berkas": files[one.kunci], "penerima": (one,)})
        for one in manifes.penerima
    }


def json_parts(manifes: Manifes) -> Iterator[str]:
    """The text of manifes.json part by part, each small; the same manifest gives the same text."""
    head = manifes.model_dump(mode="json", exclude={"penerima", "berkas"})
    yield json.dumps(head, ensure_ascii=False, indent=1).removesuffix("\n}")
    for key, records in (("penerima", manifes.penerima), ("berkas", manifes.berkas)):
        yield f',\n "{key}": ['
        before = "\n"
        for one in records:
            said = ",\n".join(f'   "{name}": {_encode(value)}' for name, value in stated(one).items())
            yield f"{before}  {{\n{said}\n  }}"
            before = ",\n"
        yield "\n ]" if records else "]"
    yield "\n}\n"


def stated(one: BerkasManifes | PenerimaManifes) -> dict[str, str | int]:
    """What a record says, by key."""
    return {name: getattr(one, name) for name in _NAMES[type(one)]}


def to_json(manifes: Manifes) -> str:
    """The text of manifes.json."""
    return "".join(json_parts(manifes))


def from_json(data: bytes, file: str) -> Manifes:
    """The manifest whose text is `data`; `file` is named in messages. Raises ContentError."""
    hint = "pakai manifes.json seperti dibuat `doctool paket buat`"
    if len(data) > JSON_BYTES:
        raise ContentError(f'"{file}" terlalu besar untuk sebuah manifes', hint=hint)
    try:
        content = read_json(data.decode("utf-8-sig"))
    except ValueError as error:
        raise ContentError(f'"{file}" rusak: bukan JSON', hint=hint) from error
    if not isinstance(content, dict) or "berkas" not in content or "paket" not in content:
        raise ContentError(f'"{file}" bukan manifes paket', hint=hint)
    if content.get("versi") != VERSION:
        message = f'"{file}" ditulis oleh versi doctool lain (versi manifes {content.get("versi")!r})'
        raise ContentError(message, hint="periksa dengan versi doctool yang membuatnya")
    try:
        manifes = Manifes.model_validate(content)
    except ValidationError as error:
        first = error.errors(include_url=False, include_context=False)[0]
        place = ".".join(str(one) for one in first["loc"])
        raise ContentError(f'"{file}" tidak wajar di {place}', hint=hint) from error
    names = [PurePosixPath(one.nama).as_posix().casefold() for one in manifes.berkas]
    if len(set(names)) < len(names):
        raise ContentError(f'"{file}" menyebut berkas yang sama dua kali', hint=hint)
    return manifes
