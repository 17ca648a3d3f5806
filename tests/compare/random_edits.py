"""Random edits of an SOP as an author makes them: the same seed gives the same edits.

The data are texts, lists and mappings as in a YAML file. Whoever inserts, removes or moves a kegiatan renumbers the
exits that name kegiatan by number, as a person has to.
"""

from __future__ import annotations

import copy
import re
from collections.abc import Callable
from random import Random
from typing import Any

from tests.random_sop import DURATIONS, POSTS, WORDS, random_data

Data = dict[str, Any]

LAWS = (
    "Peraturan Menteri Dalam Negeri Nomor 52 Tahun 2011 tentang Standar Operasional Prosedur;",
    "Peraturan Menteri Pendayagunaan Aparatur Negara dan Reformasi Birokrasi Nomor 35 Tahun 2012 tentang Pedoman;",
    "Undang-Undang Nomor 24 Tahun 2013 tentang Administrasi Kependudukan;",
    "Undang-Undang Nomor 25 Tahun 2009 tentang Pelayanan Publik;",
    "Peraturan Walikota Sibolga Nomor 12 Tahun 2017 tentang Kedudukan dan Tugas;",
)
CELLS = ("kelengkapan", "waktu", "output", "keterangan", "teks", "nomor", "bentuk", "paralel", "rujukan")
LISTS = (
    "dasar_hukum", "keterkaitan", "peringatan", "kualifikasi_pelaksana", "peralatan_perlengkapan",
    "pencatatan_pendataan",
)  # fmt: skip


def edited(seed: int) -> tuple[Data, Data]:
    """The SOP of `seed` and what one to eight random edits make of it."""
    random = Random(f"edit-{seed}")
    first = random_data(seed)[1]
    if random.random() < 0.3:
        _number(first, random.choice((".", ")", "")))
    if random.random() < 0.2:
        _name(random, first)
    for _ in range(random.randint(0, 2)):
        _identity_list(random, first)
    second = copy.deepcopy(first)
    for _ in range(random.randint(1, 8)):
        edit = random.choice(EDITS)
        if "bagian" in second and edit in PROCEDURE:
            inside = random.choice(second["bagian"])
            edit(random, inside)
        else:
            edit(random, second)
    return first, second


def words(random: Random, least: int = 1, most: int = 12) -> str:
    return " ".join(random.choice(WORDS) for _ in range(random.randint(least, most)))


def _number(data: Data, ending: str) -> None:
    for place, row in enumerate(data["kegiatan"], 1):
        row["nomor"] = f"{place}{ending}"


def _name(random: Random, data: Data) -> None:
    """Ids for most kegiatan, and exits that use them now and then."""
    for place, row in enumerate(data["kegiatan"], 1):
        if random.random() < 0.8:
            row["id"] = f"langkah-{place}"
    for row in data["kegiatan"]:
        for holder, key in _goals(row):
            to = holder[key]
            if isinstance(to, str) and to.isdigit() and random.random() < 0.5:
                holder[key] = data["kegiatan"][int(to) - 1].get("id", to)


def _goals(row: Data) -> list[tuple[Any, Any]]:
    """The places of the goals of a kegiatan: (holder, key)."""
    found: list[tuple[Any, Any]] = []
    for holder in (row, *row.get("keluar", ()), *row.get("simpul", ())):
        for key in ("ya", "tidak", "ke"):
            if isinstance(holder.get(key), list):
                found += [(holder[key], at) for at in range(len(holder[key]))]
            elif isinstance(holder.get(key), str):
                found.append((holder, key))
    return found


def restructured(data: Data, change: Callable[[list[Data]], None]) -> None:
    """Change the list of kegiatan, with its own numbers and the numbers in its exits made right again; what leads to a
    kegiatan that is gone leads to the first."""
    rows = data.get("kegiatan")
    if not rows:
        return
    before = list(rows)
    endings = {id(row): re.sub(r"^\d+", "", row["nomor"]) for row in rows if row.get("nomor")}
    goals = [
        (holder, key, before[int(number) - 1], rest)
        for row in rows for holder, key in _goals(row)
        for number, rest in [re.match(r"(\d*)(.*)", holder[key]).groups()]  # type: ignore[union-attr]
        if number and int(number) <= len(before)
    ]  # fmt: skip
    change(rows)
    if not rows:
        rows.append(before[0])
    ending = next(iter(endings.values()), None)
    for place, row in enumerate(rows, 1):
        if ending is not None and not (id(row) in endings and endings[id(row)] != ending):
            row["nomor"] = f"{place}{ending}"
    places = {id(row): place for place, row in enumerate(rows, 1)}
    for holder, key, row, rest in goals:
        holder[key] = f"{places.get(id(row), 1)}{rest}"


