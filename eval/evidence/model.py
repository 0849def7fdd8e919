"""One labelled question a line: what was asked, and of each sentence near it whether it states that."""

from __future__ import annotations

import json
from collections.abc import Iterable, Iterator
from dataclasses import asdict, dataclass
from pathlib import Path
from typing import Any

from ingest.errors import InputError

PERSONAS = ("practitioner", "researcher", "trainer")
UNANSWERABLE = "unanswerable"
KINDS = ("fact", "explain", "who", "when", "howmany", "yesno", "quote", "recommend", "twopart", UNANSWERABLE)
#: Why a question has no answer in the reviews that it was put to.
WHYS = (
    "detail not given",
    "false premise denied",
    "false premise",
    "other person or incident",
    "wrong agency",
    "plan not deed",
    "absent subject",
)
SAYS = ("says", "part", "denies", "opposite", "other", "about", "no")
#: The labels of a sentence that answers.
ANSWERING = frozenset({"says", "part"})


@dataclass(frozen=True, slots=True)
class Labelled:
    """A sentence, known by its place and a digest of its words, with its label.

    Args:
        review: source file name. unit: its unit's id. label: of the unit, as printed.
        digest: of its words, see `eval.evidence.sentences`. says: one of SAYS.
    """

    review: str
    unit: str
    label: str
    digest: str
    says: str


@dataclass(frozen=True, slots=True)
class Question:
    """A question as somebody types it, with its labelled sentences.

    Args:
        why: one of WHYS where it is unanswerable, "" elsewhere. names_case: whether it names the review or the child.
        tempts: ids of the units that a hasty reader would quote, of an unanswerable one.
        denial: ids of the units that print that it was not so. reviews_scope: files that it was put to.
    """

    id: str
    question: str
    persona: str
    kind: str
    why: str
    names_case: bool
    tempts: tuple[str, ...]
    denial: tuple[str, ...]
    reviews_scope: tuple[str, ...]
    sentences: tuple[Labelled, ...]

    @property
    def answerable(self) -> bool:
        """Whether the reviews that it was put to have an answer."""
        return self.kind != UNANSWERABLE


def rows(path: Path) -> Iterator[dict[str, Any]]:
    """The JSON objects of a file, one a line.

    Raises:
        InputError: there is no such file, or a line is not a JSON object with an id.
    """
    if not path.is_file():
        raise InputError(f"There is no file {path.name}.", remedy="Name a file of questions, one a line.")
    for number, line in enumerate(path.read_text(encoding="utf-8").splitlines(), start=1):
        if line.strip():
            yield _row(line, f"{path.name}, line {number}")


def _row(line: str, place: str) -> dict[str, Any]:
    try:
        found = json.loads(line)
    except ValueError as error:
        raise InputError(f"{place} is not JSON: {error}.", remedy="One JSON object a line.") from error
    if not isinstance(found, dict) or not found.get("id"):
        raise InputError(f"{place} is not a question with an id.", remedy="One JSON object a line, each with an id.")
    return found


def load(path: Path) -> tuple[Question, ...]:
    """The labelled questions of a file.

    Raises:
        InputError: the file cannot be read, or a question lacks a field or has one too many.
    """
    return tuple(_question(row, path) for row in rows(path))


def _question(row: dict[str, Any], path: Path) -> Question:
    try:
        sentences = tuple(Labelled(**each) for each in row["sentences"])
        lists = {key: tuple(row[key]) for key in ("tempts", "denial", "reviews_scope")}
        return Question(**(row | lists | {"sentences": sentences}))
    except (KeyError, TypeError) as error:
        raise InputError(
            f"{path.name}, question {row['id']}: {error}.", remedy="The fields stand in docs/evidence.md."
        ) from error


def write(path: Path, questions: Iterable[Question]) -> None:
    """Save questions, one a line."""
    lines = [json.dumps(asdict(each), ensure_ascii=False) + "\n" for each in questions]
    path.write_text("".join(lines), encoding="utf-8")
