"""Do the alarms ring where a parse is wrong, and only there?

    python -m eval.bench.alarms [--show]

Sound documents: the sources of the sample, each set in several formats, parsed and weighed as `casebook add` does.
Wrecks: sound parses of which one thing is broken, in turn each way of WAYS. An alarm counts if it has the right
code and names the unit or the page that was broken.
"""

from __future__ import annotations

import argparse
import sys
import tempfile
from collections.abc import Callable, Iterator, Sequence
from dataclasses import dataclass, replace
from pathlib import Path

from ingest.model import Pages, Problem, Unit
from ingest.opinion import look, weigh
from ingest.opinion.raw import Raw
from ingest.readers import read
from ingest.settings import Limits
from ingest.source import Source
from ingest.structure import parse
from sample.build import FORMATS, sources
from sample.render.document import load

#: How many of each are wanted.
COUNT = 40
#: How many wrecks may go unseen, and sound documents be alarmed.
MISSED, FALSE = 2, 2
Units = tuple[Unit, ...]
#: Breaks the unit at that place; says which alarms are right.
Way = Callable[[Units, int], Units]


@dataclass(frozen=True, slots=True)
class Sound:
    """A document as set, looked at and parsed."""

    name: str
    source: Source
    units: Units
    raw: Raw

    def alarms(self, units: Units) -> tuple[Problem, ...]:
        """What the second opinion has to say of these units."""
        return weigh(self.raw, self.source, units).problems


def documents(folder: Path) -> Iterator[Sound]:
    """Each source in one format after another, until there are COUNT."""
    forms = [form for form in FORMATS if form != "slides"]
    decks = {source for source in sources() if "slides" in source.stem}
    pairs = [(source, form) for form in forms for source in sources() if source not in decks]
    pairs = [(source, "slides") for source in decks] + pairs
    step = len(pairs) / COUNT
    for source, form in (pairs[int(step * place)] for place in range(COUNT)):
        suffix, render = FORMATS[form]
        path = folder / f"{source.stem}.{form}{suffix}"
        render(load(source), path)
        found = read(path)
        raw = look(path, Limits())
        assert raw is not None
        yield Sound(path.name, found, parse(found, review_id="bench")[1], raw)


def _put(units: Units, at: int, **changes: object) -> Units:
    return (*units[:at], replace(units[at], **changes), *units[at + 1 :])  # type: ignore[arg-type]


def _halves(unit: Unit) -> tuple[list[str], list[str]]:
    words = unit.text.split()
    middle = len(words) // 2
    return words[:middle], words[middle:]


def no_words(units: Units, at: int) -> Units:
    """The number alone."""
    return _put(units, at, text=units[at].label)


def paragraph_as_heading(units: Units, at: int) -> Units:
    """A paragraph taken for a heading."""
    return _put(units, at, kind="heading")


def half_as_heading(units: Units, at: int) -> Units:
    """Its first words as a heading, the others as a paragraph."""
    words = units[at].text.split()
    cut = next((n for n, word in enumerate(words) if n > 3 and words[n - 1].isalpha() and word[0].islower()), 5)
    rest = replace(units[at], id="rest", label="", text=" ".join(words[cut:]))
    head = replace(units[at], kind="heading", text=" ".join(words[:cut]))
    return (*units[:at], head, rest, *units[at + 1 :])


def turned_round(units: Units, at: int) -> Units:
    """Its second half before its first."""
    first, second = _halves(units[at])
    return _put(units, at, text=" ".join([*second, *first]))


def word_lost(units: Units, at: int) -> Units:
    """Two words out of its middle."""
    first, second = _halves(units[at])
    return _put(units, at, text=" ".join([*first, *second[2:]]))


def word_put_in(units: Units, at: int) -> Units:
    """A word that is not in the file."""
    first, second = _halves(units[at])
    return _put(units, at, text=" ".join([*first, "zzyzx", *second]))


