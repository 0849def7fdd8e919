"""Lines of a paragraph to one text: hyphens at line ends, addresses of web pages, ligatures."""

from __future__ import annotations

import re
from collections.abc import Sequence
from dataclasses import dataclass

from ingest.patterns import linear
from ingest.readers.pdf.characters import PDFIUM_HYPHEN, SOFT_HYPHEN
from ingest.vocabulary.english import common_words

_HYPHENS = "-‐‑" + SOFT_HYPHEN + chr(PDFIUM_HYPHEN)
_LAST = linear(rf"([^\W\d_]+(?:[-‐‑][^\W\d_]+)*)[{_HYPHENS}]$")
_LETTERS = re.compile(r"[^\W\d_]+(?:[-‐‑][^\W\d_]+)*")
_FIRST = re.compile(r"^([^\W\d_]+)")
_URL = re.compile(r"(?:https?://|www\.)\S*$")
_URL_REST = re.compile(r"^[^\s]*[/=&%_?#.-][^\s]*")
#: Parts before a hyphen that are seldom the first half of a broken word.
_PREFIXES = frozenset(
    {
        "multi",
        "non",
        "co",
        "self",
        "ex",
        "well",
        "anti",
        "semi",
        "pre",
        "post",
        "inter",
        "intra",
        "cross",
        "half",
        "part",
        "full",
        "long",
        "short",
        "high",
        "low",
        "mid",
        "re",
        "sub",
        "under",
        "over",
        "all",
        "one",
        "two",
        "three",
        "four",
        "five",
        "six",
        "seven",
        "eight",
        "nine",
        "ten",
        "first",
        "second",
        "third",
        "fourth",
        "in",
        "out",
        "on",
        "off",
        "up",
        "down",
        "by",
        "to",
        "step",
        "child",
        "family",
        "case",
        "day",
        "year",
        "old",
        "decision",
        "risk",
        "evidence",
    }
)


def clean(text: str) -> str:
    """Without soft hyphens and PDFium's mark for a hyphen, within a line."""
    return text.replace(SOFT_HYPHEN, "").replace(chr(PDFIUM_HYPHEN), "-")


def join_lines(lines: Sequence[str], vocabulary: Vocabulary) -> str:
    """One text of the lines of a paragraph.

    >>> join_lines(["a multi-", "agency plan was pre-", "pared"], Vocabulary(frozenset({"prepared"})))
    'a multi-agency plan was prepared'
    """
    if not lines:
        return ""
    text = lines[0].strip()
    for line in lines[1:]:
        text = _join(text, line.strip(), vocabulary)
    return re.sub(r"[ \u00a0\t]+", " ", clean(text))


def _join(text: str, line: str, vocabulary: Vocabulary) -> str:
    if not text or not line:
        return text + line
    if text[-1] in _HYPHENS:
        return _mend(text, line, vocabulary)
    if _URL.search(text, text.rfind(" ") + 1) and _URL_REST.match(line) and not line[0].isupper():
        return text + line
    if text[-1] in "/–" and not text.endswith((" –", " /")) and (line[0].islower() or line[0].isdigit()):
        return text + line
    return f"{text} {line}"


def _mend(text: str, line: str, vocabulary: Vocabulary) -> str:
    """The word that a hyphen parts at a line's end: whole, with its own hyphen, or not a word at all."""
    if text[-1] == SOFT_HYPHEN:
        return text[:-1] + line
    before, after = _LAST.search(text, text.rfind(" ") + 1), _FIRST.search(line)
    if text[:-1].endswith(" ") or not (text[:-1] and text[-2].isalnum()):
        return f"{text} {line}"
    if before is None or after is None or not after[1][0].islower():
        return text + line
    return text[:-1] + line if vocabulary.breaks(before[1], after[1]) else text + line


@dataclass(frozen=True, slots=True)
class Vocabulary:
    """What tells a word broken at a line's end from one with a hyphen of its own.

    Args:
        words: words in lower case that stand within a line, hyphens kept.
        hyphenates: whether the file breaks words at all: some halves make a word that it has elsewhere.
    """

    words: frozenset[str] = frozenset()
    hyphenates: bool = True

    def breaks(self, before: str, after: str) -> bool:
        """Whether the hyphen between the two belongs to the line's end and not to the word."""
        first, second = before.lower(), after.lower()
        if f"{first}-{second}" in self.words:
            return False
        if first + second in self.words:
            return True
        last = re.split("[-‐‑]", first)[-1]
        if last in _PREFIXES:
            return False
        # In a narrow cell both halves stand within the page's line and look like words of the file: ask English.
        common = common_words()
        if first + second in common and not (last in common and second in common):
            return True
        if not self.hyphenates:
            return False
        return not (last in self.words and second in self.words and len(last) > 2 and len(second) > 2)


def learn(lines: Sequence[Sequence[str]]) -> Vocabulary:
    """The vocabulary of a file, from the words of each of its lines in order."""
    words: set[str] = set()
    halves: list[tuple[str, str]] = []
    open_end = ""
    for line in lines:
        if not line:
            continue
        end = _end(line)
        inside = line[1 if open_end else 0 : -1 if end else None]
        words.update(match.lower() for text in inside for match in _LETTERS.findall(text))
        after = _FIRST.search(line[0])
        if open_end and after and after[1][0].islower():
            halves.append((open_end, after[1]))
        open_end = end
    known = frozenset(words)
    broken = [f"{a}{b}".lower() in known and f"{a}-{b}".lower() not in known for a, b in halves]
    return Vocabulary(known, sum(broken) >= max(1, 0.05 * len(broken)))


def _end(line: Sequence[str]) -> str:
    """The half word before the hyphen with which a line ends, "" where it ends otherwise."""
    tail = line[-1] if len(line[-1]) > 1 or len(line) < 2 else line[-2] + line[-1]
    match = _LAST.search(tail)
    return match[1] if match else ""
