"""What the API says, in bokmål and nynorsk; the texts stand in ``wording.nb.yml`` and ``wording.nn.yml``."""

from functools import lru_cache
from pathlib import Path
from typing import Literal

import yaml

Language = Literal["nb", "nn"]


class Wording:
    """One language's texts."""

    def __init__(self, language: Language, texts: dict[str, str]) -> None:
        self.language = language
        self._texts = texts

    def say(self, key: str, **values: object) -> str:
        """The text of ``key`` with its placeholders filled."""
        return self._texts[key].format(**values)


@lru_cache(maxsize=2)
def wording(language: Language) -> Wording:
    """The texts of a language, read once."""
    path = Path(__file__).parent / f"wording.{language}.yml"
    return Wording(language, yaml.safe_load(path.read_text(encoding="utf-8")))


def preferred(accept_language: str | None) -> Language:
    """The reader's language out of an Accept-Language header: nynorsk when it is asked for first, else bokmål."""
    for part in (accept_language or "").split(","):
        code = part.partition(";")[0].strip().lower().partition("-")[0]
        if code == "nn":
            return "nn"
        if code in {"nb", "no"}:
            return "nb"
    return "nb"


def number(value: float) -> str:
    """A number the Norwegian way: 1 850 with a hard space, 2,5 with a comma."""
    return f"{value:,.10g}".replace(",", "\u00a0").replace(".", ",")
