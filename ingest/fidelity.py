"""Is all of the source in the parse, and nothing else? Words counted against the reader's own plain text."""

from __future__ import annotations

import re
import unicodedata
from collections import Counter, defaultdict
from collections.abc import Iterable, Sequence

from ingest import numbering
from ingest.model import Fidelity, Problem, Unit
from ingest.numbering import Value
from ingest.source import Source

_WORD = re.compile(r"[^\W_]+")
#: More of a file than this set apart as boilerplate is worth a look.
BOILERPLATE_CEILING = 0.05
_MOST_PROBLEMS = 40


def measure(source: Source, text: str, units: Sequence[Unit]) -> Fidelity:
    """Words kept and invented, boilerplate, breaks in the number series, pages without text.

    kept = |source ∩ units| / |source| and invented = |units - source|, as multisets of words (letters and
    digits, case and compatibility forms levelled). A word that only one side splits at a hyphen, a note
    marker or a line end is the same word.

    Args:
        source: what the parse was made of; its `words` are the reader's independent count.
        text: the canonical text, of which the units are spans.
    """
    allowed = Counter(words(" ".join(source.words)))
    allowed.update(word for block in source.blocks for word in words(block.label))
    said = Counter(words(" ".join(source.words)))
    have = Counter(word for unit in units for word in words(unit.text))
    missing, invented = _reconcile(said - have, have - allowed)
    total = sum(said.values())
    kept = 1.0 - sum(missing.values()) / total if total else 1.0
    apart = sum(len(words(unit.text)) for unit in units if unit.kind in ("boilerplate", "toc"))
    share = apart / total if total else 0.0
    empty = _pages_without_text(source)
    problems = [*source.problems, *_word_problems(kept, missing, invented, share), *_page_problems(empty, source)]
    problems += series_problems(units)
    return Fidelity(
        words=total, kept=round(max(0.0, kept), 6), invented=sum(invented.values()), boilerplate=round(share, 6),
        pages=len(source.pages) or None, pages_without_text=empty, ocr_pages=source.ocr_pages, problems=tuple(problems),
    )  # fmt: skip


def words(text: str) -> list[str]:
    """Letters and digits only, as all counts of words here take them.

    >>> words("Child B1’s ‘voice’, 20th May²")
    ['child', 'b1', 's', 'voice', '20th', 'may2']
    """
    return _WORD.findall(unicodedata.normalize("NFKC", numbering.clean(text)).casefold())


def _reconcile(missing: Counter[str], invented: Counter[str]) -> tuple[Counter[str], Counter[str]]:
    """Cancel words that differ only in where they are split: 'hypoxia' and '1' against 'hypoxia1'."""
    missing, invented = Counter(missing), Counter(invented)
    _cancel_split(invented, missing)
    _cancel_split(missing, invented)
    return +missing, +invented


def _cancel_split(whole: Counter[str], parts: Counter[str]) -> None:
    for word in [word for word in whole if 1 < len(word) <= 60]:
        for at in range(1, len(word)):
            first, second = word[:at], word[at:]
            while whole[word] > 0 and parts[first] > 0 and parts[second] > (1 if first == second else 0):
                whole[word] -= 1
                parts[first] -= 1
                parts[second] -= 1


def _word_problems(kept: float, missing: Counter[str], invented: Counter[str], boilerplate: float) -> Iterable[Problem]:
    if kept < 0.99:
        lost = ", ".join(word for word, _ in missing.most_common(8))
        yield Problem("words-lost", f"{1 - kept:.1%} of the file's words stand in no unit, among them: {lost}.")
    if invented:
        added = ", ".join(word for word, _ in invented.most_common(8))
        yield Problem("words-invented", f"{sum(invented.values())} words are not in the file: {added}.")
    if boilerplate > BOILERPLATE_CEILING:
        yield Problem("boilerplate", f"{boilerplate:.0%} of the words were set apart as contents page or running text.")


def _pages_without_text(source: Source) -> tuple[int, ...]:
    filled = {block.page for block in source.blocks if block.kind != "furniture" and block.text.strip()}
    return tuple(page.number for page in source.pages if page.number not in filled)


def _page_problems(pages: tuple[int, ...], source: Source) -> Iterable[Problem]:
    told = {problem.page for problem in source.problems if problem.code == "page-without-text"}
    pages = tuple(page for page in pages if page not in told)
    if len(pages) > _MOST_PROBLEMS:
        message = f"No text was found on {len(pages)} pages, the first of them page {pages[0]}."
        yield Problem("page-without-text", message, page=pages[0])
        return
    for page in pages:
        yield Problem("page-without-text", f"No text was found on page {page}.", page=page)


def series_problems(units: Sequence[Unit]) -> list[Problem]:
    """Gaps and second printings in each series of paragraph numbers of two levels or more."""
    series: dict[Value, list[tuple[int, Unit]]] = defaultdict(list)
    for unit in units:
        number = numbering.read(unit.label, "decimal") if unit.kind in ("paragraph", "heading") and unit.label else None
        if number and len(number.value) >= 2:
            series[number.value[:-1]].append((number.value[-1], unit))
    problems: list[Problem] = []
    for numbered in series.values():
        problems.extend(_breaks(numbered))
    if len(problems) > _MOST_PROBLEMS:
        more = len(problems) - _MOST_PROBLEMS
        problems = [*problems[:_MOST_PROBLEMS], Problem("number-gap", f"{more} more breaks in the numbering.")]
    return problems


def _breaks(numbered: list[tuple[int, Unit]]) -> Iterable[Problem]:
    before, last = 0, ""
    seen: set[int] = set()
    for value, unit in numbered:
        page = unit.pages.pdf[0] if unit.pages and unit.pages.pdf else None
        where = f" (page {page})" if page else ""
        if value == 1 and before > 1 and 1 in seen:
            seen = set()  # the series starts again, as in a finding of its own
        elif value in seen:
            yield Problem("number-repeat", f"{unit.label} is printed a second time{where}.", unit.id, page)
        elif value > before + 1:
            gap = f"{last} is followed by {unit.label}" if last else f"the series begins with {unit.label}"
            yield Problem("number-gap", f"{gap}{where}.", unit.id, page)
        seen.add(value)
        before, last = value, unit.label
