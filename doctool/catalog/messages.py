"""What pydantic's error types are called to a user: code, message and hint in Bahasa Indonesia.

`explain` is the table; codes D01 to D09 are described in docs/catalog.md. Nothing here knows about files.
"""

from __future__ import annotations

import difflib
import re
from collections.abc import Callable, Sequence
from dataclasses import dataclass
from typing import Any

from doctool.refusal import short

#: How the records of the model are called; also the titles of the JSON Schema.
RECORDS: dict[str, str] = {
    "Sop": "SOP (tingkat paling luar)",
    "Kantor": "kantor (tingkat paling luar)",
    "Butir": "butir",
    "DaftarButir": "daftar butir",
    "Pejabat": "pejabat",
    "Penandatangan": "penanda tangan",
    "BarisKop": "baris kop",
    "Kop": "kop",
    "Margin": "margin",
    "GayaSampul": "gaya sampul",
    "GayaIdentitas": "gaya lembar identitas",
    "GayaProsedur": "gaya lembar prosedur",
    "GayaSurat": "gaya surat",
    "Gaya": "gaya",
    "Label": "label",
    "Penomoran": "penomoran",
    "PenomoranJenis": "penomoran jenis surat",
    "AturanSop": "aturan SOP",
    "ParafSop": "blok paraf SOP",
    "Monitoring": "catatan monitoring (tingkat paling luar)",
    "Pemantauan": "monitoring atau evaluasi",
    "AturanNonaktif": "aturan nonaktif",
    "AturanKinerja": "kinerja",
    "Pita": "pita capaian",
    "Kinerja": "kinerja (tingkat paling luar)",
    "Sasaran": "sasaran",
    "Indikator": "indikator",
    "Target": "target",
    "PenanggungJawab": "penanggung jawab",
    "Program": "program",
    "KegiatanProgram": "kegiatan",
    "Beranggaran": "anggaran",
    "SubKegiatan": "sub kegiatan",
    "Laporan": "laporan (tingkat paling luar)",
    "BagianLaporan": "bagian laporan",
    "AnalisisSasaran": "analisis sasaran",
    "LampiranLaporan": "lampiran laporan",
    "Pembanding": "pembanding (tingkat paling luar)",
    "PembandingIndikator": "pembanding indikator",
    "Riwayat": "tahun sebelumnya",
    "TargetRenstra": "target Renstra",
    "StandarNasional": "standar nasional",
    "Berkala": "laporan berkala (tingkat paling luar)",
    "Paket": "paket (tingkat paling luar)",
    "Potongan": "potongan paket",
    "FormulirPaket": "formulir paket",
    "ZipPaket": "zip paket",
    "Buku": "buku SOP (tingkat paling luar)",
    "SampulBuku": "sampul buku",
    "Keputusan": "keputusan",
    "Penjelasan": "penjelasan",
    "IsiBuku": "isi buku",
    "KelompokRincian": "kelompok rincian",
    "Rincian": "rincian",
    "IdentitasTambahan": "identitas tambahan",
    "Revisi": "revisi",
    "RiwayatStatus": "riwayat status",
    "Klasifikasi": "klasifikasi",
    "LampiranPeraturan": "lampiran peraturan",
    "Prosedur": "bagian",
    "Kegiatan": "kegiatan",
    "Simpul": "simpul",
    "Keluar": "jalan keluar",
    "Pelaksana": "pelaksana",
    "KelompokPelaksana": "kelompok pelaksana",
    "Tanggal": "tanggal",
    "Waktu": "waktu",
    "SuratDinas": "surat dinas (tingkat paling luar)",
    "NotaDinas": "nota dinas (tingkat paling luar)",
    "SuratPengantar": "surat pengantar (tingkat paling luar)",
    "Undangan": "undangan (tingkat paling luar)",
    "LembarDisposisi": "lembar disposisi (tingkat paling luar)",
    "DaftarHadir": "daftar hadir (tingkat paling luar)",
    "Notula": "notula (tingkat paling luar)",
    "Tujuan": "yang dituju",
    "BlokDaftar": "blok daftar",
    "BlokTabel": "blok tabel",
    "BlokRincian": "blok rincian",
    "PenandatanganSurat": "penanda tangan surat",
    "Paraf": "paraf",
    "Acara": "acara",
    "Kiriman": "kiriman",
    "Peserta": "peserta",
}

#: Records that are always written as text; what they hold is read from it.
ONLY_TEXT = frozenset({"Tanggal", "Waktu", "Target"})

