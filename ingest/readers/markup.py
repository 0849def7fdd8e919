"""Remnants of markup in extracted text: what they mean is kept, the marks are not.

Tags and emphasis go, an ordinal in superscript joins its number ("20th"), a note marker becomes superscript
digits ("word²"), a link becomes the words that it shows.
"""

from __future__ import annotations

import html
import re

from ingest.model import Problem

SUPERSCRIPTS = str.maketrans("0123456789", "⁰¹²³⁴⁵⁶⁷⁸⁹")
_FROM_SUPERSCRIPT = str.maketrans("⁰¹²³⁴⁵⁶⁷⁸⁹", "0123456789")
SUPERSCRIPT_DIGITS = "⁰¹²³⁴⁵⁶⁷⁸⁹"
_NAMES = (
    "a|abbr|article|aside|b|big|blockquote|body|br|caption|center|cite|code|col|colgroup|dd|del|details|div|dl|dt|em|"
    "figcaption|figure|font|footer|h[1-6]|head|header|hr|html|i|img|ins|label|li|main|mark|meta|nav|ol|p|page|pre|q|s|"
    "section|small|span|strike|strong|style|sub|summary|sup|svg|table|tbody|td|tfoot|th|thead|title|tr|tt|u|ul|wbr"
)
TAG = re.compile(rf"</?(?:{_NAMES})(?:\s[^<>]{{0,500}})?/?>", re.IGNORECASE)
_SUP = re.compile(r"<sup(?:\s[^<>]{0,200})?>([^<>]{0,60})</sup>", re.IGNORECASE)
_JOINING = re.compile(
    r"</?(?:b|i|u|em|strong|small|sub|sup|span|font|mark|wbr|tt|code)(?:\s[^<>]{0,500})?/?>", re.IGNORECASE
)
_COMMENT = re.compile(r"<!--.{0,5000}?-->", re.DOTALL)
_AUTOLINK = re.compile(r"<((?:https?://|www\.|mailto:)[^<>\s]{1,2000})>")
_PICTURE = re.compile(r"!\[([^\[\]]{0,500})\]\([^()\s]{0,2000}(?:\s\"[^\"]{0,300}\")?\)")
_LINK = re.compile(r"\[([^\[\]]{1,1500})\]\((?:[^()\s]|\([^()\s]{0,200}\)){0,2000}(?:\s\"[^\"]{0,300}\")?\)")
# Marks of emphasis come in pairs; a lone star ("7*7", "A*", a note's sign) is the author's own.
_EMPHASIS = re.compile(r"(?<!\*)(\*{1,3})(?=[^\s*])([^*]{0,3000}?[^\s*])\1(?!\*)")
_TIMES = re.compile(r"(?<=\d)\*(?=\d)")
# A pair that the line's end cut in two: "*How was he seen?", "each child*".
_STRAY = re.compile(r"(?<![\w*])\*\*(?=[^\s*])|(?<=[^\s*])\*\*(?![\w*])|^\*(?=[^\s*])|(?<=[a-z.?!”\"')])\*$")
_UNDERLINED = re.compile(r"(?<![\w/])_{1,3}(?=[^\s_])([^_\n]{1,400}?)(?<=[^\s_])_{1,3}(?![\w/])")
_STRUCK = re.compile(
    r"(?<![\\~])~~(?=[^\s~])((?:[^~\n]|~(?!~)|\n(?![^\S\n]*\n)){1,4000}?)(?<=\S)~~(?!~)"
    r"|<(del|s|strike)(?:\s[^<>]{0,200})?>((?:[^<]|<(?!/?\2\b)){0,4000})</\2\s*>",
    re.IGNORECASE,
)
_LEFT_ALONE = re.compile(
    r"(?m)^[^\S\n]*(?:(?:[-*+•]|\(?\w{1,3}[.)]|\d+(?:\.\d+)*\.?|#{1,6})[^\S\n]+)?\ue001[\ue001\s.]*?$\n?"
)
_ESCAPE = re.compile(r"\\([\\`*_{}\[\]()#+\-.!|>~<&])")
_TICKS = re.compile(r"(?<!`)`++([^`\n]{1,400})`+")
_SPACES = re.compile(r"[ \t\u00a0\u2000-\u200a\u202f\u3000]+")
_BOLD = re.compile(r"\*\*(?=\S).{1,1000}?\*\*|<(b|strong)>.{1,1000}?</\1>", re.IGNORECASE | re.DOTALL)
_ESCAPED_STAR = "\ue000"
_TOLD = 60


def plain(text: str) -> str:
    """One line or cell without its markup, spaces collapsed.

    >>> plain("born on 20<sup>th</sup> **May**<sup>3</sup>, see [the report](#)")
    'born on 20th May³, see the report'
    """
    if "<" in text:
        text = _COMMENT.sub(" ", text)
        text = _AUTOLINK.sub(r"\1", text)
        text = _SUP.sub(_superscript, text)
        text = _JOINING.sub("", text)
        text = TAG.sub(" ", text)
    if "](" in text:
        text = _LINK.sub(r"\1", _PICTURE.sub(r"\1", text))
    text = _ESCAPE.sub(_unescape, text)
    text = _emphasis(text)
    text = _TICKS.sub(r"\1", _UNDERLINED.sub(r"\1", text))
    text = html.unescape(text).replace(_ESCAPED_STAR, "*")
    return _SPACES.sub(" ", text).strip()


def without_struck(text: str) -> tuple[str, tuple[Problem, ...]]:
    """A whole text without what is struck out in it, and a report of each such passage.

    >>> without_struck("The board ~~agreed~~ declined.")[0]
    'The board  declined.'
    """
    if "~~" not in text and not re.search(r"<(?:del|s|strike)\b", text, re.IGNORECASE):
        return text, ()
    struck: list[str] = []

    def note(match: re.Match[str]) -> str:
        struck.append(" ".join(plain(match[1] or match[3] or "").split()))
        return "\ue001"

    left = _LEFT_ALONE.sub("", _STRUCK.sub(note, text)).replace("\ue001", "")
    told = (words if len(words) <= _TOLD else words[:_TOLD].rstrip() + "…" for words in struck)
    return left, tuple(
        Problem("struck-text", f"Text that is struck out is left out: “{words}”.") for words in told if words
    )


def is_bold(text: str) -> bool:
    """All of it is set in bold."""
    bold, outside = _BOLD.subn("", text)
    return outside > 0 and not re.search(r"\w", plain(bold))


def superscript(digits: str) -> str:
    """'12' -> '¹²'."""
    return digits.translate(SUPERSCRIPTS)


def from_superscript(marks: str) -> str:
    """'¹²' -> '12'."""
    return marks.translate(_FROM_SUPERSCRIPT)


def _superscript(match: re.Match[str]) -> str:
    inner = plain(match[1]) if match[1].strip() else ""
    if re.fullmatch(r"\[?\d{1,3}\]?", inner):
        return superscript(inner.strip("[]"))
    return inner


def _emphasis(text: str) -> str:
    """Without marks of emphasis, nested ones too; pairs of stars left open by the extraction go as well."""
    if "*" not in text:
        return text
    text = _TIMES.sub(_ESCAPED_STAR, text)
    while (less := _EMPHASIS.sub(r"\2", text)) != text:
        text = less
    return _STRAY.sub("", text)


def _unescape(match: re.Match[str]) -> str:
    return _ESCAPED_STAR if match[1] == "*" else match[1]
