"""One call of a language model: its reply as it is written, bounded in time and length, with what it cost."""

from __future__ import annotations

import time
from collections.abc import Iterator, Mapping
from dataclasses import dataclass
from typing import Any

from app.llm import prompt
from ingest.errors import ModelError

#: Characters of a reply that are read: more than its bound in tokens can hold, for endpoints that know no bound.
LONGEST = 8 * prompt.TOKENS
_COUNTS = (("prompt_tokens", "completion_tokens"), ("prompt_eval_count", "eval_count"))
#: Options by which an endpoint is asked to keep to a schema, and what it is asked where it takes none.
_WITHOUT_SCHEMA: Mapping[str, Any] = {"response_format": {"type": "json_object"}, "format": "json"}


@dataclass(slots=True)
class Cost:
    """What the calls of one answer took; seconds are those in which the model was waited for, each counted once."""

    prompt_tokens: int = 0
    completion_tokens: int = 0
    seconds: float = 0.0

    def add(self, other: Cost) -> None:
        """Take in what another call took."""
        self.prompt_tokens += other.prompt_tokens
        self.completion_tokens += other.completion_tokens
        self.seconds += other.seconds


class Model:
    """A LlamaIndex `LLM` as it is asked here.

    Args:
        options: of a streamed call; an endpoint that takes no schema is asked without one from then on.
    """

    def __init__(self, llm: Any, options: Mapping[str, Any] | None = None) -> None:
        self._llm, self._options = llm, dict(options or {})

    def pieces(self, text: str, cost: Cost, patience: float) -> Iterator[str]:
        """The reply as it is written.

        Args:
            patience: seconds that the model may take; what is done with its pieces meanwhile does not count.

        Raises:
            ModelError: it failed, took too long, or wrote on without an end.
        """
        waited, length, used = 0.0, 0, (0, 0)
        stream = self._opened(text)
        try:
            while True:
                started = time.perf_counter()
                try:
                    reply = next(stream, None)
                finally:
                    waited += time.perf_counter() - started
                if reply is None:
                    return
                used = _tokens(reply) or used
                length += len(reply.delta or "")
                yield reply.delta or ""
                if waited > patience:
                    raise ModelError(f"The language model took longer than {patience:.0f} s.")
                if length > LONGEST:
                    raise ModelError("The language model wrote on without an end.")
        finally:
            cost.add(Cost(*used, waited))

    def _opened(self, text: str) -> Iterator[Any]:
        """What the endpoint sends; where it refuses the schema, what it sends without."""
        sent = False
        try:
            for reply in self._llm.stream_chat(_messages(text), **self._options):
                sent = True
                yield reply
            return
        except Exception as error:  # every provider has exceptions of its own
            plain = {name: _WITHOUT_SCHEMA.get(name, value) for name, value in self._options.items()}
            if sent or plain == self._options or not _refuses(error):
                raise ModelError(f"The language model did not answer ({type(error).__name__}).") from error
            self._options = plain
        yield from self._opened(text)


def _refuses(error: Exception) -> bool:
    """Whether an endpoint says that it was asked for something that it does not know."""
    return getattr(error, "status_code", None) in (400, 404, 415, 422, 501)


def _messages(text: str) -> list[Any]:
    from llama_index.core.base.llms.types import ChatMessage, MessageRole

    return [
        ChatMessage(role=MessageRole.SYSTEM, content=prompt.SYSTEM),
        ChatMessage(role=MessageRole.USER, content=text),
    ]


def _tokens(reply: Any) -> tuple[int, int] | None:
    """Tokens read and written so far, where this piece of a reply says so: as OpenAI or as Ollama does."""
    raw = getattr(reply, "raw", None)
    fields = raw if isinstance(raw, dict) else getattr(raw, "__dict__", {})
    usage = fields.get("usage") or fields
    named = usage if isinstance(usage, dict) else getattr(usage, "__dict__", {})
    for read, wrote in _COUNTS:
        if named.get(read) is not None or named.get(wrote) is not None:
            return int(named.get(read) or 0), int(named.get(wrote) or 0)
    return None