#: What each pattern of the model asks for.
PATTERNS: dict[str, str] = {
    r"^[A-Za-z][A-Za-z0-9_-]*$": 'awali dengan huruf, lalu huruf, angka, "-" atau "_", tanpa spasi',
    r"^[A-Z]\d\d$": "tulis satu huruf kapital dan dua angka, misalnya S12 atau T02",
    r"^([0-9A-Fa-f]{6})?$": "tulis enam angka heksadesimal, misalnya C6E0B4",
}

_AS_LIST = 'tulis setiap butir di baris baru yang diawali "- "'
_QUOTE = 'bila ": " bagian dari teks, beri tanda kutip pada seluruh teks'


@dataclass(frozen=True, slots=True)
class Fault:
    """An error of pydantic: its type and context, how the value is called, and the value as written."""

    kind: str
    name: str
    value: Any
    context: dict[str, Any]


@dataclass(frozen=True, slots=True)
class Words:
    """What is said about a fault."""

    code: str
    message: str
    hint: str


def kind_of(value: Any) -> str:
    """What a value of the tree is, in words."""
    if isinstance(value, dict):
        return "pasangan kunci dan isi"
    return "daftar" if isinstance(value, list | tuple) else "teks"


def quoted(words: Sequence[str], limit: int = 12) -> str:
    """Up to `limit` words with commas; an empty word is shown as "kosong"."""
    shown = [word or "(kosong)" for word in words[:limit]]
    return ", ".join(shown) + (", ..." if len(words) > limit else "")


def closest(word: str, known: Sequence[str], cutoff: float = 0.6) -> str | None:
    """The known word that `word` was probably meant to be."""
    plain = re.sub(r"[\s-]+", "_", word.strip().lower())
    if plain in known:
        return plain
    near = difflib.get_close_matches(plain, known, n=1, cutoff=cutoff)
    return near[0] if near else None


def meant(word: str, known: Sequence[str]) -> str | None:
    """The known word closest to `word`, or else the shortest that begins with it ("no" for "nomor")."""
    near = closest(word, known)
    if near is not None:
        return near
    begun = word.strip().lower()
    return min((one for one in known if len(begun) > 1 and one.startswith(begun)), key=len, default=None)


def did_you_mean(word: str, known: Sequence[str], heading: str) -> str:
    """A hint: the closest known word, and all of them."""
    near = meant(word, [one for one in known if one])
    listed = f"{heading}: {quoted(known)}" if known else ""
    if near is None:
        return listed
    return f'maksudnya "{near}"? {listed}'.strip()


def _choices(context: dict[str, Any]) -> list[str]:
    return re.findall(r"'([^']*)'", str(context.get("expected", "")))


def _number(value: Any) -> str:
    return f"{float(value):g}".replace(".", ",")


def _wrong_type(expected: str, hint: str) -> Callable[[Fault], Words]:
    def say(fault: Fault) -> Words:
        message = f"{fault.name} harus berupa {expected}, bukan {kind_of(fault.value)}"
        return Words("D03", message, hint)

    return say


def _text_type(fault: Fault) -> Words:
    hint = _QUOTE if isinstance(fault.value, dict) else "tulis satu teks saja"
    return Words("D03", f"{fault.name} harus berupa teks, bukan {kind_of(fault.value)}", hint)


def _record_type(fault: Fault) -> Words:
    name = str(fault.context.get("class_name", ""))
    if name in ONLY_TEXT:
        return _text_type(fault)
    hint = f'tulis kunci-kunci {RECORDS.get(name, "di bawahnya")} sebagai "kunci: isi", masing-masing satu baris'
    return Words("D03", f"{fault.name} harus berupa pasangan kunci dan isi, bukan {kind_of(fault.value)}", hint)


def _choice(fault: Fault) -> Words:
    choices = _choices(fault.context)
    if not isinstance(fault.value, str):
        hint = f"pilihan: {quoted(choices)}"
        return Words("D03", f"{fault.name} harus berupa teks, bukan {kind_of(fault.value)}", hint)
    hint = did_you_mean(fault.value, choices, "pilihan")
    return Words("D04", f'"{short(fault.value)}" bukan pilihan yang dikenal untuk {fault.name}', hint)


def _switch(fault: Fault) -> Words:
    if not isinstance(fault.value, str):
        return Words("D03", f"{fault.name} harus ya atau tidak, bukan {kind_of(fault.value)}", "tulis ya atau tidak")
    return Words("D04", f'"{short(fault.value)}" bukan ya atau tidak, untuk {fault.name}', "tulis ya atau tidak")


def _pattern(fault: Fault) -> Words:
    pattern = str(fault.context.get("pattern", ""))
    hint = PATTERNS.get(pattern, f"bentuk yang diminta: {pattern}")
    return Words("D05", f'"{short(fault.value)}" tidak dapat dipakai untuk {fault.name}', hint)


