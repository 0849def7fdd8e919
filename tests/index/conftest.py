"""Small fictional reviews and the real encoder, shared by the tests of this room."""

from __future__ import annotations

import hashlib
from dataclasses import dataclass, field
from pathlib import Path

import pytest

from index.embedding.onnx import OnnxEncoder
from ingest.ids import unit_ids
from ingest.model import Fact, Fidelity, Review, Unit


def review(name: str, units: list[tuple[str, str, str]], section: tuple[str, ...] = (), **facts: str) -> Review:
    """A review from (label, kind, text); `facts` become metadata."""
    ids = unit_ids(name, [(label, text) for label, _, text in units])
    made, at = [], 0
    for unit, (label, kind, text) in zip(ids, units, strict=True):
        made.append(
            Unit(id=unit, review=name, label=label, occurrence=1, kind=kind, section=section, pages=None,
                 start=at, end=at + len(text), text=text)
        )  # fmt: skip
        at += len(text) + 1
    return Review(
        id=name, source=f"{name}.txt", sha256="0" * 64, format="txt", title=facts.get("title", name),
        case=facts.get("case", name), fidelity=Fidelity(), text="\n".join(text for _, _, text in units),
        units=tuple(made),
        metadata={key: (Fact(value, "user"),) for key, value in facts.items() if key not in {"title", "case"}},
    )  # fmt: skip


@dataclass
class Shelf:
    """A library as far as the index is concerned: reviews in memory, whose digest is of their words."""

    index_path: Path
    held: dict[str, Review] = field(default_factory=dict)

    def put(self, *reviews: Review) -> Shelf:
        self.held.update({one.id: one for one in reviews})
        return self

    def digests(self) -> dict[str, str]:
        return {name: hashlib.sha256(repr(one).encode()).hexdigest() for name, one in self.held.items()}

    def review(self, ref: str) -> Review:
        return self.held[ref]


MERLIN = review(
    "merlin",
    [
        ("4.1", "paragraph", "4.1 The health visitor noticed bruising on Merlin's arm and did not ask about it."),
        ("4.2", "paragraph", "4.2 A warning letter about domestic abuse was sent to the mother in March."),
        ("4.3", "paragraph", "4.3 Police officers attended the flat on four nights and found the father drunk."),
        ("", "heading", "Recommendations"),
        ("Recommendation 1", "recommendation", "Recommendation 1 The board should review its warning letters."),
    ],
    subject="Child Merlin", board="Eastmoor Safeguarding Children Board", area="Eastmoor", kind="SCR", year="2014",
)  # fmt: skip
CASE_Q = review(
    "case-q",
    [
        ("2.1", "paragraph", "2.1 The family moved house six times and no school was told of the moves."),
        ("2.2", "paragraph", "2.2 Supervision of the social worker was cancelled because of workload."),
        ("2.3", "paragraph", "2.3 The grandmother said that nobody listened to her when she telephoned."),
        ("Recommendation 1", "recommendation", "Recommendation 1 Managers should keep a record of supervision."),
    ],
    subject="Case Q", board="Westmoor Safeguarding Children Partnership", area="Westmoor", kind="LCSPR", year="2021",
)  # fmt: skip


@pytest.fixture(scope="session")
def encoder(tmp_path_factory: pytest.TempPathFactory) -> OnnxEncoder:
    """The default model, exported once for the whole run."""
    return OnnxEncoder(tmp_path_factory.mktemp("cache"))


@pytest.fixture
def shelf(tmp_path: Path) -> Shelf:
    """Two fictional reviews."""
    return Shelf(tmp_path / "index").put(MERLIN, CASE_Q)