def _insert_row(random: Random, data: Data) -> None:
    row = {"uraian": words(random, 3), "waktu": random.choice(DURATIONS)}
    codes = _codes(data)
    if codes:
        row["pelaksana"] = random.choice(codes)
    restructured(data, lambda rows: rows.insert(random.randint(0, len(rows)), row))


def _remove_row(random: Random, data: Data) -> None:
    restructured(data, lambda rows: rows.__delitem__(random.randrange(len(rows))))


def _move_row(random: Random, data: Data) -> None:
    restructured(data, lambda rows: rows.insert(random.randrange(len(rows)), rows.pop(random.randrange(len(rows)))))


def _double_row(random: Random, data: Data) -> None:
    def change(rows: list[Data]) -> None:
        twin = copy.deepcopy(random.choice(rows))
        twin.pop("id", None)
        rows.insert(random.randrange(len(rows) + 1), twin)

    restructured(data, change)


def _row(random: Random, data: Data) -> Data:
    rows = data.get("kegiatan")
    return random.choice(rows) if rows else {}


def _change_words(random: Random, data: Data) -> None:
    row = _row(random, data)
    text = str(row.get("uraian", "")).split()
    at = random.randint(0, len(text))
    row["uraian"] = " ".join([*text[:at], *words(random, 0, 3).split(), *text[at + random.randint(0, 2) :]])


def _change_cell(random: Random, data: Data) -> None:
    name = random.choice(CELLS)
    row = _row(random, data)
    if "simpul" in row and name in ("teks", "bentuk"):
        row = random.choice(row["simpul"])
    values: dict[str, Any] = {
        "waktu": random.choice(DURATIONS), "teks": words(random, 0, 2), "nomor": random.choice(("", "1a", "7.", "9")),
        "bentuk": random.choice(("mulai", "proses", "keputusan", "selesai")), "paralel": random.choice(("ya", "tidak")),
        "rujukan": [words(random), {"teks": words(random), "sop": "kota/lain"}],
    }  # fmt: skip
    if name in row and random.random() < 0.2:
        del row[name]
    else:
        row[name] = values.get(name, random.choice((words(random, 0), [words(random), words(random)])))


def _change_exit(random: Random, data: Data) -> None:
    row, rows = _row(random, data), data.get("kegiatan") or [{}]
    if "simpul" in row:
        row = random.choice(row["simpul"])
    to = str(random.randint(1, len(rows))) + random.choice(("", "", ".", "/l1", " "))
    kind = random.randrange(5)
    if kind == 0:
        row["keluar"] = [{"label": words(random, 1, 2), "ke": to}, *row.get("keluar", ())][: random.randint(0, 3)]
    elif kind == 1:
        row["ke"] = [to, random.choice(rows).get("id", to)]
    elif kind == 2:
        row.pop("ya", None)
    else:
        row[random.choice(("ya", "tidak", "ke"))] = to


def _change_nodes(random: Random, data: Data) -> None:
    """Another pelaksana, or the nodes one by one."""
    row, codes = _row(random, data), _codes(data)
    if not row or not codes:
        return
    some = random.sample(codes, random.randint(1, min(3, len(codes))))
    if random.random() < 0.3:
        for name in ("pelaksana", "bentuk", "teks", "ya", "tidak", "keluar", "ke"):
            row.pop(name, None)
        row["simpul"] = [{"pelaksana": code, "teks": words(random, 0, 1)} for code in some]
    elif "simpul" in row:
        row["simpul"].append({"pelaksana": random.choice(codes), "ke": "1"})
    else:
        row["pelaksana"] = some


def _codes(data: Data) -> list[str]:
    return [lane["kode"] for lane in _flat(data)]


def _flat(data: Data) -> list[Data]:
    return [lane for one in data.get("pelaksana") or () for lane in one.get("pelaksana", [one])]


def _change_lanes(random: Random, data: Data) -> None:
    columns = data.get("pelaksana")
    kind = random.randrange(7)
    if not columns:
        data["pelaksana"] = [{"kode": "baru", "nama": random.choice(POSTS)}]
    elif kind == 0:
        lane = {"kode": f"x{random.randrange(99)}", "nama": random.choice(POSTS)}
        columns.insert(random.randint(0, len(columns)), lane)
    elif kind == 1:
        columns.pop(random.randrange(len(columns)))
    elif kind == 2:
        random.choice(_flat(data))["nama"] = random.choice((*POSTS, words(random, 1, 3)))
    elif kind == 3:
        columns.insert(random.randrange(len(columns)), columns.pop(random.randrange(len(columns))))
    elif kind == 4:
        _recode(random, data)
    elif kind == 5:
        at = random.randrange(len(columns))
        columns[at : at + 2] = [{"kelompok": words(random, 1, 2), "pelaksana": [
            lane for one in columns[at : at + 2] for lane in one.get("pelaksana", [one])
        ]}]  # fmt: skip
    else:
        random.choice(_flat(data))["luar"] = "ya"


