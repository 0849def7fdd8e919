"""Words that an author struck out and left standing in Markdown or text are no statement of the report."""

from __future__ import annotations

import pytest

from ingest.readers.markdown import from_markdown
from ingest.readers.text import from_text

BOTH = pytest.mark.parametrize("read", [from_markdown, from_text])


@BOTH
@pytest.mark.parametrize(
    ("text", "left", "told"),
    [
        ("The trust ~~agreed to all~~ agreed to a part.", "The trust agreed to a part.", "agreed to all"),
        ("The trust <del>agreed to all</del> agreed to a part.", "The trust agreed to a part.", "agreed to all"),
        ("The trust <s class=x>agreed</s> declined.", "The trust declined.", "agreed"),
        ("The trust ~~**agreed**~~ declined.", "The trust declined.", "agreed"),
        ("Kept.\n\n- ~~An item that went.~~\n", "Kept.", "An item that went."),
        ("Kept.\n\n4.2 ~~A paragraph that went.~~\n", "Kept.", "A paragraph that went."),
    ],
)
def test_struck_words_are_left_out_and_reported(read, text: str, left: str, told: str) -> None:
    source = read(text)
    assert [block.text for block in source.blocks] == [left]
    assert [problem.code for problem in source.problems] == ["struck-text"]
    assert told in source.problems[0].message
    assert list(source.words) == left.split()


@BOTH
@pytest.mark.parametrize("text", ["About ~ 40 people ~~ or so came.", "From 4~~5 to 6.", "It cost ~£40 and ~£50."])
def test_a_tilde_strikes_nothing(read, text: str) -> None:
    source = read(text)
    assert ([block.text for block in source.blocks], source.problems) == ([text], ())


@BOTH
def test_struck_words_over_a_line_end(read) -> None:
    source = read("The trust ~~agreed to\nall of it~~ declined.")
    assert " ".join(block.text for block in source.blocks).split() == ["The", "trust", "declined."]
