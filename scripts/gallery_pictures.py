"""What docs/gallery.md shows, in its order."""

from __future__ import annotations

from dataclasses import dataclass
from typing import Literal


@dataclass(frozen=True)
class Picture:
    """One picture: the file's name, heading and caption, the SOP below tests/data, the flowchart's page
    counted from 1 (0: the identity sheet), at most `most` points of it from the top (0: all), on another `paper`
    than the office's; `long` repeats the SOP's visit until it fills 21 pages."""

    name: str
    title: str
    text: str
    sop: str
    page: int = 1
    most: int = 0
    paper: Literal["", "A4", "F4"] = ""
    long: bool = False


COLUMNS = (
    Picture(
        "lane-groups",
        "Lane groups",
        "`kelompok` puts lanes under a heading of their own; a lane outside the groups is as high as both rows.",
        "bentuk/sop/lajur-berkelompok",
    ),
    Picture(
        "column-order",
        "Column order, column numbers, capsules in rows of their own, the office's words",
        "`gaya.prosedur`: `kolom` prints Output before Waktu, `nomor_kolom` adds the row of numbers, "
        "`kapsul: terpisah` gives Mulai and Selesai rows of their own; `gaya.label` prints Uraian Prosedur, Y and T.",
        "bentuk-kolom/sop/output-sebelum-waktu",
    ),
    Picture(
        "extra-identity-fields",
        "Extra identity fields",
        "`identitas_tambahan` adds rows to the identity block, where the author wants them.",
        "bentuk-kolom/sop/output-sebelum-waktu",
        page=0,
        most=330,
    ),
    Picture(
        "fifteen-lanes",
        "15 lanes on F4, narrow lanes with turned headings",
        "Above six lanes the heads are turned; the texts are set in 8 points where that keeps words whole.",
        "bentuk-f4/sop/lima-belas-lajur",
    ),
    Picture(
        "fifteen-lanes-2",
        "15 lanes on F4, the next page",
        "The head is repeated; lines from the page before come out of off-page connectors.",
        "bentuk-f4/sop/lima-belas-lajur",
        page=2,
    ),
    Picture(
        "no-lanes",
        "No lanes at all",
        "One person does it all: the symbols stand in one column without a head of their own.",
        "bentuk/sop/tanpa-lajur",
    ),
)

ROWS = (
    Picture(
        "joined-left-to-right",
        "Several nodes in a row, joined left to right",
        "`pelaksana: [a, b, c]`: each hands on to the next listed, which may also lie left of it (row 4).",
        "bentuk/sop/paraf-berjenjang",
    ),
    Picture(
        "nine-nodes",
        "Nine nodes in a row",
        "A meeting of nine posts is one row.",
        "bentuk/sop/sembilan-simpul",
    ),
    Picture(
        "text-per-actor",
        "A text per actor",
        "`simpul` gives every node of a row its own shape and text.",
        "bentuk/sop/teks-tiap-pelaksana",
    ),
    Picture(
        "capsule-beside-box",
        "A capsule beside a box",
        "One node of a row may be an end while another goes on.",
        "bentuk/sop/kapsul-di-samping-kotak",
    ),
    Picture(
        "rows-without-number",
        "Rows without a number",
        '`nomor: ""`: headings between the rows and rows that offices do not count.',
        "bentuk/sop/baris-tanpa-nomor",
    ),
    Picture(
        "numbers-as-text",
        "Numbers that are texts",
        "`nomor` is printed as written.",
        "bentuk/sop/nomor-teks",
    ),
    Picture(
        "lists-in-cells",
        "Lists and paragraphs in a cell",
        "Every line of `uraian`, `kelengkapan` or `output` is a paragraph; numbers and dashes hang.",
        "bentuk/sop/daftar-dalam-sel",
    ),
)

FLOW = (
    Picture(
        "fan-out-and-join",
        "Fan-out and join across rows",
        "`ke: [a, b]` without a decision: both rows begin at once and meet again where both lead.",
        "bentuk/sop/cabang-dan-gabung",
    ),
    Picture(
        "fork-in-a-row",
        "A fork without a decision in one row",
        "`paralel: ya`: the row's nodes work at the same time.",
        "bentuk/sop/pelaksana-bersamaan",
    ),
    Picture(
        "exit-to-two-rows",
        "An exit that leads to two rows",
        "`ya: [a, b]`: one label, one trunk, two arrows.",
        "bentuk/sop/ya-ke-dua-kegiatan",
    ),
    Picture(
        "several-starts-and-ends",
        "Several starts and ends",
        "Work that comes in by two ways and ends in two.",
        "bentuk/sop/beberapa-mulai-dan-selesai",
    ),
    Picture(
        "three-exits",
        "A decision with three exits and free labels",
        "`keluar` names every exit in the office's own words.",
        "bentuk/sop/tiga-jalan-keluar",
    ),
    Picture(
        "forward-no",
        "A Tidak that goes forward",
        "Not every refusal is a loop.",
        "bentuk/sop/tidak-maju",
    ),
)

