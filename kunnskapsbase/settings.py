"""Every setting of the knowledge base, read from the environment (and ``.env``) once.

``docs/innstillinger.md`` lists them for people; a test compares the two.
"""

import os
from functools import lru_cache
from pathlib import Path
from typing import Any

from pydantic import AliasChoices, Field, ValidationError
from pydantic_settings import BaseSettings, SettingsConfigDict

ROOT = Path(__file__).resolve().parent.parent

# How the settings are written that must have a certain form.
_WRITTEN_AS = {
    **dict.fromkeys(("qdrant_url", "public_url", "chat_url"), "en adresse som begynner med http:// eller https://"),
    "publisher_number": "et organisasjonsnummer på ni sifre",
    "publisher_contact": "en e-postadresse eller en adresse som begynner med http:// eller https://",
}


class Settings(BaseSettings):
    """What can be chosen without touching the code."""

    model_config = SettingsConfigDict(
        env_prefix="KB_", env_file=".env", extra="ignore", frozen=True, populate_by_name=True
    )

    corpus: Path = Field(default=ROOT / "corpus", description="Folder with experiences and the municipality register.")
    data: Path = Field(default=ROOT / "data", description="Folder for the record store and the embedded index.")
    database_url: str = Field(
        default="",
        validation_alias=AliasChoices("DATABASE_URL", "database_url"),
        description="SQLAlchemy address of the record store; empty means SQLite in KB_DATA.",
    )
    qdrant_url: str = Field(
        default="",
        validation_alias=AliasChoices("QDRANT_URL", "qdrant_url"),
        pattern=r"^(https?://\S+)?$",
        description="Address of a Qdrant server; empty means Qdrant's own engine in this process.",
    )
    qdrant_api_key: str = Field(
        default="",
        validation_alias=AliasChoices("QDRANT_API_KEY", "qdrant_api_key"),
        description="Key for the Qdrant server, when it asks for one.",
    )
    embedding_model: str = Field(
        default=str(ROOT / "kunnskapsbase" / "models" / "norsk-statisk-2"),
        description="A sentence-transformers model: a folder, or a name to download.",
    )
    query_prefix: str | None = Field(
        default=None, description="Text put before a question; unset means what the model family asks for."
    )
    passage_prefix: str | None = Field(
        default=None, description="Text put before a passage; unset means what the model family asks for."
    )
    dense_weight: float = Field(default=1.0, ge=0, description="Weight of the dense channel in the fusion.")
    terms_weight: float = Field(default=1.0, ge=0, description="Weight of the terms (BM25) in the fusion.")
    grams_weight: float = Field(default=1.0, ge=0, description="Weight of the character n-grams in the fusion.")
    rrf_k: int = Field(default=2, ge=1, description="The k of reciprocal rank fusion: smaller favours the top ranks.")
    candidates: int = Field(default=50, ge=1, le=1000, description="Passages taken from each channel.")
    rerank_weight: float = Field(
        default=1.0, ge=0, description="How much resembling the best solutions found lifts the others; 0 is off."
    )
    match_weight: float = Field(
        default=0.2, ge=0, le=1, description="How much being like the asker may lift a hit (0.2 = a fifth)."
    )
    match_size: float = Field(default=0.5, ge=0, description="What of that likeness is inhabitants …")
    match_place: float = Field(default=0.2, ge=0, description="… neighbours, regional council, county and region …")
    match_centrality: float = Field(default=0.15, ge=0, description="… centrality …")
    match_kostra: float = Field(default=0.1, ge=0, description="… the KOSTRA group …")
    match_language: float = Field(default=0.05, ge=0, description="… the written form …")
    match_network: float = Field(default=0.1, ge=0, description="… and networks that both are in.")
    wish_weight: float = Field(
        default=0.1, ge=0, le=1, description="How much a sector, status or year that was wished for may lift a hit."
    )
    answer_similarity: float = Field(
        default=0.24, ge=0, le=1, description="The nearest text must be this similar for the answer to say it fits …"
    )
    answer_agreement: float = Field(
        default=0.65, ge=0, le=1, description="… and the channels must agree this much on which is best (1: all do)."
    )
    answer_coverage: float = Field(
        default=0.6, ge=0, le=1, description="From this share of the question's words found it says so in any case."
    )
    passage_similarity: float = Field(
        default=0.44, ge=0, le=1, description="From this similarity a report's passage is shown beside the solutions."
    )
    record_needs: bool = Field(
        default=True, description="Whether what nobody has an answer to is noted, without who asked."
    )
    reads_per_minute: int = Field(
        default=60_000,
        ge=0,
        description="How often one address may read from the API in a minute; 0 is as often as it likes.",
    )
    writes_per_minute: int = Field(
        default=60, ge=0, description="How often one key, and one address, may write to it; 0 is as often as it likes."
    )
    answering_processes: int = Field(
        default=2,
        ge=1,
        le=16,
        description="How many processes answer questions at most; those after the first come where questions wait.",
    )
    public_url: str = Field(
        default="",
        pattern=r"^(https?://\S+)?$",
        description="Address that readers reach the API by; empty means as the request came.",
    )
    publisher: str = Field(default="", description="Who publishes the dataset, for its description.")
    publisher_number: str = Field(
        default="", pattern=r"^(\d{9})?$", description="The publisher's organisation number, nine digits."
    )
    publisher_contact: str = Field(
        default="",
        pattern=r"^(https?://\S+|[^@\s]+@[^@\s]+\.[^@\s]+)?$",
        description="Mail address or page for questions about the dataset; never a person's.",
    )
    secret: str = Field(
        default="",
        description="What confirmation links are signed with; empty means one made once and kept in KB_DATA.",
    )
    confirmation_days: int = Field(
        default=30, ge=1, le=366, description="How many days a confirmation link is good for."
    )
    index_delay_seconds: float = Field(
        default=5.0, ge=0, description="How long after a write the index is built anew, in seconds; 0 is never."
    )
    need_similarity: float = Field(
        default=0.45, ge=0, le=1, description="From this similarity two needs are told as one."
    )
    upload_megabytes: int = Field(
        default=100, ge=1, le=100_000, description="Largest file that is taken over HTTP, in megabytes."
    )
    read_megabytes: int = Field(default=100, ge=1, description="Largest file that is read, in megabytes.")
    read_unpacked_megabytes: int = Field(
        default=400, ge=1, description="Most a packed file (DOCX, PPTX, XLSX) may unpack to, in megabytes."
    )
    read_seconds: int = Field(default=120, ge=1, description="Longest time spent reading one file, in seconds.")
    read_memory_megabytes: int = Field(
        default=900, ge=200, description="Most memory the reading of one file may take, in megabytes."
    )
    read_pages: int = Field(default=2000, ge=1, description="Most pages or slides a file may have.")
    read_rows: int = Field(default=20_000, ge=1, description="Most rows a sheet or list may have.")
    read_columns: int = Field(default=100, ge=1, description="Most columns a sheet or list may have.")
    chat_url: str = Field(
        default="",
        pattern=r"^(https?://\S+)?$",
        description="Address of an OpenAI-compatible service that words drafts; empty means rules alone.",
    )
    chat_model: str = Field(default="", description="Name of the model at that address.")
    chat_key: str = Field(default="", description="Key for it, when it asks for one.")
    audio_model: str = Field(
        default="", description="A folder with a Whisper model in CTranslate2 format, for recordings; empty is off."
    )

    @property
    def database(self) -> str:
        """The record store's SQLAlchemy address."""
        return self.database_url or f"sqlite:///{self.data / 'losfor.sqlite'}"

    def portable(self) -> dict[str, Any]:
        """The settings as plain values, for a pipeline's YAML; keys and passwords stay out of it."""
        return self.model_dump(mode="json", exclude={"qdrant_api_key", "database_url", "chat_key", "secret"})


