"""What the sample report should print, reckoned from the recap's JSON and the YAML files alone, by other means.

A cell is expected by the words of its column's heading and by its row: the code in brackets of an indicator, the code
of a programme, the number of a sasaran, or a sum.
"""

from __future__ import annotations

import json
import re
from dataclasses import dataclass
from decimal import ROUND_HALF_UP, Decimal
from pathlib import Path
from typing import Any

import yaml

QUARTERS = ("I", "II", "III", "IV")


def number(text: str) -> Decimal:
    """The number of "1.234,5"."""
    return Decimal(text.replace(".", "").replace(",", "."))


def shown(value: Decimal | None, decimals: int) -> str:
    """A number with so many decimals, half up, the Indonesian way; "n/a" for none."""
    if value is None:
        return "n/a"
    quantum = Decimal(1).scaleb(-decimals)
    return f"{value.quantize(quantum, ROUND_HALF_UP):,f}".translate(str.maketrans(",.", ".,"))


def short(value: Decimal | None, most: int = 2) -> str:
    """A number with the decimals that it needs, at most so many."""
    text = shown(value, most)
    return text.rstrip("0").rstrip(",") if "," in text else text


@dataclass
class Expected:
    """The recap, the indicators and what they are compared with, as plain data."""

    rekap: dict[str, Any]
    kinerja: dict[str, Any]
    pembanding: dict[str, Any]
    laporan: dict[str, Any]

    @classmethod
    def read(cls, root: Path, rekap: Path) -> Expected:
        data = root / "data" / "kota-probolinggo"
        files = (
            data / "kinerja" / "2025.yaml", data / "kinerja" / "pembanding.yaml",
            data / "laporan" / "lkj-2025" / "laporan.yaml",
        )  # fmt: skip
        return cls(
            json.loads(rekap.read_text(encoding="utf-8")),
            *(yaml.safe_load(one.read_text(encoding="utf-8")) for one in files),
        )

    def row(self, first: str, name: str) -> dict[str, str]:
        """What a row of a table holds, by heading; {} for a row that is known by neither code nor sum."""
        code = re.search(r"\((IKU-\d+)\)$", name)
        if code:
            return self.indicator(code[1])
        if first.startswith("Rata-rata sasaran "):
            return self.sasaran(first.removeprefix("Rata-rata sasaran "))
        if first == "Semua sasaran":
            mean = self.rekap["rata_rata"]
            return _mean(mean)
        if first == "Jumlah":
            return self.money([one for one in self.rekap["anggaran"] if one["tingkat"] == "program"])
        if first.isdigit() and name in [one["uraian"] for one in self.rekap["sasaran"]]:
            return self.sasaran(first)
        program = re.match(r"[\d.]+\d", first if first.count(".") > 1 else name)
        rows = [one for one in self.rekap["anggaran"] if program and one["kode"] == program[0]]
        return self.money(rows) if rows else {}

    def indicator(self, code: str) -> dict[str, str]:
        """The cells of an indicator's row."""
        (row,) = (one for sasaran in self.rekap["sasaran"] for one in sasaran["indikator"] if one["kode"] == code)
        (known,) = (one for s in self.kinerja["sasaran"] for one in s["indikator"] if one["kode"] == code)
        other = self.pembanding["indikator"].get(code, {})
        last = row["periode"][-1]
        capaian = _decimal(last["capaian"]["nilai"])
        reached = _decimal(last["sampai"])
        fixed = "pembilang" in known or known.get("akumulasi") == "rata-rata"
        now = (shown(reached, 2) if fixed else short(reached)) if reached is not None else last["tingkat"]
        cells = {
            "Target": known["target"], "Realisasi": now, "Realisasi 2025": now, "Capaian (%)": shown(capaian, 2),
            "Capaian (%) 2025": shown(capaian, 2),
        }  # fmt: skip
        for at, one in enumerate(row["periode"]):
            own = _decimal(one["realisasi"]["nilai"])
            quarter = (shown(own, 2) if "pembilang" in known else short(own)) if own is not None else (
                one["realisasi"]["teks"] or "-"
            )
            cells[f"Target triwulan {QUARTERS[at]}"] = known["target_triwulan"][at]
            cells[f"Realisasi triwulan {QUARTERS[at]}"] = quarter
        for year in range(2020, 2025):
            past = other.get("riwayat", {}).get(year)
            cells[f"Realisasi {year}"] = past["realisasi"] if past else "n/a"
            reckoned = _capaian(row["rumus"], past["realisasi"], past["target"]) if past else None
            cells[f"Capaian (%) {year}"] = shown(reckoned, 2)
        end = other["renstra"]
        cells |= {"Akhir Renstra": str(end["tahun"]), "Target akhir Renstra": str(end["target"])}
        against = _capaian(row["rumus"], reached, end["target"]) if reached is not None else None
        cells["Capaian terhadap target akhir (%)"] = shown(against, 2)
        national = str(other["standar_nasional"]["nilai"])
        cells["Standar nasional"] = "tidak ada" if national == "-" else national
        return cells | self.efficiency(str(row["sasaran"]), capaian)

    def sasaran(self, nomor: str) -> dict[str, str]:
        """The cells of a sasaran, also of its mean."""
        (found,) = (one for one in self.rekap["sasaran"] if str(one["nomor"]) == nomor)
        mean = found["rata_rata"]
        return _mean(mean) | self.efficiency(nomor, _decimal(mean["nilai"]))

    def efficiency(self, nomor: str, capaian: Decimal | None) -> dict[str, str]:
        """Serapan of the programmes of a sasaran, and how far its capaian is above it."""
        codes = self.laporan["sasaran"][int(nomor)]["program"]
        spent = _share([one for one in self.rekap["anggaran"] if one["kode"] in codes])
        return {
            "Serapan anggaran (%)": shown(spent, 2),
            "Tingkat efisiensi (poin persen)": shown(capaian - spent if capaian is not None else None, 2),
        }

    def money(self, rows: list[dict[str, Any]]) -> dict[str, str]:
        """Pagu, realisasi and serapan of rows of the budget together."""
        pagu, spent = (sum(Decimal(one[key]) for one in rows) for key in ("pagu", "realisasi"))
        return {
            "Pagu (Rp)": shown(Decimal(pagu), 0), "Anggaran (Rp)": shown(Decimal(pagu), 0),
            "Realisasi (Rp)": shown(Decimal(spent), 0), "Serapan (%)": shown(_share(rows), 2),
        }  # fmt: skip


