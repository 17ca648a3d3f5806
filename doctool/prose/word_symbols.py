"""Signs of the fonts Symbol and Wingdings, which have places of their own, as Unicode.

Word keeps such a sign as w:sym, or as a character of the private use area (U+F020 to U+F0FF), or as a plain letter in
that font. Only signs that such texts use are known; the rest is told.
"""

from __future__ import annotations

_SYMBOL = dict(
    zip(
        range(0x61, 0x7B), "αβχδεφγηιϕκλμνοπθρστυϖωξψζ", strict=True
    )
) | dict(zip(range(0x41, 0x5B), "ΑΒΧΔΕΦΓΗΙϑΚΛΜΝΟΠΘΡΣΤΥςΩΞΨΖ", strict=True)) | {
    0x2D: "−", 0xA3: "≤", 0xA5: "∞", 0xAB: "↔", 0xAC: "←", 0xAD: "↑", 0xAE: "→", 0xAF: "↓", 0xB0: "°", 0xB1: "±",
    0xB3: "≥", 0xB4: "×", 0xB5: "∝", 0xB6: "∂", 0xB7: "•", 0xB8: "÷", 0xB9: "≠", 0xBA: "≡", 0xBB: "≈", 0xBC: "…",
    0xC5: "⊕", 0xC7: "∩", 0xC8: "∪", 0xCE: "∈", 0xD2: "®", 0xD3: "©", 0xD4: "™", 0xD5: "∏", 0xD6: "√", 0xD7: "⋅",
    0xDE: "⇒", 0xE2: "®", 0xE3: "©", 0xE4: "™", 0xE5: "∑", 0xF2: "∫",
}  # fmt: skip
_WINGDINGS = {
    0x21: "✏", 0x28: "☎", 0x2A: "✉", 0x4A: "☺", 0x4C: "☹", 0x6C: "●", 0x6D: "❍", 0x6E: "■", 0x6F: "□", 0x71: "❑",
    0x72: "❒", 0x73: "⬧", 0x74: "⧫", 0x75: "◆", 0x76: "❖", 0x77: "⬥", 0x9F: "•", 0xA1: "○", 0xA7: "▪", 0xA8: "◻",
    0xAB: "★", 0xD8: "➢", 0xDF: "←", 0xE0: "→", 0xE1: "↑", 0xE2: "↓", 0xE8: "➔", 0xEF: "⇦", 0xF0: "⇨", 0xF1: "⇧",
    0xF2: "⇩", 0xFB: "✗", 0xFC: "✓", 0xFD: "☒", 0xFE: "☑",
}  # fmt: skip
_WINGDINGS_2 = {0x50: "✓", 0x4F: "✗", 0x52: "☑", 0x51: "☒", 0xA3: "□", 0x2A: "□", 0x98: "●", 0x96: "•"}
_FONTS = {
    "symbol": _SYMBOL, "wingdings": _WINGDINGS, "wingdings 2": _WINGDINGS_2, "opensymbol": _WINGDINGS | {0xB7: "•"},
    "starsymbol": _WINGDINGS | {0xB7: "•"},
}  # fmt: skip
_SIGN_FONTS = (*_FONTS, "webdings", "wingdings 3", "marlett")
_SPACES = " \t\u00a0"


def is_sign_font(font: str | None) -> bool:
    """Whether the letters of `font` are signs."""
    return (font or "").lower() in _SIGN_FONTS


def sign(code: int, font: str | None) -> str:
    """The character of the sign at `code` of `font`; "" for one that is not known."""
    table = _FONTS.get((font or "").lower())
    low = code - 0xF000 if 0xF000 <= code <= 0xF0FF else code
    if table is not None:
        found = table.get(low, "")
        if found or low >= 0x100:
            return found or chr(low)
        return chr(low) if table is _SYMBOL and 0x20 <= low < 0x40 else ""
    if 0xF000 <= code <= 0xF0FF:
        return _WINGDINGS.get(low, "") or _SYMBOL.get(low, "") if not is_sign_font(font) else ""
    return chr(code) if not is_sign_font(font) and 0x20 <= code <= 0x10FFFF and not 0xD800 <= code <= 0xDFFF else ""


def in_unicode(text: str, font: str | None) -> tuple[str, str]:
    """`text` of a run in `font` with its signs as Unicode, and those that are not known (kept as they are)."""
    signs = is_sign_font(font)
    if not signs and not any("\uf000" <= letter <= "\uf0ff" for letter in text):
        return text, ""
    out, unknown = [], []
    for letter in text:
        if letter in _SPACES or not (signs or "\uf000" <= letter <= "\uf0ff"):
            out.append(letter)
            continue
        found = sign(ord(letter), font)
        out.append(found or letter)
        if not found:
            unknown.append(letter)
    return "".join(out), "".join(unknown)
