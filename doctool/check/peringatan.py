"""Rules about the prose lists of the identity sheet: kualifikasi (S11) and peringatan (S12)."""

from __future__ import annotations

import re
from collections.abc import Iterator

from doctool.check.context import Context
from doctool.check.rule import Problem, check
from doctool.check.sentence import names_official
from doctool.check.words import normal, topic_words

#: Words by which an item speaks of a competence, whoever it begins with.
_COMPETENCE = re.compile(
    r"\b(?:yang|mampu|kemampuan|mengetahui|memahami|menguasai|memiliki|mempunyai|mengerti|berpengalaman|pengalaman"
    r"|pendidikan|berpendidikan|lulusan|ijazah|minimal|sertifikat|bersertifikat|pelatihan|terampil|keterampilan|teliti"
    r"|cermat|kompeten|kompetensi|pengetahuan|s-?[123]|d-?(?:3|4|iii|iv)|slta|sma|smk|diploma|sarjana|golongan"
    r"|bersedia|dapat|bisa|berwenang|ditunjuk|fungsional)\b",
    re.IGNORECASE,
)
#: A competence in one process: what follows names its topic.
_PROCESS_KNOWN = re.compile(
    r"\b(?:mengetahui|memahami|menguasai|mengerti)\s+(?:tentang\s+)?"
    r"(?:proses|prosedur|tata\s?cara|mekanisme|alur|sop)\s+(?P<topik>.+)",
    re.IGNORECASE,
)
#: Processes that any SOP of an office may ask for.
_GENERAL = re.compile(
    r"\b(?:administrasi|surat|naskah|arsip|kearsipan|komputer|aplikasi|keuangan|anggaran|kerja|kinerja|pelayanan"
    r"|pelaporan|perkantoran|organisasi|perundang|peraturan|kepegawaian)",
    re.IGNORECASE,
)


@check("S11")
def competence_not_position(ctx: Context) -> Iterator[Problem]:
    """Items that only name a position; one finding a list, at the first."""
    lanes = {normal(lane.nama) for view in ctx.procedures for lane in view.lanes}
    found = [
        (path, text)
        for path, text in ctx.items("kualifikasi_pelaksana")
        if not _COMPETENCE.search(text) and (names_official(text) or normal(text) in lanes)
    ]
    if found:
        path, text = found[0]
        more = f" (dan {len(found) - 1} butir lain)" if len(found) > 1 else ""
        yield Problem(
            path, f"kualifikasi menyebut jabatan, bukan kemampuan{more}",
            'tulis kemampuan yang dituntut, misalnya "Memahami penyusunan laporan kinerja"', text,
        )


def _topics(ctx: Context) -> frozenset[str]:
    texts = [ctx.sop.nama_sop or "", ctx.sop.judul_sampul or ""]
    for field in ("dasar_hukum", "keterkaitan", "peringatan", "peralatan_perlengkapan", "pencatatan_pendataan"):
        texts.extend(text for _, text in ctx.items(field))
    for view in ctx.procedures:
        texts.append(view.prosedur.judul)
        for row in view.rows:
            texts.extend((*row.uraian, *(row.kelengkapan or ()), *(row.output or ())))
    return frozenset().union(*(topic_words(text) for text in texts))


@check("S11")
def competence_on_topic(ctx: Context) -> Iterator[Problem]:
    """Items that ask to know a certain process of which nothing else in the SOP speaks.

    A heuristic, kept narrow: only "mengetahui/memahami/menguasai proses (prosedur, tata cara, mekanisme, alur,
    SOP) ..." whose topic shares no word with titles, steps, kelengkapan, output and the other lists, and that is
    not general office work.
    """
    for path, text in ctx.items("kualifikasi_pelaksana"):
        named = _PROCESS_KNOWN.search(text)
        if named is None or _GENERAL.search(named["topik"]):
            continue
        topic = topic_words(named["topik"])
        # A verb of handling ("penerimaan", "penyusunan") is shared by any two SOPs; the thing handled is not.
        things = topic - topic_words("penerimaan pengiriman pembuatan penyusunan pengelolaan pengolahan penerbitan")
        if things and not things & _topics(ctx):
            yield Problem(
                path, "kualifikasi tentang hal yang tidak disebut di bagian lain SOP ini",
                "sesuaikan dengan pekerjaan dalam SOP ini, atau hapus", text,
            )


_WARNING = re.compile(r"\b(?:jika|apabila|bila|bilamana|manakala|jikalau)\b", re.IGNORECASE)
_DEADLINE = re.compile(
    r"\b(?:paling\s+(?:lambat|lama|cepat|sedikit)|selambat|sebelum\s+tanggal|batas\s+waktu|tepat\s+waktu|jatuh\s+tempo"
    r"|dalam\s+waktu)",
    re.IGNORECASE,
)


@check("S12")
def warning_form(ctx: Context) -> Iterator[Problem]:
    """At least one item says what follows if it is not done, or a deadline."""
    items = ctx.items("peringatan")
    if not items or any(_WARNING.search(text) or _DEADLINE.search(text) for _, text in items):
        return
    path, text = items[0]
    yield Problem(
        path, "peringatan tidak menyebut akibat atau batas waktu",
        'tulis "Apabila SOP ini tidak dilaksanakan, maka ...", atau batas waktunya', text,
    )