def torn_apart(units: Units, at: int) -> Units:
    """Its second half at the end of another unit, far away."""
    first, second = _halves(units[at])
    other = (at + len(units) // 2) % len(units)
    units = _put(units, at, text=" ".join(first))
    return _put(units, other, text=f"{units[other].text} {' '.join(second)}", cells=())


def swallowed(units: Units, at: int) -> Units:
    """The next numbered paragraph as part of it."""
    text = f"{units[at].text} {units[at + 1].text}"
    return (*units[:at], replace(units[at], text=text), *units[at + 2 :])


def left_out(units: Units, at: int) -> Units:
    """In no unit."""
    return (*units[:at], *units[at + 1 :])


def wrong_page(units: Units, at: int) -> Units:
    """Cited by a page on which it does not stand."""
    pages = units[at].pages
    assert pages is not None
    return _put(units, at, pages=Pages(pages.printed, (pages.pdf[0] + 1 if pages.pdf[0] == 1 else 1,)))


#: Each way with the codes that are right.
WAYS: dict[Way, tuple[str, ...]] = {
    no_words: ("number-without-words",),
    paragraph_as_heading: ("heading-is-text",),
    half_as_heading: ("heading-is-text",),
    turned_round: ("words-not-found", "line-broken"),
    word_lost: ("words-not-found", "text-in-no-unit"),
    word_put_in: ("words-not-found",),
    torn_apart: ("line-broken",),
    swallowed: ("number-not-read",),
    left_out: ("text-in-no-unit",),
    wrong_page: ("words-not-found",),
}


def wreck(sound: Sound, way: Way) -> tuple[Unit, Units] | None:
    """The unit that is broken and the units afterwards; None where this document has none to break in this way."""
    units = sound.units
    typed = sound.name.endswith((".txt", ".md", ".pdf"))
    for at, unit in enumerate(units[:-1]):
        after = units[at + 1]
        numbered = unit.kind == after.kind == "paragraph" and "." in unit.label and "." in after.label
        plain = numbered and not unit.cells and "\n" not in unit.text and len(unit.text.split()) >= 24
        one_page = unit.pages is None or len(unit.pages.pdf) == 1
        if way is swallowed and not typed:
            return None  # numbers that the format computes stand in no line of the file
        if way is wrong_page and not (unit.pages and sound.raw.paged):
            continue
        if plain and one_page and at > len(units) // 3:
            return unit, way(units, at)
    return None


def rings(alarms: Sequence[Problem], codes: tuple[str, ...], unit: Unit) -> bool:
    """Whether one of them is right: of that kind, and at that unit or on its page (or of a file without pages)."""
    pages = set(unit.pages.pdf) if unit.pages else {None}
    return any(each.code in codes and (each.unit == unit.id or each.page in pages) for each in alarms)


def wrecks(sounds: Sequence[Sound]) -> Iterator[tuple[Sound, Way, Unit, Units]]:
    """COUNT wrecks, the ways in turn over the documents in turn."""
    made, ways = 0, list(WAYS)
    for turn in range(COUNT * len(ways)):
        way, sound = ways[turn % len(ways)], sounds[(turn * 7) % len(sounds)]
        found = wreck(sound, way)
        if found is not None and made < COUNT:
            made += 1
            yield sound, way, *found


def main(arguments: Sequence[str] | None = None) -> int:
    """Print how many were alarmed; 1 where more than two wrecks went unseen or two sound ones were alarmed."""
    parser = argparse.ArgumentParser(description=__doc__, formatter_class=argparse.RawDescriptionHelpFormatter)
    parser.add_argument("--show", action="store_true", help="name each miss and each false alarm")
    options = parser.parse_args(arguments)
    with tempfile.TemporaryDirectory() as folder:
        sounds = list(documents(Path(folder)))
    false = {sound.name: alarms for sound in sounds if (alarms := sound.alarms(sound.units))}
    broken = list(wrecks(sounds))
    missed = [(s.name, way.__name__) for s, way, unit, units in broken if not rings(s.alarms(units), WAYS[way], unit)]
    print(f"{len(broken) - len(missed)} of {len(broken)} wrecks alarmed in the right place")
    print(f"{len(false)} of {len(sounds)} sound documents alarmed")
    for name, found in false.items() if options.show else ():
        print(f"  false: {name}: {found[0].code}: {found[0].message}")
    for name, way_name in missed if options.show else ():
        print(f"  missed: {name}: {way_name}")
    return int(len(missed) > MISSED or len(false) > FALSE)


if __name__ == "__main__":
    sys.exit(main())
