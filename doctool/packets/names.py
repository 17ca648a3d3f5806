"""Names of folders and files that every system takes: ASCII, no reserved characters, no devices of Windows, short.

The same text gives the same name whatever else there is. Names that would be one file on Windows or macOS are made two.
"""

from __future__ import annotations

import re
import unicodedata
from collections.abc import Sequence

from doctool.fingerprint import digest
from doctool.packets.nouns import Penerima
from doctool.packets.places import columns_in, fill

#: What is called so has no letter that a name can hold.
UNNAMED = "Tanpa-Nama"
#: Longest name of a folder or of a file without its suffix.
LONGEST = 80
#: Of what goes before and after it in the same path: Windows takes 260 characters in all.
FOLDER, STEM, JOINED = 60, 60, 60
#: Longest path that Windows opens everywhere.
LONGEST_PATH = 259
#: The folders of a packet are numbered with at least so many digits.
DIGITS = 3

_DEVICE = re.compile(r"(?:con|prn|aux|nul|com[0-9]|lpt[0-9]|conin|conout)", re.IGNORECASE)
_NUMBERED = re.compile(r"\d+_")
_SPOKEN = str.maketrans({"&": " dan ", "ß": "ss", "ø": "o", "Ø": "O", "æ": "ae", "Æ": "AE", "ı": "i", "ł": "l"})


def safe_name(text: str, most: int = LONGEST, instead: str = UNNAMED) -> str:
    """`text` as a name: ASCII letters, digits, "_" and "-", at most `most` of them; `instead` where nothing is left."""
    name = _plain(text)
    name = name[:most].rstrip("-_") if len(name) > most else name
    if not name.strip("_"):
        return instead
    return f"{instead}-{name}"[:most] if _DEVICE.fullmatch(name) else name


def _plain(text: str) -> str:
    """`text` with what no name can hold made "-", however long."""
    plain = unicodedata.normalize("NFKD", text.translate(_SPOKEN)).encode("ascii", "ignore").decode("ascii")
    return re.sub(r"[^A-Za-z0-9_]+", "-", plain).strip("-")


def identity(text: str) -> str:
    """A key of a recipient as it is compared: case, spaces, hyphens and Unicode forms do not matter."""
    folded = unicodedata.normalize("NFKC", text).casefold()
    return re.sub(r"[\s_-]+", "-", folded).strip("-")


def stable_key(text: str) -> str:
    """`text` as a plain key; what cannot stand in one is told apart by a hash, whoever else there is."""
    same = identity(text)
    name = safe_name(same, 48, "penerima").lower()
    if name == same:
        return name
    return f"{name}-{digest(same.encode('utf-8', 'surrogatepass'))[:8]}"


def folder_names(pattern: str, recipients: Sequence[Penerima], count: int) -> list[str]:
    """The name of each recipient's folder; `count`: how many there are in the list, which says how many digits {urut}
    has. Two that would be one are told apart by the key."""
    digits = max(DIGITS, len(str(count)))
    named = columns_in(pattern)
    taken: set[str] = set()
    made = []
    for one in recipients:
        values = {name: _plain(text) or UNNAMED for name in named if (text := one.kolom.get(name, "").strip())}
        filled = fill(pattern, {**dict.fromkeys(named, ""), **values, "urut": f"{one.urut:0{digits}}"})
        name = safe_name(filled.rstrip("_"), FOLDER)
        if name.casefold() in taken:
            sign = digest(one.kunci.encode("utf-8"))[:8]
            name = f"{name[: FOLDER - 9].rstrip('-_')}-{sign}"
        taken.add(name.casefold())
        made.append(name)
    return made


def piece_name(nomor: int, judul: str) -> str:
    """The files of a piece: "1_Surat-Pengantar"."""
    return f"{nomor}_{safe_name(judul, STEM, 'Berkas')}"


def joined_name(nama: str) -> str:
    """The one PDF of a recipient, without its suffix; never that of a piece."""
    name = safe_name(nama, JOINED, "Paket")
    return f"Paket-{name}" if _NUMBERED.match(name) else name
