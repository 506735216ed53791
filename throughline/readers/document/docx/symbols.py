"""Characters of symbol fonts as Unicode."""

from lxml import etree

from throughline.readers.document.docx.names import w

_CHAR, _FONT = w("char"), w("font")
_SYMBOL = {
    0xB7: "•",
    0xB0: "°",
    0xB1: "±",
    0xB3: "≥",
    0xA3: "≤",
    0xB4: "×",
    0xD7: "⋅",
    0xB9: "≠",
    0xBB: "≈",
    0xA5: "∞",
    0xAB: "↔",
    0xAC: "←",
    0xAD: "↑",
    0xAE: "→",
    0xAF: "↓",
    0xD2: "®",
    0xD3: "©",
    0xD4: "™",
    0xE5: "∑",
    0x2D: "−",
    0x61: "α",
    0x62: "β",
    0x67: "γ",
    0x64: "δ",
    0x65: "ε",
    0x6D: "μ",
    0x70: "π",
    0x73: "σ",
    0x44: "Δ",
    0x57: "Ω",
}
_WINGDINGS = {
    0xA7: "▪",
    0xA8: "□",
    0x6F: "□",
    0x6E: "■",
    0x71: "❑",
    0x76: "❖",
    0x6C: "●",
    0x9F: "•",
    0x9E: "·",
    0xD8: "➢",
    0xE0: "→",
    0xDF: "←",
    0xE1: "↑",
    0xE2: "↓",
    0xF0: "⇨",
    0xFC: "✓",
    0xFB: "✗",
    0xFE: "☑",
    0xFD: "☒",
}


def symbol(element: etree._Element) -> str:
    """The character of a `w:sym`; one that no table knows stays what it is in the font's private range."""
    try:
        code = int(element.get(_CHAR) or "", 16)
    except ValueError:
        return ""
    if not 0x20 <= code <= 0xFFFF or 0xD800 <= code <= 0xDFFF:
        return ""
    table = _WINGDINGS if (element.get(_FONT) or "").startswith("Wingdings") else _SYMBOL
    low = code - 0xF000 if 0xF000 <= code <= 0xF0FF else code
    return table.get(low, chr(code))
