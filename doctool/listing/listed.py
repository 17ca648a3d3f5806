"""The daftar SOP of one office on a day: its rows, what they add up to, and the same as JSON."""

from __future__ import annotations

import json
from collections.abc import Iterator
from dataclasses import dataclass
from datetime import date
from typing import Any

from doctool.listing.rows import BarisSop, panjang
from doctool.loaded import LoadedKantor
from doctool.model.monitoring import JatuhTempo, lamanya
from doctool.model.waktu import TotalWaktu, Waktu, total


@dataclass(frozen=True, slots=True)
class DaftarSop:
    """The list of an office: its rows in order, and the SOPs that cannot be read with the reason."""

    office: LoadedKantor
    today: date
    baris: tuple[BarisSop, ...]
    gagal: tuple[tuple[str, str], ...] = ()

    @property
    def waktu(self) -> TotalWaktu:
        """The time of all SOPs, each activity counted once."""
        return self.jumlah(one for row in self.baris for one in row.durasi)

    def jumlah(self, times: Iterator[Waktu]) -> TotalWaktu:
        """The sum of `times` by the office's working hours."""
        return total(times, self.office.kantor.jam_kerja_sehari)

    @property
    def pelaksana(self) -> list[tuple[str, int, int, TotalWaktu]]:
        """Each pelaksana with the number of SOPs and of activities he takes part in, and their time, by name."""
        times: dict[str, list[Waktu]] = {}
        sops: dict[str, int] = {}
        for row in self.baris:
            for name, of_row in row.pelaksana:
                times.setdefault(name, []).extend(of_row)
                sops[name] = sops.get(name, 0) + 1
        names = sorted(times, key=lambda name: (name.casefold(), name))
        return [(name, sops[name], len(times[name]), self.jumlah(iter(times[name]))) for name in names]

    def ringkasan(self) -> tuple[tuple[str, int], ...]:
        """What there is in numbers, in the order in which it is told."""
        due = [one.jenis for row in self.baris for one in row.jatuh_tempo(self.today)]
        return (
            ("SOP", len(self.baris) + len(self.gagal)),
            ("berlaku", sum(row.berlaku for row in self.baris)),
            ("belum disahkan", sum(not row.berlaku and row.status != "dicabut" for row in self.baris)),
            ("revisi disusun", sum(bool(row.disusun) for row in self.baris)),
            ("dicabut", sum(row.status == "dicabut" for row in self.baris)),
            ("monitoring jatuh tempo", due.count("monitoring")),
            ("evaluasi jatuh tempo", due.count("evaluasi")),
            ("tidak diketahui jatuh temponya", sum(row.tak_terhitung for row in self.baris)),
            ("memakai peraturan yang diganti", sum(bool(row.diganti) for row in self.baris)),
            ("merujuk SOP yang tidak ada", sum(bool(row.hilang) for row in self.baris)),
            ("tidak terbaca", len(self.gagal)),
        )


def tempo_teks(due: JatuhTempo, today: date) -> str:
    """When it is due, in words: "terlambat 3 bulan, sejak 1 Agustus 2025", "paling lambat 1 Agustus 2026"."""
    if not due.terlambat(today):
        return f"paling lambat {panjang(due.tempo)}"
    late = lamanya(due.tempo, today)
    return f"terlambat {late}, sejak {panjang(due.tempo)}" if late else f"jatuh tempo {panjang(due.tempo)}"


def perhatian(row: BarisSop, today: date) -> str:
    """What an SOP asks for, in a few words; "" for nothing."""
    parts: list[str] = [one.jenis for one in row.jatuh_tempo(today)]
    parts += ["tanggal efektif tidak diketahui"] if row.tak_terhitung else []
    parts += ["peninjauan terencana"] if row.peninjauan else []
    parts += [f"{len(row.diganti)} peraturan diganti"] if row.diganti else []
    parts += [f"{len(row.hilang)} rujukan tidak ada"] if row.hilang else []
    return ", ".join(parts)


def daftar_json(listed: DaftarSop) -> dict[str, Any]:
    """The list as data."""
    return {
        "kantor": listed.office.kode, "nama": listed.office.kantor.nama, "keadaan": listed.today.isoformat(),
        "ringkasan": dict(listed.ringkasan()),
        "sop": [sop_json(row, listed.today) for row in listed.baris],
        "waktu": _time_json(listed.waktu),
        "pelaksana": [
            {"nama": name, "sop": sops, "kegiatan": count, "waktu": _time_json(time)}
            for name, sops, count, time in listed.pelaksana
        ],
        "gagal": [{"alamat": address, "sebab": reason} for address, reason in listed.gagal],
    }  # fmt: skip


def sop_json(row: BarisSop, today: date) -> dict[str, Any]:
    """A row as data."""
    return {
        "alamat": row.alamat, "nomor": row.nomor, "nama": row.nama, "status": row.status, "revisi": row.revisi,
        "waktu": row.waktu.teks, "berlaku": row.berlaku, "revisi_disusun": row.disusun, "keadaan": row.keadaan,
        "tanggal_pembuatan": row.tanggal_pembuatan, "tanggal_revisi": row.tanggal_revisi,
        "tanggal_efektif": row.tanggal_efektif, "umur": row.umur, "unit": row.unit,
        "disahkan_oleh": " — ".join(row.pejabat.splitlines()),
        "kegiatan": row.kegiatan, "rincian_waktu": _time_json(row.waktu),
        "pemantauan": [_due_json(one, today) for one in row.pemantauan or ()],
        "peninjauan_terlewat": row.peninjauan,
        "peraturan_diganti": [
            {"butir": one.teks, "sebab": one.sebab, "saran": one.saran} for one in row.diganti
        ],
        "rujukan_tidak_ada": [
            {"letak": one.letak, "teks": one.teks, "alamat": one.alamat, "sebab": one.sebab} for one in row.hilang
        ],
        "terbitan": [
            {"nomor": one.terbitan.nomor, "revisi": one.terbitan.nomor_revisi, "nomor_sop": one.terbitan.nomor_sop,
             "nama_sop": one.terbitan.nama_sop, "tanggal": one.terbitan.tanggal, "oleh": one.terbitan.oleh,
             "alasan": one.terbitan.alasan, "peraturan": list(one.terbitan.peraturan), "keadaan": one.keadaan}
            for one in row.riwayat
        ],
    }  # fmt: skip


def as_bytes(data: dict[str, Any]) -> bytes:
    """JSON as the bytes of its file."""
    return (json.dumps(data, ensure_ascii=False, indent=1) + "\n").encode("utf-8")


def _due_json(due: JatuhTempo, today: date) -> dict[str, Any]:
    last = due.catatan
    return {
        "jenis": due.jenis, "dihitung_sejak": due.dasar.isoformat(), "jatuh_tempo": due.tempo.isoformat(),
        "terlambat": due.terlambat(today), "hari_terlambat": max(0, (today - due.tempo).days),
        "terakhir": last.hari.isoformat() if last is not None else "",
        **{key: getattr(last, key) if last is not None else "" for key in ("oleh", "penilaian", "catatan", "tindakan")},
    }  # fmt: skip


def _time_json(time: TotalWaktu) -> dict[str, Any]:
    return {
        "teks": time.teks,
        "bagian": [
            {"satuan": one.satuan, "paling_sedikit": float(one.paling_sedikit),
             "paling_banyak": float(one.paling_banyak)}
            for one in time.bagian
        ],
        "kira_kira": time.kira, "tidak_terjumlah": list(time.tidak_terjumlah),
    }  # fmt: skip
