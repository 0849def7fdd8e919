"""Numbers and bullets at the head of a line: what may begin a paragraph of its own."""

from __future__ import annotations

import re

from ingest.readers.pdf.records import Row

BULLETS = frozenset("•‣◦⁃▪▫■□◼◻◾⬛●○⚫◆◇►▶➢➤✓✔❖–—-−─‒*·»o")
_STRICT_BULLETS = BULLETS - frozenset("–—-−─‒*o·»")
#: Boxes of a form, each before an option: ticked, or not.
TICKS = frozenset("☐☑☒")
_LABEL = re.compile(
    r"^(?:[(\[]?(?:\d{1,3}(?:\.\d{1,3})*(?:[A-Z]{1,2}|\.?[a-h])?|\d{1,2},\d{3}(?=[.)])|[IVX]{1,5}(?:\.\d{1,3})+|[A-Z]{1,2}\.?\d{1,3}(?:\.\d{1,3})*)[.):\]]?|"
    r"[(\[]?(?:[a-z]|[ivxl]{1,5})[.)\]]|[A-Z][.)])$"
)
#: "27.1.15", "3/4/2014": what a chronology's rows begin with.
DATE = re.compile(r"^\d{1,2}[./-](?:0?[1-9]|1[0-2])[./-](?:\d{2}|\d{4})$")
_DECIMAL = re.compile(r"^[(\[]?(\d{1,3}(?:\.\d{1,3})*)[.):\]]?$")
_PARA = re.compile(r"^para(?:graph)?\.?\s+", re.IGNORECASE)
#: "Recommendation 3:", "Finding One", "Action 2."
_NAMED = re.compile(
    r"^(?:recommendation|finding|action|lesson|learning point|theme|key (?:finding|line|episode)|standard|appendix|"
    r"annex|part|"
    r"chapter|section|paragraph|para|q)\b\.?\s+(?:no\.?\s*)?(?:\d{1,3}(?:\.\d{1,3})*|[ivx]+|[a-z]|one|two|three|four|five|six|"
    r"seven|eight|nine|ten|eleven|twelve)\b",
    re.IGNORECASE,
)


#: What sentences refer to by number: as a title such a name stands alone or has a stop behind it.
_REFERRED = re.compile(r"section|paragraph|para", re.IGNORECASE)


class Series:
    """The last decimal number seen at the head of a paragraph, over the whole file."""

    def __init__(self) -> None:
        self.last: tuple[int, ...] = ()

    def note(self, label_text: str) -> None:
        """Remember a label, if it is a decimal one."""
        self.last = number(label_text) or self.last


def is_bullet(row: Row) -> bool:
    """Whether the row begins with a bullet that is set apart from the text."""
    first = row.words[0]
    if first.text[0] in _STRICT_BULLETS or first.text[0] in TICKS:
        return True
    return first.text in BULLETS and len(row.words) > 1 and row.words[1].x0 - first.x1 > 0.35 * row.size


def is_label(text: str) -> bool:
    """Whether a text is a number or letter such as paragraphs begin with, "Para 4" among them."""
    return bool(_LABEL.match(_PARA.sub("", text)))


def label(row: Row) -> str:
    """The number with which a row begins, as printed; "" where it begins with a word."""
    first = row.words[0].text
    return first if _LABEL.match(first) else ""


def named(row: Row) -> bool:
    """Whether the row opens with a numbered name such as "Recommendation 3", and no sentence with one.

    "Section 47 enquiries began" and "Paragraph 4.2 of the guidance" are prose.
    """
    match = _NAMED.match(row.text)
    if not match:
        return False
    rest = row.text[match.end() :].lstrip()
    return not rest[:1].islower() and (not rest or rest[0] in ".:–—-" or not _REFERRED.match(row.text))


def number(label_text: str) -> tuple[int, ...]:
    """A decimal label as integers, () for any other.

    >>> number("4.12.")
    (4, 12)
    """
    match = _DECIMAL.match(label_text)
    return tuple(int(part) for part in match[1].split(".")) if match else ()


def follows(before: tuple[int, ...], after: tuple[int, ...]) -> bool:
    """Whether one decimal label may be the next after the other.

    >>> follows((4, 12), (4, 13)), follows((4, 12), (5, 1)), follows((4, 12), (4, 12, 1)), follows((4, 12), (3, 2))
    (True, True, True, False)
    """
    if not before or not after:
        return False
    depth = next(
        (i for i, (a, b) in enumerate(zip(before, after, strict=False)) if a != b), min(len(before), len(after))
    )
    if depth >= len(after):
        return False
    step = after[depth] - (before[depth] if depth < len(before) else 0)
    return 1 <= step <= 2 and all(part <= 1 for part in after[depth + 1 :])
