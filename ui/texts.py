"""What the pages say, in bokmål and nynorsk; each page has its catalogue, ``catalogues/<page>.<language>.yml``."""

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
# How far what is told has been checked, the least first.
LEVELS = ("lest", "kontrollert", "bekreftet", "evaluert")
STATUSES = ("planlagt", "pilot", "pågår", "gjennomført", "drift", "stoppet", "ukjent")
EXAMPLES = ("example_1", "example_2", "example_3")
_FOLDER = Path(__file__).parent / "catalogues"


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

    def several(self, key: str) -> list[str]:
        """The texts ``key_1``, ``key_2`` … in their order."""
        found: list[str] = []
        while text := self._texts.get(f"{key}_{len(found) + 1}"):
            found.append(text)
        return found


def catalogue_files(language: Language) -> dict[str, dict[str, str]]:
    """Each catalogue of a language by its page, as it stands in its file."""
    suffix = f".{language}.yml"
    return {
        path.name.removesuffix(suffix): yaml.safe_load(path.read_text(encoding="utf-8"))
        for path in sorted(_FOLDER.glob(f"*{suffix}"))
    }


@lru_cache(maxsize=len(LANGUAGES))
def catalogue(language: Language) -> dict[str, str]:
    """Every text of a language by its key, read once."""
    return {key: text for texts in catalogue_files(language).values() for key, text in texts.items()}


def load_texts(language: Language) -> Texts:
    """The texts of a language."""
    return Texts(language, catalogue(language))


def language_of(said: str | None) -> Language:
    """The language asked for in the address: bokmål unless it is nynorsk."""
    return "nn" if said == "nn" else "nb"
