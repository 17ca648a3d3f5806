"""What the template of each kind of letter may print: the names of `context.context`, with what they hold."""

from __future__ import annotations

from functools import lru_cache

from doctool.fill.names import Name, Names, block, flag, group, many, text
from doctool.model.surat import Jenis

#: The signature of a letter names him and his post; SRIKANDI's markers stand for both.
_SIGNED = (("penandatangan.jabatan", "${jabatan_pengirim}"), ("penandatangan.nama", "${nama_pengirim}"))
_NUMBERED = ("nomor", "kepala.isi", "${nomor_naskah}")
_DATED = ("tempat_tanggal", "tanggal", "kepala.isi", "${tanggal_naskah}")


@lru_cache(maxsize=7)
def placeholders(kind: Jenis) -> Names:
    """The names that the template of `kind` may print, and those that it should."""
    return _KINDS[kind]()


def _signer(what: str, signature: str = "tanda ${ttd_pengirim} pada surat untuk SRIKANDI, selain itu kosong") -> Name:
    return group(
        what,
        pengantar=text("baris di atas jabatan"),
        awalan=text("a.n., Plt., Plh., Pj. atau kosong"),
        jabatan=text("jabatan, berakhir dengan koma; pada a.n. dan u.b. beberapa baris"),
        tte=flag("apakah disediakan tempat tanda tangan elektronik"),
        ttd=text(signature),
        nama=text("nama"),
        pangkat=text("pangkat; kosong bila gaya kantor tidak mencetaknya"),
        nip=text("NIP dengan labelnya"),
    )


def _always() -> dict[str, Name]:
    return {"kop": block("kop surat menurut kantor.yaml"), "penandatangan": _signer("penanda tangan")}


def _letter() -> dict[str, Name]:
    """Surat dinas, nota dinas, undangan, surat pengantar."""
    return {
        **_always(),
        "nomor": text("nomor surat; titik-titik bila kosong"),
        "tanggal": text("tanggal surat; titik-titik bila kosong"),
        "tempat": text("tempat di depan tanggal"),
        "tempat_tanggal": text("tempat dan tanggal surat"),
        "tujuan": many(
            "yang dituju",
            group(
                yth=text('"Yth." pada yang pertama'),
                nomor=text("nomor urut bila lebih dari satu"),
                teks=text("nama dan jabatan yang dituju"),
            ),
        ),
        "tujuan_di": text("tempat tujuan bersama"),
        "kata_di": flag("apakah kata di dicetak"),
        "tembusan": many("tembusan, bernomor bila lebih dari satu", text()),
        "paraf": group(
            "kotak paraf",
            hierarki=many("jabatan pemaraf hierarki", text()),
            koordinasi=many("jabatan pemaraf koordinasi", text()),
        ),
    }


def _headed() -> dict[str, Name]:
    return {
        **_letter(),
        "sifat": text("sifat surat"),
        "lampiran": text("lampiran; - atau kosong bila tidak ada"),
        "hal": text("hal surat"),
    }


def _meeting() -> Name:
    return group(
        "acara atau rapat",
        hari_tanggal=text("hari dan tanggal"),
        waktu=text("waktu"),
        tempat=text("tempat"),
        acara=text("nama acara"),
    )


def _dinas() -> Names:
    tree = {**_headed(), "isi": block("isi surat")}
    return Names(tree, (_NUMBERED, _DATED, ("hal", "${hal}"), ("tujuan.teks",), ("isi",), *_SIGNED))


def _nota_dinas() -> Names:
    tree = {
        **_headed(),
        "kepala": many("kepala nota menurut urutan kantor", group(nama=text("nama baris"), isi=text("isi baris"))),
        "dari": text("jabatan pengirim"),
        "nomor_di_judul": flag("apakah nomor dicetak di bawah judul"),
        "isi": block("isi nota"),
    }
    return Names(tree, (_NUMBERED, _DATED, ("hal", "kepala.isi", "${hal}"), ("isi",), *_SIGNED))


