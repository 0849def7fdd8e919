"""The characters of a web page: byte order mark, then what the page declares, then UTF-8, then Windows-1252."""

from __future__ import annotations

import codecs
import re

from ingest.model import Problem
from ingest.readers.decoding import utf16_without_mark

_BOMS = (
    (codecs.BOM_UTF8, "utf-8"),
    (codecs.BOM_UTF32_LE, "utf-32-le"),
    (codecs.BOM_UTF32_BE, "utf-32-be"),
    (codecs.BOM_UTF16_LE, "utf-16-le"),
    (codecs.BOM_UTF16_BE, "utf-16-be"),
)
_DECLARED = re.compile(rb"""(?:charset\s*=\s*|encoding\s*=\s*)["']?\s*([\w.:-]{2,40})""", re.I)
_HEAD = 4096
#: Names that browsers read as Windows-1252, whatever the standard says of them.
_WESTERN = {"ascii", "iso8859-1", "latin-1", "cp1252"}


def decode(data: bytes) -> tuple[str, tuple[Problem, ...]]:
    """The page as text; bytes that fit nothing become U+FFFD and are reported."""
    for mark, encoding in _BOMS:
        if data.startswith(mark):
            return _lenient(data[len(mark) :], encoding)
    if wide := utf16_without_mark(data):
        return _lenient(data, wide)
    declared = _declared(data)
    for name in dict.fromkeys((declared, "utf-8")):
        if name is None:
            continue
        try:
            return data.decode(name), ()
        except (UnicodeDecodeError, LookupError):
            continue
    return _lenient(data, declared if declared == "utf-8" and _mostly_utf8(data) else "cp1252")


def _declared(data: bytes) -> str | None:
    found = _DECLARED.search(data[:_HEAD])
    if not found:
        return None
    try:
        name = codecs.lookup(found[1].decode("ascii")).name
        "".encode(name)
    except (LookupError, UnicodeDecodeError, UnicodeEncodeError):
        return None
    if name.startswith(("utf-16", "utf-32")):
        return "utf-8"  # a page whose declaration can be read byte by byte is not in UTF-16
    return "cp1252" if name in _WESTERN else name


def _mostly_utf8(data: bytes) -> bool:
    """Whether more of the characters beyond ASCII are well-formed UTF-8 than broken."""
    text = data.decode("utf-8", "replace")
    return sum(c > "\x7f" and c != "\ufffd" for c in text) > text.count("\ufffd")


def _lenient(data: bytes, name: str) -> tuple[str, tuple[Problem, ...]]:
    text = data.decode(name, "replace")
    if not (lost := text.count("\ufffd")):
        return text, ()
    problem = Problem(
        "undecodable-bytes", f"{lost} characters cannot be read in the page's encoding and stand as “\ufffd”."
    )
    return text, (problem,)
