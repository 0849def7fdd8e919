"""Secondary: what a language model says of the answers, through LlamaIndex's own evaluators.

A model's verdict on one question is close to chance and moves from one model to the next, so what is kept is one share
for each evaluator over a whole run, with its interval and the judge's name, and never a verdict on a question. It gates
nothing.
"""

from __future__ import annotations

from collections.abc import Callable, Mapping, Sequence
from dataclasses import asdict, dataclass
from typing import Any

from eval.gold import Resolved
from eval.runs import Run
from eval.statistics import Estimate, estimate
from ingest.errors import ModelError
from ingest.model import Unit
from ingest.settings import Settings

ANSWERS = "casebook answers"


@dataclass(frozen=True, slots=True)
class Judged:
    """One evaluator over the answers given in a run.

    Args:
        judge: the language model. passing: share that it lets pass. failed: answers on which it gave no verdict.
    """

    evaluator: str
    judge: str
    passing: Estimate
    failed: int

    def row(self) -> dict[str, Any]:
        """As it stands in a run file."""
        return asdict(self)


def judged(row: Mapping[str, Any]) -> Judged:
    """A row of a run file."""
    return Judged(**{**row, "passing": Estimate(**row["passing"])})


def judge(
    run: Run,
    pairs: Sequence[Resolved],
    units: Mapping[str, Unit],
    settings: Settings,
    progress: Callable[[str], None] = lambda _: None,
) -> tuple[Judged, ...]:
    """Faithfulness (do the cited units support the answer?) and relevancy (do both fit the question?).

    Args:
        settings: name the judge in `llm`.

    Raises:
        SettingsError: they name no model. ModelError: the judge cannot be reached, or no answer was given.
    """
    from llama_index.core.evaluation import FaithfulnessEvaluator, RelevancyEvaluator

    from app.llm.connect import connect

    model = connect(settings, json=False)
    questions = {resolved.pair.id: resolved.pair.question for resolved in pairs}
    given = [each for each in run.outcomes if each.system == ANSWERS and each.answered and each.pair in questions]
    if not given:
        raise ModelError("There is no answer to judge.")
    found = []
    for name, evaluator in (
        ("faithfulness", FaithfulnessEvaluator(llm=model)),
        ("relevancy", RelevancyEvaluator(llm=model)),
    ):
        verdicts, trouble = [], ""
        for number, outcome in enumerate(given, start=1):
            progress(f"{name}: answer {number} of {len(given)}")
            try:
                said = evaluator.evaluate(
                    query=questions[outcome.pair],
                    response=outcome.answer,
                    contexts=[units[unit].text for unit in outcome.cited if unit in units],
                )
                verdicts.append(float(said.passing))
            except Exception as error:  # whatever a client of some provider raises: the other answers go on
                trouble = f"{type(error).__name__}: {error}"
        if not verdicts:
            raise ModelError(
                f"The judge {settings.llm} gave no verdict ({trouble}).", remedy="Is it running? See CASEBOOK_LLM_URL."
            )
        found.append(Judged(name, settings.llm, estimate(verdicts), len(given) - len(verdicts)))
    return tuple(found)
