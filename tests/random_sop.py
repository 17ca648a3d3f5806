"""Random SOPs for tests and benchmarks: the same seed gives the same SOP, on every machine.

2 to 60 rows, nine in ten at most 17; 1 to 12 lanes (A4 landscape to 8, F4 above); loops in up to half the
rows, most of them short as in real sheets but one in three to anywhere; 1 to 3 nodes a row; some forks
and joins; decisions with two, sometimes three exits, that lead back or skip ahead.
"""

from __future__ import annotations

from dataclasses import dataclass, field
from random import Random
from typing import Any

from doctool.loaded import LoadedKantor, LoadedSop, Positions
from doctool.model.kantor import Kantor
from doctool.model.sop import Sop

Data = dict[str, Any]

WORDS = """
menerima memeriksa menyusun meneliti membuat mengoreksi menandatangani mendistribusikan mengarsipkan mencatat
menyampaikan mengirim menugaskan memverifikasi mengolah menginventarisasi mengumpulkan merekapitulasi membahas
menyetujui menyerahkan melaporkan mengonsep memaraf menggandakan mendisposisikan mengagendakan menelaah dan
atau yang untuk kepada dari dengan sesuai pada oleh terhadap melalui sebagai serta di ke surat berkas konsep
draf laporan data kinerja dokumen nota dinas disposisi agenda lembar formulir rekapitulasi kegiatan bidang
bagian kepala sekretaris subbagian perencanaan keuangan kepegawaian pegawai staf pelaksana petugas operator
perangkat daerah kabupaten kota provinsi badan kecamatan kelurahan masyarakat pemohon layanan pelayanan
administrasi kependudukan pertanggungjawaban penyelenggaraan pengadministrasian permohonan rekomendasi izin
persyaratan kelengkapan hasil evaluasi monitoring pengendalian anggaran bulanan triwulan tahunan standar
operasional prosedur peraturan keputusan bupati wali gubernur tanggal nomor lampiran arsip komputer aplikasi
ATK printer buku ekspedisi tanda terima daftar hadir undangan rapat notula materi bahan koordinasi
""".split()  # noqa: SIM905 (a list of 130 quoted words reads worse)

POSTS = (
    "Pemohon", "Petugas Loket", "Staf", "Pengadministrasi Umum", "Operator Komputer", "Kasubbag Umum",
    "Kasubbag Perencanaan dan Keuangan", "Kepala Seksi", "Analis", "Kepala Bidang", "Sekretaris", "Kepala Dinas",
    "Bendahara", "Tim Teknis", "Asisten", "Bupati",
)

DURATIONS = (
    "5 menit", "10 menit", "15 menit", "30 menit", "1 jam", "2 jam", "1 hari kerja", "1-5 hari kerja",
    "3 hari kerja 30 menit", "sesuai kebutuhan", "-",
)

#: Labels of two exits, the good one first; "" stands for `ya` and `tidak`.
PAIRS = (("", ""), ("", ""), ("", ""), ("Lengkap", "Tidak lengkap"), ("Sudah benar", "Belum benar"), ("Y", "T"))
TRIPLES = (("Setuju", "Perbaiki", "Tolak"), ("A", "B", "C"))

MOST_ROWS = 60
USUAL_ROWS = 17
MOST_LANES = 12
LANES_ON_A4 = 8


@dataclass
class _Plan:
    """What the generator has decided so far; rows count from 0, lanes are indexes."""

    random: Random
    rows: int
    lanes: int
    nodes: list[list[int]] = field(default_factory=list)
    parallel: set[int] = field(default_factory=set)
    exits: dict[int, list[tuple[str, str]]] = field(default_factory=dict)
    plain: dict[int, list[str]] = field(default_factory=dict)
    ends: set[int] = field(default_factory=set)

    def free(self, row: int) -> bool:
        """Whether `row` may still be given exits: neither the first nor an end, nothing said about it yet."""
        return 0 < row < self.rows - 1 and row not in self.exits and row not in self.plain and row not in self.ends

    def target(self, row: int) -> str:
        """`row` as a target; a node of a row of several is named by its lane now and then."""
        lanes = self.nodes[row]
        if len(lanes) > 1 and self.random.random() < 0.3:
            return f"{row + 1}/l{self.random.choice(lanes) + 1}"
        return str(row + 1)


