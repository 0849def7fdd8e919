"""How runs are shown on the terminal and told to programs."""

from __future__ import annotations

import json
from collections.abc import Mapping, Sequence
from dataclasses import asdict
from pathlib import Path
from typing import TYPE_CHECKING

from eval.baseline import ALPHA, Baseline, Drop, missing
from eval.groups import BREAKDOWNS, broken_down, group_of
from eval.judged import judged
from eval.repeats import Repeats
from eval.runs import Run
from eval.statistics import Estimate, compare
from eval.summary import changes, ordered, rows
from eval.sweep import Swept

if TYPE_CHECKING:
    from app.casebook import Casebook

#: What to break down by -> pair id -> group.
Groups = Mapping[str, Mapping[str, str]]


def groups(casebook: Casebook, dataset: Path, by: str) -> Groups:
    """The groups that each question belongs to, for each of the breakdowns asked for.

    Raises:
        InputError: there is no such breakdown.
    """
    from eval.pairs import load

    reviews = {review.id: review for review in casebook.reviews()}
    pairs = load(dataset)
    return {name: {pair.id: group_of(pair, name, reviews) for pair in pairs} for name in by.split(",")}


def print_run(run: Run, found: Groups) -> None:
    """Rankings and answers beside each other, then the breakdowns."""
    print(f"{run.header.dataset}, {run.header.created}, {run.header.machine}")
    failed = sum(bool(outcome.error) for outcome in run.outcomes)
    if failed:
        print(f"{failed} questions failed and count as 0; the run file says why.")
    table = {(row.system, row.measure): row.estimate for row in rows(run)}
    for answers in (False, True):
        systems = [name for name in dict.fromkeys(system for system, _ in table) if name.endswith("answers") is answers]
        _print_beside({key: value for key, value in table.items() if key[0] in systems}, systems)
    for name, of in found.items():
        _print_breakdown(run, name, of)
    print_judged(run)


def _print_beside(table: Mapping[tuple[str, str], Estimate], systems: list[str]) -> None:
    """A row for each measure, a column for each system."""
    from app.cli.console import show_table
    from app.cli.console import table as new_table

    shown = new_table("measure", *systems, "n")
    for measure in ordered(list(dict.fromkeys(measure for _, measure in table))):
        cells = [table.get((system, measure)) for system in systems]
        shown.add_row(measure, *map(_cell, cells), str(max(cell.n for cell in cells if cell)))
    show_table(shown)


def _cell(value: Estimate | None) -> str:
    if value is None:
        return ""
    if value.low == value.high:
        return f"{value.mean:.3f}"
    return f"{value.mean:.3f} ({value.low:.2f}-{value.high:.2f})"


def _print_breakdown(run: Run, name: str, of: Mapping[str, str]) -> None:
    from app.cli.console import show_table
    from app.cli.console import table as new_table

    found = [broken_down(run, system, measure, of) for system, measure in BREAKDOWNS]
    columns = [measure for _, measure in BREAKDOWNS]
    shown = new_table(name, "questions", *columns)
    for group in sorted(set(of.values())):
        count = sum(1 for each in of.values() if each == group)
        shown.add_row(group, str(count), *(_cell(values.get(group)) for values in found))
    print(f"\nBy {name}:")
    show_table(shown)


def print_judged(run: Run) -> None:
    """What language models said, told apart from what was measured; nothing where none was asked."""
    for row in map(judged, run.judged):
        value = row.passing
        print(
            f"Secondary, judged by {row.judge} over the whole run: {row.evaluator} {value.mean:.2f} "
            f"({value.low:.2f}-{value.high:.2f}), {value.n} answers, {row.failed} without a verdict."
        )


def print_spread(found: Repeats) -> None:
    """How far several runs differ; nothing for a single one."""
    if found.runs < 2:
        return
    if found.identical:
        print(f"\nNothing random: {found.runs} runs gave the same rankings, answers and confidences.")
        return
    print(f"\n{found.runs} runs differ:")
    for each in found.spreads:
        print(f"  {each.system}, {each.measure}: {each.low:.3f} to {each.high:.3f}, deviation {each.deviation:.3f}")


