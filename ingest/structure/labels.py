"""Paragraph numbers and chapter numbers: which numbers at line heads are labels, in every scheme."""

from __future__ import annotations

import re
from bisect import bisect_right
from collections import Counter
from itertools import pairwise

from ingest import numbering
from ingest.structure import prose, recommendations
from ingest.structure.items import COMPUTED, Item, text_after, text_before
from ingest.structure.series import Candidate, choose, like_date, step, weigh

_SHORTEST_SERIES = 3
#: Weight of a number that may be the date of a bullet: it must fit the series.
_ENTRY = 0.1
#: Weight of a number with a zero to fill it, which may be a time of day.
_PADDED = 0.25
_LARGE = 1.15  # of the body's size
#: Least share of a series that must be prose to number paragraphs.
_PROSAIC = 0.8
#: So many numbers in order, with so many words each in the median, are paragraphs and no list.
_SUMMARY, _PARAGRAPH = 4, 20
Chapter = tuple[int, ...]
_NAMED_PROSE = re.compile(r"finding|learning|lesson|theme|question|issue|practice point|priority")


def mark_decimals(items: list[Item]) -> None:
    """Mark the items that begin a paragraph with a number of two levels or more."""
    found = [
        at
        for at, item in enumerate(items)
        if item.undecided_text and item.number and item.number.scheme == "decimal" and not _goes_on(items, at)
    ]
    candidates = []
    for at in found:
        item, value = items[at], _value(items[at])
        sure = bool(item.block.label) or item.block.kind == "heading"
        weight = weigh(value, item.rest, sure=sure, listed=item.block.kind == "list_item")
        weight = min(weight, _PADDED) if numbering.is_padded(_printed(item)) else weight
        candidates.append(Candidate(value, min(weight, _ENTRY) if _is_entry(items, at) else weight))
    for at, chosen in zip(found, choose(candidates), strict=True):
        if chosen:
            items[at].role, items[at].label = "paragraph", _printed(items[at])


def _is_entry(items: list[Item], at: int) -> bool:
    """A date or a time of day that may open one bullet among others ("5.1.15: strategy discussion")."""
    item = items[at]
    if item.block.kind != "list_item" or item.block.label:
        return False
    beside = items[max(at - 1, 0) : at] + items[at + 1 : at + 2]
    dated = like_date(_value(item)) or item.rest[:1].islower()
    return dated and any(other.block.kind == "list_item" and _scheme(other) != "decimal" for other in beside)


def _goes_on(items: list[Item], at: int) -> bool:
    """The number stands within a sentence that a line end parts: "...see" / "3.1 below."."""
    item, before = items[at], text_before(items, at)
    if item.block.kind != "text" or item.block.label or before is None or before.block.kind != "text":
        return False
    return item.rest[:1].islower() and prose.size(before.text) >= 8 and not prose.ends_sentence(before.text)


def mark_brackets(items: list[Item]) -> None:
    """Mark paragraphs numbered [1], [2]... if there is a series of them."""
    _mark_series([item for item in items if item.undecided_text and item.number and item.number.scheme == "bracket"])


def _mark_series(found: list[Item]) -> None:
    candidates = [Candidate(item.number.value, 1.0) for item in found if item.number]
    chosen = choose(candidates)
    if sum(chosen) < _SHORTEST_SERIES:
        return
    for item, taken in zip(found, chosen, strict=True):
        if taken and item.number:
            item.role, item.label = "paragraph", item.number.printed


def mark_coded(items: list[Item]) -> None:
    """Mark paragraphs numbered A1, A2... B1, B2... by the letter of their part."""
    found = [(item, number) for item in items if item.undecided_text and (number := numbering.read(item.text, "coded"))]
    chosen = choose([Candidate(number.value, 1.0) for _, number in found])
    series = [pair for pair, taken in zip(found, chosen, strict=True) if taken]
    letters = Counter(number.value[0] for _, number in series)
    if sorted(letters) != list(range(1, len(letters) + 1)) or len(letters) < 2 or min(letters.values()) < 2:
        return
    if sum(_reads_as_prose(number.rest) for _, number in series) < _PROSAIC * len(series):
        return  # "A1 Early years": headings, or the names of something
    for item, number in series:
        item.role, item.number, item.label = "paragraph", number, number.printed


