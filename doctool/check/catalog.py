"""Rules between the SOPs of a catalogue (S06, S13, S33, S34). Each takes time in proportion to the catalogue."""

from __future__ import annotations

import re
from collections import Counter, defaultdict
from collections.abc import Iterator, Sequence
from dataclasses import dataclass

from doctool.check.identitas import title_core
from doctool.check.rule import At, Path, Problem
from doctool.check.words import normal
from doctool.loaded import LoadedKantor, LoadedSop
from doctool.model.dasar import Butir
from doctool.model.nip import StatusPegawai, check_nip, nip_digits

#: The SOP (by its place in the catalogue) in whose file or office a problem stands, the rule's code, the problem.
Placed = tuple[int, str, Problem]

_TITLES_BEFORE = re.compile(r"^(?:(?:drs?|dra|drg|ir|h|hj|prof|kol|letkol|apt|ns|r|rr|k\s?h)\s+)+")


def person(name: str) -> str:
    """A name without its titles and in lower case: "Drs. RUDI SUSANTO, MM" is "rudi susanto"."""
    return _TITLES_BEFORE.sub("", normal(name.split(",")[0]))


@dataclass(frozen=True, slots=True)
class _Signature:
    sop: int
    path: Path
    at: At
    nip: str
    status: StatusPegawai

    @property
    def digits(self) -> str:
        return nip_digits(self.nip)


def _signatures(sops: Sequence[LoadedSop]) -> dict[tuple[str, str], list[_Signature]]:
    """Every NIP with the office and the person it is given for; an official of kantor.yaml once."""
    out: dict[tuple[str, str], list[_Signature]] = defaultdict(list)
    offices_seen: set[str] = set()
    for index, loaded in enumerate(sops):
        if loaded.office.kode not in offices_seen:
            offices_seen.add(loaded.office.kode)
            for key, official in loaded.kantor.pejabat.items():
                if official.nip.strip() and official.nama.strip():
                    out[loaded.office.kode, person(official.nama)].append(
                        _Signature(index, ("pejabat", key, "nip"), At.OFFICE, official.nip, official.status)
                    )
        for field in ("disahkan_oleh", "tanda_tangan_alur"):
            for place, signer in enumerate(getattr(loaded.sop, field) or ()):
                whole = loaded.kantor.lengkapi(signer)
                if not (signer.nip.strip() and whole.nama.strip()):
                    continue
                path: Path = (field, place) if (field, place) in loaded.positions.values else (field,)
                out[loaded.office.kode, person(whole.nama)].append(
                    _Signature(index, (*path, "nip"), At.VALUE, signer.nip, whole.status)
                )
    return out


def one_nip_each(sops: Sequence[LoadedSop]) -> Iterator[Placed]:
    """S06: the NIPs under one name in one office are one number; those that differ from the likeliest are named."""
    for group in _signatures(sops).values():
        counts = Counter(one.digits for one in group)
        if len(counts) < 2:
            continue
        valid = {one.digits for one in group if not check_nip(one.nip, one.status)}
        best = max(counts, key=lambda digits: (digits in valid, counts[digits], digits))
        other = next(one.nip.strip() for one in group if one.digits == best)
        for one in group:
            if one.digits != best:
                yield one.sop, "S06", Problem(
                    one.path, f"NIP berbeda dengan NIP orang yang sama di tempat lain ({other})",
                    "periksa NIP pada SK kepegawaiannya dan samakan", one.nip.strip(), at=one.at,
                )


def unique_numbers(sops: Sequence[LoadedSop]) -> Iterator[Placed]:
    """S33: a nomor_sop stands once in an office."""
    first: dict[tuple[str, str], LoadedSop] = {}
    for index, loaded in enumerate(sops):
        number = (loaded.sop.nomor_sop or "").strip()
        if number in ("", "-") or loaded.sop.status == "dicabut":
            continue
        before = first.setdefault((loaded.office.kode, "".join(number.lower().split())), loaded)
        if before is not loaded:
            yield index, "S33", Problem(
                ("nomor_sop",), f"nomor SOP sudah dipakai {before.address}", "beri nomor yang lain", number
            )


