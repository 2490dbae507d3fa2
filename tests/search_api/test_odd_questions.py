"""Whatever is asked gets an answer or a clear message in Norwegian, and never an error."""

from collections.abc import Iterator

import pytest
from fastapi.testclient import TestClient
from hypothesis import given, settings
from hypothesis import strategies as st

from search_api.app import create_app
from search_api.service import SearchService
from search_api.wire import Answer


@pytest.fixture(scope="module")
def client(service: SearchService) -> Iterator[TestClient]:
    yield TestClient(create_app(service), raise_server_exceptions=False)


def ask(client: TestClient, q: str) -> Answer:
    response = client.get("/v1/solutions", params={"q": q})
    assert response.status_code == 200, response.text
    return Answer.model_validate_json(response.text)


@pytest.mark.parametrize(
    "question",
    [
        *("hva er det", "Kva er det for noko?", "og eller men", "hvem har løst dette"),
        *("a", "b c", "1 2 3", "½ ² ٣", "0 % av 1"),
    ],
)
def test_a_question_of_function_words_numbers_or_letters_alone_finds_no_answer_and_says_so(
    client: TestClient, question: str
) -> None:
    answer = ask(client, question)
    assert not answer.answer_found
    assert not answer.query.words_found
    assert answer.message
    assert answer.passages == []


def test_a_number_counts_beside_a_word_and_a_letter_with_a_digit_is_a_word(client: TestClient) -> None:
    for question in ("medvirkning 2030", "5G", "TEK17"):
        assert ask(client, question).query.words_found, question


@pytest.mark.parametrize("question", ["💧", "?", "🏫👵🏽", "؟", "\u200b\u202e", "\x00\x07", "---", "…"])
def test_a_question_without_a_letter_or_number_is_refused_in_norwegian(client: TestClient, question: str) -> None:
    response = client.get("/v1/solutions", params={"q": question})
    assert response.status_code == 422
    assert "Spørsmålet er tomt" in response.json()["detail"]


def test_ten_thousand_words_are_refused_with_the_limit(client: TestClient) -> None:
    response = client.get("/v1/solutions", params={"q": "vann " * 10_000})
    assert response.status_code == 422
    assert "høyst 1000 tegn" in response.json()["detail"]


@pytest.mark.parametrize(
    "question",
    [
        "💧 vannlekkasjer 💧 i ledningsnettet",
        "\u202evannlekkasjer i ledningsnettet\u202c",
        "vann\u00adlekkasjer i lednings\u200bnettet",
        "vannlekkasjer\x00\x1bi\x07ledningsnettet",
        "<b onclick=alert(1)>vannlekkasjer</b> i ledningsnettet",
        "vannlekkasjer'; DROP TABLE record; --",
        "{{vannlekkasjer}} {0} %s ${jndi:x} i ledningsnettet",
        "VANNLEKKASJER I LEDNINGSNETTET!!!",
    ],
)
def test_what_stands_around_the_words_does_not_hide_them(client: TestClient, question: str) -> None:
    answer = ask(client, question)
    first = answer.results[0]
    assert "lekkasje" in f"{first.title} {first.challenge} {first.summary}".lower()
    assert answer.query.text == question.strip()
    assert not {"\x00", "\u202e", "\u00ad"} & set(answer.query.matched_text)


@pytest.mark.parametrize(
    "question",
    [
        "How do small municipalities recruit nurses?",
        "Movt suohkanat leat ovddidan sámegiela oahpahusa?",
        "Maid lea suohkan bargan?",
        "Как найти врача?",
        "كيف نجد طبيبا؟",
        "怎样找到医生",
        "SELECT * FROM record WHERE 1=1; --",
        "<script>fetch('//x')</script>",
        "1 2 3",
        "½ ² ٣",
        "a",
        "ſeks tuſen innbyggere i Tromſ",
        "kommune med ² 000 innbyggere",
        "i 99999 etter 0000 siste 99 år",
        "innen " * 160,
        "\u202e" * 900 + "nav",
    ],
)
def test_other_languages_code_and_numbers_get_results_and_no_error(client: TestClient, question: str) -> None:
    answer = ask(client, question)
    assert answer.results
    assert answer.answer_found or answer.message


@settings(max_examples=60)
@given(st.text(min_size=1, max_size=120))
def test_any_text_gets_an_answer_or_a_clear_problem(client: TestClient, question: str) -> None:
    response = client.get("/v1/solutions", params={"q": question.encode("utf-8", "replace").decode("utf-8")})
    assert response.status_code in {200, 422}, response.text
    if response.status_code == 422:
        assert "Spørsmålet er tomt" in response.json()["detail"]
