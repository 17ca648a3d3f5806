"""The forms of a packet: for each recipient that of its bidang or seksi, from the office's indicators."""

from __future__ import annotations

from collections.abc import Callable, Mapping, Sequence
from dataclasses import replace
from pathlib import Path

from doctool.catalog.index import Workspace
from doctool.catalog.messages import did_you_mean
from doctool.errors import DoctoolError
from doctool.forms.carried import carried
from doctool.forms.content import Form, forms_for
from doctool.forms.formulas import Value
from doctool.forms.rows import Unit
from doctool.indicators.load import kinerja_files, load_kinerja
from doctool.loaded import LoadedKinerja, Positions
from doctool.model.kinerja import TRIWULAN
from doctool.model.paket import FormulirPaket
from doctool.model.pengembalian import Pengembalian
from doctool.packets.nouns import LoadedPaket
from doctool.packets.places import fill

#: What was returned of an office's year.
Returns = Callable[[int], Sequence[Pengembalian]]
Entries = Mapping[str, Mapping[str, Value]]


#: Year, quarter, whether there is a form for each seksi.
_Which = tuple[int, int, bool]


class FormPieces:
    """The forms of a packet, read and reckoned once for a year and quarter, each held until it is asked for."""

    def __init__(self, workspace: Workspace, paket: LoadedPaket, returns: Returns) -> None:
        self._workspace, self._paket, self._returns = workspace, paket, returns
        self._years: dict[int, Path] | None = None
        self._loaded: dict[int, LoadedKinerja] = {}
        self._forms: dict[_Which, dict[Unit, Form]] = {}
        self._have: dict[_Which, tuple[Unit, ...]] = {}
        self._bidang_keys: dict[str, str] = {}
        self._kept: dict[int, Sequence[Pengembalian]] = {}

    def source(self, wish: FormulirPaket, kolom: Mapping[str, str]) -> str:
        """What a recipient's form is made of: "formulir:<tahun>:<triwulan>:<bidang>:<seksi>".

        Raises DoctoolError where there is no such form.
        """
        said = {key: fill(getattr(wish, key), kolom).strip() for key in ("bidang", "seksi", "tahun", "triwulan")}
        year, quarter = self._year(said["tahun"]), _quarter(said["triwulan"])
        bidang = self._bidang(said["bidang"])
        which = (year, quarter, bool(said["seksi"]))
        units = self._have[which] if which in self._have else tuple(self._make(which))
        seksi = next((one for of, one in units if of == bidang and one.casefold() == said["seksi"].casefold()), None)
        if seksi is None:
            have = [of if not one else f"{of} / {one}" for of, one in units]
            wanted = f"{bidang} / {said['seksi']}" if said["seksi"] else bidang
            message = f'tidak ada formulir tahun {year} untuk "{wanted}"'
            raise DoctoolError(message, did_you_mean(wanted, have, "yang menjadi penanggung jawab"))
        return f"formulir:{year}:{quarter}:{bidang}:{seksi}"

    def form(self, source: str) -> tuple[Form, Entries]:
        """The form of a `source`, and what of earlier quarters stands in it."""
        _, year, quarter, bidang, seksi = source.split(":", 4)
        which = (int(year), int(quarter), bool(seksi))
        unit = (bidang, seksi)
        if unit not in self._forms.get(which, {}):
            self._make(which)
        form = self._forms[which].pop(unit)
        if int(year) not in self._kept:
            self._kept[int(year)] = self._returns(int(year))
        return carried(form, self._kept[int(year)])

    def _year(self, said: str) -> int:
        if self._years is None:
            files = [one for one in kinerja_files(self._workspace) if self._is_own(one)]
            self._years = {}
            for one in files:
                loaded = self._load(one)
                self._years[loaded.kinerja.tahun] = one
                self._loaded[loaded.kinerja.tahun] = loaded
        if not self._years:
            raise DoctoolError(
                f"{self._paket.office.kode} belum punya data kinerja, jadi formulirnya tidak dapat dibuat",
                "buat datanya dengan: doctool baru formulir",
            )
        if not said:
            return max(self._years)
        if not said.isdecimal() or int(said) not in self._years:
            have = ", ".join(str(one) for one in sorted(self._years))
            raise DoctoolError(f'tidak ada data kinerja tahun "{said}"', f"yang ada: {have}")
        return int(said)

    def _load(self, path: Path) -> LoadedKinerja:
        """The indicators of a file, without the place of each value: more than the values themselves."""
        loaded = load_kinerja(path, self._workspace)
        return replace(loaded, positions=Positions(loaded.file))

    def _is_own(self, path: Path) -> bool:
        return self._workspace.office_of(path) == self._paket.office.kode

    def _bidang(self, said: str) -> str:
        """The key of a bidang that is named by its key or its name."""
        known = self._paket.office.kantor.bidang
        if not said:
            raise DoctoolError("bidang formulirnya kosong", "isi kolom bidang, atau batasi potongan ini dengan jika")
        if not self._bidang_keys:
            for key, name in reversed(known.items()):
                self._bidang_keys |= {name.casefold(): key, key.casefold(): key}
        if said.casefold() in self._bidang_keys:
            return self._bidang_keys[said.casefold()]
        hint = did_you_mean(said, list(known), "bidang yang ada")
        raise DoctoolError(f'bidang "{said}" tidak ada di kantor.yaml', hint)

    def _make(self, which: _Which) -> dict[Unit, Form]:
        """All forms of a year and quarter; the indicators are let go, and read again for another quarter."""
        year, quarter, per_seksi = which
        self._year("")
        loaded = self._loaded.pop(year, None) or self._load((self._years or {})[year])
        made = forms_for(loaded, per_seksi, sampai=quarter)
        self._forms[which] = {(one.bidang, one.seksi): one for one in made}
        self._have[which] = tuple(self._forms[which])
        return self._forms[which]


def _quarter(said: str) -> int:
    if not said:
        return len(TRIWULAN)
    names = [*TRIWULAN, *(str(number) for number in range(1, 5))]
    word = said.upper().removeprefix("TRIWULAN").removeprefix("TW").strip(" .")
    if word not in names:
        raise DoctoolError(f'"{said}" bukan triwulan', "tulis I sampai IV")
    return names.index(word) % len(TRIWULAN) + 1
