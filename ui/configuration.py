"""The page's own settings, read from the environment and ``.env``."""

from functools import lru_cache

from pydantic import AliasChoices, Field, ValidationError, field_validator
from pydantic_settings import BaseSettings, SettingsConfigDict

_ALLOWED = {
    "KB_API_URL": "en adresse som begynner med http:// eller https://",
    "API_URL": "en adresse som begynner med http:// eller https://",
    "KB_API_TIMEOUT": "et tall over 0, skrevet med punktum",
}


class SettingError(Exception):
    """A setting of the page cannot be used; the message says which, and what is allowed."""


class UiSettings(BaseSettings):
    """Where the API is, and how long to wait for it."""

    model_config = SettingsConfigDict(env_file=".env", extra="ignore", frozen=True, populate_by_name=True)

    api_url: str = Field(
        default="http://127.0.0.1:8000",
        validation_alias=AliasChoices("KB_API_URL", "API_URL", "api_url"),
        pattern=r"^https?://\S+$",
        description="Address of the API that the page asks.",
    )
    api_timeout: float = Field(
        default=15.0,
        gt=0,
        validation_alias=AliasChoices("KB_API_TIMEOUT", "api_timeout"),
        description="Seconds the page waits for an answer from the API.",
    )

    @field_validator("api_url")
    @classmethod
    def _without_last_slash(cls, value: str) -> str:
        return value.rstrip("/")


@lru_cache(maxsize=1)
def ui_settings() -> UiSettings:
    """The settings in force, read once per process.

    Raises:
        SettingError: one of them cannot be used.
    """
    try:
        return UiSettings()
    except ValidationError as error:
        wrong = [
            f"{each['loc'][0]} er «{each['input']}», men må være {_ALLOWED[str(each['loc'][0])]}."
            for each in error.errors()
        ]
        raise SettingError("\n".join([*wrong, "Rett det i miljøet eller i .env, og start på nytt."])) from error
