"""What is printed for whom: signers, addressees, dates, copies, and the office's style."""

from __future__ import annotations

import zipfile
from dataclasses import replace
from io import BytesIO
from itertools import product
from pathlib import Path
from typing import Any

import pytest
from PIL import Image
from pypdf import PdfReader

from doctool.convert.libreoffice import convert_to_pdf, find_soffice
from doctool.letters.blocks import marker
from doctool.letters.render import render_letter
from doctool.loaded import LoadedKantor
from doctool.model.kantor import Margin
from tests.gate import check_docx
from tests.letters.samples import ACARA, W, letter, lines, offices, part, with_style

SEMARANG, MEDAN, PROBOLINGGO, SIBOLGA = offices()
SIGNER = {"jabatan": "KEPALA BIDANG CONTOH", "nama": "Contoh, S.H.", "nip": "197001011990011001"}
DOTS = "…" * 10


def printed(kind: Any, office: LoadedKantor | None = None, **changes: Any) -> list[str]:
    return lines(render_letter(letter(kind, office, **changes)))


@pytest.mark.parametrize(
    ("changes", "wanted"),
    [
        ({}, "KEPALA BIDANG CONTOH,"),
        ({"awalan": "Plt."}, "Plt.\tKEPALA BIDANG CONTOH,"),
        ({"awalan": "Plh."}, "Plh.\tKEPALA BIDANG CONTOH,"),
        ({"awalan": "Pj."}, "Pj.\tKEPALA BIDANG CONTOH,"),
        ({"awalan": "a.n.", "atas_nama": "BUPATI CONTOH"}, "a.n.\tBUPATI CONTOH\nKEPALA BIDANG CONTOH,"),
        ({"awalan": "u.b.", "atas_nama": "BUPATI CONTOH", "melalui": "SEKRETARIS DAERAH"},
         "a.n.\tBUPATI CONTOH\nSEKRETARIS DAERAH\nu.b.\nKEPALA BIDANG CONTOH,"),
    ],
)  # fmt: skip
@pytest.mark.parametrize("kind", ["dinas", "nota-dinas", "pengantar", "undangan", "notula", "disposisi"])
def test_who_signs_for_whom(kind: str, changes: dict[str, str], wanted: str) -> None:
    found = printed(kind, penandatangan={**SIGNER, **changes})
    assert found.count(wanted) == 1
    assert found.index(wanted) < found.index("Contoh, S.H.") < found.index("NIP. 197001011990011001")


def test_officials_by_key_and_what_the_letter_changes() -> None:
    found = printed("dinas", penandatangan={**SIGNER, "awalan": "a.n.", "atas_nama": "kepala-dinas"})
    assert "a.n.\tKepala Dinas Kependudukan Dan Pencatatan Sipil Kab Semarang\nKEPALA BIDANG CONTOH," in found
    found = printed("dinas", SIBOLGA, penandatangan={"pejabat": "kepala-dinas", "awalan": "Plt."})
    assert "Plt.\tKepala Dinas Kependudukan dan Pencatatan Sipil Kota Sibolga," in found
    assert {"AMARULLAH GULTOM, SE, M.M", "Pembina Tk. I", "NIP. 19670312 199103 1 007"} <= set(found)


def test_pangkat_nip_and_label_as_the_office_writes_them() -> None:
    assert "Nip. 19660609 199503 2 002" in printed("dinas", MEDAN)
    assert "Pembina Tingkat I" in printed("dinas", MEDAN)
    assert "Pembina Tingkat I" not in printed("dinas", with_style(MEDAN, pangkat=False))
    assert "Pembina (IV/a)" in printed("dinas", penandatangan={**SIGNER, "pangkat": "Pembina", "golongan": "IV/a"})
    assert "NI PPPK 197001011990211001" in printed(
        "dinas", penandatangan={**SIGNER, "status": "pppk", "nip": "197001011990211001"}
    )


@pytest.mark.parametrize(("own", "taken", "wanted"), [
    (None, None, DOTS), ("", None, DOTS), ("1/2024", None, "1/2024"), (None, "9/2024", "9/2024"), ("1", "9", "9"),
])  # fmt: skip
def test_number(own: str | None, taken: str | None, wanted: str) -> None:
    loaded = letter("dinas", nomor=own)
    found = lines(render_letter(loaded, nomor=taken))
    assert found[found.index("Nomor") + 2] == wanted


