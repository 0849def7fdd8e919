"""All settings, in one object. Order of precedence: flags, `CASEBOOK_*` in the environment, `casebook.toml`
in the working folder, defaults."""

from __future__ import annotations

from dataclasses import dataclass
from pathlib import Path
from typing import Any

from platformdirs import user_cache_path, user_data_path
from pydantic import Field, ValidationError
from pydantic_settings import (
    BaseSettings,
    PydanticBaseSettingsSource,
    SettingsConfigDict,
    TomlConfigSettingsSource,
)

from ingest.errors import SettingsError


@dataclass(frozen=True, slots=True)
class Limits:
    """Bounds on one input file; past them it is refused with a clear line. Times in seconds, sizes in bytes."""

    file_bytes: int = 200_000_000
    unpacked_bytes: int = 500_000_000
    pages: int = 3_000
    units: int = 50_000
    line_chars: int = 2_000_000
    depth: int = 2_000
    seconds: float = 600.0
    memory_bytes: int = 4_000_000_000
    ocr: bool = True


class Settings(BaseSettings):
    """Every setting of Casebook. Each field is `CASEBOOK_<NAME>` in the environment."""

    model_config = SettingsConfigDict(env_prefix="CASEBOOK_", extra="ignore", frozen=True)

    library: Path = Field(
        default_factory=lambda: user_data_path("casebook", appauthor=False) / "library",
        description="Folder of the library: original files, parsed reviews, index.",
    )
    cache: Path = Field(
        default_factory=lambda: user_cache_path("casebook", appauthor=False),
        description="Folder for the exported model; may be deleted at any time.",
    )
    qdrant_url: str = Field("", description="Address of a Qdrant server; empty: Qdrant Edge in the library folder.")
    qdrant_api_key: str = Field("", description="Key of the Qdrant server.", repr=False)
    qdrant_collection: str = Field("casebook", description="Collection on the Qdrant server, one for each library.")
    qdrant_timeout: float = Field(10.0, gt=0, description="Seconds to wait for the Qdrant server.")
    embedding_model: str = Field(
        "all-MiniLM-L6-v2",
        description="The packaged default, or a sentence-transformers model: a folder, or a name on a model hub.",
    )
    reranker: str = Field("", description="A sentence-transformers cross-encoder (folder or hub name); empty: none.")
    threads: int = Field(0, ge=0, description="Threads for embedding; 0: all cores.")
    llm: str = Field("", description="Language model: `ollama/NAME` or `openai/NAME`; empty: quotations only.")
    llm_url: str = Field("", description="Address of the language model's endpoint.")
    llm_api_key: str = Field("", description="Key for that endpoint; environment only.", repr=False)
    llm_timeout: float = Field(120.0, gt=0, description="Seconds to wait for the language model.")
    support_model: str = Field(
        "",
        description="A sentence-transformers NLI cross-encoder (folder or hub name) that each statement of the "
        "language model must pass too; empty: none.",
    )
    strict: bool = Field(False, description="Refuse a review whose fidelity is under 99 %.")
    ocr: bool = Field(True, description="Recognise the text of scanned pages.")
    max_file_mb: int = Field(200, gt=0, description="Largest input file, in megabytes.")
    max_pages: int = Field(3_000, gt=0, description="Most pages in one input file.")
    max_seconds: float = Field(600.0, gt=0, description="Longest time to parse one input file, in seconds.")
    host: str = Field("127.0.0.1", description="Address that `casebook serve` listens on.")
    password: str = Field(
        "",
        description="Password of the page and the API, on every address; needed where `host` is not loopback.",
        repr=False,
    )
    port: int = Field(7860, ge=0, le=65535, description="Port that `casebook serve` listens on.")

    @property
    def limits(self) -> Limits:
        """The bounds on one input file."""
        return Limits(
            file_bytes=self.max_file_mb * 1_000_000,
            pages=self.max_pages,
            seconds=self.max_seconds,
            ocr=self.ocr,
        )

    @classmethod
    def settings_customise_sources(
        cls,
        settings_cls: type[BaseSettings],
        init_settings: PydanticBaseSettingsSource,
        env_settings: PydanticBaseSettingsSource,
        dotenv_settings: PydanticBaseSettingsSource,
        file_secret_settings: PydanticBaseSettingsSource,
    ) -> tuple[PydanticBaseSettingsSource, ...]:
        """Flags, then environment, then `casebook.toml`."""
        toml = TomlConfigSettingsSource(settings_cls, toml_file=Path("casebook.toml"))
        return init_settings, env_settings, toml


def load_settings(**flags: Any) -> Settings:
    """The settings in force; flags that are None are taken as not given.

    Raises:
        SettingsError: a value cannot be used; names the key.
    """
    given = {key: value for key, value in flags.items() if value is not None}
    try:
        return Settings(**given)
    except ValidationError as error:
        first = error.errors()[0]
        key = ".".join(str(part) for part in first["loc"])
        raise SettingsError(
            f"The setting {key} has a value that cannot be used: {first['input']!r} ({first['msg']}).",
            remedy=f"Look for the flag, the environment variable CASEBOOK_{key.upper()}, or casebook.toml.",
        ) from error