def _recode(random: Random, data: Data) -> None:
    """Another code for a lane, wherever it is named."""
    lane = random.choice(_flat(data))
    old, new = lane["kode"], f"kode{random.randrange(99)}"
    lane["kode"] = new
    for row in data.get("kegiatan", ()):
        for holder in (row, *row.get("simpul", ())):
            given = holder.get("pelaksana")
            if isinstance(given, list):
                holder["pelaksana"] = [new if one == old else one for one in given]
            elif given == old:
                holder["pelaksana"] = new
        for holder, key in _goals(row):
            number, slash, code = holder[key].partition("/")
            holder[key] = f"{number}{slash}{new if code == old else code}"


def _identity_list(random: Random, data: Data) -> None:
    name = random.choice(LISTS)
    item = random.choice(LAWS) if name == "dasar_hukum" else words(random, 2)
    items = data.get(name)
    kind = random.randrange(6)
    if not isinstance(items, list) or not items:
        data[name] = random.choice(("", "-", [item], [item, words(random)], {"penanda": "-", "butir": [item]}))
    elif kind == 0:
        items.insert(random.randint(0, len(items)), item)
    elif kind == 1:
        items.pop(random.randrange(len(items)))
    elif kind == 2:
        items.insert(random.randrange(len(items)), items.pop(random.randrange(len(items))))
    elif kind == 3:
        items[random.randrange(len(items))] = {"teks": words(random), "sop": "kantor/lain"}
    elif kind == 4:
        del data[name]
    else:
        items[random.randrange(len(items))] = f"{random.choice(LAWS)[:-1]} {words(random, 0, 3)}"


def _identity(random: Random, data: Data) -> None:
    some = range(random.randint(1, 3))
    signers = ("kepala", {"pejabat": "kepala", "nama": ""}, ["kepala", {"jabatan": words(random)}])
    values: dict[str, Any] = {
        "nomor_sop": words(random), "tanggal_revisi": random.choice(("-", "", "3 Maret 2026")),
        "nama_sop": words(random), "status": random.choice(("reviu", "disahkan")), "revisi_rencana": "ya",
        "judul_prosedur": words(random), "disahkan_oleh": random.choice(signers),
        "identitas_tambahan": [{"label": words(random, 1, 2), "isi": words(random)} for _ in some],
        "klasifikasi": {"sifat": random.choice(("teknis", "administratif"))}, "label": {"ya": words(random, 1, 1)},
        "glosarium": {words(random, 1, 1): words(random)}, "lampiran_peraturan": {"judul": words(random)},
        "revisi": [{"nomor": str(at), "uraian": words(random), "alasan": words(random)} for at in some],
        "riwayat_status": [{"status": "draft", "tanggal": "1 Mei 2026"}, {"status": "reviu", "oleh": words(random)}],
        "tanda_tangan_alur": [{"pejabat": "kepala", "awalan": "Plt."}], "catatan_kaki": [words(random), words(random)],
    }  # fmt: skip
    name = random.choice(sorted(values))
    if name in data and random.random() < 0.3:
        del data[name]
    else:
        data[name] = values[name]


def _notes(random: Random, data: Data) -> None:
    notes = data.setdefault("catatan_kaki", [])
    notes.insert(random.randint(0, len(notes)), words(random))


def _parts(random: Random, data: Data) -> None:
    """One procedure becomes several, several become one more or one less."""
    if "bagian" not in data:
        own = {name: data.pop(name) for name in ("pelaksana", "kegiatan", "catatan_kaki") if name in data}
        data["bagian"] = [{"judul": words(random), **own}]
    elif random.random() < 0.7 or not data["bagian"]:
        other = random_data(random.randrange(1000))[1]
        new = {"judul": words(random), "pelaksana": other["pelaksana"], "kegiatan": other["kegiatan"]}
        data["bagian"].insert(random.randint(0, len(data["bagian"])), new)
    elif len(data["bagian"]) > 1:
        data["bagian"].pop(random.randrange(len(data["bagian"])))


#: What is done to a procedure; everything else to the SOP.
PROCEDURE = (
    _insert_row, _remove_row, _move_row, _double_row, _change_words, _change_cell, _change_exit, _change_nodes,
    _change_lanes, _notes,
)  # fmt: skip
EDITS = (*PROCEDURE, *PROCEDURE, _identity_list, _identity, _parts)
