"""The markers of SRIKANDI, the national e-office: it fills them when a letter is registered and signed."""

from __future__ import annotations

import re

#: What the name of a template with markers, and of a letter with them, ends with.
SUFFIX = "-srikandi"
#: Every marker and what SRIKANDI puts there.
MARKERS: dict[str, str] = {
    "nomor_naskah": "nomor naskah",
    "tanggal_naskah": "tanggal naskah",
    "sifat": "sifat naskah",
    "hal": "hal naskah",
    "nama_pengirim": "nama penanda tangan",
    "jabatan_pengirim": "jabatan penanda tangan",
    "nip_pengirim": "NIP penanda tangan",
    "ttd_pengirim": "tanda tangan elektronik",
}
#: A marker, or the beginning of one that is not closed; not "$" before a tag.
MARKER = re.compile(r"\$\{(?!\{)(?P<name>[^{}$]*)(?P<end>\})?")


def marker(name: str) -> str:
    """The marker `name` as it stands in a Word file."""
    return f"${{{name}}}"