def print_changes(before: Run, after: Run) -> None:
    """Each measure that moved, and its questions that changed, best and worst."""
    quiet = True
    for system in dict.fromkeys(outcome.system for outcome in after.outcomes):
        shared = before.measured(system).keys() & after.measured(system).keys()
        for measure in ordered(sorted(shared)):
            comparison, moved = changes(before, after, system, measure)
            if not moved:
                continue
            quiet = False
            print(
                f"{system}, {measure}: {comparison.difference:+.3f} "
                f"({comparison.low:+.3f} to {comparison.high:+.3f}), p = {comparison.p:.3f}, n = {comparison.n}"
            )
            for change in moved[:5] + moved[5:][-5:]:
                print(f"    {change.pair}: {change.before:.2f} -> {change.after:.2f}")
    if quiet:
        print("No question changed.")


def print_gate(before: Baseline, run: Run, dropped: Sequence[Drop]) -> None:
    """One line on how a run stands to the baseline; each drop is told on standard error."""
    gone = missing(before, run)
    if gone:
        print(f"\n{gone} questions of the baseline were not asked.")
    if not dropped:
        print(f"\nNo significant drop against the baseline of {before.created[:10]} (Holm, alpha {ALPHA}).")


def print_json(run: Run, broken: tuple[str, ...], dropped: tuple[str, ...], found: Groups, repeats: Repeats) -> None:
    """A run for programs."""
    table = [{"system": row.system, "measure": row.measure, **asdict(row.estimate)} for row in rows(run)]
    parts = [
        {"by": name, "group": group, "system": system, "measure": measure, **asdict(value)}
        for name, of in found.items()
        for system, measure in BREAKDOWNS
        for group, value in broken_down(run, system, measure, of).items()
    ]
    print(
        json.dumps(
            {
                "run": asdict(run.header),
                "measures": table,
                "breakdowns": parts,
                "judged_secondary": run.judged,
                "repeats": asdict(repeats),
                "floors_broken": broken,
                "dropped": dropped,
            },
            indent=2,
        )
    )


def print_sweep(found: Swept) -> None:
    """A row for each point, the best first; then what choosing gains on reviews that were not chosen by."""
    from app.cli.console import show_table
    from app.cli.console import table as new_table

    shipped = found.points[0]
    costs = any(point.words for point in found.points)
    shown = new_table("settings", found.measure, "gain over as shipped", "p", *(("words", "ms") if costs else ()))
    for point in sorted(found.points, key=lambda each: -sum(each.target.values())):
        gain = compare(shipped.target, point.target)
        own = point is shipped
        shown.add_row(
            f"{point.name} (as shipped)" if own else point.name,
            f"{sum(point.target.values()) / len(point.target):.3f}",
            "" if own else f"{gain.difference:+.3f} ({gain.low:+.3f} to {gain.high:+.3f})",
            "" if own else f"{gain.p:.3f}",
            *((f"{point.words:.0f}", f"{point.seconds * 1000:.1f}") if costs else ()),
        )
    show_table(shown)
    gain = found.held_out
    print(
        f"Chosen on the other reviews and measured on each left out: {gain.difference:+.3f} "
        f"({gain.low:+.3f} to {gain.high:+.3f}), p = {gain.p:.3f}, {gain.n} questions, {len(found.chosen)} folds."
    )
    for name in dict.fromkeys(found.chosen.values()):
        print(f"  {sum(each == name for each in found.chosen.values())} x {name}")
    print(f"p is of each row alone: of {len(found.points) - 1} rows, one in twenty falls under 0.05 by chance.\n")


def print_sweeps_json(found: Sequence[Swept]) -> None:
    """Sweeps for programs."""
    print(
        json.dumps(
            [
                {
                    "measure": each.measure,
                    "points": [
                        {
                            "settings": dict(point.settings),
                            "mean": sum(point.target.values()) / len(point.target),
                            "gain": asdict(compare(each.points[0].target, point.target)),
                            "words": point.words,
                            "seconds": point.seconds,
                        }
                        for point in each.points
                    ],
                    "held_out_gain": asdict(each.held_out),
                    "chosen": dict(each.chosen),
                }
                for each in found
            ],
            indent=2,
        )
    )