def test_date_place_and_weekday() -> None:
    assert "Ungaran, 9 Januari 2024" in printed("dinas")
    assert "Medan, 09 Januari 2024" in printed("dinas", MEDAN)
    assert "Sibolga, 9 Januari 2024" in printed("dinas", SIBOLGA, tanggal="09/01/2024")
    assert f"Jauh, {DOTS}" in printed("dinas", tempat="Jauh", tanggal="")
    assert "Hari/Tanggal\t:\tSelasa, 9 Januari 2024" in printed("undangan")
    assert "Selasa, 09 Januari 2024" in printed("notula", MEDAN)
    named = {**ACARA, "tanggal": "9 Januari 2024", "hari": "Selasa Wage"}
    assert "Hari/Tanggal\t:\tSelasa Wage, 9 Januari 2024" in printed("undangan", acara=named)


@pytest.mark.parametrize("kind", ["daftar-hadir", "notula"])
def test_a_weekday_written_with_the_date_is_not_in_the_date_of_the_signature(kind: str) -> None:
    found = printed(kind, SIBOLGA, acara={**ACARA, "tanggal": "Rabu, 7 Januari 2026"})
    assert any("Rabu, 7 Januari 2026" in text for text in found)
    assert any(text.startswith("Sibolga, 7 Januari 2026") for text in found)
    assert not any("Sibolga, Rabu" in text for text in found)
    assert "Sibolga, 7 Januari 2026" in printed("dinas", SIBOLGA, tanggal="Rabu, 7 Januari 2026")


def test_copies_are_numbered_only_if_there_are_several() -> None:
    found = printed("dinas", tembusan=["Bupati Contoh"])
    assert found[-1:] == ["Bupati Contoh"]
    assert printed("dinas", tembusan=["A", "B"])[-3:] == ["Tembusan:", "1.\tA", "2.\tB"]
    assert "Tembusan:" not in printed("dinas", tembusan=[])


def test_enclosures_as_the_office_prints_none() -> None:
    found = printed("dinas", lampiran="")
    assert found[found.index("Lampiran") + 2] == "-"
    assert "Lampiran" not in printed("dinas", with_style(SEMARANG, lampiran_kosong="tidak dicetak"), lampiran="-")
    assert "Sifat" not in printed("dinas", sifat="")


def test_addressees() -> None:
    one = printed("dinas", kepada=[{"yth": "Camat A", "di": "Kota A", "nama": "Contoh"}])
    assert [text for text in one if text in {"Yth.\tContoh\nCamat A", "di", "Kota A"}] == [
        "Yth.\tContoh\nCamat A", "di", "Kota A"
    ]  # fmt: skip
    assert "di" not in printed("dinas", with_style(SEMARANG, kata_di=False))
    two = printed("dinas", kepada=[{"yth": "Camat A", "di": "A"}, {"yth": "Camat B", "di": "B"}])
    assert {"Yth.\t1.\tCamat A di A", "\t2.\tCamat B di B"} <= set(two)


def test_many_invited_go_into_a_signed_annex() -> None:
    few, many = [f"Camat {number}" for number in range(5)], [f"Camat {number}" for number in range(6)]
    assert "DAFTAR YANG DIUNDANG" not in printed("undangan", kepada=few)
    found = printed("undangan", kepada=many, lampiran="")
    assert "Yth.\tDaftar terlampir" in found
    assert "1 (satu) lembar" in found
    annex = found[found.index("DAFTAR YANG DIUNDANG") :]
    assert [text for text in annex if text in many] == many
    assert "Drs. RUDI SUSANTO, MM" in annex
    assert "Tempat" not in annex
    placed = printed("undangan", kepada=[*many, {"yth": "Camat Z", "di": "Contoh"}])
    assert {"Tempat", "Contoh"} <= set(placed[placed.index("DAFTAR YANG DIUNDANG") :])


