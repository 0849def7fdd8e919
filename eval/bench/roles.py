"""Roles and voices against labels made by hand and against the sample's gold.

    python -m eval.bench.roles [--shipped]

Each case is read with weights fitted on all other cases; with `--shipped` by those that come with the package.
Prints F1 by role and their mean over the roles that occur, and the agreement of the two readings.
"""

from __future__ import annotations

import argparse
from collections.abc import Iterable, Iterator, Sequence

from rich.console import Console
from rich.table import Table

from eval.fit.roles import examples, fit
from eval.roles import DRAWN, LABELS, SECOND, Label, Labelled, agreement, labels, real_reviews, sample_reviews
from ingest.model import Unit
from ingest.roles import assign
from ingest.roles.fixed import fixed
from ingest.roles.headings import single
from ingest.roles.model import Model

Pair = tuple[Label, Label]


def read_each(
    reviews: Sequence[Labelled], *, held_out: bool, beside: Sequence[Labelled] = ()
) -> Iterator[tuple[Labelled, dict[str, Label]]]:
    """What is found of each review's labelled units.

    Args:
        beside: reviews that are fitted on too, and not read.
    """
    models: dict[str, Model] = {}
    for review in reviews:
        if held_out and review.case not in models:
            models[review.case] = fit(examples([other for other in (*reviews, *beside) if other.case != review.case]))
        found = assign(review.units, models.get(review.case))
        yield review, {unit.id: Label(unit.role, unit.voice) for unit in found if unit.id in review.labels}


def by_headings(unit: Unit) -> str:
    """The role that structure and headings alone give, the commonest appraisal where they say nothing."""
    decided = fixed(unit)
    return decided[0] if decided else single(unit.section) or "analysis"


def f1(pairs: Sequence[tuple[str, str]], name: str) -> tuple[float, int]:
    """F1 of one class over (wanted, found) pairs, and how many are wanted."""
    hits = sum(wanted == found == name for wanted, found in pairs)
    wanted_count = sum(wanted == name for wanted, _ in pairs)
    found_count = sum(found == name for _, found in pairs)
    return 2 * hits / max(1, wanted_count + found_count), wanted_count


def row(title: str, pairs: Sequence[tuple[str, str]]) -> tuple[str, ...]:
    """Units, share right, macro F1 over the classes that are wanted, and F1 of each."""
    names = sorted({wanted for wanted, _ in pairs})
    scores = {name: f1(pairs, name) for name in names}
    right = sum(wanted == found for wanted, found in pairs) / max(1, len(pairs))
    macro = sum(score for score, _ in scores.values()) / max(1, len(names))
    each = ", ".join(f"{name} {score:.2f} ({count})" for name, (score, count) in scores.items())
    return title, str(len(pairs)), f"{right:.3f}", f"{macro:.3f}", each


def rows(reviews: Sequence[Labelled], *, held_out: bool) -> Iterator[tuple[str, ...]]:
    """The rows of the table."""
    drawn = set(list(labels())[:DRAWN])
    pairs: dict[str, list[Pair]] = {"the 300 drawn": [], "all labelled by hand": [], "sample": []}
    for review, found in read_each(reviews, held_out=held_out):
        for name, label in review.labels.items():
            if name in drawn:
                pairs["the 300 drawn"].append((label, found[name]))
            pairs["all labelled by hand" if review.real else "sample"].append((label, found[name]))
    every = {unit.id: unit for review in reviews for unit in review.units}
    plain = [(label.role, by_headings(every[name])) for name, label in labels().items() if name in drawn & set(every)]
    yield row("role, the 300 drawn, headings alone", plain)
    for title, some in pairs.items():
        yield row(f"role, {title}", [(wanted.role, found.role) for wanted, found in some])
        yield row(f"voice, {title}", [(wanted.voice, found.voice) for wanted, found in some])


def readings() -> Iterator[str]:
    """One line a field on the two readings by hand."""
    first, second = labels(LABELS), labels(SECOND)
    for field in ("role", "voice"):
        same, kappa = agreement(
            [getattr(first[name], field) for name in second], [getattr(label, field) for label in second.values()]
        )
        yield f"two readings of {len(second)} units, {field}: {same:.0%} the same, Cohen's kappa {kappa:.2f}"


def main(arguments: Iterable[str] | None = None) -> int:
    """Print the table; 1 if the reviews that were labelled are not there."""
    parser = argparse.ArgumentParser(description=__doc__, formatter_class=argparse.RawDescriptionHelpFormatter)
    parser.add_argument("--shipped", action="store_true", help="read with the weights that come with the package")
    options = parser.parse_args(None if arguments is None else list(arguments))
    console = Console(width=150)
    reviews = [*real_reviews(), *sample_reviews()]
    if not any(review.real for review in reviews):
        console.print("The reviews labelled by hand are not in ../shared/reviews.")
        return 1
    table = Table("", "units", "right", "macro F1", "F1 of each (units)")
    for cells in rows(reviews, held_out=not options.shipped):
        table.add_row(*cells)
    console.print(table)
    for line in readings():
        console.print(line)
    return 0


if __name__ == "__main__":
    raise SystemExit(main())
