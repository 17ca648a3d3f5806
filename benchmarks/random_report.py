"""Random laporan kinerja in workspaces: outlines, texts, recaps and lampiran; the same ones for the same seed."""

from __future__ import annotations

import random
from pathlib import Path
from typing import Any

import yaml

from doctool.catalog.index import Workspace
from doctool.forms.collected import collect
from doctool.forms.recap import compile_recap
from doctool.indicators.load import kinerja_files, load_kinerja
from doctool.model.pengembalian import IndikatorKembali
from doctool.model.rekap import to_json
from tests.assemble.pdfs import make
from tests.forms.recap_case import returned, row
from tests.letters.office import KANTOR, write

FOLDER = Path("data/kab-contoh/laporan/lkj")
_OFFICE = KANTOR + "bidang: {sekretariat: Sekretariat, dafduk: Bidang Dafduk}\n"
_WORDS = (
    "dokumen", "kependudukan", "yang", "diterbitkan", "oleh", "dinas", "kepada", "warga", "menurut", "ketentuan",
    "peraturan", "perundang-undangan", "dan", "dilaporkan", "setiap", "triwulan",
)  # fmt: skip
_KINDS = (
    "sampul", "pernyataan-reviu", "kata-pengantar", "ikhtisar", "daftar-isi", "daftar-tabel", "daftar-gambar",
    "pendahuluan", "perencanaan", "akuntabilitas", "penutup",
)  # fmt: skip
_ASKED = (
    "[tabel: target-realisasi]", "[tabel: renstra sasaran=1]", "[bagan: capaian]", "[tabel: penyerapan]",
    "[bagan: target-realisasi sasaran=1]", "[bagan: penyerapan]", "[tabel: triwulan]", "[tabel: tahun-lalu]",
    "[bagan: tidak-ada]", "[tabel: efisiensi sasaran=9]",
    "Rata-rata [angka: rata-rata], [angka: tidak.ada], [lihat: bab pendahuluan], [lihat: tabel hilang].",
)  # fmt: skip
_BELOW: tuple[list[Any], ...] = (
    ["sasaran"], ["sasaran", "realisasi-anggaran"], ["realisasi-anggaran"],
    [{"judul": "Lain-lain", "teks": ["teks/1.md"]}, "sasaran"],
)  # fmt: skip


def words(rng: random.Random, count: int) -> str:
    """So many words."""
    return " ".join(rng.choice(_WORDS) for _ in range(count))


def random_report(root: Path, seed: int) -> Workspace:
    """A workspace at `root` with the report `kab-contoh/lkj` of `seed`."""
    rng = random.Random(seed)
    texts = [f"teks/{number}.md" for number in range(6)]
    for name in texts:
        write(root / FOLDER / name, "\n\n".join(_block(rng) for _ in range(rng.randrange(14))) + "\n")
    write(root / "sop_catalog/kab-contoh/kantor.yaml", f"{_OFFICE}gaya: {{kertas: {rng.choice(['A4', 'F4'])}}}\n")
    report = {
        "tahun": 2026, "rekap": "rekap.json", "contoh": rng.choice(["ya", "tidak"]), "bagian": _outline(rng, texts),
        "lampiran": _annexes(rng, root / FOLDER),
    }  # fmt: skip
    write(root / FOLDER / "laporan.yaml", yaml.safe_dump(report, allow_unicode=True))
    return _recap(rng, root)