def unique_titles(sops: Sequence[LoadedSop]) -> Iterator[Placed]:
    """S34: a nama_sop stands once in an office; the same activity has one SOP."""
    first: dict[tuple[str, str], LoadedSop] = {}
    for index, loaded in enumerate(sops):
        name = title_core(loaded.sop.nama_sop or "")
        if not name or loaded.sop.status == "dicabut":
            continue
        before = first.setdefault((loaded.office.kode, name), loaded)
        if before is not loaded:
            yield index, "S34", Problem(
                ("nama_sop",), f"nama SOP sudah dipakai {before.address}",
                "bedakan namanya, atau gabungkan keduanya bila kegiatannya sama", (loaded.sop.nama_sop or "").strip(),
            )


class _Register:
    """The catalogue by address and slug."""

    def __init__(self, sops: Sequence[LoadedSop]) -> None:
        self.by_address = {loaded.address: loaded for loaded in sops}
        self.by_slug: dict[str, list[LoadedSop]] = defaultdict(list)
        for loaded in sops:
            self.by_slug[loaded.slug].append(loaded)

    def find(self, address: str, office: LoadedKantor) -> LoadedSop | None:
        """The SOP at `address`: kantor/slug, or a slug of `office`, or a slug that only one SOP has."""
        found = self.by_address.get(address) or self.by_address.get(f"{office.kode}/{address}")
        if found is None and len(self.by_slug.get(address, ())) == 1:
            found = self.by_slug[address][0]
        return found


def _references(loaded: LoadedSop) -> Iterator[tuple[Path, Butir, bool]]:
    """Every item with an address: keterkaitan (True) and rujukan of the rows (False)."""
    related = loaded.sop.keterkaitan
    base: Path = ("keterkaitan", "butir") if ("keterkaitan", "butir") in loaded.positions.values else ("keterkaitan",)
    for index, item in enumerate(related.butir if related else ()):
        if item.sop:
            yield (*base, index, "sop"), item, True
    for path, procedure in loaded.sop.prosedur():
        for row_index, row in enumerate(procedure.kegiatan):
            for index, item in enumerate(row.rujukan):
                if item.sop:
                    yield (*path, "kegiatan", row_index, "rujukan", index, "sop"), item, False


def _names_back(target: LoadedSop, loaded: LoadedSop, register: _Register) -> bool:
    """Whether `target` refers to `loaded`, by address or by title."""
    title = normal(loaded.sop.nama_sop or "")
    for item in target.sop.keterkaitan.butir if target.sop.keterkaitan else ():
        if item.sop and register.find(item.sop, target.office) is loaded:
            return True
        if title and title in normal(item.teks):
            return True
    return False


def references(sops: Sequence[LoadedSop]) -> Iterator[Placed]:
    """S13: an address names an SOP of the catalogue other than its own, not withdrawn, which refers back."""
    register = _Register(sops)
    for index, loaded in enumerate(sops):
        for path, item, both_ways in _references(loaded):
            address = item.sop or ""
            target = register.find(address, loaded.office)
            if target is None:
                message = f'SOP "{address}" tidak ada di katalog'
                problem = Problem(path, message, "periksa alamatnya: kantor/slug", address)
            elif target is loaded:
                problem = Problem(path, "SOP merujuk dirinya sendiri", "hapus butir ini", address)
            elif target.sop.status == "dicabut" and loaded.sop.status != "dicabut":
                hint = "rujuk SOP penggantinya, atau hapus butir ini"
                problem = Problem(path, f"{target.address} sudah dicabut", hint, address)
            elif both_ways and not _names_back(target, loaded, register):
                problem = Problem(
                    path, f"keterkaitan {target.address} tidak merujuk kembali ke SOP ini",
                    f"tambahkan {loaded.address} di keterkaitan {target.address}", address,
                )
            else:
                continue
            yield index, "S13", problem


#: The rules between SOPs, in order.
CATALOG_CHECKS = (one_nip_each, references, unique_numbers, unique_titles)