def _mean(mean: dict[str, Any]) -> dict[str, str]:
    value = shown(_decimal(mean["nilai"]), 2)
    return {
        "Capaian (%)": value, "Rata-rata capaian (%)": value, "Jumlah indikator": str(mean["semua"]),
        "Indikator terukur": str(mean["terukur"]),
    }  # fmt: skip


def _share(rows: list[dict[str, Any]]) -> Decimal:
    return sum(Decimal(one["realisasi"]) for one in rows) / sum(Decimal(one["pagu"]) for one in rows) * 100


def _decimal(text: str | None) -> Decimal | None:
    return None if text is None else Decimal(text)


def _capaian(rumus: str, reached: Decimal | str, target: object) -> Decimal | None:
    """Capaian by the four formulas; None for grades."""
    text = str(target)
    if not re.match(r"\d", text):
        return None
    real = number(reached) if isinstance(reached, str) else reached
    if re.fullmatch(r"[\d,]+-[\d,]+", text):
        low, high = (number(one) for one in text.split("-"))
        bound = real if low <= real <= high else (high if real > high else low)
        return real / bound * 100
    goal = number(text)
    if rumus == "turun-selisih":
        return (2 * goal - real) / goal * 100
    return (goal / real if rumus == "turun-banding" else real / goal) * 100
