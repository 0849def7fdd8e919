"""An answer as server-sent events: what is searched first, each claim as it stands, the whole at the end."""

from __future__ import annotations

import json
from collections.abc import Iterator
from typing import Any

from app.answers.model import Claim
from app.api.desk import Desk
from app.api.requests import AskIn, left_out
from app.forms import answer_form, claim_form, searched_form
from ingest.errors import CasebookError

MEDIA_TYPE = "text/event-stream"


def event(name: str, data: Any) -> str:
    """One event in the wire form."""
    return f"event: {name}\ndata: {json.dumps(data, ensure_ascii=False)}\n\n"


def events(desk: Desk, asked: AskIn) -> Iterator[str]:
    """`searched`, then `claim` for each claim, then `answer` (the form of plain JSON); `error` where it fails.

    The claims of a language model come one by one, each as soon as it has passed the checks.
    """
    filters = asked.filters.filters()
    try:
        yield event("searched", searched_form(desk.searched(filters)).model_dump())
        sent = 0
        for each in desk.stream(asked.question, filters=filters, k=asked.k, ignore=left_out(asked.ignore)):
            if isinstance(each, Claim):
                sent += 1
                yield event("claim", claim_form(each).model_dump())
                continue
            form = answer_form(each, key=asked.id)
            for claim in () if sent else form.claims:
                yield event("claim", claim.model_dump())
            yield event("answer", form.model_dump())
    except CasebookError as error:
        yield event("error", {"detail": error.message, "remedy": error.remedy})
