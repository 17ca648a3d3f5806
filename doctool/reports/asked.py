"""Which rows a table or chart is asked for: of a sasaran, or of all; what is asked for wrongly is told."""

from __future__ import annotations

from collections.abc import Collection
from dataclasses import dataclass, field

from doctool.catalog.messages import quoted
from doctool.findings import Finding, Where
from doctool.model.dokumen import Permintaan
from doctool.model.rekap import IndikatorRekap, SasaranRekap
from doctool.reports.material import Bahan, fault, nearest


@dataclass
class Diminta:
    """A request under way: what it is of, and what is to be said of it."""

    bahan: Bahan
    permintaan: Permintaan
    temuan: list[Finding] = field(default_factory=list)

    @property
    def where(self) -> Where:
        """Where it was asked for."""
        return self.permintaan.asal or self.bahan.where()

    @property
    def pilihan(self) -> dict[str, str]:
        """Its options."""
        return dict(self.permintaan.pilihan)

    @property
    def called(self) -> str:
        """As it stands in a text: "[tabel: program sasaran=1]"."""
        options = "".join(f" {name}={value}" for name, value in self.permintaan.pilihan)
        return f"[{self.permintaan.jenis}: {self.permintaan.nama}{options}]"

    @property
    def sasaran(self) -> tuple[SasaranRekap, ...]:
        """The sasaran asked for, or all; none where there is no such one (`sound` has said so)."""
        nomor = self.pilihan.get("sasaran")
        return tuple(one for one in self.bahan.rekap.sasaran if nomor is None or str(one.nomor) == nomor)

    @property
    def satu(self) -> bool:
        """Whether one sasaran was asked for."""
        return "sasaran" in self.pilihan

    @property
    def indikator(self) -> tuple[IndikatorRekap, ...]:
        """The indicators of the sasaran asked for."""
        return tuple(row for one in self.sasaran for row in one.indikator)

    @property
    def bidang(self) -> str:
        """The bidang whose report this is, with a space before it; "" for that of the office."""
        kunci = self.bahan.loaded.laporan.bidang
        return f" {self.bahan.nama_bidang(kunci)}" if kunci else ""

    def judul(self, what: str, when: str = "") -> str:
        """A caption: what, until when (`when`: other than the report's), of which sasaran."""
        of = f", sasaran {self.sasaran[0].nomor}: {self.sasaran[0].uraian}" if self.satu and self.sasaran else ""
        return f"{what}{self.bidang} {when or self.bahan.sampai}{of}"

    def sound(self, known: Collection[str]) -> bool:
        """Whether its options are known and name something; otherwise they are told (B03)."""
        for name, value in self.permintaan.pilihan:
            if name not in known:
                hint = nearest(name, list(known), "pilihan yang ada") if known else "hapus pilihannya"
                self.tell(f'{self.called}: pilihan "{name}" tidak dikenal', hint, name)
            elif name == "sasaran" and not self.sasaran:
                there = [str(one.nomor) for one in self.bahan.rekap.sasaran]
                self.tell(f"{self.called}: tidak ada sasaran {value}", f"sasaran yang ada: {quoted(there)}", value)
            elif name == "indikator" and value not in {row.kode for row in self.bahan.rekap.indikator()}:
                there = [row.kode for row in self.bahan.rekap.indikator()]
                self.tell(
                    f'{self.called}: tidak ada indikator "{value}"', nearest(value, there, "indikator yang ada"), value
                )
        return not self.temuan

    def tell(self, message: str, hint: str, text: str = "") -> None:
        """Note what is wrong with the request."""
        self.temuan.append(fault("B03", self.where, message, hint, text))