def name_of(field: str) -> str:
    """The variable of the environment that sets a field of the settings."""
    alias = Settings.model_fields[field].validation_alias
    return str(alias.choices[0]) if isinstance(alias, AliasChoices) else f"KB_{field.upper()}"


def environment_of(settings: Settings) -> dict[str, str]:
    """The environment in which another process runs our modules with the same settings."""
    values = settings.model_dump(mode="json", exclude_none=True)
    return os.environ | {name_of(field): str(value) for field, value in values.items()} | {"PYTHONPATH": str(ROOT)}


def explain(error: ValidationError) -> str:
    """Which settings cannot be used, by the names they are set with: what is wrong with them, and what is allowed."""
    lines = []
    for each in error.errors():
        field = next(
            name for name in Settings.model_fields if str(each["loc"][0]).lower() in (name, name_of(name).lower())
        )
        lines.append(f"{name_of(field)} er «{each['input']}», men må være {_allowed(field)}.")
    return "\n".join([*lines, "Rett det i miljøet eller i .env, og start på nytt. Se docs/innstillinger.md."])


def _allowed(field: str) -> str:
    info = Settings.model_fields[field]
    if field in _WRITTEN_AS:
        return _WRITTEN_AS[field]
    if info.annotation is bool:
        return "true eller false"
    if info.annotation not in (int, float):
        return "en tekst"
    least, most = (
        next((getattr(each, bound) for each in info.metadata if hasattr(each, bound)), None) for bound in ("ge", "le")
    )
    bounds = "" if least is None else f", minst {least}" if most is None else f" fra {least} til {most}"
    return f"et heltall{bounds}" if info.annotation is int else f"et tall{bounds}, skrevet med punktum"


@lru_cache(maxsize=1)
def settings() -> Settings:
    """The settings in force, read once per process."""
    return Settings()