def _not_number(whole: bool) -> Callable[[Fault], Words]:
    def say(fault: Fault) -> Words:
        kind = "bilangan bulat" if whole else "bilangan"
        if not isinstance(fault.value, str):
            message = f"{fault.name} harus berupa {kind}, bukan {kind_of(fault.value)}"
            return Words("D03", message, "tulis satu bilangan")
        hint = "tulis angka saja, misalnya 2" if whole else "tulis angka saja, desimal dengan titik, misalnya 8.5"
        return Words("D06", f'"{short(fault.value)}" bukan {kind}, untuk {fault.name}', hint)

    return say


def _limit(bound: str, words: str) -> Callable[[Fault], Words]:
    def say(fault: Fault) -> Words:
        limit = _number(fault.context.get(bound, 0))
        return Words("D06", f'{fault.name} harus {words} {limit}, tertulis "{short(fault.value)}"', "ubah nilainya")

    return say


def _too_short_text(fault: Fault) -> Words:
    least = int(fault.context.get("min_length", 1))
    return Words("D05", f'{fault.name} terlalu pendek: "{short(fault.value)}"', f"tulis paling sedikit {least} huruf")


def _too_short_list(fault: Fault) -> Words:
    return Words("D09", f"{fault.name} kosong", "isi paling sedikit satu butir, atau hapus")


def _too_long_list(fault: Fault) -> Words:
    most = int(fault.context.get("max_length", 0))
    return Words("D06", f"{fault.name} berisi lebih dari {most} butir", f"tulis paling banyak {most} butir")


def _rule(fault: Fault) -> Words:
    return Words("D07", str(fault.context.get("pesan", "")), str(fault.context.get("saran", "")))


_TABLE: dict[str, Callable[[Fault], Words]] = {
    "string_type": _text_type,
    "tuple_type": _wrong_type("daftar", f"{_AS_LIST}; {_QUOTE}"),
    "dict_type": _wrong_type("pasangan kunci dan isi", 'tulis "kunci: isi", masing-masing satu baris'),
    "model_type": _record_type,
    "literal_error": _choice,
    "enum": _choice,
    "ya_tidak": _switch,
    "bool_type": _switch,
    "bool_parsing": _switch,
    "string_pattern_mismatch": _pattern,
    "string_too_short": _too_short_text,
    "too_short": _too_short_list,
    "too_long": _too_long_list,
    "int_parsing": _not_number(whole=True),
    "int_parsing_size": _not_number(whole=True),
    "int_type": _not_number(whole=True),
    "int_from_float": _not_number(whole=True),
    "float_parsing": _not_number(whole=False),
    "float_type": _not_number(whole=False),
    "finite_number": _not_number(whole=False),
    "greater_than": _limit("gt", "lebih dari"),
    "greater_than_equal": _limit("ge", "paling sedikit"),
    "less_than": _limit("lt", "kurang dari"),
    "less_than_equal": _limit("le", "paling banyak"),
    "aturan_model": _rule,
}


def explain(fault: Fault) -> Words:
    """The words for `fault`: a value left empty is said to be that, whatever type it should have."""
    if fault.value == "" and fault.kind != "aturan_model":
        choices = [one for one in _choices(fault.context) if one]
        what = "butir ini" if fault.name.startswith("butir") else "kuncinya"
        hint = f"isi salah satu: {quoted(choices)}" if choices else f"isi, atau hapus {what}"
        return Words("D09", f"{fault.name} belum diisi", hint)
    say = _TABLE.get(fault.kind)
    if say is None:
        return Words("D15", f"isi {fault.name} tidak dapat dipakai", "periksa contoh di panduan")
    return say(fault)


def unknown_key(key: str, known: Sequence[str], elsewhere: str | None) -> Words:
    """A key that the record does not have; `elsewhere` names a record that has it."""
    message = f'kunci "{short(key)}" tidak dikenal di sini'
    near = closest(key, known, cutoff=0.8)
    if near is None and elsewhere is not None:
        return Words("D01", message, f'"{short(key)}" adalah kunci {elsewhere}; periksa inden dan tempatnya')
    guess = meant(key, known)
    if guess is not None:
        return Words("D01", message, f'maksudnya "{guess}"?')
    return Words("D01", message, f"kunci yang ada: {quoted(known, limit=40)}")


def missing_key(key: str, inside: str) -> Words:
    """A key that must be there; `inside` names the record, "" at the top of the file."""
    place = f" pada {inside}" if inside else ""
    return Words("D02", f'"{short(key)}" belum ada{place}', f'tambahkan baris "{key}: ..."')


def colon_in_text(key: str) -> Words:
    """A list item such as `- Surat: lampiran`, which YAML reads as a mapping."""
    return Words("D08", f'teks terpotong pada ": " sesudah "{short(key)}"', "beri tanda kutip pada seluruh teks")