def mark_named(items: list[Item]) -> None:
    """Mark paragraphs with a named number ("Learning Point 3.1 The visit was..."), if there are several."""
    for item in items:
        computed = bool(item.block.label) and _scheme(item) in ("named", "coded", COMPUTED)
        if item.undecided_text and computed and item.block.kind != "heading" and prose.is_sentence(item.rest):
            item.role, item.label = "paragraph", _printed(item)
    found = [item for item in items if item.undecided_text and _is_named_prose(item)]
    counts = Counter(item.number.keyword for item in found if item.number)
    for item in found:
        if item.number and counts[item.number.keyword] > 1:
            item.role, item.label = "paragraph", item.number.printed


def _is_named_prose(item: Item) -> bool:
    number = item.number
    if number is None or number.scheme != "named" or not _NAMED_PROSE.search(number.keyword):
        return False
    rest = number.rest
    return (
        prose.size(rest) >= 6
        and rest[0].isupper() | (rest[0] in "“\"‘'")
        and (len(number.value) > 1 or prose.sentences_inside(rest) or prose.size(rest) > 40)
    )


def mark_chapters(items: list[Item]) -> None:
    """Mark chapter headings ("6 Care Episode 1") and numbered sub-headings."""
    places = [at for at, item in enumerate(items) if item.role == "paragraph" and _scheme(item) == "decimal"]
    tops = [_chapter(items[at]) for at in places]
    chapter: Chapter = ()
    for at, item in enumerate(items):
        if item.role == "paragraph" and _scheme(item) == "decimal":
            chapter = _chapter(item)
        if not item.undecided_text or _scheme(item) != "whole" or _is_recommendation(item):
            continue
        number = _chapter(item)
        following = bisect_right(places, at)
        coming = tops[following] if following < len(places) else ()
        afresh = following < len(places) and all(part <= 1 for part in _value(items[places[following]])[1:])
        if _opens_chapter(item, number, () if afresh and coming == number else chapter, coming, bool(places)):
            item.role, item.label, item.depth = "heading", item.number.printed if item.number else "", 1
            chapter = number


def _chapter(item: Item) -> Chapter:
    """(4,) of "4 Housing" and of "4.12"; (3, 901) of "3A Housing" and "3A.2"."""
    value = _value(item)
    if _scheme(item) == "whole" and len(value) > 1:
        return value[0], numbering.INSERTED + value[1]
    return value[: 2 if len(value) > 1 and value[1] > numbering.INSERTED else 1]


def _opens_chapter(item: Item, number: Chapter, chapter: Chapter, coming: Chapter, numbered: bool) -> bool:
    rest = item.rest
    styled = item.block.kind == "heading" or item.block.bold
    if not rest or prose.size(rest) > (60 if styled else 45):
        return False
    longest = 25 if item.block.kind == "heading" or item.block.size >= _LARGE else 12
    set_as_title = styled and not (prose.size(rest) > longest and rest.endswith((".", ":")))
    title = prose.is_title(rest) or set_as_title or _is_stopped_title(rest)
    if coming == number and chapter != number:  # the next paragraph is number.1
        return title or not prose.ends_sentence(rest)
    if not numbered:
        return False
    between = chapter < number and (not coming or number < coming)
    next_one = number == ((chapter[0] if chapter else 0) + 1,)
    return title and between and (next_one or styled) and item.block.kind != "list_item"


