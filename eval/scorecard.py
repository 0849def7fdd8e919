"""The scorecard: every measure with its interval beside the baselines, in Markdown, from run files alone."""

from __future__ import annotations

import json
import re
from collections.abc import Iterable, Mapping, Sequence
from importlib.resources import files
from pathlib import Path
from typing import Any

from eval.judged import judged
from eval.runs import Run
from eval.statistics import Estimate
from eval.summary import ordered, rows

_PREAMBLE = """# Scorecard

Written by `casebook eval scorecard RUN...` from run files and from the data files of the fits; nothing here is typed by
hand. Each figure is a mean over questions with its 95 % interval (percentile bootstrap over questions). No judge, human
or model, scores anything: what each measure counts stands in `eval/ranking.py`, `eval/answers.py` and `eval/voice.py`.
A question that a system fails on counts as 0. The echo gives back the best passages as they stand and never refuses;
what it scores is what an answer must beat. A system that returns chunks and knows no paragraphs is measured by words
read alone.
"""

_FITS = """## What was fitted, and on what

{rows}

Columns with "held out" rank and answer each question by weights and models that were fitted, by the same procedure,
without any question on its review (`eval/folds.py`); what was chosen by hand is as shipped. The other columns have the
shipped weights and models, which have seen the questions of `{seen}`, and flatter there.
No question of another dataset was used in any fit. The directions in which token vectors are stored were found on the
text of the sample collection, not on its pairs.
"""


def fits() -> str:
    """How many pairs each fit had, and what it reported of reviews that it had not seen, from the fits' own files."""
    found, seen = [("fusion", *_fusion())], {"real.jsonl"}
    for path in sorted(Path(str(files("app").joinpath("data"))).glob("*.json")):
        fit = json.loads(path.read_text(encoding="utf-8"))["fitted"]
        pairs = fit.get("pairs") or fit.get("answerable") or fit.get("questions") or ""
        seen |= set(fit.get("on", ()))
        figures = fit.get("held_out_by_review") or fit.get("held_out_by_question") or {}
        found.append((path.stem, str(pairs), _flat(figures) or "not recorded"))
    lines = ["| fit | answered pairs used | on reviews or questions left out |", "|---|---|---|"]
    lines += [f"| {' | '.join(row)} |" for row in found]
    return _FITS.format(rows="\n".join(lines), seen="`, `".join(sorted(seen)))


def _fusion() -> tuple[str, str]:
    fusion = json.loads(files("index").joinpath("data", "fusion.json").read_text(encoding="utf-8"))
    count = re.search(r"\d+", str(fusion["fitted"]))
    return count.group() if count else "", _flat(fusion.get("folds", {}))


def _flat(figures: Mapping[str, Any], before: str = "") -> str:
    """Nested figures on one line: "known: auroc 0.64, refused_at_95 0.25; ..."."""
    plain = ", ".join(f"{name} {value:g}" for name, value in figures.items() if isinstance(value, int | float))
    nested = [_flat(value, f"{name}: ") for name, value in figures.items() if isinstance(value, Mapping)]
    return "; ".join(part for part in (f"{before}{plain}" if plain else "", *nested) if part)


def scorecard(runs: Iterable[Run]) -> str:
    """The scorecard of some runs, one section each."""
    return "\n".join([_PREAMBLE, fits(), *(_section(run) for run in runs)])


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
    if run.judged:
        lines += ["### Secondary: judged by a language model, by run", "", *_judged(run), ""]
    return "\n".join(lines)


def _judged(run: Run) -> list[str]:
    found = [judged(row) for row in run.judged]
    lines = ["| evaluator | judge | share passing | n |", "|---|---|---|---|"]
    return lines + [f"| {each.evaluator} | {each.judge} | {_cell(each.passing)} | {each.passing.n} |" for each in found]


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
