"""Random reviews with known structure, and how extraction would leave them as text."""

from __future__ import annotations

import textwrap
from dataclasses import dataclass, field

from hypothesis import strategies as st

from ingest.readers.markup import superscript

SUBJECTS = (
    "The social worker",
    "The health visitor",
    "Her mother",
    "The school nurse",
    "A police officer",
    "The panel",
)
VERBS = ("recorded", "described", "questioned", "shared", "overlooked", "escalated", "reviewed")
OBJECTS = (
    "the referral of 5.1.15",
    "a bruise seen at 14.05",
    "the plan for Child Q",
    "what the neighbour had said",
    "paragraph 4.2 of the procedure",
    "the 3 missed appointments",
    "her concerns about home",
    "an earlier letter",
)
ENDINGS = (
    "before the meeting",
    "without delay",
    "on three occasions",
    "in Tarnmouth",
    "when asked by the review",
    "again",
)
TITLES = (
    "Background",
    "How the Services Worked Together",
    "The Period Under Review",
    "Voice of the Child",
    "Analysis of Practice",
    "Information Sharing",
    "What the Family Said",
    "Supervision and Oversight",
    "Thresholds",
    "Early Help",
    "The Response of the Police",
    "Care Planning",
)


@dataclass
class Paragraph:
    """A numbered paragraph; `cut` sentences stand before a page break, 0 for none."""

    label: str
    sentences: list[str]
    items: list[str] = field(default_factory=list)
    cut: int = 0
    note: str = ""


@dataclass
class Table:
    """A chronology: column headings and rows that begin with a date."""

    columns: tuple[str, ...]
    rows: list[tuple[str, ...]]


@dataclass
class Recommendation:
    """A recommendation after a paragraph."""

    label: str
    sentences: list[str]


@dataclass
class Heading:
    """A heading: a chapter's, or one below it."""

    label: str
    title: str


Part = Heading | Paragraph | Table | Recommendation


@st.composite
def sentences(draw: st.DrawFn, most: int = 4) -> list[str]:
    """Sentences with dates, times and references in them."""
    found = []
    for _ in range(draw(st.integers(1, most))):
        words = (draw(st.sampled_from(part)) for part in (SUBJECTS, VERBS, OBJECTS, ENDINGS))
        found.append(" ".join(words) + ".")
    return found


@st.composite
def reviews(draw: st.DrawFn) -> list[Part]:
    """A review in reading order."""
    deep = draw(st.booleans())
    titles = draw(st.permutations(TITLES))
    parts: list[Part] = []
    recommendation = note = 0
    for chapter in range(1, draw(st.integers(2, 4)) + 1):
        parts.append(Heading(str(chapter), titles[chapter]))
        for section in range(1, (draw(st.integers(1, 3)) if deep else 1) + 1):
            prefix = f"{chapter}.{section}" if deep else str(chapter)
            if deep:
                parts.append(Heading(prefix, titles[(chapter * 3 + section) % len(titles)]))
            for number in range(1, draw(st.integers(2, 6)) + 1):
                paragraph = Paragraph(f"{prefix}.{number}", draw(sentences()))
                extra = draw(st.sampled_from(("", "", "list", "cut", "note", "table", "recommendation")))
                if extra == "list":
                    paragraph.sentences[-1] = "The panel noted the following:"
                    paragraph.items = [text[0] for text in draw(st.lists(sentences(most=1), min_size=2, max_size=4))]
                elif extra == "cut" and len(paragraph.sentences) > 1:
                    paragraph.cut = 1
                elif extra == "note":
                    note += 1
                    paragraph.note = f"Guidance of the Tarnmouth partnership, page {note}."
                parts.append(paragraph)
                if extra == "table":
                    rows = draw(
                        st.lists(
                            st.tuples(st.integers(1, 28), st.integers(1, 12), sentences(most=2)), min_size=2, max_size=5
                        )
                    )
                    parts.append(
                        Table(("Date", "Event"), [(f"{day}.{month}.15", " ".join(text)) for day, month, text in rows])
                    )
                elif extra == "recommendation":
                    recommendation += 1
                    parts.append(Recommendation(f"Recommendation {recommendation}", draw(sentences(most=2))))
    return parts


def render(parts: list[Part], *, wrap: int = 0, bullets: bool = False, stop: str = "", hanging: bool = False) -> str:
    """The review as plain text.

    Args:
        wrap: width at which lines are broken, 0 for none. bullets: numbers stand behind a dash.
        stop: printed behind each number. hanging: numbers stand on a line of their own.
    """
    lines: list[str] = []
    note = 0
    for part in parts:
        if isinstance(part, Heading):
            lines += [f"{part.label}{stop} {part.title}", ""]
        elif isinstance(part, Recommendation):
            lines += [f"{part.label}: {' '.join(part.sentences)}", ""]
        elif isinstance(part, Table):
            lines += ["\t".join(part.columns), *("\t".join(row) for row in part.rows), ""]
        else:
            note += bool(part.note)
            lines += _paragraph(part, note, bullets=bullets, stop=stop, hanging=hanging)
    return _wrapped("\n".join(lines), wrap)


def _paragraph(part: Paragraph, note: int, *, bullets: bool, stop: str, hanging: bool) -> list[str]:
    head = f"{'- ' if bullets else ''}{part.label}{stop}"
    text = " ".join(part.sentences)
    if part.note:
        text += superscript(str(note))
    if part.cut:
        # the page ends in the middle of the second sentence
        words = part.sentences[1].split()
        first = " ".join([part.sentences[0], *words[:2]])
        text = first + "\n\n" + " ".join([*words[2:], *part.sentences[2:]])
    lines = [head, "", text] if hanging else [f"{head} {text}"]
    lines += [""]
    lines += [*(f"- {item}" for item in part.items), ""] if part.items else []
    return lines + ([f"{superscript(str(note))} {part.note}", ""] if part.note else [])


def _wrapped(text: str, width: int) -> str:
    if not width:
        return text
    broken = [
        line if "\t" in line or len(line) <= width else textwrap.fill(line, width, break_on_hyphens=False)
        for line in text.split("\n")
    ]
    return "\n".join(broken)
