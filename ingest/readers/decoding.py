"""Bytes to text: UTF-8, UTF-16, Windows-1252; what fits none becomes U+FFFD and is reported."""

from __future__ import annotations

import codecs
import re

from ingest.errors import UnreadableFile
from ingest.model import Problem

_BOMS = (
    (codecs.BOM_UTF8, "utf-8-sig"),
    (codecs.BOM_UTF32_LE, "utf-32"),
    (codecs.BOM_UTF32_BE, "utf-32"),
    (codecs.BOM_UTF16_LE, "utf-16"),
    (codecs.BOM_UTF16_BE, "utf-16"),
)
_CONTROL = bytes(code for code in range(32) if code not in (9, 10, 11, 12, 13))
_CONTROL_TEXT = re.compile(r"[\x00-\x08\x0e-\x1f\x7f]")
_NEWLINES = re.compile(r"\r\n?|\u2028|\u2029|\x85|\x0b")
#: More control characters than this share of the bytes is no text.
_BINARY = 0.02


def decode(data: bytes, name: str) -> tuple[str, tuple[Problem, ...]]:
    """The text of a file with one kind of line end, and what was wrong with its bytes.

    Raises:
        UnreadableFile: it is not text, or nothing but space.
    """
    text, problems = _decode(data, name)
    text, dropped = _CONTROL_TEXT.subn("", text)
    if dropped:
        problems += (Problem("control-characters", f"{dropped} control characters in the file were dropped."),)
    if not text.strip():
        raise UnreadableFile(f"{name} holds no text.", remedy="Look whether it was copied or downloaded whole.")
    return _NEWLINES.sub("\n", text), problems


def _decode(data: bytes, name: str) -> tuple[str, tuple[Problem, ...]]:
    for bom, encoding in _BOMS:
        if data.startswith(bom):
            return _replacing(data, encoding)
    encoding = utf16_without_mark(data)
    if encoding:
        return _replacing(data, encoding)
    sample = data[:1_000_000]
    if len(sample.translate(None, _CONTROL)) < len(sample) * (1 - _BINARY):
        raise UnreadableFile(f"{name} is not text, whatever its name says.", remedy="Save it as PDF, Word or text.")
    try:
        return data.decode("utf-8"), ()
    except UnicodeDecodeError:
        pass
    # Some multi-byte characters that are right mean UTF-8 with damage; none mean a Windows code page.
    return _replacing(data, "utf-8" if _multibyte(data) else "cp1252")


def utf16_without_mark(data: bytes) -> str:
    """'utf-16-le' or 'utf-16-be' where every other byte of Latin text is null, "" otherwise."""
    sample = data[:4000]
    half = len(sample) // 2
    if half < 4:
        return ""
    if sample[1::2].count(0) > 0.6 * half and sample[0::2].count(0) < 0.1 * half:
        return "utf-16-le"
    if sample[0::2].count(0) > 0.6 * half and sample[1::2].count(0) < 0.1 * half:
        return "utf-16-be"
    return ""


def _multibyte(data: bytes) -> bool:
    good = sum(1 for letter in data.decode("utf-8", errors="ignore") if ord(letter) > 127)
    return good >= max(1, data.decode("utf-8", errors="replace").count("\ufffd"))


def _replacing(data: bytes, encoding: str) -> tuple[str, tuple[Problem, ...]]:
    text = data.decode(encoding, errors="replace")
    lost = text.count("\ufffd")
    if not lost:
        return text, ()
    message = f"{lost} characters could not be read ({encoding} was tried) and stand as \ufffd."
    return text, (Problem("undecodable-bytes", message),)
