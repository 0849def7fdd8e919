"""The cost of a document is linear in its text: every pattern, and what reads text with several of them."""

from __future__ import annotations

import gc
import re
import signal
import time
from collections import deque
from collections.abc import Callable, Iterator
from contextlib import contextmanager, suppress
from types import FrameType

import pytest

from app.gate import find
from app.marks import quotations
from index.passages import windows
from index.query.acronyms import harvest
from index.sentences import sentence_spans
from index.subjects import agencies_in, themes_in
from ingest.errors import LimitExceeded
from ingest.metadata import Clues, extract
from ingest.model import Unit
from ingest.patterns import linear
from ingest.readers.markdown import from_markdown
from ingest.readers.text import from_text
from ingest.roles import assign
from ingest.structure import parse
from ingest.structure.parts import parts_of

from .patterns import COMMON, Used, hostile, used_patterns

#: From 40 to 80 kB a text may cost so many times as much.
MOST = 2.6
SIZES = 40_000, 80_000
#: Patterns whose repeats are all bounded cannot grow so: what they take for so many bytes is under so many seconds.
SHORT, DEAR = 2_500, 0.25
#: Seconds under which a time is noise, for a text of 10 kB and for one of 80 kB. What grows with the square of its text
#: takes 64 times as long for the second as for the first.
QUICK, FLOOR = 0.004, 0.05
#: Seconds of processor time after which a comparison is given up.
LONGEST = 60.0


class TooLong(Exception):
    """A try was given up."""


@contextmanager
def stopped(seconds: float) -> Iterator[None]:
    """Raises TooLong in what takes longer; the engine of regular expressions listens to signals."""

    def stop(number: int, frame: FrameType | None) -> None:
        raise TooLong

    before = signal.signal(signal.SIGPROF, stop)
    gc.disable()  # what it takes depends on all that other tests left behind
    signal.setitimer(signal.ITIMER_PROF, seconds)
    try:
        yield
    finally:
        signal.setitimer(signal.ITIMER_PROF, 0)
        signal.signal(signal.SIGPROF, before)
        gc.enable()


def seconds_for(read: Callable[[str], object], text: str, tries: int = 1) -> float:
    """Processor time of the quickest of some tries."""
    taken = []
    for _ in range(tries):
        started = time.process_time()
        read(text)
        taken.append(time.process_time() - started)
    return min(taken)