@pytest.mark.libreoffice
@pytest.mark.skipif(find_soffice() is None, reason="LibreOffice is not installed")
def test_the_annex_has_as_many_sheets_as_the_head_says(tmp_path: Path) -> None:
    """Whatever the paper, the size and the names: "1 (satu) lembar" is one page, and long lists are a berkas."""
    styles = [SEMARANG, with_style(MEDAN, kertas="F4"), with_style(PROBOLINGGO, ukuran_pt=12, spasi=1.15)]
    names = {"short": "Camat", "long": "KEPALA DINAS PEKERJAAN UMUM, PENATAAN RUANG DAN PERMUKIMAN KABUPATEN"}
    wide = {"atas_mm": 25.0, "bawah_mm": 30.0, "kiri_mm": 45.0, "kanan_mm": 35.0}
    styles.append(with_style(SIBOLGA, margin=Margin.model_validate(wide)))
    sources: list[tuple[Path, str]] = []
    for at, office in enumerate(styles):
        for name, place, many in product(names, ("", "Kecamatan Contoh Utara"), (20, 60)):
            to = [{"yth": f"{names[name]} {number}", "di": place} for number in range(many)]
            signer = {**SIGNER, "awalan": "u.b.", "atas_nama": "BUPATI CONTOH", "melalui": "SEKRETARIS DAERAH"}
            made = letter("undangan", office, kepada=to, lampiran="", penandatangan=signer, tte=True, tembusan=[])
            docx = render_letter(made)
            path = tmp_path / f"{at}-{name}-{many}-{bool(place)}.docx"
            path.write_bytes(docx)
            sources.append((path, next(text for text in lines(docx) if text.startswith("1 (satu) "))))
    pages = {}
    for (path, said), made_pdf in zip(sources, convert_to_pdf([path for path, _ in sources], tmp_path), strict=True):
        assert made_pdf.pdf is not None, made_pdf.reason
        texts = [page.extract_text() for page in PdfReader(made_pdf.pdf).pages]
        first = next(at for at, text in enumerate(texts) if "DAFTAR YANG DIUNDANG" in text)
        pages[path.stem] = (said, len(texts) - first)
    assert {count for said, count in pages.values() if said == "1 (satu) lembar"} == {1}
    assert pages["0-short-20-False"] == ("1 (satu) lembar", 1)
    assert pages["0-short-60-False"] == ("1 (satu) berkas", 2)


def test_nota_dinas_head_in_the_order_of_the_office() -> None:
    names = {"Yth.", "Dari", "Tembusan", "Tanggal", "Nomor", "Sifat", "Lampiran", "Hal"}
    usual = [text for text in printed("nota-dinas") if text in names]
    assert usual == ["Yth.", "Dari", "Tembusan", "Tanggal", "Nomor", "Sifat", "Lampiran", "Hal"]
    found = printed("nota-dinas", with_style(SEMARANG, kepala_nota=("yth", "dari", "hal", "tanggal")))
    assert [text for text in found if text in names] == ["Yth.", "Dari", "Hal", "Tanggal"]
    assert "NOMOR 400.12/007/Contoh/2024" in found
    assert found[-2:] == ["1.\tKepala Dinas (sebagai contoh)", "2.\tSekretaris Dinas Contoh"]
    head = printed("nota-dinas", penandatangan={**SIGNER, "awalan": "Plt."})
    assert "Plt. KEPALA BIDANG CONTOH" in head


def test_receipt_of_a_surat_pengantar() -> None:
    blank = printed("pengantar")
    assert {"Penerima,", "Pengirim,", f"Diterima tanggal {DOTS[:7]}", f"NIP. {DOTS}"} <= set(blank)
    known = printed("pengantar", penerima={**SIGNER, "pangkat": "Penata"}, telepon_penerima="(024) 000000")
    assert {"KEPALA BIDANG CONTOH,", "Contoh, S.H.", "Penata", "No. telepon (024) 000000"} <= set(known)


def test_boxes_of_a_disposisi_and_places_to_sign() -> None:
    found = printed("disposisi", sifat="Rahasia")
    assert {"☑\tSekretaris", "☐\tKepala Bidang Contoh I"} <= set(found)
    assert {"☑\tProses lebih lanjut", "☐\tTanggapan dan saran"} <= set(found)
    assert "Sifat\t: ☐ Sangat segera   ☐ Segera   ☑ Rahasia" in found
    signs = [text for text in printed("daftar-hadir", baris_kosong=1) if "……" in text]
    assert signs == ["1. ……\t", "\t2. ……", "3. ……\t", "\t4. ……"]


def test_paraf_and_tte() -> None:
    assert {"Paraf Hierarki", "Paraf Koordinasi"} <= set(printed("dinas"))
    assert not {"Paraf Hierarki", "Paraf Koordinasi"} & set(printed("dinas", paraf={}))
    wet, electronic = (part(render_letter(letter("dinas", tte=tte))) for tte in (False, True))
    assert [len(root.findall(f".//{W}pStyle[@{W}val='RuangTTE']")) for root in (wet, electronic)] == [0, 1]


