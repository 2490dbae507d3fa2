"""The two catalogues say the same things."""

import re
import string
from collections import Counter

import httpx
import pytest

from demo.processes import ROOT
from tests.support.maalform import bokmal_words, words_of
from ui.document import own_words
from ui.texts import (
    EXAMPLES,
    LANGUAGES,
    SECTORS,
    STATUSES,
    Language,
    catalogue,
    catalogue_files,
    language_of,
    load_texts,
)

# The name of the other language, in that language.
ABOUT_BOKMAL = {"other_language"}


def _placeholders(text: str) -> set[str]:
    return {name for _, name, _, _ in string.Formatter().parse(text) if name is not None}


def test_both_languages_have_the_same_pages_with_the_same_keys_in_the_same_order() -> None:
    bokmal, nynorsk = catalogue_files("nb"), catalogue_files("nn")
    assert {"felles", "spor", "losning", "lagret", "om"} <= set(bokmal)
    assert {page: list(texts) for page, texts in bokmal.items()} == {
        page: list(texts) for page, texts in nynorsk.items()
    }


def test_no_key_stands_in_two_catalogues() -> None:
    keys = Counter(key for texts in catalogue_files("nb").values() for key in texts)
    assert [key for key, count in keys.items() if count > 1] == []


def test_no_word_that_only_bokmal_has_stands_in_nynorsk() -> None:
    only_bokmal = bokmal_words()
    leaked = {
        word: key
        for key, text in catalogue("nn").items()
        for word in words_of(text)
        if word in only_bokmal and key not in ABOUT_BOKMAL
    }
    assert leaked == {}


def test_the_list_of_bokmal_words_would_catch_a_leak() -> None:
    assert {"ikke", "hvordan", "dere", "løsning", "jeg", "kommuner", "noe"} <= bokmal_words()


def test_every_text_is_said_somewhere() -> None:
    code = "\n".join(path.read_text(encoding="utf-8") for path in (ROOT / "ui").rglob("*.py"))
    said = set(re.findall(r"[\"']([\w-]+)[\"']", code))
    put_together = tuple(re.findall(r"[\"'](\w+_)\{", code))
    # ``or_itself`` and ``several`` are given the beginning of a key.
    beginnings = (*put_together, *(f"{each}_" for each in said))
    unsaid = [key for key in catalogue("nb") if key not in said and not key.startswith(beginnings)]
    assert unsaid == []


@pytest.mark.parametrize("key", list(catalogue("nb")))
def test_both_languages_have_the_same_placeholders(key: str) -> None:
    assert _placeholders(catalogue("nb")[key]) == _placeholders(catalogue("nn")[key])


@pytest.mark.parametrize("language", LANGUAGES)
def test_no_text_is_empty_or_speaks_of_innovation(language: Language) -> None:
    for key, text in catalogue(language).items():
        assert text.strip(), key
        assert "innovasjon" not in text.lower(), key


def test_nynorsk_is_no_copy_of_bokmal() -> None:
    sentences = [key for key, text in catalogue("nb").items() if len(text.split()) > 5]
    assert sentences
    assert [key for key in sentences if catalogue("nb")[key] == catalogue("nn")[key]] == []


@pytest.mark.parametrize("language", LANGUAGES)
def test_every_choice_and_example_has_a_text(language: Language) -> None:
    texts = catalogue(language)
    wanted = {*EXAMPLES, *(f"sector_{each}" for each in SECTORS), *(f"status_{each}" for each in STATUSES)}
    assert wanted <= set(texts)


def test_the_choices_are_those_the_api_takes(api: str) -> None:
    schemas = httpx.get(f"{api}/openapi.json", trust_env=False).json()["components"]["schemas"]
    assert sorted(SECTORS) == sorted(schemas["Sector"]["enum"])
    assert sorted(STATUSES) == sorted(schemas["Status"]["enum"])


@pytest.mark.parametrize(("said", "language"), [(None, "nb"), ("nn", "nn"), ("nb", "nb"), ("en", "nb"), ("", "nb")])
def test_the_language_is_bokmal_unless_nynorsk_is_asked_for(said: str | None, language: str) -> None:
    assert language_of(said) == language


def test_streamlits_own_words_change_from_english_and_from_the_other_language() -> None:
    words = own_words(load_texts("nn"))
    assert words["Skip to main content"] == "Hopp til innhaldet"
    assert words["Hopp til innholdet"] == "Hopp til innhaldet"
