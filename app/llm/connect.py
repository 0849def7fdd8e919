"""From settings to a LlamaIndex language model. Nothing is contacted until it is asked."""

from __future__ import annotations

from typing import Any
from urllib.parse import urlsplit

from app.llm.prompt import SCHEMA, TOKENS
from ingest.errors import ModelError, SettingsError
from ingest.offline import is_this_machine
from ingest.settings import Settings

DEFAULT_URLS = {"ollama": "http://127.0.0.1:11434", "openai": "http://127.0.0.1:8080/v1"}


def connect(settings: Settings, *, json: bool = True) -> Any:
    """A LlamaIndex `LLM` for `ollama/NAME` or `openai/NAME` (any OpenAI-compatible endpoint).

    Args:
        json: it is to reply in JSON, as answers need, and no longer than these may be; otherwise in plain text.

    Raises:
        SettingsError: the setting names neither. ModelError: the optional packages are not installed.
    """
    provider, _, name = settings.llm.partition("/")
    if provider not in DEFAULT_URLS or not name:
        raise SettingsError(
            f"The setting llm has a value that cannot be used: {settings.llm!r}.",
            remedy="Write ollama/NAME or openai/NAME (CASEBOOK_LLM).",
        )
    try:
        return _ollama(name, settings, json) if provider == "ollama" else _openai_like(name, settings, json)
    except ImportError as error:
        raise ModelError(
            f"The package for language models is not installed ({error.name}).", remedy="pip install 'casebook[llm]'"
        ) from error


def _ollama(name: str, settings: Settings, json: bool) -> Any:
    from llama_index.llms.ollama import Ollama

    bound = {"additional_kwargs": {"num_predict": TOKENS}} if json else {}
    return Ollama(model=name, base_url=address(settings), request_timeout=settings.llm_timeout, json_mode=json, **bound)


def _openai_like(name: str, settings: Settings, json: bool) -> Any:
    from llama_index.llms.openai_like import OpenAILike

    return OpenAILike(
        model=name,
        api_base=address(settings),
        api_key=settings.llm_api_key or "none",
        is_chat_model=True,
        temperature=0.0,
        timeout=settings.llm_timeout,
        max_retries=0,
        max_tokens=TOKENS if json else None,
    )


def streaming(settings: Settings) -> dict[str, Any]:
    """What a streamed call is given besides: the schema of a reply, and that the tokens read and written are told."""
    if not settings.llm.startswith("openai/"):
        return {"format": SCHEMA}
    schema = {"name": "claims", "strict": True, "schema": SCHEMA}
    return {
        "stream_options": {"include_usage": True},
        "response_format": {"type": "json_schema", "json_schema": schema},
    }


def address(settings: Settings) -> str:
    """Where the model answers: the setting, or the provider's usual place on this machine."""
    return settings.llm_url or DEFAULT_URLS.get(settings.llm.partition("/")[0], "")


def warning(settings: Settings) -> str:
    """A plain warning where text leaves this machine, "" where it does not."""
    host = urlsplit(address(settings)).hostname or ""
    if is_this_machine(host):
        return ""
    return f"The question and the passages found are sent to {host}: that text leaves this machine."
