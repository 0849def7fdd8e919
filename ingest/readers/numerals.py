"""Numbers in letters and Roman numerals, as lists print them."""

from __future__ import annotations

_ROMAN = (
    (1000, "m"), (900, "cm"), (500, "d"), (400, "cd"), (100, "c"), (90, "xc"), (50, "l"), (40, "xl"),
    (10, "x"), (9, "ix"), (5, "v"), (4, "iv"), (1, "i"),
)  # fmt: skip


def roman(value: int) -> str:
    """4 -> 'iv'; '' for what Roman numerals cannot say."""
    if not 0 < value < 32_768:
        return ""
    out = []
    for amount, letters in _ROMAN:
        out.append(letters * (value // amount))
        value %= amount
    return "".join(out)


def repeated_letters(value: int) -> str:
    """1 -> 'a', 27 -> 'aa', 28 -> 'bb', as Word counts; '' past 780."""
    if not 0 < value <= 780:
        return ""
    return chr(ord("a") + (value - 1) % 26) * ((value - 1) // 26 + 1)


def alphabetic(value: int) -> str:
    """1 -> 'a', 27 -> 'aa', 28 -> 'ab', as browsers count."""
    text = ""
    while value > 0:
        value, rest = divmod(value - 1, 26)
        text = chr(ord("a") + rest) + text
    return text