def mark_wholes(items: list[Item]) -> None:
    """Mark what is left of numbers of one level: paragraphs, sub-headings or list items."""
    found = [at for at, item in enumerate(items) if item.undecided_text and _scheme(item) == "whole"]
    found = [at for at in found if not _is_recommendation(items[at]) and not _is_year(items[at])]
    numbered = sum(item.role == "paragraph" for item in items) >= _SHORTEST_SERIES
    if not numbered:
        found = _without_titles(items, found)
    runs: list[list[int]] = []
    for at in found:
        if runs and _follows(_value(items[runs[-1][-1]]), _value(items[at])):
            runs[-1].append(at)
        else:
            runs.append([at])
    if not numbered:
        runs = _resume(items, found)
    paragraphs = sum(len(run) for run in runs if len(run) >= _SHORTEST_SERIES) >= _SHORTEST_SERIES
    for run in runs:
        _mark_run(items, run, numbered, paragraphs)


def _without_titles(items: list[Item], found: list[int]) -> list[int]:
    """Without numbered titles ("2. What Happened") below which the paragraphs' numbers run on: they are headings."""
    titles = [at for at in found if _reads_as_title(items[at]) and not _is_stopped_title(items[at].rest)]
    texts = [at for at in found if _reads_as_prose(items[at].rest)]
    counted = [_value(items[at]) for at in titles] == [(number,) for number in range(1, len(titles) + 1)]
    ends = [*titles[1:], len(items)]
    governing = all(any(at < text < end for text in texts) for at, end in zip(titles, ends, strict=False))
    running = [_value(items[at]) for at in texts]
    in_order = sum(_follows(one, two) for one, two in pairwise(running)) >= _PROSAIC * (len(running) - 1)
    if len(titles) < 2 or len(texts) < max(_SHORTEST_SERIES, len(titles)) or not (counted and governing and in_order):
        return found
    if titles[0] > texts[0] or _value(items[texts[0]]) != (1,):
        return found
    for at in titles:
        items[at].role, items[at].label, items[at].depth = "heading", _printed(items[at]), 1
    return [at for at in found if at not in titles]


def _follows(before: tuple[int, ...], value: tuple[int, ...]) -> bool:
    """The next number, or one put in after the one before it: 4 and 3A after 3, 3B and 4 after 3A."""
    return value != before and step(before, value) == 0.0


def mark_enclosed(items: list[Item]) -> None:
    """Mark paragraphs numbered (1), (2)... where nothing else numbers the paragraphs; short ones are a list."""
    if sum(item.role == "paragraph" for item in items) >= _SHORTEST_SERIES:
        return
    runs: list[list[int]] = []
    for at, item in enumerate(items):
        if not item.undecided_text or _scheme(item) != "enclosed":
            continue
        if runs and _value(item)[0] == _value(items[runs[-1][-1]])[0] + 1:
            runs[-1].append(at)
        else:
            runs.append([at])
    for run in runs:
        prosaic = sum(_reads_as_prose(items[at].rest) for at in run)
        if len(run) >= _SHORTEST_SERIES and prosaic >= _PROSAIC * len(run) and not _introduced(items, run[0]):
            for at in run:
                items[at].role, items[at].label = "paragraph", _printed(items[at])


def _reads_as_prose(rest: str) -> bool:
    """A sentence or more of its own."""
    return prose.size(rest) >= 8 and not rest[0].islower() and rest.endswith((".", "”", '"', "?"))


def _resume(items: list[Item], found: list[int]) -> list[list[int]]:
    """Runs of one long series that lists interrupt are one run; the lists are runs of their own."""
    chosen = choose([Candidate(_value(items[at]), _weight(items, at)) for at in found])
    series = [at for at, taken in zip(found, chosen, strict=True) if taken]
    rest = [[at] for at, taken in zip(found, chosen, strict=True) if not taken]
    runs: list[list[int]] = []
    for at in series:
        if runs and _value(items[at]) > _value(items[runs[-1][-1]]):
            runs[-1].append(at)
        else:
            runs.append([at])
    return runs + rest


