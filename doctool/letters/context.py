"""What a template may print: a letter as a plain mapping of texts ready to print.

Each kind has its own names (docs/templat.md lists them for those who edit templates). Values are texts, lists and
mappings of texts, and ready Word text where the name is printed with `{{p ... }}`.
"""

from __future__ import annotations

from collections.abc import Callable, Sequence
from typing import Any

from doctool import indonesian
from doctool.fill.markers import marker
from doctool.letters.annex import BUNDLE, SHEET, fits_a_sheet
from doctool.letters.blocks import aligned, blocks
from doctool.letters.prepare import Prepared
from doctool.letters.signer import receiver, sender, signer
from doctool.letters.wml import safe
from doctool.loaded import LoadedNaskah
from doctool.model.kantor import Kantor
from doctool.model.surat import (
    Acara,
    Berkepala,
    Blok,
    DaftarHadir,
    LembarDisposisi,
    NotaDinas,
    Notula,
    Peserta,
    Surat,
    SuratDinas,
    SuratPengantar,
    Tujuan,
    Undangan,
)
from doctool.model.tanggal import Tanggal
from doctool.official import DOTS

#: An invitation to more than so many names them in an annex.
MOST_ADDRESSEES = 5
ANNEXED = "Daftar terlampir"
_NAMES = {
    "yth": "Yth.", "dari": "Dari", "tembusan": "Tembusan", "tanggal": "Tanggal", "nomor": "Nomor", "sifat": "Sifat",
    "lampiran": "Lampiran", "hal": "Hal",
}  # fmt: skip


def context(
    loaded: LoadedNaskah, prepared: Prepared, nomor: str | None = None, *, markers: bool = False
) -> dict[str, Any]:
    """The values for the template of this letter's kind; `nomor` goes before the letter's own.

    `markers`: number, date and signer are SRIKANDI's markers, which that fills when the letter is registered.
    """
    writer = _Writer(loaded.office.kantor, prepared, nomor, markers)
    made: dict[str, Any] = _WRITERS[type(loaded.naskah)](writer, loaded.naskah)
    return {"kop": prepared.kop, **_safe(made)}


