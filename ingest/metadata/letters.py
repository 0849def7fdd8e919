"""Capital and small letters of names in Latin script, those with accents too, as they stand in a character class."""

from __future__ import annotations

_LATIN = [chr(code) for code in (*range(0xC0, 0x250), *range(0x1E00, 0x1F00))]
UPPER = "A-Z" + "".join(letter for letter in _LATIN if letter.isupper())
LOWER = "a-z" + "".join(letter for letter in _LATIN if letter.islower())