def _block(rng: random.Random) -> str:
    kind = rng.randrange(6)
    if kind == 0:
        return f"{'#' * rng.randrange(1, 6)} {words(rng, rng.choice([1, 3, 9, 25])).capitalize()}"
    if kind == 1:
        items = (words(rng, rng.choice([3, 40])) for _ in range(rng.randrange(1, 9)))
        return "\n".join(f"{rng.choice(['-', '1.'])} {one}" for one in items)
    if kind == 2:
        columns = rng.choice([1, 2, 3, 5, 14])
        count, lengths = 1 + rng.choice([0, 1, 5, 40]), [1, 4, 15] if columns < 14 else [1, 2]
        rows = [f"| {' | '.join(words(rng, rng.choice(lengths)) for _ in range(columns))} |" for _ in range(count)]
        title = f"Tabel: {words(rng, rng.choice([2, 8, 20]))}\n"
        return "\n".join([title, rows[0], "|" + " --- |" * columns, *rows[1:]])
    if kind == 3:
        return rng.choice(_ASKED)
    return f"{words(rng, rng.choice([1, 30, 120]))}."


def _outline(rng: random.Random, texts: list[str]) -> list[Any]:
    kinds = list(_KINDS)
    if rng.random() < 0.4:
        rng.shuffle(kinds)
    parts: list[Any] = []
    for kind in kinds:
        if kind != "daftar-isi" and rng.random() < 0.2:
            continue
        part: dict[str, Any] = {"jenis": kind}
        chance = rng.random()
        if kind == "sampul" or kind.startswith("daftar-"):
            pass
        elif chance < 0.15:
            part["ditiadakan"] = words(rng, 4)
        elif chance < 0.6:
            part["teks"] = [rng.choice(texts)]
        if kind == "akuntabilitas" and "ditiadakan" not in part:
            part["isi"] = rng.choice(_BELOW)
        parts.append(part)
    return parts


def _annexes(rng: random.Random, folder: Path) -> list[dict[str, str]]:
    (folder / "lampiran").mkdir()
    made = []
    for number in range(rng.choice([0, 0, 1, 3])):
        name = f"lampiran/{number}.pdf"
        make(folder / name, [f"lampiran {number} {page}" for page in range(rng.choice([1, 2, 9]))])
        made.append({"judul": f"{words(rng, rng.choice([2, 15])).capitalize()} {number}", "berkas": name})
    if rng.random() < 0.4:
        agreement = {"judul": "Perjanjian Kinerja", "jenis": "perjanjian-kinerja"}
        made.insert(rng.randrange(len(made) + 1), agreement)
    return made


def _recap(rng: random.Random, root: Path) -> Workspace:
    """The indicators, and the recap of what came back of them."""
    length, per, programs = rng.choice([3, 10, 20]), rng.choice([1, 3, 7]), rng.choice([0, 1, 5])
    back = rng.random() < 0.85
    sasaran: list[dict[str, Any]] = []
    rows: list[IndikatorKembali] = []
    for place in range(rng.choice([1, 2, 4])):
        own = []
        for number in range(per):
            kode = f"N{place + 1}.{number + 1}"
            uraian = words(rng, length).capitalize()
            own.append({"kode": kode, "uraian": uraian, "satuan": "%", "target": "80", "penanggung_jawab": "dafduk"})
            rows.append(row(kode, [20, 40, 60, rng.choice([75, 80, 91, 12.345, None, "-"])], number=9 + len(rows)))
        sasaran.append({"uraian": words(rng, length).capitalize(), "indikator": own})
    program = [
        {"kode": f"2.12.{number + 1:02}", "uraian": words(rng, length).capitalize(), "penanggung_jawab": "dafduk",
         "pagu": str(rng.randrange(10**6, 10**11))} for number in range(programs)
    ]  # fmt: skip
    data = {"tahun": 2026, "sasaran": sasaran, "program": program}
    write(root / "data/kab-contoh/kinerja/2026.yaml", yaml.safe_dump(data, allow_unicode=True))
    workspace = Workspace(root)
    loaded = load_kinerja(kinerja_files(workspace)[0], workspace)
    money = [(f"A/{number + 1}", rng.randrange(10**5, 10**9)) for number in range(programs)]
    forms = [returned("dafduk", *rows, triwulan=4, uang=money)] if back else []
    (root / FOLDER / "rekap.json").write_bytes(to_json(compile_recap(loaded, 4, collect(forms, 4))))
    return workspace