class _Writer:
    """The office's way to write things."""

    def __init__(self, kantor: Kantor, prepared: Prepared, nomor: str | None, markers: bool) -> None:
        self.kantor = kantor
        self.prepared = prepared
        self.nomor = nomor
        self.markers = markers

    # What several kinds share

    def date(self, day: Tanggal) -> str:
        return day.cetak(self.kantor.gaya.tanggal)

    def place_and_date(self, place: str, day: Tanggal) -> str:
        """The place and the date of a signature, without the day of the week that a meeting's date may name."""
        where = self.place(place)
        when = marker("tanggal_naskah") if self.markers else day.cetak(self.kantor.gaya.tanggal, hari=False) or DOTS
        return f"{where}, {when}" if where else when

    def place(self, place: str) -> str:
        """The place before the date of a signature."""
        return place or self.kantor.tempat_surat

    def text(self, content: Sequence[Blok], *, last: bool = False) -> Any:
        return blocks(content, self.prepared.width, self.prepared.size, last=last)

    def letter(self, letter: Surat) -> dict[str, Any]:
        number = self.nomor if self.nomor is not None else letter.nomor
        date = self.date(letter.tanggal) or DOTS
        return {
            "nomor": marker("nomor_naskah") if self.markers else number or DOTS,
            "tanggal": marker("tanggal_naskah") if self.markers else date,
            "tempat": self.place(letter.tempat),
            "tempat_tanggal": self.place_and_date(letter.tempat, letter.tanggal),
            "penandatangan": signer(letter.penandatangan, self.kantor, tte=letter.tte, markers=self.markers),
            "paraf": {"hierarki": list(letter.paraf.hierarki), "koordinasi": list(letter.paraf.koordinasi)},
        }

    def headed(self, letter: Berkepala) -> dict[str, Any]:
        return {
            **self.letter(letter), **self.addressees(letter.kepada), "sifat": letter.sifat,
            "lampiran": self.enclosures(letter.lampiran), "hal": letter.hal, "tembusan": numbered(letter.tembusan),
        }  # fmt: skip

    def enclosures(self, text: str) -> str:
        if text.strip() in ("", "-"):
            return "-" if self.kantor.gaya.surat.lampiran_kosong == "-" else ""
        return text

    def addressees(self, to: Sequence[Tujuan]) -> dict[str, Any]:
        """Yth. before the first; numbers if there are several; the place once if it is one for all."""
        places = {one.di for one in to}
        common = next(iter(places)) if len(places) == 1 else ""
        lines = [
            {
                "yth": "Yth." if number == 1 else "",
                "nomor": f"{number}." if len(to) > 1 else "",
                "teks": whom(one) + (f" di {one.di}" if one.di and not common else ""),
            }
            for number, one in enumerate(to, 1)
        ]
        return {"tujuan": lines, "tujuan_di": common, "kata_di": self.kantor.gaya.surat.kata_di}

    def meeting(self, acara: Acara) -> dict[str, str]:
        return {
            "hari_tanggal": self.day_and_date(acara), "waktu": acara.waktu, "tempat": acara.tempat, "acara": acara.acara
        }  # fmt: skip

    def day_and_date(self, acara: Acara) -> str:
        printed = self.date(acara.tanggal)
        day = acara.tanggal.date
        if acara.tanggal.hari_tertulis or not printed:
            return printed
        name = acara.hari or (indonesian.nama_hari(day) if day is not None else "")
        return f"{name}, {printed}" if name else printed

    # The kinds

    def dinas(self, letter: SuratDinas) -> dict[str, Any]:
        return {**self.headed(letter), "isi": self.text(letter.isi, last=True)}

    def nota_dinas(self, letter: NotaDinas) -> dict[str, Any]:
        order = self.kantor.gaya.surat.kepala_nota
        made = self.headed(letter)
        lines = {
            "yth": "\n".join(numbered([whom(one) for one in letter.kepada], " ")),
            "dari": letter.dari or sender(letter.penandatangan, self.kantor, markers=self.markers),
            "tembusan": "\n".join(numbered(letter.tembusan, " ")),
            **{name: made[name] for name in ("tanggal", "nomor", "sifat", "lampiran", "hal")},
        }
        head = [{"nama": _NAMES[name], "isi": lines[name]} for name in order if lines[name]]
        foot = made["tembusan"] if "tembusan" not in order else []
        return {
            **made, "kepala": head, "nomor_di_judul": "nomor" not in order, "tembusan": foot, "dari": lines["dari"],
            "isi": self.text(letter.isi, last=True),
        }  # fmt: skip

    def undangan(self, letter: Undangan) -> dict[str, Any]:
        made = self.headed(letter)
        annex: list[dict[str, str]] = []
        if len(letter.kepada) > MOST_ADDRESSEES:
            annex = [
                {"nomor": f"{number}.", "teks": whom(one), "di": one.di} for number, one in enumerate(letter.kepada, 1)
            ]
            made |= {"tujuan": [{"yth": "Yth.", "nomor": "", "teks": ANNEXED}], "tujuan_di": ""}
            if letter.lampiran.strip() in ("", "-"):
                made["lampiran"] = SHEET if fits_a_sheet(annex, self.kantor.gaya) else BUNDLE
        facts = self.meeting(letter.acara)
        rows = [
            ("Hari/Tanggal", facts["hari_tanggal"]), ("Waktu", facts["waktu"]), ("Tempat", facts["tempat"]),
            ("Acara", facts["acara"]),
        ]  # fmt: skip
        if letter.acara.catatan:
            rows.append(("Catatan", "\n".join(letter.acara.catatan)))
        return {
            **made, "acara": facts, "terlampir": annex, "terlampir_di": any(one["di"] for one in annex),
            "pembuka": self.text(letter.pembuka),
            "rincian_acara": aligned(rows, self.prepared.size, keep=not letter.penutup),
            "penutup": self.text(letter.penutup, last=True),
        }  # fmt: skip

    def pengantar(self, letter: SuratPengantar) -> dict[str, Any]:
        sent = [
            {
                "nomor": f"{number}.", "naskah": "\n".join(one.naskah), "banyaknya": one.banyaknya,
                "keterangan": "\n".join(one.keterangan),
            }
            for number, one in enumerate(letter.kiriman, 1)
        ]  # fmt: skip
        return {
            **self.letter(letter), **self.addressees(letter.kepada), "pembuka": letter.pembuka, "kiriman": sent,
            "penerima": receiver(letter.penerima, self.kantor), "diterima": DOTS[:7],
            "telepon_penerima": letter.telepon_penerima or DOTS[:8], "tembusan": numbered(letter.tembusan),
        }  # fmt: skip

    def disposisi(self, sheet: LembarDisposisi) -> dict[str, Any]:
        def ticked(items: Sequence[str]) -> list[dict[str, str]]:
            return [{"kotak": tick(item in sheet.dipilih), "teks": item} for item in items]

        return {
            "surat_dari": sheet.surat_dari, "nomor_surat": sheet.nomor_surat,
            "tanggal_surat": self.date(sheet.tanggal_surat), "diterima": self.date(sheet.diterima),
            "nomor_agenda": sheet.nomor_agenda, "sifat": sheet.sifat, "hal": sheet.hal,
            "kotak_sangat_segera": tick(sheet.sifat == "Sangat Segera"), "kotak_segera": tick(sheet.sifat == "Segera"),
            "kotak_rahasia": tick(sheet.sifat == "Rahasia"), "diteruskan": ticked(sheet.diteruskan),
            "harap": ticked(sheet.harap), "catatan": list(sheet.catatan),
            "penandatangan": signer(sheet.penandatangan, self.kantor),
        }  # fmt: skip

    def daftar_hadir(self, sheet: DaftarHadir) -> dict[str, Any]:
        people = [*sheet.peserta, *(None for _ in range(sheet.baris_kosong))]
        lines = [_attendant(number, one) for number, one in enumerate(people, 1)]
        return {
            "judul": sheet.judul, "acara": self.meeting(sheet.acara), "peserta": lines,
            "tempat": self.place(sheet.tempat),
            "tempat_tanggal": self.place_and_date(sheet.tempat, sheet.acara.tanggal),
            "penandatangan": signer(sheet.penandatangan, self.kantor),
        }  # fmt: skip

    def notula(self, minutes: Notula) -> dict[str, Any]:
        closing = (minutes.penutupan,) if minutes.penutupan else ()
        parts: dict[str, Sequence[Blok]] = {
            "pembukaan": minutes.pembukaan, "pembahasan": minutes.pembahasan, "keputusan": minutes.keputusan,
            "penutupan": closing,
        }  # fmt: skip
        final = next((name for name in reversed(parts) if parts[name]), "")
        people = [f"{one.nama}, {one.jabatan}" if one.jabatan else one.nama for one in minutes.peserta]
        return {
            "rapat": minutes.rapat, "acara": self.meeting(minutes.acara), "ketua": minutes.ketua,
            "sekretaris": minutes.sekretaris, "pencatat": minutes.pencatat, "peserta": "\n".join(numbered(people, " ")),
            "tempat": self.place(minutes.tempat),
            "tempat_tanggal": self.place_and_date(minutes.tempat, minutes.acara.tanggal),
            "penandatangan": signer(minutes.penandatangan, self.kantor),
            **{name: self.text(content, last=name == final) for name, content in parts.items()},
        }  # fmt: skip


