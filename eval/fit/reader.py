"""Fits the reader, a cross-encoder of the packaged model's six layers: `app/data/reader.safetensors`.

    python -m eval.fit.reader --library LIB... --on FILES... [--public FOLDER] [--epochs 3] [--out FILE]

Embeddings and the lower three layers stay as they are; their output is reckoned once for each pair of question and
sentence and kept. The upper three layers and a head of two outputs (states it, denies it) are fitted: cross-entropy of
each output, and softmax cross-entropy of the first among the sentences of a question, so that it learns which as well
as whether. `--public` names a folder of public question answering data in one form (fairytale.jsonl.gz,
covidqa.jsonl.gz; docs/reader.md), passed over once before. Takes about an hour on two cores.
"""

from __future__ import annotations

import argparse
import gzip
import json
import random
from collections.abc import Iterator, Sequence
from dataclasses import dataclass
from pathlib import Path
from typing import Any

import numpy as np

from app.reader.presented import presented
from eval.evidence.held import is_held_out
from eval.evidence.model import Question
from eval.evidence.seed import load_any
from eval.evidence.sentences import Cut, Cuts
from index.embedding.cross_encoder import MAX_TOKENS
from index.embedding.weights import packaged_model
from ingest.errors import InputError
from ingest.library import Library

FROZEN, HIDDEN, OUTPUTS = 3, 384, 2
#: Sentences in a step, at least; learning rates of the layers and, times ten, of the head; share of steps to warm up.
STEP, RATE, WARM = 40, 6e-5, 0.06
#: Worth of a label as an answer; weight of denials, and of the choice among the sentences of a question.
STATES, DENIES = {"says": 1.0, "part": 0.6}, frozenset({"denies", "opposite"})
WEIGHT_DENIES, WEIGHT_CHOICE = 0.5, 0.3
#: Of sentences that are merely on the subject so many are kept that a question has about this many.
PLAIN, SENTENCES = frozenset({"no", "about"}), 8
#: Public examples of each file.
PUBLIC = {"fairytale": 9_600, "covidqa": 2_400}
TARGET = Path(__file__).parents[2] / "app" / "data" / "reader.safetensors"


@dataclass(frozen=True, slots=True)
class Example:
    """A sentence as it is put to the reader, and what it should say."""

    text: str
    states: float
    denies: float = 0.0


@dataclass(frozen=True, slots=True)
class Group:
    """A question with its sentences."""

    question: str
    examples: tuple[Example, ...]


def from_evidence(questions: Sequence[Question], cuts: Cuts, draw: random.Random) -> Iterator[Group]:
    """Labelled questions.

    Raises:
        InputError: a question is on a review that is held out.
    """
    for one in questions:
        if any(map(is_held_out, one.reviews_scope)):
            raise InputError(f"{one.id} is on a review held out.", remedy="Leave its file out.")
        labelled = [(cuts.by_key.get((each.unit, each.digest)), each.says) for each in one.sentences]
        there = [(cut, says) for cut, says in labelled if cut]
        telling = [each for each in there if each[1] not in PLAIN]
        plain = [each for each in there if each[1] in PLAIN]
        kept = draw.sample(plain, min(len(plain), max(2, SENTENCES - len(telling))))
        if telling or kept:
            yield Group(one.question, tuple(_example(cut, says) for cut, says in (*telling, *kept)))


def _example(cut: Cut, says: str) -> Example:
    unit = cut.unit
    before = unit.text[: max(0, unit.text.find(cut.text))]
    text = presented(cut.text, before, unit.section[-1] if unit.section else "")
    return Example(text, STATES.get(says, 0.0), float(says in DENIES))


def from_public(folder: Path, draw: random.Random) -> Iterator[Group]:
    """Public questions: each with the sentences that say the answer and some of the same text that do not."""
    for name, most in PUBLIC.items():
        groups: dict[str, list[dict[str, Any]]] = {}
        with gzip.open(folder / f"{name}.jsonl.gz", "rt", encoding="utf-8") as lines:
            for row in map(json.loads, lines):
                if row["sentence"] is not None:
                    groups.setdefault(row["group"], []).append(row)
        keys, taken = sorted(groups), 0
        draw.shuffle(keys)
        for key in keys:
            if taken < most:
                taken += len(groups[key])
                yield Group(groups[key][0]["question"], tuple(map(_public_example, groups[key])))