def random_sop(seed: int) -> LoadedSop:
    """The SOP of `seed`, of an office made up for it."""
    office, sop = random_data(seed)
    kantor = LoadedKantor("acak", Kantor.model_validate(office), Positions("acak/kantor.yaml"), "")
    return LoadedSop(f"acak-{seed}", Sop.model_validate(sop), Positions(f"acak-{seed}.yaml"), kantor)


def random_data(seed: int) -> tuple[Data, Data]:
    """The office and the SOP of `seed` as they would stand in their YAML files: texts, lists, mappings."""
    random = Random(seed)
    usual = random.random() < 0.9
    rows = random.randint(2, USUAL_ROWS) if usual else random.randint(USUAL_ROWS + 1, MOST_ROWS)
    return sized_data(random, rows, random.randint(1, MOST_LANES), random.randint(0, rows // 2), f"acak-{seed}")


def sized_sop(seed: int, rows: int, lanes: int, loops: int) -> LoadedSop:
    """An SOP of a given size; `loops` decisions lead back (fewer if there are not enough rows)."""
    name = f"acak-{rows}x{lanes}-{seed}"
    office, sop = sized_data(Random(seed), rows, lanes, loops, name)
    kantor = LoadedKantor("acak", Kantor.model_validate(office), Positions("acak/kantor.yaml"), "")
    return LoadedSop(name, Sop.model_validate(sop), Positions(f"{name}.yaml"), kantor)


def sized_data(random: Random, rows: int, lanes: int, loops: int, name: str) -> tuple[Data, Data]:
    """Office and SOP of a given size from the numbers that `random` gives."""
    plan = _Plan(random, rows, lanes)
    _place(plan)
    _add_early_end(plan)
    for _ in range(loops):
        _add_decision(plan, back=True)
    for _ in range(random.choice((0, 0, 0, 1, 1, 2))):
        _add_decision(plan, back=False)
    for _ in range(random.choice((0, 0, 0, 1, 1, 2))):
        _add_fork(plan)
    return _office(random, lanes), _sop(plan, name)


def _place(plan: _Plan) -> None:
    random, lane = plan.random, plan.random.randrange(plan.lanes)
    for row in range(plan.rows):
        wanted = random.choices((1, 2, 3), weights=(80, 14, 6))[0]
        if random.random() < 0.75:
            step = random.choice((-2, -1, -1, 0, 1, 1, 2))
            lane = min(max(lane + step, 0), plan.lanes - 1)
        else:
            lane = random.randrange(plan.lanes)
        others = [one for one in range(plan.lanes) if one != lane]
        lanes = [lane, *random.sample(others, min(wanted - 1, len(others)))]
        plan.nodes.append(lanes)
        if len(lanes) > 1 and 0 < row < plan.rows - 1 and random.random() < 0.3:
            plan.parallel.add(row)
    plan.ends.add(plan.rows - 1)


def _add_early_end(plan: _Plan) -> None:
    """Now and then a decision whose bad exit ends the work at once, in a row of its own."""
    if plan.rows >= 6 and plan.random.random() < 0.1:
        row = plan.random.randrange(2, plan.rows - 2)
        plan.nodes[row] = plan.nodes[row][:1]
        plan.parallel.discard(row)
        plan.ends.add(row)
        plan.exits[row - 1] = [("", str(row + 2)), ("", str(row + 1))]


def _next_row(plan: _Plan, row: int) -> int:
    """The row that the work of `row` goes on with: an early end is passed over."""
    after = row + 1
    return after + 1 if after in plan.ends and after < plan.rows - 1 else after


def _add_decision(plan: _Plan, back: bool) -> None:
    random = plan.random
    rows = [row for row in range(1, plan.rows - 1) if plan.free(row) and (back or row + 3 < plan.rows)]
    if not rows:
        return
    row = random.choice(rows)
    ahead = _next_row(plan, row)
    inside = back and len(plan.nodes[row]) > 1 and row not in plan.parallel and random.random() < 0.1
    if inside:  # back to a colleague in the same row
        wrong = f"{row + 1}/l{plan.nodes[row][0] + 1}"
    elif back:
        near = random.random() < 0.67
        wrong = plan.target(random.randint(max(0, row - 3), row - 1) if near else random.randrange(row))
    else:
        wrong = plan.target(random.randint(ahead + 1, min(plan.rows - 1, row + 5)))
    good = str(ahead + 1)
    if random.random() < 0.12 and not inside:
        names = random.choice(TRIPLES)
        used = {ahead + 1, int(wrong.partition("/")[0]), row + 1}
        others = [one for one in range(plan.rows) if one + 1 not in used]
        if others:
            third = plan.target(random.choice(others))
            plan.exits[row] = [(names[0], good), (names[1], wrong), (names[2], third)]
            return
    pair = random.choice(PAIRS)
    plan.exits[row] = [(pair[0], good), (pair[1], wrong)]


def _add_fork(plan: _Plan) -> None:
    """Work that fans out to the next row and one below it, and joins after the lower one or runs on."""
    random = plan.random
    rows = [row for row in range(1, plan.rows - 3) if plan.free(row) and plan.free(row + 1)]
    rows = [row for row in rows if row + 2 not in plan.ends]
    if not rows:
        return
    row = random.choice(rows)
    plan.plain[row] = [str(row + 2), str(row + 3)]
    if random.random() < 0.6 and row + 1 not in plan.parallel:
        plan.plain[row + 1] = [str(row + 4)]  # both branches meet again below them


def _words(random: Random, least: int, most: int) -> str:
    text = " ".join(random.sample(WORDS, random.randint(least, most)))
    return text[0].upper() + text[1:]


def _cell(random: Random, most: int) -> str | list[str]:
    """Text of a table cell: usually a few words, now and then a list or many words."""
    kind = random.random()
    if kind < 0.15:
        return [_words(random, 1, 4) for _ in range(random.randint(2, 4))]
    return _words(random, 1, most if kind > 0.85 else max(1, most // 3))


def _kegiatan(plan: _Plan, row: int) -> Data:
    random = plan.random
    lanes = [f"l{lane + 1}" for lane in plan.nodes[row]]
    out: Data = {"uraian": _words(random, 1, 40) if random.random() < 0.2 else _words(random, 4, 18)}
    out["pelaksana"] = lanes[0] if len(lanes) == 1 else lanes
    if row == 0:
        out["bentuk"] = "mulai"
    elif row in plan.ends:
        out["bentuk"] = "selesai"
    if row in plan.parallel:
        out["paralel"] = "ya"
    if row in plan.exits:
        named = [{"label": label, "ke": target} for label, target in plan.exits[row]]
        if all(one["label"] for one in named):
            out["keluar"] = named
        else:
            out["ya"], out["tidak"] = (target for _, target in plan.exits[row])
    elif row in plan.plain:
        out["ke"] = plan.plain[row]
    out["kelengkapan"] = _cell(random, 15)
    out["waktu"] = random.choice(DURATIONS)
    out["output"] = _cell(random, 12)
    if random.random() < 0.15:
        out["keterangan"] = _words(random, 1, 6)
    return out


def _sop(plan: _Plan, name: str) -> Data:
    random = plan.random
    posts = random.sample(POSTS, plan.lanes)
    lanes: list[Data] = [{"kode": f"l{index + 1}", "nama": post} for index, post in enumerate(posts)]
    if plan.lanes >= 4 and random.random() < 0.2:
        lanes[1:3] = [{"kelompok": "Sekretariat", "pelaksana": lanes[1:3]}]
    return {
        "status": "draft",
        "nomor_sop": f"065/{name}/2026",
        "tanggal_pembuatan": "2 Januari 2026",
        "disahkan_oleh": "kepala",
        "nama_sop": f"{_words(random, 3, 8)} ({name})",
        "dasar_hukum": [_words(random, 8, 20)],
        "pelaksana": lanes,
        "kegiatan": [_kegiatan(plan, row) for row in range(plan.rows)],
    }


def _office(random: Random, lanes: int) -> Data:
    return {
        "nama": "Dinas Contoh",
        "pemerintah": "Pemerintah Kabupaten Contoh",
        "kop": {"baris": ["PEMERINTAH KABUPATEN CONTOH", "DINAS CONTOH"]},
        "pejabat": {
            "kepala": {"jabatan": "Kepala Dinas Contoh", "nama": "Siti Aminah", "nip": "197001011995032001"}
        },
        "gaya": {
            "kertas": "A4" if lanes <= LANES_ON_A4 else "F4",
            "huruf": random.choice(("Arial", "Arial", "Arial", "Calibri", "Times New Roman")),
            "prosedur": {
                "ukuran_pt": random.choice(("8", "8", "8.5", "9")),
                "nomor_kolom": random.choice(("ya", "tidak", "tidak")),
                "kapsul": random.choice(("menyatu", "menyatu", "menyatu", "terpisah")),
            },
        },
    }