_WRITERS: dict[type, Callable[[_Writer, Any], dict[str, Any]]] = {
    SuratDinas: _Writer.dinas,
    NotaDinas: _Writer.nota_dinas,
    Undangan: _Writer.undangan,
    SuratPengantar: _Writer.pengantar,
    LembarDisposisi: _Writer.disposisi,
    DaftarHadir: _Writer.daftar_hadir,
    Notula: _Writer.notula,
}


def whom(one: Tujuan) -> str:
    """An addressee: the person, if named, above his post."""
    return f"{one.nama}\n{one.yth}" if one.nama else one.yth


def numbered(items: Sequence[str], gap: str = "\t") -> list[str]:
    """`items` with numbers before them, if there are several."""
    if len(items) < 2:
        return list(items)
    return [f"{number}.{gap}{item}" for number, item in enumerate(items, 1)]


def tick(chosen: bool) -> str:
    """A box to tick."""
    return "☑" if chosen else "☐"


def _attendant(number: int, one: Peserta | None) -> dict[str, str]:
    """A row of a daftar hadir: odd numbers sign at the left, even ones at the right."""
    mark = f"{number}. ……"
    return {
        "nomor": f"{number}.", "nama": one.nama if one else "", "jabatan": one.jabatan if one else "",
        "ttd_kiri": mark if number % 2 else "", "ttd_kanan": "" if number % 2 else mark,
    }  # fmt: skip


def _safe(value: Any) -> Any:
    """`value` with each text made safe for docxtpl."""
    if isinstance(value, str):
        return value if hasattr(value, "__html__") else safe(value)
    if isinstance(value, dict):
        return {key: _safe(item) for key, item in value.items()}
    return [_safe(item) for item in value] if isinstance(value, list) else value
