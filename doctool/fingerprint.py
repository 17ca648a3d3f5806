"""SHA-256 of files and of what files are made from, in hexadecimal."""

from __future__ import annotations

import hashlib


def digest(data: bytes) -> str:
    """SHA-256 of `data`."""
    return hashlib.sha256(data).hexdigest()


def digest_of_parts(*parts: str | bytes) -> str:
    """SHA-256 over texts and bytes, each with its length, so that no two rows of parts give the same."""
    total = hashlib.sha256()
    for part in parts:
        data = part.encode("utf-8", "surrogatepass") if isinstance(part, str) else part
        total.update(f"{len(data)}:".encode())
        total.update(data)
    return total.hexdigest()


def digest_of_pdf(made_from: str) -> str:
    """What the PDF of a file is made from, which itself is made from `made_from`."""
    return digest(f"pdf {made_from}".encode())