PAGES = (
    Picture(
        "two-pairs-1",
        "Two off-page pairs on one break",
        "Two lines run over the foot of this page; each has its letter, and its label says on which page it goes on.",
        "bentuk/sop/dua-penghubung",
    ),
    Picture(
        "two-pairs-2",
        "Two off-page pairs on one break: the other side",
        "The same letters at the head of the next page, with the page they come from.",
        "bentuk/sop/dua-penghubung",
        page=2,
    ),
    Picture(
        "two-pages-back-1",
        "A loop that jumps two pages back: where it arrives",
        "The connector names the page that the line comes from; the page between is left alone.",
        "bentuk/sop/kembali-dua-halaman",
    ),
    Picture(
        "two-pages-back-3",
        "A loop that jumps two pages back: where it leaves",
        "A decision of the third page sends the work back to the first.",
        "bentuk/sop/kembali-dua-halaman",
        page=3,
    ),
    Picture(
        "row-over-a-page-1",
        "A row taller than a page",
        "It is cut between lines of text; the symbols stay where the row begins.",
        "bentuk/sop/baris-lebih-tinggi",
    ),
    Picture(
        "row-over-a-page-2",
        "A row taller than a page: the rest",
        "The number comes again, with (lanjutan); no text is lost.",
        "bentuk/sop/baris-lebih-tinggi",
        page=2,
    ),
    Picture(
        "long-sheet-2",
        "A sheet of 21 pages: the second",
        "The visits of the SOP named below, once for each of 27 kecamatan.",
        "bentuk/sop/pembinaan-kecamatan",
        page=2,
        long=True,
    ),
    Picture(
        "long-sheet-21",
        "A sheet of 21 pages: the last",
        "Page numbers of several digits and letters beyond the first few.",
        "bentuk/sop/pembinaan-kecamatan",
        page=21,
        long=True,
    ),
)

PAPER = (
    Picture(
        "portrait-f4",
        "Portrait, F4",
        "`orientasi: potret`, `kertas: F4` (215 x 330 mm).",
        "bentuk-potret/sop/peminjaman-arsip",
    ),
    Picture(
        "portrait-a4",
        "Portrait, A4",
        "The same SOP on A4.",
        "bentuk-potret/sop/peminjaman-arsip",
        paper="A4",
    ),
    Picture(
        "landscape-f4",
        "Landscape, F4",
        "Lane groups on the longer paper; all other pictures without a word about paper are A4 landscape.",
        "bentuk/sop/lajur-berkelompok",
        paper="F4",
    ),
)

BLOCKS = (
    Picture(
        "several-procedures-a",
        "Several procedures under one identity block: the first",
        "`bagian`: each procedure has its heading, its lanes, its flow and its footnotes.",
        "bentuk/sop/beberapa-bagian",
    ),
    Picture(
        "several-procedures-b",
        "Several procedures under one identity block: the second",
        "Other lanes, numbers from 1 again, letters of off-page connectors of its own.",
        "bentuk/sop/beberapa-bagian",
        page=2,
    ),
    Picture(
        "several-signers",
        "Several signers",
        "`disahkan_oleh` takes a list; `awalan` prints a.n., Plt. and the like.",
        "bentuk/sop/beberapa-penandatangan",
        page=0,
        most=420,
    ),
    Picture(
        "signatures-under-the-flow",
        "A signature block under the flow",
        "`tanda_tangan_alur` prints it under the last table, never apart from it.",
        "bentuk/sop/tanda-tangan-di-bawah-alur",
    ),
)

SECTIONS: tuple[tuple[str, tuple[Picture, ...]], ...] = (
    ("Columns and heads", COLUMNS),
    ("Rows", ROWS),
    ("Flow", FLOW),
    ("Pages", PAGES),
    ("Paper", PAPER),
    ("Blocks", BLOCKS),
)
