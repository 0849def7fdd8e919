"""What each page shows for a state, as HTML; more than one piece where something can be shown before all is done."""

from __future__ import annotations

import logging
import time
from collections.abc import Callable, Iterator

from pydantic import ValidationError

from app.answers.model import Claim
from app.api.desk import Desk
from app.api.requests import AskIn
from app.api.responses import RunForm
from app.web import collection, comparing, evaluation, searching
from app.web.answers import answer_html, answering_html
from app.web.examples import examples
from app.web.parts import dropped
from app.web.rendering import render
from app.web.scope import scope_html
from app.web.states import State, filters, first, read
from ingest.errors import CasebookError

Runs = Callable[[], list[RunForm]]


class Views:
    """The pages over one desk."""

    def __init__(self, desk: Desk, runs: Runs = list) -> None:
        self._desk = desk
        self._runs = runs

    def ask(self, state: str) -> Iterator[str]:
        """An answer, or where nothing is asked yet the way in."""
        yield from _told(self._ask(read(state)))

    def search(self, state: str) -> Iterator[str]:
        """Passages in rank order, with what there is to narrow to."""
        yield from _told(searching.pieces(self._desk, read(state)))

    def compare(self, state: str) -> Iterator[str]:
        """A matrix of reviews by aspects, growing row by row."""
        yield from _told(comparing.pieces(self._desk, read(state)))

    def collection(self, state: str) -> Iterator[str]:
        """What is in the collection."""
        yield from _told(_one(lambda: collection.page(self._desk, read(state))))

    def evaluation(self, state: str) -> Iterator[str]:
        """The last evaluation run."""
        yield from _told(_one(lambda: evaluation.page(self._runs(), read(state))))

    def scope(self) -> str:
        """The controls that narrow a question."""
        return scope_html(self._desk)

    def _ask(self, state: State) -> Iterator[str]:
        question = first(state, "q")
        if not question.strip() or not self._desk.ids():
            forms = list(self._desk.forms())
            yield render("welcome.html", reviews=len(forms), examples=examples(forms))
            return
        wanted = AskIn(question=question, filters=filters(state)).filters.filters()
        yield render("working.html", searched=self._desk.searched(wanted))
        left_out = dropped(self._desk.parts(question), state) if state.get("drop") else ()
        so_far: list[Claim] = []
        for piece in self._desk.stream(question, filters=wanted, ignore=left_out):
            if isinstance(piece, Claim):
                so_far.append(piece)
                yield answering_html(so_far)
            else:
                yield answer_html(piece, state)


def _one(make: Callable[[], str]) -> Iterator[str]:
    yield make()


def _told(pieces: Iterator[str]) -> Iterator[str]:
    """The pieces; where making one fails, what went wrong in words for people."""
    try:
        for piece in pieces:
            yield _marked(piece)
    except CasebookError as error:
        yield _marked(render("failed.html", error=error))
    except ValidationError:
        said = CasebookError("The address of this page holds something that cannot be read.", remedy="Start again.")
        yield _marked(render("failed.html", error=said))
    except Exception as error:
        # Nobody who asks is left without a word; what it was stands in the server's log.
        logging.getLogger(__name__).exception("A page could not be made.")
        said = CasebookError(
            f"Something went wrong that should not have ({type(error).__name__}).", remedy="Please report it."
        )
        yield _marked(render("failed.html", error=said))


def _marked(piece: str) -> str:
    """The piece with a mark of its own, by which the browser tells what is new from what it had."""
    return piece.replace("<section", f'<section data-made="{time.monotonic_ns()}"', 1)
