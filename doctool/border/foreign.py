"""What a file that is no workbook is, told by its first bytes, so that its sender can be told what to send instead."""

from __future__ import annotations

SAVE_AS = "simpan ulang dari Excel atau LibreOffice sebagai .xlsx"
_SEND_FORM = "kirim formulir Excel-nya, bukan hasil cetak atau fotonya"
_UNPROTECT = "buka di Excel, hapus kata sandinya (File > Info > Protect Workbook), lalu simpan ulang"

#: The first bytes of files that people send instead of a workbook.
_MAGIC: tuple[tuple[bytes, str, str], ...] = (
    (b"%PDF", "PDF", _SEND_FORM),
    (b"\xff\xd8\xff", "foto atau gambar JPEG", _SEND_FORM),
    (b"\x89PNG", "gambar PNG", _SEND_FORM),
    (b"GIF8", "gambar GIF", _SEND_FORM),
    (b"RIFF", "gambar atau rekaman", _SEND_FORM),
    (b"{\\rtf", "dokumen RTF", _SEND_FORM),
    (b"Rar!", "arsip RAR", "buka arsipnya, lalu kirim berkas di dalamnya"),
    (b"7z\xbc\xaf", "arsip 7z", "buka arsipnya, lalu kirim berkas di dalamnya"),
    (b"\x1f\x8b", "arsip gzip", "buka arsipnya, lalu kirim berkas di dalamnya"),
    (b"MZ", "program Windows", "jangan dibuka; minta pengirim mengirim formulir Excel-nya"),
    (b"\x7fELF", "program", "jangan dibuka; minta pengirim mengirim formulir Excel-nya"),
)
#: Beginnings of Excel files older than Excel 97 (records BOF of BIFF2 to BIFF5).
_OLD = (b"\x09\x00\x04\x00", b"\x09\x02\x06\x00", b"\x09\x04\x06\x00", b"\x09\x08\x08\x00")

_ENTRY, _NAME = 128, 64  # [MS-CFB] 2.6.1: size of a directory entry and of the name in it
_OLE_NAMES = {
    name.encode("utf-16-le"): name
    for name in (
        "Workbook", "Book", "EncryptedPackage", "_VBA_PROJECT_CUR", "_VBA_PROJECT", "WordDocument",
        "PowerPoint Document",
    )
}


def other_kind(data: bytes) -> tuple[str, str]:
    """Why `data`, neither a ZIP archive nor a compound file, is not opened, and what to do."""
    if not data:
        return "bukan buku kerja Excel: berkasnya kosong (0 byte)", "minta dikirim ulang"
    if not data.strip(b"\0"):
        return "bukan buku kerja Excel: isinya hanya nol, pengirimannya gagal", "minta dikirim ulang"
    for magic, what, hint in _MAGIC:
        if data.startswith(magic):
            return f"bukan buku kerja Excel, melainkan {what}", hint
    if data.startswith(_OLD):
        return "berformat Excel yang sangat lama (sebelum Excel 97)", SAVE_AS
    head = data[:4000].lstrip(b"\xef\xbb\xbf\xff\xfe \t\r\n").replace(b"\0", b"").lower()
    if b"urn:schemas-microsoft-com:office:spreadsheet" in head:
        return "berformat XML Spreadsheet 2003", SAVE_AS
    if head.startswith((b"<!doctype html", b"<html", b"<table", b"<meta", b"<head", b"<style")) or b"<html" in head:
        return "bukan buku kerja Excel, melainkan halaman web (HTML) yang diberi nama Excel", SAVE_AS
    if b"mime-version:" in head:
        return "bukan buku kerja Excel, melainkan arsip halaman web (MHTML)", SAVE_AS
    if is_text(data[:4000]):
        return "bukan buku kerja Excel, melainkan teks (CSV)", "kirim formulir Excel-nya, bukan CSV"
    return "bukan buku kerja Excel", SAVE_AS


def is_text(head: bytes) -> bool:
    """Whether what begins with `head` is text for the most part."""
    controls = sum(byte < 9 or 13 < byte < 32 for byte in head.replace(b"\0", b""))
    return controls * 100 <= len(head)


def ole_reason(data: bytes) -> tuple[str, str] | None:
    """Why a compound file is not opened, and what to do; None for an Excel file of 97 to 2003."""
    names = _ole_names(data)
    if "EncryptedPackage" in names:
        return "dilindungi kata sandi", _UNPROTECT
    if names & {"_VBA_PROJECT_CUR", "_VBA_PROJECT"}:
        return "berisi makro", "simpan sebagai .xlsx (tanpa makro)"
    if "Workbook" in names:
        return None
    if "Book" in names:
        return "berformat Excel yang sangat lama (sebelum Excel 97)", SAVE_AS
    if "WordDocument" in names:
        return "bukan buku kerja Excel, melainkan berkas Word lama (.doc)", "kirim formulir Excel-nya"
    if "PowerPoint Document" in names:
        return "bukan buku kerja Excel, melainkan berkas PowerPoint lama (.ppt)", "kirim formulir Excel-nya"
    return "rusak: berkas berformat lama (.xls) atau berkata sandi yang tidak utuh", "minta dikirim ulang"


def _ole_names(data: bytes) -> set[str]:
    """The known names among the directory entries, which begin at multiples of their size ([MS-CFB] 2.6)."""
    found: set[str] = set()
    for wanted, name in _OLE_NAMES.items():
        at = data.find(wanted)
        while at >= 0:
            length = int.from_bytes(data[at + _NAME : at + _NAME + 2], "little")
            if at % _ENTRY == 0 and length == len(wanted) + 2:
                found.add(name)
            at = data.find(wanted, at + 2)
    return found
