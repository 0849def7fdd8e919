"""The scorecard: every measure with its interval beside the baselines, in Markdown, from run files alone."""

from __future__ import annotations

from collections.abc import Iterable, Sequence

from eval.runs import Run
from eval.statistics import Estimate
from eval.summary import ordered, rows

_PREAMBLE = """# Scorecard

Written by `casebook eval scorecard` from run files; nothing here is typed by hand. Each figure is a mean over
questions with its 95 % interval (percentile bootstrap over questions). No judge, human or model, scores anything:
what each measure counts stands in `eval/ranking.py` and `eval/answers.py`. A question that a system fails on counts
as 0.

Weights of the fusion and thresholds of saying no were fitted on the pairs of `real.jsonl`, with folds by review (see
[retrieval.md](retrieval.md) and [answers.md](answers.md)): figures on those pairs are of the shipped weights and are
therefore a little favourable; the figures of the folds stand in those two documents. No pair of `sample.jsonl` was
used to fit a weight or a threshold; the directions in which token vectors are stored were found on the text of the
sample, not on its pairs.
"""


def scorecard(runs: Iterable[Run]) -> str:
    """The scorecard of some runs, one section each."""
    return "\n".join([_PREAMBLE, *(_section(run) for run in runs)])


def _section(run: Run) -> str:
    head = run.header
    questions = len({outcome.pair for outcome in run.outcomes})
    versions = ", ".join(f"{name} {version}" for name, version in head.versions.items() if version)
    lines = [
        f"## {head.dataset}",
        "",
        f"{questions} questions, {head.created[:10]}, {head.machine}; model {head.model}; {versions}.",
        "",
    ]
    found = rows(run)
    for title, wanted in (("Ranking", False), ("Answers", True)):
        systems = [name for name in dict.fromkeys(row.system for row in found) if name.endswith("answers") is wanted]
        table = {(row.system, row.measure): row.estimate for row in found if row.system in systems}
        if table:
            lines += [f"### {title}", "", *_table(systems, table), ""]
    return "\n".join(lines)


def _table(systems: Sequence[str], table: dict[tuple[str, str], Estimate]) -> list[str]:
    measures = ordered(list(dict.fromkeys(measure for _, measure in table)))
    lines = ["| measure | " + " | ".join(systems) + " | n |", "|---" * (len(systems) + 2) + "|"]
    for measure in measures:
        cells = [_cell(table.get((system, measure))) for system in systems]
        n = max(table[system, measure].n for system in systems if (system, measure) in table)
        lines.append(f"| {measure} | " + " | ".join(cells) + f" | {n} |")
    return lines


def _cell(estimate: Estimate | None) -> str:
    if estimate is None:
        return ""
    if estimate.low == estimate.high == estimate.mean:
        return f"{estimate.mean:.3f}"
    return f"{estimate.mean:.3f} ({estimate.low:.3f} to {estimate.high:.3f})"