def _undangan() -> Names:
    tree = {
        **_headed(),
        "acara": _meeting(),
        "terlampir": many(
            "yang diundang, bila dicetak di lampiran",
            group(nomor=text("nomor urut"), teks=text("yang diundang"), di=text("tempatnya")),
        ),
        "terlampir_di": flag("apakah ada yang diundang yang bertempat"),
        "pembuka": block("alinea sebelum rincian acara"),
        "rincian_acara": block("hari, waktu, tempat, acara dan catatan"),
        "penutup": block("alinea sesudah rincian acara"),
    }
    meeting = ("rincian_acara", "acara.hari_tanggal")
    return Names(tree, (_NUMBERED, _DATED, ("hal", "${hal}"), ("tujuan.teks",), meeting, *_SIGNED))


def _pengantar() -> Names:
    tree = {
        **_letter(),
        "pembuka": text("kalimat sebelum tabel"),
        "kiriman": many(
            "yang dikirim",
            group(
                nomor=text("nomor urut"),
                naskah=text("naskah atau barang"),
                banyaknya=text("banyaknya"),
                keterangan=text("keterangan"),
            ),
        ),
        "diterima": text("titik-titik untuk tanggal terima"),
        "penerima": _signer("penerima", "selalu kosong"),
        "telepon_penerima": text("nomor telepon penerima; titik-titik bila kosong"),
    }
    return Names(tree, (_NUMBERED, _DATED, ("tujuan.teks",), ("kiriman.naskah",), ("kiriman.banyaknya",), *_SIGNED))


def _disposisi() -> Names:
    def ticked(what: str) -> Name:
        return many(what, group(kotak=text("kotak, dicentang bila dipilih"), teks=text("isinya")))

    tree = {
        **_always(),
        "surat_dari": text("pengirim surat"),
        "nomor_surat": text("nomor surat yang diterima"),
        "tanggal_surat": text("tanggal surat yang diterima"),
        "diterima": text("tanggal diterima"),
        "nomor_agenda": text("nomor agenda masuk"),
        "sifat": text("sifat surat"),
        "hal": text("hal surat"),
        "kotak_sangat_segera": text("kotak sifat Sangat Segera"),
        "kotak_segera": text("kotak sifat Segera"),
        "kotak_rahasia": text("kotak sifat Rahasia"),
        "diteruskan": ticked("yang diteruskan kepadanya"),
        "harap": ticked("yang diharapkan"),
        "catatan": many("catatan", text()),
    }
    return Names(tree, (("surat_dari",), ("nomor_surat",), ("nomor_agenda",), ("hal",)))


def _daftar_hadir() -> Names:
    tree = {
        **_always(),
        "judul": text("judul daftar"),
        "acara": _meeting(),
        "peserta": many(
            "peserta, lalu baris kosong",
            group(
                nomor=text("nomor urut"),
                nama=text("nama"),
                jabatan=text("jabatan atau instansi"),
                ttd_kiri=text("tempat tanda tangan, pada nomor ganjil"),
                ttd_kanan=text("tempat tanda tangan, pada nomor genap"),
            ),
        ),
        "tempat": text("tempat di depan tanggal"),
        "tempat_tanggal": text("tempat dan tanggal acara"),
    }
    return Names(tree, (("acara.hari_tanggal",), ("peserta.nama",)))


def _notula() -> Names:
    tree = {
        **_always(),
        "rapat": text("nama rapat"),
        "acara": _meeting(),
        "ketua": text("pimpinan rapat"),
        "sekretaris": text("sekretaris rapat"),
        "pencatat": text("pencatat"),
        "peserta": text("peserta, satu baris seorang"),
        "tempat": text("tempat di depan tanggal"),
        "tempat_tanggal": text("tempat dan tanggal rapat"),
        "pembukaan": block("pembukaan"),
        "pembahasan": block("pembahasan"),
        "keputusan": block("keputusan"),
        "penutupan": block("penutupan"),
    }
    return Names(tree, (("rapat",), ("pembahasan",), ("keputusan",), ("penandatangan.nama",)))


_KINDS = {
    "dinas": _dinas, "nota-dinas": _nota_dinas, "undangan": _undangan, "pengantar": _pengantar,
    "disposisi": _disposisi, "daftar-hadir": _daftar_hadir, "notula": _notula,
}  # fmt: skip
