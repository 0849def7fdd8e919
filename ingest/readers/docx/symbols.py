"""Characters that Word keeps outside Unicode, in symbol fonts."""

from __future__ import annotations

#: Symbol and Wingdings by code, those that reports use; the private codes F020 to F0FF hold the same set.
_SYMBOL = {
    0x2D: "−", 0x61: "α", 0x62: "β", 0x67: "γ", 0x64: "δ", 0x6D: "μ", 0x70: "π", 0x73: "σ", 0xA3: "≤", 0xA5: "∞",
    0xA7: "♣", 0xA8: "♦", 0xA9: "♥", 0xAA: "♠", 0xAB: "↔", 0xAC: "←", 0xAD: "↑", 0xAE: "→", 0xAF: "↓", 0xB0: "°",
    0xB1: "±", 0xB2: "″", 0xB3: "≥", 0xB4: "×", 0xB7: "•", 0xB8: "÷", 0xB9: "≠", 0xBA: "≡", 0xBB: "≈", 0xBC: "…",
    0xD2: "®", 0xD3: "©", 0xD4: "™", 0xD6: "√", 0xDE: "⇒", 0xE2: "®", 0xE3: "©", 0xE4: "™",
}  # fmt: skip
_WINGDINGS = {
    0x21: "✏", 0x22: "✂", 0x28: "☎", 0x2A: "✉", 0x4A: "☺", 0x4C: "☹", 0x6C: "●", 0x6E: "■", 0x6F: "□", 0x71: "❑",
    0x72: "❒", 0x73: "⬧", 0x74: "⧫", 0x75: "◆", 0x76: "❖", 0x77: "⬥", 0x9F: "•", 0xA1: "○", 0xA4: "◉", 0xA7: "▪",
    0xA8: "◻", 0xD8: "➢", 0xDF: "←", 0xE0: "→", 0xE1: "↑", 0xE2: "↓", 0xE8: "➔", 0xF0: "⇨", 0xFB: "✗", 0xFC: "✓",
    0xFD: "☒", 0xFE: "☑",
}  # fmt: skip


def symbol(font: str, code: str) -> str:
    """`<w:sym w:font="Symbol" w:char="F0B7"/>` -> '•'; '' where the code says nothing."""
    try:
        value = int(code, 16)
    except ValueError:
        return ""
    return symbol_character(font, value)


def symbol_character(font: str, value: int) -> str:
    """A character code in a symbol font as the Unicode character it draws, '' where it is unknown."""
    low = value - 0xF000 if 0xF020 <= value <= 0xF0FF else value
    family = font.lower()
    if "wingdings" in family or "webdings" in family:
        return _WINGDINGS.get(low, "")
    if family == "symbol":
        return _SYMBOL.get(low) or (chr(low) if 0x20 <= low < 0x40 else "")
    return "" if value != low or value > 0x10FFFF or 0xD800 <= value <= 0xDFFF else chr(value)