def grows(read: Callable[[str], object], made: Callable[[int], str]) -> float:
    """How many times as long the longer text takes; 0 where both are too quick to tell, infinite where stopped."""
    try:
        with stopped(LONGEST):
            least = seconds_for(read, made(SIZES[0] // 4))
            if least < QUICK or seconds_for(read, made(SIZES[0] // 2)) < MOST * min(
                least, seconds_for(read, made(10_000))
            ):
                return 0.0
            short, long = (seconds_for(read, made(size), tries=3) for size in SIZES)
            if long > max(FLOOR, MOST * short):  # once more: the machine may have been at something else
                short, long = (seconds_for(read, made(size), tries=5) for size in SIZES)
    except TooLong:
        return float("inf")
    return long / short if long > FLOOR else 0.0


def costs(read: Callable[[str], object], made: Callable[[int], str]) -> float:
    """Seconds for a short text, infinite where stopped."""
    try:
        with stopped(LONGEST):
            return seconds_for(read, made(SHORT))
    except TooLong:
        return float("inf")


def repeated(before: str, body: str, after: str) -> Callable[[int], str]:
    return lambda size: before + body * (size // len(body)) + after


def tried(used: Used) -> Callable[[str], object]:
    def read(text: str) -> object:
        if used.anchored:
            return used.pattern.match(text), used.pattern.fullmatch(text)
        return deque(used.pattern.finditer(text), maxlen=0)

    return read


PATTERNS = used_patterns()


def test_all_patterns_are_found() -> None:
    names = {used.name for used in PATTERNS}
    assert {"index.sentences._END", "app.gate._BRACKET", "ingest.readers.markup._TICKS"} <= names
    assert len(PATTERNS) > 400
    assert any(":" in used.name for used in PATTERNS)  # those written where they are used


@pytest.mark.skipif(not hasattr(signal, "setitimer"), reason="a try cannot be stopped on this system")
@pytest.mark.parametrize("room", ["ingest", "index", "app"])
def test_no_pattern_grows_with_the_square_of_what_it_reads(room: str) -> None:
    slow = []
    for used in PATTERNS:
        if used.name.startswith(room):
            texts = {
                *hostile(used.pattern),
                *(("", each, "") for each in COMMON),
                *(("", each, "\x00") for each in COMMON),
            }
            cost, most = (costs, DEAR) if used.bounded else (grows, MOST)
            for text in sorted(texts):
                if (found := cost(tried(used), repeated(*text))) > most:
                    slow.append((used.name, text, found))
                    break
    assert slow == []


@pytest.mark.parametrize(
    ("pattern", "bounded"),
    [
        (r"a{1,24}(?:b|c{0,300})?", True),
        (r"a{0,301}", False),
        (r"(?:b|(?<!c)d(?:e*?))", False),
        (r"(?!a{2,})b", False),
    ],
)
def test_a_pattern_is_bounded_where_each_repeat_is(pattern: str, bounded: bool) -> None:
    assert Used("", re.compile(pattern), anchored=False).bounded is bounded


def unit(text: str) -> Unit:
    return Unit("r:1", "r", "", 1, "paragraph", (), None, 0, len(text), text)


def structured(text: str) -> object:
    source = from_text(text)
    _, units = parse(source, review_id="r")
    return assign(units), extract(Clues.of("r.txt", source, units))


def markdown(text: str) -> None:
    with suppress(LimitExceeded):  # of what is nested too deeply
        from_markdown(text)


READERS: dict[str, Callable[[str], object]] = {
    "sentences": sentence_spans,
    "windows": lambda text: list(windows(text)),
    "parts": parts_of,
    "acronyms": lambda text: harvest([unit(text)]),
    "subjects": lambda text: (themes_in(text), agencies_in(text)),
    "gate": lambda text: find("no such words", text),
    "marks": quotations,
    "text": from_text,
    "markdown": markdown,
    "structure": structured,
}


@pytest.mark.skipif(not hasattr(signal, "setitimer"), reason="a try cannot be stopped on this system")
@pytest.mark.parametrize("name", READERS)
def test_no_reader_of_text_grows_with_its_square(name: str) -> None:
    slow = []
    for body in (
        *COMMON,
        "A. ",
        "Dr. ",
        "(a) ",
        "\n(i) ",
        "“a” ",
        "word word. ",
        "1.1 Word.\n\n",
        "see para 4.2 of ",
        "- ",
    ):
        for before in ("", "1.1 The nurse wrote ") if body not in COMMON else ("1.1 The nurse wrote ",):
            if (growth := grows(READERS[name], repeated(before, body, " End."))) > MOST:
                slow.append((before, body, growth))
    assert slow == []


@pytest.mark.parametrize(
    ("pattern", "bound"),
    [
        (r"a\s*b", r"a\s{0,24}b"),
        (r"(?P<n>[a-z]+)(?:x y)*?", r"(?P<n>[a-z]{1,60})(?:x y){0,24}?"),
        (r".*\*+[*+]?", r".{0,300}\*{1,24}[*+]?"),
        (r"\d{3,}\.{1,2}(?:\W|\b)+", r"\d{3,60}\.{1,2}(?:\W|\b){1,24}"),
        (r"[^]*]+(?<=a)(?!b)(?i:c)+\x41+", r"[^]*]{1,300}(?<=a)(?!b)(?i:c){1,24}\x41{1,60}"),
        (r"\s{90,}", r"\s{90,90}"),
    ],
)
def test_repeats_are_bounded_by_what_they_repeat(pattern: str, bound: str) -> None:
    assert linear(pattern).pattern == bound