def _weight(items: list[Item], at: int) -> float:
    """Little speaks for a number that opens no sentence, or that a colon introduces: an item of a list."""
    rest = items[at].rest
    listed = rest[:1].islower() or rest.endswith((";", ",")) or (_value(items[at]) == (1,) and _introduced(items, at))
    return 0.2 if listed else 0.7


def _mark_run(items: list[Item], run: list[int], numbered: bool, paragraphs: bool) -> None:
    """A run of numbers is a series of headings, of paragraphs or a list."""
    apart = [b - a for a, b in pairwise(run)]
    titles = [at for at in run if _reads_as_title(items[at])]
    governs = [at for at in titles if _has_body(items, at)]
    if len(governs) >= 0.6 * len(run) and (not apart or min(apart) > 1 or len(governs) > 2):
        for at in run:
            if at not in governs and not _is_stopped_title(items[at].rest):
                continue
            if items[at].block.kind != "list_item" or len(run) > 1:
                items[at].role, items[at].label = "heading", _printed(items[at])
                items[at].depth = 0 if numbered else 1
        return
    if (numbered and not _is_summary(items, run)) or _introduced(items, run[0]):
        for at in run:
            items[at].role = "list"
        return
    again = paragraphs and _value(items[run[0]])[0] == 1  # a short series beside long ones: numbers that restart
    for at in run:
        if items[at].block.kind == "heading":
            continue
        if len(run) >= _SHORTEST_SERIES or again:
            items[at].role, items[at].label = "paragraph", _printed(items[at])
        elif _value(items[run[0]])[0] == 1 and len(run) > 1:
            items[at].role = "list"


def _is_summary(items: list[Item], run: list[int]) -> bool:
    """1., 2., 3... right under a title are paragraphs of their own: those of a summary before the numbered report."""
    before = text_before(items, run[0])
    if len(run) < _SUMMARY or _value(items[run[0]])[0] != 1 or before is None:
        return False
    titled = (
        before.role == "heading"
        or before.block.kind == "heading"
        or (not before.role and prose.is_title(before.text, 12))
    )
    texts = [items[at].rest for at in run]
    prosaic = sum(map(_reads_as_prose, texts))
    # Terms of reference are long too, but a sentence each.
    told = sum(map(prose.sentences_inside, texts))
    long = sorted(map(prose.size, texts))[len(run) // 2] >= _PARAGRAPH
    return titled and long and prosaic >= _PROSAIC * len(run) and told >= 0.4 * len(run)


def _reads_as_title(item: Item) -> bool:
    if item.rest.endswith(":") and item.block.kind != "heading":
        return False
    return (
        prose.is_title(item.rest, 14)
        or item.block.kind == "heading"
        or (_is_stopped_title(item.rest) and item.block.bold)
    )


def _is_stopped_title(rest: str) -> bool:
    """A short title with a stop after it ("Single agency learning and conclusions.")."""
    return rest.endswith(".") and prose.size(rest) <= 12 and prose.is_title(rest.rstrip("."), 12)


def _has_body(items: list[Item], at: int) -> bool:
    """Something other than the next number of the series stands below."""
    after = text_after(items, at)
    return after is not None and after.role != "heading" and _scheme(after) != "whole" and not after.label.isdigit()


def _introduced(items: list[Item], at: int) -> bool:
    """The text above ends with a colon: what follows is a list."""
    before = text_before(items, at)
    return before is not None and before.text.rstrip("”\"'*").endswith((":", ":-", ": -"))


def _is_recommendation(item: Item) -> bool:
    return recommendations.is_titled(item.rest)


def _is_year(item: Item) -> bool:
    return 1900 <= _value(item)[0] <= 2099 and not (item.number and item.number.tail in (".", ")"))


def _scheme(item: Item) -> str:
    return item.number.scheme if item.number else ""


def _value(item: Item) -> tuple[int, ...]:
    return item.number.value if item.number else (0,)


def _printed(item: Item) -> str:
    return item.number.printed if item.number else ""
