"""From a plan and the numbers of its letters to tasks: plain data with the SHA-256 over all that a document is made of.

Tasks are made for one recipient at a time, so that a plan for thousands holds no document.
"""

from __future__ import annotations

import json
import pickle
from collections.abc import Iterable, Iterator, Mapping, Sequence
from dataclasses import replace
from decimal import Decimal
from itertools import islice
from pathlib import Path
from typing import Any

from doctool import __version__
from doctool.border.limits import WORKBOOK
from doctool.border.picture import read_picture
from doctool.border.plain_file import read_plain
from doctool.fingerprint import digest_of_parts
from doctool.forms.content import Form
from doctool.forms.write import NAME as FORM_TEMPLATE
from doctool.forms.write import own_template as own_form
from doctool.letters.templates import find_template
from doctool.loaded import LoadedKantor, LoadedNaskah
from doctool.model.surat import Jenis
from doctool.packets.materials import Materials
from doctool.packets.nouns import Bagian, Berkas, Borongan, Kiriman, Tugas

#: How many recipients' tasks go to a worker together.
RECIPIENTS_EACH = 20
#: What a document of this shape is first made as.
_MADE = {"surat": "docx", "formulir": "xlsx"}


class Maker:
    """Makes the tasks of a packet. `letters`, `forms`: folders of the office's own templates, None for doctool's."""

    def __init__(self, materials: Materials, *, letters: Path | None = None, forms: Path | None = None) -> None:
        self._materials = materials
        self._letters, self._forms = letters, forms
        self._office = materials.paket.office
        self._base = office_base(self._office)
        self._tools: dict[str, str] = {}
        self._alat: dict[str, bytes] = {}
        self._form_data: dict[str, tuple[str, dict[str, Any]]] = {}

    @property
    def base(self) -> str:
        """SHA-256 over the office and doctool's version: what everything of the packet stands on."""
        return self._base

    def letters(self, kiriman: Kiriman) -> list[tuple[Bagian, LoadedNaskah]]:
        """The recipient's letters that take a number, as the register knows them. Raises ContentError."""
        made = []
        for piece in kiriman.bagian:
            letter = self._materials.letters.get(piece.tempat)
            if letter is not None and letter.numbered:
                made.append((piece, letter.for_number(letter.letter(kiriman.penerima))))
        return made

    def files(self, kiriman: Kiriman, nomor: Mapping[int, str] | None = None) -> list[Berkas]:
        """The files of a recipient with their tasks; `nomor`: the number of the letter at each `tempat`.

        Raises DoctoolError where a finished document is not there.
        """
        made: list[Berkas] = []
        for piece in kiriman.bagian:
            potongan = self._materials.paket.paket.isi[piece.tempat]
            tasks: dict[str, Tugas] = {}
            for shape, name in zip(piece.bentuk, piece.files(), strict=True):
                task = self._task(kiriman, piece, shape, (nomor or {}).get(piece.tempat))
                made.append(Berkas(name, piece.judul, tasks.setdefault(task.id, task), potongan.gabung))
        return made

    def ahead(self, kiriman: Iterable[Kiriman]) -> Iterator[Borongan]:
        """The tasks of recipients that need no number, in bundles: what can be made before anything is numbered.

        What cannot be made is passed over; it is told where all of a recipient is made.
        """
        rows = iter(kiriman)
        while chunk := list(islice(rows, RECIPIENTS_EACH)):
            tasks: dict[str, Tugas] = {}
            for one in chunk:
                for piece in one.bagian:
                    if piece.jenis == "formulir":
                        task = self._task(one, piece, piece.bentuk[0], None)
                        tasks.setdefault(task.bahan, task)
            if tasks:
                yield self.bundle(list(tasks.values()))

    def bundle(self, tasks: Sequence[Tugas]) -> Borongan:
        """Tasks for one worker with what they share."""
        keys = dict.fromkeys(key for one in tasks for key in one.alat)
        return Borongan(tuple(tasks), {key: self._alat[key] for key in keys})

    def _task(self, kiriman: Kiriman, piece: Bagian, shape: str, nomor: str | None) -> Tugas:
        of = f"{kiriman.penerima.kunci}/{piece.tempat + 1}"
        if piece.jenis == "surat":
            return self._letter(of, kiriman, piece, nomor)
        if piece.jenis == "formulir":
            return self._form(of, piece)
        made = self._materials.finished(piece.sumber, shape)
        return Tugas(f"{of}.{made.bentuk}", "jadi", made.bentuk, made.bahan, made.data)

    def _letter(self, of: str, kiriman: Kiriman, piece: Bagian, nomor: str | None) -> Tugas:
        letter = self._materials.letters[piece.tempat]
        tool = self._letter_tool(letter.kind)
        data = {
            "nama": letter.name(kiriman.penerima), "jenis": letter.kind, "naskah": letter.tree(kiriman.penerima),
            "nomor": nomor, "file": letter.source.file,
        }  # fmt: skip
        # How the file is called in messages depends on where doctool was started, not so the document.
        said = json.dumps({**data, "file": ""}, ensure_ascii=False, sort_keys=True)
        return Tugas(f"{of}.docx", "surat", "docx", digest_of_parts("surat", tool, said), data, (tool,))

    def _form(self, of: str, piece: Bagian) -> Tugas:
        tool = self._form_tool()
        if piece.sumber not in self._form_data:
            form, entries = self._materials.forms.form(piece.sumber)
            stated = json.dumps([form.sidik, form.notes, _plain(entries)], ensure_ascii=False, sort_keys=True)
            bare = {"form": _without_office(form), "isian": {row: dict(one) for row, one in entries.items()}}
            self._form_data[piece.sumber] = digest_of_parts("formulir", tool, stated), bare
        bahan, data = self._form_data[piece.sumber]
        return Tugas(f"{of}.xlsx", "formulir", "xlsx", bahan, data, (tool,))

    def _letter_tool(self, kind: Jenis) -> str:
        if kind not in self._tools:
            template = find_template(kind, self._letters)
            own = None if template.builtin else (Path(template.name).name, template.data)
            self._tools[kind] = self._tool("surat", template.data, {"templat": own, "jenis": kind})
        return self._tools[kind]

    def _form_tool(self) -> str:
        if "formulir" not in self._tools:
            path = self._forms / FORM_TEMPLATE if self._forms is not None else None
            data = read_plain(path, WORKBOOK.file) if path is not None and path.exists() else None
            own = (FORM_TEMPLATE, data) if data is not None else None
            self._tools["formulir"] = self._tool("formulir", data or own_form(), {"templat": own})
        return self._tools["formulir"]

    def _tool(self, kind: str, template: bytes, more: dict[str, Any]) -> str:
        key = digest_of_parts(kind, self._base, template)
        logo = self._office.kantor.kop.logo or ""
        crest = (logo, _crest(self._office)) if _crest(self._office) else None
        bare = replace(self._office, folder="")
        self._alat[key] = pickle.dumps({"office": bare, "lambang": crest, **more}, protocol=5)
        return key


def office_base(office: LoadedKantor) -> str:
    """SHA-256 over an office and doctool's version: what all documents of its packets stand on."""
    return digest_of_parts(__version__, _office_text(office), _crest(office))


def _office_text(office: LoadedKantor) -> str:
    return json.dumps([office.kode, office.kantor.model_dump(mode="json")], ensure_ascii=False, sort_keys=True)


def _crest(office: LoadedKantor) -> bytes:
    picture = read_picture(office.folder, office.kantor.kop.logo) if office.kantor.kop.logo else None
    return picture.data if picture is not None else b""


def _without_office(form: Form) -> bytes:
    """A form as bytes; its office travels once, with the template."""
    fields = {name: getattr(form, name) for name in Form.__dataclass_fields__ if name != "office"}
    return pickle.dumps(fields, protocol=5)


def _plain(value: Any) -> Any:
    """Values of a form as JSON knows them."""
    if isinstance(value, Mapping):
        return {str(key): _plain(one) for key, one in value.items()}
    return [type(value).__name__, str(value)] if isinstance(value, Decimal | float) else value
