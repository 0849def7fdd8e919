"""Puts labelled questions to a build of Casebook by its command line, each within the reviews that it is about."""

from __future__ import annotations

import json
import os
import subprocess
import tempfile
from collections import defaultdict
from collections.abc import Mapping, Sequence
from pathlib import Path

from eval.evidence.model import Question
from eval.evidence.score import Reply, reply_of


def ask_build(command: str, library: Path, questions: Sequence[Question], ids: Mapping[str, str]) -> dict[str, Reply]:
    """Question id -> what the build said; no reply at all counts as none given.

    Args:
        command: the `casebook` of the build. ids: file name of each review -> its id in the library.
    """
    by_scope: dict[tuple[str, ...], list[Question]] = defaultdict(list)
    for question in questions:
        by_scope[question.reviews_scope].append(question)
    replies: dict[str, Reply] = {}
    for scope, asked in by_scope.items():
        limits = [part for source in scope for part in ("--review", ids[source])]
        replies |= _ask(command, library, asked, limits if len(scope) < len(ids) else [])
    return replies


def _ask(command: str, library: Path, questions: Sequence[Question], limits: Sequence[str]) -> dict[str, Reply]:
    with tempfile.NamedTemporaryFile("w", suffix=".jsonl", encoding="utf-8") as batch:
        for question in questions:
            batch.write(json.dumps({"id": question.id, "question": question.question}) + "\n")
        batch.flush()
        call = [command, "ask", "--batch", batch.name, "--json", "--library", str(library), *limits]
        done = subprocess.run(call, capture_output=True, text=True, env=dict(os.environ), check=False)
    forms = [json.loads(line) for line in done.stdout.splitlines() if line.startswith("{")]
    found = {str(form["id"]): reply_of(form) for form in forms}
    return {question.id: found.get(question.id, Reply(False, ())) for question in questions}
