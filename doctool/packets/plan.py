"""What each recipient will get: every piece with the names of its files, before anything is made.

Nothing is rendered here. A recipient whose packet cannot be planned whole fails alone, with its reasons.
"""

from __future__ import annotations

from collections import Counter
from collections.abc import Iterator
from dataclasses import replace
from pathlib import Path

from doctool.catalog.index import Workspace
from doctool.catalog.messages import did_you_mean
from doctool.errors import ContentError, DoctoolError
from doctool.findings import Finding, Severity, Where
from doctool.loaded import Path as Steps
from doctool.model.paket import Potongan
from doctool.packets.conditions import Condition
from doctool.packets.letter_pieces import unknown_columns
from doctool.packets.load import BENTUK, file_findings, place_of, sop_address
from doctool.packets.materials import Materials
from doctool.packets.names import folder_names, identity, piece_name
from doctool.packets.nouns import Bagian, Gagal, Kiriman, Penerima, Rencana
from doctool.packets.places import column_key, columns_in, fill, unquoted
from doctool.packets.recipients import RECIPIENT, Daftar
from doctool.refusal import error, refuse

#: A piece that no recipient gets, or a recipient that gets nothing (a warning).
UNUSED = "D27"


def plan(daftar: Daftar, materials: Materials) -> Rencana:
    """The plan of a packet for the recipients of `daftar`.

    Raises ContentError where a piece cannot be made for anybody (a letter's file that is none, a column that there is
    not).
    """
    paket = materials.paket
    found = [*_columns(materials, daftar), *materials.findings]
    if found:
        raise refuse(paket.file, found)
    folders = folder_names(paket.paket.folder, daftar.penerima, daftar.jumlah)
    planner = _Planner(materials, daftar)
    sent: list[Kiriman] = []
    failed = list(daftar.gagal)
    for one, folder in zip(daftar.penerima, folders, strict=True):
        penerima = replace(one, folder=folder)
        faults: list[Finding] = []
        pieces = planner.pieces(penerima, faults)
        if faults:
            failed.append(Gagal(one.nama, one.where, tuple(faults), one.urut, one.kunci))
        else:
            sent.append(Kiriman(penerima, pieces))
    told = [*daftar.temuan, *planner.told(sent), *(finding for one in failed for finding in one.findings)]
    told += [one for name, one in daftar.asing.items() if name not in materials.used_columns()]
    return Rencana(
        paket, tuple(sent), tuple(sorted(failed, key=lambda one: one.urut)),
        tuple(sorted(set(told), key=Finding.sort_key)), daftar.kolom,
    )  # fmt: skip


def _columns(materials: Materials, daftar: Daftar) -> Iterator[Finding]:
    """Columns that texts name and that there are not."""
    paket = materials.paket
    yield from unknown_columns(materials.packet_columns(), paket.positions, daftar.kolom)
    for at, one in enumerate(paket.paket.isi):
        for name in one.jika:
            if materials.condition_column(name) not in daftar.kolom:
                where = paket.positions.where_key(("isi", at, "jika", name))
                hint = did_you_mean(name, sorted(daftar.kolom), "kolom penerima yang ada")
                yield error("D10", where, f'kolom "{name}" tidak ada dalam daftar penerima', hint, name)
    for letter in materials.letters.values():
        yield from unknown_columns(letter.columns, letter.source.positions, daftar.kolom)
        for path, name in unquoted(letter.source.data, daftar.kolom):
            where = letter.source.positions.where(path)
            hint = f'tulis dengan tanda kutip: "{{{name}}}"'
            yield error("D03", where, f"{{{name}}} tanpa tanda kutip dibaca YAML sebagai pasangan kunci dan isi", hint)


