"""Whatever is written, changed, added and removed in whatever order, the library holds each content once, with its
original, under one id."""

import shutil
import tempfile
from hashlib import sha256
from pathlib import Path

import pytest
from hypothesis import settings
from hypothesis import strategies as st
from hypothesis.stateful import RuleBasedStateMachine, invariant, rule

from ingest.library import Library
from ingest.settings import Settings

SETTINGS = Settings()
NAMES = st.sampled_from(["a.txt", "b.txt", "a.md", "sub/a.txt"])
CONTENT = st.integers(1, 4)


def content(number: int) -> bytes:
    return f"Alder Safeguarding Board\n\nReview {number}\n\n1.1 The visitor called {number} times.\n".encode()


class Libraries(RuleBasedStateMachine):
    def __init__(self):
        super().__init__()
        self.home = Path(tempfile.mkdtemp())
        self.folder = self.home / "in"
        (self.folder / "sub").mkdir(parents=True)
        self.library = Library.open(self.home / "library", create=True)
        self.added: set[bytes] = set()

    def teardown(self):
        shutil.rmtree(self.home)

    @rule(name=NAMES, number=CONTENT)
    def write(self, name, number):
        (self.folder / name).write_bytes(content(number))

    @rule(name=NAMES)
    def delete(self, name):
        (self.folder / name).unlink(missing_ok=True)

    @rule()
    def add(self):
        outcomes = [added.outcome for added in self.library.add([self.folder], settings=SETTINGS)]
        assert "failed" not in outcomes
        again = [added.outcome for added in self.library.add([self.folder], settings=SETTINGS)]
        assert set(again) <= {"skipped", "duplicate"}
        here = {path.read_bytes() for path in self.folder.rglob("*.*")}
        assert here <= {self.library.original(review).read_bytes() for review in self.library.reviews()}

    @rule(at=st.integers(0, 3))
    def remove(self, at):
        ids = self.library.ids()
        if ids:
            self.library.remove(ids[at % len(ids)])

    @rule(at=st.integers(0, 3), value=st.sampled_from(["Jo Bloggs", ""]))
    def describe(self, at, value):
        ids = self.library.ids()
        if ids:
            self.library.describe(ids[at % len(ids)], {"author": value})

    @rule()
    def reopen(self):
        self.library = Library.open(self.library.path)

    @invariant()
    def each_content_is_held_once_with_its_original(self):
        reviews = list(self.library.reviews())
        assert len({review.sha256 for review in reviews}) == len(reviews)
        for review in reviews:
            assert sha256(self.library.original(review).read_bytes()).hexdigest() == review.sha256
        assert len(list((self.library.path / "originals").iterdir())) == len(reviews)

    @invariant()
    def digests_are_those_of_the_files(self):
        files = sorted((self.library.path / "reviews").glob("*.json"))
        assert self.library.digests() == {path.stem: sha256(path.read_bytes()).hexdigest() for path in files}


TestLibraries = pytest.mark.slow(Libraries.TestCase)
TestLibraries.settings = settings(max_examples=15, stateful_step_count=15, deadline=None)
