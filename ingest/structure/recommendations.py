"""Recommendations and actions: where they begin, what titles them, who owns them and until when."""

from __future__ import annotations

import re

from ingest.numbering import Number
from ingest.patterns import linear
from ingest.structure import prose
from ingest.structure.items import Item, text_after

_KEYWORDS = re.compile(r"recommendation|^rec$|action$")
_WHOSE = (
    r"(?:(?:single|multi|joint)[ -]?agency|national|local|board|partnership|overview|individual|additional|lscb)?\s*"
)
_TITLE = linear(rf"{_WHOSE}recommendation\b(?!s)(?P<tail>\s*[:–-]?\s*.{{0,160}})", re.IGNORECASE)
_TITLED = re.compile(rf"(?i:{_WHOSE}recommendation)\s*(?::|\([^()]{{3,160}}\)\s+(?=[A-Z“]))")
_SECTION = re.compile(
    r"^(?:[\divxl.]+\s+)?(?:(?:summary|list|table) of\s+|key |the |multi-agency |single[ -]agency |overview )*"
    r"(?:recommendations?|actions?\b|action (?:plan|timeline)|response plan|improvement plan|"
    r"learning points? and recommendations)",
    re.IGNORECASE,
)
_INTRODUCES = re.compile(r"\brecommend(?:s|ed|ations?)?\b", re.IGNORECASE)
#: Who answers a recommendation, and how.
_BODY = (
    r"(?:Government|Department|Ministry|Home Office|Minister|Board|Partnership|Council|Trust|Force|Constabulary|Agency"
    r"|Authority|College|Service|Committee|Inspectorate|Ombudsman|Coroner)"
)
_PARTLY = r"(?:not\s+)?(?:(?:fully|partially|partly)\s+)?"
_OPENS_REPLY = linear(
    rf"(?:the\s+)?(?:[A-Z][\w’'-]+\s+){{0,5}}?{_BODY}(?:(?:['’]s)?\s+(?:response|reply)\s*[:–-]"
    rf"|\s+(?:(?:has|have|does|do|did|is)\s+)?{_PARTLY}"
    r"(?:accept(?:s|ed)?|agree[sd]?|reject(?:s|ed)?|declin(?:es|ed)|notes)\b)"
    rf"|(?:we|this recommendation is|this is)\s+(?:do\s+)?{_PARTLY}(?:accept(?:ed)?|agreed?|reject(?:ed)?)\b"
    r"\s+(?:with\s+)?(?:this|the)\s+recommendation",
    re.IGNORECASE,
)
_SHORT = re.compile(r"[A-Z][a-z]{0,2}\d{1,2}[A-Za-z]?")
_ITEM_SCHEMES = ("roman", "letter", "whole", "enclosed")
_REFERS = re.compile(
    r"(?:refer(?:ence|s|ring)?(?: to)?|(?:stated|set out|described) (?:in|at)|aris(?:es|ing) from|see|from|\()\s*"
    r"para(?:graph)?s?\.?\s+(\d[\d.]*\d|\d)",
    re.IGNORECASE,
)
_OWNER = re.compile(
    r"\b(?:leads?|leadership|owners?|responsib\w*|accountable|by whom|who|agency|agencies)\b", re.IGNORECASE
)
_DEADLINE = re.compile(
    r"\b(?:timescales?|time ?frame|deadlines?|target date|due|by when|completion|when|date)\b", re.IGNORECASE
)


def is_titled(rest: str) -> bool:
    """The text after a number titles a recommendation: "Single Agency Recommendation (X)", words after it or not."""
    if _TITLED.match(rest):
        return True
    match = _TITLE.fullmatch(rest)
    return bool(match) and "should" not in match["tail"] if match else False


def is_section(heading: str) -> bool:
    """The heading is of recommendations or actions."""
    return bool(_SECTION.match(heading.strip()))


def mark_named(items: list[Item]) -> None:
    """Mark "Recommendation 3: ...", "Action Five", "1. Single Agency Recommendation (X)", "Recommendation: ..."."""
    short = {_series(item.number) for item in items if item.number and _SHORT.fullmatch(item.number.printed)}
    for at, item in enumerate(items):
        if not item.undecided_text or item.number is None:
            if item.undecided_text and _is_bare(item):
                item.role = "recommendation"
            continue
        number = item.number
        if (number.scheme == "named" and _KEYWORDS.search(number.keyword) and _opens(items, at, short)) or (
            number.scheme == "whole" and is_titled(number.rest)
        ):
            item.role, item.label = "recommendation", number.printed


