"""Days, months and years as people and reviews write them, and the span of time that a question asks about."""

from __future__ import annotations

import re
from dataclasses import dataclass

_MONTHS = (
    "january february march april may june july august september october november december".split()  # noqa: SIM905
)
_NAMED = "|".join(f"{month[:3]}(?:{month[3:]})?" if len(month) > 3 else month for month in _MONTHS)
_DAY, _YEAR = r"(?P<day>[0-3]?\d)(?:st|nd|rd|th)?", r"(?P<year>(?:19|20)\d\d)"
_PATTERNS = tuple(
    re.compile(pattern, re.IGNORECASE)
    for pattern in (
        rf"\b{_DAY}\s+(?:of\s+)?(?P<month>{_NAMED})\b\.?,?(?:\s+{_YEAR})?",
        rf"\b(?P<month>{_NAMED})\s+{_DAY}\b(?!\d|[.:]\d)(?:,?\s+{_YEAR})?",
        rf"\b(?P<month>{_NAMED})\.?,?\s+{_YEAR}",
        r"(?<![\d./-])(?<!para )(?<!paragraph )(?<!section )"
        r"(?P<day>[0-3]?\d)[./-](?P<number>[01]?\d)[./-](?P<year>(?:19|20)?\d\d)(?![\d./-]*\d)",
        r"\b(?P<year>(?:19|20)\d\d)-(?P<number>[01]\d)-(?P<day>[0-3]\d)\b",
    )
)
_AT = r"\b(?:in|of|during|between|from|and|to|until|before|after|by|since|late|early|mid)[\s-]+"
_MONTH_ALONE = re.compile(rf"{_AT}(?P<month>{_NAMED})\b(?!\s+(?:have|be|not|well|also|\d))", re.IGNORECASE)
_YEAR_ALONE = re.compile(rf"{_AT}{_YEAR}\b", re.IGNORECASE)
_TO = re.compile(r"\s*(?:and|to|until|till|-|–|—)\s*", re.IGNORECASE)


@dataclass(frozen=True, slots=True)
class Date:
    """A date as printed; what is not printed is 0.

    Args:
        start, end: its place in the text.
    """

    year: int
    month: int
    day: int
    start: int = 0
    end: int = 0


_EVER, _NEVER = Date(1, 0, 0), Date(9999, 0, 0)


@dataclass(frozen=True, slots=True)
class Period:
    """From the first date to the last, both included; what they leave open (0) is open."""

    first: Date
    last: Date

    @property
    def dated(self) -> bool:
        """Whether it says of which year it is."""
        return bool(self.first.year)

    def holds(self, date: Date) -> bool:
        """Whether a date, with its year where the period has one, lies within."""
        if self.dated and not date.year:
            return False
        if self.first.day and not date.day:
            return False
        if self.first.month and not date.month:
            return False
        low, high = _key(self.first, 0), _key(self.last, 99)
        at = (date.year if self.dated else 0, date.month, date.day)
        return low <= at <= high


def dates_in(text: str) -> list[Date]:
    """The days and months of a text, in the order in which they stand; a month without a year does not count.

    >>> [(date.year, date.month, date.day) for date in dates_in("on 3.10.16, and again on 12th May")]
    [(2016, 10, 3), (0, 5, 12)]
    """
    found: dict[int, Date] = {}
    taken: list[tuple[int, int]] = []
    for pattern in _PATTERNS:
        for match in pattern.finditer(text):
            date = _read(match)
            if date is not None and not any(match.start() < end and start < match.end() for start, end in taken):
                taken.append(match.span())
                found[match.start()] = date
    return [found[start] for start in sorted(found)]


def period_in(question: str) -> Period | None:
    """The span of time that a question names: a day, a month, a year, or from one to another; None for none.

    >>> period = period_in("What happened between March and June 2016?")
    >>> (period.first.year, period.first.month, period.last.year, period.last.month)
    (2016, 3, 2016, 6)
    """
    found = [*dates_in(question), *_alone(question)]
    found.sort(key=lambda date: date.start)
    if not found:
        return None
    first = found[0]
    if len(found) == 1 or not _TO.fullmatch(question[first.end : found[1].start]):
        before = question[: first.start].rstrip().lower()
        if first.year and before.endswith(("since", "after", "from")):
            return Period(first, _NEVER)
        if first.year and before.endswith("before"):
            return Period(_EVER, _last_before(first))
        return Period(first, first)
    last = found[1]
    if not first.year:
        first = Date(last.year, first.month, first.day)
    return Period(first, last)


def _last_before(date: Date) -> Date:
    if date.day:
        return date
    if date.month > 1:
        return Date(date.year, date.month - 1, 0)
    return Date(date.year - 1, 0, 0)


def phrases(date: Date) -> tuple[str, ...]:
    """How a day with its year, or a month with its year, may be printed; () for less."""
    if not (date.year and date.month):
        return ()
    month, short = _MONTHS[date.month - 1], date.year % 100
    if not date.day:
        return (f"{month} {date.year}",)
    numeric = [f"{date.day}.{date.month}.{short:02}", f"{date.day:02}.{date.month:02}.{short:02}"]
    numeric += [f"{date.day}.{date.month}.{date.year}", f"{date.day:02}.{date.month:02}.{date.year}"]
    return tuple(dict.fromkeys((f"{date.day} {month} {date.year}", f"{month} {date.day} {date.year}", *numeric)))


def _alone(question: str) -> list[Date]:
    """Months and years of a question that stand in no date of it."""
    taken = [(date.start, date.end) for date in dates_in(question)]
    found = []
    for pattern in (_MONTH_ALONE, _YEAR_ALONE):
        for match in pattern.finditer(question):
            name = "month" if "month" in match.groupdict() else "year"
            start, end = match.span(name)
            if not any(a <= start < b for a, b in taken):
                year = int(match["year"]) if name == "year" else 0
                month = _month(match["month"]) if name == "month" else 0
                found.append(Date(year, month, 0, start, end))
    return found


def _read(match: re.Match[str]) -> Date | None:
    groups = match.groupdict()
    month = int(groups["number"]) if groups.get("number") else _month(match["month"])
    year, day = int(groups.get("year") or 0), int(groups.get("day") or 0)
    if 0 < year < 100:
        year += 2000 if year < 50 else 1900
    return Date(year, month, day, *match.span()) if 1 <= month <= 12 and day <= 31 else None


def _month(name: str) -> int:
    return next(number for number, month in enumerate(_MONTHS, start=1) if month.startswith(name.lower()[:3]))


def _key(date: Date, open_end: int) -> tuple[int, int, int]:
    return (date.year, date.month or open_end, date.day or open_end)