def _public_example(row: dict[str, Any]) -> Example:
    before = row["paragraph"][: max(0, row["paragraph"].find(row["sentence"]))]
    return Example(presented(" ".join(row["sentence"].split()[:70]), before, ""), float(row["label"]))


class Fitting:
    """The model being fitted, on one thread by default: two on a busy machine wait for each other."""

    def __init__(self, seed: int) -> None:
        import torch
        from transformers import AutoModel, AutoTokenizer

        torch.manual_seed(seed)
        folder = str(packaged_model())
        self.torch = torch
        self.tokenizer = AutoTokenizer.from_pretrained(folder)
        self.bert = AutoModel.from_pretrained(folder, attn_implementation="eager")
        self.head = torch.nn.Linear(HIDDEN, OUTPUTS)
        self.drop = torch.nn.Dropout(0.1)
        self.layers = list(self.bert.encoder.layer)

    def parameters(self) -> list[Any]:
        """Those that are fitted, the head's last."""
        upper = [parameter for layer in self.layers[FROZEN:] for parameter in layer.parameters()]
        return [*upper, *self.head.parameters()]

    def run(self, hidden: Any, mask: Any, layers: Sequence[Any]) -> Any:
        """Hidden states (batch, length, hidden) through some layers. mask: 1 for tokens, 0 for padding."""
        bias = (1 - mask[:, None, None, :].float()) * -1e4
        for layer in layers:
            given = layer(hidden, attention_mask=bias.to(hidden.dtype))
            hidden = given[0] if isinstance(given, tuple) else given
        return hidden

    def lower(self, group: Group) -> list[Any]:
        """What the frozen layers make of a question and each of its sentences, (length, hidden) each, in bfloat16."""
        texts = [example.text for example in group.examples]
        given = self.tokenizer(
            [group.question] * len(texts),
            texts,
            truncation="only_second",
            max_length=MAX_TOKENS,
            padding=True,
            return_tensors="pt",
        )
        mask = given["attention_mask"]
        self.bert.eval()
        with self.torch.no_grad(), self.torch.autocast("cpu", dtype=self.torch.bfloat16):
            hidden = self.bert.embeddings(input_ids=given["input_ids"], token_type_ids=given["token_type_ids"])
            hidden = self.run(hidden, mask, self.layers[:FROZEN])
        return [row[: int(ones.sum())].to(self.torch.bfloat16).clone() for row, ones in zip(hidden, mask, strict=True)]

    def outputs(self, kept: Sequence[Any]) -> Any:
        """The head's outputs, (sentences, OUTPUTS), of what the frozen layers made."""
        length = max(map(len, kept))
        hidden = self.torch.zeros(len(kept), length, HIDDEN)
        mask = self.torch.zeros(len(kept), length)
        for row, each in enumerate(kept):
            hidden[row, : len(each)] = each.float()
            mask[row, : len(each)] = 1
        self.bert.train()
        with self.torch.autocast("cpu", dtype=self.torch.bfloat16):
            hidden = self.run(hidden, mask, self.layers[FROZEN:])
            return self.head(self.drop(hidden[:, 0])).float()

    def loss(self, outputs: Any, groups: Sequence[Group]) -> Any:
        """Of some questions with all their sentences, in order."""
        bce = self.torch.nn.functional.binary_cross_entropy_with_logits
        examples = [example for group in groups for example in group.examples]
        states = self.torch.tensor([example.states for example in examples])
        denies = self.torch.tensor([example.denies for example in examples])
        total = bce(outputs[:, 0], states, weight=1 + (states > 0).float())
        total = total + WEIGHT_DENIES * bce(outputs[:, 1], denies, weight=1 + 2 * (denies > 0).float())
        at, choice = 0, 0.0
        for group in groups:
            wanted = states[at : at + len(group.examples)]
            chances = self.torch.log_softmax(outputs[at : at + len(group.examples), 0], 0)
            choice = choice - (chances * (wanted / wanted.sum())).sum() if wanted.sum() > 0 else choice
            at += len(group.examples)
        return total + WEIGHT_CHOICE * choice / len(groups)

    def pass_over(self, groups: Sequence[Group], epochs: int, draw: random.Random) -> None:
        """Fits, some times over all questions in a new order each, the rate falling to a twentieth."""
        kept = [self.lower(group) for group in groups]
        fitted = self.parameters()
        rates = [{"params": fitted[:-2], "lr": RATE}, {"params": fitted[-2:], "lr": 10 * RATE}]
        optimizer = self.torch.optim.AdamW(rates, weight_decay=0.01)
        steps = [step for _ in range(epochs) for step in _steps(groups, draw)]
        for number, step in enumerate(steps):
            loss = self.loss(self.outputs([each for at in step for each in kept[at]]), [groups[at] for at in step])
            loss.backward()
            self.torch.nn.utils.clip_grad_norm_(fitted, 1.0)
            now = min(1.0, (number + 1) / (WARM * len(steps))) * max(0.05, 1 - number / len(steps))
            for place, group in enumerate(optimizer.param_groups):
                group["lr"] = RATE * (10 if place else 1) * now
            optimizer.step()
            optimizer.zero_grad()
            if number % 100 == 99:
                print(f"step {number + 1} of {len(steps)}, loss {loss.item():.3f}", flush=True)

    def save(self, target: Path) -> None:
        """Writes the upper layers and the head in half precision."""
        from safetensors.numpy import save_file

        state = self.bert.state_dict()
        upper = {
            name: values.numpy().astype(np.float16)
            for name, values in state.items()
            if name.startswith("encoder.layer.") and int(name.split(".")[2]) >= FROZEN
        }
        head = {f"head.{name}": values.numpy().astype(np.float16) for name, values in self.head.state_dict().items()}
        save_file(upper | head, target)