def _opens(items: list[Item], at: int, short: set[tuple[str, int]]) -> bool:
    """The number titles what follows; "Recommendation 3 was accepted" speaks about it."""
    item = items[at]
    number = item.number
    assert number is not None
    rest = number.rest
    if not rest:
        after = text_after(items, at)
        return after is not None and after.role not in ("heading", "paragraph")
    if rest.startswith(("above", "below", "and ", "to ")):
        return False
    opens = rest.startswith("(") or (rest.lstrip("“\"‘'")[:1].isupper() and prose.size(rest) >= 4)
    if not number.tail and _SHORT.fullmatch(number.printed):
        # "R1 The board should" is a label where "R2" stands too.
        beside = {(number.keyword, number.value[0] + step) for step in (-1, 1)}
        return opens and bool(beside & short or len(number.value) > 1)
    return bool(number.tail) or item.block.bold or opens


def _series(number: Number) -> tuple[str, int]:
    return number.keyword, number.value[0]


def _is_bare(item: Item) -> bool:
    """ "Recommendation: the board should..." without a number."""
    match = re.match(r"recommendation\s*(?:[:–-]\s+|\n)(?=\S)", item.text, re.IGNORECASE)
    return bool(match) and prose.size(item.text) >= 6


_REPLY = re.compile(
    r"\b(?:accept|agree|reject|decline|disagree|note|support|endorse)(?:s|d|ed)?\b.{0,60}"
    r"\b(?:this|the|these|both|all|our)\b.{0,40}\brecommendations?\b|"
    r"\b(?:this|the|these) recommendations? (?:is|are|was|were|has been|have been) (?:\w+ ){0,2}"
    r"(?:accept|agree|reject|decline|support|not)",
    re.IGNORECASE,
)
_VERDICT = re.compile(
    r"(?:(?:fully|partially|partly|not|noted and) )?(?:accepted|agreed|rejected|declined|supported)"
    r"(?: in (?:full|part|principle))?\W*",
    re.IGNORECASE,
)
_REPLY_WORDS = 30


def is_reply(text: str) -> bool:
    """ "The government accepts this recommendation.", "Accepted in principle": the answer to what stands above."""
    if _OPENS_REPLY.match(text):
        return True
    first = re.split(r"(?<=[.!?])\s", text, maxsplit=1)[0]
    return prose.size(first) <= _REPLY_WORDS and bool(_REPLY.search(first) or _VERDICT.fullmatch(first))


def begins_in_list(item: Item, path: list[str], introduction: str, sibling: str) -> bool:
    """A labelled list item that is a recommendation: its section or its introduction says so.

    Args:
        path: headings above. introduction: the paragraph that is open, "" for none.
        sibling: scheme of the recommendation that is open if it too began in this list, else "".
    """
    number = item.number
    if number is None or number.scheme not in _ITEM_SCHEMES or prose.size(number.rest) < 4:
        return False
    if sibling:
        return number.scheme == sibling
    if introduction.rstrip("”\"'").endswith(":") and _INTRODUCES.search(introduction[-160:]):
        return True
    if number.value != (1,):
        return False
    within = any(is_section(heading) for heading in path)
    if introduction:
        return introduction.rstrip("”\"'").endswith((":", "-", "–", "following", ".")) and bool(
            _INTRODUCES.search(introduction[-200:]) or (within and introduction.rstrip().endswith((":", ".")))
        )
    return within


def table_speaks(columns: tuple[str, ...], path: list[str]) -> bool:
    """A table of recommendations or actions, by its column headings or the headings above it."""
    heads = " ".join(columns).lower()
    return bool(re.search(r"\brecommendations?\b|\bactions?\b", heads)) or any(
        re.search(r"\brecommendations?\b|\baction plan\b|\bactions\b", heading, re.IGNORECASE) for heading in path[-2:]
    )


def of_columns(columns: tuple[str, ...], cells: tuple[str, ...]) -> tuple[str, str]:
    """Owner and deadline of a table row, by its column headings."""
    owner = deadline = ""
    for column, cell in zip(columns, cells, strict=False):
        if not owner and _OWNER.search(column[:40]) and not _DEADLINE.search(column[:30]):
            owner = cell
        elif not deadline and _DEADLINE.search(column[:40]):
            deadline = cell
    return owner, deadline


def of_text(text: str) -> tuple[str, str]:
    """Owner and deadline that the lines of a recommendation name ("Lead - ...", "Timescale: ...")."""
    owners: list[str] = []
    deadline = ""
    lines = text.split("\n")
    for at, line in enumerate(lines):
        name = prose.field_name(line)
        if not name:
            continue
        value = prose.field_value(line) or (lines[at + 1].lstrip("• ") if at + 1 < len(lines) else "")
        if _DEADLINE.search(name):
            deadline = deadline or value
        elif _OWNER.search(name):
            owners.append(value)
    if not owners:
        title = _TITLE.search(lines[0])
        enclosed = re.search(r"\(([^()]{3,120})\)", title["tail"]) if title else None
        owners = [enclosed[1]] if enclosed else []
    return "; ".join(owners), deadline


def referred(text: str) -> str:
    """The paragraph that an action names: "In reference to paragraph 7.1.25" -> "7.1.25"."""
    match = _REFERS.search(text[:300])
    return match[1] if match else ""
