"""The collection is said to lack a name only where it stands nowhere, title pages and headings included."""

from __future__ import annotations

import pytest

from app.casebook import Casebook

REPORT = """Tarnmouth Safeguarding Children Board

Serious Case Review: Child Wren

Author: Obioma Fellgate

June 2018

1 Introduction

1.1 The review concerns Child Wren, who was found in the boathouse on the night of 4 March 2016.

2 What happened

2.1 The midwife wrote four letters to the clinic and was told that they had come back unopened.

2.2 The school kept its own notes and did not pass them to the nurse.
"""


@pytest.fixture(scope="module")
def book(tmp_path_factory):
    folder = tmp_path_factory.mktemp("titles")
    (folder / "wren.txt").write_text(REPORT, encoding="utf-8")
    with Casebook.open(folder / "library", create=True) as opened:
        list(opened.add([folder]))
        yield opened


def test_a_name_of_the_title_page_is_not_said_to_be_missing(book):
    assert "has no" not in book.ask("What did the Fellgate review say about letters to the clinic?").text


def test_a_name_that_stands_nowhere_is_said_to_be_missing(book):
    assert "has no" in book.ask("What did the Pellworth review say about letters to the clinic?").text
