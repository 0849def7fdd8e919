"""Any document of numbered paragraphs, headings, lists and tables, set in one column in any layout, comes back."""

from __future__ import annotations

from pathlib import Path
from tempfile import TemporaryDirectory

from hypothesis import HealthCheck, Phase, given, settings
from hypothesis import strategies as st

from ingest.readers.pdf import read_pdf
from ingest.settings import Limits
from tests.ingest.pdf_makers import Item, Layout, typeset

WORDS = [
    "the",
    "child",
    "was",
    "seen",
    "at",
    "home",
    "by",
    "health",
    "visitor",
    "and",
    "mother",
    "said",
    "that",
    "nobody",
    "had",
    "asked",
    "about",
    "school",
    "which",
    "closed",
    "on",
    "Monday",
    "police",
    "attended",
    "twice",
    "without",
    "speaking",
    "to",
    "anyone",
    "else",
    "in",
    "house",
    "because",
    "door",
    "stood",
    "open",
    "letter",
    "placed",
    "file",
    "panel",
    "heard",
    "evidence",
    "from",
    "practice",
    "nurse",
    "who",
    "remembered",
    "call",
    "but",
    "not",
    "date",
    "it",
    "came",
    "after",
    "meeting",
]
sentence = st.lists(st.sampled_from(WORDS), min_size=6, max_size=24).map(
    lambda words: " ".join(words).capitalize() + "."
)
prose = st.lists(sentence, min_size=1, max_size=6).map(" ".join)
title = st.lists(st.sampled_from(WORDS), min_size=1, max_size=5).map(lambda words: " ".join(words).capitalize())
table = st.lists(st.tuples(title, sentence), min_size=2, max_size=6)

layouts = st.builds(
    Layout,
    margin_numbers=st.booleans(),
    header=st.sampled_from(["", "Review of practice: Ash"]),
    footer=st.sampled_from(["{n}", "Page {n} of 80", "- {n} -"]),
    justify=st.booleans(),
    spacing=st.sampled_from([5.0, 8.0, 12.0]),
    body=st.sampled_from([9.5, 11.0, 12.0]),
    leading=st.sampled_from([1.15, 1.3, 1.5]),
    margin=st.sampled_from([50.0, 72.0]),
    roman=st.sampled_from([0, 2]),
)


@st.composite
def documents(draw):
    items: list[Item] = []
    for section in range(1, draw(st.integers(3, 5))):
        items.append(Item("heading", draw(title), f"{section}.", level=1))
        for number in range(1, draw(st.integers(3, 9))):
            items.append(Item("text", draw(prose), f"{section}.{number}"))
            if draw(st.integers(0, 4)) == 0:
                items.extend(Item("bullet", text) for text in draw(st.lists(sentence, min_size=2, max_size=4)))
            if draw(st.integers(0, 6)) == 0:
                rows = (("Name", "Event"), *draw(table))
                items.append(Item("table", rows=rows, widths=(0.4, 0.6)))
    return items


# Shrinking would take minutes: each try sets and reads a whole document.
@settings(
    max_examples=12,
    phases=[Phase.explicit, Phase.generate],
    deadline=None,
    derandomize=True,
    suppress_health_check=[HealthCheck.too_slow, HealthCheck.data_too_large],
)
@given(documents(), layouts)
def test_numbers_pages_and_rows_come_back(items, layout):
    with TemporaryDirectory() as folder:
        made = typeset(Path(folder) / "review.pdf", items, layout)
        source = read_pdf(made.path, Limits(ocr=False))
    labels = {item.label for item in items if item.label}
    expected = [(item.label, pages[0]) for item, pages in zip(items, made.pages, strict=True) if item.label]
    body = [block for block in source.blocks if block.kind not in ("furniture", "table_row")]
    heads = [(block.text.split()[0], block.page) for block in body if block.text.split()[0] in labels]
    assert heads == expected
    rows = [row for item in items for row in item.rows[1:]]
    assert [block.cells for block in source.blocks if block.kind == "table_row" and not block.header] == rows
    if len(source.pages) >= 3:
        assert [page.printed for page in source.pages] == made.printed
    # A header on fewer than three pages cannot be told from text, and may part a paragraph.
    together = "".join("".join(block.text.split()) for block in body if block.text != layout.header)
    for item in items:
        assert item.kind == "table" or "".join((item.label + item.text).split()) in together
    words = sorted(word for word in " ".join(source.words).split() if word != "•")
    assert sorted(" ".join(block.text for block in source.blocks).replace(" | ", " ").split()) == words
