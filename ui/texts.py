"""What the page says, in bokmål and nynorsk; the texts stand in ``texts.nb.yml`` and ``texts.nn.yml``."""

from functools import lru_cache
from pathlib import Path
from typing import Literal

import yaml

Language = Literal["nb", "nn"]
LANGUAGES: tuple[Language, ...] = ("nb", "nn")
SECTORS = (
    "anskaffelser", "barnevern", "beredskap", "demokrati-medvirkning", "digitalisering", "energi", "folkehelse",
    "helse-omsorg", "integrering", "interkommunalt-samarbeid", "klima-miljo", "kultur-bibliotek", "naering",
    "naering-landbruk", "oppvekst-utdanning", "organisasjon-ledelse", "plan-bygg", "samferdsel", "sosial",
    "stedsutvikling-bosetting", "teknisk",
)  # fmt: skip
STATUSES = ("planlagt", "pilot", "pågår", "gjennomført", "drift", "stoppet", "ukjent")
EXAMPLES = ("example_1", "example_2", "example_3")


class Texts:
    """One language's texts."""

    def __init__(self, language: Language, texts: dict[str, str]) -> None:
        self.language: Language = language
        self._texts = texts

    def say(self, key: str, **values: object) -> str:
        """The text of ``key`` with its placeholders filled."""
        return self._texts[key].format(**values)

    def or_itself(self, kind: str, word: str) -> str:
        """The text of ``kind_word``; the word itself where the API has learnt one that the page has not."""
        return self._texts.get(f"{kind}_{word}", word)


@lru_cache(maxsize=len(LANGUAGES))
def catalogue(language: Language) -> dict[str, str]:
    """Every text of a language by its key, read once."""
    path = Path(__file__).parent / f"texts.{language}.yml"
    texts: dict[str, str] = yaml.safe_load(path.read_text(encoding="utf-8"))
    return texts


def load_texts(language: Language) -> Texts:
    """The texts of a language."""
    return Texts(language, catalogue(language))


def language_of(said: str | None) -> Language:
    """The language asked for in the address: bokmål unless it is nynorsk."""
    return "nn" if said == "nn" else "nb"
