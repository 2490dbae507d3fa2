"""The two catalogues say the same things."""

import string

import httpx
import pytest

from ui.document import own_words
from ui.texts import EXAMPLES, LANGUAGES, SECTORS, STATUSES, Language, catalogue, language_of, load_texts


def _placeholders(text: str) -> set[str]:
    return {name for _, name, _, _ in string.Formatter().parse(text) if name is not None}


def test_both_languages_have_the_same_keys() -> None:
    assert list(catalogue("nb")) == list(catalogue("nn"))


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