def _steps(groups: Sequence[Group], draw: random.Random) -> Iterator[list[int]]:
    """Places of whole questions, about STEP sentences together."""
    order = list(range(len(groups)))
    draw.shuffle(order)
    step: list[int] = []
    for at in order:
        step.append(at)
        if sum(len(groups[each].examples) for each in step) >= STEP:
            yield step
            step = []
    if step:
        yield step


def main() -> None:
    """Fits and writes."""
    parser = argparse.ArgumentParser(description=__doc__, formatter_class=argparse.RawDescriptionHelpFormatter)
    parser.add_argument("--library", type=Path, nargs="+", required=True)
    parser.add_argument("--on", type=Path, nargs="+", required=True, help="labelled questions")
    parser.add_argument("--public", type=Path, help="folder of public data, passed over once before")
    parser.add_argument("--epochs", type=int, default=3)
    parser.add_argument("--seed", type=int, default=7)
    parser.add_argument("--out", type=Path, default=TARGET)
    given = parser.parse_args()
    draw = random.Random(given.seed)
    libraries = [Cuts(Library.open(folder)) for folder in given.library]
    groups = [group for path in given.on for group in _from_file(path, libraries, draw)]
    fitting = Fitting(given.seed)
    if given.public:
        fitting.pass_over(list(from_public(given.public, draw)), 1, draw)
    fitting.pass_over(groups, given.epochs, draw)
    fitting.save(given.out)
    print(f"{sum(len(group.examples) for group in groups)} sentences of {len(groups)} questions")


def _from_file(path: Path, libraries: Sequence[Cuts], draw: random.Random) -> Iterator[Group]:
    for cuts in libraries:
        questions = load_any(path, cuts)
        if all(set(one.reviews_scope) <= set(cuts.reviews) and one.reviews_scope for one in questions):
            yield from from_evidence(questions, cuts, draw)
            return
    raise InputError(f"No library has the reviews of {path.name}.", remedy="Name one with --library.")


if __name__ == "__main__":
    main()