class _Planner:
    def __init__(self, materials: Materials, daftar: Daftar) -> None:
        self.materials = materials
        self.paket = materials.paket
        self.workspace: Workspace = materials.workspace
        self.daftar = daftar
        self._sops: dict[str, str] = {}
        self._files: dict[int, str] = {}
        self._pieces: dict[Bagian, Bagian] = {}
        self._rows: dict[tuple[Bagian, ...], tuple[Bagian, ...]] = {}
        self._wishes = [
            [Condition.of(name, wanted) for name, wanted in one.jika.items()] for one in self.paket.paket.isi
        ]

    def pieces(self, penerima: Penerima, faults: list[Finding]) -> tuple[Bagian, ...]:
        """The pieces that a recipient gets; what keeps it from one goes to `faults`."""
        made: list[Bagian] = []
        for at, one in enumerate(self.paket.paket.isi):
            if not self._fits(at, penerima):
                continue
            before = len(faults)
            source = self._source(at, one, penerima, faults)
            if len(faults) > before:
                continue
            judul = fill(one.judul, penerima.kolom)
            shapes = one.bentuk or ((BENTUK[one.jenis][0],) if one.jenis in BENTUK else (_suffix(source),))
            number = len(made) + 1
            piece = Bagian(at, number, judul, piece_name(number, judul), shapes, source)
            made.append(self._pieces.setdefault(piece, piece))
        if not made and not faults:
            where = penerima.where
            hint = "tidak ada potongan yang syaratnya (jika) cocok; periksa kolomnya, atau hapus penerima ini"
            faults.append(error(RECIPIENT, where, f'penerima "{penerima.nama}" tidak mendapat apa pun', hint))
        row = tuple(made)
        return self._rows.setdefault(row, row)  # what many recipients get is held once

    def told(self, sent: list[Kiriman]) -> Iterator[Finding]:
        """Pieces that nobody gets, values of conditions that nobody has, a stamp for nothing, and empty cells that
        texts use."""
        got = Counter(piece.tempat for one in sent for piece in one.bagian)
        have: dict[str, set[str]] = {}
        for penerima in self.daftar.penerima:
            for name, text in penerima.kolom.items():
                have.setdefault(name, set()).add(identity(text))
        for at, one in enumerate(self.paket.paket.isi):
            where = self.paket.positions.where(("isi", at))
            for name, wanted in one.jika.items():
                for place, value in enumerate(wanted):
                    only = Condition.of(name, [value])
                    if not any(map(only.meets, have.get(only.column, ()))):
                        path: Steps = ("isi", at, "jika", name, place)
                        message = f'tidak ada penerima dengan {name} "{value}"'
                        yield _warning(self.paket.positions.where(path), message, "periksa ejaannya", value)
            if at not in got and sent:
                yield _warning(where, f'potongan "{one.judul}" tidak diterima siapa pun', "periksa syaratnya (jika)")
            if got[at] < len(sent):
                yield from self._unsaid(at, one, sent)
        paket = self.paket.paket
        if paket.salinan and not paket.satu_pdf:
            where, hint = self.paket.positions.where(("salinan",)), "tulis satu_pdf: ya, atau hapus salinan"
            yield _warning(where, "cap ini dicetak pada satu PDF, yang tidak diminta", hint, paket.salinan)
        yield from self._empty(sent)

    def _unsaid(self, at: int, one: Potongan, sent: list[Kiriman]) -> Iterator[Finding]:
        """Recipients of whom a column does not say whether they get a piece."""
        counts: Counter[str] = Counter()
        for kiriman in sent:
            kolom = kiriman.penerima.kolom
            failed = [wish for wish in self._wishes[at] if not wish.meets(kolom.get(wish.column, ""))]
            if failed and not any(kolom.get(wish.column, "").strip() for wish in failed):
                counts[failed[0].column] += 1
        for name in one.jika:
            if count := counts[column_key(name)]:
                message = f'{count} penerima tanpa isi di kolom "{name}" tidak mendapat "{one.judul}"'
                where = self.paket.positions.where_key(("isi", at, "jika", name))
                yield _warning(where, message, "isi kolomnya, bila tidak sengaja dikosongkan", name)

    def _empty(self, sent: list[Kiriman]) -> Iterator[Finding]:
        of_packet = {name for names in self.materials.packet_columns(common=True).values() for name in names}
        of_letter = {
            at: {name for names in letter.columns.values() for name in names}
            for at, letter in self.materials.letters.items()
        }
        for one in sent:
            used = of_packet.union(*(of_letter.get(piece.tempat, set()) for piece in one.bagian))
            for name in sorted(used):
                if not one.penerima.kolom.get(name, "").strip():
                    message = f'kolom "{name}" kosong untuk "{one.penerima.nama}", padahal dipakai dalam paket'
                    yield _warning(one.penerima.cell(name), message, "isi, bila tidak sengaja dikosongkan")

    def _fits(self, at: int, penerima: Penerima) -> bool:
        return all(wish.meets(penerima.kolom.get(wish.column, "")) for wish in self._wishes[at])

    def _source(self, at: int, one: Potongan, penerima: Penerima, faults: list[Finding]) -> str:
        """What a piece is made of for a recipient; what is wrong goes to `faults`."""
        try:
            if one.formulir is not None:
                return self.materials.forms.source(one.formulir, penerima.kolom)
            if one.sop:
                return f"sop:{self._sop(fill(one.sop, penerima.kolom))}"
            if one.laporan:
                return f"laporan:{fill(one.laporan, penerima.kolom)}"
        except ContentError as problem:
            faults.extend(problem.findings)
            if not problem.findings:
                faults.append(self._fault(at, one, penerima, problem))
            return ""
        except DoctoolError as problem:
            faults.append(self._fault(at, one, penerima, problem))
            return ""
        return "surat" if one.surat else self._file(at, one, penerima, faults)

    def _sop(self, text: str) -> str:
        if text not in self._sops:
            self._sops[text] = sop_address(self.workspace, self.paket.office.kode, text)
        return self._sops[text]

    def _file(self, at: int, one: Potongan, penerima: Penerima, faults: list[Finding]) -> str:
        name = fill(one.berkas, penerima.kolom)
        named = columns_in(one.berkas)
        if not named and at in self._files:
            return self._files[at]
        where = penerima.cell(named[0]) if named else self.paket.positions.where(("isi", at, "berkas"))
        root = self.workspace.root
        found = list(file_findings(Path(self.paket.folder), name, root, where))
        faults.extend(found)
        if found:
            return ""
        place = place_of(self.paket.folder, name).resolve()
        self._files[at] = f"berkas:{place.relative_to(root.resolve()).as_posix()}"
        return self._files[at]

    def _fault(self, at: int, one: Potongan, penerima: Penerima, problem: DoctoolError) -> Finding:
        """A fault of a piece, at the recipient's cell where a column is what it was made of."""
        written = one.formulir.bidang if one.formulir is not None else one.sop or one.laporan
        named = columns_in(written)
        where = penerima.cell(named[0]) if named else self.paket.positions.where(("isi", at, one.jenis))
        message = f'potongan "{one.judul}" untuk "{penerima.nama}": {problem.message}'
        return error(RECIPIENT, where, message, problem.hint or "periksa isinya")


def _suffix(source: str) -> str:
    return Path(source.partition(":")[2]).suffix.lower().lstrip(".") or "bin"


def _warning(where: Where, message: str, hint: str, text: str = "") -> Finding:
    return Finding(UNUSED, Severity.WARNING, where, message, hint, text)