def test_markers_of_lists() -> None:
    assert [marker("1.", 3), marker("1)", 12), marker("a.", 1), marker("a)", 28), marker("-", 4)] == [
        "3.", "12)", "a.", "ab)", "-"
    ]  # fmt: skip
    found = printed("dinas", isi=[{"daftar": ["x", "y"], "penanda": "a)"}])
    assert {"a)\tx", "b)\ty"} <= set(found)


def test_table_heads_repeat_and_widths_fill_the_text() -> None:
    table = {"kolom": ["No.", "Uraian", "Banyaknya"], "baris": [["1", "satu dua tiga empat", "2"]], "lebar": [1, 5, 2]}
    root = part(render_letter(letter("dinas", isi=[table], paraf={})))
    [head] = root.findall(f".//{W}tr/{W}trPr/{W}tblHeader")
    grid = head.getparent().getparent().getparent().find(f"{W}tblGrid")
    widths = [int(column.get(f"{W}w")) for column in grid]
    assert sum(widths) == 9071
    assert widths == pytest.approx([9071 / 8, 9071 * 5 / 8, 9071 * 2 / 8], abs=1)
    for kind in ("pengantar", "daftar-hadir"):
        assert part(render_letter(letter(kind))).findall(f".//{W}trPr/{W}tblHeader")  # type: ignore[arg-type]


def paper(office: LoadedKantor, kind: Any = "dinas") -> tuple[int, ...]:
    section = part(render_letter(letter(kind, office))).find(f".//{W}sectPr")
    size, margin = section.find(f"{W}pgSz"), section.find(f"{W}pgMar")
    millimetres = (int(value) * 25.4 / 1440 for value in (size.get(f"{W}w"), size.get(f"{W}h"), margin.get(f"{W}left")))
    return tuple(round(value) for value in millimetres)


def test_paper_and_typeface_of_the_office() -> None:
    assert paper(SEMARANG) == (210, 297, 30)
    f4 = with_style(SEMARANG, kertas="F4", ukuran_pt=12.0, spasi=1.5)
    assert paper(f4) == (215, 330, 30)
    assert paper(f4, "disposisi") == (165, 215, 12)
    style = f4.kantor.gaya.model_copy(update={"huruf": "Bookman Old Style"})
    f4 = replace(f4, kantor=f4.kantor.model_copy(update={"gaya": style}))
    styles = part(render_letter(letter("dinas", f4)), "word/styles.xml")
    default = styles.find(f"{W}docDefaults/{W}rPrDefault/{W}rPr")
    assert default.find(f"{W}rFonts").get(f"{W}ascii") == "Bookman Old Style"
    assert default.find(f"{W}sz").get(f"{W}val") == "24"
    assert styles.find(f".//{W}style[@{W}styleId='IsiSurat']/{W}pPr/{W}spacing").get(f"{W}line") == "360"


def test_crest_of_the_office_or_an_empty_frame(tmp_path: Path) -> None:
    empty = render_letter(letter("dinas"))
    kop = SEMARANG.kantor.kop.model_copy(update={"logo": "lambang.png"})
    office = replace(SEMARANG, kantor=SEMARANG.kantor.model_copy(update={"kop": kop}), folder=str(tmp_path))
    assert render_letter(letter("dinas", office)) == empty
    Image.new("RGB", (200, 400), "navy").save(tmp_path / "lambang.png")
    data = render_letter(letter("dinas", office))
    assert check_docx(data, sdk=False) == []
    assert any(name.startswith("word/media/") for name in zipfile.ZipFile(BytesIO(data)).namelist())
    namespace = "{http://schemas.openxmlformats.org/drawingml/2006/wordprocessingDrawing}"
    extent = part(data).find(f".//{namespace}extent")
    width, height = (int(extent.get(side)) / 36000 for side in ("cx", "cy"))
    assert (width, height) == pytest.approx((11.5, 23), abs=0.1)
    assert render_letter(letter("dinas", office)) == data


def test_zip_has_no_clock() -> None:
    for entry in zipfile.ZipFile(BytesIO(render_letter(letter("notula")))).infolist():
        assert entry.date_time == (1980, 1, 1, 0, 0, 0)
